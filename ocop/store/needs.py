"""What a data folder must hold for the pages to be drawn: the tables and columns that the files under `queries/` read.

A folder of another office may have more tables and columns than the shipped record, and may leave out those that no query reads.
"""

import re
from collections.abc import Iterator
from functools import cache

from ocop.contracts import Column, Contract, Problem, Report, contracts_of, data_files
from ocop.contracts.problems import of_file
from ocop.store.folders import ROOT

QUERIES = ROOT / "queries"
NUMBERS = {"integer": "number", "decimal": "number", "address": "text"}


def unmet(report: Report) -> list[Problem]:
    """Tables and columns that queries read and the folder does not have, and a folder in which nothing is known."""
    problems = [problem for wanted in shipped().values() for problem in _of_table(wanted, report.contracts.get(wanted.name))]
    return problems or list(_nothing_known(report))


def _nothing_known(report: Report) -> Iterator[Problem]:
    """Without a day that anything is known from, no page has a day to show."""
    columns = [(name, contract.known_on) for name, contract in report.contracts.items() if contract.known_on]
    firsts = [report.tables[name][f"{column}_from" if f"{column}_from" in report.tables[name].schema.names else column]
              for name, column in columns]
    if all(days.null_count == len(days) for days in firsts):
        advice = "Fill in known_on in at least one row: every page shows what was known on a day."
        yield of_file("(folder)", "nothing known", "no row says when it became known", advice)


def _of_table(wanted: Contract, there: Contract | None) -> Iterator[Problem]:
    readers = _readers(wanted.name)
    if there is None:
        if readers:
            says = f'the table "{wanted.name}" is missing, and {_named(readers)} it'
            advice = f"Add {wanted.name}.toml and {wanted.name}.csv; the shipped contract shows how. Without rows it needs rows_minimum = 0."
            yield of_file(f"{wanted.name}.toml", "table needed", says, advice)
        return
    for name, column in wanted.columns.items():
        having = there.columns.get(name)
        if having is not None and _form(having) == _form(column):
            continue
        readers = _readers(wanted.name, name)
        if readers:
            missing = "is missing" if having is None else f"is {_form(having)}, not {_form(column)}"
            advice = f'Write [columns.{name}] with type = "{column.type}"{" and list = true" if column.list else ""}.'
            yield Problem(f"{wanted.name}.toml", None, name, None, "column needed", advice, says=f"{missing}, and {_named(readers)} it")


def _form(column: Column) -> str:
    """What a query can do with the column."""
    return ("a list of " if column.list else "") + NUMBERS.get(column.type, column.type)


def _named(readers: list[str]) -> str:
    """The first files that read something, in words."""
    more = f" and {len(readers) - 2} more" if len(readers) > 2 else ""
    return f"{', '.join(readers[:2])}{more} {'read' if len(readers) > 1 else 'reads'}"


@cache
def shipped() -> dict[str, Contract]:
    """The contracts of the shipped record."""
    return contracts_of(data_files(ROOT / "data"))[0]


@cache
def _words() -> dict[str, frozenset[str]]:
    """The words of each file of SQL, comments left out."""
    return {path.relative_to(QUERIES).as_posix(): frozenset(re.findall(r"\w+", re.sub("--.*", "", path.read_text(encoding="utf-8"))))
            for path in sorted(QUERIES.rglob("*.sql"))}


def _readers(table: str, column: str | None = None) -> list[str]:
    """The files that name the table (and the column, in itself or as the first or last day of a date); the vocabulary reads for all."""
    sql = _words()
    naming = [file for file, words in sql.items() if table in words]
    if column is None:
        return naming
    files = sql if any(file.startswith("models") for file in naming) else naming
    return [file for file in files if sql[file] & {column, f"{column}_from", f"{column}_to"}]
