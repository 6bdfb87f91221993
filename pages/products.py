"""Products: how many were reported, which are on record, which countries share one; and one product, on a page of its own."""

import streamlit as st

from ocop import charts, panels
from ocop.texts import _

view = panels.view()
one, product = panels.of_product(view)


def of_one() -> None:
    """Everything that public sources say of one product."""
    panels.product_head(one, product)
    left, right = st.columns([3, 2], gap="small")
    with left:
        panels.product_homes(one, view, product)
    with right:
        panels.relatives(one, view, product)
    panels.table(one, "products/named_in", more={"product": product})
    panels.table(one, "products/statements", more={"product": product})


def of_all() -> None:
    """The products of the choice."""
    panels.lead(_("Products"), _("Reported is a total that the initiative published. On record is what public sources name: product "
                                 "groups, all spellings of one product together. Totals of different days differ, and neither is a share of "
                                 "the other."))
    panels.product_chooser(view, product)
    panels.tiles(view, ("products/reported", "products/on_record", "products/countries", "products/shared_groups"), charts.spark,
                 width=160)
    if not panels.run(view, "products/register").rows and not panels.run(view, "products/series").rows:
        panels.sentence(view, "products/register")
        panels.way_on(view, "products")
        return

    left, right = st.columns(2, gap="small")
    with left:
        panels.chart(view, "products/by_category", charts)
    with right:
        panels.chart(view, "products/by_region", charts)

    is_shared = bool(panels.run(view, "products/shared").rows)
    sides = st.columns([2, 3], gap="small") if is_shared else [st.container()]
    with sides[0]:
        shared = panels.chart(view, "products/shared", charts, on_pick=panels.open_country)
    with sides[-1]:
        panels.callable_countries(view, shared)

    panels.table(view, "products/several", height="content")

    left, right = st.columns([3, 2], gap="small")
    with left:
        panels.chart(view, "products/series", charts, is_pinned=True)
    with right:
        panels.chart(view, "products/first_named", charts)

    panels.table(view, "products/register")


if product:
    panels.product_chooser(view, product)
    of_one()
else:
    of_all()
