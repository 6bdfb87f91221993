"""Numbers at the edge: never zero for what is not zero, never -0, a bound rounded so that it stays true, one in the singular."""

import io
import math
import re
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest
import xlsxwriter

from ocop import queries, rounding, texts
from ocop.agreement import Spoken, agreed, is_one
from ocop.headline import change
from ocop.report import native, xlsx

NOT_REPORTED = "not reported"


@pytest.mark.parametrize(("value", "qualifier", "text"), [
    # what is not zero is not printed as zero, and nothing as -0
    (0.004, None, "0.004"), (-0.004, None, "-0.004"), (-0.0, None, "0"), (0.00123, None, "0.0012"), (3e-30, None, "3e-30"),
    (5e-324, None, "5e-324"), (0, "ge", "≥0"), (-0.0, "about", "about 0"),
    # a bound is rounded towards the side on which it stays true
    (99.999, "gt", ">99.99"), (99.999, "lt", "<100"), (0.999, "ge", "≥0.99"), (0.004, "lt", "<0.01"), (0.004, "ge", "≥0.004"),
    (-0.004, "le", "≤-0.004"), (99.6, "gt", ">99.6"),
    # the noise of binary numbers is no digit; the far ends; what is no number
    (0.1 + 0.2, "lt", "<0.3"), (1e300, None, "1e+300"), (10**25, None, "1e+25"), (1234567.891, None, "1,234,567.89"),
    (math.nan, None, NOT_REPORTED), (math.inf, "gt", NOT_REPORTED), (-math.inf, None, NOT_REPORTED), (None, "lt", NOT_REPORTED)])
def test_number(value, qualifier, text):
    assert texts.number(value, qualifier) == text


@pytest.mark.parametrize(("value", "qualifier", "text"), [
    (4, "lt", "fewer than 4"), (0.4, "lt", "less than 0.4"), (0.95, "ge", "at least 0.95"), (99.999, "gt", "more than 99.99"),
    (7.5, "le", "at most 7.5"), (math.nan, "gt", NOT_REPORTED)])
def test_number_in_words(value, qualifier, text):
    assert texts.in_words(value, qualifier) == text


@pytest.mark.parametrize(("share", "qualifier", "text"), [
    (0.004, None, "<1%"), (0.996, None, ">99%"), (1e-9, None, "<1%"), (1 - 1e-9, None, ">99%"), (1.004, None, ">100%"), (-0.004, None, "-0.4%"),
    (-0.0, None, "0%"), (1.5, None, "150%"), (-0.2, None, "-20%"), (12.3, None, "1,230%"), (math.nan, None, NOT_REPORTED),
    (math.inf, None, NOT_REPORTED), (0.996, "gt", ">99%"), (0.996, "le", "≤99.6%"), (0.004, "lt", "<1%"), (0.004, "ge", "≥0.4%"),
    (0.996, "about", "about 99.6%"), (1, "ge", "≥100%")])
def test_percent(share, qualifier, text):
    assert texts.percent(share, qualifier) == text


@pytest.mark.parametrize(("value", "qualifier", "text"), [
    (0.4, None, "USD 0.40"), (0.004, None, "USD 0.004"), (-0.4, None, "USD -0.40"), (-0.0, None, "USD 0"), (999_999, None, "USD 999,999"),
    (999_999.6, None, "USD 1 million"), (999_999_999, None, "USD 1 billion"), (999_996_000_000, None, "USD 1 trillion"),
    (999.999, None, "USD 1,000"), (-5_000_000, None, "USD -5 million"), (math.nan, None, NOT_REPORTED), (math.inf, None, NOT_REPORTED),
    (1_999_999, "ge", "at least USD 1.99 million"), (999_999.6, "gt", "more than USD 999,999"), (0.4, "lt", "less than USD 0.40"),
    (1234.5, "le", "at most USD 1,235"), (5_000_000, "about", "about USD 5 million"), (5_000_000, "up_to", "up to USD 5 million")])
def test_money(value, qualifier, text):
    assert texts.money(value, qualifier) == text


@pytest.mark.parametrize(("value", "before", "apart"), [
    (0.3, 0.1 + 0.2, 0), (95, 95.0, 0), (2, 1.5, 0.5), (1e-9, 0, 1e-9), (0, 0, 0), (math.nan, 1, 0)])
