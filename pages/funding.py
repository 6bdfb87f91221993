"""Funding: what was published of each fund, by whom, through what, for how long, and every report behind it."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _

view = panels.view()


def remark(view: panels.View, row: dict) -> str:
    """A fund and what to know about it as one line of Markdown."""
    return f"**{panels.plain(row['project'])}**: {panels.plain(row['note'])}"


def funds() -> None:
    """Amount and period of each fund, and how far the money has come."""
    panels.chart(view, "funding/by_stage", charts)
    left, right = st.columns(2, gap="small")
    with left:
        panels.chart(view, "funding/amounts", charts, is_short=True)
    with right:
        panels.chart(view, "funding/timeline", charts, as_of=shown.parameters["as_of"])


def breakdown() -> None:
    """By donor, by mechanism and by region."""
    left, right = st.columns(2, gap="small")
    with left:
        panels.chart(view, "funding/by_donor", charts)
        panels.chart(view, "funding/by_region", charts)
    with right:
        panels.chart(view, "funding/by_mechanism", charts)


def registers() -> None:
    """Every fund, every report behind it, what the reports leave open, and the funds under each region."""
    panels.table(view, "funding/register")
    panels.table(view, "funding/reports")
    panels.listing(view, "funding/cautions", remark, most=20)
    panels.table(view, "funding/in_regions")


shown = panels.run(view, "funding/summary")
panels.lead(_("Funding"), _("What was published of each fund that carries the initiative: donor, mechanism, stage, amount, period and countries. "
                            "Open a row of the register to read the whole entry with its source."))
panels.opened(view, "funding/register")
panels.sentence(view, "funding/summary")
if shown.rows[0]["funds"]:
    funds()
    breakdown()
    registers()
else:
    panels.way_on(view, "funding")
