"""Static files, sent compressed: Streamlit's own under /static/, the project's under /app/static/. Those that draw charts are asked for
under Streamlit's address for components and are the same files.

Streamlit sends its files plain. The shelf lists every compressible file once, at the start, and an address that is not
on the list goes on to Streamlit untouched: no path of a request is ever joined to a folder here. Parts of a file
(Range) are also left to the plain route.
"""

import mimetypes
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ocop import figure
from ocop.home import ROOT
from ocop.web import packing
from ocop.web.upstream import FRONTEND

OURS = ROOT / "static"
COMPRESSIBLE = frozenset({".js", ".css", ".svg", ".json", ".txt", ".md"})
FOREVER = "public, immutable, max-age=31536000"  # Streamlit's file names carry a hash of their content
ONE_DAY = "public, max-age=86400"
ASK_FIRST = "no-cache"  # what draws a chart must fit what the server sends for it


class Packed(NamedTuple):
    """One file in one encoding."""

    body: bytes
    etag: str


class Shelf:
    """Every compressible file by the address at which a browser asks for it."""

    def __init__(self, frontend: Path = FRONTEND, ours: Path = OURS):
        self.files = dict([*_listed("/static/", frontend / "static"), *_listed("/app/static/", ours)])
        self._packed: dict[tuple[str, str], Packed] = {}
        self._locks = {address: threading.Lock() for address in self.files}

    def take(self, address: str, encoding: str) -> Packed:
        """The file in that encoding, packed at the first call and kept in memory; KeyError if not on the shelf."""
        with self._locks[address]:  # many readers may ask for the same file at once: it is packed once
            if (address, encoding) not in self._packed:
                body = packing.pack(self.files[address].read_bytes(), encoding)
                self._packed[address, encoding] = Packed(body, f'"{sha256(body).hexdigest()[:32]}"')
            return self._packed[address, encoding]

    def fill(self) -> None:
        """Pack every file for brotli, so that no reader waits for it."""
        for address in self.files:
            self.take(address, "br")


def _listed(prefix: str, folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in COMPRESSIBLE and path.is_file():
            yield prefix + path.relative_to(folder).as_posix(), path


class Assets:
    """ASGI middleware: answers for files on the shelf when the reader accepts brotli or gzip."""

    def __init__(self, app: ASGIApp, shelf: Shelf):
        self.app, self.shelf = app, shelf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path in figure.ADDRESSES:
            path = figure.ADDRESSES[path]
            scope = {**scope, "path": path, "raw_path": path.encode()}
        if scope["type"] != "http" or not path.startswith(("/static/", "/app/static/")):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encoding = packing.accepted(headers.get("accept-encoding", ""))
        if path not in self.shelf.files or scope["method"] not in ("GET", "HEAD") or "range" in headers or not encoding:
            await self.app(_plain(scope) if not encoding else scope, receive, _with_caching(path, send))
            return
        packed = await anyio.to_thread.run_sync(self.shelf.take, path, encoding)
        await _answer(path, packed, encoding, headers)(scope, receive, send)


def _answer(path: str, packed: Packed, encoding: str, asked: Headers) -> Response:
    common = {"etag": packed.etag, "vary": "accept-encoding", "cache-control": _caching(path)}
    if packed.etag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=common)
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    # Starlette's server drops the body of an answer to HEAD and keeps its length
    return Response(packed.body, headers={**common, "content-type": kind, "content-encoding": encoding})


def _caching(path: str) -> str:
    if path.startswith("/static/") or path == figure.SERVED + figure.LIBRARY:
        return FOREVER
    return ASK_FIRST if path.startswith(figure.SERVED) else ONE_DAY


def _plain(scope: Scope) -> Scope:
    """The request without its Accept-Encoding: Starlette compresses for `gzip;q=0` too, which means "not gzip"."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}


def _with_caching(path: str, send: Send) -> Send:
    """For the plain form of the same addresses: caches must know that another form exists."""

    async def send_with_caching(event: Message) -> None:
        if event["type"] == "http.response.start":
            headers = MutableHeaders(scope=event)
            headers.add_vary_header("accept-encoding")
            if event["status"] in (200, 206):
                headers.setdefault("cache-control", _caching(path))
        await send(event)

    return send_with_caching
