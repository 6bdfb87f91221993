"""Governing bodies as cards and lines: status in words with its symbol, date, number of members, source."""

from collections.abc import Callable

import streamlit as st

from ocop import theme
from ocop.panels.blocks import foot, heading
from ocop.panels.links import link
from ocop.panels.sources import cite_number, source_line
from ocop.panels.view import View, plain, run
from ocop.queries import Result
from ocop.texts import _, day, n_, named, number


def body_status(status: str | None) -> str:
    """A status of a body with its symbol (★ Established); a body that no source speaks of has no public record."""
    names = {"established": _("Established"), "in place": _("In place"), "planned": _("Planned"),
             "being established": _("Being established"), "unclear": _("Unclear")}
    return f"{theme.STATUS_SYMBOL.get(status, '○')} {named(names, status)}" if status else f"– {_('No public record')}"


def level_name(level: str) -> str:
    """A level of governance in words."""
    return named({"steering committee": _("Steering Committee"), "secretariat": _("Secretariat"),
            "regional organizing group": _("Regional Organizing Groups"),
            "national task force": _("National Task Forces"),
            "national arrangement": _("Other national arrangements")}, level)


def cards(view: View, name: str, card: Callable[[View, dict], None], *, wide: int = 150) -> Result:
    """One query as a row of cards under its finding; `card(view, row)` writes one, at least `wide` pixels each."""
    result = run(view, name)
    with st.container(border=True, key=f"cards-{name.replace('/', '-')}", gap="xsmall"):
        heading(view, result)
        if result.rows:
            with st.grid(len(result.rows), min_column_width=wide):
                for row in result.rows:
                    with st.container(border=True, gap=None, height="stretch"):
                        card(view, row)
        foot(view, result)
    return result


def level_card(view: View, row: dict) -> None:
    """A row of `task_forces/structure`: one level, its bodies by status, when and how large, who says so."""
    st.markdown(plain(level_name(row["level"])))
    first, *others = map(plain, level_statuses(row))
    st.markdown("  \n".join([f"**{first}**", *others]))
    for words in level_facts(row):
        st.markdown(plain(words))
    source_line(view, [row], most=1)


def level_statuses(row: dict) -> list[str]:
    """The statuses of a level: one in words, several with their numbers."""
    if row["status"] or not row["bodies"]:
        return [body_status(row["status"])]
    counts = {"established": row["established"], "in place": row["in_place"], "planned": row["planned"],
              "being established": row["being_established"], "unclear": row["unclear"]}
    return [f"{body_status(status)}: {number(count)}" for status, count in counts.items() if count]


def level_facts(row: dict) -> list[str]:
    """Date, members, coverage of a level, each as far as it was reported."""
    facts, served = [], row["places_served"]
    if row["status"]:
        facts.append(since(row))
    if row["members"] is not None:
        facts.append(n_("{n} member, reported {when}", "{n} members, reported {when}", row["members"]).format(
            n=number(row["members"]), when=day(row["members_on"])))
    if row["level"] == "regional organizing group" and served:
        facts.append(n_("of {n} region", "of {n} regions", served).format(n=number(served)))
    if row["level"] == "national task force" and served:
        facts.append(n_("against {n} country on record", "against {n} countries on record", served).format(
            n=number(served)))
    return facts


def since(row: dict) -> str:
    """The date of establishment as precise as its source, or that none was published."""
    return day(row["established_on"]) if row["established_on"] else _("Date not published")


def region_card(view: View, row: dict) -> None:
    """A row of `task_forces/regional_groups`: one region, the status of its group, since when, who says so."""
    st.markdown(plain(row["region_name"]))
    st.markdown(f"**{plain(body_status(row['status']))}**")
    if row["status"]:
        st.markdown(plain(since(row)))
        source_line(view, [row], most=1)


def national_list(view: View, name: str) -> Result:
    """Rows of `task_forces/national` as a list: status, a link to the country, dates of the body and its report."""
    result = run(view, name)
    with st.container(border=True, key=f"list-{name.replace('/', '-')}", gap="xsmall"):
        heading(view, result)
        for row in result.rows:
            with st.container(horizontal=True, gap="xsmall"):
                st.markdown(f"**{plain(body_status(row['status']))}**", width=125)
                with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                    link(view, "country", row["country"], icon=":material/flag:", country=[row["iso3"]])
                    st.markdown(plain(national_facts(row)))
        foot(view, result)
    return result


def national_facts(row: dict) -> str:
    """That a body is no task force where it is none, since when it exists, and when it was last reported."""
    parts = [_("other arrangement")] if row["level"] == "national arrangement" else []
    if row["established_on"]:
        parts.append(_("since {when}").format(when=day(row["established_on"])))
    return " · ".join([*parts, reported(row)])


def reported(row: dict) -> str:
    """When the report on a body is dated, or that it has no date."""
    return _("reported {when}").format(when=day(row["reported_on"])) if row["reported_on"] else _("report undated")


def meeting_line(view: View, row: dict) -> str:
    """A row of `task_forces/meetings` as Markdown: the body, its last known meeting and who says so. Silence is never called inactive."""
    words = named({"no meeting known": _("has no meeting known"), "no meeting known since": _("has no meeting known since"),
                   "last meeting known": _("has a last known meeting of")}, row["meeting_state"])
    when = f" {day(row['last_on'])}" if row["last_on"] else ""
    note = f" ({_('announced, not reported as held')})" if row["meeting_note"] else ""
    who = cite_number(view, row["source_id"])
    return f"**{plain(row['body'])}** {plain(words + when + note)}{f' ({who})' if who else ''}"
