"""The one quiet line under a figure, and the one opening behind it.

The line says who says so. Everything else that a careful reader must know stands in "About this figure": measure, area and days, how to
read it, its notes, the filters that it cannot obey and why, every source, the rows as a file. Beside it a switch puts the rows as a table
below the figure, as wide as it; a table that nobody asked for is not sent. No words stand elsewhere, but for what was corrected.
"""

from collections.abc import Sequence

import streamlit as st

from ocop.corrections import corrections
from ocop.filters import day_of
from ocop.panels.cells import download
from ocop.panels.grids import grid
from ocop.panels.links import alone
from ocop.panels.sources import full_sources, says_who
from ocop.panels.view import View, area, plain
from ocop.queries import Result
from ocop.texts import _, day, n_


def foot(view: View, result: Result, *, has_twin: bool = True, more: Sequence[str] = (), when: str | None = None,
         left_over: int = 0) -> None:
    """Who says so, the opening and, with `has_twin`, the switch for the rows as a table, in one line; `more` are further notes.

    With `when` the line is that date (empty for none) and a short opening, where who says so stands too. `left_over` rows stand only in
    the table.
    """
    if told := corrections(result):  # never behind the opening: a reader who quotes the figure must see it
        st.caption(plain(told))
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall", key=f"foot-{result.query.name.replace('/', '-')}"):
        if when is None:
            says_who(view, result, most=1)
        elif when:
            st.caption(plain(when))
        if left_over > 0:
            st.caption(plain(n_("{n} more in the table", "{n} more in the table", left_over).format(n=left_over)))
        with st.popover(_("About") if when else _("About this figure"), icon=":material/info:", type="tertiary"):
            about(view, result, more)
            if when is not None and result.query.counted:
                says_who(view, result)
            if result.rows:
                download(result)
        is_asked = has_twin and bool(result.rows) and st.toggle(_("Table"), key=f"twin-{result.query.name.replace('/', '-')}")
    if is_asked:
        grid(view, result)


def about(view: View, result: Result, more: Sequence[str] = ()) -> None:
    """What to know of a figure, each thing once, in the order in which a doubting reader asks."""
    words = [subtitle(view, result), *([result.reading] if result.rows and result.query.reading else []),
             *refusals(view, result), *more, *map(_, result.query.notes)]
    addresses = _("This figure alone:") + " " + " · ".join(f"[{name}]({address})" for name, address in alone(view, result))
    told = [*(plain(text) for text in dict.fromkeys(words)), full_sources(view, result.rows), addresses]
    st.markdown("\n\n".join(filter(None, told)))  # one element: each costs half a millisecond of every run


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
