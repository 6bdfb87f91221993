"""A copy of the files that a version is built from, taken before anything is read.

The folder may change while it is checked. The copy cannot: its fingerprint is that of the bytes that were checked and
built, and a download hands out the files of the version that the page shows, also when the folder has moved on.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocop.contracts import Problem, limits
from ocop.store.fingerprints import TooLarge, is_read, kind_of, listed, regular, stamps, unreadable
from ocop.store.keeping import unfinished
from ocop.store.version import DataProblems

TURNS = 4  # a folder that changed during each of these copies is not quiet yet
PAUSE = 0.25  # seconds between them


def received_of(file: Path) -> Path:
    """Where the files of a built version are kept."""
    return file.with_suffix(".received")


@contextmanager
def copied(folder: Path, file: Path) -> Iterator[Path]:
    """The input files of a folder as they were at one moment, beside the file that will be built. Raises DataProblems for what
    cannot be read or does not hold still, OSError where the copy cannot be written."""
    for turn in range(TURNS):
        with unfinished(file) as copy:
            before = stamps(folder)
            copy_all(folder, copy)
            if stamps(folder) == before:
                yield copy
                return
        time.sleep(PAUSE * turn)
    raise DataProblems([Problem(folder.name, None, None, None, "changing", "Wait until the copy has ended.",
                                says="is being changed while it is read")], "changing")


def copy_all(folder: Path, copy: Path) -> None:
    """Every input with its bytes; what the check refuses by its name by that name only."""
    copy.mkdir()
    problems = []
    for path in listed(folder):
        if path.parent != folder:  # the vocabulary
            continue
        if not is_read(path):
            (copy / path.name).touch()
            continue
        try:
            take(path, copy / path.name)
        except Unread as unread:
            problems.append(unreadable(path.name, unread.error))
    if problems:
        raise DataProblems(problems, kind_of(problems))


class Unread(Exception):
    """A file of the folder gave no bytes: not to be mixed up with a copy that cannot be written."""

    def __init__(self, error: OSError):
        super().__init__(str(error))
        self.error = error


def take(path: Path, copy: Path) -> None:
    """The bytes of one file."""
    with opened(path) as received, open(copy, "wb") as out:
        while part := bytes_of(received):
            out.write(part)
            if out.tell() > limits.FILE_BYTES:  # it grows while it is read
                raise Unread(TooLarge(0, f"grew beyond {limits.FILE_BYTES // 1_000_000:,} MB while it was read"))


def opened(path: Path):
    """A plain file of the folder. Raises Unread."""
    try:
        return regular(path)
    except OSError as error:
        raise Unread(error) from error


def bytes_of(received) -> bytes:
    """The next megabyte. Raises Unread."""
    try:
        return received.read(1_048_576)
    except OSError as error:
        raise Unread(error) from error
