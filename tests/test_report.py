"""The review as a file: what it must say, that all formats say the same, that nothing in it runs, calls out or changes by itself."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser

import docx
import openpyxl
import pptx
import pypdf
import pytest
from lxml import etree
from pptx.enum.shapes import MSO_SHAPE_TYPE

from ocop import queries, report, review
from ocop.__main__ import main
from ocop.charts import pictures
from ocop.filters import Filters
from ocop.report import content, plan
from ocop.report.citations import Source
from ocop.report.content import RULE
from ocop.report.shape import Report, Section, Sentence, Stamp, Table, cited_only, shared_notes, shortened, told_once, without_fillers
from ocop.report.words import cell, form
from tests.asked import at_once
from tests.boxes import foot, too_full
from tests.browser.chromium import required

REGIONS = ("RAF", "RAP", "REU", "RLC", "RNE")
# The published review of 1 August 2025, as far as the record holds it: each entry lists words that must stand in the report.
FACTS = {
    "countries": ["95 countries"], "products": ["56 products"], "secretariat": ["OCOP Secretariat has 14 members", "Jingyuan Xia"],
    "workshop": ["more than 100 participants", "15 demonstration countries", "13 Chinese experts"],
    "donor": ["USD 5 million from China", "China is biggest single contributor"],
    "themes": ["three thematic areas: agricultural products, agricultural technologies and agricultural foods"],
    "anniversary": ["aligned with FAO's 80th anniversary"],
    "training": ["technical training and value chain analysis (Mid-year review of the OCOP Secretariat"],
    "partnerships": ["developing partnerships, in mobilizing resources"],
    "exchange": ["Hanoi, Viet Nam (15 July 2025 to 17 July 2025)", "14 African and 3 Asian countries"],
    "new products": ["South Africa: fisheries", "Sudan: sorghum"],
    "exhibition": ["First FAO Global Exhibition: From Seeds to Foods, Park of Porta Capena, Rome (10 October 2025 to 13 October 2025)"],
    "high-level event": ["High-Level Event on OCOP Implementation, FAO Plenary Hall, Rome (15 October 2025)"],
    "areas": ["South-South global project", "Global workplan and training", "National implementation", "Communications and partnerships",
              "People and coordination"],
}
HOSTILE = ("<script>alert(1)</script>", "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "![x](http://evil.example/x.png)", "#import \"x\"; $a^2$ *b*",
           "<img src=http://evil.example/y onerror=alert(1)>", "</style><a href=javascript:alert(1)>", "{{7*7}} \\include{x}", "a\x00b\x0bc￾d",
           "]]><x/>", '"&quot;\'; DROP', "\u202egnp.exe")
KEPT = ("source_id", "status")  # keys, and words of a closed list that contracts hold
WITHOUT_TRACE = "CHE"  # a country of which the record holds nothing
SCOPES = [("2025-H1", {}), ("2025-H1", {"region": "RAF"}), ("2026-H2", {}), ("2022-H2", {}), ("2025-H2", {"region": "RAP"}),
          ("2025-H1", {"country": "BGD"}), ("2025-H1", {"country": WITHOUT_TRACE})]
BRIEFS = [("2022-H2", {"region": "RAF"}), ("2026-H2", {"region": "RAP"}), ("2023-H2", {"region": "REU"}), ("2025-H1", {"region": "RLC"}),
          ("2025-H2", {"region": "RNE"}), ("2025-H1", {"country": "BGD"})]


pytestmark = pytest.mark.usefixtures("no_pictures")  # pictures are tested apart


@pytest.fixture(scope="module")
def record(record):
    """The record; of a query it is asked for all these scopes at once."""
    parts = (*plan.REVIEW, *plan.BRIEF)
    names = sorted({name for part in parts for name in (*part.queries, part.table_query) if name})
    return at_once(record, [(name, review.chosen(record, word=word, **scope), {}) for name in names for word, scope in (*SCOPES, *BRIEFS)])


@pytest.fixture(scope="module")
def files(record, half_year):
    """The world report of that half-year in every format."""
    return {format: report.write(record, half_year, format, tell=lambda line: None) for format in report.FORMATS}


class Reader(HTMLParser):
    """What a reader of an HTML file sees, and every address in it."""

    def __init__(self, made: bytes):
        super().__init__()
        self.text, self.tags, self.loads, self.links, self.skipping = [], [], [], [], False
        self.feed(made.decode())

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.skipping = tag in ("style", "script")
        for name, value in attributes:
            if name in ("src", "srcset", "data", "poster", "action", "xlink:href", "background") or name == "href" and tag != "a":
                self.loads.append(value or "")
            elif name == "href":
                self.links.append(value or "")
            assert not name.startswith("on"), f"{tag} has {name}"

    def handle_endtag(self, tag):
        self.skipping = False
        self.text.append(" " if tag != "sup" else "")

    def handle_data(self, data):
        if not self.skipping:
            self.text.append(data)


def flat(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


@cache
def html_text(made: bytes) -> str:
    return flat("".join(Reader(made).text))


@cache
def docx_text(made: bytes) -> str:
    paper = docx.Document(io.BytesIO(made))
    foot = paper.sections[0].footer.paragraphs[0].text
    return flat(" ".join([*(part.text for part in paper.element.body.iter() if part.tag.endswith("}t") and part.text), foot]))


@cache
def pptx_text(made: bytes) -> str:
    return flat(" ".join(" ".join(texts) for texts in slides(made)))


def slides(made: bytes) -> list[list[str]]:
    """All texts of each slide, those of its charts too."""
    found = []
    for slide in pptx.Presentation(io.BytesIO(made)).slides:
        texts = [part.text for part in slide.element.iter() if part.tag.endswith("}t") and part.text]
        for shape in slide.shapes:
            if shape.has_chart:
                texts += [part.text for part in shape.chart._chartSpace.iter() if part.tag.endswith("}v") and part.text]
        found.append(texts)
    return found


@cache
def pdf_text(made: bytes) -> str:
    return flat(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages))


@cache
def xlsx_text(made: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(made))
    return flat(" ".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None))


TEXT = {"html": html_text, "docx": docx_text, "pptx": pptx_text, "pdf": pdf_text, "xlsx": xlsx_text}


class Passages(HTMLParser):
    """The texts of an HTML report that are no heading, no cell and no source: one per paragraph, line of a list and caption, without numbers."""

    def __init__(self, made: bytes):
        super().__init__()
        self.found, self.text = [], []
        self.feed(re.sub(r"(?s)<style>.*?</style>|<sup>.*?</sup>|<section class=.sources.>.*?</section>", "", made.decode()))

    def handle_starttag(self, tag, attributes):
        self.text = [] if tag in ("p", "li", "figcaption") else self.text

    def handle_endtag(self, tag):
        if tag in ("p", "li", "figcaption"):
            self.found.append(flat("".join(self.text)))

    def handle_data(self, data):
        self.text.append(data)


def squeezed(text: str) -> str:
    """Without spaces: a PDF and a raised source number break words where they like."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("format", report.FORMATS)
