"""The findings of a submission, by kind and in pages: each takes a tick or a reason, all of one kind one reason as a deliberate act. What was
said on another page is kept until the effect is looked at anew."""

import streamlit as st

from ocop import panels
from ocop.intake import here, preparing
from ocop.intake.effect import Finding
from ocop.texts import _, n_

PAGE = 50  # findings at once
LONGEST = 500  # letters of a reason
KINDS = {"removed": "Rows that would be gone", "fewer rows": "Tables that lose half of their rows", "stage back": "Stages that go back",
         "withdrawn": "Rows taken back", "corrected": "Corrections of what stands", "conflict": "Conflicts with what is on record",
         "fall": "Totals that fall", "jump": "Jumps", "outlier": "Values far from the usual", "figure moves": "Headline figures that move"}


def confirm(prepared: preparing.Prepared, is_asked: bool) -> dict[str, str]:
    """The findings; where they are asked for, each with a tick and room for a reason. What was confirmed, by number."""
    findings = prepared.effect.findings
    if not findings:
        st.markdown(_("Nothing else needs a look."))
        return {}
    st.markdown(n_("{n} finding needs a look:", "{n} findings need a look:", len(findings)).format(n=len(findings)))
    kinds = by_kind(findings)
    kind = chosen(kinds) if len(findings) > PAGE else ""
    said = said_of(prepared)
    for one in [kind] if kind else kinds:
        if len(kinds) > 1 and not kind:
            st.markdown(f"**{named(one)}**")
        listed(prepared, kinds[one], said, is_asked)
        if is_asked and len(kinds[one]) > 1:
            for_all(prepared, one, kinds[one], said)
    return {one.id: said[one.id] for one in findings if said.get(one.id)}


def by_kind(findings: tuple[Finding, ...]) -> dict[str, list[Finding]]:
    """The findings by kind, the gravest kind first."""
    found = {kind: [one for one in findings if one.kind == kind] for kind in dict.fromkeys([*KINDS, *(one.kind for one in findings)])}
    return {kind: ones for kind, ones in found.items() if ones}


def chosen(kinds: dict[str, list[Finding]]) -> str:
    """The kind to look at."""
    return st.selectbox(_("Kind of finding"), list(kinds), format_func=lambda kind: f"{named(kind)} ({len(kinds[kind])})", key="finding-kind",
                        width=420) or next(iter(kinds))


def named(kind: str) -> str:
    """A kind of finding in words."""
    return _(KINDS.get(kind, kind))


def said_of(prepared: preparing.Prepared) -> dict[str, str]:
    """What was said of the findings of this preparation so far, by number. It begins anew with another one."""
    mark, said = st.session_state.get("said-of", ("", {}))
    if mark != prepared.mark:
        said = {}
        st.session_state["said-of"] = (prepared.mark, said)
    return said


def listed(prepared: preparing.Prepared, findings: list[Finding], said: dict[str, str], is_asked: bool) -> None:
    """One page of the findings of a kind."""
    shown = page_of(findings)
    if not is_asked:
        st.markdown("\n".join(f"- {panels.plain(here.in_headings(one.words))}" for one in shown))
        return
    for one in shown:
        ask(prepared, one, said)


def page_of(findings: list[Finding]) -> list[Finding]:
    """The findings to show; of many, those of the page that is chosen."""
    if len(findings) <= PAGE:
        return findings
    pages = range(-(-len(findings) // PAGE))
    page = st.selectbox(_("Page"), pages, key=f"finding-page-{findings[0].kind}", width=220, format_func=lambda at: _(
        "{first} to {last} of {all}").format(first=at * PAGE + 1, last=min((at + 1) * PAGE, len(findings)), all=len(findings)))
    return findings[page * PAGE:(page + 1) * PAGE]


def ask(prepared: preparing.Prepared, one: Finding, said: dict[str, str]) -> None:
    """One finding with its tick and its reason."""
    (tick, why), before, seen = keys(prepared, one), said.get(one.id, ""), _("seen")
    if tick not in st.session_state:  # as it was left when another page was looked at
        st.session_state[tick], st.session_state[why] = bool(before), "" if before == seen else before
    with st.container(horizontal=True, vertical_alignment="center"):
        st.checkbox(panels.plain(here.in_headings(one.words)), key=tick, width=800, on_change=heard, args=(prepared, one, said))
        st.text_input(_("Reason"), key=why, label_visibility="collapsed", placeholder=_("or a reason"), max_chars=LONGEST, width=380,
                      on_change=heard, args=(prepared, one, said))


def heard(prepared: preparing.Prepared, one: Finding, said: dict[str, str]) -> None:
    """Note what the two inputs of a finding say, also where another page was chosen in the same moment."""
    tick, why = keys(prepared, one)
    said[one.id] = st.session_state.get(why, "").strip() or (_("seen") if st.session_state.get(tick) else "")


def keys(prepared: preparing.Prepared, one: Finding) -> tuple[str, str]:
    """The names of the two inputs of a finding."""
    return f"tick-{prepared.number}-{one.id}", f"why-{prepared.number}-{one.id}"


def for_all(prepared: preparing.Prepared, kind: str, findings: list[Finding], said: dict[str, str]) -> None:
    """One reason for all findings of a kind that have none yet: written, ticked and pressed."""
    left = [one for one in findings if not said.get(one.id)]
    if not left:
        st.caption(_("All {n} are confirmed.").format(n=len(findings)))
        return
    with st.expander(_("One reason for all {n} that are not confirmed yet").format(n=len(left)), icon=":material/done_all:"):
        reason = st.text_input(_("Reason for all of them"), key=f"all-why-{prepared.number}-{kind}", max_chars=LONGEST)
        is_sure = st.checkbox(_("I have looked at all {n}, and this reason holds for each.").format(n=len(left)),
                              key=f"all-sure-{prepared.number}-{kind}")
        st.button(_("Confirm all {n}").format(n=len(left)), key=f"all-{kind}", disabled=not (reason.strip() and is_sure),
                  on_click=give, args=(prepared, left, said, reason.strip()))


def give(prepared: preparing.Prepared, findings: list[Finding], said: dict[str, str], reason: str) -> None:
    """Say the reason of each; the inputs that stand on the page say it too."""
    for one in findings:
        said[one.id] = reason
        tick, why = keys(prepared, one)
        if tick in st.session_state:
            st.session_state[tick], st.session_state[why] = True, reason
