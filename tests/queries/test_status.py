"""The status rule ocop-rag-1: expected value, attainment, status, and what other rules say. Every expected value is worked by hand."""

from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.small import PLACES, small_store

START, DUE, DAY = date(2021, 1, 1), date(2026, 1, 1), date(2025, 1, 1)  # four of five years gone: 0.8 of the way


@pytest.fixture(scope="module")
def rules():
    return small_store()


def judge(store, baseline, target, actual, *, start=START, due=DUE, day=DAY, milestones=None, stale=False, cuts=(0.95, 0.6)):
    """(attainment rounded to 3 digits, status, reason) of one target."""
    given = {"b": baseline, "t": target, "a": actual, "t0": start, "t1": due, "day": day, "m": milestones, "stale": stale,
             "on": cuts[0], "risk": cuts[1]}
    _names, rows = store.ask("""
        select round(attainment($b::double, expected_value($b::double, $t0, $t::double, $t1, $day, $m), $a::double), 3),
               status_of($b::double, $t0, $t::double, $t1, $day, $a::double, $m, $stale, $on, $risk),
               not_assessable_because($b::double, $t0, $t::double, $t1, $a::double, $stale)""", given)
    return rows[0]


@pytest.mark.parametrize(("b", "t", "a", "expected"), [
    (0, 95, 76, (1.0, "on track", None)), (0, 95, 40, (0.526, "off track", None)), (0, 95, 50, (0.658, "at risk", None)),
    (0, 95, 95, (1.25, "achieved", None)), (0, 95, 0, (0.0, "off track", None))])
def test_a_rising_target(rules, b, t, a, expected):
    assert judge(rules, b, t, a) == expected


def test_a_falling_target_at_its_mid_point(rules):
    falling = {"start": date(2021, 1, 1), "due": date(2023, 1, 1), "day": date(2022, 1, 1)}
    assert judge(rules, 40, 20, 30, **falling) == (1.0, "on track", None)
    assert judge(rules, 40, 20, 42, **falling) == (-0.2, "off track", None)  # below 0: reversing
    assert judge(rules, 40, 20, 19, **falling)[1] == "achieved"


@pytest.mark.parametrize(("changes", "status", "reason"), [
    ({"baseline": 95}, "not assessable", "no change planned"), ({"actual": None}, "not assessable", "no value reported"),
    ({"baseline": None}, "not assessable", "no baseline published"), ({"target": None}, "not assessable", "no target published"),
    ({"due": None}, "not assessable", "no due date published"), ({"start": None}, "not assessable", "baseline without a date"),
    ({"stale": True}, "not assessable", "the last value is too old"),
    ({"day": START}, "not due", None), ({"day": date(2021, 4, 1)}, "not due", None),  # the last day of the grace of three months
    ({"day": date(2021, 4, 2), "actual": 0}, "off track", None),  # the day after it
    ({"day": DUE}, "off track", None),  # on the due day the target itself is expected
    ({"day": date(2026, 1, 2)}, "overdue", None), ({"day": date(2026, 1, 2), "actual": 95}, "achieved", None)])
def test_at_the_edges(rules, changes, status, reason):
    given = {"baseline": 0, "target": 95, "actual": 40, **changes}
    assert judge(rules, **given)[1:] == (status, reason)


def test_the_cut_points_belong_to_the_better_status(rules):
    plan = {"start": date(2021, 1, 1), "due": date(2021, 12, 31), "day": date(2021, 12, 31)}  # everything is expected
    assert judge(rules, 0, 1000, 950, **plan)[1] == "on track"
    assert judge(rules, 0, 1000, 949.9, **plan)[1] == "at risk"
    assert judge(rules, 0, 1000, 600, **plan)[1] == "at risk"
    assert judge(rules, 0, 1000, 599.9, **plan)[1] == "off track"


