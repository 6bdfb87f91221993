"""What a frozen address answered, kept for ever: whoever asks again gets the same bytes, also after the version of the data went, after a
restart, and after the monitor learned to draw otherwise.

An address is frozen when it names the `version`. Its answer is kept at the first call, plain (packing is the reader's affair), with what its
headers say, one file for each address in `OCOP_FROZEN` (else `frozen` below the cache; worth a backup). `OCOP_FROZEN_MB` bounds them all (2,000
without it; 0 keeps none). Answers that were asked for again or that "Share" handed out stand apart: what was asked for once and never again goes
first, the oldest before the others; of those apart, which may take four fifths of the room, what was not asked for longest. Nothing that stands
there is believed before its address and its sum are found right.
"""

import json
import logging
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request

from ocop.addresses import VERSION, folder_of, tail

log = logging.getLogger("ocop.web.frozen")

USUAL = 2_000  # MB
MOST_BYTES = 16_000_000  # of one answer: more than the largest page of rows
ONCE, AGAIN = "once", "again"
SHARE_AGAIN = 0.8  # of the room
FREED = 0.9  # of a room that is full: so that not every answer looks through all files
LOOK_AFTER = 200  # answers, after which the files are counted again: another process keeps some too
ONE_DAY = 86_400.0
END = ".answer"
WITH_HOST = ("view", "embed", "share", "cite", "feed")  # rooms whose answers hold the address of the site
TOLD = frozenset({"cache-control", "vary", "content-disposition", "content-security-policy", "link", "ocop-total-rows",
                  "access-control-allow-origin", "access-control-expose-headers"})  # headers that belong to the answer; all others to the server
GIVEN = "ocop.given"  # in the scope of a call that the monitor makes itself for what it handed out

_full = threading.Lock()
_known: dict[Path, list[int]] = {}  # bytes that stand there, answers since they were counted


class Answer(NamedTuple):
    """What was answered: the type, the headers of its own, the plain bytes."""

    kind: str
    headers: dict[str, str]
    body: bytes


def room() -> int:
    """Bytes that all answers may take. ValueError for a setting that is no whole number."""
    told = os.environ.get("OCOP_FROZEN_MB", str(USUAL))
    if not re.fullmatch(r"[0-9]{1,9}", told):
        raise ValueError(f"OCOP_FROZEN_MB: {told!r} is not a whole number of megabytes (0: keep no answers)")
    return int(told) * 1_000_000


def place() -> Path:
    """The folder of the answers; it need not exist."""
    from ocop.store import cache_folder

    named = os.environ.get("OCOP_FROZEN")
    return Path(named) if named else cache_folder() / "frozen"


def address_of(request: Request) -> str:
    """The address under which an answer is kept: words in the order of the alphabet, values as they stand; empty where it names no version."""
    words: dict[str, list[str]] = {}
    for word, value in sorted(request.query_params.multi_items(), key=lambda pair: pair[0]):
        words.setdefault(word, []).append(value)
    named = words.get("version", [])
    if len(named) != 1 or not VERSION.fullmatch(named[0]):
        return ""
    path = request.url.path
    site = f"{request.url.scheme}://{request.url.netloc}{folder_of(request.headers.get('x-forwarded-prefix', ''))}"
    return f"{site if path.split('/')[1] in WITH_HOST else ''}{path}{tail(words)}"


def found(request: Request) -> Answer | None:
    """What was answered before; None where nothing is kept."""
    try:
        if not (address := address_of(request)) or not room():
            return None
        for part in (AGAIN, ONCE):
            file = file_of(address, part)
            if os.path.lexists(file) and (answer := read(file, address)):
                asked_again(file, part)
                return answer
    except OSError as error:
        log.warning("a kept answer could not be read: %s", error)
    return None


def file_of(address: str, part: str) -> Path:
    """Where the answer of an address is kept."""
    return place() / part / f"{sha256(address.encode()).hexdigest()}{END}"


