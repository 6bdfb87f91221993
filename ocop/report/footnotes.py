"""Native foot notes of a Word document: one for each source, where it is first named; every later mention is a reference to that note.

The library has none of its own: the part is made here. Word numbers the notes by their place, so a number is right wherever text is moved to.
"""

from typing import Any

from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ocop.report.citations import Source

TEXT, REFERENCE = "footnote text", "footnote reference"  # Word's own names
LINES = ("separator", "continuationSeparator")  # the lines above the notes of a page
RULED = "".join(f'<w:footnote w:type="{kind}" w:id="{i}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
                f"<w:r><w:{kind}/></w:r></w:p></w:footnote>" for i, kind in enumerate(LINES, -1))
FIRST_MARK = 1000  # numbers of bookmarks: those of headings lie below


class Footnotes(XmlPart):
    """The notes of one document. `sources` may be named; `placed` are the numbers of those that have a note, in its order."""

    sources: dict[int, Source]
    placed: list[int]
    colour: RGBColor

    def note(self, number: int) -> int:
        """The number of the note of a source that is named for the first time, written under the others."""
        self.placed.append(number)
        source, at = self.sources[number], len(self.placed)
        note = parse_xml(f'<w:footnote {nsdecls("w")} w:id="{at}"><w:p><w:pPr><w:pStyle w:val="{self.styles[TEXT]}"/></w:pPr><w:r><w:rPr>'
                         f'<w:rStyle w:val="{self.styles[REFERENCE]}"/></w:rPr><w:footnoteRef/></w:r></w:p></w:footnote>')
        holder: Any = self
        paragraph = Paragraph(note[0], holder)
        paragraph.add_run(f" {source.words}: ")
        if source.link:
            outside(paragraph, source.link, self.colour)
        else:
            paragraph.add_run(source.address)
        self.element.append(note)
        return at

    @property
    def part(self) -> "Footnotes":
        """What the paragraphs of the notes ask for their links."""
        return self

    styles: dict[str, str]


def prepare(paper: Paper, sources: tuple[Source, ...], size: float, colour: RGBColor) -> None:
    """An empty part for the notes, its two styles, and the two lines above them."""
    root = parse_xml(f'<w:footnotes {nsdecls("w", "r")}>{RULED}</w:footnotes>')
    package: Any = paper.part.package
    notes = Footnotes(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, package)
    notes.sources, notes.placed, notes.colour = {source.number: source for source in sources}, [], colour
    notes.styles = {TEXT: text_style(paper, size), REFERENCE: reference_style(paper, colour)}
    paper.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    told = parse_xml(f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
    settings = paper.settings.element
    settings.insert(settings.index(settings.find(qn("w:compat"))), told)


def text_style(paper: Paper, size: float) -> str:
    """The style of a note, by its id."""
    style = paper.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.base_style, style.font.size = paper.styles["Normal"], Pt(size)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(1), 1.0
    return style.style_id


def reference_style(paper: Paper, colour: RGBColor) -> str:
    """The style of a raised number, by its id."""
    style = paper.styles.add_style(REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    style.font.superscript, style.font.color.rgb = True, colour
    return style.style_id


def cite(paragraph: Paragraph, numbers: tuple[int, ...]) -> None:
    """Raised numbers behind a text: a note where a source is named first, a reference to it from then on."""
    notes: Any = paragraph.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    for i, number in enumerate(numbers):
        lead = paragraph.add_run(", " if i else " ")
        lead.style = REFERENCE
        if number in notes.placed:
            again(paragraph, notes.placed.index(number) + 1)
        else:
            first(paragraph, notes.note(number))


def first(paragraph: Paragraph, at: int) -> None:
    """The mark of a new note, inside a bookmark that later mentions refer to."""
    run = paragraph.add_run()
    run.style = REFERENCE
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(at))
    run._r.append(mark)
    start, end = marks(f"_Ref_source_{at}", FIRST_MARK + at)
    run._r.addprevious(start)
    run._r.addnext(end)


def again(paragraph: Paragraph, at: int) -> None:
    """A field that shows the number of an earlier note and leads to it."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" NOTEREF _Ref_source_{at} \\f \\h ")
    run = paragraph.add_run(str(at))
    run.style = REFERENCE
    field.append(run._r)
    paragraph._p.append(field)


def marks(name: str, number: int) -> tuple[Any, Any]:
    """Start and end of a place that links and fields lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    end.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    return start, end


def outside(paragraph: Paragraph, address: str, colour: RGBColor) -> None:
    """A link to a web address, shown as the address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = address
    run.font.color.rgb, run.font.underline = colour, True
    link.append(run._r)
    paragraph._p.append(link)
