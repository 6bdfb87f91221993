"""One defect per test, the test is named for it, and what is expected is the exact list (row, column, rule).

Two tables are used. `crops` has three columns and is given as the text or bytes of a file, for faults of
form. `members` has a column of every type and is given row by row, as what differs from one sound row, for
faults of cells and rules. The file is long because each fault of a file has its test here, where it is sought
by name.
"""

import hashlib
import json
import os
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.contracts import BrokenContract, Column, Problem, check_folder, limits, read_contract
from ocop.contracts.amounts import integer
from ocop.contracts.casts import cast
from ocop.contracts.codes import countries
from ocop.contracts.dates import span
from ocop.contracts.guard import spreadsheet_plain, spreadsheet_safe
from ocop.contracts.plain import plain

CROPS = """
[table]
title = "Crops"
about = "Crops of the tests."
grain = "one row per crop"
key = ["crop_id"]

[columns.crop_id]
type = "text"
about = "Key."

[columns.country]
type = "text"
about = "Name of the country."
aliases = "country"

[columns.hectares]
type = "decimal"
about = "Area."
"""
MEMBERS = """
[table]
title = "Members"
about = "Countries and their stages."
grain = "one row per country and stage"
key = ["iso3", "stage"]
happened_on = "since"
known_on = "known_on"

[columns.iso3]
type = "text"
about = "Country."
required = true

[columns.stage]
type = "text"
about = "How far the country has come."
required = true
allowed = ["applied", "joined", "launched"]

[columns.area]
type = "integer"
about = "Priority action area."
allowed = [1, 2, 3]

[columns.since]
type = "date"
about = "First day of the stage."
earliest = "2021-09"
latest_years_ahead = 5

[columns.until]
type = "date"
about = "Last day of the stage."
not_before = "since"

[columns.farmers]
type = "integer"
about = "Farmers reached."
unit = "persons"
minimum = 0
maximum = 1000000

[columns.committed_usd]
type = "decimal"
about = "Committed."
unit = "USD"

[columns.spent_usd]
type = "decimal"
about = "Spent."
unit = "USD"
not_above = "committed_usd"

[columns.is_pilot]
type = "flag"
about = "Whether it is a pilot country."

[columns.address]
type = "address"
about = "Where it says so."

[columns.ref]
type = "text"
about = "Number of the letter."
pattern = "L-[0-9]{3}"
unique = true

[columns.partners]
type = "text"
about = "Partner countries."
list = true
aliases = "iso3"

[columns.known_on]
type = "day"
about = "When it became known."
required = true
"""
SOUND = {
    "iso3": "KEN",
    "stage": "joined",
    "area": "1",
    "since": "2023",
    "until": "2024-02",
    "farmers": "750",
    "committed_usd": "1000.5",
    "spent_usd": "10",
    "is_pilot": "true",
    "address": "https://www.fao.org/x",
    "ref": "",
    "partners": "UGA;TZA",
    "known_on": "2024-03-17",
}
HEAD = "crop_id,country,hectares\n"


def triples(problems: list[Problem]) -> list[tuple]:
    return [(problem.row, problem.column, problem.rule) for problem in problems]


