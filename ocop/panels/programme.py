"""The page of one national programme and of any of its units: which one the link asks for, the way back up, and links to each.

The link words are `programme` and `unit`.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from html import escape

import streamlit as st

from ocop import programmes
from ocop.filters import day_of
from ocop.office import brief, office
from ocop.panels.blocks import fact_row, foot, heading, notice
from ocop.panels.cells import label
from ocop.panels.choice import choose, follow, memory, write
from ocop.panels.downloads import report_downloads
from ocop.panels.entries import picked_key
from ocop.panels.links import link, nearby, page_path
from ocop.panels.view import VIEW, View, everywhere, plain, run, safe
from ocop.queries import read
from ocop.texts import _, day, in_words, number, short_day

WORDS = ("programme", "unit")
KEY = "page-programme"
ASKED: ContextVar[int] = ContextVar("asked_programme", default=-1)  # the turn in which a page last asked for the programme


def of_programme(view: View) -> tuple[View, dict[str, str]]:
    """The view, free of place and type, and the programme and unit that the link asks for; without a programme where it asks for none.
    What leads to none is told."""
    ASKED.set(memory().turn)
    asked = [memory().choice.get(word, ()) for word in WORDS]
    programme, unit, told = programmes.meant(view.store, *asked)
    found = [(programme,) if programme and asked[0] else (), (unit,) if unit else ()]  # an office's own programme needs no word in the link
    if asked != found:
        choose(**dict(zip(WORDS, map(list, found), strict=True)))
        write(memory())
    if told:
        st.warning(plain(told), icon=":material/link_off:")
    return everywhere(view) if programme else view, {"programme": programme, "unit": unit}


def tell_strange_programme() -> None:
    """Tell of a programme in the link where the page shows none; called when the page has run."""
    if any(memory().choice.get(word) for word in WORDS) and ASKED.get() != memory().turn:
        st.warning(plain(_("The link asks for a national programme, which this page does not have; the page Programmes has it.")),
                   icon=":material/link_off:")


def office_name(view: View) -> str:
    """The name of the programme whose office this monitor belongs to; empty for that of the initiative. An unknown code ends the page."""
    known = programmes.names(view.store)
    if office() and office() not in known:
        st.error(plain(_("OCOP_PROGRAMME is {code}, which is no programme of this record. It may be {codes}.").format(
            code=repr(office()[:40]), codes=", ".join(known))))
        st.stop()
    return known.get(office(), "")


def own_units(view: View) -> tuple[dict[str, str], str | None]:
    """The names of the first-level units of the office's own programme by code, and the code that is chosen among them; none for the initiative."""
    home = programmes.homes(view.store).get(office(), "")
    known = programmes.first_units(view.store, home) if home else {}
    return known, next((code for code in memory().choice.get("unit", ()) if code in known), None)


def office_place(view: View) -> str:
    """The first-level unit that the reader of an office has chosen, else its programme in few words; empty for the initiative."""
    known, chosen = own_units(view)
    return known[chosen] if chosen else brief(office_name(view))


def unit_choice(view: View) -> None:
    """The choice of one first-level unit of the office's own programme."""
    known, chosen = own_units(view)
    follow("filter-unit", chosen, lambda values: {"unit": values})
    st.selectbox(_("Unit"), list(known), index=None, format_func=known.__getitem__, key="filter-unit", placeholder=_("All units"), width=260)


def programme_chooser(view: View, code: str) -> None:
    """The choice of the programme of this page, and the way back to all of them; not where the page is the home of its office."""
    if office() and code == office():
        return
    known = programmes.names(view.store)
    follow(KEY, code or None, lambda values: {"programme": values, "unit": ()})
    with st.container(horizontal=True, vertical_alignment="bottom", key="programme-chooser"):
        st.selectbox(_("Page of a programme"), list(known), index=None, format_func=lambda one: known[one], key=KEY,
                     placeholder=_("Choose a programme"), width=420)
        if code:
            link(view, "programmes", _("All programmes"), icon=":material/account_tree:")


def programme_link(view: View, code: str, name: str) -> None:
    """The name of a programme as a link to its page."""
    link(view, "programme", name, programme=[code])


def open_programme(points: list[dict]) -> None:
    """Go to the page of a programme that was clicked in a chart."""
    st.switch_page(page_path("programme"), query_params={**VIEW.get().filters.words(), "programme": [str(picked_key(points))]})


def open_unit(programme: str) -> Callable[[list[dict]], None]:
    """What a click on a mark of a unit does: go to the page of that unit; a place that is not on record has none."""
    def go(points: list[dict]) -> None:
        if unit := picked_key(points):
            st.switch_page(page_path("programme"), query_params={**VIEW.get().filters.words(), "programme": [programme], "unit": [str(unit)]})
    return go


