"""A version with some more rows: the folder of the next version, before anybody has agreed to it.

Rows are only ever added. A row with the key of one on record corrects it from the day on which it became known, as everywhere in the record.
"""

import csv
import io
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from ocop.contracts import Contract, read_contract
from ocop.contracts.contract import WITHDRAWN
from ocop.contracts.files import data_files, files_of
from ocop.contracts.header import folded
from ocop.contracts.textfile import head_of
from ocop.intake.onrecord import Row, rows_of

LEFT_BEHIND = ("manifest.json",)  # speaks of the version that is left


class NoSuchTable(ValueError):
    """Rows for a table that the base has no contract for."""


def candidate(base: Path, rows: Mapping[str, list[Row]], into: Path) -> dict[str, list[int]]:
    """Write the base with the rows added to a new folder; the line on which each of them begins, by table. Raises NoSuchTable, OSError."""
    into.mkdir(parents=True)
    for path in data_files(base):
        if path.is_file() and path.name not in LEFT_BEHIND:
            shutil.copyfile(path, into / path.name)
    return {table: added(into, table, new) for table, new in rows.items() if new}


def added(folder: Path, table: str, new: list[Row]) -> list[int]:
    """Add rows at the end of the file of a table. The file keeps its bytes, unless it has no column for one of the cells."""
    try:
        file, promised = files_of(folder, table)
    except StopIteration as error:
        raise NoSuchTable(f"{table} is no table of this version") from error
    contract = read_contract(promised)
    head = [folded(name, contract) for name in head_of(file, contract)[0]] if is_plain(file, contract) else []
    if not head or any(value and name not in head for row in new for name, value in row.items()):
        file, head = rewritten(file, contract)
    with open(file, "r+b") as out:
        before = out.read()
        lines = before.count(b"\n") + (0 if before.endswith(b"\n") else 1)
        out.write(b"" if before.endswith(b"\n") else b"\n")
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([[row.get(name, "") for name in head] for row in new])
        out.write(text.getvalue().encode())
    return counted(lines, new, head)


def counted(lines: int, new: Iterable[Row], head: list[str]) -> list[int]:
    """The line on which each of the added rows begins: a cell may hold line breaks."""
    starts = []
    for row in new:
        starts.append(lines + 1)
        lines += 1 + sum(row.get(name, "").count("\n") for name in head)
    return starts


def is_plain(file: Path, contract: Contract) -> bool:
    """Whether rows can be put behind the bytes of a file: UTF-8 with commas and plain line ends."""
    if file.suffix.casefold() != ".csv":
        return False
    data = file.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\r" not in data and data[:4].lower() != b"sep=" and head_of(file, contract)[1] == ","


def rewritten(file: Path, contract: Contract) -> tuple[Path, list[str]]:
    """The table as a plain CSV file with every column of its contract, in place of what it was."""
    rows = rows_of(file.parent, contract)
    head = [name for name in contract.columns if name != WITHDRAWN.name] + [WITHDRAWN.name] * (WITHDRAWN.name in contract.columns)
    plain = file.with_name(f"{contract.name}.csv")
    for other in {file, file.with_name(file.name + ".sha256")} - {plain}:
        other.unlink(missing_ok=True)
    with open(plain, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([[row[name] for name in head] for row in rows])
    return plain, head
