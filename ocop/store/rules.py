"""The rules across tables: asked while a version is built, so that none which breaks one is ever served. What such a rule only
doubts (header `level: warn`: sources may disagree) is a notice beside the version."""

from collections import Counter
from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from ocop.contracts import Problem, Report, limits
from ocop.contracts.folder import Origin
from ocop.contracts.marks import is_long
from ocop.contracts.problems import refusals
from ocop.contracts.sheet import written
from ocop.store.folders import ROOT
from ocop.store.version import Store

CHECKS = ROOT / "queries" / "checks"
DOUBT = "\n-- level: warn\n"
Ask = Callable[[str], tuple[list[str], list[tuple]]]


def broken_rules(opened: Store) -> list[Problem]:
    """The rows of an open version that break a rule across tables; an open version knows no lines."""
    return refusals(offences(opened.ask, None))


def offences(ask: Ask, report: Report | None, doubts: list[dict] | None = None) -> Iterator[Problem]:
    """The rows that break a rule across tables: each file under `queries/checks/` returns the offenders, one row each.

    A check returns the columns file, row_key, column, value, rule and advice; `row_key` is the key of the row as its file has it, parts
    joined by a comma and a blank. With the report of the check of the folder each row gets its line. `doubts` takes the rows of what is
    only doubted, as the checks gave them.
    """
    lines = Lines(report) if report else None
    for path in sorted(CHECKS.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        level = "warn" if DOUBT in sql else "refuse"
        names, rows = ask(sql)
        many: Counter[tuple[str, str]] = Counter()
        for row in (dict(zip(names, values, strict=True)) for values in rows):
            many[row["file"], row["rule"]] += 1
            if many[row["file"], row["rule"]] <= limits.SAME_PROBLEM:
                if doubts is not None and level == "warn":
                    doubts.append(row)
                yield _problem(row, level, lines)
        for (file, rule), count in many.items():
            if count > limits.SAME_PROBLEM:
                yield Problem(file, None, None, None, rule, "", level, says=f"the same in {count - limits.SAME_PROBLEM:,} more rows")


def _problem(row: dict, level: str, lines: "Lines | None") -> Problem:
    file, line = lines.of(row["file"], row["row_key"]) if lines else (row["file"], None)
    place = file if line else f"{file} ({row['row_key']})"
    value = None if row["value"] is None else str(row["value"])
    return Problem(place, line, row["column"], value, row["rule"], row["advice"], level, row["rule"])


class Lines:
    """Where the rows of a checked folder stand: file and line by table and key. A table is looked through once it has an offender."""

    def __init__(self, report: Report):
        self.report = report
        self.known: dict = {}

    def of(self, file: str, key: str) -> tuple[str, int | None]:
        """The real name of the file and the line of a row; no line where the key is not found."""
        table = file.rpartition(".")[0]
        if table not in self.report.origins:
            return file, None
        if table not in self.known:
            rows = self.report.tables[table].select(list(self.report.contracts[table].key))
            self.known[table] = LongLines(rows, self.report.origins[table]) if is_long(rows.num_rows) and rows.num_columns == 1 else {
                ", ".join("" if part is None else written(part) for part in row.values()): line
                for row, line in zip(rows.to_pylist(), self.report.origins[table].lines.tolist(), strict=True)}
        return self.report.origins[table].file, self.known[table].get(key)


class LongLines:
    """The lines of a long table by its one key, of texts: looked for one by one, since few are asked for. Of a key that is repeated the last."""

    def __init__(self, rows: pa.Table, origin: Origin):
        self.keys, self.lines = rows.column(0), origin.lines

    def get(self, key: str) -> int | None:
        found = pc.indices_nonzero(pc.equal(self.keys.cast(pa.string()), key))
        return int(self.lines[found[-1].as_py()]) if len(found) else None
