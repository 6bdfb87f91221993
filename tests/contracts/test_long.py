"""A long table keeps each distinct value once. What is found in it, and what comes of it, is what the plain way finds, whatever is wrong."""

import hashlib
import tempfile
from concurrent.futures import Future
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.contracts import check_folder, limits, marks
from ocop.contracts.keys import numbers_of
from ocop.contracts.references import any_circle, circles
from ocop.contracts.sheet import absent, side_by_side
from tests.contracts.tables import PLACES

DAY = date(2026, 1, 1)
FACTS = """
[table]
title = "Facts"
about = "Facts of the tests."
grain = "one row per fact"
key = ["fact_id"]
happened_on = "on"
known_on = "known_on"
""" + "".join(f'\n[columns.{name}]\nabout = "A column."\n{words}\n' for name, words in {
    "fact_id": 'type = "text"\nrequired = true',
    "place_id": 'type = "text"\nrequired = true\nreferences = "places.place_id"',
    "qualifier": 'type = "text"\nallowed = ["eq", "about"]',
    "ref": 'type = "text"\npattern = "L-[0-9]{3}"\nunique = true',
    "country": 'type = "text"\naliases = "country"',
    "on": 'type = "date"\nearliest = "2021-09"\nlatest_years_ahead = 5',
    "until": 'type = "date"\nnot_before = "on"',
    "value": 'type = "decimal"\nmaximum = 1000',
    "persons": 'type = "integer"\nminimum = 0',
    "known_on": 'type = "date"\nrequired = true',
}.items())
ODD = [None, "", " eq", "eq\u00a0", "e\u0301q", "\u0435q", "N/A", "a@b.org", "x\u200by", "C?te d?Ivoire", "#REF!", "'a'", "A b", "a  b"]
CELLS = {
    "fact_id": ["F-1", "f-1", "F-2", "F-3", "F-4", "F-5", "F-6", "F-7", "F-8", "x", *ODD],
    "place_id": ["P1", "P2", "P1", "P9", "p1", *ODD],
    "qualifier": ["eq", "about", "eq", "gt", "EQ", *ODD],
    "ref": ["L-001", "L-002", "L-003", "l-001", "L-1", *ODD],
    "country": ["Kenya", "kenya", "Viet Nam", "Vietnam", *ODD],
    "on": ["2022", "2022-03", "2022-03-17", "1700", "2050", "17/03/2024", "2022-02-30", " 2022", *ODD],
    "until": ["2021", "2023-01", "2021-12-31", *ODD],
    "value": [1.5, 2.0, 1e9, float("nan"), float("inf"), None],
    "persons": ["1", "-1", "1,000", "2.5", " 7", None, ""],
    "known_on": ["2024", "2024-02-01", "2030", "2024", *ODD],
}
ROWS = st.lists(st.fixed_dictionaries({name: st.one_of(st.sampled_from(cells[:4]), st.sampled_from(cells)) for name, cells in CELLS.items()}),
                min_size=1, max_size=12)


def put(folder: Path, rows: list[dict], is_coded: bool) -> None:
    """The rows as Parquet, in pieces; `is_coded`: texts as dictionaries whose order is not that of their cells."""
    columns = {name: pa.array([row[name] for row in rows], pa.float64() if name == "value" else pa.string()) for name in CELLS}
    if is_coded:
        for name in ("place_id", "qualifier", "on"):
            words = sorted(filter(None, set(columns[name].to_pylist())), reverse=True) + ["", "unused"]
            codes = [None if cell is None else words.index(cell) for cell in columns[name].to_pylist()]
            columns[name] = pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(words, pa.string()))
    pq.write_table(pa.table(columns), folder / "facts.parquet", row_group_size=5)
    (folder / "facts.parquet.sha256").write_text(hashlib.sha256((folder / "facts.parquet").read_bytes()).hexdigest(), encoding="ascii")


