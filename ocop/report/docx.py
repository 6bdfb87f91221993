"""A report as a Word document that stays editable: real headings, captions with numbers, native tables in styles with names, foot notes.

What a reader may want to change stands in a style: fonts, sizes, lines of tables, levels of the contents.
"""

from io import BytesIO
from itertools import count
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from ocop import theme
from ocop.office import monitor
from ocop.report import footnotes
from ocop.report.shape import Report, Section, Sentence, Table, Tile
from ocop.report.still import moment, still
from ocop.report.widths import shares
from ocop.texts import _

FONT = "Arial"  # on every office machine, so a page breaks at the same place for every reader
INK, MUTED, DEEP, BLUE, GRID = (colour["light"] for colour in (theme.INK, theme.MUTED, theme.DEEP, theme.BLUE, theme.GRID))
PAGE, PIXEL = Mm(174), 9525  # a pixel of a figure in the units of a document
TOGETHER, ENDS = 13, 3  # rows with their head of a table that is never torn; rows at the head and the end of a longer one that are not
FRONT_SHARE = 0.6  # of its width, for a figure that stands before the contents
TABLE, TILES, CELL, HEAD = "OCOP Table", "OCOP Tiles", "Table Text", "Table Head"  # styles of ours
GRID_LINES = ('<w:tblPr {ns}><w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="{grid}"/><w:insideH w:val="single" w:sz="4" w:color="{grid}"/>'
              '</w:tblBorders><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>')
HEAD_LINE = ('<w:tblStylePr {ns} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{muted}"/>'
             "</w:tcBorders></w:tcPr></w:tblStylePr>")
TILE_LINE = '<w:tblPr {ns}><w:tblBorders><w:top w:val="single" w:sz="18" w:color="{blue}"/></w:tblBorders></w:tblPr>'


def render(report: Report) -> bytes:
    """The document; equal reports give equal bytes."""
    paper = Document()
    dressed(paper, report)
    numbers = {"Figure": count(1), "Table": count(1)}
    paper.add_paragraph(report.title, style="Title")
    paper.add_paragraph(report.subtitle, style="Subtitle")
    speak(paper.add_paragraph(), report.lead, 11)
    if report.notice:
        paper.add_paragraph(report.notice, style="Note")
    for i, section in enumerate(report.sections):
        if i == report.front and not report.is_brief:
            add_contents(paper, dict(list(enumerate(report.sections))[i:]))
        add_section(paper, report, i, section, numbers)
    add_sources(paper, report)
    if not report.is_brief:
        paper.add_heading(_("Method"), 1)
        for line in report.method:
            paper.add_paragraph(line)
    out = BytesIO()
    paper.save(out)
    return still(out.getvalue(), report.stamp.as_of)


