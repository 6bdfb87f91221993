"""What offices put around a table: a line that names the separator, titles above the header, a second header, units, numbers of columns or
HXL tags under it, totals and notes at its ends, headings between its rows. Each is told once, with its line; the rows it makes are not
judged as data.
"""

import re
from collections.abc import Iterator
from string import ascii_uppercase

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import header, limits
from .cells import placeholder
from .contract import Column, Contract
from .problems import Problem, of_file
from .tokens import SEPARATORS, Row

_SEPARATOR_LINE = re.compile(r'\A"?sep ?= ?(\\t|.)"?[ \t,;]*(?:\n|\Z)', re.IGNORECASE)
_HXL = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+[a-z][a-z0-9_]*)*", re.IGNORECASE)
_NUMBERED = r"(?: ?\(.*\)| ?[:=]? ?[\d., ]*)"
_TOTAL = re.compile(
    r"(?:(?:(?:grand|overall|world|running) |sub[ -]?)?(?:totals?|sum)|total g[ée]n[ée]ral|totaux|totales|gesamt(?:summe)?|summe|somme|suma|soma"
    rf"|итого|всего|合计|总计|合計|المجموع|tổng(?: cộng)?|รวม){_NUMBERED}", re.IGNORECASE)
_SUMMARY = re.compile(
    r"(?:average|mean|median|minimum|maximum|min|max|count|number of (?:rows|records)|n|ensemble|overall|moyenne|m[ée]diane?|promedio|m[ée]dia"
    rf"|durchschnitt|mittelwert|среднее|平均){_NUMBERED}", re.IGNORECASE)
_FOOTNOTE = re.compile(
    r"(?:sources?|notes?|notas?|quellen?|fuentes?|fontes?|remarks?|remarques?|legend|légende|disclaimer|copyright) ?[:\d.]|\*+|[†‡§©]"
    r"|(?:\(?\d{1,2}[)/]|\(?[a-z]\)) |[-=_]{3,}|n ?= ?\d|\(\d+ rows?\b|(?:last )?updated\b|data (?:from|source|extracted)|(?:prepared|printed|"
    r"generated|compiled|downloaded|exported|extracted|retrieved) (?:by|on|from|at|:)|as of |end of (?:file|table|data)", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:[ _()/-]+[^\W\d_]+)*\)?")
_KIND_NAMES = """
text string str char varchar number num numeric integer int float double decimal real date day datetime yyyy yyyy-mm yyyy-mm-dd
boolean bool flag true/false yes/no code name id iso3 url link list % percent pct share usd us$ eur m million millions thousand
thousands ha hectare hectares km km2 km² m2 m² kg g t ton tons tonne tonnes head heads persons people number(s) unit units
currency local iso key required optional mandatory
"""
_KINDS = frozenset(_KIND_NAMES.split())
_COLUMN_NUMBER = re.compile(r"[(\[]?(?:(?:col(?:umn)?|field|var|[cvx])[ _.]?)?([0-9]{1,3})[)\].]?", re.IGNORECASE)
_LOOKED_AT = 30  # lines at the top of a file among which a header is sought


def named_separator(text: str) -> tuple[str | None, str]:
    """The separator that the first line names for Excel (`sep=;`), and the text with that line made empty, so that lines keep their number."""
    found = _SEPARATOR_LINE.match(text)
    sign = found and found[1].replace("\\t", "\t").replace("\\T", "\t")
    if found is None or sign not in SEPARATORS:
        return None, text
    return sign, "\n" + text[found.end() :]


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
    if _numbers_columns(row.cells, known) or _is_header(known, len(cells), contract) or _tells_units(known):
        return of_file(file, "second header", "the row is a second header, no data", "Delete it.", row=row.line)
    return None


def _is_header(known: list[tuple[Column, str]], filled: int, contract: Contract) -> bool:
    """Whether a row says what its columns are, in their names or in words about them."""
    repeated = sum(header.folded(cell, contract) == column.name for column, cell in known)
    typed = [cell for column, cell in known if not _is_worded(column)]
    if any(sign.isdigit() for _column, cell in known for sign in cell) or any(map(_is_value, typed)):
        return repeated * 2 > filled
    speaking = sum(_speaks_of(column, cell) for column, cell in known)
    keys = [(column, cell) for column, cell in known if column.name in contract.key]
    if len(known) > 2 and speaking * 2 > filled and keys and all(_speaks_of(*key) for key in keys):  # a table of words alone has no other sign
        return True
    return repeated * 2 > filled or len(typed) > 1 or filled > 1 and speaking * 2 > filled and (bool(typed) or speaking == filled)


def _is_worded(column: Column) -> bool:
    return column.type in ("text", "address")


