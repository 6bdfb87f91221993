"""The rules between tables: references, and dates too far after the last day that any table knows of. Never
the clock.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import codes
from .contract import Contract
from .dates import years_later
from .nearest import nearest
from .problems import Fault, Problem
from .sheet import Sheet, Typed, absent


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


def set_rules(sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Every problem between the tables of one set."""
    horizon = last_known_on(sheets)
    for sheet in sheets.values():
        for typed in sheet.columns.values():
            yield from _orphans(sheet, typed, sheets)
            yield from _too_late(sheet, typed, horizon)


def last_known_on(sheets: Mapping[str, Sheet]) -> date | None:
    """The last day on which anything in the set became known (of an imprecise date, its first day)."""
    columns = [
        sheet.columns[name] for sheet in sheets.values() if (name := sheet.contract.known_on) in sheet.columns
    ]
    days = [day for typed in columns if (day := pc.max(typed.first).as_py()) is not None]
    return max(days, default=None)


def _too_late(sheet: Sheet, typed: Typed, horizon: date | None) -> Iterator[Problem]:
    years = typed.column.latest_years_ahead
    if years is None or horizon is None:
        return
    latest = years_later(horizon, years)
    rows = np.flatnonzero(
        pc.greater(typed.first, pa.scalar(latest)).fill_null(False).to_numpy(zero_copy_only=False)
    )
    fault = Fault(
        "too late",
        f"is after {latest} ({years} years after the last day known, {horizon})",
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
    register: set[str] = set()

    def explain(value: object) -> Fault:
        register.update(() if register else map(str, known.drop_null().to_pylist()))
        return _orphan(str(value), register, target, name)

    yield from sheet.judged(typed, lambda distinct: absent(distinct, known), explain)


def _orphan(value: str, register: set[str], target: Sheet, name: str) -> Fault:
    coded = codes.suggested_iso3(value)
    meant = coded if coded in register else nearest(value, register)
    advice = f'Write "{meant}", if that is meant, or' if meant else "Correct the cell, or"
    return Fault(
        "not in register", f"is no {name} of {target.contract.name}", f"{advice} add it to {target.file}."
    )
