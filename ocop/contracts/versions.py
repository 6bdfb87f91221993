"""Rows that correct or withdraw earlier ones. In a table that says when its rows became known, a later row with
the same key is a correction, and one with `is_withdrawn` takes the key back. Nothing is ever overwritten.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from .contract import WITHDRAWN, Contract
from .keys import places_of_repeated
from .problems import Fault, Problem
from .sheet import Sheet, written

CORRECTION = "correction"


def version_rules(sheet: Sheet) -> Iterator[Problem]:
    """A repeated key is told as a correction or withdrawal; two rows of one key that became known on one day are refused, and so
    is a withdrawal of what never stood."""
    names, known_on = sheet.contract.key, sheet.contract.known_on
    if known_on is None or known_on not in sheet.columns:
        return
    withdrawn = _flags(sheet)
    usable = ~np.logical_or.reduce([sheet.columns[name].refused for name in {*names, known_on}])
    at = np.flatnonzero(usable)
    table = pa.table([sheet.columns[name].values.take(pa.array(at)) for name in names], names=list(names))
    again = at[places_of_repeated(table)]
    places = defaultdict(list)
    for row in again.tolist():
        places[_key(sheet, names, row)].append(row)
    lone = set(np.flatnonzero(withdrawn).tolist()) - set(again.tolist())
    found = {row: Fault("withdrawal of nothing", "takes back a row that is not here", "Put the row back that it withdraws: "
                        "rows are only ever added.") for row in lone}
    firsts = sheet.columns[known_on].first.take(pa.array(again))  # type: ignore[union-attr]  # a day has a first day
    days = dict(zip(again.tolist(), firsts.to_pylist(), strict=True))
    for group in places.values():
        found.update(_judged(sheet, sorted(group, key=lambda row: days[row] or date.min), days, withdrawn))
    at = np.array(sorted(found), dtype=np.int64)
    yield from sheet.at_rows(", ".join(names), at, lambda i: found[int(at[i])], lambda i: _key(sheet, names, int(at[i])))


def _judged(sheet: Sheet, group: list[int], days: dict, withdrawn: np.ndarray) -> Iterator[tuple[int, Fault]]:
    """What is said of each row of one key but the first, in the order of becoming known."""
    if withdrawn[group[0]]:
        yield group[0], Fault("withdrawal of nothing", "takes back a row that became known only later", "Correct known_on.")
    for before, row in zip(group, group[1:], strict=False):
        line = sheet.lines[before]
        if days[row] == days[before]:
            yield row, Fault("duplicate key", f"stands in row {line} already", "Keep one of the two rows, or correct one.")
        else:
            word = "withdraws" if withdrawn[row] else "corrects"
            yield row, Fault(CORRECTION, f"{word} row {line} from the day on which it became known",
                             "Nothing, if that is meant; else give it a key of its own.", "warn")


def _key(sheet: Sheet, names: tuple[str, ...], row: int) -> str:
    return ", ".join("" if (cell := sheet.columns[name].values[row].as_py()) is None else written(cell) for name in names)


def _flags(sheet: Sheet) -> np.ndarray:
    if WITHDRAWN.name not in sheet.columns:
        return np.zeros(len(sheet.lines), dtype=bool)
    return sheet.columns[WITHDRAWN.name].values.fill_null(False).to_numpy(zero_copy_only=False).astype(bool)


def with_versions(contract: Contract, rows: pa.Table, is_corrected: bool = True) -> pa.Table:
    """The table with `superseded_from` (the day from which another version counts instead; of a withdrawal its own first day) and
    `corrected_on` (of a later version the day it became known, as written). `is_corrected` False: no key is repeated."""
    if not contract.known_on:
        return rows
    if not is_corrected:
        return rows.append_column("superseded_from", pa.nulls(rows.num_rows, pa.date32())).append_column(
            "corrected_on", pa.nulls(rows.num_rows, pa.string()))
    superseded: list[date | None] = [None] * rows.num_rows
    corrected: list[str | None] = [None] * rows.num_rows
    for group in _groups(contract, rows):
        for (day, place, written_day, is_withdrawn), later in zip(group, [*group[1:], None], strict=True):
            superseded[place] = day if is_withdrawn else later[0] if later else None
            corrected[place] = written_day if place != group[0][1] else None
    return rows.append_column("superseded_from", pa.array(superseded, pa.date32())).append_column(
        "corrected_on", pa.array(corrected, pa.string()))


def _groups(contract: Contract, rows: pa.Table) -> list[list[tuple]]:
    """(first day known, place, day as written, withdrawn) of the rows of each repeated key, in the order of becoming known."""
    again = places_of_repeated(rows.select(contract.key))
    few = rows.select([*contract.key, contract.known_on, f"{contract.known_on}_from", WITHDRAWN.name]).take(pa.array(again))
    places = defaultdict(list)
    for place, row in zip(again.tolist(), few.to_pylist(), strict=True):
        version = row[f"{contract.known_on}_from"], place, row[contract.known_on], bool(row[WITHDRAWN.name])
        places[tuple(row[name] for name in contract.key)].append(version)
    return [sorted(group, key=lambda version: (version[0] or date.min, version[1])) for group in places.values()]
