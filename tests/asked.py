"""Many questions at once: what a query file says of many choices, in one statement in place of one for each.

Most of what a small question costs is that the database has to understand it. `at_once(store, choices)` is the same version of the
data; the first time that a file is asked one of the choices, its text is asked of them all, with each `$word` as a column. What
`queries.run` does before and after is done for each choice as ever. `tests/queries/test_ties.py` asks every file both ways.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from functools import cache

from ocop import queries
from ocop.filters import Filters
from ocop.store import Store
from ocop.store.each import joined


class Heard(Exception):
    """What a query file would be asked with."""


class AtOnce(Store):
    """A version that answers for all `choices` of a file when it is asked for one."""

    def __init__(self, store: Store, choices: dict[str, list[tuple[Filters, dict]]]):
        super().__init__(**{field.name: getattr(store, field.name) for field in fields(Store)})
        self.__dict__.update(real=store, choices=choices, answers={}, heard=None)

    def ask_typed(self, sql, parameters=None):
        name = files().get(sql)
        if self.heard == name is not None:
            raise Heard(parameters)
        if name in self.choices:
            offered = self._offered(name, self.choices.pop(name))
            if offered and offered[0]:
                self.answers |= {(sql, repr(offered[number])): answer for number, answer in answers(self.real, sql, offered).items()}
        key = (sql, repr(parameters))
        return self.answers[key] if key in self.answers else self.real.ask_typed(sql, parameters)

    def _offered(self, name: str, choices: list[tuple[Filters, dict]]) -> list[dict]:
        """What `queries.run` would ask the file with, for each choice that is not answered already."""
        self.__dict__["heard"], offered = name, []
        for filters, more in choices:
            try:
                queries.run(self, name, filters, more)
            except Heard as heard:
                offered.append(heard.args[0])
        self.__dict__["heard"] = None
        return offered


def at_once(store: Store, choices: Iterable[tuple[str, Filters, dict]]) -> Store:
    """The same version, about to be asked for these names, choices and more."""
    by_name = defaultdict(list)
    for name, filters, more in choices:
        by_name[name].append((filters, more))
    return AtOnce(store, dict(by_name))


@cache
def files() -> dict[str, str]:
    """The name of each query file by its text."""
    return {queries.read(name).sql: name for name in queries.names()}


def answers(store: Store, sql: str, offered: list[dict]) -> dict[int, tuple[dict[str, str], list[tuple]]]:
    """Types of columns and rows, as `Store.ask_typed` gives them, by the number of what was offered. Hundreds have all the time they take."""
    with store.connection.cursor() as cursor:
        cursor.execute(*joined(sql, offered))
        kinds = {name: str(kind) for name, kind, *_rest in cursor.description[1:]}
        found = {number: (kinds, []) for number in range(len(offered))}
        for number, *row in cursor.fetchall():
            found[number][1].append(tuple(row))
        return found