def test_the_published_review_stands_in_every_format(files, format, fact):
    text = squeezed(TEXT[format](files[format]))
    assert [words for words in FACTS[fact] if squeezed(words) not in text] == []


def test_the_sections_follow_the_order_of_the_published_review(files):
    text = html_text(files["html"])
    order = ["Executive summary", "At a glance", "Composition of the Secretariat", "Global level", "Regional level", "National level",
             "Headline numbers", "Status by priority area", "What changed", "Variance and its explanations", "Upcoming events", "Priorities",
             "Decisions", "Sources", "Method"]
    places = [text.index(f" {heading} ") for heading in order]
    assert places == sorted(places)


def test_the_next_review_opens_with_the_decisions_of_the_last(record):
    made = content.compose(record, review.chosen(record, word="2025-H2"), "second half of 2025")
    last = next(one for one in made.sections if one.heading == "Decisions of the last review")
    assert [one.heading for one in made.sections if one.level == 1][:3] == ["Executive summary", "At a glance", last.heading]
    assert any("High-Level Event" in line.text and "done" in line.text for line in last.lines)


def test_the_summary_is_five_sentences_each_with_the_source_that_says_it_or_the_word_that_it_was_counted(record):
    made = content.compose(record, review.chosen(record, word="2025-H1"), "first half of 2025")
    summary = made.sections[0]
    assert summary.heading == "Executive summary" and len(summary.paragraphs) == 5
    assert all(one.text.endswith(".") and not one.text.endswith("..") for one in summary.paragraphs)
    assert all(bool(one.sources) != ("counted here" in one.text) for one in summary.paragraphs)
    countries, money = summary.paragraphs[0], summary.paragraphs[3]
    assert "95 countries" in countries.text and "USD 7.45 million" in money.text and not money.sources  # no source says the sum
    tile = next(one for section in made.sections for one in section.tiles if one.value == "95")
    assert countries.sources == tile.sources and set(tile.sources) <= set(made.lead.sources)  # who reported the 95
    counted = [one.heading for one in made.sections]
    assert len(counted) == len(set(counted))  # no section stands twice


def said_twice(made: bytes) -> list[str]:
    """The sentences that a report says more than once; what is shorter than six words is no sentence."""
    parts = [sentence for passage in Passages(made).found for sentence in re.split(r"(?<=\.) ", passage) if len(sentence.split()) > 5]
    sentences = Counter(sentence.rstrip(".").split(" (counted here")[0] for sentence in parts)
    return [sentence for sentence, times in sentences.items() if times > 1]


@pytest.mark.parametrize(("word", "scope"), SCOPES)
def test_no_sentence_stands_twice_in_one_report(record, word, scope):
    for brief in (False, True):
        made = report.write(record, review.chosen(record, word=word, **scope), "html", brief=brief, tell=lambda line: None)
        assert len(Passages(made).found) > 8 and said_twice(made) == []


def test_what_several_sections_must_say_is_said_once_under_method_with_their_names():
    first = Section("First", finding="F", paragraphs=(Sentence("F"),), notes=("shared", "own"))
    second = Section("Second", finding="F", paragraphs=(Sentence("F."),), lines=(Sentence("L"),), notes=("shared",))
    assert told_once([first, second], Sentence("Lead")) == [replace(first, notes=("own",)), replace(second, paragraphs=(), notes=())]
    assert shared_notes([first, second]) == ["First, Second: shared"]
    assert told_once([first], Sentence("F (counted here)."))[0].paragraphs == told_once([first], Sentence("F of 2"))[0].paragraphs[1:]
    assert told_once([first], Sentence("F."))[0].paragraphs == () and told_once([], Sentence("F")) == shared_notes([]) == []


