"""Review: what was achieved between two days, what changed, what is late, what comes next; in the order of the published review."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _

view = panels.view()
SECTIONS = {
    "last-decisions": _("Decisions of the last review"), "composition": _("Composition of the Secretariat"),
    "progress": _("Progress"), "headline": _("Headline numbers"), "status": _("Status by priority area"),
    "changes": _("What changed"), "variance": _("Variance and its explanations"), "upcoming": _("Upcoming events"),
    "priorities": _("Priorities"), "decisions": _("Decisions of this review"), "notes": _("Notes"), "sources": _("Sources"),
    "method": _("Method")}


def section(anchor: str, *names: str, is_open: bool = False):
    """A section of this document; `names` are the queries whose rows it lists."""
    return panels.section(view, SECTIONS, anchor, *names, is_open=is_open)


def taken_stock() -> None:
    """What became of the last decisions, who steers, what was achieved at each level, the numbers."""
    with section("last-decisions", "review/decisions"):
        panels.passage(view, "review/decisions")
    with section("composition", "review/composition"):
        panels.passage(view, "review/composition")
    levels = {"global": _("Global level"), "regional": _("Regional level"), "national": _("National level")}
    with section("progress", *(f"review/progress_{level}" for level in levels)):
        panels.chart(view, "review/timeline", charts, as_of=panels.run(view, "review/timeline").parameters["as_of"])
        for level, head in levels.items():
            panels.passage(view, f"review/progress_{level}", head=head)
    with section("headline", "review/headline", is_open=True):
        panels.chart(view, "review/headline", charts)


def judged() -> None:
    """How the promises stand, what changed, and what differs from the plan."""
    with section("status", is_open=True):
        panels.chart(view, "review/priorities", charts)
        panels.target_status(view)
        opened = st.expander(_("Published targets, their status, and what other rules would say"), key="targets", on_change="rerun")
        if opened.open:
            with opened:
                panels.chart(view, "status/bullets", charts)
                panels.table(view, "status/assessed", height=380)
                panels.table(view, "status/flips")
                panels.table(view, "status/needed")
    with section("changes", "review/changes"):
        panels.change_list(view, charts.bars)
        panels.passage(view, "review/attribution", head=_("Who stands behind a rise"))
    with section("variance", "review/variance"):
        panels.passage(view, "review/variance")


def ahead() -> None:
    """What comes next, what was decided, and what all this rests on."""
    for anchor, name in (("upcoming", "review/upcoming"), ("priorities", "priorities/areas"), ("decisions", "review/agreed"),
                         ("notes", "review/notes")):
        with section(anchor, name):
            panels.passage(view, name, panels.area_line if anchor == "priorities" else panels.said)
    with section("sources", "review/sources"):
        panels.passage(view, "review/sources", panels.source_entry, most=60)
    with section("method"):
        panels.method(view)


with st.container(key="review"):
    is_in_order = panels.review_head(view)
    with st.container(horizontal=True, vertical_alignment="bottom", key="review-tools"):
        panels.period_chooser(view)
        panels.report_downloads(view)
    if is_in_order:
        side, text = st.columns([1, 4], gap="medium")
        with side:
            panels.contents(SECTIONS)
        with text:
            taken_stock()
            judged()
            ahead()
