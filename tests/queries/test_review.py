"""The review: what changed, who stands behind a rise, progress by level, variance, what lies ahead. Rows are counted by hand."""

import re
import string
from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters
from ocop.texts import LANGUAGE
from tests.received import rows_of
from tests.small import small_store

FROM, TO = date(2025, 1, 1), date(2025, 8, 1)
SOURCE, COMPILED = {"known_on_basis": "source", "source_id": "S-A"}, {"known_on": "2026-11-21", "known_on_basis": "compiled", "source_id": "S-A"}
HAPPENED, LATE = "happened in the period", "newly on record"
UNDATED, VAGUE = "newly on record without a date", "newly on record with a vague date"
INDICATORS = [
    {"indicator": "countries_joined", "name": "Countries", "unit": "countries", "measure": "total", "direction": "up", "stale_after_months": "24"},
    {"indicator": "saps", "name": "Products", "unit": "products", "measure": "total", "direction": "up", "stale_after_months": "24"},
    {"indicator": "china_contribution_usd_million", "name": "Contribution", "unit": "USD million", "measure": "amount", "direction": "up",
     "stale_after_months": "24"}]


def claim(number, code, shown, known, **more):
    return {"claim_id": f"MB-{number}", "programme_id": "ocop-fao", "iso3": code, "stage": "named", "shown_on": shown, "known_on": known,
            **SOURCE, **more}


def product(number, code, what, seen, known, **more):
    return {"claim_id": f"PP-{number}", "programme_id": "ocop-fao", "place_id": code, "iso3": code, "product": what, "product_id": what,
            "category": "field-crop", "evidence_strength": "stated", "status": "named", "seen_on": seen, "known_on": known, **SOURCE, **more}


def body(number, code, status, known, **more):
    return {"report_id": f"TF-{number}", "body_id": f"force-{code}", "level": "national task force", "iso3": code, "name": f"Force {code}",
            "status": status, "known_on": known, **SOURCE, **more}


def event(number, title, starts, known, **more):
    return {"programme_id": "ocop-fao", "event_id": number, "title": title, "type": "workshop", "level": "national", "region": "RAF",
            "countries": "GHA", "starts_on": starts, "city": "Accra", "host_iso3": "GHA", "format": "in-person", "known_on": known,
            **SOURCE, **more}


def figure(number, what, on, value, known, qualifier="eq", **more):
    return {"figure_id": f"FG-{number}", "programme_id": "ocop-fao", "indicator": what, "place_id": "WORLD", "indicator_as_received": what,
            "on": on, "value": value, "qualifier": qualifier, "known_on": known, **SOURCE, **more}


def action(number, statement, due, known, **more):
    return {"action_id": f"AC-{number}", "statement": statement, "priority_area": "3", "due_on": due, "level": "national", "iso3": "GHA",
            "known_on": known, **SOURCE, **more}


def told(number, action_id, status, on, known, **more):
    return {"report_id": f"AR-{number}", "action_id": action_id, "status": status, "on": on, "known_on": known, "evidence": "told",
            **SOURCE, **more}


PRODUCTS = [{"product_id": name, "name": name, "category": "field-crop"} for name in ("soybean", "rice", "quinoa", "teff")]


def ask(name, start=FROM, end=TO, choice=None, **tables):
    store = small_store(indicators=INDICATORS, **tables)
    return queries.run(store, f"review/{name}", Filters(as_of=end, compare_with=start, **(choice or {})))


def columns(result, *names):
    return [tuple(row[name] for name in names) for row in result.rows]


def changes(*names, **given):
    return columns(ask("changes", **given), *(names or ("kind", "how_known", "sentence")))


# what changed: what happened is told apart from what only became known

def test_a_country_is_new_when_it_becomes_known_and_the_row_says_when_it_was_shown():
    assert changes(members=[
        claim(1, "GHA", "2024-06-01", "2024-06-02"),   # known before: no change
        claim(2, "TGO", "2023-05-01", "2025-03-01"),   # shown in 2023, became known in the period
        claim(3, "BTN", "2025-07-31", "2025-08-01"),   # shown and known in the period, known on its last day
    ]) == [
        ("country named", HAPPENED, "Bhutan is named in public sources (31 July 2025)"),
        ("country named", LATE, "Togo is named in public sources (newly on record, from 1 May 2023)")]


def test_a_page_without_a_date_is_no_progress_of_the_period_in_which_it_was_compiled():
    found = changes(end=date(2026, 11, 21), members=[claim(1, "GHA", "", "", **COMPILED)])
    assert found == [("country named", UNDATED,
                      "Ghana is named in public sources (newly on record, without a date; known since 21 November 2026)")]


def test_a_date_known_to_the_year_that_may_lie_before_the_period_says_so():
    found = changes(start=date(2025, 3, 1), members=[claim(1, "GHA", "2025", "2025-04-01")])
    assert found == [("country named", VAGUE,
                      "Ghana is named in public sources (newly on record, dated 2025, which may lie before 1 March 2025)")]


