"""Whose promise, when it is done, what of it is judged; and when the stage of a fund counts. Expected words are worked out by hand."""

from datetime import date, timedelta

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.queries.test_events import event
from tests.queries.test_priorities import AREAS, action, report
from tests.small import small_store


def status(day, promise, reports=(), events=()):
    store = small_store(actions=[promise], action_reports=list(reports), events=list(events))
    (row,) = queries.run(store, "priorities/actions", Filters(as_of=date.fromisoformat(day))).rows
    return row["status"]


@pytest.mark.parametrize(("on", "known", "first_done"), [
    ("2025-10-05", "2025-10-05", "2025-10-05"),  # a day, told on that day
    ("2025-10-05", "2025-10-20", "2025-10-20"),  # told later
    ("2025-10", "2025-10-20", "2025-10-20"),     # the month is told on the 20th: by then it is done
    ("2025-10", "2025-10", "2025-10-31"),        # neither is known to the day: done for certain on the last one
    ("2025", "2025-11", "2025-11-30"),           # a year, told in November
    ("2024", "2025-03", "2025-03-31"),           # long over; when in March it became known is not said, the month counts as known once begun
    ("2025-02", "2025-03-01", "2025-03-01")])
def test_a_report_of_completion_counts_once_it_is_certain(on, known, first_done):
    day, done = date.fromisoformat(first_done), report(1, "done", on, known=known)
    if (on, known) == ("2024", "2025-03"):
        day = date(2025, 3, 1)  # all of 2024 lies behind: nothing is left to wait for
    assert status(str(day), action(1, known="2023-01-01"), [done]) == "done"
    assert status(str(day - timedelta(days=1)), action(1, known="2023-01-01"), [done]) != "done"


EXHIBITION = event(61, "2025-10-10", ends_on="2025-10-13", known_on="2025-08-01")


@pytest.mark.parametrize(("day", "expected"), [
    ("2025-10-01", "not yet due"),  # the report `2025-10` is known, the event not held
    ("2025-10-09", "not yet due"),
    ("2025-10-10", "done"),         # the first day of the event
    ("2025-11-01", "done")])
def test_no_promise_of_an_event_is_done_before_the_event_is_held(day, expected):
    promise = action(1, "2025-10-10", event_id="EV-61")
    assert status(day, promise, [report(1, "done", "2025-10", known="2025-10")], [EXHIBITION]) == expected
    if day < "2025-10-10":  # not even a report of an exact day
        assert status(day, promise, [report(1, "done", "2025-09-15")], [EXHIBITION]) == "not yet due"


@pytest.mark.parametrize(("closed_by", "told", "expected"), [
    ("start", "under way", "done"), ("start", "done", "done"), ("completion", "under way", "overdue"), ("", "under way", "overdue"),
    ("completion", "done", "done"), ("start", "dropped", "dropped")])
def test_a_promise_to_start_is_closed_by_evidence_of_the_start(closed_by, told, expected):
    promise = action(1, "2023-01", known="2022-11-03", closed_by=closed_by)
    assert status("2023-06-01", promise, [report(1, told, "2023-02-14")]) == expected


@pytest.mark.parametrize(("started", "days", "late"), [("2023-01-31", None, False), ("2023-02-01", 1, True), ("2023-02-28", 28, True),
                                                       ("2023-02", 1, True)])  # of a month only the first day is certain not to be earlier
def test_a_start_after_the_last_day_of_its_month_is_late(started, days, late):
    store = small_store(actions=[action(1, "2023-01", known="2022-11-03", closed_by="start")], action_reports=[report(1, "under way", started)])
    (row,) = queries.run(store, "priorities/actions", Filters(as_of=date(2023, 6, 1))).rows
    assert (row["status"], row["days_late"], row["is_reported_late"]) == ("done", days, late)


