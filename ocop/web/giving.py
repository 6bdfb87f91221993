"""What "Share" hands out is made and kept at once, by one thread in the background: whoever opens the lasting link in years gets it as it was on
the day it was given, whether or not anybody opened it before.

Links wait in line, a bounded number of them. What finds no place, or cannot be drawn now, is kept when it is asked for first, as any other.
"""

import logging
import queue
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any

from starlette.requests import Request

from ocop.addresses import tail
from ocop.web import apart, frozen, turns

log = logging.getLogger("ocop.web.giving")

MOST_WAITING = 600  # addresses
SAME_SITE = (b"host", b"x-forwarded-prefix")  # headers that say how the site is reached

ANSWERERS: dict[str, Callable[[Request], Any]] = {}  # who answers, by the first part of an address: those who answer readers say so themselves

_waiting: queue.Queue[Request] = queue.Queue(MOST_WAITING)


def offer(asked: Request, addresses: Iterable[tuple[str, dict[str, list[str]]]]) -> None:
    """Put paths and words in line, to be answered as to the one who asked."""
    if (offered := asked.scope.get(apart.OFFERED)) is not None:  # the line is that of the server
        offered.extend(addresses)
        return
    headers = [(name, value) for name, value in asked.scope["headers"] if name in SAME_SITE]
    same = {name: asked.scope[name] for name in ("type", "scheme", "server", "http_version", "root_path") if name in asked.scope}
    for path, words in addresses:
        subject, name = path.split("/")[-2:]
        scope = {**same, "method": "GET", "path": f"/{path}", "query_string": tail(words)[1:].encode(), "headers": headers,
                 "path_params": {"subject": subject, "name": name, "file": name}, frozen.GIVEN: True}
        try:
            _waiting.put_nowait(Request(scope))
        except queue.Full:
            log.warning("many figures are shared now: %s is kept when it is asked for first", path)
            return


def make(request: Request) -> None:
    """Answer one address of the line, unless its answer is kept already; pictures have a line of their own."""
    if frozen.found(request):
        return
    room = request.url.path.split("/")[1]
    request.scope[turns.MINE] = turns.NotYet(is_drawn=room == "picture")
    with nullcontext() if room == "picture" else turns.LINE.turn("given", None):
        answer = ANSWERERS[room](request)
    if answer.status_code >= 400:  # told so by the process that makes answers
        log.warning("what was shared is kept when it is asked for first: %s: %s", request.url.path, answer.status_code)


def work(*, is_endless: bool = True) -> None:
    """Answer what waits, one after another; without end, for what will wait."""
    while is_endless or not _waiting.empty():
        request = _waiting.get()
        try:
            make(request)
        except Exception as reason:  # whatever one address meets, the next is tried
            log.warning("what was shared is kept when it is asked for first: %s: %s", request.url.path, type(reason).__name__)
