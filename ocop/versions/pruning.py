"""The library stays of a size: old versions go, never the one being read, never the last few or those of the last day."""

import os
import shutil
import time
from pathlib import Path

from ocop import library as reading
from ocop.versions import disk, ledger, roles
from ocop.versions.locking import lock

LEAST = 5  # versions that stay whatever is asked
YOUNG = 86_400.0  # seconds for which a version stays


def prune(library: Path, who: roles.Actor, keep: int = LEAST, clock=time.time) -> list[str]:
    """Remove all but the newest `keep` versions (five at least), those younger than a day and the current one; the names of what went. A reader
    of one that goes keeps what is open to him. Raises Refused, OSError."""
    subject = roles.require(library, who, "prune")
    with lock(library):
        current = reading.ground(library).version
        old = sorted(reading.names(library), reverse=True)[max(keep, LEAST):]
        gone = [name for name in old if name != current and clock() - made(library / reading.VERSIONS / name) > YOUNG]
        if gone:
            ledger.append(library, subject, "prune", versions=gone)
        for name in gone:
            going = library / reading.VERSIONS / f".{name}.unfinished"
            os.rename(library / reading.VERSIONS / name, going)  # at once no version any more, whatever ends the rest
            shutil.rmtree(going)
        disk.flush(library / reading.VERSIONS)
        return gone


def made(version: Path) -> float:
    """When a version was written; a day in the future, by a clock that was set back since, counts as young."""
    try:
        return (version / reading.MANIFEST).stat().st_mtime
    except OSError:
        return 0.0