def _speaks_of(column: Column, cell: str) -> bool:
    """Whether a cell of some words names its column: `Area in hectares` under `hectares`."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", cell)}
    return any(len(part) > 2 and words & {part, part + "s", part.removesuffix("s")} for part in column.name.split("_"))


def _tells_units(known: list[tuple[Column, str]]) -> bool:
    """Whether a row holds units or kinds: each number and day has one, and no text is anything else."""
    typed = [(column, cell) for column, cell in known if not _is_worded(column)]
    worded = [cell for column, cell in known if _is_worded(column)]
    if not typed and len(worded) > 2 and all(map(_is_kind, worded)):  # "required, optional, text"
        return True
    return bool(typed) and all(_is_kind(cell, column.unit) for column, cell in typed) and all(
        placeholder(cell) is not None or cell[0] in "([" or _is_kind(cell) for cell in worded)


def _is_kind(cell: str, unit: str = "") -> bool:
    """Whether a cell is the name of a unit or of a kind of values, with or without brackets."""
    bare = cell.strip("()[]{}<> ").casefold()
    return bare in _KINDS or bool(bare) and bare == unit.casefold()


def _numbers_columns(cells: list[str], known: list[tuple[Column, str]]) -> bool:
    """Whether a row counts the columns, from the first to the last: 1, 2, 3 or (1), (2), (3) or A, B, C. Where most columns are numbers,
    it may be data."""
    if len(cells) < 3 or sum(_is_worded(column) for column, _cell in known) * 2 < len(known):
        return False
    found = [_COLUMN_NUMBER.fullmatch(cell.strip()) for cell in cells]
    counted = [int(one[1]) for one in found if one]
    letters = [cell.strip().upper() for cell in cells]
    return counted in (list(range(1, len(cells) + 1)), list(range(len(cells)))) or letters == list(ascii_uppercase[: len(cells)])


def _is_value(cell: str) -> bool:
    """Whether a cell of a column of numbers, days or flags may be meant as a value, however badly written."""
    return cell.casefold() in ("true", "false", "yes", "no") or placeholder(cell) is not None or not _WORDS.fullmatch(cell)


def total_row(file: str, row: Row, names: list[str], contract: Contract) -> Problem | None:
    """The problem of a row that sums up the rows around it, or of a note among them."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    first = filled[0] if filled else ""
    if len(filled) == 1 and _FOOTNOTE.match(first):
        return of_file(file, "footnote", f'the row is a note, "{first[:60]}"', "Delete it: a file holds rows of the table alone.", row=row.line)
    named = [cell.strip() for name, cell in zip(names, row.cells, strict=False) if (column := contract.columns.get(name)) and not column.allowed
             and (name in contract.key or column.aliases == "country")]
    sums = next((cell for cell in [first, *named] if cell and _TOTAL.fullmatch(cell)), None)
    if sums is None and 1 < len(filled) < len(row.cells) and _SUMMARY.fullmatch(first):
        sums = first
    if sums is None:
        return None
    says = f'the row begins with "{sums}" and sums up others' if sums == first else f'the row names "{sums}" and sums up others'
    return of_file(file, "row of totals", says, "Delete it: sums are computed from the rows.", row=row.line)


def lone_cells(file: str, lines: list[int], columns: dict[str, pa.ChunkedArray]) -> Iterator[Problem]:
    """Rows that hold one cell only, in a table in which most hold more: headings between groups of rows, as a page has them."""
    if len(columns) < 3 or not lines:
        return
    filled = sum(pc.greater(pc.binary_length(cells), 0).to_numpy().astype(np.int16) for cells in columns.values())
    lone = np.flatnonzero(filled == 1)
    if len(lone) * 2 >= len(lines):
        return
    for place in lone[: limits.SAME_PROBLEM].tolist():
        value = next(cell for cells in columns.values() if (cell := cells[place].as_py()))
        advice = "If it is a heading of the rows below, delete it, and say in each of them what it says."
        yield Problem(file, lines[place], None, value, "lone cell", advice, "warn", "is all that the row holds")


def strange_header(head: Row, line: str, contract: Contract) -> tuple[str, str] | None:
    """What a header is like that names no column as it stands, and what to do: another separator, other quotes, a line in quotes."""
    def names(cells: list[str]) -> bool:
        return len(contract.columns.keys() & {header.folded(cell.strip("'\"`“”„‘’«»"), contract) for cell in cells}) > len(contract.columns) // 2

    if len(head.cells) == 1 and any(names(head.cells[0].split(sign)) for sign in SEPARATORS):
        return "it stands in quotes as a whole", "Take the quotes off the lines: they stand around a cell."
    if names(head.cells):
        return "its names stand in quotes of another kind", 'Write the quotes as " or leave them out.'
    if named := _SEPARATOR_LINE.match(line):
        return f'the line above it names "{named[1]}" as separator', "Save the file with commas."
    for sign in sorted(set(line) - set(SEPARATORS)):
        if not sign.isalnum() and sign not in "_\"'" and names(line.split(sign)):
            word = "blanks" if sign.isspace() else f'"{sign}"'
            return f"it is separated by {word}", "Save the file with commas."
    return None
