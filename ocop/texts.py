"""The words and the formats that readers see: translation, numbers, shares, money, dates.

A leaf: of this package it imports only `home` and the digits of `rounding`, so every room may import it. It holds no data and asks no clock:
an age is always counted towards a day that the caller names. Unknown values are printed as "not reported",
never as 0.
"""

import calendar
import gettext as catalogues
import re
import unicodedata
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any

from ocop import rounding
from ocop.home import ROOT

LANGUAGES = ("en", "ar", "zh", "fr", "ru", "es")
LOCALE = ROOT / "locale"
LANGUAGE: ContextVar[str] = ContextVar("language", default="en")
SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "about": "about"}
# Characters that no document may hold, and signs that turn text around.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> catalogues.NullTranslations:
    return catalogues.translation("ocop", LOCALE, languages=[language], fallback=True)


def speak(language: str) -> None:
    """Choose the language of this context; ValueError for a language that is not among LANGUAGES."""
    if language not in LANGUAGES:
        raise ValueError(f'language "{language}" is not one of {", ".join(LANGUAGES)}')
    LANGUAGE.set(language)


def _(text: str) -> str:
    return _catalogue(LANGUAGE.get()).gettext(text)


def n_(singular: str, plural: str, n: int) -> str:
    """The form that fits `n`; the text may hold {n}, which the caller fills."""
    return _catalogue(LANGUAGE.get()).ngettext(singular, plural, n)


def unknown() -> str:
    return _("not reported")


def _written(value: object, qualifier: str | None = None, places: int = 2) -> str | None:
    """The digits of a value with at most so many decimals, true for its qualifier; None for what is no number."""
    number = rounding.exactly(value)
    return None if number is None else rounding.digits(rounding.rounded(number, places, qualifier))


def number(value: float | None, qualifier: str | None = None) -> str:
    """95, >92, ≥92, about 500, 1,234, 0.004, 11 or 12. A qualifier outside SIGNS is printed before the value as a word; one that begins with
    `or ` holds what ties with the value."""
    written = _written(value, qualifier)
    if written is None:
        return unknown()
    if qualifier in (None, "", "eq"):
        return written
    if qualifier.startswith("or "):
        return f"{written} {qualifier.replace('or ', _('or') + ' ')}"
    sign = _(SIGNS.get(qualifier, qualifier.replace("_", " ")))
    return f"{sign}{'' if len(sign) == 1 else ' '}{written}"


def named(names: dict[str, str], code: str) -> str:
    """The name of a code; a code without one (a value that a contract of another office allows) is made readable as it stands."""
    return names.get(code) or code[:1].upper() + code[1:].replace("-", " ").replace("_", " ")


