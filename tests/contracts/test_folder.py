"""The folder as one unit. One defect per test; what is expected is the exact list (row, column, rule)."""

import pytest

from ocop.contracts import check_folder
from tests.contracts.tables import CORRECT, PLACES, files_of


def test_contract_without_table_is_refused(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES)
    assert files_of(crops(CORRECT)) == [("places.toml", "no table")]


def test_table_without_contract_is_refused(crops, tmp_path):
    (tmp_path / "places.csv").write_text("place_id\nUGA\n")
    assert files_of(crops(CORRECT)) == [("places.csv", "no contract")]


@pytest.mark.parametrize("second", ["crops.parquet", "Crops.csv"])
def test_two_files_for_one_table_are_refused(crops, tmp_path, second):
    (tmp_path / second).write_bytes(b"x")
    assert [rule for _, rule in files_of(crops(CORRECT))] == ["two files"]


@pytest.mark.parametrize("name", ["crops.xlsx", "crops.csv.gz", "more.tsv"])
def test_file_of_another_format_is_refused(crops, tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    assert files_of(crops(CORRECT)) == [(name, "foreign file")]


def test_notes_hidden_files_and_folders_are_left_alone(crops, tmp_path):
    for name in ("README.md", ".DS_Store", "~$crops.xlsx", "ILLUSTRATIVE"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "received").mkdir()
    (tmp_path / "received" / "raw.csv").write_text("x\n")
    assert crops(CORRECT).ok


def test_missing_or_empty_folder_is_refused(tmp_path):
    assert files_of(check_folder(tmp_path / "nowhere")) == [("nowhere", "missing folder")]
    assert files_of(check_folder(tmp_path)) == [("(folder)", "no contract")]


@pytest.mark.parametrize("name", ["crops - Copy.csv", "crops (1).csv", "~crops.csv", "CROPS_old.CSV"])
def test_a_copy_beside_its_table_is_to_be_taken_out(crops, tmp_path, name):
    crops(CORRECT)
    (tmp_path / name).write_text(CORRECT, encoding="utf-8")
    assert [(problem.file, problem.advice.partition(";")[0]) for problem in check_folder(tmp_path).problems] == [
        (name, "Take it out, if it is a copy of crops")]


def test_a_contract_that_is_not_utf8_says_which_byte(crops, tmp_path):
    crops(CORRECT)
    (tmp_path / "crops.toml").write_bytes(b'[table]\ntitle = "Caf\xe9"\n')
    assert "crops.toml: is not UTF-8 (byte 0xE9 at offset 20). Save it as UTF-8." in map(str, check_folder(tmp_path).problems)
