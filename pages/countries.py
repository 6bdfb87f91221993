"""Countries: which take part, who says so, region by region; a click opens a country's profile."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _, day, in_words, n_

view = panels.view()


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
    panels.chart(view, "countries/coverage", charts, told=told)


panels.lead(_("Countries"), _("Which countries take part, who says so, and how much of what was reported is on the public record. "
                              "Choose a country in the map, the tiles or the register to open its profile."))
known = panels.run(view, "countries/register")
if known.rows:
    left, right = st.columns([6, 5], gap="small")
    with left:
        panels.atlas(view, charts.world, charts.tiles)
    with right:
        coverage()
        panels.table(view, "countries/by_region")
    panels.table(view, "countries/register", height=430 if len(known.rows) > 11 else "auto")
    panels.readiness(view, charts.bars)
else:
    panels.sentence(view, "countries/register")
    coverage()
left, right = st.columns(2, gap="small")
with left:
    panels.chart(view, "overview/series", charts, is_pinned=True)
if known.rows:
    with right:
        panels.chart(view, "countries/by_evidence", charts, on_pick=panels.open_country)
