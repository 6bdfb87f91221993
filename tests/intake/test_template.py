"""The workbook that an office fills in, opened again as a spreadsheet would open it."""

import io
import re

import openpyxl
import pytest

from ocop.__main__ import main
from ocop.intake import layout, template


@pytest.fixture(scope="module")
def made(record):
    return template.workbook(record, ["actions", "action_reports", "events"], country="BGD", period="2025")


@pytest.fixture(scope="module")
def book(made):
    return openpyxl.load_workbook(io.BytesIO(made))


def lines(page):
    return [[cell or "" for cell in row] for row in page.iter_rows(min_row=layout.FIRST_ROW, values_only=True) if row[0]]


def test_each_table_has_a_sheet_with_headings_in_words_and_codes(book, record):
    assert book.sheetnames == ["Read me", "Actions promised", "Reports on actions", "Events and trainings", "Sources", "Lists"]
    page = book["Actions promised"]
    words, codes = ([cell.value for cell in page[row]] for row in (layout.WORDS_ROW, layout.CODES_ROW))
    assert words[0] == "actions" and codes[:3] == ["row", "action_id", "statement"] and words[2] == "Action *" and words[8] == "Due"
    assert set(codes[1:]) == set(record.contracts["actions"].columns) and codes[-1] == "is_withdrawn"


def test_every_column_says_its_rule_and_a_key_its_next_number(book, record):
    for page in book.worksheets[1:-1]:
        assert all(len(cell.comment.text) > 20 for cell in page[layout.CODES_ROW][1:])
    due = next(cell for cell in book["Actions promised"][2] if cell.value == "due_on").comment.text
    assert "Due date, as far as one was published." in due and "2025, 2025-08 or 2025-08-01" in due and "may be empty" in due
    key = book["Actions promised"]["B2"].comment.text
    free = re.search(r"The next free one is (AC-\d+)\.", key)[1]
    assert free not in {row["action_id"] for row in template.onrecord.rows_of(record.folder, record.contracts["actions"])}


def test_codes_are_chosen_from_lists_of_the_country_and_flags_from_two_words(book):
    page = book["Events and trainings"]
    at = {cell.value: cell.column_letter for cell in page[layout.CODES_ROW]}
    rules = {str(one.sqref).split(":")[0].rstrip("0123456789"): one for one in page.data_validations.dataValidation}
    host, kind, day = rules[at["host_iso3"]], rules[at["type"]], rules[at["starts_on"]]
    assert (host.type, kind.type, kind.errorStyle, day.type) == ("list", "list", None, "custom") and "LEN(" in day.formula1
    first, last = (int(number) for number in re.findall(r"\$(\d+)", host.formula1))
    letter = re.search(r"\$([A-Z]+)\$", host.formula1)[1]
    assert [book["Lists"][f"{letter}{line}"].value for line in range(first, last + 1)] == ["BGD"]
    assert rules[at["is_withdrawn"]].formula1 == '"true,false"'
    named = rules[at["source_id"]]  # those on record and those that the office adds: the sheet of sources itself
    sources = [row[1] for row in lines(book["Sources"])]
    sheet, letter, first, letter_too, last = re.fullmatch(r"'(\w+)'!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)", named.formula1).groups()
    assert (sheet, letter, letter_too, named.errorStyle) == ("Sources", "B", "B", "warning") and book["Sources"]["B2"].value == "source_id"
    assert [book["Sources"][f"B{line}"].value for line in range(int(first), int(first) + len(sources))] == sources
    assert int(last) == int(first) + len(sources) + layout.ENTRY_ROWS - 1


def test_rows_on_record_are_locked_and_marked_and_new_cells_are_open_text(book):
    page = book["Actions promised"]
    shown = lines(page)
    assert shown and page.protection.sheet and all(row[0] == layout.marked(row[1:]) for row in shown)
    on_record, new = page.cell(layout.FIRST_ROW, 2), page.cell(layout.FIRST_ROW + len(shown), 2)
    assert on_record.protection.locked and on_record.fill.fgColor.rgb != new.fill.fgColor.rgb
    columns = [column for column in page.column_dimensions.values() if column.min > 1]
    assert max(column.max for column in columns) == len(page[2]) and {(one.protection.locked, one.number_format) for one in columns} == {(False, "@")}
    validated = page.data_validations.dataValidation[0].sqref
    assert str(validated).split(":")[0].endswith(str(layout.FIRST_ROW + len(shown)))  # the first new row


def test_what_belongs_elsewhere_or_later_is_not_shown(book, record):
    events = [dict(zip([cell.value for cell in book["Events and trainings"][2]], row, strict=True)) for row in lines(book["Events and trainings"])]
    named = [row["countries"] + row["host_iso3"] + row["participant_countries"] + row["region"] for row in events]
    assert any("BGD" in codes for codes in named) and all("BGD" in codes or not codes for codes in named)
    assert all((row["starts_on"] or "0") < "2026" for row in events)
    cited = {row["source_id"] for row in events}
    assert cited <= {row[1] for row in lines(book["Sources"])} and len(lines(book["Sources"])) < 300


def test_no_cell_is_a_formula_and_equal_calls_give_equal_bytes(book, made, record):
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 500 and {cell.data_type for cell in cells} == {"s"}
    assert made == template.workbook(record, ["actions", "action_reports", "events"], country="BGD", period="2025")


@pytest.mark.parametrize(("words", "says"), [
    (["--table", "acts"], "'acts' is no table"), (["--table", "actions", "--country", "BGX"], "is not a country of the record"),
    (["--table", "actions", "--period", "2025-Q1"], "'2025-Q1' is not a period")])
def test_a_wrong_call_is_told_in_a_line(capsys, tmp_path, words, says):
    assert main(["intake", "template", *words, "-o", str(tmp_path / "x.xlsx")]) == 2
    assert says in capsys.readouterr().err and not (tmp_path / "x.xlsx").exists()
