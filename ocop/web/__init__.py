"""Everything beside the pages: what the server answers, refuses, sends along, and does at its start.

`dashboard.py` takes five things from here: `routes`, `middleware`, `lifespan`, `report` and `check_settings`.
The order of the middleware is the order of the walls: headers on every answer, also on a refusal; then the guard; then
the page and its files; then Streamlit.
"""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from ocop.web import apart, api, budget, feeds, finding, front, frozen, giving, logs, settings, upstream, whole
from ocop.web.errors import report
from ocop.web.front import Front
from ocop.web.guard import Guard
from ocop.web.headers import Headers, frame_ancestors, policy
from ocop.web.health import health_route
from ocop.web.latest import Latest, latest_route
from ocop.web.shelf import OURS, Assets, Shelf
from ocop.web.warm import Watch, follow_library

__all__ = ["check_settings", "lifespan", "middleware", "report", "routes"]

_watch = Watch()
_shelf = Shelf()
_latest = Latest()


def routes() -> list[BaseRoute]:
    """The addresses that are answered without Streamlit."""
    return [health_route(_watch.state), latest_route(_latest), *api.routes(), *whole.routes(), *feeds.routes(), *finding.routes(),
            Mount("/app/static", StaticFiles(directory=OURS))]


def middleware() -> list[Middleware]:
    """The walls in front of Streamlit, outermost first. A wrong setting ends the start here: later it would be swallowed."""
    try:
        ancestors = frame_ancestors()
        budget.limit()
        frozen.room()
    except ValueError as wrong:
        raise SystemExit(f"OCOP Monitor does not start. {wrong}") from None
    return [
        Middleware(Headers, policy=policy(front.page(), ancestors)),
        Middleware(Guard),
        Middleware(Front),
        Middleware(Assets, shelf=_shelf),
    ]


@asynccontextmanager
async def lifespan(_app) -> AsyncIterator[dict]:
    """Before the first request: log, settings as they were checked, imports, store. The static files are packed while the server already answers."""
    logs.dress()
    upstream.hold_settings()
    await anyio.to_thread.run_sync(_watch.start)
    logs.dress()
    threading.Thread(target=_shelf.fill, name="ocop-pack", daemon=True).start()
    threading.Thread(target=giving.work, name="ocop-give", daemon=True).start()
    follow_library()
    apart.APART.begin()
    try:
        yield {}
    finally:
        apart.APART.end()


def check_settings() -> None:
    """Warn of unsafe settings, or end the start in production."""
    logs.open_ours()
    settings.check(upstream.setting)
