"""The funding page as a reader meets it: the total, each fund once, periods, the two tables, nothing split."""

import json

import pytest

from tests.pages.reader import figures, findings, open_page, spoken, table_with


def page(**link):
    return open_page("funding", **link)


@pytest.fixture(scope="module")
def world():
    return page()


def test_the_total_is_said_once_and_first(world):
    assert "USD 7.45 million was published for 5 of 16 funds; each fund is counted once" in spoken(world)


def test_money_stands_by_stage_with_a_piece_for_each_of_eleven_funds_that_published_none(world):
    money, pieces = [trace for trace in figures(world)[0]["data"] if trace["type"] == "bar"]
    assert sorted(value for value in money["x"] if value) == [2450000, 5000000] and len(pieces["x"]) == 11


def test_five_bars_and_one_ring_for_the_eleven_funds_without_an_amount(world):
    bars, rings = figures(world)[1]["data"][:2]
    assert [value for value in bars["x"] if value] == [5000000, 1000000, 600000, 500000, 350000]
    assert len(rings["x"]) == 1 and "Guinea-Bissau" in rings["customdata"][0][1]
    printed = [text for trace in figures(world)[1]["data"] for text in trace.get("text") or []]
    assert printed.count("amount not published") == 1 and "11 more funds" in " ".join(printed)


def test_the_five_million_of_china_are_counted_once(world):
    assert "The largest published amount is USD 5 million from China, counted once from 3 reports" in findings(world)
    assert "China stands first among donors by published amounts, with USD 5 million" in findings(world)


def test_the_second_table_shows_the_three_reports_of_the_same_money(world):
    reports = table_with(world, "report_id", "reports_of_fund")
    assert len(reports) == 19
    china = reports[reports["fund_id"] == "FUND-04"]
    assert list(china["reports_of_fund"]) == [3, 3, 3] and set(china["amount"]) == {5000000}
    assert "rows of one fund are the same money and are never added" in " ".join(findings(world))


def test_the_register_words_the_stage_and_shows_the_notes(world):
    register = table_with(world, "project_code", "mechanism")
    rows = register.set_index("fund_id")
    assert len(register) == 16
    assert rows.loc["FUND-04", "fund_stage"] == "Provided" and rows.loc["FUND-04", "amount_usd"] == "USD 5 million"
    assert rows["amount_usd"].isna().sum() == 11  # unknown, never 0
    assert "The stage is the one last reported and may be out of date." in spoken(world)


def test_country_lists_that_are_not_whole_are_said_in_plain_sight(world):
    said = spoken(world)
    assert "nine of the eleven countries named" in said
    assert "FAO Syria page says six countries" in said


def test_funds_of_several_regions_stand_whole_under_each(world):
    assert "4 of 16 funds name countries of several regions and stand under each of them: rows must not be added" in findings(world)
    rows = table_with(world, "other_regions", "whole_amount_usd")
    assert len(rows) == 28
    assert set(rows[rows["fund_id"] == "FUND-04"]["whole_amount_usd"]) == {"USD 5 million"}


def test_the_timeline_draws_no_end_that_nobody_published_and_shows_the_day(world):
    timeline = next(figure for figure in figures(world) if "as of 26 November 2026" in json.dumps(figure["layout"]))
    spans, marks = timeline["data"][0], next(trace for trace in timeline["data"] if "customdata" in trace)
    assert len(marks["x"]) == 13 and "3 without a date are not drawn." in json.dumps(timeline["layout"])
    moments = {point[0]: when for point, when in zip(marks["customdata"], marks["x"], strict=True)}
    assert moments["FUND-04"] == "2023-12-06" and "2023-12-06" not in spans["x"]  # China: a start and no end, so a dot and no bar


def test_a_region_keeps_its_own_money_apart_from_what_it_shares():
    said = spoken(page(region="RAF"))  # Ghana 600,000 alone; 5 million (China), 1 million and 500,000 (FVC) shared with other regions
    assert "USD 600,000 was published for funds for Africa only" in said
    assert "USD 6.5 million stands in 3 of 4 funds shared with other places" in said
    assert "7.1 million" not in said


def test_a_product_type_is_refused_with_its_reason():
    assert "Not filtered by product type: funds are not tied to product types." in spoken(page(category="forest"))


def test_an_earlier_day_knows_less():
    at = page(as_of="2023-07-03")
    assert "As of 3 July 2023, USD 600,000 was published for 1 of 4 funds" in spoken(at)
    assert "17 reports" not in " ".join(findings(at))


@pytest.mark.parametrize("link", [{"as_of": "2020-01-01"}, {"country": "FRA"}])
def test_where_no_fund_is_known_one_calm_sentence(link):
    at = page(**link)
    assert f"no fund for {'France' if link.get('country') else 'the initiative'} had become public" in spoken(at)
    assert figures(at) == [] and len(at.dataframe) == 0
