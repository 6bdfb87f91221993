"""The ledger: who did what when, one line for each act, each line bound to the one before by its hash.

A line is one object of JSON: `n` counts from 1, `at` is what the clock said, `by`, `act`, `about` (names and numbers of the act), `before`
the mark of the line before, `mark` the SHA-256 of the line without it. Lines are added and never changed. The order is that of `n`: a clock
that was set back is told (`clock`), not believed. `ledger.head` holds the number and mark of the last line, and each version in its manifest
those of the day on which it was published: so a ledger that was cut, or written anew from end to end, is found as well. Whoever writes
the last lines anew together with `ledger.head` is found by a mark that somebody noted elsewhere: the desk says it after each act (`noted`).
"""

import errno
import hashlib
import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ocop import library as reading
from ocop.texts import _
from ocop.versions import disk
from ocop.versions.locking import lock

log = logging.getLogger("ocop.versions")
FILE, HEAD = "ledger.jsonl", "ledger.head"
FIRST = "0" * 64  # what the first line follows
SHORT = 16  # signs of a mark that are written down
_NOTED = re.compile(r"([1-9][0-9]{0,8})-([0-9a-f]{16,64})")


@dataclass(frozen=True)
class Entry:
    """One line."""

    n: int
    at: str
    by: str
    act: str
    about: dict[str, Any]
    before: str
    mark: str
    clock: str = ""
    cut: str = ""


def now() -> str:
    """What the clock says, in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def append(library: Path, by: str, act: str, **about: Any) -> Entry:
    """Add one line, written out before this returns. A last line that a loss of power cut short stays as it is; the new one names it."""
    with lock(library):
        file = library / FILE
        whole, tail = _lines(file)
        last = next((entry for line in reversed(whole) if (entry := _parsed(line))), None)
        told: dict[str, Any] = {"n": last.n + 1 if last else 1, "at": now(), "by": by, "act": act, "about": about,
                                "before": last.mark if last else FIRST}
        if last and told["at"] < last.at:
            told["clock"] = _("the clock stands before that of the line before")
        if tail:
            told["cut"] = hashlib.sha256(tail).hexdigest()
        told["mark"] = mark_of(told)
        if last and is_behind(library, last):
            disk.replace(library / HEAD, f"{last.n} {last.mark}\n".encode("ascii"))  # never by more than one line
        keep(library, (b"\n" if tail else b"") + written(told) + b"\n", f"{told['n']} {told['mark']}\n".encode("ascii"))
        return Entry(**told)


def is_behind(library: Path, last: Entry) -> bool:
    """Whether the head is that of the line before the last one."""
    try:
        return (library / HEAD).read_text(encoding="ascii").split() == [str(last.n - 1), last.before]
    except (OSError, ValueError):
        return False


def keep(library: Path, line: bytes, head: bytes) -> None:
    """Write a line and then the head. Where the disk takes one of them and not the other neither stands, so that an act that was refused is
    not told as done; a whole line that cannot be taken back stands, and its act was done: the next line makes up for the head. Raises OSError."""
    file = library / FILE
    size = file.stat().st_size if file.exists() else 0
    try:
        with open(file, "ab", buffering=0) as out:
            if out.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
            os.fsync(out.fileno())
        disk.replace(library / HEAD, head)
    except OSError as wrong:
        with suppress(OSError):
            if file.exists():
                os.truncate(file, size)
        if not file.exists() or file.stat().st_size != size + len(line):
            raise
        log.error("the ledger's last line stands, and its head could not be written: %s", wrong)


def mark_of(told: dict[str, Any]) -> str:
    """The mark of a line, over everything else in it."""
    return hashlib.sha256(written({**told, "mark": ""})).hexdigest()


def written(told: dict[str, Any]) -> bytes:
    """A line as it stands in the file."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def noted(line: Entry) -> str:
    """Number and beginning of the mark of a line, to be written down: a later ledger that has not this line is another one."""
    return f"{line.n}-{line.mark[:SHORT]}"


def last_noted(library: Path) -> str:
    """That of the last line; empty where there is none."""
    lines = entries(library)
    return noted(lines[-1]) if lines else ""


def parts(told: str) -> tuple[int, str]:
    """The number of a line and the beginning of its mark, as somebody noted them. ValueError for what is no such mark."""
    found = _NOTED.fullmatch(told.strip().lower())
    if not found:
        raise ValueError(_("{told} is no mark of the ledger. Write it as the desk said it: the number of the line, a dash, {n} signs").format(
            told=repr(told[:40]), n=SHORT))
    return int(found[1]), found[2]