@pytest.mark.parametrize(("due", "on", "known", "said"), [
    ("2023-01", "2023-01-31", "2023-02-01", "As promised on 3 November 2022: {} (planned for January 2023, reported for 31 January 2023)"),
    ("2023-01", "2023-01", "2023-06-01", "As promised on 3 November 2022: {} (planned for January 2023, reported for January 2023)"),
    ("2023", "2023-11-05", "2024-01-10", "As promised on 3 November 2022: {} (planned for 2023, reported for 5 November 2023)"),
    ("2023-01", "2023-02", "2023-02-15", "Late by 1 month: {} (planned for January 2023, reported for February 2023)"),
    ("2023-01", "2023-02-14", "2023-02-15", "Late by 1 month: {} (planned for January 2023, reported for 14 February 2023)"),
    ("2023-01", "2023-04-01", "2023-04-01", "Late by 3 months: {} (planned for January 2023, reported for 1 April 2023)"),
    ("2023-01-31", "2023-02-01", "2023-02-01", "Late by 1 day: {} (planned for 31 January 2023, reported for 1 February 2023)"),
    ("2023-01-31", "2023-02-14", "2023-02-15", "Late by 14 days: {} (planned for 31 January 2023, reported for 14 February 2023)"),
    ("2022-12", "2024", "2024-03-01", "Late by 13 months: {} (planned for December 2022, reported for 2024)"),   # at least: from 1 January on
    ("2022", "2024", "2024-03-01", "Late by 2 years: {} (planned for 2022, reported for 2024)"),
    ("2022", "2023-02-01", "2023-02-01", "Late by 2 months: {} (planned for 2022, reported for 1 February 2023)"),
    ("2023-01-31", "2023", "2023-03-01", "Reported late: {} (planned for 31 January 2023, reported on 1 March 2023)"),    # it may have been in time
    ("2023-01", "", "2023-03-01", "Late by 2 months: {} (planned for January 2023, reported for 1 March 2023)")])         # no day but the report's
def test_late_is_what_was_done_late_and_not_what_a_newspaper_told_the_next_day(due, on, known, said):
    told = [report(1, "under way", on, known=known)]
    store = small_store(actions=[action(1, due, known="2022-11-03", closed_by="start")], action_reports=told)
    (row,) = queries.run(store, "review/variance", Filters(compare_with=date(2022, 11, 4), as_of=date(2025, 1, 1))).rows
    assert row["sentence"].split("; no explanation")[0].split(": report of")[0] == said.format("action 1")


PROMISES = [
    action(1, "2025-03", known="2024-01-01"),                              # own, past due
    action(2, "2025-06-30", known="2024-01-01"),                           # own, done
    action(3, known="2025-08-01"), action(4, "2026", known="2025-08-01"),  # made on the day of the review
    action(5, "2025-08-01", known="2025-08-01"),                           # made and due on that day: judged
    action(6, "2025", known="2024-01-01", kind="national plan"),           # a national target that a page quotes
    action(7, "2025-01", known="2024-01-01", kind="other programme"),      # past due, and not the initiative's
    action(8, "2025-01", known="2024-01-01")]                              # own, dropped
REPORTS = [report(2, "done", "2025-06-01"), report(8, "dropped", "2025-02-01")]


def asked(name, day=date(2025, 8, 1), **choice):
    store = small_store(priority_areas=AREAS, actions=PROMISES, action_reports=REPORTS)
    return queries.run(store, name, Filters(as_of=day, compare_with=date(2025, 1, 1), **choice))


def test_a_review_judges_what_was_promised_before_it_or_is_due_by_it():
    assert asked("review/priorities").finding == (  # 1, 2 and 5; 3 and 4 were made that day, 6 and 7 are of others, 8 was dropped
        "1 of 3 published actions is past due with no report of completion found; reports of completion exist for 1")
    assert asked("priorities/by_area").finding == asked("review/priorities").finding
    (row,) = asked("overview/summary").rows
    assert (row["actions"], row["done"], row["overdue"], row["made_today"]) == (3, 1, 1, 2)
    (row,) = asked("overview/summary", date(2025, 8, 2)).rows  # the day after all five are judged, and 5 is past due
    assert (row["actions"], row["done"], row["overdue"], row["made_today"]) == (5, 1, 2, 0)


def test_where_nothing_could_be_judged_yet_no_sentence_counts_0_of_0():
    store = small_store(priority_areas=AREAS, actions=[action(3, known="2025-08-01")])
    for name in ("priorities/by_area", "review/priorities"):
        finding = queries.run(store, name, Filters(as_of=date(2025, 8, 1), compare_with=date(2025, 1, 1))).finding
        assert "was there to be judged by this day" in finding and "0 of 0" not in finding


