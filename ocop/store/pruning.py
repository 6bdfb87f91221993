"""The cache stays small: the five versions that were used last, those that somebody reads, and no left-overs."""

import logging
import os
import time
from pathlib import Path

import duckdb

from ocop.store.keeping import UNFINISHED, is_begun, remove
from ocop.store.last_good import LAST, is_of_none
from ocop.store.version import OPEN

log = logging.getLogger("ocop.store.pruning")

KEPT = 5
BESIDE = (".sha256", ".notices", ".received", ".record-zip", ".tables-zip")
ALONE = 3_600.0  # seconds after which an unfinished file of another living process counts as left


def prune(place: Path, keep: int = KEPT) -> list[str]:
    """Remove the versions that were used longest ago, and what belongs to none; returns the names of the files that went."""
    files = sorted(place.glob("*.duckdb"), key=last_use, reverse=True)
    gone = [file.name for file in files[keep:] if not is_read(file) and forget(file)]
    for path in list(place.iterdir()):
        version = path.with_suffix(".duckdb")
        if path.suffix in BESIDE and not version.exists() and not serves(version):
            try_remove(path)
        if path.suffix == LAST and is_of_none(path):
            try_remove(path)
    return gone


def last_use(file: Path) -> float:
    """When a version was opened or built last."""
    for path in (file.with_suffix(".sha256"), file):
        try:
            return path.stat().st_mtime
        except OSError:
            continue
    return 0.0


def serves(file: Path) -> bool:
    """Whether this process reads from the file."""
    return any(store.file == file for store in list(OPEN))


def is_read(file: Path) -> bool:
    """Whether this process or another one reads from the file: DuckDB locks what it has open."""
    if serves(file):
        return True
    try:
        duckdb.connect(file).close()
    except duckdb.Error as error:
        return "set lock" in str(error) or "used by another process" in str(error)
    return False


def forget(file: Path) -> bool:
    """Remove a version and what belongs to it; the notes go first, because without them nobody opens the file."""
    gone = [try_remove(path) for path in (*(file.with_suffix(end) for end in BESIDE), file)]  # each is tried, whatever the others do
    return all(gone)


def try_remove(path: Path) -> bool:
    """Remove; False and a line in the log where the system refuses."""
    try:
        remove(path)
    except OSError as error:
        log.warning("a file of the cache could not be removed: %s", error)
        return False
    return True


def sweep(place: Path) -> None:
    """Remove the left-overs of processes that ended in the middle of a build."""
    for path in list(place.iterdir()):
        if UNFINISHED in path.suffixes and not is_begun(path.name) and is_left(path):
            try_remove(path)


def is_left(path: Path) -> bool:
    """Whether nobody will finish it: its process is gone, or is this one, which knows its own, or has not written for an hour."""
    parts = path.name.split(".")
    maker = next((int(part) for part in parts[1:] if part.isdecimal()), os.getpid())
    if maker == os.getpid() or not lives(maker):
        return True
    try:
        return time.time() - path.stat().st_mtime > ALONE
    except OSError:
        return True


def lives(process: int) -> bool:
    """Whether a process of this number runs. Windows has no harmless way to ask: there it may, for an hour."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
