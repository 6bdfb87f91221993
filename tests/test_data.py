"""The shipped record keeps its contracts and every rule across tables."""

import pytest

from ocop import queries, store
from ocop.contracts import check_folder


def test_the_shipped_data_has_no_problem_and_no_notice():
    report = check_folder(store.ROOT / "data")
    assert [str(problem) for problem in [*report.problems, *report.notices]] == []


@pytest.mark.parametrize("name", queries.checks())
def test_a_rule_across_tables_finds_nothing(record, name):
    assert record.ask(queries.read(name).sql)[1] == []


def test_the_record_holds_what_its_readme_counts(record):
    counts = {name: record.ask(f'select count(*) from "{name}"')[1][0][0] for name in ("events", "funds", "fund_reports", "members")}
    assert counts == {"events": 114, "funds": 16, "fund_reports": 19, "members": 317}  # 90 and 24 trainings


def test_the_last_day_is_the_day_of_compilation(record):
    assert record.last_day.isoformat() == "2026-11-26"
