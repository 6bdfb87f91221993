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
    ragged = (_ragged(file, row, found, has_final_end) for row in found.ragged.first)
    yield from _capped(ragged, found.ragged.count)
    again = (of_file(file, "header again", "the row repeats the header, no data", "Delete it.", row=row.line) for row in found.heads.first)
    yield from _capped(again, found.heads.count)
    inner = found.inner_empty
    empty = (of_file(file, "empty row", "the row is empty", "Delete it.", row=row.line) for row in inner.first)
    yield from _capped(empty, inner.count)
    if found.is_cut and found.ragged.count >= limits.MISSHAPEN_ROWS:
        says = f"{found.ragged.count:,} rows have not the length of the header, and the rest was not read"
        yield of_file(file, "too many rows", says, "Save the file anew from its source.")
    elif found.is_cut and found.empty.count >= limits.EMPTY_ROWS:
        says = f"{found.empty.count:,} empty rows follow one another, and the rest was not read"
        yield of_file(file, "too many rows", says, "Delete the empty rows.")
    elif found.is_cut:
        says = f"the file has more than {limits.CSV_ROWS:,} rows, and the rest was not read"
        yield of_file(file, "too many rows", says, "Give the table as Parquet.")
    if found.empty.count:
        rows = "an empty row" if found.empty.count == 1 else f"{found.empty.count:,} empty rows"
        line = found.empty.first[0].line
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
    cause = _long_cause(row, found) if is_long else _short_cause(row, found, has_final_end)
    return of_file(file, "ragged row", says, cause, row=row.line)


def _long_cause(row: tokens.Row, found: Found) -> str:
    if not any(row.cells[found.width:]):
        return "The line ends in a comma too many: delete it."
    if any(cell.startswith(" ") and cell.lstrip().startswith('"') for cell in row.cells):
        return "A quote stands after a space: delete the space between comma and quote."
    if row.lines > 1:
        return f"It reaches to line {row.last_line}: {_SWALLOWED}."
    if found.are_numbered and row.cells[0].strip().isdecimal():
        return "Each row begins with a number that the header does not name: delete these numbers, or name their column."
    pair = next((at for at in range(1, len(row.cells)) if row.cells[at].startswith(" ")), None)
    if pair is None:
        return "A comma probably stands inside a cell: put that cell in double quotes."
    together = ",".join(row.cells[pair - 1 : pair + 1])[: limits.SHOWN]
    return f'A comma stands inside a cell: put the cell in double quotes, perhaps "{together}".'


def _short_cause(row: tokens.Row, found: Found, has_final_end: bool) -> str:
    if row.lines > 1:
        return f"It reaches to line {row.last_line}: {_SWALLOWED}."
    if row.cells[0].lstrip().startswith(("#", "//")) and not any(row.cells[1:]):
        return "It seems to be a comment: delete it."
    separated = next((word for sign, word in tokens.SEPARATORS.items() if len(",".join(row.cells).split(sign)) == found.width), None)
    if separated and separated != "commas":
        return f"It is separated by {separated}, unlike the header: write one separator in all lines."
    if found.would_fill_a_row(row):
        return "A line break probably stands inside a cell: put that cell in double quotes."
    if not has_final_end and row.line == found.last_line:
        return "The file seems to be cut off here: fetch it again."
    return "A comma is missing: write one for each empty cell, too."
