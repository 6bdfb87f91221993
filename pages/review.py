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


def taken_stock() -> None:
    """What became of the last decisions, who steers, what was achieved at each level, the numbers."""
    panels.section(SECTIONS, "last-decisions")
    panels.passage(view, "review/decisions")
    panels.section(SECTIONS, "composition")
    panels.passage(view, "review/composition")
    panels.section(SECTIONS, "progress")
    panels.chart(view, "review/timeline", charts.timeline, start_from="on_from", start_to="on_to", label="what", lane="lane",
                 status="status", detail="detail", as_of=panels.run(view, "review/timeline").parameters["as_of"])
    for level, head in (("global", _("Global level")), ("regional", _("Regional level")), ("national", _("National level"))):
        panels.passage(view, f"review/progress_{level}", head=head)
    panels.section(SECTIONS, "headline")
    panels.chart(view, "review/headline", charts.slope, label="what", before="before", after="after",
                 before_qualifier="before_qualifier", after_qualifier="after_qualifier")


def judged() -> None:
    """How the promises stand, what changed, and what differs from the plan."""
    panels.section(SECTIONS, "status")
    panels.chart(view, "review/priorities", charts.stack, label="area", part="status", value="actions")
    panels.target_status(view)
    opened = st.expander(_("Published targets, their status, and what other rules would say"), key="targets", on_change="rerun")
    if opened.open:
        with opened:
            panels.chart(view, "status/bullets", charts.bullets, label="words", actual="actual", target="target", expected="expected",
                         status="status", detail="told", key="target_id")
            panels.table(view, "status/assessed", height=380)
            panels.table(view, "status/flips")
            panels.table(view, "status/needed")
    panels.section(SECTIONS, "changes")
    panels.change_list(view, charts.bars)
    panels.passage(view, "review/attribution", head=_("Who stands behind a rise"))
    panels.section(SECTIONS, "variance")
    panels.passage(view, "review/variance")


def ahead() -> None:
    """What comes next, what was decided, and what all this rests on."""
    panels.section(SECTIONS, "upcoming")
    panels.passage(view, "review/upcoming")
    panels.section(SECTIONS, "priorities")
    panels.passage(view, "priorities/areas", panels.area_line)
    panels.section(SECTIONS, "decisions")
    panels.passage(view, "review/agreed")
    panels.section(SECTIONS, "notes")
    panels.passage(view, "review/notes")
    panels.section(SECTIONS, "sources")
    panels.passage(view, "review/sources", panels.source_entry, most=60)
    panels.section(SECTIONS, "method")
    panels.method(view)


with st.container(horizontal=True, vertical_alignment="bottom", key="review-tools"):
    panels.period_chooser(view)
    panels.report_downloads(view)
with st.container(key="review"):
    side, text = st.columns([1, 4], gap="medium")
    with text:
        is_in_order = panels.review_head(view)
    if is_in_order:
        with side:
            panels.contents(SECTIONS)
        with text:
            taken_stock()
            judged()
            ahead()
