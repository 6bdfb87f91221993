"""Shapes of files that offices send. What is expected is the exact list (row, column, rule)."""

import pytest

from tests.contracts.tables import CORRECT, CROPS, HEAD, MEMBERS, NAMES, SOUND, rows_of, triples


@pytest.mark.parametrize(("line", "separator"), [
    ("sep=;", ";"), ("SEP=;", ";"), ('"sep=;"', ";"), ("sep=,", ","), ("sep=\t", "\t"), ("sep=|", "|"), ("sep=;;;", ";")])
def test_the_line_that_names_the_separator_is_obeyed_and_left_out(crops, line, separator):
    report = crops(f"{line}\n" + CORRECT.replace(",", separator))
    assert rows_of(report) == NAMES
    assert triples(report.notices) == [(None, None, "separator")] * (separator != ",") + [(1, None, "separator line")]


def test_lines_keep_their_number_under_the_line_of_the_separator(crops):
    assert triples(crops("sep=,\n" + HEAD + "c1,Kenya,many\n").problems) == [(3, "hectares", "number form")]


@pytest.mark.parametrize("tags", ["#crop+id,#country+name,#area", "#crop +id,#country+code,", "#meta,#adm1,#indicator+num", ",#country,"])
def test_a_row_of_hxl_tags_is_one_problem_and_no_row(crops, tags):
    report = crops(HEAD + tags + "\nc1,Kenya,1\n")
    assert [str(problem) for problem in report.problems] == ["crops.csv row 2: the row holds HXL tags, no data. Delete it."]


def test_a_hash_in_a_text_is_no_tag(crops):
    assert rows_of(crops(HEAD + "#1,Kenya,1\n")) == [("#1", "Kenya", 1.0)]


@pytest.mark.parametrize("second", [",".join(SOUND), ",".join(name.upper() for name in SOUND),
                                    "Country,Stage,Area,Since,Until,Farmers,Committed,Spent,Pilot,Link,Letter,Partners,Known"])
def test_a_second_header_is_one_problem_and_no_row(members, tmp_path, second):
    from ocop.contracts import check_folder

    members({})
    lines = (tmp_path / "members.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "members.csv").write_text("\n".join([lines[0], second, *lines[1:]]) + "\n", encoding="utf-8")
    assert triples(check_folder(tmp_path).problems) == [(2, None, "second header")]


def test_a_first_row_of_bad_values_is_no_header(members):
    report = members({"area": "N/A", "since": "-", "farmers": "unknown", "committed_usd": "", "spent_usd": "", "until": "", "known_on": "soon",
                      "address": "x", "is_pilot": "yes"})
    assert "second header" not in {problem.rule for problem in report.problems} and len(report.problems) > 3


@pytest.mark.parametrize("word", [
    "Total", "TOTAL", "Totals:", "Grand total", "Sub-total", "Subtotal", "Sum", "Total général", "Gesamt", "Итого", "合计", "Tổng cộng"])
def test_a_total_at_the_end_is_one_problem_and_no_row(crops, word):
    report = crops(HEAD + f"c1,Kenya,1\nc2,Mali,2\n{word},,3\n")
    assert triples(report.problems) == [(4, None, "row of totals")]
    assert triples(crops(HEAD + f"c1,Kenya,1\n,{word},\n").problems) == [(3, None, "row of totals")]


def test_a_total_of_another_length_is_told_as_a_total(crops):
    assert triples(crops(HEAD + "c1,Kenya,1\nTotal,1\n").problems) == [(3, None, "row of totals")]


def test_totals_and_notes_under_the_table_are_told_each(crops):
    report = crops(HEAD + "c1,Kenya,1\nSubtotal,,1\nTotal,,1\nSource: Ministry of Agriculture,,\n")
    assert triples(report.problems) == [(3, None, "row of totals"), (4, None, "row of totals"), (5, None, "footnote")]


def test_a_name_that_begins_with_total_is_no_total(crops):
    assert crops(HEAD + "c1,Kenya,1\nTotal Kenya Ltd,Kenya,3\n").ok


@pytest.mark.parametrize("above", [
    "Report of crops 2024\n", "Report of crops\nprinted on 2024-03-17\n", '"Ministry, of Agriculture",,\n\n', "Report,,\n,,\n"])
def test_titles_above_the_header_are_one_problem(crops, above):
    report = crops(above + CORRECT)
    row = above.count("\n") + 1
    assert triples(report.problems) == [(row, None, "lines above the header")]
    lines = "line" if row == 2 else f"{row - 1} lines"
    assert report.problems[0].advice == f"Delete the {lines} above it: the header comes first."


def test_titles_above_a_header_of_semicolons_are_found_too(crops):
    assert triples(crops("Report of crops, 2024\n" + CORRECT.replace(",", ";")).problems) == [(2, None, "lines above the header")]


@pytest.mark.parametrize("head", ["Crop ID,Country,Hectares", '"crop_id","country","hectares"', "crop-id,COUNTRY, hectares "])
def test_a_header_of_words_is_the_header(crops, head):
    report = crops(head + "\nc1,Kenya,1\n")
    assert rows_of(report) == [("c1", "Kenya", 1.0)] and {notice.rule for notice in report.notices} <= {"header spelling"}


def test_a_header_that_is_almost_right_tells_the_separator(crops):
    report = crops("crop_idd;contry;hectars\nc1;Kenya;1,5\n")
    assert triples(report.problems) == [(1, None, "no header")] and triples(report.notices) == [(None, None, "separator")]


def test_tabs_and_a_decimal_comma_are_told(crops):
    report = crops(HEAD.replace(",", "\t") + "c1\tKenya\t1,5\n")
    assert triples(report.problems) == [(2, "hectares", "ambiguous number")] and triples(report.notices) == [(None, None, "separator")]


def test_empty_columns_beside_the_table_are_no_news(crops):
    report = crops("crop_id,country,hectares,,,\nc1,Kenya,1,,,\nc2,Mali,2,,,\n")
    assert rows_of(report) == [("c1", "Kenya", 1.0), ("c2", "Mali", 2.0)] and report.notices == []


def test_a_merged_cell_leaves_empty_keys_and_each_is_told(crops):
    report = crops(HEAD + "c1,Kenya,1\n,Kenya,2\n,Kenya,3\n")
    assert triples(report.problems) == [(3, "crop_id", "empty cell"), (4, "crop_id", "empty cell")]
    assert report.problems[0].advice == 'Fill it in, or take the row out. If it was merged with the cell above, write "c1" here too.'


def test_a_contract_of_one_column_has_a_header_too(crops):
    one = CROPS[: CROPS.index("[columns.country]")]
    assert crops("crop_id\nc1\n", one).ok and MEMBERS
