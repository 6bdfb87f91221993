"""The picture of a figure: its words are inside, it is drawn once, and where none can be drawn the rows are a link away."""

import io
import re
from datetime import date
from html import unescape
from xml.etree import ElementTree

import brotli
import pytest
from PIL import Image

from ocop import headline, queries, screens, store, theme
from ocop.api import drawings
from ocop.api.asked import asked, query_named
from ocop.charts import cards
from ocop.charts.pictures import NoBrowser
from ocop.filters import Filters
from ocop.texts import CONTROLS
from tests.browser.chromium import required
from tests.small import small_store
from tests.test_api import ask

DRAWN = [name for name in queries.names() if queries.read(name).shape]


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    """A folder of its own for what is kept."""
    monkeypatch.setattr(drawings, "cache_folder", lambda: tmp_path)
    return tmp_path / "pictures"


@pytest.fixture
def pencil(monkeypatch):
    """In place of the browser: what it was asked to draw."""
    drawn = []

    def draw(figure, form, width, **_dots):
        drawn.append((figure, form, width))
        return f'<svg height="10">{len(drawn)}</svg>'.encode()
    monkeypatch.setattr(drawings, "picture", draw)
    return drawn


def test_its_words_are_inside_and_two_runs_give_the_same_bytes(record, shelf):
    required()
    words = {"region": "RAF", "as_of": "2025-08-01"}
    first = ask("/picture/countries/coverage.svg", words)
    assert first.status == 200 and first.headers["content-type"] == "image/svg+xml" and "foreignObject" not in first.text
    said = " ".join(unescape(" ".join(re.findall(r">([^<>]+)<", first.text))).split())
    finding = queries.run(record, "countries/coverage", Filters(regions=("RAF",), as_of=date(2025, 8, 1))).finding
    assert all(word in said for word in (*finding.split(), "as of 1 August 2025", record.fingerprint[:12], "Source"))
    (kept,) = shelf.rglob("*.svg")
    kept.unlink()
    assert ask("/picture/countries/coverage.svg", words).body == first.body


def test_a_picture_is_drawn_once_and_by_what_it_shows(record, pencil, shelf):
    same = ({"region": "RAF"}, {"region": "RAF", "as_of": record.last_day.isoformat()}, {"region": "RAF", "compare_with": "2025-01-01"},
            {"region": "RAF", "version": record.fingerprint[:12]}, {"region": "RAF", "limit": "5"})
    assert len({ask("/picture/countries/coverage.svg", words).body for words in same}) == 1 == len(pencil)
    for number, words in enumerate(({"region": "REU"}, {"region": "RAF", "width": "narrow"}, {"region": "RAF", "theme": "dark"},
                                    {"region": "RAF", "bare": "true"}, {"region": "RAF", "as_of": "2025-01-01"}), 2):
        assert f">{number}</svg>" in ask("/picture/countries/coverage.svg", words).text
    assert [width for _figure, _form, width in pencil] == [760, 760, 360, 760, 760, 760] and len(list(shelf.rglob("*.svg"))) == 6


def test_a_picture_for_documents_is_1600_dots_wide_and_has_the_words_of_the_other(record):
    required()
    made = ask("/picture/countries/coverage.png", {"width": "large", "region": "RAF"})
    with Image.open(io.BytesIO(made.body)) as picture:
        assert made.headers["content-type"] == "image/png" and picture.format == "PNG" and picture.width == 1600
        above = picture.convert("L").crop((0, 0, 1600, 90))  # the title stands there, in dark letters on paper
        assert above.getextrema()[0] < 80 and sum(dot < 128 for dot in above.get_flattened_data()) > 2000
    lines = ask("/picture/countries/map.svg").body
    longest = sorted(map(len, re.findall(rb' d="([^"]*)"', lines)))[-4:]
    layers = re.findall(rb'class="(?:layer |bg|choropleth)[^"]*"', lines)
    assert len(brotli.compress(lines, quality=9)) < 62_000, (len(lines), longest, layers)  # a map as lines


