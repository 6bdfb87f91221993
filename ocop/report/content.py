"""What a report says: queries run by name in the order of the plan, their sentences, rows and sources.

It moves and numbers; it computes no figure. Renderers draw what stands here and add nothing.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from ocop import queries
from ocop.corrections import COLUMN, columns, corrections
from ocop.filters import Filters, parameters
from ocop.queries import Result
from ocop.report import plan
from ocop.report.citations import Citations, Source
from ocop.report.words import cell, clean, form, is_figure, label, scope
from ocop.store import Store
from ocop.texts import _, day, money, n_, number

RULE = "ocop-rag-1"
MOST_NUMBERS = 3  # sources behind one sentence of the summary; of more none says it alone


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

    @property
    def cited_in(self) -> int:
        """The column that carries the numbers of sources: the last of words, if possible one in which no cell ends with a digit, since a
        raised number behind a figure reads as one more digit."""
        worded = [i for i, figure in enumerate(self.figures) if not figure] or [len(self.figures) - 1]
        safe = [i for i in worded if not any(row[i][-1:].isdigit() for row in self.rows)]
        return (safe or worded)[-1]

    @property
    def more(self) -> str:
        """How many rows do not stand here; nothing for none."""
        text = n_("{n} more row is on record.", "{n} more rows are on record.", self.left_out)
        return text.format(n=self.left_out) if self.left_out else ""


@dataclass(frozen=True)
class Figure:
    """A chart shape with the columns it reads, over one answer; `alt` says it for those who cannot see it."""

    shape: str
    result: Result
    columns: dict[str, str]
    alt: str
    width: int = 640
    on_slides: bool = True


@dataclass(frozen=True)
class Section:
    """One heading with what stands under it on paper, in this order: paragraphs, tiles, figure, lines, table, note.

    `finding` is the title of its slides. `answers` are what its queries returned, whole, for the workbook, where the columns of
    `totals` are added up.
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
    note: str = ""
    answers: tuple[Result, ...] = ()
    totals: tuple[str, ...] = ()

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


def compose(store: Store, filters: Filters, period: str, brief: bool = False) -> Report:
    """The report on a scope and a period; `period` is the period in words, its days stand in the filters."""
    days = parameters(store, filters)
    cited = Citations(store)
    lead = opening(store, filters, cited)
    sections = [section for part in (plan.BRIEF if brief else plan.REVIEW) if (section := composed(store, filters, part, cited))]
    warning = _("ILLUSTRATIVE DATA") if store.is_illustrative else ""
    where = scope(store, filters)
    return Report(
        title=_("OCOP in brief: {scope}").format(scope=where) if brief else _("OCOP review: {period}").format(period=period),
        subtitle=_("{scope} · {start} to {end}").format(
            scope=period if brief else where, start=day(days["compare_with"]), end=day(days["as_of"])),
        stamp=Stamp(where, days["as_of"], days["compare_with"], RULE, store.fingerprint, warning), lead=lead,
        sections=tuple(sections), sources=tuple(cited.sources.values()), store=store,
        front=0 if brief else sum(section.heading in {_(part.heading) for part in plan.REVIEW[:plan.FRONT]} for section in sections), is_brief=brief,
        method=tuple(_(line) for line in plan.METHOD))


def opening(store: Store, filters: Filters, cited: Citations) -> Sentence:
    """The state in one sentence."""
    result = queries.run(store, plan.LEAD, filters)
    figures = () if filters.regions or filters.countries else ("overview/countries", "overview/products")  # what it says of the world
    rows = [*result.rows, *(row for name in figures for row in queries.run(store, name, filters).rows)]
    return Sentence(clean(result.finding), all_numbers(rows, cited))


def composed(store: Store, filters: Filters, part: plan.Part, cited: Citations) -> Section | None:
    """One part of the plan; None for a part that is left out where its query has no rows."""
    section = Section(_(part.heading), part.level)
    if not part.queries:
        return section
    if part.of_countries and len(filters.countries) == 1:
        return None
    results = [queries.run(store, name, filters) for name in part.queries]
    if part.only_with_rows and not results[0].rows:
        return None
    if part.show == "summary":
        return replace(section, paragraphs=tuple(summed_up(store, filters, result, cited) for result in results))
    section = replace(section, finding=clean(results[0].finding), note=notes(results[0], filters) if part.notes else "")
    if part.show == "tiles":
        made = zip(part.queries, results, strict=True)
        return replace(section, finding="", tiles=tuple(tile(result, name in plan.MONEY, cited) for name, result in made))
    if part.show not in ("lines", "table"):  # a line and a row say by themselves that they were corrected
        section = replace(section, note=clean(" ".join(filter(None, (section.note, corrections(results[0]))))))
    return filled(store, filters, part, results[0], section, cited)


