"""Rows that contradict rows: the same fact told twice, and told otherwise. Beside each offender stand sound neighbours that stay unnamed."""

import pytest

from ocop import queries
from ocop.store import rules
from tests.queries.test_checks import GHANA, INDICATORS, KNOWN, PLACES, claim, event, figures, offenders, report, step, target

OCOP = {**KNOWN, "programme_id": "ocop-fao"}
LATER = {"known_on": "2025-01-01"}


def body(key: str, body_id: str, level: str, status: str = "established", **said) -> dict:
    return KNOWN | {"report_id": key, "body_id": body_id, "level": level, "name": body_id, "status": status} | said


def test_one_body_has_one_level_one_country_and_one_region():
    rows = [body("T1", "ghana", "national task force", iso3="GHA", region="RAF"),
            body("T2", "ghana", "national task force", iso3="TGO", region="RAF"),  # another country
            body("T3", "ghana", "national arrangement", iso3="GHA", region="RAF"),  # another level
            body("T4", "africa", "regional organizing group", region="RAF"),
            body("T5", "africa", "regional organizing group", region="RAP"),  # another region
            body("T6", "africa", "regional organizing group"),  # of no region
            body("T7", "lost", "national task force"),  # of no country
            body("T8", "committee", "steering committee", region="RAF"),  # the committee is of all
            body("T9", "groupe", "regional organizing group", region="RAF"),  # the group of Africa again
            body("U1", "togo", "national task force", "planned", iso3="TGO", established_on="2023-05")]  # planned, with a day
    assert offenders("facts_of_bodies", task_forces=rows) == [
        ("T2", "iso3", "TGO", "one body in two countries"), ("T3", "level", "national arrangement", "one body at two levels"),
        ("T5", "region", "RAP", "one body in two regions"), ("T6", "region", None, "contradicts the level"),
        ("T6", "region", None, "one body in two regions"), ("T7", "iso3", None, "contradicts the level"),
        ("T8", "region", "RAF", "contradicts the level"), ("T9", "body_id", "groupe", "body told twice"),
        ("U1", "body_id", "togo", "body told twice"), ("U1", "established_on", "2023-05", "day of a body that is only planned")]


def test_a_body_goes_forward_and_was_established_once():
    rows = [body("T1", "b", "secretariat", established_on="2023-05"),
            body("T2", "b", "secretariat", established_on="2023-05-09"),  # the same, more exactly
            body("T3", "b", "secretariat", established_on="2023-07"),
            body("T4", "b", "secretariat", "planned", **LATER), body("T5", "b", "secretariat", "dropped", **LATER),
            body("T6", "b", "secretariat", "planned", known_on="2025", known_on_basis="compiled")]  # nobody knows when that was said
    assert offenders("course_of_bodies", task_forces=rows) == [
        ("T3", "established_on", "2023-07", "two days of one body"), ("T4", "status", "planned", "goes back")]


def test_one_fund_has_one_amount_in_each_currency_one_region_and_one_number():
    fund = {"project": "p", "donor": "d"}
    tables = {"funds": [fund | {"fund_id": "F"}, fund | {"fund_id": "G", "project": "P"}, fund | {"fund_id": "H", "project_code": "X/1"},
                        fund | {"fund_id": "I", "project": "q", "project_code": "x/1"}],
              "fund_reports": [report("R1", amount="100", currency="EUR", countries="GHA"), report("R2", amount="90", currency="EUR"),
                               report("R3", amount="110", currency="CHF"), report("R4", countries="GHA;TGO", fund_id="G")],
              "fund_scopes": [KNOWN | {"fund_id": "F", "countries_in_all": "3", "region": "RAP"},
                              KNOWN | {"fund_id": "G", "countries_in_all": "2", "region": "RAF"}]}
    assert offenders("facts_of_funds", **tables) == [
        ("R2", "amount", "90.0", "several amounts for one fund"), ("F, S-A", "region", "RAP", "contradicts the countries"),
        ("G", "project", "P", "fund told twice"), ("I", "project_code", "x/1", "fund told twice")]