def test_a_dropped_action_is_a_class_of_its_own_and_in_no_total():
    counts = {row["status"]: row["actions"] for row in asked("priorities/by_area").rows if row["area"].startswith("3")}
    assert counts == {"overdue": 1, "done": 1, "not yet due": 2, "no due date": 1, "dropped": 1}
    area = next(row for row in asked("priorities/areas").rows if row["priority_area"] == 3)
    assert (area["actions"], area["dropped"], area["overdue"]) == (5, 1, 1)
    assert asked("priorities/summary").rows[0]["actions"] == 5
    assert {row["change"] for row in asked("priorities/changes").rows if row["statement"] == "action 8"} == {"dropped"}
    for name in ("priorities/next", "overview/upcoming", "review/upcoming", "review/variance"):
        assert not any("action 8" in (row.get("statement") or row.get("what")) for row in asked(name).rows)


def test_plans_of_others_stand_in_the_list_apart_from_the_promises():
    rows = asked("priorities/actions").rows
    assert [(row["action_id"], row["promised_by"]) for row in rows[-2:]] == [("AC-7", "other programme"), ("AC-6", "national plan")]
    assert {row["promised_by"] for row in rows[:-2]} == {"own promise"}


@pytest.mark.parametrize(("day", "done", "judged", "made_today"), [
    ("2025-08-01", 2, 4, 8),    # AC-006 and AC-007 of 006, 007, 008 and 024; the eight of the review were promised that day
    ("2025-10-09", 2, 12, 0),   # the two events of October are not held
    ("2025-10-15", 4, 12, 0),   # both are
    ("2026-11-26", 5, 19, 0)])  # and the launch of Liberia; 26 published, 6 national plans and 1 step of another programme apart
def test_the_promises_of_the_record(record, day, done, judged, made_today):
    (row,) = queries.run(record, "overview/summary", Filters(as_of=date.fromisoformat(day))).rows
    assert (row["done"], row["actions"], row["made_today"]) == (done, judged, made_today)


def fund(stage, starts="", ends="", known="2024-04-01"):
    return {"report_id": "R1", "fund_id": "F1", "stage": stage, "starts_on": starts, "ends_on": ends, "known_on": known,
            "known_on_basis": "source", "source_id": "S-A"}


@pytest.mark.parametrize(("row", "day", "expected"), [
    (fund("completed", "2024-04", "2024-07"), "2024-07-30", "ongoing"),       # its own end is not over
    (fund("completed", "2024-04", "2024-07"), "2024-07-31", "completed"),
    (fund("implemented", "2024-06", "2024-07"), "2024-05-01", "planned"),     # not even begun
    (fund("completed", "2020", "2023", "2024-04-01"), "2024-04-01", "completed"),
    (fund("completed"), "2024-04-01", "completed"),                           # no end published: nothing contradicts it
    (fund("planned", "2026"), "2025-12-31", "planned"), (fund("planned", "2026"), "2026-06-01", "planned"),
    (fund("ongoing", "2026"), "2025-12-31", "planned"), (fund("ongoing", "2026"), "2026-01-01", "ongoing"),
    (fund("committed", "2026"), "2025-12-31", "committed")])                  # money may be committed to what starts later
def test_a_stage_counts_from_the_end_or_the_start_of_its_own_row(row, day, expected):
    store = small_store(funds=[{"fund_id": "F1", "project": "Big", "donor": "China"}], fund_reports=[row])
    assert store.ask("select stage from funds_as_of($day)", {"day": date.fromisoformat(day)})[1] == [(expected,)]


def test_a_final_stage_is_news_of_the_time_of_its_end_and_a_plan_of_the_day_it_was_told():
    tables = {"funds": [{"fund_id": "F1", "project": "Big", "donor": "China"}]}
    for row, compare, day, expected in (
            (fund("completed", "2024-04", "2024-07", "2024-12-01"), "2024-06-30", "2024-12-31", "2024-07"),
            (fund("completed", "2024-04", "2024-07", "2024-12-01"), "2024-08-01", "2024-12-31", None),  # known later, ended before
            (fund("planned", "2026", known="2025-10-17"), "2025-08-01", "2026-11-26", "2025-10-17"),
            (fund("planned", "2026", known="2025-10-17"), "2025-12-31", "2026-11-26", None)):          # a plan does not start anything
        filters = Filters(compare_with=date.fromisoformat(compare), as_of=date.fromisoformat(day))
        found = queries.run(small_store(fund_reports=[row], **tables), "review/progress_global", filters).rows
        assert [line["on"] for line in found] == ([expected] if expected else [])
