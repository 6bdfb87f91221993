"""A table as it was found in a file, before any cell is judged: the same shape for CSV and Parquet."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from .problems import Problem


@dataclass(frozen=True)
class Raw:
    """`columns` holds the contract's columns that the file has, as text or in a type of their own;
    `lines[i]` is the line of row i. A table that lost rows (`is_whole` false) is not used to judge
    references to it, nor its number of rows."""

    columns: dict[str, pa.ChunkedArray]
    lines: np.ndarray
    is_whole: bool = True


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
