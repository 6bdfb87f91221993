"""The received files as a test reads them: the newest delivery holds all rows, but those that it replaced.

This reads the files again and on purpose shares nothing with the compilation.
"""

import csv

from ocop.store import ROOT

RECEIVED = ROOT / "data" / "received"
DELIVERIES = sorted(path.name for path in RECEIVED.iterdir() if path.is_dir())


def delivered(day: str, name: str) -> list[dict[str, str]]:
    """Rows of one file of one delivery, in file order."""
    with open(RECEIVED / day / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rows_of(name: str) -> list[dict[str, str]]:
    """Every row ever received under this name, once: the newest file, then what older ones say that it does not."""
    newest = delivered(DELIVERIES[-1], name)
    return newest + [row for day in DELIVERIES[:-1] for row in delivered(day, name) if row not in newest]
