"""Ways to a country's profile: who shares a product, as links that a keyboard reaches too."""

from itertools import groupby

import streamlit as st

from ocop.filters import ALL, category_name
from ocop.panels.blocks import head_of
from ocop.panels.folding import fold_part
from ocop.panels.links import link
from ocop.panels.product import product_link
from ocop.panels.view import View, places, plain
from ocop.queries import Result
from ocop.texts import _, n_, number

MOST_BESIDE = 4  # profiles that stand side by side


def callable_countries(view: View, result: Result) -> None:
    """Rows of `products/shared` as a list: each product, a link to its page, with a link to every country that shares it.

    Draws nothing without rows.
    """
    if not result.rows:
        return
    with st.container(border=True, key="list-products-callable", gap="xsmall"):
        by_product = [(product, list(rows)) for product, rows in groupby(result.rows, key=lambda row: row["product_heading"])]
        title = _("Countries you could call, by the product that they share")
        st.html(head_of(title, fold_part("products/callable", product_count(len(by_product)), is_long=True)))
        for product, shared in by_product:
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                product_link(view, shared[0]["product_id"], product)
                st.caption(plain(category_name(shared[0]["category"], view.store)), width="stretch")
            with st.container(horizontal=True, gap="small"):
                for row in shared:
                    link(view, "country", profile_name(row), icon=":material/flag:", country=[row["iso3"]])


def product_count(products: int) -> str:
    """A number of products as the words of a button."""
    return n_("{n} product · each name opens a profile", "{n} products · each name opens a profile", products).format(n=number(products))


def profiles_of(view: View) -> None:
    """Links to the profiles of the countries chosen; draws nothing where none is, or more than can stand side by side."""
    chosen, names = view.filters.countries, places(view.store)
    if 0 < len(chosen) <= MOST_BESIDE:
        with st.container(horizontal=True, gap="small", key="profiles-of"):
            for code in chosen:
                link(view, "country", _("Profile of {country}").format(country=names.get(code, code)), icon=":material/flag:", country=[code])


def way_on(view: View, page: str, *, has_profiles: bool = True) -> None:
    """Where a reader goes from a page that his choice has emptied: the profiles of his countries, the page without his choice."""
    if has_profiles:
        profiles_of(view)
    heeds = view.filters
    with st.container(horizontal=True, gap="small", key="way-on"):
        if heeds.regions or heeds.countries or heeds.categories:
            link(view, page, _("This page for the whole initiative"), icon=":material/public:", region=[], country=[ALL], category=[])
        if heeds.as_of:
            link(view, page, _("This page as of the last day of the record"), icon=":material/update:", as_of=[], compare_with=[])


def profile_name(row: dict) -> str:
    """A country by name, with a word where its product is inferred and not stated."""
    inferred = row["evidence_strength"] == "inferred"
    return _("{country} (inferred)").format(country=row["country"]) if inferred else row["country"]
