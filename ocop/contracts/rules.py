"""The rules of a contract that one table can be held to by itself. Each rule is a function from a sheet to
its problems.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import grammar, limits
from .keys import apart, once, twins, unlike_all
from .named import by_words
from .problems import Fault, Problem, always, choices, of_file
from .several import IN_LIST, IN_ROWS, advised
from .sheet import Sheet, Typed, absent, written
from .spots import lost_spots, other_numbers
from .versions import version_rules

_ABSURD = 10**12
_TIMES_MEDIAN = 1000
_ENOUGH_FOR_MEDIAN = 5
_TOLD = 5  # values of a closed list that one name may mean and that are told


def table_rules(sheet: Sheet, today: date) -> Iterator[Problem]:
    """Every problem that the table has by itself."""
    yield from _rows_minimum(sheet)
    yield from twins(sheet)
    yield from lost_spots(sheet)
    yield from other_numbers(sheet)
    for typed in sheet.columns.values():
        yield from _required(sheet, typed)
        yield from _allowed(sheet, typed)
        yield from _pattern(sheet, typed)
        yield from _range(sheet, typed)
        yield from _amounts(sheet, typed)
        yield from _earliest(sheet, typed)
        yield from _not_yet(sheet, typed, today)
        yield from _not_before(sheet, typed)
        yield from _not_after(sheet, typed)
        yield from _not_above(sheet, typed)
        if typed.column.unique and sheet.contract.key != (typed.column.name,):
            yield from once(sheet, (typed.column.name,), "duplicate value")
            yield from apart(sheet, (typed.column.name,))
    if all(name in sheet.columns for name in sheet.contract.key):
        yield from version_rules(sheet) if sheet.contract.known_on else once(sheet, sheet.contract.key, "duplicate key")
        yield from apart(sheet, sheet.contract.key)
        yield from unlike_all(sheet, sheet.contract.key[0])


def _true(mask: pa.Array) -> np.ndarray:
    """Rows where the mask is true; null is not true."""
    return np.flatnonzero(mask.fill_null(False).to_numpy(zero_copy_only=False))


def _value_at(typed: Typed, rows: np.ndarray):
    return lambda place: typed.values[int(rows[place])].as_py()


def _compared(compare: Callable, values: pa.Array, others: pa.Array | pa.Scalar) -> pa.Array:
    """A comparison of whole numbers with others, exact where both are whole; Arrow refuses whole numbers beyond 2^53 beside fractions."""
    if values.type == others.type:
        return compare(values, others)
    return compare(values.cast(pa.float64(), safe=False), others.cast(pa.float64(), safe=False))


def _rows_minimum(sheet: Sheet) -> Iterator[Problem]:
    least = sheet.contract.rows_minimum
    if len(sheet.lines) < least and sheet.is_whole:
        says = f"has {len(sheet.lines)} rows, and at least {least} are expected"
        yield of_file(sheet.file, "too few rows", says, "Put the rows back: no rows is never data.")


def _required(sheet: Sheet, typed: Typed) -> Iterator[Problem]:
    name = typed.column.name
    if typed.column.required or sheet.contract.key == (name,):
        rows = np.flatnonzero(typed.values.is_null().to_numpy(zero_copy_only=False) & ~typed.refused)
        says, advice = "the cell is empty, and must not be", "Fill it in, or take the row out."
        above = _filled_above(typed, rows[: limits.SAME_PROBLEM + 1])

        def fault(place: int) -> Fault:
            merged = f' If it was merged with the cell above, write "{above[place]}" here too.' if above[place] else ""
            return Fault("empty cell", says, advice + merged)

        yield from sheet.at_rows(name, rows, fault, lambda _: None)


def _filled_above(typed: Typed, rows: np.ndarray) -> list[str | None]:
    """For each of the rows the nearest value above it, where at least two cells in a row are empty: a merged cell leaves such a gap."""
    empty = set(rows.tolist())
    above: list[str | None] = []
    for row in rows.tolist():
        if row - 1 in empty and above:
            above.append(above[-1])
        else:
            value = typed.values[row - 1].as_py() if row > 0 and row + 1 in empty else None
            above.append(None if value is None else written(value))
    return above


def _allowed(sheet: Sheet, typed: Typed) -> Iterator[Problem]:
    allowed, name = typed.column.allowed, typed.column.name
    if not allowed:
        return
    says = f"is not one of {choices(allowed)}"
    otherwise = f"Correct the cell, or add the {name} to {sheet.contract.name}.toml."
    several = IN_LIST if typed.column.list else IN_ROWS
    names = {typed.column.label(value): str(value) for value in allowed} | {str(value): str(value) for value in allowed}
    keys = {_key(name): code for name, code in names.items() if name != code}
    spelt = {form: value for name, value in names.items() for form in (name.casefold(), name.capitalize(), name.upper(), name)}

    def explain(value: object) -> Fault:
        if not isinstance(value, str):
            return Fault("not in list", says, otherwise)
        meant = advised(value, spelt.get, tuple(map(str, allowed)), several) if _key(value) not in keys else None
        return Fault("not in list", says, meant or _by_name(value, names, keys, not typed.column.list) or otherwise)

    known = pa.array(allowed)
    yield from sheet.judged(typed, lambda distinct: absent(distinct, known), explain)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _by_name(value: str, names: dict[str, str], keys: dict[str, str], around: bool) -> str | None:
    """What to write where the name of a value of a closed list was written, or a part of it that few names have."""
    found = [keys[_key(value)]] if _key(value) in keys else by_words(value, names, around=around)
    listed = " or ".join(f'"{code}"' for code in found)
    return f"Write {listed}, {'whichever' if len(found) > 1 else 'if that'} is meant." if 0 < len(found) <= _TOLD else None


def _pattern(sheet: Sheet, typed: Typed) -> Iterator[Problem]:
    if typed.column.pattern is None:
        return
    whole = grammar.whole_text(typed.column.pattern)
    fault = Fault("not of the pattern", f"is not of the form {typed.column.pattern}", "Correct the cell.")

    def wrong(distinct: pa.Array) -> np.ndarray:
        return np.flatnonzero(~pc.match_substring_regex(distinct, whole).fill_null(True).to_numpy(zero_copy_only=False))

    yield from sheet.judged(typed, wrong, lambda _: fault)


def _range(sheet: Sheet, typed: Typed) -> Iterator[Problem]:
    column, advice = typed.column, "Correct the cell, or the limit in the contract."
    is_share = column.is_number and column.name.startswith("share_")
    low = 0 if (column.is_money or is_share) and column.minimum is None else column.minimum
    high = 1 if is_share and column.maximum is None else column.maximum
    for limit, compare, word in ((low, pc.less, "below"), (high, pc.greater, "above")):
        if limit is not None:
            rows = _true(_compared(compare, typed.values, pa.scalar(limit)))
            fault = Fault("out of range", f"is {word} {written(limit)}", advice)
            yield from sheet.at_rows(column.name, rows, always(fault), _value_at(typed, rows))


def _amounts(sheet: Sheet, typed: Typed) -> Iterator[Problem]:
    """Amounts of money that are absurd: 10^12 or more, or a thousand times the median of at least five.
    Held for a look."""
    values = typed.values
    if not typed.column.is_money or len(values) == values.null_count:
        return
    positive = pc.filter(values, pc.greater(values, 0))
    median = pc.quantile(positive, 0.5)[0].as_py() if len(positive) >= _ENOUGH_FOR_MEDIAN else None
    limit = _ABSURD if median is None else min(_ABSURD, _TIMES_MEDIAN * median)
    rows = _true(_compared(pc.greater_equal, values, pa.scalar(float(limit))))
    says = "is a trillion or more"
    if limit < _ABSURD:
        says = f"is a thousand times the median ({written(median)}) or more"
    fault = Fault("unusual amount", says, "Confirm it with its source.", "warn")
    yield from sheet.at_rows(typed.column.name, rows, lambda _: fault, _value_at(typed, rows))


def _earliest(sheet: Sheet, typed: Typed) -> Iterator[Problem]:
    """Before the first day that the contract says; without one, before the first day that such data can speak of."""
    if typed.column.is_dated:
        earliest = typed.column.earliest or (limits.FIRST_KNOWN if typed.column.name == sheet.contract.known_on else limits.FIRST_DAY)
        rows = _true(pc.less(typed.last, pa.scalar(earliest)))
        fault = Fault("too early", f"is before {earliest}", "Correct the date.")
        yield from sheet.at_rows(typed.column.name, rows, lambda _: fault, _value_at(typed, rows))


def _not_yet(sheet: Sheet, typed: Typed, today: date) -> Iterator[Problem]:
    """What became known or has happened is not in the future. One day is allowed for: somewhere it is tomorrow already."""
    if typed.column.past or typed.column.name == sheet.contract.known_on:
        rows = _true(pc.greater(typed.first, pa.scalar(today + timedelta(days=1))))
        fault = Fault("in the future", f"is after {today}, the day of checking", "Correct the date: nothing is known before its day.")
        yield from sheet.at_rows(typed.column.name, rows, lambda _: fault, _value_at(typed, rows))


def _not_after(sheet: Sheet, typed: Typed) -> Iterator[Problem]:
    other = sheet.columns.get(typed.column.not_after or "")
    if other is not None:
        yield from _out_of_order(sheet, typed, other, _true(pc.greater(typed.first, other.last)), "after")


def _not_before(sheet: Sheet, typed: Typed) -> Iterator[Problem]:
    other = sheet.columns.get(typed.column.not_before or "")
    if other is not None:
        yield from _out_of_order(sheet, typed, other, _true(pc.less(typed.last, other.first)), "before")


def _out_of_order(sheet: Sheet, typed: Typed, other: Typed, rows: np.ndarray, side: str) -> Iterator[Problem]:
    """The rows whose date stands on the wrong side of another date of the same row."""

    def fault(place: int) -> Fault:
        says = f'is {side} {other.column.name} "{written(_value_at(other, rows)(place))}"'
        return Fault(f"{side} other date", says, "Correct one of the two dates.")

    yield from sheet.at_rows(typed.column.name, rows, fault, _value_at(typed, rows))


def _not_above(sheet: Sheet, typed: Typed) -> Iterator[Problem]:
    other = sheet.columns.get(typed.column.not_above or "")
    if other is not None:
        rows = _true(_compared(pc.greater, typed.values, other.values))

        def fault(place: int) -> Fault:
            says = f'is above {other.column.name} "{written(_value_at(other, rows)(place))}"'
            return Fault("above other amount", says, "Confirm it with its source.", "warn")

        yield from sheet.at_rows(typed.column.name, rows, fault, _value_at(typed, rows))
