"""Events: what was held, when, where and for whom; what is announced; who took part; every entry with its source."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _, day

view = panels.view()


def open_entry(points: list[dict]) -> None:
    """Open the entry of an event that was clicked in the calendar."""
    panels.open_entry(panels.picked_key(points))


def announced(view: panels.View, row: dict) -> str:
    """An event to come as one line of Markdown: when, what, where."""
    when = day(row["starts_on"])
    if row["ends_on"] not in (None, row["starts_on"]):
        when = _("{start} to {end}").format(start=when, end=day(row["ends_on"]))
    where = " · ".join(filter(None, (row["type"], row["place"])))
    return f"**{panels.plain(when)}**: {panels.plain(row['title'])} ({panels.plain(where)})"


def calendar() -> None:
    """The calendar beside what is announced and what kinds of events there were."""
    left, right = st.columns([3, 2], gap="small")
    with left:
        panels.chart(view, "events/calendar", charts, on_pick=open_entry)
    with right:
        panels.listing(view, "events/upcoming", announced)
        panels.chart(view, "events/by_type", charts)


def breakdown() -> None:
    """By level and region, who took part, and who says so."""
    left, right = st.columns(2, gap="small")
    with left:
        panels.chart(view, "events/by_level", charts)
        panels.chart(view, "events/participants", charts)
    with right:
        panels.chart(view, "events/by_region", charts)
        panels.chart(view, "events/countries", charts, on_pick=panels.open_country)
    panels.table(view, "events/sources")


panels.lead(_("Events"), _("What was held, when, where and for whom, who took part as far as it was published, and what is announced. "
                           "Choose a dot, or open a row, to read its entry."))
panels.opened(view, "events/register")
panels.sentence(view, "events/summary")
if panels.run(view, "events/register").rows:
    calendar()
    panels.table(view, "events/register")
    panels.feed_link(view, "events.ics", _("Calendar of these events, for a calendar program (iCalendar)"))
    breakdown()
else:
    panels.way_on(view, "events")
    panels.listing(view, "events/upcoming", announced)
