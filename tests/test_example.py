"""The worked example of a target in the illustrative data: what a secretariat would see once it publishes one."""

from datetime import date

import pytest

from ocop import queries, store, synth
from ocop.filters import Filters


@pytest.fixture(scope="module")
def illustrative(tmp_path_factory):
    folder = tmp_path_factory.mktemp("illustrative") / "data"
    synth.make(folder, 2_000, 1)
    return store.open_store(folder)


def status(opened, day):
    rows = queries.run(opened, "status/assessed", Filters(as_of=date.fromisoformat(day))).rows
    return [(row["actual"], row["expected"], round(row["attainment"], 3), row["status"], row["judged"])
            for row in rows if row["target_id"] == "TG-EX-1"]


def test_on_the_day_of_the_review_the_example_is_judged_against_its_milestones(illustrative):
    # 95 reported; between 95 on 30 June and 105 on 31 December, 32 of 184 days on: 95 + 10 * 32 / 184
    (row,) = status(illustrative, "2025-08-01")
    assert row[0] == 95 and round(row[1], 2) == 96.74 and row[2:] == (round(17 / 18.739, 3), "at risk", "at risk")


def test_a_year_later_the_value_is_too_old_to_judge(illustrative):
    rows = queries.run(illustrative, "status/assessed", Filters(as_of=date(2026, 11, 21))).rows
    assert [(row["status"], row["reason"], row["judged"]) for row in rows if row["target_id"] == "TG-EX-1"] == [
        ("not assessable", "the last value is too old", None)]


def test_the_screen_says_that_the_initiative_now_has_a_target(illustrative):
    assert illustrative.is_illustrative
    assert queries.run(illustrative, "status/initiative", Filters(as_of=date(2025, 8, 1))).finding.startswith("1 of ")


def test_the_shipped_record_has_no_such_row(record):
    assert record.ask("select count(*) from targets where programme_id = 'ocop-fao'")[1] == [(0,)]
