"""Countries side by side: the same rows for each, every cell with its source. The link word `country` stands once for each."""

from itertools import groupby

import streamlit as st

from ocop.filters import known_codes
from ocop.panels.blocks import foot, heading
from ocop.panels.cells import stage_name
from ocop.panels.country import SIDE_BY_SIDE, partners
from ocop.panels.folding import unfolded
from ocop.panels.links import link
from ocop.panels.sources import source_line
from ocop.panels.view import View, plain, run
from ocop.texts import _, day


def is_several(view: View) -> bool:
    """Whether more than one country is chosen, so that they stand side by side."""
    return len(view.filters.countries) > 1


def beside(view: View) -> None:
    """Two to four countries; of more the first four, and that is told."""
    result, chosen = run(view, "country/beside"), view.filters.countries
    names = known_codes(view.store)["country"]
    st.title(plain(" · ".join(names.get(code, code) for code in chosen[:SIDE_BY_SIDE])), anchor=False)
    if len(chosen) > SIDE_BY_SIDE:
        st.markdown(plain(_("{n} countries are chosen; the first {most} stand side by side.").format(n=len(chosen), most=SIDE_BY_SIDE)))
    with st.container(border=True, key="beside", gap="xsmall"):
        with unfolded():  # the page is this block alone
            heading(view, result)
        with st.container(horizontal=True, gap="small"):
            for code in chosen[:SIDE_BY_SIDE]:
                link(view, "country", _("Profile of {country}").format(country=names.get(code, code)), country=[code])
        for fact, rows in groupby(result.rows, key=lambda row: row["fact"]):
            cells = list(rows)
            st.markdown(f"**{plain(fact_name(fact))}**")
            with st.grid(len(cells), min_column_width=150):
                for row in cells:
                    with st.container(gap=None):
                        cell(view, row)
        foot(view, result)


def cell(view: View, row: dict) -> None:
    """The country, what is public of the fact, its date and its source."""
    words = stage_name(row["words"]) if row["fact"] == "stage" and row["source_id"] else row["words"]
    when = f" ({day(row['on'])})" if row["on"] else ""
    st.markdown(f"{plain(row['country'])}: {plain(words + when)}")
    source_line(view, [row], most=1)


def fact_name(fact: str) -> str:
    """A row of the comparison in words; a step bears its own name."""
    return {"stage": _("Evidence"), "region": _("Region"), "named since": _("First named in public"), "products": _("Products"),
            "events": _("Events"), "funds for it alone": _("Funds for it alone"), "shared funds": _("Funds shared with other places"),
            "actions": _("Promises of the initiative")}.get(fact, fact)


def without_trace(view: View, one: View) -> None:
    """What a reader finds for a country of which nothing is public: what its record would need, and whom it could ask nearby."""
    st.markdown(plain(known_of(run(one, "country/profile").rows[0])))
    with st.container(border=True, key="what-to-send", gap="xsmall"):
        st.subheader(plain(_("What it takes to appear here")), anchor=False)
        st.markdown("\n".join(f"- {plain(text)}" for text in to_send()))
    partners(view, one, "country/nearest")


def known_of(row: dict) -> str:
    """What the record holds of a country without any trace: membership of FAO, codes, region."""
    member = {"member nation": _("a Member Nation of FAO"), "associate member": _("an Associate Member of FAO")}.get(
        row["membership"], _("not on record as a member of FAO"))
    return _("On record: {country} is {member}; codes {iso3} (ISO 3166-1) and {m49} (M49); {region}. Since when it is a member is not on "
             "record.").format(
        country=row["country"], member=member, iso3=row["iso3"], m49=row["m49"] or "–",
        region=_("FAO region: {region}").format(region=row["region_name"]) if row["region_name"] else _("its FAO region is not on record"))


def to_send() -> list[str]:
    """The kinds of public evidence that the record takes, each as something that can be sent."""
    return [_("Its product: a page or document of the ministry or of FAO that names the priority product and calls the country part of the "
              "initiative, with its date."),
            _("When it joined: the letter, decision or news that says so, published, with its day."),
            _("Who steers it: the act or minutes that establish the National Task Force, with chair and day."),
            _("What was launched, planned and analysed: the page of the launch, the workplan, the value-chain analysis."),
            _("Money and results: each fund with its donor, period and countries; each figure with its day and who reports it."),
            _("Each as a public address that others can open: a statement without one cannot be shown.")]