def dressed(paper: Paper, report: Report) -> None:
    """A4, the house's styles, core properties, and the stamp with the page number at the foot of every page."""
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(18)
    for name, size, colour, before, after in (
            ("Normal", 10, INK, 0, 6), ("Title", 24, DEEP, 0, 2), ("Subtitle", 13, MUTED, 0, 10), ("Heading 1", 15, DEEP, 16, 4),
            ("Heading 2", 12, DEEP, 10, 3), ("Caption", 8.5, MUTED, 2, 8), ("List Bullet", 10, INK, 0, 3), ("List Number", 8.5, INK, 0, 2)):
        restyle(paper.styles[name], size, colour, before, after)
    note = paper.styles.add_style("Note", 1)
    note.base_style = paper.styles["Normal"]
    restyle(note, 8.5, MUTED, 2, 8)
    for name, size, colour in ((CELL, 8.5, INK), (HEAD, 8.5, MUTED), ("toc 1", 10, INK), ("toc 2", 10, INK)):
        made = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        made.base_style = paper.styles["Normal"]
        restyle(made, size, colour, *((2, 2) if name in (CELL, HEAD) else (0, 1)))
    for level in (1, 2):
        listed = paper.styles[f"toc {level}"].paragraph_format
        listed.left_indent = Mm(6 * (level - 1))
        listed.tab_stops.add_tab_stop(PAGE, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    table_style(paper, TABLE, GRID_LINES, HEAD_LINE)
    table_style(paper, TILES, TILE_LINE)
    footnotes.prepare(paper, report.sources, 7.5, RGBColor.from_string(BLUE[1:]))
    for tongue in paper.styles.element.iter(qn("w:lang")):
        tongue.set(qn("w:val"), report.language)
    about = paper.core_properties
    about.title, about.subject, about.author, about.comments = report.title, report.subtitle, monitor(), report.stamp.words
    about.last_modified_by, about.revision, about.language = monitor(), 1, report.language
    about.created = about.modified = moment(report.stamp.as_of)
    foot = page.footer.paragraphs[0]
    foot.style = note
    foot.add_run(report.stamp.words + "  ·  ")
    field(foot, "PAGE")
    foot.add_run(" / ")
    field(foot, "NUMPAGES")


def table_style(paper: Paper, name: str, *parts: str) -> None:
    """A style of tables by its name, with its lines."""
    style = paper.styles.add_style(name, WD_STYLE_TYPE.TABLE)
    style.base_style = paper.styles["Normal Table"]
    for part in parts:
        style.element.append(parse_xml(part.format(ns=nsdecls("w"), grid=GRID[1:], muted=MUTED[1:], blue=BLUE[1:])))


def restyle(style, size: float, colour: str, before: float, after: float) -> None:
    """One style in the house's font and colours; borders and theme fonts of the template go."""
    font = style.font
    font.name, font.size, font.color.rgb, font.italic = FONT, Pt(size), RGBColor.from_string(colour[1:]), False
    font.bold = style.name in ("Title", "Heading 1", "Heading 2")
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for word in list(fonts.attrib):
        if word.endswith("Theme"):
            del fonts.attrib[word]
    for part in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{part}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for holder, part in ((style.element.get_or_add_pPr(), "w:pBdr"), (style.element.rPr, "w:spacing")):
        for found in holder.findall(qn(part)) if style.name in ("Title", "Subtitle") else ():
            holder.remove(found)


def add_section(paper: Paper, report: Report, number: int, section: Section, numbers: dict) -> None:
    """One heading with what stands under it."""
    heading = paper.add_heading(section.heading, section.level)
    start, end = footnotes.marks(place_of(number), number)
    heading._p.append(end)
    heading.runs[0]._r.addprevious(start)
    for sentence in section.paragraphs:
        speak(paper.add_paragraph(), sentence, 10, bold=len(section.paragraphs) == 1)
        paper.paragraphs[-1].paragraph_format.keep_with_next = bool(section.figure or section.lines or section.table)
    if section.tiles:
        add_tiles(paper, section.tiles)
    if number in report.figures and section.figure:
        holder = paper.add_paragraph()
        holder.paragraph_format.keep_with_next = True
        width = int(min(PAGE, section.figure.width * PIXEL) * (FRONT_SHARE if number < report.front else 1))
        picture = holder.add_run().add_picture(BytesIO(report.figures[number]), width)
        properties = picture._inline.docPr
        properties.set("descr", section.figure.alt)
        properties.set("name", section.heading)
        caption(paper, "Figure", numbers, section.figure.alt)
    for line in section.spoken:
        speak(paper.add_paragraph(style="Normal" if section.is_numbered else "List Bullet"), line, 10)
    if section.table:
        caption(paper, "Table", numbers, section.table.title, keep=True)
        add_table(paper, section.table)
    if section.note:
        paper.add_paragraph(section.note, style="Note")


def speak(paragraph: Paragraph, sentence: Sentence, size: float, bold: bool = False) -> None:
    """A sentence and its foot notes."""
    run = paragraph.add_run(sentence.text)
    run.font.size, run.bold = Pt(size), bold
    footnotes.cite(paragraph, sentence.sources)


def caption(paper: Paper, kind: str, numbers: dict, text: str, keep: bool = False) -> None:
    """A caption that Word numbers itself: its field holds the number it has now."""
    paragraph = paper.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = keep
    paragraph.add_run((_("Figure") if kind == "Figure" else _("Table")) + " ")
    field(paragraph, f"SEQ {kind} \\* ARABIC", str(next(numbers[kind])))
    paragraph.add_run(f". {text}")


def place_of(number: int) -> str:
    """The bookmark of the heading of a section, that the contents lead to."""
    return f"_Toc_{number}"


def add_contents(paper: Paper, sections: dict[int, Section]) -> None:
    """A table of contents that Word fills with pages as soon as it opens the file; until then it names the headings and leads to them."""
    title = paper.add_paragraph(_("Contents"), style="Subtitle")
    title.paragraph_format.keep_with_next, title.paragraph_format.space_before = True, Pt(14)
    held = [paper.add_paragraph(style=f"toc {section.level}") for section in sections.values()] or [paper.add_paragraph()]
    mark(held[0], "begin", {"w:dirty": "true"})
    told = OxmlElement("w:instrText")
    told.text = 'TOC \\o "1-2" \\h \\z \\u'
    held[0].add_run()._r.append(told)
    mark(held[0], "separate", {})
    for paragraph, (number, section) in zip(held, sections.items(), strict=False):
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), place_of(number))
        link.append(paragraph.add_run(section.heading)._r)
        paragraph._p.append(link)
    mark(held[-1], "end", {})


