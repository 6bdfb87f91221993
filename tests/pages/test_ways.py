"""A page that the reader's choice has emptied: it says so once and leads on, instead of a wall of empty blocks."""

import pytest

from tests.pages.reader import findings, open_page, pieces, spoken

EMPTY = {"events": "no event for France had become public", "funding": "no fund for France had become public",
         "products": "No product for France was public on this day", "priorities": "no published action names France"}


def ways(at) -> dict[str, str]:
    """The links of a page by their words, without Markdown escapes: page and query."""
    return {link.proto.label.replace("\\", ""): f"{link.proto.page}?{link.proto.query_string}" for link in at.get("page_link")}


@pytest.mark.parametrize("name", sorted([*EMPTY, "task_forces"]))
def test_a_country_without_a_trace_is_told_once_and_led_on(name):
    at = open_page(name, country="FRA")
    assert EMPTY.get(name, "") in spoken(at) and len(findings(at)) <= 1
    assert ways(at)["Profile of France"] == "country?country=FRA"
    assert ways(at)["This page for the whole initiative"].startswith(f"{name}?") and "FRA" not in ways(at)["This page for the whole initiative"]
    assert "This page as of the last day of the record" not in ways(at)  # no day was chosen


def test_a_day_before_everything_leads_to_the_last_day():
    at = open_page("funding", as_of="2020-01-01")
    assert "2020" not in ways(at)["This page as of the last day of the record"] and "This page for the whole initiative" not in ways(at)


@pytest.mark.parametrize(("link", "heading", "profiles"), [
    ({}, "Overview", []), ({"region": "RAF"}, "Africa", []), ({"country": "BGD"}, "Bangladesh", ["Bangladesh"]),
    ({"country": ["GHA", "TGO"]}, "Ghana, Togo", ["Ghana", "Togo"]), ({"category": "field-crop"}, "Overview", [])])
def test_the_overview_names_its_place_and_leads_to_the_profiles_of_countries(link, heading, profiles):
    at = open_page("overview", **link)
    assert at.title[0].value == heading
    assert [label for label in ways(at) if label.startswith("Profile of")] == [f"Profile of {name}" for name in profiles]


def test_what_comes_next_is_said_by_its_rows_and_not_by_its_title_too():
    assert "2 dated items lie ahead in public sources" in findings(open_page("overview"))
    assert "One event to come is announced or promised in public sources" in findings(open_page("events"))


def test_one_row_that_says_the_finding_stands_once():
    at = open_page("task_forces", region="RAF")
    said = "Regional Organizing Group Africa has no meeting known since 8 March 2023"
    assert said in findings(at) and not any("Organizing Group Africa** has no meeting known" in text.value for text in at.markdown)


def test_a_list_of_a_few_long_lines_is_folded_as_a_long_one_is():
    at = open_page("country", country="BGD")  # three bodies with their members in the words of the sources; four facts in a few words each
    folds = "".join(pieces(at))
    assert 'data-fold="country/bodies"' in folds and 'data-fold="task_forces/meetings"' not in folds
