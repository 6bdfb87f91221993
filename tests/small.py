"""A store made of a few rows written in a test: `small_store(members=[...], places=[...])`.

Cells are written as in the CSV files (text; empty or missing means unknown); tables that a test does not name exist and are
empty. Contracts give the columns and types; their rules are not applied, so that a test may hold three rows and no more.
"""

import calendar
import json
import re
import tempfile
import threading
import uuid
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ocop.contracts import Contract, read_contract
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
    """A store in memory; `sources` and `places` have a few rows unless the test names its own. The same rows give the same store."""
    tables = {"sources": SOURCES, "places": PLACES, **tables}
    return made(last_day, json.dumps(tables, sort_keys=True))


@dataclass(frozen=True, eq=False)
class SmallStore(Store):
    """A store that lays down a table of the vocabulary when the first question reads it: most questions read few of them."""

    laid: set[str] = field(default_factory=set)
    laying: Any = field(default_factory=threading.Lock)

    def ask_typed(self, sql, parameters=None):
        self.lay(sql)
        return super().ask_typed(sql, parameters)

    def ask_in_parts(self, sql, parameters, size):
        self.lay(sql)
        yield from super().ask_in_parts(sql, parameters, size)

    def lay(self, sql):
        with self.laying:
            for table, statement in laid_down().items():
                if table in words_behind(sql) and table not in self.laid:
                    self.connection.execute(statement)
                    self.laid.add(table)


@lru_cache(maxsize=32)
def made(last_day: date, told: str) -> Store:
    """The store of tables told as JSON: the empty one with these rows."""
    tables = json.loads(told)
    assert not (strange := tables.keys() - contracts()), f"no such table: {', '.join(strange)}"
    connection = duckdb.connect(":memory:")
    connection.execute(f"attach '{empty()}' as empty (read_only)")
    connection.execute("copy from database empty to memory")
    connection.execute("detach empty")
    for name, rows in tables.items():
        connection.register("incoming", with_versions(contracts()[name], arrow(contracts()[name], rows)))
        connection.execute(f'create or replace table "{name}" as select * from incoming')
        connection.unregister("incoming")
    return SmallStore(Path("test"), Path("test"), uuid.uuid4().hex, contracts(), (), False, last_day, connection)


@cache
def contracts() -> dict[str, Contract]:
    """The contracts of the shipped record."""
    return {path.stem: read_contract(path) for path in sorted((ROOT / "data").glob("*.toml"))}


@cache
def empty() -> str:
    """A file with every table, without a row, and the vocabulary; the tables that the vocabulary lays down are left out."""
    file = f"{tempfile.mkdtemp(prefix='ocop-small-')}/empty.duckdb"
    with duckdb.connect(file) as connection:
        for name, contract in contracts().items():
            connection.register("incoming", with_versions(contract, arrow(contract, [])))
            connection.execute(f'create table "{name}" as select * from incoming')
            connection.unregister("incoming")
        for statement in connection.extract_statements(vocabulary()):
            connection.execute(statement)
        for table in laid_down():
            connection.execute(f"drop table {table}")
    return file


@cache
def sentences() -> dict[str, str]:
    """The statements of the vocabulary by what they make, in their order."""
    with duckdb.connect(":memory:") as connection:
        texts = [re.sub("--.*", "", statement.query).strip() for statement in connection.extract_statements(vocabulary())]
    return {re.match(r"create (?:or replace )?\w+ (?:if not exists )?([\w.]+)", text)[1]: text for text in texts}


@cache
def laid_down() -> dict[str, str]:
    """The statements of the vocabulary that lay down tables, by table, in their order."""
    return {name: text for name, text in sentences().items() if re.match("create table (?!if)", text)}


@lru_cache(maxsize=1000)
def words_behind(sql: str) -> set[str]:
    """The words of a statement, and those of everything in the vocabulary that it names, and so on."""
    found, ahead = set(), words(sql)
    while ahead:
        if (word := ahead.pop()) not in found:
            found.add(word)
            ahead += words(sentences().get(word, ""))
    return found


def words(sql: str) -> list[str]:
    """The words of a statement, with their schema; those of comments left out."""
    return re.findall(r"[\w.]+", re.sub("--.*", "", sql))


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
