"""Walks through the rows of a CSV file and sets apart those whose form is wrong."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from . import limits, tokens

_BATCH = 50_000  # rows that are held as Python texts at a time
_AT_THE_ENDS = 30  # rows at each end of a table that are looked at for what is no data
_NEIGHBOURS = 1_000  # rows of the wrong length that are looked at for two halves of one


@dataclass
class Some:
    """The first hundred rows of a kind, and how many there are: a file may hold millions of them."""

    first: list[tokens.Row] = field(default_factory=list)
    count: int = 0

    def add(self, row: tokens.Row) -> None:
        self.count += 1
        if len(self.first) < limits.SAME_PROBLEM:
            self.first.append(row)

    def take(self, others: "Some") -> None:
        self.first = (self.first + others.first)[: limits.SAME_PROBLEM]
        self.count += others.count

    def leave_out(self, lines: set[int]) -> None:
        kept = [row for row in self.first if row.line not in lines]
        self.count -= len(self.first) - len(kept)
        self.first = kept


@dataclass
class Found:
    """What the rows of one file add up to, filled while they go by. `empty` are rows without a value that may
    yet turn out to be the last ones, `heads` rows that say the header again."""

    head: list[str]
    lines: list[int] = field(default_factory=list)
    ragged: Some = field(default_factory=Some)
    heads: Some = field(default_factory=Some)
    quotes: list[tokens.BrokenQuote] = field(default_factory=list)
    empty: Some = field(default_factory=Some)
    inner_empty: Some = field(default_factory=Some)
    last_line: int = 0
    is_cut: bool = False
    firsts: list[tokens.Row] = field(default_factory=list)  # the first rows with a value, whatever their length
    lasts: deque[tokens.Row] = field(default_factory=lambda: deque(maxlen=_AT_THE_ENDS))
    left_out: frozenset[int] = frozenset()  # lines that are no data
    _batch: list[list[str]] = field(default_factory=list)
    _chunks: list[list[pa.Array]] = field(default_factory=list)
    _lengths: dict[int, int] = field(default_factory=dict)  # line of a ragged row -> its cells

    @property
    def width(self) -> int:
        return len(self.head)

    @property
    def is_whole(self) -> bool:
        """Whether every row of the file is among the kept ones."""
        return not (self.ragged.count or self.quotes or self.is_cut)

    @property
    def looked_at(self) -> int:
        return len(self.lines) + self.ragged.count + self.heads.count + self.inner_empty.count + self.empty.count

    def keep(self, row: tokens.Row) -> None:
        if len(row.cells) != self.width:
            self.ragged.add(row)
            if len(self._lengths) < _NEIGHBOURS:
                self._lengths[row.line] = len(row.cells)
            return
        if row.cells[-1] == self.head[-1] and self._is_head(row.cells):
            self.heads.add(row)
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
        self.ragged.leave_out(lines)
        self.heads.leave_out(lines)

    def _is_head(self, cells: list[str]) -> bool:
        """Whether a row says the header again, as a printed page or a second file put behind the first does."""
        return [cell.strip("\ufeff ") for cell in cells] == [cell.strip("\ufeff ") for cell in self.head]

    @property
    def are_numbered(self) -> bool:
        """Whether every row has one cell more than the header, as where a program wrote the numbers of rows."""
        return not self.lines and all(len(row.cells) == self.width + 1 for row in self.ragged.first)

    def would_fill_a_row(self, row: tokens.Row) -> bool:
        """Whether a short row and the short row before or after it make one row of the right length."""
        wanted = self.width + 1 - len(row.cells)
        return wanted in (self._lengths.get(row.line - 1), self._lengths.get(row.line + 1))


def gathered(rows: Iterator[tokens.Row | tokens.BrokenQuote], head: list[str]) -> Found:
    """The rows after the header. Reading stops at the limit of rows, of any kind or of the wrong length."""
    found = Found(head)
    for row in rows:
        if isinstance(row, tokens.BrokenQuote):
            found.quotes.append(row)
            continue
        if found.looked_at >= limits.CSV_ROWS or found.ragged.count >= limits.MISSHAPEN_ROWS or found.empty.count >= limits.EMPTY_ROWS:
            found.is_cut = True
            break
        if row.is_empty:
            found.empty.add(row)
            continue
        if found.empty.count:
            found.inner_empty.take(found.empty)
            found.empty = Some()
        if len(found.firsts) < _AT_THE_ENDS:
            found.firsts.append(row)
        found.lasts.append(row)
        found.keep(row)
        found.last_line = row.line
    found.pack()
    return found
