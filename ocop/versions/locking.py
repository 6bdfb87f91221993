"""One writer of a library at a time, over processes; the system lets go of the lock of a process that ended in whatever way."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "lock"
PATIENCE = 60.0  # seconds to wait for another writer
PAUSE = 0.05


class Busy(OSError):
    """Another writer has had the library for too long."""

    def __init__(self, library: Path):
        super().__init__(f"{library}: another process is writing to the library. Wait until it has ended, then try again.")


_mine = threading.RLock()
_held: dict[str, int] = {}


@contextmanager
def lock(library: Path, patience: float = PATIENCE) -> Iterator[None]:
    """The right to write, for the time of the block; the same thread may ask again. Raises Busy, and OSError where the place takes no file."""
    name = os.path.realpath(library)
    if not _mine.acquire(timeout=patience):
        raise Busy(library)
    try:
        if _held.get(name):
            yield
            return
        handle = os.open(library / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            end = time.monotonic() + patience
            while not _taken(handle):
                if time.monotonic() > end:
                    raise Busy(library)
                time.sleep(PAUSE)
            _held[name] = 1
            try:
                yield
            finally:
                del _held[name]
        finally:
            os.close(handle)
    finally:
        _mine.release()


def _taken(handle: int) -> bool:
    """Take the lock of an open file if nobody has it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
