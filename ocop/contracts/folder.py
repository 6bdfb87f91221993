"""Checks a folder of tables and contracts as one set: either every table keeps its contract, or none is
handed out.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from . import limits
from .contract import Contract
from .dates import day_of_checking
from .files import contracts_of, crowded, data_files, is_crowded, tables_of
from .parquet import read_parquet
from .problems import Problem, of_file
from .raw import Read, Unreadable
from .references import set_rules
from .rules import table_rules
from .sheet import Sheet
from .textfile import read_csv
from .typed import stored_type, typed_sheet
from .versions import CORRECTION, with_versions

_READERS = {".csv": read_csv, ".parquet": read_parquet}


@dataclass(frozen=True)
class Origin:
    """Where the rows of a table come from: the name of its file, and the line of each row."""

    file: str
    lines: np.ndarray


@dataclass(frozen=True)
class Report:
    """What a folder holds. `tables` is empty as long as there is a problem: the set is one unit. `origins` says of each table where
    its rows stand, for rules that find an offender later."""

    problems: list[Problem]
    notices: list[Problem]
    tables: dict[str, pa.Table] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> list[dict[str, object]]:
        """Problems, then notices, as dictionaries that JSON can hold."""
        return [problem.as_dict() for problem in (*self.problems, *self.notices)]


def check_folder(folder: Path, today: date | None = None) -> Report:
    """Read the contracts and tables of a folder, not of the folders in it, and list every problem at once. What was known or has happened
    is not later than the day after `today` (the clock's day, unless it is given): zones differ."""
    today = day_of_checking(today)
    folder = Path(folder)
    if not os.path.isdir(folder):
        advice = "Name the folder that holds the tables."
        return _report([of_file(folder.name, "missing folder", "is no folder", advice)], {}, {})
    try:
        if is_crowded(folder):
            return _report([crowded(folder.name)], {}, {})
        files = data_files(folder)
    except OSError as error:
        says = f"cannot be listed ({error.strerror})"
        return _report([of_file(folder.name, "unreadable folder", says, "Give read access to it.")], {}, {})
    contracts, problems = contracts_of(files)
    tables, found = tables_of(files, contracts)
    problems += found
    sheets: dict[str, Sheet] = {}
    for name, path in tables.items():
        sheet, found = _checked(path, contracts[name], today)
        problems += found
        if sheet is not None:
            sheets[name] = sheet
    problems += set_rules(sheets, today)
    return _report(problems, contracts, sheets)


def _report(problems: list[Problem], contracts: dict[str, Contract], sheets: dict[str, Sheet]) -> Report:
    problems.sort(key=lambda problem: _place(problem, contracts))
    refused = [problem for problem in problems if problem.level == "refuse"]
    notices = [problem for problem in problems if problem.level != "refuse"]
    corrected = {problem.file for problem in notices if problem.rule == CORRECTION}
    tables = {} if refused else {
        name: with_versions(sheet.contract, finished(sheet), sheet.file in corrected) for name, sheet in sheets.items()
    }
    origins = {name: Origin(sheet.file, sheet.lines) for name, sheet in sheets.items()}
    return Report(refused, notices, tables, contracts, origins)


def _place(problem: Problem, contracts: Mapping[str, Contract]) -> tuple:
    """The order in which a reader mends a file: file, line, column as in the contract."""
    contract = contracts.get(Path(problem.file).stem.casefold())
    columns = list(contract.columns) if contract else []
    first = (problem.column or "").split(", ")[0]
    return problem.file, problem.row or 0, columns.index(first) if first in columns else -1, problem.rule


def finished(sheet: Sheet) -> pa.Table:
    """The typed table in the order of the contract; a date brings its `_from` and `_to`."""
    columns: dict[str, pa.Array] = {}
    for name, column in sheet.contract.columns.items():
        if name not in sheet.columns:  # an optional one that the file leaves out
            columns[name] = pa.nulls(len(sheet.lines), stored_type(column))
            continue
        typed = sheet.columns[name]
        is_once = pa.types.is_dictionary(typed.values.type)  # of a long table each text is held once
        columns[name] = typed.values if is_once else typed.values.cast(stored_type(column))
        if column.type == "date":
            columns |= {f"{name}_from": typed.first, f"{name}_to": typed.last}
    return pa.table(columns)


def _checked(path: Path, contract: Contract, today: date) -> tuple[Sheet | None, list[Problem]]:
    """One table, read, typed and held to the rules of its contract."""
    try:
        read = _read(path, contract)
        if read.raw is None:
            return None, read.problems
        sheet, problems = typed_sheet(path.name, contract, read.raw)
    except Unreadable as error:
        return None, error.problems
    return sheet, [*read.problems, *problems, *table_rules(sheet, today)]


def _read(path: Path, contract: Contract) -> Read:
    try:
        if not path.is_file() and path.exists():
            return _unread(path, "unreadable file", "is no file", "Take it out.")
        if path.stat().st_size > limits.FILE_BYTES:
            says = f"is larger than {limits.FILE_BYTES // 1_000_000:,} MB"
            return _unread(path, "file too large", says, "Split the table, or give it as Parquet.")
        return _READERS[path.suffix.casefold()](path, contract)
    except OSError as error:
        says = f"cannot be read ({error.strerror})"
        return _unread(path, "unreadable file", says, "Give read access to it.")


def _unread(path: Path, rule: str, says: str, advice: str) -> Read:
    return Read(None, [of_file(path.name, rule, says, advice)])