def unit_link(view: View, programme: str, unit: str, name: str) -> None:
    """The name of a unit as a link to its page."""
    link(view, "programme", name, programme=[programme], unit=[unit])


def programme_head(view: View, whole: View, of: dict[str, str]) -> dict:
    """The way down to the unit, its name and the facts of the programme; returns the row of `programme/profile`, empty where the programme
    was not public on the day."""
    result = run(view, "programme/profile", of)
    if not result.rows:
        st.title(plain(programmes.names(view.store)[of["programme"]]), anchor=False)
        notice(programmes.unknown(has_more=any(run(view, name, of).rows for name in ("programme/units", "programme/figures", "programme/targets"))))
        return {}
    row = result.rows[0]
    if of["unit"]:
        way = run(view, "programme/path", of)
        steps = way.rows
        breadcrumbs(whole, of["programme"], row["programme"], steps)
        st.title(plain(steps[-1]["unit"] if steps else of["unit"]), anchor=False)
        st.markdown(f"##### {plain(way.finding)}")
        return row
    st.title(plain(row["programme"]), anchor=False)
    st.markdown(f"##### {plain(result.finding)}")
    st.markdown(plain(row["description"]))
    if row["caution"]:
        st.warning(plain(row["caution"]), icon=":material/warning:")
    with st.container(border=True, key="programme-facts", gap="xsmall"):
        fact_row(programme_facts(row))
        foot(view, result, has_twin=False)
    return row


def with_rows(view: View, of: dict[str, str], names: Iterable[str]) -> list[str]:
    """Those of the queries that have rows for the programme or unit; one whose kind of rows it has none of is not asked."""
    kinds = {"", *programmes.filled(view.store, of["programme"], of["unit"], day_of(view.store, view.filters))}
    return [name for name in names if read(name).filled_by in kinds and run(view, name, of).rows]


def ways(view: View, whole: View, of: dict[str, str], row: dict) -> None:
    """The report of the programme or unit, and the programme that it was modelled on, in one line."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="programme-ways"):
        with st.popover(_("Report"), icon=":material/description:"):
            report_downloads(view, of)
        if row["based_on_id"] and not of["unit"]:
            programme_link(whole, row["based_on_id"], _("Modelled on {programme}").format(programme=row["based_on"]))


def breadcrumbs(view: View, programme: str, name: str, steps: list[dict]) -> None:
    """The units above this one as links, the programme first."""
    with st.container(horizontal=True, gap="small", key="breadcrumbs"):
        programme_link(view, programme, name)
        for step in steps[1:-1]:
            unit_link(view, programme, step["unit_id"], step["unit"])


def programme_facts(row: dict) -> list[tuple[str, str]]:
    """Label and words of each fact of a programme; what no source gives is said so."""
    return [(label("country"), row["country"]), (label("local_unit"), row["local_unit"]),
            (label("started"), day(row["started"]) if row["started"] else _("no date published")),
            *((label(name), number(row[name])) for name in ("units", "product_rows", "figures", "targets"))]


def programme_tree(view: View) -> None:
    """Every programme as a link, below the one it was modelled on, with its country, unit and start: one piece of HTML."""
    result = run(view, "programmes/register")
    with st.container(border=True, key="list-programmes-register", gap="xsmall"):
        heading(view, result, most=0)
        told = {row["programme_id"]: row for row in run(view, "programmes/headlines").rows}
        st.html(f'<div class="ocop-tree">{"".join(branch(view, row, told.get(row["programme_id"])) for row in result.rows)}</div>')
        foot(view, result)


def branch(view: View, row: dict, told: dict | None) -> str:
    """One programme of the tree, as far to the right as it is steps from the first; `told` is its row of `programmes/headlines`."""
    address = escape(nearby(view, "programme", programme=[row["programme_id"]]))
    return (f'<p style="--depth: {row["depth"]}"><a href="{address}" data-go target="_self">{safe(row["name"])}</a>'
            f'<span>{safe(programme_line(row, told))}</span></p>')


def programme_line(row: dict, told: dict | None) -> str:
    """Country, unit, start and what the programme itself reports most often, in one line; how many rows the record holds stands in the table."""
    since = _("since {when}").format(when=day(row["started"])) if row["started"] else ""
    reported = _("{figure}: {value} ({when})").format(
        figure=told["indicator_name"], value=in_words(told["value"], told["qualifier"]), when=short_day(told["on"])) if told else ""
    return " · ".join(part for part in (row["country"], _("by {unit}").format(unit=row["local_unit"]), since, reported) if part)
