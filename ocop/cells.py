"""Rows as CSV: values as machines read them, words that no spreadsheet runs."""

import csv
import io
from datetime import date
from typing import Any

from ocop.contracts.guard import spreadsheet_safe


def as_csv(result: Any) -> str:
    """Exactly the rows of a result of `queries` as CSV: codes, ISO dates, unknown empty, cells safe for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(spreadsheet_safe, result.shown))
    return out.getvalue() + lines(result.shown, result.rows)


def lines(columns: list[str], rows: list[dict]) -> str:
    """The same without the head."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(row[name]) for name in columns])
    return out.getvalue()


def guarded(value: object) -> str:
    """A cell that a spreadsheet will not run: only words can be a formula, numbers and dates are left as they are."""
    return spreadsheet_safe(cell(value)) if isinstance(value, str | list | tuple) else cell(value)


def cell(value: object) -> str:
    """A value as machines read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
