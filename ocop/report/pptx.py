"""A report as slides: one finding per slide as its title; bars, mixes and lines are charts that PowerPoint can edit.

A shape that PowerPoint has no chart for is a picture with its words. Long tables go on over several slides, no row is cut.
"""

from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Mm, Pt

from ocop import theme
from ocop.report.native import NATIVE
from ocop.report.shape import Figure, Report, Section, Sentence
from ocop.report.still import moment, still
from ocop.report.widths import packed, shares, slides_of
from ocop.texts import _

FONT = "Arial"
INK, MUTED, DEEP, BLUE, GRID, PAPER = (colour["light"] for colour in (theme.INK, theme.MUTED, theme.DEEP, theme.BLUE, theme.GRID, theme.PAPER))
WIDTH, HEIGHT, EDGE = Mm(338.7), Mm(190.5), Mm(16)
BODY, TOP, ROOM = Emu(WIDTH - 2 * EDGE), Mm(41), Mm(124)
ACROSS, LINES = 130, 15  # characters across and lines down a slide, at the size of a table
SOURCES_A_SLIDE = 14
LETTERS, SAID = 104, 14  # characters across and lines down a slide, at the size of a sentence


def render(report: Report) -> bytes:
    """The deck; equal reports give equal bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    about = deck.core_properties
    about.title, about.subject, about.author, about.comments = report.title, report.subtitle, "OCOP Monitor", report.stamp.words
    about.last_modified_by, about.revision, about.language = "OCOP Monitor", 1, report.language
    about.created = about.modified = moment(report.stamp.as_of)
    cover(deck, report)
    for i, section in enumerate(report.sections):
        add_section(deck, report, i, section)
    add_sources(deck, report)
    out = BytesIO()
    deck.save(out)
    return still(out.getvalue(), report.stamp.as_of)


def cover(deck: Deck, report: Report) -> None:
    """Title, scope and period, the state in one sentence."""
    slide = blank(deck, report, report.title, 34)
    write(slide, report.subtitle, EDGE, Mm(62), BODY, Mm(12), 20, MUTED)
    write(slide, report.lead.text, EDGE, Mm(84), Mm(240), Mm(50), 22, INK)
    write(slide, report.notice, EDGE, Mm(150), BODY, Mm(10), 12, MUTED)
    head: Any = slide.shapes.title
    head.top, head.height = Mm(28), Mm(32)


def blank(deck: Deck, report: Report, title: str, size: float = 24) -> Slide:
    """A slide with its finding as title, and the stamp and its number at the foot."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = EDGE, Mm(7), BODY, Mm(23)
    head.text_frame.vertical_anchor, head.text_frame.margin_left = MSO_ANCHOR.MIDDLE, 0
    say(head.text_frame, title, size if len(title) < 110 else size - 5, DEEP, bold=True)
    bar = slide.shapes.add_shape(1, 0, 0, WIDTH, Mm(3))
    bar.fill.solid()
    bar.fill.fore_color.rgb = rgb(BLUE)
    bar.line.fill.background()
    bar.shadow.inherit = False
    write(slide, f"{report.stamp.words} · {len(deck.slides)}", EDGE, HEIGHT - Mm(12), BODY, Mm(8), 9, MUTED)
    return slide


def add_section(deck: Deck, report: Report, number: int, section: Section) -> None:
    """The slides of one section: its figures, its chart, its sentences, its table. A figure that no slide can show, and nothing
    else, makes no slide."""
    finding = section.finding or section.heading
    if section.tiles:
        add_tiles(blank(deck, report, section.heading), section)
    if section.figure and section.figure.on_slides and (section.figure.shape in NATIVE or number in report.figures):
        slide = blank(deck, report, finding)
        kicker(slide, section.heading)
        add_figure(slide, section.figure, report.figures.get(number))
        foot(slide, section.note)
    pages = filled_by([line.text for line in section.spoken])
    for i, chosen in enumerate(pages, 1):
        slide = blank(deck, report, finding)
        kicker(slide, section.heading + (f" ({i}/{len(pages)})" if len(pages) > 1 else ""))
        add_lines(slide, [section.spoken[n] for n in chosen], "" if section.is_numbered else "• ")
    if section.table:
        add_table(deck, report, section, finding)
    if section.finding and not (section.figure or section.lines or section.table):
        slide = blank(deck, report, finding)
        kicker(slide, section.heading)
        foot(slide, section.note)


def add_tiles(slide: Slide, section: Section) -> None:
    """Headline figures side by side."""
    width = int(BODY / len(section.tiles))
    for i, tile in enumerate(section.tiles):
        left = EDGE + i * width
        write(slide, tile.title, left, Mm(48), width - Mm(6), Mm(16), 13, MUTED)
        write(slide, tile.value, left, Mm(66), width - Mm(6), Mm(24), 30 if len(tile.value) < 9 else 22, DEEP, bold=True)
        write(slide, tile.about + numbered(tile.sources), left, Mm(94), width - Mm(6), Mm(50), 12, INK)
    foot(slide, section.note)


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
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(12), FONT, rgb(INK)


