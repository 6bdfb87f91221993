"""The blocks of a page: lead, tile, chart, table. Each shows one query file: finding, measure, rows, notes, sources, file."""

import re
from collections.abc import Callable
from types import ModuleType
from typing import Literal

import streamlit as st

from ocop import theme
from ocop.panels.drawing import draw
from ocop.panels.folding import counted, fold_part
from ocop.panels.kept import once
from ocop.panels.lines import as_html
from ocop.panels.opening import foot, foot_of, twin
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


def sides(name: str, shares: list[int], *, is_low: bool = False) -> list:
    """Places side by side; where `is_low` one of them holds so little that it would leave a hole: then below one another, each over the whole
    width. They keep their place on the page either way, so that their charts are changed and not made anew."""
    with st.container(key=f"sides-{name}"):
        st.html(f'<i class="ocop-sides{" ocop-low" if is_low else ""}"></i>')
        return st.columns(shares, gap="small")


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
        if not result.rows:
            st.html(heading_of(result, is_measured=True) + foot_of(view, result, more=told(result)))
            return result
        head = heading_of(result, is_measured=True)
        if switch or is_pinned:  # a control stands between the head and the drawing
            st.html(head)
            head = ""
        if switch:
            with st.container(horizontal=True, horizontal_alignment="right", key=f"switch-{name.replace('/', '-')}"):
                switch()
        if is_pinned:
            columns["pins"] = pins(view, name)
        figure = once(view, result, shape.__name__, lambda: shape(result, view.mode, **columns), view.mode, repr(columns))
        draw(view, result, figure, on_pick=on_pick, head=head, foot=foot_of(view, result, has_twin=True, more=told(result)))
        twin(view, result)
    return result


def heading(view: View, result: Result, *, most: int = 3) -> None:
    """The head of a block."""
    st.html(heading_of(result, most=most))


def heading_of(result: Result, *, is_measured: bool = False, most: int = 3) -> str:
    """Finding as title, and what a narrow screen folds below it: a chart under its measure and unit; more than `most` rows under their
    title and number. All else stands in the opening. One piece of HTML: a page has fifteen, and each part as an element of its own is dear."""
    title, unit = _(result.query.title), _(result.query.unit)
    under = ""
    if is_measured:
        measure = title if unit in title.lower() else _("{title}, {unit}").format(title=title, unit=unit)
        under = (fold_part(result.query.name, measure) if result.rows else "") + f"<p>{safe(measure)}</p>"
    elif len(result.rows) > most:
        under = fold_part(result.query.name, counted(title, len(result.rows)), is_long=len(result.rows) > LONG)
    return head_of(result.finding, under)


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


def sentence(view: View, name: str, *, of: str = "") -> Result:
    """One query as one sentence, set large: the first thing a reader sees. One piece of HTML with its opening; `of` says quietly before it
    what the whole page is about."""
    result = run(view, name)
    with st.container(gap=None, key=f"sentence-{name.replace('/', '-')}"):
        whose = f'<p class="ocop-whose">{safe(of)}</p>' if of else ""
        st.html(f'{whose}<p class="ocop-sentence">{safe(result.finding)}</p>' + (foot_of(view, result, when="") if result.query.counted else ""))
    return result


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
        head = heading_of(result, most=0 if is_long else 3)
        if len(result.rows) == 1 and spelled(lines[0]).startswith(result.finding):
            lines = []  # the one row has said itself as the title; who says so stands below
        signed = ' class="ocop-signed"' if all(one[:1] in SIGNS for one in lines) else ""
        said = f"<ul{signed}>{''.join(f'<li>{as_html(one)}</li>' for one in lines)}</ul>" if lines else ""
        ending = foot_of(view, result, has_twin=True, left_over=len(result.rows) - most, more=[part(view, len(result.rows))] if part else ())
        st.html(f'<div class="ocop-list">{head}{said}{ending}</div>')
        twin(view, result)
    return result