@pytest.mark.parametrize("format", ["docx", "pptx", "xlsx"])
def test_no_office_file_holds_the_hour_at_which_it_was_written(files, format):
    def stamps(made):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            for part in archive.infolist():
                assert part.date_time == (1980, 1, 1, 0, 0, 0), part.filename
                if part.filename.endswith("core.xml"):
                    yield from re.findall(rb"<dcterms:\w+[^>]*>([^<]+)<", archive.read(part))
                elif part.filename.endswith(".xlsx"):
                    yield from stamps(archive.read(part))
    assert set(stamps(files[format])) == {b"2025-08-01T00:00:00Z"}


def test_every_page_and_slide_carries_scope_day_rule_and_data(record, files):
    stamp = f"World · as of 1 August 2025 · rule {RULE} · data {record.fingerprint[:16]}"
    assert stamp in html_text(files["html"]) and b"@bottom-left" in files["html"]
    assert stamp in docx.Document(io.BytesIO(files["docx"])).sections[0].footer.paragraphs[0].text
    assert all(any(stamp in text for text in texts) for texts in slides(files["pptx"]))
    assert all(squeezed(stamp) in squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages)
    for sheet in openpyxl.load_workbook(io.BytesIO(files["xlsx"])):
        assert sheet["A3"].value == stamp and stamp in sheet.oddFooter.left.text


def test_the_html_file_loads_nothing(files):
    seen = Reader(files["html"])
    assert [address for address in seen.loads if not address.startswith("data:")] == []
    assert "script" not in seen.tags and "iframe" not in seen.tags and "link" not in seen.tags
    assert b"default-src 'none'" in files["html"]
    assert re.findall(rb"url\((?!data:)|@import", files["html"]) == []
    assert all(link.startswith(("#source-", "#part-", "https://", "http://")) for link in seen.links)
    inside = {link[1:] for link in seen.links if link.startswith("#")}
    assert all(f'id="{name}"'.encode() in files["html"] for name in inside)


def test_a_weak_source_is_text_in_every_format(record, half_year, files):
    made = content.compose(record, half_year, "x")
    weak = [source for source in made.sources if source.grade == "D"]
    assert weak, "the report of 2025-H1 cites a source of grade D"
    for source in weak:
        assert source.link == ""
        assert f'href="{source.address}"'.encode() not in files["html"]
        assert squeezed(source.address) in squeezed(pdf_text(files["pdf"]))
        annotations = [mark.get_object() for page in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages for mark in page.get("/Annots", [])]
        assert source.address not in [mark["/A"]["/URI"] for mark in annotations if "/URI" in mark.get("/A", {})]
        for format in ("docx", "pptx"):
            with zipfile.ZipFile(io.BytesIO(files[format])) as archive:
                targets = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
            assert source.address.encode() not in targets


def is_free(name: str, value: object) -> bool:
    """Whether a value is text that a source could word as it likes: no date, no key, no word of a closed list."""
    return isinstance(value, str) and name not in KEPT and not re.match(r"\d{4}", value)


def hostile_report(record, half_year):
    """A real report whose every text of data was replaced by an attack."""
    made = content.compose(record, half_year, "x")
    texts = " ".join(HOSTILE)
    bad = tuple(Sentence(text, (1,)) for text in map(content.clean, HOSTILE))
    words = content.clean(texts)

    def spoil(section):
        table = section.table and replace(section.table, rows=tuple(tuple(words for _cell in row) for row in section.table.rows))
        answers = tuple(replace(one, rows=[{name: texts if is_free(name, value) else value for name, value in row.items()}
                                           for row in one.rows]) for one in section.answers)
        return replace(section, finding=words, paragraphs=(Sentence(words),), lines=bad if section.lines else (), table=table, answers=answers,
                       notes=(words,), figure=section.figure and replace(section.figure, alt=words))

    source = Source(1, "S-X", words, "", "", "A", False, "javascript:alert(1)", "")
    return replace(made, lead=Sentence(words, (1,)), sections=tuple(map(spoil, made.sections)), sources=(source, *made.sources[1:]))