def summed_up(store: Store, filters: Filters, result: Result, cited: Citations) -> Sentence:
    """A finding as a sentence of the summary, with the source of the figure that it reports, else those of its rows. What is counted
    from many rows has no single source that says it: the sentence says so instead."""
    said = clean(result.finding).rstrip(".")
    reported = [{"source_id": row["reported_source_id"]} for row in result.rows[:1] if row.get("reported_source_id")]
    counted_from = queries.run(store, result.query.counted, filters).rows if result.query.counted else result.rows
    if reported or len({row.get("source_id") for row in counted_from}) <= MOST_NUMBERS:
        return Sentence(f"{said}.", all_numbers(reported or counted_from, cited))
    return Sentence(_("{said} (counted here; the rows and their sources stand below).").format(said=said))


def filled(store: Store, filters: Filters, part: plan.Part, result: Result, section: Section, cited: Citations) -> Section:
    """A section with its sentences, rows and figure; a finding that is its first line is not said twice."""
    shown = queries.run(store, part.table_query, filters) if part.table_query else result
    said = lines(part, result, cited) if part.show == "lines" else ()
    paragraphs = () if said and said[0].text == section.finding else (Sentence(section.finding),)
    return replace(section, paragraphs=paragraphs, figure=drawn(part, result), lines=said, totals=part.totals,
                   lines_left_out=len(result.rows) - len(said) if said else 0,
                   table=table(store, part, shown, cited) if shown.rows and part.show == "table" else None,
                   answers=tuple({one.query.name: one for one in (shown, result) if one.rows}.values()))


def tile(result: Result, is_money: bool, cited: Citations) -> Tile:
    """The reported value with its source, or a number counted here with how many rows it is counted from; never one for the other."""
    row = result.rows[0]
    worded = money if is_money else number
    about = ". ".join([clean(result.finding), *([counted(row["counted_from"])] if row.get("counted_from") else []),
                       *filter(None, [corrections(result).rstrip(".")])])
    return Tile(_(result.query.title), worded(row["value"], row["qualifier"]), row["value"], row["qualifier"] or "", about,
                cited.numbers(row))


def counted(rows: int) -> str:
    """What stands under a number that nobody reported."""
    return n_("Counted here from {n} row", "Counted here from {n} rows", rows).format(n=number(rows))


def drawn(part: plan.Part, result: Result) -> Figure | None:
    """The figure of a part; none without rows."""
    if part.shape is None or not result.rows:
        return None
    return Figure(part.shape, result, part.reads, clean(result.reading), part.width, part.on_slides)


def lines(part: plan.Part, result: Result, cited: Citations) -> tuple[Sentence, ...]:
    """One sentence per row, from the column that holds it, at most as many as the plan allows."""
    return tuple(Sentence(clean(row[part.line]), cited.numbers(row)) for row in result.rows[:part.most])


def shortened(report: Report, most: int) -> Report:
    """The same report with at most so many lines and rows under each heading; what is left out is counted."""
    def cut(section: Section) -> Section:
        table = section.table
        if table and len(table.rows) > most:
            table = replace(table, rows=table.rows[:most], sources=table.sources[:most], left_out=table.left_out + len(table.rows) - most)
        return replace(section, lines=section.lines[:most], table=table,
                       lines_left_out=section.lines_left_out + max(0, len(section.lines) - most))

    return replace(report, sections=tuple(map(cut, report.sections)))


def more(left: int) -> str:
    """How many lines do not stand here."""
    return n_("and {n} more on record", "and {n} more on record", left).format(n=left)


def table(store: Store, part: plan.Part, result: Result, cited: Citations) -> Table:
    """The rows of a part for paper, in the columns that the plan names."""
    named = dict.fromkeys([*(part.columns or columns(result)), *(name for name in columns(result) if name == COLUMN)])
    kept = tuple(name for name in named if name in result.columns and name != "source_id" and form(name) != "hidden")
    rows = result.rows[:part.most]
    return Table(_(result.query.title), kept, tuple(label(name) for name in kept),
                 tuple(tuple(cell(store, name, row) for name in kept) for row in rows),
                 tuple(is_figure(name, rows) for name in kept), tuple(cited.numbers(row) for row in rows),
                 len(result.rows) - len(rows))


def notes(result: Result, filters: Filters) -> str:
    """What a reader must know: the notes of the query, and why it does not obey a place that was chosen."""
    refused = [_("Not filtered by place: {reason}.").format(reason=_(reason)) for name, reason in result.query.ignores.items()
               if name in ("regions", "countries") and getattr(filters, name)]
    return clean(" ".join([*map(_, result.query.notes), *dict.fromkeys(refused)]))


def all_numbers(rows: list[dict], cited: Citations) -> tuple[int, ...]:
    """The numbers of all sources of some rows, in order, each once."""
    return tuple(dict.fromkeys(number for row in rows for number in cited.numbers(row)))
