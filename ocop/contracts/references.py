"""The rules between tables: references, and dates too far after the last day that any table knows of. Never
the clock, unless no table knows a day.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import codes, limits
from .contract import Contract
from .dates import years_later
from .marks import is_long
from .named import by_words
from .problems import Fault, Problem
from .several import near_one, parted
from .sheet import Sheet, Typed, absent, encode, side_by_side

_SHOWN_OF_A_WAY = 6
_NAMES = ("name", "title", "project")  # columns that name what a key stands for; the first that a register has
_NAMED_ROWS = 20_000  # names of a longer register are not looked through for advice
_TOLD = 5  # codes that one name may mean and that are told


def contract_rules(contracts: Mapping[str, Contract]) -> Iterator[Problem]:
    """References to tables or columns that no contract has, or to a column of another type."""
    for contract in contracts.values():
        for column in contract.columns.values():
            if column.references is not None:
                says = _reference_fault(column.type, column.references, contracts)
                if says:
                    yield Problem(
                        f"{contract.name}.toml",
                        None,
                        column.name,
                        None,
                        "broken contract",
                        "Correct the reference.",
                        says=says,
                    )


def _reference_fault(type_: str, reference: str, contracts: Mapping[str, Contract]) -> str | None:
    table, _, name = reference.partition(".")
    if table not in contracts:
        return f'it refers to the table "{table}", which has no contract'
    target = contracts[table].columns.get(name)
    if target is None:
        return f'it refers to "{reference}", which is no column'
    return (
        None
        if target.type == type_ and not target.list
        else f'it refers to "{reference}", which is of another type'
    )


def set_rules(sheets: Mapping[str, Sheet], today: date) -> Iterator[Problem]:
    """Every problem between the tables of one set."""
    horizon = last_known_on(sheets) or today

    def found(sheet: Sheet, typed: Typed) -> list[Problem]:
        return [*_orphans(sheet, typed, sheets), *_circles(sheet, typed), *_too_late(sheet, typed, horizon, today)]

    for sheet in sheets.values():
        for problems in side_by_side(partial(found, sheet), sheet.columns.values(), len(sheet.lines)):
            yield from problems


def last_known_on(sheets: Mapping[str, Sheet]) -> date | None:
    """The last day on which anything in the set became known (of an imprecise date, its first day)."""
    columns = [
        sheet.columns[name] for sheet in sheets.values() if (name := sheet.contract.known_on) in sheet.columns
    ]
    days = [day for typed in columns if (day := pc.max(typed.first).as_py()) is not None]
    return max(days, default=None)


def _circles(sheet: Sheet, typed: Typed) -> Iterator[Problem]:
    """Rows that lead back to themselves where a column refers to the key of its own table (a place in itself, a chain of models)."""
    key = sheet.contract.key
    if len(key) != 1 or typed.column.references != f"{sheet.contract.name}.{key[0]}" or typed.column.name == key[0] or key[0] not in sheet.columns:
        return
    if not typed.column.list and is_long(len(sheet.lines)) and not any_circle(sheet.columns[key[0]].values, typed.values, typed.column.names_itself):
        return
    keys = sheet.columns[key[0]].values.to_pylist()
    named = [value if typed.column.list else [value] for value in typed.values.to_pylist()]
    own = typed.column.names_itself
    above = {mine: [other for other in others or [] if other is not None and not (own and other == mine)]
             for mine, others in zip(keys, named, strict=True)}
    ways = circles(above)
    rows = np.array([row for row, mine in enumerate(keys) if mine in ways], dtype=np.int64)

    def fault(place: int) -> Fault:
        way = ways[keys[int(rows[place])]]
        steps = " → ".join(map(str, way)) + ("" if way[0] == way[-1] else " → …")
        return Fault("runs in a circle", f"leads back to its own row ({steps})", "Correct one of the rows on the way.")

    yield from sheet.at_rows(typed.column.name, rows, fault, lambda i: typed.values[int(rows[i])].as_py())


def any_circle(keys: pa.Array, above: pa.Array, own: bool) -> bool:
    """Whether any way of a long table comes to no end, or a key is repeated: then the ways are gone one by one."""
    cells = encode(keys)
    if len(cells.values) < len(keys):
        return True
    places = np.full(len(keys) + 1, -1)  # where each key stands; the last one stands for the code -1
    places[cells.codes] = np.arange(len(keys))
    codes = pc.index_in(encode(above).values, cells.values).fill_null(-1).to_numpy(zero_copy_only=False)
    ways = np.append(np.append(codes, -1)[encode(above).codes], -1)
    ways[:-1] = np.where(ways[:-1] < 0, -1, places[ways[:-1]])
    if own:
        ways[ways == np.arange(len(ways))] = -1
    for _doubled in range(len(keys).bit_length()):
        if (ways < 0).all():
            return False
        ways = np.where(ways < 0, -1, ways[ways])
    return not bool((ways < 0).all())


def circles(above: Mapping[object, list]) -> dict[object, list]:
    """For each key that leads back to itself, the way there or its first steps. Keys that only lead into a circle are none of it."""
    ways: dict[object, list] = {}
    done: set = set()
    for start in above:
        path, place, open_ = [], {}, [(start, iter((start,)))]
        while open_:
            _key, following = open_[-1]
            key = next(following, None)
            if key is None:
                open_.pop()
                if path and len(path) > len(open_) - 1:
                    gone = path.pop()
                    place.pop(gone)
                    done.add(gone)
            elif key in place:
                way = path[place[key] :]
                shown = range(min(len(way), _SHOWN_OF_A_WAY) + 1)
                ways |= {mine: [way[(at + step) % len(way)] for step in shown] for at, mine in enumerate(way) if mine not in ways}
            elif key in above and key not in done:
                place[key] = len(path)
                path.append(key)
                open_.append((key, iter(above[key])))
    return ways


def _too_late(sheet: Sheet, typed: Typed, horizon: date, today: date) -> Iterator[Problem]:
    years = typed.column.latest_years_ahead
    if not typed.column.is_dated or typed.column.name == sheet.contract.known_on or typed.column.past:
        return
    from_day, words = (horizon, "the last day known") if years is not None else (max(horizon, today), "the day of checking")
    years = limits.YEARS_AHEAD if years is None else years
    latest = years_later(from_day, years)
    rows = np.flatnonzero(
        pc.greater(typed.first, pa.scalar(latest)).fill_null(False).to_numpy(zero_copy_only=False)
    )
    fault = Fault(
        "too late",
        f"is after {latest} ({years} years after {words}, {from_day})",
        "Correct the date.",
    )
    yield from sheet.at_rows(
        typed.column.name, rows, lambda _: fault, lambda i: typed.values[int(rows[i])].as_py()
    )


def _orphans(sheet: Sheet, typed: Typed, sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Values that the referenced column does not have. A table that lost rows is no judge, nor is one that
    lacks the column."""
    table, _, name = (typed.column.references or "").partition(".")
    target = sheets.get(table)
    if target is None or name not in target.columns or not target.is_whole:
        return
    known = target.columns[name].values
    register: dict[str, list[str]] = {}

    def explain(value: object) -> Fault:
        register.update({} if register else _spellings(target, name))
        return _orphan(str(value), register, target, name)

    yield from sheet.judged(typed, lambda distinct: absent(distinct, known), explain)


