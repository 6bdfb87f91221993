"""One version of the data, open for reading: nothing is written, no other file is read, no query runs past the limit."""

import weakref
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from pathlib import Path

import duckdb

from ocop.contracts import Contract, Problem
from ocop.store.limits import Limit, QueryTooSlow

LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "access_mode": "READ_ONLY", "enable_external_access": "false", "memory_limit": "1GB", "threads": "1",
    "max_temp_directory_size": "0B", "lock_configuration": "true"}
UNREAD = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)  # a damaged file
REMEMBERED = 300  # answers that one version keeps for `once`


class DataProblems(Exception):
    """The data folder breaks its contracts or cannot be read. `problems` lists every one of them, with its address; `kind` is one
    word for a monitor: broken, missing, unreadable, changing, no room, internal; `mark` the fingerprint of what was refused."""

    def __init__(self, problems: list[Problem], kind: str = "broken", mark: str = ""):
        super().__init__(f"{len(problems)} problem{'s' * (len(problems) != 1)} in the data, first: {problems[0]}")
        self.problems, self.kind, self.mark = problems, kind, mark


class NoRoom(OSError):
    """A version cannot be built because no folder takes it. `says` tells why, `advice` what to do."""

    advice = "Free some space, or let OCOP_CACHE name a folder that can be written."

    def __init__(self, why: str):
        self.says = f"the data cannot be built into a database ({why})"
        super().__init__(f"{self.says}. {self.advice}")


@dataclass(frozen=True, eq=False)
class Store:
    """One version of the data. `folder` holds the files that it was built from, as they were; `last_day` is the last day on
    which anything in it became known; `version` its name where it stands in a library. `stale_because` says why a newer state is not
    shown, `stale_kind` in one word; `faults` are errors that speak of a damaged file."""

    folder: Path
    file: Path
    fingerprint: str
    contracts: dict[str, Contract]
    notices: tuple[Problem, ...]
    is_illustrative: bool
    last_day: date
    connection: duckdb.DuckDBPyConnection
    stale_because: str = ""
    stale_kind: str = ""
    version: str = ""
    remembered: dict = field(default_factory=dict, repr=False)
    faults: list[str] = field(default_factory=list, repr=False)

    def __post_init__(self):
        OPEN.add(self)

    def ask(self, sql: str, parameters: dict | None = None) -> tuple[list[str], list[tuple]]:
        """Column names and rows of one statement, on a cursor of its own. Raises QueryTooSlow past the time limit."""
        kinds, rows = self.ask_typed(sql, parameters)
        return list(kinds), rows

    def ask_typed(self, sql: str, parameters: dict | None = None) -> tuple[dict[str, str], list[tuple]]:
        """As `ask`, with the database's type of each column: {"iso3": "VARCHAR", "on": "DATE"}."""
        with self.connection.cursor() as cursor, self.limited(cursor):
            cursor.execute(sql, parameters or {})
            return {name: str(kind) for name, kind, *_rest in cursor.description}, cursor.fetchall()

    @contextmanager
    def limited(self, cursor: duckdb.DuckDBPyConnection, seconds: float | None = None) -> Iterator[Limit]:
        """Work of a cursor within the time limit, or what is left of it. Raises QueryTooSlow; a damaged file is noted."""
        with Limit(cursor.interrupt, seconds=seconds) as limit:
            try:
                yield limit
            except duckdb.InterruptException as stopped:
                raise QueryTooSlow(limit.says()) from stopped
            except UNREAD as error:
                self.faults.append(type(error).__name__)
                raise

    def ask_in_parts(self, sql: str, parameters: dict | None, size: int) -> Generator[tuple[dict[str, str], list[tuple]]]:
        """As `ask_typed`, so many rows at a time, the first part even where it is empty; all parts together have the time of one statement,
        and what the caller does between them is not counted. Who closes it before its end lets go of the rest."""
        left: float | None = None
        with self.connection.cursor() as cursor:
            def part(*, is_first: bool = False) -> list[tuple]:
                nonlocal left
                with self.limited(cursor, left) as limit:
                    if is_first:
                        cursor.execute(sql, parameters or {})
                    rows = cursor.fetchmany(size)
                left = limit.seconds - limit.spent
                return rows

            rows = part(is_first=True)
            kinds = {name: str(kind) for name, kind, *_rest in cursor.description}
            yield kinds, rows
            while len(rows) == size and (rows := part()):
                yield kinds, rows

    def parameters_of(self, sql: str) -> frozenset[str]:
        """Names of the `$parameters` of one statement, found by DuckDB's own parser."""
        with self.connection.cursor() as cursor:
            (statement,) = cursor.extract_statements(sql)
            return frozenset(statement.named_parameters)


OPEN: weakref.WeakSet[Store] = weakref.WeakSet()  # what this process still reads from


def once(function: Callable) -> Callable:
    """Remember what `function(store, ...)` says for as long as that version lives, and no longer: memory that holds a version
    would hold its connection open after a swap. Nobody may change the answer."""

    @wraps(function)
    def remembering(store: Store, *more):
        key = (function, *more)
        answer = store.remembered.get(key, store)  # itself stands for nothing, because no answer may hold it
        if answer is store:
            if len(store.remembered) >= REMEMBERED:  # the first that was of one day or code; what is of the whole version stays
                store.remembered.pop(next((known for known in list(store.remembered) if len(known) > 1), None), None)
            answer = store.remembered[key] = function(store, *more)
        return answer

    return remembering
