"""The review desk: notes, decisions and judgements as rows of the record, the draft report made anew from them, and the closing of a review."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

import streamlit as st

from ocop import panels, report
from ocop import review as periods
from ocop.intake import here, ladder, reviewing
from ocop.intake.onrecord import Row, rows_of
from ocop.panels.sources import titled
from ocop.texts import _, day

NAMES = {"html": "HTML", "pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel"}


def page() -> None:
    """Choose a review, enter what it says, take its draft, close it."""
    desk = here.here()
    panels.lead(_("Review"), _("What a review notes, decides and judges, its draft report, and its closing."))
    if not desk.may("review"):
        st.markdown(_("The secretariat enters reviews."))
        return
    reviews = {row["review_id"]: row for row in reversed(table(desk, "reviews")) if row.get("period")}
    if not reviews:
        st.markdown(_("No review on record covers a period. Send its row (table Reviews) first."))
        return
    review = st.selectbox(_("Review"), list(reviews), format_func=lambda one: f"{reviews[one]['title']} ({reviews[one]['period']})", key="review")
    period, closed = reviews[review]["period"], ladder.closed_reviews(desk.library)
    on_record(desk, review)
    if review in closed:
        st.info(_("This review is closed. Its report is kept as it was."), icon=":material/lock:")
        papers(review, reviewing.kept(desk.library, review))
        return
    first, last = days(desk, period)
    judged(desk, first, last)
    st.caption(_("Its report holds the notes, decisions and judgements that are dated after {first}, up to {last}.").format(
        first=day(first), last=day(last)))
    enter_note(desk, review, last)
    enter_decision(desk, review, reviews[review]["source_id"], last)
    enter_judgement(desk, last)
    draft(desk, review, period)


def table(desk: here.Desk, name: str) -> list[Row]:
    """The rows of a table of the version of this page, in the words of its file."""
    return rows_of(desk.store.folder, desk.store.contracts[name])


def on_record(desk: here.Desk, review: str) -> None:
    """What is entered already."""
    for name, columns in (("review_notes", ("on", "author", "note")), ("review_decisions", ("known_on", "decision"))):
        rows = [row for row in table(desk, name) if row["review_id"] == review]
        st.subheader(desk.store.contracts[name].title, anchor=False)
        if rows:
            panels.words_grid(panels.view(), [{panels.label(one): panels.worded(panels.view(), one, row.get(one) or None) or "" for one in
                                               reversed(columns)} for row in rows], f"entered-{name}",
                              desk.store.contracts[name].title, height="content", wide=panels.label(columns[-1]))
        else:
            st.caption(_("None yet."))


def judged(desk: here.Desk, first: date, last: date) -> None:
    """The judgements that the report holds, with author, day and expiry."""
    contract, named = desk.store.contracts["judgements"], targets(desk)
    rows = [row for row in table(desk, "judgements") if first.isoformat() < row["on"] <= last.isoformat()]
    if rows:
        st.subheader(contract.title, anchor=False)
        panels.words_grid(panels.view(), [
            {_("Target"): named.get(row["target_id"], row["target_id"]), _("Status"): _(row["status"]), _("Reason"): row["reason"],
             _("Author"): row["author"], _("Day"): row["on"], _("Holds until"): row["expires_on"]} for row in rows], "entered-judgements",
            contract.title, height="content", wide=_("Reason"))


def days(desk: here.Desk, period: str) -> tuple[date, date]:
    """The two days of a review's report: it holds what is dated after the first, up to the second."""
    one = periods.period(desk.store, period)
    return one.from_day, one.to_day


def key(desk: here.Desk, name: str) -> str:
    """The key of the next row of a table."""
    return reviewing.key(desk.store.folder, name)


def save(desk: here.Desk, name: str, row: Mapping[str, object], why: str) -> None:
    """Publish one row of a review; the draft is of that version at once."""
    reviewing.enter(desk.library, desk.who, desk.base, {name: [{word: str(value).strip() for word, value in row.items() if value}]}, why)


def enter_note(desk: here.Desk, review: str, last: date) -> None:
    """A form for a note."""
    with st.expander(_("Add a note"), icon=":material/edit_note:"):
        note = st.text_area(_("Note"), key="note", max_chars=2_000, height=90)
        with st.container(horizontal=True):
            author = st.text_input(_("Author, by office"), key="note-author", width=260)
            on = st.text_input(_("Day"), last.isoformat(), key="note-on", width=160)
            names = {row["place_id"]: row["name"] for row in table(desk, "places")}
            place = st.selectbox(_("Place"), list(names), index=None, format_func=names.__getitem__, key="note-place", width=200)
        here.act(_("Add the note"), lambda: save(desk, "review_notes", {
            "note_id": key(desk, "review_notes"), "review_id": review, "note": note, "author": author, "on": on, "place_id": place},
            _("A note of {review}").format(review=review)),
            _("The note is published, and the draft is made anew."), key="add-note", is_off=not (note.strip() and author.strip()))


