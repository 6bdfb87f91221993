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
from ocop.office import monitor
from ocop.report.citations import Citations
from ocop.report.words import clean
from ocop.scope import scope_of
from ocop.store import Store
from ocop.store.each import ask_each
from ocop.texts import _, number
from ocop.texts import day as spoken_day

QUERY = "review/changes"
MOST = 100
OF_A_PLACE, OF_THE_WORLD = 60, 5  # days asked for at once: a place has few changes a day, the world many
TAG = "tag:ocop-monitor,2026:"  # RFC 4151: what begins with it is never given to anything else


@dataclass(frozen=True)
class Change:
    """One row of `review/changes` and the day from which the record says so."""

    day: date
    row: dict


def feed(call: Asked, base: str, here: str) -> bytes:
    """The feed in UTF-8; `base` is the address of the site, without a slash at its end, `here` that of the feed. Raises QueryTooSlow."""
    result, told = call.result(), Citations(call.store)
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
    for some in batched(days(call), OF_A_PLACE if call.filters.regions or call.filters.countries else OF_THE_WORLD):
        asks = [replace(call.filters, as_of=day, compare_with=day - timedelta(days=1)) for day in some]
        for day, result in zip(some, run_each(call.store, QUERY, asks), strict=True):
            yield from (Change(day, row) for row in result.rows)


def run_each(store: Store, name: str, choices: Sequence[Filters]) -> list[queries.Result]:
    """What `queries.run` says of each choice, asked for in one statement. It keeps none: the many days of one feed would push out what the
    readers of the pages look at. Raises QueryTooSlow."""
    query = queries.read(name)
    posed = [queries.posed(store, query, filters, None) for filters in choices]
    found = {key: kept for _offered, _used, key in posed if (kept := queries.KEPT_RESULTS.get(key)) is not None}
    new = [(offered, used, key) for offered, used, key in posed if key not in found]
    for (offered, _used, key), answer in zip(new, ask_each(store, query.sql, [used for _offered, used, _key in new]), strict=True):
        found[key] = queries.told(query, answer, offered)
    return [queries.Result(query, list(found[key][0]), found[key][1], filters, offered, found[key][0])
            for filters, (offered, _used, key) in zip(choices, posed, strict=True)]


def batched(found: list[date], most: int) -> Iterator[list[date]]:
    """A list in pieces."""
    return (found[first:first + most] for first in range(0, len(found), most))


def days(call: Asked) -> list[date]:
    """The days on which something may have become known, newest first."""
    chosen = {"day": date.fromisoformat(call.day()), "regions": list(call.filters.regions), "countries": list(call.filters.countries)}
    _names, rows = call.store.ask("select moment from days_of_changes($day, $regions, $countries) order by moment desc", chosen)
    since = call.filters.compare_with or date.min
    return [moment for (moment,) in rows if moment > since]


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
