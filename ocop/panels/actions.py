"""Published actions as a list: what was promised, by when, how it stands, and what was reported last, by whom."""

from datetime import date

import streamlit as st

from ocop import theme
from ocop.panels.folding import counted, fold_part
from ocop.panels.sources import cite_number
from ocop.panels.view import View, places, plain
from ocop.texts import _, ago, day


def action_list(view: View, rows: list[dict], when: date) -> None:
    """Rows of `priorities/actions`, the promises of the initiative first and apart from what others plan; `when` is the day of the view."""
    others = {"national plan": _("National plans that a page quotes, no promises of the initiative"),
              "other programme": _("Steps of other programmes, no promises of the initiative")}
    with st.container(gap="xsmall", key="action-list"):
        if rows:
            st.html(fold_part("priorities/list", counted(_("Actions and their reports"), len(rows))))
        else:
            st.markdown(plain(_("No published action stands here.")))
        for row in rows:
            if row["promised_by"] not in others:
                action(view, row, when)
        for whose, title in others.items():
            theirs = [row for row in rows if row["promised_by"] == whose]
            if theirs:
                st.markdown(f"**{plain(title)}**")
            for row in theirs:
                action(view, row, when)


def action(view: View, row: dict, when: date) -> None:
    """One action: what was promised, where and by which source; beside it how it stands and the last report, if there is any."""
    with st.container(border=True, gap=None):
        promise, state = st.columns([5, 4], gap="medium")
        with promise:
            st.markdown(f"**{plain(row['statement'])}**  \n{promised(view, row)}")
        with state:
            lines = [f"{theme.STATUS_SYMBOL.get(row['status'], '○')} **{plain(standing(row['status']))}**{plain(due(row, when))}"]
            if row["reports"] or row["status"] != "overdue":  # an overdue one says it already
                lines.append(last_report(view, row))
            st.markdown("  \n".join(lines))


def standing(status: str) -> str:
    """A status of an action in words that do not take absence of a report for failure."""
    return {"overdue": _("Overdue: no report of completion found"), "done": _("Reported done"), "under way": _("Under way"),
            "not yet due": _("Not yet due"), "no due date": _("No due date was published"),
            "dropped": _("Dropped")}[status]


def due(row: dict, when: date) -> str:
    """The due date as far as it is known, how long ago it passed, and whether completion was reported after it; after a comma."""
    if row["status"] == "dropped":
        return ""
    if row["due_on"] is None:
        return "" if row["status"] == "no due date" else _(", no due date")
    if row["is_reported_late"]:
        return _(", late: due {due}, reported {reported}").format(due=day(row["due_on"]), reported=day(row["last_known_on"]))
    if row["status"] == "overdue":
        return _(", due {due}, {ago}").format(due=day(row["due_on"]), ago=ago(row["due_to"], when))
    return _(", due {due}").format(due=day(row["due_on"]))


def promised(view: View, row: dict) -> str:
    """Where and by which source, as Markdown; whose word the area is and what to know of the row stand in the register."""
    return f"{plain(place(view, row))} · {cite_number(view, row['source_id'])}"


def place(view: View, row: dict) -> str:
    """Country, region or Global."""
    return row["country"] or places(view.store).get(row["region"] or "") or _("Global")


def last_report(view: View, row: dict) -> str:
    """What was reported last, when it became known, and by whom; as Markdown."""
    if not row["reports"]:
        return plain(_("No report found since it was published."))
    words = _("Last report: {evidence}, known {known}").format(evidence=row["last_evidence"], known=day(row["last_known_on"]))
    return f"{plain(words)} · {cite_number(view, row['last_source_id'])}"


def due_line(view: View, row: dict) -> str:
    """A row of `priorities/next` as one line of Markdown."""
    return f"**{plain(day(row['due_on']))}** {plain(row['statement'])}"
