"""Links between pages: every one keeps the reader's choice."""

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from ocop.addresses import tail
from ocop.filters import PLACES_ON_A_PAGE, SUBJECTS, frozen_words, reconciled
from ocop.office import home
from ocop.panels.choice import choose, in_order, memory
from ocop.panels.view import VIEW, View, plain
from ocop.queries import Result
from ocop.store import ROOT
from ocop.texts import _

PAGES = ROOT / "pages"


def page_path(name: str) -> Path:
    """The file of a page."""
    return PAGES / f"{name}.py"


def link(view: View, page: str, text: str, *, icon: str | None = None, **changes) -> None:
    """A link to another page that keeps the reader's choice; `changes` set filters by their link words."""
    words = reconciled(view.store, {**view.filters.words(), **changes})
    st.page_link(page_path(page), label=plain(text), icon=icon, query_params=words)


def address_of(view: View, page: str = "") -> str:
    """The full address of a page with the reader's choice: what "copy link" gives."""
    words = view.filters.words() | {word: memory().choice.get(word, ()) for word in PLACES_ON_A_PAGE}
    return f"{view.address.rstrip('/')}/{page}{tail(words)}"


def nearby(view: View, page: str, **changes) -> str:
    """As `link`, the address alone, as seen from any page of the site: for links that `static/page.js` follows (`data-go`)."""
    words = in_order(reconciled(view.store, {**view.filters.words(), **changes}))
    return f"./{'' if page == home() else page}?{urlencode([(word, value) for word, values in words.items() for value in values])}"


def open_country(picked: dict | list[dict]) -> None:
    """Go to the profile of a country that was clicked in a chart (points) or in a table (a row)."""
    view = VIEW.get()
    code = picked["iso3"] if isinstance(picked, dict) else country_of(picked[0])
    if code:
        as_it_is = in_order(memory().choice)  # the address changes with the page, not before it: one step back leads here again
        words = reconciled(view.store, {**view.filters.words(), "country": [code]})
        choose(region=words.get("region", []), country=[code])
        st.switch_page(page_path("country"), query_params=as_it_is)


def country_of(point: dict) -> str | None:
    """The ISO3 code that a clicked point carries."""
    data = point.get("customdata") or [point.get("location")]
    return data[0] if isinstance(data, list | tuple) else data


def alone(view: View, result: Result) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Addresses of one figure without the rest of its page, in groups: what they are, how their links open, name and address of each."""
    words = words_of(view, result)
    stays = {**words, **frozen_words(view.store, view.filters)}
    ours = tail(words)
    name = result.query.name
    beside = ' target="_blank" rel="noopener"'
    rows = [(word, f"./api/v1/{name}.{form}{ours}") for word, form in (("Excel", "xlsx"), ("JSON", "json"), ("Parquet", "parquet"))]
    return [(_("Rows:"), " download", [("CSV", f"./api/v1/{name}.csv{tail({**words, 'bom': ['true']})}"), *rows] if result.rows else []),
            (_("This figure alone:"), beside, [(_("small page"), f"./view/{name}{ours}"), (_("for a frame"), f"./embed/{name}{ours}"),
                                               (_("stays as it is"), f"./view/{name}{tail(stays)}")])]


def feed_address(view: View, file: str) -> str:
    """A feed with the reader's choice, as seen from any page of the site: `events.ics`, `changes.atom`."""
    return f"./feed/{file}{tail(view.filters.words())}"


def feed_link(view: View, file: str, text: str) -> None:
    """A link to a feed with the reader's choice."""
    st.markdown(f"[{plain(text)}]({feed_address(view, file)})")


def share_address(view: View, result: Result) -> str:
    """The page with everything by which a figure is passed on."""
    return f"./share/{result.query.name}{tail(words_of(view, result))}"


def words_of(view: View, result: Result) -> dict[str, list[str]]:
    """The words of the choice, and what its page is about."""
    return view.filters.words() | about(result)


def about(result: Result) -> dict[str, list[str]]:
    """The link words of what the page of a figure is about."""
    return {word: [result.parameters[word]] for word in SUBJECTS if result.parameters.get(word)}
