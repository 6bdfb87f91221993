"""A result of very many rows, passed on a part at a time: the first and the last row are held, their number, and nothing else.

The statement is asked twice, once to count and once for the rows of a page: both times as a stream, and no longer than any query may work.
"""

from collections.abc import Iterator
from contextlib import closing
from itertools import islice

from ocop import queries
from ocop.filters import Filters
from ocop.queries import ANSWERS, KEPT_RESULTS, Query, Result
from ocop.store import Store
from ocop.texts import LANGUAGE

HELD = 10_000  # rows: a result of no more is held, and kept, as `queries.run` does
PART = 1_000  # rows that are held at once of a larger one


class Ends:
    """What is known of the rows of a large result: how many there are, the first and the last; `part` passes on those of a page."""

    def __init__(self, store: Store, query: Query, used: dict, offered: dict, first: dict, last: dict, total: int, known: tuple = ()):
        self.store, self.query, self.used, self.offered = store, query, used, offered
        self.first, self.last, self.total, self.known = first, last, total, known  # `known`: what another process has to `know` of them

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, place: int) -> dict:
        if place not in (0, -1):
            raise IndexError("of a large result only the first and the last row are held; `part` passes on the others")
        return self.first if place == 0 else self.last

    def part(self, offset: int, limit: int) -> Iterator[list[dict]]:
        """So many rows after the first ones, a part at a time. Raises QueryTooSlow."""
        with closing(self.store.ask_in_parts(self.query.sql, self.used, PART)) as parts:
            for kinds, rows in parts:
                some = rows[max(0, offset):][:limit]
                offset -= len(rows)
                limit -= len(some)
                if some:
                    yield queries.told(self.query, (kinds, some), self.offered)[1]
                if not limit:
                    return


def run(store: Store, name: str, filters: Filters, more: dict | None = None) -> Result:
    """As `queries.run`; of a result of more than HELD rows, `rows` are its Ends. Raises QueryProblem, QueryTooSlow."""
    query = queries.read(name)
    offered, used, key = queries.posed(store, query, filters, more)
    asked = (store.fingerprint, name, id(query), LANGUAGE.get(), filters, repr(more))
    if ANSWERS.get(asked) is not None or KEPT_RESULTS.get(key) is not None:
        return queries.run(store, name, filters, more)
    found = KEPT_RESULTS.get((*key, "ends"))
    if found is None:
        found = passed(store, query, used, offered)
        if len(found) == 2:
            KEPT_RESULTS.put(key, found, len(found[1]))
            return queries.run(store, name, filters, more)
        KEPT_RESULTS.put((*key, "ends"), found)
    kinds, first, last, total = found
    known = ((*key, "ends"), found)
    ends = Ends(store, query, used, offered, first, last, total, known)
    return Result(query, list(kinds), ends, filters, offered, kinds)  # type: ignore[arg-type]


def know(key: tuple, found: tuple) -> None:
    """Take over what another process, which serves the same version, has found of the rows of a large result: they are not counted again."""
    KEPT_RESULTS.put(key, found)


def passed(store: Store, query: Query, used: dict, offered: dict) -> tuple:
    """Types and rows of a small result; types, first row, last row and number of rows of a large one."""
    with closing(store.ask_in_parts(query.sql, used, PART)) as found:
        held: list[tuple] = []
        kinds: dict[str, str] = {}
        for kinds, some in found:  # noqa: B007
            held += some
            if len(held) > HELD:
                break
        else:
            return queries.told(query, (kinds, held), offered)
        ends, total = [held[0], held[-1]], len(held)
        held.clear()
        for _kinds, some in found:
            ends[1], total = some[-1], total + len(some)
    return kinds, *queries.told(query, (kinds, ends), offered)[1], total


def of_page(result: Result, offset: int, limit: int) -> Iterator[list[dict]]:
    """The rows of a page of either, a part at a time."""
    if isinstance(result.rows, Ends):
        yield from result.rows.part(offset, limit)
        return
    rows = iter(result.rows[offset:offset + limit])
    while some := list(islice(rows, PART)):
        yield some
