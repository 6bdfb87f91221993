"""What a report says: queries run by name in the order of the plan, their sentences, rows and sources.

It moves and numbers; it computes no figure. Renderers draw what stands here and add nothing.
"""

from dataclasses import dataclass, field, replace

from ocop import programmes, queries
from ocop.corrections import COLUMN, columns, corrections
from ocop.filters import Filters, parameters
from ocop.queries import Result
from ocop.report import plan
from ocop.report.citations import Citations
from ocop.report.shape import Figure, Report, Section, Sentence, Stamp, Table, Tile, shared_notes, told_once
from ocop.report.words import cell, clean, form, is_figure, label, scope
from ocop.store import Store
from ocop.texts import _, day, n_, number, published

RULE = "ocop-rag-1"
MOST_NUMBERS = 3  # sources behind one sentence of the summary; of more none says it alone


@dataclass(frozen=True)
class Asked:
    """What a report is about: one version of the data, place and days, and for a national programme its code and that of its unit."""

    store: Store
    filters: Filters
    about: dict[str, str] = field(default_factory=dict)

    def run(self, name: str) -> Result:
        """A query file for all that the report is about."""
        return queries.run(self.store, name, self.filters, self.about)


def compose(store: Store, filters: Filters, period: str, brief: bool = False, deck: bool = False) -> Report:
    """The report on a scope and a period; `period` is the period in words, its days stand in the filters. A `deck` puts the
    sections of its strong slides in front."""
    days = parameters(store, filters)
    cited, asked = Citations(store), Asked(store, filters)
    lead = opening(asked, cited)
    parts = plan.BRIEF if brief else plan.REVIEW
    strong = findings(asked, cited) if deck else []
    sections = [section for part in (plan.annex(parts) if deck else parts) if (section := composed(asked, part, cited))]
    front = len(strong) if deck else 0 if brief else sum(section.heading in {_(part.heading) for part in plan.REVIEW[:plan.FRONT]}
                                                         for section in sections)
    warning = _("ILLUSTRATIVE DATA") if store.is_illustrative else ""
    where = scope(store, filters)
    return Report(
        title=_("OCOP in brief: {scope}").format(scope=where) if brief else _("OCOP review: {period}").format(period=period),
        subtitle=_("{scope} · {start} to {end}").format(
            scope=period if brief else where, start=day(days["compare_with"]), end=day(days["as_of"])),
        stamp=Stamp(where, days["as_of"], days["compare_with"], RULE, store.fingerprint, warning), lead=lead,
        sections=(*strong, *told_once(sections, lead)), sources=tuple(cited.sources.values()), store=store,
        front=front, is_brief=brief,
        method=(*map(_, plan.METHOD), *shared_notes(sections)))


def of_programme(store: Store, filters: Filters, about: dict[str, str], brief: bool = False) -> Report:
    """The report on a national programme, or on one of its units, as of a day. Its figures are those of that programme alone."""
    day_of = parameters(store, filters)["as_of"]
    cited, asked = Citations(store), Asked(store, filters, about)
    profile = asked.run("programme/profile")
    head = profile.rows[0] if profile.rows else {"programme": programmes.names(store)[about["programme"]]}
    steps = asked.run("programme/path").rows
    where = steps[-1]["unit"] if about.get("unit") and steps else head.get("country") or head["programme"]
    said = summed_up(asked, profile, cited) if profile.rows else None
    parts = [part for part in plan.PROGRAMME if not brief or part.fills]
    sections = [section for part in parts if (section := composed(asked, part, cited))]
    lead = said or Sentence(programmes.unknown(has_more=bool(sections)))
    warning = _("ILLUSTRATIVE DATA") if store.is_illustrative else ""
    return Report(
        title=head["programme"], subtitle=_("{scope} · as of {day}").format(scope=where, day=day(day_of)),
        stamp=Stamp(where, day_of, parameters(store, filters)["compare_with"], RULE, store.fingerprint, warning), lead=lead,
        sections=tuple(told_once(sections, lead)), sources=tuple(cited.sources.values()), store=store, front=0, is_brief=brief,
        method=(*map(_, plan.METHOD_OF_PROGRAMME), *shared_notes(sections)))


def is_strong(section: Section) -> bool:
    """Whether a slide of its own shows something: figures in words, or a chart with at least two values to compare, a bar of parts with
    another beside it, columns of which no two bear one name."""
    figure = section.figure
    if figure is None:
        return bool(section.tiles)
    read, rows = figure.columns, figure.result.rows
    values = [row.get(read[part]) for row in rows for part in ("value", "iso3", "of") if part in read]
    known = [value for value in values if value is not None and (value or figure.shape != "stack")]
    names = [row[read[part]] for row in rows for part in ("x", "label") if part in read]
    return len(known) > 1 and any(known) and (figure.shape != "stack" or len(set(names)) > 1) and (
        figure.shape != "columns" or len(set(names)) == len(names))


def findings(asked: Asked, cited: Citations) -> list[Section]:
    """The headline figures, and the findings that carry a slide and have a source."""
    made = [(part, section) for part in plan.STRONG if (section := composed(asked, part, cited)) and is_strong(section)]
    backed = [with_backing(asked, section, part.counted_from) for part, section in made]
    return [section for section in backed if section.tiles or section.backing]


