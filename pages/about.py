"""About: how to read the monitor, where its figures come from, what the record contradicts and lacks, and the data itself."""

import streamlit as st

from ocop import charts, panels
from ocop.panels import dictionary, guide
from ocop.texts import _

view = panels.view()
panels.lead(_("About"), _("How to read this monitor, where every figure comes from, and what the public record lacks."))
is_office = bool(panels.office_name(view))
TABS = {"reading": _("How to read"), "method": _("Method"), "definitions": _("Definitions"), "sources": _("Sources"),
        "contradictions": _("Contradictions"), "gaps": _("Gaps"), "sisters": _("Sister programmes"), "data": _("Data")}
section, tab = panels.open_tab({code: name for code, name in TABS.items() if not is_office or code not in ("gaps", "sisters")})

with tab:
    if section == "reading":
        left, right = st.columns([3, 2], gap="medium")
        with left:
            st.markdown("\n\n".join(guide.purpose()))
            panels.described(guide.terms())
        with right, st.container(border=True):
            st.markdown("\n\n".join(guide.ownership(view)))
        with st.expander(_("Accessibility: what was tested, what was not, and how to report a barrier"), key="accessibility"):
            st.markdown("\n\n".join(guide.accessibility()))
        licences = st.expander(_("Licences: what is shipped with the monitor, and whose it is"), key="licences", on_change="rerun")
        if licences.open:
            licences.markdown(dictionary.licences())
    if section == "method":
        panels.described(guide.rules())
        if not is_office:
            st.subheader(_("Statuses of actions"), anchor=False)
            st.table(guide.statuses())
        panels.table(view, "status/rules")
        st.subheader(_("Links and commands"), anchor=False)
        st.table(guide.link_words(view))
        st.code(guide.examples(view), language=None)
        st.subheader(_("Every figure, chart and table"), anchor=False)
        with st.container(gap="xsmall", key="table-methods"):
            panels.fold("methods", panels.counted(_("Figures, charts and tables"), len(methods := dictionary.methods(view))), kind="part")
            panels.words_grid(view, methods, "methods", _("Every figure, chart and table"), height=420)
    if section == "definitions":
        panels.listing(view, "about/definitions", guide.definition, most=40)
        panels.table(view, "about/indicators", height=420)
    if section == "sources":
        panels.chart(view, "about/by_grade", charts)
        panels.table(view, "about/sources", height=520)
    if section == "contradictions":
        panels.contradictions(view, "about/contradictions")
        panels.contradictions(view, "about/doubts")
        if not is_office:
            panels.table(view, "overview/statements", height=420)
        panels.table(view, "about/notes", height=420)
    if section == "gaps":
        panels.lacking(view)
        panels.listing(view, "about/gaps", guide.gap, most=40)
        for name in panels.LACKS:
            panels.listing(view, name, panels.lack_line, most=6)
    if section == "sisters":
        st.markdown(guide.sisters())
        panels.lineage(view, "about/programmes")
    if section == "data":
        st.markdown(panels.plain(guide.version(view)))
        panels.record_files(view)
