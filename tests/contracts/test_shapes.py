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


UNDER = ["-,-,ha", "(text),(name),(ha)", "string,string,number", "code,name,decimal", ",,hectares",
         "Code of crop,Name of the country,Area in hectares", "1,2,3", "(1),(2),(3)", "A,B,C", "Column1,Column2,Column3", "[0],[1],[2]"]


def test_units_kinds_descriptions_and_numbers_of_columns_under_the_header_are_no_rows(crops):
    for line in UNDER:
        assert (line, triples(crops(HEAD + f"{line}\nc1,Kenya,1\n").problems)) == (line, [(2, None, "second header")])
    two = crops(HEAD + "Crop ID,Country,Hectares\n#crop,#country,#area\n-,-,ha\nc1,Kenya,1\n")
    assert triples(two.problems) == [(2, None, "second header"), (3, None, "row of tags"), (4, None, "second header")]
    for line in ("c1,Kenya,5", "1,2,4", "2,3,4", "c1,Kenya,", "(a),Kenya,3"):  # rows, however short their words are
        assert rows_of(crops(HEAD + f"{line}\nc2,Mali,2\n"))[1:] == [("c2", "Mali", 2.0)]
    assert triples(crops(HEAD + "c1,Kenya,five\n").problems) == [(2, "hectares", "number form")]  # one bad number makes no header


def test_a_header_that_comes_again_is_no_row_also_where_all_columns_are_texts(crops):
    texts = CROPS.replace('"decimal"', '"text"')
    for again in (HEAD, "\ufeff" + HEAD, '"crop_id", country ,hectares\n'):
        report = crops(HEAD + "c1,Kenya,1\n" + again + "c2,Mali,2\n", texts)
        assert [str(problem) for problem in report.problems] == ["crops.csv row 3: the row repeats the header, no data. Delete it."]


def test_words_about_the_columns_are_no_row_also_where_all_columns_are_texts(crops):
    texts = CROPS.replace('"decimal"', '"text"')
    for line in ("Crop,Country name,Hectares", "Crop,Country,Area", "required,optional,optional", "text,text,text", "String,Varchar,Number"):
        assert triples(crops(HEAD + f"{line}\nc1,Kenya,1\n", texts).problems) == [(2, None, "second header")], line
    for line in ("maize,Kenya,small", "crop-1,Kenya,Hectares of the country", "cocoa,Country of the lake,text"):
        assert crops(HEAD + f"{line}\nc1,Kenya,1\n", texts.replace('aliases = "country"', "")).ok, line


def test_a_second_header_in_another_language_is_doubted_by_its_key(crops):
    texts = CROPS.replace('"decimal"', '"text"').replace('aliases = "country"', "")
    rows = "c1,Kenya,small\nc2,Mali,large\nc3,Togo,large\n"
    for line in ("culture,pays,surface", "Kulturpflanze,Land,Fläche", "作物,国家,面积"):
        (notice,) = crops(HEAD + line + "\n" + rows, texts).notices
        assert (notice.row, notice.column, notice.rule, notice.level) == (2, "crop_id", "key unlike the others", "warn"), line
    for sound in (rows, "maize,Kenya,small\nrice,Mali,large\n" + rows, "maize,Kenya,5 plots\n" + rows, "maize,Kenya,small\n" + rows[:15]):
        assert crops(HEAD + sound, texts).notices == [], sound  # keys of words, a number in the row, too few rows


ENDS = {"row of totals": ["Totaux,,3", "Total (2 countries),,3", "Total: 2,,3", "Average,,1", "Median,,1", "Maximum,,2", "Number of rows,,2",
                          "Ensemble,,3", "c3,Total,3", "Gesamtsumme,,3", "Running total,,3"],
        "footnote": ["* provisional,,", "1/ estimate,,", "(1) estimate,,", "Last updated: 2024-03-01,,", "Data from database: WDI,,", "© FAO 2024,,",
                     "n = 2,,", "--- End of file ---,,", "(2 rows affected)", "Printed on 2024-03-01,,", "† estimate", "a) estimate,,"]}


def test_what_sums_up_or_explains_is_no_row_at_either_end(crops):
    for rule, lines in ENDS.items():
        for line in lines:
            assert (line, triples(crops(HEAD + f"c1,Kenya,1\nc2,Mali,2\n{line}\n").problems)) == (line, [(4, None, rule)])
    assert triples(crops(HEAD + "Total,,3\nc1,Kenya,1\nc2,Mali,2\n").problems) == [(2, None, "row of totals")]
    notes = "".join(f"Note {n}: x,,\n" for n in range(1, 9))
    assert triples(crops(HEAD + "c1,Kenya,1\n" + notes).problems) == [(row, None, "footnote") for row in range(3, 11)]
    for line in ("Average joe,Kenya,3", "Count,Kenya,3", "a)b,Kenya,3", "n,Kenya,3"):  # names
        assert crops(HEAD + f"c1,Kenya,1\n{line}\n").ok


def test_a_heading_between_rows_is_told_and_nothing_is_lost(crops):
    report = crops(HEAD + "Africa,,\nc1,Kenya,1\nc2,Mali,2\nAsia,,\nc3,Nepal,3\n")
    assert [str(notice) for notice in report.notices] == [
        f'crops.csv row {row}: "{word}" is all that the row holds. If it is a heading of the rows below, delete it, and say in each of them what it '
        "says." for row, word in ((2, "Africa"), (5, "Asia"))]
    assert len(rows_of(report)) == 5 and crops(HEAD + "c1,,\nc2,,\nc3,Mali,3\n").notices == []  # a table of keys has such rows