@pytest.mark.parametrize("name", DRAWN)
def test_every_chart_is_drawn_in_both_widths_and_colours(record, pencil, name):
    form = drawings.format_of(name)
    for words in ({}, {"width": "narrow", "theme": "dark"}):
        answer = ask(f"/picture/{name}.{form}", words)
        rows = queries.run(record, name, Filters()).rows
        assert answer.status == (200 if rows else 404)
        if rows and form == "svg":  # no line is wider than the picture; letters of a title are at most 10 pixels wide, on average
            assert ElementTree.fromstring(answer.text).get("width") == str(drawings.WIDTHS[words.get("width", "wide")])
            title = re.search(r'font-weight="bold".*?</text>', answer.text)[0]
            assert max(map(len, re.findall(r">([^<>]+)</tspan>", title))) * 10 <= drawings.WIDTHS[words.get("width", "wide")]
            assert "Not an official publication" in " ".join(re.findall(r">([^<>]+)</tspan>", answer.text))
    page = ask(f"/view/{name}").text
    assert page.count("<source ") == (4 if rows else 0) and ask(f"/view/{name}", {"theme": "dark"}).text.count("<source ") == (2 if rows else 0)


def test_where_it_cannot_be_drawn_the_rows_are_named(record, monkeypatch):
    def none(*_figure):
        raise NoBrowser("there is no Chromium")
    monkeypatch.setattr(drawings, "picture", none)
    answer = ask("/picture/countries/coverage.svg")
    assert answer.status == 503 and "/view/countries/coverage" in answer.told["detail"] and answer.headers["retry-after"] == "5"
    assert ask("/view/countries/coverage").status == 200


@pytest.mark.parametrize(("path", "words", "status"), [
    ("/picture/countries/register.svg", "", 404), ("/picture/countries/coverage.gif", "", 404),
    ("/picture/countries/coverage.svg", "width=1000000", 422), ("/picture/countries/coverage.svg", "theme=pink", 422),
    ("/picture/countries/coverage.svg", "bare=1", 422), ("/picture/countries/coverage.svg", "region=XX", 422)])
def test_what_has_no_picture_is_told(record, pencil, path, words, status):
    assert ask(path, words).status == status and pencil == []


def test_nothing_is_drawn_of_no_rows(monkeypatch, pencil):
    monkeypatch.setattr(store.CURRENT, "get", lambda: small_store())
    assert ask("/picture/events/by_type.svg").status == 404 and pencil == []


def test_a_crowd_waits_no_longer_than_there_is_room(record, pencil, monkeypatch):
    monkeypatch.setattr(drawings, "_waiting", [None] * drawings.MOST_WAITING)
    assert ask("/picture/countries/coverage.svg").status == 503 and pencil == []


def test_the_oldest_pictures_go(record, pencil, shelf, monkeypatch):
    monkeypatch.setattr(drawings, "MOST_KEPT", 3)
    for region in ("RAF", "RAP", "REU", "RLC", "RNE"):
        ask("/picture/countries/coverage.svg", {"region": region})
    assert len(list(shelf.rglob("*.svg"))) == 3


CARDS = [name for name in queries.names() if queries.read(name).card]
CHOSEN = ({}, {"region": "RAF", "as_of": "2025-08-01", "theme": "dark"}, {"country": "BGD"}, {"category": "livestock"}, {"as_of": "2021-09-13"})
LONG = "Landwirtschaftserzeugnisförderungsgesellschaft" * 4


def lines_of(svg):
    """Text, left, base line and size of every line on a card, and the size of its sheet."""
    tree = ElementTree.fromstring(svg)
    texts = [text for text in tree.iter() if text.tag.endswith("text")]
    lines = [(line.text, float(line.get("x")), float(line.get("y")), float(text.get("font-size")), text.get("font-weight") == "bold")
             for text in texts for line in text]
    return lines, *map(float, tree.get("viewBox").split()[2:])


