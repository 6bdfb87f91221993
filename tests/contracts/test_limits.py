"""Empty files and limits. One defect per test; what is expected is the exact list (row, column, rule)."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.contracts import check_folder, limits
from tests.contracts.tables import CORRECT, CROPS, HEAD, triples


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b"\xff\xfe", b",,\n", b'""\n'])
def test_empty_file_is_refused(crops, content):
    assert triples(crops(content).problems) == [(None, None, "empty file")]


def test_only_a_header_is_refused(crops):
    report = crops(HEAD)
    assert [str(problem) for problem in report.problems] == [
        "crops.csv: has 0 rows, and at least 1 are expected. Put the rows back: no rows is never data."
    ]


def test_contract_may_allow_an_empty_table(crops):
    report = crops(HEAD, CROPS.replace('key = ["crop_id"]', 'key = ["crop_id"]\nrows_minimum = 0'))
    assert report.ok and report.tables["crops"].num_rows == 0


def test_very_long_cell_is_refused(crops):
    report = crops(HEAD + f"c1,{'x' * 3_000_000},1\nc2,{'é' * 50_001},2\nc3,{'x' * 100_000},3\n")
    assert triples(report.problems) == [(2, "country", "cell too long"), (3, "country", "cell too long")]
    assert len(str(report.problems[0])) < 250


def test_five_thousand_columns_are_refused(crops):
    header = HEAD.strip() + "".join(f",x{i}" for i in range(5000))
    assert triples(crops(header + "\n").problems) == [(1, None, "too many columns")]


def test_too_many_rows_are_refused(crops, monkeypatch):
    monkeypatch.setattr(limits, "CSV_ROWS", 2)
    report = crops(HEAD + "c1,Kenya,1\nc2,Kenya,2\nc3,Kenya,3\n")
    assert triples(report.problems) == [(None, None, "too many rows")]
    assert crops(HEAD + "c1,Kenya,1\nc2,Kenya,2\n").ok


def test_file_of_200_mb_is_refused_before_it_is_read(crops, tmp_path, monkeypatch):
    crops(CORRECT)
    os.truncate(tmp_path / "crops.csv", 200_000_001)  # a sparse file: no disk is used
    monkeypatch.setattr("ocop.contracts.folder._READERS", {})  # a reader that is asked for raises KeyError
    assert triples(check_folder(tmp_path).problems) == [(None, None, "file too large")]


def test_unreadable_and_odd_files_are_refused(crops, tmp_path):
    crops(CORRECT)
    (tmp_path / "crops.csv").unlink()
    (tmp_path / "crops.csv").mkdir()
    assert triples(check_folder(tmp_path).problems) == [(None, None, "unreadable file")]
    (tmp_path / "crops.csv").rmdir()
    (tmp_path / "crops.csv").symlink_to(tmp_path / "nowhere")
    assert triples(check_folder(tmp_path).problems) == [(None, None, "unreadable file")]


def test_no_bytes_are_taken_for_a_table_and_none_raise(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "crops.toml").write_text(CROPS, encoding="utf-8")

    @settings(max_examples=150, deadline=None)
    @given(st.binary(max_size=80) | st.text('ab",;\n\r\x00', max_size=40).map(str.encode))
    def holds(content):
        (folder / "crops.csv").write_bytes(content)
        assert [str(problem) for problem in check_folder(folder).problems]

    holds()
