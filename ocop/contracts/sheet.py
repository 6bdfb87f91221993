"""A table with typed columns, on its way from raw cells to the rules, and the one way to give findings
their addresses.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import limits
from .contract import Column, Contract
from .marks import all_differ, is_long
from .problems import Fault, Problem, located

Item = TypeVar("Item")
Found = TypeVar("Found")
_ONE_ARRAY = 2**31 - 1  # bytes of texts that one array can hold
_FEW = 8  # times as many known values as are looked for
_AT_ONCE = 2  # columns of a long table: each may need as much memory again as it fills


@dataclass(frozen=True)
class Typed:
    """One column: its values (for a date, the text as written), which cells were refused, and for dates the
    first and last day of each. A refused cell is null, and no rule looks at it again."""

    column: Column
    values: pa.Array
    refused: np.ndarray
    first: pa.Array | None = None
    last: pa.Array | None = None

    @cached_property
    def all_differ(self) -> bool:
        """Whether the cells of a long column of codes are known to differ by more than capitals; False where they have to be looked at."""
        return all_differ(self.values)

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
        self, column: str, rows: np.ndarray, fault: Callable[[int], Fault], value: Callable[[int], object], kinds: np.ndarray | None = None
    ) -> Iterator[Problem]:
        """A problem for each of the rows. `fault` and `value` are asked for the finding and the quoted value at
        place i of `rows`, and no oftener than they are listed: of each kind the first hundred are given and the
        others counted. `kinds` numbers the kind (rule and level) of the finding at each place; without it all are of one."""
        kinds = np.zeros(len(rows), dtype=np.int64) if kinds is None else kinds
        places = {kind: np.flatnonzero(kinds == kind) for kind in np.flatnonzero(np.bincount(kinds)).tolist()}
        for place in np.sort(np.concatenate([np.array([], dtype=np.int64), *(at[: limits.SAME_PROBLEM] for at in places.values())])).tolist():
            quoted = value(place)
            yield located(fault(place), self.file, int(self.lines[rows[place]]), column, None if quoted is None else written(quoted))
        for at in sorted(places.values(), key=lambda at: int(at[0])):
            if len(at) > limits.SAME_PROBLEM:
                first, says = fault(int(at[0])), f"the same in {len(at) - limits.SAME_PROBLEM:,} more rows"
                yield Problem(self.file, None, column, None, first.rule, "", first.level, says)

    def judged(
        self, typed: Typed, wrong: Callable[[pa.Array], np.ndarray], explain: Callable[[object], Fault]
    ) -> Iterator[Problem]:
        """The problems of a rule that looks at a value alone. `wrong` gets the distinct values and gives back
        the places of those that break the rule; `explain` is asked for as many as are listed, because a
        likely correction costs time."""
        values, parents = typed.items()
        encoded = encode(values)
        at = encoded.cells(wrong(encoded.values))
        codes = encoded.codes[at]
        found, places = np.unique(codes, return_index=True)
        first = found[np.argsort(places)][: limits.SAME_PROBLEM].tolist()  # in the order of their first cell
        explained = {code: explain(encoded.values[code].as_py()) for code in first}

        def fault(place: int) -> Fault:
            return explained.get(int(codes[place])) or explained[first[0]]

        kinds = numbered(explained, codes, len(encoded.values))
        yield from self.at_rows(typed.column.name, parents[at], fault, lambda place: encoded.values[codes[place]].as_py(), kinds)


@dataclass(frozen=True)
class Encoded:
    """Distinct values, and for each cell the place of its value among them (-1: null)."""

    values: pa.Array
    codes: np.ndarray

    def counts(self) -> np.ndarray:
        """How many cells have each of the values."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))

    def cells(self, places: np.ndarray | list[int]) -> np.ndarray:
        """The cells that have one of the values at these places."""
        if not len(places):
            return np.array([], dtype=np.int64)
        is_meant = np.zeros(len(self.values) + 1, dtype=bool)  # the last one stands for the code -1
        is_meant[places] = True
        return np.flatnonzero(is_meant[self.codes])

    def laid_out(self, values: pa.Array) -> pa.Array:
        """A column with these values in place of the distinct ones; of a long table each value is held once."""
        if not is_long(len(self.codes)) or not pa.types.is_string(values.type):
            return values.take(pa.array(self.codes, mask=self.codes < 0))
        once = values.dictionary_encode()
        numbers = np.append(once.indices.fill_null(-1).to_numpy(zero_copy_only=False), -1)  # the last one stands for the code -1
        small = next(kind for kind in (np.int8, np.int16, np.int32) if len(once.dictionary) <= np.iinfo(kind).max)
        codes = numbers.astype(small)[self.codes]
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), once.dictionary)


def encode(values: pa.Array | pa.ChunkedArray) -> Encoded:
    """The distinct values of a column in the order of their first cell."""
    if isinstance(values, pa.ChunkedArray):
        is_laid_out = not pa.types.is_dictionary(values.type) and values.nbytes <= _ONE_ARRAY
        values = values.dictionary_encode() if is_laid_out else values  # before its pieces are joined: joined texts would be held twice
        values = _of_one_dictionary(values) or values.unify_dictionaries().combine_chunks()
    if isinstance(values, pa.ChunkedArray):  # too large for one array of 32-bit offsets
        values = pa.concat_arrays([chunk.cast(pa.large_string()) for chunk in values.chunks])
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    codes = values.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    return Encoded(values.dictionary, codes)


def _of_one_dictionary(values: pa.ChunkedArray) -> pa.Array | None:
    """The pieces of a column as one, where all of them already share their dictionary: to compare its texts would cost as much as to find them."""
    pieces = values.chunks if pa.types.is_dictionary(values.type) else []
    if len({tuple(buffer.address if buffer is not None else None for buffer in piece.dictionary.buffers()) for piece in pieces}) != 1:
        return None
    if len({(piece.dictionary.offset, len(piece.dictionary)) for piece in pieces}) != 1:
        return None
    codes = pa.chunked_array([piece.indices for piece in pieces]).combine_chunks()
    return pa.DictionaryArray.from_arrays(codes, pieces[0].dictionary) if isinstance(codes, pa.Array) else None


def numbered(faults: Mapping[int, Fault], codes: np.ndarray, size: int) -> np.ndarray:
    """For each code the number of the kind of its fault (rule and level); a code without one is of the kind of the first."""
    kinds: dict[tuple[str, str], int] = {}
    of_codes = np.zeros(size, dtype=np.int64)
    for code, fault in faults.items():
        of_codes[code] = kinds.setdefault((fault.rule, fault.level), len(kinds))
    return of_codes[codes]


def side_by_side(work: Callable[[Item], Found], items: Iterable[Item], rows: int) -> Iterator[Found]:
    """What the work makes of each of the items, in their order; of a table of so many rows two at a time where it is a long one."""
    if not is_long(rows):
        yield from map(work, items)
        return
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        yield from workers.map(work, items)


def absent(distinct: pa.Array, known: pa.Array) -> np.ndarray:
    """The places of the values that are not among the known ones. Of many known ones a few are looked for, since a register of all of them costs
    more than the search."""
    known = known.cast(distinct.type)
    if len(distinct) * _FEW < len(known):
        known = known.filter(pc.is_in(known, distinct))
    found = pc.is_in(distinct, known.drop_null())
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
