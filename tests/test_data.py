"""The shipped record keeps its contracts and every rule across tables."""

from datetime import date

import pytest

from ocop import queries, store
from ocop.contracts import check_folder


def test_the_shipped_data_has_no_problem_and_only_the_corrections_that_are_meant():
    report = check_folder(store.ROOT / "data")
    assert [str(problem) for problem in report.problems] == []
    assert [(notice.file, notice.rule, notice.value) for notice in report.notices] == [("events.csv", "correction", "OCOP-EV-061")]


def test_the_exhibition_of_october_2025_is_planned_before_that_month_and_held_from_it(record):
    ask = "select note, corrected_on from events_as_of($day) where event_id = 'OCOP-EV-061'"
    assert record.ask(ask, {"day": date(2025, 9, 30)})[1] == [("planned dates", None)]
    assert record.ask(ask, {"day": date(2025, 10, 13)})[1] == [("before: planned dates", "2025-10")]


# what the sources themselves contradict or leave in doubt: both sides stay, and whoever checks the folder is told
DOUBTS = {
    "course_of_figures": ["FG-060", "FG-061", "FG-1032", "FG-250", "FG-252", "FG-256", "FG-258", "FG-386",
                          "FG-688", "FG-689", "FG-690", "FG-704", "FG-941"],
    "course_of_funds": ["FR-012", "FR-016"], "days_of_members": ["LBR", "TJK", "MB-146"],
    "older_than_programmes": ["FG-239", "FG-248", "FG-257"],  # of the pilot in Quang Ninh
    "homes_of_events": ["OCOP-EV-052", "OCOP-EV-063", "TR-007", "TR-008"], "sizes_of_values": ["FG-549"],
    "ways_of_targets": ["TG-038", "TG-063", "TG-127"]}


@pytest.mark.parametrize("name", queries.checks())
def test_a_rule_across_tables_finds_only_what_the_sources_leave_in_doubt(record, name):
    assert [row[1] for row in record.ask(queries.read(name).sql)[1]] == DOUBTS.get(name.removeprefix("checks/"), [])


def test_the_doubts_are_kept_beside_the_version(record):
    assert sorted(notice.level for notice in record.notices) == ["warn"] * (1 + sum(map(len, DOUBTS.values())))  # and one correction
    assert all(notice.row and notice.advice for notice in record.notices)


def test_the_record_holds_what_its_readme_counts(record):
    counts = {name: record.ask(f'select count(*) from "{name}"')[1][0][0] for name in ("events", "funds", "fund_reports", "members")}
    assert counts == {"events": 115, "funds": 16, "fund_reports": 19, "members": 317}  # 90, a correction of one of them, and 24 trainings


THINGS = ("countries", "districts", "loans", "persons", "producers", "products", "provinces", "schools", "villages")


def test_the_unit_of_an_indicator_is_what_its_name_counts(record):
    said = record.ask("select name, unit, measure from indicators")[1]
    counted = [(name, unit, word) for name, unit, measure in said for word in THINGS
               if name.lower().split()[0] == word and measure in ("total", "flow")]
    assert len(counted) > 80 and [one for one in counted if one[1] != one[2]] == []
    assert [name for name, _unit, measure in said if (measure == "share") != name.startswith(("Share", "Average revenue growth", "Turnover"))] == []
    assert [name for name, unit, measure in said if measure == "amount" and name.split(", ")[-1] != unit and unit != "USD million"] == []


def test_the_last_day_is_the_day_of_compilation(record):
    assert record.last_day.isoformat() == "2026-11-26"
