"""Tabs of which only the open one is drawn. The link names it by a code (`?tab=sources`) that no translation changes."""

from contextvars import ContextVar

import streamlit as st

from ocop.panels.choice import choose, follow, memory, write
from ocop.panels.view import plain
from ocop.texts import _

WORD = "tab"
DRAWN: ContextVar[int] = ContextVar("drawn", default=-1)  # the turn in which a page last drew tabs


def open_tab(names: dict[str, str], *, first: str = "") -> tuple[str, object]:
    """Draws tabs from {code: label}; returns the code and the container of the open one.

    The link decides, else `first`, else the first code; a code that does not exist is told and opens the same as none.
    """
    DRAWN.set(memory().turn)
    asked = memory().choice.get(WORD, ())
    if len(asked) > 1 or not names.keys() >= set(asked):
        tell(asked, _("Tabs are {names}.").format(names=", ".join(names)))
        choose(tab=[])
        write(memory())
    code = next(code for code in (*memory().choice.get(WORD, ()), first, *names) if code in names)
    key, labels = f"tabs-{next(iter(names))}", {name: plain(label) for name, label in names.items()}
    follow(key, labels[code], lambda values: {WORD: tuple(name for name, label in labels.items() if label in values)})
    drawn = st.tabs(list(labels.values()), key=key, on_change="rerun")
    return code, dict(zip(labels, drawn, strict=True))[code]


def tell_strange_tabs() -> None:
    """Tell of a tab in the link where the page has drawn none; called when the page has run."""
    asked = memory().choice.get(WORD, ())
    if asked and DRAWN.get() != memory().turn:
        tell(asked, _("It has no tabs."))


def tell(asked: tuple[str, ...], advice: str) -> None:
    """Say that a tab does not exist here."""
    st.warning(plain(_("The link asks for the tab {asked}, which this page does not have. {advice}").format(
        asked=", ".join(repr(code[:40]) for code in asked[:3]), advice=advice)), icon=":material/link_off:")
