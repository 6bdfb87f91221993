"""What is on record already, as an office knows it: the rows of a folder of tables in the words of its files, and which of them belong to a
place."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from ocop.contracts import Contract
from ocop.contracts.contract import WITHDRAWN
from ocop.contracts.files import files_of
from ocop.contracts.parquet import read_parquet
from ocop.contracts.raw import Unreadable
from ocop.contracts.sheet import written
from ocop.contracts.textfile import read_csv

Row = dict[str, str]
_NUMBERED = re.compile(r"(.*?)([0-9]+)")


def rows_of(folder: Path, contract: Contract) -> list[Row]:
    """Every row of a table in a sound folder, cells as text, columns in the order of the contract."""
    file, _contract = files_of(folder, contract.name)
    try:
        raw = (read_parquet if file.suffix.casefold() == ".parquet" else read_csv)(file, contract).raw
        if raw is None:
            return []
        held = {name: ["" if cell is None else written(cell) for cell in raw.taken(name).to_pylist()] for name in list(raw.columns)}
    except Unreadable:
        return []
    return [{name: held[name][at] if name in held else "" for name in contract.columns} for at in range(len(raw.lines))]


def key_of(contract: Contract, row: Mapping[str, str]) -> tuple[str, ...]:
    """The key of a row."""
    return tuple(row.get(name, "") for name in contract.key)


def standing(contract: Contract, rows: Iterable[Row]) -> list[Row]:
    """Of each key the version that became known last, in the order of the file; none of a key that was taken back."""
    last: dict[tuple, Row] = {}
    for row in rows:
        key = key_of(contract, row)
        if not contract.known_on or key not in last or row[contract.known_on] >= last[key][contract.known_on]:
            last[key] = row
    return [row for row in last.values() if row.get(WITHDRAWN.name) != "true"]


def next_key(contract: Contract, rows: Iterable[Row]) -> str:
    """The next free number of a key such as AC-027; empty where keys are no numbers."""
    column = contract.key[-1]
    found = [_NUMBERED.fullmatch(row[column]) for row in rows]
    if len(contract.key) > 1 or not found or not all(found):
        return ""
    start, digits = max(((one[1], one[2]) for one in found if one), key=lambda pair: (len(pair[1]), int(pair[1])))
    return f"{start}{int(digits) + 1:0{len(digits)}}"


def of_place(contracts: Mapping[str, Contract], tables: Mapping[str, list[Row]], region: str | None, country: str | None) -> dict[str, list[Row]]:
    """The rows of some tables that belong to a region or a country: by the places that they name, else by the row that they speak of (a
    report by its action). A register belongs where one of these rows refers to it. Without a place, all."""
    if not (region or country):
        return {name: list(rows) for name, rows in tables.items()}
    here = places_in(tables["places"], region, country)
    mine: dict[str, list[Row]] = {}
    for name in sorted(tables, key=lambda name: not place_columns(contracts[name])):  # those that name places come first
        mine[name] = _belonging(contracts, name, tables[name], here, mine)
    for name in tables:
        if not place_columns(contracts[name]) and not followed(contracts, name):
            wanted = referred(contracts, mine, name)
            mine[name] = [row for row in tables[name] if key_of(contracts[name], row)[0] in wanted]
    return mine


def places_in(places: Iterable[Row], region: str | None, country: str | None) -> set[str]:
    """The codes of a country, or of a region and its countries."""
    codes = {country} if country else {region} | {row["place_id"] for row in places if row["region"] == region}
    return {code for code in codes if code}


def place_columns(contract: Contract) -> list[str]:
    """The columns that say where a row belongs."""
    return [name for name, column in contract.columns.items() if (column.references or "").startswith("places.")]


def followed(contracts: Mapping[str, Contract], table: str) -> list[tuple[str, str]]:
    """The columns that refer to a row which itself names places, with its table."""
    pairs = [(name, (column.references or "").partition(".")[0]) for name, column in contracts[table].columns.items() if column.references]
    return [(name, other) for name, other in pairs if other not in ("places", "programmes", table) and place_columns(contracts[other])]


def _belonging(contracts: Mapping[str, Contract], table: str, rows: Iterable[Row], here: set[str], mine: Mapping[str, list[Row]]) -> list[Row]:
    """The rows of one table that belong to some places."""
    if names := place_columns(contracts[table]):
        named = [({part for name in names for part in row[name].split(";") if part}, row) for row in rows]
        return [row for codes, row in named if not codes or codes & here]
    others = [(name, {key_of(contracts[other], row)[0] for row in mine.get(other, [])}) for name, other in followed(contracts, table)]
    return [row for row in rows if any(row[name] in keys for name, keys in others)]


def referred(contracts: Mapping[str, Contract], tables: Mapping[str, list[Row]], register: str) -> set[str]:
    """The keys of a register that some rows name."""
    return {part for name, rows in tables.items() for column in contracts[name].columns.values()
            if (column.references or "").partition(".")[0] == register
            for row in rows for part in row[column.name].split(";") if part}
