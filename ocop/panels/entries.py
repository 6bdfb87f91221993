"""One row of a register as a card: every cell that was reported, under its label, then who says so."""

import streamlit as st

from ocop.panels.cells import form, label, said, signs
from ocop.panels.sources import cite, sources
from ocop.panels.view import View, plain
from ocop.queries import Result
from ocop.texts import _, n_

ELSEWHERE = ("qualifier", "source_id")


def entry(view: View, result: Result, row: dict, *, head: str) -> None:
    """A card of one row; `head` names the column that is its heading. Cells without a value are left out."""
    names = [name for name in result.shown
             if name not in (head, *ELSEWHERE) and form(name) != "hidden" and row[name] not in (None, [], "")]
    signed = signs(result)
    lines = [f"**{plain(label(name))}:** {plain(said(view, row, name, row[signed[name]] if name in signed else None))}" for name in names]
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(row[head])}**")
        st.markdown("  \n".join(lines))
        st.caption(all_cited(view, row))


def all_cited(view: View, row: dict) -> str:
    """All sources of a row in Markdown, the first one first."""
    known = sources(view.store)
    numbers = [row["source_id"], *(row.get("other_source_ids") or [])]
    parts = [cite(known[number]) for number in numbers if number in known]
    return plain(n_("Source:", "Sources:", len(parts))) + " " + "; ".join(parts) if parts else plain(_("No source is on record."))


def picked_key(points: list[dict]) -> object:
    """The key of the first mark that was clicked in a chart."""
    return points[0]["customdata"][0]