def test_reports_of_a_fund_follow_each_other():
    rows = [report("R1", stage="completed", starts_on="2023", ends_on="2023-12"), report("R2", stage="pledged", **LATER),
            report("R3", stage="completed", starts_on="2023-04", ends_on="2024-06"),  # completed, and ends half a year after it was known
            report("R4", fund_id="G", stage="planned", starts_on="2022", ends_on="2022-12"),  # planned, and over
            report("R5", fund_id="G", starts_on="2023", countries="GHA;TGO"), report("R6", fund_id="G", countries="GHA;GHA", **LATER)]
    scopes = [KNOWN | {"fund_id": "G", "countries_in_all": "1"}]
    assert offenders("course_of_funds", fund_reports=rows, fund_scopes=scopes) == [
        ("R2", "stage", "pledged", "goes back"), ("R3", "ends_on", "2024-06", "two ends of one fund"), ("R3", "stage", "completed", "before its end"),
        ("R4", "stage", "planned", "after its end"), ("R5", "countries", "2", "more countries than a source counts"),
        ("R5", "starts_on", "2023", "two beginnings of one fund")]


def test_what_is_told_of_an_event_agrees():
    rows = [event("E1", countries="GHA;TGO"), event("E2"),  # national: of two countries, of none
            event("E3", level="regional", countries="GHA"),  # of no region
            event("E4", countries="GHA", participants="2", participant_countries="GHA;TGO;BTN"),
            event("E5", countries="GHA", participants="2", participants_qualifier="gt", participant_countries="GHA;TGO;BTN"),  # more than two
            event("E6", title="Launch", countries="GHA", starts_on="2024-05-01", city="Accra"),
            event("E7", title="launch", countries="GHA", starts_on="2024-05-01", city="accra"),
            event("E8", title="Launch", countries="TGO", starts_on="2024-05-01"),  # the same day in Togo
            event("F1", title="Fair d'Or", countries="GHA", starts_on="2024-06-01"),
            event("F2", title="Fair d\u2019Or", countries="GHA", starts_on="2024-06-01")]
    announced = {"known_on_basis": "source", "source_id": "S-A", "event_id": "E6"}
    assert offenders("facts_of_events", events=rows, announcements=[
        announced | {"known_on": "2024-04-01", "starts_on": "2024-05-01"},
        announced | {"known_on": "2024-04-02", "starts_on": "2024-03", "source_id": "S-C"}]) == [
        ("E6, S-C", "starts_on", "2024-03", "announced for a day that was over"),
        ("E1", "countries", "GHA;TGO", "contradicts the level"), ("E2", "countries", None, "contradicts the level"),
        ("E3", "region", None, "contradicts the level"), ("E4", "participants", "2", "fewer people than countries"),
        ("E7", "event_id", "E7", "event told twice"), ("F2", "event_id", "F2", "event told twice")]


def test_an_event_is_held_where_it_belongs():
    rows = [event("E1", countries="GHA", host_iso3="TGO"), event("E2", countries="GHA", host_iso3="GHA"), event("E3", countries="GHA"),
            event("E4", level="global", region="RAF", countries="GHA;BTN"), event("E5", level="programme", programme_id="gh", countries="TGO"),
            event("E6", level="programme", programme_id="gh", countries="GHA")]
    assert offenders("homes_of_events", events=rows, programmes=[KNOWN | {"programme_id": "gh", "country_iso3": "GHA"}]) == [
        ("E1", "host_iso3", "TGO", "held in another country"), ("E4", "region", "RAF", "contradicts the level"),
        ("E5", "countries", "TGO", "outside the country of its programme")]


def action(key: str, level: str, **said) -> dict:
    return KNOWN | {"action_id": key, "statement": "s", "level": level} | said


def done(key: str, action_id: str, status: str = "done", **said) -> dict:
    return KNOWN | {"report_id": key, "action_id": action_id, "status": status} | said


def test_a_promise_has_the_place_of_its_level_and_is_not_done_before_its_event():
    actions = [action("A1", "national"), action("A2", "global", iso3="GHA"), action("A3", "regional", iso3="GHA"),
               action("A4", "global", region="RAF"),
               action("A5", "national", iso3="GHA", region="RAF", event_id="E1"), action("A6", "regional", region="RAF")]
    reports = [done("R1", "A5", on="2024-04"), done("R2", "A5", on="2024-05"), done("R3", "A5", "under way", on="2024-03"),
               done("R4", "A5")]  # known in January, the event is of May
    assert offenders("facts_of_actions", actions=actions, action_reports=reports, events=[event("E1", starts_on="2024-05-01", countries="GHA")]) == [
        ("R1", "status", "done", "done before its event"), ("R4", "status", "done", "done before its event"),
        ("A1", "iso3", None, "contradicts the level"), ("A2", "iso3", "GHA", "contradicts the level"), ("A3", "iso3", "GHA", "contradicts the level"),
        ("A3", "region", None, "contradicts the level"), ("A4", "region", "RAF", "contradicts the level")]


