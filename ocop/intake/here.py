"""What a page of the desk works with: the library, who is there, the version that is served, and how an act of a person ends."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from ocop import panels, store
from ocop.filters import Filters
from ocop.intake import ladder
from ocop.texts import _
from ocop.versions import Refused, StaleBase, ledger, roles

FAILURES = (Refused, ladder.NotNow, StaleBase, ValueError, OSError)


@dataclass(frozen=True)
class Desk:
    """One run of a page: all of it on one version."""

    library: Path
    who: roles.Actor
    mine: list[roles.Role]
    store: store.Store

    @property
    def base(self) -> str:
        return self.store.version

    def may(self, act: str, region: str = "", country: str = "") -> bool:
        """Whether to offer an act; the act itself asks anew."""
        return any(role.role in roles.MAY[act] and roles.covers(role, region, country) for role in self.mine)


HERE: ContextVar[Desk] = ContextVar("desk")
SAID = "said"  # key of what the next run says at its top


def begin(desk: Desk, mode: str) -> None:
    """What this run works with: its tables are drawn as those of the monitor, from the whole record."""
    HERE.set(desk)
    panels.VIEW.set(panels.View(desk.store, Filters(), mode))


def here() -> Desk:
    """The desk of this run."""
    return HERE.get()


def act(label: str, work: Callable[[], object], said: str, *, key: str, is_main: bool = False, is_off: bool = False,
        is_told: bool = True) -> None:
    """A button. What it does either happens and is said at the top of the page, or does not and is said where the button is. `is_told`: it is a
    line of the ledger, whose mark is said with it."""
    if st.button(label, key=key, type="primary" if is_main else "secondary", disabled=is_off):
        if wrong := failure(work):
            st.error(wrong)
        else:
            st.session_state[SAID] = _("{said} The ledger's mark is {mark}; who notes it can tell later whether the ledger was changed.").format(
                said=said, mark=ledger.last_noted(here().library)) if is_told else said
            st.rerun()


def failure(work: Callable[[], object]) -> str:
    """Do it; why it was not done, for the person who asked; empty where it was."""
    try:
        with st.spinner(_("Working …")):
            work()
    except store.DataProblems as broken:
        more = len(broken.problems) - 1
        return panels.plain(broken.problems[0]) + (_(" (and {n} more)").format(n=more) if more else "")
    except FAILURES as wrong:
        return panels.plain(wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else wrong)
    return ""


def tell_what_was_done() -> None:
    """What the act of the last run has to say, in a place that stays: were it gone in the next run, every form below would close over what was
    typed into it."""
    with st.container():
        if said := st.session_state.pop(SAID, ""):
            st.success(panels.plain(said), icon=":material/check:")
