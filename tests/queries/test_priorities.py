"""Actions, milestones and due dates of the priority areas. Expected rows are counted by hand from the fixture rows."""

from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.small import small_store

DAY = date(2026, 3, 1)
AREAS = [{"priority_area": "1", "name": "Project", "description": "what", "known_on": "2025-08-01", "known_on_basis": "source",
          "source_id": "S-A"},
         {"priority_area": "3", "name": "National", "description": "what", "known_on": "2025-08-01", "known_on_basis": "source",
          "source_id": "S-A"}]


def action(number, due="", area="3", known="2025-08-01", **more):
    return {"action_id": f"AC-{number}", "statement": f"action {number}", "priority_area": area, "priority_area_basis": "compiler",
            "due_on": due, "level": "national" if more.get("iso3") else "global", "known_on": known, "known_on_basis": "source",
            "source_id": "S-A", **more}


def report(number, status, on, known=None):
    return {"report_id": f"AR-{number}-{on}", "action_id": f"AC-{number}", "status": status, "on": on, "known_on": known or on,
            "known_on_basis": "source", "source_id": "S-C", "evidence": f"report of {on}"}


def milestone(number, on, area="", known=None, **more):
    return {"milestone_id": f"MS-{number}", "title": f"milestone {number}", "on": on, "priority_area": area,
            "priority_area_basis": "compiler" if area else "", "known_on": known or on, "known_on_basis": "source", "source_id": "S-A", **more}


def ask(name, filters=Filters(as_of=DAY), **tables):
    return queries.run(small_store(priority_areas=AREAS, **tables), f"priorities/{name}", filters)


def statuses(*actions, reports=(), day=DAY):
    rows = ask("actions", Filters(as_of=day), actions=list(actions), action_reports=list(reports)).rows
    return {row["action_id"]: row["status"] for row in rows}


def test_a_due_date_of_one_day_is_past_on_the_day_after():
    assert statuses(action(1, "2026-02-28"), day=date(2026, 2, 28)) == {"AC-1": "not yet due"}
    assert statuses(action(1, "2026-02-28"), day=date(2026, 3, 1)) == {"AC-1": "overdue"}


@pytest.mark.parametrize(("due", "last_day"), [("2025", date(2025, 12, 31)), ("2026-02", date(2026, 2, 28))])
def test_an_imprecise_due_date_is_past_when_the_whole_of_it_is_over(due, last_day):
    assert statuses(action(1, due), day=last_day) == {"AC-1": "not yet due"}
    assert statuses(action(1, due), day=date.fromordinal(last_day.toordinal() + 1)) == {"AC-1": "overdue"}


@pytest.mark.parametrize(("actions", "told"), [
    ([action(1, "2026-01")], "1 action of the initiative is on record"),                                   # of one there is no order
    ([action(1, "2026-01"), action(2)], "2 actions of the initiative are on record, overdue first"),
    ([action(1, "2027"), action(2)], "2 actions of the initiative are on record"),                         # none is overdue
    ([], "No action for the initiative was published by this day.")])
def test_a_finding_speaks_of_an_order_only_where_there_is_one(actions, told):
    assert ask("actions", actions=actions).finding == told


def test_an_action_without_a_due_date_is_never_overdue():
    silent, begun = action(1), action(2)  # no due date; the second has begun
    assert statuses(silent, begun, reports=[report(2, "under way", "2025-12-01")]) == {"AC-1": "no due date", "AC-2": "under way"}


def test_a_report_counts_from_the_day_it_was_known():
    late_news = report(1, "done", "2025-12-05", known="2025-12-17")  # done on 5 December, known on the 17th
    due = action(1, "2025-12-06")
    assert statuses(due, reports=[late_news], day=date(2025, 12, 16)) == {"AC-1": "overdue"}
    assert statuses(due, reports=[late_news], day=date(2025, 12, 17)) == {"AC-1": "done"}


def test_completion_reported_after_the_due_date_is_marked_late_and_keeps_its_words():
    rows = ask("actions", actions=[action(1, "2025-12-06"), action(2, "2025-12-06")],
               action_reports=[report(1, "done", "2025-12-17"), report(2, "done", "2025-12-06")]).rows
    assert [(row["action_id"], row["is_reported_late"], row["last_evidence"], row["last_known_on"]) for row in rows] == [
        ("AC-1", True, "report of 2025-12-17", "2025-12-17"), ("AC-2", False, "report of 2025-12-06", "2025-12-06")]


def test_overdue_actions_stand_first_and_the_longest_overdue_leads():
    rows = ask("actions", actions=[action(1, "2027"), action(2, "2025-06-30"), action(3), action(4, "2024")]).rows
    assert [row["action_id"] for row in rows] == ["AC-4", "AC-2", "AC-1", "AC-3"]


