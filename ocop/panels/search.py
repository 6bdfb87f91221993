"""The search of every page: a button in the header, opened by the key `/`, and answers as links with the match marked.

What is typed reruns the answers alone, never the page. The keys are those of `static/page.js`: Enter opens the first answer, the arrows
go through them. Nothing known later than the chosen day is found.
"""

import re
from html import escape

import streamlit as st

from ocop.corrections import corrections
from ocop.filters import reconciled
from ocop.panels.links import page_path
from ocop.panels.registers import WORDS
from ocop.panels.sources import source_line
from ocop.panels.view import View, plain, run
from ocop.queries import Result
from ocop.texts import _, without_accents

KEY = "search-words"
LONGEST = 200


def search(view: View) -> None:
    """The button and what it opens."""
    with st.container(key="search"), st.popover(_("Search"), icon=":material/search:", help=_("Press / to search"), width="content"):
        asked(view)


@st.fragment
def asked(view: View) -> None:
    """The input and the answers to what stands in it."""
    words = st.text_input(_("Country, product, event, fund, body, promise or figure"), key=KEY, type="search", live=True,
                          max_chars=LONGEST, placeholder=_("Search"))
    with st.container(key="search-answers", gap="xxsmall"):
        if words.strip():
            answers(view, words.strip(), run(view, "search/found", {"words": words}))


def answers(view: View, words: str, result: Result) -> None:
    """The answers as links, nearest first, each with its kind; else what to try."""
    for row in result.rows:
        codes = [[code] for code in (row["code"] or "").split("/") if code]  # of a unit: its programme and its own
        more = dict(zip(WORDS.get(row["page"], ()), codes, strict=False))
        st.page_link(page_path(row["page"]), label=label(row, words), query_params=reconciled(view.store, {**view.filters.words(), **more}))
    st.caption(plain(result.finding))
    if told := spellings(result.rows):
        st.caption(plain(told))
    if told := corrections(result):
        st.caption(plain(told))
    source_line(view, result.rows)
    st.html(f'<span data-answers="{escape(words)}"></span>')  # whose answers these are, for the key Enter


def label(row: dict, words: str) -> str:
    """The name of an answer with the match marked, the spelling by which it was found where that is another one, and its kind."""
    by = "" if row["matched"] == row["name"] else f" ({marked(row['matched'], words)})"
    return f"{marked(row['name'], words)}{by} · {plain(kinds().get(row['kind'], row['kind']))}"


def spellings(rows: list[dict]) -> str:
    """Which answers were found by a spelling that no source on record has; empty where there is none."""
    strange = list(dict.fromkeys(row["matched"] for row in rows if not row["is_of_record"]))
    return _("Spellings known to this monitor, of no source on record: {names}.").format(names=", ".join(strange)) if strange else ""


def kinds() -> dict[str, str]:
    """The kinds of answers in words."""
    return {"Country": _("Country"), "Product": _("Product"), "Event": _("Event"), "Fund": _("Fund"), "Body": _("Body"),
            "Action": _("Action"), "Indicator": _("Figure"), "Programme": _("National programme"), "Unit": _("Unit of a programme"),
            "Page": _("Page"), "Chart": _("Chart or table")}


def marked(name: str, words: str) -> str:
    """A name as Markdown, with the first place in it that reads like the words in bold; as it is where they are written otherwise."""
    letters = [without_accents(letter) for letter in name]
    places = [place for place, letter in enumerate(letters) for _sign in letter]  # of each plain letter, its place in the name
    begins = re.search(r"(?<!\w)" + re.escape(without_accents(words)), "".join(letters)) if without_accents(words) else None
    if not begins:
        return plain(name)
    start, end = places[begins.start()], places[begins.end() - 1] + 1
    return f"{plain(name[:start])}**{plain(name[start:end].strip())}**{plain(name[end:])}"
