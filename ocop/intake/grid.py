"""From a workbook or a CSV file to grids of text, and from a grid to the rows of a table: which sheet is which table, which rows are new.

A cell is taken as it was typed. What a spreadsheet made of it (a day, a number for a day, digits cut off) is told with what was probably meant.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import openpyxl

from ocop.contracts import Column, Contract
from ocop.contracts.header import folded
from ocop.contracts.sheet import written
from ocop.intake import layout, limits
from ocop.intake.found import Found
from ocop.intake.scanned import Scan, TooLarge, letters, scanned

_EPOCH = date(1899, 12, 30)  # of the numbers by which spreadsheets store days
_SERIALS = range(10_000, 80_000)  # 1927 to 2119
_YEARS = range(1900, 2100)
_DIGITS = 10**15  # a spreadsheet keeps fifteen
ONE_SHEET = "the file"  # what is said for a sheet where there are none
LOOKED_AT = 30  # rows among which a header is sought
Value = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass
class Grid:
    """One sheet: its name, the cells of its rows by their numbers, and what it holds beside values."""

    name: str
    rows: dict[int, list[Value]]
    scan: Scan = field(default_factory=Scan)
    is_hidden: bool = False


@dataclass
class Taken:
    """The new rows of a table as text, with the number of each row in the sheet and the column of each name."""

    table: str
    sheet: str
    head: list[str]
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def cell(self, row: int, column: str) -> str:
        """The cell of a row of the sheet under a name of the header."""
        at = next((at for name, at in zip(self.head, self.columns, strict=True) if folded(name) == column or name == column), None)
        return f"{letters(at)}{row}" if at else f"A{row}"


def grids(content: bytes) -> Iterator[Grid]:
    """The sheets of a judged workbook. Raises what the libraries raise, and TooLarge."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    if len(book.worksheets) > limits.SHEETS:
        raise TooLarge("too many sheets", f"has {len(book.worksheets)} sheets, and no more than {limits.SHEETS} are read", "Delete the other sheets.")
    cells = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        scans = {page.title: scanned(archive, page._worksheet_path) for page in book.worksheets}
    for page in book.worksheets:
        cells += scans[page.title].cells
        if cells > limits.CELLS:
            raise TooLarge("too many rows", f"holds more than {limits.CELLS:,} cells", "Delete the sheets that the template does not have.")
        page.reset_dimensions()  # what a sheet says of its size may be wrong
        rows = {at: list(row) for at, row in enumerate(page.iter_rows(values_only=True), 1) if any(cell not in (None, "") for cell in row)}
        yield Grid(page.title, rows, scans[page.title], page.sheet_state != "visible")


