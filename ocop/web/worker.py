"""The process that makes answers for the server (`ocop.web.apart`): `python -m ocop.web.worker`.

It reads from its input what version to open and then one job after another, works at two of them at most (one that waits for the browser, one that
does not), and writes what came of them. It ends with its input; it serves that version and no other, and writes nothing but pictures and kept
answers. Its priority is low, and it says when it holds so much memory that another should take its place.
"""

import logging
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ocop.store import CURRENT, Store
from ocop.store.opening import kept_version
from ocop.web import apart, logs, streams, turns

LOWER = 10  # steps of priority below the server
HANDS = 2
MOST_MEMORY = 800_000_000  # bytes that it holds after an answer, beyond which another takes its place

log = logging.getLogger("ocop.web.worker")


def main() -> None:
    """Open the version, then work until the input ends."""
    into, out, lock = sys.stdin.buffer, os.fdopen(os.dup(1), "wb"), threading.Lock()
    os.dup2(2, 1)  # whatever prints must not print into an answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the server, which ends this one
    if hasattr(os, "nice"):
        os.nice(LOWER)
    logs.dress()
    served = opened(*pickle.load(into))

    def say(number: int, answer: Any) -> None:
        told = pickle.dumps((number, answer, resident() > MOST_MEMORY or bool(served and served.faults)))
        with lock, suppress(OSError):  # the server may have gone
            out.write(told)
            out.flush()

    def work(job: tuple) -> None:
        assert served is not None
        say(job[0], outcome(served, *job[1:]))

    say(0, served is not None)
    with ThreadPoolExecutor(HANDS) as hands:
        while served:
            try:
                job = pickle.load(into)
            except EOFError:
                return
            hands.submit(work, job)


def opened(file: Path, mark: str) -> Store | None:
    """The version, with what its answers are made by; None where its built file is not as it was."""
    from ocop.api import drawings, light  # noqa: F401  # half a second: before the first answer, not with it

    return kept_version(file, mark)


def outcome(served: Store, function: Callable[[Request], Any], scope: dict, told: tuple[str, str, str]) -> tuple[Any, list]:
    """What a job comes to, as it can be sent, and what it offered to be kept."""
    CURRENT.hold(replace(served, version=told[0], stale_because=told[1], stale_kind=told[2]))
    request = Request({**scope, turns.MINE: turns.NotYet(is_here=True), apart.OFFERED: []})
    try:
        answer = function(request)
        if isinstance(answer, streams.Flowing):
            answer.made.close()
            return apart.HERE, request.scope.get(apart.COUNTED, [])
        return (answer.status_code, answer.raw_headers, bytes(answer.body)) if isinstance(answer, Response) else answer, request.scope[apart.OFFERED]
    except turns.Busy:
        return (0, [], b""), []
    except BaseException as broken:
        log.error("an answer cannot be made", exc_info=broken)
        return (0, [], b""), []


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


if __name__ == "__main__":
    main()