def test_reports_of_a_promise_follow_each_other():
    actions = [action("A1", "global", due_on="2023-12"), action("A2", "global", due_on="2024")]  # promised on 1 January 2024
    reports = [done("R1", "A1"), done("R2", "A1", "under way", **LATER), done("R3", "A1", **LATER), done("R4", "A2", "under way", on="2023-11")]
    assert offenders("course_of_actions", actions=actions, action_reports=reports) == [
        ("R2", "status", "under way", "goes back"), ("R4", "on", "2023-11", "before the promise"),
        ("A1", "due_on", "2023-12", "due before it was promised")]


def test_one_source_tells_one_day_of_joining_and_a_summary_its_demonstration():
    rows = [claim("M1", "joined", "2023", joined_on="2023"), claim("M2", "joined", "2023", joined_on="2023-05"),  # the same, more exactly
            claim("M3", "joined", "2023", joined_on="2022"), claim("M4", "joined", "2023", joined_on="2021", source_id="S-C"),
            claim("M5", "named", "2023", iso3="TGO", demonstration_project="15 countries")]
    summary = KNOWN | {"stage": "named", "evidence_rows": "1"}
    tables = {"members": rows, "member_summaries": [summary | {"iso3": "GHA", "is_demonstration": "true"},
                                                    summary | {"iso3": "TGO", "seen_by": "2024"},
                                                    summary | {"iso3": "BTN"}]}
    assert offenders("facts_of_members", **tables) == [
        ("GHA", "is_demonstration", "true", "differs from the evidence"), ("TGO", "is_demonstration", None, "differs from the evidence"),
        ("M3", "joined_on", "2022", "contradicts another row of its source")]
    assert offenders("days_of_members", **tables) == [
        ("GHA", "joined_on", None, "differs from the evidence"), ("TGO", "seen_by", "2024", "differs from the evidence"),
        ("M3", "joined_on", "2022", "two days of joining"), ("M4", "joined_on", "2021", "two days of joining")]
    early = [claim("M1", "joined", "2022-11"), claim("M2", "named", "2022-11"), claim("M3", "joined", "2023-05", joined_on="2023-05")]
    assert offenders("days_of_members", members=early) == [("M1", "shown_on", "2022-11", "before the day of joining")]


def test_nothing_is_older_than_its_programme():
    programmes = [OCOP | {"started": "2021"}, KNOWN | {"programme_id": "child", "started": "2001", "based_on": "mother"},
                  KNOWN | {"programme_id": "mother", "started": "2002-03"}, KNOWN | {"programme_id": "twin", "started": "2002", "based_on": "mother"}]
    assert offenders("start_of_programmes", programmes=programmes,
                     members=[claim("M1", "named", "2020-12-31"), claim("M2", "named", "2021", joined_on="2020")],
                     events=[event("E1", starts_on="2020"), event("E2", starts_on="2021-01-01")],
                     place_products=[OCOP | {"claim_id": "C1", "seen_on": "2019-05"}], targets=[target(due_on="2020-06")],
                     task_forces=[body("T1", "b", "secretariat", established_on="2020-10")]) == [
        ("E1", "starts_on", "2020", "before its programme began"), ("M1", "shown_on", "2020-12-31", "before its programme began"),
        ("M2", "joined_on", "2020", "before its programme began"), ("C1", "seen_on", "2019-05", "before its programme began"),
        ("child", "started", "2001", "before its model began"), ("T", "due_on", "2020-06", "before its programme began"),
        ("T1", "established_on", "2020-10", "before its programme began")]


