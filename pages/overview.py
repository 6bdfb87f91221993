"""Overview: where the initiative stands, what changed, what comes next."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _, day

view = panels.view()

panels.sentence(view, "overview/summary")
with st.grid(5, min_column_width=160):
    panels.tile(view, "overview/countries", charts.sparkline)
    panels.tile(view, "overview/products", charts.sparkline)
    panels.tile(view, "overview/task_forces")
    panels.tile(view, "overview/funding", form="money")
    panels.tile(view, "overview/events", charts.sparkline)

left, right = st.columns([3, 2], gap="small")
with left:
    panels.chart(view, "priorities/by_area", charts.stack, label="area", part="status", value="actions")
    panels.listing(view, "overview/upcoming", lambda view, row: panels.plain(f"{day(row['due'])}: {row['what']}"), most=3)
with right:
    panels.listing(view, "overview/changes", panels.changed, most=6)

left, right = st.columns([3, 2], gap="small")
with left:
    panels.chart(view, "countries/map", charts.world, iso3="iso3", name="country", level="stage", lon="longitude", lat="latitude",
                 on_pick=panels.open_country)
with right:
    panels.chart(view, "countries/coverage", charts.bars, label="place", value="named", of="outline",
                 of_qualifier="outline_qualifier")

panels.chart(view, "overview/series", charts.steps, on_from="on_from", on_to="on_to", value="value", qualifier="qualifier",
             series="indicator_name")
panels.notice(_("Every figure opens to its rows and sources under Table; the method is on the page About."))
