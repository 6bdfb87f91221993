"""A store made of a few rows written in a test: `small_store(members=[...], places=[...])`.

Cells are written as in the CSV files (text; empty or missing means unknown); tables that a test does not name exist and are
empty. Contracts give the columns and types; their rules are not applied, so that a test may hold three rows and no more.
"""

import calendar
import uuid
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from ocop.contracts import read_contract
from ocop.contracts.versions import with_versions
from ocop.store import ROOT, Store, vocabulary

ARROW = {"text": pa.string(), "address": pa.string(), "integer": pa.int64(), "decimal": pa.float64(), "flag": pa.bool_()}
READ = {"integer": int, "decimal": float, "flag": lambda cell: cell == "true"}

SOURCES = [
    {"source_id": "S-A", "address": "https://example.org/a", "publisher": "A", "grade": "A", "received_as": "a"},
    {"source_id": "S-C", "address": "https://example.org/c", "publisher": "C", "grade": "C", "received_as": "c"},
    {"source_id": "S-D", "address": "https://example.org/d", "publisher": "D", "grade": "D", "received_as": "d"},
]
PLACES = [
    {"place_id": "WORLD", "kind": "world", "name": "World"},
    {"place_id": "RAF", "kind": "fao region", "name": "Africa", "region": "RAF"},
    {"place_id": "RAP", "kind": "fao region", "name": "Asia and the Pacific", "region": "RAP"},
    {"place_id": "GHA", "kind": "country", "name": "Ghana", "iso3": "GHA", "region": "RAF"},
    {"place_id": "TGO", "kind": "country", "name": "Togo", "iso3": "TGO", "region": "RAF"},
    {"place_id": "BTN", "kind": "country", "name": "Bhutan", "iso3": "BTN", "region": "RAP"},
]


def small_store(last_day: date = date(2026, 11, 21), **tables: list[dict[str, str]]) -> Store:
    """A store in memory; `sources` and `places` have a few rows unless the test names its own."""
    tables = {"sources": SOURCES, "places": PLACES, **tables}
    contracts = {path.stem: read_contract(path) for path in sorted((ROOT / "data").glob("*.toml"))}
    connection = duckdb.connect(":memory:")
    for name, contract in contracts.items():
        connection.register("incoming", with_versions(contract, arrow(contract, tables.pop(name, []))))
        connection.execute(f'create table "{name}" as select * from incoming')
        connection.unregister("incoming")
    assert not tables, f"no such table: {', '.join(tables)}"
    for statement in connection.extract_statements(vocabulary()):
        connection.execute(statement)
    return Store(Path("test"), Path("test"), uuid.uuid4().hex, contracts, (), False, last_day, connection)


def arrow(contract, rows: list[dict[str, str]]) -> pa.Table:
    """Rows of text as a typed table with exactly the columns of the contract."""
    known = set(contract.columns)
    assert not (wrong := {name for row in rows for name in row} - known), f"{contract.name} has no column {wrong}"
    columns = {}
    for name, column in contract.columns.items():
        cells = [row.get(name) or None for row in rows]
        if column.list:
            columns[name] = pa.array([cell.split(";") if cell else None for cell in cells], pa.list_(pa.string()))
        elif column.type in ("date", "day"):
            columns |= dates(name, cells, column.type)
        else:
            read = READ.get(column.type, str)
            columns[name] = pa.array([None if cell is None else read(cell) for cell in cells], ARROW[column.type])
    return pa.table(columns)


def dates(name: str, cells: list, kind: str) -> dict[str, pa.Array]:
    """A date with its precision as text, first day and last day."""
    spans = [span(cell) if cell else (None, None) for cell in cells]
    if kind == "day":
        return {name: pa.array([first for first, _last in spans], pa.date32())}
    return {name: pa.array(cells, pa.string()), f"{name}_from": pa.array([first for first, _last in spans], pa.date32()),
            f"{name}_to": pa.array([last for _first, last in spans], pa.date32())}


def span(text: str) -> tuple[date, date]:
    """First and last day of `2024`, `2024-03` or `2024-03-17`."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(*parts, 1), date(*parts, calendar.monthrange(*parts)[1])
    return date(*parts), date(*parts)
