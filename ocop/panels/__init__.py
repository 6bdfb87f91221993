"""The only room, beside the screen, that turns results into Streamlit elements.

A page writes `panels.chart(view, "countries/by_region", charts.dot_strip, ...)`.
"""

from ocop.panels.actions import action_list, change_line, due_line
from ocop.panels.blocks import changed, chart, foot, heading, lead, listing, notice, refusals, sentence, table, tile
from ocop.panels.cells import download, form, grid, label, stage_name, worded
from ocop.panels.links import address_of, link, open_country, page_path
from ocop.panels.sources import cite, link_target, source_line, sources
from ocop.panels.tabs import open_tab
from ocop.panels.view import VIEW, View, area, places, plain, run, view

__all__ = ["VIEW", "View", "action_list", "address_of", "area", "change_line", "changed", "chart", "cite", "download",
           "due_line", "foot", "form", "grid", "heading", "label", "lead", "link", "link_target", "listing", "notice",
           "open_country", "open_tab", "page_path", "places", "plain", "refusals", "run", "sentence", "source_line",
           "sources", "stage_name", "table", "tile", "view", "worded"]
