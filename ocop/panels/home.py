"""What a region's own overview adds: its brief as a file, its group with the chair, how far each of its countries is on record."""

from collections.abc import Callable

import streamlit as st

from ocop.panels.blocks import table
from ocop.panels.downloads import report_downloads
from ocop.panels.steps import readiness
from ocop.panels.view import View, places, plain
from ocop.texts import _


def is_home(view: View) -> bool:
    """Whether one region alone is chosen, with no country and no product type."""
    chosen = view.filters
    return len(chosen.regions) == 1 and not chosen.countries and not chosen.categories


def region_home(view: View, bars: Callable) -> None:
    """The blocks below the first screen of a region; what its record lacks stands country by country in the matrix."""
    with st.container(border=True, key="region-brief", gap="xsmall"):
        st.subheader(plain(_("The brief of {region} as a file").format(region=places(view.store)[view.filters.regions[0]])), anchor=False)
        report_downloads(view)
    table(view, "task_forces/regional_groups")
    readiness(view, bars)