@pytest.mark.parametrize(("known", "rows"), [
    ("2025-01-01", 0),   # on the first day: it belongs to the review before
    ("2025-01-02", 1),
    ("2025-08-01", 1),   # on the last day
    ("2025-08-02", 0),   # the day after
])
def test_a_change_belongs_to_the_period_that_ends_on_or_after_its_day(known, rows):
    assert len(changes(members=[claim(1, "GHA", known, known)])) == rows


def test_a_country_that_joined_is_one_change_and_two_joining_dates_are_told():
    named = claim(1, "GHA", "2024-01-01", "2024-01-01")
    joined = claim(2, "GHA", "2025-03-12", "2025-03-12", joined_on="2025-03-10")
    other = claim(3, "GHA", "2025-04-01", "2025-04-01", joined_on="2025-02")
    assert changes(members=[named, joined]) == [("country joined", HAPPENED, "Ghana has joined (10 March 2025)")]
    assert changes("sentence", members=[named, joined, other]) == [
        ("Ghana has joined, in February 2025 or 10 March 2025: sources disagree (February 2025)",)]


def test_products_are_added_changed_and_dropped():
    found = changes(products=PRODUCTS, place_products=[
        product(1, "GHA", "soybean", "2024", "2024-05-01", evidence_strength="inferred"),
        product(2, "GHA", "soybean", "2025-04-01", "2025-04-01"),                  # now stated
        product(3, "TGO", "rice", "2025-02-02", "2025-02-02"),                     # new
        product(4, "TGO", "teff", "2025-02-02", "2025-02-02", evidence_strength="inferred"),
        product(5, "BTN", "quinoa", "2024", "2024-05-01"),
        product(6, "BTN", "quinoa", "2025-06-01", "2025-06-01", status="dropped"),
        product(7, "GHA", "rice", "2025-06-01", "2025-06-01", status="dropped")])  # never on record before: not an addition
    assert found == [
        ("product added", HAPPENED, "Togo: rice is named as a product (2 February 2025)"),
        ("product added", HAPPENED, "Togo: a page suggests teff as a product, none states it (2 February 2025)"),
        ("product changed", HAPPENED, "Ghana: a source now states soybean as a product; before, a page only suggested it (1 April 2025)"),
        ("product dropped", HAPPENED, "Bhutan: quinoa moved from named to dropped (1 June 2025)")]


def test_a_body_that_moves_a_step_names_both_steps_and_an_old_one_is_no_progress():
    found = changes(task_forces=[
        body(1, "GHA", "planned", "2024-05-01"),
        body(2, "GHA", "established", "2025-05-09", established_on="2025-05-02"),
        body(3, "TGO", "established", "2025-02-01", established_on="2023")])
    assert found == [
        ("body moved", HAPPENED, "Force GHA: moved from planned to established (2 May 2025)"),
        ("body moved", LATE, "Force TGO: established (newly on record, from 2023)")]


def test_events_held_are_told_apart_from_those_to_come_and_leave_out_those_of_the_day_compared_with():
    found = changes(events=[
        event("E1", "On the first day", "2025-01-01", "2025-01-01"),
        event("E2", "In the period", "2025-07-15", "2025-07-16"),
        event("E3", "Known late", "2024-11-05", "2025-02-01"),
        event("E4", "Undated", "", "2025-03-01", city="", host_iso3="", format="virtual"),
        event("E5", "To come", "2025-08-02", "2025-07-01")])
    assert found == [
        ("event announced", "to come", "Announced: To come, Accra, Ghana (planned for 2 August 2025)"),
        ("event held", HAPPENED, "In the period, Accra, Ghana (15 July 2025)"),
        ("event held", LATE, "Known late, Accra, Ghana (newly on record, from 5 November 2024)"),
        ("event held", UNDATED, "Undated, virtual (newly on record, without a date; known since 1 March 2025)")]


def test_an_event_of_which_no_source_is_later_is_not_said_to_be_held():
    assert changes("sentence", events=[event("E1", "Fair", "2025-06-01", "2025-04-01")]) == [
        ("Fair, Accra, Ghana: its announced day has passed, and none of its sources is later (1 June 2025)",)]


@pytest.mark.parametrize("known_on", ["2025-06", "2025"])     # the page may be of any day of that month or year
def test_a_source_of_a_vague_day_is_not_said_to_be_earlier_than_the_event(known_on):
    assert changes("sentence", events=[event("E1", "Fair", "2025-06-10", known_on)]) == [("Fair, Accra, Ghana (10 June 2025)",)]


