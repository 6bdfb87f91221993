"""Bytes and encodings. One defect per test; what is expected is the exact list (row, column, rule)."""

import pytest

from tests.contracts.tables import CORRECT, HEAD, NAMES, rows_of, triples


def test_utf8_with_bom_is_stripped(crops):
    report = crops(b"\xef\xbb\xbf" + CORRECT.encode())
    assert triples(report.problems) == [] and rows_of(report) == NAMES
    assert triples(report.notices) == [(None, None, "byte order mark")]


@pytest.mark.parametrize(("codec", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_utf16_with_bom_is_decoded(crops, codec, mark):
    report = crops(mark + CORRECT.encode(codec))
    assert triples(report.problems) == [] and rows_of(report) == NAMES
    assert [str(notice) for notice in report.notices] == [
        'crops.csv: was read as UTF-16. Save the file as "CSV UTF-8 (comma separated)".'
    ]


def test_unicode_text_of_a_spreadsheet_is_utf16_with_tabs(crops):
    report = crops(b"\xff\xfe" + CORRECT.replace(",", "\t").replace("\n", "\r\n").encode("utf-16-le"))
    assert rows_of(report) == NAMES
    assert triples(report.notices) == [(None, None, "encoding"), (None, None, "separator")]


def test_utf16_without_bom_is_refused(crops):
    assert triples(crops(CORRECT.encode("utf-16-le")).problems) == [(None, None, "encoding")]


def test_utf16_cut_in_a_letter_is_refused(crops):
    assert triples(crops(b"\xff\xfe" + CORRECT.encode("utf-16-le")[:-1]).problems) == [
        (None, None, "encoding")
    ]


def test_cp1252_is_decoded_where_country_names_prove_it(crops):
    report = crops((HEAD + "c1,Côte d’Ivoire,1.5\nc2,Türkiye,2\n").encode("cp1252"))
    assert triples(report.problems) == [] and rows_of(report) == NAMES
    assert [str(notice) for notice in report.notices] == [
        'crops.csv: was read as Windows-1252. Save the file as "CSV UTF-8 (comma separated)".',
        'crops.csv row 2, country: "Côte d’Ivoire" is read as "Côte d\'Ivoire" (1 cell). '
        "The name is that of FAO's list of countries.",
    ]


def test_cp1252_without_a_country_name_to_prove_it_is_refused_with_its_offset(crops):
    report = crops((HEAD + "caf\u00e9,Kenya,1\n").encode("cp1252"))
    assert [str(problem) for problem in report.problems] == [
        "crops.csv row 2: byte 0xE9 at offset 28 is not UTF-8. "
        'Save the file as "CSV UTF-8 (comma separated)".'
    ]


def test_other_8_bit_text_whose_names_do_not_match_is_refused(crops):
    assert triples(crops(CORRECT.encode("mac-roman")).problems) == [(2, None, "encoding")]


def test_byte_that_cp1252_does_not_know_is_refused(crops):
    assert triples(crops(CORRECT.encode("cp1252") + b"c3,\x81,1\n").problems) == [(2, None, "encoding")]


def test_bad_byte_after_a_bom_is_refused_with_its_offset(crops):
    report = crops(b"\xef\xbb\xbf" + HEAD.encode() + b"c1,\xff,1\n")
    assert triples(report.problems) == [(2, None, "encoding")]
    assert "offset 31 " in str(report.problems[0])


@pytest.mark.parametrize(
    "start",
    [
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"PAR1",
        b"SQLite format 3\x00",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0",
        b"<html>",
    ],
)
def test_file_of_another_kind_named_csv_is_refused(crops, start):
    assert triples(crops(start + b"\x00rest\n").problems) == [(None, None, "not a csv file")]


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028"])
def test_control_characters_are_refused_with_line_and_column(crops, control):
    assert triples(crops(HEAD + f"c1,Kenya,1\nc2,Ken{control}ya,2\n").problems) == [
        (3, "country", "control character")
    ]


def test_a_control_character_is_named_with_its_place(crops):
    assert str(crops(HEAD + "c\x001,Kenya,1\n").problems[0]) == (
        'crops.csv row 2, crop_id: "c\\x001" holds the control character U+0000 at its character 2. '
        "Delete it: it is not seen on a screen."
    )


def test_direction_characters_are_refused(crops):
    assert triples(crops(HEAD + "c1,\u202eaynek,1\n").problems) == [(2, "country", "direction character")]


def test_lost_and_garbled_letters_are_refused(crops):
    report = crops(HEAD + "c1,C\ufffdte,1\nc2,CÃ´te d'Ivoire,2\n")
    assert triples(report.problems) == [(2, "country", "lost character"), (3, "country", "garbled text")]
    assert report.problems[1].advice == 'Write "Côte d\'Ivoire", if that is meant.'
