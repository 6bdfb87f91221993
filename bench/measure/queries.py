"""The queries of a page without any memory of earlier answers, against the same SQL given to DuckDB bare; and on many facts."""

import ast
import time
from datetime import date
from pathlib import Path

import duckdb

from measure.report import Line, median
from ocop import filters, queries, store

ROUNDS = 5
PAGES = ("overview", "countries")
DAYS = (date(2026, 11, 21), date(2025, 8, 1), date(2024, 4, 26))


def measure(plan) -> list[Line]:
    """Our way and the bare way take turns, query by query; a figure is the median over rounds and choices of a whole page.

    The aim for our way is twice the bare way plus 10 ms.
    """
    record, long = store.open_store(), store.open_store(plan.illustrative())
    lines = []
    for page in PAGES:
        ours, bare, ours_long = _page(page, record, long)
        lines.append(Line("queries", f"{page}: all queries of the page, nothing kept", 1000 * ours, "ms", 2000 * bare + 10,
                          detail={"the same SQL bare, ms": 1000 * bare, "ratio": ours / bare, "queries": len(names_of(page))}))
        lines.append(Line("queries", f"{page}: with {plan.facts:,} facts, of the record's", ours_long / ours, "×", 1.5,
                          detail={"ms": 1000 * ours_long}))
    return lines


def names_of(page: str) -> list[str]:
    """The queries that a page names."""
    known = set(queries.names())
    tree = ast.parse((Path(store.ROOT) / "pages" / f"{page}.py").read_text(encoding="utf-8"))
    named = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in known]
    return list(dict.fromkeys(named))


def choices() -> list[filters.Filters]:
    """The world and each region, on one of three days."""
    regions = [(), *((region,) for region in ("RAF", "RAP", "REU", "RLC", "RNE"))]
    return [filters.Filters(regions=region, as_of=DAYS[place % 3]) for place, region in enumerate(regions)]


def _page(page: str, record: store.Store, long: store.Store) -> tuple[float, float, float]:
    """Median seconds of a page's queries: our way, bare, and our way on the illustrative facts."""
    names, sums = names_of(page), ([], [], [])
    for name in names:
        for opened in (record, long):
            queries.run(opened, name)
    for _round in range(ROUNDS):
        for choice in choices():
            totals = [0.0, 0.0, 0.0]
            for name in names:
                for place, seconds in enumerate((_ours(record, name, choice), _bare(record, name, choice), _ours(long, name, choice))):
                    totals[place] += seconds
            for kept, total in zip(sums, totals, strict=True):
                kept.append(total)
    return tuple(median(kept) for kept in sums)


def _ours(opened: store.Store, name: str, choice: filters.Filters) -> float:
    queries.forget()
    started = time.perf_counter()
    queries.run(opened, name, choice)
    return time.perf_counter() - started


def _bare(opened: store.Store, name: str, choice: filters.Filters) -> float:
    sql = queries.read(name).sql
    offered = filters.parameters(opened, choice)
    used = {key: offered[key] for key in opened.parameters_of(sql)}
    cursor: duckdb.DuckDBPyConnection = opened.connection.cursor()
    started = time.perf_counter()
    cursor.execute(sql, used).fetchall()
    return time.perf_counter() - started
