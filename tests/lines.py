"""A line between a browser and a server, as it is outside: slow, or through a proxy that serves the site below a folder.

`line(server)` listens on a port of its own. Everything that is sent takes `delay` seconds each way and stays in order; the delay can be
changed while the line is open. With `prefix` the line answers below that folder only and takes it off before it passes a request on,
as proxies do: the server does not know of it.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Line:
    """An open line: its address for a browser, and how long it takes each way."""

    def __init__(self, to_port: int, delay: float, prefix: str):
        self.to_port, self.delay, self.prefix, self.port = to_port, delay, prefix, 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return self.origin + self.prefix


class End(asyncio.Protocol):
    """One end of a connection: what comes in here goes out at the other end, later, in order."""

    def __init__(self, line: Line, other: "End | None" = None):
        self.line, self.other, self.transport, self.not_before = line, other, None, 0.0
        self.head, self.waiting, self.is_head = b"", [], other is None

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        if self.other is None:
            self.other = End(self.line, self)
            opening = asyncio.get_running_loop().create_connection(lambda: self.other, "127.0.0.1", self.line.to_port)
            self.opening = asyncio.ensure_future(opening)
        for write in self.waiting:
            write()

    def data_received(self, data: bytes) -> None:
        if self.is_head:
            self.head += data
            if b"\r\n\r\n" not in self.head:
                return
            data, self.is_head = self.without_folder(self.head), False
        self.later(lambda: self.other.transport.write(data))

    def connection_lost(self, _reason: Exception | None) -> None:
        self.later(lambda: self.other.transport.close())

    def later(self, act) -> None:
        """Do this at the other end after the delay, never before what came earlier; wait for that end to open."""
        loop = asyncio.get_running_loop()
        self.not_before = max(self.not_before + 1e-6, loop.time() + self.line.delay)
        loop.call_at(self.not_before, lambda: act() if self.other.transport else self.other.waiting.append(act))

    def without_folder(self, head: bytes) -> bytes:
        """The head of the one request of a connection, without the folder; a request outside it goes where nothing is."""
        first, _, rest = head.partition(b"\r\n")
        method, path, version = first.split(b" ")
        folder = self.line.prefix.encode()
        path = path[len(folder):] or b"/" if path.startswith(folder + b"/") or path == folder else b"/_stcore/outside-the-folder"
        if b"upgrade: websocket" not in rest.lower():
            rest = b"Connection: close\r\n" + b"\r\n".join(row for row in rest.split(b"\r\n") if not row.lower().startswith(b"connection:"))
        return b" ".join([method, path, version]) + b"\r\n" + rest


@contextmanager
def line(server, *, delay: float = 0.0, prefix: str = "") -> Iterator[Line]:
    """A line to a server, open as long as the block runs."""
    open_line, loop, ready = Line(server.port, delay, prefix), asyncio.new_event_loop(), threading.Event()

    async def serve() -> None:
        listening = await loop.create_server(lambda: End(open_line), "127.0.0.1", 0)
        open_line.port = listening.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        loop.create_task(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10), "the line did not open"
    try:
        yield open_line
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
