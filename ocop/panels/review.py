"""The review as a document: its period, its table of contents, its passages of sentences. What it says is in `queries/review/`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby

import streamlit as st

from ocop import review, theme
from ocop.filters import parameters
from ocop.panels.blocks import heading_of
from ocop.panels.changes import kind_title
from ocop.panels.choice import follow
from ocop.panels.drawing import draw
from ocop.panels.folding import counted, fold, unfolded
from ocop.panels.opening import foot, foot_of, twin
from ocop.panels.sources import carries, cite, link_target, publisher, sources
from ocop.panels.view import View, area, plain, run
from ocop.queries import Result
from ocop.texts import _, day, n_, short_day

KEY = "review-period"
# A chart is as wide as the screen it was drawn on: the document is kept narrow and printed smaller, so that none is cut.
STYLE = """<style>
.st-key-review { max-width: 1280px; }
@media screen and (min-width: 900px) { .st-key-review-contents { position: sticky; top: 4.5rem; } }
/* long lists in two columns: nothing is hidden, and the document is shorter by a fifth */
@media screen and (min-width: 1200px) {
  .st-key-changes-by-kind { display: block; }
  :is(.st-key-changes-by-kind, .st-key-passage-review-sources ul, .st-key-passage-review-progress_national ul) { columns: 2; column-gap: 2.5rem; }
  :is(.st-key-changes-by-kind, .st-key-passage-review-sources, .st-key-passage-review-progress_national) li { break-inside: avoid; }
  .st-key-changes-by-kind p { break-after: avoid; }
}
.st-key-review-contents ul { list-style: none; margin: 0; padding: 0; }
.st-key-review-contents li { list-style: none; margin: 0; padding: 0; line-height: 1.35; }
.st-key-review-contents a { display: inline-block; padding: 0.2rem 0; min-height: 24px; }
@media print {
  .st-key-review-tools, .st-key-review-contents { display: none !important; }
  .st-key-review [data-testid="stColumn"] { width: 100% !important; min-width: 100% !important; flex: 1 1 100% !important; }
  .st-key-review [data-testid="stColumn"]:has(.st-key-review-contents) { display: none !important; }
  .st-key-review { zoom: 0.7; }
  .st-key-review [data-testid="stVerticalBlock"] { display: block !important; }
  .st-key-review [data-testid="stElementContainer"] { margin-bottom: 0.5rem; }
  .st-key-review [data-testid="stElementContainer"]:has([data-testid="stHeading"]) { break-after: avoid; }
  .st-key-review li, .st-key-review .stPlotlyChart, .st-key-review [class*="st-key-chart-"] { break-inside: avoid; }
  html, body, #root, .stApp, .stAppViewContainer, .stMain, [data-testid="stAppScrollToBottomContainer"] {
    height: auto !important; overflow: visible !important; position: static !important; display: block !important; }
}
</style>"""
CHANGES = "review/changes"


def review_head(view: View) -> bool:
    """Title, scope and days, and the state in one sentence; False where the two days stand in the wrong order, which the screen has told."""
    st.html(STYLE)
    st.title(plain(title_of(view)), anchor=False)
    days, is_half_year = parameters(view.store, view.filters), bool(review.period_of(view.store, view.filters))
    st.caption(plain(_("{area} · {start} to {end}").format(area=area(view), start=day(days["compare_with"]), end=day(days["as_of"]))
                     if is_half_year else area(view)))
    st.markdown(f"##### {plain(run(view, 'overview/summary').finding)}")
    return not review.is_backwards(view.store, view.filters)


def title_of(view: View) -> str:
    """The half-year by its name where the two days are those of one, else the two days."""
    found = review.period_of(view.store, view.filters)
    if not found:
        days = parameters(view.store, view.filters)
        return _("Review, {start} to {end}").format(start=day(days["compare_with"]), end=day(days["as_of"]))
    words = _("Review of the first half of {year}") if found.word.endswith("H1") else _("Review of the second half of {year}")
    return words.format(year=found.word[:4])


def period_chooser(view: View) -> None:
    """The half-years of the record, and the two dates of the filter row; the choice is written to the link as two days."""
    found, known = review.period_of(view.store, view.filters), {one.word: one for one in review.periods(view.store)}
    current = found.word if found else ""
    follow(KEY, current, lambda values: two_days(known[values[0]]) if values and values[0] in known else {})
    st.selectbox(_("Period"), ["", *known], key=KEY, width=330,
                 format_func=lambda word: period_words(known[word]) if word else _("The two dates of the filter row"),
                 help=_("A half-year that was reviewed ends on the day of its review. Region and country above are the scope."))


def period_words(one: review.Period) -> str:
    """2025 H1: 1 Jan 2025 to 1 Aug 2025."""
    return _("{year} {half}: {start} to {end}").format(
        year=one.word[:4], half=one.word[5:], start=short_day(one.from_day), end=short_day(one.to_day))


def two_days(one: review.Period) -> dict[str, tuple[str, ...]]:
    """A half-year in link words: its two days."""
    return {"compare_with": (one.from_day.isoformat(),), "as_of": (one.to_day.isoformat(),)}


def contents(sections: dict[str, str]) -> None:
    """The table of contents: a link to each section, in the order of the document."""
    with st.container(key="review-contents"):
        st.markdown(f"**{plain(_('Contents'))}**\n\n" + "\n".join(
            f"- [{plain(title)}](#{anchor})" for anchor, title in sections.items()))


@contextmanager
def section(view: View, sections: dict[str, str], anchor: str, *names: str, is_open: bool = False, more: dict | None = None) -> Iterator[None]:
    """A section under its heading, to which the contents lead. A narrow screen folds it, with the number of rows of
    the queries `names`, asked with `more`; its button then says the heading too."""
    with st.container(key=f"section-{anchor}"), unfolded():
        st.header(plain(sections[anchor]), anchor=anchor, divider="gray")
        rows = sum(len(run(view, name, more).rows) for name in names)
        fold(f"#{anchor}", counted(sections[anchor], rows) if names else sections[anchor], kind="section", is_open=is_open)
        yield


def said(view: View, row: dict) -> str:
    """The sentence of a row and who says so, as Markdown."""
    return f"{plain(row['sentence'])} {who(view, row.get('source_id'))}".strip()


def who(view: View, number: str | None) -> str:
    """The publisher of a source in brackets, linked unless its address does not carry; nothing for none. The date stands in Sources."""
    source = sources(view.store).get(number or "")
    if not source:
        return ""
    name, address = plain(publisher(source["publisher"])), source["address"]
    if source["grade"] == "D" or source["is_copy"]:
        return f"\\[{name}{plain(_(', read in a copy') if source['is_copy'] else _(', weak source'))}\\]"
    return f"\\[[{name}]({link_target(address)})\\]" if carries(source) else f"\\[{name}\\]"


def passage(view: View, name: str, line: Callable[[View, dict], str] = said, *, most: int = 12, head: str = "") -> Result:
    """A query as a paragraph of a document: its finding, one line per row, sources, the table behind a button."""
    result = run(view, name)
    with st.container(key=f"passage-{name.replace('/', '-')}", gap="xsmall"):
        if head:
            st.subheader(plain(head), anchor=False)
        shown = [f"- {line(view, row)}" for row in result.rows[:most]]
        if not result.rows or result.finding != result.rows[0].get("sentence"):
            st.markdown(f"**{plain(result.finding)}**" if result.rows else plain(result.finding))
        if shown:
            st.markdown("\n".join(shown))
        left_over(len(result.rows) - most)
        foot(without_days(view), result)
    return result


def without_days(view: View) -> View:
    """The view as if no day had been chosen: a review always has two, so a query that needs but one owes no excuse."""
    return replace(view, filters=replace(view.filters, as_of=None, compare_with=None))


def left_over(left: int) -> None:
    """How many rows stand only in the table."""
    if left > 0:
        st.caption(plain(n_("and {n} more under Table", "and {n} more under Table", left).format(n=left)))


def change_list(view: View, shape: Callable, *, most: int = 12) -> Result:
    """What changed: the kinds as a chart with table and file, then the sentences by kind. A bar is the first row of its kind."""
    result = run(view, CHANGES)
    if not result.rows:
        return passage(view, CHANGES)
    kinds = {kind: list(rows) for kind, rows in groupby(result.rows, key=lambda row: row["kind"])}
    firsts = replace(result, rows=[{**rows[0], "title": kind_title(kind)} for kind, rows in kinds.items()])
    with st.container(border=True, key="chart-review-changes", gap="xsmall"):
        draw(view, result, shape(firsts, view.mode, label="title", value="happened_of_kind", of="of_kind"), head=heading_of(result),
             foot=foot_of(view, result, has_twin=True))
        twin(view, result)
    with st.container(key="changes-by-kind"):
        for kind, rows in kinds.items():
            st.markdown(f"**{plain(kind_title(kind))}: {len(rows)}**\n\n" + "\n".join(f"- {said(view, row)}" for row in rows[:most]))
            left_over(len(rows) - most)
    return result


def area_line(view: View, row: dict) -> str:
    """A row of `priorities/areas` as one line of Markdown."""
    counts = ((_("past due"), row["overdue"]), (_("under way"), row["under_way"]), (_("done"), row["done"]),
              (_("not yet due"), row["not_yet_due"]), (_("no due date"), row["no_due_date"]), (_("dropped"), row["dropped"]))
    words = ", ".join(f"{count} {word}" for word, count in counts if count) or _("no action")
    return f"**{plain(row['area'])}.** {plain(row['description'])} ({plain(words)})"


def target_status(view: View) -> None:
    """What targets the initiative has; where it has any, how each stands. Targets of sister programmes never stand among them."""
    own = run(view, "status/initiative")
    if own.rows:
        st.markdown(plain(own.finding) + ".")
    if own.rows and own.rows[0]["with_target"]:
        passage(view, "review/targets", target_line)


def target_line(view: View, row: dict) -> str:
    """A row of `review/targets` as one line of Markdown."""
    return f"{theme.STATUS_SYMBOL.get(row['status'], '○')} {said(view, row)}"


def method(view: View) -> None:
    """How this review was made, in words, from which data and by which rule, and the cautions of each of its queries."""
    rules = run(view, "status/rules").rows
    st.markdown(plain(_("Made from data version {mark}; status by rule {rule}.").format(
        mark=view.store.fingerprint[:12], rule=rules[0]["rule_id"] if rules else "–")))
    for text in (
            _("Reported is what the initiative published; on record is what public sources name. The two are never mixed, and no count "
              "stands in place of a reported figure."),
            _("What changed is computed from two times: when something happened and when it became known. A row counts for this review "
              "when it became known, or had its day, after {start} and by {end}. What happened earlier and became public late is called "
              "newly on record and is no progress of this period. Rows whose source shows no date count as known on the day on which the "
              "record was compiled."),
            _("Of an imprecise date the whole span counts: where it may lie before the period, the line says so. Undated events stand on "
              "no time axis."),
            _("A rise of a reported total is attributed to nobody: names that became public are counted beside it, less those that a "
              "source shows before the period, and what is left without a name is a lower bound."),
            _("Overdue means that no report of completion was found in public sources. Absence there is not failure.")):
        days = parameters(view.store, view.filters)
        st.markdown(plain(text.format(start=day(days["compare_with"]), end=day(days["as_of"]))))


def source_entry(view: View, row: dict) -> str:
    """A row of `review/sources` as one line of Markdown."""
    words = _("grade {grade}; speaks of {subjects}").format(grade=row["grade"], subjects=", ".join(row["subjects"]))
    return f"{cite(sources(view.store)[row['source_id']])}: {plain(words)}"
