"""Lines and rows. One defect per test; what is expected is the exact list (row, column, rule)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.contracts import check_folder
from tests.contracts.tables import CORRECT, CROPS, HEAD, NAMES, rows_of, triples


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