@pytest.fixture
def crops(tmp_path):
    """Check a folder with the table crops; gives the report."""

    def check(content: str | bytes, contract: str = CROPS):
        (tmp_path / "crops.toml").write_text(contract, encoding="utf-8")
        (tmp_path / "crops.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        return check_folder(tmp_path)

    return check


@pytest.fixture
def members(tmp_path):
    """Check a folder with the table members, each row told as what differs from the sound one."""

    def check(*rows: dict[str, str], contract: str = MEMBERS):
        lines = [",".join(SOUND)] + [",".join(f'"{cell}"' for cell in (SOUND | row).values()) for row in rows]
        (tmp_path / "members.toml").write_text(contract, encoding="utf-8")
        (tmp_path / "members.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
        return check_folder(tmp_path)

    return check


# --- what a sound folder gives --------------------------------------------------------------------


def test_sound_rows_become_typed_columns(members):
    report = members(
        {}, {"stage": "launched", "since": "2024-03-17", "until": "", "is_pilot": "", "partners": ""}
    )
    assert triples(report.problems + report.notices) == []
    assert report.tables["members"].to_pylist() == [
        {
            "iso3": "KEN",
            "stage": "joined",
            "area": 1,
            "since": "2023",
            "since_from": date(2023, 1, 1),
            "since_to": date(2023, 12, 31),
            "until": "2024-02",
            "until_from": date(2024, 2, 1),
            "until_to": date(2024, 2, 29),
            "farmers": 750,
            "committed_usd": 1000.5,
            "spent_usd": 10.0,
            "is_pilot": True,
            "address": "https://www.fao.org/x",
            "ref": None,
            "partners": ["UGA", "TZA"],
            "known_on": date(2024, 3, 17),
            "is_withdrawn": None,
            "superseded_from": None,
            "corrected_on": None,
        },
        {
            "iso3": "KEN",
            "stage": "launched",
            "area": 1,
            "since": "2024-03-17",
            "since_from": date(2024, 3, 17),
            "since_to": date(2024, 3, 17),
            "until": None,
            "until_from": None,
            "until_to": None,
            "farmers": 750,
            "committed_usd": 1000.5,
            "spent_usd": 10.0,
            "is_pilot": None,
            "address": "https://www.fao.org/x",
            "ref": None,
            "partners": None,
            "known_on": date(2024, 3, 17),
            "is_withdrawn": None,
            "superseded_from": None,
            "corrected_on": None,
        },
    ]


def test_typed_columns_have_the_types_of_the_contract(members):
    schema = members({}).tables["members"].schema
    assert [
        str(schema.field(name).type)
        for name in ("iso3", "area", "since", "since_from", "spent_usd", "is_pilot")
    ] == [
        "string",
        "int64",
        "string",
        "date32[day]",
        "double",
        "bool",
    ]
    assert (
        str(schema.field("partners").type).startswith("list<")
        and str(schema.field("known_on").type) == "date32[day]"
    )


def test_every_problem_is_listed_at_once(members):
    report = members(
        {"stage": "taskforce", "farmers": "-1", "until": "31/12/2024"}, {"iso3": "XXX", "is_pilot": "maybe"}
    )
    assert triples(report.problems) == [
        (2, "stage", "not in list"),
        (2, "until", "date form"),
        (2, "farmers", "out of range"),
        (3, "iso3", "not in country list"),
        (3, "is_pilot", "not a flag"),
    ]


def test_a_problem_prints_as_one_line_with_address_and_advice(members):
    assert [
        str(problem)
        for problem in members({"stage": "taskforce"}, {"iso3": "UGA", "stage": "Launched"}).problems
    ] == [
        'members.csv row 2, stage: "taskforce" is not one of applied, joined, launched. '
        "Correct the cell, or add the stage to members.toml.",
        'members.csv row 3, stage: "Launched" is not one of applied, joined, launched. '
        'Write "launched", if that is meant.',
    ]


def test_tables_are_held_back_while_the_set_has_a_problem(members):
    assert members({"stage": "x"}).tables == {} and members({}).ok and not members({"stage": "x"}).ok


def test_json_holds_the_fields_and_the_line(members):
    report = members({"area": "9"})
    assert json.loads(json.dumps(report.as_json())) == [
        {
            "file": "members.csv",
            "row": 2,
            "column": "area",
            "value": "9",
            "rule": "not in list",
            "says": "is not one of 1, 2, 3",
            "advice": "Correct the cell, or add the area to members.toml.",
            "level": "refuse",
            "line": 'members.csv row 2, area: "9" is not one of 1, 2, 3. '
            "Correct the cell, or add the area to members.toml.",
        }
    ]


def test_a_long_value_is_shortened_and_its_controls_are_escaped():
    problem = Problem("a.csv", 2, "name", "x\n\u202e" + "y" * 100, "rule", "Advice.", says="is wrong")
    assert str(problem) == 'a.csv row 2, name: "x\\n\\u202e' + "y" * 56 + '…" is wrong. Advice.'


def test_more_than_a_hundred_of_one_problem_are_counted(crops):
    report = crops(HEAD + "".join(f"c{i},Kenya,many\n" for i in range(250)))
    assert triples(report.problems) == [(None, "hectares", "number form")] + [
        (row, "hectares", "number form") for row in range(2, 102)
    ]
    assert str(report.problems[0]) == "crops.csv, hectares: the same in 150 more rows."


# --- bytes and encodings --------------------------------------------------------------------------

CORRECT = HEAD + "c1,Côte d'Ivoire,1.5\nc2,Türkiye,2\n"
NAMES = [("c1", "Côte d'Ivoire", 1.5), ("c2", "Türkiye", 2.0)]


def rows_of(report) -> list[tuple]:
    return [tuple(row.values()) for row in report.tables["crops"].to_pylist()]


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


# --- lines and rows -------------------------------------------------------------------------------


def test_mixed_line_ends_are_read_and_told(crops):
    report = crops(CORRECT.replace("\n", "\r\n", 1).replace("2\n", "2\r"))
    assert rows_of(report) == NAMES and triples(report.notices) == [(None, None, "line ends")]


def test_crlf_alone_is_no_news(crops):
    report = crops(CORRECT.replace("\n", "\r\n"))
    assert rows_of(report) == NAMES and report.notices == []


def test_missing_final_line_end_is_told(crops):
    report = crops(CORRECT.rstrip("\n"))
    assert rows_of(report) == NAMES and triples(report.notices) == [(None, None, "no final line end")]


def test_trailing_blank_lines_are_ignored_and_told(crops):
    report = crops(CORRECT + "\n,,\n  \n")
    assert rows_of(report) == NAMES
    assert [str(notice) for notice in report.notices] == [
        "crops.csv row 4: ended in 3 empty rows. They were ignored."
    ]


def test_blank_line_between_rows_is_refused(crops):
    assert triples(crops(HEAD + "c1,Kenya,1\n\nc2,Kenya,2\n").problems) == [(3, None, "empty row")]


def test_short_row_is_refused_with_its_line(crops):
    report = crops(HEAD + "c1,Kenya,1\nc2,Kenya\nc3,Kenya,3\n")
    assert [str(problem) for problem in report.problems] == [
        "crops.csv row 3: the row has 2 cells where the header has 3. "
        "A comma is missing: write one for each empty cell, too."
    ]


def test_short_rows_that_make_one_row_point_to_a_line_break(crops):
    report = crops(HEAD + "c1,Ken\nya,1\n")
    assert triples(report.problems) == [(2, None, "ragged row"), (3, None, "ragged row")]
    assert {problem.advice for problem in report.problems} == {
        "A line break probably stands inside a cell: put that cell in double quotes."
    }


def test_short_last_row_points_to_a_cut_file(crops):
    report = crops(HEAD + "c1,Kenya,1\nc2,Ken")
    assert triples(report.problems) == [(3, None, "ragged row")]
    assert report.problems[0].advice == "The file seems to be cut off here: fetch it again."


def test_long_row_is_refused_with_its_line_and_the_unquoted_comma(crops):
    report = crops(HEAD + "c1,Congo, Dem. Rep.,1\n")
    assert [str(problem) for problem in report.problems] == [
        "crops.csv row 2: the row has 4 cells where the header has 3. A comma stands inside a cell: "
        'put the cell in double quotes, perhaps "Congo, Dem. Rep.".'
    ]


def test_comma_too_many_at_the_end_of_a_line_is_refused(crops):
    report = crops(HEAD + "c1,Kenya,1,\n")
    assert triples(report.problems) == [(2, None, "ragged row")]
    assert report.problems[0].advice == "The line ends in a comma too many: delete it."


def test_space_before_a_quote_is_named_as_the_cause(crops):
    report = crops(HEAD + 'c1, "Congo, Dem. Rep.",1\n')
    assert triples(report.problems) == [(2, None, "ragged row")]
    assert (
        report.problems[0].advice == "A quote stands after a space: delete the space between comma and quote."
    )


def test_unclosed_quote_is_refused_at_the_line_where_it_opened(crops):
    report = crops(HEAD + 'c1,Kenya,1\nc2,"Kenya,2\nc3,Kenya,3\nc4,Kenya,four\n')
    assert triples(report.problems) == [(3, None, "unclosed quote"), (5, "hectares", "number form")]
    assert str(report.problems[0]) == (
        'crops.csv row 3: ""Kenya,2" opens a quote that is not closed. '
        'Close it with ", or write a quote inside a cell twice ("").'
    )


def test_unclosed_quote_that_meets_a_later_quote_is_refused_at_its_own_line(crops):
    report = crops(HEAD + 'c1,"Kenya,1\nc2,"Kenya",2\n')
    assert triples(report.problems) == [(2, None, "unclosed quote")]


def test_unclosed_quote_after_a_cell_of_two_lines_is_refused_at_its_own_line(crops):
    report = crops(HEAD + '"c\n1","Kenya,1\nc2,Kenya,2\n')
    assert triples(report.problems) == [(3, None, "unclosed quote")]


def test_stray_quote_inside_a_cell_is_refused(crops):
    assert triples(crops(HEAD + 'c1,"Ken"ya,1\n').problems) == [(2, None, "stray quote")]


def test_quote_that_swallows_rows_is_named_as_the_cause_of_a_ragged_row(crops):
    report = crops(HEAD + 'c1,"Kenya,1\nc2,Kenya",2,3\n')
    assert triples(report.problems) == [(2, None, "ragged row")]
    assert "It reaches to line 3" in report.problems[0].advice


def test_quotes_without_end_stop_the_list_after_twenty(crops):
    report = crops(HEAD + "".join(f'c{i},"K"x,1\n' for i in range(30)))
    assert triples(report.problems) == [(row, None, "stray quote") for row in range(2, 22)]


def test_newline_inside_quotes_is_accepted_and_later_lines_are_right(crops):
    report = crops(HEAD + '"c\n1",Kenya,1\nc2,Kenya,two\n')
    assert triples(report.problems) == [(4, "hectares", "number form")]


def test_semicolons_are_read_where_the_header_proves_them(crops):
    report = crops(CORRECT.replace(",", ";"))
    assert rows_of(report) == NAMES and triples(report.notices) == [(None, None, "separator")]


def test_two_tables_of_one_text_in_any_line_ends_are_equal(tmp_path_factory):
    cell = st.text(st.sampled_from("ab é\"',;\n"), max_size=6)
    folder = tmp_path_factory.mktemp("ends")
    (folder / "crops.toml").write_text(CROPS, encoding="utf-8")

    def read(text: str):
        (folder / "crops.csv").write_bytes(text.encode())
        report = check_folder(folder)
        assert triples(report.problems) == []
        return report.tables["crops"]

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(cell, st.sampled_from(["\n", "\r\n", "\r"])), min_size=1, max_size=6))
    def holds(rows):
        lines = [f'{i},"x{text.replace(chr(34), chr(34) * 2)}",{i}' for i, (text, _) in enumerate(rows)]
        plain_form = HEAD + "\n".join(lines) + "\n"
        mixed = HEAD + "".join(
            line.replace("\n", end) + end for line, (_, end) in zip(lines, rows, strict=True)
        )
        assert read(mixed).equals(read(plain_form))

    holds()