def test_a_row_of_days_before_its_programme_is_doubted_once():
    old = {"programme_id": "old"} | KNOWN  # nobody says when it began
    told = [row | {"on": day} for row, day in zip(figures(*[("loss", "1")] * 5), ("1901", "2020-12-31", "2021", "2021-01", "1901"), strict=True)]
    told[4] |= old
    told[3] |= {"known_on": "2020-11"}  # known before
    tables = {"programmes": [OCOP | {"started": "2021"}, OCOP | {"programme_id": "old"}], "indicators": INDICATORS, "figures": told,
              "targets": [target(due_on="2026", baseline_on="1999", baseline="1")], "target_milestones": [step("2020-06", "3"), step("2025", "4")],
              "judgements": [judgement("J1", "on track", "2020-01", "2020-06")], "events": [event("E1")],
              "announcements": [KNOWN | {"event_id": "E1", "known_on": "2019-04-01", "starts_on": "2019-05-01"}],
              "fund_reports": [report("R1", starts_on="2001", known_on="2002"), report("R2", ends_on="2020-12"), report("R3")],
              "actions": [action("A1", "global", due_on="1901"), action("A2", "global", due_on="2021")],
              "action_reports": [done("P1", "A2", on="2020-12-31")],
              "milestones": [KNOWN | {"milestone_id": "MS", "on": "1901", "title": "x"}],
              "reviews": [KNOWN | {"review_id": "RV", "title": "x", "on": "2020-03-01", "kind": "review"}],
              "member_summaries": [KNOWN | {"iso3": "GHA", "stage": "joined", "joined_on": "2020", "evidence_rows": "1"}]}
    assert [row[:3] for row in offenders("older_than_programmes", **tables)] == [
        ("P1", "on", "2020-12-31"), ("A1", "due_on", "1901"), ("E1, S-A", "starts_on", "2019-05-01"), ("F0", "on", "1901"),
        ("F1", "on", "2020-12-31"), ("F3", "known_on", "2020-11"), ("R1", "starts_on", "2001"), ("R2", "ends_on", "2020-12"), ("J1", "on", "2020-01"),
        ("GHA", "joined_on", "2020"), ("MS", "on", "1901"), ("RV", "on", "2020-03-01"), ("T, 2020-06", "on", "2020-06"), ("T", "baseline_on", "1999")]


def judgement(key: str, status: str, on: str, until: str) -> dict:
    return {"judgement_id": key, "target_id": "T", "status": status, "reason": "r", "author": "a", "on": on, "expires_on": until}


def test_one_target_and_one_judgement_hold_at_a_time():
    plans = [target(due_on="2026"), target(target_id="U", due_on="2026", value="12"),  # one source, two values
             target(target_id="V", due_on="2027", value="12"), target(target_id="W", due_on="2026", value="12", source_id="S-C")]
    views = [judgement("J1", "on track", "2024-01", "2024-06"), judgement("J2", "at risk", "2024-05", "2024-12"),  # overlaps with the first
             judgement("J3", "off track", "2025-01", "2025-06"), judgement("J4", "on track", "2023-05", "2023-12")]  # the target was not set
    assert offenders("facts_of_targets", targets=plans, judgements=views) == [
        ("J2", "status", "at risk", "two judgements at one time"), ("J4", "on", "2023-05", "before the target was set"),
        ("U", "value", "12.0", "contradicts another row of its source")]
    falling = [target(baseline="5"), target(target_id="U", baseline="50"), target(target_id="V", indicator="countries", baseline="50"),
               target(target_id="W", indicator="countries", baseline="50", is_additional="true")]
    assert offenders("ways_of_targets", targets=falling, indicators=INDICATORS) == [  # losses shall fall, countries rise
        ("T", "value", "10.0", "goes back"), ("V", "value", "10.0", "goes back")]
    assert offenders("ways_of_targets", targets=[plans[0], plans[3]], indicators=INDICATORS) == [("W", "value", "12.0", "two targets for one day")]


def told(*rows: dict) -> list[dict]:
    made = figures(*[("countries", "1")] * len(rows))
    return [one | {"on": "2024", "qualifier": "eq"} | said for one, said in zip(made, rows, strict=True)]


