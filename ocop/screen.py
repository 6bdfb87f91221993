"""What Streamlit runs at each change: the store, the reader's choice from the link, navigation, filter row, then the page.

The link holds the whole state: a choice is written to it at once, under words and codes that stay for ever. What is the newest
choice is heard in `panels/choice.py`. A page never reads the query string; it asks `panels.view()`.
"""

import sys
from datetime import date
from pathlib import Path

import streamlit as st

ABOVE = str(Path(__file__).resolve().parent.parent)
if ABOVE not in sys.path:
    sys.path.insert(0, ABOVE)

from ocop import filters, office, panels, store, theme  # noqa: E402
from ocop.home import ROOT  # noqa: E402
from ocop.texts import _, day, short_day  # noqa: E402

PAGES = (("overview", "Overview", ":material/dashboard:"), ("countries", "Countries", ":material/public:"),
         ("country", "Country", ":material/flag:"), ("products", "Products", ":material/nutrition:"),
         ("task_forces", "Task forces", ":material/groups:"), ("events", "Events", ":material/event:"),
         ("funding", "Funding", ":material/payments:"), ("priorities", "Priorities", ":material/checklist:"),
         ("review", "Review", ":material/rate_review:"),
         ("programmes", "Programmes", ":material/account_tree:"), ("programme", "Programme", ":material/account_tree:"),
         ("about", "About", ":material/info:"))
UNLISTED = ("programme",)  # opened from another page, and no entry of the navigation
FOLDER = ROOT / "pages"
FIRST_DAY = date(2021, 1, 1)
INKS = {"ink": theme.INK, "quiet": theme.MUTED, "link": theme.LINK, "paper": theme.PAPER, "line": theme.LINE}


def main() -> None:
    """One run of the app."""
    st.set_page_config(page_title=office.monitor(), page_icon=str(ROOT / "static" / "favicon.png"), layout="wide")
    st.logo(office.wordmark(), size="medium")
    # by what the app shows, which a reader may change between two runs
    st.html(f"<style>:root {{ {inks()}; --menu: '{in_css(_('Menu'))}' }} body {{ color-scheme: {theme_mode()} }}</style>")
    opened = open_or_explain()
    if opened is None:
        return
    pages = navigation()
    page = st.navigation(pages, position="hidden" if st.context.is_embedded else "top")
    choice, notices = panels.choice.hear(opened, page.url_path)
    stay_on_the_newest_page(pages, page)
    panels.VIEW.set(panels.View(opened, choice, theme_mode(), panels.site(page.url_path)))
    st.set_page_config(page_title=page_title(page.url_path))
    banner(opened)
    if not st.context.is_embedded:
        panels.search(panels.view())
    filter_row(opened, choice, page.url_path) if panels.choice.has_row() else chosen_line(page.url_path)
    panels.choice.follow_turn()
    for text in notices:
        st.warning(panels.plain(text), icon=":material/link_off:")
    told = st.container(gap=None)
    try:
        page.run()
    except store.QueryTooSlow as slow:
        st.error(panels.plain(slow))
    with told:
        panels.tell_strange_tabs()
        panels.tell_strange_product()
        panels.tell_strange_programme()
        panels.tell_strange_entry()


def inks() -> str:
    """The colours that our own style sheet asks for, as words of CSS."""
    return "; ".join(f"--{name}: light-dark({ink['light']}, {ink['dark']})" for name, ink in INKS.items())


def open_or_explain():
    """The store, or a page that lists every problem of the data."""
    try:
        return store.current()
    except store.DataProblems as broken:
        explain(broken)
        return None


def explain(broken: store.DataProblems) -> None:
    """The page that a reader sees while the data is broken: what, where, what to do."""
    st.title(_("The data has problems"), anchor=False)
    st.markdown(panels.plain(_("The monitor shows nothing rather than something wrong. Correct the lines below, "
                               "then reload; `python -m ocop check` prints the same list.")))
    st.table({_("Problem"): [panels.plain(problem) for problem in broken.problems[:200]]})


def navigation() -> list:
    """The pages, in the order of the navigation: of the office of a programme only those that speak of programmes, its own first."""
    ours = [entry for entry in PAGES if entry[0] in office.PAGES] if office.office() else PAGES
    return [st.Page(FOLDER / f"{name}.py", title=_(title), icon=icon, url_path="" if name == office.home() else name, default=name == office.home(),
                    visibility="hidden" if name in UNLISTED and name != office.home() else "visible")
            for name, title, icon in sorted(ours, key=lambda entry: entry[0] != office.home())]


def stay_on_the_newest_page(pages: list, page) -> None:
    """A message that was sent before the reader's browser knew of his last change of page does not undo that change."""
    mine = panels.choice.memory()
    if mine.page != page.url_path:
        newest = next(one for one in pages if one.url_path == mine.page)
        st.switch_page(newest, query_params=panels.choice.in_order(mine.choice))