def enter_decision(desk: here.Desk, review: str, of_review: str, last: date) -> None:
    """A form for a decision; it names the source that says so, which is that of the review unless another one is chosen."""
    with st.expander(_("Add a decision"), icon=":material/gavel:"):
        decision = st.text_area(_("Decision"), key="decision", max_chars=2_000, height=90)
        with st.container(horizontal=True):
            areas = {int(row["priority_area"]): row["name"] for row in table(desk, "priority_areas")}
            area = st.selectbox(_("Priority action area"), list(areas), index=None, format_func=lambda one: f"{one}. {areas[one]}",
                                key="decision-area", width=420)
            on = st.text_input(_("Known since"), last.isoformat(), key="decision-on", width=160)
        known = {number: f"{titled(one)} · {number}" for number, one in reversed(panels.sources(desk.store).items())}
        source = st.selectbox(_("Source that says so"), list(known), index=list(known).index(of_review) if of_review in known else None,
                              format_func=known.__getitem__, key="decision-source")
        promised = {row["action_id"]: f"{row['statement']} · {row['action_id']}" for row in table(desk, "actions")}
        actions = st.multiselect(_("Actions that carry it out"), list(promised), format_func=promised.__getitem__, key="decision-actions")
        here.act(_("Add the decision"), lambda: save(desk, "review_decisions", {
            "decision_id": key(desk, "review_decisions"), "review_id": review, "priority_area": area, "decision": decision,
            "action_ids": ";".join(actions), "known_on": on, "known_on_basis": "source", "source_id": source}, _("A decision of {review}").format(
            review=review)), _("The decision is published, and the draft is made anew."), key="add-decision",
                 is_off=not (decision.strip() and source))


def enter_judgement(desk: here.Desk, last: date) -> None:
    """A form for a judgement of a target: by whom, why, until when."""
    contract = desk.store.contracts["judgements"]
    with st.expander(_("Add a judgement of a target"), icon=":material/balance:"):
        named = targets(desk)
        target = st.selectbox(_("Target"), list(named), format_func=named.__getitem__, key="judged")
        with st.container(horizontal=True):
            status = st.selectbox(_("Status"), list(contract.columns["status"].allowed), key="judged-status", width=160)
            author = st.text_input(_("Author, by office"), key="judged-author", width=260)
            on = st.text_input(_("Day"), last.isoformat(), key="judged-on", width=160)
            until = st.text_input(_("Holds until"), (last + timedelta(days=182)).isoformat(), key="judged-until", width=160)
        reason = st.text_area(_("Reason"), key="judged-reason", max_chars=2_000, height=90)
        here.act(_("Add the judgement"), lambda: save(desk, "judgements", {
            "judgement_id": key(desk, "judgements"), "target_id": target, "status": status, "reason": reason, "author": author, "on": on,
            "expires_on": until}, _("A judgement of {target}").format(target=target)), _("The judgement is published, and the draft is made anew."),
            key="add-judgement", is_off=not (reason.strip() and author.strip()))


def targets(desk: here.Desk) -> dict[str, str]:
    """The targets in words, by number."""
    measures = {row["indicator"]: row["name"] for row in table(desk, "indicators")}
    names = {row["place_id"]: row["name"] for row in table(desk, "places")}
    words = _("{measure}, {place}: {value} by {on} · {target}")
    return {row["target_id"]: words.format(
        measure=measures.get(row["indicator"], row["indicator"]), place=names.get(row["place_id"], row["place_id"]),
        value=row["value"] or _("no value"), on=row["due_on"] or _("no day"), target=row["target_id"]) for row in table(desk, "targets")}


def made(desk: here.Desk, period: str, form: str) -> bytes:
    """The report on a period in one form, from the version that this page shows."""
    return report.write(desk.store, periods.chosen(desk.store, word=period), form, tell=lambda _line: None)


def draft(desk: here.Desk, review: str, period: str) -> None:
    """The draft in all forms, from the version of this page; and the closing."""
    st.subheader(_("Draft report"), anchor=False)
    st.caption(_("Made when you take it, from version {name}: it stands as entered so far.").format(name=desk.base))
    with st.container(horizontal=True):
        for form, name in NAMES.items():
            here.take(name, partial(made, desk, period, form), f"draft-{period}.{form}", review, key=f"draft-{form}", icon=":material/description:")
    with st.expander(_("Close the review"), icon=":material/lock:"):
        st.markdown(_("Closing keeps the report as it is now in all forms, locks {period}, and takes no further row of this review.").format(
            period=panels.plain(period)))
        is_sure = st.checkbox(_("All that belongs to it is entered."), key="close-sure")
        here.act(_("Close the review"), lambda: reviewing.close(desk.library, desk.who, desk.base, review,
                                                                {form: made(desk, period, form) for form in NAMES}),
                 _("Closed. The report is kept."), key="close", is_main=True, is_off=not is_sure)


def papers(review: str, kept: dict[str, bytes]) -> None:
    """The kept report."""
    with st.container(horizontal=True):
        for form, content in kept.items():
            st.download_button(NAMES.get(form, form), content, file_name=f"{review}.{form}", key=f"kept-{form}", icon=":material/description:")
