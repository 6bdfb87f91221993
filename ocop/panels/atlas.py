"""The countries as a map or as tiles of one size, so that small islands count; what a mark tells when it is pointed at or tapped."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps

import streamlit as st

from ocop.panels.blocks import chart
from ocop.panels.drawing import unmarked
from ocop.panels.links import open_country
from ocop.panels.sources import cite_number
from ocop.panels.view import View
from ocop.queries import Result
from ocop.texts import _, day

AS_TILES = "equal-tiles"  # the reader's switch, on every page alike; it is no filter and stands in no link


def atlas(view: View, world: Callable, tiles: Callable, *, height: int | None = None, across: int = 2) -> None:
    """The map of the choice or its tiles, as the reader switches; a mark opens its country. `height` of the map in pixels, `across`
    blocks of tiles side by side."""
    shown: Callable = partial(chart, view, switch=switch, on_pick=open_country)
    if st.session_state.get(AS_TILES):
        shown("countries/tiles", told(view, tiles), across=across, detail="detail")
    else:
        high = {"height": height} if height else {}
        shown("countries/map", told(view, world), detail="detail", **high)


def switch() -> None:
    """Beside the measure of the picture."""
    st.toggle(_("Equal tiles"), key=AS_TILES, persist_state="session")


def told(view: View, shape: Callable) -> Callable:
    """The shape, with what a mark says of its country: products, since when, who says so."""
    @wraps(shape)
    def drawn(result: Result, mode: str, **columns):
        return shape(replace(result, rows=[row | {"detail": about(view, row)} for row in result.rows]), mode, **columns)
    return drawn


def about(view: View, row: dict) -> list[str]:
    """A country in a few lines, empty for one that appears in no public source."""
    lines = [row["product_words"]]
    if row["joined_on"]:
        lines.append(_("joined {when}").format(when=day(row["joined_on"])))
    if row["named_since"]:
        lines.append(_("first shown {when}").format(when=day(row["named_since"])))
    return [*filter(None, lines), *filter(None, [unmarked(cite_number(view, row["source_id"]))])]
