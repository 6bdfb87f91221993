"""A publication, step by step. Whatever ends it before the pointer is replaced leaves the version before as it was; after it, the new one is
there and whole. What an ended one left behind is cleared by the next."""

import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ocop import library as reading
from ocop.contracts import Problem
from ocop.store.fingerprints import fingerprint
from ocop.store.folders import data_folder
from ocop.store.keeping import is_whole, kept_notices
from ocop.store.opening import built_from, checked, told_as_no_room
from ocop.store.received import copy_all
from ocop.store.version import DataProblems
from ocop.texts import _
from ocop.versions import disk, ledger, roles
from ocop.versions.locking import lock

log = logging.getLogger("ocop.versions")

STEPS = ("asked", "locked", "cleared", "tables copied", "tables read", "built", "papers copied", "folder synced", "manifest written",
         "manifest synced", "renamed", "versions synced", "pointer written", "pointer replaced", "library synced", "told")
OWN = ("counter", "base", "by", "at", "why", "act", "ledger", "files")  # words of a manifest; what else stands in it was told to the ledger
PAPERS = "reports"  # in a version: reports that were closed, carried on from version to version byte for byte
UNFINISHED = ".unfinished"
step: Callable[[str], None] = lambda name: None  # what a test puts here ends a publication after any of its steps  # noqa: E731
Build = Callable[[Path, Path], None]


class StaleBase(Exception):
    """Another version was published since the one that the change was made from and confirmed against."""

    def __init__(self, base: str, current: str):
        super().__init__(_("The change was confirmed against version {base}, and version {current} is served by now. Look at its effect again, "
                           "then confirm anew.").format(base=base, current=current))
        self.base, self.current = base, current


@dataclass(frozen=True)
class Version:
    """One version: its name, what its manifest says, whether it is the one being read, and what is wrong with it."""

    name: str
    folder: Path
    told: dict[str, Any]
    is_current: bool = False
    flaw: str = ""


def library_here(named: Path | None = None) -> Path:
    """The library that is named, else the one that OCOP_DATA names. OSError with a sentence where it is none."""
    place = named or data_folder()
    if not reading.is_library(place):
        raise OSError(_("{place} is no library of versions. Name one, or begin one with `versions LIBRARY --start FOLDER`.").format(place=place))
    return place


def versions(library: Path) -> list[Version]:
    """All versions, newest first."""
    try:
        current = reading.pointed(library)
    except ValueError:
        current = ""
    found = []
    for name in reversed(reading.names(library)):
        folder, flaw = library / reading.VERSIONS / name, reading.flaw(library / reading.VERSIONS / name)
        try:
            told = reading.manifest(folder)
        except (OSError, ValueError):
            told = {}
        found.append(Version(name, folder, told, name == current, flaw))
    return found


def start(library: Path, tables: Path, who: roles.Actor, why: str = "", build: Build | None = None) -> Version:
    """Make a library with its first version out of a plain folder, which stays as it is. OSError where one stands there already."""
    if reading.is_library(library) and reading.names(library):
        raise OSError(_("{library} is a library of versions already.").format(library=library))
    if library.exists() and any(entry.name not in (reading.VERSIONS, "lock", roles.FOLDER, ledger.FILE, ledger.HEAD) for entry in library.iterdir()):
        raise OSError(_("{library} holds other files. Name a new folder.").format(library=library))
    (library / reading.VERSIONS).mkdir(parents=True, exist_ok=True)
    roles.lay_down(library)
    return publish(library, tables, "", who, why or _("The first version"), act="start", build=build)


def roll_back(library: Path, number: int, who: roles.Actor, why: str = "", build: Build | None = None) -> Version:
    """Publish what an earlier version held once more, as a new version: the counter only goes up, and what was rolled back stays on record."""
    found = next((one for one in versions(library) if reading.counter(one.name) == number), None)
    if found is None:
        raise OSError(_("There is no version {number}. `versions` lists those that are kept.").format(number=number))
    if found.flaw:
        raise OSError(_("Version {name} {flaw}: it cannot be rolled back to.").format(name=found.name, flaw=found.flaw))
    return publish(library, found.folder, reading.ground(library).version, who, why or _("Back to version {number}").format(number=number),
                   act="roll back", build=build, told={"restores": found.name})


