"""The only room, beside the screen, that turns results into Streamlit elements.

A page writes `panels.chart(view, "countries/by_region", charts, ...)`.
"""

from ocop.lacks import RULES as LACKS
from ocop.panels import choice
from ocop.panels.actions import action_list, due_line
from ocop.panels.atlas import atlas
from ocop.panels.beside import beside, is_several, without_trace
from ocop.panels.blocks import chart, foot, heading, lead, listing, notice, sentence, sides, table
from ocop.panels.bodies import body_status, cards, level_card, meeting_line, national_list, region_card
from ocop.panels.cells import form, label, labels, stage_name, worded
from ocop.panels.changes import body_change, change_line, changed, of_all
from ocop.panels.country import country_head, country_links, neighbours, of_country, partners, steered_by, ties
from ocop.panels.downloads import report_downloads
from ocop.panels.entries import entry, picked_key
from ocop.panels.folding import chosen_words, copy_button, counted, fold, unfolded
from ocop.panels.grids import grid, words_grid
from ocop.panels.home import is_home, is_of_a_place, region_home
from ocop.panels.lacks import lack_line, lacking, lacking_of
from ocop.panels.links import address_of, feed_link, link, open_country, page_path
from ocop.panels.product import of_product, product_chooser, product_head, product_homes, product_link, relatives, tell_strange_product
from ocop.panels.profiles import callable_countries, profiles_of, way_on
from ocop.panels.programme import (
    of_programme,
    office_name,
    office_place,
    open_programme,
    open_unit,
    programme_chooser,
    programme_head,
    programme_tree,
    tell_strange_programme,
    unit_choice,
    unit_link,
    ways,
    with_rows,
)
from ocop.panels.record import contradictions, described, lineage, record_files
from ocop.panels.regions import region_buttons
from ocop.panels.registers import open_entry, opened, tell_strange_entry
from ocop.panels.review import (
    area_line,
    change_list,
    contents,
    method,
    passage,
    period_chooser,
    review_head,
    said,
    section,
    source_entry,
    target_status,
)
from ocop.panels.search import search
from ocop.panels.site import site
from ocop.panels.sources import cite, link_target, source_line, sources
from ocop.panels.steps import readiness, step_line
from ocop.panels.support import supported
from ocop.panels.tabs import open_tab, tell_strange_tabs
from ocop.panels.tiles import tiles
from ocop.panels.view import VIEW, View, area, places, plain, run, safe, view

__all__ = ["LACKS", "VIEW", "View", "action_list", "address_of", "area", "area_line", "atlas", "beside", "body_change", "body_status",
           "callable_countries", "cards", "change_line", "change_list", "changed", "chart", "choice", "chosen_words", "cite", "contents",
           "contradictions", "copy_button", "counted", "country_head", "country_links", "described", "due_line", "entry", "feed_link",
           "fold", "foot", "form", "grid", "heading", "is_home", "is_of_a_place", "is_several", "label", "labels", "lack_line", "lacking",
           "lacking_of", "lead", "level_card", "lineage", "link", "link_target", "listing", "meeting_line", "method", "national_list",
           "neighbours", "notice", "of_all", "of_country", "of_product", "of_programme", "office_name", "office_place", "open_country", "open_entry",
           "open_programme", "open_tab", "open_unit", "opened", "page_path", "partners", "passage", "period_chooser", "picked_key",
           "places", "plain", "product_chooser", "product_head", "product_homes", "product_link", "profiles_of", "programme_chooser",
           "programme_head", "programme_tree", "readiness", "record_files", "region_buttons", "region_card", "region_home", "relatives",
           "report_downloads", "review_head", "run", "safe", "said", "search", "section", "sentence", "sides", "site", "source_entry",
           "source_line", "sources", "stage_name", "steered_by", "step_line", "supported", "table", "target_status", "tell_strange_entry",
           "tell_strange_product", "tell_strange_programme", "tell_strange_tabs", "ties", "tiles", "unfolded", "unit_choice", "unit_link",
           "view", "way_on", "ways", "with_rows", "without_trace", "worded", "words_grid"]
