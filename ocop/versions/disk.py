"""Writing so that it is there after a loss of power: each file and each folder that names it is synced, and a file is replaced in one step."""

import logging
import os
import secrets
from contextlib import suppress
from pathlib import Path

log = logging.getLogger("ocop.versions")


def flush(path: Path) -> None:
    """Have the system write out a file, or the names in a folder. Windows has no such call for folders."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_all(folder: Path) -> None:
    """A folder with everything in it."""
    for top, _folders, names in os.walk(folder, topdown=False):
        for name in names:
            flush(Path(top) / name)
        flush(Path(top))


def write(file: Path, content: bytes) -> None:
    """A new file, written out."""
    with open(file, "xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def replace(file: Path, content: bytes) -> None:
    """A file in place in one step: a reader sees what was there or all of what is. Once it is in place nothing is raised any more: a folder
    that cannot be written out is told to the log."""
    begun = file.with_name(f".{file.name}-{secrets.token_hex(4)}.unfinished")
    try:
        write(begun, content)
        os.replace(begun, file)
    finally:
        with suppress(OSError):
            begun.unlink(missing_ok=True)
    try:
        flush(file.parent)
    except OSError as wrong:
        log.error("%s is in place, and its folder could not be written out: %s", file.name, wrong)


def freeze(file: Path) -> None:
    """Read-only from now on; not on Windows, where nobody could remove it any more."""
    if os.name != "nt":
        os.chmod(file, 0o444)