def test_a_part_is_not_more_than_the_whole():
    places = [row | ({"parent_id": row["region"]} if row["kind"] == "country" else {"parent_id": "WORLD"} if row["kind"] == "fao region" else {})
              for row in PLACES]
    rows = told({"value": "50"}, {"value": "60", "place_id": "RAF"},  # Africa more than the world
                {"value": "60", "place_id": "RAP", "source_id": "S-C"},
                {"value": "60", "place_id": "RAP", "on": "2025"},  # another source, another year
                {"value": "61", "place_id": "GHA"}, {"value": "30", "category": "forest"}, {"value": "30", "category": "livestock"})
    assert offenders("parts_of_figures", places=places, indicators=INDICATORS, figures=rows) == [
        ("F1", "value", "60.0", "more than the whole"), ("F4", "value", "61.0", "more than the whole"),
        ("F5", "value", "60.0", "more than the whole")]
    lower = told({"value": "50", "qualifier": "gt"}, {"value": "60", "place_id": "RAF"})  # more than fifty may be seventy
    assert offenders("parts_of_figures", places=places, indicators=INDICATORS, figures=lower) == []


def test_bounds_and_exact_values_of_one_source_agree():
    def named(*rows: tuple[str, str]) -> list[str]:
        rows = told(*({"qualifier": qualifier, "value": value} for qualifier, value in rows))
        return [row[0] for row in offenders("figures_of_one_source", indicators=INDICATORS, figures=rows)]

    assert named(("eq", "95"), ("ge", "100")) == ["F0", "F1"]
    assert named(("eq", "95"), ("gt", "95")) == ["F0", "F1"]
    assert named(("eq", "95"), ("gt", "90"), ("ge", "95"), ("about", "100")) == []


def test_a_running_total_does_not_fall():
    rows = told({"on": "2022", "value": "80"}, {"on": "2023", "value": "95"}, {"on": "2024", "value": "94"},  # one fewer
                {"on": "2024", "value": "94", "scope": "in mountains"}, {"on": "2025", "value": "90", "qualifier": "gt"},  # may be more
                {"on": "2023-05", "value": "90"},  # within the year of the higher one
                {"on": "2025", "value": "3", "indicator": "loss"}, {"on": "2026", "value": "2", "indicator": "loss"})  # no running total
    assert [row[:3] for row in offenders("course_of_figures", indicators=INDICATORS, figures=rows)] == [("F2", "value", "94.0")]
    gone = KNOWN | {"change_id": "PC-001", "place_id": "TGO", "into_place_id": "GHA", "name": "x", "change": "merged", "on": "2024"}
    after = told({"on": "2025-01", "place_id": "TGO"}, {"on": "2024-07", "place_id": "TGO"}, {"on": "2025-01", "place_id": "GHA"})
    assert offenders("course_of_figures", indicators=INDICATORS, figures=after, place_changes=[gone]) == [
        ("F0", "on", "2025-01", "after the place was gone")]


def test_what_is_told_of_a_place_agrees():
    places = [*PLACES, *GHANA, {"place_id": "gh-o", "kind": "district", "name": "north", "parent_id": "GHA"},  # a second North
              {"place_id": "KEN", "kind": "country", "name": "Kenya", "iso3": "UGA", "parent_id": "GHA"},  # in a country, with a strange code
              {"place_id": "RNE", "kind": "fao region", "name": "Near East", "region": "RAF", "parent_id": "RAF"},
              {"place_id": "MARS", "kind": "world", "name": "Mars", "parent_id": "WORLD"}]
    unit = KNOWN | {"programme_id": "p", "unit_name": "u", "unit_level": "district"}
    moved = KNOWN | {"name": "x", "change": "merged", "on": "2024"}
    assert offenders("facts_of_places", places=[row | ({"iso3166_2": "GH-N"} if row["place_id"] == "gh-n" else {}) for row in places],
                     programme_units=[unit | {"programme_unit_id": "U1", "place_id": "gh-n", "iso3166_2": "GH-X"},
                                      unit | {"programme_unit_id": "U2", "place_id": "gh-n", "iso3166_2": "GH-N"}],
                     place_changes=[moved | {"change_id": "PC-001", "place_id": "gh-n", "into_place_id": "GHA"},
                                    moved | {"change_id": "PC-002", "place_id": "gh-n", "into_place_id": "gh-o"},
                                    moved | {"change_id": "PC-003", "place_id": "gh-o", "into_place_id": "TGO"}]) == [
        ("PC-002", "place_id", "gh-n", "gone twice"), ("PC-003", "into_place_id", "TGO", "place of another country"),
        ("KEN", "iso3", "UGA", "contradicts its own code"), ("KEN", "parent_id", "GHA", "lies in a place of its own kind or below"),
        ("MARS", "parent_id", "WORLD", "lies in a place of its own kind or below"),
        ("RNE", "parent_id", "RAF", "lies in a place of its own kind or below"), ("RNE", "region", "RAF", "contradicts its own code"),
        ("gh-o", "name", "north", "place told twice"),
        ("U1", "iso3166_2", "GH-X", "contradicts the place"), ("U2", "place_id", "gh-n", "unit told twice")]


