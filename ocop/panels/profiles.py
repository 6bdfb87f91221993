"""Ways to a country's profile: who shares a product, as links that a keyboard reaches too."""

from itertools import groupby

import streamlit as st

from ocop.filters import category_name
from ocop.panels.links import link
from ocop.panels.product import product_link
from ocop.panels.view import View, plain
from ocop.queries import Result
from ocop.texts import _


def callable_countries(view: View, result: Result) -> None:
    """Rows of `products/shared` as a list: each product, a link to its page, with a link to every country that shares it.

    Draws nothing without rows.
    """
    if not result.rows:
        return
    with st.container(border=True, key="list-products-callable", gap="xsmall"):
        st.subheader(plain(_("Countries you could call")), anchor=False)
        st.caption(plain(_("Each name opens the profile of the country.")))
        for product, rows in groupby(result.rows, key=lambda row: row["product_heading"]):
            shared = list(rows)
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                product_link(view, shared[0]["product_id"], product)
                st.caption(plain(category_name(shared[0]["category"], view.store)), width="stretch")
            with st.container(horizontal=True, gap="small"):
                for row in shared:
                    link(view, "country", profile_name(row), icon=":material/flag:", country=[row["iso3"]])


def profile_name(row: dict) -> str:
    """A country by name, with a word where its product is inferred and not stated."""
    inferred = row["evidence_strength"] == "inferred"
    return _("{country} (inferred)").format(country=row["country"]) if inferred else row["country"]