def in_css(words: str) -> str:
    """Words inside a text of CSS: nothing in them ends it."""
    return "".join(letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in words)


def theme_mode() -> str:
    """light or dark, as the reader's browser shows it now."""
    return "dark" if getattr(st.context.theme, "type", None) == "dark" else "light"


def page_title(page: str) -> str:
    """What the browser's tab and a bookmark say: the place, the type and the day that were chosen, the page, the monitor."""
    view = panels.view()
    title = next(title for name, title, _icon in PAGES if name == (page or office.home()))
    here = "" if page == "" and office.office() else _(title)  # the name of the monitor says it
    return " · ".join([*panels.chosen_words(view), *filter(None, [here]), *([_("as of {when}").format(when=short_day(view.filters.as_of))]
                                                              if view.filters.as_of else []), office.monitor()])


def banner(opened: store.Store) -> None:
    """Illustrative data says so on every screen; a served older version says why."""
    if opened.is_illustrative:
        st.warning(_("Illustrative data: made up for tests and demonstrations, not facts."), icon=":material/science:")
    if opened.stale_because:
        st.warning(panels.plain(opened.stale_because), icon=":material/history:")


def filter_row(opened: store.Store, choice: filters.Filters, page: str) -> None:
    """Region, country, product type, as of, compare with, copy link: the same row on every page."""
    if office.office():
        unit_row(opened, choice, page)
        return
    codes = filters.known_codes(opened)
    words = (("region", _("Region"), _("All regions")), ("country", _("Country"), _("All countries")),
             ("category", _("Product type"), _("All types")))
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        panels.fold("filters", choice_in_words())
        for word, label, placeholder in words:
            pick(word, label, placeholder, codes[word], list(getattr(choice, filters.WORDS[word])))
        pick_day("as_of", _("As of"), choice.as_of or opened.last_day, opened.last_day)
        pick_day("compare_with", _("Compare with"),
                 filters.parameters(opened, choice)["compare_with"], opened.last_day)
        share(page)


def unit_row(opened: store.Store, choice: filters.Filters, page: str) -> None:
    """The row of the monitor of a programme's office: its first-level units in place of regions, the day, copy link."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        panels.fold("filters", choice_in_words())
        panels.unit_choice(panels.view())
        pick_day("as_of", _("As of"), choice.as_of or opened.last_day, opened.last_day)
        share(page)


def choice_in_words() -> str:
    """Place, product type and days of the view: "Africa · as of 1 Aug 2025"."""
    view = panels.view()
    since = view.filters.compare_with if not office.office() else None
    return " · ".join([*(panels.chosen_words(view) or [panels.office_place(view) or _("World")]),
                       _("as of {when}").format(when=short_day(filters.day_of(view.store, view.filters))),
                       *([_("since {when}").format(when=short_day(since))] if since else [])])


def chosen_line(page: str) -> None:
    """What stands in a frame in place of the row: what was chosen, and the way to the whole page, where it can be chosen anew."""
    address = panels.address_of(panels.view(), page)
    st.html(f'<div class="ocop-framed"><span>{panels.safe(choice_in_words())}</span> '
            f'<a href="{panels.safe(address)}" target="_blank" rel="noopener">{panels.safe(office.monitor())}</a></div>')


def pick(word: str, label: str, placeholder: str, names: dict[str, str], value: list[str]) -> None:
    """One choice of codes, shown by name."""
    panels.choice.follow(key := f"filter-{word}", value, lambda values: {word: values})
    st.multiselect(label, list(names), format_func=lambda code: names[code], key=key, placeholder=placeholder, width=174)


def pick_day(word: str, label: str, value: date, last: date) -> None:
    """One day. The day shown without a choice is the default; choosing it fixes the link."""
    panels.choice.follow(key := f"filter-{word}", value, lambda values: {word: values})
    st.date_input(label, key=key, min_value=min(FIRST_DAY, value), max_value=max(last, value), format="YYYY-MM-DD", width=174)


def share(page: str) -> None:
    """The link of this view: one tap copies it as it is for ever; behind "Links" it stands to be seen, also as it follows the data."""
    view = panels.view()
    fixed = panels.View(view.store, filters.fixed(view.store, view.filters), view.mode, view.address)
    links = [(_("This view, as it is today and for ever:"), panels.address_of(fixed, page))]
    if not view.filters.as_of:
        links.append((_("The same view, following the data as it grows:"), panels.address_of(view, page)))
    panels.copy_button(links[0][1], links, _("Data known on {when}, version {mark}.").format(
        when=day(filters.day_of(view.store, view.filters)), mark=view.store.fingerprint[:12]))


if __name__ == "__main__":
    main()
