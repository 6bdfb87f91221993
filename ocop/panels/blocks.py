"""The blocks of a page: lead, tile, chart, table. Each shows one query file: finding, measure, rows, notes, sources, file."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from types import ModuleType
from typing import Literal

import streamlit as st

from ocop import theme
from ocop.headline import FORMS, change, dated, moved
from ocop.panels.drawing import draw, draw_past
from ocop.panels.folding import counted, fold_part
from ocop.panels.kept import once
from ocop.panels.opening import foot
from ocop.panels.pins import pins
from ocop.panels.registers import register
from ocop.panels.view import JOINER, View, plain, run, safe
from ocop.queries import Result
from ocop.texts import _

SIGNS = {*theme.STATUS_SYMBOL.values(), "◐", "–"}  # what a line may begin with instead of a dot
LETTERS = 400  # of the lines of a list that is folded on a phone however few they are
LONG = 24  # rows of a list that fill several screens of a phone


def lead(title: str, text: str) -> None:
    """The heading of a page and the one sentence that says what it answers."""
    st.title(title, anchor=False)
    st.markdown(plain(text))


def notice(text: str) -> None:
    """A quiet line of advice."""
    st.caption(plain(text))


def chart(view: View, name: str, shapes: ModuleType | Callable, /, *, more: dict | None = None, on_pick: Callable | None = None,
          told: Callable[[Result], list[str]] = lambda result: [], is_pinned: bool = False, switch: Callable[[], None] | None = None,
          **columns) -> Result:
    """One chart: finding, measure, figure, one line with its opening. Of the `shapes` that of its query draws it, or the one that is given;
    `columns` overrule and add to those that the query names for it. `on_pick(points)` makes it clickable; `told` are further notes;
    `is_pinned` marks events and reviews on its axis of time, as long as the reader wants them; `switch` draws a control beside its measure."""
    result = run(view, name, more)
    shape: Callable = getattr(shapes, result.query.shape) if isinstance(shapes, ModuleType) else shapes
    columns = {**result.query.reads, **columns}
    with st.container(border=True, key=f"chart-{name.replace('/', '-')}", gap="xsmall"):
        heading(view, result, is_measured=True, switch=switch if result.rows else None)
        if result.rows:
            if is_pinned:
                columns["pins"] = pins(view, name)
            figure = once(view, result, shape.__name__, lambda: shape(result, view.mode, **columns), view.mode, repr(columns))
            draw(view, result, figure, on_pick=on_pick)
        foot(view, result, more=told(result))
    return result


def heading(view: View, result: Result, *, is_measured: bool = False, switch: Callable[[], None] | None = None, most: int = 3) -> None:
    """Finding as title, and what a narrow screen folds below it: a chart under its measure and unit, with `switch` at the end of that
    line; more than `most` rows under their title and number. All else stands in the opening.
    One piece of HTML: a page has fifteen, and each part as an element of its own is dear."""
    title, unit = _(result.query.title), _(result.query.unit)
    under = ""
    if is_measured:
        measure = title if unit in title.lower() else _("{title}, {unit}").format(title=title, unit=unit)
        under = (fold_part(result.query.name, measure) if result.rows else "") + f"<p>{safe(measure)}</p>"
    elif len(result.rows) > most:
        under = fold_part(result.query.name, counted(title, len(result.rows)), is_long=len(result.rows) > LONG)
    st.html(head_of(result.finding, under))
    if switch:
        with st.container(horizontal=True, horizontal_alignment="right", key=f"switch-{result.query.name.replace('/', '-')}"):
            switch()


def head_of(title: str, under: str) -> str:
    """The head of a block as HTML: its title, and `under` it what is HTML already."""
    return f'<div class="ocop-head"><h3>{safe(title)}</h3>{under}</div>'


def table(view: View, name: str, *, more: dict | None = None, height: int | Literal["auto", "content"] = "auto", key: str | None = None) -> Result:
    """One table with its finding, search box, notes, sources and download; its rows open where `registers.OPENINGS` says what."""
    result = run(view, name, more)
    with st.container(border=True, key=f"table-{name.replace('/', '-')}", gap="xsmall"):
        heading(view, result, most=0)
        if result.rows:
            register(view, result, height, key or f"grid-{name}")
        foot(view, result, has_twin=False)
    return result


def link_rows(view: View, result: Result, name: Callable[[dict], object], about: Callable[[dict], str]) -> None:
    """Rows as a list under their finding: `name(row)` draws a link, `about(row)` says in one quiet line what to know of it."""
    with st.container(border=True, key=f"list-{result.query.name.replace('/', '-')}", gap="xsmall"):
        heading(view, result)
        for row in result.rows:
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                name(row)
                st.caption(plain(about(row)), width="stretch")
        foot(view, result)


def fact_row(facts: list[tuple[str, str]]) -> None:
    """Label and words of each fact, side by side as far as there is room."""
    with st.grid(len(facts), min_column_width=150):
        for name, words in facts:
            st.markdown(f"{plain(name)}  \n**{plain(words)}**")


def sentence(view: View, name: str) -> Result:
    """One query as one sentence, set large: the first thing a reader sees."""
    result = run(view, name)
    with st.container(gap=None, key=f"sentence-{name.replace('/', '-')}"):
        st.markdown(f"##### {plain(result.finding)}")
        if result.query.counted:
            foot(view, result, has_twin=False, when="")
    return result


def tile(view: View, name: str, shape: Callable | None = None) -> Result:
    """One headline figure: value with its sign, change since the comparison, small line of its past, date, source.

    The query returns one row with value, qualifier, before, before_qualifier, on, source_id and, where there is a past, the
    values `series` with their days `series_on`; `shape` draws them. Its header `card` says how the value is written.
    """
    result = run(view, name)
    row = result.rows[0]
    words = FORMS[result.query.card]
    with st.container(border=True, key=f"tile-{name.replace('/', '-')}", height="stretch", gap=None):
        st.metric(_(result.query.title), words(row["value"], row["qualifier"]),
                  delta=change(row, words, result.parameters["compare_with"]), delta_color="blue" if moved(row) else "off",
                  delta_arrow="auto" if moved(row) else "off")
        if shape and len(row.get("series") or ()) > 2:
            past_line(view, result, shape)
        if row["value"] is None:
            st.caption(plain(result.finding))
        foot(view, result, has_twin=False, more=[result.finding], when=dated(row, result.parameters["as_of"]))
    return result


def past_line(view: View, result: Result, shape: Callable) -> None:
    """The small line of a tile: its own past, one point for each value."""
    row = result.rows[0]
    past = [{"on_from": when, "value": value} for when, value in zip(row["series_on"], row["series"], strict=True)]
    figure = once(view, result, "past", lambda: shape(replace(result, rows=past, columns=["on_from", "value"]), view.mode,
                                                      on_from="on_from", value="value"), view.mode)
    draw_past(view, result, figure)


def spelled(markdown: str) -> str:
    """What a line of Markdown shows: without its marks and the addresses of its links."""
    return re.sub(r"\]\([^)]*\)|\*\*|(?<!\\)\[|\\", "", markdown).replace(JOINER, "")


def listing(view: View, name: str, line: Callable[[View, dict], str], *, most: int = 5,
            part: Callable[[View, int], str] | None = None) -> Result:
    """A query as a short list under its finding; `line` gives one row as Markdown (data already through `plain`). `part(view,
    rows)` says of which whole these rows are a part."""
    result = run(view, name)
    with st.container(border=True, key=f"list-{name.replace('/', '-')}", gap="xsmall"):
        lines = [line(view, row) for row in result.rows[:most]]
        is_long = sum(len(spelled(one)) for one in lines) > LETTERS
        heading(view, result, most=0 if is_long else 3)
        if len(result.rows) == 1 and spelled(lines[0]).startswith(result.finding):
            lines = []  # the one row has said itself as the title; who says so stands below
        if lines:
            is_signed = all(one[:1] in SIGNS for one in lines)
            with st.container(key=f"signs-{name.replace('/', '-')}", gap=None) if is_signed else nullcontext():
                st.markdown("\n".join(f"- {one}" for one in lines))
        foot(view, result, left_over=len(result.rows) - most, more=[part(view, len(result.rows))] if part else ())
    return result
