"""Events and reviews as marks on a series over time, as long as the reader wants them."""

from datetime import date

import streamlit as st

from ocop.panels.view import View, run
from ocop.texts import _

QUERY = "overview/pins"


def pins(view: View, of: str) -> tuple[tuple[date, str], ...]:
    """The switch of the chart of the query `of`, and the day and words of each mark; none while it is off."""
    if not st.toggle(_("Mark events and reviews"), value=True, key=f"pins-{of.replace('/', '-')}"):
        return ()
    return tuple((row["on_from"], row["what"]) for row in run(view, QUERY).rows)
