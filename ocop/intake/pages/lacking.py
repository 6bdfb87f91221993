"""What the record lacks, for the places that this person speaks for: a part of the page of things to do."""

from functools import partial

import streamlit as st

from ocop import lacks, panels
from ocop.filters import Filters, known_codes
from ocop.intake import here
from ocop.report.lacks import workbook
from ocop.texts import _, n_
from ocop.versions import roles

SHOWN = 200  # lines on screen; the workbook holds all


def listing(desk: here.Desk) -> None:
    """The rows that need a person, the weightiest first, and the same as a workbook with room for answers."""
    code = choose(desk)
    chosen = filters_of(desk, code)
    rows = lacks.todo(desk.store, chosen) if chosen else []
    st.subheader(n_("{n} thing is lacking on record", "{n} things are lacking on record", len(rows)).format(n=len(rows))
                 if rows else _("No rule finds a gap in what is on record"), anchor=False)
    if not rows or chosen is None:
        return
    names = panels.places(desk.store)
    panels.words_grid(panels.view(), [
        {_("What is lacking"): one.sentence, _("Place"): one.country or names.get(one.region or "", "") or _("the whole record"),
         _("Kind"): _(one.title), _("Weight"): one.weight} for one in rows[:SHOWN]],
        "lacking-rows", _("What the record lacks"), numbers=[one.source_id for one in rows[:SHOWN]], wide=_("What is lacking"))
    if len(rows) > SHOWN:
        st.caption(_("The first {n} are shown; the workbook holds all.").format(n=SHOWN))
    here.take(_("All of this list as a workbook"), partial(workbook, desk.store, chosen), f"lacking-{code or 'all'}.xlsx".lower(), code,
              key="lacking", icon=":material/table_view:")


def choose(desk: here.Desk) -> str:
    """The region or country to list: the secretariat chooses among all, others among those that they speak for. Empty is the whole record."""
    names = panels.places(desk.store)
    if any(role.role == roles.SECRETARIAT for role in desk.mine):
        codes = ["", *known_codes(desk.store)["region"]]
    else:
        codes = list(dict.fromkeys(role.country or role.region for role in desk.mine))
    if len(codes) < 2:
        return codes[0]
    named = {"": _("The whole record"), **{code: names.get(code, code) for code in codes if code}}
    return st.selectbox(_("Place"), codes, format_func=lambda code: named[code], key="lacking-of", width=260)


def filters_of(desk: here.Desk, code: str) -> Filters | None:
    """The choice of a place by its code; None for a country of which nothing is on record yet."""
    known = known_codes(desk.store)
    if code in known["region"]:
        return Filters(regions=(code,))
    return Filters(countries=(code,)) if code in known["country"] else None if code else Filters()