@pytest.mark.parametrize("format", report.FORMATS)
def test_texts_of_data_stay_texts(record, half_year, format):
    spoilt = hostile_report(record, half_year)
    made = __import__(f"ocop.report.{format}", fromlist=["render"]).render(spoilt)
    text = squeezed(TEXT[format](made))
    if format != "xlsx":
        assert squeezed("<script>alert(1)</script>") in text
    assert squeezed("![x](http://evil.example/x.png)") in text
    if format == "html":
        seen = Reader(made)
        assert "script" not in seen.tags and "img" not in seen.tags
        assert not [link for link in seen.links if "javascript" in link or "evil" in link]
    if format == "xlsx":
        for sheet in openpyxl.load_workbook(io.BytesIO(made)):
            for row in sheet.iter_rows():
                for one in row:
                    assert one.data_type != "f" or one.value.startswith("=SUBTOTAL(109,"), one.coordinate
                    assert one.hyperlink is None
    if format in ("docx", "pptx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert not any(b"evil.example" in archive.read(name) for name in archive.namelist() if name.endswith(".rels"))


@pytest.mark.parametrize("scope", [{}, {"region": "RAP"}, {"country": "BGD"}])
def test_every_figure_of_the_workbook_is_that_of_the_query(record, scope):
    chosen = review.chosen(record, word="2025-H1", **scope)
    book = openpyxl.load_workbook(io.BytesIO(report.write(record, chosen, "xlsx")), data_only=True)
    checked = 0
    for sheet in book:
        title = sheet["A1"].value
        for name in {name for part in plan.REVIEW for name in (*part.queries, part.table_query) if name}:
            result = queries.run(record, name, chosen)
            if not result.rows or not title.endswith(f": {result.query.title}"):
                continue
            heads = {sheet.cell(5, at).value: at for at in range(1, sheet.max_column + 1)}
            for column in (name for name in result.shown if form(name) != "hidden"):
                values = [row[column] for row in result.rows]
                if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values if value is not None):
                    at = heads.get(report.content.label(column))
                    if at and any(value is not None for value in values):
                        assert [sheet.cell(6 + i, at).value for i in range(len(values))] == values, (name, column)
                        checked += len(values)
    assert checked > 15


def test_every_cell_of_every_table_is_that_of_the_query(record, half_year, files):
    made = content.compose(record, half_year, "x")
    text = html_text(files["html"])
    tables = [(section, section.table) for section in made.sections if section.table]
    assert len(tables) >= 4
    for section, table in tables:
        result = next(one for one in section.answers if one.query.title == table.title)
        expected = [[cell(record, name, row) for name in table.columns] for row in queries.run(record, result.query.name, half_year).rows]
        assert [list(row) for row in table.rows] == expected[:len(table.rows)]
        for row in expected[:len(table.rows)]:
            assert all(flat(words) in text for words in row)


def test_the_total_is_live_and_right(record, half_year, files):
    rows = queries.run(record, "priorities/areas", half_year).rows
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    sheet = next(sheet for sheet in book if sheet["A1"].value.startswith("Priority areas: The five"))
    at = next(at for at in range(1, sheet.max_column + 1) if sheet.cell(5, at).value == "Actions")
    letter = sheet.cell(5, at).column_letter
    assert sheet.cell(6 + len(rows), at).value == f"=SUBTOTAL(109,{letter}6:{letter}{5 + len(rows)})"
    kept = openpyxl.load_workbook(io.BytesIO(files["xlsx"]), data_only=True)[sheet.title]
    assert kept.cell(6 + len(rows), at).value == 12  # of the 15 actions known by 1 August 2025 the own promises, counted by hand
    assert sheet.freeze_panes == "B6"


def test_the_workbook_has_codes_beside_labels_and_all_sources(record, half_year, files):
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    sheet = next(sheet for sheet in book if "Countries by evidence" in sheet["A1"].value)
    heads = [one.value for one in sheet[5]]
    region = heads.index("Region")
    assert heads[region + 1] == "Region (code)"
    pairs = {(row[region], row[region + 1]) for row in sheet.iter_rows(min_row=6, values_only=True) if row[region]}
    assert ("Africa", "RAF") in pairs
    listed = {one.value for one in book["Sources"]["B"]}
    cited = {row["source_id"] for section in content.compose(record, half_year, "x").sections for one in section.answers
             for row in one.rows if row.get("source_id")}
    assert cited and cited <= listed


def gaps(page) -> list[float]:
    """The white between lines of text from the top of a page to its foot, in millimetres."""
    rows = {842.0}

    def seen(text, outer, inner, _font, _size):
        if text.strip():
            rows.add(inner[4] * outer[1] + inner[5] * outer[3] + outer[5])

    page.extract_text(visitor_text=seen)
    down = sorted(rows)
    return [(high - low) * 0.3528 for low, high in zip(down, down[1:], strict=False)]


@pytest.mark.parametrize(("word", "scope"), BRIEFS, ids=str)
def test_a_brief_is_one_full_page(record, word, scope):
    made = pypdf.PdfReader(io.BytesIO(report.write(record, review.chosen(record, word=word, **scope), "pdf", brief=True, tell=lambda line: None)))
    assert len(made.pages) == 1
    box = made.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    white = gaps(made.pages[0])
    assert len(white) > 30 and max(white) < 20  # from the few rows of 2022 to more than a page can hold
    text = flat(made.pages[0].extract_text())
    for heading in ("Five figures", "Countries", "Status", "What changed", "What comes next", "Whom to ask", "Sources"):
        assert heading in text


