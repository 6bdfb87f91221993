"""Long columns of codes: told apart by numbers made of their bytes, without a Python text for any cell.

What is said here of a column is certain where it is True; where it is False the column is looked at in the slower way, which finds the same.
"""

import numpy as np
import pyarrow as pa

from . import limits

_BLOCK = 1_000_000  # cells that are looked at at a time
_LONGEST = 64  # bytes of a code
_START, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_SIGNS = np.zeros(256, dtype=bool)
_SIGNS[list(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")] = True
_DIGIT = np.zeros(256, dtype=bool)
_DIGIT[list(b"0123456789")] = True
_SMALL = np.uint64(0x2020202020202020)  # the bit that makes capitals small; no two other of these signs become one by it
_HALF = np.uint64(32)


def is_long(rows: int) -> bool:
    """Whether a table is kept by its distinct values: a shorter one costs little whatever its form."""
    return rows > limits.LONG


def _parts(texts: pa.Array) -> tuple[np.ndarray, np.ndarray] | None:
    """The bytes of a column of texts and where each text begins and ends among them; None where it has empty cells or another form."""
    if not pa.types.is_string(texts.type) or texts.null_count or not len(texts):
        return None
    _valid, offsets, data = texts.buffers()
    at = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return (np.frombuffer(data, np.uint8), at) if data is not None else None


def are_codes(texts: pa.Array | pa.ChunkedArray) -> bool:
    """Whether each text is made of ASCII letters, digits, - _ . and ends in a digit: such a text is no placeholder, hides nothing, and is
    its own skeleton."""
    return all(_are_codes(chunk) for chunk in (texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]) if len(chunk))


def _are_codes(texts: pa.Array) -> bool:
    parts = _parts(texts)
    if parts is None:
        return False
    data, at = parts
    return bool(np.diff(at).min()) and bool(_DIGIT[data[at[1:] - 1]].all()) and _are_plain(data, at)


def _are_plain(data: np.ndarray, at: np.ndarray) -> bool:
    return int(np.diff(at).max()) <= _LONGEST and all(
        _SIGNS[data[start : min(start + _BLOCK, at[-1])]].all() for start in range(int(at[0]), int(at[-1]), _BLOCK))


def all_differ(texts: pa.Array) -> bool:
    """Whether texts of such signs differ from each other by more than capitals: texts with different numbers are different texts."""
    if not is_long(len(texts)) or isinstance(texts, pa.ChunkedArray):
        return False
    if pa.types.is_dictionary(texts.type):
        if texts.null_count or np.bincount(texts.indices.to_numpy()).max() > 1:
            return False
        texts = texts.dictionary
    if (parts := _parts(texts)) is None or not _are_plain(*parts):
        return False
    data, at = parts
    numbers = np.concatenate([_numbers(data, at[start : start + _BLOCK + 1]) for start in range(0, len(texts), _BLOCK)])
    numbers.sort()
    return not bool((numbers[1:] == numbers[:-1]).any())


def _numbers(data: np.ndarray, at: np.ndarray) -> np.ndarray:
    """A number of 64 bits for each text, its capitals made small: the texts of each length at a time, eight bytes after eight."""
    starts, lengths = at[:-1], np.diff(at)
    numbers = np.empty(len(starts), dtype=np.uint64)
    for length in np.flatnonzero(np.bincount(lengths)).tolist():
        rows = np.flatnonzero(lengths == length)
        is_whole = len(rows) == len(starts)  # then the texts stand side by side
        signs = data[at[0] : at[-1]].reshape(len(rows), length) if is_whole else data[starts[rows, None] + np.arange(length)]
        words = np.zeros((len(rows), -(-length // 8) * 8), dtype=np.uint8)
        words[:, :length] = signs
        mixed = np.full(len(rows), _START)
        for word in words.view(np.uint64).T:
            mixed = (mixed ^ (word | _SMALL)) * _PRIME
            mixed ^= mixed >> _HALF
        numbers[rows] = mixed
    return numbers
