"""Rows for readers: a grid on a wide screen, a list of slips on a narrow one. Both stand in the page, and `static/page.css` shows one.

Every grid of the project is drawn here, so that none comes to a phone without its slips.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import pyarrow as pa
import streamlit as st

from ocop.panels.cells import label, labels, words_of
from ocop.panels.kept import once
from ocop.panels.later import later
from ocop.panels.slips import listed, order, slip_of, slip_of_words
from ocop.panels.sources import carries, link_target, linked, sources, titled
from ocop.panels.view import VIEW, View, safe
from ocop.queries import Result
from ocop.texts import _, n_, number

OPEN = " "  # the column of links at the head of rows
FEW = 20  # slips at once: about four screens of a phone
WHOLE = 60  # rows of sentences that a wide screen shows word for word; more of them are gone through in a grid
MORE = 100  # slips that one tap adds


def grid(view: View, result: Result, *, height: int | Literal["auto", "content"] = "auto", key: str | None = None,
         kept: list[int] | None = None, codes: list | None = None, address: Callable[[Any], str] | None = None) -> int | None:
    """The rows as an interactive table: labels instead of column names, words instead of codes; of them only those in the places `kept`.

    With `codes` each row that has one opens by a link at its head, on a slip by `address(code)`; returns the place, among the rows shown,
    of the one just opened.
    """
    cells = once(view, result, "table", lambda: words_of(view, result))
    config, chosen = {name: _column(name) for name in cells.column_names}, f"open-{key or result.query.name}"
    if codes is not None:
        cells = cells.add_column(0, OPEN, [pa.array([f"{_('Open')} ›" if code else None for code in codes], pa.string())])
        config[OPEN] = st.column_config.ButtonColumn("", type="tertiary", width=84, pinned=True, key=chosen)
    cells = cells if kept is None else cells.take(pa.array(kept, pa.int64()))
    st.dataframe(cells, key=key, height=height, hide_index=True, column_config=config, alt=result.reading, placeholder="–")
    slips(view, result, range(len(result.rows)) if kept is None else kept, codes, address)
    clicked = st.session_state.get(chosen) if codes is not None else None
    return clicked["row"] if clicked else None


def slips(view: View, result: Result, places: range | list[int], codes: list | None, address: Callable[[Any], str] | None) -> None:
    """The same rows as a list, made once for all readers of a view as long as nothing is searched for."""

    def made(most: int) -> str:
        said_in = order(result)
        where = {place: address(codes[place]) for place in places[:most] if codes[place]} if codes and address else {}
        return listed((slip_of(view, result, result.rows[place], said_in, where.get(place, "")) for place in places[:most]), result.query.title)

    def kept(most: int) -> str:
        is_all = isinstance(places, range)  # the links hold the whole choice, also what the query does not ask for
        return once(view, result, "slips", lambda: made(most), most, repr(view.filters.words())) if is_all else made(most)

    narrow(view, result.query.name, len(places), kept)


def words_grid(view: View, rows: Sequence[Mapping[str, object]], key: str, title: str, height: int | Literal["auto", "content"] = "auto",
               numbers: Sequence[str | None] = (), wide: str = "") -> None:
    """Rows that are words already, by their labels: the first cell is the name of a row. `numbers`: the source of each row, which then says who
    says so; `wide`: the label of a column of whole sentences: where the rows are few, every cell of them is shown with all its words."""
    config: dict[str, Any] = {wide: st.column_config.Column(width="large")} if wide else {}
    cells, links = [dict(row) for row in rows], [""] * len(rows)
    if numbers:
        known = [sources(view.store).get(number or "") for number in numbers]
        links = [linked(one) if one else "" for one in known]
        addresses = [link_target(one["address"]) if one and carries(one) else None for one in known]
        cells = [{**row, _("Source"): titled(one) if one else "", OPEN: address} for row, one, address in zip(rows, known, addresses, strict=True)]
        config[OPEN] = st.column_config.LinkColumn("", display_text=_("open"), width=72)
    if wide and rows and len(rows) <= WHOLE:
        st.html(whole(rows, links if numbers else [], wide, title))
    else:
        st.dataframe(cells, hide_index=True, height=height, key=key, column_config=config, placeholder="–")
    narrow(view, key, len(rows), lambda most: listed(map(slip_of_words, rows[:most], links), title))


def whole(rows: Sequence[Mapping[str, object]], links: Sequence[str], wide: str, title: str) -> str:
    """Rows of words as a plain table, as high as its words; `links` say who says so, as HTML."""
    heads = [*rows[0], *([_("Source")] if links else [])]
    head = "".join(f'<th scope="col"{" data-wide" if one == wide else ""}>{safe(one)}</th>' for one in heads)
    cells = ("".join(f'<td dir="auto">{safe(str(value if value is not None else ""))}</td>' for value in row.values()) for row in rows)
    ends = [f"<td>{link}</td>" for link in links] or [""] * len(rows)
    lines = "".join(f"<tr>{line}{end}</tr>" for line, end in zip(cells, ends, strict=True))
    return f'<table class="ocop-whole" aria-label="{safe(title)}"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>'


def narrow(view: View, name: str, rows: int, made: Callable[[int], str]) -> None:
    """The list of a narrow screen; a long one begins with a few rows and grows by a tap, which draws nothing else anew."""
    with st.container(key=f"slips-{name.replace('/', '-')}", gap="xsmall"):
        if rows <= FEW:
            st.html(later(made(FEW)))
        else:
            growing(view, name, rows, made)


@st.fragment
def growing(view: View, name: str, rows: int, made: Callable[[int], str]) -> None:
    """The rows that a reader has asked for so far, and the button for more."""
    VIEW.set(view)
    most, key = FEW + MORE * st.session_state.get(f"taps-{name}", 0), f"taps-{name}"
    st.html(later(made(min(most, rows))))
    left = rows - most
    if left > 0:
        words = n_("Show all {n}", "Show all {n}", rows) if left <= MORE else _("Show {more} more of {n}")
        st.button(words.format(n=number(rows), more=number(MORE)), key=f"more-{name}", width="stretch", on_click=tapped, args=(key,))


def tapped(key: str) -> None:
    """One tap more."""
    st.session_state[key] = st.session_state.get(key, 0) + 1


def _column(name: str):
    about = labels().get(name, {})
    options: dict[str, Any] = {"label": label(name), "help": _(about["help"]) if "help" in about else None, "width": about.get("width")}
    if name == "source_id":
        return st.column_config.LinkColumn(**options, display_text=_("open"))
    if about.get("form") == "number":
        return st.column_config.NumberColumn(**options, format="localized")
    return st.column_config.Column(**options)
