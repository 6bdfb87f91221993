"""How a call to an address of ours is answered, whatever comes of it: a refusal is a problem document (RFC 9457), on a page a sentence, and nobody
sees a trace. What takes work is made in its turn, by the process that there is for it (`ocop.web.apart`).
"""

import json
import logging
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from ocop.addresses import folder_of
from ocop.office import monitor
from ocop.texts import _
from ocop.web import apart, budget, frozen, giving, turns
from ocop.web.answers import live_tail, policy, remember, sent
from ocop.web.headers import FIXED
from ocop.web.logs import number

log = logging.getLogger("ocop.web.api")

EVERYWHERE = {"access-control-allow-origin": "*", "access-control-expose-headers": "etag, link, ocop-total-rows"}
PROBLEM = "application/problem+json"
READ = ["GET", "HEAD"]
ALLOWED = {"allow": ", ".join((*READ, "OPTIONS"))}


class Way(Route):
    """An address of ours: it may be read (GET, HEAD); whoever asks what else may be done there, or tries it, is told."""

    def __init__(self, path: str, make: Callable[[Request], Response]):
        super().__init__(path, handled(make), methods=["GET"])

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, more = super().matches(scope)
        return (Match.FULL if match is Match.PARTIAL else match), more  # else the page behind would answer

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] in READ:
            await super().handle(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={**FIXED, **EVERYWHERE, **ALLOWED, "access-control-allow-methods": ", ".join(READ)})(
                scope, receive, send)
        else:
            told = problem(Request(scope), 405, _("Only to be read"), _("This address answers {ways}.").format(ways=", ".join(READ)), allowed=READ)
            told.headers.update(ALLOWED)
            await told(scope, receive, send)


def handled(make: Callable[[Request], Response]) -> Callable:
    """An endpoint that never shows a trace."""
    async def endpoint(request: Request) -> Response:
        return await turns.answered(request, partial(guarded, make), busy)

    return endpoint


def guarded(make: Callable[[Request], Response], request: Request) -> Response:
    """What `make` answers, or why it does not. Raises NotYet, Busy."""
    from ocop.api import Refused
    from ocop.store import DataProblems, QueryTooSlow

    if later := budget.wait(request):
        told = _("One client may ask {most} times in a minute. Ask again in {seconds} seconds.").format(most=budget.limit(), seconds=later)
        return problem(request, 429, _("Too many calls"), told, later)
    if kept := frozen.found(request):
        return sent(request, *kept)
    try:
        return worked(make, request)
    except Refused as refused:
        return problem(request, refused.status, refused.title, refused.detail, 5 if refused.status == 503 else 0, **refused.more)
    except QueryTooSlow as slow:
        return problem(request, 503, _("Too slow"), str(slow), retry=10)
    except DataProblems:
        return problem(request, 503, _("No data"), _("The data cannot be served now; /healthz says why. Try again in some minutes."), retry=60)
    except (turns.NotYet, turns.Busy):
        raise
    except Exception as broken:
        log.error("a figure cannot be answered", exc_info=broken)
        return problem(request, 500, _("A fault here"), _("Number in the log: {number}.").format(number=number(broken)))


def worked(make: Callable[[Request], Response], request: Request) -> Response:
    """What `make` answers: once it has its turn to take work, made apart where that can be. Raises what `make` raises."""
    mine = request.scope.get(turns.MINE)
    if not mine or mine.is_here or not apart.APART.is_ready(apart.PATIENCE if mine.is_drawn else 0):
        return make(request)
    from ocop.api.drawings import turn_apart

    with turn_apart() if mine.is_drawn else nullcontext():
        answer = apart.APART.worked(partial(guarded, make), request)
    if answer is apart.HERE:
        return make(request)
    if offered := request.scope.pop(apart.OFFERED, []):
        giving.offer(request, offered)
    remember(mine, answer)
    return answer


def busy(request: Request) -> Response:
    """The answer to who finds no place in line."""
    return problem(request, 503, _("Busy"), _("Many calls wait for an answer. Try again in some seconds."), retry=turns.LATER)


def problem(request: Request, status: int, title: str, detail: str, retry: int = 0, **more: Any) -> Response:
    """A refusal: for programs a problem document of RFC 9457, on a page a sentence."""
    headers = {**FIXED, "cache-control": "no-store", **({"retry-after": str(retry)} if retry else {})}
    live, folder = "", folder_of(request.headers.get("x-forwarded-prefix", ""))
    if status == 410:
        today = live_tail(request.query_params.multi_items())
        live = f'<p><a href="{escape(today or "?")}">{escape(_("The same in the data of today"))}</a></p>'
        more["live"] = f"{folder}{request.url.path}{today}"
        headers["link"] = f'<{more["live"]}>; rel="latest-version"'
    if request.url.path.split("/")[1] in ("view", "embed", "share"):
        home = "../" * (request.url.path.count("/") - 1) or "./"
        text = (f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
                f'<meta name="color-scheme" content="light dark"><title>{escape(title)}'
                f"</title><body style=\"font:16px/1.5 'Noto Sans',system-ui,sans-serif;margin:16px\"><h1>{escape(title)}</h1>"
                f'<p>{escape(detail)}</p>{live}<p><a href="{home}" target="_top">{escape(monitor())}</a></p></body></html>\n')
        return Response(text, status, {**headers, "content-security-policy": policy()}, "text/html; charset=utf-8")
    told = {"type": f"{folder}/api/v1/#{title.lower().replace(' ', '-')}", "title": title, "status": status, "detail": detail,
            "instance": folder + request.url.path, **more}
    return Response(json.dumps(told, ensure_ascii=False), status, {**headers, **EVERYWHERE}, PROBLEM)
