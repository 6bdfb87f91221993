"""What a report is made of: values that `content` fills and the writers of files draw. Nothing here asks the record."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ocop.queries import Result
from ocop.report.citations import Source
from ocop.store import Store
from ocop.texts import _, day, n_


@dataclass(frozen=True)
class Sentence:
    """A paragraph and the numbers of its sources."""

    text: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Tile:
    """One headline figure: its name, its value in words and as a number with its sign, what stands under it, its sources."""

    title: str
    value: str
    amount: float | None
    sign: str
    about: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows for paper: labels, cells as text, which columns are numbers, the sources of each row; `left_out` rows stand only in
    the workbook."""

    title: str
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[bool, ...]
    sources: tuple[tuple[int, ...], ...]
    left_out: int = 0
    order: str = ""

    @property
    def cited_in(self) -> int:
        """The column that carries the numbers of sources: the last of words, if possible one in which no cell ends with a digit, since a
        raised number behind a figure reads as one more digit."""
        worded = [i for i, figure in enumerate(self.figures) if not figure] or [len(self.figures) - 1]
        safe = [i for i in worded if not any(row[i][-1:].isdigit() for row in self.rows)]
        return (safe or worded)[-1]

    @property
    def more(self) -> str:
        """By what the rows are ordered, where that must be said, and how many do not stand here; nothing for none."""
        text = n_("{n} more row is on record.", "{n} more rows are on record.", self.left_out)
        left = text.format(n=self.left_out) if self.left_out else ""
        return " ".join(filter(None, (self.order if len(self.rows) > 1 else "", left)))


@dataclass(frozen=True)
class Figure:
    """A chart shape with the columns it reads, over one answer; `alt` says it for those who cannot see it, `names` what
    bars beside each other are."""

    shape: str
    result: Result
    columns: dict[str, str]
    alt: str
    width: int = 640
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """One heading with what stands under it on paper, in this order: paragraphs, tiles, figure, lines, table, note.

    `finding` is the title of its slides. `answers` are what its queries returned, whole, for the workbook, where the columns of
    `totals` are added up; `backing`: who says what a slide's figure shows; `fills`: stands in a brief only
    where the page has room.
    """

    heading: str
    level: int = 1
    finding: str = ""
    paragraphs: tuple[Sentence, ...] = ()
    tiles: tuple[Tile, ...] = ()
    figure: Figure | None = None
    lines: tuple[Sentence, ...] = ()
    lines_left_out: int = 0
    table: Table | None = None
    notes: tuple[str, ...] = ()
    answers: tuple[Result, ...] = ()
    totals: tuple[str, ...] = ()
    backing: tuple[Source, ...] = ()
    fills: bool = False

    @property
    def note(self) -> str:
        """What a reader must know of this section alone."""
        return " ".join(self.notes)

    @property
    def spoken(self) -> tuple[Sentence, ...]:
        """The lines, and how many more there are."""
        return (*self.lines, Sentence(more(self.lines_left_out))) if self.lines_left_out else self.lines

    @property
    def is_numbered(self) -> bool:
        """Whether the lines bring numbers of their own, so that a bullet before them would be one sign too many."""
        return bool(self.lines) and all(re.match(r"\d+\. ", line.text) for line in self.lines)


@dataclass(frozen=True)
class Stamp:
    """What every page carries: scope, day, status rule, data."""

    scope: str
    as_of: date
    compare_with: date
    rule: str
    fingerprint: str
    warning: str = ""

    @property
    def words(self) -> str:
        """The footer of every page and slide."""
        parts = [self.scope, _("as of {day}").format(day=day(self.as_of)), _("rule {rule}").format(rule=self.rule),
                 _("data {mark}").format(mark=self.fingerprint[:16])]
        return " · ".join([*parts, self.warning] if self.warning else parts)


