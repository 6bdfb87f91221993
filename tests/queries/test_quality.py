"""What the record lacks: each rule finds the row that is seeded for it, and nothing once the row is gone or the lack is mended."""

import io
from datetime import date

import openpyxl
import pytest

from ocop import lacks, queries
from ocop.filters import Filters
from ocop.report.lacks import workbook
from tests.queries.test_about import INDICATORS, PROGRAMMES, claim, figure
from tests.queries.test_programmes import RULES
from tests.small import small_store

DAY = Filters(as_of=date(2026, 1, 1))
KNOWN = {"known_on": "2025-08-01", "known_on_basis": "source", "source_id": "S-A"}
REVIEW = [{"review_id": "RV-1", "title": "First", "on": "2025-08-01", "period": "2025-H1", **KNOWN}]
TARGET = {"target_id": "TG-1", "programme_id": "ocop-fao", "indicator": "countries_joined", "place_id": "GHA", "value": "9", "due_on": "2027",
          **KNOWN}
ACTION = {"action_id": "AC-1", "statement": "Open a desk", "priority_area": "3", "priority_area_basis": "FAO", "kind": "own promise",
          "level": "national", "region": "RAF", "iso3": "GHA", "due_on": "2025-09", **KNOWN}
REPORT = {"report_id": "AR-1", "action_id": "AC-1", "status": "done", "on": "2025-09", "evidence": "opened", **KNOWN, "known_on": "2025-10-01"}
DECISION = {"decision_id": "RD-1", "review_id": "RV-1", "priority_area": "3", "decision": "Open desks", "action_ids": "AC-1", **KNOWN}
EVENT = {"event_id": "EV-1", "programme_id": "ocop-fao", "title": "Workshop", "type": "workshop", "level": "national", "region": "RAF",
         "countries": "GHA", "host_iso3": "GHA", **KNOWN}
BODY = {"report_id": "TF-1", "body_id": "ntf-gha", "level": "national task force", "region": "RAF", "iso3": "GHA", "name": "Task force", **KNOWN,
        "status": "established"}
FUND = [{"fund_id": "F-1", "donor": "China", "project": "Roots"}]
MONEY = {"report_id": "FR-1", "fund_id": "F-1", "stage": "committed", "countries": "GHA", **KNOWN}
MENDED = {"reviews": REVIEW, "review_decisions": [DECISION], "actions": [{**ACTION, "due_on": ""}], "action_reports": [REPORT]}

SEEDS = {  # rule, tables with the seeded row last, the rows that mend it in its place, what is said of it: sentence, weight, region, country
    "a figure of last year but one": ("stale", {"figures": [figure(1, "2023-12-31", 12)]}, {"figures": [figure(1, "2024-01-02", 12)]},
                                      ("countries_joined: 12, reported for 31 December 2023, 24 months ago", 3, None, None)),
    "over a hundred": ("rounded", {"figures": [figure(1, "2025-10-01", 100, "gt", place_id="RAF")]},
                       {"figures": [figure(1, "2025-10-01", 101, place_id="RAF")]},
                       ("countries_joined, Africa: more than 100, reported for 1 October 2025; the exact number is not public", 2, "RAF", None)),
    "two values on one day": ("contradictory", {"figures": [figure(1, "2025-10-01", 9, place_id="RAF"), figure(2, "2025-10-01", 8, place_id="RAF")]},
                              {"figures": [figure(1, "2025-10-01", 9, place_id="RAF"), figure(2, "2025-10-02", 8, place_id="RAF")]},
                              ("countries_joined, Africa: 8 and 9 on one day", 6, "RAF", None)),
    "two days of joining": ("contradictory", {"members": [claim(1, joined_on="2023"), claim(2, joined_on="2024")]},
                            {"members": [claim(1, joined_on="2023"), claim(2, joined_on="2023")]},
                            ("Ghana: two days of joining, 2023 and 2024", 3, "RAF", "GHA")),
    "a country without a day": ("undated", {"members": [claim(1, shown_on="")]}, {"members": [claim(1, shown_on=""), claim(2)]},
                                ("Ghana is named in public sources, none of which has a date", 2, "RAF", "GHA")),
    "an event without a day": ("undated", {"events": [EVENT]}, {"events": [{**EVENT, "starts_on": "2025"}]},
                               ("Event without a date: Workshop", 2, "RAF", "GHA")),
    "a body without a day": ("undated", {"task_forces": [BODY]}, {"task_forces": [{**BODY, "established_on": "2024"}]},
                             ("Task force is established, on no known day", 2, "RAF", "GHA")),
    "a fund without a start": ("undated", {"funds": FUND, "fund_reports": [MONEY]}, {"funds": FUND, "fund_reports": [{**MONEY, "starts_on": "2024"}]},
                               ("Fund without a start: Roots", 2, "RAF", "GHA")),
    "a country of a blog": ("without_source", {"members": [claim(1, source_id="S-D")]},
                            {"members": [claim(1, source_id="S-D"), claim(2, source_id="S-C")]},
                            ("Ghana: taking part rests on sources of grade D alone", 3, "RAF", "GHA")),
    "a country of nobody": ("without_source", {"members": [claim(1, source_id="")]}, {"members": [claim(1)]},
                            ("Ghana: no source is named", 3, "RAF", "GHA")),
    "a figure of a blog": ("without_source", {"figures": [figure(1, "2025-10-01", 9, source="S-D")]}, {"figures": [figure(1, "2025-10-01", 9)]},
                           ("countries_joined: the figure rests on a source of grade D", 9, None, None)),
    "a target without a value": ("targets_without_value", {"targets": [TARGET], "status_rules": RULES},
                                 {"targets": [TARGET], "status_rules": RULES, "figures": [figure(1, "2025-10-01", 3, place_id="GHA")]},
                                 ("countries_joined, Ghana: target 9, due 2027, no value on record", 2, "RAF", "GHA")),
    "a promise past its day": ("decisions_without_report", {"actions": [ACTION]}, {"actions": [ACTION], "action_reports": [REPORT]},
                               ("Promised for September 2025: Open a desk; no report of completion", 2, "RAF", "GHA")),
    "a decision without an action": ("decisions_without_report", {"reviews": REVIEW, "review_decisions": [{**DECISION, "action_ids": ""}]},
                                     MENDED,
                                     ("Decided: Open desks; no action is tied to it", 6, None, None)),
    "a decision without a report": ("decisions_without_report", {key: rows for key, rows in MENDED.items() if key != "action_reports"}, MENDED,
                                    ("Decided: Open desks; no report on any of its actions", 6, None, None))}


