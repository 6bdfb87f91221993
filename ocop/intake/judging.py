"""What a file from an office holds, judged by the contracts: run by the child that reads (`child`), with nobody else's memory at stake.

The contracts' own reader and rules do the judging, once on the rows as a file and once on the record with the rows added, so that a key that
stands already, a code that is in no register and a correction are told as everywhere else. This module gives each finding its cell.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from ocop.contracts import Contract, Problem, check_folder, contracts_of, data_files, tokens
from ocop.contracts.decode import decode, foreign
from ocop.contracts.sheet import written
from ocop.contracts.textfile import read_csv
from ocop.intake import layout, limits
from ocop.intake.candidate import candidate
from ocop.intake.found import Found
from ocop.intake.grid import Grid, csv_grid, csv_of, grids, table_of, taken
from ocop.intake.onrecord import Row
from ocop.intake.packed import judged, of_file
from ocop.intake.scanned import TooLarge, letters, number

_ROW = re.compile(r"\brow ([0-9]+)")
_HOUSE = re.compile(r",? or (?:add|take) [^.]*\.toml|, or the limit in the contract")  # advice for those who keep the contracts
_REGISTER = re.compile(r"or add it to (\w+)\.\w+")  # a file of theirs; an office has a sheet
_HELD = b"\xd0\xcf\x11\xe0"  # a compound file: an old document, or an encrypted new one
_TEMPLATE = "Send the template saved as Excel workbook (.xlsx), or a table as CSV."
Cell = Callable[[int | None, str | None], str]  # line and column of a file -> the cell


@dataclass
class Judged:
    """What was read: new rows by table, what is wrong, and where each row stands."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    places: dict[str, tuple[str, list[int], Cell]] = field(default_factory=dict)  # table -> sheet, lines of its rows, the way to a cell
    missing: set[tuple[str, str]] = field(default_factory=set)  # columns that a sheet does not have, told once

    def spots(self) -> dict[str, dict]:
        """The places in words that a file can hold: sheet, row of each new row, letters of each column."""
        return {table: {"sheet": sheet, "rows": [int(_place(cell(line, None))[0]) for line in lines],
                        "columns": {name: cell(lines[0], name).rstrip("0123456789") for name in self.rows[table][0]} if lines else {}}
                for table, (sheet, lines, cell) in self.places.items()}


def judge(content: bytes, base: Path) -> Judged:
    """Everything about one file. Never raises for what it holds."""
    made = Judged()
    contracts, _problems = contracts_of([path for path in data_files(base) if path.suffix.casefold() == ".toml"])
    if content[:4] == b"PK\x03\x04" or content[:4] == b"PK\x05\x06":
        made.found += judged(content) or list(_workbook(made, content, contracts))
    elif content.startswith(_HELD):
        made.found.append(_compound(content))
    elif not content.strip(b"\xef\xbb\xbf \t\r\n,;"):
        made.found.append(of_file("empty file", "is empty", _TEMPLATE))
    elif kind := foreign(content):
        made.found.append(of_file("not a workbook", f"is {kind}, not a workbook or a CSV file", _TEMPLATE))
    else:
        made.found += _csv(made, content, contracts)
    if not any(made.rows.values()) and not any(one.level == "refuse" for one in made.found):
        made.found.append(of_file("no new rows", "holds no new row", "Write new rows below the grey ones, with nothing in the first column."))
    if any(made.rows.values()):
        made.found += _on_the_record(made, base, contracts)
    made.found = capped(dict.fromkeys(made.found))
    return made


def _compound(content: bytes) -> Found:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return of_file("protected by a password", "is a workbook that is encrypted", "Save it without a password, and send it again.")
    return of_file("old workbook", "is an old Office document (.xls)", "Save it as Excel workbook (.xlsx), and send it again.")