def mark(paragraph: Paragraph, kind: str, more: dict[str, str]) -> None:
    """One of the three marks of a field that runs over several paragraphs."""
    made = OxmlElement("w:fldChar")
    for name, value in {"w:fldCharType": kind, **more}.items():
        made.set(qn(name), value)
    paragraph.add_run()._r.append(made)


def field(paragraph: Paragraph, instruction: str, shown: str = "1") -> None:
    """A field that the word processor works out; `shown` stands until it does."""
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), instruction)
    run = paragraph.add_run(shown)
    paragraph._p.remove(run._r)
    made.append(run._r)
    paragraph._p.append(made)


def add_tiles(paper: Paper, tiles: tuple[Tile, ...]) -> None:
    """Headline figures side by side in one row."""
    table = paper.add_table(1, len(tiles), TILES)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, tile in zip(table.rows[0].cells, tiles, strict=True):
        fill(cell, tile.title, HEAD)
        value = cell.add_paragraph()
        value.paragraph_format.space_after = Pt(2)
        run = value.add_run(tile.value)
        run.font.size, run.bold, run.font.color.rgb = Pt(14), True, RGBColor.from_string(DEEP[1:])
        speak(cell.add_paragraph(), Sentence(tile.about, tile.sources), 8)


def add_table(paper: Paper, table: Table) -> None:
    """A native table in the house's style; its head is repeated on each page, no row breaks across pages, and a short table is on one."""
    grid = paper.add_table(1, len(table.columns), TABLE)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    widths = shares(table)
    for cell, text, right in zip(grid.rows[0].cells, table.labels, table.figures, strict=True):
        fill(cell, text, HEAD, right)
    repeated = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)
    for cells, sources in zip(table.rows, table.sources, strict=True):
        row = grid.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, right in zip(row.cells, cells, table.figures, strict=True):
            fill(cell, text, CELL, right)
        footnotes.cite(row.cells[table.cited_in].paragraphs[0], sources)
    hold(grid)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = int(PAGE * width)
        for cell in column.cells:
            cell.width = int(PAGE * width)
    if table.more:
        paper.add_paragraph(table.more, style="Note")


def hold(grid) -> None:
    """Keep the rows of a table on the page of the next one: all of a short one; of a long one those next to its head and its end."""
    rows = grid.rows._tbl.tr_lst
    for place, row in enumerate(rows[:-1]):
        if len(rows) <= TOGETHER or place < ENDS or place >= len(rows) - ENDS:
            for paragraph in row.xpath("./w:tc/w:p"):
                paragraph.get_or_add_pPr().get_or_add_keepNext()


def fill(cell: _Cell, text: str, style: str, right: bool = False) -> None:
    """The first paragraph of a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(text)


def add_sources(paper: Paper, report: Report) -> None:
    """The list of all sources, numbered as their notes are, a link where the address carries."""
    if not report.sources:
        return
    paper.add_heading(_("Sources"), 1)
    notes: Any = paper.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    for number in notes.placed:
        source = notes.sources[number]
        paragraph = paper.add_paragraph(style="Note")
        paragraph.add_run(f"{notes.placed.index(number) + 1}.  {source.words}: ")
        if source.link:
            footnotes.outside(paragraph, source.link, notes.colour)
        else:
            paragraph.add_run(source.address)