def table_of(grid: Grid, contracts: Mapping[str, Contract]) -> tuple[str, int] | None:
    """The table that a sheet holds, and the row of its header: by the name in its first cell, else by the columns that a row names: that which
    knows most of them, of several the one of which they are most."""
    first = grid.rows.get(layout.WORDS_ROW, [None])[0]
    wanted = [first] if isinstance(first, str) and first in contracts else list(contracts)
    best: tuple[tuple[float, float], str, int] | None = None
    for number, row in sorted(grid.rows.items())[:LOOKED_AT]:
        names = sum(isinstance(cell, str) and bool(cell.strip()) for cell in row)
        for name in wanted:
            columns = contracts[name].columns
            known = len(columns.keys() & {folded(cell, contracts[name]) for cell in row if isinstance(cell, str)})
            needed = sum(not column.optional for column in columns.values())
            fits = (known / max(1, names), known / max(1, needed))
            if known >= max(2, needed // 2) and (best is None or fits > best[0]):
                best = (fits, name, number)
    return (best[1], best[2]) if best else None


def taken(grid: Grid, contract: Contract, header: int) -> Taken:
    """The new rows under a header, and everything that is wrong with their cells before a rule of the contract is asked."""
    head = [str(cell).strip() if cell is not None else "" for cell in grid.rows[header]]
    while head and not head[-1]:
        head.pop()
    mark = head.index(layout.MARK) if layout.MARK in head and layout.MARK not in contract.columns else None
    places = [at for at, name in enumerate(head) if at != mark]
    made = Taken(contract.name, grid.name, [head[at] for at in places], columns=[at + 1 for at in places])
    columns = [contract.columns.get(folded(name, contract)) for name in made.head]
    formulas = {cell for cell, _text in grid.scan.formulas}
    for number, row in grid.rows.items():
        cells: list[Value] = [*row, *[None] * len(head)]
        if number <= header or all(cell in (None, "") for cell in cells[: len(head)]):
            continue
        mine = [None if f"{letters(at + 1)}{number}" in formulas else cells[at] for at in places]
        said = cells[mark] if mark is not None else None
        if isinstance(said, str) and said.startswith(layout.ON_RECORD):
            made.found += changed(made, number, said, mine)
        elif any(cells[at] not in (None, "") for at in places):
            made.rows.append([text_of(made, number, name, column, cell) for name, column, cell in zip(made.head, columns, mine, strict=True)])
            made.numbers.append(number)
    made.found += beside(grid, made, header)
    return made


def changed(made: Taken, number: int, said: str, cells: list[Value]) -> Iterator[Found]:
    """A row on record that no longer is what the record says."""
    if said.strip() != layout.marked("" if cell is None else str(cell) for cell in cells):
        yield Found(made.sheet, f"A{number}", "changed row on record", "is a row on record, and was changed here",
                    "Put it back as it was. To correct it, write a new row below with the same key and the later day on which that became known.",
                    table=made.table)


def text_of(made: Taken, number: int, name: str, column: Column | None, value: Value) -> str:
    """The text of a cell; what a spreadsheet turned into something else is told, and left out."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    fault = turned(column, value)
    if fault:
        rule, says, advice = fault
        made.found.append(Found(made.sheet, made.cell(number, name), rule, says, advice, table=made.table, column=name, value=shown(value)))
        return ""
    assert isinstance(value, int | float)
    return written(float(value)) if isinstance(value, float) else str(value)


def turned(column: Column | None, value: Value) -> tuple[str, str, str] | None:
    """What a spreadsheet made of a cell, or None where it is as it was typed: rule, sentence, advice."""
    is_day = column is not None and column.is_dated
    if isinstance(value, datetime | date):
        meant = value.date() if isinstance(value, datetime) else value
        says = "was turned into a day by a spreadsheet, which adds the day and the month where only a year or a month was written"
        advice = f'Write "{meant}" as text, or only as much of it as is known.' if is_day else "Format the cell as text, and write it again."
        return "date of a spreadsheet", says, advice
    if isinstance(value, time | timedelta):
        return "time of a spreadsheet", "was turned into a time by a spreadsheet", "Format the cell as text, and write it again."
    assert isinstance(value, int | float)
    if is_day and int(value) in _SERIALS:
        meant = _EPOCH + timedelta(days=int(value))
        return "number for a day", "is the number by which a spreadsheet stores a day", f'Write "{meant}" as text, if that is meant.'
    if is_day and value not in _YEARS:
        return "number for a day", "is a number, where a day is wanted", "Write a day as text: 2025, 2025-08 or 2025-08-01."
    if abs(value) >= _DIGITS:
        return "digits cut off", "is a number of which a spreadsheet keeps fifteen digits", "Format the cell as text, and write it again."
    return None


def shown(value: Value) -> str:
    """A value of a spreadsheet for a reader."""
    return written(float(value)) if isinstance(value, int | float) else str(value)


def beside(grid: Grid, made: Taken, header: int) -> Iterator[Found]:
    """What a sheet holds beside values, where it touches the new rows: formulas, merged and hidden cells."""
    scan, new = grid.scan, set(made.numbers)

    def found(cell: str, rule: str, says: str, advice: str, value: str | None = None) -> Found:
        return Found(made.sheet, cell, rule, says, advice, table=made.table, value=value)

    for cell, text in scan.formulas:
        rule = "external link" if "[" in text else "formula"
        yield found(cell, rule, "is a formula" if rule == "formula" else "is a formula that reads another workbook",
                    "Write its value: copy the cell, then Paste special, Values.", f"={text}"[:60] if text else None)
    if scan.formula_count > len(scan.formulas):
        yield found("", "formula", f"holds {scan.formula_count - len(scan.formulas):,} more formulas", "Write their values.")
    for area in scan.merged[: limits.SAME]:
        first, _colon, last = area.partition(":")
        rows = [int("".join(filter(str.isdigit, end)) or 0) for end in (first, last or first)]
        if rows[1] > header and new & set(range(rows[0], min(rows[1], rows[0] + limits.ROWS) + 1)):
            yield found(area, "merged cells", "are merged, and only the first of them holds a value", "Unmerge them, and write the value in each.")
    for row in sorted(scan.hidden_rows & new)[: limits.SAME]:
        yield found(f"A{row}", "hidden row", "stands in a hidden row", "Show the row (take a filter off), or delete it.")
    filled = {at for row in made.rows for at, cell in zip(made.columns, row, strict=True) if cell}
    for column in sorted(scan.hidden_columns & filled):
        yield found(f"{letters(column)}{header}", "hidden column", "is a hidden column that holds values", "Show the column, or empty it.")


def csv_of(made: Taken) -> tuple[bytes, dict[int, int]]:
    """The new rows as the file that the contracts read, and for each of its lines the row of the sheet."""
    out, numbers = io.StringIO(), {1: 0}
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(made.head)
    line = out.getvalue().count("\n") + 1
    for number, row in zip(made.numbers, made.rows, strict=True):
        row = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]
        writer.writerow(row)
        numbers[line] = number
        line += 1 + sum(cell.count("\n") for cell in row)
    return out.getvalue().encode("utf-8", "replace"), numbers


def csv_grid(text: str) -> Grid | None:
    """A sheet of the template that was saved as CSV; None for a plain table."""
    rows = list(csv.reader(io.StringIO(text)))
    if len(rows) < layout.CODES_ROW or not rows[0] or not rows[1] or rows[1][0].strip() != layout.MARK:
        return None
    return Grid(ONE_SHEET, {at: list(row) for at, row in enumerate(rows, 1) if any(row)})
