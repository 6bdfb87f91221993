"""The task forces page as a reader meets it: levels, statuses in words with symbols, coverage, dates, changes."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.reader import feet, figures, findings, open_page, said


def page(**link) -> AppTest:
    return open_page("task_forces", **link)


def texts(at: AppTest) -> list[str]:
    return [block.value.replace("\\", "") for block in [*at.markdown, *at.caption]] + said(at) + feet(at)


@pytest.fixture(scope="module")
def world():
    return page()


def test_the_levels_have_their_statuses_in_words_with_symbols(world):
    said = texts(world)
    assert "4 of 5 regional groups and 2 National Task Forces are established; 3 more task forces are planned" in findings(world)
    assert "**★ Established: 2**  \n◌ Planned: 3  \n○ Unclear: 1" in said
    assert "14 members, reported 1 August 2025" in said
    assert "against 66 countries on record" in said


def test_a_group_without_a_published_date_says_so(world):
    said = texts(world)
    assert said.count("**● Being established**") == 1  # Europe and Central Asia
    assert {"8 March 2023", "18 July 2023"} <= set(said)
    assert said.count("Date not published") == 4  # secretariat, and the groups of three regions


def test_coverage_is_said_and_drawn_against_countries_on_record(world):
    assert "Public sources speak of a National Task Force in 6 of 66 countries on record" in findings(world)
    on_record, traced = figures(world)[0]["data"][:2]
    assert on_record["x"] == [20, 15, 13, 11, 7] and traced["x"] == [1, 1, 1, 1, 2]
    assert any("Absence from public sources is not failure" in text for text in texts(world))


def test_every_national_body_links_to_its_country(world):
    links = [(link.proto.label, link.proto.query_string) for link in world.get("page_link")
             if not link.proto.label.startswith("Counted here")]
    assert links == [(name, f"country={code}") for name, code in (
        ("Bangladesh", "BGD"), ("Egypt", "EGY"), ("Jamaica", "JAM"), ("Liberia", "LBR"), ("Tajikistan", "TJK"),
        ("Uzbekistan", "UZB"), ("China", "CHN"))]


def test_undated_bodies_are_counted_apart_from_the_time_axis(world):
    spec = json.dumps(figures(world)[1], ensure_ascii=False)
    assert "9 without a date are not drawn." in spec and "OCOP Secretariat" not in spec


def test_a_change_says_whether_its_report_has_a_date(world):
    changes = texts(world)
    assert "- **★ Established**: National Task Force Egypt (date palm) (new on record, report undated)" in changes
    assert "- **◌ Planned**: National Task Force Liberia (Coffee Liberica) (new on record, reported 17 October 2025)" in changes


def test_the_link_opens_the_reports_instead_of_the_bodies(world):
    assert len(world.dataframe[-1].value) == 14
    table = page(tab="reports").dataframe[-1].value
    assert len(table) == 20 and "Established" in set(table["status"])


def test_a_country_sees_its_own_body_and_the_group_of_its_region():
    at = page(country="BGD")
    assert "Public sources speak of a National Task Force in Bangladesh" in findings(at)
    assert "The Regional Organizing Group of Asia and the Pacific is established" in findings(at)


def test_an_early_day_is_calm():
    at = page(as_of="2020-01-01")
    assert "No governing body for the initiative was public on 1 January 2020" in findings(at)
    assert texts(at).count("**– No public record**") == 10  # five levels, five regions
    assert figures(at) == []
