"""A report as an A4 PDF for print and for screen readers: tagged, with its language, its title and words for each picture.

The page is set by `layout.typ`, which reads the report as data: no text of data is ever read as markup.
"""

import json
import tempfile
from bisect import bisect
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ocop import theme
from ocop.office import monitor
from ocop.report.citations import Source
from ocop.report.fonts import FAMILIES, PIECES, family_of, folder, further
from ocop.report.letters import BOX, complained_of, held, notice, shaped
from ocop.report.shape import Report, Section, Sentence, Table, cited_only, shortened, without_fillers
from ocop.report.widths import shares
from ocop.texts import _

LAYOUT = Path(__file__).with_name("layout.typ")
FEWER = (30, 24, 20, 17, 14, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)  # lines and rows under each heading of a brief, until it fits one page
LARGER = (1.3, 1.22, 1.15, 1.08)  # letters of a brief that leaves room, until it fits one page
MOST_COMPLAINTS = 30  # of the writer about letters that were thought to have a shape
TRIAL = ('#set document(title: "letter")\n#set text(font: ("Noto Sans", "DejaVu Sans Mono", "New Computer Modern Math"), lang: "en")\n'
         '#json("report.json")')
STANDARDS: list[Any] = ["1.7", "ua-1"]  # PDF/UA-1: the standard for accessible documents


def render(report: Report) -> bytes:
    """The file; equal reports give equal bytes. A letter without a shape stands as a box and is told in the notice."""
    report = noted(report)
    pieces, absent = needs(report)
    for _more in range(MOST_COMPLAINTS):
        try:
            return written(report, pieces, absent, STANDARDS)
        except typst.TypstError as wrong:
            if not (found := complained_of(str(wrong)) - absent):
                break
            absent |= found
    return written(report, pieces, absent, STANDARDS[:1])


def written(report: Report, pieces: tuple[str, ...], absent: frozenset[str], standards: list[Any]) -> bytes:
    """The file with these pieces of the font, boxes in place of the letters that are absent. Raises TypstError."""
    day, boxes = report.stamp.as_of, {ord(letter): BOX for letter in absent}
    with tempfile.TemporaryDirectory(prefix="ocop-report-") as name:
        room = Path(name)
        (room / "report.typ").write_bytes(LAYOUT.read_bytes())

        def laid(one: Report, scale: float = 1) -> None:
            shown = document(one, room) | {"fonts": (*FAMILIES, *map(family_of, pieces)), "scale": scale}
            (room / "report.json").write_text(json.dumps(boxed(shown, boxes), ensure_ascii=False), encoding="utf-8")

        def fits(one: Report, scale: float = 1) -> bool:
            laid(one, scale)
            return pages(room, pieces) == 1

        laid(*(filling(report, fits) if report.is_brief else (report,)))
        return typst.compile(room / "report.typ", output=None, root=room, font_paths=known_fonts(pieces), format="pdf", pdf_standards=standards,
                             timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC))


def filling(report: Report, fits: Callable[..., bool]) -> tuple[Report, float]:
    """What of a brief fills one page, and how large its letters are: all that must stand, cut where it is too long; else with the parts that fill,
    cut; else all of it in larger letters."""
    def first(tried: list[tuple[Report, float]]) -> tuple[Report, float] | None:
        at = bisect(range(len(tried)), False, key=lambda i: fits(*tried[i]))
        return tried[at] if at < len(tried) else None

    whole, plain = cited_only(report), without_fillers(report)
    cut, rich = ([(cited_only(shortened(one, most)), 1.0) for most in FEWER] for one in (plain, report))
    if not fits(*cut[0]):
        return first(cut) or cut[-1]
    return first([*((whole, scale) for scale in LARGER), *rich, *((cut[0][0], scale) for scale in LARGER), cut[0]]) or cut[0]


def pages(room: Path, pieces: tuple[str, ...] = ()) -> int:
    """How many pages the report in a folder takes."""
    return int(typst.query(room / "report.typ", "<pages>", field="value", one=True, root=room, font_paths=known_fonts(pieces)))


@cache
def known_fonts(pieces: tuple[str, ...] = ()) -> typst.Fonts:
    """The house's font, the pieces of further scripts that a report needs, and those that the library brings; the fonts of the machine do not
    count, so no two machines differ."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder(), *map(further, pieces)])


def noted(report: Report) -> Report:
    """The report with a line about the letters that have no shape, where there are any and it has none yet."""
    line = notice(needs(report)[1])
    return report if line in report.notice else replace(report, notice=" ".join(filter(None, [report.notice, line])))


def needs(report: Report) -> tuple[tuple[str, ...], frozenset[str]]:
    """The pieces of the font that the letters of a report need, and the letters that have no shape."""
    with tempfile.TemporaryDirectory(prefix="ocop-report-") as name:
        letters = set(json.dumps(document(replace(report, figures={}), Path(name)), ensure_ascii=False))
    return shaped(letters | set("".join(map(alt_of, report.sections))), frozenset().union(*(held(f"noto-sans-{name}") for name in PIECES)), drawn)


def alt_of(one: Section) -> str:
    """What stands for the figure of a section."""
    return one.figure.alt if one.figure else ""


@cache
def drawn(letter: str) -> bool:
    """Whether the fonts that the library brings have a shape for a letter."""
    with tempfile.TemporaryDirectory(prefix="ocop-letter-") as name:
        room = Path(name)
        (room / "report.json").write_text(json.dumps(letter), encoding="utf-8")
        (room / "letter.typ").write_text(TRIAL, encoding="utf-8")
        try:
            typst.compile(room / "letter.typ", root=room, font_paths=known_fonts(), format="pdf", pdf_standards=STANDARDS)
        except typst.TypstError:
            return False
    return True


def boxed(shown, boxes: dict[int, str]):
    """The same lists and texts with boxes in place of letters that are absent."""
    if isinstance(shown, str):
        return shown.translate(boxes)
    if isinstance(shown, dict):
        return {name: boxed(part, boxes) for name, part in shown.items()}
    return [boxed(part, boxes) for part in shown] if isinstance(shown, list | tuple) else shown


def document(report: Report, room: Path) -> dict:
    """The report as the layout reads it; pictures are laid beside it as files."""
    colours = {name: getattr(theme, name.upper())["light"] for name in ("ink", "muted", "deep", "blue", "grid")}
    return {"title": report.title, "subtitle": report.subtitle, "stamp": report.stamp.words, "lead": said(report.lead), "front": report.front,
            "notice": report.notice, "language": report.language, "brief": report.is_brief, "fonts": FAMILIES, "colours": colours,
            "author": monitor(), "words": {"sources": _("Sources"), "contents": _("Contents"), "method": _("Method")},
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
    return {"labels": table.labels, "rows": table.rows, "sources": table.sources, "left": table.more,
            "right": table.figures, "cited": table.cited_in, "shares": shares(table)}


def source(one: Source) -> dict:
    """One line of the list of sources."""
    return {"number": one.number, "words": one.words, "address": one.address, "link": one.link}
