"""Parquet. One defect per test; what is expected is the exact list (row, column, rule)."""

import time
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ocop.contracts import check_folder, limits
from ocop.contracts.unpack import only_used
from tests.contracts.tables import CORRECT, MEMBERS, SOUND, as_texts, files_of, put_parquet, rows_of, triples

ROWS = [{}, {"iso3": "UGA", "stage": "applied", "since": "2022-05", "partners": "", "committed_usd": ""}]
BAD_ROWS = [
    {"stage": "x"},
    {"iso3": "ken", "farmers": "1,000"},
    {"since": "17/03/2024"},
    {},
    {},
    {"iso3": " UGA", "ref": "L-1"},
]


@pytest.mark.parametrize("rows", [ROWS, BAD_ROWS])
def test_parquet_of_texts_gives_what_the_csv_gives(members, tmp_path, rows):
    from_csv = members(*rows)
    (tmp_path / "members.csv").unlink()
    put_parquet(tmp_path, as_texts(rows))
    from_parquet = check_folder(tmp_path)
    assert triples(from_parquet.problems) == triples(from_csv.problems)
    assert triples(from_parquet.notices) == triples(from_csv.notices)
    assert from_parquet.tables == from_csv.tables
    assert bool(from_csv.problems) == (rows is BAD_ROWS)


def test_parquet_of_typed_columns_gives_what_the_csv_gives(members, tmp_path):
    expected = members(*ROWS).tables["members"]
    (tmp_path / "members.csv").unlink()
    stored = expected.select(list(SOUND)).set_column(0, "iso3", expected["iso3"].dictionary_encode())
    put_parquet(tmp_path, stored)
    report = check_folder(tmp_path)
    assert triples(report.problems + report.notices) == [] and report.tables["members"].equals(expected)


def test_parquet_of_typed_columns_is_held_to_the_same_rules(members, tmp_path):
    good = members({}, {"iso3": "UGA"}, {"iso3": "TZA"}).tables["members"].select(list(SOUND))
    (tmp_path / "members.csv").unlink()
    changes = {
        "area": pa.array([9, 1, 1]),
        "farmers": pa.array([1, -1, 1]),
        "spent_usd": pa.array([1, 1, float("nan")]),
        "partners": pa.array([["UGA"], ["UG"], ["UGA", None]]),
        "known_on": pa.array([None, date(2024, 1, 1), None], pa.date32()),
    }
    for name, values in changes.items():
        good = good.set_column(good.schema.get_field_index(name), name, values)
    put_parquet(tmp_path, good)
    assert triples(check_folder(tmp_path).problems) == [
        (2, "area", "not in list"),
        (2, "known_on", "empty cell"),
        (3, "farmers", "out of range"),
        (3, "partners", "country code"),
        (4, "spent_usd", "placeholder"),
        (4, "partners", "empty item"),
        (4, "known_on", "empty cell"),
    ]


def test_parquet_column_of_a_wrong_type_is_refused(crops, tmp_path):
    crops(CORRECT)
    (tmp_path / "crops.csv").unlink()
    put_parquet(tmp_path, pa.table({"crop_id": [1], "country": ["Kenya"], "hectares": [1.5]}), "crops")
    assert [str(problem) for problem in check_folder(tmp_path).problems] == [
        "crops.parquet row 1, crop_id: is stored as int64, where the contract wants string. "
        "Store it as string, or as text in the form of a CSV cell."
    ]


def test_flipped_bit_in_a_parquet_file_is_refused_by_its_hash(members, tmp_path):
    members({})
    (tmp_path / "members.csv").unlink()
    path = put_parquet(tmp_path, as_texts(ROWS))
    whole = path.read_bytes()
    for place in range(0, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        assert triples(check_folder(tmp_path).problems) == [(None, None, "hash differs")]
    path.write_bytes(whole)
    assert check_folder(tmp_path).ok


def test_parquet_file_without_a_hash_is_told(members, tmp_path):
    members({})
    (tmp_path / "members.csv").unlink()
    put_parquet(tmp_path, as_texts(ROWS), with_hash=False)
    assert triples(check_folder(tmp_path).notices) == [(None, None, "no hash")]


def test_unreadable_hash_and_hash_without_file_are_refused(members, tmp_path):
    members({})
    (tmp_path / "members.parquet.sha256").write_text("0" * 64)
    assert files_of(check_folder(tmp_path)) == [("members.parquet.sha256", "hash without file")]
    (tmp_path / "members.csv").unlink()
    put_parquet(tmp_path, as_texts(ROWS))
    (tmp_path / "members.parquet.sha256").write_text("see elsewhere")
    assert files_of(check_folder(tmp_path)) == [("members.parquet.sha256", "hash unreadable")]


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (lambda whole: b"", "empty file"),
        (lambda whole: whole[:-8], "corrupt file"),
        (lambda whole: b"garbage", "corrupt file"),
        (lambda whole: whole[:4] + b"\xff" * 300 + whole[304:], "corrupt file"),
    ],
)
def test_corrupt_parquet_file_is_refused(members, tmp_path, damage, rule):
    members({})
    (tmp_path / "members.csv").unlink()
    path = put_parquet(tmp_path, as_texts(ROWS), with_hash=False)
    path.write_bytes(damage(path.read_bytes()))
    assert triples(check_folder(tmp_path).problems) == [(None, None, rule)]