def test_milestones_bend_the_line(rules):
    slow_start = [{"day": date(2023, 1, 1), "value": 10.0}, {"day": date(2024, 1, 1), "value": 50.0}]
    assert judge(rules, 0, 95, 10, day=date(2023, 1, 1), milestones=slow_start)[0] == 1.0  # the milestone of that day
    assert judge(rules, 0, 95, 30, day=date(2023, 7, 2), milestones=slow_start)[0] == 1.002  # 30 of 10 + 40 * 182/365 = 29.945
    assert judge(rules, 0, 95, 9, day=date(2022, 12, 31), milestones=slow_start)[1] == "not due"  # before the first milestone


@pytest.mark.parametrize(("rule", "cuts", "status"), [
    ("ocop-rag-1", (0.95, 0.6), "on track"), ("undp-2014", (1.0, 0.5), "at risk"), ("global-fund", (0.9, 0.6), "on track")])
def test_rules_are_data_and_may_differ(rules, record, rule, cuts, status):
    assert judge(rules, 0, 100, 77, cuts=cuts)[1] == status  # 77 of 80 expected: 0.9625
    assert record.ask("select on_track_from, at_risk_from from status_rules where rule_id = $rule", {"rule": rule})[1] == [cuts]


TARGET = {"target_id": "TG-1", "programme_id": "ocop-fao", "indicator": "countries_joined", "place_id": "WORLD", "value": "120",
          "is_additional": "false", "due_on": "2026-12-31", "baseline": "0", "baseline_on": "2022-01-01", "known_on": "2024-01-01",
          "known_on_basis": "source", "source_id": "S-A"}
VALUE = {"figure_id": "FG-1", "programme_id": "ocop-fao", "indicator": "countries_joined", "place_id": "WORLD", "on": "2024-06-30",
         "value": "60", "qualifier": "eq", "indicator_as_received": "x", "known_on": "2024-07-01", "known_on_basis": "source", "source_id": "S-A"}
PLAIN = {"places": PLACES, "programmes": [{"programme_id": "ocop-fao", "name": "OCOP"}],
         "indicators": [{"indicator": "countries_joined", "name": "Countries", "unit": "countries", "stale_after_months": "12"}],
         "status_rules": [{"rule_id": "ocop-rag-1", "name": "ours", "on_track_from": "0.95", "at_risk_from": "0.6", "is_default": "true"},
                          {"rule_id": "undp-2014", "name": "UNDP", "on_track_from": "1", "at_risk_from": "0.5", "is_default": "false"}]}


def assessed(day, target=TARGET, values=(VALUE,), **more):
    store = small_store(targets=[target], figures=list(values), **PLAIN, **more)
    result = queries.run(store, "status/assessed", Filters(as_of=date.fromisoformat(day)))
    return [(row["actual"], row["status"], row["reason"], row["judged"]) for row in result.rows]


def test_a_target_counts_from_the_day_it_was_published():
    assert assessed("2023-12-31") == []
    assert assessed("2024-01-01") == [(None, "not assessable", "no value reported", None)]
    assert assessed("2024-07-01") == [(60, "on track", None, None)]  # 912 of 1825 days: 59.97 expected


def test_a_bound_is_judged_by_its_direction():
    falling = TARGET | {"value": "20", "baseline": "100"}
    def said(target, value, qualifier):
        return assessed("2024-07-01", target, (VALUE | {"value": value, "qualifier": qualifier},))[0][1:3]
    bound = ("not assessable", "the value is a bound, which proves no status")
    assert [said(TARGET, *one) for one in (("120", "gt"), ("60", "ge"), ("20", "gt"), ("20", "about"))] == [
        ("achieved", None), ("on track", None), bound, ("off track", None)]
    assert [said(falling, *one) for one in (("20", "gt"), ("60", "gt"), ("95", "gt"), ("20", "eq"))] == [
        bound, bound, ("off track", None), ("achieved", None)]


def test_a_value_older_than_its_limit_carries_no_status():
    assert assessed("2025-06-29")[0][1] == "at risk"  # 364 days old: 60 of 83.8 expected, 0.716
    assert assessed("2025-06-30") == [(60, "not assessable", "the last value is too old", None)]  # twelve months


def test_a_target_additional_to_a_running_total_is_never_compared_with_it():
    assert assessed("2024-07-01", {**TARGET, "is_additional": "true"}) == [(60, "not assessable", "additional to a running total", None)]


