"""Keys that two offices gave to two rows: the second must never become a correction of the first without anybody noticing.

A key is given by who writes a row, from the next free one that his workbook names. So it is asked when a file is read, when it is handed in, and
when it is cleared and published: is this key that of a new row which another submission brings, or of a row of another place, or was it new when
it was handed in and is on record by now? Tables whose key says what the row is about (several columns, a country's code) have no such keys.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ocop.contracts import Contract, contracts_of, data_files
from ocop.intake import reach
from ocop.intake.found import Found
from ocop.intake.onrecord import Row, key_of, next_key, rows_of
from ocop.intake.reading import Reading
from ocop.texts import _

RULE = "key of another row"
Rows = Mapping[str, list[Row]]


@dataclass(frozen=True)
class Waiting:
    """A submission that is on its way: its number, its place in words, its rows, and the keys among them that were on no record."""

    number: str
    place: str
    rows: Rows
    new: Mapping[str, list[str]]


@dataclass(frozen=True)
class Taken:
    """A row whose key is that of another one: its table, its place among the new rows, what is wrong, what to do."""

    table: str
    at: int
    column: str
    key: str
    says: str
    advice: str

    def __str__(self) -> str:
        return f"{self.table}, {self.column} {self.key}: {self.says}. {self.advice}"


def is_given(contract: Contract) -> bool:
    """Whether the keys of a table are given by who writes a row, and say nothing of what it is about."""
    return len(contract.key) == 1 and contract.columns[contract.key[0]].references is None


def new_keys(base: Path, rows: Rows) -> dict[str, list[str]]:
    """The keys among the rows that are on no record yet, by table."""
    found = {}
    for table, contract in given(base, rows).items():
        known = {row[contract.key[0]] for row in rows_of(base, contract)}
        found[table] = sorted({row.get(contract.key[0], "") for row in rows[table]} - known)
    return {table: keys for table, keys in found.items() if keys}


def given(base: Path, rows: Rows) -> dict[str, Contract]:
    """The contracts of those tables whose keys are given."""
    contracts = contracts_of(data_files(base))[0]
    return {table: contracts[table] for table in rows if table in contracts and is_given(contracts[table])}


def taken(base: Path, rows: Rows, others: list[Waiting], region: str = "", country: str = "") -> list[Taken]:
    """The rows whose key another submission on its way brings as new, or that a row of another place has on record."""
    found: list[Taken] = []
    for table, contract in given(base, rows).items():
        column, old = contract.key[0], rows_of(base, contract)
        coming = {key: one for one in others for key in one.new.get(table, ())}
        strange = reach.keys_elsewhere(base, table, region, country) if region or country else set()
        for at, row in enumerate(rows[table]):
            key = row.get(column, "")
            if key in coming:
                says = _("is the key of a new row that {number} of {place} brings").format(number=coming[key].number, place=coming[key].place)
            elif key in strange:
                says = _("is the key of a row on record that is not of {place} alone").format(place=country or region)
            else:
                continue
            found.append(Taken(table, at, column, key, says, advice(contract, [*old, *rows[table], *coming_rows(others).get(table, ())])))
    return found


def coming_rows(others: list[Waiting]) -> dict[str, list[Row]]:
    """The rows of all submissions on their way, by table."""
    return {table: [row for one in others for row in one.rows.get(table, ())] for table in {table for one in others for table in one.rows}}


def overtaken(base: Path, rows: Rows, new: Mapping[str, list[str]]) -> list[Taken]:
    """The rows whose key was new when they were handed in, and is on record by now: they would correct what somebody else wrote."""
    found = []
    for table, contract in given(base, rows).items():
        column, old = contract.key[0], rows_of(base, contract)
        known = {row[column] for row in old} & set(new.get(table, ()))
        found += [Taken(table, at, column, row[column], _("was the key of no row when it was handed in, and is that of a row on record by now"),
                        advice(contract, [*old, *rows[table]])) for at, row in enumerate(rows[table]) if row.get(column, "") in known]
    return found


def advice(contract: Contract, rows: list[Row]) -> str:
    """What to do about a key."""
    free = next_key(contract, [{contract.key[0]: key_of(contract, row)[0]} for row in rows])
    return _("A new row takes a key of its own: {key} is free.").format(key=free) if free else _("A new row takes a key of its own.")


def told(found: list[Taken], read: Reading) -> Iterator[Found]:
    """The same by sheet and cell of the file that was read."""
    for one in found:
        place = read.places.get(one.table)
        cell = f"{place.columns.get(one.column, 'A')}{place.rows[one.at]}" if place else ""
        yield Found(place.sheet if place else one.table, cell, RULE, one.says, one.advice, table=one.table, column=one.column, value=one.key)
