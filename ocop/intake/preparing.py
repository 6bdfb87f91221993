"""The next version before anybody agrees to it: the rows of a submission on top of the served version, checked, built, and held against it.

What is published is exactly what was looked at: the prepared folder, by its fingerprint, on the version that it was made from.
"""

import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ocop import library as reading
from ocop.intake import apart, ladder
from ocop.intake.effect import Effect, effect
from ocop.store import Store, fingerprint
from ocop.texts import _
from ocop.versions import StaleBase, Version, roles


@dataclass(frozen=True, eq=False)
class Prepared:
    """A candidate, and its effect on the version that it was made from."""

    number: str
    base: str
    folder: Path
    mark: str
    effect: Effect
    made: apart.Candidate | None = None  # what is held, as long as this is

    @property
    def findings(self) -> dict[str, str]:
        """What somebody has to confirm, in words, by number."""
        return {one.id: one.words for one in self.effect.findings}


def prepare(library: Path, who: roles.Actor, number: str, served: Store, known: apart.Candidate | None = None) -> Prepared:
    """Make the candidate of a submission and look at its effect. `known`: the one that was built when its file was checked, if it is of the same
    bytes. Raises Refused, NotNow, StaleBase, DataProblems, QueryTooSlow, OSError."""
    mine = ladder.one(library, number)
    roles.require(library, who, "see", mine.region, mine.country)
    if served.version != reading.ground(library).version:
        raise StaleBase(served.version, reading.ground(library).version)
    rows = ladder.rows_of(library, mine)
    made = apart.made(lambda folder: ladder.built(library, rows, folder), known)
    with closing((opened := made.opened()).connection):
        found = effect(served, opened)
    put_built(made)
    return Prepared(number, served.version, made.folder, made.mark, found, made)


def let_go(prepared: Prepared) -> None:
    """Remove what was made for it: it was published, or another one takes its place."""
    shutil.rmtree(prepared.folder.parent, ignore_errors=True)


def put_built(made: apart.Candidate) -> None:
    """The database beside the tables that it was built from: a publication takes it over instead of building it once more."""
    built = made.folder / reading.BUILT
    built.mkdir(exist_ok=True)
    for end in (".duckdb", ".sha256", ".notices"):
        shutil.copyfile(made.file.with_suffix(end), built / f"{made.mark[:16]}{end}")


def publish(library: Path, who: roles.Actor, prepared: Prepared, confirmed: Mapping[str, str]) -> Version:
    """Publish what was looked at. Raises as `ladder.publish`, and NotNow where the folder is not what was looked at any more."""
    if not prepared.folder.is_dir() or fingerprint(prepared.folder) != prepared.mark:
        raise ladder.NotNow(_("The effect was looked at too long ago. Look at it again, then confirm anew."))
    made = ladder.publish(library, who, prepared.number, prepared.base, confirmed, prepared.findings, prepared.folder)
    let_go(prepared)
    return made