def test_before_the_review_that_set_them_no_action_has_an_area():
    old = action(1, "2026", known="2023-01-01")  # older than the five areas
    (row,) = ask("actions", Filters(as_of=date(2024, 1, 1)), actions=[old]).rows
    assert (row["area"], row["priority_area"], row["priority_area_basis"]) == (None, None, None)
    (row,) = ask("actions", actions=[old]).rows
    assert (row["area"], row["priority_area_basis"]) == ("3. National", "compiler")


GLOBAL, GHANA, TOGO, BHUTAN = action(1), action(2, iso3="GHA"), action(3, iso3="TGO"), action(4, iso3="BTN")


@pytest.mark.parametrize(("filters", "shown"), [
    (Filters(as_of=DAY), ["AC-1", "AC-2", "AC-3", "AC-4"]),
    (Filters(as_of=DAY, regions=("RAF",)), ["AC-2", "AC-3"]),
    (Filters(as_of=DAY, countries=("TGO",)), ["AC-3"]),
    (Filters(as_of=DAY, regions=("RAP",), countries=("TGO",)), [])])
def test_global_actions_are_left_out_by_every_query_once_a_place_is_chosen(filters, shown):
    tables = {"actions": [GLOBAL, GHANA, TOGO, BHUTAN]}
    assert [row["action_id"] for row in ask("actions", filters, **tables).rows] == shown
    assert sum(row["actions"] for row in ask("by_area", filters, **tables).rows) == len(shown)
    assert sum(row["actions"] for row in ask("areas", filters, **tables).rows) == len(shown)
    assert len(ask("timeline", filters, **tables).rows) == len(shown)
    assert ask("summary", filters, **tables).rows[0]["actions"] == len(shown)


def test_the_summary_says_how_many_global_actions_a_choice_leaves_out():
    result = ask("summary", Filters(as_of=DAY, regions=("RAF",)), actions=[GLOBAL, GHANA, TOGO, BHUTAN])
    assert "Global actions (1) belong to no region or country and are left out." in result.finding
    assert "left out" not in ask("summary", actions=[GLOBAL, GHANA]).finding


def test_every_area_has_the_same_statuses_in_one_order_even_at_zero():
    rows = ask("by_area", actions=[action(1, "2025-09"), action(2, "2027"), action(3, "2027", area="1")]).rows
    assert [(row["area"], row["status"], row["actions"]) for row in rows] == [
        ("1. Project", "overdue", 0), ("1. Project", "not yet due", 1), ("3. National", "overdue", 1), ("3. National", "not yet due", 1)]


def test_the_finding_has_words_for_nothing_past_due():
    assert ask("by_area", actions=[action(1, "2027")]).finding == \
        "No published action for the initiative is past due; reports of completion exist for 0 of 1"
    assert ask("by_area", actions=[action(1, "2025-09"), action(2)]).finding == (
        "1 of 2 published actions is past due with no report of completion found; reports of completion exist for none")


def test_the_area_with_most_overdue_actions_opens_first():
    rows = ask("areas", actions=[action(1, "2027", area="1"), action(2, "2027", area="1"), action(3, "2025-09")]).rows
    assert [(row["priority_area"], row["opens_first"], row["overdue"]) for row in rows] == [(1, False, 0), (3, True, 1)]


def test_due_in_twelve_months_counts_from_the_day_and_takes_a_year_that_begins_within_them():
    result = ask("next", actions=[
        action(1, "2026-02-28"),  # the day before
        action(2, "2026-03-01"),  # on the day
        action(3, "2027"),        # begins within the twelve months, ends after them
        action(4, "2027-03-02"),  # a day too late
        action(5, "2026-06"), action(6)], action_reports=[report(5, "done", "2026-01-05")])  # done before its due date
    assert [row["statement"] for row in result.rows] == ["action 2", "action 3"]
    assert result.finding == "2 published actions are due by 1 March 2027"


def test_changes_tell_what_passed_apart_from_what_came_on_record_past_due():
    result = ask("changes", Filters(as_of=DAY, compare_with=date(2025, 8, 1)), actions=[
        action(1, "2025-12"),                     # passed between the two days
        action(2, "2025-06", known="2025-09-01"),  # known later, due earlier
        action(3, "2026", known="2025-10-01"),    # newly known, not yet due
        action(4, "2025-10"), action(5), action(6, "2025-07")],  # done; begun; past due on both days
        action_reports=[report(4, "done", "2025-10-15"), report(5, "under way", "2025-11-01")])
    assert [(row["change"], row["statement"], row["status_before"]) for row in result.rows] == [
        ("reported done", "action 4", "not yet due"), ("newly past due", "action 1", "not yet due"),
        ("on record, already past due", "action 2", None), ("progress reported", "action 5", "no due date"),
        ("newly on record", "action 3", None)]
    assert result.finding == "Since 1 August 2025 1 action was reported done, 1 went past due and 2 came on record"


