"""Whose turn it is: an answer that takes work is made one at a time, so that a flood of calls with ever other words leaves the pages quick.

What stands in memory or on disk is answered at once. For the rest there is one line of bounded length: whoever has cost the least goes first, readers
of the screen before all (`ocop.screens`), and whoever finds no place, or waits too long, is told when to come again. Calls for one and the
same answer wait for the first of them.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import Response

from ocop.screens import SCREENS, Screens

PLACES = 40  # who wait in line: two pages of a briefing with twenty frames each
PATIENCE = 10.0  # seconds in line
LATER = 5  # seconds after which to come again
REMEMBERED = 60.0  # seconds for which it is known what a client has cost
MINE = "ocop.turn"  # in the scope of a call whose turn it is: what it waited for
AT_ONCE, DRAWERS = 3, 10  # threads for what takes no work; for those who wait for a drawing: more than may, so that the others hear it at once
_limits: dict[str, anyio.CapacityLimiter] = {}
_begun: dict[Any, anyio.Event] = {}  # answers that are being made, each with the sign that it is there


class NotYet(Exception):
    """The answer takes work, and this call has no turn. `mark` tells the answer from all others; `is_drawn`: it waits in the line of the pictures;
    `is_ready`: it stays in memory once it is made; `is_here`: it is made in this process."""

    def __init__(self, mark: Any = None, *, is_drawn: bool = False, is_ready: bool = False, is_here: bool = False):
        super().__init__("no turn")
        self.mark, self.is_drawn, self.is_ready, self.is_here = mark, is_drawn, is_ready, is_here


class Busy(Exception):
    """No place in line, or too long in it."""


class Line:
    """One works, the others wait."""

    def __init__(self, places: int = PLACES, screens: Screens = SCREENS):
        self.places, self.screens = places, screens
        self.changed, self.numbers, self.is_taken = threading.Condition(), count(), False
        self.waiting: list[tuple[int, str]] = []
        self.cost: dict[str, float] = {}
        self.since = time.monotonic()

    @contextmanager
    def turn(self, client: str = "", patience: float | None = PATIENCE) -> Iterator[None]:
        """One's turn, when it comes; None waits for it however long. Raises Busy."""
        self.wait(client, patience)
        began = time.monotonic()
        try:
            if self.screens.rest():
                self.screens.let_first()
            began = time.monotonic()
            yield
        finally:
            self.ended(client, time.monotonic() - began)

    def wait(self, client: str, patience: float | None) -> None:
        """Come to one's turn. Raises Busy."""
        with self.changed:
            if patience is not None and len(self.waiting) >= self.places:
                raise Busy
            me = (next(self.numbers), client)
            self.waiting.append(me)
            try:
                if not self.changed.wait_for(lambda: not self.is_taken and self.next() is me, patience):
                    raise Busy
                self.is_taken = True
            finally:
                self.waiting.remove(me)

    def next(self) -> tuple[int, str]:
        """Who is next: of those who have cost the least, the first."""
        return min(self.waiting, key=lambda one: (self.cost.get(one[1], 0.0), one[0]))

    def ended(self, client: str, seconds: float) -> None:
        """Let the next one go."""
        self.screens.worked(seconds)
        with self.changed:
            if time.monotonic() - self.since > REMEMBERED:
                self.cost, self.since = {}, time.monotonic()
            self.cost[client] = self.cost.get(client, 0.0) + seconds
            self.is_taken = False
            self.changed.notify_all()


LINE = Line()


def limiter(name: str, threads: int) -> anyio.CapacityLimiter:
    """Made with the first call: it belongs to the loop of the server."""
    return _limits.setdefault(name, anyio.CapacityLimiter(threads))


def answerers() -> anyio.CapacityLimiter:
    """For what takes no work."""
    return limiter("answerers", AT_ONCE)


def needed(request: Request, mark: Any = None, **told: bool) -> None:
    """What follows takes work: raises NotYet, with what is told of it, where it is not the turn of this call."""
    if not request.scope.get(MINE):
        raise NotYet(mark, **told)


def client_of(request: Request) -> str:
    """Who calls, as the server knows it."""
    return request.client.host if request.client else ""


async def answered(request: Request, answer: Callable[[Request], Response], busy: Callable[[Request], Response]) -> Response:
    """What `answer` gives: at once where it takes no work, else in turn; of several calls for the same answer one makes it. `busy` where that
    cannot be now."""
    seen = []
    while True:
        try:
            return await anyio.to_thread.run_sync(answer, request, limiter=answerers())
        except NotYet as later:
            if later.mark is None or later.mark in seen or later.mark not in _begun:
                return await made(request, answer, busy, later)
            seen.append(later.mark)
            await _begun[later.mark].wait()


async def made(request: Request, answer: Callable[[Request], Response], busy: Callable[[Request], Response], later: NotYet) -> Response:
    """The same for an answer that takes work."""
    is_there = anyio.Event()
    if later.mark is not None:
        _begun.setdefault(later.mark, is_there)

    def in_turn() -> Response:
        request.scope[MINE] = later
        try:
            if later.is_drawn:  # its line is that of the pictures
                return answer(request)
            with LINE.turn(client_of(request)):
                return Response(status_code=499) if has_gone(request) else answer(request)
        except Busy:
            return busy(request)

    try:
        limit = limiter("drawers", DRAWERS) if later.is_drawn else limiter("line", LINE.places + 2)
        return await anyio.to_thread.run_sync(in_turn, limiter=limit)
    finally:
        if _begun.get(later.mark) is is_there:
            del _begun[later.mark]
        is_there.set()


def has_gone(request: Request) -> bool:
    """Whether the caller has hung up while it waited: then no work is done."""
    async def look() -> bool:
        return await request.is_disconnected()

    return anyio.from_thread.run(look)