def test_a_brief_lists_only_the_sources_that_stand_in_it_and_numbers_them_anew():
    def source(number):
        return Source(number, f"S{number}", f"words {number}", "", "", "A", False, "https://x.example", "https://x.example")

    table = Table("T", ("a",), ("A",), (("x",), ("y",)), (False,), ((5,), (2,)))
    stamp = Stamp("World", date(2025, 8, 1), date(2025, 1, 1), RULE, "0" * 16)
    sections = (Section("One", lines=(Sentence("a", (4,)), Sentence("b", (3,)))), Section("Two", table=table), Section("More", fills=True))
    made = Report("T", "S", stamp, Sentence("L", (1,)), sections, tuple(map(source, range(1, 6))), (), None, is_brief=True)
    shown = cited_only(shortened(without_fillers(made), 1))  # of 1 to 5: the lead, the first line and the first row stay
    assert [(one.number, one.source_id) for one in shown.sources] == [(1, "S1"), (2, "S4"), (3, "S5")]
    assert [one.heading for one in shown.sections] == ["One", "Two"] and shown.lead.sources == (1,)
    assert shown.sections[0].lines == (Sentence("a", (2,)),) and shown.sections[1].table.sources == ((3,),)
    assert shown.sections[0].lines_left_out == shown.sections[1].table.left_out == 1


def test_the_countries_of_a_brief_stand_by_what_they_reached_and_say_so(record):
    made = content.compose(record, review.chosen(record, word="2025-H1", region="RAF"), "x", brief=True)
    table = next(section.table for section in made.sections if section.heading == "Countries")
    # Ghana: a figure of results. Lesotho to Congo: a fund; Lesotho's news of 1 August 2025 is the newest. Three of 15 July 2025 by name.
    assert [row[0] for row in table.rows[:7]] == ["Ghana", "Lesotho", "Malawi", "South Sudan", "Zambia", "Togo", "Congo"]
    assert table.more == "Ordered by the furthest step with public evidence, then by the newest news, then by name."
    assert replace(table, left_out=8).more.endswith("then by name. 8 more rows are on record.")
    assert replace(table, rows=table.rows[:1], left_out=0).more == ""


def test_the_pdf_is_tagged_and_speaks_its_language(files):
    made = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    assert made.trailer["/Root"]["/Lang"] == "en"
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert made.metadata.title == "OCOP review: first half of 2025"
    assert b"pdfuaid" in files["pdf"] or "pdfuaid" in str(made.xmp_metadata and made.xmp_metadata.get_element)


def test_the_document_has_real_headings_captions_and_native_tables(files):
    paper = docx.Document(io.BytesIO(files["docx"]))
    styles = [paragraph.style.name for paragraph in paper.paragraphs]
    assert styles[0] == "Title" and "Heading 1" in styles and "Heading 2" in styles and "Caption" in styles
    assert len(paper.tables) >= 4
    assert paper.core_properties.created.isoformat().startswith("2025-08-01")
    assert b"SEQ Table" in zipfile.ZipFile(io.BytesIO(files["docx"])).read("word/document.xml")


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=SCOPES, ids=lambda scope: "-".join((scope[0], *scope[1].values())))
def paper(request, record):
    """A review of some scope and its Word document, part by part."""
    word, scope = request.param
    chosen = review.chosen(record, word=word, **scope)
    made = report.write(record, chosen, "docx", tell=lambda line: None)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return content.compose(record, chosen, word), {name: archive.read(name) for name in archive.namelist()}


def test_each_source_has_a_foot_note_of_its_own_where_it_is_first_named(paper):
    made, parts = paper
    body, notes = (etree.fromstring(parts[f"word/{name}.xml"]) for name in ("document", "footnotes"))
    marks = [int(mark.get(f"{W}id")) for mark in body.iter(f"{W}footnoteReference")]
    written = {int(note.get(f"{W}id")): "".join(note.itertext()) for note in notes if not note.get(f"{W}type")}
    assert marks == list(written) == list(range(1, len(made.sources) + 1))  # each once, in the order of the text
    assert [written[source.number].startswith(f" {source.words}: ") and source.address in written[source.number] for source in made.sources] \
        == [True] * len(made.sources)  # Word counts as the other formats do
    places = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    later = [re.search(r"NOTEREF (_Ref_source_(\d+)) ", field.get(f"{W}instr")) for field in body.iter(f"{W}fldSimple")
             if "NOTEREF" in field.get(f"{W}instr")]
    assert all(found[1] in places and int(found[2]) in marks for found in later)
    assert bool(later) == (len(made.sources) > 0)


