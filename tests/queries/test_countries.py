"""Countries: what was reported, what is on record, and that the two are never mixed. Expected rows are counted by hand."""

from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.small import PLACES, small_store

PLACES = [*PLACES, {"place_id": "FRA", "kind": "country", "name": "France", "iso3": "FRA"}]  # a country without any trace
INDICATORS = [{"indicator": "countries_joined", "name": "Countries", "unit": "countries", "measure": "total"}]
FAO = {"source_id": "S-FAO", "address": "https://example.org/f", "publisher": "Food and Agriculture Organization (FAO)", "grade": "A",
       "received_as": "f"}
PRESS = {"source_id": "S-C", "address": "https://example.org/c", "publisher": "C", "grade": "C", "received_as": "c"}


def claim(number, iso3, stage="named", on="2024-03-01", **more):
    return {"claim_id": f"MB-{number}", "programme_id": "ocop-fao", "iso3": iso3, "stage": stage, "evidence_kind": stage, "shown_on": on,
            "known_on": on or "2026-11-21", "known_on_basis": "source" if on else "compiled", "source_id": "S-FAO", **more}


def figure(number, place, value, on="2025-10-15", source="S-FAO", **more):
    return {"figure_id": f"FG-{number}", "programme_id": "ocop-fao", "indicator": "countries_joined", "place_id": place, "on": on,
            "indicator_as_received": "x", "value": str(value), "qualifier": "eq", "known_on": on, "known_on_basis": "source",
            "source_id": source, **more}


RECORD = {
    "members": [
        claim(1, "GHA"),  # named: on record
        claim(2, "TGO", "participant"),  # only seen at an event: never on record
        claim(3, "BTN", joined_on="2021-06"),  # named, and the source gives a joining date: joined
        claim(4, "GHA", "participant", "2024-05-01"),  # a weaker claim of the same country changes nothing
    ],
    "products": [{"product_id": "teak", "name": "teak", "category": "forest", "category_basis": "compiler"}],
    "place_products": [{"claim_id": "PP-1", "programme_id": "ocop-fao", "place_id": "GHA", "iso3": "GHA", "product": "teak",
                        "product_id": "teak", "category": "forest", "evidence_strength": "stated", "status": "named",
                        "seen_on": "2024-03-01", "known_on": "2024-03-01", "known_on_basis": "source", "source_id": "S-FAO"}],
    "figures": [
        figure(1, "WORLD", 95),  # reported by the initiative
        figure(2, "RAP", 1, "2024", "S-C"),  # reported by the press
        figure(3, "WORLD", 95, "2025-10-15", "S-C", qualifier="gt"),  # another statement of the same day
    ],
}


@pytest.fixture(scope="module")
def small():
    return small_store(**RECORD, places=PLACES, indicators=INDICATORS, sources=[FAO, PRESS])


def ask(store, name, day="2026-11-21", **filters):
    return queries.run(store, f"countries/{name}", Filters(as_of=date.fromisoformat(day), **filters))


def levels(result):
    return {row["iso3"]: row["stage"] for row in result.rows}


def test_the_map_says_the_reported_figure_first_and_then_what_is_on_record(small):
    assert ask(small, "map").finding == "FAO reported 95 countries for 15 October 2025; public sources name 2 of them"


def test_the_map_keeps_apart_a_participant_and_a_country_without_any_trace(small):
    assert levels(ask(small, "map")) == {"BTN": "joined", "GHA": "named", "TGO": "participant", "FRA": None}


def test_tiles_show_the_same_countries_but_those_without_a_trace(small):
    tiles = ask(small, "tiles")
    assert levels(tiles) == {"BTN": "joined", "GHA": "named", "TGO": "participant"}
    assert tiles.finding == ask(small, "map").finding