def with_backing(asked: Asked, section: Section, rows_from: str = "") -> Section:
    """The section with everyone who says what its figures show, in a count of their own: the notes of its slide list them."""
    cited = Citations(asked.store)
    for answer in section.answers:
        counted_from = rows_from or answer.query.counted
        all_numbers(asked.run(counted_from).rows if counted_from else answer.rows, cited)
    return replace(section, backing=tuple(cited.sources.values()))


def opening(asked: Asked, cited: Citations) -> Sentence:
    """The state in one sentence."""
    result = asked.run(plan.LEAD)
    figures = () if asked.filters.regions or asked.filters.countries else ("overview/countries", "overview/products")  # what it says of the world
    rows = [*result.rows, *(row for name in figures for row in asked.run(name).rows)]
    return Sentence(clean(result.finding), all_numbers(rows, cited))


def composed(asked: Asked, part: plan.Part, cited: Citations) -> Section | None:
    """One part of the plan; None for a part that is left out where its query has no rows."""
    section = Section(_(part.heading), part.level, fills=part.fills)
    if not part.queries:
        return section
    if part.of_countries and len(asked.filters.countries) == 1:
        return None
    results = [asked.run(name) for name in part.queries]
    if part.only_with_rows and not results[0].rows:
        return None
    if part.show == "summary":
        return replace(section, paragraphs=tuple(summed_up(asked, result, cited) for result in results))
    section = replace(section, finding=clean(results[0].finding), notes=notes(results[0], asked.filters) if part.notes else ())
    if part.show == "tiles":
        made = zip(part.queries, results, strict=True)
        return replace(section, finding="", tiles=tuple(tile(result, name in plan.MONEY, cited) for name, result in made))
    if part.show not in ("lines", "table"):  # a line and a row say by themselves that they were corrected
        section = replace(section, notes=(*section.notes, *filter(None, [clean(corrections(results[0]))])))
    return filled(asked, part, results[0], section, cited)


def summed_up(asked: Asked, result: Result, cited: Citations) -> Sentence:
    """A finding as a sentence of the summary, with the source of the figure that it reports, else those of its rows. What is counted
    from many rows has no single source that says it: the sentence says so instead."""
    said = clean(result.finding).rstrip(".")
    reported = [{"source_id": row["reported_source_id"]} for row in result.rows[:1] if row.get("reported_source_id")]
    counted_from = asked.run(result.query.counted).rows if result.query.counted else result.rows
    if reported or len({row.get("source_id") for row in counted_from}) <= MOST_NUMBERS:
        return Sentence(f"{said}.", all_numbers(reported or counted_from, cited))
    return Sentence(_("{said} (counted here; the rows and their sources stand below).").format(said=said))


def filled(asked: Asked, part: plan.Part, result: Result, section: Section, cited: Citations) -> Section:
    """A section with its sentences, rows and figure; a finding that is its first line is not said twice."""
    shown = asked.run(part.table_query) if part.table_query else result
    said = lines(part, result, cited) if part.show == "lines" else ()
    paragraphs = () if said and said[0].text == section.finding else (Sentence(section.finding),)
    return replace(section, paragraphs=paragraphs, figure=drawn(part, result), lines=said, totals=part.totals,
                   lines_left_out=len(result.rows) - len(said) if said else 0,
                   table=table(asked.store, part, shown, cited) if shown.rows and part.show == "table" else None,
                   answers=tuple({one.query.name: one for one in (shown, result) if one.rows}.values()))


def tile(result: Result, is_money: bool, cited: Citations) -> Tile:
    """The reported value with its source, or a number counted here with how many rows it is counted from; never one for the other."""
    row = result.rows[0]
    worded = published if is_money else number
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
    return Figure(part.shape, result, part.reads, _(part.reading) if part.reading else clean(result.reading), part.width, tuple(map(_, part.names)))


def lines(part: plan.Part, result: Result, cited: Citations) -> tuple[Sentence, ...]:
    """One sentence per row, from the column that holds it, at most as many as the plan allows."""
    return tuple(Sentence(clean(row[part.line]), cited.numbers(row)) for row in result.rows[:part.most])


def table(store: Store, part: plan.Part, result: Result, cited: Citations) -> Table:
    """The rows of a part for paper, in the columns that the plan names."""
    named = dict.fromkeys([*(part.columns or columns(result)), *(name for name in columns(result) if name == COLUMN)])
    kept = tuple(name for name in named if name in result.columns and name != "source_id" and form(name) != "hidden")
    rows = result.rows[:part.most]
    return Table(_(result.query.title), kept, tuple(label(name) for name in kept),
                 tuple(tuple(cell(store, name, row) for name in kept) for row in rows),
                 tuple(is_figure(name, rows) for name in kept), tuple(cited.numbers(row) for row in rows),
                 len(result.rows) - len(rows), _(part.order) if part.order else "")


def notes(result: Result, filters: Filters) -> tuple[str, ...]:
    """What a reader must know: the notes of the query, and why it does not obey a place that was chosen."""
    refused = [_("Not filtered by place: {reason}.").format(reason=_(reason)) for name, reason in result.query.ignores.items()
               if name in ("regions", "countries") and getattr(filters, name)]
    return tuple(dict.fromkeys(map(clean, [*map(_, result.query.notes), *refused])))


def all_numbers(rows: list[dict], cited: Citations) -> tuple[int, ...]:
    """The numbers of all sources of some rows, in order, each once."""
    return tuple(dict.fromkeys(number for row in rows for number in cited.numbers(row)))
