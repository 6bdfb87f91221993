"""To do: what waits for this person on the ladder, then what the record lacks."""

import streamlit as st

from ocop import panels
from ocop.intake import here, ladder
from ocop.intake.pages import lacking
from ocop.texts import _, n_
from ocop.versions import roles

WAITS = ((ladder.SUBMITTED, "clear"), (ladder.CLEARED, "publish"))


def page() -> None:
    """What needs a person, most urgent first."""
    desk = here.here()
    panels.lead(_("To do"), _("What waits for you, and what the record lacks."))
    waiting = waits_for(desk)
    st.subheader(n_("{n} submission waits for you", "{n} submissions wait for you", len(waiting)).format(n=len(waiting))
                 if waiting else _("No submission waits for you"), anchor=False)
    for one, what in waiting:
        st.markdown(f"**{one.number}** · {panels.plain(place_of(one))} · {panels.plain(what)}")
    lacking.listing(desk)


def waits_for(desk: here.Desk) -> list[tuple[ladder.Submission, str]]:
    """The submissions at which this person is the next to act, with what is to be done, oldest first."""
    found = []
    for one in reversed(ladder.submissions(desk.library, desk.who)):
        for state, act in WAITS:
            is_own = act == "clear" and one.by == desk.who.subject and desk.who.kind == roles.SIGNED_IN
            if one.state == state and desk.may(act, one.region, one.country) and not is_own:
                found.append((one, _("to be cleared or returned") if act == "clear" else _("to be published or returned")))
        if one.state == ladder.RETURNED and one.by == desk.who.subject and desk.who.kind == roles.SIGNED_IN:
            found.append((one, _("came back: {words}").format(words=one.acts[-1].about.get("words", ""))))
    return found


def place_of(one: ladder.Submission) -> str:
    """The place that a submission is of."""
    return one.place or _("the whole record")
