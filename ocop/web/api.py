"""`/api/v1/`, `/view/`, `/embed/`: every figure at an address of its own, beside Streamlit.

HTTP alone: marks and conditions, packing, who may ask from elsewhere, refusals as problem documents (RFC 9457). What is answered is made in
`ocop.api`, in a few threads at a time, so that a flood of calls waits in line and the pages go on.
"""

import json
import logging
from collections.abc import Callable
from hashlib import sha256
from html import escape
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ocop.store import DataProblems, QueryTooSlow, current
from ocop.texts import _
from ocop.web import packing
from ocop.web.headers import FIXED, frame_ancestors
from ocop.web.logs import number

log = logging.getLogger("ocop.web.api")

AT_ONCE = 3  # answers that are made at the same time
LIVE, FROZEN = "public, max-age=60", "public, max-age=31536000, immutable"
EVERYWHERE = {"access-control-allow-origin": "*", "access-control-expose-headers": "etag, link, ocop-total-rows"}
PROBLEM = "application/problem+json"
_limit: list[anyio.CapacityLimiter] = []


def limiter() -> anyio.CapacityLimiter:
    """Made with the first call: it belongs to the loop of the server."""
    if not _limit:
        _limit.append(anyio.CapacityLimiter(AT_ONCE))
    return _limit[0]


def routes() -> list[BaseRoute]:
    """The addresses of figures."""
    get = ["GET"]
    return [Route("/api/v1/", handled(catalogue), methods=get), Route("/api/v1/openapi.json", handled(openapi), methods=get),
            Route("/api/v1/{subject}/{file}", handled(rows), methods=get), Route("/api/v1/{rest:path}", handled(nothing), methods=get),
            Route("/view/{subject}/{name}", handled(light), methods=get), Route("/embed/{subject}/{name}", handled(light), methods=get)]


def handled(make: Callable[[Request], Response]) -> Callable:
    """An endpoint that never shows a trace: a refusal is a problem document, on a page a sentence."""
    from ocop.api import Refused

    def guarded(request: Request) -> Response:
        try:
            return make(request)
        except Refused as refused:
            return problem(request, refused.status, refused.title, refused.detail, **refused.more)
        except QueryTooSlow as slow:
            return problem(request, 503, _("Too slow"), str(slow), retry=10)
        except DataProblems:
            return problem(request, 503, _("No data"), _("The data cannot be served now; /healthz says why. Try again in some minutes."), retry=60)
        except Exception as broken:
            log.error("a figure cannot be answered", exc_info=broken)
            return problem(request, 500, _("A fault here"), _("Number in the log: {number}.").format(number=number(broken)))

    async def endpoint(request: Request) -> Response:
        return await anyio.to_thread.run_sync(guarded, request, limiter=limiter())

    return endpoint


def words_of(request: Request) -> dict[str, list[str]]:
    """The words of an address, each with all its values."""
    words: dict[str, list[str]] = {}
    for word, value in request.query_params.multi_items():
        words.setdefault(word, []).append(value)
    return words


def rows(request: Request) -> Response:
    """One figure in one form: `/api/v1/countries/register.csv?region=RAF`."""
    from ocop.api import FORMS, Refused, asked, query_named

    name, _dot, form = request.path_params["file"].rpartition(".")
    if form not in FORMS:
        raise Refused(404, _("No such form"), _("Rows come as {forms}: /api/v1/{subject}/{name}.json.").format(
            forms=", ".join(FORMS), subject=request.path_params["subject"][:60], name=(name or form)[:60]), allowed=list(FORMS))
    query = query_named(request.path_params["subject"], name)
    call = asked(query, words_of(request))
    mark = mark_of(request, call, form)
    headers = {**EVERYWHERE, "cache-control": FROZEN if call.is_frozen else LIVE, "etag": mark}
    if is_known(request, mark):
        return Response(status_code=304, headers={**headers, "vary": "accept-encoding"})
    result = call.result()
    headers["ocop-total-rows"] = str(len(result.rows))
    if call.offset + call.limit < len(result.rows):
        further = request.url.include_query_params(limit=call.limit, offset=call.offset + call.limit)
        headers["link"] = f'<{further.path}?{further.query}>; rel="next"'
    if form != "json":
        headers["content-disposition"] = f'attachment; filename="ocop-{query.name.replace("/", "-")}.{form}"'
    return packed(request, FORMS[form][1](call, result), FORMS[form][0], headers)


