"""Letters at the edge: every format draws any text; what no font of a PDF has stands as a box and is told once, in the file and to who asked."""

import io
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import docx
import openpyxl
import plotly.graph_objects as go
import pptx
import pypdf
import pytest

from ocop import charts, report, review
from ocop.charts import pictures
from ocop.report import content, html, letters, native, pdf
from ocop.report import docx as word
from ocop.report import pptx as slides
from ocop.report import xlsx as workbook
from ocop.report.citations import Source
from ocop.report.shape import Figure, Sentence

KNOWN = {  # a letter of a script -> it is drawn
    "Thai": "ภาษาไทย", "Chinese": "中国农业", "traditional": "國際農業", "Korean": "한국어", "Japanese": "ひらカタ",
    "Bengali": "বাংলা", "Ethiopic": "አማርኛ",
    "Hindi": "हिन्दी", "Khmer": "ខ្មែរ", "Lao": "ລາວ", "Burmese": "မြန်မာ", "Arabic": "العربية",
    "Hebrew": "עברית", "Tamil": "தமிழ்", "Georgian": "ქართული",
    "Armenian": "Հայերեն", "Greek": "Ελληνικά", "Tibetan": "བོད", "Sinhala": "සිංහල", "Thaana": "ދިވެހި", "Tifinagh": "ⵜⴰⵎ", "Adlam": "𞤀𞤣",
    "emoji": "🎉🌾👩‍🌾",
    "signs": "★●▲■◷◌○⚠✓", "piled": "Z͑͐ͬͫa", "wide": "＝ＳＵＭ", "mathematics": "∑𝒜ℝ"}
UNKNOWN = {"private use": "\ue000\U000f0000", "no letter": "\ufdd0\U0001ffff", "not given out": "\u0378", "cuneiform": "𒀀𒁀", "rare": "𠀀𪚥",
           "Javanese": "ꦗꦮ"}
GONE = {"half a letter": "a\ud800b", "controls": "a\x0bb\x00c\x1f\x7f", "turned": "a\u202eb", "no character": "a\ufffe\uffffb"}


@pytest.fixture(scope="module")
def short(record):
    """A report of one part, without figures."""
    made = content.compose(record, review.chosen(record, start="2021-07-01", end="2021-08-31"), "x")
    return replace(made, sections=made.sections[:1], sources=made.sources[:1])


def saying(short, text):
    return replace(short, lead=Sentence(content.clean(text)))