def test_money_is_new_once_and_then_only_where_its_stage_moves():
    funds = [{"fund_id": "F1", "project": "P1", "donor": "D1"}, {"fund_id": "F2", "project": "P2", "donor": "D2"}]
    report = {"amount_usd": "5000000", "amount": "5000000", "currency": "USD"}
    found = changes(funds=funds, fund_reports=[
        {"report_id": "R1", "fund_id": "F1", "stage": "committed", "known_on": "2023-12-06", **SOURCE, **report},
        {"report_id": "R2", "fund_id": "F1", "stage": "provided", "known_on": "2025-08-01", **SOURCE, **report},
        {"report_id": "R3", "fund_id": "F2", "stage": "planned", "starts_on": "2026", "known_on": "2025-05-01", **SOURCE}])  # begins later
    assert found == [
        ("money reported", HAPPENED, "P1: USD 5 million from D1, now provided, before that committed (1 August 2025)"),
        ("money reported", HAPPENED, "P2: planned, from D2, amount not published (1 May 2025)")]


def test_figures_name_the_value_before_and_a_bound_keeps_its_words():
    assert changes("what", "before", "after", "sentence", figures=[
        figure(1, "countries_joined", "2023-07-03", "83", "2023-07-03"),
        figure(2, "countries_joined", "2025-07", "95", "2025-08-01"),
        figure(3, "saps", "2025-02", "50", "2025-02-19", "gt"),
        figure(4, "china_contribution_usd_million", "2025-07", "5", "2025-08-01")]) == [
        ("Contribution", None, 5, "Contribution: USD 5 million reported, first figure on record (July 2025)"),
        ("Countries", 83, 95, "Countries: 95 countries reported, before that 83 (July 2025)"),
        ("Products", None, 50, "Products: more than 50 products reported, first figure on record (February 2025)")]


def test_actions_done_late_and_newly_past_due_are_told_apart():
    found = changes(actions=[
        action(1, "Done in time", "2025-06-30", "2024-09-01"), action(2, "Done late", "2025-03-31", "2024-09-01"),
        action(3, "Not done", "2025-03", "2024-09-01"),          # due in March: past on 1 April
        action(4, "Long past", "2024-10-31", "2024-09-01"),      # past due before: no change
        action(5, "Known late", "2024-10-31", "2025-02-01"),     # past due when it became known
        action(6, "Begun", "", "2024-09-01"),
        action(7, "Told without a date", "", "2024-09-01")], action_reports=[
        told(1, "AC-1", "done", "2025-06-01", "2025-06-02"), told(2, "AC-2", "done", "2025-04", "2025-04-17"),
        told(3, "AC-6", "under way", "2025-05-05", "2025-05-06"), told(4, "AC-7", "under way", "", "2025-05-06", known_on_basis="compiled")])
    assert found == [
        ("action done", HAPPENED, "Done: Done in time (1 June 2025)"),
        ("action done", HAPPENED, "Done, late by 1 month: Done late (due 31 March 2025, done April 2025)"),
        ("action past due", HAPPENED, "Past due: Not done (due March 2025, no report of completion found)"),
        ("action past due", LATE, "Past due: Known late (newly on record, from 31 October 2024; no report of completion found)"),
        ("action under way", HAPPENED, "Under way: Begun (5 May 2025)"),
        ("action under way", UNDATED, "Under way: Told without a date (newly on record, without a date; known since 6 May 2025)")]


def test_a_status_that_moves_is_a_change_of_the_initiative_only():
    rule = {"rule_id": "ocop-rag-1", "name": "R", "on_track_from": "0.95", "at_risk_from": "0.6", "is_default": "true", "origin": "o"}
    plan = {"indicator": "countries_joined", "place_id": "WORLD", "value": "100", "baseline": "0", "baseline_on": "2023-01-01",
            "due_on": "2025-06-30", "known_on": "2024-01-01", "is_additional": "false", **SOURCE}
    tables = {"status_rules": [rule], "figures": [figure(1, "countries_joined", "2024-12-31", "78", "2024-12-31")],
              "targets": [{"target_id": "T1", "programme_id": "ocop-fao", **plan}, {"target_id": "T2", "programme_id": "ocop-vn", **plan}]}
    # 2 of 2.5 years are gone on 1 January 2025: 80 expected, 78 there, 0.975; after 30 June 2025 it is past due
    assert changes("kind", "sentence", **tables) == [("status moved", "Countries, World: moved from on track to overdue")]


def test_the_same_two_days_and_days_in_the_wrong_order_give_no_change():
    members = [claim(1, "GHA", "2025-03-01", "2025-03-01")]
    for start, end in ((TO, TO), (TO, FROM), (date(2019, 1, 1), date(2020, 1, 1))):   # the last: a day before everything
        result = ask("changes", start, end, members=members)
        assert result.rows == [] and result.finding == "Nothing changed between the two days, as far as public sources say."


