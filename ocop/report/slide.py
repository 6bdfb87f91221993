"""What every slide of a deck is made with: the page with its title and its foot, text boxes, rows of a table."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Mm, Pt

from ocop import theme
from ocop.report.citations import Source
from ocop.report.shape import Report
from ocop.texts import _

FONT = "Arial"
INK, MUTED, DEEP, BLUE, GRID = (colour["light"] for colour in (theme.INK, theme.MUTED, theme.DEEP, theme.BLUE, theme.GRID))
WIDTH, HEIGHT, EDGE = Mm(338.7), Mm(190.5), Mm(16)
BODY, TOP, ROOM = Emu(WIDTH - 2 * EDGE), Mm(36), Mm(138)  # where a slide's content stands, and how high it may be
POINT, LEADING, SLACK = 0.3528, 1.2, 1.1  # millimetres of a point, of a line; for a machine whose letters are wider than Arial's
NARROW, BROAD = frozenset("iljtfrI.,:;'|!()[]- "), frozenset("mwMW@%—")
TITLES = (24, 22, 20, 18, 16, 14)  # points of a title, the largest that fits


def ems(text: str) -> float:
    """How wide a text is, in heights of its letters."""
    return sum(0.31 if sign in NARROW else 0.86 if sign in BROAD else 0.69 if sign.isupper() else 0.55 for sign in text) * SLACK


def lines_in(text: str, size: float, width: float, bold: bool = False) -> int:
    """Lines that a text takes in a box of so many millimetres, broken between words, and inside one that is longer than a line."""
    across, count, at = width / (size * POINT * (1.07 if bold else 1)), 1, 0.0
    for word in text.split():
        room = ems(word)
        if at and at + 0.31 + room > across:
            count, at = count + 1, 0.0
        at += room + (0.31 if at else 0)
        count, at = count + int(at // across), at % across
    return count


def fitting(text: str, width: float, height: float, sizes: tuple[float, ...], bold: bool = False) -> float:
    """The largest of these sizes in which a text fits a box of millimetres; else the last."""
    return next((size for size in sizes if lines_in(text, size, width, bold) * size * POINT * LEADING <= height), sizes[-1])


def blank(deck: Deck, report: Report, title: str, kicker: str = "", sizes: tuple[float, ...] = TITLES) -> Slide:
    """A slide with its finding as title, its subject below, and the stamp and its number at the foot."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    head: Any = slide.shapes.title
    head.left, head.top, head.width, head.height = EDGE, Mm(6), BODY, Mm(21)
    frame = head.text_frame
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    say(frame, title, fitting(title, BODY / Mm(1), 21, sizes, bold=True), DEEP, bold=True)
    bar = slide.shapes.add_shape(1, 0, 0, WIDTH, Mm(3))
    bar.fill.solid()
    bar.fill.fore_color.rgb = rgb(BLUE)
    bar.line.fill.background()
    bar.shadow.inherit = False
    write(slide, kicker, EDGE, Mm(28), BODY, Mm(7), 12, BLUE)
    write(slide, f"{report.stamp.words} · {len(deck.slides)}", EDGE, HEIGHT - Mm(11), BODY, Mm(6), 9, MUTED)
    return slide


def speak(slide: Slide, passages: list[str], sources: tuple[Source, ...]) -> None:
    """What the speaker needs: how to read the slide, what must be known of it, and who says so."""
    listed = [f"{source.number}. {source.words}: {source.address}" for source in sources]
    frame: Any = slide.notes_slide.notes_text_frame
    frame.text = "\n".join([*filter(None, passages), *([_("Sources"), *listed] if listed else [])])


def put_row(grid, at: int, cells: tuple[str, ...], figures: tuple[bool, ...], colour: str, size: float, head: bool = False) -> None:
    """One row of a table; the head is bold over a line."""
    for i, (text, right) in enumerate(zip(cells, figures, strict=True)):
        cell = grid.cell(at, i)
        cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = Mm(1), Mm(3), Mm(0.8), Mm(0.5)
        say(cell.text_frame, text, size, colour, bold=head)
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        line = cell._tc.get_or_add_tcPr().makeelement(qn("a:lnB"), {"w": "19050" if head else "6350"})
        fill = line.makeelement(qn("a:solidFill"), {})
        fill.append(fill.makeelement(qn("a:srgbClr"), {"val": (DEEP if head else GRID)[1:]}))
        line.append(fill)
        cell._tc.tcPr.append(line)


def numbered(numbers: tuple[int, ...]) -> str:
    """Source numbers in brackets, for slides where a raised number would be too small."""
    return f" [{', '.join(map(str, numbers))}]" if numbers else ""


def write(slide: Slide, text: str, left: int, top: int, width: int, height: int, size: float, colour: str, bold: bool = False) -> None:
    """A text box; nothing for no text."""
    if text:
        frame = slide.shapes.add_textbox(Emu(left), Emu(top), Emu(width), Emu(height)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        say(frame, text, size, colour, bold)


def say(frame, text: str, size: float, colour: str, bold: bool = False, link: str = "") -> None:
    """The first paragraph of a frame."""
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    add_words(paragraph, text, size, colour, bold, link)


def add_words(paragraph, text: str, size: float, colour: str, bold: bool = False, link: str = "") -> None:
    """Words at the end of a paragraph, as a link where there is an address."""
    run = paragraph.add_run()
    run.text, run.font.size, run.font.name, run.font.bold, run.font.color.rgb = text, Pt(size), FONT, bold, rgb(colour)
    if link:
        run.hyperlink.address = link


def rgb(colour: str) -> RGBColor:
    """A colour of the house for PowerPoint."""
    return RGBColor.from_string(colour[1:])