def judged(folder: Path, long: int) -> tuple[list, dict]:
    """The problems and tables of a folder whose tables are long beyond so many rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "LONG", long)
        report = check_folder(folder, DAY)
    tables = {name: [(column, rows[column].to_pylist()) for column in rows.column_names] for name, rows in report.tables.items()}
    return [*report.problems, *report.notices], tables


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, is_coded=st.booleans())
def test_a_long_table_is_judged_as_a_short_one(monkeypatch_reader, rows, is_coded):
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        (folder / "facts.toml").write_text(FACTS, encoding="utf-8")
        (folder / "places.toml").write_text(PLACES, encoding="utf-8")
        (folder / "places.csv").write_text("place_id\nP1\nP2\n", encoding="utf-8")
        put(folder, rows, is_coded)
        short, long = judged(folder, 1_000), judged(folder, 0)
        assert str(long) == str(short)  # as text: what is no number is not equal to itself


class Here:
    """The reader of Parquet in this process: what is compared comes after it."""

    def __init__(self, path, _sha256, _fetch, problems):
        self.path, self.problems = path, problems
        batches = pq.ParquetFile(path, read_dictionary=["place_id", "qualifier", "on"]).iter_batches(batch_size=3)
        self.table = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
        self.schema, self.rows = self.table.schema, self.table.num_rows

    def begin(self, wanted):
        columns, end = {place: Future() for place in wanted}, Future()
        for place, future in columns.items():
            future.set_result(self.table.column(place))
        end.set_result(None)
        return columns, end


@pytest.fixture(scope="module")
def monkeypatch_reader():
    from ocop.contracts import parquet

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "Arriving", Here)
        yield


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("Aa1-_. '\u00e9", max_size=4), max_size=8))
def test_codes_that_differ_by_their_numbers_differ_by_their_letters(texts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "LONG", 0)
        column = pa.array(texts, pa.string())
        differ = marks.all_differ(column)
        assert marks.all_differ(column.dictionary_encode()) == differ
    is_plain = [text.isascii() and not set(text) & set(" '") for text in texts]
    assert texts == [""] or differ == (bool(texts) and all(is_plain) and len({text.lower() for text in texts}) == len(texts))
    assert not differ or len(np.unique(numbers_of(pa.table({"key": column})))) == len(texts)


@settings(max_examples=60, deadline=None)
@given(ways=st.lists(st.integers(0, 9), min_size=1, max_size=9), own=st.booleans())
def test_a_circle_is_seen_from_afar_as_from_near(ways, own):
    keys = [str(place) for place in range(len(ways))]
    named = [None if way == 9 else str(way) for way in ways]
    near = circles({key: [] if other is None or own and other == key else [other] for key, other in zip(keys, named, strict=True)})
    assert any_circle(pa.array(keys), pa.array(named, pa.string()), own) == bool(near)


@pytest.mark.parametrize("known", [
    pa.array([f"p{place}" for place in range(100)] + [None]), pa.array([f"p{place}" for place in range(100)] * 2).dictionary_encode(),
    pa.array(["p1"]), pa.array([None, None], pa.string()), pa.array([], pa.string())], ids=["many", "dictionary", "one", "empty cells", "none"])
@pytest.mark.parametrize("distinct", [["p1", "x"], [f"p{place}" for place in range(0, 200, 3)], ["x", None], []])
def test_what_is_not_among_the_known_is_found_alike_of_few_and_of_many(known, distinct):
    said = set(known.to_pylist()) - {None}
    assert absent(pa.array(distinct, pa.string()), known).tolist() == [place for place, value in enumerate(distinct) if value not in said]


@pytest.mark.parametrize("rows", [3, limits.LONG + 1])
def test_work_side_by_side_keeps_its_order_and_tells_its_fault(rows):
    assert list(side_by_side(lambda item: item * 2, range(20), rows)) == list(range(0, 40, 2))
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda item: 1 // item, [1, 0, 2], rows))
