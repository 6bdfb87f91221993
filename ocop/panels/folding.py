"""What a narrow screen folds away, and the one tap that copies a link. The browser alone opens and copies: `static/page.js`.

A wide screen shows everything and no button: `static/page.css`. The button is a `details` of the browser, so keys and screen readers
know it; what it opens are the blocks that follow it.
"""

from html import escape

import streamlit as st

from ocop.filters import category_name
from ocop.panels.view import View, area
from ocop.texts import _


def fold(name: str, label: str) -> None:
    """The button that opens what follows in the same container; it stays open under its name, whatever it says."""
    st.html(f'<details class="ocop-fold" data-fold="{escape(name)}"><summary>{escape(label)}</summary></details>')


def copy_button(address: str) -> None:
    """Copies a link and says so; beside it the system's own way to share, where there is one."""
    link, said = escape(address), escape(_("Copied"))
    st.html(f'<span class="ocop-copy"><button type="button" data-copy="{link}" data-said="{said}">{escape(_("Copy link"))}</button>'
            f'<button type="button" data-share="{link}">{escape(_("Share"))}</button><span role="status"></span>'
            f'<input readonly hidden value="{link}" aria-label="{escape(_("The link, to be copied"))}"></span>')


def chosen_words(view: View) -> list[str]:
    """The chosen places, then the chosen product types; empty where nothing is chosen."""
    heeds = view.filters
    types = ", ".join(category_name(code, view.store) for code in heeds.categories)
    return [words for words in (area(view) if heeds.regions or heeds.countries else "", types) if words]
