"""What the record lacks, as a list of what somebody could send: the weightiest first, each with the country or region that it is about."""

import streamlit as st

from ocop import lacks
from ocop.filters import Filters, known_codes
from ocop.lacks import Lack
from ocop.panels.blocks import head_of
from ocop.panels.folding import fold_part
from ocop.panels.links import link
from ocop.panels.sources import cite_number
from ocop.panels.view import View, places, plain
from ocop.texts import _, n_

FIRST = 12  # lines of the list on the page About
OF_ONE = 8  # lines of the list of a country
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNDATED = "quality/undated"  # a country's page has a list of its own for it


def lacking(view: View) -> None:
    """What needs a person first, under the choice of the page; how to send it; the whole list as a workbook, for each region."""
    rows = lacks.todo(view.store, view.filters)
    with st.container(border=True, key="lacks", gap="xsmall"):
        st.html(head_of(counted(len(rows)), fold_part("lacks", _("The weightiest first, and the list as a workbook"))))
        lines(view, rows[:FIRST])
        st.caption(plain(_("Sorted by reach (the initiative, a region, a country) times severity (contradictory or without a good source, without a "
                           "value, day or report, old or rounded). The lists below hold every row.")))
        st.markdown(how_to_send())
        workbooks(view)


def lacking_of(view: View, one: View, country: str) -> None:
    """What the record lacks on one country, but for its undated facts, which stand in a list of their own."""
    rows = lacks.todo(one.store, one.filters, without=(UNDATED,))
    with st.container(border=True, key="lacks", gap="xsmall"):
        st.html(head_of(_("What the record lacks on {country}").format(country=country), fold_part("lacks", counted(len(rows)))))
        if rows:
            lines(one, rows[:OF_ONE])
        else:
            st.markdown(plain(_("No rule finds a gap in what is on record. What no source speaks of is no gap that a rule could see.")))
        if (more := len(rows) - OF_ONE) > 0:
            st.caption(plain(n_("{n} more stands in the workbook.", "{n} more stand in the workbook.", more).format(n=more)))
        st.markdown(how_to_send())
        with st.container(horizontal=True, gap="small"):
            if rows:
                workbook(one, _("As a workbook"), one.filters, one.filters.countries[0])
            link(view, "about", _("What the whole record lacks"), tab=["gaps"], country=["all"])


def counted(things: int) -> str:
    """How many things are lacking."""
    return n_("{n} thing that a public source could settle", "{n} things that a public source could settle", things).format(n=things)


def lines(view: View, rows: list[Lack]) -> None:
    """Each lack as one line: its sentence, and who says what stands."""
    st.markdown("\n".join(f"- {said(view, row.sentence, row.source_id)}" for row in rows))


def lack_line(view: View, row: dict) -> str:
    """A row of a rule as one line of Markdown."""
    return said(view, row["sentence"], row["source_id"])


def said(view: View, sentence: str, source_id: str | None) -> str:
    """A sentence, and who says what stands, as Markdown."""
    who = cite_number(view, source_id)
    return f"{plain(sentence)}{f' ({who})' if who else ''}"


def how_to_send() -> str:
    """How to send a correction, in Markdown."""
    return _("**To send a correction or what is missing:** name the row, a public source with its date, and what it says, to whoever operates this "
             "copy. It becomes a later row; the earlier one stays, so that the view of an earlier day never changes.")


def workbooks(view: View) -> None:
    """The list as a workbook: of the choice of the page, and of each region."""
    chosen = view.filters
    names = {code: places(view.store)[code] for code in known_codes(view.store)["region"]}
    st.caption(plain(_("The list as a workbook, with room for an answer beside each row:")))
    with st.container(horizontal=True, gap="small"):
        workbook(view, _("All of this list"), chosen, "list")
        for code, name in names.items():
            workbook(view, name, Filters(regions=(code,), as_of=chosen.as_of), code)


def workbook(view: View, words: str, filters: Filters, code: str) -> None:
    """A button that makes the workbook of one place when it is asked for."""
    def made() -> bytes:
        from ocop.report.lacks import workbook as write

        return write(view.store, filters)

    st.download_button(words, data=made, file_name=f"ocop-lacks-{code.lower()}.xlsx", mime=MEDIA, on_click="ignore", key=f"lacks-{code}",
                       icon=":material/table_view:")
