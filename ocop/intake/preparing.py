"""The next version before anybody agrees to it: the rows of a submission on top of the served version, checked, built, and held against it.

What is published is exactly what was looked at: the prepared folder, by its fingerprint, on the version that it was made from.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ocop import library as reading
from ocop.intake import ladder
from ocop.intake.effect import Effect, effect
from ocop.store import Store, cache_folder, fingerprint, open_store
from ocop.texts import _
from ocop.versions import StaleBase, Version, roles

FOLDER = "candidates"  # in the cache
KEPT = 8


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
    folder = room(f"{served.version}-{number}")
    ladder.built(library, ladder.rows_of(library, mine), folder)
    opened = open_store(folder)
    put_built(opened, folder)
    found = effect(served, opened)
    return Prepared(number, served.version, folder, opened.fingerprint, found)


def room(name: str) -> Path:
    """A new folder of that name for a candidate; the oldest of the others go."""
    place = cache_folder() / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    others = sorted((path for path in place.iterdir() if path.name != name), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in [place / name, *others[KEPT:]]:
        shutil.rmtree(old, ignore_errors=True)
    return place / name


def put_built(opened: Store, folder: Path) -> None:
    """The database beside the tables that it was built from: a publication takes it over instead of building it once more."""
    (folder / reading.BUILT).mkdir()
    for end in (".duckdb", ".sha256", ".notices"):
        shutil.copyfile(opened.file.with_suffix(end), folder / reading.BUILT / f"{opened.fingerprint[:16]}{end}")


def publish(library: Path, who: roles.Actor, prepared: Prepared, confirmed: Mapping[str, str]) -> Version:
    """Publish what was looked at. Raises as `ladder.publish`, and NotNow where the folder is not what was looked at any more."""
    if not prepared.folder.is_dir() or fingerprint(prepared.folder) != prepared.mark:
        raise ladder.NotNow(_("The effect was looked at too long ago. Look at it again, then confirm anew."))
    return ladder.publish(library, who, prepared.number, prepared.base, confirmed, prepared.findings, prepared.folder)
