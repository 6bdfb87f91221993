"""Corrections and withdrawals: before the day on which one became known the old row counts, from that day the new one or none."""

import re
from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters, last_review
from tests.small import contracts, small_store

INDICATORS = [{"indicator": "countries_joined", "name": "Countries", "unit": "countries"}]
FIRST = {"figure_id": "F1", "programme_id": "ocop-fao", "indicator": "countries_joined", "place_id": "WORLD", "on": "2024-01-01",
         "value": "59", "qualifier": "eq", "known_on": "2024-02-01", "known_on_basis": "source", "source_id": "S-A"}


def claim(number, iso3, known_on, **more):
    return {"claim_id": f"C{number}", "programme_id": "ocop-fao", "iso3": iso3, "stage": "named", "shown_on": "2024-01-01",
            "known_on": known_on, "known_on_basis": "source", "source_id": "S-A", **more}


def at(store, name, day, columns):
    rows = queries.run(store, name, Filters(as_of=day, compare_with=date(2023, 1, 1))).rows
    return [tuple(row[column] for column in columns) for row in rows]


def asked(store, macro, day, columns):
    return store.ask(f"select {columns} from {macro}($day) order by all", {"day": day})[1]


@pytest.mark.parametrize(("day", "expected"), [
    (date(2024, 1, 31), []),                             # nothing known yet
    (date(2024, 5, 31), [(59, None)]),                   # the day before the correction became known
    (date(2024, 6, 1), [(95, "2024-06-01")]),            # the correction, on its day
    (date(2024, 12, 31), [(95, "2024-06-01")]),
    (date(2025, 1, 1), []),                              # withdrawn on its day: nothing is left
])
def test_a_figure_is_corrected_and_then_withdrawn(day, expected):
    store = small_store(indicators=INDICATORS, figures=[
        {**FIRST, "value": "95", "known_on": "2024-06-01"},                        # stands before the row it corrects
        FIRST,
        {**FIRST, "value": "95", "known_on": "2025-01-01", "is_withdrawn": "true"}])
    assert asked(store, "reported_as_of", day, "value, corrected_on") == expected


def test_a_withdrawn_claim_takes_its_country_off_the_record_and_another_claim_keeps_it():
    store = small_store(members=[
        claim(1, "GHA", "2024-02-01"), claim(1, "GHA", "2025-01-01", is_withdrawn="true"),   # the only claim of Ghana
        claim(2, "TGO", "2024-02-01"), claim(2, "TGO", "2025-01-01", is_withdrawn="true"),
        claim(3, "TGO", "2024-03-01")])                                                      # another claim of Togo stands
    assert asked(store, "countries_as_of", date(2024, 12, 31), "iso3") == [("GHA",), ("TGO",)]
    assert asked(store, "countries_as_of", date(2025, 1, 1), "iso3") == [("TGO",)]


def test_a_corrected_place_and_date_move_from_the_day_of_the_correction_only():
    event = {"programme_id": "ocop-fao", "event_id": "E1", "title": "Launch", "type": "launch", "level": "national", "region": "RAF",
             "format": "unknown", "starts_on": "2024-03-01", "city": "Accra", "known_on": "2024-04-01", "known_on_basis": "source",
             "source_id": "S-A"}
    store = small_store(events=[event, {**event, "city": "Lome", "starts_on": "2024-03-05", "known_on": "2024-05-01"}])
    assert asked(store, "events_as_of", date(2024, 4, 30), "city, starts_on") == [("Accra", "2024-03-01")]
    assert asked(store, "events_as_of", date(2024, 5, 1), "city, starts_on") == [("Lome", "2024-03-05")]


def test_an_announced_event_is_known_before_its_own_row_and_a_withdrawn_one_is_not():
    event = {"programme_id": "ocop-fao", "event_id": "E1", "title": "Fair", "type": "exhibition", "level": "global", "format": "unknown",
             "starts_on": "2024-10-01", "known_on": "2024-10-02", "known_on_basis": "source", "source_id": "S-A"}
    store = small_store(
        announcements=[{"event_id": "E1", "starts_on": "2024-10-01", "known_on": "2024-08-01", "known_on_basis": "source", "source_id": "S-A"}],
        events=[event, {**event, "known_on": "2025-01-01", "is_withdrawn": "true"}])
    assert [len(asked(store, "events_as_of", day, "event_id")) for day in
            (date(2024, 7, 31), date(2024, 8, 1), date(2024, 12, 31), date(2025, 1, 1))] == [0, 1, 1, 0]


