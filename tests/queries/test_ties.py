"""Statements that tie: both are shown where nothing tells them apart, and nothing hangs on the order in which rows are stored."""

import uuid
from datetime import date

import duckdb
import numpy as np
import pytest

from ocop import queries
from ocop.contracts import check_folder
from ocop.filters import Filters
from ocop.kept import Kept
from ocop.store import ROOT, Store, vocabulary
from ocop.texts import in_words, number
from tests.asked import at_once
from tests.small import small_store

DAY = date(2026, 11, 26)


def statement(number_, value, **more):
    return {"figure_id": f"F{number_}", "programme_id": "ocop-fao", "indicator": "countries_joined", "place_id": "RAF", "on": "2024-05-25",
            "value": str(value), "qualifier": "eq", "known_on": "2024-05-25", "known_on_basis": "source", "source_id": "S-A", **more}


def standing(*rows):
    store = small_store(indicators=[{"indicator": "countries_joined", "name": "Countries", "unit": "countries"}], figures=list(rows))
    return store.ask("select value, qualifier from reported_as_of($day)", {"day": DAY})[1]


@pytest.mark.parametrize(("rows", "expected"), [
    ([statement(1, 12), statement(2, 11)], [(11, "or 12")]),                                          # a tie, whichever stands first
    ([statement(2, 11), statement(1, 12)], [(11, "or 12")]),
    ([statement(1, 12), statement(2, 11), statement(3, 14)], [(11, "or 12 or 14")]),
    ([statement(1, 12), statement(2, 12)], [(12, "eq")]),                                              # they agree
    ([statement(1, 12), statement(2, 11, source_id="S-C")], [(12, "eq")]),                             # the better grade
    ([statement(1, 12), statement(2, 11, known_on="2024-05-26")], [(11, "eq")]),                       # known later
    ([statement(1, 12), statement(2, 11, on="2024-05-26", known_on="2024-05-26")], [(11, "eq")]),      # newer
    ([statement(1, 12), statement(2, 11, qualifier="gt")], [(12, "eq")]),                              # exact before bound
    ([statement(1, 12), statement(2, 11, qualifier="about")], [(12, "eq")]),                           # not both exact: the one recorded first
    ([statement(1, 12), statement(2, 11), statement(3, 20, on="2025", known_on="2025-03-01")], [(20, "eq")]),  # a newer one ends the tie
])
def test_exact_statements_that_nothing_tells_apart_stand_together(rows, expected):
    assert standing(*rows) == expected


def test_a_tie_is_worded_as_one():
    assert (number(11, "or 12"), in_words(11, "or 12 or 14")) == ("11 or 12", "11 or 12 or 14")


@pytest.mark.parametrize(("name", "said"), [
    ("countries/coverage",
     "12 countries of Latin America and the Caribbean are named in public sources by now, 11 or 12 were reported for 25 May 2022"),
    ("countries/map", "Public sources now name 12 countries in Latin America and the Caribbean; the last report, for 25 May 2022, said 11 or 12")])
def test_the_record_says_11_or_12_for_latin_america(record, name, said):
    assert queries.run(record, name, Filters(regions=("RLC",), as_of=date(2022, 6, 1))).finding.startswith(said)


def test_no_change_is_computed_from_a_tie(record):
    rows = queries.run(record, "review/headline", Filters(regions=("RLC",), compare_with=date(2022, 6, 1), as_of=DAY)).rows
    (countries,) = [row for row in rows if row["basis"] == "reported" and row["what"].startswith("Countries in the initiative")]
    assert (countries["before"], countries["before_qualifier"], countries["difference_since"]) == (11, "or 12", None)


@pytest.fixture(scope="module")
def shuffled(record) -> Store:
    """The record with the rows of every table in another order, what its checks doubt with them."""
    report = check_folder(ROOT / "data")
    connection = duckdb.connect(":memory:")
    order = np.random.default_rng(1)
    for name, rows in report.tables.items():
        connection.register("incoming", rows.take(order.permutation(rows.num_rows)))
        connection.execute(f'create table "{name}" as select * from incoming')
        connection.unregister("incoming")
    for part in connection.extract_statements(vocabulary()):
        connection.execute(part)
    columns, doubts = record.ask("select * from contracts.doubts")
    assert len(doubts) > 20
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"insert into contracts.doubts values ({marks})", [doubts[place] for place in order.permutation(len(doubts))])
    return Store(ROOT, ROOT, uuid.uuid4().hex, report.contracts, (), False, DAY, connection)


CHOICES = (Filters(as_of=DAY, compare_with=date(2024, 4, 26)), Filters(countries=("BGD", "CRI"), as_of=date(2025, 8, 1)))


@pytest.fixture(scope="module")
def at_one_time(record) -> Store:
    """The record, asked for both choices at once."""
    return at_once(record, [(name, choice, {}) for name in queries.names() for choice in CHOICES])


@pytest.mark.parametrize("choice", CHOICES)
def test_nothing_hangs_on_the_order_of_storage_nor_on_how_many_choices_are_asked_for_at_once(at_one_time, shuffled, choice, monkeypatch):
    for kept in ("KEPT_RESULTS", "ANSWERS"):
        monkeypatch.setattr(queries, kept, Kept())  # nothing is known from another test
    for name in queries.names():
        one, alone = queries.run(at_one_time, name, choice), queries.run(shuffled, name, choice)
        assert (one.rows, one.kinds) == (alone.rows, alone.kinds), name
    assert len(at_one_time.answers) > 200
