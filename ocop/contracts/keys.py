"""Rows that repeat what may stand once: the key of a table, or a column that is unique; and those that only seem to differ."""

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import alike, limits
from .problems import Fault, Problem
from .sheet import Sheet, encode, written

_ENOUGH_TO_COMPARE = 4


def once(sheet: Sheet, names: tuple[str, ...], rule: str) -> Iterator[Problem]:
    """Rows that repeat the values of these columns, each with the line where they stood first. An empty
    cell counts as a value in a key of several columns; in a single column it does not (`required` speaks of
    it)."""
    columns = [sheet.columns[name] for name in names]
    if len(columns) == 1 and columns[0].all_differ:
        return
    usable = ~np.logical_or.reduce([typed.refused for typed in columns])
    if len(columns) == 1:
        usable &= columns[0].values.is_valid().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(usable)
    table = pa.table([typed.values.take(pa.array(rows)) for typed in columns], names=list(names))
    firsts = _first_places(table)
    again = np.flatnonzero(firsts < np.arange(len(rows)))

    def fault(place: int) -> Fault:
        line = sheet.lines[rows[firsts[again[place]]]]
        return Fault(rule, f"stands in row {line} already", "Keep one of the two rows, or correct one.")

    def value(place: int) -> str:
        return ", ".join(
            "" if part is None else written(part)
            for part in (column[int(again[place])].as_py() for column in table.columns)
        )

    yield from sheet.at_rows(", ".join(names), rows[again], fault, value)


def numbers_of(keys: pa.Table) -> np.ndarray:
    """For each row the number of its key, counted in the order in which the keys come first. Nothing is built up row by row."""
    numbers = np.zeros(keys.num_rows, dtype=np.int64)
    for column in keys.columns:
        cells = encode(column)
        joined = pa.array(numbers * (len(cells.values) + 1) + cells.codes + 1)
        numbers = encode(joined).codes
    return numbers


def _first_places(keys: pa.Table) -> np.ndarray:
    """For each row the first one that has the same key."""
    numbers = numbers_of(keys)
    firsts = np.zeros(len(numbers), dtype=np.int64)
    firsts[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return firsts[numbers]


def repeated(numbers: np.ndarray) -> np.ndarray:
    """The rows, in their order, whose number another row has too."""
    return np.flatnonzero(np.bincount(numbers, minlength=1)[numbers] > 1)


def apart(sheet: Sheet, names: tuple[str, ...]) -> Iterator[Problem]:
    """Rows whose values in these columns differ from those of an earlier row only in what a reader does not see: apostrophes, dashes,
    capitals, spacing, width, letters of another script."""
    typed = [sheet.columns[name] for name in names]
    if len(typed) == 1 and typed[0].all_differ:
        return
    texts = [_as_text(column.values) for column in typed]
    whole = pc.binary_join_element_wise(*texts, "\x1f", null_handling="replace", null_replacement="")
    distinct = whole.unique()
    if _are_far_apart(distinct):
        return
    first: dict[str, int] = {}
    seen: dict[str, str] = {}
    found: dict[int, tuple[str, str]] = {}
    for row, key in enumerate(whole.to_pylist()):
        bones = alike.skeleton(key).casefold()
        if seen.setdefault(bones, key) == key:
            first.setdefault(bones, row)
        else:
            found[row] = key, bones
    rows = np.array(list(found), dtype=np.int64)

    def fault(place: int) -> Fault:
        bones = found[int(rows[place])][1]
        says = f'differs from "{seen[bones].replace(chr(31), ", ")}" in row {sheet.lines[first[bones]]} only in how it is written'
        return Fault("look-alike key", says, "Write both in one way, or tell them apart by more.")

    yield from sheet.at_rows(", ".join(names), rows, fault, lambda place: found[int(rows[place])][0].replace(chr(31), ", "))


def _are_texts(values: pa.Array) -> bool:
    """Whether a column holds texts, each written out or each held once."""
    return pa.types.is_string(values.type.value_type if pa.types.is_dictionary(values.type) else values.type)


def _as_text(values: pa.Array) -> pa.Array:
    return values if pa.types.is_string(values.type) else values.cast(pa.string())


def _are_far_apart(distinct: pa.Array) -> bool:
    """Whether plain texts differ by more than capitals: nearly all keys do, and need no look at each."""
    plain = pc.all(pc.match_substring_regex(distinct, r"^[\x1f!#-&(-,./-~]*(?:[ -][\x1f!#-&(-,./-~]+)*$")).as_py()
    return bool(plain) and pc.count_distinct(pc.utf8_lower(distinct)).as_py() == len(distinct)


def twins(sheet: Sheet) -> Iterator[Problem]:
    """Rows that say the same as an earlier one in every column but the key: one fact entered twice. A key that means something itself
    (the code of a country, the key of another table) makes two facts of them, and a few columns may well be equal by chance."""
    key = sheet.contract.key
    numbering = sheet.contract.columns[key[0]]
    if numbering.references or numbering.aliases or numbering.type != "text":
        return
    others = [name for name in sheet.columns if name not in key]
    is_judged = len(key) == 1 and len(others) >= _ENOUGH_TO_COMPARE and len(sheet.lines) <= limits.TWIN_ROWS
    if not is_judged or any(typed.refused.any() for typed in sheet.columns.values()):
        return
    columns = [_text_of(sheet.columns[name].values) for name in others]
    table = pa.table(columns, names=others)
    firsts, keys = _first_places(table), sheet.columns[key[0]].values
    numbers = numbers_of(pa.table([keys], names=key))
    rows = np.flatnonzero(numbers != numbers[firsts])

    def fault(place: int) -> Fault:
        line = sheet.lines[firsts[rows[place]]]
        return Fault("repeated row", f"says the same as row {line} in every column but {key[0]}", "Delete one of the two, or say what differs.")

    yield from sheet.at_rows(key[0], rows, fault, lambda place: keys[int(rows[place])].as_py())


def _text_of(values: pa.Array) -> pa.Array:
    """A list as one text, anything else as it is: only such can be compared by column."""
    return pc.binary_join(values, ";") if pa.types.is_list(values.type) else values


def unlike_all(sheet: Sheet, name: str) -> Iterator[Problem]:
    """A first row of words whose key alone has no number, where all others have one: in a table of words nothing else tells a second header in
    another language. Only doubted: a key may be a word."""
    keys, lines = sheet.columns[name].values, sheet.lines
    if len(keys) < _ENOUGH_TO_COMPARE or not _are_texts(keys) or not keys[0].is_valid or re.search("[0-9]", keys[0].as_py()):
        return
    keys = _as_text(keys)
    numbered = pc.match_substring_regex(keys, "[0-9]").fill_null(True)
    first = [typed.values[0].as_py() for typed in sheet.columns.values() if typed.values[0].is_valid]
    if numbered[0].as_py() or not pc.all(numbered.slice(1)).as_py() or any(sign.isdigit() for cell in first for sign in written(cell)):
        return
    says = "is the only key without a number"
    yield Problem(sheet.file, int(lines[0]), name, written(keys[0].as_py()), "key unlike the others",
                  "If the row is a second header, delete it; else give it a key like the others.", "warn", says)
