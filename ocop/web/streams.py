"""A large answer goes out while it is made, a part at a time, each part in a turn of its own (`ocop.web.turns`): neither its rows nor its bytes are
held.

A few go out at once, and none for longer than a slow line needs: whoever reads on purpose a letter at a time holds up nobody else.
"""

import threading
import time
import zlib
from collections.abc import Generator, Iterator
from typing import Any

import brotli
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ocop.web import turns
from ocop.web.packing import GZIP_LEVEL

AT_ONCE = 6  # large answers
LONGEST = 120.0  # seconds
QUALITY = 5  # of brotli: in parts the best one is too slow

_places = threading.BoundedSemaphore(AT_ONCE)


class TooLong(Exception):
    """The reader did not take the answer in time; the connection ends, so that nobody takes the beginning for the whole."""


def streamed(request: Request, parts: Iterator[bytes], encoding: str | None, headers: dict[str, str], kind: str) -> Response:
    """The answer. Raises Busy where too many go out already."""
    if encoding:
        headers = {**headers, "content-encoding": encoding}
    if request.method == "HEAD":
        return Response(headers={name: value for name, value in headers.items() if name != "content-length"}, media_type=kind)
    if not _places.acquire(blocking=False):
        raise turns.Busy
    made = held(packed(in_turns(parts, turns.client_of(request)), encoding))
    next(made)  # it has begun: from now on it lets go of its place however it ends
    return Flowing(made, headers=headers, media_type=kind)


class Flowing(StreamingResponse):
    """It lets go of its rows and its place as soon as it has ended or its reader has gone."""

    def __init__(self, made: Generator[bytes], **told: Any):
        super().__init__(made, **told)
        self.made = made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.made.close()


def held(parts: Iterator[bytes]) -> Generator[bytes]:
    """The parts; the place is given back at the end."""
    try:
        yield b""
        end = time.monotonic() + LONGEST
        for part in parts:
            yield part
            if time.monotonic() > end:
                raise TooLong
    finally:
        _places.release()


def in_turns(parts: Iterator[bytes], client: str) -> Iterator[bytes]:
    """Each part in a turn of its own."""
    while True:
        with turns.LINE.turn(client, None):
            part = next(parts, None)
        if part is None:
            return
        yield part


def packed(parts: Iterator[bytes], encoding: str | None) -> Iterator[bytes]:
    """The parts as the caller can take them."""
    if not encoding:
        yield from parts
    elif encoding == "br":
        press = brotli.Compressor(quality=QUALITY)
        for part in parts:
            yield press.process(part)
        yield press.finish()
    else:
        gzip = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 31)
        for part in parts:
            yield gzip.compress(part)
        yield gzip.flush()