# --- header ---------------------------------------------------------------------------------------


def test_duplicated_header_is_refused(crops):
    report = crops("crop_id,country,hectares,country\nc1,Kenya,1,Uganda\n")
    assert triples(report.problems) == [(1, "country", "duplicate column")]


def test_headers_equal_but_for_case_and_space_are_refused(crops):
    report = crops("crop_id,country,hectares, Country \nc1,Kenya,1,Uganda\n")
    assert [str(problem) for problem in report.problems] == [
        "crops.csv row 1, country: stands in the header 2 times (country,  Country ). "
        "Keep one of them: nobody can know which is meant."
    ]


@pytest.mark.parametrize(
    "written", ["Country", " country", "country\u00a0", "\u200bcountry", "ｃｏｕｎｔｒｙ"]
)
def test_header_spelling_is_mended_and_told(crops, written):
    report = crops(f"crop_id,{written},hectares\nc1,Kenya,1\n")
    assert rows_of(report) == [("c1", "Kenya", 1.0)]
    assert triples(report.notices) == [(1, "country", "header spelling")]


def test_missing_column_is_refused_with_the_nearest_name(crops):
    report = crops("crop_id,contry\nc1,Kenya\n")
    assert [str(problem) for problem in report.problems] == [
        'crops.csv row 1, country: the column is missing. Is "contry" meant? Then rename it.',
        "crops.csv row 1, hectares: the column is missing. Add it, or take it out of crops.toml.",
    ]


def test_file_without_header_is_refused(crops):
    report = crops("c1,Kenya,1\nc2,Kenya,2\n")
    assert triples(report.problems) == [(1, None, "no header")]


def test_extra_column_is_ignored_with_a_warning(crops):
    report = crops("crop_id,country,hectares,remark\nc1,Kenya,1,good\n")
    assert rows_of(report) == [("c1", "Kenya", 1.0)] and triples(report.notices) == [
        (1, "remark", "extra column")
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("E-Mail", ""),
        ("contact", "a.b@fao.org"),
        ("Telephone", ""),
        ("contact", "+39 06 57051"),
        ("x", "(06) 5705-1234"),
    ],
)
def test_extra_column_that_looks_like_personal_data_is_refused(crops, name, value):
    report = crops(f"crop_id,country,hectares,{name}\nc1,Kenya,1,{value}\n")
    assert triples(report.problems) == [(1, name, "personal data")]


def test_extra_column_of_dates_is_no_telephone(crops):
    assert crops("crop_id,country,hectares,seen\nc1,Kenya,1,2024-03-17\n").ok


