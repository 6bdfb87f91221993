"""What a submission would change, and the tick or reason that each finding takes before it is published: a part of the page of submissions."""

import streamlit as st

from ocop import panels
from ocop.intake import here, ladder, preparing
from ocop.intake.pages import confirming
from ocop.texts import _, n_

KINDS = (("added", "added"), ("corrected", "corrected"), ("withdrawn", "taken back"))
SENTENCES = 30  # on screen


def part(desk: here.Desk, one: ladder.Submission) -> None:
    """The effect, when it is asked for; whoever publishes confirms it here."""
    st.subheader(_("What would change"), anchor=False)
    prepared = st.session_state.get("prepared")
    if prepared is None or (prepared.number, prepared.base) != (one.number, desk.base):
        st.caption(_("The rows are put on top of the version that is served, checked and compared with it. This takes some seconds."))

        def look() -> None:
            if before := st.session_state.pop("prepared", None):
                preparing.let_go(before)
            st.session_state["prepared"] = preparing.prepare(desk.library, desk.who, one.number, desk.store,
                                                              st.session_state.get("checked"))

        here.act(_("Look at the effect"), look, _("Compared with version {base}.").format(base=desk.base), key="look", is_main=True, is_told=False)
        return
    told(desk, prepared)
    is_last = one.state == ladder.CLEARED and desk.may("publish")
    confirmed = confirming.confirm(prepared, is_last)
    if is_last:
        left = sum(1 for found in prepared.findings if not confirmed.get(found))
        if left:
            st.caption(n_("{n} finding is not confirmed yet.", "{n} findings are not confirmed yet.", left).format(n=left))
        here.act(_("Publish"), lambda: preparing.publish(desk.library, desk.who, prepared, confirmed),
                 _("Published. Readers have it within seconds."), key="publish", is_main=True, is_off=bool(left))


def told(desk: here.Desk, prepared: preparing.Prepared) -> None:
    """Rows by what they do, headline figures that move, sentences of the change."""
    found = prepared.effect
    lines = [f"{sum(map(len, rows.values()))} {_(word)}" for kind, word in KINDS if (rows := getattr(found, kind))]
    st.markdown(_("Rows: {rows}.").format(rows=", ".join(lines) or _("none")))
    if found.moved:
        panels.words_grid(panels.view(), [{_("Figure of the overview"): one.title, _("Now"): one.before, _("Then"): one.after}
                                          for one in found.moved], "moved", _("Headline figures that move"), height="content")
    else:
        st.markdown(_("No headline figure of the overview moves."))
    if said := [row["sentence"] for row in found.changes]:
        st.markdown(_("What the monitor would say has changed:"))
        st.markdown("\n".join(f"- {panels.plain(line)}" for line in said[:SENTENCES]))
        if (more := len(said) - SENTENCES) > 0:
            st.caption(_("And {n} more.").format(n=more))
