"""The rows of a table as a reader meets them: a search box that is seen, and for each row a link to all that is known of it.

What a row opens is named by a link word: a country and a product have a page, any other entry a card on the page of its register
(`/events?entry=OCOP-EV-023`). A register hides no row: the box leaves rows out only while words stand in it.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from ocop.filters import day_of, reconciled
from ocop.panels.cells import words_of
from ocop.panels.choice import choose, memory, write
from ocop.panels.entries import entry
from ocop.panels.grids import grid
from ocop.panels.kept import once
from ocop.panels.links import about, link, nearby, open_country, page_path
from ocop.panels.view import VIEW, View, everywhere, plain, run
from ocop.queries import Result
from ocop.texts import _, day, n_, number, without_accents

WORD = "entry"
SEAT = "entry-seat"  # the register in which the reader opened a row: its card stands there, and not above the page
OPENED: ContextVar[int] = ContextVar("opened", default=-1)  # the turn in which a page last asked for an entry
FEW = 7


@dataclass(frozen=True)
class Opening:
    """What a row opens: the page, its link word, the column with the code, and for a card the column with its heading."""

    page: str
    word: str
    column: str
    head: str = ""


OPENINGS = {"events/register": Opening("events", WORD, "event_id", "title"), "funding/register": Opening("funding", WORD, "fund_id", "project"),
            "task_forces/register": Opening("task_forces", WORD, "body_id", "body"),
            "priorities/actions": Opening("priorities", WORD, "action_id", "statement"),
            "countries/register": Opening("country", "country", "iso3"),
            "products/register": Opening("products", "product", "product_id"),
            "programme/units": Opening("programme", "unit", "unit_id"), "programme/products": Opening("programme", "unit", "unit_id"),
            "programmes/headlines": Opening("programme", "programme", "programme_id"),
            "programmes/register": Opening("programme", "programme", "programme_id")}
WORDS = {one.page: (one.word,) for one in OPENINGS.values()} | {"programme": ("programme", "unit")}  # what the code of an answer is written under


@st.fragment
def register(view: View, result: Result, height: int | Literal["auto", "content"], key: str) -> None:
    """Rows with their search box; a row that can be opened opens."""
    VIEW.set(view)  # a search or a click reruns these rows alone
    name = result.query.name
    opening, kept = OPENINGS.get(name), searched(view, result)
    if opening and opening.head and st.session_state.get(SEAT) == name:
        card(view, name)
    picked = grid(view, result, height=height, key=key, kept=kept, codes=[row[opening.column] for row in result.rows] if opening else None,
                  address=(lambda code: nearby(view, opening.page, **{**about(result), opening.word: [code]})) if opening else None)
    if opening and picked is not None:
        follow_row(view, result, opening, result.rows[picked if kept is None else kept[picked]])


def searched(view: View, result: Result) -> list[int] | None:
    """The places of the rows that hold the words of the search box; None where nothing is searched for."""
    if len(result.rows) <= FEW:
        return None
    words = st.text_input(_("Search these rows"), key=f"find-{result.query.name}", type="search", live=True, max_chars=80, width=280,
                          placeholder=_("Search these {n} rows").format(n=number(len(result.rows))), label_visibility="collapsed")
    parts = without_accents(words).split()
    if not parts:
        return None
    letters = once(view, result, "letters", lambda: letters_of(view, result))
    kept = [place for place, text in enumerate(letters) if all(part in text for part in parts)]
    st.caption(plain(n_("{n} of {all} rows holds these words", "{n} of {all} rows hold these words", len(kept)).format(
        n=number(len(kept)), all=number(len(result.rows)))))
    return kept


def letters_of(view: View, result: Result) -> list[str]:
    """What a reader sees of each row, without capitals and accents."""
    cells = once(view, result, "table", lambda: words_of(view, result))
    cells = cells.drop_columns(["source_id"]) if "source_id" in cells.column_names else cells
    return [without_accents("\n".join(str(value) for value in row.values() if value is not None)) for row in cells.to_pylist()]


def follow_row(view: View, result: Result, opening: Opening, row: dict) -> None:
    """Open a row: its page, or its card here or on the page of its register."""
    code = row[opening.column]
    if opening.word == "country":
        open_country(row)
    elif memory().page == opening.page:
        if opening.head:
            st.session_state[SEAT] = result.query.name
        choose(**{opening.word: [code]})
        st.rerun()
    elif code:
        st.session_state.pop(SEAT, None)
        st.switch_page(page_path(opening.page), query_params=reconciled(view.store, {**view.filters.words(), **about(result), opening.word: [code]}))


def opened(view: View, name: str) -> None:
    """The entry that the link asks for, as a card at the head of its page, unless it was opened in the register; a strange one is told."""
    OPENED.set(memory().turn)
    asked = memory().choice.get(WORD, ())
    if not asked:
        st.session_state.pop(SEAT, None)
    elif told := strange(view, name, asked):
        st.warning(plain(told), icon=":material/link_off:")
        choose(entry=[])
        write(memory())
    elif st.session_state.get(SEAT) != name:
        card(view, name)


def strange(view: View, name: str, asked: tuple[str, ...]) -> str:
    """What is to be told of an entry that cannot be opened; empty for one that can."""
    if len(asked) > 1:
        return _("The link asks for {n} entries; a page opens one. Write entry once.").format(n=len(asked))
    if found(view, name, asked[0]):
        return ""
    if found(view, name, asked[0], ever=True):
        return _("The entry {code} was not yet known on {when}.").format(code=repr(asked[0]), when=day(day_of(view.store, view.filters)))
    return _("The link asks for the entry {code}, which this page does not have; its register lists those it has.").format(code=repr(asked[0][:40]))


def found(view: View, name: str, code: str, *, ever: bool = False) -> dict | None:
    """A row of a register by its code, wherever it is; with `ever` as of the last day."""
    return next((row for row in run(everywhere(view, ever=ever), name).rows if row[OPENINGS[name].column] == code), None)


def card(view: View, name: str) -> None:
    """The entry that is open, and the way back to all of them."""
    (code, *_others), whole, opening = memory().choice.get(WORD, ("",)), everywhere(view), OPENINGS[name]
    if row := found(view, name, code):
        entry(view, run(whole, name), row, head=opening.head)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"close-{name.replace('/', '-')}"):
            link(view, opening.page, _("Close this entry"), icon=":material/close:")
            if code not in [other[opening.column] for other in run(view, name).rows]:
                st.caption(plain(_("It is not among what is chosen above.")))


def tell_strange_entry() -> None:
    """Tell of an entry in the link where the page opens none; called when the page has run."""
    if memory().choice.get(WORD) and OPENED.get() != memory().turn:
        st.warning(plain(_("The link asks for an entry, which this page does not open; events, funds, bodies and actions have entries on their "
                           "pages.")), icon=":material/link_off:")


def open_entry(code: str) -> None:
    """Open an entry that was chosen in a chart of its page."""
    if memory().choice.get(WORD) != (code,):
        st.session_state.pop(SEAT, None)
        choose(entry=[code])
        st.rerun()
