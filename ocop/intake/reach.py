"""Which rows somebody may send: those of their own country or region, and what these refer to. The secretariat may send any."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ocop.contracts import Contract, contracts_of, data_files
from ocop.intake.onrecord import Row, followed, key_of, place_columns, places_in, referred, rows_of
from ocop.texts import _

Rows = Mapping[str, list[Row]]


def region_of(base: Path, country: str) -> str:
    """The FAO region of a country; ValueError where it is none of the record."""
    contracts = contracts_of(data_files(base))[0]
    for row in rows_of(base, contracts["places"]):
        if row["place_id"] == country and row["kind"] == "country":
            return row["region"]
    raise ValueError(_("{country} is no country of the record. Write its ISO3 code, as BGD.").format(country=country))


def outside(base: Path, rows: Rows, region: str, country: str) -> list[str]:
    """What among the rows is not of this place, one sentence for each table; both words empty is the whole record."""
    if not (region or country):
        return []
    contracts = contracts_of(data_files(base))[0]
    here = places_in(rows_of(base, contracts["places"]), region, country)
    held = {name: rows_of(base, contracts[name]) for name in needed(contracts, rows)}
    place = country or region
    return [_("{table}: {n} of {all} rows are not of {place} alone ({keys}). Rows of other places are sent by those who speak for them.").format(
        table=contracts[table].title, n=len(wrong), all=len(rows[table]), place=place,
        keys=", ".join("/".join(key_of(contracts[table], row)) for row in wrong[:3]))
        for table, wrong in strangers(contracts, held, rows, lambda codes: bool(codes & here) and codes <= here | {region}) if wrong]


def keys_elsewhere(base: Path, table: str, region: str, country: str) -> set[str]:
    """The keys of a table that stand on record for another place, or for more than this one; none of a register, which belongs to no place."""
    contracts = contracts_of(data_files(base))[0]
    if not (place_columns(contracts[table]) or followed(contracts, table)):
        return set()
    here = places_in(rows_of(base, contracts["places"]), region, country)
    held = {name: rows_of(base, contracts[name]) for name in needed(contracts, {table: []})}
    every = {table: held[table]}
    return {key_of(contracts[table], row)[0] for _table, wrong in strangers(contracts, held, every, lambda codes: bool(codes & here)
                                                                             and codes <= here | {region}) for row in wrong}


def needed(contracts: Mapping[str, Contract], rows: Rows) -> set[str]:
    """The tables that must be read to know where the rows belong."""
    return {*rows, *(other for table in rows for _name, other in followed(contracts, table))}


def strangers(contracts: Mapping[str, Contract], held: Rows, rows: Rows, is_here: Callable[[set[str]], bool]) -> Iterator[tuple[str, list[Row]]]:
    """By table the rows that do not belong to a place: every place that a row names must be it, its region beside it at most; a row that names
    none must speak of one that does; a register takes a new entry that one of the sent rows refers to, and no change of an old one."""
    for table, new in rows.items():
        contract = contracts[table]
        if names := place_columns(contract):
            yield table, [row for row in new if not is_here(named(names, row))]
        elif ways := followed(contracts, table):
            mine = {(name, key_of(contracts[other], row)[0]) for name, other in ways for row in [*held.get(other, []), *rows.get(other, [])]
                    if is_here(named(place_columns(contracts[other]), row))}
            yield table, [row for row in new if not any((name, row[name]) in mine for name, _other in ways)]
        else:
            wanted, old = referred(contracts, rows, table), {key_of(contract, row) for row in held[table]}
            yield table, [row for row in new if key_of(contract, row) in old or key_of(contract, row)[0] not in wanted]


def named(columns: list[str], row: Row) -> set[str]:
    """The places that a row names."""
    return {part for name in columns for part in row.get(name, "").split(";") if part}
