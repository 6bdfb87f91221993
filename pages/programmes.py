"""Programmes: the national programmes that the initiative grew from, how they descend from each other, what can be compared."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _

view = panels.view()
panels.lead(_("National programmes"), _("Villages, communes and districts that each name a product of their own, programme by "
                                        "programme. Their numbers are never added up.") if panels.office_name(view) else
            _("The programmes of countries that the initiative grew from: villages, communes and districts that each name a product of their own. "
              "Their numbers are never added up, neither with each other nor with the initiative's."))
panels.programme_chooser(view, "")
if panels.run(view, "programmes/register").rows:
    left, right = st.columns([3, 2], gap="small")
    with left:
        panels.programme_tree(view)
    with right:
        panels.chart(view, "programmes/timeline", charts, on_pick=panels.open_programme)
    panels.table(view, "programmes/headlines")
else:
    panels.sentence(view, "programmes/register")
