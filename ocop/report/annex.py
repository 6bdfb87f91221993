"""The annex of a deck: everything that has no slide of its own, in one flow of headings, sentences and rows over slides that are evenly full.

No sentence and no row is cut, a heading stays with what follows it, and a table that goes on has its head again.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Mm, Pt

from ocop.report.shape import Report, Section, Table
from ocop.report.slide import (
    BLUE,
    BODY,
    DEEP,
    EDGE,
    INK,
    LEADING,
    MUTED,
    POINT,
    ROOM,
    TOP,
    add_words,
    blank,
    lines_in,
    numbered,
    put_row,
    speak,
)
from ocop.report.widths import shares
from ocop.texts import _

SIZES = {"heading": 15, "finding": 13, "line": 13, "more": 11, "source": 9, "head": 11, "row": 11}  # points
GAPS = {"heading": 3.5, "finding": 1.2, "line": 1.0, "more": 1.0, "source": 0.5, "head": 1.8, "row": 1.8}  # millimetres below one
BOLD = ("heading", "finding", "head")
STEPS = 60  # in which the room of a slide is tried
OPENING, SHORT = ("heading", "finding", "head"), 12  # what never ends a slide; rows of a table that is never torn
NAMED = 4  # headings in the title of a slide
NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True)
class Block:
    """One thing that is never cut. `kind`: one of SIZES. A block of a table knows its table and its row."""

    kind: str
    text: str = ""
    number: int = 0
    link: str = ""
    table: Table | None = None
    section: int = 0

    @property
    def height(self) -> float:
        """Millimetres down."""
        size, bold = SIZES[self.kind], self.kind in BOLD
        if self.table:
            row = self.kind == "row"
            cells = list(self.table.rows[self.number] if row else self.table.labels)
            cells[self.table.cited_in] += numbered(self.table.sources[self.number]) if row else ""
            down = max(lines_in(text, size, BODY / Mm(1) * share - 4, bold) for text, share in zip(cells, shares(self.table), strict=True))
        else:
            down = lines_in(self.text + self.link, size, BODY / Mm(1), bold)
        return down * size * POINT * LEADING + GAPS[self.kind]


def add_annex(deck: Deck, report: Report, sections: tuple[Section, ...]) -> None:
    """The slides of the annex, and of the sources at its end."""
    for page in paged(blocks(report, sections), ROOM / Mm(1)):
        found = dict.fromkeys(block.section for block in page)
        headings = [sections[i].heading if i < len(sections) else _("Sources") for i in found]
        slide = blank(deck, report, " · ".join(headings[:NAMED]), _("Annex"), (20, 18, 16, 14))
        at = int(TOP)
        for is_table, held in groupby(page, key=lambda block: block.table):
            some = list(held)
            at += put_table(slide, is_table, some, at) if is_table else put_lines(slide, some, at)
        speak(slide, [f"{sections[i].heading}: {sections[i].note}" for i in found if i < len(sections) and sections[i].note], ())


def blocks(report: Report, sections: tuple[Section, ...]) -> list[Block]:
    """Everything that the annex says, in order."""
    made: list[Block] = []
    for i, section in enumerate(sections):
        made += [Block("heading", section.heading, section=i)]
        made += [Block("finding", one.text + numbered(one.sources), section=i) for one in section.paragraphs]
        sign = "" if section.is_numbered else "• "
        made += [Block("line", sign + one.text + numbered(one.sources), section=i) for one in section.spoken]
        if section.table:
            made += [Block("head", table=section.table, section=i)]
            made += [Block("row", number=n, table=section.table, section=i) for n in range(len(section.table.rows))]
            made += [Block("more", section.table.more, section=i)] if section.table.more else []
    if report.sources:
        made.append(Block("heading", _("Sources"), section=len(sections)))
        made += [Block("source", f"{one.number}. {one.words}: " + ("" if one.link else one.address), link=one.link, section=len(sections))
                 for one in report.sources]
    return made


def paged(flow: list[Block], room: float) -> list[list[Block]]:
    """The blocks slide by slide, in as few slides as can be, and these evenly full."""
    pages = filled(flow, room)
    for step in range(STEPS // 3, STEPS):
        tried = filled(flow, room * step / STEPS)
        if len(tried) == len(pages):
            return tried
    return pages


def filled(flow: list[Block], room: float) -> list[list[Block]]:
    """The blocks slide by slide, each slide as full as `room` allows."""
    pages: list[list[Block]] = [[]]
    for group in groups(flow):
        if pages[-1] and height(pages[-1]) + height(group) > room:
            begun = group[0].kind == "row"  # a long table goes on: with its head again
            pages.append([Block("head", table=group[0].table, section=group[0].section)] if begun else [])
        pages[-1] += group
    return [page for page in pages if page]


def groups(flow: list[Block]) -> list[list[Block]]:
    """What must stand on one slide: a heading or a finding with what follows it, a short table whole, a long one with its first row."""
    made: list[list[Block]] = []
    for before, block in zip([None, *flow], flow, strict=False):
        stays = before is not None and (before.kind in OPENING or block.kind == "row" and block.table is not None and len(block.table.rows) <= SHORT)
        if stays:
            made[-1].append(block)
        else:
            made.append([block])
    return made


def height(page: list[Block]) -> float:
    """Millimetres down of what stands on a slide."""
    return sum(block.height for block in page)


def put_lines(slide: Slide, some: list[Block], at: int) -> int:
    """Headings and sentences one below the other in one box; how far down it goes."""
    down = int(Mm(sum(block.height for block in some)))
    frame: Any = slide.shapes.add_textbox(EDGE, Emu(at), BODY, Emu(down)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for i, block in enumerate(some):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        above = GAPS["heading"] - 1 if block.kind == "heading" and i else 0.0
        paragraph.space_before, paragraph.space_after = Pt(above / 0.3528), Pt((GAPS[block.kind] - above) / 0.3528)
        colour = {"heading": BLUE, "finding": DEEP, "more": MUTED}.get(block.kind, INK)
        add_words(paragraph, block.text, SIZES[block.kind], colour, bold=block.kind in BOLD)
        if block.link:
            add_words(paragraph, block.link, SIZES[block.kind], INK, link=block.link)
    return down


def put_table(slide: Slide, table: Table, some: list[Block], at: int) -> int:
    """The rows of a table that stand on this slide, below its head; how far down it goes."""
    heights = [int(Mm(block.height)) for block in some]
    frame: Any = slide.shapes.add_table(len(some), len(table.columns), EDGE, Emu(at), BODY, Emu(sum(heights)))
    frame._element.xpath(".//a:tableStyleId")[0].text = NO_GRID
    frame._element.xpath(".//p:cNvPr")[0].set("descr", table.title)
    for column, share in zip(frame.table.columns, shares(table), strict=True):
        column.width = int(BODY * share)
    for i, (block, down) in enumerate(zip(some, heights, strict=True)):
        frame.table.rows[i].height = down
        if block.kind == "head":
            put_row(frame.table, i, table.labels, table.figures, DEEP, SIZES["head"], head=True)
        else:
            row, marks = table.rows[block.number], numbered(table.sources[block.number])
            cells = tuple(text + marks * (column == table.cited_in) for column, text in enumerate(row))
            put_row(frame.table, i, cells, table.figures, INK, SIZES["row"])
    return sum(heights)
