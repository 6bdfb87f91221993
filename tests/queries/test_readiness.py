"""Steps of the way: what is evidence of a step, what is only spoken of, and what has no public evidence. Rows are counted by hand."""

from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.small import PLACES, small_store

SOURCED = {"known_on_basis": "source", "source_id": "S-C"}
PRODUCTS = [{"product_id": "teff", "name": "teff", "category": "field-crop", "category_basis": "compiler"}]
INDICATORS = [{"indicator": "people_trained", "name": "People trained", "unit": "people"}]


def claim(number=1, stage="named", on="2024-03-01", **more):
    return {"claim_id": f"MB-{number}", "programme_id": "ocop-fao", "iso3": "GHA", "stage": stage, "evidence_kind": "named as OCOP country",
            "shown_on": on, "known_on": "2024-03-02", **SOURCED, **more}


def grows(strength="stated", on="2024-03-01", number=1, **more):
    return {"claim_id": f"PP-{number}", "programme_id": "ocop-fao", "place_id": "GHA", "iso3": "GHA", "product": "teff", "product_id": "teff",
            "category": "field-crop", "evidence_strength": strength, "status": "named", "seen_on": on, "known_on": "2024-03-02", **SOURCED, **more}


def event(number=1, on="2024-05-01", kind="workshop", **more):
    return {"event_id": f"EV-{number}", "programme_id": "ocop-fao", "title": "National workshop", "type": kind, "level": "national",
            "region": "RAF", "countries": "GHA", "format": "unknown", "starts_on": on, "known_on": "2024-05-02", **SOURCED, **more}


def body(status, **more):
    return {"report_id": "TF-1", "body_id": "b", "level": "national task force", "iso3": "GHA", "region": "RAF", "name": "Task force",
            "status": status, "known_on": "2024-03-02", **SOURCED, **more}


def fund(stage, countries="GHA", **more):
    return {"funds": [{"fund_id": "F", "project": "Teff project", "donor": "FAO"}],
            "fund_reports": [{"report_id": "FR-1", "fund_id": "F", "stage": stage, "countries": countries, "known_on": "2024-03-02",
                              **SOURCED, **more}]}


def action(statement, **more):
    return {"action_id": "AC-1", "statement": statement, "kind": "own promise", "closed_by": "completion", "priority_area": "3",
            "priority_area_basis": "compiler", "level": "national", "region": "RAF", "iso3": "GHA", "known_on": "2024-03-02", **SOURCED, **more}


