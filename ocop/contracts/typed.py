"""From raw columns to typed ones: each distinct text is cast once, a column that is stored in its type is
taken as it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import limits
from .casts import Outcome, cast
from .cells import EMPTY_IS_UNKNOWN
from .contract import Column, Contract
from .marks import are_codes, is_long
from .plain import plain
from .problems import Fault, Problem, always, located
from .raw import Raw, is_text
from .sheet import Encoded, Sheet, Typed, encode, numbered, side_by_side

_EPOCH = date(1970, 1, 1)
_FIRST_DAY, _LAST_DAY = (date.min - _EPOCH).days, (date.max - _EPOCH).days
_STORED = {
    **dict.fromkeys(("text", "address", "date"), pa.string()),
    "integer": pa.int64(),
    "decimal": pa.float64(),
    "flag": pa.bool_(),
    "day": pa.date32(),
}


def stored_type(column: Column) -> pa.DataType:
    """The type of a column in the finished table (of the text, for a date)."""
    return pa.list_(pa.string()) if column.list else _STORED[column.type]


def typed_sheet(file: str, contract: Contract, raw: Raw) -> tuple[Sheet, list[Problem]]:
    """The typed table, and every cell that could not be cast or was mended. Raises Unreadable, as the raw table does."""
    sheet = Sheet(contract, file, raw.lines, {}, raw.is_whole)
    problems: list[Problem] = []
    names = list(raw.columns)

    def typed_column(name: str) -> tuple[Typed, list[Problem]]:
        made = _typed(sheet, contract.columns[name], raw.taken(name))
        if contract.key == (name,):
            _ = made[0].all_differ  # found out here, where two columns are looked at at a time
        return made

    of_columns = side_by_side(typed_column, names, len(raw.lines))
    for name, (typed, found) in zip(names, of_columns, strict=True):
        sheet.columns[name] = typed
        problems += found
    return sheet, problems


def _typed(sheet: Sheet, column: Column, cells: pa.ChunkedArray) -> tuple[Typed, list[Problem]]:
    kind = cells.type
    is_read_as_text = column.type == "date" or pa.types.is_null(kind) or pa.types.is_string_view(kind)
    if pa.types.is_list(kind):
        cells = _joined(cells)
    elif is_read_as_text and not pa.types.is_dictionary(kind):
        cells = cells.cast(pa.string())
    elif not is_text(kind):
        return _taken(sheet, column, cells)
    if (taken := _named(column, cells)) is not None:
        return taken, []
    encoded = encode(cells)
    del cells  # the texts of a long column fill more than all that is made of them
    return _read(sheet, column, encoded)


def _named(column: Column, cells: pa.ChunkedArray) -> Typed | None:
    """A long column of codes, taken as it is: each may be of its own, and none of them can be at fault."""
    is_meant = column.type == "text" and not column.list and not column.aliases and pa.types.is_string(cells.type)
    if not is_meant or not is_long(len(cells)) or not are_codes(cells):
        return None
    values = cells.combine_chunks()
    return Typed(column, values, np.zeros(len(cells), dtype=bool)) if isinstance(values, pa.Array) else None


def _joined(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Lists as the text that a CSV cell would have: they then pass the same gate. A null item is an empty
    one."""
    texts = [None if items is None else ";".join(item or "" for item in items) for items in cells.to_pylist()]
    return pa.chunked_array([texts], pa.string())


def _taken(sheet: Sheet, column: Column, cells: pa.ChunkedArray) -> tuple[Typed, list[Problem]]:
    """A column that the file holds in the type of the contract."""
    values = cells.combine_chunks()
    nothing = np.zeros(len(values), dtype=bool)
    if column.type == "decimal":
        return _without_infinite(sheet, column, values.cast(pa.float64(), safe=False))
    values = values.cast(stored_type(column))
    if column.type == "day":
        return _within_the_calendar(sheet, column, values)
    return Typed(column, values, nothing), []


def _within_the_calendar(sheet: Sheet, column: Column, values: pa.Array) -> tuple[Typed, list[Problem]]:
    """A column of days, without those that no calendar writes: a file can count them far beyond the year 9999."""
    counted = values.cast(pa.int32())
    outside = pc.or_(pc.less(counted, _FIRST_DAY), pc.greater(counted, _LAST_DAY)).fill_null(False)
    mask = outside.to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(mask)
    fault = Fault("impossible date", "is not a day of the calendar", "Correct the date.")
    found = sheet.at_rows(column.name, rows, always(fault), lambda i: f"day {counted[int(rows[i])].as_py()} after 1970-01-01")
    kept = pc.if_else(outside, pa.scalar(None, pa.date32()), values)
    return Typed(column, kept, mask, kept, kept), list(found)


def _without_infinite(sheet: Sheet, column: Column, values: pa.Array) -> tuple[Typed, list[Problem]]:
    refused = pc.invert(pc.is_finite(values)).fill_null(False)
    mask = refused.to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(mask)
    fault = Fault("placeholder", "is not a value", EMPTY_IS_UNKNOWN)
    found = sheet.at_rows(column.name, rows, lambda _: fault, lambda i: values[int(rows[i])].as_py())
    kept = pc.if_else(refused, pa.scalar(None, pa.float64()), values)
    return Typed(column, kept, mask), list(found)


