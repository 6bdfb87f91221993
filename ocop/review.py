"""What a review covers: a period with its two days, and a scope. Bad input is one `ReviewProblem`, worded for whoever asked.

Period words are public: `2025-H1` is a half-year. A half-year that was reviewed ends on the day of its review, and the next one
begins there, so that nothing falls between two reviews. Everything runs on `Filters`: `as_of` ends a period, `compare_with`
begins it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from ocop import advice
from ocop.filters import DAY, Filters, first_day, known_codes, parameters
from ocop.store import Store, once
from ocop.texts import _, day

WORD = re.compile(r"([0-9]{4})-H([12])")


class ReviewProblem(Exception):
    """A period or a scope that cannot be reviewed; the text says what, and what to do."""


@dataclass(frozen=True)
class Period:
    """A half-year by its calendar days, the two days a review of it compares, and the review that covered it, if one did."""

    word: str
    start: date
    end: date
    from_day: date
    to_day: date
    review: str | None


def period(store: Store, word: str) -> Period:
    """The half-year of a public word. Raises ReviewProblem for another word and for a half-year outside the record."""
    found = WORD.fullmatch(word)
    if not found or found[1] == "0000":
        raise ReviewProblem(_("{word} is not a period. Write a half-year as 2025-H1 or 2025-H2, or give two dates.").format(word=repr(word[:40])))
    asked = _half(store, int(found[1]), int(found[2]))
    if asked.end < first_day(store) or asked.start > store.last_day:
        raise ReviewProblem(_("{word} lies outside the record, which runs from {first} to {last}. Choose a period within it.").format(
            word=asked.word, first=day(first_day(store)), last=day(store.last_day)))
    return asked


def _half(store: Store, year: int, half: int) -> Period:
    """A half-year, whether or not the record reaches it."""
    start, end = (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))
    word, before = f"{year}-H{half}", f"{year}-H1" if half == 2 else f"{year - 1}-H2"
    reviews = _reviews(store)
    number, reviewed = reviews.get(word, (None, None))
    last = store.last_day
    return Period(word, start, end, min(reviews.get(before, (None, start))[1], last), min(reviewed or end, last), number)


@once
def _reviews(store: Store) -> dict[str, tuple[str, date]]:
    """Number and day of the review of each half-year that was reviewed, by its word."""
    _names, rows = store.ask("select period, review_id, on_from from reviews where period is not null and superseded_from is null "
                              "order by known_on_from")
    return {word: (number, on) for word, number, on in rows}


def periods(store: Store) -> list[Period]:
    """The half-years that the record reaches, newest first."""
    first, last = first_day(store), store.last_day
    halves = [_half(store, year, half) for year in range(last.year, first.year - 1, -1) for half in (2, 1)]
    return [one for one in halves if one.start <= last and one.end >= first]


def period_of(store: Store, filters: Filters) -> Period | None:
    """The half-year whose two days the reader's choice has; None for any other two days."""
    days = parameters(store, filters)
    both = (days["compare_with"], days["as_of"])
    return next((one for one in periods(store) if (one.from_day, one.to_day) == both), None)


def between(store: Store, start: str, end: str) -> tuple[date, date]:
    """Two days written as YYYY-MM-DD. Raises ReviewProblem for text that is no day, days in the wrong order or outside the record."""
    first, last = (_day(text) for text in (start, end))
    if first > last:
        raise ReviewProblem(_("The period begins on {start}, after its end on {end}. Give the earlier day first.").format(
            start=day(first), end=day(last)))
    for one in (first, last):
        if not first_day(store) <= one <= store.last_day:
            raise ReviewProblem(_("{day} lies outside the record, which runs from {first} to {last}. Choose a day within it.").format(
                day=day(one), first=day(first_day(store)), last=day(store.last_day)))
    return first, last


def _day(text: str) -> date:
    """A day of ten characters, nothing else that Python would read as one."""
    try:
        return date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError as wrong:
        raise ReviewProblem(_("{text} is not a day. Write it as YYYY-MM-DD, as in 2025-08-01.").format(text=repr(text[:40]))) from wrong


def scope(store: Store, region: str | None = None, country: str | None = None) -> Filters:
    """World, one region or one country by its code. Raises ReviewProblem for a code that does not exist, and for both at once."""
    if region is not None and country is not None:
        raise ReviewProblem(_("A review has one scope: give a region or a country, not both."))
    for word, code in (("region", region), ("country", country)):
        codes = known_codes(store)
        if code is not None and code not in codes[word]:
            shown = ", ".join(codes[word]) if word == "region" else _("the ISO 3166-1 alpha-3 codes, as BGD")
            told = _("{code} is not a {what} of the record. Codes are {codes}.").format(
                code=repr(code[:40]), what=advice.what(word), codes=shown)
            raise ReviewProblem(f"{told} {advice.meant(word, code, codes) if code else ''}".rstrip())
    return Filters(regions=(region,) if region else (), countries=(country,) if country else ())


def chosen(store: Store, *, word: str | None = None, start: str | None = None, end: str | None = None,
           region: str | None = None, country: str | None = None) -> Filters:
    """The filters of a review: a period word, or two days, and a scope. Raises ReviewProblem where that does not make one."""
    if (word is None) == (start is None) or (start is None) != (end is None):
        raise ReviewProblem(_("Give a period as 2025-H1, or both days of one, and not both."))
    if word is not None:
        one = period(store, word)
        first, last = one.from_day, one.to_day
    else:
        first, last = between(store, start or "", end or "")
    return replace(scope(store, region, country), as_of=last, compare_with=first)


def is_backwards(store: Store, filters: Filters) -> bool:
    """True where the first day of the reader's choice lies after the second."""
    days = parameters(store, filters)
    return days["compare_with"] > days["as_of"]
