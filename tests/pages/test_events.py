"""The events page as a reader meets it: sentence, calendar, what is announced, register, participants."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from ocop import panels, queries
from ocop.filters import Filters
from tests.pages.reader import figures, findings, open_page, spoken, table_with


def page(**link):
    return open_page("events", **link)


def register(at):
    return table_with(at, "known_by", "state")


@pytest.fixture(scope="module")
def world():
    return page()


def test_the_first_sentence_counts_dated_and_undated_apart(world):
    assert "As of 26 November 2026, 90 events are on record, 72 of them dated and 18 undated" in spoken(world)


def test_the_calendar_draws_the_dated_events_only_and_counts_the_others(world):
    calendar = figures(world)[0]
    dots = calendar["data"][0]
    assert len(dots["x"]) == 72
    assert dots["marker"]["symbol"].count("circle-open") == 2  # December 2025 and February 2026: day not known
    assert calendar["layout"]["annotations"][0]["text"] == "18 without a date are not drawn."
    assert "OCOP-EV-067" not in json.dumps(dots)  # undated, known by 15 March 2023


def test_a_dot_carries_the_entry_that_a_click_opens(world):
    keys = {point[0] for point in figures(world)[0]["data"][0]["customdata"]}
    assert len(keys) == 72 and keys <= set(register(world)["event_id"])


def test_the_register_holds_all_90_in_words(world):
    table = register(world)
    assert len(table) == 90
    assert (table["state"] == "Undated").sum() == 18
    first = table.iloc[0]
    assert (first["title"], first["starts_on"], first["region"], first["countries"]) == (
        "Tajikistan apricot value chain national training programme", "February 2026", "Europe and Central Asia", "Tajikistan")
    assert "other_source_ids" not in table.columns


def test_participants_keep_their_signs_and_the_sum_says_that_it_is_a_lower_bound(world):
    assert "21 of 90 events published a number of participants, together at least 1,409, and about 905 more" in findings(world)
    assert "one person may stand in several events" in spoken(world)
    texts = json.dumps(figures(world))
    assert "about 500" in texts and "&gt;140" in texts


def test_taking_part_is_not_called_membership(world):
    assert "Italy hosted or took part most often, in 14 of all 90 events on record" in findings(world)
    assert "Taking part is not membership" in spoken(world)


def test_in_august_2025_the_two_flagship_events_are_announced():
    at = page(as_of="2025-08-15")
    said = spoken(at)
    assert "3 events to come are announced or promised in public sources" in findings(at)
    assert "10 October 2025 to 13 October 2025: First FAO Global Exhibition" in said.replace("*", "")
    assert "15 October 2025: High-Level Event" in said.replace("*", "")
    assert len(figures(at)[0]["data"][0]["x"]) == 62  # what lies ahead is not in the calendar of what was held


def test_a_region_leaves_global_events_out_and_says_so():
    at = page(region="RAF")
    assert "19 events are on record for Africa, 14 with a date" in spoken(at)
    assert "22 events of global level were neither held there nor name it and are left out" in spoken(at)
    assert set(register(at)["region"].dropna()) == {"Africa"}


def test_a_product_type_is_refused_with_its_reason():
    assert "Not filtered by product type: events are not tied to product types." in spoken(page(category="forest"))


def test_before_the_first_event_one_calm_sentence():
    at = page(as_of="2020-01-01")
    assert "By 1 January 2020 no event for the initiative had become public." in spoken(at)
    assert figures(at) == [] and len(at.dataframe) == 0


def test_a_country_without_an_event_gets_the_same_calm_page():
    at = page(country="FRA")
    assert "no event for France had become public" in spoken(at) and figures(at) == []


def test_an_entry_shows_what_was_reported_with_its_sign_and_every_source(record):
    def card():
        from ocop import panels, queries, store

        opened = store.current()
        result = queries.run(opened, "events/register")
        row = next(row for row in result.rows if row["event_id"] == "OCOP-EV-023")
        panels.entry(panels.View(opened, result.filters), result, row, head="title")

    at = AppTest.from_function(card, default_timeout=900).run()
    assert not at.exception
    said = spoken(at)
    assert "**Participants:** more than 200" in said and "**Host country:** Bangladesh" in said
    assert "**Same occasion as:**" not in said  # nothing to say: left out
    assert said.splitlines()[-1].startswith("Sources:") and said.count("; ") >= 1
    assert "S027" not in said


def test_a_click_names_its_entry():
    assert panels.picked_key([{"customdata": ["OCOP-EV-001", "hover"]}, {"customdata": ["other", ""]}]) == "OCOP-EV-001"


def test_the_page_and_the_command_line_draw_on_the_same_rows(record, world):
    assert len(queries.run(record, "events/register", Filters()).rows) == len(register(world))


def test_the_link_opens_exactly_one_entry_whatever_else_is_chosen():
    at = page(entry="OCOP-EV-023", region="RAF")  # an event of Asia
    said = spoken(at)
    assert "**Participants:** more than 200" in said and "**Sources:** 2\n" in said.replace("  \n", "\n") + "\n"
    assert "It is not among what is chosen above." in said
    assert [link.proto.query_string for link in at.get("page_link") if link.proto.label == "Close this entry"] == ["region=RAF"]
    assert "It is not among" not in spoken(page(entry="OCOP-EV-023", region="RAP"))


@pytest.mark.parametrize(("link", "told"), [
    ({"entry": "EV-0"}, "The link asks for the entry 'EV-0', which this page does not have; its register lists those it has."),
    ({"entry": "OCOP-EV-023", "as_of": "2022-01-01"}, "The entry 'OCOP-EV-023' was not yet known on 1 January 2022."),
    ({"entry": ["OCOP-EV-023", "OCOP-EV-024"]}, "The link asks for 2 entries; a page opens one. Write entry once."),
    ({"entry": "<b>"}, "The link asks for the entry '<b>', which this page does not have; its register lists those it has.")])
def test_an_entry_that_cannot_be_opened_is_told(link, told):
    at = page(**link)
    assert [warning.value.replace("\\", "") for warning in at.warning] == [told]
    assert not any(link.proto.label == "Close this entry" for link in at.get("page_link"))


@pytest.mark.parametrize(("name", "code", "head"), [
    ("funding", "FUND-12", "Support to Soybean Development"), ("task_forces", "national-task-force-bgd", "National Task Force Bangladesh"),
    ("task_forces", "steering-committee", "OCOP Steering Committee")])
def test_funds_and_bodies_open_on_their_pages(name, code, head):
    assert f"**{head}" in spoken(open_page(name, entry=code))


def test_a_page_without_entries_tells_of_one():
    assert any("The link asks for an entry, which this page does not open" in warning.value.replace("\\", "")
               for warning in open_page("countries", entry="OCOP-EV-023").warning)


@pytest.mark.parametrize(("words", "rows"), [("malawi", 7), ("BÉLIZE soil", 1), ("dhaka", 5), ("zzz", 0)])
def test_the_register_is_searched_by_all_that_a_reader_sees(words, rows):
    at = page(region="RAF") if words == "malawi" else page()
    at.text_input(key="find-events/register").set_value(words).run()
    assert not at.exception
    assert f"{rows} of {19 if words == 'malawi' else 90} row" in spoken(at)
    assert len(register(at)) == rows
