"""The review page as a reader meets it: period, contents, sections in the order of the published review, sentences, charts, files."""

import re
from types import SimpleNamespace

import pytest

from ocop.panels import downloads
from tests.pages.reader import ask_for_a_file, feet, figures, files, findings, open_page, spoken

FIRST_HALF = {"as_of": "2025-08-01", "compare_with": "2025-01-01"}
SECOND_HALF = {"as_of": "2025-12-31", "compare_with": "2025-08-01"}
ORDER = ["Decisions of the last review", "Composition of the Secretariat", "Progress", "Headline numbers", "Status by priority area",
         "What changed", "Variance and its explanations", "Upcoming events", "Priorities", "Decisions of this review", "Notes", "Sources",
         "Method"]


@pytest.fixture(scope="module")
def first():
    return open_page("review", **FIRST_HALF)


@pytest.fixture(scope="module")
def second():
    return open_page("review", **SECOND_HALF)


def titles(at):
    return [title.value.replace("\\", "") for title in at.title]


def test_the_sections_keep_the_order_of_the_published_review_and_the_contents_lead_to_each(first):
    assert [head.value.replace("\\", "") for head in first.header] == ORDER
    contents = next(text.value for text in first.markdown if text.value.startswith("**Contents**"))
    anchors = [head.anchor for head in first.header]
    assert [f"(#{anchor})" in contents for anchor in anchors] == [True] * 13


def test_a_link_with_the_two_days_of_a_half_year_opens_that_half_year(first, second):
    assert titles(first) == ["Review of the first half of 2025"]
    assert titles(second) == ["Review of the second half of 2025"]
    assert first.selectbox(key="review-period").value == "2025-H1"
    assert "World · 1 January 2025 to 1 August 2025\n" in spoken(first) + "\n"
    assert spoken(first).count("status by rule ocop-rag-1") == 1  # where the method is told


def test_without_days_the_review_runs_from_the_last_review_to_the_last_day_in_the_data():
    at = open_page("review")
    assert titles(at) == ["Review, 1 August 2025 to 26 November 2026"]
    assert at.selectbox(key="review-period").value == ""


def test_choosing_a_half_year_writes_both_days_to_the_link():
    at = open_page("review", region="RAF", **SECOND_HALF)
    at.selectbox(key="review-period").set_value("2025-H1").run()
    assert titles(at) == ["Review of the first half of 2025"]
    assert (at.query_params["compare_with"], at.query_params["as_of"], at.query_params["region"]) == ("2025-01-01", "2025-08-01", "RAF")


def test_the_first_half_of_2025_says_what_the_published_review_said(first):
    said = spoken(first)
    for fact in ("95 countries and 56 products were reported", "OCOP Secretariat has 14 members",
                 "more than 100 participants; 15 demonstration countries",
                 "USD 5 million from China", "14 African and 3 Asian countries", "South Africa: fisheries", "Sudan: sorghum is a new product",
                 "Park of Porta Capena, Rome (10 October 2025 to 13 October 2025)", "FAO Plenary Hall, Rome (15 October 2025)",
                 "5. People and coordination."):
        assert fact in said, fact


def test_the_second_half_opens_with_the_decisions_of_the_first_and_tells_the_late_launch(second):
    said = spoken(second)
    assert ("(Mid-year review of the OCOP Secretariat, first half of 2025), 2 are reported done, "
            "2 under way, none past due and 4 without any later report") in said
    assert "Upgrade the OCOP website: no due date was published, and no later report is found [[FAO](https://www.fao.org/" in said
    assert "Reported late: Liberia: launch Coffee Liberica" in said and "reported on 17 December 2025" in said
    assert "No decision of a review held in this period is on record." in said


