"""The same workbook with the cells that were told marked, and a sheet of problems in front: made by the child, for only it opens the file."""

import io
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook

from ocop.intake.layout import PROBLEMS
from ocop.intake.packed import judged

COLUMNS = ("sheet", "cell", "table", "column", "value", "says", "advice", "level")
WIDTHS = (24, 10, 18, 20, 26, 60, 60, 10)
FILLS = {"refuse": PatternFill("solid", fgColor="FFC7CE"), "warn": PatternFill("solid", fgColor="FFEB9C"),
         "fixed": PatternFill("solid", fgColor="DDEBF7")}


def marked_copy(content: bytes, told: list[dict]) -> bytes:
    """The workbook of a file that may be opened, else one of the problems alone."""
    book = _book(content) or Workbook()
    if PROBLEMS in book.sheetnames:
        del book[PROBLEMS]
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":  # shown, and no longer worked out
                    _write(cell, str(getattr(cell.value, "text", None) or cell.value))
    marks: dict[tuple[str, str], list[dict]] = {}
    for one in told:
        if one["cell"] and one["sheet"] in book.sheetnames:
            marks.setdefault((one["sheet"], one["cell"].partition(":")[0]), []).append(one)
    for (sheet, name), found in marks.items():
        _mark(book[sheet][name], found)
    _problems(book, told)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _book(content: bytes) -> Workbook | None:
    if content[:2] != b"PK" or judged(content):
        return None
    try:
        return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError):
        return None


def _mark(cell: Cell | MergedCell, found: list[dict]) -> None:
    """Colour a cell by the gravest of its findings, and say them in its comment."""
    level = min((one["level"] for one in found), key=list(FILLS).index)
    cell.fill = FILLS[level]
    if isinstance(cell, Cell):
        words = "\n".join(f"{one['says']}. {one['advice']}" for one in found)
        cell.comment = Comment(_plain(words)[:2_000], "OCOP Monitor", height=120, width=320)


def _problems(book: Workbook, told: list[dict]) -> None:
    """The sheet of problems, in front; each cell is a text."""
    page = book.create_sheet(PROBLEMS, 0)
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False
        if not sheet.max_row or sheet.max_row == 1 and sheet.max_column == 1 and sheet.cell(1, 1).value is None:
            del book[sheet.title]
    book.active = 0
    for at, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True), 1):
        _write(page.cell(1, at), name)
        page.cell(1, at).font = Font(bold=True)
        page.column_dimensions[page.cell(1, at).column_letter].width = width
    for line, one in enumerate(told, 2):
        for at, name in enumerate(COLUMNS, 1):
            _write(page.cell(line, at), _plain(str(one.get(name) or ""))[:1_000])
            page.cell(line, at).alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(line, 1).fill = FILLS[one["level"]]
    page.freeze_panes = "A2"


def _write(cell: Cell | MergedCell, text: str) -> None:
    """A text as a text, whatever it begins with."""
    if isinstance(cell, Cell):
        cell.value = None
        cell.data_type = "s"
        cell._value = text


def _plain(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
