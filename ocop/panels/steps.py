"""Readiness on a page: the steps of one country as lines, those of many as a matrix. Nothing found is never shown as a no."""

from collections.abc import Callable

from ocop.panels.blocks import chart, table
from ocop.panels.matrix import matrix
from ocop.panels.sources import cite, sources
from ocop.panels.view import View, plain
from ocop.texts import _, day

SIGNS = {"evidence": "●", "spoken of": "◐", None: "○"}


def step_line(view: View, row: dict) -> str:
    """A row of `country/readiness` as Markdown: the step, what is public of it, when, and who says so."""
    name, known = f"**{plain(row['step_name'])}**", sources(view.store).get(row["source_id"] or "")
    if row["step_state"] is None:
        return f"{SIGNS[None]} {name}: {plain(_('no public evidence'))}"
    words = plain(row["words"]) if row["step_state"] == "evidence" else plain(_("only spoken of: {words}").format(words=row["words"]))
    when = plain(day(row["on"]) if row["on"] else _("undated"))
    return f"{SIGNS[row['step_state']]} {name}: {words} ({when}{'; ' + cite(known) if known else ''})"


def readiness(view: View, bars: Callable, *, has_register: bool = True) -> None:
    """How many countries of a choice have public evidence of each step, which ones, and, in a register, who says so."""
    chart(view, "readiness/by_step", bars)
    matrix(view)
    if has_register:
        table(view, "readiness/register", height=300)
