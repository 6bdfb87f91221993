"""How to quote a figure: one sentence, and the same for programs that keep references (BibTeX, RIS, CSL-JSON).

A quotation names who says so, the day of the data, the version, and the address that stays as it is.
"""

import json
import re
from collections.abc import Callable

from ocop.api.asked import Asked
from ocop.api.light import counted_from, measure
from ocop.office import monitor
from ocop.queries import Result
from ocop.report.citations import Citations
from ocop.report.words import clean
from ocop.texts import _, day, n_

MOST_SOURCES = 2
SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
           "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def sentence(call: Asked, result: Result, address: str) -> str:
    """The finding, its sources, the monitor with day and version, and where it stands for ever."""
    return (f"{clean(result.finding).rstrip('.')} ({who_says(call, result)}). "
            + _("{name}, data as of {day}, version {version}: {address}").format(
                name=monitor(), day=day(call.day()), version=call.store.fingerprint[:12], address=address))


def who_says(call: Asked, result: Result) -> str:
    """The first sources of the rows with their dates; for what was counted here, that it was."""
    told = Citations(call.store)
    for row in result.rows:
        if row.get("reported_source_id"):
            told.number(row["reported_source_id"])
        told.numbers(row)
    cited = [source.words for source in told.sources.values()]
    more = len(cited) - MOST_SOURCES
    parts = [*cited[:MOST_SOURCES], *([n_("and {n} more source", "and {n} more sources", more).format(n=more)] if more > 0 else [])]
    counted = [counted_from(result.query).rstrip(".")] if result.query.counted else []
    return "; ".join([*parts, *counted]) or _("no source on record")


def key(call: Asked) -> str:
    """The name of the reference: `ocop-countries-coverage-2026-11-26-cd7fb0d7dbc3`."""
    return f"ocop-{call.query.name.replace('/', '-')}-{call.day()}-{call.store.fingerprint[:12]}"


def note(call: Asked, result: Result) -> str:
    """What a reference adds: the measure, who says so, the version."""
    return f"{clean(measure(call, result))}. {who_says(call, result)}. " + _("Data version {version}.").format(version=call.store.fingerprint[:12])


def as_text(call: Asked, result: Result, address: str) -> str:
    """The sentence alone."""
    return sentence(call, result, address) + "\n"


def as_bibtex(call: Asked, result: Result, address: str) -> str:
    """An entry of BibTeX; letters that mean something to TeX are written so that they stand for themselves."""
    year, month, date = call.day().split("-")
    parts = {"author": monitor(), "title": clean(result.finding), "year": year, "month": month, "day": date, "note": note(call, result)}
    kept = {name: f"{{{tex(value)}}}" if name in ("author", "title") else tex(value) for name, value in parts.items()}  # in braces: never a new case
    lines = [f"  {name} = {{{value}}}," for name, value in kept.items()]
    return "\n".join([f"@misc{{{key(call)},", *lines, f"  url = {{{address}}}", "}"]) + "\n"


def tex(text: str) -> str:
    """Text as TeX shows it."""
    return re.sub(r"[\\{}&%$#_~^]", lambda found: SPECIAL[found[0]], one_line(text))


def as_ris(call: Asked, result: Result, address: str) -> str:
    """A record of RIS (type DATA); each part is one line."""
    parts = [("TY", "DATA"), ("ID", key(call)), ("AU", monitor()), ("TI", clean(result.finding)), ("PY", call.day()[:4]),
             ("DA", call.day().replace("-", "/")), ("PB", monitor()), ("N1", note(call, result)), ("UR", address), ("ER", "")]
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in parts)


def as_csl(call: Asked, result: Result, address: str) -> str:
    """A list of one item of CSL-JSON."""
    return json.dumps([{"id": key(call), "type": "dataset", "title": clean(result.finding), "author": [{"literal": monitor()}],
                        "publisher": monitor(),
                        "issued": {"date-parts": [[int(part) for part in call.day().split("-")]]}, "version": call.store.fingerprint[:12],
                        "note": note(call, result), "URL": address}], ensure_ascii=False, indent=1) + "\n"


def one_line(text: str) -> str:
    """Text without breaks of lines, which would end a part of a reference."""
    return " ".join(text.split())


FORMS: dict[str, tuple[str, str, Callable[[Asked, Result, str], str]]] = {
    "txt": ("", "text/plain; charset=utf-8", as_text), "bib": ("BibTeX", "application/x-bibtex; charset=utf-8", as_bibtex),
    "ris": ("RIS", "application/x-research-info-systems; charset=utf-8", as_ris),
    "json": ("CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl)}