def _spellings(target: Sheet, name: str) -> dict[str, list[str]]:
    """Each code of a register, and each name that the register gives to one, with the codes it stands for."""
    known = target.columns[name].values.to_pylist()
    spelt: dict[str, list[str]] = {}
    named = next((target.columns[word].values for word in _NAMES if word in target.columns and word != name), None)
    if named is not None and len(known) <= _NAMED_ROWS:
        for code, spelling in zip(known, named.to_pylist(), strict=True):
            if code is not None and spelling and str(code) not in (same := spelt.setdefault(codes.name_key(str(spelling)), [])):
                same.append(str(code))
    return spelt | {str(code): [str(code)] for code in known if code is not None}


def _orphan(value: str, register: dict[str, list[str]], target: Sheet, name: str) -> Fault:

    def known(part: str) -> str | None:
        coded = part if [part] == register.get(part) else codes.code_in_text(part)
        named = register.get(codes.name_key(part), ())
        return coded if coded in register else named[0] if len(named) == 1 else None

    several = parted(value, known)
    if several:
        says = f"is no {name} of {target.contract.name}, but names several"
        return Fault("several values", says, f'Write "{";".join(several)}" in a list, else a row for each.')
    meant = _meant(value, register, known)
    advice = f"Write {meant}, or" if meant else "Correct the cell, or"
    return Fault(
        "not in register", f"is no {name} of {target.contract.name}", f"{advice} add it to {target.file}."
    )


def _meant(value: str, register: dict[str, list[str]], known: Callable[[str], str | None]) -> str | None:
    """The code of what was written by name or almost, in words; a name that several share gives them all."""
    coded = codes.suggested_iso3(value)
    if coded in register:
        return f'"{coded}", if that is meant'
    own = {spelling: found[0] for spelling, found in register.items() if len(found) == 1}
    names_codes = any([part] == register.get(part) for part in value.split())  # and so perhaps several: advice for one would lose the others
    found = register.get(codes.name_key(value)) or by_words(value, own, around=not names_codes)
    if 1 < len(found) <= _TOLD:
        return " or ".join(f'"{code}"' for code in found) + ", whichever is meant"
    if len(found) != 1:
        near = near_one(value, known, own)
        found = [own[near]] if near else []
    return f'"{found[0]}", if that is meant' if found else None
