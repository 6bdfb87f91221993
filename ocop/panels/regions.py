"""Buttons under a map: a region is chosen by name, and the map shows it near."""

import streamlit as st

from ocop.filters import known_codes
from ocop.panels.choice import follow
from ocop.panels.view import View
from ocop.texts import _

WORLD = "world"


def region_buttons(view: View, key: str) -> None:
    """One button for each region and one for the world; the choice is the region of the filter row, and stands in the link."""
    names = {WORLD: _("World"), **{code: short_name(code, name) for code, name in known_codes(view.store)["region"].items()}}
    chosen = view.filters.regions
    follow(key, chosen[0] if len(chosen) == 1 else WORLD if not chosen else None, of_link)
    st.segmented_control(_("Region on the map"), list(names), format_func=lambda code: names[code], key=key, label_visibility="collapsed")


def of_link(values: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """A button in link words; the world, and a button let go, choose no region."""
    return {"region": tuple(value for value in values if value != WORLD)}


def short_name(code: str, name: str) -> str:
    """A region in the few letters of a button."""
    return {"RAF": _("Africa"), "RAP": _("Asia, Pacific"), "REU": _("Europe, C. Asia"), "RLC": _("Latin America"),
            "RNE": _("Near East")}.get(code, name)
