"""What offices put around a table: a line that names the separator, titles above the header, a second header or a row of HXL tags under
it, a total at its end. Each is told once, with its line; the rows it makes are not judged as data.
"""

import re
from collections.abc import Iterator

from . import header
from .cells import placeholder
from .contract import Contract
from .problems import Problem, of_file
from .tokens import Row

_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?[ \t,;]*(?:\n|\Z)', re.IGNORECASE)
_HXL = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+[a-z][a-z0-9_]*)*", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:grand |sub[ -]?|world )?(?:totals?|sum)|total g[ée]n[ée]ral|gesamt|summe|somme|suma|итого|всего|合计|总计|合計|المجموع|tổng(?: cộng)?|รวม",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?:sources?|notes?|nota|quelle|fuente|remarks?|legend|\*+) ?[:\d.]", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:[ _()/-]+[^\W\d_]+)*\)?")
_LOOKED_AT = 30  # lines at the top of a file among which a header is sought


def named_separator(text: str) -> tuple[str | None, str]:
    """The separator that the first line names for Excel (`sep=;`), and the text with that line made empty, so that lines keep their number."""
    found = _SEPARATOR_LINE.match(text)
    if found is None or found[1] not in ",;\t|":
        return None, text
    return found[1], "\n" + text[found.end() :]


def header_among(rows: Iterator[object], contract: Contract) -> Row | None:
    """The row among the first ones that names most columns of the contract, at least half of them and two."""
    best, most = None, max(1, len(contract.columns) // 2 - 1)
    for _turn, row in zip(range(_LOOKED_AT), rows, strict=False):
        if isinstance(row, Row):
            named = known_in(row, contract)
            best, most = (row, named) if named > most else (best, most)
    return best


def known_in(row: Row, contract: Contract) -> int:
    """How many columns of the contract a row names."""
    return len(contract.columns.keys() & {header.folded(cell, contract) for cell in row.cells})


def lines_above(file: str, head: Row) -> Problem:
    says = f"the header stands in row {head.line}, and other lines above it"
    lines = "line" if head.line == 2 else f"{head.line - 1} lines"
    advice = f"Delete the {lines} above it: the header comes first."
    return of_file(file, "lines above the header", says, advice, row=head.line)


def under_header(file: str, row: Row, names: list[str], contract: Contract) -> Problem | None:
    """The problem of the row right under the header, if it is no data."""
    cells = [(name, cell.strip()) for name, cell in zip(names, row.cells, strict=False) if cell.strip()]
    if not cells:
        return None
    if sum(_HXL.fullmatch(cell) is not None for _name, cell in cells) * 2 > len(cells):
        return of_file(file, "row of tags", "the row holds HXL tags, no data", "Delete it.", row=row.line)
    known = [(contract.columns[name], cell) for name, cell in cells if name in contract.columns]
    repeated = sum(header.folded(cell, contract) == column.name for column, cell in known)
    typed = [cell for column, cell in known if column.type not in ("text", "address")]
    has_digits = any(sign.isdigit() for _name, cell in cells for sign in cell)
    is_worded = len(typed) > 1 and not has_digits and not any(map(_is_value, typed))
    if repeated * 2 > len(cells) or is_worded:
        return of_file(file, "second header", "the row is a second header, no data", "Delete it.", row=row.line)
    return None


def _is_value(cell: str) -> bool:
    """Whether a cell of a column of numbers, days or flags may be meant as a value, however badly written."""
    return cell.casefold() in ("true", "false", "yes", "no") or placeholder(cell) is not None or not _WORDS.fullmatch(cell)


def total_row(file: str, row: Row) -> Problem | None:
    """The problem of a row that sums up the rows above it, or of a note below them."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    first = filled[0] if filled else ""
    if len(filled) == 1 and _FOOTNOTE.match(first):
        return of_file(file, "footnote", f'the row is a note, "{first[:60]}"', "Delete it: a file holds rows of the table alone.", row=row.line)
    if not _TOTAL.fullmatch(first.rstrip(":").strip()):
        return None
    says = f'the row begins with "{first}" and sums up others'
    return of_file(file, "row of totals", says, "Delete it: sums are computed from the rows.", row=row.line)