def test_a_change_is_sourced_by_its_report_or_by_the_promise():
    rows = ask("changes", Filters(as_of=DAY, compare_with=date(2025, 8, 1)), actions=[action(1, "2025-10"), action(2, "2025-12")],
               action_reports=[report(1, "done", "2025-10-15")]).rows
    assert [(row["statement"], row["source_id"]) for row in rows] == [("action 1", "S-C"), ("action 2", "S-A")]


def test_the_timeline_keeps_spans_and_counts_what_has_no_date():
    result = ask("timeline", actions=[action(1, "2027"), action(2)],
                 milestones=[milestone(1, "2025-12", "3"), milestone(2, "2026-04", known="2025-10")])
    assert [(row["area"], row["what"], row["on_from"], row["on_to"], row["status"]) for row in result.rows] == [
        ("3. National", "milestone 1", date(2025, 12, 1), date(2025, 12, 31), None),
        ("3. National", "action 1", date(2027, 1, 1), date(2027, 12, 31), "not yet due"),
        ("3. National", "action 2", None, None, "no due date"),
        ("No area given", "milestone 2", date(2026, 4, 1), date(2026, 4, 30), "planned")]  # announced, its month not begun
    assert result.finding == "2 milestones are on record, and 1 action with a due date, 1 of them still ahead"


def test_a_milestone_of_several_countries_counts_for_each_of_their_regions():
    both = milestone(1, "2022-11-03", countries="GHA;BTN")
    africa, world = milestone(2, "2022-03-11", region="RAF"), milestone(3, "2021-09-07")
    for filters, shown in ((Filters(as_of=DAY), [1, 2, 3]), (Filters(as_of=DAY, regions=("RAF",)), [1, 2]),
                           (Filters(as_of=DAY, regions=("RAP",)), [1]), (Filters(as_of=DAY, countries=("BTN",)), [1])):
        rows = ask("milestones", filters, milestones=[both, africa, world]).rows
        assert [row["title"] for row in rows] == [f"milestone {number}" for number in shown]


def test_a_milestone_known_before_its_day_is_planned():
    ahead, past = milestone(1, "2025-10-10", known="2025-08-01"), milestone(2, "2025-08-01")
    rows = ask("milestones", Filters(as_of=date(2025, 9, 1)), milestones=[ahead, past]).rows
    assert [(row["title"], row["milestone_state"]) for row in rows] == [("milestone 1", "planned"), ("milestone 2", "past")]


def test_the_record_has_25_actions_and_their_statuses(record):
    rows = queries.run(record, "priorities/actions", Filters(as_of=date(2026, 11, 21))).rows
    count = {status: sum(row["status"] == status for row in rows) for status in ("overdue", "under way", "not yet due", "no due date", "done")}
    # received: 25 statements, 15 with a due date; 9 of those are past, of which 5 are done: the two phases by evidence of their start
    assert count == {"overdue": 4, "under way": 3, "not yet due": 6, "no due date": 7, "done": 5}
    assert sum(row["priority_area_basis"] == "FAO" for row in rows) == 8


def test_the_launch_of_liberia_was_reported_late(record):
    rows = queries.run(record, "priorities/actions", Filters(countries=("LBR",))).rows
    assert [(row["due_on"], row["last_known_on"], row["status"]) for row in rows if row["is_reported_late"]] == [
        ("2025-12-06", "2025-12-17", "done")]
    on_the_day_before = queries.run(record, "priorities/actions", Filters(countries=("LBR",), as_of=date(2025, 12, 16))).rows
    assert [row["status"] for row in on_the_day_before if row["due_on"] == "2025-12-06"] == ["overdue"]


def test_the_record_has_40_milestones_and_13_belong_to_no_area(record):
    result = queries.run(record, "priorities/milestones", Filters())
    assert result.finding == "40 milestones are on record, 13 of them without a priority area"
    assert sum(row["priority_area_basis"] is None for row in result.rows) == 13


def test_the_timeline_shows_the_exhibition_as_planned_before_its_day(record):
    before = queries.run(record, "priorities/timeline", Filters(as_of=date(2025, 8, 1))).rows
    assert [row["what"] for row in before if row["status"] == "planned"] == ["First FAO Global Exhibition From Seeds to Foods opens"]
