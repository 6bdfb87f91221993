"""A table as it was found in a file, before any cell is judged: the same shape for CSV and Parquet."""

from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from .problems import Problem


class Unreadable(Exception):
    """A file of which something turned out while its columns came in: nothing of it is used. `problems` says what is wrong with it."""

    def __init__(self, problems: list[Problem]):
        super().__init__(*map(str, problems))
        self.problems = problems


@dataclass(frozen=True)
class Raw:
    """`columns` holds the contract's columns that the file has, as text or in a type of their own, some of them still on their way;
    `lines[i]` is the line of row i. A table that lost rows (`is_whole` false) is not used to judge
    references to it, nor its number of rows. `end` is there once the file was read to its end."""

    columns: dict[str, pa.ChunkedArray | Future[pa.ChunkedArray]]
    lines: np.ndarray
    is_whole: bool = True
    end: Future[None] | None = None

    def taken(self, name: str) -> pa.ChunkedArray:
        """A column, given out once it is there, and the last one once the file was read to its end. Raises Unreadable."""
        column = self.columns.pop(name)
        if self.end and not self.columns:
            self.end.result()
        return column.result() if isinstance(column, Future) else column


@dataclass(frozen=True)
class Read:
    """What came of reading one file: the table (None: nothing can be said about its cells) and the
    problems."""

    raw: Raw | None
    problems: list[Problem] = field(default_factory=list)


def is_text(kind: pa.DataType) -> bool:
    """Plain or dictionary-encoded strings."""
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
