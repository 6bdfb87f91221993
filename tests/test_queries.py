"""Every query file: one statement, described, ordered, obedient to each filter or open about why not, calm on empty tables."""

import re
from datetime import date

import duckdb
import pytest

from ocop import panels, queries
from ocop.filters import Filters
from tests.asked import at_once
from tests.small import small_store

NAMES = queries.names()
# a region has reported figures, statements and an organizing group of its own, which the world does not show
OWN_ROWS_OF_A_REGION = ("overview/reported", "overview/statements", "review/composition",
                        "funding/by_donor", "funding/by_mechanism", "funding/by_stage")  # with a choice, shared funds in rows of their own


@pytest.fixture(scope="module")
def empty():
    return small_store(sources=[], places=[])


@pytest.mark.parametrize("name", NAMES)
def test_is_one_select(record, name):
    with record.connection.cursor() as cursor:
        (statement,) = cursor.extract_statements(queries.read(name).sql)
    assert statement.type == duckdb.StatementType.SELECT


@pytest.mark.parametrize("name", NAMES + queries.checks())
def test_describes_itself_and_keeps_the_style(name):
    query = queries.read(name)
    body = re.sub(r"'[^']*'|\"[^\"]*\"", "''", "\n".join(line for line in query.sql.splitlines() if not line.strip().startswith("--")))
    assert query.title and query.unit and query.grain.startswith("one row")
    assert body == body.lower()
    assert not re.search(r"select\s+\*\s+(from|exclude)[^()]*$", body.strip())


@pytest.mark.parametrize("name", NAMES + queries.checks())
def test_no_named_step_hides_a_table(record, name):
    steps = set(re.findall(r"(?:\bwith(?: recursive)?|,)\s+(\w+) as \(", queries.read(name).sql))
    assert steps & set(record.contracts) == set(), "a macro would read this step in place of the table"


@pytest.mark.parametrize("name", NAMES)
def test_orders_its_rows_or_returns_one(record, name):
    query = queries.read(name)
    depth, last = 0, -1
    for found in re.finditer(r"[()]|\border by\b", query.sql.lower()):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        last = found.start() if found[0] == "order by" and depth == 0 else last
    assert last >= 0 or query.grain == "one row"


@pytest.mark.parametrize("name", NAMES)
def test_obeys_each_filter_or_says_why_not(record, name):
    query = queries.read(name)
    used = record.parameters_of(query.sql)
    for word in queries.FILTERS:
        assert (word in used) != (word in query.ignores), f"{word} must be used or refused, not both"
    assert used <= set(queries.FILTERS) | {"country", "titles", *queries.FURTHER}
    assert all(len(reason) > 15 for reason in query.ignores.values())


@pytest.mark.parametrize("name", NAMES)
def test_runs_on_empty_tables_and_speaks_a_sentence(empty, name):
    result = queries.run(empty, name, Filters(as_of=date(2026, 11, 21)))
    for sentence in (result.finding, result.reading):
        assert sentence and "None" not in sentence and "nan" not in sentence and "{" not in sentence


CHOICES = (
    Filters(), Filters(regions=("RAF",)), Filters(countries=("BGD",)), Filters(regions=("RLC", "RNE"), categories=("forest",)),
    Filters(as_of=date(2020, 1, 1)), Filters(as_of=date(2022, 11, 3)), Filters(as_of=date(2025, 8, 1), compare_with=date(2024, 4, 26)),
    Filters(countries=("FRA",)), Filters(as_of=date(2030, 1, 1)))


@pytest.fixture(scope="module")
def every_choice(record):
    """The record, asked for all these choices at once."""
    return at_once(record, [(name, choice, {}) for name in NAMES for choice in CHOICES])


