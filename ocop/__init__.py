"""The OCOP Monitor: the public record of One Country One Priority Product, checked, queried and drawn.

In a notebook:

    import ocop
    register = ocop.query("countries/register", region="RAF", as_of="2025-08-01")
    register.frame()
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocop.queries import Result

Words = str | Iterable[str]


def query(name: str, *, region: Words = (), country: Words = (), category: Words = (), as_of: str | date | None = None,
          compare_with: str | date | None = None, **others: Words) -> "Result":
    """Run one query as the screen runs it, on the shipped record or the folder that OCOP_DATA names.

    `name` as `python -m ocop queries` lists it; the words and codes are those of a link, a code or a list of codes. The result has `rows`,
    `finding` and `frame()`. Raises `ocop.queries.QueryProblem` for a name, word, code or day that does not exist, and
    `ocop.store.DataProblems` where the data break their contracts.
    """
    from ocop import filters, queries, store

    queries.read(str(name))
    if others.keys() & set(filters.PLACES_ON_A_PAGE):
        raise queries.QueryProblem(f"A query has no {', '.join(sorted(others))}: that says where on a page a reader is. "
                                   f"Words are {', '.join(filters.WORDS)}.")
    asked = {"region": region, "country": country, "category": category, "as_of": as_of, "compare_with": compare_with, **others}
    return queries.run(opened := store.current(), str(name), queries.called(opened, {word: _spelt(value) for word, value in asked.items()
                                                                               if value is not None}))


def _spelt(value: Words | date) -> list[str]:
    """A value as a link spells it: a code or a day, or several; anything else is written out and told."""
    if isinstance(value, str | date):
        return [str(value)]
    return [str(each) for each in value] if isinstance(value, Iterable) and not isinstance(value, bytes) else [repr(value)]
