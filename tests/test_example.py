"""The worked example of a target in the illustrative data: what a secretariat would see once it publishes one."""

import shutil
from datetime import date

import pytest

from ocop import queries, report, store, synth
from ocop.filters import Filters
from ocop.report.content import compose
from tests.pages.reader import open_page, spoken


def laid_out(place):
    """A folder with the record and the example in it: targets, milestones, a judgement and a note of the initiative beside the sisters' targets."""
    folder = place / "data"
    shutil.copytree(store.ROOT / "data", folder, ignore=shutil.ignore_patterns("received"))
    (folder / "ILLUSTRATIVE").touch()
    synth.add_source(folder / "sources.csv")
    synth.add_example(folder)
    return folder


@pytest.fixture(scope="module")
def illustrative(tmp_path_factory):
    """The record with the example in it, opened."""
    return store.open_store(laid_out(tmp_path_factory.mktemp("illustrative")))


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


PERIOD = Filters(as_of=date(2025, 8, 1), compare_with=date(2024, 12, 31))


@pytest.mark.parametrize("page", ["overview", "countries", "country", "products", "task_forces", "events", "funding", "priorities", "review",
                                  "about"])
def test_every_page_stands_with_targets_milestones_judgements_and_notes(illustrative, monkeypatch, page):
    monkeypatch.setenv("OCOP_DATA", str(illustrative.folder))
    at = open_page(page, as_of="2025-08-01", compare="2024-12-31", **({"country": "GHA"} if page == "country" else {}))
    words = spoken(at)
    assert ("1 target of the initiative is public, 1 assessed" in words) == (page == "review")


@pytest.mark.parametrize("format", report.FORMATS)
def test_every_format_of_the_report_is_made_with_a_target_of_the_initiative(illustrative, format):
    assert len(report.write(illustrative, PERIOD, format, tell=lambda line: None)) > 1000


def test_the_report_says_how_each_target_of_the_initiative_stands(illustrative, record):
    def targets(opened):
        sections = compose(opened, PERIOD, "a period").sections
        return [line.text for section in sections if section.heading == "Targets and their status" for line in section.lines]
    assert targets(illustrative) == ["at risk: Countries in the initiative, World"]
    assert targets(record) == []


def test_the_changes_and_decisions_of_a_period_tell_the_target_and_the_note(illustrative):
    rows = queries.run(illustrative, "review/changes", PERIOD).rows
    changes = {row["sentence"] for row in rows if row["kind"] in ("status moved", "note made")}
    assert changes == {"Countries in the initiative, World: at risk, target new on record",
                       "Note of a review: Countries in the initiative, World: Applications received in July are counted. (1 August 2025)"}
    counted = {row["kind"]: row["count"] for row in queries.run(illustrative, "overview/changes", PERIOD).rows}
    assert (counted["status moved"], counted["note made"], counted["decision taken"]) == (1, 1, 5)
    assert len(queries.run(illustrative, "review/agreed", PERIOD).rows) == 5
    assert queries.run(illustrative, "review/changes", Filters(as_of=date(2026, 11, 21), compare_with=date(2026, 6, 1))).rows[-1]["sentence"]


def test_targets_of_sister_programmes_never_stand_among_those_of_the_initiative(illustrative):
    rows = queries.run(illustrative, "review/targets", PERIOD).rows
    assert [row["target_id"] for row in rows] == ["TG-EX-1"]
    assert len(queries.run(illustrative, "status/assessed", PERIOD).rows) > 1


def test_the_review_stands_with_the_table_of_all_published_targets_open(illustrative, monkeypatch):
    monkeypatch.setenv("OCOP_DATA", str(illustrative.folder))
    at = open_page("review", as_of="2025-08-01", compare="2024-12-31")
    at.session_state["targets"] = True  # the expander of all published targets, drawn with a table of its own
    at.run()
    assert not at.exception
    assert "1 target of the initiative is public, 1 assessed" in spoken(at)


def test_every_number_that_is_counted_here_leads_to_a_page_that_exists():
    for name in queries.names():
        counted = queries.read(name).counted
        assert not counted or (store.ROOT / "pages" / f"{queries.page_of(counted)}.py").is_file(), name
