"""Countries against steps, as a table of signs: one piece of HTML, which is whole on paper too and comes sooner than an interactive grid.

A sign says what kind of evidence is public, the words beside it from which day; the name of a row opens the country. The browser alone
searches the rows (`static/page.js`).
"""

from html import escape

import streamlit as st

from ocop.corrections import columns
from ocop.panels.blocks import heading
from ocop.panels.cells import form, label, worded
from ocop.panels.kept import once
from ocop.panels.later import later
from ocop.panels.links import nearby
from ocop.panels.opening import foot
from ocop.panels.slips import listed, order, slip_of
from ocop.panels.sources import linked, sources
from ocop.panels.view import View, run, safe
from ocop.queries import Result
from ocop.texts import _, n_, number, short_day

NAME = "readiness/matrix"
STATES = ("evidence", "spoken of", "no public evidence")
ROW_BY, ELSEWHERE = "country", ("iso3", "steps_in_all")
FEW = 7  # rows that need no search
FIRST = 20  # rows of the list on a narrow screen; one tap shows the others


def matrix(view: View) -> Result:
    """The block of `readiness/matrix`: finding, search box, signs, sources."""
    result = run(view, NAME)
    with st.container(border=True, key="table-readiness-matrix", gap="xsmall"):
        heading(view, result, most=0)
        if result.rows:  # its links hold the whole choice, also what the query does not ask for
            st.html(once(view, result, "matrix", lambda: drawn(view, result), repr(view.filters.words())))
        foot(view, result, has_twin=False)
    return result


def drawn(view: View, result: Result) -> str:
    """Search box, table for a wide screen and for paper, list for a narrow one."""
    rows = len(result.rows)
    named = f'class="ocop-matrix" style="--rows: {rows}" tabindex="0" role="region" aria-label="{safe(_(result.query.title))}"'
    wide = later(table(view, result), attributes=named)
    narrow = later(slips(view, result), attributes='class="ocop-narrow"')
    return f'<div class="ocop-found">{search_box(rows) if rows > FEW else ""}{wide}{narrow}</div>'


def search_box(rows: int) -> str:
    """The box that leaves out the rows without its words, and what it says of them."""
    said = safe(_("Rows shown: {n} of {all}"))
    return (f'<p><input type="search" data-finds data-said="{said}" maxlength="80" aria-label="{safe(_("Search these rows"))}" '
            f'placeholder="{safe(_("Search these {n} rows").format(n=number(rows)))}"> <span role="status"></span></p>')


def slips(view: View, result: Result) -> str:
    """The rows as a list; of a long one the first rows, the others behind one tap."""
    said_in = order(result)
    made = [slip_of(view, result, row, said_in, nearby(view, "country", country=[row["iso3"]])) for row in result.rows]
    title, rest = result.query.title, made[FIRST:]
    more = n_("Show {n} more", "Show {n} more", len(rest)).format(n=number(len(rest)))
    return listed(made[:FIRST], title) + (f"<details><summary>{safe(more)}</summary>{listed(rest, title)}</details>" if rest else "")


def table(view: View, result: Result) -> str:
    """The rows as an HTML table; what its signs mean stands above it."""
    beside = (ROW_BY, *ELSEWHERE, *(["region"] if len({row["region"] for row in result.rows}) == 1 else []))
    shown = [name for name in columns(result) if name not in beside and form(name) != "hidden"]
    head = "".join(f'<th scope="col">{safe(label(name))}</th>' for name in (ROW_BY, *shown))
    body = "".join(drawn_row(view, row, shown) for row in result.rows)
    legend = " · ".join(f"{sign(state)}{safe(worded(view, 'step_joined', state))}" for state in STATES)
    return f"<table><caption>{legend}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def drawn_row(view: View, row: dict, shown: list[str]) -> str:
    """One country: its name as a link, then its cells."""
    address = escape(nearby(view, "country", country=[row["iso3"]]))
    cells = "".join(f"<td>{cell(view, row, name)}</td>" for name in shown)
    return f'<tr><th scope="row"><a href="{address}" data-go>{safe(row[ROW_BY])}</a></th>{cells}</tr>'


def cell(view: View, row: dict, name: str) -> str:
    """A cell as HTML: a sign with its day, a count of all steps, a source as a link, else words."""
    value = row[name]
    if value is None:
        return "–"
    if name == "source_id":
        known = sources(view.store).get(value)
        return linked(known) if known else "–"
    if name == "steps_reached":
        return safe(_("{n} of {all}").format(n=number(value), all=number(row["steps_in_all"])))
    if form(name) == "step":
        return signed(view, name, value)
    return safe(short_day(value) if form(name) == "day" else worded(view, name, value))


def signed(view: View, name: str, value: str) -> str:
    """The sign of a step and, for evidence, its day; a sign alone is told to those who only hear it."""
    state = value if value in STATES else "evidence"
    when = safe(short_day(value)) if value[:1].isdigit() else safe(_("undated")) if state == "evidence" else ""
    return sign(state, safe(worded(view, name, state))) + when


def sign(state: str, words: str = "") -> str:
    """A disc that is full, half full or empty; `static/page.css` draws it, as fonts do not agree on such a letter."""
    told = f'role="img" aria-label="{words}" title="{words}"' if words else 'aria-hidden="true"'
    return f'<span class="{state.replace(" ", "-")}" {told}></span>'
