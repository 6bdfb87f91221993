"""Which version a folder gave last: a start on a folder that is broken by then shows what stood there before.

A note beside the built files names the folder, as it was called, and the version. It is believed only where the version is whole and
was checked under the rules of today; a note that is damaged counts as none.
"""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from ocop.store.keeping import note, put, unfinished

LAST = ".last"


def note_of(place: Path, folder: Path) -> Path:
    """Where the last good version of a folder is noted."""
    return place / f"{hashlib.sha256(os.fsencode(named(folder))).hexdigest()[:16]}{LAST}"


def named(folder: Path) -> str:
    """The folder by its whole name. A link keeps its own: it is the same folder to its readers, whatever it leads to."""
    return os.path.abspath(folder)


def keep_last(folder: Path, file: Path, mark: str) -> None:
    """Note the version that a folder gave; nothing where that cannot be written, because all else works without it."""
    text = json.dumps({"folder": os.fsencode(named(folder)).hex(), "file": file.name, "fingerprint": mark})
    kept = note_of(file.parent, folder)
    with suppress(OSError):
        if kept.is_file() and kept.read_bytes() == text.encode():
            return
        with unfinished(kept) as begun:
            begun.write_text(text, encoding="ascii")
            put(begun, kept)


def last_of(place: Path, folder: Path) -> tuple[Path, str] | None:
    """The built file and the fingerprint of the version that a folder gave last; whether they are whole is for the caller to see."""
    try:
        kept = json.loads(note(note_of(place, folder)).decode("ascii"))
        file, mark = place / kept["file"], bytes.fromhex(kept["fingerprint"]).hex()
        is_ours = kept["folder"] == os.fsencode(named(folder)).hex() and file.parent == place and file.name.startswith(mark[:16])
    except (OSError, ValueError, KeyError, TypeError, RecursionError, MemoryError):
        return None
    return (file, mark) if is_ours and len(mark) == 64 else None


def is_of_none(kept: Path) -> bool:
    """Whether the version of a note is gone."""
    try:
        return not (kept.parent / json.loads(note(kept))["file"]).is_file()
    except (OSError, ValueError, KeyError, TypeError, RecursionError, MemoryError):
        return True
