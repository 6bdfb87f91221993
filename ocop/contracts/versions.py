"""Rows that correct or withdraw earlier ones. In a table that says when its rows became known, a later row with
the same key is a correction, and one with `is_withdrawn` takes the key back. Nothing is ever overwritten.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .contract import WITHDRAWN, Contract
from .keys import numbers_of, repeated
from .problems import Fault, Problem
from .sheet import Sheet, written

CORRECTION = "correction"
BASIS = "known_on_basis"
_LONG_AGO = -(2**31) + 1  # in place of a day that is not there


def version_rules(sheet: Sheet) -> Iterator[Problem]:
    """A repeated key is told as a correction or withdrawal; two rows of one key that became known on one day are refused, and so
    is a withdrawal of what never stood."""
    names, known_on = sheet.contract.key, sheet.contract.known_on
    if known_on is None or known_on not in sheet.columns:
        return
    withdrawn = _flags(sheet)
    usable = np.flatnonzero(~np.logical_or.reduce([sheet.columns[name].refused for name in {*names, known_on}]))
    keys = pa.table([_taken(sheet.columns[name].values, usable) for name in names], names=list(names))
    is_once = len(names) == 1 and len(usable) == len(sheet.lines) and sheet.columns[names[0]].all_differ
    groups = _in_order(keys.slice(0, 0) if is_once else keys, _taken(sheet.columns[known_on].first, usable))
    rows = usable[groups.rows]
    kinds, before = np.where(withdrawn, _OF_NOTHING, _SOUND), np.zeros(len(sheet.lines), dtype=np.int64)
    kinds[rows] = np.where(withdrawn[rows], _TOO_EARLY, _SOUND)
    later = np.flatnonzero(~groups.is_first)
    before[rows[later]] = rows[later - 1]
    kinds[rows[later]] = np.where(groups.days[later] == groups.days[later - 1], _TWICE, np.where(withdrawn[rows[later]], _TAKEN_BACK, _CORRECTED))
    at = np.flatnonzero(kinds != _SOUND)

    def fault(place: int) -> Fault:
        return _fault(int(kinds[at[place]]), int(sheet.lines[before[at[place]]]))

    yield from sheet.at_rows(", ".join(names), at, fault, lambda place: _key(sheet, names, int(at[place])), _RULES[kinds[at]])


_SOUND, _OF_NOTHING, _TOO_EARLY, _TWICE, _TAKEN_BACK, _CORRECTED = range(6)
_RULES = np.array([0, 0, 0, 1, 2, 2])  # one number for the kinds of one rule


def _fault(kind: int, line: int) -> Fault:
    """What is said of a row; `line` is that of the row of the same key that became known before it."""
    if kind == _OF_NOTHING:
        return Fault("withdrawal of nothing", "takes back a row that is not here", "Put the row back that it withdraws: rows are only ever added.")
    if kind == _TOO_EARLY:
        return Fault("withdrawal of nothing", "takes back a row that became known only later", "Correct known_on.")
    if kind == _TWICE:
        return Fault("duplicate key", f"stands in row {line} already", "Keep one of the two rows, or correct one.")
    return Fault(CORRECTION, f"{'withdraws' if kind == _TAKEN_BACK else 'corrects'} row {line} from the day on which it became known",
                 "Nothing, if that is meant; else give it a key of its own.", "warn")


@dataclass(frozen=True)
class _Groups:
    """The rows of all repeated keys, key by key in the order of becoming known; of each the day (in days since 1970, long ago where it
    has none) and whether it is the first of its key."""

    rows: np.ndarray
    days: np.ndarray
    is_first: np.ndarray


def _in_order(keys: pa.Table, days: pa.Array) -> _Groups:
    numbers = numbers_of(keys)
    again = repeated(numbers)
    since = days.cast(pa.int32()).fill_null(_LONG_AGO).to_numpy(zero_copy_only=False)[again]
    numbers = numbers[again]
    order = np.lexsort((again, since, numbers))
    numbers = numbers[order]
    return _Groups(again[order], since[order], np.append(True, numbers[1:] != numbers[:-1])[: len(order)])


def _taken(values: pa.Array | None, rows: np.ndarray) -> pa.Array:
    """The cells of some rows; of all of them the column itself."""
    assert values is not None  # a day has a first day
    return values if len(rows) == len(values) else values.take(pa.array(rows))


def _key(sheet: Sheet, names: tuple[str, ...], row: int) -> str:
    return ", ".join("" if (cell := sheet.columns[name].values[row].as_py()) is None else written(cell) for name in names)


def _flags(sheet: Sheet) -> np.ndarray:
    if WITHDRAWN.name not in sheet.columns:
        return np.zeros(len(sheet.lines), dtype=bool)
    return sheet.columns[WITHDRAWN.name].values.fill_null(False).to_numpy(zero_copy_only=False).astype(bool)


def with_versions(contract: Contract, rows: pa.Table, is_corrected: bool = True) -> pa.Table:
    """The table with `superseded_from` (the day from which another version counts instead; of a withdrawal its own first day),
    `corrected_on` (of a later version the day it became known, as written), and `first_known_on`, `first_known_from` and
    `first_known_basis`: when the first version of the key became known, its first day, how it is known. `is_corrected` False: no key is repeated."""
    if not contract.known_on:
        return rows
    days = rows[_first_day(contract, rows)].combine_chunks()
    known_on, basis = _texts(rows, str(contract.known_on)), _texts(rows, BASIS)
    firsts = (known_on, days, basis)
    if is_corrected:
        groups = _in_order(rows.select(contract.key), days)
        is_withdrawn = rows[WITHDRAWN.name].fill_null(False).to_numpy().astype(bool)[groups.rows]
        next_days = np.where(is_withdrawn, groups.days, np.append(groups.days[1:], _LONG_AGO)[: len(groups.days)])
        is_last = np.append(groups.is_first[1:], True)[: len(groups.days)] & ~is_withdrawn
        superseded = np.full(rows.num_rows, _LONG_AGO, dtype=np.int32)
        superseded[groups.rows] = np.where(is_last, _LONG_AGO, next_days)
        is_later = np.zeros(rows.num_rows, dtype=bool)
        is_later[groups.rows[~groups.is_first]] = True
        first = _with(pa.array(np.arange(rows.num_rows)), groups.rows, groups.rows[groups.is_first][np.cumsum(groups.is_first) - 1])
        firsts = (known_on.take(first), days.take(first), basis.take(first))
        until = pa.array(superseded, mask=superseded == _LONG_AGO).cast(pa.date32())
        corrected = pc.if_else(pa.array(is_later), known_on.cast(pa.string()), pa.scalar(None, pa.string()))
    else:
        until, corrected = pa.nulls(rows.num_rows, pa.date32()), pa.nulls(rows.num_rows, pa.string())
    more = {"superseded_from": until, "corrected_on": corrected,
            **dict(zip(("first_known_on", "first_known_from", "first_known_basis"), firsts, strict=True))}
    for name, values in more.items():
        rows = rows.append_column(name, values)
    return rows


def _texts(rows: pa.Table, name: str) -> pa.Array:
    """A column as texts; of one that the table lacks none is known."""
    if name not in rows.column_names:
        return pa.nulls(rows.num_rows, pa.string())
    values = rows[name].combine_chunks()
    return values if pa.types.is_dictionary(values.type) else values.cast(pa.string())


def _first_day(contract: Contract, rows: pa.Table) -> str:
    """The column of the days from which rows are known: of a date that may be imprecise that of its first days."""
    return name if (name := f"{contract.known_on}_from") in rows.column_names else str(contract.known_on)


def _with(numbers: pa.Array, places: np.ndarray, values: np.ndarray) -> pa.Array:
    """The numbers with other ones at some places."""
    changed = numbers.to_numpy(zero_copy_only=False).copy()
    changed[places] = values
    return pa.array(changed)
