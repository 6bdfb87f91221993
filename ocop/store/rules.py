"""The rules across tables, asked of an open version."""

from ocop.contracts import Problem
from ocop.store.folders import ROOT
from ocop.store.version import Store


def broken_rules(opened: Store) -> list[Problem]:
    """The rows that break a rule across tables: each file under `queries/checks/` returns the offenders, one row each.

    A check returns the columns file, row_key, column, value, rule and advice.
    """
    problems = []
    for path in sorted((ROOT / "queries" / "checks").glob("*.sql")):
        names, rows = opened.ask(path.read_text(encoding="utf-8"))
        for row in (dict(zip(names, values, strict=True)) for values in rows):
            problems.append(Problem(f"{row['file']} ({row['row_key']})", None, row["column"], row["value"], row["rule"],
                                    row["advice"], "refuse"))
    return problems
