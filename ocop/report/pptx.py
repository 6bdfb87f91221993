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

from ocop.office import monitor
from ocop.report.annex import add_annex
from ocop.report.native import NATIVE
from ocop.report.plan import MAIN
from ocop.report.shape import Figure, Report, Section, Tile
from ocop.report.slide import BLUE, BODY, DEEP, EDGE, FONT, HEIGHT, INK, MUTED, ROOM, TOP, WIDTH, blank, fitting, numbered, rgb, speak, write
from ocop.report.still import moment, still
from ocop.report.words import clean
from ocop.texts import _


def render(report: Report) -> bytes:
    """The deck; equal reports give equal bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    about = deck.core_properties
    about.title, about.subject, about.author, about.comments = report.title, report.subtitle, monitor(), report.stamp.words
    about.last_modified_by, about.revision, about.language = monitor(), 1, report.language
    about.created = about.modified = moment(report.stamp.as_of)
    front = report.sections[:report.front]
    cover(deck, report, tuple(tile for section in front for tile in section.tiles))
    drawn = [(section, report.figures.get(i)) for i, section in enumerate(front)
             if section.figure and (section.figure.shape in NATIVE or i in report.figures)][:MAIN]
    for i, (section, picture) in enumerate(drawn, 1):
        add_finding(deck, report, section, picture, _("Finding {n} of {all}").format(n=i, all=len(drawn)))
    add_annex(deck, report, report.sections[report.front:])
    out = BytesIO()
    deck.save(out)
    return still(out.getvalue(), report.stamp.as_of)


def cover(deck: Deck, report: Report, tiles: tuple[Tile, ...]) -> None:
    """Title, scope and period, the state in one sentence and the headline figures, what the deck holds and what had to be left out."""
    slide = blank(deck, report, report.title, sizes=(34, 28, 24, 20))
    lead = report.lead.text + numbered(report.lead.sources)
    write(slide, report.subtitle, EDGE, Mm(28), BODY, Mm(8), 16, MUTED)
    write(slide, lead, EDGE, Mm(42), BODY, Mm(28), fitting(lead, BODY / Mm(1), 28, (20, 18, 16, 14, 12)), INK)
    if tiles:
        put_tiles(slide, tiles, 76)
    write(slide, _("One finding on each slide, then an annex with summary, changes, dates, decisions and sources. Notes say how to read a slide "
                   "and who says so."), EDGE, Mm(160), BODY, Mm(6), 12, MUTED)
    write(slide, report.notice, EDGE, Mm(167), BODY, Mm(11), 11, MUTED)
    named = {number for numbers in (report.lead.sources, *(one.sources for one in tiles)) for number in numbers}
    speak(slide, [*(f"{tile.title}: {tile.value}; {tile.about}" for tile in tiles), *report.method],
          tuple(one for one in report.sources if one.number in named))


def put_tiles(slide: Slide, tiles: tuple[Tile, ...], top: float) -> None:
    """Headline figures side by side, each under a line, from so many millimetres down."""
    width = int(BODY / len(tiles))
    for i, tile in enumerate(tiles):
        left, room = EDGE + i * width, width - Mm(5)
        line = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(left), Mm(top), Emu(room), Mm(0.9))
        line.fill.solid()
        line.fill.fore_color.rgb = rgb(BLUE)
        line.line.fill.background()
        about, across = tile.about + numbered(tile.sources), room / Mm(1)
        write(slide, tile.title, left, Mm(top + 2), room, Mm(12), fitting(tile.title, across, 12, (13, 12, 11, 10)), MUTED)
        write(slide, tile.value, left, Mm(top + 15), room, Mm(15), fitting(tile.value, across, 15, (34, 24, 20, 16, 14), True), DEEP, bold=True)
        write(slide, about, left, Mm(top + 31), room, Mm(50), fitting(about, across, 50, (12, 11, 10, 9)), INK)


def add_finding(deck: Deck, report: Report, section: Section, made: bytes | None, place: str) -> None:
    """A slide of one finding: its chart over the whole slide, its unit above; how to read it and who says so in the notes."""
    figure = section.figure
    assert figure is not None, "only a section with a figure comes here"
    unit = clean(_(figure.result.query.unit)) if figure.shape in NATIVE else ""
    slide = blank(deck, report, section.finding or section.heading, " · ".join(filter(None, (place, section.heading, unit))))
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