def test_reordered_columns_give_the_same_table(tmp_path_factory):
    folder = tmp_path_factory.mktemp("order")
    (folder / "members.toml").write_text(MEMBERS, encoding="utf-8")
    rows = [SOUND, SOUND | {"iso3": "UGA", "since": "2022-05", "partners": ""}]

    def read(order: list[str]):
        lines = [",".join(order)] + [",".join(row[name] for name in order) for row in rows]
        (folder / "members.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return check_folder(folder).tables["members"]

    expected = read(list(SOUND))

    @settings(max_examples=30, deadline=None)
    @given(st.permutations(list(SOUND)))
    def holds(order):
        assert read(order).equals(expected)

    holds()


# --- empty files and limits -----------------------------------------------------------------------


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


# --- cells: white space, placeholders, types ------------------------------------------------------


def test_white_space_around_values_is_taken_off_and_told_once(crops):
    report = crops(HEAD + " c1,Kenya\u00a0,1 \nc2,\u200bKenya ,\t2\n")
    assert rows_of(report) == [("c1", "Kenya", 1.0), ("c2", "Kenya", 2.0)]
    assert [str(notice) for notice in report.notices] == [
        "crops.csv, crop_id: had white space around the value (1 cell). It was taken off.",
        "crops.csv, country: had white space around the value (2 cells). It was taken off.",
        "crops.csv, hectares: had white space around the value (2 cells). It was taken off.",
    ]


def test_cells_of_white_space_are_empty(crops):
    assert rows_of(crops(HEAD + "c1, \u00a0,\n")) == [("c1", None, None)]


def test_letters_of_letter_plus_accent_are_joined(crops):
    report = crops(HEAD + "c1,Co\u0302te d'Ivoire,1\n")
    assert rows_of(report) == [("c1", "Côte d'Ivoire", 1.0)] and triples(report.notices) == [
        (None, "country", "unicode form")
    ]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_formula_in_a_text_column_is_kept_as_text(crops, formula):
    report = crops(HEAD + f"{formula},Kenya,1\n")
    assert rows_of(report) == [(formula, "Kenya", 1.0)] and report.notices == []


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>", "**b** ![](http://x)", ":red[x] $y$", "' OR 1=1--"]
)
def test_markup_is_kept_as_text(crops, name):
    assert rows_of(crops(HEAD + f"{name},Kenya,1\n")) == [(name, "Kenya", 1.0)]


@pytest.mark.parametrize("word", ["N/A", "-", "null", "nan", "NaN", "inf"])
def test_placeholder_in_a_number_is_refused(crops, word):
    report = crops(HEAD + f"c1,Kenya,{word}\n")
    assert triples(report.problems) == [(2, "hectares", "placeholder")]
    assert report.problems[0].advice == "Leave the cell empty if unknown."


@pytest.mark.parametrize("column", ["area", "since", "is_pilot", "known_on", "committed_usd"])
def test_placeholder_in_any_typed_column_is_refused(members, column):
    assert triples(members({column: "N/A"}).problems) == [(2, column, "placeholder")]


def test_placeholder_in_a_text_is_a_text(crops):
    assert rows_of(crops(HEAD + "N/A,null,1\n")) == [("N/A", "null", 1.0)]


def test_error_of_a_spreadsheet_is_refused_in_every_column(crops):
    report = crops(HEAD + "#REF!,#N/A,#DIV/0!\n")
    assert triples(report.problems) == [
        (2, name, "spreadsheet error") for name in ("crop_id", "country", "hectares")
    ]


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ('"1,234.50"', "Write 1234.50, if that is meant."),
        ('"1 234,50"', "Write 1234.50, if that is meant."),
        ('"1.234,50"', "Write 1234.50, if that is meant."),
        ('"1,234"', "Write 1234 or 1.234, whichever is meant."),
        ('"12,34,567"', "Write 1234567, if that is meant."),
        ('"1,5"', "Write 1.5, if that is meant."),
        ("1\u202f234", "Write 1234, if that is meant."),
        ("1'234", "Write 1234, if that is meant."),
    ],
)
def test_separators_in_a_number_are_refused_as_ambiguous(crops, written, advice):
    report = crops(HEAD + f"c1,Kenya,{written}\n")
    assert (
        triples(report.problems) == [(2, "hectares", "ambiguous number")]
        and report.problems[0].advice == advice
    )


@pytest.mark.parametrize("written", ["$5", "5 USD", "EUR 5", "5€", '"US$ 1,000"', "₹500", "Rs. 500"])
def test_currency_in_the_cell_is_refused(crops, written):
    assert triples(crops(HEAD + f"c1,Kenya,{written}\n").problems) == [(2, "hectares", "currency in cell")]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("45%", "percent in cell"),
        (">100", "qualifier in cell"),
        ("more than 100", "qualifier in cell"),
        ("100+", "qualifier in cell"),
        ("1e5", "number form"),
        ("007", "number form"),
        ("+5", "number form"),
        ("−5", "number form"),
        ("٥", "number form"),
        ("(100)", "number form"),
        (".5", "number form"),
        ("5.", "number form"),
        ("12 ha", "number form"),
        ("0x1F", "number form"),
    ],
)
def test_other_forms_of_numbers_are_refused(crops, written, rule):
    assert triples(crops(HEAD + f"c1,Kenya,{written}\n").problems) == [(2, "hectares", rule)]


@pytest.mark.parametrize(
    ("written", "plain_form"), [("٥", "5"), ("−5", "-5"), ("007", "7"), (".5", "0.5"), ("+5", "5")]
)
def test_a_nearly_plain_number_is_proposed_in_its_plain_form(crops, written, plain_form):
    assert (
        crops(HEAD + f"c1,Kenya,{written}\n").problems[0].advice == f"Write {plain_form}, if that is meant."
    )


