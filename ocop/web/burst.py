"""What one run of a page says to a browser goes out together, so that the page is rendered once and not after each element.

Messages wait until the run has ended, but never longer than HELD nor beyond MOST bytes; their order stays. A chart goes at once where the
page stands already: the browser draws it while the run goes on. What is not a message of a run (accept, close) goes at once, after what waits.

A browser that says so in its address (PARCELS) is sent what waits as one parcel: to press and send eighty messages costs as much as to make them.
It is also sent a chart ahead of what waits, with its place among the messages, which the browser keeps. It does its part in `static/together.js`.
"""

import anyio
from anyio.abc import TaskGroup
from starlette.types import Message, Send

from ocop.figure import NAME
from ocop.web.upstream import is_end_of_run

HELD = 0.15  # seconds; nearly every run is shorter
MOST = 1_000_000  # bytes
CHART = NAME.encode()  # in a message that brings a chart
PARCELS = b"parcels=1"  # in the address of a socket
MARK = b"\0"  # begins a parcel, and no message of Streamlit


class Burst:
    """Stands before one socket. `tasks` lives as long as the socket and ends with it."""

    def __init__(self, send: Send, tasks: TaskGroup, held: float = HELD, most: int = MOST, takes_parcels: bool = False):
        self.to_browser, self.tasks, self.held, self.most, self.takes_parcels = send, tasks, held, most, takes_parcels
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
        is_chart = self.has_page and CHART in raw
        if is_chart and self.takes_parcels:
            await self.ahead(event)
            return
        self.waiting.append(event)
        self.size += len(raw)
        is_end = is_end_of_run(raw)
        if is_end or self.size > self.most or is_chart:
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

    async def ahead(self, event: Message) -> None:
        """Send a message before those that wait."""
        async with self.turn:
            await self.to_browser(parcel([event], len(self.waiting)))

    async def flush(self) -> None:
        """Send what waits, in order; two flushes never mix."""
        async with self.turn:
            waiting, self.waiting, self.size = self.waiting, [], 0
            for event in [parcel(waiting)] if self.takes_parcels and waiting else waiting:
                await self.to_browser(event)


def parcel(events: list[Message], before: int = 0) -> Message:
    """Messages as one: MARK, how many messages come before these though they are sent later, then each with its length (four bytes a number)."""
    sent = (part for event in events for part in (len(event["bytes"]).to_bytes(4, "big"), event["bytes"]))
    return {"type": "websocket.send", "bytes": b"".join((MARK, before.to_bytes(4, "big"), *sent))}
