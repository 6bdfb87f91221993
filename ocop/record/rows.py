"""Reading what was received, delivery by delivery, and writing tables."""

import csv
import io
from collections import Counter
from pathlib import Path

from ocop.handing import put

# How remarks of the compilation speak -> what a reader understands: two texts that came without an address, codes, orders to itself.
TEXTS = (("seed 001", "the OCOP news list"), ("seed 003", "the mid-year review"), ("in seed", "in the news list"),
         ("from the seed", "from the news list"),
         ("undated mirror of a trade press article", "read in an undated copy of an article of the trade press"),
         ("undated mirror of trade press", "read in an undated copy of the trade press"), ("undated mirror", "read in an undated copy"),
         ("mirror of a Chinese press text", "read in a copy of a Chinese press text"),
         ("mirror of the Chinese edition", "read in a copy of the Chinese edition"),
         ("same contribution as the other rows of this fund_id, do not add up", "the contribution that the other reports of this fund speak of"),
         ("same contribution, do not add up", "the contribution that the other reports of this fund speak of"),
         ("check whether TCP", "whether it belongs to the Technical Cooperation Programme is not stated"),
         ("TUN JOR SAU LBN MAR SYR YEM", "Tunisia, Jordan, Saudi Arabia, Lebanon, Morocco, Syria and Yemen"),
         ("BGD EGY UZB (named), WSM (named) and LSO (inferred)", "Bangladesh, Egypt, Uzbekistan and Samoa (named) and Lesotho (inferred)"),
         ("BLZ and JAM", "Belize and Jamaica"),
         ("INFERRED by elimination: the page lists vanilla and PNG but does not link them; verify",
          "inferred: the page lists vanilla and Papua New Guinea but does not link them"), ("; verify", ""))
Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    """Rows of one file, as text, in file order."""
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def deliveries(folder: Path) -> list[dict[str, Rows]]:
    """What each delivery brought, oldest first: new rows by `group/name`.

    A delivery is a folder named by the day of its compilation. It may repeat rows of earlier ones: a row counts once, where it
    first came, and carries that day as `compiled_on`. A row that a later delivery leaves out stays received.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    brought = []
    for day in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = {f"{path.parent.name}/{path.stem}": read(path) for path in sorted(day.glob("*/*.csv"), key=_last_corrections)}
        brought.append({name: _worded(_new(name, rows, seen), day.name) for name, rows in files.items()})
        seen |= Counter((name, *row.values()) for name, rows in files.items() for row in rows)
    return brought


def _last_corrections(path: Path) -> tuple[bool, Path]:
    """Corrections after what they correct: an address that only they bring is numbered last."""
    return path.parent.name == "corrections", path


def _new(name: str, rows: Rows, seen: Counter[tuple[str, ...]]) -> Rows:
    left, fresh = Counter(seen), []
    for row in rows:
        said = (name, *row.values())
        if left[said] > 0:
            left[said] -= 1
        else:
            fresh.append(row)
    return fresh


def _worded(rows: Rows, compiled_on: str) -> Rows:
    return [{column: named(text) if column in ("note", "evidence") else text for column, text in row.items()}
            | {"compiled_on": compiled_on} for row in rows]


def named(remark: str) -> str:
    """A remark with the names of TEXTS."""
    for inside, outside in TEXTS:
        remark = remark.replace(inside, outside)
    return remark


def write(folder: Path, name: str, rows: Rows) -> None:
    """Write one table. Columns are those of the first row; every row must have exactly them."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    writer.writerows(rows)
    put(folder / f"{name}.csv", out.getvalue().encode())


def numbered(prefix: str, key: str, rows: Rows, width: int = 3) -> Rows:
    """The same rows with a key column in front: `FG-001`, `FG-002`, ... A key stays as long as new rows come after the old ones."""
    return [{key: f"{prefix}-{number:0{width}d}", **row} for number, row in enumerate(rows, 1)]