def test_the_baseline_itself_is_no_progress():
    same = {**VALUE, "on": "2022-01-01", "value": "0", "known_on": "2022-01-01"}
    assert assessed("2022-06-30", {**TARGET, "known_on": "2022-01-01"}, [same]) == [(0, "not assessable", "no value after the baseline", None)]


def test_a_judgement_stands_beside_the_status_until_it_expires():
    judgement = {"judgement_id": "J-1", "target_id": "TG-1", "status": "at risk", "reason": "two applications withdrawn",
                 "author": "Secretariat", "on": "2024-07-10", "expires_on": "2024-12-31"}
    assert [row[3] for day in ("2024-07-09", "2024-07-10", "2024-12-31", "2025-01-01")
            for row in assessed(day, judgements=[judgement])] == [None, "at risk", "at risk", None]
    assert assessed("2024-07-10", judgements=[judgement])[0][1] == "on track"  # the computed status is never replaced


def test_a_status_that_another_rule_sees_differently_is_a_flip():
    store = small_store(targets=[TARGET], figures=[{**VALUE, "value": "58"}], **PLAIN)  # 58 of 59.97: 0.967
    rows = queries.run(store, "status/flips", Filters(as_of=date(2024, 7, 1))).rows
    assert [(row["rule_id"], row["status"], row["flips_of_rule"]) for row in rows] == [("ocop-rag-1", "on track", 0), ("undp-2014", "at risk", 1)]


def test_what_is_needed_from_now_on_against_the_best_half_year():
    earlier = {**VALUE, "figure_id": "FG-0", "on": "2024-01-01", "value": "42", "known_on": "2024-01-01"}
    store = small_store(targets=[TARGET], figures=[earlier, VALUE], **PLAIN)
    (row,) = queries.run(store, "status/needed", Filters(as_of=date(2024, 7, 1))).rows
    assert round(row["needed_per_month"], 3) == round(30.44 * 60 / 913, 3)  # 60 left in 913 days
    assert round(row["best_per_month"], 3) == round(30.44 * 18 / 181, 3)  # 18 more within 181 days


def test_the_record_has_no_target_of_the_initiative_and_says_so(record):
    result = queries.run(record, "status/initiative")
    assert result.finding.startswith("No target of the initiative has been published")
    assert queries.run(record, "status/assessed").finding.startswith("15 of 207 published targets can be assessed")


# imprecise plans, steps that expect nothing yet, targets without a baseline, units that changed

def plan(**more):
    """0 countries in 2021, 95 in 2026, both given as years; 40 on 1 January 2025."""
    return {**TARGET, "value": "95", "due_on": "2026", "baseline": "0", "baseline_on": "2021", "known_on": "2021-06-01", **more}


def at(day, target, values=(), milestones=(), place_changes=()):
    store = small_store(targets=[target], figures=list(values), place_changes=list(place_changes), **PLAIN,
                        target_milestones=[{"target_id": "TG-1", "on": on, "value": value, "known_on": "2021-06-01", "known_on_basis": "source",
                                            "source_id": "S-A"} for on, value in milestones])
    (row,) = queries.run(store, "status/assessed", Filters(as_of=date.fromisoformat(day))).rows
    return row


def value(on, number, **more):
    return {**VALUE, "figure_id": f"FG-{on}", "on": on, "value": str(number), "known_on": on, **more}


@pytest.mark.parametrize(("number", "attainment", "status"), [(76, 1.0, "on track"), (40, 0.526, "off track"), (50, 0.658, "at risk"),
                                                              (95, 1.25, "achieved")])
def test_a_plan_given_in_years_runs_between_their_first_days(number, attainment, status):
    row = at("2025-01-01", plan(), [value("2025-01-01", number)])  # four of five years gone
    assert (round(row["attainment"], 3), row["status"]) == (attainment, status)