def test_one_change_is_a_sentence_and_the_counts_of_several_add_up():
    one, two = claim(1, "GHA", "2025-03-01", "2025-03-01"), claim(2, "TGO", "2023", "2025-03-01")
    assert ask("changes", members=[one]).rows[0]["sentence"] == "Ghana is named in public sources (1 March 2025)"
    assert ask("changes", members=[one]).finding == (
        "One change came on record between 1 January 2025 and 1 August 2025")
    assert ask("changes", members=[one, two]).finding == (
        "2 changes came on record between 1 January 2025 and 1 August 2025; 1 happened in between, 1 only became known then")
    assert columns(ask("changes", members=[one, two]), "of_kind", "happened_of_kind") == [(2, 1), (2, 1)]


SCOPED = {"members": [claim(1, "GHA", "2025-03-01", "2025-03-01"), claim(2, "BTN", "2025-03-01", "2025-03-01")],
          "events": [event("E1", "Between regions", "2025-05-05", "2025-05-06", level="global", region="", countries="",
                           participant_countries="GHA;BTN", city="", host_iso3="", format="virtual"),
                     event("E2", "Global", "2025-05-05", "2025-05-06", level="global", region="", countries="", participant_countries="")],
          "figures": [figure(1, "countries_joined", "2025-07", "95", "2025-08-01")]}


@pytest.mark.parametrize(("choice", "expected"), [
    ({}, ["95 countries", "Bhutan is", "Ghana is", "Between regions", "Global"]),
    ({"regions": ("RAF",)}, ["Ghana is", "Between regions", "Global"]),     # an event counts for each region that it names, and where it was held
    ({"countries": ("BTN",)}, ["Bhutan is", "Between regions"]),
    ({"countries": ("TGO",)}, [])])
def test_a_scope_leaves_out_what_belongs_to_none_of_its_countries(choice, expected):
    found = [row["sentence"] for row in ask("changes", choice=choice, **SCOPED).rows]
    assert len(found) == len(expected) and all(words in sentence for words, sentence in zip(expected, found, strict=True))


# who stands behind a rise

def attributed(before, after, members, qualifier="eq"):
    return ask("attribution", members=members, figures=[
        figure(1, "countries_joined", "2024-12-01", before, "2024-12-01"), figure(2, "countries_joined", "2025-07", after, "2025-08-01", qualifier)])


NEW = [claim(1, "GHA", "2025-03-01", "2025-03-01"),   # shown in the period: may be one of those that joined
       claim(2, "TGO", "2023-05-01", "2025-03-01"),   # shown before: joined before
       claim(3, "BTN", "2024-01-01", "2024-01-01")]   # named before


def test_a_rise_beyond_the_new_names_has_a_lower_bound_without_a_name():
    result = attributed("83", "95", NEW)
    assert columns(result, "rise", "newly_named", "shown_before", "may_be_new", "without_a_name", "named", "unnamed") == [(12, 2, 1, 1, 11, 3, 92)]
    assert result.finding == ("Countries rose from 83 to 95 as reported; at least 11 of the 12 added to the total are not named in "
                              "public sources")


def test_as_many_new_names_as_joined_are_not_said_to_be_those_that_joined():
    result = attributed("94", "95", NEW)
    assert columns(result, "rise", "may_be_new", "without_a_name") == [(1, 1, 0)]
    assert result.finding == ("Countries rose from 94 to 95 as reported, by 1; first named between the two days: 1; no source says which "
                              "of them were added in between, and 92 of the 95 are not named in public sources")


def test_one_without_a_name_is_one_and_what_both_wordings_share_is_said_alone():
    assert attributed("93", "95", NEW).finding == (
        "Countries rose from 93 to 95 as reported; at least 1 of the 2 added to the total is not named in public sources")
    assert attributed("94", "95", NEW[2:]).finding == (
        "Countries rose from 94 to 95 as reported; the one added to the total is not named in public sources")
    assert not any(re.search("join|commit|interest", words) for words in queries.read("review/attribution").sentences.values())


def test_no_new_name_is_said_plainly_and_a_bound_gives_no_rise():
    assert attributed("83", "95", NEW[2:]).finding == (
        "Countries rose from 83 to 95 as reported; none of the 12 added to the total is named in public sources")
    bound = attributed("83", "95", NEW, "gt")
    assert columns(bound, "rise", "without_a_name") == [(None, None)]
    assert bound.finding == ("Countries stood at 83 before and at more than 95 now, as reported; a bound gives no exact rise, so nothing "
                             "can be attributed; newly named: 2")


def test_a_fall_and_an_equal_total_are_not_attributed():
    assert "fell from 95 to 83 as reported; no source says which left the count" in attributed("95", "83", NEW).finding
    assert attributed("95", "95", NEW).finding == "Countries stand at 95 as reported; newly named between the two days: 2"


# progress, composition, decisions, variance, what lies ahead