def publish(library: Path, candidate: Path, base: str, who: roles.Actor, why: str, *, act: str = "publish", papers: Mapping[str, bytes] | None = None,
            told: Mapping[str, Any] | None = None, build: Build | None = None) -> Version:
    """Publish the tables of a folder as the next version. Raises Refused, StaleBase, DataProblems, and OSError where the disk does not take it;
    then nothing has changed. `papers` are files that are kept under the version beside those that the base had."""
    subject = roles.require(library, who, act)
    step("asked")
    with lock(library):
        step("locked")
        roles.require(library, who, act)  # it may have been taken back while another one was writing
        current = served(library)
        if base != current:
            raise StaleBase(base, current)
        clear(library, current)
        settle(library)
        step("cleared")
        number = max((reading.counter(name) for name in [*reading.names(library), current] if name), default=0) + 1
        stage = library / reading.VERSIONS / f".{number:06d}{UNFINISHED}"
        try:
            fill(stage, candidate, library / reading.VERSIONS / current if current else None, papers or {}, build or ready)
            manifest = {"counter": number, "base": current, "by": subject, "at": ledger.now(), "why": why, "act": act, "ledger": ledger.head(library),
                        **(told or {}), "files": {name: reading.hashed(stage / name) for name in reading.files(stage)}}
            name = name_and_keep(stage, manifest)
            os.rename(stage, library / reading.VERSIONS / name)
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise
        step("renamed")
        try:
            disk.flush(library / reading.VERSIONS)
            step("versions synced")
            point(library, name)
        except OSError:
            shutil.rmtree(library / reading.VERSIONS / name, ignore_errors=True)  # nobody was led to it
            raise
        with told_later():
            disk.flush(library)
            step("library synced")
        with told_later():
            ledger.append(library, subject, act, version=name, base=current, why=why, **(told or {}))
        step("told")
        return Version(name, library / reading.VERSIONS / name, manifest, True)


@contextmanager
def told_later() -> Iterator[None]:
    """Readers have the version by now: a disk that takes no more does not undo that, and the next act makes up for a missing line (`settle`)."""
    try:
        yield
    except OSError as wrong:
        log.error("readers have the new version, and the disk took no more: %s", wrong)


def served(library: Path) -> str:
    """The version that readers get, whatever the pointer says; empty where there is none yet."""
    return reading.ground(library).version


def clear(library: Path, current: str) -> None:
    """Remove what ended publications left: folders without a name, and versions that no pointer ever named, which are newer than the current."""
    for entry in list(os.scandir(library / reading.VERSIONS)):
        if entry.name.endswith(UNFINISHED):
            shutil.rmtree(entry.path)
    try:
        is_pointed = reading.pointed(library) == current
    except ValueError:
        is_pointed = not current
    for name in reading.names(library):
        if is_pointed and (not current or reading.counter(name) > reading.counter(current)):
            shutil.rmtree(library / reading.VERSIONS / name)
    for left in library.glob(f".*{UNFINISHED}"):
        left.unlink()


def settle(library: Path) -> None:
    """Have the ledger tell of a version that was pointed to by a process that was ended before it could."""
    known = {entry.about.get("version") for entry in ledger.entries(library)}
    for name in reading.names(library):
        if name not in known:
            told = reading.manifest(library / reading.VERSIONS / name)
            more = {word: value for word, value in told.items() if word not in OWN}
            ledger.append(library, str(told.get("by")), str(told.get("act", "publish")), version=name, base=told.get("base"), why=told.get("why"),
                          told_late=True, **more)


def fill(stage: Path, candidate: Path, before: Path | None, papers: Mapping[str, bytes], build: Build) -> None:
    """Tables, what is built from them, and papers, in a folder that nobody reads yet, written out."""
    copy_all(candidate, stage)
    step("tables copied")
    mark = fingerprint(stage)
    step("tables read")
    (stage / reading.BUILT).mkdir()
    build(candidate, stage / reading.BUILT / f"{mark[:16]}.duckdb")
    step("built")
    if before and (before / PAPERS).is_dir():
        shutil.copytree(before / PAPERS, stage / PAPERS)
    for name, content in papers.items():
        (stage / PAPERS / name).parent.mkdir(parents=True, exist_ok=True)
        disk.write(stage / PAPERS / name, content)
    step("papers copied")
    for name in reading.files(stage):
        disk.freeze(stage / name)
    disk.flush_all(stage)
    step("folder synced")


def name_and_keep(stage: Path, manifest: dict) -> str:
    """Write the manifest; the name that its hash gives the version."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    disk.write(stage / reading.MANIFEST, text)
    disk.freeze(stage / reading.MANIFEST)
    step("manifest written")
    disk.flush(stage)
    step("manifest synced")
    return f"{manifest['counter']:06d}-{sha256(text).hexdigest()[:12]}"


def point(library: Path, name: str) -> None:
    """Lead readers to a version, in one step."""
    begun = library / f".{reading.POINTER}{UNFINISHED}"
    begun.unlink(missing_ok=True)
    disk.write(begun, f"{name}\n".encode("ascii"))
    step("pointer written")
    os.replace(begun, library / reading.POINTER)
    step("pointer replaced")


def ready(candidate: Path, file: Path) -> None:
    """The built database of the tables beside `file`'s folder: that of the candidate where it is a version that was built under the rules of
    today, else checked and built now. Raises DataProblems."""
    stage = file.parent.parent
    known = candidate / reading.BUILT / file.name
    if kept_notices(known) is not None and is_whole(known):
        for end in (".duckdb", ".sha256", ".notices"):
            shutil.copyfile(known.with_suffix(end), file.with_suffix(end))
        return
    mark = fingerprint(stage)
    with told_as_no_room():
        built_from(checked(stage, mark), file, mark)


def problems(candidate: Path) -> list[Problem]:
    """What keeps a folder from being published, without publishing it."""
    try:
        checked(candidate, fingerprint(candidate))
    except DataProblems as broken:
        return broken.problems
    return []