def read(file: Path, address: str) -> Answer | None:
    """The answer in a file; told and removed where it is not what was kept for that address."""
    from ocop.store.keeping import remove

    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > 2 * MOST_BYTES:
            raise ValueError("is no answer of this monitor")
        head, _line, body = file.read_bytes().partition(b"\n")
        told = json.loads(head)
        if told["address"] != address or told["sum"] != sha256(body).hexdigest():
            raise ValueError("does not hold what was kept")
        headers = {name: value for name, value in told["headers"].items() if name in TOLD and clean(value)}
        if not clean(told["kind"]):
            raise ValueError("names no type")
        return Answer(told["kind"], headers, body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        log.warning("an answer that was kept is not used and goes: %s %s", file.name, wrong)
        remove(file)
        return None


def clean(value: object) -> bool:
    """Whether it may stand in a header."""
    return isinstance(value, str) and value.isascii() and value.isprintable()


def asked_again(file: Path, part: str) -> None:
    """Note that an answer is in use, on no more than one day; one that was asked for once stands with the others from now on."""
    with suppress(OSError):
        if part == ONCE:
            target = file.parent.parent / AGAIN / file.name
            target.parent.mkdir(exist_ok=True)
            os.utime(file)
            os.replace(file, target)
        elif time.time() - file.stat().st_mtime > ONE_DAY:
            os.utime(file)


def keep(request: Request, kind: str, headers: dict[str, str], body: bytes) -> None:
    """Keep what is answered. Where that cannot be, the answer goes out all the same, and the log says so."""
    from ocop.store.keeping import put, unfinished

    try:
        address, most = address_of(request), room()
        if not address or request.method != "GET" or len(body) > min(MOST_BYTES, most // 20):
            return
        file = file_of(address, AGAIN if request.scope.get(GIVEN) else ONCE)
        head = {"address": address, "kind": kind, "headers": {name: value for name, value in headers.items() if name in TOLD},
                "sum": sha256(body).hexdigest()}
        file.parent.mkdir(parents=True, exist_ok=True)
        with unfinished(file) as begun:
            begun.write_bytes(json.dumps(head).encode() + b"\n" + body)
            size = begun.stat().st_size
            put(begun, file)
        make_room(place(), size, most)
    except OSError as error:
        log.warning("a frozen answer could not be kept: %s", error)


def make_room(folder: Path, more: int, most: int) -> None:
    """Count what came, and let go what is too much. The first call also removes what an earlier process left unfinished."""
    from ocop.store.pruning import sweep

    with _full:
        known = _known.get(folder)
        if known:
            known[0] += more
            known[1] += 1
            if known[0] <= most and known[1] < LOOK_AFTER:
                return
        else:
            for part in (AGAIN, ONCE):
                with suppress(FileNotFoundError):
                    sweep(folder / part)
        _known[folder] = [let_go(folder, most), 0]


def let_go(folder: Path, most: int) -> int:
    """Remove answers until the rest fits; the bytes that stay."""
    again = trimmed(folder / AGAIN, most * SHARE_AGAIN, most * SHARE_AGAIN)
    return again + trimmed(folder / ONCE, most - again, most * FREED - again)


def trimmed(folder: Path, limit: float, target: float) -> int:
    """The bytes that stay in a folder: all where they are within the limit; else those used longest ago go until the rest is within the target."""
    from ocop.store.keeping import remove

    found = sorted(files(folder))
    total, gone = sum(size for _used, size, _path in found), 0
    if total <= limit:
        return total
    for _used, size, path in found:
        if total <= target:
            break
        with suppress(OSError):
            remove(path)
            total, gone = total - size, gone + 1
    log.warning("the room for frozen answers is full: %s went from %s. OCOP_FROZEN_MB gives more", gone, folder.name)
    return total


def files(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """When each answer was asked for last, its size, its path."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            with suppress(OSError):
                told = entry.stat(follow_symlinks=False)
                yield told.st_mtime, told.st_size, Path(entry.path)