def test_two_values_are_apart_only_where_more_than_noise_is(value, before, apart):
    assert rounding.difference(value, before) == apart


def moved_from(before, sign_before, value, sign):
    return {"value": value, "qualifier": sign, "before": before, "before_qualifier": sign_before, "on_record": None}


@pytest.mark.parametrize(("row", "text"), [
    (moved_from(95, "eq", 95, "eq"), "unchanged since 1 Aug 2025"),
    (moved_from(0.1 + 0.2, "eq", 0.3, "eq"), "unchanged since 1 Aug 2025"),  # not "+0 since"
    (moved_from(0.3, "eq", 0.304, "eq"), "+0.004 since 1 Aug 2025"),
    (moved_from(95, "eq", 94.996, "eq"), "−0.004 since 1 Aug 2025"),
    (moved_from(95, "gt", 95, "eq"), ">95 on 1 Aug 2025")])  # a floor that became exact is not unchanged
def test_a_change_is_never_plus_or_minus_nothing(row, text):
    from datetime import date

    assert change(row, texts.number, date(2025, 8, 1)) == text


@pytest.mark.parametrize(("values", "places"), [([1, 2, None], 0), ([0.004], 3), ([0.4, 12], 1), ([1.239], 2), ([], 0), ([math.nan], 0)])
def test_a_column_has_as_many_decimals_as_its_numbers_need(values, places):
    assert rounding.decimals(values) == places


@pytest.mark.parametrize(("kind", "value", "form"), [
    ("", 0.004, "#,##0.000"), ("", 12, "#,##0"), ("", 12.5, "#,##0.0"), ("money", 0.4, '"USD" #,##0.0'), ("money", 350_000, '"USD" #,##0'),
    ("percent", 0.004, "0.0%"), ("percent", 0.996, "0.0%"), ("percent", 0.82, "0%"), ("percent", 1, "0%"), ("percent", 0.99996, "0.000%")])
def test_a_cell_of_the_workbook_shows_what_it_holds(kind, value, form):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page, looks = book.add_worksheet(), xlsx.formats(book)
        for row, one in enumerate((value, math.nan, math.inf, None)):  # what is no number is an empty cell
            xlsx.write(page, row, 0, "x", kind, one, looks)
    sheet = openpyxl.load_workbook(out).active
    assert (sheet["A1"].value, sheet["A1"].number_format) == (value, form)
    assert [sheet[place].value for place in ("A2", "A3", "A4")] == [None] * 3


@pytest.mark.parametrize(("values", "form"), [([95, 63], "#,##0"), ([0.4, 12], "#,##0.0"), ([0.004, None], "#,##0.000"), ([math.nan, 3], "#,##0")])
def test_a_chart_on_a_slide_labels_no_bar_with_a_false_zero(values, form):
    rows = [{"label": str(i), "value": value} for i, value in enumerate(values)]
    result = SimpleNamespace(rows=rows, query=SimpleNamespace(unit="x"))
    figure = SimpleNamespace(columns={"label": "label", "value": "value"}, result=result, names=())
    _kind, data, _finish = native.bars(figure)
    assert data.number_format == form
    assert [point for point in data[0].values if point is not None] == [value for value in values if value is not None and value == value]


