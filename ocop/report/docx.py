"""A report as a Word document that stays editable: real headings, captions with numbers, native tables, sources as end notes.

The library has no foot notes: a raised number links to its entry in the list of sources, as an end note does.
"""

from io import BytesIO
from itertools import count

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from ocop import theme
from ocop.report.content import Report, Section, Sentence, Table, Tile
from ocop.report.still import moment, still
from ocop.report.widths import shares
from ocop.texts import _

FONT = "Arial"  # on every office machine, so a page breaks at the same place for every reader
INK, MUTED, DEEP, BLUE, GRID = (colour["light"] for colour in (theme.INK, theme.MUTED, theme.DEEP, theme.BLUE, theme.GRID))
PAGE, PIXEL = Mm(174), 9525  # a pixel of a figure in the units of a document


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
            add_contents(paper, list(report.sections[i:]))
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
    about = paper.core_properties
    about.title, about.subject, about.author, about.comments = report.title, report.subtitle, "OCOP Monitor", report.stamp.words
    about.last_modified_by, about.revision, about.language = "OCOP Monitor", 1, report.language
    about.created = about.modified = moment(report.stamp.as_of)
    foot = page.footer.paragraphs[0]
    foot.style = note
    foot.add_run(report.stamp.words + "  ·  ")
    field(foot, "PAGE")
    foot.add_run(" / ")
    field(foot, "NUMPAGES")


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
    paper.add_heading(section.heading, section.level)
    for sentence in section.paragraphs:
        speak(paper.add_paragraph(), sentence, 10, bold=True)
        paper.paragraphs[-1].paragraph_format.keep_with_next = bool(section.figure or section.lines or section.table)
    if section.tiles:
        add_tiles(paper, section.tiles)
    if number in report.figures and section.figure:
        holder = paper.add_paragraph()
        holder.paragraph_format.keep_with_next = True
        picture = holder.add_run().add_picture(BytesIO(report.figures[number]), min(PAGE, section.figure.width * PIXEL))
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
    """A sentence and the raised numbers of its sources."""
    run = paragraph.add_run(sentence.text)
    run.font.size, run.bold = Pt(size), bold
    add_marks(paragraph, sentence.sources)


def add_marks(paragraph: Paragraph, numbers: tuple[int, ...]) -> None:
    """Raised numbers that lead to the list of sources."""
    for i, number in enumerate(numbers):
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"source_{number}")
        run = paragraph.add_run(f"{', ' if i else ' '}{number}")
        run.font.superscript, run.font.color.rgb = True, RGBColor.from_string(BLUE[1:])
        paragraph._p.remove(run._r)
        link.append(run._r)
        paragraph._p.append(link)


def caption(paper: Paper, kind: str, numbers: dict, text: str, keep: bool = False) -> None:
    """A caption that Word numbers itself: its field holds the number it has now."""
    paragraph = paper.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = keep
    paragraph.add_run((_("Figure") if kind == "Figure" else _("Table")) + " ")
    field(paragraph, f"SEQ {kind} \\* ARABIC", str(next(numbers[kind])))
    paragraph.add_run(f". {text}")


def add_contents(paper: Paper, sections: list[Section]) -> None:
    """A table of contents that Word fills with pages as soon as it opens the file; until then it names the headings."""
    title = paper.add_paragraph(_("Contents"), style="Subtitle")
    title.paragraph_format.keep_with_next = True
    held = [paper.add_paragraph(style="Normal") for _section in sections] or [paper.add_paragraph()]
    mark(held[0], "begin", {"w:dirty": "true"})
    told = OxmlElement("w:instrText")
    told.text = 'TOC \\o "1-2" \\h \\z \\u'
    held[0].add_run()._r.append(told)
    mark(held[0], "separate", {})
    for paragraph, section in zip(held, sections, strict=False):
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.space_after = Mm(6 * (section.level - 1)), Pt(1)
        paragraph.add_run(section.heading)
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
    table = paper.add_table(1, len(tiles))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, tile in zip(table.rows[0].cells, tiles, strict=True):
        edge(cell, "top", BLUE, 18)
        fill(cell, tile.title, 8, MUTED)
        value = cell.add_paragraph()
        value.paragraph_format.space_after = Pt(2)
        run = value.add_run(tile.value)
        run.font.size, run.bold, run.font.color.rgb = Pt(14), True, RGBColor.from_string(DEEP[1:])
        speak(cell.add_paragraph(), Sentence(tile.about, tile.sources), 8)


def add_table(paper: Paper, table: Table) -> None:
    """A native table; its head is repeated on each page, no row breaks across pages."""
    grid = paper.add_table(1, len(table.columns))
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    widths = shares(table)
    for cell, text, right in zip(grid.rows[0].cells, table.labels, table.figures, strict=True):
        fill(cell, text, 8.5, MUTED, bold=True, right=right)
        edge(cell, "bottom", MUTED, 8)
    repeated = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)
    for cells, sources in zip(table.rows, table.sources, strict=True):
        row = grid.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, right in zip(row.cells, cells, table.figures, strict=True):
            fill(cell, text, 8.5, INK, right=right)
            edge(cell, "bottom", GRID, 4)
        add_marks(row.cells[-1].paragraphs[0], sources)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = int(PAGE * width)
        for cell in column.cells:
            cell.width = int(PAGE * width)
    if table.more:
        paper.add_paragraph(table.more, style="Note")


def fill(cell: _Cell, text: str, size: float, colour: str, bold: bool = False, right: bool = False) -> None:
    """The first paragraph of a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour[1:])


def edge(cell: _Cell, side: str, colour: str, eighths: int) -> None:
    """A line along one side of a cell, in eighths of a point."""
    borders = OxmlElement("w:tcBorders")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("color", colour[1:])):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def add_sources(paper: Paper, report: Report) -> None:
    """The list of sources: a bookmark for each, a link where the address carries."""
    if not report.sources:
        return
    paper.add_heading(_("Sources"), 1)
    for source in report.sources:
        paragraph = paper.add_paragraph(style="Note")
        bookmark(paragraph, f"source_{source.number}", source.number)
        paragraph.add_run(f"{source.number}.  {source.words}: ")
        if source.link:
            outside(paragraph, source.link)
        else:
            paragraph.add_run(source.address)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place that a link of this document leads to."""
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def outside(paragraph: Paragraph, address: str) -> None:
    """A link to a web address, shown as the address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(address)
    run.font.color.rgb, run.font.underline = RGBColor.from_string(BLUE[1:]), True
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)
