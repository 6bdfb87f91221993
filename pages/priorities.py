"""Priorities: what was promised in each area, by when, what was reported since, and what changed."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _

view = panels.view()
actions = panels.run(view, "priorities/actions")
when = actions.parameters["as_of"]

panels.lead(_("Priorities"), _("What was promised in each priority area, by when, and what public sources reported since."))
panels.opened(view, "priorities/actions")
panels.sentence(view, "priorities/summary")



def picture() -> None:
    """Status by area, what is due, what changed, and all of it on one axis of time."""
    left, right = st.columns([3, 2], gap="small")
    with left:
        panels.chart(view, "priorities/by_area", charts)
        panels.listing(view, "priorities/next", panels.due_line, most=6)
    with right:
        panels.listing(view, "priorities/changes", panels.change_line, most=10, part=panels.of_all)
    panels.chart(view, "priorities/timeline", charts)


def by_area() -> None:
    """The actions of the open priority area, else all of them."""
    areas = panels.run(view, "priorities/areas").rows
    if areas:
        names = {str(row["priority_area"]): f"{row['area']} ({row['actions']})" for row in areas}
        code, tab = panels.open_tab(names, first=next(str(row["priority_area"]) for row in areas if row["opens_first"]))
        with tab, st.container(gap="xsmall"):
            panels.notice(next(f"{row['area']}: {row['description']}" for row in areas if str(row["priority_area"]) == code))
            panels.action_list(view, [row for row in actions.rows if str(row["priority_area"]) == code], when)
    else:
        panels.action_list(view, actions.rows, when)


if actions.rows or panels.run(view, "priorities/timeline").rows or panels.run(view, "priorities/changes").rows:
    picture()
    by_area()
    panels.table(view, "priorities/actions")
    panels.table(view, "priorities/milestones")
else:
    panels.way_on(view, "priorities")