@pytest.mark.parametrize(("template", "row", "said"), [
    ("{first.n} countries appear in public sources; sources name {first.m} of them", {"n": 1, "m": 1},
     "1 country appears in public sources; sources name 1 of them"),
    ("{first.n} of {first.m} countries on record appear in public sources", {"n": 1, "m": 56},
     "1 of 56 countries on record appears in public sources"),
    ("{first.n} of {first.m} countries on record appear in public sources", {"n": 1, "m": 1}, "The one country on record appears in public sources"),
    # N of N is all of them, also within a sentence; of a total alone ("of them", "in all") and of nothing the numbers stay
    ("{first.n} of {first.m} funds have a remark to read", {"n": 16, "m": 16}, "All 16 funds have a remark to read"),
    ("{first.n} of {first.m} funds have a remark to read", {"n": 2, "m": 2}, "Both funds have a remark to read"),
    ("{first.n} of {first.m} funds have a remark to read", {"n": 1, "m": 1}, "The one fund has a remark to read"),
    ("USD 1 million in {first.n} of {first.m} funds shared", {"n": 1, "m": 1}, "USD 1 million in the one fund shared"),
    ("Public sources name {first.n} of {first.m} countries chosen", {"n": 2, "m": 2}, "Public sources name both countries chosen"),
    ("{first.n} of {first.m} in time", {"n": 3, "m": 3}, "3 of 3 in time"),
    ("{first.n} of {first.m} funds have a remark", {"n": 0, "m": 0}, "0 of no funds have a remark"),
    ("{first.what} of {first.m} funds", {"what": "2 of 2", "m": 2}, "2 of 2 of 2 funds"),
    ("last reported {first.n} months ago, for 2025", {"n": 1}, "last reported 1 month ago, for 2025"),
    ("{first.n} bodies are new on record", {"n": 1}, "1 body is new on record"),
    ("{first.n} bodies are new on record", {"n": 21}, "21 bodies are new on record"),
    ("{first.n} bodies are new on record", {"n": 0}, "No bodies are new on record"),
    ("{first.n} of {first.m} published actions are reported done", {"n": 3, "m": 15}, "3 of 15 published actions are reported done"),
    ("{first.n} product groups named", {"n": 1}, "1 product group named"),
    ("{first.n} countries", {"n": 1.5}, "1.5 countries"),
    ("{first.n_in_words} participants", {"n": 1, "n_qualifier": "ge"}, "at least 1 participant"),
    ("{first.n} participants", {"n": None}, "not reported participants"),
    ("{first.n} are past due", {"n": 1}, "1 is past due"),
    ("{first.n} more are only spoken of", {"n": 1}, "1 more is only spoken of"),
    ("{first.n} of {first.m} published actions are done, {first.k} are past due", {"n": 0, "m": 1, "k": 1},
     "0 of 1 published action is done, 1 is past due"),
    ("{first.n} countries in {first.place} are named, {first.m} are not", {"n": 1, "place": "Latin America", "m": 2},
     "1 country in Latin America is named, 2 are not"),
    ("{first.n} countries in {first.place} are named", {"n": 13, "place": "Africa"}, "13 countries in Africa are named"),
    ("{first.n} of the {first.m} are not named", {"n": 1, "m": 95}, "1 of the 95 is not named"),
    ("{first.place} are {first.n} countries; they have {first.m} bodies", {"place": "They", "n": 1, "m": 1}, "They are 1 country; they have 1 body"),
    # data may say what it likes: only the template is put in the singular
    ("{first.what} of these changes are dated", {"what": 1}, "1 of these changes are dated"),
    ("{first.what} countries are", {"what": "Phase 1"}, "Phase 1 countries are")])
def test_one_stands_in_the_singular(template, row, said):
    result = SimpleNamespace(rows=[row], parameters={})
    assert queries.Sentence(result).format(template) == said


@pytest.mark.parametrize(("template", "row", "said"), [
    # before what is counted: "no"; the verb stays in the plural
    ("Since then {first.n} actions were reported done", {"n": 0}, "Since then no actions were reported done"),
    ("{first.n} other national arrangements are on record", {"n": 0}, "No other national arrangements are on record"),
    ("4 steps; {first.n} others are only spoken of", {"n": 0}, "4 steps; no others are only spoken of"),
    # without the word for what is counted: "none"
    ("{first.n} events on record: {first.m} dated, {first.k} undated", {"n": 2, "m": 2, "k": 0}, "2 events on record: 2 dated, none undated"),
    ("{first.n} funds: {first.m} for Ghana only", {"n": 2, "m": 0}, "2 funds: none for Ghana only"),
    ("reports of completion exist for {first.n}", {"n": 0}, "reports of completion exist for none"),
    ("2 actions, {first.n} of them still ahead", {"n": 0}, "2 actions, none of them still ahead"),
    ("{first.n} named in public sources", {"n": 0}, "Not one named in public sources"),
    ("{first.n_in_words} countries", {"n": 0, "n_qualifier": "eq"}, "No countries"),
    # a part of a number stays one, and so does a text of data, a share and what is not 0
    ("{first.n} of {first.m} statuses would differ", {"n": 0, "m": 207}, "0 of 207 statuses would differ"),
    ("amounts of {first.n} of the {first.m} funds", {"n": 0, "m": 3}, "amounts of 0 of the 3 funds"),
    ("Targets: {first.m}; judged otherwise: {first.n}", {"n": 0, "m": 1}, "Targets: 1; judged otherwise: 0"),
    ("{first.n:percent} of them", {"n": 0}, "0% of them"),
    ("Phase {first.what} countries", {"what": "0"}, "Phase 0 countries"),
    ("{first.n} countries", {"n": 0.4}, "0.4 countries")])
