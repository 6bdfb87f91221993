"""Overview: where the initiative stands, what changed, what comes next; below the first screen its priority areas and its past."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _, day

view = panels.view()


FIGURES = ("overview/countries", "overview/products", "overview/task_forces", "overview/funding", "overview/events")


def tiles() -> None:
    """The five headline figures; where none of them is known, the ways on instead of five times the same."""
    if panels.is_of_a_place(view) and not any(panels.run(view, name).rows[0]["value"] for name in FIGURES):
        panels.way_on(view, "overview", has_profiles=False)
        return
    panels.tiles(view, FIGURES, charts.spark)


def picture() -> None:
    """The map with its buttons."""
    panels.region_buttons(view, "overview-region")
    panels.atlas(view, charts.world, charts.tiles, height=160 if panels.is_home(view) else 190, across=3)


def coming(view: panels.View, row: dict) -> str:
    """What comes next as one line of Markdown."""
    return f"**{panels.plain(day(row['due']))}** {panels.plain(row['what'])}"


with st.container(key="first-screen"), panels.unfolded():
    answer, numbers = st.container(key="first-answer", gap="xxsmall"), st.container(key="first-tiles")
    drawing = st.container(key="first-map", gap="xxsmall")
    with drawing:  # said first, because the browser has most to do with it
        picture()
    with answer:
        st.title(panels.plain(panels.area(view)) if panels.is_of_a_place(view) else _("Overview"), anchor=False)
        panels.sentence(view, "overview/summary", of=_("FAO's One Country One Priority Product · not an FAO page"))
        panels.profiles_of(view)
    with numbers:
        tiles()
    with st.container(key="first-changes"):
        panels.listing(view, "overview/changes", panels.changed, most=3)
    with st.container(key="first-next"):
        panels.listing(view, "overview/upcoming", coming, most=2)

with st.container(key="region-home"):  # also where it is empty: what follows keeps its place, and its charts are changed and not made anew
    if panels.is_home(view):
        panels.region_home(view, charts.bars)
# a sentence alone, or a single bar, would stand beside a hole
is_low = not panels.run(view, "priorities/by_area").rows or len(panels.run(view, "countries/coverage").rows) < 2
left, right = panels.sides("areas", [3, 2], is_low=is_low)
with left:
    panels.chart(view, "priorities/by_area", charts)
with right:
    panels.chart(view, "countries/coverage", charts)
panels.chart(view, "overview/series", charts, is_pinned=True)
