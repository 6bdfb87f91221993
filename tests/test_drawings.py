"""The picture of a figure: its words are inside, it is drawn once, and where none can be drawn the rows are a link away."""

import io
import re
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest
from PIL import Image

from ocop import queries, store
from ocop.api import drawings
from ocop.charts.pictures import NoBrowser
from ocop.filters import Filters
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
    assert ask("/picture/countries/map.svg").status == 404  # its coasts would be megabytes


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
    ("/picture/countries/register.svg", "", 404), ("/picture/countries/coverage.gif", "", 404), ("/picture/countries/map.svg", "", 404),
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
