"""The reader's choice between his browser and the page: heard at the start of a run, shown in the inputs, written to the address.

The newest choice of each word wins, whatever arrives late (`ocop/newest.py` says how). For that the browser hands back, in an input
that nobody sees, the number of the last answer that it shows.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ocop import filters
from ocop.newest import Memory, Message, Values
from ocop.store import Store
from ocop.texts import _

TURN, TABLES, FILE = "turn", "tables", "file"  # what nobody sees
ASKED = "asked-file"


def memory() -> Memory:
    """What this session knows of its reader's choices."""
    if "memory" not in st.session_state:
        st.session_state["memory"] = Memory(of_a_page=filters.PLACES_ON_A_PAGE)
    return st.session_state["memory"]


def hear(opened: Store, page: str) -> tuple[filters.Filters, list[str]]:
    """The reader's choice after what his browser has told, and what he must be told of it; the address follows the choice."""
    mine = memory()
    with mine.lock:
        fresh = mine.hear(_message(mine, page))
        words, left_out = filters.agreed(opened, {word: list(values) for word, values in mine.choice.items()}, fresh)
        chosen, told = filters.parse(opened, words)
        if fresh or told:
            mine.notices = left_out + told + strange_frame(mine)
        places = {word: mine.choice[word] for word in (*filters.PLACES_ON_A_PAGE, *filters.SHOWN) if word in mine.choice}
        mine.choice = {word: tuple(values) for word, values in chosen.words().items()} | places
        write(mine)
        return chosen, mine.notices + filters.cautions(opened, chosen)


def has_row() -> bool:
    """Whether the row of filters stands on the page: always, but in a frame only where the link asks for it (`filters=true`)."""
    return not st.context.is_embedded or memory().choice.get("filters") == ("true",)


def strange_frame(mine: Memory) -> list[str]:
    """What to tell of a value of `filters` that is none; it is left out."""
    values = mine.choice.get("filters", ())
    if values in ((), ("true",), ("false",)):
        return []
    mine.choose(filters=())
    return [_("The link asks for filters {value}; it was left out. Write filters=true for the row of filters in a frame, or leave the word "
              "out.").format(value=", ".join(repr(value[:40]) for value in values[:3]))]


def _message(mine: Memory, page: str) -> Message:
    """What the browser tells with this run."""
    seen = str(st.session_state.get(TURN) or "")
    return Message(page, {word: tuple(st.query_params.get_all(word)) for word in st.query_params},
                   {name: _values(st.session_state[name]) for name in mine.inputs if name in st.session_state},
                   int(seen) if re.fullmatch("[0-9]{1,9}", seen) else 0,
                   bool(getattr(get_script_run_ctx(), "is_history_navigation", False)))


def _values(value: object) -> Values:
    """What an input holds, in the form of link words."""
    many = value if isinstance(value, list | tuple) else [] if value is None or value == "" else [value]
    return tuple(one.isoformat() if isinstance(one, date) else str(one) for one in many)


def write(mine: Memory) -> None:
    """Write the choice to the address in one piece, unless it stands there or is on its way."""
    if not mine.is_written(mine.choice):
        st.query_params.from_dict(in_order(mine.choice))
        mine.write(mine.choice)


def in_order(words: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Link words in the order in which every link has them."""
    return {word: list(words[word]) for word in (*filters.WORDS, *filters.PLACES_ON_A_PAGE, *filters.SHOWN) if word in words}


def choose(**words: list[str]) -> None:
    """Take a choice made on the page, as a click in a chart; it shows from the next run on."""
    memory().choose(**{word: tuple(values) for word, values in words.items()})


def follow(name: str, value: object, meaning: Callable[[Values], Mapping[str, Values]]) -> None:
    """Let the input `name`, which is drawn next, show `value`. What the reader puts into it means these link words."""
    is_shown = name in st.session_state and _values(st.session_state[name]) == _values(value)
    if memory().ask(name, _values(value), is_shown, meaning):
        st.session_state[name] = value


def follow_turn() -> None:
    """The unseen inputs: one hands back the number of this answer; one holds the names of the blocks whose rows the reader wants as tables,
    one the file that he asked for with this run alone (`static/page.js` writes them). They are drawn after the inputs that the first vouches
    for."""
    st.session_state[TURN] = str(memory().turn)
    st.session_state[ASKED] = str(st.session_state.get(FILE) or "")
    st.session_state[FILE] = ""
    with st.container(key="unseen"):
        st.text_input(_("Answer"), key=TURN, label_visibility="collapsed")
        st.text_input(_("Tables"), key=TABLES, label_visibility="collapsed")
        st.text_input(_("File"), key=FILE, label_visibility="collapsed")


def wants_table(slug: str) -> bool:
    """Whether the reader asked for the rows of this block as a table."""
    return slug in str(st.session_state.get(TABLES) or "").split()


def wanted_file() -> str:
    """The file that the reader asks for with this run; empty for none."""
    return str(st.session_state.get(ASKED) or "")