@pytest.mark.parametrize(("day", "upcoming"), [
    (date(2024, 8, 1), [("Fair", "2024-10-01")]), (date(2024, 9, 1), [("Fair", "2024-11-01")]), (date(2024, 9, 15), [])])
def test_an_announcement_is_corrected_and_withdrawn(day, upcoming):
    first = {"event_id": "E1", "starts_on": "2024-10-01", "known_on": "2024-08-01", "known_on_basis": "source", "source_id": "S-A"}
    held = {"programme_id": "ocop-fao", "event_id": "E1", "title": "Fair", "type": "exhibition", "level": "global", "format": "unknown",
            "starts_on": "2024-11-01", "known_on": "2024-11-02", "known_on_basis": "source", "source_id": "S-A"}
    store = small_store(events=[held], announcements=[first, {**first, "starts_on": "2024-11-01", "known_on": "2024-09-01"},
                                                      {**first, "known_on": "2024-09-15", "is_withdrawn": "true"}])
    assert asked(store, "events_as_of", day, "title, starts_on") == upcoming


def test_every_table_of_the_record_can_be_corrected():
    """What became known when is no part of a key: else no later row has the key of an earlier one, and nothing can be taken back."""
    assert {name: contract.key for name, contract in contracts().items() if contract.known_on in contract.key} == {}


def test_dropped_products_bodies_and_actions_leave_the_counts_and_keep_a_class():
    product = {"claim_id": "P1", "programme_id": "ocop-fao", "place_id": "GHA", "iso3": "GHA", "product": "cocoa", "product_id": "cocoa",
               "evidence_strength": "stated", "status": "named", "seen_on": "2024-01-01", "known_on": "2024-02-01",
               "known_on_basis": "source", "source_id": "S-A"}
    body = {"report_id": "T1", "body_id": "B1", "level": "national task force", "iso3": "GHA", "name": "Force", "status": "established",
            "known_on": "2024-02-01", "known_on_basis": "source", "source_id": "S-A"}
    action = {"action_id": "A1", "statement": "Hold a fair", "priority_area": "1", "due_on": "2024-06-30", "level": "global",
              "known_on": "2024-02-01", "known_on_basis": "source", "source_id": "S-A"}
    store = small_store(
        products=[{"product_id": "cocoa", "name": "Cocoa", "category": "field-crop"}],
        place_products=[product, {**product, "claim_id": "P2", "status": "dropped", "seen_on": "2025-01-01", "known_on": "2025-01-01"}],
        task_forces=[body, {**body, "report_id": "T2", "status": "dropped", "known_on": "2025-01-01"}],
        actions=[action], action_reports=[{"report_id": "R1", "action_id": "A1", "status": "dropped", "on": "2025-01-01",
                                           "known_on": "2025-01-01", "known_on_basis": "source", "source_id": "S-A"}])
    before, after = date(2024, 12, 31), date(2025, 1, 1)
    for macro in ("country_products_as_of", "product_claims_as_of", "bodies_as_of"):
        assert [len(asked(store, macro, day, "*")) for day in (before, after)] == [1, 0], macro
    assert asked(store, "every_country_product_as_of", after, "status") == [("dropped",)]
    assert asked(store, "every_body_as_of", after, "status") == [("dropped",)]
    assert [asked(store, "actions_as_of", day, "status") for day in (before, after)] == [[("overdue",)], [("dropped",)]]


