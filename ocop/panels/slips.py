"""A row of a table on a narrow screen: its name with its link, the few cells that matter most, who says so; the rest behind "More".

Real text, which a finger scrolls, a search of the browser finds and a screen reader reads. Which cells matter most a query file says in
its header (`slip`): the column with the name, then the others. Words are those of the table, but for a number with its sign, which is one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from ocop.corrections import COLUMN, columns
from ocop.panels.cells import form, label, said, signs
from ocop.panels.sources import linked, sources
from ocop.panels.view import View, safe
from ocop.queries import Result
from ocop.texts import _

FIRST = 3  # cells that stand at once where the query names none
NOTHING = "–"
Cell = tuple[str, str]  # label and words


def listed(slips: Iterable[str], title: str) -> str:
    """The slips as one list; `title` names it for those who hear it."""
    return f'<ul class="ocop-slips" role="list" aria-label="{safe(_(title))}">{"".join(slips)}</ul>'


@dataclass(frozen=True)
class Order:
    """In which order a slip says the columns of an answer: that with the name, the few that matter most, the others; with the columns
    that hold the sign of another."""

    name: str
    first: list[str]
    rest: list[str]
    signs: dict[str, str]


def order(result: Result) -> Order:
    """The order that the query names; else the first column that is no code, and those after it."""
    signed = signs(result)
    shown = [name for name in columns(result) if form(name) not in ("hidden", "sign") and name != "source_id" and name not in signed.values()]
    wanted = [name for name in result.query.slip if name in shown]
    if not wanted:
        wanted = ([name for name in shown if not name.endswith("_id") and name != "iso3"] or shown)[:FIRST + 1]
    first = wanted[1:] + ([COLUMN] if COLUMN in shown and COLUMN not in wanted else [])  # that a row was corrected is never behind "More"
    return Order(wanted[0], first, [name for name in shown if name not in (wanted[0], *first)], signed)


def slip_of(view: View, result: Result, row: dict, order: Order, address: str = "") -> str:
    """One row of an answer; `address` is what it opens. A row without a name is called by the first cell that it has."""
    words = {column: cell(view, row, column, order.signs.get(column)) for column in (order.name, *order.first, *order.rest)}
    name = next((column for column in (order.name, *order.first) if words[column]), order.name)
    first = [(label(column), words[column] or NOTHING) for column in order.first if column != name and (words[column] or column != COLUMN)]
    return slip(words[name] or NOTHING, first, [(label(column), words[column]) for column in order.rest if words[column]],
                source_of(view, row) if "source_id" in result.shown else "", address)


def cell(view: View, row: dict, column: str, sign: str | None) -> str:
    """A cell as text, a number with its sign; empty where nothing is known."""
    return "" if row[column] is None or row[column] in ("", []) else str(said(view, row, column, row[sign] if sign else None))


def source_of(view: View, row: dict) -> str:
    """Who says so, as HTML: a link where the address may be followed."""
    known = sources(view.store).get(row["source_id"] or "")
    return "" if known is None else linked(known)


def slip_of_words(row: Mapping[str, object], source: str = "") -> str:
    """One row of words by their labels: the first is its name; `source` is HTML."""
    (_label, name), *cells = ((word, str(value)) for word, value in row.items())
    return slip(name or NOTHING, [cell for cell in cells[:FIRST] if cell[1]], [cell for cell in cells[FIRST:] if cell[1]], source)


def slip(name: str, first: list[Cell], rest: list[Cell], source: str = "", address: str = "") -> str:
    """The HTML of one slip; `source` is HTML, all else is text as it came."""
    opens = (f'<a class="ocop-open" href="{escape(address)}" data-go aria-label="{safe(_("Open"))}: {safe(name)}">{safe(_("Open"))}&nbsp;›</a>'
             if address else "")
    more = f"<details><summary>{safe(_('More'))}</summary><dl>{''.join(map(pair, rest))}</dl></details>" if rest else ""
    who = f"<div><dt>{safe(_('Source'))}</dt><dd>{source}</dd></div>" if source else ""
    return (f'<li><div class="ocop-name"><strong dir="auto">{safe(name)}</strong>{opens}</div>'
            f"<dl>{''.join(map(pair, first))}{who}</dl>{more}</li>")


def pair(cell: Cell) -> str:
    """A label and its words."""
    return f'<div><dt>{safe(cell[0])}</dt><dd dir="auto">{safe(cell[1])}</dd></div>'