@pytest.mark.parametrize(("due", "last_day"), [("2026", date(2026, 12, 31)), ("2026-03", date(2026, 3, 31)), ("2026-03-17", date(2026, 3, 17))])
def test_a_target_is_overdue_only_when_all_of_its_due_date_is_over(due, last_day):
    values = [value("2026-01-01", 60)]
    on_the_last, day_after = (at(str(date.fromordinal(last_day.toordinal() + more)), plan(due_on=due), values) for more in (0, 1))
    assert on_the_last["status"] in ("at risk", "off track") and day_after["status"] in ("overdue", "not assessable")
    if due != "2026":  # a value of January 2026 is too old in January 2027
        assert day_after["status"] == "overdue"


def test_from_the_first_day_of_the_due_year_on_the_target_itself_is_expected():
    row = at("2026-06-01", plan(), [value("2026-06-01", 57)])
    assert (row["expected"], round(row["attainment"], 3), row["status"]) == (95, 0.6, "at risk")


@pytest.mark.parametrize(("day", "status", "reason"), [
    ("2022-12-31", "not due", "no change expected yet"),  # before the first milestone the plan is flat
    ("2023-01-01", "not due", "no change expected yet"),  # the milestone equals the baseline
    ("2024-01-01", "off track", None)])                 # half-way between that milestone and the next
def test_a_milestone_equal_to_the_baseline_expects_no_change_yet(day, status, reason):
    row = at(day, plan(), [value("2022-06-01", 0), value("2023-01-01", 0), value("2024-01-01", 1)],
             [("2023-01-01", "0"), ("2025-01-01", "40")])
    assert (row["status"], row["reason"]) == (status, reason)


@pytest.mark.parametrize(("number", "status", "reason"), [
    (94, "not assessable", "no baseline published"), (95, "achieved", None), (120, "achieved", None)])
def test_a_target_without_a_baseline_is_achieved_or_not_rated(number, status, reason):
    row = at("2024-06-01", plan(baseline="", baseline_on=""), [value("2024-06-01", number)])
    assert (row["status"], row["reason"], row["attainment"]) == (status, reason, None)


@pytest.mark.parametrize(("day", "milestones", "expected", "words"), [
    ("2023-06-30", [], 47.5, "no half-year milestone set"),                   # 38 on 1 January, 57 a year later
    ("2023-06-29", [], 19 * 909 / 365.2, None),                               # another day: the line, 909 of 1826 days
    ("2023-06-30", [("2023-06-30", "50")], 50, None),                         # the milestone of that day
    ("2023-06-30", [("2023-03-31", "30"), ("2025-01-01", "60")], None, None),  # a milestone within the half-year
    ("2021-06-30", [], 9.5, "no half-year milestone set")])
def test_without_a_half_year_milestone_half_the_yearly_step_is_expected(day, milestones, expected, words):
    row = at(day, plan(), [value(day, 40)], milestones)
    assert row["half_year"] == words
    assert expected is None or round(row["expected"], 1) == round(expected, 1)


MERGER = {"change_id": "PC-1", "place_id": "GHA", "name": "Ghana", "change": "merged", "into_place_id": "TGO", "on": "2025-07",
          "known_on": "2025-06-12", "known_on_basis": "source", "source_id": "S-A"}


@pytest.mark.parametrize(("place", "known", "told", "reason"), [
    ("TGO", "2021-06-01", "2025-08-01", "the unit changed"),   # the unit that took the other in: its number now speaks of both
    ("GHA", "2021-06-01", "2025-08-01", "the unit changed"),   # the unit that is gone
    ("TGO", "2021-06-01", "2025-06-30", None),                 # a value from before the change
    ("TGO", "2025-08-01", "2025-08-01", None),                 # a target set after it
    ("BTN", "2021-06-01", "2025-08-01", None)])                # another place
def test_a_target_of_an_old_unit_is_never_judged_with_a_value_of_the_new_one(place, known, told, reason):
    row = at("2025-08-01", plan(place_id=place, known_on=known), [value(told, 90, place_id=place)], place_changes=[MERGER])
    assert (row["reason"], row["status"] == "not assessable") == (reason, reason is not None)


