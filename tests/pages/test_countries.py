"""The countries page as a reader meets it: reported and on record beside each other, map, tiles, dots, register."""

import re

import pytest

from tests.pages.reader import feet, figures, findings, open_page, spoken, table_with

BEYOND = ("Latin America and the Caribbean: 15 countries are on record, more than the 14 reported for 2024; the report is older.",
          "Near East and North Africa: 11 countries are on record, more than the 10 reported for 19 February 2025; the report is older.")


def page(**link):
    return open_page("countries", **link)


@pytest.fixture(scope="module")
def world():
    return page()


def drawn(at, kind):
    """All traces of a kind in the first chart of the page."""
    return [trace for trace in figures(at)[0]["data"] if trace["type"] == kind]


def test_the_first_chart_gives_the_reported_figure_with_its_date_and_source_and_the_record_beside_it(world):
    assert findings(world)[0] == "FAO reported 95 countries for 15 October 2025; public sources name 66 of them"
    first = next(foot for foot in feet(world) if "Source" in foot)
    assert re.match(r"\W*Sources: FAO, 15 October 2025 https://www.fao.org/one-country-one-priority-product/news-and-events/", first)


def test_the_map_tells_no_record_from_participation(world):
    said = {point[0]: point[1] for trace in drawn(world, "choropleth") for point in trace.get("customdata", [])}
    assert len(said) == 196
    assert "no public record" in said["FRA"] and "participant" in said["VNM"]
    assert "joined" in said["BTN"] and "quinoa" in said["BTN"]


def test_small_states_are_circles_that_can_be_clicked(world):
    circles = {point[0] for trace in drawn(world, "scattergeo") for point in trace.get("customdata", [])}
    assert {"WSM", "TON", "NRU", "TTO"} <= circles and "BGD" not in circles


def test_equal_tiles_replace_the_map_on_demand():
    at = page()
    at.toggle(key="equal-tiles").set_value(True).run()
    codes = [point[0] for point in drawn(at, "bar")[0]["customdata"]]
    assert len(codes) == 81 and codes[0] == "CMR" and not drawn(at, "choropleth")
    assert findings(at)[0] == "FAO reported 95 countries for 15 October 2025; public sources name 66 of them"


def test_a_region_beyond_its_report_is_a_sentence_and_no_share(world):
    assert all(sentence in spoken(world) for sentence in BEYOND)
    bars = figures(world)[1]["data"]
    texts = [text for trace in bars for text in trace.get("text", [])]
    assert "66 of 95" in texts and "13 of &gt;30" in texts
    assert not [text for text in texts if text in ("15 of 14", "11 of 10")]


def test_the_register_words_stage_product_and_demonstration(world):
    rows = table_with(world, "demonstration", "named_since").set_index("country")
    assert len(rows) == 81
    assert (rows.loc["Bangladesh", "stage"], rows.loc["Bangladesh", "products"], rows.loc["Bangladesh", "named_since"]) == (
        "Named", "jackfruit", "3 November 2022")
    assert (rows.loc["Lesotho", "demonstration"], rows.loc["Viet Nam", "stage"]) == ("Inferred", "Event participant only")
    assert "Empty means not publicly named, never no." in spoken(world)


def test_dots_stand_in_five_strips_strongest_first(world):
    dots = figures(world)[-1]["data"][0]
    assert len(dots["x"]) == 81
    assert [point[0] for point in dots["customdata"][:2]] == ["LSO", "LBR"]  # Africa: the two that joined


def test_a_region_narrows_everything_and_says_what_cannot_be():
    at = page(region="RAF")
    assert findings(at)[0] == "Africa has 13 of its more than 30 countries named in public sources (reported for 2025)"
    assert set(table_with(at, "demonstration")["region"]) == {"Africa"}
    assert "More than 30 countries were reported for 2025" in findings(at)  # the series is that of the region


@pytest.mark.parametrize("link", [{"as_of": "2020-01-01"}, {"country": "FRA"}, {"region": "RNE", "category": "forest"}])
def test_without_a_trace_the_page_is_one_calm_sentence(link):
    at = page(**link)
    assert re.search(r"No public source speaks of the initiative (in|with) [\w ]+ on this day\.", spoken(at))
    assert not [table for table in at.dataframe if "demonstration" in table.value.columns]


def test_the_rows_of_a_chart_are_a_table_for_whoever_asks_and_for_nobody_else():
    at = page(as_of="2026-11-21")
    before = len(at.dataframe)
    at.text_input(key="tables").set_value("countries-coverage").run()
    assert not at.exception and len(at.dataframe) == before + 1
    twin = next(found.value for found in at.dataframe if "named" in found.value.columns and "place" in found.value.columns)
    assert len(twin) == 6  # the world and the five regions
    at.text_input(key="tables").set_value("").run()
    assert len(at.dataframe) == before