_UNSEEN = Outcome(None, (Fault("too many faults", "is not looked at", ""),))
Outcomes = dict[int, Outcome]  # place among the distinct texts -> what became of it; plain texts are left out


def _read(sheet: Sheet, column: Column, encoded: Encoded) -> tuple[Typed, list[Problem]]:
    """A column of texts, cast text by text where they are not plain."""
    is_plain = plain(column, encoded.values)
    hard = np.flatnonzero(~is_plain)
    outcomes = _cast(column, encoded, hard)
    refused = np.zeros(len(encoded.codes), dtype=bool)
    refused[encoded.cells([place for place, outcome in outcomes.items() if outcome.is_refused])] = True
    problems = [*_findings(sheet, column, encoded, outcomes), *_mended(sheet, column, encoded, outcomes)]
    return _spread(column, encoded, is_plain, outcomes, refused), problems


def _cast(column: Column, encoded: Encoded, hard: np.ndarray) -> Outcomes:
    """What became of each of these texts. A column of wrong texts without end is not read to its end: what is wrong with it is known."""
    outcomes: Outcomes = {}
    wrong = 0
    for start in range(0, len(hard), limits.WRONG_TEXTS):
        places, is_enough = hard[start : start + limits.WRONG_TEXTS], wrong >= limits.WRONG_TEXTS
        for place, text in zip(places.tolist(), encoded.values.take(pa.array(places)).to_pylist(), strict=True):
            outcomes[place] = _UNSEEN if is_enough else Outcome(None) if text is None else cast(column, text)
            wrong += not is_enough and outcomes[place].is_refused
    return outcomes


def _spread(
    column: Column, encoded: Encoded, is_plain: np.ndarray, outcomes: Outcomes, refused: np.ndarray
) -> Typed:
    """The typed column: the values of the distinct texts, laid out over the rows."""
    kept = [None if outcome.is_refused else outcome.value for outcome in outcomes.values()]
    if column.type == "date":
        text, first, last = (
            encoded.laid_out(pa.array([span and getattr(span, part) for span in kept], kind))
            for part, kind in (("text", pa.string()), ("first", pa.date32()), ("last", pa.date32()))
        )
        return Typed(column, text, refused, first, last)
    kind = stored_type(column)
    distinct = pa.array(kept, kind)
    if is_plain.any():
        easy = pc.if_else(pa.array(is_plain), encoded.values, None).cast(kind)
        distinct = pc.replace_with_mask(easy, pa.array(~is_plain), distinct)
    values = encoded.laid_out(distinct)
    days = values if column.is_dated else None
    return Typed(column, values, refused, days, days)


def _findings(sheet: Sheet, column: Column, encoded: Encoded, outcomes: Outcomes) -> Iterator[Problem]:
    """Refusals and warnings, cell by cell."""
    found = {
        place: [fault for fault in outcome.faults if fault.level != "fixed"]
        for place, outcome in outcomes.items()
        if outcome.faults and outcome is not _UNSEEN
    }
    if len(found) < len(outcomes) and (unseen := [place for place, outcome in outcomes.items() if outcome is _UNSEEN]):
        says = f"{int(encoded.counts()[unseen].sum()):,} more cells are not looked at: {limits.WRONG_TEXTS:,} different texts of the column are wrong"
        yield Problem(sheet.file, None, column.name, None, "too many faults", "Correct those first.", says=says)
    for turn in range(max(map(len, found.values()), default=0)):
        faults = {place: several[turn] for place, several in found.items() if len(several) > turn}
        rows = encoded.cells(list(faults))
        codes = encoded.codes[rows]
        yield from sheet.at_rows(column.name, rows, *_looked_up(faults, encoded.values, codes), numbered(faults, codes, len(encoded.values)))


def _looked_up(faults: dict[int, Fault], texts: pa.Array, codes: np.ndarray) -> tuple[Callable, Callable]:
    return lambda place: faults[int(codes[place])], lambda place: texts[int(codes[place])].as_py()


def _mended(sheet: Sheet, column: Column, encoded: Encoded, outcomes: Outcomes) -> Iterator[Problem]:
    """What was mended: a replaced value is told once for each value at its first row, a mended form once
    for the column."""
    told: dict = {}
    if not any(fault.level == "fixed" for outcome in outcomes.values() for fault in outcome.faults):
        return
    counts = encoded.counts()
    for place, outcome in outcomes.items():
        for fault in outcome.faults:
            if fault.level == "fixed" and counts[place]:
                before, cells = told.get(fault, (place, 0))
                told[fault] = (before, cells + int(counts[place]))
    for fault, (place, cells) in told.items():
        says = f"{fault.says} ({cells:,} cell{'s' if cells > 1 else ''})"
        row = None
        if fault.value is not None:
            row = int(sheet.lines[int(np.argmax(encoded.codes == place))])
        yield located(replace(fault, says=says), sheet.file, row, column.name)