def test_a_corrected_older_report_makes_no_newer_one_of_it():
    """Of each thing an older report says one word and a newer one the last; then the older one is written again, otherwise alike."""
    of = {"known_on": "2023-02-01", "known_on_basis": "source", "source_id": "S-A"}
    newer, again = {"known_on": "2024-02-01"}, {"known_on": "2025-02-01", "source_id": "S-C"}
    body = {"report_id": "T1", "body_id": "B1", "level": "national task force", "iso3": "GHA", "name": "Force", "status": "planned", **of}
    product = {"claim_id": "P1", "programme_id": "ocop-fao", "place_id": "GHA", "iso3": "GHA", "product": "cocoa", "product_id": "cocoa",
               "evidence_strength": "stated", "status": "named", "seen_on": "2023-01-01", **of}
    report = {"report_id": "R1", "fund_id": "F1", "stage": "planned", "amount": "1", "amount_usd": "1", "currency": "USD", "countries": "GHA", **of}
    action = {"action_id": "A1", "statement": "Hold a fair", "priority_area": "1", "level": "global", **of, "known_on": "2022-01-01"}
    kept = {"report_id": "AR1", "action_id": "A1", "status": "under way", **of}
    # a year that a page of its February spoke of
    undated = {**FIRST, "figure_id": "F2", "indicator": "saps", "on": "2023", "known_on": "2023-02-01", "value": "50"}
    store = small_store(
        indicators=[*INDICATORS, {"indicator": "saps", "name": "Products", "unit": "products"}], funds=[{"fund_id": "F1", "project": "Cocoa"}],
        products=[{"product_id": "cocoa", "name": "Cocoa", "category": "field-crop"}],
        task_forces=[body, {**body, "report_id": "T2", "status": "established", **newer}, {**body, **again}],
        place_products=[product, {**product, "claim_id": "P2", "status": "dropped", **newer}, {**product, "product": "cacao", **again}],
        fund_reports=[report, {**report, "report_id": "R2", "stage": "provided", "amount": "5", "amount_usd": "5", **newer}, {**report, **again}],
        actions=[action], action_reports=[kept, {**kept, "report_id": "AR2", "status": "dropped", **newer}, {**kept, **again}],
        figures=[undated, {**undated, "figure_id": "F3", "on": "2023-06-01", "known_on": "2023-06-01", "value": "56"}, {**undated, **again}])
    for day in (date(2024, 12, 31), date(2025, 3, 1)):
        assert asked(store, "every_body_as_of", day, "status") == [("established",)]
        assert asked(store, "every_country_product_as_of", day, "status") == [("dropped",)]
        assert asked(store, "funds_as_of", day, "stage, amount_usd") == [("provided", 5)]
        assert asked(store, "actions_as_of", day, "status") == [("dropped",)]
        assert asked(store, "reported_as_of", day, "value") == [(56,)]


def test_a_corrected_promise_was_made_when_it_was_made_and_a_corrected_report_is_no_progress():
    action = {"action_id": "A1", "statement": "Hold a fair", "priority_area": "1", "level": "global", "due_on": "2025-12-31",
              "known_on": "2023-02-01", "known_on_basis": "source", "source_id": "S-A"}
    fund = {"report_id": "R1", "fund_id": "F1", "stage": "ongoing", "countries": "GHA", "known_on": "2023-02-01", "known_on_basis": "source",
            "source_id": "S-A"}
    body = {"report_id": "T1", "body_id": "B1", "level": "national task force", "iso3": "GHA", "name": "Force", "status": "planned",
            "known_on": "2023-02-01", "known_on_basis": "source", "source_id": "S-A"}
    day = {"known_on": "2025-01-01"}
    store = small_store(actions=[action, {**action, "due_on": "2026", **day}], funds=[{"fund_id": "F1", "project": "Cocoa"}],
                        fund_reports=[fund, {**fund, "evidence": "in other words", **day}], task_forces=[body, {**body, "status": "unclear", **day}])
    assert at(store, "overview/summary", date(2025, 1, 1), ["actions", "made_today"]) == [(1, 0)]
    of_period = Filters(as_of=date(2025, 1, 1), compare_with=date(2024, 12, 31))
    assert queries.run(store, "review/progress_national", of_period).rows == []
    assert {row["kind"] for row in queries.run(store, "review/changes", of_period).rows} == {"corrected"}


def test_an_action_that_was_agreed_and_dropped_is_told_as_dropped():
    told = {"known_on": "2023-02-01", "known_on_basis": "source", "source_id": "S-A"}
    store = small_store(
        reviews=[{"review_id": "RV", "title": "Review", "on": "2023-02-01", "kind": "mid-year review", **told}],
        review_decisions=[{"decision_id": "D1", "review_id": "RV", "priority_area": "1", "decision": "Go on", "action_ids": "A1", **told}],
        actions=[{"action_id": "A1", "statement": "Hold a fair", "priority_area": "1", "level": "global", **told}],
        action_reports=[{"report_id": "R1", "action_id": "A1", "status": "dropped", "on": "2024-01-01", "evidence": "No fair is held", **told,
                         "known_on": "2024-01-01"}])
    result = queries.run(store, "review/decisions", Filters(as_of=date(2024, 6, 1), compare_with=date(2023, 6, 1)))
    assert [row["sentence"] for row in result.rows] == ["Hold a fair: dropped (1 January 2024). No fair is held"]
    assert "1 dropped and none without any later report" in result.finding


TOLD = {"known_on": "2023-02-01", "known_on_basis": "source", "source_id": "S-A"}
AGAIN = {"known_on": "2025-02-01"}