def test_fraction_and_overflow_in_a_whole_number_are_refused(members):
    report = members(
        {"farmers": "12.0"}, {"iso3": "UGA", "farmers": "12.5"}, {"iso3": "TZA", "farmers": "9" * 19}
    )
    assert triples(report.problems) == [
        (2, "farmers", "not a whole number"),
        (3, "farmers", "not a whole number"),
        (4, "farmers", "number too large"),
    ]
    assert integer("9223372036854775807") == 2**63 - 1 and integer("-9223372036854775808") == -(2**63)


@pytest.mark.parametrize("written", ["yes", "TRUE", "1", "wahr"])
def test_other_words_for_a_flag_are_refused(members, written):
    assert triples(members({"is_pilot": written}).problems) == [(2, "is_pilot", "not a flag")]


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "www.fao.org",
        "http://",
        "https://a b.org",
        "https://u:p@x.org",
        "ftp://x.org/",
    ],
)
def test_address_that_is_no_sound_web_address_is_refused(members, written):
    assert triples(members({"address": written}).problems) == [(2, "address", "not an address")]


@pytest.mark.parametrize(
    "written", ["003_f8bad.txt", "FAO: Annual report 2024", "doi:10.4060/x", "http://x.org:20161/A?b=1"]
)
def test_citation_or_web_address_is_accepted(members, written):
    assert members({"address": written}).tables["members"]["address"].to_pylist() == [written]


def test_list_with_an_empty_item_is_refused_and_a_repeated_one_is_told(members):
    report = members({"partners": "UGA;;TZA"}, {"iso3": "UGA", "partners": "KEN; KEN"})
    assert triples(report.problems) == [(2, "partners", "empty item")]
    assert triples(report.notices) == [(3, "partners", "repeated item")]


def test_fault_of_one_item_names_the_item(members):
    problem = members({"partners": "UGA;TZ"}).problems[0]
    assert str(problem) == (
        'members.csv row 2, partners: "TZ" is not an ISO3 code (three capital letters). '
        'Write "TZA", if United Republic of Tanzania is meant.'
    )


def test_email_in_a_text_is_told(crops):
    report = crops(HEAD + "c1 a.b@fao.org,Kenya,1\n")
    assert report.ok and triples(report.notices) == [(2, "crop_id", "personal data")]


# --- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "rule", "advice"),
    [
        ("17/03/2024", "date form", "Write 2024-03-17, if that is the date meant."),
        ("02/03/2024", "date form", "Write 2024-02-03 or 2024-03-02, whichever is meant."),
        ("03.03.2024", "date form", "Write 2024-03-03, if that is the date meant."),
        ("2024/3/7", "date form", "Write 2024-03-07, if that is the date meant."),
        ("2024-3-7", "date form", "Write 2024-03-07, if that is the date meant."),
        ("20240317", "date form", "Write 2024-03-17, if that is the date meant."),
        ("17 March 2024", "date form", "Write 2024-03-17, if that is the date meant."),
        ("March 17th, 2024", "date form", "Write 2024-03-17, if that is the date meant."),
        ("Mar 2024", "date form", "Write 2024-03, if that is the date meant."),
        ("03/2024", "date form", "Write 2024-03, if that is the date meant."),
        ("45368", "date form", "Write 2024-03-17, if that is the date meant."),
        ("soon", "date form", "Use the ISO form."),
        ("٢٠٢٤", "date form", "Use the ISO form."),
        ("2024-02-30", "impossible date", "Correct the date."),
        ("2023-02-29", "impossible date", "Correct the date."),
        ("2024-13", "impossible date", "Correct the date."),
        ("0000", "impossible date", "Correct the date."),
        ("17/03/24", "two-digit year", "Write the year in full, as in 2024-03-17."),
        ("Mar-24", "two-digit year", "Write the year in full, as in 2024-03-17."),
        ("2024-03-17T10:00Z", "time of day", "Write 2024-03-17."),
        ("2024-03-17 00:00:00", "time of day", "Write 2024-03-17."),
        ("2024-03-17 23:30+02:00", "time of day", "Write 2024-03-17."),
        ("2024-03-17 24:00", "time of day", "Write the day alone."),
        ("24:00", "time of day", "Write the day alone."),
    ],
)
def test_date_in_another_form_is_refused_with_the_iso_form(members, written, rule, advice):
    report = members({"since": written})
    assert triples(report.problems) == [(2, "since", rule)] and report.problems[0].advice == advice


def test_leap_day_is_a_day():
    assert span("2024-02-29").first == date(2024, 2, 29) and span("2024-12").last == date(2024, 12, 31)


@pytest.mark.parametrize("written", ["2024", "2024-03"])
def test_imprecise_date_in_a_column_of_days_is_refused(members, written):
    assert triples(members({"known_on": written}).problems) == [(2, "known_on", "date not precise")]


def test_date_before_the_earliest_is_refused_once_its_whole_span_is_before(members):
    report = members(
        {"since": "2021-08-31"}, {"iso3": "UGA", "since": "2021-09"}, {"iso3": "TZA", "since": "2021"}
    )
    assert [str(problem) for problem in report.problems] == [
        'members.csv row 2, since: "2021-08-31" is before 2021-09-01. Correct the date.'
    ]


def test_date_too_far_after_the_last_known_day_is_refused(members):
    report = members(
        {"since": "2029-03-17", "until": ""}, {"iso3": "UGA", "since": "2029-03-18", "until": ""}
    )
    assert [str(problem) for problem in report.problems] == [
        'members.csv row 3, since: "2029-03-18" is after 2029-03-17 '
        "(5 years after the last day known, 2024-03-17). "
        "Correct the date."
    ]


def test_end_before_start_is_refused_unless_the_spans_touch(members):
    report = members(
        {"since": "2023", "until": "2022-12-31"}, {"iso3": "UGA", "since": "2023-05-01", "until": "2023"}
    )
    assert [str(problem) for problem in report.problems] == [
        'members.csv row 2, until: "2022-12-31" is before since "2023". Correct one of the two dates.'
    ]


