"""Cells: white space, placeholders, types. One defect per test; what is expected is the exact list (row, column, rule)."""

import pytest

from ocop.contracts.amounts import integer
from tests.contracts.tables import CROPS, HEAD, MEMBERS, rows_of, triples


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


@pytest.mark.parametrize("word", ["n/a", "N/A", "TBD", "-", "none", "unknown", "?", "???", "…", "Not available", "—", "to be confirmed", "***"])
def test_placeholder_in_a_text_is_doubted_with_its_place(crops, word):
    report = crops(HEAD + f"c1,Kenya,1\n{word},Kenya,2\n")
    assert [str(notice) for notice in report.notices] == [
        f'crops.csv row 3, crop_id: "{word}" stands for no value, and readers would see it. Leave the cell empty if unknown.']
    assert report.problems == []


@pytest.mark.parametrize("word", ["None of the farmers", "no", "Unknown soldier", "Ñandú", "茶", "5", "tea?", "Nan Province", "A-", "(1)"])
def test_a_text_that_is_no_placeholder_is_not_doubted(crops, word):
    assert crops(HEAD + f"{word},Kenya,1\n").notices == []


def test_a_placeholder_that_the_contract_allows_is_a_value_and_one_in_a_list_is_doubted(members):
    assert members({"stage": "unknown"}, contract=MEMBERS.replace('"launched"]', '"launched", "unknown"]')).notices == []
    (item,) = members({"partners": "KEN;-"}, contract=MEMBERS.replace('list = true\naliases = "iso3"', "list = true")).notices
    assert (item.row, item.column, item.rule, item.level) == (2, "partners", "placeholder", "warn")


def test_a_column_that_is_never_empty_may_name_its_word_for_unknown(crops):
    named = CROPS.replace('about = "Name of the country."\naliases = "country"', 'about = "Season."\nrequired = true\nunknown = "not known"')
    assert [notice.value for notice in crops(HEAD + "c1,not known,1\nc2,unknown,2\n", named).notices] == ["unknown"]


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
        "fao.org",
        "moa.gov.bd",
        "http://",
        "https://a b.org",
        "https://u:p@x.org",
        "ftp://x.org/",
    ],
)
def test_address_that_is_no_sound_web_address_is_refused(members, written):
    assert triples(members({"address": written}).problems) == [(2, "address", "not an address")]


@pytest.mark.parametrize(
    "written", ["003_f8bad.txt", "FAO: Annual report 2024", "doi:10.4060/x", "Leaflet of fao.org", "http://x.org:20161/A?b=1"]
)
def test_citation_or_web_address_is_accepted(members, written):
    assert members({"address": written}).tables["members"]["address"].to_pylist() == [written]


def test_list_with_an_empty_item_is_refused_and_a_repeated_one_is_told(members):
    report = members({"partners": "UGA;;TZA"}, {"iso3": "UGA", "partners": "KEN; KEN"})
    assert triples(report.problems) == [(2, "partners", "empty item")]
    assert triples(report.notices) == [(3, "partners", "repeated item")]


def test_an_item_that_is_named_twice_counts_once(members):
    report = members({"partners": "UGA; TZA;uga;UGA"})
    assert report.tables["members"]["partners"].to_pylist() == [["UGA", "TZA"]]


def test_fault_of_one_item_names_the_item(members):
    problem = members({"partners": "UGA;TZ"}).problems[0]
    assert str(problem) == (
        'members.csv row 2, partners: "TZ" is not an ISO3 code (three capital letters). '
        'Write "TZA", if United Republic of Tanzania is meant.'
    )


def test_email_in_a_text_is_told(crops):
    report = crops(HEAD + "c1 a.b@fao.org,Kenya,1\n")
    assert report.ok and triples(report.notices) == [(2, "crop_id", "personal data")]


@pytest.mark.parametrize("written", ["5²", "1½", "3₂", "10³"])
def test_a_raised_digit_is_never_proposed_as_a_digit(crops, written):
    problem = crops(HEAD + f"c1,Kenya,{written}\n").problems[0]
    assert (problem.rule, problem.advice) == ("number form", "Write the number in plain digits with a point, as in 1234.5.")


@pytest.mark.parametrize(("cells", "first"), [(["1.500"], 2), (["10", "1.500", "2.250"], 3), (["-1.000"], 2)])
def test_a_point_in_a_file_with_semicolons_may_part_thousands(crops, cells, first):
    rows = "".join(f"c{number};Kenya;{cell}\n" for number, cell in enumerate(cells))
    assert triples(crops("crop_id;country;hectares\n" + rows).problems) == [(first, "hectares", "ambiguous number")]


@pytest.mark.parametrize("cells", [["1.5", "1.500"], ["0.125"], ["1500.250"], ["15"]])
def test_a_number_that_can_only_be_a_fraction_settles_what_a_point_means(crops, cells):
    rows = "".join(f"c{number};Kenya;{cell}\n" for number, cell in enumerate(cells))
    assert crops("crop_id;country;hectares\n" + rows).ok