@pytest.mark.parametrize("filters", CHOICES, ids=str)
def test_speaks_a_sentence_for_every_choice(every_choice, filters):
    results = {name: queries.run(every_choice, name, filters) for name in NAMES}
    said = {(name, sentence) for name, result in results.items() for sentence in (result.finding, result.reading)}
    wrong = [(name, sentence) for name, sentence in said if not sentence or re.search(r"\bNone\b|\bnan\b|\{", sentence)]
    assert wrong == [] and len(said) > len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_region_shows_a_part_of_the_world(every_choice, name):
    query = queries.read(name)
    rows = {scope: len(queries.run(every_choice, name, Filters(regions=scope)).rows) for scope in ((), ("RAF",))}
    if "regions" in query.ignores:
        assert rows[()] == rows["RAF",]
    else:
        assert name in OWN_ROWS_OF_A_REGION or rows["RAF",] <= rows[()]


@pytest.mark.parametrize("name", NAMES)
def test_every_hidden_column_exists_and_every_shown_one_has_a_label(every_choice, name):
    result = queries.run(every_choice, name, Filters())
    assert set(result.query.hidden) <= set(result.columns)
    assert [column for column in result.shown if column not in panels.labels()] == []


NO_ROW_OF_THE_RECORD = {  # files with a source whose rows are no rows that a later one may correct, each with the reason
    "about/contradictions": "both sides of a disagreement, each as it was said", "about/notes": "remarks, not what they remark on",
    "about/doubts": "both sides of a doubt, each as it was said",
    "about/sources": "sources", "country/sources": "sources", "events/sources": "sources", "review/sources": "sources",
    "priorities/areas": "counts by area", "priorities/by_area": "counts by area",
    "review/priorities": "counts by area", "task_forces/structure": "counts by level",
    "review/notes": "notes of a review, signed and never corrected",
    "review/changes": "a correction is a change of its own", "priorities/changes": "a correction is a change of its own",
    "task_forces/changes": "a correction is a change of its own"}


def test_every_file_that_shows_rows_of_the_record_says_which_were_corrected(every_choice):
    results = [queries.run(every_choice, name, Filters()) for name in queries.names()]
    silent = {result.query.name for result in results if "source_id" in result.columns and "corrected_on" not in result.columns}
    assert silent == NO_ROW_OF_THE_RECORD.keys()
    hiding = {result.query.name for result in results if "corrected_on" in result.query.hidden}
    assert hiding == set()


def test_nothing_before_the_record_began(record):
    for name in ("countries/register", "products/register", "events/register", "funding/register", "task_forces/register", "priorities/actions"):
        assert queries.run(record, name, Filters(as_of=date(2020, 1, 1))).rows == []


def test_a_file_without_a_unit_is_refused():
    with pytest.raises(queries.QueryProblem, match="does not say its unit"):
        queries.describe("x/y", "-- title: T\n-- grain: one row\nselect 1")


def test_a_refusal_without_a_reason_is_refused():
    with pytest.raises(queries.QueryProblem, match="without a reason"):
        queries.describe("x/y", "-- title: T\n-- unit: u\n-- grain: one row\n-- ignores: regions\nselect 1")


@pytest.mark.parametrize("name", ["", "../models", "overview", "overview/nosuch", "checks/../models", "overview/reported.sql"])
def test_a_name_that_is_no_query_is_refused(name):
    with pytest.raises(queries.QueryProblem, match="There is no query"):
        queries.read(name)


def test_a_parameter_that_nobody_offers_is_named(record, monkeypatch):
    query = queries.describe("odd/one", "-- title: T\n-- unit: u\n-- grain: one row\nselect $planet")
    monkeypatch.setattr(queries, "read", lambda name: query)
    with pytest.raises(queries.QueryProblem, match=r"\$planet"):
        queries.run(record, "odd/one", Filters())


def test_the_csv_is_safe_for_a_spreadsheet_and_leaves_the_unknown_empty():
    query = queries.describe("x/y", "-- title: T\n-- unit: u\n-- grain: one row\n-- hidden: secret\nselect 1")
    rows = [{"name": "=1+1", "on": date(2025, 8, 1), "value": 95.0, "places": ["A", "B"], "unknown": None, "secret": 1}]
    result = queries.Result(query, list(rows[0]), rows, Filters(), {})
    assert queries.as_csv(result) == "name,on,value,places,unknown\r\n'=1+1,2025-08-01,95,A;B,\r\n"