# --- rules of one table ---------------------------------------------------------------------------


def test_empty_required_cell_is_refused(members):
    report = members({"stage": ""})
    assert [str(problem) for problem in report.problems] == [
        "members.csv row 2, stage: the cell is empty, and must not be. Fill it in, or take the row out."
    ]


def test_empty_key_is_refused(crops):
    assert triples(crops(HEAD + ",Kenya,1\n").problems) == [(2, "crop_id", "empty cell")]


def test_duplicate_key_names_both_lines(members):
    report = members({}, {"stage": "applied"}, {"farmers": "1"})
    assert [str(problem) for problem in report.problems] == [
        'members.csv row 4, iso3, stage: "KEN, joined" stands in row 2 already. '
        "Keep one of the two rows, or correct one."
    ]


def test_keys_equal_after_mending_are_duplicates(members):
    report = members({}, {"iso3": "ken "})
    assert triples(report.problems) == [(3, "iso3, stage", "duplicate key")]


def test_empty_part_of_a_key_of_two_columns_counts_as_a_value(crops):
    contract = CROPS.replace('key = ["crop_id"]', 'key = ["crop_id", "country"]')
    report = crops(HEAD + "c1,,1\nc1,Kenya,1\nc1,,2\n", contract)
    assert triples(report.problems) == [(4, "crop_id, country", "duplicate key")]


def test_repeated_value_in_a_unique_column_is_refused_but_not_the_empty_one(members):
    rows = [{"ref": "L-001"}, {"iso3": "UGA", "ref": "L-001"}, {"iso3": "TZA"}, {"iso3": "ZMB"}]
    assert triples(members(*rows).problems) == [(3, "ref", "duplicate value")]


def test_pattern_must_fit_the_whole_value(members):
    report = members({"ref": "L-0011"})
    assert triples(report.problems) == [(2, "ref", "not of the pattern")]


def test_status_in_another_case_or_language_is_refused_with_a_suggestion(members):
    report = members({"stage": "JOINED"}, {"stage": "aplied"}, {"stage": "lancé"}, {"stage": "rejoint"})
    assert triples(report.problems) == [(row, "stage", "not in list") for row in (2, 3, 4, 5)]
    assert [problem.advice[:16] for problem in report.problems] == [
        'Write "joined", ',
        'Write "applied",',
        'Write "launched"',
        'Write "joined", ',
    ]


def test_number_outside_its_range_is_refused(members):
    report = members(
        {"farmers": "-1"}, {"iso3": "UGA", "farmers": "1000001"}, {"iso3": "TZA", "farmers": "0"}
    )
    assert [str(problem) for problem in report.problems] == [
        'members.csv row 2, farmers: "-1" is below 0. Correct the cell, or the limit in the contract.',
        'members.csv row 3, farmers: "1000001" is above 1000000. '
        "Correct the cell, or the limit in the contract.",
    ]


def test_negative_amount_is_refused_without_being_told(members):
    assert triples(members({"spent_usd": "-0.01"}).problems) == [(2, "spent_usd", "out of range")]


def test_contract_may_allow_a_negative_amount(members):
    contract = MEMBERS.replace('about = "Spent."', 'about = "Spent."\nminimum = -1000')
    assert members({"spent_usd": "-0.01"}, contract=contract).ok


def test_spending_above_the_commitment_is_told(members):
    report = members(
        {"committed_usd": "100", "spent_usd": "100.5"}, {"iso3": "UGA", "committed_usd": "", "spent_usd": "5"}
    )
    assert report.ok
    assert [str(notice) for notice in report.notices] == [
        'members.csv row 2, spent_usd: "100.5" is above committed_usd "100". Confirm it with its source.'
    ]


def test_absurd_amount_is_held_for_a_look(members):
    report = members({"committed_usd": "999999999999"}, {"iso3": "UGA", "committed_usd": "1000000000000"})
    assert report.ok and triples(report.notices) == [(3, "committed_usd", "unusual amount")]


def test_amount_of_a_thousand_medians_is_held_for_a_look(members):
    codes = ["KEN", "UGA", "TZA", "ZMB", "MWI"]
    amounts = ["100", "100", "100", "99999", "100000"]
    report = members(
        *({"iso3": code, "committed_usd": amount} for code, amount in zip(codes, amounts, strict=True))
    )
    assert [str(notice) for notice in report.notices] == [
        'members.csv row 6, committed_usd: "100000" is a thousand times the median (100) or more. '
        "Confirm it with its source."
    ]


def test_refused_cell_is_not_judged_twice(members):
    report = members({"farmers": "many", "iso3": "??"}, {"farmers": "few", "iso3": "!!"})
    assert triples(report.problems) == [
        (2, "iso3", "not in country list"),
        (2, "farmers", "number form"),
        (3, "iso3", "not in country list"),
        (3, "farmers", "number form"),
    ]


# --- countries ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "meant"),
    [("KE", "KEN"), ("ke", "KEN"), ("404", "KEN"), ("004", "AFG"), ("4", "AFG"), ("Kenya", "KEN")],
)
def test_code_of_another_system_is_refused_with_the_iso3_code(members, code, meant):
    report = members({"iso3": code})
    assert triples(report.problems) == [(2, "iso3", "country code")]
    assert report.problems[0].advice.startswith(f'Write "{meant}"')


def test_lower_case_code_is_mended_by_the_table(members):
    report = members({"iso3": "ken"})
    assert report.tables["members"]["iso3"].to_pylist() == ["KEN"]
    assert [str(notice) for notice in report.notices] == [
        'members.csv row 2, iso3: "ken" is read as "KEN" (1 cell). Codes are written in capitals.'
    ]


@pytest.mark.parametrize("code", ["XXX", "ZZZ", "ABW", "XKX", "LIE", "ESH"])
def test_unknown_or_non_member_code_is_refused(members, code):
    assert triples(members({"iso3": code}).problems) == [(2, "iso3", "not in country list")]