def test_a_figure_that_the_initiative_did_not_publish_itself_is_not_put_in_its_mouth():
    store = small_store(members=RECORD["members"][:1], figures=[figure(1, "RAF", 30, "2025", "S-C", qualifier="gt")], places=PLACES,
                        indicators=INDICATORS, sources=[FAO, PRESS])
    assert ask(store, "map", regions=("RAF",)).finding == "Africa has 1 of its more than 30 countries named in public sources (reported for 2025)"


def test_a_record_beyond_an_older_report_is_no_part_of_it(small):
    store = small_store(members=[claim(1, "BTN"), claim(2, "GHA")], figures=[figure(1, "WORLD", 1, "2024")], places=PLACES,
                        indicators=INDICATORS, sources=[FAO, PRESS])
    assert ask(store, "map").finding == "Public sources now name 2 countries in the world; the last report, for 2024, said 1"
    world = ask(store, "coverage").rows[0]
    assert (world["named"], world["reported"], world["share"], world["outline"], world["is_beyond"]) == (2, 1, None, None, True)


@pytest.mark.parametrize("choice", [{"countries": ("GHA",)}, {"categories": ("forest",)}, {"regions": ("RAF", "RAP")}])
def test_no_reported_figure_is_held_against_a_choice_that_it_does_not_speak_of(small, choice):
    rows = ask(small, "map", **choice).rows
    assert rows and {row["reported"] for row in rows} == {None}


def test_coverage_has_a_share_only_against_an_exact_figure(small):
    rows = {row["place_id"]: row for row in ask(small, "coverage").rows}
    assert rows["WORLD"]["share"] == pytest.approx(2 / 95)
    assert rows["RAP"]["share"] == 1.0 and rows["RAP"]["named"] == 1
    assert rows["RAF"]["share"] is None and rows["RAF"]["reported"] is None  # unknown, not 0
    assert (rows["RAF"]["named"], rows["RAF"]["participants"]) == (1, 1)


def test_coverage_tells_that_other_statements_of_the_day_exist(small):
    assert {row["place_id"]: row["other_statements"] for row in ask(small, "coverage").rows} == {"WORLD": 1, "RAP": 0, "RAF": None}


@pytest.mark.parametrize("name", ["map", "tiles", "by_evidence", "by_region", "coverage", "register"])
def test_before_the_first_trace_there_are_no_rows_but_a_sentence(small, name):
    result = ask(small, name, "2020-01-01")
    said = ("No public source speaks of the initiative", "No country was named in public sources")
    assert result.rows == [] and result.finding.startswith(said)


def test_a_region_counts_each_country_once_at_its_strongest_evidence(small):
    africa = next(row for row in ask(small, "by_region").rows if row["region"] == "RAF")
    assert (africa["on_record"], africa["joined"], africa["named"], africa["participants"]) == (1, 0, 1, 1)


def test_two_regions_of_the_same_size_are_not_ranked(small):
    assert ask(small, "by_region").finding == "No region has more countries on record than Africa, 1 of 2"


def test_a_joining_date_in_the_future_of_the_view_is_not_a_joining():
    store = small_store(members=[claim(1, "GHA", joined_on="2025-12")], places=PLACES, indicators=INDICATORS, sources=[FAO, PRESS])
    assert levels(ask(store, "register", "2024-06-01")) == {"GHA": "named"}
    assert levels(ask(store, "register", "2025-12-31")) == {"GHA": "joined"}


def test_a_demonstration_that_rests_on_indirect_evidence_is_inferred_and_silence_is_no_no():
    rows = [claim(1, "GHA", demonstration_project="P"), claim(2, "BTN"), claim(3, "BTN", "indirect", demonstration_project="P"),
            claim(4, "TGO")]
    store = small_store(members=rows, places=PLACES, indicators=INDICATORS, sources=[FAO, PRESS])
    said = {row["iso3"]: row["demonstration"] for row in ask(store, "register").rows}
    assert said == {"GHA": "named", "BTN": "inferred", "TGO": None}


