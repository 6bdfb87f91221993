"""What a later row corrected says so wherever it is shown, from the day on which the correction became known."""

import csv
from datetime import date

import pytest

from ocop import queries
from ocop.corrections import columns, corrections
from ocop.filters import Filters
from ocop.report.content import compose
from ocop.store import ROOT
from tests.pages.reader import open_page, spoken, table_with
from tests.small import small_store

LAST = date(2026, 11, 26)
CORRECTED = {  # one row of each table is written again on the last day
    "members": ("claim_id", "MB-001"), "place_products": ("claim_id", "PP-001"), "task_forces": ("report_id", "TF-013"),
    "figures": ("figure_id", "FG-035"), "fund_reports": ("report_id", "FR-014"), "actions": ("action_id", "AC-009"),
    "action_reports": ("report_id", "AR-001"), "targets": ("target_id", "TG-001"), "milestones": ("milestone_id", "MS-001"),
}


def received(name: str) -> list[dict]:
    with open(ROOT / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def corrected_store():
    tables = {path.stem: received(path.stem) for path in sorted((ROOT / "data").glob("*.csv"))}
    for name, (key, number) in CORRECTED.items():
        row = next(row for row in tables[name] if row[key] == number)
        tables[name].append(row | {"known_on": "2026-11-26", "known_on_basis": "source"})
    return small_store(LAST, **tables)


@pytest.mark.parametrize(("name", "column", "choice", "expected"), [
    ("countries/register", "country", {"regions": ("REU",)}, ["Albania"]),
    ("countries/by_evidence", "country", {"regions": ("REU",)}, ["Albania"]),
    ("country/profile", "country", {"countries": ("ALB",)}, ["Albania"]),
    ("country/profile", "country", {"countries": ("BGD",)}, []),
    ("country/products", "product", {"countries": ("ALB",)}, ["chestnut"]),
    ("country/path", "kind", {"countries": ("BGD",)}, ["Task force"]),
    ("products/register", "product", {}, ["chestnut"]),
    ("countries/map", "country", {"regions": ("REU",)}, ["Albania"]),
    ("countries/tiles", "country", {"regions": ("REU",)}, ["Albania"]),
    ("countries/coverage", "place", {}, ["World"]),
    ("country/same_region", "country", {"countries": ("UZB",)}, ["Albania"]),
    ("funding/in_regions", "fund_id", {"countries": ("GHA",)}, ["FUND-12"]),
    ("priorities/timeline", "what", {"countries": ("BGD",)}, []),
    ("task_forces/register", "body", {}, ["National Task Force Bangladesh"]),
    ("task_forces/national", "body", {}, ["National Task Force Bangladesh"]),
    ("task_forces/reports", "report_id", {}, ["TF-013"]),
    ("task_forces/timeline", "body", {}, ["National Task Force Bangladesh"]),
    ("overview/reported", "indicator", {}, ["countries_joined"]),
    ("overview/series", "on", {}, ["2025-10-15"]),
    ("overview/countries", "on", {}, ["2025-10-15"]),
    ("overview/products", "on", {}, []),
    ("events/participants", "event_id", {}, []),  # the corrected event published no number
    ("funding/register", "fund_id", {}, ["FUND-12"]),
    ("funding/reports", "report_id", {"countries": ("GHA",)}, ["FR-014"]),
    ("funding/amounts", "fund_id", {"regions": ("RAF",)}, ["FUND-12"]),
    ("funding/timeline", "fund_id", {}, ["FUND-12"]),
    ("priorities/actions", "action_id", {}, ["AC-001", "AC-009"]),  # the action itself, and a report on another one
    ("priorities/milestones", "title", {}, ["OCOP Global Action launched"]),
    ("status/assessed", "target_id", {}, ["TG-001"]),
    ("events/register", "event_id", {}, ["OCOP-EV-061"]),           # the record's own correction
    ("events/calendar", "event_id", {}, ["OCOP-EV-061"]),
    ("events/register", "event_id", {"regions": ("RAF",)}, []),
    ("country/path", "what", {"countries": ("ITA",)}, ["First FAO Global Exhibition: From Seeds to Foods"]),
])
def test_every_register_says_which_of_its_rows_was_corrected(corrected_store, name, column, choice, expected):
    rows = queries.run(corrected_store, name, Filters(**choice, as_of=LAST)).rows
    assert sorted(row[column] for row in rows if row["corrected_on"]) == expected


@pytest.mark.parametrize("name", ["countries/register", "products/register", "task_forces/register", "funding/register", "priorities/actions"])
def test_the_day_before_a_correction_nothing_says_that_there_was_one(corrected_store, name):
    result = queries.run(corrected_store, name, Filters(as_of=date(2026, 11, 25)))
    assert result.rows and "corrected_on" not in columns(result) and corrections(result) == ""


@pytest.mark.parametrize(("day", "choice", "says"), [
    (date(2025, 11, 1), {}, "First FAO Global Exhibition: From Seeds to Foods: corrected in October 2025."),
    (date(2025, 10, 1), {"countries": ("ITA",)}, "First FAO Global Exhibition: From Seeds to Foods: corrected in October 2025."),
    (date(2025, 9, 30), {}, ""),                    # the correction is not known yet
    (date(2025, 11, 1), {"regions": ("RAP",)}, ""),  # an event of global level belongs to no region
])
def test_the_exhibition_of_october_2025_says_that_it_was_corrected(record, day, choice, says):
    assert corrections(queries.run(record, "events/register", Filters(**choice, as_of=day))) == says


def test_more_than_three_corrections_are_counted(record):
    result = queries.run(record, "events/register", Filters(as_of=LAST))
    rows = [row | {"corrected_on": "2026-01", "title": f"Event {place}"} for place, row in enumerate(result.rows[:5], 1)]
    told = queries.Result(result.query, result.columns, rows, result.filters, result.parameters, result.kinds)
    assert corrections(told) == ("Event 1: corrected in January 2026; Event 2: corrected in January 2026; "
                                 "Event 3: corrected in January 2026; and 2 more.")


def test_pages_and_reports_say_it_too(record):
    page = open_page("events", as_of="2026-11-26")
    assert spoken(page).count("From Seeds to Foods: corrected in October 2025.") == 1  # of the calendar and of the register, said once
    cells = table_with(page, "corrected_on")
    assert set(cells["corrected_on"].dropna()) == {"October 2025"}
    said = spoken(open_page("task_forces"))
    assert "corrected on" not in said and "corrected in" not in said
    made = compose(record, Filters(as_of=date(2025, 12, 31), compare_with=date(2025, 8, 1)), "the second half of 2025")
    said = [line.text for section in made.sections for line in section.lines if "From Seeds to Foods" in line.text]
    assert any(line.endswith("corrected in October 2025") for line in said)


@pytest.mark.parametrize(("choice", "day", "says"), [
    ({"countries": ("FRA",)}, LAST, "no action was published for France"),
    ({"regions": ("RAF",)}, date(2022, 11, 3), "no action was published for Africa"),
    ({}, date(2022, 11, 3), "2 actions were promised on this day, none before"),
])
def test_nothing_is_counted_of_nothing(record, choice, day, says):
    finding = queries.run(record, "overview/summary", Filters(**choice, as_of=day)).finding
    assert says in finding and "0 of 0" not in finding


def test_a_list_of_unclear_origin_is_cautioned_where_its_rows_are_counted(record):
    rows = {row["programme_id"]: row for row in queries.run(record, "about/programmes").rows}
    assert "one public file of unclear origin" in rows["odop-in-dpiit"]["caution"]
    assert [number for number, row in rows.items() if row["caution"]] == ["odop-in-dpiit"]


@pytest.mark.parametrize(("subject", "sources"), [
    ("Son La, products of 2019", ["S192", "S449"]), ("Uttar Pradesh, products identified", ["S555", "S221"]),
    ("An Giang, targets for new products", ["S144", "S524"]), ("Khanh Hoa, targets for 2025", ["S589", "S497"]),
    ("Lam Dong, targets for 2025", ["S591", "S180"]), ("Hai Phong, targets for 2025", ["S580", "S579"]), ("Assam, units in five years", ["S599"]),
    ("Tajikistan, when apricot was chosen", ["S414", "S037"]), ("Hanoi, products by stars", ["S167", "S427", "S430"]),
])
def test_a_contradiction_told_in_a_note_names_the_sources_of_both_sides(record, subject, sources):
    rows = [row for row in queries.run(record, "about/contradictions").rows if row["subject"] == subject and row["place"] == 11]
    assert sorted(row["source_id"] for row in rows) == sorted(sources) and rows[0]["says"] != "the other side"


@pytest.fixture(scope="module")
def written_again():
    """The record, and the record with every row written again on the last day: the same facts, each corrected to what it said."""
    tables = {path.stem: received(path.stem) for path in sorted((ROOT / "data").glob("*.csv"))}
    doubled = {name: rows + [row | {"known_on": "2026-11-27", "known_on_basis": "source"} for row in rows
                             if (row.get("event_id"), row["known_on"]) != ("OCOP-EV-061", "2025-08-01")]
               if "known_on" in rows[0] and name != "indicators" else rows for name, rows in tables.items() if rows}
    return small_store(date(2026, 11, 27), **tables), small_store(date(2026, 11, 27), **doubled)


@pytest.mark.parametrize("name", [
    "overview/summary", "overview/events", "overview/funding", "overview/task_forces", "priorities/by_area", "task_forces/register",
    "funding/by_stage", "country/path", "review/progress_global", "review/progress_regional", "review/progress_national", "review/decisions"])
def test_a_record_that_is_written_again_says_what_it_said(written_again, name):
    choice = {"countries": ("BGD",)} if name == "country/path" else {}
    once, again = (queries.run(store, name, Filters(as_of=date(2026, 11, 27), compare_with=date(2025, 8, 1), **choice)) for store in written_again)
    assert again.finding.replace(" · corrected on 27 November 2026", "") == once.finding
    assert len(again.rows) == len(once.rows)


def test_a_record_that_is_written_again_has_no_other_news(written_again):
    period = Filters(as_of=date(2026, 11, 27), compare_with=date(2025, 8, 1))
    once, again = ({(row["kind"], row["key"]): (row["how_known"], row["on"]) for row in queries.run(store, "review/changes", period).rows
                    if row["kind"] != "corrected"} for store in written_again)
    assert once == again and len(once) > 70
