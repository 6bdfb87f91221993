"""Reading received files, writing tables, and the day on which a row became known."""

import csv
from pathlib import Path

COMPILED_ON = "2026-11-21"


def received(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of one received file, as text, in file order."""
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


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
