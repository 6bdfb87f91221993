"""What became known, newest first, for a reader of feeds (Atom 1.0, RFC 4287): the world, a region or a country.

An entry is a change of one day: what the record says on that day against the day before, in the sentence of the review (`review/changes`).
So an entry never changes when the record grows, whatever day the feed is read. Nothing here reads a clock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ocop import queries
from ocop.addresses import tail
from ocop.api.asked import Asked
from ocop.api.light import cautions, whose
from ocop.filters import Filters
from ocop.kept import Kept
from ocop.office import monitor
from ocop.report.citations import Citations
from ocop.report.words import clean
from ocop.scope import scope_of
from ocop.store import Store, when_swapped
from ocop.store.each import ask_each
from ocop.texts import LANGUAGE, _, number
from ocop.texts import day as spoken_day

MOST = 100
ROWS_AT_ONCE, DAYS_AT_ONCE = 400, 60  # of the record, which read otherwise, and days: asked for at once
KEPT_DAYS = Kept(1500, 20_000)  # rows of single days, which are the same for every feed of a place
when_swapped(KEPT_DAYS.keep_only)
TAG = "tag:ocop-monitor,2026:"  # RFC 4151: what begins with it is never given to anything else


@dataclass(frozen=True)
class Change:
    """One row of `review/changes` and the day from which the record says so."""

    day: date
    row: dict


def feed(call: Asked, base: str, here: str) -> bytes:
    """The feed in UTF-8; `base` is the address of the site, without a slash at its end, `here` that of the feed. Raises QueryTooSlow."""
    result, told = queries.Result(call.query, [], [], call.filters, {}), Citations(call.store)  # what it heeds, without its rows
    found = list(islice(changes(call), MOST))
    words = call.words()
    where = scope_of(call.store, call.filters, tuple(result.query.ignores)).words("in")
    made = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    put(made, "id", f"{TAG}changes{'?' if words else ''}{urlencode(sorted(words.items()), doseq=True)}")
    put(made, "title", clean(_("{name}: what became known {where}").format(name=monitor(), where=where)))
    put(made, "subtitle", clean(" ".join([_("The newest changes, at most {n}.").format(n=number(MOST)), *scope_told(call), *cautions(call, result),
                                          whose(call)])))
    put(made, "updated", at(found[0].day if found else date.fromisoformat(call.day())))
    put(SubElement(made, "author"), "name", monitor())
    SubElement(made, "link", {"rel": "self", "type": "application/atom+xml", "href": here})
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": review(base, words)})
    for change in found:
        made.append(entry(call, change, told, base))
    indent(made)
    return tostring(made, encoding="utf-8", xml_declaration=True) + b"\n"


def changes(call: Asked) -> Iterator[Change]:
    """Every change up to the day of the call, newest first; with a day to compare with, those after it."""
    for some in batched(days(call)):
        asks = [replace(call.filters, as_of=day, compare_with=day - timedelta(days=1)) for day in some]
        for day, rows in zip(some, rows_each(call.store, call.query, asks), strict=True):
            yield from (Change(day, row) for row in rows)


def rows_each(store: Store, query: queries.Query, choices: Sequence[Filters]) -> list[list[dict]]:
    """The rows that `queries.run` gives of each choice, those that no feed has asked for yet in one statement. They are kept apart: the many days
    of one feed would push out what the readers of the pages look at. Raises QueryTooSlow."""
    keys = [(store.fingerprint, LANGUAGE.get(), filters) for filters in choices]
    found = {key: rows for key in keys if (rows := KEPT_DAYS.get(key)) is not None}
    new = [key for key in keys if key not in found]
    posed = [queries.posed(store, query, filters, None) for _version, _language, filters in new]
    answers = ask_each(store, query.sql, [used for _offered, used, _key in posed])
    for key, (offered, _used, _key), answer in zip(new, posed, answers, strict=True):
        found[key] = queries.told(query, answer, offered)[1]
        KEPT_DAYS.put(key, found[key], len(found[key]))
    return [found[key] for key in keys]


def batched(turns: Sequence[tuple[date, int]]) -> Iterator[list[date]]:
    """Days to ask for at once: as many as may fill a feed, for one more day costs little where one more statement costs much."""
    some: list[date] = []
    expected = 0
    for day, count in turns:
        if some and (expected + count > ROWS_AT_ONCE or len(some) == DAYS_AT_ONCE):
            yield some
            some, expected = [], 0
        some, expected = [*some, day], expected + count
    if some:
        yield some


def days(call: Asked) -> list[tuple[date, int]]:
    """The days on which something may have become known, newest first, and how many rows of the record read otherwise from each."""
    chosen = {"day": date.fromisoformat(call.day()), "regions": list(call.filters.regions), "countries": list(call.filters.countries)}
    _names, rows = call.store.ask("select moment, turns from days_of_changes($day, $regions, $countries) order by moment desc", chosen)
    since = call.filters.compare_with or date.min
    return [(moment, turns) for moment, turns in rows if moment > since]


def entry(call: Asked, change: Change, told: Citations, base: str) -> Element:
    """One change: its sentence, since when it is on record, who says so, and the review of that one day."""
    row, made = change.row, Element("entry")
    key = "/".join(quote(str(part), safe="") for part in (change.day, row["subject"], row["key"], row["kind"]))
    put(made, "id", f"{TAG}change/{key}")
    put(made, "title", clean(row["sentence"]))
    put(made, "updated", at(change.day))
    put(made, "published", at(change.day))
    both = {"as_of": [change.day.isoformat()], "compare_with": [(change.day - timedelta(days=1)).isoformat()]}
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": review(base, {**call.words(), **both})})
    told.numbers(row)
    source = told.sources.get(row["source_id"])
    whence = f"{_('Source')}: {source.words}: {source.address}" if source else _("No source is on record for this line.")
    put(made, "content", "\n".join([clean(row["sentence"]), _("The record says so from {day}.").format(day=spoken_day(change.day)), whence]))
    return made


def scope_told(call: Asked) -> list[str]:
    """What a choice of places leaves out."""
    chosen = call.filters.regions or call.filters.countries
    return [_("Changes of global level belong to no region and no country.")] if chosen else []


def put(parent: Element, name: str, text: str) -> None:
    """An element that holds text alone."""
    SubElement(parent, name).text = text


def at(day: date) -> str:
    """The beginning of a day, as Atom writes it."""
    return f"{day.isoformat()}T00:00:00Z"


def review(base: str, words: dict[str, list[str]]) -> str:
    """The page that tells all changes between two days."""
    return f"{base}/review{tail(words)}"
