"""`/report/latest.html`: the record as one page that needs no connection and no script, for whoever cannot open the live pages.

It is the report that the command line writes, without pictures, because drawing them takes a browser; made once for each
version, when it is first asked for.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

import anyio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ocop.texts import _
from ocop.web import packing
from ocop.web.logs import number

log = logging.getLogger("ocop.web.latest")

ADDRESS = "/report/latest.html"


class Latest:
    """The page of the version that is served; the one before is forgotten."""

    def __init__(self, make: Callable | None = None):
        self.make, self.lock = make or report_of, threading.Lock()
        self.key: tuple[str, str] = ("", "")
        self.bodies: dict[str | None, bytes] = {}

    def take(self, encoding: str | None) -> tuple[str, bytes]:
        """Its mark and its bytes in an encoding. Whatever the store or the report raises is passed on."""
        from ocop import store

        served = store.current()
        with self.lock:  # many may ask at once: it is made once
            key = (served.fingerprint, served.stale_because)
            if key != self.key:
                self.key, self.bodies = key, {None: self.make(served)}
            if encoding and encoding not in self.bodies:
                self.bodies[encoding] = packing.pack(self.bodies[None], encoding)
            return f'"{served.fingerprint[:32]}-{encoding or "plain"}{"-old" if served.stale_because else ""}"', self.bodies[encoding]


def report_of(served) -> bytes:
    """The report of the newest state, as HTML without pictures; it says that they are left out, and why an older state is shown."""
    from ocop.filters import Filters
    from ocop.report import compose, html, period_words

    everything = Filters()
    report = compose(served, everything, period_words(served, everything), False)
    without = _("Without pictures: the live pages draw them. Every table stays.")
    return html.render(replace(report, notice=" ".join(part for part in (report.notice, served.stale_because, without) if part)))


def latest_route(latest: Latest) -> Route:
    """The route; the page is made in a thread."""

    async def answer(request: Request) -> Response:
        encoding = packing.accepted(request.headers.get("accept-encoding", ""))
        try:
            mark, body = await anyio.to_thread.run_sync(latest.take, encoding)
        except Exception as broken:  # the reader gets a sentence; the problems stand on the page and in the log
            log.error("the static report cannot be made", exc_info=broken)
            return PlainTextResponse(
                f"The report cannot be made now. Try again in some minutes. Number in the log: {number(broken)}.\n", 503,
                {"cache-control": "no-store", "retry-after": "60"})
        headers = {"etag": mark, "vary": "accept-encoding", "cache-control": "no-cache"}
        if mark in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if encoding:
            headers["content-encoding"] = encoding
        return Response(body, headers=headers, media_type="text/html")

    return Route(ADDRESS, answer, methods=["GET"])
