"""Cells for readers and for machines: labels instead of column names, words instead of codes, safe files."""

import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any

import pyarrow as pa

from ocop import queries
from ocop.corrections import columns
from ocop.filters import category_name, given_name
from ocop.panels.sources import carries, sources
from ocop.panels.view import View, places
from ocop.queries import Result
from ocop.signs import is_number, signs_of
from ocop.texts import _, day, in_words, money, named, percent, spoken


@cache
def labels() -> dict[str, dict]:
    """Label, form and width of every column that a query may return, from `queries/columns.toml`."""
    return tomllib.loads((queries.FOLDER / "columns.toml").read_text(encoding="utf-8"))


def label(column: str) -> str:
    """A column's name for readers."""
    return _(labels().get(column, {}).get("label") or column.replace("_", " ").capitalize())


def form(column: str) -> str:
    """How a column is worded: empty, day, money, percent, link, stage, category, region, source."""
    return labels().get(column, {}).get("form", "")


def worded(view: View, column: str, value: Any) -> Any:
    """A cell for a reader: codes become words, numbers stay numbers so that they sort."""
    kind = form(column)
    if value is None:
        return None
    if given := given_name(view.store, column, value):
        return given
    if kind in WORDINGS:
        return WORDINGS[kind](view, value)
    if isinstance(value, bool | list | tuple | date):
        return spoken(value)
    return value


WORDINGS: dict[str, Callable] = {
    "day": lambda view, value: day(value),
    "money": lambda view, value: money(value),
    "percent": lambda view, value: percent(value),
    "stage": lambda view, value: stage_name(value),
    "category": lambda view, value: ", ".join(
        category_name(code, view.store) for code in (value if isinstance(value, list) else [value])),
    "region": lambda view, value: places(view.store).get(value, value),
    "countries": lambda view, value: ", ".join(places(view.store).get(code, code) for code in value) if isinstance(value, list) else value,
    "sign": lambda view, value: {"gt": _("more than"), "ge": _("at least"), "about": _("about")}.get(value, "" if value == "eq" else value),
    "step": lambda view, value: step_cell(value),
    "word": lambda view, value: str(value)[:1].upper() + str(value)[1:],
}


def stage_name(stage: str) -> str:
    """A stage of participation in words."""
    return named({"participant": _("Event participant only"), "indirect": _("Indirect evidence"), "named": _("Named"),
            "applied": _("Applied"), "accepted": _("Accepted"), "joined": _("Joined"), "launched": _("Launched")}, stage)


def step_cell(value: str) -> str:
    """What is public of a step: a day, or one of a few words; nothing found is no "no"."""
    if value[:1].isdigit():
        return day(value)
    return named({"evidence": _("Evidence"), "evidence, undated": _("Evidence, undated"), "spoken of": _("Only spoken of"),
                  "no public evidence": _("No public evidence")}, value)


def signs(result: Result) -> dict[str, str]:
    """The columns whose number has a sign of its own, each with the column of that sign."""
    return signs_of(result.columns, result.rows)


def said(view: View, row: dict, column: str, sign: str | None = None) -> object:
    """A cell in words, its sign with it."""
    value = row[column]
    if is_number(value):
        return money(value, sign) if form(column) == "money" else percent(value, sign) if form(column) == "percent" else in_words(value, sign)
    return worded(view, column, value)


def words_of(view: View, result: Result) -> pa.Table:
    """The rows in words, column by column; a source becomes its address."""
    shown = [name for name in columns(result) if form(name) != "hidden"]
    cells = {name: _each_once(partial(worded, view, name), [row[name] for row in result.rows]) for name in shown}
    if "source_id" in cells:
        cells["source_id"] = [_address(view, number) for number in cells["source_id"]]
    return pa.table({name: _array(values) for name, values in cells.items()})


def _each_once(word: Callable[[Any], Any], values: list) -> list:
    """The values of a column in words: what comes again in a long table is worded once. Lists are worded one by one; the values of a column
    are of one type."""
    if isinstance(next((value for value in values if value is not None), None), list | dict):
        return list(map(word, values))
    said = {value: word(value) for value in dict.fromkeys(values)}
    return list(map(said.__getitem__, values))


def _array(values: list) -> pa.Array:
    if all(value is None for value in values):
        return pa.array(values, pa.string())
    if any(isinstance(value, str) for value in values):
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    return pa.array(values)


def _address(view: View, number: str | None) -> str | None:
    source = sources(view.store).get(number or "")
    return source["address"] if source and carries(source) else None