def test_an_event_whose_participants_come_from_two_regions_stands_under_the_regional_level():
    for level, expected in (("global", ["Global"]), ("regional", ["Between regions"]), ("national", [])):
        assert [row["what"] for row in ask(f"progress_{level}", **SCOPED).rows if row["kind"] == "event"] == expected


SAID = [{"statement_id": f"RS-{level}-{known}", "review_id": "RV-S", "level": level, "statement": f"Progress, {level}", "known_on": known, **SOURCE}
        for level in ("global", "regional", "national")
        for known in ("2025-01-01", "2025-01-02", "2025-08-01", "2025-08-02")]  # on and after the first day, on and after the last


@pytest.mark.parametrize("level", ["global", "regional", "national"])
def test_what_a_review_said_in_general_opens_its_level_and_is_in_no_count(level):
    said = {"reviews": [{"review_id": "RV-S", "title": "Review", "on": "2025-01-01", "kind": "review", "known_on": "2025-01-01", **SOURCE}],
            "review_statements": SAID, **SCOPED}
    rows = ask(f"progress_{level}", **said).rows
    assert [row["sentence"] for row in rows][:2] == [f"Progress, {level} (Review, 2 January 2025)", f"Progress, {level} (Review, 1 August 2025)"]
    assert [row["kind"] for row in rows].count("statement") == 2
    without = ask(f"progress_{level}", **SCOPED).rows
    assert {(row["events"], row["others"]) for row in rows} - {(row["events"], row["others"]) for row in without} <= {(0, 0)}
    for choice in ({"regions": ("RAF",)}, {"countries": ("GHA",)}):  # it names no place; the global level belongs to none
        kinds = [row["kind"] for row in ask(f"progress_{level}", choice=choice, **said).rows]
        assert kinds.count("statement") == (2 if level == "global" else 0)


@pytest.mark.parametrize(("amount", "evidence", "sentence"), [
    ("7000000", "the biggest single contributor", "P: USD 7 million from D, provided (1 May 2025): the biggest single contributor"),
    ("7000000", "", "P: USD 7 million from D, provided (1 May 2025)"),
    ("", "amount to be set", "P: provided, from D, amount not published (1 May 2025): amount to be set"),
    ("", "", "P: provided, from D, amount not published (1 May 2025)")])
@pytest.mark.parametrize(("level", "countries"), [("global", "GHA;BTN"), ("national", "GHA")])
def test_money_is_told_with_what_its_source_says_of_it(level, countries, amount, evidence, sentence):
    money = {"fund_id": "F", "stage": "provided", "amount": amount, "currency": "USD" if amount else "", "amount_usd": amount,
             "countries": countries, "known_on": "2025-05-01", "evidence": evidence, "report_id": "FR-1", **SOURCE}
    rows = ask(f"progress_{level}", funds=[{"fund_id": "F", "project": "P", "donor": "D"}], fund_reports=[money]).rows
    assert [row["sentence"] for row in rows] == [sentence]


@pytest.mark.parametrize(("more", "sentence"), [
    ({"evidence": "three thematic areas"}, "Fair, Rome (10 October 2025): three thematic areas"),
    ({"evidence": "three thematic areas", "ends_on": "2025-10-13"}, "Fair, Rome (10 October 2025 to 13 October 2025): three thematic areas"),
    ({"evidence": "three thematic areas", "place": ""}, "Fair, Accra, Ghana (10 October 2025): three thematic areas"),
    ({}, "Fair, Rome (10 October 2025)")])
def test_what_was_announced_of_an_event_stands_with_it_and_not_in_the_finding(more, sentence):
    result = ask("upcoming", events=[event("E1", "Fair", "2025-10-10", "2025-08-01")], announcements=[
        {"event_id": "E1", "starts_on": "2025-10-10", "place": "Rome", "known_on": "2025-08-01", **SOURCE, **more}])
    assert [row["sentence"] for row in result.rows] == [sentence]
    assert result.finding == "One dated item lies ahead of 1 August 2025: Fair (10 October 2025)"


def test_what_became_known_late_is_no_progress():
    late = {"events": [event("E3", "Known late", "2024-11-05", "2025-02-01")], "products": PRODUCTS,
            "place_products": [product(1, "TGO", "rice", "2023", "2025-02-02")]}
    assert ask("progress_national", **late).rows == []


def test_the_secretariat_names_its_members_now_and_before():
    members = {"indicator": "secretariat_members", "name": "Members", "unit": "persons", "measure": "total"}
    forces = [{"report_id": "T1", "body_id": "secretariat", "level": "secretariat", "name": "Secretariat", "status": "established",
               "known_on": "2022-12-30", "composition": "14 members; led by X", **SOURCE}]
    store = small_store(indicators=[members], task_forces=forces, figures=[figure(1, "secretariat_members", "2025-08-01", "14", "2025-08-01")])
    for start, words in ((FROM, "Secretariat has 14 members (reported for 1 August 2025); led by X"),
                         (TO, "Secretariat has 14 members, as before (reported for 1 August 2025); led by X")):
        result = queries.run(store, "review/composition", Filters(as_of=date(2025, 12, 31), compare_with=start))
        assert result.finding == words