def misfit(library: Path, told: str) -> str:
    """What is wrong with a ledger for whoever noted this mark; empty where it still has the line. ValueError for what is no such mark."""
    number, beginning = parts(told)
    if any(entry.n == number and entry.mark.startswith(beginning) for entry in entries(library)):
        return ""
    return _("the ledger has no line {n} with the mark {mark} that was noted: it was cut or written anew since").format(n=number, mark=beginning)


def head(library: Path) -> list:
    """Number and mark of the last line, as a manifest keeps them."""
    lines = entries(library)
    return [lines[-1].n, lines[-1].mark] if lines else [0, FIRST]


def entries(library: Path) -> list[Entry]:
    """The lines that can be read, in the order in which they stand; `faults` says whether they can be believed."""
    return [entry for line in _lines(library / FILE)[0] if (entry := _parsed(line))]


def _lines(file: Path) -> tuple[list[bytes], bytes]:
    """The lines that were ended, and what stands after the last of them."""
    try:
        *whole, tail = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return [], b""
    return whole, tail


def _parsed(line: bytes) -> Entry | None:
    try:
        entry = Entry(**json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return None
    return entry if isinstance(entry.n, int) and isinstance(entry.about, dict) and isinstance(entry.mark, str) else None


def faults(library: Path) -> list[str]:
    """What is wrong with the ledger, each with its line; empty where every line is the one that was written, in its place."""
    whole, tail = _lines(library / FILE)
    found, entries = list(_faults_of_lines(whole, tail)), {entry.n: entry for line in whole if (entry := _parsed(line))}
    last = max(entries, default=0)
    return found + list(_faults_of_head(library, entries, last)) + list(_faults_of_versions(library, entries, last))


def _faults_of_lines(whole: list[bytes], tail: bytes) -> Iterator[str]:
    before, expected, loose = FIRST, 1, b""
    for place, line in enumerate(whole, 1):
        entry = _parsed(line)
        if entry is None:
            loose = line
            following = _parsed(whole[place]) if place < len(whole) else None
            if not (following and following.cut == hashlib.sha256(line).hexdigest()):
                yield _("line {place} cannot be read").format(place=place)
            continue
        if entry.cut and entry.cut != hashlib.sha256(loose).hexdigest():
            yield _("line {place} speaks of a line cut short before it, which is not there").format(place=place)
        told = json.loads(line)
        if mark_of(told) != entry.mark or line != written(told):
            yield _("line {place} was changed: it is not what its mark says").format(place=place)
        elif entry.n != expected:
            yield _("line {place} is number {n} where {expected} is due: a line is missing, doubled or out of order").format(
                place=place, n=entry.n, expected=expected)
        elif entry.before != before:
            yield _("line {place} does not follow the line before it").format(place=place)
        before, expected, loose = entry.mark, entry.n + 1, b""
    if tail:
        yield _("the last line is cut short; the next act goes on after it")


def _faults_of_head(library: Path, entries: dict[int, Entry], last: int) -> Iterator[str]:
    try:
        number, mark = (library / HEAD).read_text(encoding="ascii").split()
    except FileNotFoundError:
        if last:
            yield _("the file ledger.head is missing")
        return
    except (OSError, ValueError):
        yield _("the file ledger.head cannot be read")
        return
    if number != str(last) or mark != entries[last].mark:
        behind = number.isdecimal() and int(number) == last - 1 and entries[last].before == mark  # a process was ended between the two
        if not behind:
            yield _("the ledger ends with line {last}, and line {n} was written: lines were cut or changed").format(last=last, n=number)


def _faults_of_versions(library: Path, entries: dict[int, Entry], last: int) -> Iterator[str]:
    """What versions knew of the ledger when they were published."""
    told = {entry.about.get("version") for entry in entries.values() if entry.act in ("publish", "roll back", "start")}
    for name in reading.names(library) if (library / reading.VERSIONS).is_dir() else []:
        try:
            number, mark = reading.manifest(library / reading.VERSIONS / name)["ledger"]
        except (OSError, ValueError, KeyError, TypeError):
            continue  # the version is damaged, and `versions` says so
        if number and (number not in entries or entries[number].mark != mark):
            yield _("version {name} was published after a line {n} that is not in the ledger any more").format(name=name, n=number)
        if name not in told:
            yield _("version {name} stands in the library, and no line tells who published it").format(name=name)


def clocks(library: Path) -> list[str]:
    """The lines at which the clock had been set back: no fault, and worth to be known."""
    return [_("line {n}: {at}, {clock}").format(n=entry.n, at=entry.at, clock=entry.clock) for entry in entries(library) if entry.clock]
