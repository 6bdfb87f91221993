"""Submissions: the workbook to fill in, sending it back, and each submission with its problems, its effect and its way up the ladder."""

from dataclasses import replace
from hashlib import sha256

import streamlit as st

from ocop import panels
from ocop.intake import grid, here, keys, ladder, marked, reading, template
from ocop.intake.across import across
from ocop.intake.found import Found
from ocop.intake.pages import effect, todo
from ocop.texts import _, n_
from ocop.versions import roles

STATES = {ladder.SUBMITTED: "waits for the regional group", ladder.CLEARED: "waits for the secretariat", ladder.RETURNED: "returned",
          ladder.PUBLISHED: "published"}
DONE = {"submit": "handed in", "comment": "said", "clear": "cleared", "return": "returned", "publish": "published"}
SHOWN = 300  # problems or rows in one table on screen
TYPES = ["xlsx", "csv"]


def page() -> None:
    """Take a workbook, send it back, follow it."""
    desk = here.here()
    panels.lead(_("Submissions"), _("Take a workbook, fill in what is new, send it back; then follow it until it is published."))
    if desk.may("submit", *(place_of_role(desk))):
        with st.expander(_("Take a workbook to fill in"), icon=":material/table:"):
            take(desk)
        with st.expander(_("Send rows"), icon=":material/upload_file:", expanded=True):
            send(desk)
    found = ladder.submissions(desk.library, desk.who)
    st.subheader(n_("{n} submission", "{n} submissions", len(found)).format(n=len(found)) if found else _("No submission yet"), anchor=False)
    if not found:
        return
    panels.words_grid(panels.view(), [
        {_("Number"): one.number, _("Place"): todo.place_of(one), _("State"): _(STATES[one.state]), _("Period"): one.period,
         _("New rows"): sum(one.rows.values()), _("Sent by"): one.by, _("Sent on"): one.at[:10]} for one in found],
        "submissions", _("Submissions"), height="content")
    named = {one.number: f"{one.number} · {todo.place_of(one)} · {one.period}" for one in found}  # no state: a browser keeps the words of a choice
    number = st.selectbox(_("Open a submission"), list(named), format_func=lambda number: named[number], key="opened")
    detail(desk, next(one for one in found if one.number == number))


def place_of_role(desk: here.Desk) -> tuple[str, str]:
    """Region and country of the first role that this person has."""
    return (desk.mine[0].region, desk.mine[0].country)


def places(desk: here.Desk) -> dict[tuple[str, str], str]:
    """The places that this person speaks for, by region and country, with their names."""
    _names, rows = desk.store.ask("select region, case when kind = 'country' then place_id end as country, name from places "
                                  "where kind in ('country', 'fao region') order by kind desc, name")
    every = {(region or "", country or ""): name for region, country, name in rows if region}
    if any(role.role == roles.SECRETARIAT for role in desk.mine):
        return {("", ""): _("The whole record"), **every}
    return {place: name for place, name in every.items() if any(roles.covers(role, *place) for role in desk.mine)}


def period_words(desk: here.Desk) -> list[str]:
    """The half-years that are offered, the newest first."""
    year = desk.store.last_day.year
    return [f"{one}-H{half}" for one in range(year + 1, year - 3, -1) for half in (2, 1)]


def choose(desk: here.Desk, key: str) -> tuple[str, str, str]:
    """Region, country and period, as this person chooses them."""
    names, words = places(desk), period_words(desk)
    with st.container(horizontal=True):
        region, country = st.selectbox(_("Place"), list(names), format_func=lambda place: names[place], key=f"{key}-place", width=260)
        year, half = desk.store.last_day.year, 1 if desk.store.last_day.month <= 6 else 2
        period = st.selectbox(_("Period"), words, index=words.index(f"{year}-H{half}"), key=f"{key}-period", width=160)
    return region, country, period


def take(desk: here.Desk) -> None:
    """The workbook of some tables for a place and a period."""
    titles = {name: contract.title for name, contract in desk.store.contracts.items()}
    tables = st.multiselect(_("Tables"), list(titles), format_func=lambda name: titles[name], key="take-tables", placeholder=_("Choose tables"))
    region, country, period = choose(desk, "take")
    if not tables:
        st.caption(_("Choose at least one table."))
        return
    name = "-".join(filter(None, ("ocop", country or region, period))) + ".xlsx"
    here.take(_("Make the workbook"), lambda: template.workbook(desk.store, tables, None if country else region or None, country or None, period,
                                                                keys.coming_rows(ladder.waiting(desk.library))),
              name, (tuple(tables), region, country, period), key="take")


def send(desk: here.Desk) -> None:
    """A file from this person: every problem at once, or what would be handed in."""
    file = st.file_uploader(_("The workbook, or one table as CSV (up to 20 MB)"), type=TYPES, key=f"file-{st.session_state.get('sent', 0)}")
    if file is None:
        return
    content = file.getvalue()
    if wrong := here.failure(lambda: read_once(desk, content)):
        st.error(wrong)
        return
    read = read_once(desk, content)
    if read.problems:
        problems(content, read)
        return
    rows = {table: new for table, new in read.rows.items() if new}
    if not rows:
        st.warning(_("There is no new row in this file: fill in the white rows below those on record."))
        return
    held = counted(desk, {table: len(new) for table, new in rows.items()})
    st.success(_("No problem was found. New rows: {rows}.").format(rows=panels.plain(held)))
    for found in read.notices[:20]:
        st.caption(panels.plain(found))
    show_rows(desk, rows, "sent")
    region, country, period = choose(desk, "send")
    if taken := keys.taken(desk.store.folder, rows, ladder.waiting(desk.library), region, country):
        problems(content, replace(read, problems=list(keys.told(taken, read))))
        return
    note = st.text_area(_("A word to those who look at it"), key="send-note", max_chars=ladder.LONGEST, height=80)

    def hand_in() -> None:
        ladder.submit(desk.library, desk.who, rows, region=region, country=country, period=period, note=note)
        st.session_state["sent"] = st.session_state.get("sent", 0) + 1  # the uploader begins anew

    here.act(_("Hand in"), hand_in, _("Handed in. It waits for the regional group."), key="hand-in", is_main=True)