def text_of(made: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


@pytest.mark.parametrize("text", [*KNOWN.values(), *GONE.values()], ids=[*KNOWN, *GONE])
def test_a_script_that_is_known_is_drawn(short, text):
    one = saying(short, text)
    assert "□" not in text_of(pdf.render(one)) and pdf.noted(one) == one


def test_all_scripts_together_are_drawn_the_same_in_two_runs(short):
    one = saying(short, " ".join([*KNOWN.values(), *GONE.values()]))
    made = pdf.render(one)
    assert pdf.render(one) == made and "□" not in text_of(made)


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_a_letter_without_a_shape_stands_as_a_box_and_is_told_in_one_line(short, text):
    one = saying(short, f"before {text} after")
    made = text_of(pdf.render(one))
    assert f"before {'□' * len(text)} after" in made
    line = pdf.noted(one).notice
    assert all(f"U+{ord(letter):04X}" in line for letter in text) and "\n" not in line
    assert pdf.noted(pdf.noted(one)).notice == line  # told once
    assert " ".join(line.split()) in " ".join(made.split())


def test_the_notice_names_some_of_many_letters():
    line = letters.notice(frozenset(map(chr, range(0xE000, 0xE100))))
    assert line.startswith("256 letters have no shape") and line.count("U+") == 12 and line.endswith("and others.")
    assert letters.notice(frozenset("\ue000")) == "1 letter has no shape in the fonts of this file and stands as □: U+E000."
    assert letters.notice(frozenset()) == ""


def test_a_complaint_of_the_writer_is_heeded(short, monkeypatch):
    monkeypatch.setattr(pdf, "needs", lambda report: ((), frozenset()))  # as if every letter had a shape
    assert "□□" in text_of(pdf.render(saying(short, "a\u0378\ufdd0b")))


def test_who_asked_is_told_once_and_the_other_formats_keep_the_text(record, short, monkeypatch):
    monkeypatch.setattr(report, "compose", lambda *_words: saying(short, "ไทย \ue000"))
    chosen = review.chosen(record, word="2025-H1")
    for format in report.FORMATS:
        told = []
        assert report.write(record, chosen, format, tell=told.append)
        assert told == (["1 letter has no shape in the fonts of this file and stands as □: U+E000."] if format == "pdf" else [])


def test_the_html_file_carries_the_scripts_that_stand_in_it(short):
    assert b"U+0E00-0E7F" in html.render(saying(short, "ไทย")) and b"U+0E00-0E7F" not in html.render(saying(short, "Thai"))


def test_every_further_piece_is_shipped_and_holds_letters_of_its_ranges():
    for piece in letters.SCRIPTS:
        assert any(first <= code <= last for first, last in letters.spans(piece) for code in letters.held(piece)), piece


@pytest.mark.parametrize("text", [*UNKNOWN.values(), *GONE.values(), KNOWN["Thai"]])
def test_office_files_open_whatever_a_text_holds(short, text):
    one = saying(short, text)
    docx.Document(io.BytesIO(word.render(one)))
    pptx.Presentation(io.BytesIO(slides.render(one)))
    openpyxl.load_workbook(io.BytesIO(workbook.render(one)))


@pytest.mark.parametrize("text", GONE.values(), ids=GONE)
def test_a_figure_holds_no_character_that_breaks_the_talk_with_the_browser(text, monkeypatch):
    drawn = []
    pictures.SHELF.drawn.clear()
    monkeypatch.setattr(pictures.SHELF, "draw", lambda figure, _options: drawn.append(figure) or b"<svg/>")
    result = SimpleNamespace(rows=[{"label": text, "value": 1}], query=SimpleNamespace(unit=text, empty=""), parameters={})
    pictures.picture(charts.bars(result, "light", label="label", value="value"))
    pictures.picture(go.Figure([{"type": "bar", "x": [text], "y": [1]}], {"height": 50}))
    assert len(drawn) == 2 and not [sign for sign in text if sign not in "abc" and sign in drawn[1]["data"][0]["x"][0]]


def test_the_workbook_inside_a_chart_runs_nothing():
    bad = ("=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "http://evil.example/x", "{=1+1}")
    rows = [{"label": text, "value": 1} for text in bad]
    figure = Figure("bars", SimpleNamespace(rows=rows, query=SimpleNamespace(unit="=1+1")), {"label": "label", "value": "value"}, "alt")
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slides.add_figure(slide, figure, None)
    out = io.BytesIO()
    deck.save(out)
    with zipfile.ZipFile(out) as archive:
        inside = [name for name in archive.namelist() if name.endswith(".xlsx")]
        sheet = openpyxl.load_workbook(io.BytesIO(archive.read(inside[0]))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.value for cell in cells} >= {*bad, "=1+1"}
    assert {cell.data_type for cell in cells} <= {"s", "n"} and all(cell.hyperlink is None for cell in cells)
    assert native.bars(figure)[1].categories[0].label == bad[0]


@pytest.mark.parametrize("address", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "mailto:a@b", "file:///x", "//x", "=1"])
def test_no_source_can_be_followed_to_anything_but_the_web(address):
    def linked(grade, link):
        return Source(1, "S-X", "x", "", "", grade, False, link, link).link
    assert linked("A", address) == linked("D", "https://x.example") == "" and linked("A", "https://x.example") == "https://x.example"
