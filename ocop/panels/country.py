"""The profile of one country: what is known in a few words, whom it could call. The link word is `country`."""

from dataclasses import replace
from itertools import groupby

import streamlit as st

from ocop.filters import ALL
from ocop.panels.blocks import fact_row, foot, heading, link_rows, notice
from ocop.panels.bodies import body_status, reported
from ocop.panels.cells import label, stage_name, worded
from ocop.panels.links import link
from ocop.panels.product import product_links
from ocop.panels.sources import cite_number, source_line
from ocop.panels.view import View, places, plain, run
from ocop.queries import Result
from ocop.texts import _, day, n_

SIDE_BY_SIDE = 4  # countries, at most


def of_country(view: View) -> View | None:
    """The view of the first country chosen, free of region and product type; None where no country is chosen."""
    chosen = view.filters.countries[:1]
    return replace(view, filters=replace(view.filters, countries=chosen, regions=(), categories=())) if chosen else None


def country_links(view: View) -> None:
    """Links to what else is chosen beyond what stands side by side, and to all countries. A country is chosen in the filter row and nowhere else."""
    chosen, names = view.filters.countries, places(view.store)
    if not chosen:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="country-links"):
        for code in chosen[SIDE_BY_SIDE:6]:
            link(view, "country", names.get(code, code), country=[code, *(other for other in chosen if other != code)])
        link(view, "countries", _("All countries"), icon=":material/public:", country=[ALL])


def country_head(view: View) -> dict:
    """Name, finding, facts and source of the country of a view made by `of_country`; returns the row of `country/profile`."""
    result = run(view, "country/profile")
    row = result.rows[0]
    st.title(plain(row["country"]), anchor=False)
    st.markdown(f"##### {plain(result.finding)}")
    sisters = run(view, "country/sisters")
    if sisters.rows:
        notice(sisters.finding)
        with st.container(horizontal=True, gap="small"):
            for sister in sisters.rows:
                link(view, "programme", sister["name"], programme=[sister["programme_id"]])
    if row["stage"] is None:
        st.markdown(plain(_("That is not a “no”: a country may take part without being named in public. {coverage}.").format(
            coverage=run(view, "countries/coverage").finding)))
        return row
    with st.container(border=True, key="country-facts", gap="xsmall"):
        fact_row(country_facts(view, row))
        product_links(view, row["products"])
        if row["demonstration_projects"]:
            st.markdown(plain(_("Demonstration sets: {sets}.").format(sets=row["demonstration_projects"])))
        source_line(view, result.rows)
    return row


def country_facts(view: View, row: dict) -> list[tuple[str, str]]:
    """Label and words of each fact of a profile. What no source states is said so; nothing is read as a no."""
    facts = [(label("stage"), stage_name(row["stage"])), (label("region"), worded(view, "region", row["region"]))]
    if row["stage"] == "participant":
        facts.append((_("First seen at an event"), day(row["seen_on"]) if row["seen_on"] else _("no dated source")))
    elif row["is_on_record"]:
        facts += [(label("named_since"), day(row["named_since"]) if row["named_since"] else _("no dated source")),
                  (label("joined_on"), joined(row))]
    return [*facts, (n_("Product", "Products", len(row["products"])), grown(row)), (_("Demonstration country"), demonstration(row))]


def joined(row: dict) -> str:
    """When the country joined, as far as a source states it; two sources that disagree are both given."""
    if not row["joined_on"]:
        return _("no source states a date")
    if row["joined_dates"] > 1:
        return _("{one} or {other}: sources disagree").format(one=day(row["joined_on"]), other=day(row["joined_last_on"]))
    return day(row["joined_on"])


def grown(row: dict) -> str:
    """The products on record; a product that no source states is marked."""
    inferred = row["inferred_products"] or []
    return ", ".join(_("{product} (inferred)").format(product=name) if name in inferred else name
                     for name in row["products"]) or _("none on record")


def demonstration(row: dict) -> str:
    """Whether the country is publicly named as a demonstration country, stated or inferred."""
    if not row["demonstration_projects"]:
        return _("not publicly named as one")
    return _("inferred, not stated") if row["is_demonstration_inferred"] else _("publicly named")


def partners(view: View, one: View, name: str) -> Result:
    """Other countries as a list of links, each with its products, region and evidence: whom the country could call."""
    result = run(one, name)
    if not result.rows:
        notice(result.finding)
        return result
    link_rows(one, result, lambda row: link(view, "country", row["country"], country=[row["iso3"]]), lambda row: partner_facts(one, row))
    return result


def ties(view: View, one: View, name: str) -> Result:
    """What other countries have in common with this one: each family of plants, fund and event with links to the countries that share it."""
    result = run(one, name)
    if not result.rows:
        notice(result.finding)
        return result
    with st.container(border=True, key=f"list-{name.replace('/', '-')}", gap="xsmall"):
        heading(one, result)
        for (_place, _what), rows in groupby(result.rows, key=lambda row: (row["place"], row["what"])):
            shared = list(rows)
            st.markdown(tie_words(one, shared[0]))
            with st.container(horizontal=True, gap="small"):
                for row in shared:
                    more = f" ({row['detail']})" if row["tie"] == "family" else ""
                    link(view, "country", row["country"] + more, country=[row["iso3"]])
        foot(one, result)
    return result


def tie_words(view: View, row: dict) -> str:
    """What is in common as Markdown, with the source that says so."""
    words = {"family": _("Family of plants"), "fund": _("Fund"), "event": _("Event")}[row["tie"]]
    when = f", {day(row['on'])}" if row["on"] else ""
    who = _("grouped here, no source on record") if row["tie"] == "family" else ""
    told = plain(who) or cite_number(view, row["source_id"])
    return f"{plain(words)}: **{plain(row['what'])}**{plain(when)}{f' ({told})' if told else ''}"


def steered_by(view: View, row: dict) -> str:
    """A row of `country/bodies` as Markdown: the body, how it stands, its chair and members in the words of the source."""
    said = row["composition"] or _("chair and members not published")
    if row["composition"] and not row["is_chair_published"]:
        said = _("{words} (this report names no chair)").format(words=said)
    when = f", {reported(row)}" if row["reported_on"] else ""
    who = cite_number(view, row["source_id"])
    return f"**{plain(row['body'])}** ({plain(body_status(row['status']))}{plain(when)}): {plain(said)}{f' ({who})' if who else ''}"


def neighbours(view: View, one: View, name: str) -> Result:
    """Other countries as a row of links under their finding."""
    result = run(one, name)
    with st.container(border=True, key=f"list-{name.replace('/', '-')}", gap="xsmall"):
        heading(one, result)
        with st.container(horizontal=True, gap="small"):
            for row in result.rows:
                link(view, "country", row["country"], country=[row["iso3"]])
        foot(one, result)
    return result


def partner_facts(view: View, row: dict) -> str:
    """What another country has in common, in one line."""
    region = [worded(view, "region", row["region"])] if row.get("region") else []
    return " · ".join([", ".join(row["products"]) or _("no product on record"), *region, stage_name(row["stage"])])
