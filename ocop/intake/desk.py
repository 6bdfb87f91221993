"""The server of the desk: the walls of the public one, drawn closer. No frame around it, no feed, no embed; files only from a session that was let
in; and without a sign-in nobody but the machine itself.
"""

import os
import re
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from starlette.datastructures import Headers as Received
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from ocop.intake import apart, signin
from ocop.texts import _
from ocop.versions import library_here
from ocop.web import front, logs, settings, upstream
from ocop.web.errors import report
from ocop.web.guard import ALLOWED, Guard
from ocop.web.headers import Headers, policy
from ocop.web.health import health_route
from ocop.web.shelf import OURS, Assets, Shelf
from ocop.web.warm import Watch, follow_library

__all__ = ["check_settings", "lifespan", "middleware", "report", "routes"]

PORT = 8502
UPLOAD_MB = 20
UPLOADS = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")
MESSAGES = ALLOWED | {"file_urls_request"}  # of a page with an uploader
HERE = ("127.0.0.1", "::1", "localhost")

_watch = Watch()
_shelf = Shelf()


def page() -> str:
    """The page of the browser: that of the monitor without feeds and without what its charts and its search of words need."""
    made = front.page()
    for part in (front.FEEDS, front.CHARTS, front.HISTORY, front.WIRE):
        made = made.replace(part, "", 1)
    told = _("This desk draws its pages in the browser and needs JavaScript for it.")
    return re.sub(r"<noscript>.*?</noscript>", f"<noscript><p>{told}</p></noscript>", made, flags=re.DOTALL)


def routes() -> list[BaseRoute]:
    """The addresses that are answered without Streamlit."""
    return [health_route(_watch.state), Mount("/app/static", StaticFiles(directory=OURS))]


def middleware() -> list[Middleware]:
    """The walls, outermost first. A desk without a library, or open to others without a sign-in, ends the start here."""
    try:
        library_here()
    except OSError as wrong:
        raise SystemExit(f"The intake desk does not start. {wrong}") from None
    must_be_alone()
    made = page()
    alone = [] if signin.is_configured() else [Middleware(Alone)]
    return [Middleware(Headers, policy=policy(made, "'none'")), *alone, Middleware(Guard, opens=opens, allowed=MESSAGES),
            Middleware(front.Front, body=made), Middleware(Assets, shelf=_shelf)]


def must_be_alone() -> None:
    """Without a sign-in the desk listens to this machine alone; and no header of a proxy may say who somebody is."""
    address = upstream.setting("server.address")
    if not signin.is_configured() and address not in HERE:
        raise SystemExit(_("The intake desk does not start. No sign-in is configured, and server.address is {address!r}: anybody could write. "
                           "Configure [auth] in .streamlit/secrets.toml, or let it listen to 127.0.0.1.").format(address=address))
    if upstream.setting("server.trustedUserHeaders"):
        raise SystemExit(_("The intake desk does not start. server.trustedUserHeaders is set: a header would say who somebody is. Leave it empty."))


def opens(scope: Scope) -> bool:
    """Whether a path that the public server closes is open here: the address of uploads, to a session that was let in and may submit today."""
    found = UPLOADS.fullmatch(scope["path"])
    return scope["type"] == "http" and bool(found) and scope["method"] in ("PUT", "DELETE", "OPTIONS") and signin.may_upload(found[1])  # type: ignore[index]


@asynccontextmanager
async def lifespan(_app) -> AsyncIterator[dict]:
    """Before the first request: log, imports, store."""
    logs.dress()
    await anyio.to_thread.run_sync(_watch.start)
    logs.dress()
    follow_library()
    apart.sweep()
    threading.Thread(target=_shelf.fill, name="ocop-pack", daemon=True).start()
    yield {}


def check_settings() -> None:
    """Warn of unsafe settings, or end the start in production."""
    logs.open_ours()
    settings.check(upstream.setting, uploads=UPLOAD_MB)


def serve(port: int = PORT) -> None:
    """Serve the desk until the process is asked to stop."""
    os.environ.setdefault("STREAMLIT_SERVER_MAX_UPLOAD_SIZE", str(UPLOAD_MB))
    from ocop.web import launch

    launch.serve(port, "intake.py")


class Alone:
    """ASGI middleware of the desk without a sign-in: a request from elsewhere, for another name, or handed on by a proxy goes no further."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_from_here(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            told = _("This desk has no sign-in and is open to its own machine alone.")
            await PlainTextResponse(f"{told}\n", 403)(scope, receive, send)


def is_from_here(scope: Scope) -> bool:
    """Whether a browser of this machine asks for this machine by one of its own names."""
    headers = Received(scope=scope)
    host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
    is_handed_on = any(name in headers for name in ("x-forwarded-for", "forwarded", "x-real-ip"))
    return (scope.get("client") or ("",))[0] in HERE and host.strip("[]") in HERE and not is_handed_on
