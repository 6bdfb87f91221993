"""A report as an A4 PDF for print and for screen readers: tagged, with its language, its title and words for each picture.

The page is set by `layout.typ`, which reads the report as data: no text of data is ever read as markup.
"""

import json
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ocop import theme
from ocop.report.citations import Source
from ocop.report.content import Report, Section, Sentence, Table, shortened
from ocop.report.fonts import FAMILIES, folder
from ocop.report.widths import shares
from ocop.texts import _

LAYOUT = Path(__file__).with_name("layout.typ")
ALL = 10_000
FEWER = (ALL, 9, 7, 6, 5, 4, 3, 2, 1)  # lines and rows under each heading of a brief, until it fits one page
STANDARDS: list[Any] = ["1.7", "ua-1"]  # PDF/UA-1: the standard for accessible documents


def render(report: Report) -> bytes:
    """The file; equal reports give equal bytes."""
    day = report.stamp.as_of
    with tempfile.TemporaryDirectory(prefix="ocop-report-") as name:
        room = Path(name)
        (room / "report.typ").write_bytes(LAYOUT.read_bytes())
        for most in FEWER if report.is_brief else (ALL,):
            shown = shortened(report, most)
            (room / "report.json").write_text(json.dumps(document(shown, room), ensure_ascii=False), encoding="utf-8")
            if not report.is_brief or pages(room) == 1:
                break
        return typst.compile(room / "report.typ", output=None, root=room, font_paths=known_fonts(), format="pdf", pdf_standards=STANDARDS,
                             timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC))


def pages(room: Path) -> int:
    """How many pages the report in a folder takes."""
    return int(typst.query(room / "report.typ", "<pages>", field="value", one=True, root=room, font_paths=known_fonts()))


@cache
def known_fonts() -> typst.Fonts:
    """The house's font and those that the library brings; the fonts of the machine do not count, so no two machines differ."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder()])


def document(report: Report, room: Path) -> dict:
    """The report as the layout reads it; pictures are laid beside it as files."""
    colours = {name: getattr(theme, name.upper())["light"] for name in ("ink", "muted", "deep", "blue", "grid")}
    return {"title": report.title, "subtitle": report.subtitle, "stamp": report.stamp.words, "lead": said(report.lead),
            "notice": report.notice, "language": report.language, "brief": report.is_brief, "fonts": FAMILIES, "colours": colours,
            "author": "OCOP Monitor", "words": {"sources": _("Sources"), "method": _("Method")},
            "sections": [section(report, i, one, room) for i, one in enumerate(report.sections)],
            "sources": [source(one) for one in report.sources], "method": [] if report.is_brief else list(report.method)}


def section(report: Report, number: int, one: Section, room: Path) -> dict:
    """One section; a picture is named by its file."""
    picture = None
    if number in report.figures and one.figure:
        made = report.figures[number]
        file = f"figure-{number}.{'svg' if made.startswith(b'<svg') else 'png'}"
        (room / file).write_bytes(made)
        picture = {"file": file, "alt": one.figure.alt, "width": one.figure.width}
    return {"heading": one.heading, "level": one.level, "note": one.note,
            "paragraphs": [said(sentence) for sentence in one.paragraphs],
            "tiles": [{"title": tile.title, "value": tile.value, **said(Sentence(tile.about, tile.sources))} for tile in one.tiles],
            "picture": picture, "lines": [said(line) for line in one.spoken], "numbered": one.is_numbered,
            "table": grid(one.table) if one.table else None}


def said(sentence: Sentence) -> dict:
    """A sentence with the numbers of its sources."""
    return {"text": sentence.text, "sources": sentence.sources}


def grid(table: Table) -> dict:
    """A table with the shares of its columns."""
    left = _("{n} more rows stand in the workbook.").format(n=table.left_out) if table.left_out else ""
    return {"labels": table.labels, "rows": table.rows, "sources": table.sources, "left": left,
            "right": table.figures, "shares": shares(table)}


def source(one: Source) -> dict:
    """One line of the list of sources."""
    return {"number": one.number, "words": one.words, "address": one.address, "link": one.link}