def filled_by(texts: list[str]) -> list[list[int]]:
    """Numbers of sentences slide by slide."""
    return packed([-(-len(text) // LETTERS) + 0.35 for text in texts], SAID)


def add_lines(slide: Slide, lines: list[Sentence], sign: str) -> None:
    """Sentences one below the other."""
    box = slide.shapes.add_textbox(EDGE, TOP, BODY, ROOM).text_frame
    box.word_wrap = True
    for i, line in enumerate(lines):
        paragraph = box.paragraphs[0] if i == 0 else box.add_paragraph()
        paragraph.space_after = Pt(8)
        run = paragraph.add_run()
        run.text = sign + line.text + numbered(line.sources)
        run.font.size, run.font.name, run.font.color.rgb = Pt(17), FONT, rgb(INK)


def add_table(deck: Deck, report: Report, section: Section, finding: str) -> None:
    """A native table, over as many slides as it needs."""
    table = section.table
    assert table is not None, "only a section with a table comes here"
    pages = slides_of(table, ACROSS, LINES)
    for i, chosen in enumerate(pages, 1):
        slide = blank(deck, report, finding)
        kicker(slide, section.heading + (f" ({i}/{len(pages)})" if len(pages) > 1 else ""))
        frame: Any = slide.shapes.add_table(len(chosen) + 1, len(table.columns), EDGE, TOP, BODY, Emu(Mm(7) * (len(chosen) + 1)))
        frame._element.xpath(".//a:tableStyleId")[0].text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
        frame._element.xpath(".//p:cNvPr")[0].set("descr", section.heading)
        for column, share in zip(frame.table.columns, shares(table), strict=True):
            column.width = int(BODY * share)
        put_row(frame.table, 0, table.labels, table.figures, DEEP, head=True)
        for at, row in enumerate(chosen, 1):
            cells = tuple(text + numbered(table.sources[row]) * (i == table.cited_in) for i, text in enumerate(table.rows[row]))
            put_row(frame.table, at, cells, table.figures, INK)
        foot(slide, " ".join(filter(None, [table.more, section.note])) if i == len(pages) else "")


def put_row(grid, at: int, cells: tuple[str, ...], figures: tuple[bool, ...], colour: str, head: bool = False) -> None:
    """One row of a table; the head is bold over a line."""
    for i, (text, right) in enumerate(zip(cells, figures, strict=True)):
        cell = grid.cell(at, i)
        cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = Mm(1), Mm(3), Mm(1.3), Mm(1)
        say(cell.text_frame, text, 13, colour, bold=head)
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        line = cell._tc.get_or_add_tcPr().makeelement(qn("a:lnB"), {"w": "19050" if head else "6350"})
        fill = line.makeelement(qn("a:solidFill"), {})
        fill.append(fill.makeelement(qn("a:srgbClr"), {"val": (DEEP if head else GRID)[1:]}))
        line.append(fill)
        cell._tc.tcPr.append(line)


def add_sources(deck: Deck, report: Report) -> None:
    """The sources, with a link where the address carries."""
    for start in range(0, len(report.sources), SOURCES_A_SLIDE):
        slide = blank(deck, report, _("Sources"))
        box = slide.shapes.add_textbox(EDGE, TOP, BODY, ROOM).text_frame
        box.word_wrap = True
        for i, source in enumerate(report.sources[start:start + SOURCES_A_SLIDE]):
            paragraph = box.paragraphs[0] if i == 0 else box.add_paragraph()
            paragraph.space_after = Pt(2)
            for text, link in ((f"{source.number}. {source.words}: ", ""), (source.address, source.link)):
                run = paragraph.add_run()
                run.text, run.font.size, run.font.name, run.font.color.rgb = text, Pt(9), FONT, rgb(INK)
                if link:
                    run.hyperlink.address = link


def kicker(slide: Slide, text: str) -> None:
    """The heading of the section, small, under the finding."""
    write(slide, text, EDGE, Mm(30), BODY, Mm(8), 12, BLUE)


def foot(slide: Slide, text: str) -> None:
    """A note above the stamp."""
    write(slide, text if len(text) < 420 else text[:text.rfind(". ", 0, 420) + 1], EDGE, Mm(166), BODY, Mm(12), 9, MUTED)


def numbered(numbers: tuple[int, ...]) -> str:
    """Source numbers in brackets, for slides where a raised number would be too small."""
    return f" [{', '.join(map(str, numbers))}]" if numbers else ""


def write(slide: Slide, text: str, left: int, top: int, width: int, height: int, size: float, colour: str, bold: bool = False) -> None:
    """A text box; nothing for no text."""
    if text:
        frame = slide.shapes.add_textbox(Emu(left), Emu(top), Emu(width), Emu(height)).text_frame
        frame.word_wrap = True
        frame.margin_left = 0
        say(frame, text, size, colour, bold)


def say(frame, text: str, size: float, colour: str, bold: bool = False) -> None:
    """The first paragraph of a frame."""
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text, run.font.size, run.font.name, run.font.bold, run.font.color.rgb = text, Pt(size), FONT, bold, rgb(colour)


def rgb(colour: str) -> RGBColor:
    """A colour of the house for PowerPoint."""
    return RGBColor.from_string(colour[1:])
