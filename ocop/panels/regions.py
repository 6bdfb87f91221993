"""Buttons under a map: a region is chosen by name, and the map shows it near."""

import streamlit as st

from ocop.filters import known_codes
from ocop.panels.choice import follow
from ocop.panels.view import View
from ocop.texts import _

WORLD = "world"


def region_buttons(view: View, key: str) -> None:
    """One button for each region and one for the world; the choice is the region of the filter row, and stands in the link. Where the map
    shows chosen countries or several regions, none of them is marked."""
    names = {WORLD: _("World"), **{code: short_name(code, name) for code, name in known_codes(view.store)["region"].items()}}
    follow(key, shown(view), of_link)
    st.segmented_control(_("Region on the map"), list(names), format_func=lambda code: names[code], key=key, label_visibility="collapsed")


def shown(view: View) -> str | None:
    """The button of what the map shows; None where none of them names it."""
    regions, countries = view.filters.regions, view.filters.countries
    if countries or len(regions) > 1:
        return None
    return regions[0] if regions else WORLD


def of_link(values: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """A button in link words: a region alone, without a country; the world, and a button let go, choose no place."""
    return {"region": tuple(value for value in values if value != WORLD), "country": ()}


def short_name(code: str, name: str) -> str:
    """A region in the few letters of a button."""
    return {"RAF": _("Africa"), "RAP": _("Asia, Pacific"), "REU": _("Europe, C. Asia"), "RLC": _("Latin America"),
            "RNE": _("Near East")}.get(code, name)
