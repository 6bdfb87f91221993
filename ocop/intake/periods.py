"""Periods by their words (`2026-H1`, `2026`, `2026-03`), and whether a row speaks of a locked one."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from ocop.contracts import contracts_of, data_files, dates
from ocop.intake.onrecord import Row, key_of
from ocop.texts import _

HALF = re.compile(r"([0-9]{4})-H([12])")


def span(word: str) -> tuple[date, date]:
    """First and last day. ValueError with a sentence for any other word."""
    if found := HALF.fullmatch(word):
        year = int(found[1])
        if year:
            return (date(year, 1, 1), date(year, 6, 30)) if found[2] == "1" else (date(year, 7, 1), date(year, 12, 31))
    read = dates.span(word)
    if not isinstance(read, dates.Span):
        raise ValueError(_("{word} is no period. Write a half-year as 2026-H1, a year as 2026 or a month as 2026-03.").format(word=repr(word[:20])))
    return read.first, read.last


def closed(base: Path, rows: Mapping[str, list[Row]], period: str, locked: Iterable[str]) -> list[str]:
    """What among the rows speaks of a locked period, or of a review that is closed, one sentence each."""
    spans = {word: span(word) for word in locked}
    said = [_("The period {period} is locked: it takes no more rows.").format(period=word) for word, (first, last) in spans.items()
            if period and first <= span(period)[0] and span(period)[1] <= last]
    contracts = contracts_of(data_files(base))[0]
    for table, new in rows.items():
        contract = contracts[table]
        for row in new:
            read = dates.span(row.get(contract.happened_on or "", "") or "none")
            for word, (first, last) in spans.items():
                if isinstance(read, dates.Span) and first <= read.first and read.last <= last:
                    said.append(_("{table}, {key}: its day lies in {period}, which is locked.").format(
                        table=contract.title, key="/".join(key_of(contract, row)), period=word))
    return said