@dataclass(frozen=True)
class Report:
    """A whole report. `lead` is its first sentence, `front` how many sections stand before the contents, `notice`
    what had to be left out."""

    title: str
    subtitle: str
    stamp: Stamp
    lead: Sentence
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    method: tuple[str, ...]
    store: Store
    front: int = 0
    is_brief: bool = False
    notice: str = ""
    language: str = "en"
    figures: dict[int, bytes] = field(default_factory=dict, compare=False, repr=False)


def shortened(report: Report, most: int) -> Report:
    """The same report with at most so many lines and rows under each heading; what is left out is counted."""
    def cut(section: Section) -> Section:
        table = section.table
        if table and len(table.rows) > most:
            table = replace(table, rows=table.rows[:most], sources=table.sources[:most], left_out=table.left_out + len(table.rows) - most)
        return replace(section, lines=section.lines[:most], table=table,
                       lines_left_out=section.lines_left_out + max(0, len(section.lines) - most))

    return replace(report, sections=tuple(map(cut, report.sections)))


def without_fillers(report: Report) -> Report:
    """The report with only what must stand in it; figures stay with their sections."""
    kept = [i for i, section in enumerate(report.sections) if not section.fills]
    return replace(report, sections=tuple(report.sections[i] for i in kept),
                   figures={at: report.figures[i] for at, i in enumerate(kept) if i in report.figures})


def cited_only(report: Report) -> Report:
    """The report with the sources that are named in it, numbered in the order of the list."""
    said: list[Sentence | Tile] = [report.lead]
    for section in report.sections:
        said += [*section.paragraphs, *section.tiles, *section.lines]
    rows = [numbers for section in report.sections if section.table for numbers in section.table.sources]
    named = {number for numbers in (*(one.sources for one in said), *rows) for number in numbers}
    kept = [source for source in report.sources if source.number in named]
    to = {source.number: at for at, source in enumerate(kept, 1)}

    def again(one: Any) -> Any:
        return replace(one, sources=tuple(to[number] for number in one.sources))

    def renumbered(section: Section) -> Section:
        table = section.table and replace(section.table, sources=tuple(tuple(to[number] for number in numbers) for numbers in section.table.sources))
        return replace(section, paragraphs=tuple(map(again, section.paragraphs)), tiles=tuple(map(again, section.tiles)),
                       lines=tuple(map(again, section.lines)), table=table)

    return replace(report, lead=again(report.lead), sections=tuple(map(renumbered, report.sections)),
                   sources=tuple(replace(source, number=to[source.number]) for source in kept))


def more(left: int) -> str:
    """How many lines do not stand here."""
    return n_("and {n} more on record", "and {n} more on record", left).format(n=left)


def told_once(sections: list[Section], lead: Sentence) -> list[Section]:
    """The sections without a finding that stands before them already, and without the notes that several of them share."""
    told, shared, made = {flat(lead)}, Counter(note for section in sections for note in section.notes), []
    for section in sections:
        kept = tuple(one for one in section.paragraphs if not is_told(flat(one), told))
        told |= {flat(one) for one in (*section.paragraphs, *section.lines)}
        made.append(replace(section, paragraphs=kept, notes=tuple(note for note in section.notes if shared[note] == 1)))
    return made


def is_told(words: str, told: set[str]) -> bool:
    """Whether a sentence stands already, as it is or with a remark in brackets behind it."""
    return any(one == words or one.startswith(f"{words} (") for one in told)


def flat(sentence: Sentence) -> str:
    """A sentence by which another is recognised as the same."""
    return sentence.text.rstrip(".")


def shared_notes(sections: list[Section]) -> list[str]:
    """Each note that several sections share, once, with the names of those it belongs to."""
    of: dict[str, list[str]] = {}
    for section in sections:
        for note in section.notes:
            of.setdefault(note, []).append(section.heading)
    return [_("{headings}: {note}").format(headings=", ".join(dict.fromkeys(headings)), note=note) for note, headings in of.items()
            if len(headings) > 1]
