"""Countries: which take part, who says so, region by region; a click opens a country's profile."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _, day, in_words, n_

view = panels.view()


def picture() -> None:
    """The map, or tiles of one size so that small islands count; the switch is kept for the session and is no filter."""
    names = {"map": _("Map"), "tiles": _("Equal tiles")}
    shown = st.segmented_control(_("Show as"), list(names), format_func=names.get, default="map", required=True,
                                 key="countries-picture", persist_state="session", label_visibility="collapsed")
    if shown == "tiles":
        panels.chart(view, "countries/tiles", charts.tiles, iso3="iso3", name="country", level="stage", region="region_name",
                     detail="product_words", on_pick=panels.open_country)
    else:
        panels.chart(view, "countries/map", charts.world, iso3="iso3", name="country", level="stage", detail="product_words",
                     lon="longitude", lat="latitude", on_pick=panels.open_country)


def told(result) -> list[str]:
    """A sentence where a share would mislead and where other statements exist."""
    beyond = [_("{place}: {named} countries are on record, more than the {reported} reported for {when}; the report is older.").format(
        place=row["place"], named=row["named"], when=day(row["on"]), reported=in_words(row["reported"], row["qualifier"]))
        for row in result.rows if row["is_beyond"]]
    others = [n_("{place}: {n} other statement of the same days gives another figure.",
                 "{place}: {n} other statements of the same days give other figures.", row["other_statements"]).format(
        place=row["place"], n=row["other_statements"]) for row in result.rows if row["other_statements"]]
    return beyond + others


def coverage() -> None:
    """Reported against named."""
    panels.chart(view, "countries/coverage", charts.bars, label="place", value="named", of="outline", of_qualifier="outline_qualifier",
                 told=told)


panels.lead(_("Countries"), _("Which countries take part, who says so, and how much of what was reported is on the public record. "
                              "Choose a country in the map, the tiles or the register to open its profile."))
known = panels.run(view, "countries/register")
if known.rows:
    left, right = st.columns([3, 2], gap="small")
    with left:
        picture()
    with right:
        coverage()
    left, right = st.columns(2, gap="small")
    with left:
        panels.chart(view, "countries/by_evidence", charts.dot_strip, region="region_name", name="country", iso3="iso3", level="stage",
                     detail="product_words", on_pick=panels.open_country)
    with right:
        panels.table(view, "countries/by_region")
    panels.table(view, "countries/register", height=430 if len(known.rows) > 11 else "auto")
    panels.readiness(view, charts.bars)
else:
    panels.sentence(view, "countries/register")
    coverage()
panels.chart(view, "overview/series", charts.steps, is_pinned=True, on_from="on_from", on_to="on_to", value="value", qualifier="qualifier",
             series="indicator_name", detail="wording")
