"""How the rows of a long table are laid down: by what they refer to, then by day, so that a query for one programme or place reads few
blocks. The order comes from numbers, not from texts, and the rows are handed over a few at a time: no second copy of the table is made."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ocop.contracts import Contract
from ocop.contracts.unpack import lean

LAID_OUT = 122_880  # rows; DuckDB skips what a query does not ask for in blocks of this size
_MOST = 2**62  # numbers that a whole order may need


def ordered(rows: pa.Table, contract: Contract) -> pa.Table | pa.RecordBatchReader:
    """The rows in the order in which they are stored. A table of one block keeps the order of its file."""
    if rows.num_rows <= LAID_OUT:
        return rows
    return pa.RecordBatchReader.from_batches(rows.schema, _taken(rows, _order(rows, contract)))


def _taken(rows: pa.Table, order: np.ndarray) -> Iterator[pa.RecordBatch]:
    for start in range(0, len(order), LAID_OUT):
        yield from map(lean, rows.take(pa.array(order[start : start + LAID_OUT])).combine_chunks().to_batches())


def _order(rows: pa.Table, contract: Contract) -> np.ndarray:
    """The places of the rows in their order; rows that agree in all of it stay as in the file."""
    names = [name for name, column in contract.columns.items() if column.references and not column.list]
    total, most = np.zeros(rows.num_rows, dtype=np.int64), 1
    for name in [*names, f"{contract.happened_on}_from"]:
        if name in rows.column_names:
            numbers, size = _ranks(rows[name].combine_chunks())
            if most * size > _MOST:
                total = np.unique(total, return_inverse=True)[1]
                most = int(total.max()) + 1
            total *= size
            total += numbers
            most *= size
    return np.argsort(total, kind="stable").astype(np.int32)


def _ranks(values: pa.Array) -> tuple[np.ndarray, int]:
    """For each cell the place of its value among the values in order, what is empty last; and how many places there are."""
    if pa.types.is_date(values.type):
        days = values.cast(pa.int32())
        least, most = (value or 0 for value in pc.min_max(days).as_py().values())
        return days.fill_null(most + 1).to_numpy(zero_copy_only=False) - least, most - least + 2
    once = values if pa.types.is_dictionary(values.type) else values.dictionary_encode()
    size = len(once.dictionary)
    places = np.empty(size + 1, dtype=np.int32)
    places[pc.sort_indices(once.dictionary).to_numpy()] = np.arange(size, dtype=np.int32)
    places[size] = size  # stands for the code -1
    return places[once.indices.fill_null(-1).to_numpy(zero_copy_only=False)], size + 1
