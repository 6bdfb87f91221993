"""A table with typed columns, on its way from raw cells to the rules, and the one way to give findings
their addresses.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import limits
from .contract import Column, Contract
from .problems import Fault, Problem, located


@dataclass(frozen=True)
class Typed:
    """One column: its values (for a date, the text as written), which cells were refused, and for dates the
    first and last day of each. A refused cell is null, and no rule looks at it again."""

    column: Column
    values: pa.Array
    refused: np.ndarray
    first: pa.Array | None = None
    last: pa.Array | None = None

    def items(self) -> tuple[pa.Array, np.ndarray]:
        """The single values, and the row of each: more or fewer than rows if the column holds lists."""
        if not self.column.list:
            return self.values, np.arange(len(self.values))
        return self.values.flatten(), np.repeat(np.arange(len(self.values)), _lengths(self.values))


def _lengths(lists: pa.ListArray) -> np.ndarray:
    return np.where(lists.is_valid().to_numpy(zero_copy_only=False), np.diff(lists.offsets.to_numpy()), 0)


@dataclass(frozen=True)
class Sheet:
    """A table with typed columns (those that the file has), and the line of each of its rows."""

    contract: Contract
    file: str
    lines: np.ndarray
    columns: dict[str, Typed]
    is_whole: bool

    def at_rows(
        self, column: str, rows: np.ndarray, fault: Callable[[int], Fault], value: Callable[[int], object]
    ) -> Iterator[Problem]:
        """A problem for each of the rows. `fault` and `value` are asked for the finding and the quoted
        value at place i of `rows`. Of the findings of one rule, the first hundred are given and the others
        counted."""
        seen: Counter[str] = Counter()
        levels = {}
        for place, row in enumerate(rows.tolist()):
            found = fault(place)
            seen[found.rule] += 1
            levels[found.rule] = found.level
            if seen[found.rule] <= limits.SAME_PROBLEM:
                quoted = value(place)
                yield located(
                    found,
                    self.file,
                    int(self.lines[row]),
                    column,
                    None if quoted is None else written(quoted),
                )
        for rule, count in seen.items():
            if count > limits.SAME_PROBLEM:
                says = f"the same in {count - limits.SAME_PROBLEM:,} more rows"
                yield Problem(self.file, None, column, None, rule, "", levels[rule], says)

    def judged(
        self, typed: Typed, wrong: Callable[[pa.Array], np.ndarray], explain: Callable[[object], Fault]
    ) -> Iterator[Problem]:
        """The problems of a rule that looks at a value alone. `wrong` gets the distinct values and gives back
        the places of those that break the rule; `explain` is asked for as many as are listed, because a
        likely correction costs time."""
        values, parents = typed.items()
        encoded = encode(values)
        at = np.flatnonzero(np.isin(encoded.codes, wrong(encoded.values)))
        codes = encoded.codes[at].tolist()
        explained: dict[int, Fault] = {}

        def value(place: int) -> object:
            return encoded.values[codes[place]].as_py()

        def fault(place: int) -> Fault:
            code = codes[place]
            if code not in explained:
                if len(explained) >= limits.SAME_PROBLEM:
                    return next(iter(explained.values()))
                explained[code] = explain(value(place))
            return explained[code]

        yield from self.at_rows(typed.column.name, parents[at], fault, value)


@dataclass(frozen=True)
class Encoded:
    """Distinct values, and for each cell the place of its value among them (-1: null)."""

    values: pa.Array
    codes: np.ndarray

    def counts(self) -> np.ndarray:
        """How many cells have each of the values."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))


def encode(values: pa.Array | pa.ChunkedArray) -> Encoded:
    """The distinct values of a column in the order of their first cell."""
    if isinstance(values, pa.ChunkedArray):
        values = values.unify_dictionaries().combine_chunks()
    if isinstance(values, pa.ChunkedArray):  # too large for one array of 32-bit offsets
        values = pa.concat_arrays([chunk.cast(pa.large_string()) for chunk in values.chunks])
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    codes = values.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return Encoded(values.dictionary, codes)


def absent(distinct: pa.Array, known: pa.Array) -> np.ndarray:
    """The places of the values that are not among the known ones."""
    found = pc.is_in(distinct, known.drop_null().cast(distinct.type))
    return np.flatnonzero(~found.to_numpy(zero_copy_only=False))


def written(value: object) -> str:
    """A typed value as its file has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.3e}"
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return str(value)
