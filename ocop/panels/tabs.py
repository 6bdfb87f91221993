"""Tabs of which only the open one is drawn. The link names it by a code (`?tab=sources`) that no translation changes."""

import streamlit as st

from ocop.panels.view import plain

WORD = "tab"


def open_tab(names: dict[str, str], *, first: str = "") -> tuple[str, object]:
    """Draws tabs from {code: label}; returns the code and the container of the open one.

    The link decides, else `first`, else the first code; a code that does not exist opens the same as none.
    """
    asked = st.query_params.get(WORD, "")
    code = next(code for code in (asked, first, *names) if code in names)
    key, labels = f"tabs-{next(iter(names))}", {name: plain(label) for name, label in names.items()}
    if st.session_state.get(key) != labels[code]:
        st.session_state[key] = labels[code]
    drawn = st.tabs(list(labels.values()), key=key, on_change=_keep, args=(key, labels))
    return code, dict(zip(labels, drawn, strict=True))[code]


def _keep(key: str, labels: dict[str, str]) -> None:
    """Write the tab that the reader opened to the link."""
    st.query_params[WORD] = next(code for code, label in labels.items() if label == st.session_state[key])