def test_a_corrected_row_that_others_name_counts_them_once():
    review = {"review_id": "RV", "title": "Review", "on": "2024-02-01", "kind": "mid-year review", **TOLD}
    programme = {"programme_id": "ocop-la", "name": "Programme", "country_iso3": "BTN", **TOLD}
    target = {"target_id": "T1", "programme_id": "ocop-la", "indicator": "countries_joined", "place_id": "BTN", "value": "5", "due_on": "2026",
              "is_additional": "false", **TOLD}
    store = small_store(
        indicators=INDICATORS, reviews=[review, {**review, "title": "Review, second writing", **AGAIN}],
        programmes=[programme, {**programme, "name": "Programme of Bhutan", **AGAIN}],
        actions=[{"action_id": "A1", "statement": "Hold a fair", "priority_area": "1", "level": "global", **TOLD}],
        review_decisions=[{"decision_id": "D1", "review_id": "RV", "priority_area": "1", "decision": "Go on", "action_ids": "A1", **TOLD}],
        review_notes=[{"note_id": "N1", "review_id": "RV", "note": "Ghana asked", "author": "Secretariat", "on": "2024-02-01"}],
        review_statements=[{"statement_id": "S1", "review_id": "RV", "level": "global", "statement": "Progress", **TOLD, "known_on": "2024-02-01"}],
        targets=[target, {**target, "value": "6", **AGAIN}], figures=[{**FIRST, "programme_id": "ocop-la", "place_id": "BTN"}],
        judgements=[{"judgement_id": "J1", "target_id": "T1", "status": "on track", "reason": "r", "author": "a", "on": "2024-02-01",
                     "expires_on": "2026"}],
        status_rules=[{"rule_id": "r", "name": "r", "on_track_from": "0.95", "at_risk_from": "0.6", "is_default": "true"}])
    for day, title in ((date(2024, 12, 31), "Review"), (date(2025, 2, 1), "Review, second writing")):
        filters = Filters(as_of=day, compare_with=date(2023, 12, 31))
        rows = {name: queries.run(store, name, filters).rows for name in (
            "review/agreed", "review/notes", "status/assessed", "about/indicators", "review/progress_global", "about/definitions")}
        assert [row["review"] for row in rows["review/agreed"]] == [title]
        assert [row["kind"] for row in rows["review/notes"]] == ["note", "judgement"]
        assert [len(rows[name]) for name in ("status/assessed", "about/indicators", "review/progress_global")] == [1, 1, 1]
        assert rows["about/indicators"][0]["statements"] == 1


def test_a_promise_that_was_reported_on_and_an_announcement_of_what_was_held_can_be_corrected():
    """The day of a correction says nothing of the order in which things became known."""
    action = {"action_id": "A1", "statement": "Hold a fair", "priority_area": "1", "level": "global", "due_on": "2024", **TOLD}
    report = {"report_id": "R1", "action_id": "A1", "status": "under way", "on": "2024-02-01", **TOLD, "known_on": "2024-02-01"}
    event = {"programme_id": "ocop-fao", "event_id": "E1", "title": "Fair", "type": "exhibition", "level": "global", "format": "virtual",
             "starts_on": "2024-05-01", **TOLD, "known_on": "2024-05-02"}
    announced = {"event_id": "E1", "starts_on": "2024-05-01", **TOLD}
    store = small_store(actions=[action, {**action, **AGAIN}], action_reports=[report], events=[event],
                        announcements=[announced, {**announced, "place": "Accra", **AGAIN}])
    for name in ("reports_follow_actions", "announced_before_held", "facts_of_events", "course_of_actions"):
        sql = (queries.FOLDER / "checks" / f"{name}.sql").read_text(encoding="utf-8")
        assert store.ask(sql)[1] == [], name


def test_the_day_compared_with_is_of_a_review_that_stands():
    review = {"review_id": "RV", "title": "Review", "on": "2024-02-01", "kind": "mid-year review", "period": "2024-H1", **TOLD}
    store = small_store(reviews=[review, {**review, "is_withdrawn": "true", **AGAIN}])
    assert last_review(store, date(2025, 1, 31)) == date(2024, 2, 1)
    assert last_review(store, date(2025, 2, 1)) == date(2021, 9, 1)


def test_no_query_joins_all_versions_of_a_table():
    versioned = {name for name, contract in contracts().items() if contract.known_on}
    found = []
    for path in sorted(queries.FOLDER.rglob("*.sql")):
        text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("--"))
        own = set(re.findall(r"\b(\w+) as \(", text))      # a step of the query may have the name of a table
        found += [f"{path.name}: {name}" for name in re.findall(r"\bjoin (\w+)\b(?![.(])", text) if name in versioned - own]
    assert found == []
