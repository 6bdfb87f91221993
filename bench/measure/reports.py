"""The report in each format and what changed, on the record and on many facts."""

import time
from datetime import date

from measure.report import Line, median
from ocop import filters, queries, report, store

AIMS = {"html": 2.0, "xlsx": 2.0, "docx": 10.0, "pptx": 10.0, "pdf": 10.0}  # seconds, with the browser that draws pictures running
PERIOD = {"as_of": date(2025, 8, 1), "compare_with": date(2025, 1, 1)}
SCOPES = ((), ("RAF",), ("REU",))  # each with pictures of its own
WARM = ("RNE",)


def measure(plan) -> list[Line]:
    """Seconds of a report whose pictures are new, the median over scopes; and the query of what changed with nothing kept."""
    record, long = store.open_store(), store.open_store(plan.illustrative())
    return [*(line for format in AIMS for line in _format(record, long, format)), _changes(record, long)]


def _format(record: store.Store, long: store.Store, format: str) -> list[Line]:
    _write(record, WARM, format)
    ours = median(_write(record, scope, format) for scope in SCOPES)
    again = median(_write(record, scope, format) for scope in SCOPES)
    many = median(_write(long, scope, format) for scope in SCOPES)
    return [Line("reports", f"{format}, the browser for pictures running", ours, "s", AIMS[format],
                 detail={"the same once more, s": again, "on the illustrative facts, s": many})]


def _write(opened: store.Store, regions: tuple[str, ...], format: str) -> float:
    queries.forget()
    started = time.perf_counter()
    report.write(opened, filters.Filters(regions=regions, **PERIOD), format, tell=lambda line: None)
    return time.perf_counter() - started


def _changes(record: store.Store, long: store.Store) -> Line:
    ours, many = (median(_ask(opened) for _round in range(7)) for opened in (record, long))
    return Line("reports", "what changed, nothing kept, with the illustrative facts, of the record's", many / ours, "×", 1.5,
                detail={"record, ms": 1000 * ours, "illustrative, ms": 1000 * many})


def _ask(opened: store.Store) -> float:
    queries.forget()
    started = time.perf_counter()
    queries.run(opened, "review/changes", filters.Filters(**PERIOD))
    return time.perf_counter() - started
