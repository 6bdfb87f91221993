"""Walks through the rows of a CSV file and sets apart those whose form is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from . import limits, tokens

_BATCH = 50_000  # rows that are held as Python texts at a time


@dataclass
class Found:
    """What the rows of one file add up to, filled while they go by. `empty` are rows without a value that may
    yet turn out to be the last ones."""

    width: int
    lines: list[int] = field(default_factory=list)
    ragged: list[tokens.Row] = field(default_factory=list)
    quotes: list[tokens.BrokenQuote] = field(default_factory=list)
    empty: list[tokens.Row] = field(default_factory=list)
    inner_empty: list[tokens.Row] = field(default_factory=list)
    last_line: int = 0
    is_cut: bool = False
    first: tokens.Row | None = None  # row with a value, whatever its length
    lasts: list[tokens.Row] = field(default_factory=list)  # the last five of them
    left_out: frozenset[int] = frozenset()  # lines that are no data
    _batch: list[list[str]] = field(default_factory=list)
    _chunks: list[list[pa.Array]] = field(default_factory=list)
    _lengths: dict[int, int] = field(default_factory=dict)  # line of a ragged row -> its cells

    @property
    def is_whole(self) -> bool:
        """Whether every row of the file is among the kept ones."""
        return not (self.ragged or self.quotes or self.is_cut)

    def keep(self, row: tokens.Row) -> None:
        if len(row.cells) != self.width:
            self.ragged.append(row)
            self._lengths[row.line] = len(row.cells)
            return
        self.lines.append(row.line)
        self._batch.append(row.cells)
        if len(self._batch) >= _BATCH:
            self.pack()

    def pack(self) -> None:
        """Turn the rows at hand into arrays."""
        if self._batch:
            columns = zip(*self._batch, strict=True)
            self._chunks.append([pa.array(column, pa.string()) for column in columns])
            self._batch = []

    def column(self, place: int) -> pa.ChunkedArray:
        cells = pa.chunked_array([chunk[place] for chunk in self._chunks], pa.string())
        return cells.filter(pa.array([line not in self.left_out for line in self.lines])) if self.left_out else cells

    @property
    def data_lines(self) -> list[int]:
        """The lines of the rows that are data."""
        return [line for line in self.lines if line not in self.left_out]

    def leave_out(self, lines: set[int]) -> None:
        """Take rows out that are no data, of the right length or not."""
        self.left_out = frozenset(lines)
        self.ragged = [row for row in self.ragged if row.line not in lines]

    def would_fill_a_row(self, row: tokens.Row) -> bool:
        """Whether a short row and the short row before or after it make one row of the right length."""
        wanted = self.width + 1 - len(row.cells)
        return wanted in (self._lengths.get(row.line - 1), self._lengths.get(row.line + 1))


def gathered(rows: Iterator[tokens.Row | tokens.BrokenQuote], width: int) -> Found:
    """The rows after the header. Reading stops at the limit of rows."""
    found = Found(width)
    for row in rows:
        if isinstance(row, tokens.BrokenQuote):
            found.quotes.append(row)
        elif row.is_empty:
            found.empty.append(row)
        else:
            found.inner_empty += found.empty
            found.empty = []
            if len(found.lines) + len(found.ragged) >= limits.CSV_ROWS:
                found.is_cut = True
                break
            found.first = found.first or row
            found.lasts = [*found.lasts[-4:], row]
            found.keep(row)
            found.last_line = row.line
    found.pack()
    return found