def test_headline_numbers_keep_reported_and_on_record_apart():
    result = ask("headline", members=NEW, figures=[figure(1, "countries_joined", "2024-12-01", "87", "2024-12-01"),
                                                   figure(2, "countries_joined", "2025-07", "95", "2025-08-01")])
    assert columns(result, "what", "basis", "before", "after", "difference_since") == [
        ("Countries", "reported", 87, 95, 8), ("Countries named in public sources", "on record", 1, 3, 2)]


REVIEWS = [{"review_id": "RV-1", "title": "Review one", "on": "2025-01-01", "kind": "review", "known_on": "2025-01-01", **SOURCE}]
DECIDED = [{"decision_id": "D1", "review_id": "RV-1", "priority_area": "3", "decision": "Launch", "action_ids": "AC-1;AC-2",
            "known_on": "2025-01-01", **SOURCE}]
PROMISED = [action(1, "Launch coffee", "2025-06-06", "2025-01-01"), action(2, "Upgrade the site", "", "2025-01-01")]
TOLD = [told(1, "AC-1", "done", "2025-06", "2025-06-17", note="planned for 2 to 6 June")]


def test_the_next_review_opens_with_the_decisions_of_the_last_and_what_became_of_each():
    result = ask("decisions", reviews=REVIEWS, review_decisions=DECIDED, actions=PROMISED, action_reports=TOLD)
    assert result.finding == (
        "Of 2 actions agreed on 1 January 2025 (Review one), 1 is reported done, none under way, none past due and 1 without any later report")
    assert columns(result, "sentence") == [
        ("Launch coffee: done, reported late (due 6 June 2025, reported June 2025). told",),
        ("Upgrade the site: no due date was published, and no later report is found",)]


def test_a_decision_belongs_to_the_review_in_whose_period_its_day_lies():
    for start, rows in ((date(2024, 12, 31), 1), (FROM, 0)):
        assert len(ask("agreed", start, reviews=REVIEWS, review_decisions=DECIDED, actions=PROMISED).rows) == rows


def test_variance_tells_what_is_on_record_about_each_difference():
    result = ask("variance", actions=[*PROMISED, action(3, "Past", "2025-05", "2025-01-01")], action_reports=TOLD)
    assert columns(result, "sentence", "days_late") == [
        ("Past due: Past (planned for May 2025), no report of completion and no explanation found", 62),   # 31 May to 1 August
        ("Reported late: Launch coffee (planned for 6 June 2025, reported on 17 June 2025): planned for 2 to 6 June", None)]
    assert result.finding.startswith("Both items are not as planned or stated")


def test_an_event_announced_for_another_day_is_a_variance():
    announced = [{"event_id": "E1", "starts_on": "2025-06-01", "place": "Hall", "known_on": "2025-03-01", **SOURCE}]
    for starts, words in (("2025-06-01", "Held as announced: Fair, Hall (1 June 2025)"),
                          ("2025-06-08", "Announced for 1 June 2025, held on 8 June 2025: Fair")):
        held = event("E1", "Fair", starts, "2025-06-09")
        assert columns(ask("variance", events=[held], announcements=announced), "sentence") == [(words,)]


def test_two_statements_of_one_day_are_a_variance_with_its_note():
    result = ask("variance", figures=[
        figure(1, "countries_joined", "2025-07-01", "95", "2025-07-01"),
        figure(2, "countries_joined", "2025-07-01", "60", "2025-07-01", "gt", note="another notion")])
    assert result.finding == "One item is compared with what was planned or stated"
    assert result.rows[0]["sentence"] == "Countries: 95 stands; other statements of those days say more than 60; another notion"


def test_a_total_that_falls_is_a_variance_and_two_values_of_one_day_are_no_fall():
    totals = [figure(1, "saps", "2025-02-01", "54", "2025-02-01"), figure(2, "saps", "2025-03-01", "53", "2025-03-01")]
    (row,) = ask("variance", figures=totals).rows
    assert row["sentence"] == "Products: fell to 53 (1 March 2025), before that 54 was reported; no source explains it"
    same_day = [figure(1, "saps", "2025-02-01", "12", "2025-02-01"), figure(2, "saps", "2025-02-01", "11", "2025-02-01")]
    assert [row["kind"] for row in ask("variance", figures=same_day).rows] == ["disputed figure"]