# The shipped record, counted from the received countries.csv, country_sources.csv and headline_counts.csv.

def test_the_record_names_66_of_95(record):
    assert queries.run(record, "countries/map").finding == (
        "FAO reported 95 countries for 15 October 2025; public sources name 66 of them")
    assert queries.run(record, "countries/register").finding == (
        "81 countries appear in public sources; sources name 66 of them as OCOP countries")


def test_the_record_by_region(record):
    rows = queries.run(record, "countries/by_region").rows
    assert {row["region"]: (row["on_record"], row["indirect"], row["participants"]) for row in rows} == {
        "RAP": (20, 1, 3), "RLC": (15, 1, 1), "RAF": (13, 1, 6), "RNE": (11, 0, 0), "REU": (7, 0, 2)}


def test_two_regions_have_more_on_record_than_their_last_report(record):
    rows = queries.run(record, "countries/coverage").rows
    assert {row["place_id"]: (row["named"], row["reported"]) for row in rows if row["is_beyond"]} == {"RLC": (15, 14), "RNE": (11, 10)}
    assert all(row["share"] is None or row["share"] <= 1 for row in rows)


def test_the_record_on_the_day_of_the_first_78(record):
    # 12 of the Latin American launch, the 4 other demonstration countries, Bhutan, India, Nepal and Tajikistan (pages that give 2022)
    assert ask(record, "map", "2022-11-03").finding == (
        "FAO reported 78 countries for 3 November 2022; public sources name 20 of them")


def test_demonstration_countries_of_the_record(record):
    rows = queries.run(record, "countries/register").rows
    said = {row["iso3"]: row["demonstration"] for row in rows if row["demonstration"]}
    assert said.pop("LSO") == "inferred"
    assert said == dict.fromkeys(("BGD", "CHL", "EGY", "MEX", "MWI", "TTO", "UZB", "WSM"), "named")


def test_the_foremost_stand_by_their_furthest_step_then_by_news_then_by_name(small):
    def rows(day="2026-11-21", **filters):
        return [(row["iso3"], row["furthest_step"], row["news_on"]) for row in ask(small, "foremost", day, **filters).rows]

    # Bhutan joined, a step beyond Ghana's stated product; Togo was only seen, so it has news and no step
    assert rows() == [("BTN", "Joined, as stated", "2024-03-01"), ("GHA", "Named product", "2024-05-01"), ("TGO", None, "2024-03-01")]
    assert rows("2024-04-01")[1] == ("GHA", "Named product", "2024-03-01")  # before its second statement
    assert rows(regions=("RAF",)) == rows()[1:] and rows("2020-01-01") == []
    assert ask(small, "foremost", countries=("TGO",)).finding == "Togo appears in public sources of the initiative"
    assert ask(small, "foremost").finding == "3 countries appear in public sources; Bhutan has come furthest (Joined, as stated)"
    level = small_store(members=[claim(1, "TGO"), claim(2, "GHA"), claim(3, "BTN", on="2024-03-02")], places=PLACES, sources=[FAO])
    assert [row["iso3"] for row in ask(level, "foremost").rows] == ["BTN", "GHA", "TGO"]  # no step: newest news, then names
    assert ask(level, "foremost").finding == "3 countries appear in public sources; for none of them any step has public evidence"


# a country is no place that has countries

@pytest.mark.parametrize("name", ["map", "tiles"])
@pytest.mark.parametrize(("countries", "said"), [
    (("GHA",), "Public sources name Ghana as an OCOP country"),                                          # named
    (("TGO",), "Togo appears in public sources; no source names it as an OCOP country"),                        # seen at an event only
    (("GHA", "TGO"), "Public sources name 1 of 2 countries chosen as OCOP countries"),
    (("FRA",), "No public source speaks of the initiative in France on this day.")])
def test_of_a_country_no_countries_are_counted(small, name, countries, said):
    assert ask(small, name, countries=countries).finding == said