def test_a_count_of_nothing_is_said_in_words(template, row, said):
    assert queries.Sentence(SimpleNamespace(rows=[row], parameters={})).format(template) == said


@pytest.mark.parametrize(("template", "said"), [
    ("at least {first.a} of the {first.n} added are missing", "at least 1 of the 12 added is missing"),
    ("{first.a} of the {first.n} that were added are missing", "1 of the 12 that were added is missing"),
    ("{first.n} of the {first.n} added are missing", "12 of the 12 added are missing"),
    ("at least {first.a} of its {first.n} countries, which are few, have one", "at least 1 of its 12 countries, which are few, have one"),
    ("{first.n} can be told, {first.a} of them are late", "12 can be told, 1 of them is late"), ("{first.a} others are told", "1 other is told"),
    ("{first.a} figures are told", "1 figure is told"), ("{first.a} more facts carry no date", "1 more fact carries no date"),
    ("{first.a} entries answer the words", "1 entry answers the words"), ("{first.a} a month are needed", "1 a month is needed"),
    ("{first.a} of {first.n} Regional Organizing Groups are established", "1 of 12 Regional Organizing Groups is established"),
    ("{first.a} sets of rules are on record", "1 set of rules is on record")])
def test_the_verb_of_a_part_agrees_with_the_part(template, said):
    assert queries.Sentence(SimpleNamespace(rows=[{"a": 1, "n": 12}], parameters={})).format(template) == said


class Ones(Spoken):
    """Every number as one; a day, a scope or a name as a name."""

    def get_field(self, field_name, args, kwargs):
        return "x" if re.search("^what|scope|place|country|programme$|local_unit|year$", field_name) else 1, field_name

    def format_field(self, value, format_spec):
        return "x" if format_spec else str(value)


def test_no_finding_or_sentence_counts_one_in_the_plural():
    wrong = re.compile(r"\b1 (?:of them |others? |more )?(?:are|have|were|carry|answer)\b|\b1 (?:[a-z]+ )?(?:countries|products|events|actions|"
                       r"bodies|sources|funds|rows|names|figures|facts|units|participants|steps|groups|types|sets|rules|places|entries|targets|others)\b|"
                       r"\b1 of the [^.,;:]*(?<!that )\b(?:are|have|were)\b")
    read = [queries.read(name) for name in queries.names()]
    filled = [Ones().format(words) for query in read for words in [*query.finding.values(), *query.sentences.values(), query.empty, query.reading]]
    assert [said for said in filled if wrong.search(said)] == [] and len(filled) > 300


def test_a_word_that_is_no_counted_noun_stays():
    assert agreed(" thus changed", True, True) == " thus changed" and agreed(" of this choice", True, True) == " of this choice"
    assert is_one("more than 1") and not is_one("11") and not is_one("0.1")


@pytest.mark.parametrize(("value", "qualifier", "words"), [
    (95, "eq", "95"), (1234, None, "1,234"), (0.4, "eq", "0.4"), (0.004, "eq", "0.004"), (12.5, "about", "about 12.5"),
    (99.999, "gt", "more than 99.99"),
    (0.95, "ge", "at least 0.95"), (0.4, "lt", "less than 0.4"), (7, "le", "at most 7"), (0, "eq", "0"), (None, "eq", None), (1e16, "eq", "1e+16")])
def test_a_number_inside_a_sentence_of_sql_is_written_like_all_others(record, value, qualifier, words):
    assert record.ask("select in_words($value::double, $qualifier)", {"value": value, "qualifier": qualifier})[1][0][0] == words


@pytest.mark.parametrize(("when", "said"), [
    ("2025-08-01", "on 1 August 2025"), (date(2024, 2, 29), "on 29 February 2024"), ("2025-10", "in October 2025"), ("2025", "in 2025")])
def test_a_day_has_the_word_before_it_that_fits_its_precision(when, said):
    assert texts.on_day(when) == said == texts.spoken(when, "on")
