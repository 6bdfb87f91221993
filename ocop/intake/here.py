"""What a page of the desk works with: the library, who is there, the version that is served, and how an act of a person ends."""

import errno
import logging
import re
import tempfile
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from ocop import panels, store
from ocop.filters import Filters
from ocop.intake import ladder
from ocop.review import ReviewProblem
from ocop.texts import _
from ocop.versions import StaleBase, ledger, roles
from ocop.web.errors import number

log = logging.getLogger("ocop.intake")
FAILURES = (store.DataProblems, store.QueryTooSlow, ladder.NotNow, StaleBase, ReviewProblem, ValueError, OSError)


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
            mark = noted() if is_told else ""
            st.session_state[SAID] = _("{said} The ledger's mark is {mark}; who notes it can tell later whether the ledger was changed.").format(
                said=said, mark=mark) if mark else said
            st.rerun()


def noted() -> str:
    """The mark of the last line of the ledger; empty where it cannot be read now: what was done is done."""
    try:
        return ledger.last_noted(here().library)
    except OSError:
        return ""


def take(label: str, make: Callable[[], bytes], file_name: str, of: object, *, key: str, icon: str = ":material/download:") -> None:
    """A button that makes a file, then one that saves it: so a file that cannot be made is told in words. `of`: what the file is made from; one
    of anything else is not offered."""
    made = st.session_state.get(name := f"made-{key}")
    mark = (here().base, file_name, of)
    if st.button(label, key=key, icon=icon):
        st.session_state.pop(name, None)
        if wrong := failure(lambda: st.session_state.__setitem__(name, (mark, make()))):
            st.error(wrong)
        made = st.session_state.get(name)
    if made and made[0] == mark:
        st.download_button(_("Save {file}").format(file=file_name), made[1], file_name=file_name, key=f"save-{key}", on_click="ignore",
                           type="primary", icon=":material/save:")


def failure(work: Callable[[], object]) -> str:
    """Do it; why it was not done, for the person who asked; empty where it was."""
    try:
        with st.spinner(_("Working …")):
            work()
    except FAILURES as wrong:
        return panels.plain(sentence(wrong))
    except Exception as wrong:  # the edge: whoever pressed hears of it in words, and the log has the rest
        log.exception("an act ended in an error that nobody expected")
        return panels.plain(_("This could not be done. The error is in the log under the number {number}: tell whoever keeps this desk. What was "
                              "stored before stays as it was.").format(number=number(wrong)))
    return ""


def sentence(wrong: Exception) -> str:
    """What went wrong, where, and what to do, without a path of this machine. What the system said is in the log."""
    if isinstance(wrong, store.DataProblems):
        more = len(wrong.problems) - 1
        return str(wrong.problems[0]) + (_(" (and {n} more)").format(n=more) if more else "")
    if isinstance(wrong, store.NoRoom):
        wrong = OSError(errno.ENOSPC, wrong.says, tempfile.gettempdir())
    if not isinstance(wrong, OSError) or not wrong.errno:
        return str(wrong)
    log.error("an act was not done: %s", wrong)
    said = {**dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _("{Place} has no room left.")),
            **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _("{Place} cannot be written or read by the desk."))}
    todo = {errno.ENOSPC: _("Whoever keeps this machine has to make room there; `python -m ocop prune` removes old versions."),
            errno.EDQUOT: _("Whoever keeps this machine has to make room there; `python -m ocop prune` removes old versions."),
            errno.EFBIG: _("Whoever keeps this machine has to allow larger files there."),
            errno.EROFS: _("Whoever keeps this machine has to see to the disk: it takes no writing.")}
    words = said.get(wrong.errno, _("{Place} did not answer as it should ({reason}).")).format(Place=place(wrong), reason=wrong.strerror)
    return " ".join((words, _("Nothing was changed."), todo.get(wrong.errno, _("Whoever keeps this machine has to see to it.")),
                     _("Then try again.")))


def place(wrong: OSError) -> str:
    """Where an error of the system happened, in words. A call on an open file does not say."""
    file = str(wrong.filename or "")
    desk = HERE.get(None)
    if desk and file.startswith(str(desk.library)):
        return _("The library of versions")
    if file.startswith(tempfile.gettempdir()):
        return _("The temporary folder of this machine")
    return _("A disk of this machine")


def tell_what_was_done() -> None:
    """What the act of the last run has to say, in a place that stays: were it gone in the next run, every form below would close over what was
    typed into it."""
    with st.container():
        if said := st.session_state.pop(SAID, ""):
            st.success(panels.plain(said), icon=":material/check:")


def in_headings(words: str) -> str:
    """A sentence of the contracts with the heading of a column where it has the column's name."""
    return re.sub(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", lambda found: f'"{panels.label(found[0])}"' if found[0] in panels.labels() else found[0], words)