def test_what_is_announced_lies_ahead_with_the_place_of_the_announcement():
    announced = [{"event_id": "E1", "starts_on": "2025-10-10", "ends_on": "2025-10-13", "place": "Park", "known_on": "2025-08-01", **SOURCE}]
    held = event("E1", "Fair", "2025-10-10", "2025-10-11")   # its own source came only when it was held
    actions = [action(1, "Hold the fair", "2025-10-10", "2025-08-01"), action(2, "Train", "2026", "2025-08-01")]
    result = ask("upcoming", events=[held], announcements=announced, actions=actions)
    assert columns(result, "sentence") == [("Fair, Park (10 October 2025 to 13 October 2025)",), ("Due 2026: Train",)]


def test_notes_and_judgements_carry_author_and_date():
    result = ask("notes", reviews=REVIEWS, review_notes=[
        {"note_id": "N1", "review_id": "RV-1", "indicator": "saps", "place_id": "GHA", "note": "Counted anew", "author": "Secretariat",
         "on": "2025-02-01"},
        {"note_id": "N2", "review_id": "RV-1", "note": "Of the review before", "author": "Secretariat", "on": "2025-01-01"}])
    assert result.finding == "One note is on record for this period"
    assert result.rows[0]["sentence"] == "Products, Ghana: Counted anew (Secretariat, 1 February 2025)"


@pytest.mark.parametrize("name", [name for name in queries.names() if name.startswith("review/")])
@pytest.mark.parametrize("days", [(date(2018, 1, 1), date(2019, 1, 1)), (TO, TO), (TO, FROM)], ids=str)
def test_every_part_is_calm_before_everything_on_one_day_and_backwards(record, name, days):
    result = queries.run(record, name, Filters(compare_with=days[0], as_of=days[1]))
    words = [result.finding, result.reading, *(row.get("sentence") or "" for row in result.rows)]
    assert not any(wrong in sentence for wrong in ("None", "nan", "{") for sentence in words)
    assert days[1] > date(2020, 1, 1) or result.rows == []


@pytest.mark.parametrize("name", [name for name in queries.names() if queries.read(name).sentences])
def test_a_template_names_only_columns_parameters_and_templates_that_exist(record, name):
    query = queries.read(name)
    result = queries.run(record, name, Filters(as_of=TO, compare_with=FROM))
    known = {*result.columns, *result.parameters, *(f"{column}_in_words" for column in result.columns)}
    for template in query.sentences.values():
        assert {field for _text, field, _form, _conversion in string.Formatter().parse(template) if field} <= known


def test_a_sentence_is_kept_for_each_language_apart(record, monkeypatch):
    half = Filters(as_of=TO, compare_with=FROM)
    english = queries.run(record, "review/agreed", half).rows[0]["sentence"]
    token = LANGUAGE.set("fr")
    monkeypatch.setattr("ocop.sentences._", lambda text: f"<{text}>")
    try:
        assert queries.run(record, "review/agreed", half).rows[0]["sentence"] == f"<{english}>"
    finally:
        LANGUAGE.reset(token)
    assert queries.run(record, "review/agreed", half).rows[0]["sentence"] == english


# the shipped record

def changed(record, start, end, **choice):
    return queries.run(record, "review/changes", Filters(compare_with=start, as_of=end, **choice))


