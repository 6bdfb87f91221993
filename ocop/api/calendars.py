"""Events as a calendar that a calendar program keeps up with (iCalendar, RFC 5545): the rows of `events/register` for a choice.

An entry of a calendar lies on days. So only events whose days a source gives are in it; a month, a year or no day is never stretched to
days: such events are left out, and the description of the calendar counts them. Nothing here reads a clock: the same rows give the same bytes.
"""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from ocop.api.asked import Asked
from ocop.api.light import cautions, whose
from ocop.corrections import corrected
from ocop.filters import DAY
from ocop.office import monitor
from ocop.queries import Result
from ocop.report.citations import Citations
from ocop.report.words import cell, clean
from ocop.scope import scope_of
from ocop.texts import _, day, n_, number

HOLDER = "ocop-monitor"  # whose numbers the entries have: part of each UID, which never changes


def calendar(call: Asked, base: str) -> bytes:
    """The calendar in UTF-8; `base` is the address of the site, without a slash at its end. Raises QueryTooSlow."""
    result, told = call.result(), Citations(call.store)
    events = [event(call, row, told, base) for row in result.rows if days_of(row)]
    made = Calendar()
    for name, value in (("prodid", f"-//{monitor()}//EN"), ("version", "2.0"), ("calscale", "GREGORIAN")):
        made.add(name, value)
    where = scope_of(call.store, call.filters, tuple(result.query.ignores)).words("in")
    for names, text in ((("name", "x-wr-calname"), _("OCOP events {where}").format(where=where)),
                        (("description", "x-wr-caldesc"), description(call, result, len(events)))):
        for name in names:
            made.add(name, vText(clean(text)))
    for one in events:
        made.add_component(one)
    if not events:
        made.add_component(no_time())
    return made.to_ical()


def days_of(row: dict) -> tuple[date, date | None] | None:
    """First and last day of an event; the last is None where no source gives it. None where a day is not known to the day."""
    start, end = row["starts_on"] or "", row["ends_on"] or ""
    if not DAY.fullmatch(start) or end and not DAY.fullmatch(end):
        return None
    return date.fromisoformat(start), date.fromisoformat(end) if end else None


def event(call: Asked, row: dict, told: Citations, base: str) -> Event:
    """One event. Without a last day it stands on its first day alone."""
    start, end = days_of(row) or (date.min, None)
    made = Event()
    made.add("uid", f"{clean(row['event_id'])}@{HOLDER}")
    made.add("dtstamp", said_on(row))
    made.add("dtstart", start)
    if end:
        made.add("dtend", end + timedelta(days=1))  # the first day after it
    made.add("summary", clean(row["title"]))
    if place := place_of(row):
        made.add("location", place)
    made.add("description", about(call, row, told, has_end=bool(end)))
    made.add("url", f"{base}/events?{urlencode({**call.words(), 'entry': row['event_id']}, doseq=True)}")
    made.add("transp", "TRANSPARENT")  # it takes no hour of the reader's day
    return made


def said_on(row: dict) -> datetime:
    """When the row was last written: the day of its correction, else the one on which it became known; of a month or year the first day."""
    written = row["corrected_on"] or row["known_on"]
    return datetime.fromisoformat(written + "-01-01"[:10 - len(written)]).replace(tzinfo=UTC)


def place_of(row: dict) -> str:
    """Town and country as far as they are known; else that it was held online."""
    held = ", ".join(clean(part) for part in (row["city"], row["host"]) if part)
    return held or (_("online") if row["format"] == "virtual" else "")


def about(call: Asked, row: dict, told: Citations, *, has_end: bool) -> str:
    """What else is on record of an event, its caveats and its sources with their addresses; one line for each."""
    lines = [", ".join(cell(call.store, name, row) for name in ("type", "level", "state"))]
    lines += [] if has_end else [_("Its last day is not on record.")]
    lines += [clean(row["note"])] if row["note"] else []
    lines += [text] if (text := corrected(row)) else []
    told.numbers({"source_id": row["source_id"], "source_ids": row["other_source_ids"]})
    named = [told.sources.get(one) for one in (row["source_id"], *(row["other_source_ids"] or ()))]
    return "\n".join([*lines, *(f"{_('Source')}: {source.words}: {source.address}" for source in named if source)])


def description(call: Asked, result: Result, shown: int) -> str:
    """How many events are in the calendar, how many are not and why, and whose calendar it is."""
    left = len(result.rows) - shown
    lines = [_("{n} of {all} events on record as of {day}.").format(n=number(shown), all=number(len(result.rows)), day=day(call.day()))]
    if left:
        lines.append(n_("{n} is left out: public sources give its day only as a month or a year, or not at all.",
                        "{n} are left out: public sources give their day only as a month or a year, or not at all.", left).format(n=number(left)))
    return " ".join([*lines, *cautions(call, result), whose(call)])


def no_time() -> Timezone:
    """What stands in a calendar without an event: RFC 5545 wants one part at least, and this one shows nothing."""
    made, standard = Timezone(), TimezoneStandard()
    made.add("tzid", "Etc/UTC")
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    made.add_component(standard)
    return made