def test_what_changed_is_told_by_kind_and_what_is_newly_on_record_is_told_apart(second):
    said = spoken(second)
    assert ("36 changes came on record between 1 August 2025 and 31 December 2025; 34 happened in between, 2 only became known then"
            in findings(second))
    assert "**Products added: 7**" in said and "**Newly on record as joined: 2**" in said
    assert "Lesotho has joined (newly on record, from 2022)" in said
    bars = next(figure for figure in figures(second) if "Events held" in str(figure))
    whole, filled = [trace["x"] for trace in bars["data"] if trace["type"] == "bar"]
    # figures, joined, named, traced, products, bodies, events, money, done, under way, promised
    assert whole == [7, 2, 1, 1, 7, 1, 9, 1, 3, 2, 2]
    assert filled == [7, 0, 1, 1, 7, 1, 9, 1, 3, 2, 2]   # both that joined did so before the period


def test_a_rise_says_how_many_of_those_that_joined_have_no_name(first):
    assert "rose from 87 to 95 as reported; at least 6 of the 8 added to the total are not named in public sources" in spoken(first)


def test_four_charts_each_with_its_table_and_file(first):
    assert len(figures(first)) == 4
    rows = [address for foot in feet(first) for address in re.findall(r"\./api/v1/(\S+)\.csv\?", foot)]
    assert {"review/changes", "review/headline"} <= set(rows)


def test_a_country_reads_its_own_review(record):
    at = open_page("review", country="LBR", **SECOND_HALF)
    said = spoken(at)
    assert "Liberia · 1 August 2025 to 31 December 2025" in said
    assert "Liberia: coffee is a new product (17 October 2025)" in said and "Tuvalu" not in said
    assert "National Task Force Liberia (Coffee Liberica): planned" in said


def test_days_in_the_wrong_order_are_told_and_nothing_is_compared():
    at = open_page("review", as_of="2025-01-01", compare_with="2025-08-01")
    assert [text.value.replace("\\", "") for text in at.warning] == [
        "The first day, 1 August 2025, lies after the last one, 1 January 2025: nothing can be compared. Choose a period, or change the days "
        "above."]
    assert len(at.header) == 0 and figures(at) == []


def test_a_day_before_the_record_is_calm_in_every_section():
    at = open_page("review", as_of="2020-01-01")
    said = spoken(at)
    assert "nothing was known on 1 January 2020" in at.warning[0].value.replace("\\", "")
    assert "Nothing changed between the two days, as far as public sources say." in said
    assert len(at.header) == 13 and figures(at) == []


def test_the_report_is_offered_in_five_formats_or_its_absence_is_told(first, monkeypatch):
    assert list(files(first).values()) == ["HTML", "PDF", "Word", "PowerPoint", "Excel", "Whole pack (ZIP)"]
    monkeypatch.setattr(downloads, "report_room", lambda: None)
    at = open_page("review", **FIRST_HALF)
    assert "The report as a file is not available in this installation." in spoken(at)
    assert files(at) == {}


def test_a_click_makes_the_file_under_a_bar_and_then_offers_it(monkeypatch):
    steps = []
    bar = SimpleNamespace(progress=lambda share, text: steps.append((share, text)), empty=lambda: steps.append("gone"))
    monkeypatch.setattr(downloads.st, "progress", lambda share, text: bar)
    at = open_page("review", **FIRST_HALF)
    assert [button.proto.label for button in at.get("download_button") if "Save" in button.proto.label] == []
    ask_for_a_file(at, "Excel")
    assert [share for share, _words in steps[:-1]] == sorted(share for share, _words in steps[:-1]) and steps[-1] == "gone"
    assert steps[-2][0] == 1.0
    assert [button.proto.label for button in at.get("download_button") if "Save" in button.proto.label] == ["Save the report (Excel)"]


def test_one_click_makes_the_whole_pack(monkeypatch):
    asked = []
    room = SimpleNamespace(pack=lambda store, filters, tell, progress: asked.append(filters) or b"PK", pack_name=downloads.report_room().pack_name)
    monkeypatch.setattr(downloads, "report_room", lambda: room)
    at = open_page("review", **FIRST_HALF)
    ask_for_a_file(at, "Whole pack (ZIP)")
    assert [(f"{one.as_of}", f"{one.compare_with}") for one in asked] == [("2025-08-01", "2025-01-01")]
    assert [button.proto.label for button in at.get("download_button") if "Save" in button.proto.label] == ["Save the whole pack"]