def first_day(text):
    return text + "-01" * ((10 - len(text)) // 3) if text else ""


def received(name, day, column, wanted=lambda row: True, else_known="source_date"):
    """Rows of a received file that were known and had happened on a day, read by their written dates; `else_known` is the column
    that stands in for a source without a date and a row without one."""
    rows = [row for row in rows_of(f"initiative/{name}") if wanted(row)]
    known = [(row, first_day(row["source_date"] or row[column] or row[else_known] or "2026-11-21")) for row in rows]
    return [row for row, when in known if max(when, first_day(row[column])) <= day]


def test_from_83_to_95_the_record_names_36_countries_of_which_two_were_shown_before(record):
    result = changed(record, date(2023, 7, 3), date(2025, 8, 1))
    named = {day: {row["iso3"] for row in received("country_sources", day, "shown_on", lambda row: row["source_kind"].startswith("named"))}
             for day in ("2023-07-03", "2025-08-01")}
    rows = {row["iso3"]: row["how_known"] for row in result.rows if row["kind"] == "country named"}
    assert (len(named["2023-07-03"]), len(named["2025-08-01"])) == (23, 59)
    assert set(rows) == named["2025-08-01"] - named["2023-07-03"] and len(rows) == 36
    assert sorted(code for code, how in rows.items() if how != HAPPENED) == ["GHA", "SYR"]
    attribution = queries.run(record, "review/attribution", Filters(compare_with=date(2023, 7, 3), as_of=date(2025, 8, 1)))
    assert columns(attribution, "before", "after", "rise", "newly_named", "may_be_new", "unnamed") == [
        (83, 95, 12, 36, 34, 36), (53, 56, 3, 24, 22, 13)]   # 95 less 59 named; 56 less 43 product groups named


def test_from_83_to_95_there_are_36_new_products_and_50_events(record):
    rows = changed(record, date(2023, 7, 3), date(2025, 8, 1)).rows
    pairs = {day: {(row["iso3"], row["product_group"]) for row in received("products", day, "first_seen", lambda row: row["iso3"])}
             for day in ("2023-07-03", "2025-08-01")}
    held = {day: {row["event_id"] for row in received("events", day, "start_date", else_known="known_by")} for day in ("2023-07-03", "2025-08-01")}
    found = [row for row in rows if row["kind"] == "event held"]
    assert len([row for row in rows if row["kind"] == "product added" and row["iso3"]]) == len(pairs["2025-08-01"] - pairs["2023-07-03"]) == 36
    assert len(found) == len(held["2025-08-01"] - held["2023-07-03"]) == 50
    assert len([row for row in found if row["how_known"] == UNDATED]) == 8
    assert [row["what"] for row in found if row["how_known"] == LATE] == ["Syria olive value chain inception meeting"]


def test_the_second_half_of_2025_shows_what_was_promised_in_august(record):
    half = Filters(compare_with=date(2025, 8, 1), as_of=date(2025, 12, 31))
    sentences = [row["sentence"] for row in queries.run(record, "review/variance", half).rows]
    assert any(words.startswith("As promised on 1 August 2025: Organize the OCOP High-Level Event") for words in sentences)
    assert any(words.startswith("As promised on 1 August 2025: Support the first FAO Global Exhibition") for words in sentences)
    assert "Held as announced: High-Level Event on OCOP Implementation, FAO Plenary Hall, Rome (15 October 2025)" in sentences
    (late,) = [words for words in sentences if words.startswith("Reported late:")]
    assert "planned for 6 December 2025, reported on 17 December 2025" in late and "2 to 6 December" in late
    assert queries.run(record, "review/decisions", half).finding == (
        "Of 8 actions agreed on 1 August 2025 (Mid-year review of the OCOP Secretariat, first half of 2025), 2 are reported done, 2 under way, "
        "none past due and 4 without any later report")


def test_the_first_half_of_2025_holds_the_facts_of_the_published_review(record):
    half = Filters(compare_with=date(2025, 1, 1), as_of=date(2025, 8, 1))
    parts = ("composition", "progress_global", "progress_regional", "progress_national", "headline", "changes", "upcoming", "agreed")
    said = "\n".join(row["sentence"] for part in parts for row in queries.run(record, f"review/{part}", half).rows)
    for fact in ("OCOP Secretariat has 14 members", "95 as reported for July 2025", "56 as reported for July 2025", "more than 100 participants",
                 "15 demonstration countries", "13 Chinese experts", "USD 5 million from China", "Hanoi, Viet Nam (15 July 2025 to 17 July 2025)",
                 "14 African and 3 Asian countries", "South Africa: fisheries", "Sudan: sorghum",
                 "From Seeds to Foods, Park of Porta Capena, Rome (10 October 2025 to 13 October 2025)",
                 "High-Level Event on OCOP Implementation, FAO Plenary Hall, Rome (15 October 2025)",
                 "1. Accelerate the South-South", "2. Three-year global workplan", "3. National launches", "4. Website, webinars",
                 "5. Human resources"):
        assert fact in said, fact


def test_a_country_reads_its_own_changes(record):
    rows = changed(record, date(2025, 8, 1), date(2025, 12, 31), countries=("LBR",)).rows
    assert [row["kind"] for row in rows] == ["country joined", "product added", "body moved", "event held", "event held", "money reported",
                                             "action done", "action promised", "action promised"]
    assert {row["country"] for row in rows} == {"Liberia"}


@pytest.mark.parametrize(("joined", "named_known", "without_a_name"), [
    ("2024", "2024-06-01", 11),        # named before; its year of joining runs past the first day: it may be one of the twelve
    ("2024-11", "2024-06-01", 12),     # all of the month lies before the first day
    ("2024-12-01", "2024-06-01", 12),  # the first day itself is not after it
    ("2024-12-02", "2024-06-01", 11),  # the day after
    ("2024", "2025-03-01", 11),        # newly named, and the year does not prove that it joined before
    ("2024-11-30", "2025-03-01", 12)])  # newly named, and provably joined before
def test_at_least_is_proved_by_the_whole_of_a_date(joined, named_known, without_a_name):
    one = claim(1, "GHA", "2025-03-01" if named_known > "2024-12-01" else "2024-06-01", named_known, joined_on=joined)
    store = ask("attribution", date(2024, 12, 1), date(2025, 8, 1), members=[one], figures=[
        figure(1, "countries_joined", "2024-12-01", "83", "2024-12-01"), figure(2, "countries_joined", "2025-07", "95", "2025-08-01")])
    assert [row["without_a_name"] for row in store.rows] == [without_a_name]
