"""The rules across tables, on the record with the rows of an office added: asked once each row is sound by itself, and told by sheet and cell as
everything else. The database that is built for it is kept by whoever looks at the effect next, else it goes."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ocop.contracts import Problem
from ocop.intake import apart
from ocop.intake.candidate import candidate
from ocop.intake.found import Found
from ocop.intake.judging import for_office
from ocop.intake.reading import Reading
from ocop.store import DataProblems, open_store

_ROW = re.compile(r"\brow ([0-9]+)")


def across(read: Reading, base: Path, then: Callable[[apart.Candidate], object] = lambda made: None) -> Reading:
    """The reading, with what the new rows break across tables. What was wrong with `base` before is not laid at the door of who sent them.
    `then` takes the record with the rows added, where it can be served. Raises OSError."""
    if not read.ok or not any(read.rows.values()):
        return read
    starts: dict[str, list[int]] = {}
    broken: list[Problem] = []
    try:
        then(apart.made(lambda folder: starts.update(candidate(base, read.rows, folder))))
    except DataProblems as told:
        broken = told.problems
    known = {_same(problem) for problem in of_base(base)} if broken else set()
    found = [located(problem, read, starts) for problem in broken if problem.level == "refuse" and _same(problem) not in known]
    return replace(read, problems=list(dict.fromkeys(found)))


def of_base(base: Path) -> list[Problem]:
    """What keeps the record itself from being served; as a rule it is, and was built long ago."""
    try:
        open_store(base).connection.close()
    except DataProblems as broken:
        return broken.problems
    return []


def located(problem: Problem, read: Reading, starts: dict[str, list[int]]) -> Found:
    """A problem of the record at the cell that brought it; one of a row that stood before says so."""
    table, says = Path(problem.file).stem.casefold(), problem.says or problem.rule
    lines = dict(zip(starts.get(table, ()), read.places[table].rows, strict=True)) if table in read.places else {}
    if problem.row in lines:
        place = read.places[table]
        sheet, cell = place.sheet, f"{place.columns.get((problem.column or '').split(', ')[0], 'A')}{lines[problem.row]}"
        says = _ROW.sub(lambda said: f"row {lines[int(said[1])]}" if int(said[1]) in lines else f"row {said[1]} of the record", says)
    else:
        sheet, cell, says = "the record", "", f"{says} (row {problem.row} of {table} on record)" if problem.row else says
    return Found(sheet, cell, problem.rule, says, for_office(problem.advice), table=table, column=problem.column or "", value=problem.value)


def _same(problem: Problem) -> tuple:
    return (problem.file, problem.row, problem.column, problem.rule, problem.value)
