"""`/healthz`: one small JSON answer for a proxy, a monitor or a person.

{"status": "ok", "reason": "", "fingerprint": "…", "last_known_on": "2026-11-21", "problems": 0} with 200;
"degraded" with 200 while an older good version is served, because the data folder changed and cannot be used;
"down" with 503 when nothing can be served. `reason` is one word or two of those in REASONS; the problems themselves, which
quote the data, stand on the page and in the log.
"""

from collections.abc import Callable

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ocop.web.warm import State

REASONS = {
    "": "all is well",
    "broken": "the data break their contracts",
    "missing": "there is no data folder",
    "unreadable": "a file or a name in the data folder cannot be read",
    "changing": "the data folder was changing each time that it was read",
    "no room": "no folder or no memory takes the built data",
    "damaged": "the current version of a library is not as it was published",
    "internal": "an error of the program; its number is in the log",
}


def health_route(state: Callable[[], State]) -> Route:
    """The route; `state` may read files, so it is asked in a thread."""

    async def healthz(_: Request) -> JSONResponse:
        return answer(await anyio.to_thread.run_sync(state))

    return Route("/healthz", healthz, methods=["GET"])


def answer(state: State) -> JSONResponse:
    """What is said of a state, with 200 as long as some good version is served."""
    told = {
        "status": "ok" if state.is_ok else "degraded" if state.is_served else "down",
        "reason": state.reason if state.reason in REASONS else "internal",
        "fingerprint": state.fingerprint,
        "last_known_on": state.last_known_on,
        "problems": len(state.problems),
    }
    return JSONResponse(told, 200 if state.is_served else 503, {"cache-control": "no-store"})