CASES = [
    ({}, {}),                                                                              # nothing on record
    ({"place_products": [grows()]}, {"product": ("evidence", "2024-03-01")}),
    ({"place_products": [grows("inferred")]}, {"product": ("spoken of", "2024-03-01")}),
    ({"place_products": [grows("inferred", number=1), grows(number=2, on="2025")]}, {"product": ("evidence", "2025")}),  # stated beats inferred
    ({"place_products": [grows(), grows(number=2, known_on="2025-01-01", status="dropped")]}, {}),   # given up: no product any more
    ({"place_products": [grows(on="", known_on_basis="compiled")]}, {"product": ("evidence", None)}),  # a day of compilation is no date
    ({"members": [claim(joined_on="2022")]}, {"joined": ("evidence", "2022")}),
    ({"members": [claim()]}, {}),                                                          # named is not joined
    ({"task_forces": [body("established", established_on="2023")]}, {"task force": ("evidence", "2023")}),
    ({"task_forces": [body("planned")]}, {"task force": ("spoken of", "2024-03-02")}),
    ({"task_forces": [body("unclear")]}, {"task force": ("spoken of", "2024-03-02")}),
    ({"task_forces": [body("dropped")]}, {}),
    ({"task_forces": [body("in place", level="national arrangement")]}, {}),               # its source does not call it a task force
    ({"events": [event(kind="launch")]}, {"launch": ("evidence", "2024-05-01")}),
    ({"events": [event(kind="launch", level="regional")]}, {}),                            # the launch of its region is not its own
    ({"events": [event(kind="launch", on="2027-01-01")]}, {"launch": ("spoken of", "2027-01-01")}),  # still to come
    ({"events": [event(kind="launch", countries="TGO", host_iso3="GHA")]}, {}),            # host of a launch of another country
    ({"members": [claim(evidence="OCOP programme launched nationally")]}, {"launch": ("evidence", "2024-03-01")}),
    ({"members": [claim(evidence="announced teff at regional launch")]}, {}),
    ({"members": [claim(evidence="plans to launch in June")]}, {}),
    ({"members": [claim(stage="participant", evidence="project launched")]}, {}),          # a participant has launched nothing
    ({"events": [event(evidence="value chain analysis and action plan presented")]},
     {"workplan": ("evidence", "2024-05-01"), "analysis": ("evidence", "2024-05-01")}),
    ({"events": [event(evidence="roadmap agreed")]}, {"workplan": ("evidence", "2024-05-01")}),
    ({"events": [event(evidence="work plan in preparation")]}, {"workplan": ("spoken of", "2024-05-01")}),
    ({"events": [event(evidence="value chain analysis", kind="training")]}, {}),           # training in it is none
    ({"members": [claim(evidence="value chain study under OCOP")]}, {"analysis": ("spoken of", "2024-03-01")}),
    ({"actions": [action("Ghana: action plan for teff")]}, {"workplan": ("spoken of", "2024-03-02")}),
    ({"actions": [action("Ghana: action plan for teff")],
      "action_reports": [{"report_id": "AR-1", "action_id": "AC-1", "status": "done", "on": "2025-02", "known_on": "2025-03-01", **SOURCED}]},
     {"workplan": ("evidence", "2025-02")}),
    (fund("ongoing", starts_on="2023"), {"funding": ("evidence", "2023")}),
    (fund("planned", starts_on="2027"), {"funding": ("spoken of", "2027")}),
    (fund("ongoing", countries="TGO"), {}),                                                # money of another country
    ({"figures": [{"figure_id": "F1", "programme_id": "ocop-fao", "indicator": "people_trained", "place_id": "GHA", "on": "2024-04", "value": "3",
                   "qualifier": "eq", "known_on": "2024-05-01", **SOURCED}]}, {"results": ("evidence", "2024-04")}),
    ({"figures": [{"figure_id": "F1", "programme_id": "ocop-vn", "indicator": "people_trained", "place_id": "GHA", "on": "2024-04", "value": "3",
                   "qualifier": "eq", "known_on": "2024-05-01", **SOURCED}]}, {}),         # of another programme
]


def of_case(number, tables):
    """The rows of a case as those of a country of its own, so that one store holds all cases."""
    def renamed(column, cell):
        if column in ("claim_id", "event_id", "report_id", "body_id", "fund_id", "action_id", "figure_id"):
            return f"{cell}-{number}"
        return cell.replace("GHA", f"C{number:02}")
    return {name: [{column: renamed(column, cell) for column, cell in row.items()} for row in rows] for name, rows in tables.items()}


@pytest.fixture(scope="module")
def cases():
    """One store with one country for each case: its code is the number of the case."""
    places = [{"place_id": f"C{n:02}", "kind": "country", "name": f"Country {n:02}", "iso3": f"C{n:02}", "region": "RAF"} for n in range(len(CASES))]
    together = {"places": [*PLACES, *places], "products": PRODUCTS, "indicators": INDICATORS}
    for number, (tables, _expected) in enumerate(CASES):
        for name, rows in of_case(number, tables).items():
            together.setdefault(name, []).extend(rows)
    return small_store(**together)


def steps(store, country, day="2026-11-21"):
    """{step: (state, date)} of one country, of the steps that a source speaks of."""
    rows = queries.run(store, "country/readiness", Filters(countries=(country,), as_of=date.fromisoformat(day))).rows
    assert len(rows) == 8  # every step stands there, with evidence or without
    return {row["step"]: (row["step_state"], row["on"]) for row in rows if row["step_state"]}


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_step_is_taken_only_where_a_source_says_so(cases, number):
    assert steps(cases, f"C{number:02}") == CASES[number][1]


