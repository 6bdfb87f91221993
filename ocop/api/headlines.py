"""The card of a headline figure or of a sentence: which words stand on it. Its picture and its frame say the same as the tile of the page."""

from ocop.api.asked import Asked
from ocop.api.light import UP, cautions, counted_from
from ocop.charts.cards import Card, Words
from ocop.corrections import corrected
from ocop.headline import FORMS, change, dated
from ocop.office import monitor, whose_not
from ocop.queries import Result, wanted
from ocop.report.citations import Citations, Source
from ocop.report.words import clean
from ocop.scope import scope_of
from ocop.texts import _, day


def card_of(call: Asked, result: Result, *, is_bare: bool = False) -> Card:
    """The card of the one row; without who says so where that stands around it (`is_bare`)."""
    title, row = clean(result.finding), result.rows[0]
    return Card(title, tuple(sentence(result) if call.query.card == "sentence" else figure(call, result, row)),
                () if is_bare else tuple(foot(call, result, row)), past(row))


def sentence(result: Result) -> list[Words]:
    """The finding, large."""
    return [Words(clean(result.finding), 14, is_bold=True, room=4)]


def figure(call: Asked, result: Result, row: dict) -> list[Words]:
    """Measure and place, the number, its change, what the number does not say."""
    form = FORMS[call.query.card]
    scope = scope_of(call.store, call.filters, tuple(call.query.ignores))
    named = " · ".join(filter(None, (_(call.query.title), scope.places, scope.types)))
    when = dated(row, result.parameters["as_of"])
    changed = change(row, form, result.parameters["compare_with"]) or ""
    told = clean(result.finding)
    return [Words(clean(named), 12, "muted", is_bold=True), Words(form(row["value"], row["qualifier"]), 28, is_bold=True),
            Words(" · ".join(filter(None, (when, changed))), 12), Words(told[:1].upper() + told[1:], 11, "muted", room=2)]


def past(row: dict) -> list:
    """The days and values of the small line, where there are enough of them, as on the tile."""
    known = [(when, value) for when, value in zip(row.get("series_on") or (), row.get("series") or (), strict=False)
             if when is not None and value is not None]
    return known if len(known) > 2 else []


def foot(call: Asked, result: Result, row: dict) -> list[Words]:
    """What a reader must know first, the day, who says so, whose it is."""
    first = [Words(line, 10, is_bold=True) for line in (*cautions(call, result), corrected(row)) if line]
    when = [_("As of {day}").format(day=day(call.day()))] if "as_of" in wanted(call.store, call.query) else []
    said, link = who_says(call, row)
    whose = _("{name}, data version {version}. {whose_not}").format(
        name=monitor(), version=call.store.fingerprint[:12], whose_not=whose_not()).strip()
    return [*first, Words(". ".join([*when, said]), 10, "muted", link=link),
            Words(whose, 10, "muted", link=f"{UP}view/{call.query.name}{call.tail()}")]


def who_says(call: Asked, row: dict) -> tuple[str, str]:
    """The source of a reported number with its address, else from which rows it was counted."""
    told = Citations(call.store)
    told.numbers(row)
    if not told.sources:
        return (counted_from(call.query) if call.query.counted else _("No source on record.")), ""
    source = next(iter(told.sources.values()))
    more = _(" and {n} more").format(n=len(told.sources) - 1) if len(told.sources) > 1 else ""
    return _("Source: {name}{more}").format(name=named(source), more=more), source.link


def named(source: Source) -> str:
    """Publisher, date and grade of a source; its title stands in the list of sources."""
    when = day(source.published_on) if source.published_on else _("undated")
    return _("{publisher}, {when} (grade {grade})").format(publisher=source.publisher, when=when, grade=source.grade)