@pytest.mark.parametrize(("earlier", "later", "best"), [
    ({}, {}, 10),                                                      # 40 to 50 in 182 days
    ({"category": "food"}, {}, None), ({}, {"scope": "a project"}, None),   # a part is not the whole
    ({"on": "2025-03-01", "known_on": "2025-03-01"}, {"on": "2025-08-30", "known_on": "2025-08-30"}, None),  # the merger lies between
    ({"on": "2025-07-01", "known_on": "2025-07-01"}, {"on": "2025-12-30", "known_on": "2025-12-30"}, 10)])   # both of the new unit
def test_the_best_half_year_is_taken_between_values_of_one_unit_and_one_set(earlier, later, best):
    rows = [{**value("2024-01-01", 40, place_id="TGO"), **earlier}, {**value("2024-07-01", 50, place_id="TGO"), **later},
            value("2026-04-30", 55, place_id="TGO")]  # never 150 to 215 days after another
    store = small_store(targets=[plan(place_id="TGO", known_on="2025-08-01")], figures=rows, place_changes=[MERGER], **PLAIN)
    (row,) = queries.run(store, "status/needed", Filters(as_of=date(2026, 5, 1))).rows
    assert (row["best_per_month"] is None) == (best is None)
    assert best is None or round(row["best_per_month"], 2) == round(30.44 * 10 / 182, 2)


def test_what_is_needed_is_not_told_of_a_unit_that_changed():
    store = small_store(targets=[plan(place_id="TGO")], figures=[value("2025-08-01", 50, place_id="TGO")], place_changes=[MERGER], **PLAIN)
    assert queries.run(store, "status/needed", Filters(as_of=date(2025, 8, 1))).rows == []


def test_of_two_judgements_the_later_stands_and_the_target_is_one_row():
    judgement = {"judgement_id": "J-1", "target_id": "TG-1", "status": "at risk", "reason": "r", "author": "Secretariat", "on": "2024-07-01",
                 "expires_on": "2024-12-31"}
    later = {**judgement, "judgement_id": "J-2", "status": "off track", "on": "2024-07-05"}
    for rows in ([judgement, later], [later, judgement]):
        assert [row[3] for row in assessed("2024-07-10", judgements=rows)] == ["off track"]


def test_the_review_lists_the_targets_of_the_initiative_only():
    sister = {**TARGET, "target_id": "TG-2", "programme_id": "ocop-vn"}
    store = small_store(targets=[sister, TARGET], figures=[VALUE, {**VALUE, "figure_id": "FG-2", "programme_id": "ocop-vn"}],
                        **{**PLAIN, "programmes": [*PLAIN["programmes"], {"programme_id": "ocop-vn", "name": "Viet Nam"}]})
    result = queries.run(store, "review/targets", Filters(as_of=date(2024, 7, 1)))
    assert [(row["target_id"], row["sentence"]) for row in result.rows] == [("TG-1", "on track: Countries, World")]
    assert result.finding == "1 target of the initiative is public, 1 assessed and none judged otherwise by another rule"


# the engine of change holds one row per span of days on which a status stays the same

def every_plan():
    """(targets, figures, milestones): one indicator for each way in which a status may move with the days."""
    kinds = {"a": {}, "b": {"due_on": "2024-03"}, "c": {"baseline": "80", "value": "20"},               # by years, overdue early, falling
             "d": {"is_additional": "true"}, "e": {"baseline": "", "baseline_on": ""}, "f": {"due_on": ""},
             "g": {"baseline_on": "2021-05-17", "due_on": "2026-08-09"},               # half a step on 30 June, grace until August
             "h": {}, "i": {}, "j": {}}
    targets = [plan(target_id=f"TG-{name}", indicator=name, place_id="TGO" if name == "j" else "WORLD", **more) for name, more in kinds.items()]
    targets += [{**plan(target_id="TG-a", indicator="a"), "value": "60", "known_on": "2023-02-03"},        # corrected downwards: achieved
                {**plan(target_id="TG-i", indicator="i"), "is_withdrawn": "true", "known_on": "2024-05-06"}]
    figures = [value(on, number, figure_id=f"{name}{on}", indicator=name, place_id="TGO" if name == "j" else "WORLD")
               for name in kinds for on, number in (("2021-09-01", 14), ("2022-08-15", 24), ("2023-09-20", 61))]
    figures.append({**value("2022-08-15", 40, figure_id="h2022-08-15", indicator="h"), "known_on": "2023-01-09"})
    milestones = [{"target_id": "TG-h", "on": on, "value": number, "known_on": known, "known_on_basis": "source", "source_id": "S-A"}
                  for on, number, known in (("2022-03-01", "0", "2021-06-01"), ("2024-01-01", "30", "2022-11-11"))]
    return targets, figures, milestones


