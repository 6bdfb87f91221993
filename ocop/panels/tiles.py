"""Headline figures side by side: name, value, change since the day of comparison, small line of the past, date, opening. One piece of
HTML for all of them: they change together, and a browser that mounts twenty parts for five numbers keeps its reader waiting.
"""

from collections.abc import Callable, Iterable
from urllib.parse import quote

import streamlit as st

from ocop.headline import FORMS, change, dated, moved
from ocop.panels.kept import once
from ocop.panels.opening import foot_of, slug_of
from ocop.panels.view import View, run, safe
from ocop.queries import Result
from ocop.texts import _

ARROWS = {True: ("up", "↑ "), False: ("down", "↓ "), None: ("still", "")}


def tiles(view: View, names: Iterable[str], spark: Callable[[list, str], str], *, width: int = 140) -> None:
    """The headline figures of these queries, as many beside each other as have `width` pixels each; `spark` draws a past as SVG.

    Each returns one row with value, qualifier, before, before_qualifier, on, source_id and, where there is a past, the values `series`
    with their days `series_on`. Its header `card` says how the value is written.
    """
    shown = "".join(tile(view, run(view, name), spark) for name in names)
    st.html(f'<div class="ocop-tiles" style="--least: {width}px">{shown}</div>')


def tile(view: View, result: Result, spark: Callable[[list, str], str]) -> str:
    """One of them as HTML."""
    row = result.rows[0]
    words, title = FORMS[result.query.card], safe(_(result.query.title))
    value = f'<p class="ocop-value">{safe(words(row["value"], row["qualifier"]))}</p>'
    unknown = f'<p class="ocop-quiet">{safe(result.finding)}</p>' if row["value"] is None else ""
    ending = foot_of(view, result, more=[result.finding], when=dated(row, result.parameters["as_of"]))
    return (f'<section class="ocop-tile" data-tile="{slug_of(result)}" aria-label="{title}"><p class="ocop-name">{title}</p>{value}'
            f'{moving(row, change(row, words, result.parameters["compare_with"]))}{past(view, result, spark)}{unknown}{ending}</section>')


def moving(row: dict, said: str | None) -> str:
    """The change in words, with the arrow of its direction where both values are exact."""
    if not said:
        return ""
    way, arrow = ARROWS[row["value"] > row["before"] if moved(row) else None]
    return f'<p class="ocop-change" data-way="{way}">{arrow}{safe(said)}</p>'


def past(view: View, result: Result, spark: Callable[[list, str], str]) -> str:
    """The small line of its own past, a picture without numbers; nothing for fewer than three values."""
    row = result.rows[0]
    if len(row.get("series") or ()) < 3:
        return ""
    drawn = once(view, result, "past", lambda: quote(spark(list(zip(row["series_on"], row["series"], strict=True)), view.mode)), view.mode)
    alt = _("{title}: its values over time").format(title=_(result.query.title))
    return f'<img class="ocop-past" alt="{safe(alt)}" src="data:image/svg+xml,{drawn}">'
