"""Versions: what was published when, by whom and why; the way back; locked periods; and whether the ledger holds."""

import streamlit as st

from ocop import library as reading
from ocop import panels
from ocop.intake import here, ladder
from ocop.texts import _, n_
from ocop.versions import ledger, publishing

LINES = 200
ACTS = {"start": "began the library", "submit": "handed in", "comment": "said", "clear": "cleared", "return": "returned", "publish": "published",
        "roll back": "rolled back", "prune": "removed old versions", "lock": "locked a period", "unlock": "opened a period again"}


def page() -> None:
    """What was published, and the way back."""
    desk = here.here()
    panels.lead(_("Versions"), _("Every publication is a version that never changes. Rolling back publishes an earlier one once more."))
    found = publishing.versions(desk.library)
    panels.words_grid(panels.view(), [
        {_("Version"): one.name, _("State"): state(one), _("Published"): str(one.told.get("at", ""))[:16].replace("T", " "),
         _("Why"): one.told.get("why", ""), _("By"): one.told.get("by", "")} for one in found], "versions", _("Versions"), height="content")
    if desk.may("roll back"):
        roll_back(desk, found)
        locks(desk)
    history(desk)


def state(one: publishing.Version) -> str:
    """What a version is now."""
    return _("This version {flaw}").format(flaw=one.flaw) if one.flaw else _("served") if one.is_current else ""


def roll_back(desk: here.Desk, found: list[publishing.Version]) -> None:
    """Choose an earlier version, say why, confirm."""
    earlier = [one.name for one in found if not one.is_current and not one.flaw]
    if not earlier:
        return
    with st.expander(_("Roll back"), icon=":material/undo:"):
        name = st.selectbox(_("Version to publish once more"), earlier, key="back-to")
        why = st.text_input(_("Why"), key="back-why", max_chars=500)
        is_sure = st.checkbox(_("Readers get {name} instead of {now}.").format(name=name, now=desk.base), key="back-sure")
        here.act(_("Roll back"), lambda: publishing.roll_back(desk.library, reading.counter(name), desk.who, why), _("Rolled back."), key="back",
                 is_main=True, is_off=not (is_sure and why.strip()))


def locks(desk: here.Desk) -> None:
    """The periods that take no more rows."""
    locked = ladder.locked(desk.library)
    with st.expander(n_("{n} locked period", "{n} locked periods", len(locked)).format(n=len(locked)) if locked else _("No period is locked"),
                     icon=":material/lock:"):
        for period, day in locked.items():
            st.markdown(_("{period}, locked on {day}").format(period=panels.plain(period), day=day))
        period = st.text_input(_("Period"), key="lock-period", placeholder="2026-H1", width=160)
        why = st.text_input(_("Reason"), key="lock-why", max_chars=500)
        with st.container(horizontal=True):
            here.act(_("Lock"), lambda: ladder.lock_period(desk.library, desk.who, period.strip(), why), _("Locked."), key="lock")
            here.act(_("Open again"), lambda: ladder.unlock_period(desk.library, desk.who, period.strip(), why), _("Open again."), key="unlock")


def history(desk: here.Desk) -> None:
    """The last lines of the ledger, and what is wrong with it."""
    faults = ledger.faults(desk.library)
    for fault in faults:
        st.error(panels.plain(_("The ledger does not hold: {fault}.").format(fault=fault)))
    if not desk.may("roll back"):
        return
    with st.expander(_("Who did what when"), icon=":material/list_alt:"):
        lines = list(reversed(ledger.entries(desk.library)))[:LINES]
        panels.words_grid(panels.view(), [
            {_("Line"): one.n, _("What"): _(ACTS.get(one.act, one.act)), _("On"): str(one.about.get("submission") or one.about.get("version")
                                                                     or one.about.get("period") or ""),
             _("Who"): one.by, _("When"): one.at[:16].replace("T", " "),
             _("Words"): str(one.about.get("words") or one.about.get("why") or one.about.get("note") or ""), _("Mark"): ledger.noted(one)}
            for one in lines], "ledger", _("Who did what when"))
        if not faults:
            st.caption(_("Every line follows the one before it as it was written."))
        told = st.text_input(_("A mark that was noted earlier"), key="noted", placeholder=ledger.last_noted(desk.library), max_chars=80, width=320)
        if told.strip():
            compare(desk, told)


def compare(desk: here.Desk, told: str) -> None:
    """Whether the ledger still has the line whose mark somebody noted."""
    try:
        wrong = ledger.misfit(desk.library, told)
    except ValueError as strange:
        st.warning(panels.plain(f"{strange}."))
        return
    if wrong:
        st.error(panels.plain(_("The ledger does not hold: {fault}.").format(fault=wrong)))
    else:
        st.success(_("This line stands as it was written, and so do all before it."))
