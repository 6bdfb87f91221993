"""What a narrow screen folds away, and the one tap that copies a link. The browser alone opens and copies: `static/page.js`.

A wide screen shows everything and no button: `static/page.css`. A button opens what follows it in its container; the finding above it
and the line of sources below are never folded, so that no number stands without its source.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from html import escape

import streamlit as st

from ocop.filters import category_name
from ocop.panels.choice import memory
from ocop.panels.later import when_opened
from ocop.panels.view import View, area
from ocop.texts import _, n_, number

FIRST: ContextVar[int] = ContextVar("first", default=-1)  # the turn in which the first block of a page was drawn
IS_FOLDED: ContextVar[bool] = ContextVar("is_folded", default=True)


def fold(name: str, label: str, *, kind: str = "row", is_open: bool = False) -> None:
    """The button that opens what follows in the same container. What a reader opened stays so under its name, whatever the label
    says. `kind`: row of filters, part of a page (a block), section of a document (blocks under a heading)."""
    st.html(fold_button(name, label, kind=kind, is_open=is_open))


def fold_button(name: str, label: str, *, kind: str, is_open: bool) -> str:
    """The button as HTML."""
    return (f'<button type="button" class="ocop-fold" data-fold="{escape(name)}" data-kind="{kind}" '
            f'aria-expanded="{"true" if is_open else "false"}">{escape(label)}</button>')


@contextmanager
def unfolded():
    """Blocks drawn herein have no button of their own: those of a first screen, and of a section that has one."""
    before = IS_FOLDED.set(False)
    yield
    IS_FOLDED.reset(before)


def fold_part(name: str, label: str, *, is_long: bool = False) -> str:
    """The button of a block as HTML, empty for an `unfolded` one. The first block of a page stands open, so that a page never begins with
    closed doors alone, unless it is too long for that."""
    is_first = FIRST.get() != memory().turn
    FIRST.set(memory().turn)
    return fold_button(name, label, kind="part", is_open=is_first and not is_long) if IS_FOLDED.get() else ""


def counted(title: str, rows: int) -> str:
    """A title and the number of its rows: "Register of events · 90 rows"."""
    return n_("{title} · {n} row", "{title} · {n} rows", rows).format(title=title, n=number(rows))


def copy_button(address: str, links: list[tuple[str, str]], about: str) -> None:
    """Copies a link and says so; beside it the system's own way to share, where there is one, and an opening in which `links` stand to be
    seen, each under its words, with a line `about` them. One piece of HTML, as the line under a figure."""
    within = "".join(f'<p>{escape(words)}</p><div class="ocop-link"><code>{escape(link)}</code>{copying(link, _("Copy"))}</div>'
                     for words, link in links)
    named = f'popover id="links-of-this-view" role="dialog" aria-label="{escape(_("Links"))}"'
    st.html(f'<span class="ocop-copy">{copying(address, _("Copy link"))}'
            f'<button type="button" data-share="{escape(address)}">{escape(_("Share"))}</button>'
            f'<button type="button" popovertarget="links-of-this-view">{escape(_("Links"))}</button>'
            f'{when_opened(f"{within}<p>{escape(about)}</p>", attributes=named)}</span>')


def copying(address: str, words: str) -> str:
    """The button that copies, what it says then, and the link itself for a browser that refuses."""
    link = escape(address)
    return (f'<button type="button" data-copy="{link}" data-said="{escape(_("Copied"))}">{escape(words)}</button><span role="status"></span>'
            f'<input readonly hidden value="{link}" aria-label="{escape(_("The link, to be copied"))}">')


def chosen_words(view: View) -> list[str]:
    """The chosen places, then the chosen product types; empty where nothing is chosen."""
    heeds = view.filters
    types = ", ".join(category_name(code, view.store) for code in heeds.categories)
    return [words for words in (area(view) if heeds.regions or heeds.countries else "", types) if words]