def without_accents(text: str) -> str:
    """Letters without capitals, accents and widths: what spellings of one name share."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def in_words(value: float | None, qualifier: str | None = None) -> str:
    """The value for a sentence: more than 92, at least 92, fewer than 4, less than 0.4, about 500."""
    written = _written(value, qualifier)
    if value is None or written is None or qualifier not in ("gt", "ge", "lt", "le"):
        return number(value, qualifier)
    below = _("fewer than") if float(value).is_integer() else _("less than")
    words = {"gt": _("more than"), "ge": _("at least"), "lt": below, "le": _("at most")}
    return f"{words[qualifier]} {written}"


def percent(share: float | None, qualifier: str | None = None) -> str:
    """A share from 0 to 1 as 82%; never 0% or 100% for a share that is not: <1%, >99%, >100%."""
    part = rounding.exactly(share)
    if part is None:
        return unknown()
    whole = part * 100
    near = rounding.rounded(whole, 0, qualifier, never=())
    if qualifier in (None, "", "eq"):
        if whole == near or near not in (0, 100):
            return f"{rounding.digits(near)}%"
        if whole > 0:
            return "<1%" if near == 0 else ">99%" if whole < 100 else ">100%"
    sign = "" if qualifier in (None, "", "eq") else _(SIGNS.get(qualifier, qualifier.replace("_", " ")))
    return f"{sign}{' ' * (len(sign) > 1)}{rounding.digits(rounding.rounded(whole, 0, qualifier, never=(0, 100)))}%"


def money(value_usd: float | None, qualifier: str | None = None) -> str:
    """USD 5 million, USD 350,000, USD 0.40, more than USD 1.25 million. What is printed chooses the size: never USD 1,000 million."""
    amount = rounding.exactly(value_usd)
    if amount is None:
        return unknown()
    text = _sized(amount, qualifier)
    words = {"gt": _("more than"), "ge": _("at least"), "lt": _("less than"), "le": _("at most"), "about": _("about")}
    return text if qualifier in (None, "", "eq") else f"{words.get(qualifier, qualifier.replace('_', ' '))} {text}"


def published(value_usd: float | None, qualifier: str | None = None) -> str:
    """As `money`; of a sum of published amounts that nobody published one of."""
    return _("not published") if rounding.exactly(value_usd) is None else money(value_usd, qualifier)


def _sized(amount: rounding.Decimal, qualifier: str | None) -> str:
    near = rounding.rounded(amount, 2 if abs(amount) < 1000 else 0, qualifier)
    if abs(near) < 1_000_000:
        return _("USD {amount}").format(amount=rounding.digits(near, 2))
    million, billion, trillion = (rounding.rounded(amount.scaleb(-power), 2, qualifier) for power in (6, 9, 12))
    if abs(million) < 1000:
        return _("USD {amount} million").format(amount=rounding.digits(million))
    if abs(billion) < 1000:
        return _("USD {amount} billion").format(amount=rounding.digits(billion))
    return _("USD {amount} trillion").format(amount=rounding.digits(trillion))


def _months() -> tuple[str, ...]:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )


def month(n: int, short: bool = False) -> str:
    """The name of month 1 to 12; short takes its first three letters."""
    return _months()[n - 1][:3] if short else _months()[n - 1]


def day(when: str | date | None) -> str:
    """1 August 2025, August 2025, 2025: a text keeps its precision. ValueError for any other text."""
    if not when:
        return unknown()
    found = DATE.fullmatch(str(when)[:10])
    if not found:
        raise ValueError(f'"{when}" is not a date: write 2025, 2025-08 or 2025-08-01')
    year, in_year, in_month = found.groups()
    parts = [str(int(in_month))] if in_month else []
    return " ".join([*parts, *([month(int(in_year))] if in_year else []), year])


def on_day(when: str | date | None) -> str:
    """As `day`, with the word before it: on 1 August 2025, in August 2025, in 2025."""
    is_whole = len(str(when or "")[:10]) == 10
    return (_("on {when}") if is_whole else _("in {when}")).format(when=day(when))


def short_day(when: str | date | None) -> str:
    """1 Aug 2025: as `day`, with short months, where room is scarce."""
    return re.sub(r"[^\W\d]{4,}", lambda found: found[0][:3], day(when)) if when else unknown()


def span(start: date, end: date | None) -> str:
    """A span in the precision it stands for: one day, a whole month, a whole year, else "from ... to ..."."""
    if end is None or start == end:
        return day(start)
    if start.year == end.year and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return day(f"{start:%Y}")
    last = calendar.monthrange(start.year, start.month)[1]
    if (start.year, start.month) == (end.year, end.month) and start.day == 1 and end.day == last:
        return day(f"{start:%Y-%m}")
    return _("{start} to {end}").format(start=day(start), end=day(end))


def ago(when: date, as_of: date) -> str:
    """The distance from `when` to `as_of` in whole days, months (from 1) or years (from 2): 13 months ago,
    in 3 days."""
    early, late = sorted((when, as_of))
    months = (late.year - early.year) * 12 + late.month - early.month - (late.day < early.day)
    days = (late - early).days
    if days == 0:
        return _("the same day")
    if months >= 24:
        amount, text = months // 12, n_("{n} year", "{n} years", months // 12)
    elif months:
        amount, text = months, n_("{n} month", "{n} months", months)
    else:
        amount, text = days, n_("{n} day", "{n} days", days)
    distance = text.format(n=amount)
    return (_("{distance} ago") if when < as_of else _("in {distance}")).format(distance=distance)


def spoken(value: object, form: str = "") -> str:
    """Any value of a row as a reader should see it; `form` is percent, money, day, on (a day with its preposition), list or empty (told by
    the type)."""
    if value is None or value == "":
        return unknown()
    forms: dict[str, Callable[[Any], str]] = {"percent": percent, "money": money, "day": day, "on": on_day}
    if form in forms:
        return forms[form](value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return str(value)