def test_a_step_counts_from_the_day_on_which_it_was_known(cases):
    launch = next(number for number, (_tables, expected) in enumerate(CASES) if expected == {"launch": ("evidence", "2024-05-01")})
    days = ("2024-05-01", "2024-05-02")  # held on the first, known on the second
    assert [steps(cases, f"C{launch:02}", day) for day in days] == [{}, CASES[launch][1]]


# Counted by hand in the rows of the record: what each source says, and on which day.
RECORD = {
    "BGD": {"product": ("evidence", "2023-01-31"), "task force": ("evidence", "2023"), "funding": ("evidence", "2022-12-01"),
            "results": ("evidence", "2024-07-04")},
    "LBN": {"product": ("evidence", "2024-05-15"), "workplan": ("evidence", "2024-05-15"), "analysis": ("evidence", "2024-05-15"),
            "funding": ("evidence", None)},
    "LBR": {"product": ("evidence", "2025-10-17"), "joined": ("evidence", "2024"), "task force": ("spoken of", "2025-10-17"),
            "launch": ("evidence", "2025-12"), "workplan": ("evidence", "2025-10-17"), "funding": ("spoken of", "2026")},
    "JAM": {"product": ("evidence", "2024-04-09"), "task force": ("spoken of", None), "launch": ("evidence", None), "workplan": ("spoken of", None),
            "funding": ("evidence", "2024-03-01")},
    "ITA": {},  # host of a meeting on the road map of Liberia
    "FRA": {},
}


@pytest.mark.parametrize("country", RECORD)
def test_the_steps_of_these_countries_are_as_the_record_says(record, country):
    rows = queries.run(record, "country/readiness", Filters(countries=(country,))).rows
    assert {row["step"]: (row["step_state"], row["on"]) for row in rows if row["step_state"]} == RECORD[country]
    assert all(row["source_id"] for row in rows if row["step_state"])


def test_the_matrix_stands_in_the_order_of_names_and_says_no_public_evidence():
    store = small_store(products=PRODUCTS, indicators=INDICATORS,
                        members=[claim(1, iso3="TGO"), claim(2), claim(3, iso3="BTN", joined_on="2022")], place_products=[grows()],
                        events=[event(on="2025-06-01", known_on="2025-06-02", countries="TGO")])  # last news of Togo
    result = queries.run(store, "readiness/matrix", Filters())
    assert [(row["country"], row["step_product"], row["step_joined"], row["steps_reached"], row["last_news"]) for row in result.rows] == [
        ("Bhutan", "no public evidence", "2022", 1, "2022"),
        ("Ghana", "2024-03-01", "no public evidence", 1, "2024-03-01"),
        ("Togo", "no public evidence", "no public evidence", 0, "2025-06-01")]
    assert [row["country"] for row in queries.run(store, "readiness/matrix", Filters(regions=("RAF",))).rows] == ["Ghana", "Togo"]
    bars = queries.run(store, "readiness/by_step", Filters())
    assert [(row["step_name"], row["with_evidence"]) for row in bars.rows][:2] == [("Named product", 1), ("Joined, as stated", 1)]
    assert bars.rows[0]["traced"] == 3 and len(queries.run(store, "readiness/register", Filters()).rows) == 2


def test_matrix_bars_and_register_of_the_record_agree(record):
    matrix = queries.run(record, "readiness/matrix", Filters()).rows
    register = [row for row in queries.run(record, "readiness/register", Filters()).rows if row["step_state"] == "evidence"]
    bars = queries.run(record, "readiness/by_step", Filters()).rows
    assert sum(row["steps_reached"] for row in matrix) == len(register) == sum(row["with_evidence"] for row in bars) > 100
