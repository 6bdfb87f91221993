"""What is said of rows whose form is wrong: the address, the fault, and its likely cause."""

from collections.abc import Iterable, Iterator
from itertools import islice

from . import limits, tokens
from .gathered import Found
from .problems import Problem, of_file

_SWALLOWED = "a quote that is not closed may have swallowed the lines between"


def form_problems(file: str, found: Found, has_final_end: bool) -> Iterator[Problem]:
    """Everything that is wrong with the rows of one file before a cell is looked at."""
    yield from (quote_problem(file, quote) for quote in found.quotes)
    ragged = (_ragged(file, row, found, has_final_end) for row in found.ragged)
    yield from _capped(ragged, len(found.ragged))
    inner = found.inner_empty
    empty = (of_file(file, "empty row", "the row is empty", "Delete it.", row=row.line) for row in inner)
    yield from _capped(empty, len(inner))
    if found.is_cut:
        says = f"the file has more than {limits.CSV_ROWS:,} rows, and the rest was not read"
        yield of_file(file, "too many rows", says, "Give the table as Parquet.")
    if found.empty:
        rows = "an empty row" if len(found.empty) == 1 else f"{len(found.empty):,} empty rows"
        line = found.empty[0].line
        yield of_file(file, "trailing blank lines", f"ended in {rows}", "They were ignored.", "fixed", line)


def _capped(problems: Iterable[Problem], count: int) -> Iterator[Problem]:
    """The first hundred problems of one rule, and the number of the others."""
    last = None
    for last in islice(problems, limits.SAME_PROBLEM):
        yield last
    if last is not None and count > limits.SAME_PROBLEM:
        yield of_file(last.file, last.rule, f"the same in {count - limits.SAME_PROBLEM:,} more rows", "")


def quote_problem(file: str, quote: tokens.BrokenQuote) -> Problem:
    twice = 'write a quote inside a cell twice ("").'
    if quote.is_closed_wrongly:
        rule, says, advice = "stray quote", "goes on after its closing quote", twice.capitalize()
    else:
        rule, says = "unclosed quote", "opens a quote that is not closed"
        advice = f'Close it with ", or {twice}'
    return Problem(file, quote.line, None, quote.start, rule, advice, says=says)


def _ragged(file: str, row: tokens.Row, found: Found, has_final_end: bool) -> Problem:
    says = f"the row has {len(row.cells)} cells where the header has {found.width}"
    is_long = len(row.cells) > found.width
    cause = _long_cause(row, found.width) if is_long else _short_cause(row, found, has_final_end)
    return of_file(file, "ragged row", says, cause, row=row.line)


def _long_cause(row: tokens.Row, width: int) -> str:
    if not any(row.cells[width:]):
        return "The line ends in a comma too many: delete it."
    if any(cell.startswith(" ") and cell.lstrip().startswith('"') for cell in row.cells):
        return "A quote stands after a space: delete the space between comma and quote."
    if row.lines > 1:
        return f"It reaches to line {row.last_line}: {_SWALLOWED}."
    pair = next((at for at in range(1, len(row.cells)) if row.cells[at].startswith(" ")), None)
    if pair is None:
        return "A comma probably stands inside a cell: put that cell in double quotes."
    together = ",".join(row.cells[pair - 1 : pair + 1])[: limits.SHOWN]
    return f'A comma stands inside a cell: put the cell in double quotes, perhaps "{together}".'


def _short_cause(row: tokens.Row, found: Found, has_final_end: bool) -> str:
    if row.lines > 1:
        return f"It reaches to line {row.last_line}: {_SWALLOWED}."
    if found.would_fill_a_row(row):
        return "A line break probably stands inside a cell: put that cell in double quotes."
    if not has_final_end and row.line == found.last_line:
        return "The file seems to be cut off here: fetch it again."
    return "A comma is missing: write one for each empty cell, too."