def _workbook(made: Judged, content: bytes, contracts: Mapping[str, Contract]) -> Iterator[Found]:
    """The sheets of a workbook."""
    try:
        sheets = list(grids(content))
    except TooLarge as large:
        yield of_file(*large.args)
        return
    except (ParseError, BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, RecursionError) as error:
        says = f"cannot be read as a workbook ({str(error)[:100] or type(error).__name__})"
        yield of_file("corrupt file", says, "Open it in a spreadsheet, save it anew, and send it again.")
        return
    for sheet in sheets:
        yield from _sheet(made, sheet, contracts)
    if not made.places and not any(table_of(sheet, contracts) for sheet in sheets):
        yield of_file("no table", "holds no sheet with the columns of a table", "Fill in the template; its second row names the columns in codes.")


def _sheet(made: Judged, sheet: Grid, contracts: Mapping[str, Contract]) -> Iterator[Found]:
    """One sheet: which table it is, its new rows, what is wrong with them as a file."""
    known = table_of(sheet, contracts)
    if known is None:
        if sheet.rows and sheet.name not in (layout.README, layout.LISTS, layout.PROBLEMS):
            yield Found(sheet.name, "", "no table", "has no row that names the columns of a table, and was not read",
                        "Nothing, if that is meant; else put back the second row of the template.", "warn")
        return
    name, header = known
    rows = taken(sheet, contracts[name], header)
    yield from rows.found
    if not rows.rows:
        return
    if sheet.is_hidden:
        yield Found(sheet.name, "", "hidden sheet", "is a hidden sheet with new rows", "Show the sheet, or delete its rows.", table=name)
    if name in made.places:
        yield Found(sheet.name, "", "two sheets", f'holds rows of {name}, as does the sheet "{made.places[name][0]}"',
                    "Put all rows of a table on one sheet.", table=name)
        return
    content, lines = csv_of(rows)

    def cell(line: int | None, column: str | None) -> str:
        at = header if line == 1 else lines.get(line or 0)
        return "" if at is None else rows.cell(at, column) if column else f"A{at}"

    yield from _file(made, sheet.name, content, contracts[name], cell)


def _csv(made: Judged, content: bytes, contracts: Mapping[str, Contract]) -> Iterator[Found]:
    """A CSV file: one table, or a sheet of the template that was saved so."""
    text = decode(content, lambda _text: True).text
    if text is None:
        text = ""
    unified = tokens.unified(text)
    try:
        if sheet := csv_grid(unified):
            yield from _sheet(made, sheet, contracts)
            return
    except ValueError:  # of the csv module
        pass
    best: tuple[float, str] | None = None
    for sign in tokens.SEPARATORS:
        rows = [row.cells for _turn, row in zip(range(30), tokens.rows(unified[:1_000_000], sign), strict=False) if isinstance(row, tokens.Row)]
        grid = Grid("", {at: list(cells) for at, cells in enumerate(rows, 1) if any(cells)})
        if known := table_of(grid, contracts):
            names = len({cell for cell in grid.rows[known[1]] if cell}) / len(contracts[known[0]].columns)
            best = max(best, (names, known[0])) if best else (names, known[0])
    if best is None:
        yield of_file("no table", "has no line that names the columns of a table", "Begin with the names of the columns, as the template has them.")
        return

    def cell(line: int | None, column: str | None) -> str:
        at = list(contracts[best[1]].columns).index(column) + 1 if column in contracts[best[1]].columns else 0
        return "" if line is None else f"{letters(heads.get(column or '', at)) or 'A'}{line}"

    heads = _places(unified, contracts[best[1]])
    yield from _file(made, "the file", content, contracts[best[1]], cell)


def _places(text: str, contract: Contract) -> dict[str, int]:
    """The columns of a CSV file by name, counted from 1."""
    first = next((row for row in tokens.rows(text[:1_000_000], ",") if isinstance(row, tokens.Row)), None)
    return {name.strip().casefold(): at for at, name in enumerate(first.cells, 1)} if first else {}


