"""The one quiet line under a figure, and the one opening behind it.

The line says who says so. Everything else that a careful reader must know stands in "About this figure": measure, area and days, how to
read it, its notes, the filters that it cannot obey and why, every source, its rows as files, its address. Beside it a switch puts the rows
as a table below the figure, as wide as it; a table that nobody asked for is not sent. No words stand elsewhere, but for what was corrected.

Line and opening are one piece of HTML, made once for each view: a page has fifteen, and their parts as widgets were half of what a change
of the page cost. The browser opens and closes it by itself (`popover`).
"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from ocop.corrections import corrections
from ocop.filters import day_of
from ocop.panels.choice import wants_table
from ocop.panels.grids import grid
from ocop.panels.kept import once
from ocop.panels.later import when_opened
from ocop.panels.links import alone, share_address
from ocop.panels.sources import counted_here, full_sources, says_who
from ocop.panels.view import View, area, safe
from ocop.queries import Result
from ocop.texts import _, day, n_


def foot(view: View, result: Result, *, has_twin: bool = True, more: Sequence[str] = ()) -> None:
    """Who says so, the opening and, with `has_twin`, the switch for the rows as a table, in one line; `more` are further notes."""
    st.html(foot_of(view, result, has_twin=has_twin, more=more))
    if has_twin:
        twin(view, result)


def foot_of(view: View, result: Result, *, has_twin: bool = False, more: Sequence[str] = (), when: str | None = None, left_over: int = 0) -> str:
    """The same as HTML, for a block that is sent as one piece.

    With `when` the line is that date (empty for none) and a short opening, where who says so stands too. `left_over` rows stand only in
    the table.
    """
    has_twin = has_twin and bool(result.rows)
    made = once(view, result, "foot", lambda: line(view, result, more, when, left_over, has_twin), tuple(more), when, left_over, has_twin,
                view.filters)
    # never behind the opening: a reader who quotes the figure must see it; what the same page has said above it does not say again
    if (told := corrections(result)) and told not in view.told:
        view.told.add(told)
        return f'<p class="ocop-corrected">{safe(told)}</p>{made}'
    return made


def twin(view: View, result: Result) -> None:
    """The rows as a table below their block, for who asked for it."""
    if result.rows and wants_table(slug_of(result)):
        grid(view, result)


def slug_of(result: Result) -> str:
    """The name of a query as part of a name in HTML."""
    return result.query.name.replace("/", "-")


def line(view: View, result: Result, more: Sequence[str] = (), when: str | None = None, left_over: int = 0,
         has_twin: bool = False) -> str:
    """The line and its opening as HTML."""
    who = says_who(view, result)
    left = n_("{n} more in the table", "{n} more in the table", left_over).format(n=left_over) if left_over > 0 else ""
    said = [who if when is None else safe(when), safe(left)]
    spans = "".join(f"<span>{part}</span>" for part in said if part)
    full, name = _("About this figure"), f"about-{slug_of(result)}"
    button = (f'<button type="button" popovertarget="{name}"{f" aria-label={chr(34)}{safe(full)}{chr(34)}" if when else ""}>'
              f"{safe(_('About') if when else full)}</button>")
    share = f'<a href="{escape(share_address(view, result))}" data-sheet aria-haspopup="dialog">{safe(_("Share"))}</a>'
    hidden = [] if when is None else [share, counted_here(view, result)]  # its sources are listed above them
    within = about(view, result, more) + "".join(f"<p>{part}</p>" for part in hidden if part)
    beside = share if when is None else ""
    opening = when_opened(within, attributes=f'popover id="{name}" role="dialog" aria-label="{safe(full)}"')
    # whether it is on is told by the browser: the same words are sent again, and who pressed it keeps his place
    twin = f'<button type="button" role="switch" aria-checked="false" data-twin="{slug_of(result)}">{safe(_("Table"))}</button>' if has_twin else ""
    return f'<div class="ocop-foot">{spans}{button}{beside}{opening}{twin}</div>'


def about(view: View, result: Result, more: Sequence[str] = ()) -> str:
    """What to know of a figure, each thing once, in the order in which a doubting reader asks; HTML."""
    words = [subtitle(view, result), *([result.reading] if result.rows and result.query.reading else []),
             *refusals(view, result), *more, *map(_, result.query.notes)]
    told = "".join(f"<p>{safe(text)}</p>" for text in dict.fromkeys(words) if text)
    return told + full_sources(view, result.rows) + "".join(
        f"<p>{safe(head)} {' · '.join(f'<a href={chr(34)}{escape(address)}{chr(34)}{target}>{safe(name)}</a>' for name, address in links)}</p>"
        for head, target, links in alone(view, result) if links)


def subtitle(view: View, result: Result) -> str:
    """Measure, unit, area and date of a figure."""
    when = day(day_of(view.store, view.filters))
    return _("{title}, {unit} · {area} · as of {when}").format(
        title=_(result.query.title), unit=_(result.query.unit), area=area(view, result), when=when)


def refusals(view: View, result: Result) -> list[str]:
    """Why this query does not obey a filter that the reader has set."""
    return [_("Not filtered by {filter}: {reason}.").format(filter=filter_name(name), reason=_(reason))
            for name, reason in result.query.ignores.items() if getattr(view.filters, name)]


def filter_name(name: str) -> str:
    """A filter in words."""
    return {"regions": _("region"), "countries": _("country"), "categories": _("product type"), "as_of": _("day"),
            "compare_with": _("comparison")}[name]