def read_once(desk: here.Desk, content: bytes) -> reading.Reading:
    """What a file holds, read once for each version; the candidate that was built for it is kept for whoever looks at the effect."""
    mark = (sha256(content).hexdigest(), desk.base)
    if st.session_state.get("read-mark") != mark:
        for old in ("read-mark", "checked"):
            st.session_state.pop(old, None)
        st.session_state["read"] = across(reading.read(content, desk.store.folder), desk.store.folder,
                                          lambda made: st.session_state.__setitem__("checked", made))
        st.session_state["read-mark"] = mark
    return st.session_state["read"]


def problems(content: bytes, read: reading.Reading) -> None:
    """Every problem by sheet and cell, and the same workbook with the cells marked."""
    count = len(read.problems)
    st.error(n_("{n} problem. Nothing was handed in: correct the cell and send the file again.",
                "{n} problems. Nothing was handed in: correct the cells and send the file again.", count).format(n=count))
    panels.words_grid(panels.view(), [
        {_("Cell"): where(one), _("What is wrong"): here.in_headings(one.says), _("What to do"): here.in_headings(one.advice),
         _("Value"): one.value or "", _("Column"): ", ".join(map(panels.label, filter(None, one.column.split(", "))))}
        for one in read.problems[:SHOWN]],
        "problems", _("Problems"), wide=_("What is wrong"))
    here.take(_("The workbook with the cells marked"), lambda: marked.marked(content, [*read.problems, *read.notices]), "marked.xlsx",
              (sha256(content).hexdigest(), tuple(read.problems)), key="read-back")


def where(one: Found) -> str:
    """A cell with its sheet, where a file has several; else what it concerns."""
    return one.cell if one.sheet == grid.ONE_SHEET and one.cell else f"{one.sheet} {one.cell}".strip()


def counted(desk: here.Desk, rows: dict[str, int]) -> str:
    """How many rows of which table, in words."""
    return ", ".join(f"{n} · {desk.store.contracts[table].title}" if table in desk.store.contracts else f"{n} · {table}" for table, n in rows.items())


def show_rows(desk: here.Desk, rows: dict[str, list[dict[str, str]]], of: str) -> None:
    """The rows, table by table, with the columns that they fill; `of` what."""
    for table, new in rows.items():
        contract = desk.store.contracts.get(table)
        filled = [name for name in new[0] if any(row.get(name) for row in new)]
        with st.expander(f"{contract.title if contract else table} ({len(new)})"):
            panels.words_grid(panels.view(), [{panels.label(name): row.get(name, "") for name in filled} for row in new[:SHOWN]],
                              f"rows-{of}-{table}", contract.title if contract else table, height="content")


def detail(desk: here.Desk, one: ladder.Submission) -> None:
    """One submission: where it stands, what it holds, what it would change, and the next act."""
    st.markdown(f"**{one.number}** · {panels.plain(todo.place_of(one))} · {panels.plain(one.period)} · {_(STATES[one.state])}")
    for line in one.acts:
        words = line.about.get("words") or line.about.get("note") or ""
        done = _(DONE.get(line.act, line.act))
        st.caption(panels.plain(f"{line.at[:16].replace('T', ' ')} UTC · {line.by}: {done}{f' – {words}' if words else ''}"))
    try:
        show_rows(desk, ladder.rows_of(desk.library, one), one.number)
    except ladder.NotNow as wrong:
        st.error(panels.plain(wrong))
        return
    if said := ladder.overtaken(desk.library, one):
        st.error(panels.plain(said))
    elif one.state in (ladder.SUBMITTED, ladder.CLEARED):
        effect.part(desk, one)
    elif one.state == ladder.RETURNED:
        st.info(_("This submission goes no further. Correct the rows as the note says, and send them above as a new one."), icon=":material/undo:")
    acts(desk, one)


def acts(desk: here.Desk, one: ladder.Submission) -> None:
    """Words, and what this person may do with them."""
    words = st.text_area(_("Note"), key=f"words-{one.number}-{len(one.acts)}", max_chars=ladder.LONGEST, height=80)
    with st.container(horizontal=True):
        if desk.may("comment", one.region, one.country):
            here.act(_("Comment"), lambda: ladder.comment(desk.library, desk.who, one.number, words), _("The note was added."), key="comment")
        if one.state in (ladder.SUBMITTED, ladder.CLEARED) and desk.may("return", one.region, one.country):
            here.act(_("Return with this note"), lambda: ladder.return_(desk.library, desk.who, one.number, words), _("Returned."), key="return")
        if one.state == ladder.SUBMITTED and desk.may("clear", one.region, one.country):
            here.act(_("Clear"), lambda: ladder.clear(desk.library, desk.who, one.number, words), _("Cleared. It waits for the secretariat."),
                     key="clear", is_main=True)
