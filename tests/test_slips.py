"""Rows on a narrow screen: what a slip says at once, what waits behind "More", and that text from data stays text."""

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest

from ocop import panels, queries
from ocop.filters import Filters
from ocop.panels import grids, slips
from ocop.panels.slips import listed, order, slip, slip_of, slip_of_words
from tests.small import small_store

DAY = date(2026, 11, 21)
BODY = {"report_id": "TF-1", "body_id": "committee", "level": "steering committee", "name": "A body", "status": "established",
        "known_on": "2021-10", "known_on_basis": "source", "source_id": "S-A"}
TAGS = {"ul", "li", "div", "strong", "a", "dl", "dt", "dd", "details", "summary"}


class Read(HTMLParser):
    """The tags and attributes of a piece, each closed where it was opened."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.open, self.text = set(), {}, [], ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.open.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def cells(text):
    """Label and words of every cell, in order."""
    return [(unescape(label), unescape(re.sub("<[^>]+>", "", words))) for label, words in re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", text)]


def slips_of(view, name, more=None):
    result = queries.run(view.store, name, view.filters, more)
    return [slip_of(view, result, row, order(result)) for row in result.rows]


def at_once(text):
    return cells(text.split("<details>")[0])


@pytest.fixture(scope="module")
def view(record):
    return panels.View(record, Filters())


def test_a_row_says_its_name_then_what_matters_most_then_who_says_so(view):
    africa, *_others = [text for text in slips_of(view, "task_forces/register") if "Organizing Group Africa" in text]
    assert '<strong dir="auto">Regional Organizing Group Africa</strong>' in africa
    assert at_once(africa) == [("Status", "Established"), ("Established", "8 March 2023"), ("Reported on", "8 March 2023"),
                               ("Source", "FAO, undated")]
    assert ("Region", "Africa") in cells(africa) and ("Region", "Africa") not in at_once(africa)


def test_a_number_and_its_sign_are_one_and_the_sign_has_no_line_of_its_own(view):
    statements = [text for text in slips_of(view, "overview/statements") if "more than" in text]
    assert statements and not any("qualifier" in text or "<dt>Sign" in text for text in statements)
    values = [dict(cells(text))["Value"] for text in statements]
    assert all(re.fullmatch(r"more than [\d,.]+", value) for value in values)  # the number stands before its sign in this query
    events = [dict(cells(text)).get("Participants", "") for text in slips_of(view, "events/register")]
    assert {"more than 200", "about 20", "–"} <= set(events)  # here it stands after it


def test_a_date_keeps_its_precision_and_a_missing_cell_is_a_dash_or_waits_for_nobody(view):
    bangladesh = next(text for text in slips_of(view, "task_forces/register") if "Task Force Bangladesh" in text)
    assert ("Established", "2023") in at_once(bangladesh)
    planned = next(text for text in slips_of(view, "task_forces/register") if "Liberia" in text)
    assert ("Established", "–") in at_once(planned)
    assert "–" not in [words for _label, words in cells(planned.split("<details>")[1])]


@pytest.mark.parametrize("name", queries.names())
def test_a_slip_says_every_cell_that_the_table_has(view, name):
    result = queries.run(view.store, name, view.filters)
    table, said = panels.cells.words_of(view, result).to_pylist(), order(result)
    assert set(result.query.slip) <= set(result.columns), "the header names a column that the query does not return"
    assert len(result.query.slip) <= 6
    shown = {said.name, *said.first, *said.rest} | set(said.signs.values()) | {"source_id"}
    for row, cell_words in zip(result.rows[:12], table, strict=False):
        text = slip_of(view, result, row, said)
        for column, words in cell_words.items():
            assert column in shown
            if isinstance(words, str) and words and column not in ("source_id", *said.signs, *said.signs.values()):
                assert slips.safe(words) in text, column


@pytest.mark.parametrize("hostile", [
    "<script>alert(1)</script>", "](javascript:alert(1))", '"><img src=x onerror=alert(1)>', "'onmouseover='x", "&lt;b&gt;", "</li></ul><h1>x",
    "**bold** $x$ :red[y]", "`code`", "a\nb", "\u202eevil\u202c", "\u2066x\u2069", "\x00\x1b", "العربية ABC", "x" * 400])
def test_text_from_data_stays_text_wherever_it_stands(hostile):
    text = listed([slip(hostile, [(hostile, hostile)], [(hostile, hostile)], "", "./events?entry=%22%3E")], hostile)
    read = Read(text)
    assert read.tags <= TAGS
    assert set(read.attributes) <= {"class", "role", "aria-label", "dir", "href", "data-go"}
    assert read.attributes["href"] == ["./events?entry=%22%3E"]
    assert read.text.count(plain := re.sub("[\x00-\x1f\u202a-\u202e\u2066-\u2069]", "", hostile.replace("\n", " "))) >= 5 or not plain
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", text)


@pytest.mark.parametrize(("address", "grade", "followed"), [
    ("https://example.org/a?b=1&c=2", "A", True), ('https://example.org/"onclick="x', "A", True), ("javascript:alert(1)", "A", False),
    ("data:text/html,x", "B", False), ("A letter", "A", False), ("https://example.org/weak", "D", False)])
def test_a_source_is_a_link_only_where_it_may_be_followed(address, grade, followed):
    sources = [{"source_id": "S-A", "address": address, "publisher": "<b>Who</b>", "grade": grade, "received_as": "a"}]
    store = small_store(DAY, sources=sources, task_forces=[BODY])
    (only,) = slips_of(panels.View(store, Filters(as_of=DAY)), "task_forces/register")
    read = Read(only)
    assert read.tags <= TAGS and ("a" in read.tags) == followed
    assert read.attributes.get("href", []) == ([address] if followed else [])
    assert "<b>Who</b>" in read.text


def test_no_rows_one_row_and_a_row_without_a_name():
    assert listed([], "Nothing") == '<ul class="ocop-slips" role="list" aria-label="Nothing"></ul>'
    nameless = panels.View(small_store(DAY), Filters(as_of=DAY))
    result = queries.Result(queries.describe("x/y", "-- title: T\n-- unit: u\n-- grain: one row\n-- slip: title, country\n"),
                            ["title", "country", "note"], [{"title": None, "country": "Togo", "note": ""}], Filters(), {})
    text = slip_of(nameless, result, result.rows[0], order(result))
    assert '<strong dir="auto">Togo</strong>' in text and "<details>" not in text
    empty = slip_of(nameless, result, {"title": None, "country": None, "note": None}, order(result))
    assert '<strong dir="auto">–</strong>' in empty and at_once(empty) == [("Country", "–")]


@pytest.mark.parametrize(("columns", "named", "first"), [
    (["iso3", "country", "stage", "region", "note"], "country", ["stage", "region", "note"]),  # a code is no name
    (["target_id"], "target_id", []),  # nothing but a code
    (["region", "value", "qualifier", "on", "priority_area", "source_id"], "region", ["value", "on"])])  # sign, hidden and source have no line
def test_without_a_word_of_the_query_the_first_columns_that_are_no_codes_stand_first(columns, named, first):
    query = queries.describe("x/y", "-- title: T\n-- unit: u\n-- grain: one row\n")
    result = queries.Result(query, columns, [dict.fromkeys(columns, "x") | {"value": 3}], Filters(), {})
    assert (order(result).name, order(result).first) == (named, first)


def test_rows_of_words_are_called_by_their_first_cell():
    text = slip_of_words({"Column": "stage", "Kind": "text", "Unit": "", "Needed": "required", "Allowed values": "applied, joined"})
    assert '<strong dir="auto">stage</strong>' in text
    assert at_once(text) == [("Kind", "text"), ("Needed", "required")]  # an empty one of the first three has no line
    assert cells(text)[-1] == ("Allowed values", "applied, joined")


def test_money_with_a_sign_says_it(view):
    result = queries.Result(queries.describe("x/y", "-- title: T\n-- unit: u\n-- grain: one row\n"), ["project", "qualifier", "amount_usd"],
                            [{"project": "P", "qualifier": "ge", "amount_usd": 5_000_000.0}], Filters(), {})
    assert at_once(slip_of(view, result, result.rows[0], order(result))) == [("Published amount", "at least USD 5 million")]


def test_every_grid_is_drawn_where_its_slips_are():
    drawn = [path.name for path in (queries.ROOT / "ocop").rglob("*.py") if "st.dataframe(" in path.read_text(encoding="utf-8")]
    drawn += [path.name for path in (queries.ROOT / "pages").glob("*.py") if "st.dataframe(" in path.read_text(encoding="utf-8")]
    assert drawn == ["grids.py"] and grids.FEW <= 20


def test_few_rows_of_sentences_are_shown_word_for_word_and_many_in_a_grid(monkeypatch):
    shown = []
    monkeypatch.setattr(grids.st, "html", lambda text: shown.append(text))
    monkeypatch.setattr(grids.st, "dataframe", lambda cells, **_more: shown.append(cells))
    monkeypatch.setattr(grids, "narrow", lambda *_all: None)
    row = {"Cell": "C2", "What is wrong": "<script>alert(1)</script> & a sentence " + "as long as it is " * 20, "Value": None}
    for rows in ([row], [row] * grids.WHOLE, [row] * (grids.WHOLE + 1), []):
        grids.words_grid(None, rows, "k", "Problems", wide="What is wrong")
    one, many, grid, nothing = shown
    assert one.count("<tr>") == 2 and many.count("<tr>") == grids.WHOLE + 1 and len(grid) == grids.WHOLE + 1 and nothing == []
    assert "<script" not in one and unescape(one).count("as long as it is ") == 20 and "None" not in one
    grids.words_grid(None, [row], "k", "Problems")  # without a column of sentences it is a grid
    assert len(shown[-1]) == 1 and not isinstance(shown[-1], str)
