"""What a region's own overview adds: its brief as a file, what it reported, its group and meetings, how far its countries are on record."""

from collections.abc import Callable

import streamlit as st

from ocop.panels.blocks import listing
from ocop.panels.bodies import body_status, cards, meeting_line, since
from ocop.panels.downloads import report_downloads
from ocop.panels.sources import cite_number
from ocop.panels.steps import readiness
from ocop.panels.view import View, places, plain
from ocop.texts import _, day, in_words


def is_home(view: View) -> bool:
    """Whether one region alone is chosen, with no country and no product type."""
    chosen = view.filters
    return len(chosen.regions) == 1 and not chosen.countries and not chosen.categories


def is_of_a_place(view: View) -> bool:
    """Whether a region or a country is chosen: its name is the heading then."""
    return bool(view.filters.regions or view.filters.countries)


def region_home(view: View, bars: Callable) -> None:
    """The blocks below the first screen of a region; what its record lacks stands country by country in the matrix."""
    with st.container(border=True, key="region-brief", gap="xsmall"):
        st.subheader(plain(_("The brief of {region} as a file").format(region=places(view.store)[view.filters.regions[0]])), anchor=False)
        report_downloads(view)
    left, right = st.columns(2, gap="small")
    with left:
        listing(view, "overview/reported", reported_line, most=8)
    with right:
        cards(view, "task_forces/regional_groups", group_card)
        listing(view, "task_forces/meetings", meeting_line, most=6)
    readiness(view, bars, has_register=False)


def reported_line(view: View, row: dict) -> str:
    """A row of `overview/reported` as Markdown: how much of what, where if not the region itself, for when, who says so."""
    home = row["place_id"] == view.filters.regions[0]
    where = ", ".join(part for part in ("" if home else row["place"], row["scope"], row["category"]) if part)
    what = f"{row['indicator_name']}{': ' + where if where else ''}"
    return f"**{plain(in_words(row['value'], row['qualifier']))}** {plain(what)} ({plain(day(row['on']))}; {cite_number(view, row['source_id'])})"


def group_card(view: View, row: dict) -> None:
    """A row of `task_forces/regional_groups`: its state, since when, who speaks for it as far as a source names them."""
    st.markdown(f"**{plain(body_status(row['status']))}**" + (f" · {plain(since(row))}" if row["status"] else ""))
    if row["composition"]:
        st.markdown(plain(row["composition"]))
