"""Cells of a report: labels instead of column names, words instead of codes, numbers with their signs.

It words what a query returned and computes nothing. Unknown is a dash, never 0.
"""

import tomllib
from datetime import date
from functools import cache

from ocop import queries, theme
from ocop.filters import Filters, category_name, given_name
from ocop.store import Store, once
from ocop.texts import CONTROLS, _, day, named, number, spoken

UNKNOWN = "–"
CODED = ("region", "stage", "category", "countries", "sign")  # forms whose cell is a code with a label
SIGN_OF = {"participants": "qualifier", "value": "qualifier", "reported": "qualifier", "before": "before_qualifier"}


def clean(text: object) -> str:
    """Text of data on one line, without the characters that no document may hold."""
    return " ".join(CONTROLS.sub("", str(text)).split())


@cache
def labels() -> dict[str, dict]:
    """Label and form of every column that a query may return, from `queries/columns.toml`."""
    return tomllib.loads((queries.FOLDER / "columns.toml").read_text(encoding="utf-8"))


def label(column: str) -> str:
    """A column's name for readers."""
    return _(labels().get(column, {}).get("label") or column.replace("_", " ").capitalize())


def form(column: str) -> str:
    """How a column is worded: empty, day, money, percent, stage, category, region, countries, sign, word, number, hidden."""
    return labels().get(column, {}).get("form", "")


@once
def places(store: Store) -> dict[str, str]:
    """Names of all regions and countries by code."""
    _names, rows = store.ask("select place_id, name from places where kind in ('fao region', 'country')")
    return dict(rows)


def scope(store: Store, filters: Filters) -> str:
    """The place that a report speaks of: World, or regions and countries by name."""
    names = places(store)
    return ", ".join(clean(names.get(code, code)) for code in (*filters.countries, *filters.regions)) or _("World")


def stage_name(stage: str) -> str:
    """A stage of participation in words."""
    return named({"participant": _("Event participant only"), "indirect": _("Indirect evidence"), "named": _("Named"),
            "applied": _("Applied"), "accepted": _("Accepted"), "joined": _("Joined"), "launched": _("Launched")}, stage)


def sign_name(sign: str) -> str:
    """What stands before a number that is a bound."""
    return {"eq": _("exactly"), "gt": _("more than"), "ge": _("at least"), "lt": _("fewer than"), "le": _("at most"),
            "about": _("about")}.get(sign, sign)


def capital(text: str) -> str:
    """With a first capital letter."""
    return text[:1].upper() + text[1:]


def listed(value: object) -> list:
    """One value or several, as a list."""
    return list(value) if isinstance(value, list | tuple) else [value]


def decoded(store: Store, kind: str, value: object) -> str:
    """Codes of one of the CODED forms in words."""
    names = {"stage": stage_name, "category": lambda code: category_name(code, store), "sign": sign_name}.get(
        kind, lambda code: places(store).get(code, code))
    return ", ".join(clean(names(code)) for code in listed(value))


def cell(store: Store, column: str, row: dict) -> str:
    """One cell for a reader on paper; a number carries its sign."""
    value, kind = row.get(column), form(column)
    if value is None or value == "" or value == []:
        return UNKNOWN
    if given := given_name(store, column, value):
        return clean(given)
    if kind in CODED:
        return decoded(store, kind, value)
    if column == "status":
        return status(str(value))
    if kind == "word":
        return capital(clean(spoken(value)))
    if kind in ("day", "money", "percent"):
        return clean(spoken(value, kind))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return written_number(column, value, row)
    return clean(spoken(value))


def written_number(column: str, value: float, row: dict) -> str:
    """A number with its sign; a year and a number of an area stay as they are."""
    if column in ("year", "first_named_in", "priority_area"):
        return str(value)
    return number(value, row.get(f"{column}_qualifier") or row.get(SIGN_OF.get(column, "")))


def status(word: str) -> str:
    """A status by sign and word, never by colour alone."""
    return f"{theme.STATUS_SYMBOL[word]} {capital(word)}" if word in theme.STATUS_SYMBOL else capital(clean(word))


def is_figure(column: str, rows: list[dict]) -> bool:
    """Whether a column holds numbers, which stand to the right."""
    values = [row[column] for row in rows if row.get(column) is not None]
    return bool(values) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def as_of(when: date) -> str:
    """The day of a report in words."""
    return _("as of {day}").format(day=day(when))
