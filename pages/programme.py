"""Programme: one national programme, and any of its units: products, targets, figures, stars, who can be supported."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _

view = panels.view()
one, of = panels.of_programme(view)


def pair(*names: str) -> None:
    """Charts side by side, those that have rows."""
    found = [name for name in names if panels.run(one, name, of).rows]
    for place, name in zip(st.columns(len(found), gap="small") if found else [], found, strict=True):
        with place:
            panels.chart(one, name, charts, more=of)


def lists(*names: str) -> None:
    """Tables one below the other, those that have rows."""
    for name in names:
        if panels.run(one, name, of).rows:
            panels.table(one, name, more=of)


panels.programme_chooser(view, of["programme"])
if not of["programme"]:
    panels.lead(_("Programme"), _("One national programme: its units, products, targets, figures, stars and rules of support."))
    panels.programme_tree(view)
elif row := panels.programme_head(one, view, of):
    panels.ways(one, view, of, row)
    pair("programme/series", "programme/ladder")
    pair("programme/by_unit")
    pair("programme/targets")
    lists("programme/units", "programme/judged", "programme/products")
    if not of["unit"]:
        pair("programme/coverage")
    lists("programme/figures", "programme/undated", "programme/differing", "programme/shared")
    panels.supported(one, of)
    if not of["unit"]:
        lists("programme/rules", "programme/classes", "programme/trainings")
