"""What one run of a page says to a browser goes out together, so that the page is rendered once and not after each element.

Messages wait until the run has ended, but never longer than HELD nor beyond MOST bytes; their order stays. A chart goes at once, after what
waits, where the page stands already: the browser draws it while the run goes on. So does anything that is not a message of a run (accept,
close). The browser does its part in `static/together.js`.
"""

import anyio
from anyio.abc import TaskGroup
from starlette.types import Message, Send

from ocop.figure import NAME
from ocop.web.upstream import is_end_of_run

HELD = 0.15  # seconds; nearly every run is shorter
MOST = 1_000_000  # bytes
CHART = NAME.encode()  # in a message that brings a chart


class Burst:
    """Stands before one socket. `tasks` lives as long as the socket and ends with it."""

    def __init__(self, send: Send, tasks: TaskGroup, held: float = HELD, most: int = MOST):
        self.to_browser, self.tasks, self.held, self.most = send, tasks, held, most
        self.waiting: list[Message] = []
        self.size = 0
        self.has_page = False
        self.turn = anyio.Lock()
        self.broken: Exception | None = None

    async def send(self, event: Message) -> None:
        """Let a message wait, or send it with all that waits. Raises what an earlier sending in the background met."""
        if self.broken:
            raise self.broken
        raw = event.get("bytes")
        if event["type"] != "websocket.send" or raw is None:
            await self.flush()
            await self.to_browser(event)
            return
        self.waiting.append(event)
        self.size += len(raw)
        is_end = is_end_of_run(raw)
        if is_end or self.size > self.most or self.has_page and CHART in raw:
            await self.flush()
            self.has_page |= is_end
        elif len(self.waiting) == 1:
            self.tasks.start_soon(self.later)

    async def later(self) -> None:
        """Send what still waits when the time is over."""
        await anyio.sleep(self.held)
        try:
            await self.flush()
        except (OSError, RuntimeError) as broken:  # the reader has gone; whoever sends next is told, as without a burst
            self.broken = broken

    async def flush(self) -> None:
        """Send what waits, in order; two flushes never mix."""
        async with self.turn:
            waiting, self.waiting, self.size = self.waiting, [], 0
            for event in waiting:
                await self.to_browser(event)