@pytest.mark.parametrize(
    ("informal", "name"),
    [
        ("Turkey", "Türkiye"),
        ("Swaziland", "Eswatini"),
        ("Ivory Coast", "Côte d'Ivoire"),
        ("Cape Verde", "Cabo Verde"),
        ("Czech Republic", "Czechia"),
        ("Macedonia", "North Macedonia"),
        ("Laos", "Lao People's Democratic Republic"),
        ("Vietnam", "Viet Nam"),
        ("Bolivia", "Bolivia (Plurinational State of)"),
        ("Venezuela", "Venezuela (Bolivarian Republic of)"),
        ("Tanzania", "United Republic of Tanzania"),
        ("Syria", "Syrian Arab Republic"),
        ("Moldova", "Republic of Moldova"),
        ("Iran", "Iran (Islamic Republic of)"),
        ("DR Congo", "Democratic Republic of the Congo"),
        ("cote d’ivoire", "Côte d'Ivoire"),
        ("KENYA", "Kenya"),
    ],
)
def test_informal_country_name_becomes_the_un_name_and_is_told(crops, informal, name):
    report = crops(HEAD + f"c1,{informal},1\nc2,{informal},2\n")
    assert [row[1] for row in rows_of(report)] == [name, name]
    assert [str(notice) for notice in report.notices] == [
        f'crops.csv row 2, country: "{informal}" is read as "{name}" (2 cells). '
        "The name is that of FAO's list of countries."
    ]


def test_name_that_the_table_does_not_know_is_left_alone(crops):
    report = crops(HEAD + "c1,Republic of Nowhere,1\nc2,Congo,2\n")
    assert [row[1] for row in rows_of(report)] == ["Republic of Nowhere", "Congo"] and report.notices == []


def test_country_table_holds_fao_members_and_no_code_twice():
    listed = list(countries().values())
    assert [
        sum(country.standing == word for country in listed)
        for word in ("member", "associate member", "observer")
    ] == [194, 2, 1]
    assert (
        len({country.iso2 for country in listed})
        == len({country.m49 for country in listed})
        == len(listed)
        == 197
    )


# --- rules between tables -------------------------------------------------------------------------

PLACES = """
[table]
title = "Places"
about = "Register."
grain = "one row per place"
key = ["place_id"]

[columns.place_id]
type = "text"
about = "Key."
"""
REFERRING = CROPS.replace('aliases = "country"', 'references = "places.place_id"')


def test_orphan_reference_is_refused_with_the_nearest_value(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nKEN\nvn-daklak\n")
    report = crops(HEAD + "c1,KEN,1\nc2,vn-dak-lak,2\nc3,KE,3\nc4,???,4\nc5,,5\n", REFERRING)
    assert [str(problem) for problem in report.problems] == [
        'crops.csv row 3, country: "vn-dak-lak" is no place_id of places. '
        'Write "vn-daklak", if that is meant, or add it to places.csv.',
        'crops.csv row 4, country: "KE" is no place_id of places. '
        'Write "KEN", if that is meant, or add it to places.csv.',
        'crops.csv row 5, country: "???" is no place_id of places. '
        "Correct the cell, or add it to places.csv.",
    ]


def test_code_is_not_suggested_where_the_register_lacks_it(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nvn-daklak\n")
    problem = crops(HEAD + "c1,KE,1\n", REFERRING).problems[0]
    assert (problem.rule, problem.advice) == ("not in register", "Correct the cell, or add it to places.csv.")


def test_every_row_that_depends_on_a_deleted_row_is_listed(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nUGA\n")
    report = crops(HEAD + "c1,KEN,1\nc2,UGA,2\nc3,KEN,3\n", REFERRING)
    assert triples(report.problems) == [(2, "country", "not in register"), (4, "country", "not in register")]


def test_references_to_a_table_that_lost_rows_are_not_judged(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nUGA\nKEN,KEN\n")
    assert triples(crops(HEAD + "c1,KEN,1\n", REFERRING).problems) == [(3, None, "ragged row")]


def test_reference_to_an_unknown_table_or_column_is_a_broken_contract(crops, tmp_path):
    assert triples(crops(CORRECT, REFERRING).problems) == [(None, "country", "broken contract")]
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nUGA\n")
    report = crops(CORRECT, REFERRING.replace("places.place_id", "places.iso3"))
    assert triples(report.problems) == [(None, "country", "broken contract")]


def test_last_known_day_is_that_of_the_whole_folder(members, tmp_path):
    contract = PLACES.replace('key = ["place_id"]', 'key = ["place_id"]\nknown_on = "known_on"')
    (tmp_path / "places.toml").write_text(contract + '[columns.known_on]\ntype = "date"\nabout = "Known."\n')
    (tmp_path / "places.csv").write_text("place_id,known_on\nKEN,2026\n")
    report = members({"since": "2031", "until": ""}, {"iso3": "UGA", "since": "2031-01-02", "until": ""})
    assert triples(report.problems) == [(3, "since", "too late")]


# --- the folder as one unit -----------------------------------------------------------------------


def files_of(report) -> list[tuple]:
    return [(problem.file, problem.rule) for problem in report.problems]


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


# --- contracts ------------------------------------------------------------------------------------


def test_contract_is_read_as_written(tmp_path):
    (tmp_path / "members.toml").write_text(MEMBERS, encoding="utf-8")
    contract = read_contract(tmp_path / "members.toml")
    assert (contract.name, contract.key, contract.known_on, list(contract.columns)) == (
        "members",
        ("iso3", "stage"),
        "known_on",
        [*SOUND, "is_withdrawn"],
    )
    assert contract.columns["since"] == Column(
        "since", "date", "First day of the stage.", earliest=date(2021, 9, 1), latest_years_ahead=5
    )
    assert contract.columns["partners"].list and contract.columns["iso3"].aliases == "iso3"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ((' = "Crops"', " = "), [(3, None, "broken contract")]),
        (('title = "Crops"', ""), [(2, None, "broken contract")]),
        (('key = ["crop_id"]', 'key = ["crop"]'), [(2, None, "broken contract")]),
        (('key = ["crop_id"]', 'key = ["crop_id"]\nknown_on = "country"'), [(2, None, "broken contract")]),
        (('key = ["crop_id"]', 'key = ["crop_id"]\nrow_minimum = 1'), [(2, None, "broken contract")]),
        (('"decimal"', '"number"'), [(17, "hectares", "broken contract")]),
        (('aliases = "country"', 'alias = "country"'), [(12, "country", "broken contract")]),
        (('aliases = "country"', 'aliases = "city"'), [(12, "country", "broken contract")]),
        (('aliases = "country"', 'pattern = "["'), [(12, "country", "broken contract")]),
        (('aliases = "country"', "required = 1"), [(12, "country", "broken contract")]),
        (('aliases = "country"', "allowed = []"), [(12, "country", "broken contract")]),
        (('aliases = "country"', "minimum = 0"), [(12, "country", "broken contract")]),
        (('aliases = "country"', 'not_before = "x"'), [(12, "country", "broken contract")] * 1),
        (('"Area."', '"Area."\nminimum = 2\nmaximum = 1'), [(17, "hectares", "broken contract")]),
        (('"Area."', '"Area."\nlist = true'), [(17, "hectares", "broken contract")]),
        (('"decimal"', '"date"\nearliest = "06/2021"'), [(17, "hectares", "broken contract")]),
        (("[columns.hectares]", "[columns.Hectares]"), [(17, "Hectares", "broken contract")]),
    ],
)
def test_broken_contract_is_a_problem_with_its_line(crops, tmp_path, change, expected):
    report = crops(CORRECT, CROPS.replace(*change))
    assert triples(report.problems) == expected and report.problems[0].file == "crops.toml"
    with pytest.raises(BrokenContract, match="crops.toml row"):
        read_contract(tmp_path / "crops.toml")


def test_unknown_key_of_a_contract_is_answered_with_the_nearest(crops):
    assert str(crops(CORRECT, CROPS.replace("aliases", "alias")).problems[0]) == (
        'crops.toml row 12, country: "alias" is not a key of a column. Write "aliases".'
    )


def test_column_without_description_is_told(crops):
    report = crops(CORRECT, CROPS.replace('about = "Area."\n', ""))
    assert report.ok and triples(report.notices) == [(17, "hectares", "no description")]


def test_date_column_that_hides_another_column_is_a_broken_contract(crops):
    contract = CROPS.replace('"decimal"', '"date"') + '\n[columns.hectares_to]\ntype = "text"\nabout = "x"\n'
    assert triples(crops(CORRECT, contract).problems) == [(17, "hectares", "broken contract")]


# --- Parquet --------------------------------------------------------------------------------------


def put_parquet(folder: Path, table: pa.Table, name: str = "members", with_hash: bool = True) -> Path:
    path = folder / f"{name}.parquet"
    pq.write_table(table, path)
    if with_hash:
        path.with_name(path.name + ".sha256").write_text(
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        )
    return path


def as_texts(rows: list[dict[str, str]]) -> pa.Table:
    return pa.table({name: pa.array([(SOUND | row)[name] for row in rows], pa.string()) for name in SOUND})


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
    for place in range(0, len(whole), 31):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 16]) + whole[place + 1 :])
        refused += not check_folder(tmp_path).ok
    assert refused > len(whole) / 31 / 3  # many are seen without a hash, far from all


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


