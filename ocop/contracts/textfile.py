"""Reads a CSV file into a raw table: decoding, rows, header, rows of the wrong length. Cells are judged
elsewhere.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from . import codes, header, limits, shape, tokens
from .contract import Contract
from .decode import EMPTY, decode
from .form import form_problems, quote_problem
from .gathered import Found, gathered
from .nearest import nearest
from .problems import Fault, Problem, located, of_file
from .raw import Raw, Read

_POINTED = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


def read_csv(path: Path, contract: Contract) -> Read:
    """The raw table of a file, and everything that is wrong with its form."""
    decoded = decode(path.read_bytes(), lambda text: _names_prove(text, contract))
    problems = [located(fault, path.name, line, None) for line, fault in decoded.findings]
    if decoded.text is None:
        return Read(None, problems)
    problems += [located(fault, path.name, None, None) for fault in _line_ends(decoded.text)]
    named, text = shape.named_separator(tokens.unified(decoded.text))
    if _is_endless(text):
        says = f"the header is longer than {limits.HEADER_CHARACTERS:,} characters"
        return Read(None, [*problems, of_file(path.name, "no header", says, "Begin the file with a line of column names.", row=1)])
    separator = _separator(text, contract)
    if named and _proves(named, text, contract) >= _proves(separator, text, contract):
        separator = named
    if named == separator:
        problems.append(of_file(path.name, "separator line", "names its separator", "The line was left out.", "fixed", 1))
    elif named:
        says = f"names {tokens.SEPARATORS[named]} as separator, where the header has {tokens.SEPARATORS[separator]}"
        problems.append(of_file(path.name, "separator line", says, "Delete the line.", "warn", 1))
    if separator != ",":
        says = f"is separated by {tokens.SEPARATORS[separator]}, and was read so"
        problems.append(of_file(path.name, "separator", says, "Save it with commas.", "fixed"))
    return _table(path.name, text, separator, contract, problems)


def head_of(path: Path, contract: Contract) -> tuple[list[str], str]:
    """The first row of a file that was found sound, and its separator."""
    _named, text = shape.named_separator(tokens.unified(decode(path.read_bytes(), lambda _text: True).text or ""))
    separator = _separator(text, contract)
    head = _head(tokens.rows(text, separator))
    return (head.cells if isinstance(head, tokens.Row) else []), separator


def _is_endless(text: str) -> bool:
    """Whether the first line with a letter is longer than any header."""
    begin = len(text) - len(text.lstrip("\n"))
    return text.find("\n", begin, begin + limits.HEADER_CHARACTERS) < 0 and len(text) - begin > limits.HEADER_CHARACTERS


def _proves(separator: str, text: str, contract: Contract) -> int:
    """How many columns of the contract the header names under a separator."""
    head = _head(tokens.rows(text, separator))
    return shape.known_in(head, contract) if isinstance(head, tokens.Row) else 0


def _line_ends(text: str) -> Iterator[Fault]:
    if tokens.has_mixed_ends(text):
        yield Fault("line ends", "had line ends of different kinds", "They were read as one kind.", "fixed")
    if not text.endswith(("\n", "\r")):
        advice = "Check that the file was not cut off."
        yield Fault("no final line end", "did not end its last line", advice, "fixed")


def _head(rows: Iterator[tokens.Row | tokens.BrokenQuote]) -> tokens.Row | tokens.BrokenQuote | None:
    """The first row that is not blank."""
    return next((row for row in rows if isinstance(row, tokens.BrokenQuote) or not row.is_empty), None)


def _separator(text: str, contract: Contract) -> str:
    """The separator under which most columns of the contract are in the header; a comma unless another one
    is better."""

    def head(separator: str) -> tokens.Row | None:
        found = _head(tokens.rows(text, separator))
        return found if isinstance(found, tokens.Row) else None

    heads = {separator: row for separator in tokens.SEPARATORS if (row := head(separator))}
    named = {separator: shape.known_in(row, contract) for separator, row in heads.items()}
    if not any(named.values()):  # lines above the header, or none of its names right
        below = {separator: shape.header_among(tokens.rows(text, separator), contract) for separator in heads}
        named = {separator: shape.known_in(row, contract) if row else 0 for separator, row in below.items()}
    if not any(named.values()):
        named = {separator: len(nearest_names(row.cells, contract)) for separator, row in heads.items()}
    return max(tokens.SEPARATORS, key=lambda separator: named.get(separator, 0))


def nearest_names(cells: list[str], contract: Contract) -> list[str]:
    """The cells of a header that are almost a name of the contract: they tell the separator where none is right."""
    few = cells if len(cells) <= limits.COLUMNS else []
    return [cell for cell in few if nearest(header.folded(cell), contract.columns)]


def _names_prove(text: str, contract: Contract) -> bool:
    """Whether the country names with accents, read as this text has them, are names that the country list
    knows."""
    unified = tokens.unified(text)
    rows = tokens.rows(unified, _separator(unified, contract))
    head = _head(rows)
    if not isinstance(head, tokens.Row):
        return False
    known = header.match(head.cells, contract, "", None).known
    places = [place for name, place in known.items() if contract.columns[name].aliases == "country"]
    whole = [row.cells for row in rows if isinstance(row, tokens.Row) and len(row.cells) == len(head.cells)]
    names = {cells[place].strip() for cells in whole for place in places}
    accented = [name for name in names if not name.isascii()]
    return bool(accented) and all(map(codes.is_country_name, accented))


def _no_data(file: str, found: Found, matched: header.Match, width: int, contract: Contract) -> list[Problem]:
    """The rows at both ends that are no data, taken out of what was found."""
    names = [""] * width
    for name, place in matched.known.items():
        names[place] = name
    told = []
    for row in found.firsts:
        problem = shape.under_header(file, row, names, contract)
        if problem is None:
            break
        told.append(problem)
    ends = {row.line: row for row in (*found.firsts[len(told) : len(told) + 1], *found.lasts)}
    heads = {problem.row for problem in told} | {row.line for row in found.heads.first}
    told += [problem for row in ends.values() if row.line not in heads and (problem := shape.total_row(file, row, names, contract))]
    found.leave_out({problem.row for problem in told if problem.row is not None})
    return told


def _table(file: str, text: str, separator: str, contract: Contract, problems: list[Problem]) -> Read:
    rows = tokens.rows(text, separator)
    head = _head(rows)
    if head is None:
        return Read(None, [*problems, located(EMPTY, file, None, None)])
    if isinstance(head, tokens.BrokenQuote):
        return Read(None, [*problems, quote_problem(file, head)])
    matched = header.match(head.cells, contract, file, head.line)
    below = shape.header_among(tokens.rows(text, separator), contract) if not shape.known_in(head, contract) else None
    if below is not None:
        return Read(None, [*problems, shape.lines_above(file, below)])
    if not shape.known_in(head, contract) and (strange := shape.strange_header(head, text.lstrip("\n").partition("\n")[0], contract)):
        return Read(None, [*problems, of_file(file, "no header", *strange, row=head.line)])
    problems = problems + matched.problems
    if not matched.known:
        return Read(None, problems)
    found = gathered(rows, head.cells)
    problems += _no_data(file, found, matched, len(head.cells), contract)
    problems += form_problems(file, found, text.endswith("\n"))
    for name, place in matched.extra.items():
        values = found.column(place).unique().to_pylist()
        if not any(values) and not head.cells[place].strip():
            continue  # a spreadsheet's empty column beside the table
        problems.append(header.extra_column(name, values, contract, file, head.line))
    columns = {name: found.column(place) for name, place in matched.known.items()}
    problems += shape.lone_cells(file, found.data_lines, columns)
    if separator == ";":
        problems += _points(file, columns, found.data_lines, contract)
    return Read(Raw(columns, np.array(found.data_lines, dtype=np.int64), found.is_whole), problems)


def _points(file: str, columns: dict[str, pa.ChunkedArray], lines: list[int], contract: Contract) -> Iterator[Problem]:
    """Numbers such as 1.500 in a file with semicolons: the offices that save so write 1500 in this way. One number of the column that
    can only be a fraction settles it."""
    for name, cells in columns.items():
        if contract.columns[name].type == "decimal":
            pointed = [(row, cell) for row, cell in enumerate(cells.to_pylist()) if cell and "." in cell]
            if pointed and all(_POINTED.fullmatch(cell) for _row, cell in pointed):
                row, cell = pointed[0]
                advice = f"Write {cell.replace('.', '')}, if that is meant; else save the file with commas."
                fault = Fault("ambiguous number", "holds a point that can be read in two ways", advice)
                yield located(fault, file, lines[row], name, cell)