def test_the_parts_of_the_document_fit_together(paper):
    _made, parts = paper
    types = etree.fromstring(parts["[Content_Types].xml"])
    typed = {one.get("PartName") for one in types} | {one.get("Extension") for one in types}
    assert all(f"/{name}" in typed or name.rpartition(".")[2] in typed for name in parts)
    for name in (name for name in parts if name.endswith(".rels")):
        folder = name.split("_rels/")[0]
        holder = folder + name.split("_rels/")[1].removesuffix(".rels")
        known = set()
        for link in etree.fromstring(parts[name]):
            known.add(link.get("Id"))
            target = link.get("Target").lstrip("/") if link.get("Target").startswith("/") else posixpath.normpath(folder + link.get("Target"))
            assert link.get("TargetMode") == "External" or target in parts, (name, target)
        if holder in parts:
            assert set(re.findall(rb' r:(?:id|embed|link)="([^"]+)"', parts[holder])) <= {one.encode() for one in known}, holder
    body = etree.fromstring(parts["word/document.xml"])
    for what in ("id", "name"):
        named = [mark.get(f"{W}{what}") for mark in body.iter(f"{W}bookmarkStart")]
        assert len(named) == len(set(named))
    styles = {style.get(f"{W}styleId") for style in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    for part in ("document", "footnotes"):
        used = {one.get(f"{W}val") for one in etree.fromstring(parts[f"word/{part}.xml"]).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
        assert used <= styles


def test_tables_have_a_style_with_a_name_and_a_head_that_is_repeated(files):
    paper = docx.Document(io.BytesIO(files["docx"]))
    tables = [table for table in paper.tables if table.style.name == "OCOP Table"]
    assert {table.style.name for table in paper.tables} == {"OCOP Table", "OCOP Tiles"} and len(tables) >= 4
    for table in tables:
        assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
        assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in table.rows[1:])
        held = [bool(row._tr.xpath("./w:tc/w:p/w:pPr/w:keepNext")) for row in table.rows]  # a short table is on one page
        ends = [True, True, True, *[False] * (len(held) - 6), True, True, False]
        assert held == ([True] * (len(held) - 1) + [False] if len(held) <= 13 else ends)
        assert {paragraph.style.name for cell in table.rows[0].cells for paragraph in cell.paragraphs} == {"Table Head"}
        assert {run.font.size for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs} == {None}  # the style says it


def test_no_number_of_a_source_stands_behind_a_figure(record, half_year, files):
    made = content.compose(record, half_year, "x")
    tables = [one.table for one in made.sections if one.table]
    assert [table.cited_in for table in tables if table.figures[-1]]  # the priority areas end with figures
    assert all(not table.figures[table.cited_in] for table in tables)
    assert not re.search(rb'<td class="figure">[^<]*<sup>', files["html"])
    for table in docx.Document(io.BytesIO(files["docx"])).tables:
        for row in table.rows[1:]:
            cited = [cell for cell in row.cells if cell._tc.xpath(".//w:footnoteReference | .//w:fldSimple")]
            assert not [cell.text for cell in cited if re.fullmatch(r"[>≥<≤~]?[\d.,]+", cell.paragraphs[0].runs[0].text)]


@pytest.fixture(scope="module")
def decks(record, files):
    """The slides of the world and of a region, and of a country of which the record holds nothing."""
    scopes = {"RAF": {"region": "RAF"}, "none": {"country": WITHOUT_TRACE}}
    made = {name: report.write(record, review.chosen(record, word="2025-H1", **scope), "pptx", tell=lambda line: None)
            for name, scope in scopes.items()}
    return {name: list(pptx.Presentation(io.BytesIO(one)).slides) for name, one in {"world": files["pptx"], **made}.items()}


def kicker(slide) -> str:
    """The line below the title."""
    return slide.shapes[2].text_frame.text


def test_slides_have_charts_that_can_be_edited(record, half_year, decks):
    charts = {str(shape.chart.chart_type).split(" ")[0]: shape.chart for slide in reversed(decks["world"]) for shape in slide.shapes
              if shape.has_chart}
    assert {"BAR_CLUSTERED", "BAR_STACKED", "LINE_MARKERS"} <= set(charts)
    rows = queries.run(record, "countries/coverage", half_year).rows
    bars = charts["BAR_CLUSTERED"].plots[0]  # of the first slide that has some
    assert [list(series.values) for series in bars.series] == [[row["named"] for row in rows], [row["reported"] for row in rows]]
    assert [series.name for series in bars.series] == ["Countries named in public sources", "Countries reported"]
    assert bars.categories[0] == "World" and bars.categories[-1] == "Europe and Central Asia (none reported)"


@pytest.mark.parametrize("scope", ["world", "RAF"])
def test_a_deck_has_ten_findings_each_with_one_chart_and_its_sources_then_the_annex(decks, scope):
    first, *rest = decks[scope]
    assert not any(shape.has_chart for shape in first.shapes) and len(first.shapes[4].text_frame.text) > 60  # the state in one sentence
    findings = [slide for slide in rest if kicker(slide).startswith("Finding ")]
    assert rest[:len(findings)] == findings and [kicker(slide).split(" · ")[0] for slide in findings] == [f"Finding {n} of 10" for n in range(1, 11)]
    for slide in findings:
        assert [shape.has_chart or shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in slide.shapes].count(True) == 1
        assert re.search(r"\nSources\n1\. .+https?://", slide.notes_slide.notes_text_frame.text), slide.shapes.title.text
    assert len({slide.shapes.title.text for slide in findings}) == 10
    annex = rest[len(findings):]
    assert len(annex) > 3 and all(kicker(slide) == "Annex" for slide in annex) and annex[0].shapes.title.text.startswith("Executive summary")


def test_a_bound_keeps_its_sign_on_a_slide(decks):
    coverage = next(shape.chart for slide in decks["RAF"] for shape in slide.shapes if shape.has_chart and "Reported and on record" in kicker(slide))
    labels = ["".join(part.itertext()) for part in coverage._chartSpace.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")]
    assert labels == [">30"] and list(coverage.plots[0].series[1].values) == [30]  # Africa: "more than 30" countries, and 10 by name


@pytest.mark.parametrize("scope", ["world", "RAF", "none"])
def test_no_words_of_a_slide_overflow_their_box_or_lie_over_others_and_no_slide_is_half_empty(decks, scope):
    for slide in decks[scope]:
        assert too_full(slide) == [], slide.shapes.title.text
    assert [slide.shapes.title.text for slide in decks[scope][:-1] if foot(slide) < 0.5] == []  # the last holds what is left
    assert sum(foot(slide) < 0.7 for slide in decks[scope]) <= 2


def test_words_that_need_more_room_than_they_have_are_seen(files):
    slide = pptx.Presentation(io.BytesIO(files["pptx"])).slides[1]
    assert too_full(slide) == []
    slide.shapes.title.text_frame.paragraphs[0].runs[0].text = "finding " * 60
    assert too_full(slide) == ["finding " * 60]
    slide.shapes[2].top -= 400_000
    assert len(too_full(slide)) == 2


@pytest.mark.parametrize("format", report.FORMATS)
@pytest.mark.parametrize("brief", [False, True])
def test_a_country_without_a_trace_gives_a_calm_report(record, format, brief):
    chosen = review.chosen(record, word="2025-H1", country=WITHOUT_TRACE)
    text = squeezed(TEXT[format](report.write(record, chosen, format, brief=brief, tell=lambda line: None)))
    assert "Switzerland" in text and "None" not in text and "nan" not in re.findall(r"\bnan\b", text)


@pytest.mark.parametrize("format", report.FORMATS)
def test_a_day_before_the_initiative_was_launched_gives_a_calm_report(record, format):
    chosen = review.chosen(record, start="2021-07-01", end="2021-08-31")
    text = TEXT[format](report.write(record, chosen, format, tell=lambda line: None))
    assert squeezed("as of 31 August 2021") in squeezed(text)
    assert squeezed("95 countries") not in squeezed(text)


def test_a_report_speaks_only_of_what_was_known_on_its_day(record):
    text = html_text(report.write(record, review.chosen(record, start="2023-01-01", end="2023-07-03"), "html", tell=lambda line: None))
    assert "83" in text and "95 countries" not in text and "USD 5 million" not in text


def test_without_a_browser_the_report_says_so_and_keeps_its_tables(record, half_year, files):
    told = []
    made = report.write(record, half_year, "html", tell=told.append)
    assert told == ["Pictures left out: Chromium was not found. Every table stays."]
    assert told[0] in html_text(made) and b"<table>" in made and b"<svg" not in made


def test_a_browser_that_dies_leaves_a_report_without_pictures(record, half_year, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/bin/false")
    pictures.SHELF.close()
    told = []
    assert b"<table>" in report.write(record, half_year, "html", tell=told.append)
    assert len(told) == 1 and told[0].startswith("Pictures left out: Chromium ")
    pictures.SHELF.close()


@pytest.fixture
def browser(monkeypatch):
    """The real browser of this machine."""
    monkeypatch.delenv("BROWSER_PATH")
    required()
    pictures.SHELF.close()
    yield
    pictures.SHELF.close()


def test_pictures_are_inside_and_the_same_in_two_runs(record, half_year, browser):
    first = {format: report.write(record, half_year, format) for format in ("html", "pdf", "docx", "pptx")}
    pictures.SHELF.drawn.clear()
    for format in ("html", "docx"):  # drawn anew as lines and as dots; the other files hold the same dots
        assert report.write(record, half_year, format) == first[format]
    pages = [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(first["pdf"])).pages]
    assert all(words in pages[0] for words in ("Executivesummary", "Ataglance", "Onthemap", "Priorityareas", "5.Peopleandcoordination"))
    assert pages[1].startswith("Contents") and "Contents" not in pages[0]
    seen = Reader(first["html"])
    assert seen.tags.count("svg") >= 4 and "img" in seen.tags and "script" not in seen.tags
    assert [address for address in seen.loads if not address.startswith(("data:", "#"))] == []
    assert len(docx.Document(io.BytesIO(first["docx"])).inline_shapes) >= 5
    assert sum(len(page.images) for page in pypdf.PdfReader(io.BytesIO(first["pdf"])).pages) >= 5
    words = docx.Document(io.BytesIO(first["docx"])).inline_shapes[0]._inline.docPr.get("descr")
    assert len(words) > 20


@pytest.mark.parametrize(("words", "part"), [
    (["--period", "2025-H3"], "2025-H3"), (["--period", "1999-H1"], "outside the record"),
    (["--from", "2025-08-01", "--to", "2025-01-01"], "after its end"), (["--from", "1990-01-01", "--to", "2025-01-01"], "outside the record"),
    (["--from", "2025-01-01"], "both days"), ([], "Give a period"), (["--period", "2025-H1", "--region", "EUR"], "EUR"),
    (["--period", "2025-H1", "--country", "XXX"], "XXX"), (["--period", "2025-H1", "--region", "RAF", "--country", "GHA"], "not both")])
def test_bad_input_is_one_line_and_exit_code_2(words, part, capsys, tmp_path):
    assert main(["report", *words, "--format", "xlsx", "-o", str(tmp_path / "x.xlsx")]) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1 and part in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told_before_any_work(capsys, tmp_path):
    for place in (tmp_path, tmp_path / "none" / "x.html"):
        assert main(["report", "--period", "2025-H1", "--format", "html", "-o", str(place)]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_the_command_writes_the_file_that_the_page_offers(record, half_year, files, tmp_path, capsys):
    name = report.file_name(record, half_year, "pdf")
    assert name == "ocop-review-world-2025-01-01-2025-08-01.pdf"
    assert main(["report", "--period", "2025-H1", "--format", "pdf", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes() == files["pdf"]
    assert capsys.readouterr().err == "Pictures left out: Chromium was not found. Every table stays.\n"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_page_can_show_progress(record, half_year):
    seen = []
    report.write(record, half_year, "xlsx", progress=lambda share, words: seen.append(share))
    assert seen == sorted(seen) and seen[-1] == 1.0
    with pytest.raises(ValueError, match="odt"):
        report.write(record, Filters(as_of=date(2025, 8, 1)), "odt")


@pytest.mark.parametrize(("word", "scope"), [("2025-H1", {"region": "RAF"}), ("2022-H2", {}), ("2026-H2", {}),
                                             ("2025-H1", {"country": WITHOUT_TRACE})])
def test_the_first_page_shows_the_state_before_the_contents(record, word, scope):
    made = content.compose(record, review.chosen(record, word=word, **scope), word)
    shown = [section.heading for section in made.sections[:made.front]]
    assert shown == ["Executive summary", "At a glance", *([] if "country" in scope else ["On the map"]), "Priority areas"]


def test_the_first_page_of_the_pdf_holds_the_summary_the_figures_and_then_the_contents(files):
    pages = [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages]
    first = pages[0]
    assert squeezed("95 countries and 56 products were reported") in first
    assert first.index("Executivesummary") < first.index("Ataglance")
    assert any("Contents" in page and "Composition" in page for page in pages[:2])
    marks = [mark.title for mark in pypdf.PdfReader(io.BytesIO(files["pdf"])).outline if not isinstance(mark, list)]
    assert {"At a glance", "What changed", "Sources", "Method"} <= set(marks)


def test_the_document_has_a_table_of_contents_as_a_field(files):
    text = zipfile.ZipFile(io.BytesIO(files["docx"])).read("word/document.xml").decode()
    assert 'TOC \\o "1-2"' in text and text.count('w:fldCharType="begin"') == text.count('w:fldCharType="end"') == 1


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "pptx"])
def test_no_paper_sends_its_reader_to_a_workbook(record, format):
    chosen = review.chosen(record, word="2025-H1", region="RAF")
    assert "workbook" not in TEXT[format](report.write(record, chosen, format, brief=True, tell=lambda line: None))


@pytest.mark.parametrize("format", report.FORMATS)
def test_a_programme_has_a_report_of_its_own_in_every_format(record, no_pictures, format):
    made = report.write(record, Filters(), format, about={"programme": "ocop-vn", "unit": "VN-33"}, tell=lambda _line: None)
    assert made == report.write(record, Filters(), format, about={"programme": "ocop-vn", "unit": "VN-33"}, tell=lambda _line: None)
    if format == "html":
        said = html_text(made)
        assert "One Commune One Product (OCOP)" in said and "Dak Lak · as of 26 November 2026" in said and "28 May 2024" in said
        assert "95 countries" not in said and "FAO reported" not in said  # nothing of the initiative


@pytest.mark.parametrize(("day", "says"), [
    ("2025-08-01", "what sources had said of it by then stands below."), ("2001-01-01", "not on record on this day.")])
def test_a_programme_that_no_row_described_yet_has_its_name_and_what_was_known(record, no_pictures, day, says):
    about = {"programme": "odop-la", "unit": ""}
    told = html_text(report.write(record, Filters(as_of=date.fromisoformat(day)), "html", about=about, tell=lambda _line: None))
    assert "One District One Product (ODOP), Lao PDR" in told and says in told and "Choose" not in told
    assert ("1,298" in told) is (day > "2024-03-04")


def test_the_brief_of_a_unit_is_one_page_and_names_its_file_by_it(record, no_pictures):
    about = {"programme": "ocop-vn", "unit": "VN-33"}
    made = report.write(record, Filters(), "pdf", brief=True, about=about, tell=lambda _line: None)
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1
    assert report.programme_name(record, Filters(), about, "pdf", True) == "ocop-brief-ocop-vn-vn-33-2026-11-26.pdf"


@pytest.mark.parametrize(("words", "says"), [
    (("--programme", "ocop-nv"), "There is no programme 'ocop-nv' here. Did you mean programme=ocop-vn?"),
    (("--unit", "VN-33"), "without its programme"), (("--programme", "odop-la", "--unit", "VN-33"), "There is no unit 'VN-33' here."),
    (("--programme", "ocop-vn", "--country", "VNM"), "takes --unit for a place")])
def test_a_report_on_what_does_not_exist_is_refused_in_a_sentence(tmp_path, capsys, words, says):
    assert main(["report", *words, "--format", "html", "-o", str(tmp_path / "x.html")]) == 2
    assert says in capsys.readouterr().err and not (tmp_path / "x.html").exists()
