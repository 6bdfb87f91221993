"""Who is at the desk: the person whom the provider of the sign-in named, or without one the single local editor of this machine.

Streamlit keeps the sign-in in a cookie that it signs; this room makes an actor of it, for as long as it is used. A sign-in that was not used for
half an hour, or is half a day old, is over, whatever its cookie says.
"""

import os
import threading
import time

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from ocop.texts import _
from ocop.versions import Refused, library_here, roles

LOCAL_EDITOR = "local editor"
LONGEST = 43_200.0  # seconds that a sign-in lasts however much it is used
_lock = threading.Lock()
_used: dict[tuple, float] = {}  # sign-in -> when it was used last
_admitted: dict[str, roles.Actor] = {}  # session of a browser -> who may upload there


class NotSignedIn(Exception):
    """Nobody is signed in; the message says why where there is a reason."""


def is_configured() -> bool:
    """Whether a provider is named: `[auth]` in secrets.toml."""
    return bool(get_secrets_auth_section())


def idle() -> float:
    """Seconds without an act after which a sign-in is over."""
    try:
        return max(1.0, 60 * float(os.environ.get("OCOP_INTAKE_IDLE", "") or roles.IDLE / 60))
    except ValueError:
        return roles.IDLE


def person() -> roles.Actor:
    """Who runs this page. Raises NotSignedIn."""
    if not is_configured():
        return roles.sealed(LOCAL_EDITOR, roles.LOCAL, idle())
    if not st.user.is_logged_in:
        raise NotSignedIn
    told = st.user.to_dict()
    subject, issued = str(told.get("sub") or ""), told.get("iat")
    if not subject or not isinstance(issued, int | float):
        raise NotSignedIn(_("The provider of the sign-in did not say who you are. Ask whoever keeps this desk."))
    if not is_in_use((told.get("iss"), subject, issued), issued):
        raise NotSignedIn(_("Your session is over, because nothing was done for a while. What was stored stays."))
    return roles.sealed(subject, roles.SIGNED_IN, idle())


def is_in_use(sign_in: tuple, issued: float, now=time.monotonic, today=time.time) -> bool:
    """Whether a sign-in still counts, and note that it is used. One that this process has not seen counts while it is fresh."""
    with _lock:
        known = _used.get(sign_in)
        age = today() - issued
        is_good = age < LONGEST and (age < idle() if known is None else now() - known < idle())
        if is_good:
            _used[sign_in] = now()
            if len(_used) > 1_000:
                _used.pop(min(_used, key=_used.__getitem__))
        return is_good


def admit(session: str, who: roles.Actor) -> None:
    """Let a session of a browser send files, for as long as its actor may act."""
    with _lock:
        _admitted[session] = who
        for old in [one for one, actor in _admitted.items() if time.monotonic() > actor.until]:
            del _admitted[old]


def may_upload(session: str) -> bool:
    """Whether a session may send a file now: somebody is there who may submit something today. Asked before a byte is read."""
    who = _admitted.get(session)
    try:
        return who is not None and any(role.role in roles.MAY["submit"] for role in roles.of(library_here(), who))
    except (Refused, OSError):
        return False