def test_parquet_file_of_200_000_rows_is_checked_in_a_few_seconds(members, tmp_path):
    members({})
    (tmp_path / "members.csv").unlink()
    many = 200_000
    columns = {name: [cell] * many for name, cell in SOUND.items()} | {"ref": [f"L-{i}" for i in range(many)]}
    columns |= {"iso3": ["KEN", "UGA"] * (many // 2), "farmers": [str(i) for i in range(many)]}
    put_parquet(tmp_path, pa.table(columns))
    (tmp_path / "members.toml").write_text(
        MEMBERS.replace("{3}", "+").replace('key = ["iso3", "stage"]', 'key = ["ref"]')
    )
    before = time.perf_counter()
    report = check_folder(tmp_path)
    assert triples(report.problems) == [] and report.tables["members"].num_rows == many
    assert time.perf_counter() - before < 5  # measured: 0.5 s


# --- shortcuts and guard --------------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["text", "integer", "decimal"]),
    st.text(st.sampled_from("019.-+eE @#A\x00\n\u00e9~ "), max_size=8)
    | st.text(max_size=5)
    | st.decimals(allow_nan=False).map(str),
)
def test_a_plain_text_is_what_the_cast_would_make_of_it(kind, text):
    column = Column("x", kind)
    texts = pa.array([text], pa.string())
    if plain(column, texts)[0]:
        stored = texts.cast({"text": pa.string(), "integer": pa.int64(), "decimal": pa.float64()}[kind])
        outcome = cast(column, text)
        assert (outcome.value, outcome.faults) == (stored[0].as_py(), ())


@given(st.text() | st.text(st.sampled_from("'=+-@\t\r\nab＝"), max_size=6))
def test_the_guard_for_spreadsheets_gives_the_original_back(text):
    assert spreadsheet_plain(spreadsheet_safe(text)) == text


@given(st.sampled_from("=+-@\t\r\n＝＋－＠"), st.text())
def test_no_guarded_text_begins_like_a_formula(first, rest):
    assert spreadsheet_safe(first + rest) == "'" + first + rest


@pytest.mark.parametrize("text", ["", "Kenya", "'tis", "1-2", "L'", "'"])
def test_the_guard_leaves_harmless_text_alone(text):
    assert spreadsheet_safe(text) == text == spreadsheet_plain(text)


def test_contracts_need_neither_streamlit_nor_duckdb():
    package = Path(sys.modules["ocop.contracts"].__file__).parent
    imports = [
        line
        for path in package.glob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if "import" in line
    ]
    assert imports and not [line for line in imports if "streamlit" in line or "duckdb" in line]
