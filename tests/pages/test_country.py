"""The country page as a reader meets it: what public sources say of one country, and no more than that."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from ocop.store import ROOT
from tests.pages.reader import figures, findings, open_page, spoken, table_with


def page(*codes, **link):
    return open_page("country", **{**({"country": list(codes)} if codes else {}), **link})


def links(at):
    """Label and query of the links on the page, the first of each label."""
    found = {}
    for link in at.get("page_link"):
        found.setdefault(link.proto.label.replace("\\", ""), link.proto.query_string)
    return found


@pytest.fixture(scope="module")
def bangladesh():
    return page("BGD")


def test_without_a_country_the_page_asks_for_one():
    at = page()
    assert at.title[0].value == "Country" and "Choose a country to see what public sources say of it" in spoken(at)
    assert "chosen under Country among the filters" in spoken(at) and "Countries by evidence of taking part" in spoken(at)


def test_a_country_is_chosen_in_the_filter_row_alone():
    at = page()
    assert [one.label for one in (*at.selectbox, *at.multiselect)] == ["Region", "Country", "Product type"]
    at.multiselect(key="filter-country").select("LBR").run()
    assert at.title[0].value == "Liberia"
    assert at.query_params["country"] == "LBR"
    assert "sources do not agree when: 2024 or December 2025." in spoken(at)


def test_the_headline_says_evidence_date_product_and_demonstration(bangladesh):
    words = spoken(bangladesh)
    assert bangladesh.title[0].value == "Bangladesh"
    assert "Public sources name Bangladesh as an OCOP country, first shown 3 November 2022." in words
    for fact in ("**Named**", "**Asia and the Pacific**", "**3 November 2022**", "**no source states a date**", "**jackfruit**",
                 "**publicly named**"):
        assert fact in words


def test_the_path_draws_dated_facts_and_lists_the_undated_apart(bangladesh):
    marks = [point for trace in figures(bangladesh)[0]["data"] for point in trace.get("customdata", [])]
    assert len(marks) == 16
    assert "16 dated facts about Bangladesh are on record, from 3 November 2022 to October 2025" in findings(bangladesh)
    assert "4 more facts carry no date, so they are not on the timeline" in findings(bangladesh)
    assert "Event: First meeting of the National Task Force Bangladesh (known by December 2023)" in spoken(bangladesh)
    assert "First meeting of the National Task Force" not in json.dumps(figures(bangladesh))


def test_an_imprecise_date_is_drawn_as_a_span(bangladesh):
    spans = [trace for trace in figures(bangladesh)[0]["data"] if trace.get("mode") == "lines"]
    assert ["2023-01-01", "2023-12-31"] in [trace["x"][i:i + 2] for trace in spans for i in range(0, len(trace["x"]), 3)]


def test_what_is_not_on_record_is_told_without_an_empty_table(bangladesh):
    assert "Not on public record for Bangladesh: a published action. That does not mean that there is none." in spoken(bangladesh)
    assert len(table_with(bangladesh, "event_id")) == 8 and len(table_with(bangladesh, "fund_id")) == 2
    assert not [table for table in bangladesh.dataframe if "priority_area" in table.value.columns]


def test_what_the_record_lacks_on_a_country_is_told_once_with_how_to_send_it(bangladesh):
    shown = spoken(bangladesh)
    assert "What the record lacks on Bangladesh" in findings(bangladesh) and "To send a correction or what is missing:" in shown
    assert "People trained, Bangladesh: more than 300, reported for 4 July 2024; the exact number is not public" in shown
    assert "Event without a date" not in shown and shown.count("First meeting of the National Task Force Bangladesh") <= 2  # a list of its own
    assert links(bangladesh)["What the whole record lacks"].count("tab=gaps") == 1


def test_conflicting_products_stand_side_by_side():
    at = page("TON")
    assert "Sources name different products: kava, sweet yam; the newest dated one says sweet yam" in findings(at)
    assert list(table_with(at, "wording", "seen_on")["wording"]) == ["sweet yam", "kava"]


def test_the_demonstration_status_of_lesotho_is_called_inferred():
    assert "**inferred, not stated**" in spoken(page("LSO"))


def test_a_participant_is_no_member_and_its_own_programme_is_told_apart():
    words = spoken(page("VNM"))
    assert "a participant, not a member." in words and "**none on record**" in words
    assert ("Viet Nam has a programme of its own, One Commune One Product (OCOP), not to be confused with the initiative: its products and "
            "figures are not counted here.") in words


def test_a_country_without_any_trace_gets_one_calm_answer():
    at = page("FRA")
    assert "No public source speaks of the initiative in France on 26 November 2026." in spoken(at)
    assert "66 of 95 countries reported are named in public sources" in spoken(at)
    assert not at.dataframe and not figures(at)
    assert "France is a Member Nation of FAO; codes FRA (ISO 3166-1) and 250 (M49); its FAO region is not on record" in spoken(at)
    assert "What it takes to appear here" in findings(at)
    assert links(at)["Albania"] == "country=ALB" and links(at)["Tunisia"] == "country=TUN"  # the nearest on record


def test_before_its_first_trace_a_member_has_none_either():
    at = page("BGD", as_of="2020-01-01")
    assert "No public source speaks of the initiative in Bangladesh on 1 January 2020." in spoken(at) and not figures(at)


def test_links_lead_to_who_shares_its_product_and_keep_the_choice():
    found = links(page("BRA", as_of="2025-11-30"))
    assert found["Samoa"] == "as_of=2025-11-30&country=WSM" or found["Samoa"] == "country=WSM&as_of=2025-11-30"
    assert "country=" in found["All countries"] and "BRA" not in found["All countries"]


def test_a_region_in_the_link_does_not_empty_a_profile():
    at = page("BTN", region="RAF", category="forest")
    assert at.title[0].value == "Bhutan" and "Bhutan has joined: a source states June 2021." in spoken(at)
    assert table_with(at, "event_id") is not None


def test_several_countries_stand_side_by_side_in_the_order_of_the_link():
    at = page("CRI", "BGD")
    assert at.title[0].value == "Costa Rica · Bangladesh"
    assert "Of 8 steps from a named product to reported results, Costa Rica has public evidence for 1, Bangladesh for 4" in findings(at)
    assert "Bangladesh: National Task Force Bangladesh: established (2023)" in spoken(at)
    assert "Costa Rica: no public evidence" in spoken(at) and "Bangladesh: 8" in spoken(at)  # as many events as its register lists
    assert links(at)["Profile of Bangladesh"] == "country=BGD"


@pytest.mark.parametrize(("codes", "title", "told"), [
    (("BTN", "FRA", "CIV"), "Bhutan · France · Côte d'Ivoire", False),
    (("BTN", "BGD", "TGO", "LBR"), "Bhutan · Bangladesh · Togo · Liberia", False),
    (("BTN", "BGD", "TGO", "LBR", "GHA"), "Bhutan · Bangladesh · Togo · Liberia", True),
])
def test_of_five_countries_the_first_four_are_shown_and_that_is_told(codes, title, told):
    at = page(*codes)
    assert at.title[0].value == title
    assert ("5 countries are chosen; the first 4 stand side by side." in spoken(at)) is told


def test_an_empty_word_drops_the_choice_of_a_session():
    at = AppTest.from_file(ROOT / "ocop" / "screen.py", default_timeout=900)
    at.query_params["country"] = "BGD"
    at.run()
    at.query_params["country"] = ""  # what the link "All countries" asks for
    at.switch_page(str(ROOT / "pages" / "country.py")).run()
    assert at.title[0].value == "Country"
