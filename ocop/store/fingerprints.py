"""What a version is made of: its input files, the hash over them, and the cheap look that tells whether they changed."""

import hashlib
import os
import stat
from functools import lru_cache
from itertools import islice
from pathlib import Path

import duckdb

from ocop.contracts import Problem, limits
from ocop.contracts.files import crowded, is_crowded, is_foreign, is_left_alone, kind
from ocop.store.folders import ROOT
from ocop.store.version import DataProblems

MODELS = ROOT / "queries" / "models"
KINDS = (".csv", ".parquet", ".toml", ".sha256")
MARKER = "ILLUSTRATIVE"  # a file of this name says that the data are made up
LICENCE = "LICENSE.md"  # and one of this name whose they are: it goes out with them


def is_input(name: str) -> bool:
    """Whether a file of this name decides what a store holds."""
    return not is_left_alone(name) and (name in (MARKER, LICENCE) or kind(Path(name)) in KINDS)


@lru_cache(4096)  # asked of every file at every look at a folder
def is_judged(name: str) -> bool:
    """Whether a file of this name decides anything: by its bytes, or by being there, since the check refuses some by their name."""
    return is_input(name) or is_foreign(name)


def model_files() -> list[Path]:
    """The vocabulary of the queries, by subject, in the order in which it is read."""
    return sorted(MODELS.glob("*.sql"))


def vocabulary() -> str:
    """All macros and laid-down tables as one text of SQL statements."""
    return "\n".join(path.read_text(encoding="utf-8") for path in model_files())


def inputs(folder: Path) -> list[Path]:
    """The files that decide what a store holds: tables, contracts, models."""
    return [*sorted(path for path in folder.glob("*") if is_input(path.name)), *model_files()]


def fingerprint(folder: Path) -> str:
    """SHA-256 over names and bytes of all inputs, names of the files that the check refuses by their name, and the storage version of
    DuckDB, as 64 hex digits.

    Raises DataProblems for what cannot be read: a missing folder, and every file that is none or gives no bytes.
    """
    total, problems = hashlib.sha256(f"duckdb {duckdb.__version__}".encode()), []
    for path in listed(folder):
        if not is_read(path):
            total.update(os.fsencode(path.name) + b"\0")
            continue
        try:
            with regular(path) as file:
                total.update(os.fsencode(path.name) + hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            problems.append(unreadable(path.name, error))
    if problems:
        raise DataProblems(problems, kind_of(problems))
    return total.hexdigest()


def listed(folder: Path) -> list[Path]:
    """`inputs` and the files that are refused by their name; or the problem that there is no folder to list, or a name that no reader
    could be shown."""
    try:
        if not folder.is_dir():
            raise FileNotFoundError
        if is_crowded(folder):
            raise DataProblems([crowded(folder.name)])
        found = [*inputs(folder), *sorted(path for path in folder.iterdir() if is_foreign(path.name))]
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        says = "is no folder" if missing else f"cannot be listed ({reason(error)})"
        raise DataProblems([Problem(folder.name, None, None, None, "missing folder", "Name the folder that holds the tables.", says=says)],
                           "missing" if missing else "unreadable") from error
    if wrong := [path.name for path in found if not is_utf8(path.name)]:
        raise DataProblems([Problem(name.encode("utf-8", "backslashreplace").decode(), None, None, None, "name", "Rename it.",
                                    says="has a name that is not UTF-8") for name in wrong], "unreadable")
    return found


def is_read(path: Path) -> bool:
    """Whether the bytes of a listed file matter; else its name alone does."""
    return not is_foreign(path.name)


def is_utf8(name: str) -> bool:
    """Whether a name was made of UTF-8; other bytes come as surrogates, which nothing can print."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


class TooLarge(OSError):
    """A file that the check would refuse for its size: it is neither read nor copied."""


def regular(path: Path):
    """A plain file, open for its bytes. OSError for a folder, a pipe (which would be waited for without end), a dangling link; TooLarge."""
    known = path.stat()
    if not stat.S_ISREG(known.st_mode):
        raise OSError(0, "is no file")
    if known.st_size > limits.FILE_BYTES:
        raise TooLarge(0, f"is larger than {limits.FILE_BYTES // 1_000_000:,} MB")
    return open(path, "rb")


def kind_of(problems: list[Problem]) -> str:
    """One word for a monitor: what is too large can be read, and breaks a rule."""
    return "broken" if all(problem.rule == "file too large" for problem in problems) else "unreadable"


def unreadable(name: str, error: OSError) -> Problem:
    """The problem of a file that gives no bytes, without the path that stands in the error."""
    if isinstance(error, TooLarge):
        return Problem(name, None, None, None, "file too large", "Split the table, or give it as Parquet.", says=str(error.strerror))
    return Problem(name, None, None, None, "unreadable file", "Put a readable file in its place, or take it out.",
                   says=f"cannot be read ({reason(error)})")


def reason(error: OSError) -> str:
    """What the system says, without the path."""
    return error.strerror or type(error).__name__


def stamps(folder: Path) -> tuple:
    """Names, sizes, times and places of the files that decide anything: cheap to compare at every run. It never raises: what cannot be
    looked at is part of the answer."""
    try:
        with os.scandir(folder) as entries:
            names = list(islice(entries, limits.FILES + 1))
    except OSError as error:
        return (folder, type(error).__name__)
    if len(names) > limits.FILES:
        return (folder, _stamp(str(folder)))  # it is refused for their number, whatever is in them
    paths = [entry.path for entry in names if is_judged(entry.name)]
    return (folder, _stamp(str(folder))[-2:], *sorted(map(_stamp, [*paths, *map(str, model_files())])))


def _stamp(path: str) -> tuple:
    try:
        found = os.stat(path)
    except OSError as error:
        return (path, type(error).__name__)
    size = found.st_size if stat.S_ISREG(found.st_mode) else -1
    return (path, size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)