def _file(made: Judged, sheet: str, content: bytes, contract: Contract, cell: Cell) -> Iterator[Found]:
    """New rows as the file that the contracts read: what is wrong with its form, and its rows."""
    with tempfile.TemporaryDirectory() as room:
        file = Path(room) / f"{contract.name}.csv"
        file.write_bytes(content)
        read = read_csv(file, contract)
    for problem in read.problems:
        if problem.rule == "missing column" and problem.column:
            made.missing.add((contract.name, problem.column))
        if problem.rule not in ("byte order mark", "no final line end"):
            yield with_cell(problem, sheet, contract.name, cell)
    if read.raw is None or not len(read.raw.lines):
        return
    columns = {name: ["" if value is None else written(value) for value in read.raw.taken(name).to_pylist()] for name in list(read.raw.columns)}
    lines = [int(line) for line in read.raw.lines]
    made.rows[contract.name] = [{name: columns[name][at] if name in columns else "" for name in contract.columns} for at in range(len(lines))]
    made.places[contract.name] = (sheet, lines, cell)


def with_cell(problem: Problem, sheet: str, table: str, cell: Cell, line: int | None = None) -> Found:
    """A problem of the contracts under the name that an office knows."""
    column = (problem.column or "").split(", ")[0]
    return Found(sheet, cell(line if line is not None else problem.row, column or None), problem.rule, problem.says or problem.rule,
                 for_office(problem.advice), problem.level, table, problem.column or "", problem.value)


def for_office(advice: str) -> str:
    """What to do, said to an office: it keeps no contracts and no files of the record."""
    return _REGISTER.sub(r"or send its row with this one (table \1)", _HOUSE.sub("", advice))


def _on_the_record(made: Judged, base: Path, contracts: Mapping[str, Contract]) -> Iterator[Found]:
    """What is wrong with the record once it holds the new rows, and was not before."""
    told = {(one.table, one.cell) for one in made.found if one.cell}
    with tempfile.TemporaryDirectory() as room:
        starts = candidate(base, made.rows, Path(room) / "data")
        report = check_folder(Path(room) / "data")
    for problem in [*report.problems, *report.notices]:
        table = Path(problem.file).stem.casefold()
        lines = dict(zip(starts.get(table, ()), made.places[table][1], strict=True)) if table in starts else {}
        if problem.row in lines:
            found = with_cell(problem, made.places[table][0], table, made.places[table][2], lines[problem.row])
            is_told = (table, found.cell) in told or (table, problem.column) in made.missing
            if not (is_told and problem.rule in ("empty cell", "white space")):
                yield replace(found, says=_where(found.says, lines, made.places[table][2]))
        elif problem.level == "refuse":
            yield Found(made.places[table][0] if table in starts else "the record", "", problem.rule, problem.says or problem.rule, problem.advice,
                        table=table, column=problem.column or "", value=problem.value)


def _where(says: str, lines: Mapping[int, int], cell: Cell) -> str:
    """A sentence that names rows of files, with those of the sheet."""
    def named(found: re.Match) -> str:
        line = int(found[1])
        return f"row {cell(lines[line], None).lstrip('A')}" if line in lines else f"row {line} of the record"

    return _ROW.sub(named, says)


def capped(found: Mapping[Found, None]) -> list[Found]:
    """In the order of the sheets and cells; the first hundred of one rule, level and sheet, and the number of the others."""
    order = {sheet: at for at, sheet in enumerate(dict.fromkeys(one.sheet for one in found))}
    many: Counter[tuple[str, str, str]] = Counter()
    kept = []
    for one in sorted(found, key=lambda one: (order[one.sheet], *_place(one.cell), one.rule)):
        many[one.sheet, one.rule, one.level] += 1
        if many[one.sheet, one.rule, one.level] <= limits.SAME:
            kept.append(one)
    return kept + [Found(sheet, "", rule, f"the same in {n - limits.SAME:,} more cells", "", level)
                   for (sheet, rule, level), n in many.items() if n > limits.SAME]


def _place(cell: str) -> tuple[int, int]:
    first = re.match(r"([A-Z]+)([0-9]+)", cell)
    return (int(first[2]), number(first[1])) if first else (0, 0)
