"""Empty files and limits. One defect per test; what is expected is the exact list (row, column, rule)."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.contracts import check_folder, limits
from ocop.contracts.problems import located
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


def test_what_is_wrong_without_end_is_listed_a_hundred_times_and_counted(crops, members, monkeypatch):
    """The cost of a file follows what is told of it: a finding is worded for the rows that are listed, and for no others."""
    asked = []
    monkeypatch.setattr("ocop.contracts.sheet.located", lambda fault, *where: asked.append(fault.rule) or located(fault, *where))
    for rows, rule, rest in (
        ("c1,Kenya,1\n" * 301, "duplicate key", "200"),  # the same key again and again
        ("".join(f"c{i},Kenya,{i},5\n".replace(f"{i},5", f'"{i},5"') for i in range(1, 301)), "ambiguous number", "200"),
        ("".join(f"c{i},Kenya,\n,Kenya,{i}\n" for i in range(300)), "empty cell", "200"),  # no key in every second row
        ("".join(f"x{i}'s,Kenya,1\nX{i}’s,Kenya,2\n" for i in range(300)), "look-alike key", "200"),  # pairs that a reader takes for one
    ):
        asked.clear()
        problems = [one for one in crops(HEAD + rows).problems if one.rule == rule]
        assert len(problems) == 101 and problems[0].says == f"the same in {rest} more rows" and asked.count(rule) == 100, rule
    asked.clear()
    corrected = [{"known_on": f"{2022 + i % 3}-01-01"} for i in range(600)]  # one key: three days, each two hundred times
    told = [(one.row, one.rule, one.says) for one in members(*corrected).problems if one.file == "members.csv"]
    assert told[0] == (None, "duplicate key", "the same in 497 more rows")
    assert told[1:3] == [(5, "duplicate key", "stands in row 2 already"), (6, "duplicate key", "stands in row 3 already")]
    assert asked.count("duplicate key") == 100


def test_a_column_of_wrong_texts_without_end_is_not_read_to_its_end(crops, monkeypatch):
    monkeypatch.setattr("ocop.contracts.limits.WRONG_TEXTS", 50)
    rows = "".join(f"c{i},Kenya,{'many' * (i > 9)}{i}\n" for i in range(300)) + "c300,Kenya,many77\nc301,Kenya,5\n"
    told = [str(problem) for problem in crops(HEAD + rows).problems]
    assert told[:2] == [  # 300 different texts, of which ten are plain numbers, fifty are looked at, and one is written twice
        "crops.csv, hectares: 241 more cells are not looked at: 50 different texts of the column are wrong. Correct those first.",
        'crops.csv row 12, hectares: "many10" is not a plain number. Write the number in plain digits with a point, as in 1234.5.']
    assert len(told) == 51
