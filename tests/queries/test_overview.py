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



CHINA, EVENT = {"scope": "FAO-China SSC project"}, {"scope": "High-Level Event"}


@pytest.mark.parametrize(("rows", "told", "difference"), [
    # (scope of the figure before, scope of the one now): only one set may grow
    (({}, EVENT), "demonstration_countries, High-Level Event: first figure, 18", None),
    ((CHINA, EVENT), "demonstration_countries, High-Level Event: first figure, 18", None),
    ((EVENT, CHINA), "demonstration_countries, FAO-China SSC project: first figure, 18", None),
    ((EVENT, {}), "demonstration_countries: first figure, 18", None),
    ((EVENT, EVENT), "demonstration_countries, High-Level Event: 16 to 18", 2),   # the same set, told twice
    (({}, {}), "demonstration_countries: 16 to 18", 2)])
def test_a_figure_is_compared_with_an_earlier_one_of_the_same_set_alone(rows, told, difference):
    before, now = rows
    store = small_store(indicators=INDICATORS, figures=[
        figure(1, "2024-07-18", 16, indicator="demonstration_countries", **before),
        figure(2, "2025-10-15", 18, indicator="demonstration_countries", **now)])
    days = Filters(as_of=date(2025, 11, 1), compare_with=date(2024, 12, 31))
    (change,) = queries.run(store, "overview/changes", days).rows
    assert change["what"] == [told]
    headline = queries.run(store, "review/headline", days).rows
    assert len(headline) == 1 + (before != now)
    assert [row["difference_since"] for row in headline if row["after"] == 18] == [difference]
    variance = queries.run(store, "review/variance", days).rows
    assert variance == []  # neither disputes nor falls below the other
    (indicator,) = queries.run(store, "status/initiative", days).rows
    assert indicator["value"] == (16 if now and not before else 18)  # the figure without a set stands before others


def test_a_total_of_another_set_is_no_fall_and_one_of_the_same_set_is():
    def fallen(second):
        store = small_store(indicators=INDICATORS, figures=[
            figure(1, "2024-07-18", 18, indicator="demonstration_countries", **EVENT),
            figure(2, "2025-10-15", 15, indicator="demonstration_countries", **second)])
        return [row["what"] for row in queries.run(store, "review/variance", Filters(as_of=date(2025, 11, 1), compare_with=date(2024, 12, 31))).rows]

    assert (fallen(CHINA), fallen({}), fallen(EVENT)) == ([], [], ["demonstration_countries, High-Level Event"])


@pytest.mark.parametrize("days", [
    ("2024-08-31", "2025-08-01"), ("2025-08-01", "2025-11-01"), ("2024-08-31", "2025-11-01"), ("2022-12-31", "2026-11-26")])
def test_no_demonstration_number_of_the_record_is_growth_of_another(record, days):
    compared, day = map(date.fromisoformat, days)
    chosen = Filters(as_of=day, compare_with=compared)
    lines = [row for row in queries.run(record, "review/headline", chosen).rows if row["what"].startswith("Demonstration")]
    assert {row["difference_since"] for row in lines} <= {None, 0} and len(lines) == len({row["what"] for row in lines}) >= 2
    moved = [row for row in queries.run(record, "review/changes", chosen).rows if (row["what"] or "").startswith("Demonstration countries,")]
    assert moved and {row["before"] for row in moved} == {None}


def test_the_words_of_the_sources_stand_beside_both_numbers(record):
    row = queries.run(record, "review/headline", Filters(as_of=date(2025, 8, 1), compare_with=date(2022, 11, 15))).rows[0]
    assert (row["before"], row["wording_before"], row["after"], row["wording"]) == (78, "potential project countries", 95, "as of July 2025")


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


def test_the_time_axis_marks_held_events_above_national_level_and_reviews_and_of_a_country_its_own(record):
    world = queries.run(record, "overview/pins", Filters(as_of=date(2021, 12, 31)))
    # the webinar of June, the launch of September, the first meeting of the Steering Committee in October; no review yet
    assert [(row["kind"], str(row["on"])) for row in world.rows] == [("event", "2021-06-30"), ("event", "2021-09-07"), ("event", "2021-10-26")]
    assert [row["what"] for row in queries.run(record, "overview/pins").rows if row["kind"] == "review"] == [
        "OCOP Annual Meeting 2023", "Second meeting of the Steering Committee",
        "Mid-year review of the OCOP Secretariat, first half of 2025"]
    assert queries.run(record, "overview/pins", Filters(as_of=date(2020, 1, 1))).rows == []


@pytest.mark.parametrize(("choice", "said"), [
    ({"regions": ("RAF",)}, "As of 26 November 2026, more than 30 countries (last for 2025) and 18 products (last for 8 March 2023) were "
     "reported for Africa, where public sources name 13 countries; 1 of 4 published actions is reported done, none is past due without a "
     "report of completion."),
    ({"regions": ("RLC",)}, "As of 26 November 2026, 14 countries were reported for Latin America and the Caribbean (last for 2024), and "
     "public sources name 15; "
     "0 of 2 published actions are reported done, 1 is past due without a report of completion."),
    ({"regions": ("REU",)}, "As of 26 November 2026, 7 countries in Europe and Central Asia are named in public sources; "
     "the one published action is past due without a report of completion."),
    ({"countries": ("BGD",)}, "As of 26 November 2026, public sources name Bangladesh; no action was published for Bangladesh."),
    ({"countries": ("FRA",)}, "As of 26 November 2026, no public source names France; no action was published for France."),
    ({"countries": ("BGD",), "as_of": date(2022, 1, 1)}, "On 1 January 2022 no figure of the initiative was public yet.")])
def test_the_one_sentence_of_a_place_says_what_was_reported_for_it_and_what_is_on_record(record, choice, said):
    assert queries.run(record, "overview/summary", Filters(**{"as_of": date(2026, 11, 26)} | choice)).finding == said
