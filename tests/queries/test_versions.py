"""Corrections and withdrawals: before the day on which one became known the old row counts, from that day the new one or none."""

from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.small import small_store

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
