"""The headline figures: which statement stands on a day. Expected rows are counted by hand from the fixture rows."""

from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.small import small_store

INDICATORS = [{"indicator": name, "name": name, "unit": "countries", "measure": "total"}
              for name in ("countries_joined", "saps", "secretariat_members", "demonstration_countries")]


def figure(number, on, value, qualifier="eq", source="S-A", known=None, **more):
    return {"figure_id": f"FG-{number}", "programme_id": "ocop-fao", "indicator": "countries_joined", "place_id": "WORLD",
            "indicator_as_received": "countries_joined", "on": on, "value": str(value), "qualifier": qualifier,
            "known_on": known or on, "known_on_basis": "source", "source_id": source, **more}


def standing(rows, day, indicator="countries_joined"):
    store = small_store(figures=rows, indicators=INDICATORS)
    result = queries.run(store, "overview/reported", Filters(as_of=date.fromisoformat(day)))
    return [(row["value"], row["qualifier"], row["on"]) for row in result.rows if row["indicator"] == indicator]


def test_a_figure_counts_from_the_day_it_was_known():
    rows = [figure(1, "2025-07", 95, known="2025-08-01")]  # speaks of July, published on 1 August
    assert standing(rows, "2025-07-31") == []
    assert standing(rows, "2025-08-01") == [(95, "eq", "2025-07")]


def test_the_newest_exact_value_stands_even_when_it_falls():
    rows = [figure(1, "2024-10-18", 54), figure(2, "2024-10-30", 53)]
    assert standing(rows, "2024-10-30") == [(53, "eq", "2024-10-30")]


def test_a_weaker_bound_never_replaces_an_exact_value_that_satisfies_it():
    rows = [figure(1, "2024-04-26", 85, source="S-D"), figure(2, "2024-04-26", 60, "gt", source="S-A")]
    assert standing(rows, "2024-04-26") == [(85, "eq", "2024-04-26")]


def test_a_newer_bound_that_the_exact_value_does_not_satisfy_stands():
    rows = [figure(1, "2024-11-15", 87), figure(2, "2025-02-19", 92, "gt")]
    assert standing(rows, "2025-02-19") == [(92, "gt", "2025-02-19")]


def test_on_one_day_an_exact_value_stands_before_a_bound():
    rows = [figure(1, "2025-10-15", 95), figure(2, "2025-10-15", 95, "gt")]
    assert standing(rows, "2025-10-15") == [(95, "eq", "2025-10-15")]


def test_on_one_day_the_better_grade_stands():
    rows = [figure(1, "2024-10-30", 86, source="S-C"), figure(2, "2024-10-30", 87, source="S-A")]
    assert standing(rows, "2024-10-30") == [(87, "eq", "2024-10-30")]


def test_an_old_figure_published_late_does_not_replace_a_newer_one():
    rows = [figure(1, "2025-10-15", 95), figure(2, "2022-11-03", 78, known="2026-01-01")]
    assert standing(rows, "2026-02-01") == [(95, "eq", "2025-10-15")]


def test_a_project_figure_and_the_general_figure_are_two_rows():
    general = figure(1, "2024-08-20", 16, indicator="demonstration_countries")
    project = figure(2, "2025-07", 15, indicator="demonstration_countries", scope="South-South project")
    assert standing([general, project], "2025-08-01", "demonstration_countries") == [(16, "eq", "2024-08-20"), (15, "eq", "2025-07")]


@pytest.mark.parametrize(("day", "countries", "products"), [
    ("2022-11-03", (78, "eq"), (50, "eq")),
    ("2023-07-03", (83, "eq"), (53, "eq")),
    ("2024-04-26", (85, "eq"), (54, "eq")),
    ("2024-10-30", (87, "eq"), (53, "eq")),
    ("2025-02-19", (92, "gt"), (56, "eq")),
    ("2025-08-01", (95, "eq"), (56, "eq")),
])
def test_the_record_says_what_the_initiative_said_on_that_day(record, day, countries, products):
    rows = queries.run(record, "overview/reported", Filters(as_of=date.fromisoformat(day))).rows
    said = {row["indicator"]: (row["value"], row["qualifier"]) for row in rows if not row["category"] and not row["scope"]}
    assert (said["countries_joined"], said["saps"]) == (countries, products)


def test_the_review_of_august_2025_has_its_secretariat_and_its_project_countries(record):
    rows = queries.run(record, "overview/reported", Filters(as_of=date(2025, 8, 1))).rows
    said = {(row["indicator"], row["scope"]): row["value"] for row in rows if not row["category"]}
    assert said["secretariat_members", None] == 14
    assert said["demonstration_countries", "FAO-China SSC project"] == 15


def test_another_statement_of_the_same_day_is_counted(record):
    rows = queries.run(record, "overview/reported", Filters(as_of=date(2024, 4, 26))).rows
    assert [row["other_statements"] for row in rows if row["indicator"] == "countries_joined"] == [1]  # "over 60"
