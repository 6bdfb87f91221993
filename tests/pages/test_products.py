"""The products page as a reader meets it: numbers, findings, charts, links."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.reader import figures, findings, open_page, spoken, tiles


def page(**link) -> AppTest:
    return open_page("products", **link)


def links(at: AppTest) -> list[tuple[str, str]]:
    return [(link.proto.label.replace("\\", ""), link.proto.query_string) for link in at.get("page_link")
            if not link.proto.label.startswith("Counted here")]


@pytest.fixture(scope="module")
def world():
    return page()


def test_the_reported_number_stands_first_and_the_record_beside_it(world):
    assert tiles(world) == {"Products reported": "56", "Product groups on record": "50", "Countries with a product": "65",
                            "Shared by several countries": "11"}
    assert "48 named for a country, 2 without one" in spoken(world)  # in the opening of its tile
    assert "for 15 Oct 2025" in spoken(world)


def test_the_fall_and_the_conflicts_are_said(world):
    said = findings(world)
    assert any("fall from 54 to 53 by 30 October 2024" in finding for finding in said)
    assert "7 countries are named with more than one wording, 2 of them with different products" in said


def test_the_bars_show_the_record_in_front_of_what_was_reported(world):
    reported, recorded = figures(world)[0]["data"][:2]
    assert reported["x"] == [28, 15, 6, 0, 0, 5] and recorded["x"] == [24, 13, 5, 5, 2, 1]


def test_the_register_has_every_product_in_words_and_never_a_code(world):
    table = world.dataframe[-1].value
    assert len(table) == 50
    assert table["product"].iloc[0] == "amaranth"  # by name
    first = table[table["product"] == "cocoa"].iloc[0]
    assert first["category"] == "Horticulture"
    assert first["countries"].startswith("Brazil, Costa Rica, Ecuador, Samoa")


def test_every_country_that_shares_a_product_is_a_link_to_its_profile(world):
    found = links(world)
    assert len(found) == 44  # 33 countries under 11 products, each a link too
    assert ("Cocoa", "product=cocoa") in found
    assert ("Peru (inferred)", "country=PER") in found and ("Liberia", "country=LBR") in found


def test_a_region_keeps_its_reported_number_and_calls_beyond_its_border():
    at = page(region="RAF")
    assert tiles(at)["Products reported"] == "18"
    assert ("Indonesia", "country=IDN") in links(at)  # banana, as in Cameroon and Malawi
    assert "18 products reported for 8 March 2023" in findings(at)  # the series is that of the region


def test_a_country_alone_with_its_product_is_told_so():
    at = page(country="BGD")
    assert "No second country is on record with a product." in findings(at)
    assert links(at) == [] and tiles(at)["Products reported"] == "not reported"


def test_an_early_day_is_calm():
    at = page(as_of="2020-01-01")
    assert tiles(at)["Products reported"] == "not reported"
    assert "No product for the initiative was public on this day." in spoken(at) and findings(at) == []
    assert figures(at) == [] and len(at.dataframe) == 0


def test_a_product_has_a_page_with_an_address():
    at = page(product="jackfruit")
    assert at.title[0].value == "Jackfruit" and "Jackfruit is on record for one country, first shown 31 January 2023" in spoken(at)
    assert ("Bangladesh", "country=BGD") in links(at) and ("breadfruit", "product=breadfruit") in links(at)
    assert "2 other products of the initiative are of the same family, Moraceae (grouped here, no source on record)" in findings(at)
    assert at.selectbox(key="page-product").value == "jackfruit"


@pytest.mark.parametrize(("asked", "title", "told"), [
    ("cacao", "Cocoa", "'cacao' is filed under cocoa"), ("сахарный тростник", "Sugar cane", "is filed under sugar cane"),
    ("unicorn", "Products", "does not exist here")])
def test_a_spelling_leads_to_the_page_and_a_stranger_is_told(asked, title, told):
    at = page(product=asked)
    assert at.title[0].value.startswith(title)
    assert told in "\n".join([spoken(at), *(text.value.replace("\\", "") for text in at.warning)])
    assert at.query_params.get("product") == {"Cocoa": "cocoa", "Sugar cane": "sugar-cane-panela"}.get(title)


def test_a_product_page_looks_from_its_day_and_keeps_the_choice_for_the_next_page():
    at = page(product="cocoa", as_of="2022-01-01", region="RAF")
    assert "No source that was public on this day names cocoa as a product of the initiative" in spoken(at)
    at = page(product="cocoa", region="RAF")
    assert ("Brazil", "country=BRA") in links(at)  # a region that shuts Brazil out is not kept
    assert ("All products", "region=RAF") in links(at)
