"""Task forces: who steers the initiative at each level, since when, and what each report says."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _

view = panels.view()

panels.lead(_("Task forces"), _("Who steers the initiative, from the Steering Committee to the National Task Forces: "
                                "status, date, and how much of it is on the public record."))
panels.opened(view, "task_forces/register")
panels.cards(view, "task_forces/structure", panels.level_card)


def registers() -> None:
    """Every body and every report of one."""
    code, tab = panels.open_tab({"bodies": _("Bodies"), "reports": _("Reports")})
    with tab:
        panels.table(view, "task_forces/register" if code == "bodies" else "task_forces/reports", height="content")


def bodies() -> None:
    """Groups, meetings, national bodies, since when, and what changed."""
    panels.cards(view, "task_forces/regional_groups", panels.region_card)
    panels.listing(view, "task_forces/meetings", panels.meeting_line, most=12)
    left, right = st.columns([2, 3], gap="small")
    with left:
        panels.chart(view, "task_forces/coverage", charts)
    with right:
        panels.national_list(view, "task_forces/national")

    left, right = st.columns([3, 2], gap="small")
    with left:
        panels.chart(view, "task_forces/timeline", charts)
    with right:
        panels.listing(view, "task_forces/changes", panels.body_change, most=8, part=panels.of_all)


if panels.run(view, "task_forces/reports").rows or panels.run(view, "task_forces/regional_groups").rows:
    bodies()
    registers()
else:
    panels.way_on(view, "task_forces")
