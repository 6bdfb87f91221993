"""What stands in the cache: built files, each with its hash, the notices of its check and the files that it was built from.

Nothing that stands there is believed: a note that is damaged counts as none, and whatever is in the way is removed.
"""

import hashlib
import itertools
import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from ocop.contracts import Problem
from ocop.home import PACKAGE
from ocop.store.rules import CHECKS

RULES = PACKAGE / "contracts"
HERE = Path(__file__).resolve().parent
NOTE_BYTES = 20_000_000  # a longer note was not written by this room
UNFINISHED = ".unfinished"

_turn = itertools.count()
_begun: set[str] = set()


@contextmanager
def unfinished(file: Path) -> Iterator[Path]:
    """A place beside a file, for what will become it; whatever is left there at the end is removed."""
    place = file.with_name(f"{file.stem}.{os.getpid()}.{threading.get_ident()}-{next(_turn)}{UNFINISHED}")
    _begun.add(place.name)
    try:
        yield place
    finally:
        remove(place)
        remove(place.with_name(place.name + ".wal"))
        _begun.discard(place.name)


def is_begun(name: str) -> bool:
    """Whether this process is working on an unfinished file of that name."""
    return name.removesuffix(".wal") in _begun


def put(unfinished: Path, file: Path) -> None:
    """Put a finished file or folder in place in one step; what stands in its way and cannot be replaced goes first."""
    if file.is_dir() or unfinished.is_dir():
        remove(file)
    os.replace(unfinished, file)


def remove(path: Path) -> None:
    """A file, link or folder; nothing where there is none. OSError where it stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def rules_mark() -> str:
    """SHA-256 over the code, the lists and the rules across tables that check a folder, and over this room, which builds the file."""
    total = hashlib.sha256()
    rules = sorted(path for path in RULES.glob("*") if path.suffix in (".py", ".csv"))
    for path in [*rules, *sorted(HERE.glob("*.py")), *sorted(CHECKS.glob("*.sql"))]:
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def keep_notices(file: Path, notices: list[Problem]) -> tuple[Problem, ...]:
    """Write what a check found beside the built file; the next start reads it instead of checking again."""
    with unfinished(file) as note:
        note.write_text(json.dumps({"rules": rules_mark(), "notices": [asdict(notice) for notice in notices]}), encoding="utf-8")
        put(note, file.with_suffix(".notices"))
    return tuple(notices)


def kept_notices(file: Path) -> tuple[Problem, ...] | None:
    """The notices of the check that this file was built from; None where there was none under the rules of today."""
    try:
        kept = json.loads(note(file.with_suffix(".notices")).decode())
        return tuple(notice(one) for one in kept["notices"]) if kept["rules"] == rules_mark() else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, MemoryError):
        return None


def notice(kept: dict) -> Problem:
    """One notice as it was kept. TypeError where a part of it is not of its kind."""
    problem = Problem(**kept)
    if not isinstance(problem.row, int | None) or not all(
            isinstance(part, str) for part in (problem.file, problem.rule, problem.advice, problem.level, problem.says)):
        raise TypeError(kept)
    return problem


def note(path: Path) -> bytes:
    """The bytes of a small file. OSError for one that is no file or too long to have been written here."""
    if not path.is_file() or path.stat().st_size > NOTE_BYTES:
        raise OSError(0, "is no note")
    return path.read_bytes()


def is_whole(file: Path) -> bool:
    """True where the built file exists and still has the hash it was built with."""
    try:
        mark = note(file.with_suffix(".sha256")).decode("ascii").strip()
        if not file.is_file():
            return False
        with open(file, "rb") as built:
            return hashlib.file_digest(built, "sha256").hexdigest() == mark
    except (OSError, ValueError):
        return False
