"""One version of the data, open for reading: nothing is written, no other file is read, no query runs past the limit."""

import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from ocop.contracts import Contract, Problem

SECONDS = 2.0
LOCKED = {"access_mode": "READ_ONLY", "enable_external_access": "false", "memory_limit": "1GB", "threads": "1",
          "max_temp_directory_size": "0B", "lock_configuration": "true"}


class DataProblems(Exception):
    """The data folder breaks its contracts. `problems` lists every one of them, with its address."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems in the data, first: {problems[0]}")
        self.problems = problems


class QueryTooSlow(Exception):
    """A query was stopped at the time limit."""


@dataclass(frozen=True, eq=False)
class Store:
    """One version of the data. `last_day` is the last day on which anything in it became known."""

    folder: Path
    file: Path
    fingerprint: str
    contracts: dict[str, Contract]
    notices: tuple[Problem, ...]
    is_illustrative: bool
    last_day: date
    connection: duckdb.DuckDBPyConnection
    stale_because: str = ""

    def ask(self, sql: str, parameters: dict | None = None) -> tuple[list[str], list[tuple]]:
        """Column names and rows of one statement, on a cursor of its own. Raises QueryTooSlow past the time limit."""
        kinds, rows = self.ask_typed(sql, parameters)
        return list(kinds), rows

    def ask_typed(self, sql: str, parameters: dict | None = None) -> tuple[dict[str, str], list[tuple]]:
        """As `ask`, with the database's type of each column: {"iso3": "VARCHAR", "on": "DATE"}."""
        with self.connection.cursor() as cursor:
            timer = threading.Timer(SECONDS, cursor.interrupt)
            timer.start()
            try:
                cursor.execute(sql, parameters or {})
                return {name: str(kind) for name, kind, *_rest in cursor.description}, cursor.fetchall()
            except duckdb.InterruptException as stopped:
                raise QueryTooSlow(
                    f"The query took longer than {SECONDS:g} seconds and was stopped. "
                    "Choose fewer countries or a shorter time, or report it.") from stopped
            finally:
                timer.cancel()

    def parameters_of(self, sql: str) -> frozenset[str]:
        """Names of the `$parameters` of one statement, found by DuckDB's own parser."""
        with self.connection.cursor() as cursor:
            (statement,) = cursor.extract_statements(sql)
            return frozenset(statement.named_parameters)
