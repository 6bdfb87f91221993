"""Country: everything that public sources say of one country, on one page with an address of its own."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _, day

view = panels.view()
one = panels.of_country(view)


def undated(view: panels.View, row: dict) -> str:
    """A fact without a date as one line of Markdown, with the latest possible day where one is known."""
    known = _(" (known by {when})").format(when=day(row["known_by"])) if row["known_by"] else ""
    return f"{panels.plain(row['kind'])}: {panels.plain(row['what'])}{panels.plain(known)}"


def registers(country: str) -> None:
    """What other pages list of this country; what is not on record is one sentence, not an empty table."""
    absent = []
    for name, what in (("task_forces/register", _("a national task force")), ("events/register", _("an event")),
                       ("funding/register", _("funding")), ("priorities/actions", _("a published action"))):
        if panels.run(one, name).rows:
            panels.table(one, name)
            if name == "task_forces/register" and panels.run(one, "task_forces/meetings").rows:
                panels.listing(one, "task_forces/meetings", panels.meeting_line)
        else:
            absent.append(what)
    if absent:
        st.markdown(panels.plain(_("Not on public record for {country}: {what}. That does not mean that there is none.").format(
            country=country, what=", ".join(absent))))


def beside() -> None:
    """What stands beside the path: whom it could call, what carries no date, its region."""
    if profile["products"]:
        panels.partners(view, one, "country/same_product")
    else:
        panels.notice(_("No product of this country is on record, so that none can be shared."))
    panels.ties(view, one, "country/ties")
    if panels.run(one, "country/bodies").rows:
        panels.listing(one, "country/bodies", panels.steered_by, most=8)
    else:
        panels.notice(panels.run(one, "country/bodies").finding)
    if panels.run(one, "country/undated").rows:
        panels.listing(one, "country/undated", undated, most=20)
    panels.neighbours(view, one, "country/same_region")


panels.country_links(view)
if one is None:
    panels.lead(_("Country"), _("Choose a country to see what public sources say of it: its path through the initiative, its products, "
                                "whom it could call, and who says so. It is chosen under Country among the filters, in the tiles or by "
                                "its name below; "
                                "up to four stand side by side."))
    left, right = st.columns(2, gap="small")
    with left:
        panels.chart(view, "countries/tiles", charts, on_pick=panels.open_country)
    with right:
        panels.table(view, "countries/register", height=560)
elif panels.is_several(view):
    panels.beside(view)
else:
    profile = panels.country_head(one)
    if profile["stage"]:
        left, right = st.columns([3, 2], gap="small")
        with left:
            panels.chart(one, "country/path", charts)
        with right:
            beside()
        if profile["products"]:
            panels.table(one, "country/products")
        panels.listing(one, "country/readiness", panels.step_line, most=8)
        registers(profile["country"])
        panels.lacking_of(view, one, profile["country"])
        panels.table(one, "country/sources")
    else:
        panels.without_trace(view, one)
