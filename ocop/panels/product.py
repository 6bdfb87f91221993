"""The page of one product: which one the link asks for, what is public of it, and links to it. The link word is `product`."""

from contextvars import ContextVar

import streamlit as st

from ocop import products
from ocop.filters import category_name
from ocop.panels.blocks import fact_row, foot, link_rows, notice
from ocop.panels.cells import label, stage_name, worded
from ocop.panels.choice import choose, follow, memory, write
from ocop.panels.links import link
from ocop.panels.view import View, everywhere, plain, run
from ocop.texts import _, day, named

WORD = "product"
KEY = "page-product"
ASKED: ContextVar[int] = ContextVar("asked", default=-1)  # the turn in which a page last asked for the product


def of_product(view: View) -> tuple[View, str]:
    """The view and the code of the product that the link asks for, free of place and type; no code where it asks for none. Another
    spelling in the link gives way to the code; what leads to none is told."""
    ASKED.set(memory().turn)
    asked = memory().choice.get(WORD, ())
    code, told = products.meant(view.store, asked)
    if asked != ((code,) if code else ()):
        choose(product=[code] if code else [])
        write(memory())
    if told:
        st.warning(plain(told), icon=":material/link_off:") if not code else notice(told)
    return everywhere(view) if code else view, code


def tell_strange_product() -> None:
    """Tell of a product in the link where the page shows none; called when the page has run."""
    if memory().choice.get(WORD) and ASKED.get() != memory().turn:
        st.warning(plain(_("The link asks for a product, which this page does not have; the page Products has it.")), icon=":material/link_off:")


def product_chooser(view: View, code: str) -> None:
    """The choice of the product of this page, and the way back to all of them."""
    known = {row["product_id"]: row["product"] for row in run(everywhere(view), "products/register").rows}
    options = [*known, *([code] if code and code not in known else [])]
    all_names = products.names(view.store)
    follow(KEY, code or None, lambda values: {WORD: values})
    with st.container(horizontal=True, vertical_alignment="bottom", key="product-chooser"):
        st.selectbox(_("Page of a product"), sorted(options, key=lambda one: all_names[one].casefold()), index=None,
                     format_func=lambda one: all_names[one], key=KEY, placeholder=_("Choose a product"), width=260)
        if code:
            link(view, "products", _("All products"), icon=":material/nutrition:")


def product_link(view: View, code: str, name: str) -> None:
    """The name of a product as a link to its page."""
    link(view, "products", name, product=[code])


def product_links(view: View, names: list[str]) -> None:
    """Products by name as a row of links to their pages; nothing where there is none."""
    if names:
        with st.container(horizontal=True, gap="small"):
            for name in names:
                product_link(view, products.meant(view.store, (name,))[0], _("Page of {product}").format(product=name))


def product_head(view: View, code: str) -> dict:
    """Name, finding and facts of a product; returns the row of `products/profile`."""
    result = run(view, "products/profile", {WORD: code})
    row = result.rows[0]
    st.title(plain(row["heading"]), anchor=False)
    st.markdown(f"##### {plain(result.finding)}")
    with st.container(border=True, key="product-facts", gap="xsmall"):
        fact_row(product_facts(view, row))
        foot(view, result, has_twin=False)
    return row


def product_facts(view: View, row: dict) -> list[tuple[str, str]]:
    """Label and words of each fact of a product; what no source states is said so."""
    basis = named({"source": _("so classed by a source"), "compiler": _("classed by this monitor")}, row["category_basis"] or "")
    sorted_as = category_name(row["category"], view.store) + (f" ({basis})" if basis else "")
    if row["category_stated"]:
        sorted_as += _("; sources say: {words}").format(words=row["category_stated"])
    facts = [(label("category"), sorted_as), (label("wordings"), row["wordings"] or _("none on record")),
             (label("first_shown"), day(row["first_shown"]) if row["first_shown"] else _("no dated source"))]
    return [*facts, *([(label("family"), row["family"])] if row["family"] else [])]


def product_homes(view: View, whole: View, code: str) -> None:
    """Every place that has the product on record: a link to the country, since when, with which evidence."""
    link_rows(view, run(view, "products/homes", {WORD: code}), lambda row: home(whole, row), lambda row: home_facts(view, row))


def home(view: View, row: dict) -> None:
    """A place by name: a country as a link to its profile."""
    if row["iso3"]:
        link(view, "country", row["country"], country=[row["iso3"]])
    else:
        st.markdown(plain(row["country"]))


def home_facts(view: View, row: dict) -> str:
    """Since when a place has the product, in whose words, with which evidence, in one line."""
    since = _("first shown {when}").format(when=day(row["first_shown"])) if row["first_shown"] else _("no dated source")
    how = [_("inferred, no source states it")] if row["evidence_strength"] == "inferred" else []
    region = [worded(view, "region", row["region"])] if row["region"] and row["iso3"] else []
    gone = [worded(view, "status", row["status"])] if row["status"] else []
    return " · ".join([since, *gone, *how, row["wordings"], *region, *([stage_name(row["stage"])] if row["stage"] else [])])


def relatives(view: View, whole: View, code: str) -> None:
    """Other products of the family: each a link, with the countries that have it."""
    link_rows(view, run(view, "products/relatives", {WORD: code}), lambda row: product_link(whole, row["product_id"], row["product"]),
              lambda row: worded(view, "countries", row["countries"]))
