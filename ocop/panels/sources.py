"""Who says so: the line of sources under every figure."""

import re
from html import escape

import streamlit as st

from ocop.panels.links import about, nearby
from ocop.panels.view import View, plain, run, safe
from ocop.queries import Result, page_of
from ocop.store import Store, once
from ocop.texts import _, day, n_, number


@once
def sources(store: Store) -> dict[str, dict]:
    """The register of sources by number."""
    names, rows = store.ask("select source_id, address, publisher, title, published_on, grade, is_copy from sources")
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def source_ids(rows: list[dict], column: str = "source_id") -> list[str]:
    """Distinct source numbers of rows, in order."""
    return list(dict.fromkeys(row[column] for row in rows if row.get(column)))


def ranked(view: View, rows: list[dict]) -> list[dict]:
    """The sources of rows: that of a reported figure (`reported_source_id`), then the others by grade and date."""
    known, leading = sources(view.store), source_ids(rows, "reported_source_id")
    cited = [known[number] for number in dict.fromkeys([*leading, *source_ids(rows)]) if number in known]
    return sorted(cited, key=lambda source: (source["source_id"] not in leading, source["grade"],
                                             -int((source["published_on"] or "0")[:4])))


def source_line(view: View, rows: list[dict], most: int = 2) -> None:
    """Who says so, in their order, and how many more."""
    cited = ranked(view, rows)
    if not cited:
        return
    parts = [cite(source) for source in cited[:most]]
    if len(cited) > most:
        parts.append(plain(n_("and {n} more source", "and {n} more sources", len(cited) - most).format(n=len(cited) - most)))
    st.caption(plain(n_("Source:", "Sources:", len(cited))) + " " + "; ".join(parts), width="content")


def full_sources(view: View, rows: list[dict]) -> str:
    """Every source of rows as a list in HTML, that of a reported figure first; empty where there is none."""
    known = sources(view.store)
    numbers = [number for number in dict.fromkeys([*source_ids(rows, "reported_source_id"), *source_ids(rows)]) if number in known]
    head = n_("Source:", "All {n} sources:", len(numbers)).format(n=len(numbers))
    return f"<p>{safe(head)}</p><ul>{''.join(f'<li>{linked(known[number])}</li>' for number in numbers)}</ul>" if numbers else ""


def says_who(view: View, result: Result) -> str:
    """The first source of what was reported and how many more there are; of a number counted here, from how many rows, and the page that
    lists them; of both, both. HTML; empty where nobody says anything."""
    cited = ranked(view, result.rows)
    more = len(cited) - 1
    parts = [linked(cited[0], is_short=True)] if cited else []
    parts += [safe(n_("and {n} more source", "and {n} more sources", more).format(n=more))] if more > 0 else []
    named = f"{safe(n_('Source:', 'Sources:', len(cited)))} {'; '.join(parts)}" if cited else ""
    return " · ".join(filter(None, [named, counted_here(view, result)]))


def counted_here(view: View, result: Result) -> str:
    """From how many rows a number was counted, as a link to the page that lists them; empty where it was reported. The rows are those of
    the programme, unit or product that the page of the figure is about."""
    if not result.query.counted:
        return ""
    rows = result.rows[0].get("counted_from") if result.rows else None
    subject = about(result)
    rows = len(run(view, result.query.counted, {word: value for word, (value,) in subject.items()}).rows) if rows is None else rows
    words = n_("Counted here from {n} row", "Counted here from {n} rows", rows).format(n=number(rows))
    return f'<a href="{escape(nearby(view, page_of(result.query.counted), **subject))}" data-go>{safe(words)}</a>' if rows else ""


def cite(source: dict) -> str:
    """One source in Markdown: a link, or plain text for an address that does not carry or is no address; a copy with its original's."""
    words, address = cited(source)
    return f"[{plain(words)}]({link_target(address)})" if address else plain(words)


def linked(source: dict, *, is_short: bool = False) -> str:
    """One source in HTML: a link that opens beside the page, or text; `is_short` without title and address of a copy's original."""
    words, address = cited(source, is_short=is_short)
    return f'<a href="{escape(link_target(address))}" target="_blank" rel="noopener">{safe(words)}</a>' if address else safe(words)


def cited(source: dict, *, is_short: bool = False) -> tuple[str, str]:
    """One source in words, and the address that a reader may follow; empty where there is none."""
    who, address = publisher(source["publisher"]), source["address"]
    weak = _(" (weak source)") if source["grade"] == "D" else ""
    if source["is_copy"]:
        return of_copy(source, is_short=is_short) + weak, ""
    if not is_web(address):
        return f"{who}, {address}{weak}", ""
    words = f"{who}, {day(source['published_on']) if source['published_on'] else _('undated')}"
    return words + weak, "" if weak else address


def titled(source: dict) -> str:
    """One source in words with its title, for a cell."""
    words, _address = cited(source)
    title = "" if source["is_copy"] or not source["title"] or source["title"] == source["address"] else source["title"]
    return f"{words}: {title}" if title else words


def of_copy(source: dict, *, is_short: bool = False) -> str:
    """A source that was read in a copy: publisher, title and date of the original and its address as text; `is_short` who and when alone."""
    when = day(source["published_on"]) if source["published_on"] else _("undated")
    title = source["title"] if source["title"] and not source["address"].startswith(source["title"]) else ""
    parts = [publisher(source["publisher"]), when] if is_short else [publisher(source["publisher"]), title, when, bare(source["address"])]
    return ", ".join(part for part in parts if part) + _(" (read in a copy)")


def is_web(address: str) -> bool:
    """Whether this is a web address, and not the title of a text."""
    return address.startswith(("http://", "https://"))


def carries(source: dict) -> bool:
    """Whether a reader may follow the address: that of a weak source, of a copy or of a text is shown and never linked."""
    return source["grade"] != "D" and not source["is_copy"] and is_web(source["address"])


def bare(address: str) -> str:
    """An address as text: without its protocol, so that nothing makes a link of it."""
    return address.removeprefix("https://").removeprefix("http://")


def cite_number(view: View, number: str | None) -> str:
    """The source of this number in Markdown; empty where the row has none."""
    known = sources(view.store).get(number or "")
    return cite(known) if known else ""


def link_target(address: str) -> str:
    """An address that cannot end its Markdown link early."""
    return re.sub(r"[\s()<>\[\]]", lambda found: f"%{ord(found[0]):02X}", address)


def publisher(name: str) -> str:
    """The short name of a publisher."""
    return "FAO" if name.endswith("(FAO)") else name
