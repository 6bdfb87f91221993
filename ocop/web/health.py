"""`/healthz`: one small JSON answer for a proxy, a monitor or a person.

{"status": "ok", "fingerprint": "…", "last_known_on": "2026-11-21", "problems": 0} with 200;
{"status": "degraded", …, "problems": 3} when the data folder is broken: with 503 when nothing can be served, with 200 and
the fingerprint of the older version when that one still is. The problems themselves stand on the page and in the log.
"""

from collections.abc import Callable

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ocop.web.warm import State


def health_route(state: Callable[[], State]) -> Route:
    """The route; `state` may read files, so it is asked in a thread."""

    async def healthz(_: Request) -> JSONResponse:
        return answer(await anyio.to_thread.run_sync(state))

    return Route("/healthz", healthz, methods=["GET"])


def answer(state: State) -> JSONResponse:
    """What is said of a state, with 200 as long as some good version is served."""
    told = {
        "status": "ok" if state.is_ok else "degraded",
        "fingerprint": state.fingerprint,
        "last_known_on": state.last_known_on,
        "problems": len(state.problems),
    }
    return JSONResponse(told, 200 if state.is_served else 503, {"cache-control": "no-store"})