def test_what_is_one_row_has_a_card_and_nothing_else():
    assert CARDS == [name for name in queries.names() if queries.read(name).grain == "one row"] != []
    assert {queries.read(name).card for name in CARDS} == {"number", "money", "sentence"}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_what_the_tile_says_and_no_word_leaves_it(record, pencil, name):
    query = queries.read(name)
    for words in CHOSEN:
        answer = ask(f"/picture/{name}.svg", words)
        chosen = asked(query_named(*name.split("/")), {word: [value] for word, value in words.items() if word != "theme"})
        result, row = chosen.result(), chosen.result().rows[0]
        lines, wide, high = lines_of(answer.body)
        said = " ".join(line[0] for line in lines)
        assert answer.status == 200 and 'width="320" height="180"' in answer.text and round(wide / high, 3) == round(320 / 180, 3)
        assert "\n" not in said and all(word in said for word in result.finding.split()[1:]) and record.fingerprint[:12] in said
        if query.card != "sentence":
            assert headline.FORMS[query.card](row["value"], row["qualifier"]) in said and headline.dated(row, result.parameters["as_of"]) in said
            assert (headline.change(row, headline.FORMS[query.card], result.parameters["compare_with"]) or "") in said
        assert ("Source: " in said) == bool(row.get("source_id")) and ("Counted here from: " in said) == bool(query.counted)
        assert ("<circle" in answer.text) == (len(row.get("series") or ()) > 2) and ("Not obeyed here" in said) == bool(result.unheeded)
        assert (theme.PAPER["dark"] in answer.text) == ("theme" in words) != (theme.PAPER["light"] in answer.text)
        assert 'font-size="10"' not in ask(f"/picture/{name}.svg", {**words, "bare": "true"}).text  # sources stand around it
        frame = ask(f"/embed/{name}", words).text
        assert unescape(re.search(r"<h1>(.*?)</h1>", frame)[1]) == result.finding and "<script" not in frame
        in_frame, *_size = lines_of(frame[frame.index("<svg"):frame.index("</svg>") + 6])
        assert [line[0] for line in in_frame] == [line[0] for line in lines]
    assert pencil == []  # it takes no browser


@pytest.mark.parametrize("text", ["", "a", LONG, f"{LONG} & {LONG}", "<script>alert(1)</script> \u202e]]>", "优先产品" * 60, "W" * 500,
                                  "USD 1,234,567,890.12 million " * 30])
def test_words_of_any_length_are_wrapped_and_never_cut(text):
    made = cards.Card(text, (cards.Words(text, 28, is_bold=True), cards.Words(text, 12)), (cards.Words(text, 10, link="https://x.org/?a=1&b=2"),),
                      [(date(2024, 1, 1), 3), (date(2024, 1, 1), 3)])
    for mode in ("light", ""):
        lines, wide, high = lines_of(cards.card(made, mode))
        kept = "".join(CONTROLS.sub("", text).split())
        assert "".join("".join(line[0].split()) for line in lines) == kept * 3
        for line, left, base, size, is_bold in lines:
            assert left + cards.width_of(line, cards.Words(line, size, is_bold=is_bold)) <= wide and size * 0.8 <= base <= high - size * 0.2
        assert all(later[2] > before[2] for before, later in zip(lines, lines[1:], strict=False))  # no line lies on another


def test_a_card_in_dots_is_1600_across_and_nothing_reported_is_said(record, monkeypatch):
    drawn = []
    monkeypatch.setattr(drawings, "picture", lambda figure, form, width, scale: drawn.append((form, width, scale)) or b"dots")
    for words in ({"width": "large"}, {}, {"width": "narrow"}):
        assert ask("/picture/overview/products.png", words).body == b"dots"
    assert drawn == [("png", 320, 5), ("png", 320, 3), ("png", 320, 3)]
    monkeypatch.setattr(store.CURRENT, "get", lambda: small_store())
    for name in ("overview/countries", "overview/funding", "events/summary"):
        said = " ".join(line[0] for line in lines_of(ask(f"/picture/{name}.svg").body)[0])
        assert not re.search(r"None|nan\b", said) and "As of 21 November 2026" in said


def test_a_picture_waits_for_readers_of_the_screen_and_never_for_long():
    now, slept = [100.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds
        if is_busy and seconds:
            waiting.act()  # somebody acts again and again
    waiting, is_busy = screens.Screens(lambda: now[0], sleep), False
    waiting.let_first()
    waiting.drew(1.0)
    waiting.let_first()
    assert now == [100.0]  # nobody is there
    waiting.act()
    now[0] += 1.0
    waiting.drew(0.5)
    waiting.let_first()
    assert now[0] == pytest.approx(101.0 + screens.REST * 0.5)  # a reader is at work: it rests
    slept.clear()
    waiting.act()
    now[0] += 0.1
    waiting.let_first()
    assert sum(slept) == pytest.approx(screens.STILL - 0.1)
    is_busy = True
    waiting.act()
    before = now[0]
    waiting.let_first()
    assert now[0] - before == pytest.approx(screens.LONGEST)


def test_who_finds_no_place_in_the_line_has_cost_no_query(record, pencil, monkeypatch):
    monkeypatch.setattr(drawings, "_waiting", [None] * drawings.MOST_WAITING)
    monkeypatch.setattr(queries, "asked_anew", lambda *_asked: pytest.fail("a query was asked"))
    assert ask("/picture/countries/coverage.svg", {"as_of": "2024-02-03"}).status == 503 and pencil == []