def test_the_statuses_that_are_laid_down_say_on_any_day_what_the_rule_says():
    targets, figures, milestones = every_plan()
    named = {row["indicator"]: row for row in targets}
    store = small_store(targets=targets, figures=figures, target_milestones=milestones, place_changes=[MERGER], **{
        **PLAIN, "indicators": [{**PLAIN["indicators"][0], "indicator": name, "stale_after_months": "" if name == "b" else "13"} for name in named]})
    days = {"days": [date.fromordinal(number) for number in range(date(2021, 5, 1).toordinal(), date(2028, 1, 1).toordinal())]}
    ruled = store.ask("""select day, target_id, status, actual_on, source_id
                         from (select unnest($days) as day) as days, lateral (from statuses_as_of(day))
                         where is_default order by all""", days)[1]
    laid = store.ask("""select day, key, status, known_on, source_id
                        from (select unnest($days) as day) as days, lateral (from register_on(day, ['target'])) order by all""", days)[1]
    assert laid == ruled
    assert {status for _day, _target, status, *_rest in laid} == {
        "achieved", "on track", "at risk", "off track", "overdue", "not due", "not assessable"}
    (spans,) = store.ask("select count(*) from initiative.target_states")[1][0]
    assert spans < 150  # of 2,436 days for each of ten targets


@pytest.mark.parametrize(("target", "expected"), [
    ([TARGET], ("status moved", "Countries, World: moved from on track to at risk")),                       # by the days alone
    ([{**TARGET, "known_on": "2024-08-01"}], ("status moved", "Countries, World: at risk, target new on record")),
    ([TARGET, {**TARGET, "is_withdrawn": "true", "known_on": "2024-08-01"}],
     ("withdrawn", "Countries, World: no longer on record (taken back between 15 July 2024 and 1 October 2024)")),
    ([TARGET, {**TARGET, "value": "60", "known_on": "2024-08-01"}], ("status moved", "Countries, World: moved from on track to achieved")),
    ([{**TARGET, "value": "200"}, {**TARGET, "value": "210", "known_on": "2024-08-01"}],                    # off track before and after
     ("corrected", "Countries, World: what the record says of it was corrected (corrected on 1 August 2024)"))])
def test_a_target_that_moves_is_one_change(target, expected):
    store = small_store(targets=target, figures=[VALUE], **PLAIN)
    filters = Filters(compare_with=date(2024, 7, 15), as_of=date(2024, 10, 1))
    told = [(row["kind"], row["sentence"]) for row in queries.run(store, "review/changes", filters).rows]
    assert told == [expected]
    assert [(row["kind"], row["count"]) for row in queries.run(store, "overview/changes", filters).rows] == [(expected[0], 1)]


def test_bullets_hold_the_targets_with_a_value_and_a_status_and_count_the_others(record):
    day = Filters(as_of=date(2026, 11, 21))
    every = queries.run(record, "status/assessed", day).rows
    shown = queries.run(record, "status/bullets", day)
    assert [row["target_id"] for row in shown.rows] == [row["target_id"] for row in every
                                                         if row["status"] != "not assessable" and row["actual"] is not None]
    assert shown.rows[0]["left_out"] == len(every) - len(shown.rows)
    assert {row["place"] for row in shown.rows if row["status"] == "overdue"} == {"An Giang"}  # five of ten five-star products, due 2025
    assert queries.run(record, "status/bullets", Filters(regions=("RAF",), as_of=date(2026, 11, 21))).rows == []
