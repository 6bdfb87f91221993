"""Looks through the sheets of a judged workbook as plain XML, before a library opens it: formulas by cell, merged cells, hidden rows and columns,
and sizes that would take a reader's time."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from ocop.intake import limits

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class TooLarge(ValueError):
    """A sheet is too large to be read. `args`: rule, what it has, what to do."""


@dataclass
class Scan:
    """What one sheet holds beside values."""

    formulas: list[tuple[str, str]] = field(default_factory=list)  # cell and text, the first ones
    formula_count: int = 0
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    cells: int = 0


def place(reference: str) -> tuple[int, int] | None:
    """Row and column of `C14`, counted from 1; None for what is no cell."""
    found = _CELL.fullmatch(reference)
    return (int(found[2]), number(found[1])) if found else None


def number(letters: str) -> int:
    """The number of a column from its letters."""
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total


def letters(column: int) -> str:
    """The letters of a column from its number."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def scanned(archive: zipfile.ZipFile, part: str) -> Scan:
    """Look through one sheet. Raises TooLarge, and ParseError for what is no XML."""
    scan, row, column, filled = Scan(), 0, 0, 0
    with archive.open(part) as stream:
        for event, node in ElementTree.iterparse(stream, ("start", "end")):
            name = node.tag.rpartition("}")[2]
            if event == "start" and name == "row":
                row, column = _row(node, row), 0
                filled += 1
                if node.get("hidden") in ("1", "true"):
                    scan.hidden_rows.add(row)
            elif event == "start" and name == "c":
                row, column = place(node.get("r") or "") or (row, column + 1)
                scan.cells += 1
                _bounded(row, column, filled, scan.cells)
            elif event == "end" and name == "f":
                scan.formula_count += 1
                if len(scan.formulas) < limits.SAME:
                    scan.formulas.append((f"{letters(column)}{row}", (node.text or "").strip()))
            elif event == "end" and name == "mergeCell":
                scan.merged.append(node.get("ref") or "")
            elif event == "end" and name == "col" and node.get("hidden") in ("1", "true"):
                scan.hidden_columns.update(_columns(node))
            if event == "end" and name in ("row", "mergeCell", "hyperlink", "dataValidation", "conditionalFormatting"):
                node.clear()
    return scan


def _row(node: ElementTree.Element, before: int) -> int:
    said = node.get("r") or ""
    row = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else before + 1
    if row > LAST_ROW:
        raise TooLarge("too many rows", f"names a row {row:,}, and a sheet has {LAST_ROW:,}", "Save it anew from a spreadsheet.")
    return row


def _columns(node: ElementTree.Element) -> Iterator[int]:
    first, last = ((int(said) if (said := node.get(word) or "").isdigit() and len(said) < 6 else 0) for word in ("min", "max"))
    yield from range(first, min(last, limits.COLUMNS) + 1)


def _bounded(row: int, column: int, filled: int, cells: int) -> None:
    if column > limits.COLUMNS:
        says = f"holds a cell in column {letters(min(column, LAST_COLUMN))}, and no more than {limits.COLUMNS} columns are read"
        raise TooLarge("too many columns", says, "Delete the columns that the template does not have.")
    if filled > limits.ROWS or cells > limits.CELLS:
        says = f"holds more than {limits.ROWS:,} rows or {limits.CELLS:,} cells"
        raise TooLarge("too many rows", says, "Delete the empty rows below the table, or split it.")
