"""From the text of a CSV file to its rows, each with the physical line on which it begins.

Python's `csv` in strict mode does the splitting; this module adds what it does not tell: the line, and
where a quote that was never closed was opened. Line ends may be CRLF, LF, CR or mixed.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from . import limits

# The limit of the csv module is of the whole process. Ours is checked per cell and told with its address;
# a field that runs on to the end of the file must fit, or its quote could not be told from a long cell.
csv.field_size_limit(max(csv.field_size_limit(), limits.FILE_BYTES))


SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class BrokenQuote:
    """A quote opened on this line that is never closed, or is closed in the middle of a cell (`"a"b`)."""

    line: int
    start: str
    is_closed_wrongly: bool


@dataclass(frozen=True)
class Row:
    """`line` is where the row begins, `lines` on how many physical lines it stands; a blank line has no
    cells."""

    line: int
    lines: int
    cells: list[str]

    @property
    def last_line(self) -> int:
        return self.line + self.lines - 1

    @property
    def is_empty(self) -> bool:
        return not self.cells or not self.cells[0].strip() and not any(cell.strip() for cell in self.cells)


class _Lines:
    """The physical lines of a text, one by one, with the place in the text: a row can be read again from
    where it began."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.at >= len(self.text):
            raise StopIteration
        start, end = self.at, self.text.find("\n", self.at) + 1
        self.at, self.line = end or len(self.text), self.line + 1
        return self.text[start : self.at]


def unified(text: str) -> str:
    """The text with LF as its only line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def has_mixed_ends(text: str) -> bool:
    """Whether the text has line ends of more than one kind, or lone CRs."""
    pairs = text.count("\r\n")
    lone_returns, lone_feeds = text.count("\r") - pairs, text.count("\n") - pairs
    return lone_returns > 0 or pairs > 0 and lone_feeds > 0


def rows(text: str, separator: str) -> Iterator[Row | BrokenQuote]:
    """The rows of a text with unified line ends, header and blank lines included.

    After a broken quote reading goes on at the line after the one that opened it; after twenty it stops.
    """
    lines, broken = _Lines(text), 0
    while broken < limits.BROKEN_QUOTES:
        reader = csv.reader(lines, delimiter=separator, strict=True)
        try:
            while True:
                at, line = lines.at, lines.line
                cells = next(reader)
                yield Row(line + 1, lines.line - line, cells)
        except StopIteration:
            return
        except csv.Error:
            quote = _quote_of(text[at : lines.at], line + 1, separator)
            yield quote
            broken += 1
            lines.at, lines.line = _after(text, at, quote.line - line), quote.line


def _after(text: str, at: int, count: int) -> int:
    """The place in the text after so many lines from a place."""
    for _ in range(count):
        at = (text.find("\n", at) + 1) or len(text)
    return at


def _quote_of(part: str, first_line: int, separator: str) -> BrokenQuote:
    """The quote at fault in the text of one unreadable row: the last one that was opened before reading
    failed. Only quotes are visited, because the text may be as long as the file."""
    opened, is_open, is_closed_wrongly = 0, False, False
    at = part.find('"')
    while at >= 0:
        after = part[at + 1 : at + 2]
        if not is_open:
            is_open = at == 0 or part[at - 1] in (separator, "\n")
            opened = at if is_open else opened
        elif after == '"':
            at += 1
        elif after in (separator, "\n", ""):
            is_open = False
        else:
            is_closed_wrongly = "\n" not in part[opened:at]
            break
        at = part.find('"', at + 1)
    line = first_line + part.count("\n", 0, opened)
    return BrokenQuote(line, _first_line(part, opened), is_closed_wrongly)


def _first_line(part: str, start: int) -> str:
    return part[start : start + limits.SHOWN + 1].split("\n")[0]
