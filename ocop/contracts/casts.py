"""From the text of one cell to its typed value, one function per type. Each is called once per distinct
text of a column.
"""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from . import amounts, cells, codes, dates
from .contract import Column
from .problems import Fault

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_BARE = re.compile(r"www\.|//|https?\W|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/|:[0-9]+/)"
                   r"|[\w-]+(?:\.[\w-]+)*\.(?:(?:org|com|net|int|gov|edu|info|eu)|(?:org|gov|go|com|co|ac|edu|gob|gouv)\.[a-z]{2})$",
                   re.IGNORECASE)  # an address without its scheme
_EMAIL = re.compile(r"\w@[\w-]+\.\w")
_CITATION_ADVICE = "Write an address that begins with https://, or the citation in words."
_PERSONAL = Fault(
    "personal data", "holds an e-mail address", "Take it out, unless it may be published.", "warn"
)
_ALIASES: dict[str, Callable[[str], tuple[str, Fault | None]]] = {
    "country": codes.country_name,
    "iso3": codes.iso3_code,
    "currency": codes.currency_code,
}


@dataclass(frozen=True)
class Outcome:
    """What became of a text: its value (None: empty or refused) and the findings on the way."""

    value: object
    faults: tuple[Fault, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(fault.level == "refuse" for fault in self.faults)


def cast(column: Column, written: str) -> Outcome:
    """The typed value of one cell: str, int, float, bool, date, Span, or a tuple of str for a list."""
    text, fixed = cells.cleaned(written)
    if not text:
        return Outcome(None, fixed)
    fault = cells.unreadable(text)
    if fault is None and column.type not in ("text", "address"):
        fault = cells.placeholder(text)
    if fault is not None:
        fixed += (fault,)
        if fault.level == "refuse":
            return Outcome(None, fixed)
    outcome = _listed(column, text) if column.list else _CASTS[column.type](column, text)
    return Outcome(outcome.value, fixed + outcome.faults)


def _listed(column: Column, text: str) -> Outcome:
    items = [item.strip() for item in text.split(";")]
    if not all(items):
        return Outcome(
            None, (Fault("empty item", "holds an empty item", 'Write the items with one ";" between them.'),)
        )
    outcomes = [_text(column, item) for item in items]
    faults = tuple(fault for outcome in outcomes for fault in outcome.faults)
    values = tuple(outcome.value for outcome in outcomes)
    if len(set(values)) < len(values):
        faults += (Fault("repeated item", "names an item twice", "It counts once. Delete the second one.", "warn"),)
        values = tuple(dict.fromkeys(values))
    return Outcome(values, faults)


def _text(column: Column, text: str) -> Outcome:
    value, fault = _ALIASES[column.aliases](text) if column.aliases else (text, None)
    faults: tuple[Fault, ...] = () if fault is None else (fault,)
    if text not in (*column.allowed, column.unknown) and (doubt := cells.placeholder_in_text(text)):
        faults += (doubt,)
    if "@" in value and _EMAIL.search(value):
        faults += (_PERSONAL,)
    return Outcome(value, faults)


def _flag(_: Column, text: str) -> Outcome:
    if text in ("true", "false"):
        return Outcome(text == "true")
    meant = {"yes": "true", "y": "true", "1": "true", "no": "false", "n": "false", "0": "false"}.get(
        text.casefold()
    )
    meant = meant or (text.casefold() if text.casefold() in ("true", "false") else None)
    advice = f"Write {meant}, if that is meant." if meant else cells.EMPTY_IS_UNKNOWN
    return Outcome(None, (Fault("not a flag", "is neither true nor false", advice),))


def _address(column: Column, text: str) -> Outcome:
    """A web address, or a citation in words; a scheme other than http(s) is refused, because it could run
    in a browser."""
    scheme = _SCHEME.match(text)
    if column.is_web_only and not text.casefold().startswith(("http://", "https://")):
        return Outcome(None, (Fault("not an address", "is not a web address", "Write an address that begins with https://."),))
    is_web = scheme is not None and scheme[1].casefold() in ("http", "https")
    if not is_web:
        is_link = (
            _BARE.match(text) is not None
            or scheme is not None
            and not _is_citation(scheme[1], text[scheme.end() :])
        )
        doubt = cells.placeholder_in_text(text)
        return (
            Outcome(None, (Fault("not an address", "is not a web address", _CITATION_ADVICE),))
            if is_link
            else Outcome(text, () if doubt is None else (doubt,))
        )
    return (
        Outcome(text)
        if _is_sound(text)
        else Outcome(None, (Fault("not an address", "is a broken web address", _CITATION_ADVICE),))
    )


def _is_citation(prefix: str, rest: str) -> bool:
    """`doi:10.4060/x` and `Title: subtitle` are citations, `javascript:x` is not."""
    return rest.startswith(" ") or prefix.casefold() in ("doi", "isbn", "issn", "urn")


def _is_sound(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return (
            bool(parts.hostname)
            and parts.username is None
            and (parts.port or 1) > 0
            and _is_public(parts.hostname)
            and not re.search(r"[\s<>\"]", address)
        )
    except ValueError:
        return False


def _is_public(host: str) -> bool:
    """A name with a dot, or an address of the public network: nobody else can open `http://localhost/`."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host.strip(".") and not host.casefold().endswith((".local", ".localhost", ".internal", ".lan"))


def _by(read: Callable[[str], object]) -> Callable[[Column, str], Outcome]:
    def one(_: Column, text: str) -> Outcome:
        value = read(text)
        return Outcome(None, (value,)) if isinstance(value, Fault) else Outcome(value)

    return one


_CASTS = {
    "text": _text,
    "address": _address,
    "flag": _flag,
    "integer": _by(amounts.integer),
    "decimal": _by(amounts.decimal),
    "day": _by(dates.day),
    "date": _by(dates.span),
}
