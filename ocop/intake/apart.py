"""A candidate that was checked and built, in a temporary folder of its own: whoever looks at its effect opens it instead of building it anew.

It lives as long as somebody holds it: a session, a check, an effect that waits to be confirmed. Then its folder goes.
"""

import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ocop.store import Store, fingerprint, open_apart
from ocop.store.opening import kept_version
from ocop.store.pruning import lives

START = "ocop-candidate-"  # of the name of a temporary folder, then the number of the process
_LEFT = re.compile(rf"{START}([0-9]+)-.*")


@dataclass(frozen=True, eq=False)
class Candidate:
    """The tables of a candidate, their fingerprint, and the database that was built from them."""

    folder: Path
    mark: str
    file: Path

    @property
    def room(self) -> Path:
        return self.folder.parent

    def opened(self) -> Store:
        """Its database; whoever opens it closes it. Raises DataProblems where it had to be built anew and could not, OSError."""
        return kept_version(self.file, self.mark) or open_apart(self.folder, self.room / "again")


def made(fill: Callable[[Path], object], known: Candidate | None = None) -> Candidate:
    """What `fill` writes to a new folder, checked and built; the one that is `known` where that holds the same bytes. Raises DataProblems,
    OSError, and what `fill` raises."""
    room = Path(tempfile.mkdtemp(prefix=f"{START}{os.getpid()}-"))
    try:
        fill(room / "tables")
        if known and known.file.is_file() and fingerprint(room / "tables") == known.mark == fingerprint(known.folder):
            shutil.rmtree(room, ignore_errors=True)
            return known
        opened = open_apart(room / "tables", room / "made")
        opened.connection.close()
        found = Candidate(room / "tables", opened.fingerprint, opened.file)
    except BaseException:
        shutil.rmtree(room, ignore_errors=True)
        raise
    weakref.finalize(found, shutil.rmtree, room, ignore_errors=True)  # when its session ends, and when the process does
    return found


def sweep() -> None:
    """Remove what processes left that were ended before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{START}*"):
        found = _LEFT.fullmatch(folder.name)
        if found and (int(found[1]) == os.getpid() or not lives(int(found[1]))):  # this process has nothing yet when it asks
            shutil.rmtree(folder, ignore_errors=True)