def test_a_review_says_nothing_before_it_is_held():
    review = KNOWN | {"review_id": "R", "title": "t", "kind": "k", "on": "2024-05"}
    said = KNOWN | {"review_id": "R"}
    assert offenders("facts_of_reviews", reviews=[review],
                     review_decisions=[said | {"decision_id": "D1"}, said | {"decision_id": "D2", "known_on": "2024-05"}],
                     review_statements=[said | {"statement_id": "S1", "known_on": "2024-04"}],
                     review_notes=[{"note_id": "N1", "review_id": "R", "on": "2024-04-30"},
                                   {"note_id": "N2", "review_id": "R", "on": "2024-05-31"}]) == [
        ("D1", "known_on", "2024-01-01", "before the review"), ("N1", "on", "2024-04-30", "before the review"),
        ("S1", "known_on", "2024-04", "before the review")]


def test_a_scheme_says_one_thing_of_one_thing():
    band, rule = OCOP | {"rule_set": "r", "meaning": "m"}, OCOP | {"rule_set": "r", "component": "c", "beneficiary": "b"}
    product = OCOP | {"place_id": "GHA", "product": "Cocoa", "product_id": "cocoa", "status": "certified"}
    assert offenders("facts_of_schemes",
                     star_classes=[band | {"class_id": "C1", "stars": "3"}, band | {"class_id": "C2", "stars": "3"},
                                   band | {"class_id": "C3", "stars": "4"}],
                     support_rules=[rule | {"rule_id": "R1", "odop_required": "yes"}, rule | {"rule_id": "R2", "odop_required": "no"},
                                    rule | {"rule_id": "R3", "odop_required": "no", "exception": "e"}],
                     place_products=[product | {"claim_id": "P1", "stars": "3"}, product | {"claim_id": "P2", "stars": "4", "product": "cocoa"},
                                     product | {"claim_id": "P3", "stars": "5", "source_id": "S-C"}, product | {"claim_id": "P4", "product": "Shea"}],
                     products=[{"product_id": "a", "name": "A", "category": "forest", "category_basis": "none"},
                               {"product_id": "b", "name": "B", "category": "unclassified", "category_basis": "compiler"},
                               {"product_id": "c", "name": "C", "category": "unclassified", "category_basis": "none"}]) == [
        ("P2", "product", "cocoa", "contradicts another row of its source"), ("P3", "stars", "5", "no class of the scheme"),
        ("a", "category", "forest", "contradicts its basis"), ("b", "category", "unclassified", "contradicts its basis"),
        ("C2", "stars", "3", "class told twice"), ("R2", "odop_required", "no", "contradicts another rule")]


def test_a_row_is_not_older_than_its_source():
    sources = [{"source_id": "S-A", "address": "a", "publisher": "A", "grade": "A", "received_as": "a", "published_on": "2024-03"},
               {"source_id": "S-B", "address": "b", "publisher": "B", "grade": "A", "received_as": "b"}]
    rows = [claim("M1", "named", "2023"),  # known in January, published in March
            claim("M2", "named", "2023", known_on="2024-03-09"), claim("M3", "named", "2023", known_on="2024-05"),
            claim("M4", "named", "2023", source_id="S-B"),  # a source without a date
            claim("M2", "named", "2024", known_on="2025-06")]  # a correction comes later than the source
    scope = KNOWN | {"fund_id": "F", "countries_in_all": "1", "known_on": "2024-03-01", "known_on_basis": "assumed"}
    assert offenders("known_on_of_sources", sources=sources, members=rows, fund_scopes=[scope]) == [
        ("F, S-A", "known_on", "2024-03-01", "not the date of its source"), ("M1", "known_on", "2024-01-01", "before its source")]
    assert offenders("known_after_sources", sources=sources, members=rows) == [
        ("M3", "known_on", "2024-05", "not the date of its source"), ("M4", "known_on", "2024-01-01", "not the date of its source")]


