"""One row of a register as a card: every cell that was reported, under its label, then who says so."""

import streamlit as st

from ocop.panels.cells import form, label, worded
from ocop.panels.sources import cite, sources
from ocop.panels.view import View, plain
from ocop.queries import Result
from ocop.texts import _, in_words, n_

ELSEWHERE = ("qualifier", "source_id")


def entry(view: View, result: Result, row: dict, *, head: str) -> None:
    """A card of one row; `head` names the column that is its heading. Cells without a value are left out."""
    names = [name for name in result.shown
             if name not in (head, *ELSEWHERE) and form(name) != "hidden" and row[name] not in (None, [], "")]
    signed = result.columns[result.columns.index("qualifier") + 1] if "qualifier" in result.columns else ""
    lines = [f"**{plain(label(name))}:** {plain(said(view, row, name, is_signed=name == signed))}" for name in names]
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(row[head])}**")
        st.markdown("  \n".join(lines))
        st.caption(cited(view, row))


def said(view: View, row: dict, name: str, *, is_signed: bool = False) -> object:
    """A cell in words; the number to which the sign of the row belongs, that of the column after `qualifier`, with it."""
    value = row[name]
    if isinstance(value, int | float) and not isinstance(value, bool) and worded(view, name, value) == value:
        return in_words(value, row.get("qualifier") if is_signed else None)
    return worded(view, name, value)


def cited(view: View, row: dict) -> str:
    """All sources of a row in Markdown, the first one first."""
    known = sources(view.store)
    numbers = [row["source_id"], *(row.get("other_source_ids") or [])]
    parts = [cite(known[number]) for number in numbers if number in known]
    return plain(n_("Source:", "Sources:", len(parts))) + " " + "; ".join(parts) if parts else plain(_("No source is on record."))


def picked_key(points: list[dict]) -> object:
    """The key of the first mark that was clicked in a chart."""
    return points[0]["customdata"][0]