def asked(rule, tables, filters=DAY):
    store = small_store(**{"programmes": PROGRAMMES, "indicators": INDICATORS, **tables})
    return [(row["sentence"], row["weight"], row["region"], row["iso3"]) for row in queries.run(store, f"quality/{rule}", filters).rows]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rule_finds_its_seeded_row_and_nothing_without_it(seed):
    rule, tables, mended, said = SEEDS[seed]
    assert asked(rule, tables) == [said]
    assert asked(rule, {name: rows[:-1] for name, rows in tables.items()} if rule == "contradictory" else {}) == []
    assert asked(rule, mended) == []
    elsewhere = Filters(regions=("RAP",), as_of=DAY.as_of)
    assert asked(rule, tables, elsewhere) == [] and asked(rule, tables, Filters(as_of=date(2020, 1, 1))) == []
    place = {"regions": (said[2],)} if said[2] else {}
    assert asked(rule, tables, Filters(as_of=DAY.as_of, **place)) == [said]


def test_every_rule_has_a_seed_and_is_in_the_list():
    files = {name for name in queries.names() if name.startswith("quality/")}
    assert {f"quality/{rule}" for rule, *_rest in SEEDS.values()} == files == set(lacks.RULES)
    assert all(any("reach times severity" in note for note in queries.read(name).notes) for name in files)


def test_the_list_is_sorted_by_weight_and_is_whole(record):
    rows = lacks.todo(record)
    assert len(rows) == sum(len(result.rows) for result in lacks.found(record)) > 100
    assert [row.weight for row in rows] == sorted((row.weight for row in rows), reverse=True)
    assert all(row.weight == row.severity * row.reach and row.sentence and row.key for row in rows)
    named = [row for row in rows if row.iso3 == "BGD"]
    assert lacks.todo(record, Filters(countries=("BGD",))) == named and {row.reach for row in named} == {1}
    assert {row.rule for row in named} - {"quality/undated"} == {row.rule for row in lacks.todo(
        record, Filters(countries=("BGD",)), without=("quality/undated",))}


def test_the_workbook_of_a_region_holds_its_rows_as_text(record):
    africa = Filters(regions=("RAF",))
    made = workbook(record, africa)
    page = openpyxl.load_workbook(io.BytesIO(made)).active
    lines = list(page.iter_rows(min_row=6, values_only=True))
    assert page["A1"].value == "What the record lacks: Africa" and made == workbook(record, africa)
    assert [(line[0], line[4], line[6]) for line in lines] == [(row.weight, row.sentence, row.key) for row in lacks.todo(record, africa)]
    assert {line[2] for line in lines} == {"Africa"} and all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
