"""A library: folders of data that never change, each a version, and a pointer that names the one to be read. A leaf, like `home`.

    LIBRARY/current                            one line: 000012-3fa9c1d2e4b5
    LIBRARY/versions/000012-3fa9c1d2e4b5/      the tables, what was built from them, and manifest.json with the SHA-256 of each file

A version is named by its counter and by the hash of its manifest, so that nothing in it can change unseen. This room only reads: which
version is meant, and whether it is whole. `ocop.versions` writes.
"""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from ocop.home import ROOT
from ocop.texts import _

POINTER, VERSIONS, MANIFEST = "current", "versions", "manifest.json"
BUILT = "built"  # in a version: the database that was built from its tables, so that readers need not wait for it
NAME = re.compile(r"(\d{6})-([0-9a-f]{12})")
NOTE_BYTES = 20_000_000  # a longer manifest was not written by us


@dataclass(frozen=True)
class Ground:
    """The folder to read from, and why it is not the one that the pointer names; the name of the version where it is one."""

    folder: Path
    fault: str = ""
    version: str = ""


def asked_for() -> Path:
    """The folder that `OCOP_DATA` names, else the shipped public record."""
    return Path(os.environ.get("OCOP_DATA") or ROOT / "data")


def is_library(folder: Path) -> bool:
    """Whether a folder holds versions; one that holds tables beside them is a plain data folder, as ever."""
    try:
        return (folder / VERSIONS).is_dir() and not any(folder.glob("*.toml"))
    except OSError:  # whoever reads the folder is told why he cannot
        return False


def names(library: Path) -> list[str]:
    """The versions that stand in a library, oldest first; unfinished ones are none. OSError where it cannot be listed."""
    return sorted(entry.name for entry in os.scandir(library / VERSIONS) if NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False))


def counter(name: str) -> int:
    """The number of a version."""
    return int(name.partition("-")[0])


def pointed(library: Path) -> str:
    """The version that the pointer names, whether or not it is there. ValueError with a sentence where it names none."""
    try:
        with open(library / POINTER, "rb") as pointer:
            said = pointer.read(100)
    except OSError as wrong:
        raise ValueError(_("the pointer to the current version cannot be read ({reason})").format(reason=wrong.strerror or wrong)) from wrong
    found = NAME.fullmatch(said.decode("ascii", "replace").removesuffix("\n"))
    if not found:
        raise ValueError(_("the pointer to the current version is empty") if not said.strip() else _("the pointer names no version"))
    return found[0]


def ground(folder: Path) -> Ground:
    """What to read of a folder: itself where it is plain, else the version that the pointer names. Where that one is not whole it is the newest
    one that is, with the reason; where none is, the one that was meant, with the reason."""
    if not is_library(folder):
        return Ground(folder)
    named = ""
    try:
        named = pointed(folder)
        fault = flaw(folder / VERSIONS / named)
        if not fault:
            return Ground(folder / VERSIONS / named, "", named)
        fault = _("version {name} {fault}").format(name=named, fault=fault)
    except ValueError as wrong:
        fault = str(wrong)
    try:
        others = [name for name in reversed(names(folder)) if name != named]
    except OSError:
        others = []
    whole = next((name for name in others if not flaw(folder / VERSIONS / name)), "")
    return Ground(folder / VERSIONS / (whole or named or "none"), fault, whole)


def flaw(version: Path) -> str:
    """What is wrong with a version, as the end of a sentence; empty where every file is as its manifest says and there is no other."""
    known, seen = _looked.get(version), _look(version)
    if known and known[0] == seen:
        return known[1]
    found = _flaw(version)
    if len(_looked) > 200:
        _looked.clear()
    _looked[version] = (seen, found)
    return found


_looked: dict[Path, tuple[tuple, str]] = {}


def _look(version: Path) -> tuple:
    """Names, sizes and times of all files, which tell whether they must be read again."""
    try:
        return tuple((path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
                     for path in files(version) for found in [os.lstat(version / path)])
    except OSError as wrong:
        return (type(wrong).__name__,)


def files(folder: Path) -> list[str]:
    """The files below a folder, by their way from it, in order."""
    return sorted((Path(top) / name).relative_to(folder).as_posix() for top, _folders, inside in os.walk(folder) for name in inside)


def _flaw(version: Path) -> str:
    try:
        hashes = manifest(version)["files"]
        there = set(files(version)) - {MANIFEST}
        for name in sorted(there | hashes.keys()):
            if name not in there:
                return _("lacks {file}").format(file=name)
            if name not in hashes:
                return _("holds {file}, which its manifest does not name").format(file=name)
            if hashed(version / name) != hashes[name]:
                return _("is damaged: {file} is not what its manifest says").format(file=name)
    except FileNotFoundError:
        return _("is not there, or has no manifest")
    except OSError as wrong:
        return _("cannot be read ({reason})").format(reason=wrong.strerror or wrong)
    except ValueError as wrong:
        return str(wrong)
    return ""


def manifest(version: Path) -> dict:
    """What a version says of itself. ValueError where it is not what was written, OSError where it cannot be read."""
    with open(version / MANIFEST, "rb") as file:
        text = file.read(NOTE_BYTES)
    found = NAME.fullmatch(version.name)
    if not found or hashlib.sha256(text).hexdigest()[:12] != found[2]:
        raise ValueError(_("is damaged: its manifest is not the one that it was named by"))
    told = json.loads(text)
    if not isinstance(told, dict) or not isinstance(told.get("files"), dict):
        raise ValueError(_("has a manifest without a list of files"))
    return told


def hashed(file: Path) -> str:
    """SHA-256 of a plain file. OSError where it is none."""
    if file.is_symlink() or not file.is_file():
        raise OSError(0, "is no file")
    with open(file, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def stamps(library: Path) -> tuple:
    """What a cheap look at a library tells: the pointer, and the names, sizes and times in the version that it leads to. It never raises."""
    try:
        with open(library / POINTER, "rb") as pointer:
            said = pointer.read(100)
    except OSError as wrong:
        return (library, type(wrong).__name__)
    found = NAME.fullmatch(said.decode("ascii", "replace").strip())
    return (library, said, _look(library / VERSIONS / found[0]) if found else ())
