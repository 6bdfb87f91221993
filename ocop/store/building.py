"""From checked tables to one DuckDB file, whole or not at all. A version that breaks a rule across tables is not built."""

import hashlib
import os
from pathlib import Path

import duckdb

from ocop.contracts import Column, Problem, Report
from ocop.contracts.problems import refusals
from ocop.store.fingerprints import vocabulary
from ocop.store.keeping import put, unfinished
from ocop.store.needs import shipped
from ocop.store.ordering import ordered
from ocop.store.rules import offences
from ocop.store.version import DataProblems

WORDS = ("stage", "status", "type", "level", "format", "kind")  # columns that hold a word of a closed list, which no link or row refers to
MEMORY = "800MB"  # of DuckDB while it builds; what needs more goes to files beside the built one for a while
UNTRIED = "fsst,zstd"  # ways of packing that another one covers; trying each of them on ten million rows takes a tenth of the time
DOUBTED = ("file", "row_key", "column", "rule", "advice")  # of the rows that a check doubts


def build(report: Report, file: Path) -> list[Problem]:
    """Write all tables and models into a new file, then put it in place in one step; a reader never sees half of one.

    Raises DataProblems for rows that break a rule across tables; then no file is left. What such a rule only doubts is handed back, and
    laid down for the page that shows it.
    """
    with unfinished(file) as started:
        with duckdb.connect(started, config={"memory_limit": MEMORY, "disabled_compression_methods": UNTRIED}) as database:
            _fill(database, report)
            doubts: list[dict] = []
            found = list(offences(lambda sql: _asked(database, sql), report, doubts))
            if broken := refusals(found):
                raise DataProblems(broken)
            _put(database, "contracts.doubts", [(*map(row.get, DOUBTED), str(row["value"]) if row["value"] is not None else None) for row in doubts])
        with open(started, "r+b") as built:  # Windows writes out only what was opened for writing
            os.fsync(built.fileno())
            mark = hashlib.file_digest(built, "sha256").hexdigest()
        put(started, file)
    with unfinished(file) as note:
        note.write_text(mark, encoding="ascii")
        put(note, file.with_suffix(".sha256"))
    return found


def _fill(database: duckdb.DuckDBPyConnection, report: Report) -> None:
    """Lay down all tables. Of the rows the report keeps the keys, by which a rule across tables finds the line of an offender: else each long
    table would be held twice."""
    for name in list(report.tables):
        rows = report.tables[name]
        database.register("incoming", ordered(rows, report.contracts[name]))
        database.execute(f'create table "{name}" as select * from incoming')
        database.unregister("incoming")
        report.tables[name] = rows.select(list(report.contracts[name].key))
        del rows
    database.execute("create schema contracts")
    database.execute("create table contracts.labels (table_name varchar, column_name varchar, value varchar, label varchar)")
    labels = [(name, column.name, value, label) for name, contract in report.contracts.items()
              for column in contract.columns.values() for value, label in column.labels.items()]
    _put(database, "contracts.labels", labels)
    database.execute("create table contracts.allowed (table_name varchar, column_name varchar, value varchar, place integer)")
    allowed = [(name, column.name, _further_names(name, column).get(str(value), str(value)), place)
               for name, contract in report.contracts.items() for column in contract.columns.values()
               for place, value in enumerate(column.allowed, 1)]
    _put(database, "contracts.allowed", allowed)
    for name, contract in report.contracts.items():
        for column in contract.columns.values():
            for value, label in _further_names(name, column).items():
                database.execute(f'update "{name}" set "{column.name}" = ? where "{column.name}" = ?', [label, value])
    for statement in database.extract_statements(vocabulary()):
        try:
            database.execute(statement)
        except duckdb.OutOfMemoryException:  # as in `_asked`
            database.execute("reset memory_limit")
            database.execute(statement)


def _put(database: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    """All rows in one statement: one for each would cost more than reading the shipped record."""
    if rows:
        row = f"({', '.join('?' * len(rows[0]))})"
        database.execute(f"insert into {table} values {', '.join([row] * len(rows))}", [value for values in rows for value in values])


def _further_names(table: str, column: Column) -> dict[str, str]:
    """The names of values that no page knows, because only the contract of this folder allows them. Such a value is stored by its name,
    so that it reads alike in every table, sentence, chart and legend."""
    if column.name not in WORDS or column.list:
        return {}
    known = shipped()[table].columns.get(column.name) if table in shipped() else None
    return {value: label for value, label in column.labels.items() if not known or value not in known.allowed}


def _asked(database: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[tuple]]:
    try:
        database.execute(sql)
    except duckdb.OutOfMemoryException:  # what needs more, and cannot be laid aside, gets what the machine has
        database.execute("reset memory_limit")
        database.execute(sql)
    return [column[0] for column in database.description], database.fetchall()
