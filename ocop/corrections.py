"""Corrections that readers must hear of: which of the shown rows a later row of the record corrected, and when.

A query says it in its column `corrected_on`; every screen, chart, tile and report repeats it through this one room. It computes nothing.
"""

from typing import Protocol

from ocop.texts import _, on_day

COLUMN = "corrected_on"
NAMES = ("title", "what", "project", "body", "statement", "country", "product", "indicator_name", "region_name", "level", "name")
MOST = 3


class Shown(Protocol):
    """An answer of a query: its rows, and the columns that readers see."""

    @property
    def rows(self) -> list[dict]: ...

    @property
    def shown(self) -> list[str]: ...


def columns(result: Shown) -> list[str]:
    """The columns for readers; the one of corrections only where a row was corrected."""
    return [name for name in result.shown if name != COLUMN or any(row[COLUMN] for row in result.rows)]


def corrected(row: dict) -> str:
    """`corrected in October 2025`; empty for a row that stands as it was written first."""
    return _("corrected {on_day}").format(on_day=on_day(row[COLUMN])) if row.get(COLUMN) else ""


def corrections(result: Shown) -> str:
    """One sentence on the rows that were corrected, the first few by name; empty where none was."""
    told = list(dict.fromkeys(_told(row) for row in result.rows if row.get(COLUMN)))
    if not told:
        return ""
    more = _("; and {n} more").format(n=len(told) - MOST) if len(told) > MOST else ""
    return f"{told[0][:1].upper()}{told[0][1:]}" + "".join(f"; {one}" for one in told[1:MOST]) + more + "."


def _told(row: dict) -> str:
    """A corrected row by its name and day."""
    said, name = corrected(row), next((row[name] for name in NAMES if row.get(name)), "")
    return f"{name}: {said}" if name else said