def test_nothing_stands_on_what_was_withdrawn():
    def gone(row: dict) -> dict:
        return row | LATER | {"is_withdrawn": "true"}

    held, promised, plan = event("E1", countries="GHA"), action("A1", "global"), target()
    assert offenders("withdrawn_references", events=[held, gone(held), event("E2", countries="GHA")],
                     actions=[promised, gone(promised), action("A2", "global", event_id="E1")],
                     action_reports=[done("R1", "A1"), done("R2", "A2")], targets=[plan, gone(plan)], target_milestones=[step("2025", "3")],
                     review_decisions=[KNOWN | {"decision_id": "D1", "review_id": "R", "action_ids": "A2;A1"}]) == [
        ("R1", "action_id", "A1", "refers to a withdrawn row"), ("A2", "event_id", "E1", "refers to a withdrawn row"),
        ("D1", "action_ids", "A1", "refers to a withdrawn row"), ("T, 2025", "target_id", "T", "refers to a withdrawn row")]


def test_a_cell_is_filled_where_its_row_is_of_the_kind():
    spots = {"GHA": {"longitude": "-1"}, "RAF": {"longitude": "10", "latitude": "5", "membership": "member nation"},
             "TGO": {"longitude": "1", "latitude": "8", "membership": "member nation"}}
    product = OCOP | {"product": "p", "product_id": "p", "status": "identified"}
    assert offenders("kinds_of_values", places=[row | spots.get(row["place_id"], {}) for row in PLACES], place_products=[
        product | {"claim_id": "C1", "place_id": "RAF", "iso3": "GHA"}, product | {"claim_id": "C2", "place_id": "GHA"},
        product | {"claim_id": "C3", "place_id": "RAF"}, product | {"claim_id": "C4", "place_id": "GHA", "iso3": "GHA", "stars": "4"}]) == [
        ("C1", "iso3", "GHA", "contradicts the place"), ("C2", "iso3", None, "contradicts the place"), ("C4", "stars", "4", "stars without a scheme"),
        ("GHA", "longitude", "-1.0", "half of a pair"), ("RAF", "longitude", "10.0", "centre of no country"),
        ("RAF", "membership", "member nation", "member that is no country")]


def test_a_value_is_of_a_size_that_such_a_thing_has():
    reports = [report("R1", amount="5", currency="EUR", amount_usd="36000"), report("R2", amount="100", currency="EUR", amount_usd="110"),
               report("R3", amount="100", currency="GBP", amount_usd="1"), report("R4", amount="25000", currency="VND", amount_usd="1"),
               report("R5", amount="1", currency="VND", amount_usd="25000"), report("R6", starts_on="2024", ends_on="2075")]
    events = [event("E1", starts_on="2023-05", ends_on="2033-01"), event("E2", starts_on="2023-05", ends_on="2024-03"),
              event("E3", participants="9000000000")]
    assert offenders("sizes_of_values", fund_reports=reports, events=events, figures=told({"on": "2029"}, {"on": "2024"})) == [
        ("E1", "ends_on", "2033-01", "unlikely span"), ("E3", "participants", "9000000000", "unlikely number"),
        ("F0", "on", "2029", "after it became known"), ("R1", "amount_usd", "36000.0", "unlikely rate"), ("R3", "amount_usd", "1.0", "unlikely rate"),
        ("R5", "amount_usd", "25000.0", "unlikely rate"), ("R6", "ends_on", "2075", "unlikely span")]


@pytest.mark.parametrize("name", queries.checks())
def test_a_rule_says_what_and_what_to_do_for_a_reader(name):
    doubts = rules.DOUBT in queries.read(name).sql
    assert doubts == (name.rpartition("/")[2] in DOUBTS)


DOUBTS = {"course_of_actions", "course_of_bodies", "course_of_figures", "course_of_funds", "days_of_members", "homes_of_events",
          "known_after_sources", "older_than_programmes", "parts_of_figures", "sizes_of_values", "ways_of_targets", "withdrawn_references"}