def test_damaged_parquet_file_without_a_hash_never_raises(members, tmp_path):
    members({})
    (tmp_path / "members.csv").unlink()
    path = put_parquet(tmp_path, as_texts(ROWS), with_hash=False)
    whole = path.read_bytes()
    refused = 0
    for place in range(0, len(whole), 419):  # a few places: each is read by a process of its own
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 16]) + whole[place + 1 :])
        refused += not check_folder(tmp_path).ok
    assert refused >= 1  # some are seen without a hash, far from all


def test_flipped_bit_is_refused_by_page_checksums_where_there_is_no_hash(members, tmp_path):
    members({})
    (tmp_path / "members.csv").unlink()
    path = tmp_path / "members.parquet"
    rows = [{}, {"iso3": "UGA", "address": "Report of the year"}]
    pq.write_table(as_texts(rows), path, compression="none", write_page_checksum=True)
    path.write_bytes(path.read_bytes().replace(b"Report of the year", b"Report of the yeas", 1))
    assert triples(check_folder(tmp_path).problems) == [(None, None, "corrupt file")]


def test_unused_value_of_a_parquet_dictionary_is_no_news(crops, tmp_path):
    crops(CORRECT)
    (tmp_path / "crops.csv").unlink()
    names = pa.DictionaryArray.from_arrays([1, 1], ["Turkey", "Kenya"])
    put_parquet(
        tmp_path, pa.table({"crop_id": ["c1", "c2"], "country": names, "hectares": [1.0, 2.0]}), "crops"
    )
    report = check_folder(tmp_path)
    assert rows_of(report) == [("c1", "Kenya", 1.0), ("c2", "Kenya", 2.0)] and report.notices == []


def test_parquet_file_of_too_many_rows_is_refused(members, tmp_path, monkeypatch):
    members({})
    (tmp_path / "members.csv").unlink()
    put_parquet(tmp_path, as_texts(ROWS))
    monkeypatch.setattr(limits, "PARQUET_ROWS", 1)
    assert triples(check_folder(tmp_path).problems) == [(None, None, "too many rows")]


def test_parquet_file_of_200_000_rows_is_checked_in_a_few_seconds_of_the_processor(members, tmp_path):
    members({})
    (tmp_path / "members.csv").unlink()
    many = 200_000
    columns = {name: [cell] * many for name, cell in SOUND.items()} | {"ref": [f"L-{i}" for i in range(many)]}
    columns |= {"iso3": ["KEN", "UGA"] * (many // 2), "farmers": [str(i) for i in range(many)]}
    put_parquet(tmp_path, pa.table(columns))
    (tmp_path / "members.toml").write_text(
        MEMBERS.replace("{3}", "+").replace('key = ["iso3", "stage"]', 'key = ["ref"]')
    )
    before = time.process_time()
    report = check_folder(tmp_path)
    assert triples(report.problems) == [] and report.tables["members"].num_rows == many
    assert time.process_time() - before < 5  # measured: 0.5 s


@pytest.mark.parametrize(("texts", "codes", "kept"), [
    (["a", "b", "c", "d"], [3, None, 1], ["d", "b"]), (["a", "b"], [None], []), (["a", "b"], [1, 1, 0], ["a", "b"]), ([], [], []),
    (["long " * 9, "é", "", "x"], [2, 2], [""])])
def test_a_part_of_a_column_is_handed_over_with_the_texts_that_its_cells_name(texts, codes, kept):
    column = pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(texts, pa.string()))
    part = only_used(column)
    assert part.type == column.type and part.to_pylist() == column.to_pylist() and part.dictionary.to_pylist() == kept
    assert only_used(pa.array(["plain", None])).to_pylist() == ["plain", None]
