"""What a browser may ask of the public server; everything else is turned away before Streamlit sees it.

Any anonymous visitor could otherwise clear everybody's caches, put files into memory, read the metrics, or keep a
processor busy with a stream of tiny messages. The guard knows nothing of who asks: there is no login here. Limits per
address belong to the proxy in front, because many readers of one office share an address.
"""

import logging
import time
from collections.abc import Callable

import anyio
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ocop import figure
from ocop.screens import SCREENS
from ocop.web.burst import PARCELS, Burst
from ocop.web.rejoin import Rejoin
from ocop.web.upstream import read_message

log = logging.getLogger("ocop.web.guard")

OPEN_CORE = frozenset({"health", "host-config", "stream"})  # below /_stcore/; the rest, but for our own component, is answered with 404
ALLOWED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"})
ALLOWED_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})  # a download, the next rows of a long table
QUERY_LIMIT = 4_096  # bytes
QUERY_WORDS = 1_000  # beyond it Streamlit reads none, without a word
MESSAGE_LIMIT = 131_072  # bytes
MESSAGES_PER_SECOND = 10
BURST = 40

POLICY, UNSUPPORTED, PROTOCOL, TOO_BIG = 1008, 1003, 1002, 1009  # close codes of RFC 6455


def is_closed(path: str) -> bool:
    """Whether a path leads to an inner part of Streamlit that no reader needs, at any depth."""
    if path in figure.ADDRESSES:
        return False
    _, marker, rest = path.partition("/_stcore/")
    return path.endswith("/_stcore") or bool(marker) and rest.partition("/")[0] not in OPEN_CORE


def is_allowed(message, allowed: frozenset[str] = ALLOWED) -> bool:
    """Whether a message is one that the page of a reader sends in normal use."""
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in ALLOWED_OPERATIONS
    return kind in allowed


class Budget:
    """Messages that one socket may still send: `burst` at once, refilled at `rate` per second."""

    def __init__(self, rate: float = MESSAGES_PER_SECOND, burst: float = BURST, clock=time.monotonic):
        self.rate, self.burst, self.clock = rate, burst, clock
        self.left, self.seen = burst, clock()

    def spend(self) -> bool:
        """Take one message from the budget; False when nothing is left."""
        now = self.clock()
        self.left = min(self.burst, self.left + (now - self.seen) * self.rate)
        self.seen = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Guard:
    """ASGI middleware: closed paths, length of the query, kind, size and number of messages."""

    def __init__(self, app: ASGIApp, opens: Callable[[Scope], bool] = lambda _scope: False, allowed: frozenset[str] = ALLOWED):
        """`opens`: which of the closed paths a server of another kind needs, `allowed`: which messages."""
        self.app, self.opens, self.allowed = app, opens, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self.socket(scope, receive, send)
        elif scope["type"] == "http" and not self.opens(scope) and (answer := refusal(scope)):
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_closed(scope["path"]) or len(scope.get("query_string", b"")) > QUERY_LIMIT:
            await receive()  # the connect event must be taken before a socket can be refused
            await send({"type": "websocket.close", "code": POLICY})
            return
        async with anyio.create_task_group() as tasks:
            burst = Burst(send, tasks, takes_parcels=PARCELS in scope.get("query_string", b""))
            watch = SocketWatch(receive, burst.send, self.allowed)
            await self.app(scope, watch.receive, watch.send)
            tasks.cancel_scope.cancel()  # the socket has ended: nobody waits for what is left


def refusal(scope: Scope) -> PlainTextResponse | None:
    """The answer to an HTTP request that goes no further, or None."""
    if is_closed(scope["path"]):
        return PlainTextResponse("Not found.\n", 404)
    query = scope.get("query_string", b"")
    if len(query) > QUERY_LIMIT or query.count(b"&") >= QUERY_WORDS:
        return PlainTextResponse(f"The address is longer than this server reads: at most {QUERY_LIMIT} bytes after the question mark, of at most "
                                 f"{QUERY_WORDS} words. Shorten it, or choose on the page and copy its link.\n", 414)
    return None


class SocketWatch:
    """Stands between one socket and Streamlit: passes, drops, or closes."""

    def __init__(self, receive: Receive, send: Send, allowed: frozenset[str] = ALLOWED):
        self.allowed = allowed
        self.from_browser, self.to_browser = receive, send
        self.budget = Budget()
        self.rejoin = Rejoin()
        self.is_shut = False
        self.has_dropped = False

    async def send(self, event: Message) -> None:
        """Towards the browser; after a close of ours the rest of the run is let go in silence."""
        if not self.is_shut:
            self.rejoin.see(event)
            await self.to_browser(event)

    async def receive(self) -> Message:
        """The next event that Streamlit may see."""
        if held := await self.rejoin.release():
            return held
        while True:
            event = await self.from_browser()
            if event["type"] != "websocket.receive":
                return event
            verdict = judge(event, self.budget, self.allowed)
            if verdict is None:
                SCREENS.act()
                return self.rejoin.first(event)
            code, reason = verdict
            if code:
                return await self.shut(code, reason)
            self.note_drop(reason)

    async def shut(self, code: int, reason: str) -> Message:
        """Close towards the browser, and tell Streamlit that the reader has gone."""
        log.warning("socket closed: %s", reason)
        await self.to_browser({"type": "websocket.close", "code": code})
        self.is_shut = True
        return {"type": "websocket.disconnect", "code": code}

    def note_drop(self, reason: str) -> None:
        if not self.has_dropped:  # once for each socket: a flood must not fill the log
            log.warning("message dropped: %s", reason)
        self.has_dropped = True


def judge(event: Message, budget: Budget, allowed: frozenset[str] = ALLOWED) -> tuple[int, str] | None:
    """None to pass the event on; (0, reason) to drop it; (close code, reason) to end the socket."""
    raw = event.get("bytes")
    if raw is None:
        return UNSUPPORTED, "text where the protocol is binary"
    if len(raw) > MESSAGE_LIMIT:
        return TOO_BIG, "message too long"
    if not budget.spend():
        return POLICY, "too many messages"
    try:
        message = read_message(raw)
    except ValueError as unreadable:
        return PROTOCOL, str(unreadable)
    if not is_allowed(message, allowed):
        return 0, f"{message.WhichOneof('type') or 'empty'} is not allowed"
    if len(message.rerun_script.query_string.encode()) > QUERY_LIMIT:
        return POLICY, "query too long"
    return None