def light(request: Request) -> Response:
    """One figure as a page without a script."""
    from ocop.api import Refused, asked, query_named
    from ocop.api.light import THEMES, page

    query = query_named(request.path_params["subject"], request.path_params["name"])
    words = words_of(request)
    colours = words.pop("theme", [""])
    if colours[0] and (len(colours) > 1 or colours[0] not in THEMES):
        raise Refused(422, _("Wrong parameter"), _("theme is light or dark."), parameter="theme", value=colours[0][:40], allowed=list(THEMES))
    call = asked(query, words)
    is_embed = request.url.path.startswith("/embed/")
    mark = mark_of(request, call, f"{request.url.path} {colours[0]}")
    headers = {"cache-control": FROZEN if call.is_frozen else LIVE, "etag": mark, "content-security-policy": policy(),
               "link": f'</api/v1/{query.name}.json>; rel="alternate"; type="application/json"'}
    if is_known(request, mark):
        return Response(status_code=304, headers={**headers, "vary": "accept-encoding"})
    return packed(request, page(call, is_embed=is_embed, colours=colours[0]), "text/html; charset=utf-8", headers)


def catalogue(request: Request) -> Response:
    """All figures."""
    from ocop.api.catalogue import listing

    return document(request, listing(current()))


def openapi(request: Request) -> Response:
    """The same as OpenAPI."""
    from ocop.api.catalogue import openapi as made

    return document(request, made(current()))


def nothing(request: Request) -> Response:
    """Below the API, an address that leads nowhere."""
    from ocop.api import Refused

    raise Refused(404, _("No such address"), _("Rows are at /api/v1/<subject>/<name>.json; /api/v1/ lists all figures."))


def document(request: Request, told: dict[str, Any]) -> Response:
    """A JSON document of the version in use."""
    body = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    mark = f'"{sha256(body).hexdigest()[:24]}-{packing.accepted(request.headers.get("accept-encoding", "")) or "plain"}"'
    headers = {**EVERYWHERE, "cache-control": LIVE, "etag": mark}
    if is_known(request, mark):
        return Response(status_code=304, headers={**headers, "vary": "accept-encoding"})
    return packed(request, body, "application/json", headers)


def policy() -> str:
    """What a page without a script may do: nothing but its own style."""
    return f"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors {frame_ancestors()}"


def mark_of(request: Request, call: Any, form: str) -> str:
    """The mark of an answer: version of the data, text of the query, choice, page, form, packing."""
    told = repr((call.store.fingerprint, call.store.stale_because, call.query.sql, sorted(call.words().items()), call.limit, call.offset, form))
    return f'"{sha256(told.encode()).hexdigest()[:24]}-{packing.accepted(request.headers.get("accept-encoding", "")) or "plain"}"'


def is_known(request: Request, mark: str) -> bool:
    """Whether the caller has this very answer."""
    return mark in [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]


def packed(request: Request, body: bytes, kind: str, headers: dict[str, str]) -> Response:
    """The answer, packed as the caller can take it; files that are packed in themselves stay as they are."""
    encoding = packing.accepted(request.headers.get("accept-encoding", ""))
    if encoding and kind.startswith(("text/", "application/json")) and len(body) > 500:
        body, headers = packing.pack(body, encoding), {**headers, "content-encoding": encoding}
    return Response(body, headers={**headers, "vary": "accept-encoding"}, media_type=kind)


def problem(request: Request, status: int, title: str, detail: str, retry: int = 0, **more: Any) -> Response:
    """A refusal: for programs a problem document of RFC 9457, on a page a sentence."""
    headers = {**FIXED, "cache-control": "no-store", **({"retry-after": str(retry)} if retry else {})}
    if request.url.path.startswith(("/view/", "/embed/")):
        text = (f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}'
                f"</title><body style=\"font:16px/1.5 'Noto Sans',system-ui,sans-serif;margin:16px;color-scheme:light dark\"><h1>{escape(title)}</h1>"
                f'<p>{escape(detail)}</p><p><a href="/" target="_top">OCOP Monitor</a></p></body></html>\n')
        return Response(text, status, {**headers, "content-security-policy": policy()}, "text/html; charset=utf-8")
    told = {"type": f"/api/v1/#{title.lower().replace(' ', '-')}", "title": title, "status": status, "detail": detail,
            "instance": request.url.path, **more}
    return Response(json.dumps(told, ensure_ascii=False), status, {**headers, **EVERYWHERE}, PROBLEM)
