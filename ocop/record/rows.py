"""Reading received files, writing tables, and the day on which a row became known."""

import csv
from pathlib import Path

COMPILED_ON = "2026-11-21"
# How remarks of the compilation call two texts that came without an address -> what a reader knows them as.
TEXTS = (("seed 001", "the OCOP news list"), ("seed 003", "the mid-year review"), ("in seed", "in the news list"),
         ("from the seed", "from the news list"))


def received(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of one received file, as text, in file order; remarks name their texts as a reader knows them."""
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))
    return [{column: named(text) if column in ("note", "evidence") else text for column, text in row.items()} for row in rows]


def named(remark: str) -> str:
    """A remark with the names of TEXTS."""
    for inside, outside in TEXTS:
        remark = remark.replace(inside, outside)
    return remark


def write(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    """Write one table. Columns are those of the first row; every row must have exactly them."""
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n", extrasaction="raise")
        writer.writeheader()
        writer.writerows(rows)


def known(source_date: str, spoken_of: str = "") -> dict[str, str]:
    """When a row became known: its source's date, else the day it speaks of, else the day of compilation."""
    if source_date:
        return {"known_on": source_date, "known_on_basis": "source"}
    if spoken_of:
        return {"known_on": spoken_of, "known_on_basis": "assumed"}
    return {"known_on": COMPILED_ON, "known_on_basis": "compiled"}


def numbered(prefix: str, key: str, rows: list[dict[str, str]], width: int = 3) -> list[dict[str, str]]:
    """The same rows with a key column in front: `FG-001`, `FG-002`, ... in file order."""
    return [{key: f"{prefix}-{number:0{width}d}", **row} for number, row in enumerate(rows, 1)]