STRANGE = {"crop_id^country^hectares\nc1^Kenya^1\n": '"^"', "crop_id:country:hectares\n": '":"', "crop_id  country  hectares\nc1 Kenya 1\n": "blanks",
           "crop_id،country،hectares\n": '"،"', "sep=^\ncrop_id^country^hectares\n": '"^"',
           '"crop_id,country,hectares"\n"c1,Kenya,1"\n': "in quotes as a whole",
           "'crop_id','country','hectares'\n": "quotes of another kind", "“crop_id”,“country”,“hectares”\n": "quotes of another kind"}


def test_a_header_in_another_separator_or_other_quotes_says_which(crops):
    for content, words in STRANGE.items():
        (problem,) = crops(content).problems
        assert (problem.row, problem.rule, words in problem.says) == (1, "no header", True), content
    for content, kind in (('[{"crop_id": 1}]', "JSON"), ('{"crop_id": 1}\n', "JSON"), ("<table><tr>", "web page"), ("INSERT INTO crops", "SQL")):
        assert [problem.rule for problem in crops(content).problems] == ["not a csv file"] and kind in crops(content).problems[0].says


def test_a_line_that_names_a_wrong_separator_is_not_obeyed(crops):
    report = crops("sep=;\n" + CORRECT)
    assert rows_of(report) == NAMES and triples(report.notices) == [(1, None, "separator line")]
    assert "names semicolons as separator, where the header has commas" in report.notices[0].says
    assert rows_of(crops("Sep = \\t\n" + CORRECT.replace(",", "\t"))) == NAMES


def test_a_row_of_the_wrong_length_is_told_its_cause(crops):
    causes = {"c1;Kenya;1\n": "separated by semicolons, unlike the header", "c1\tKenya\t1\n": "separated by tabs",
              "c1|Kenya|1\n": "separated by bars",
              "# more crops\n": "seems to be a comment", "// more\n": "seems to be a comment"}
    for line, words in causes.items():
        (problem,) = crops(HEAD + "c0,Mali,1\n" + line).problems
        assert (problem.row, problem.rule, words in problem.advice) == (3, "ragged row", True), line
    assert "begins with a number that the header does not name" in crops(HEAD + "1,c1,Kenya,1\n2,c2,Mali,2\n").problems[0].advice


def test_a_problem_is_one_line_whatever_a_header_holds(crops):
    report = crops('crop_id,country,"hectares\n(ha)"\nc1,Kenya,1\n')
    assert [str(problem).count("\n") for problem in report.problems] == [0] and "hectares\\n(ha)" in str(report.problems[0])


CLOSED = MEMBERS.replace('about = "Partner countries."\nlist = true\naliases = "iso3"',
                         'about = "Kinds."\nlist = true\nallowed = ["training", "workshop", "study tour"]')
ITEMS = {"training, workshop": "training;workshop", "training workshop": "training;workshop", "study tour, training": "study tour;training",
         "training and workshop": "training;workshop", "Training/Workshop": "training;workshop", "training\nworkshop": "training;workshop",
         "training · workshop": "training;workshop", "study tour training": "study tour;training", "[training, workshop]": "training;workshop",
         "workshops, trainings": "workshop;training"}


def test_advice_for_a_closed_list_loses_no_item(members):
    for written, meant in ITEMS.items():
        (problem,) = members({"partners": written}, contract=CLOSED).problems
        assert problem.advice.startswith(f'Write "{meant}"'), written
    for written in ("training, seminar", "training/seminar", "seminar and workshop"):
        (problem,) = members({"partners": written}, contract=CLOSED).problems
        assert problem.advice == 'It seems to name several, and "seminar" is none that is known: correct that one.'
    for written in ("joined, launched", "joined/launched", "joined; launched"):  # a column that holds one
        assert members({"stage": written}).problems[0].advice == 'It names several, "joined;launched": give each a row of its own.'
    assert members({"stage": "joind"}).problems[0].advice == 'Write "joined", if that is meant.'


def test_a_name_of_a_closed_list_is_answered_with_its_code(members):
    named = MEMBERS.replace('allowed = ["applied", "joined", "launched"]', 'allowed = ["applied", "joined", "launched"]\n'
                            '[columns.stage.labels]\napplied = "Expressed interest"\njoined = "Takes part"')
    for written, code in (("Expressed interest", "applied"), ("expressed  interest", "applied"), ("interest", "applied"), ("takes part", "joined"),
                          ("Joined the initiative", "joined"), ("Launched", "launched")):
        (problem,) = members({"stage": written}, contract=named).problems
        assert problem.advice == f'Write "{code}", if that is meant.', written


def test_codes_in_brackets_are_a_list_and_small_words_are_no_codes(members):
    for written in ("[UGA, TZA]", '[""UGA"",""TZA""]', "UGA:TZA", "UGA\\TZA", "{UGA,TZA}", "Uganda et Tanzanie"):
        assert members({"partners": written}).problems[0].advice == 'Write "UGA;TZA" in a list, else a row for each.', written
    for written, strange in (("UGA to TZA", None), ("UGA in TZA", None), ("UGA and others", "others"), ("UGA, TZA, etc.", "etc."),
                             ("UGA, XYZ", "XYZ")):
        advice = members({"partners": written}).problems[0].advice
        assert advice == (f'It seems to name several, and "{strange}" is none that is known: correct that one.' if strange else "Correct the code.")
    for written in ("Kenia", "Quénia", "KENIA", "肯尼亚", "Кения", "كينيا"):
        assert members({"iso3": written}).problems[0].advice == 'Write "KEN", if Kenya is meant.', written
    for written in ("2024‑03‑17", "2024–03–17", "2024−03−17"):  # dashes of a word processor
        assert members({"since": written}).problems[0].advice == "Write 2024-03-17, if that is the date meant.", written
