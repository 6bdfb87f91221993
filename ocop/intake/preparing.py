"""The next version before anybody agrees to it: the rows of a submission on top of the served version, checked, built, and held against it.

What is published is exactly what was looked at: the prepared folder, by its fingerprint, on the version that it was made from.
"""

import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ocop import library as reading
from ocop.intake import ladder
from ocop.intake.effect import Effect, effect
from ocop.store import Store, fingerprint, open_apart
from ocop.texts import _
from ocop.versions import StaleBase, Version, roles

START = "ocop-candidate-"  # of the name of a temporary folder, then the number of the process
_LEFT = re.compile(rf"{START}([0-9]+)-.*")


@dataclass(frozen=True, eq=False)
class Prepared:
    """A candidate, and its effect on the version that it was made from."""

    number: str
    base: str
    folder: Path
    mark: str
    effect: Effect

    @property
    def findings(self) -> dict[str, str]:
        """What somebody has to confirm, in words, by number."""
        return {one.id: one.words for one in self.effect.findings}


def prepare(library: Path, who: roles.Actor, number: str, served: Store) -> Prepared:
    """Make the candidate of a submission and look at its effect. Raises Refused, NotNow, StaleBase, DataProblems, QueryTooSlow, OSError."""
    mine = ladder.one(library, number)
    roles.require(library, who, "see", mine.region, mine.country)
    if served.version != reading.ground(library).version:
        raise StaleBase(served.version, reading.ground(library).version)
    room = Path(tempfile.mkdtemp(prefix=f"{START}{os.getpid()}-"))
    try:
        folder = ladder.built(library, ladder.rows_of(library, mine), room / "tables")
        opened = open_apart(folder, room / "made")
        with closing(opened.connection):
            found = effect(served, opened)
        put_built(opened, folder)
        shutil.rmtree(room / "made", ignore_errors=True)
        made = Prepared(number, served.version, folder, opened.fingerprint, found)
    except BaseException:
        shutil.rmtree(room, ignore_errors=True)
        raise
    weakref.finalize(made, shutil.rmtree, room, ignore_errors=True)  # when its session ends, and when the process does
    return made


def let_go(prepared: Prepared) -> None:
    """Remove what was made for it: it was published, or another one takes its place."""
    shutil.rmtree(prepared.folder.parent, ignore_errors=True)


def sweep() -> None:
    """Remove what processes left that were ended before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{START}*"):
        found = _LEFT.fullmatch(folder.name)
        if found and not is_alive(int(found[1])):
            shutil.rmtree(folder, ignore_errors=True)


def is_alive(process: int) -> bool:
    """Whether another process of this number runs; this one has nothing yet when it asks. Where a system does not tell, it counts as alive."""
    if process == os.getpid():
        return False
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def put_built(opened: Store, folder: Path) -> None:
    """The database beside the tables that it was built from: a publication takes it over instead of building it once more."""
    (folder / reading.BUILT).mkdir()
    for end in (".duckdb", ".sha256", ".notices"):
        shutil.copyfile(opened.file.with_suffix(end), folder / reading.BUILT / f"{opened.fingerprint[:16]}{end}")


def publish(library: Path, who: roles.Actor, prepared: Prepared, confirmed: Mapping[str, str]) -> Version:
    """Publish what was looked at. Raises as `ladder.publish`, and NotNow where the folder is not what was looked at any more."""
    if not prepared.folder.is_dir() or fingerprint(prepared.folder) != prepared.mark:
        raise ladder.NotNow(_("The effect was looked at too long ago. Look at it again, then confirm anew."))
    made = ladder.publish(library, who, prepared.number, prepared.base, confirmed, prepared.findings, prepared.folder)
    let_go(prepared)
    return made
