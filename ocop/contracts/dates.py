"""Dates: ISO 8601 or refused. Any other form is never guessed, only answered with the ISO form that it
might mean.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from . import limits
from .problems import Fault

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_CLOCK = re.compile(
    r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]+)?([0-9]{1,2}):[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"\s*(?:Z|[+-][0-9]{2}:?[0-9]{2}|UTC|GMT|[ap]m)?",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(
    r"[0-9]{1,2}[./ -][0-9]{1,2}[./ -]'?[0-9]{2}|(?:[0-9]{1,2}[ -])?[a-z]{3,9}[ -]'?[0-9]{2}", re.IGNORECASE
)
_THREE_NUMBERS = re.compile(r"([0-9]{1,4})[./ -]+([0-9]{1,2})[./ -]+([0-9]{1,4})")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[./ -]([0-9]{4})|([0-9]{4})[./ -]([0-9]{1,2})")
_COMPACT = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])")
_WORDS = re.compile(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?[ .-]+)?([a-z]{3,9})\.?[ -]+"
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?,? +)?([0-9]{4})",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[2-6][0-9]{4}(?:\.[0-9]+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_WRITTEN = date(2026, 11, 26)
_SERIAL_ZERO = date(1899, 12, 30)  # the day that spreadsheets count from

_NO_DATE = Fault(
    "date form", "is not a date of the form 2024-03-17, 2024-03 or 2024", "Use the ISO form."
)


@dataclass(frozen=True)
class Span:
    """A date with its precision: the text as written, and the first and last day that it covers."""

    text: str
    first: date
    last: date


def span(text: str) -> Span | Fault:
    """`2024`, `2024-03` or `2024-03-17`; everything else is a fault with the ISO form proposed."""
    pattern = next((known for known in (_DAY, _MONTH, _YEAR) if known.fullmatch(text)), None)
    if pattern is None:
        return _other_form(text)
    try:
        return Span(text, *_ends([int(part) for part in text.split("-")]))
    except ValueError:
        return Fault("impossible date", "is not a day of the calendar", "Correct the date.")


def day(text: str) -> date | Fault:
    """`2024-03-17` only: a less precise date is a fault too."""
    read = span(text)
    if isinstance(read, Fault):
        return read
    if not _DAY.fullmatch(text):
        advice = 'Write the full day, or let the contract say type = "date" if the day is not known.'
        return Fault("date not precise", "is not a full day", advice)
    return read.first


def exact_day(text: str) -> date | None:
    """The day of a text that is exactly `2024-03-17`, in plain digits and of the calendar, else None. For links, the command line and
    whatever else reads a day: `date.fromisoformat` takes `20240317` and `2024-W11-7` too."""
    read = day(text) if _DAY.fullmatch(text) else None
    return read if isinstance(read, date) else None


def _ends(parts: list[int]) -> tuple[date, date]:
    first = date(*(parts + [1, 1])[:3])
    if len(parts) == 3:
        return first, first
    if len(parts) == 1 or first.month == 12:
        return first, date(first.year, 12, 31)
    return first, date(first.year, first.month + 1, 1) - timedelta(days=1)


def day_of_checking(today: date | None = None) -> date:
    """The day on which a folder is checked. A clock that runs behind the day on which these rules were written is not believed, so that
    no machine refuses what was known by then."""
    return max(today or date.today(), _WRITTEN)


def years_later(day_: date, years: int) -> date:
    """The same day of a later year; 29 February becomes 28 February; never beyond the calendar."""
    year = min(day_.year + years, date.max.year)
    try:
        return day_.replace(year=year)
    except ValueError:
        return day_.replace(year=year, day=28)


def _other_form(text: str) -> Fault:
    if len(text) > limits.SHOWN:
        return _NO_DATE
    clock = _CLOCK.fullmatch(text)
    if clock:
        return _time_of_day(clock)
    if _SHORT_YEAR.fullmatch(text):
        return Fault(
            "two-digit year", "has a year of two digits", "Write the year in full, as in 2024-03-17."
        )
    plain = text.translate(_DASHES)
    proposals = [plain] if plain != text and isinstance(span(plain), Span) else sorted(_proposals(plain))
    if not proposals:
        return _NO_DATE
    if len(proposals) == 1:
        return Fault(
            "date form", "is not in the ISO form", f"Write {proposals[0]}, if that is the date meant."
        )
    return Fault(
        "date form", "can be read in two ways", f"Write {' or '.join(proposals)}, whichever is meant."
    )


def _time_of_day(clock: re.Match) -> Fault:
    written, hour = clock[1], int(clock[2])
    if hour > 23:
        return Fault(
            "time of day",
            f"has an hour that does not exist ({hour}:00 may mean the next day)",
            "Write the day alone.",
        )
    return Fault(
        "time of day", "holds a time of day", f"Write {written}." if written else "Write the day alone."
    )


def _proposals(text: str) -> set[str]:
    """ISO forms that the text could mean; empty if it is no date in any form known here."""
    found: set[str] = set()
    if numbers := _THREE_NUMBERS.fullmatch(text):
        found |= _from_three(*numbers.groups())
    elif pair := _MONTH_AND_YEAR.fullmatch(text):
        month, year = (pair[1], pair[2]) if pair[1] else (pair[4], pair[3])
        found |= _iso(year, month)
    elif compact := _COMPACT.fullmatch(text):
        found |= _iso(*compact.groups())
    elif words := _WORDS.fullmatch(text):
        found |= _from_words(words)
    elif _SERIAL.fullmatch(text):
        found.add((_SERIAL_ZERO + timedelta(days=int(float(text)))).isoformat())
    return found


def _from_three(one: str, two: str, three: str) -> set[str]:
    if len(one) == 4:
        return _iso(one, two, three)
    return _iso(three, two, one) | _iso(three, one, two) if len(three) == 4 else set()


def _from_words(words: re.Match) -> set[str]:
    name = words[2].casefold()[:3]
    if name not in _MONTHS:
        return set()
    month, day_ = str(_MONTHS.index(name) + 1), words[1] or words[3]
    return _iso(words[4], month, day_) if day_ else _iso(words[4], month)


def _iso(year: str, month: str, day_: str | None = None) -> set[str]:
    """One ISO date in a set, or the empty set if the calendar has no such day."""
    try:
        found = date(int(year), int(month), int(day_ or 1))
    except ValueError:
        return set()
    return {found.isoformat() if day_ else found.isoformat()[:7]}
