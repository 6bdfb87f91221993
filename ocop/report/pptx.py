"""A report as slides: one finding per slide as its title, over one chart that PowerPoint can edit, or the map; then an annex with all the rest.

Speaker notes say how to read a slide, what must be known of it and who says so. A map is a picture with its words.
"""

from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.enum.shapes import MSO_SHAPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Mm, Pt

from ocop.report.annex import add_annex
from ocop.report.native import NATIVE
from ocop.report.shape import Figure, Report, Section, Sentence, Tile
from ocop.report.slide import BLUE, BODY, DEEP, EDGE, FONT, HEIGHT, INK, MUTED, ROOM, TOP, WIDTH, blank, numbered, rgb, speak, write
from ocop.report.still import moment, still
from ocop.texts import _


def render(report: Report) -> bytes:
    """The deck; equal reports give equal bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    about = deck.core_properties
    about.title, about.subject, about.author, about.comments = report.title, report.subtitle, "OCOP Monitor", report.stamp.words
    about.last_modified_by, about.revision, about.language = "OCOP Monitor", 1, report.language
    about.created = about.modified = moment(report.stamp.as_of)
    cover(deck, report)
    strong = report.sections[:report.front]
    glance(deck, report, strong)
    for i, section in enumerate(strong):
        if section.figure and (section.figure.shape in NATIVE or i in report.figures):
            add_finding(deck, report, section, report.figures.get(i))
    add_annex(deck, report, report.sections[report.front:])
    out = BytesIO()
    deck.save(out)
    return still(out.getvalue(), report.stamp.as_of)


def cover(deck: Deck, report: Report) -> None:
    """Title, scope and period, what had to be left out, and what the deck holds."""
    slide = blank(deck, report, report.title, size=36)
    head: Any = slide.shapes.title
    head.top, head.height = Mm(40), Mm(32)
    write(slide, report.subtitle, EDGE, Mm(74), BODY, Mm(12), 20, MUTED)
    write(slide, _("One finding on each slide, and an annex with every change, date, decision and source. How to read a slide and who says "
                   "so stands in its notes."), EDGE, Mm(96), Mm(220), Mm(24), 16, INK)
    write(slide, report.notice, EDGE, Mm(150), BODY, Mm(10), 12, MUTED)
    speak(slide, [report.lead.text, *report.method], ())


def glance(deck: Deck, report: Report, strong: tuple[Section, ...]) -> None:
    """The state in one sentence, the headline figures, and the summary under them."""
    tiles = next((section for section in strong if section.tiles), None)
    if tiles is None:
        return
    slide = blank(deck, report, report.lead.text + numbered(report.lead.sources), tiles.heading)
    put_tiles(slide, tiles.tiles)
    summed = [sentence for section in strong if not section.figure for sentence in section.paragraphs]
    put_sentences(slide, summed, int(Mm(112)), HEIGHT - Mm(14) - Mm(112))
    cited = [report.lead.sources, *(one.sources for one in summed), *(one.sources for one in tiles.tiles)]
    named = {number for numbers in cited for number in numbers}
    speak(slide, [f"{tile.title}: {tile.value}; {tile.about}" for tile in tiles.tiles], tuple(one for one in report.sources if one.number in named))


def put_tiles(slide: Slide, tiles: tuple[Tile, ...]) -> None:
    """Headline figures side by side, each under a line."""
    width = int(BODY / len(tiles))
    for i, tile in enumerate(tiles):
        left, room = EDGE + i * width, width - Mm(5)
        line = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(left), TOP, Emu(room), Mm(0.9))
        line.fill.solid()
        line.fill.fore_color.rgb = rgb(BLUE)
        line.line.fill.background()
        write(slide, tile.title, left, Mm(38), room, Mm(12), 13, MUTED)
        write(slide, tile.value, left, Mm(51), room, Mm(18), 36 if len(tile.value) < 9 else 22, DEEP, bold=True)
        write(slide, tile.about + numbered(tile.sources), left, Mm(70), room, Mm(38), 12, INK)


def put_sentences(slide: Slide, sentences: list[Sentence], top: int, room: int) -> None:
    """Sentences one below the other."""
    if not sentences:
        return
    frame: Any = slide.shapes.add_textbox(EDGE, Emu(top), BODY, Emu(room)).text_frame
    frame.word_wrap = True
    frame.margin_left = 0
    for i, sentence in enumerate(sentences):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(5)
        run = paragraph.add_run()
        run.text = "• " + sentence.text + numbered(sentence.sources)
        run.font.size, run.font.name, run.font.color.rgb = Pt(14), FONT, rgb(INK)


def add_finding(deck: Deck, report: Report, section: Section, made: bytes | None) -> None:
    """A slide of one finding: its chart over the whole slide, the rest in the notes."""
    figure = section.figure
    assert figure is not None, "only a section with a figure comes here"
    slide = blank(deck, report, section.finding or section.heading, section.heading)
    add_figure(slide, figure, made)
    speak(slide, [figure.alt, *section.notes], section.backing)


def add_figure(slide: Slide, figure: Figure, made: bytes | None) -> None:
    """A native chart where PowerPoint has one, else the picture, as large as the slide allows."""
    if figure.shape in NATIVE:
        kind, data, finish = NATIVE[figure.shape](figure)
        frame: Any = slide.shapes.add_chart(kind, EDGE, TOP, BODY, ROOM, data)
        lettered(frame.chart)
        finish(frame.chart)
    else:
        assert made is not None, "a chart that is not native has a picture"
        frame = slide.shapes.add_picture(BytesIO(made), EDGE, TOP, height=ROOM)
        if frame.width > BODY:
            frame.width, frame.height = BODY, int(frame.height * BODY / frame.width)
        frame.left = int((WIDTH - frame.width) / 2)
    frame._element.xpath(".//p:cNvPr")[0].set("descr", figure.alt)


def lettered(chart: Chart) -> None:
    """The letters of a chart."""
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(14), FONT, rgb(INK)
