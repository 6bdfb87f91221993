"""How others find and show the monitor: `/oembed`, `/sitemap.xml`, `/robots.txt`, and the preview of a page in the head of its HTML.

A browser that opens a page gets the one HTML that all pages share. Whoever only reads it (a chat, a document, a search engine) cannot run
the page: in the head of its copy stands what the page finds. `Sec-Fetch-Mode`, which browsers send and readers do not, tells them apart.
"""

import json
import logging
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Scope

from ocop import office
from ocop.home import ROOT
from ocop.texts import _
from ocop.web import apart, budget, turns
from ocop.web.api import EVERYWHERE, LIVE, answered, base_of
from ocop.web.handling import Way

log = logging.getLogger("ocop.web.finding")

WIDE, HIGH = 800, 640  # pixels of a frame where nobody says how large it may be
CARD = (320, 180)
SOON = 3.0  # seconds that a page waits for its preview
PAGE = (1200, 900)
PAGES = {"/", *(f"/{path.stem}" for path in (ROOT / "pages").glob("*.py"))}


def routes() -> list[BaseRoute]:
    """The addresses."""
    return [Way("/oembed", oembed), Way("/sitemap.xml", sitemap),
            Route("/robots.txt", robots, methods=["GET"])]


def oembed(request: Request) -> Response:
    """How to show an address of ours in a page of one's own (oembed.com, version 1.0): `/oembed?url=https://host/view/countries/coverage`."""
    from ocop.api import Refused

    words = {word: values[-1] for word, values in parse_qs(request.url.query, keep_blank_values=True).items()}
    if words.get("format", "json") != "json":
        raise Refused(501, _("Only JSON"), _("oEmbed is answered as JSON: leave the word format out."), parameter="format")
    turns.needed(request)
    shown, title, size = target(words.get("url", "")[:2000], base_of(request))
    width, height = (within(words.get(f"max{name}"), usual, name) for name, usual in (("width", size[0]), ("height", size[1])))
    frame = (f'<iframe src="{escape(shown, QUOTED)}" title="{escape(title, QUOTED)}" width="{width}" height="{height}" style="border:0" '
             'loading="lazy"></iframe>')
    body = json.dumps({"version": "1.0", "type": "rich", "title": title, "provider_name": office.monitor(), "provider_url": base_of(request) + "/",
                       "html": frame, "width": width, "height": height, "cache_age": 3600}, ensure_ascii=False).encode()
    return Response(body, headers={**EVERYWHERE, "cache-control": LIVE}, media_type="application/json")


QUOTED = {'"': "&quot;"}


def target(url: str, base: str) -> tuple[str, str, tuple[int, int]]:
    """The address of the frame, its title and its size in pixels, for an address of a figure or of a page. Refused with 404 for any other, and
    with what is wrong in it."""
    from ocop import queries
    from ocop.api import Refused, asked, query_named
    from ocop.api.preview import PAGES, subject
    from ocop.filters import parse
    from ocop.report.words import clean
    from ocop.store import current

    try:
        parts, home = urlsplit(url), urlsplit(base)
    except ValueError:  # half an address
        parts, home = urlsplit(""), urlsplit(base)
    words = parse_qs(parts.query)
    path = parts.path.removeprefix(home.path)
    path = path[:-1] if len(path) > 1 and path.endswith("/") else path  # it leads to the same without its slash
    if parts.scheme in ("http", "https") and parts.netloc.lower() == home.netloc.lower():
        room, _slash, name = path.lstrip("/").partition("/")
        if room in ("view", "embed", "share") and name.count("/") == 1:
            for word in ("theme", "lang", "tell"):
                words.pop(word, None)
            call = asked(query_named(*name.split("/")), words)
            size = CARD if call.query.card else (WIDE, HIGH)
            return f"{base}/embed/{name}{'?' + parts.query if parts.query else ''}", clean(call.result().finding), size
        page = room or office.home()
        if page in PAGES and not name:
            chosen, _told = parse(current(), words)
            told, _chart, about = subject(current(), page, words)
            title = clean(queries.run(current(), told, chosen, about).finding) if told else office.monitor()
            return f"{base}{path}?{parts.query + '&' if parts.query else ''}embed=true", title, PAGE
    raise Refused(404, _("Not of this monitor"), _("oEmbed answers for addresses of pages and figures of {base}: /oembed?url={base}/view/"
                                                    "countries/coverage.").format(base=base), parameter="url", value=url[:80])


def within(most: str | None, usual: int, name: str) -> int:
    """The usual size, or less where the caller has less room."""
    from ocop.api import Refused

    if most is None:
        return usual
    if not (most.isascii() and most.isdigit() and 0 < int(most) < 100_000):
        raise Refused(422, _("Wrong parameter"), _("max{name} takes a whole number of pixels.").format(name=name), parameter=f"max{name}",
                      value=most[:40])
    return min(usual, int(most))


def sitemap(request: Request) -> Response:
    """Every page and the small page of every figure, as of the last day of the data."""
    from ocop import queries
    from ocop.api.preview import PAGES
    from ocop.store import current

    served, base = current(), base_of(request)
    addresses = [f"{base}/{'' if page == office.home() else page}" for page in PAGES if page in (office.PAGES if office.office() else PAGES)]
    addresses += [f"{base}/view/{name}" for name in queries.names() if not (set(queries.FURTHER) & queries.wanted(served, queries.read(name)))]
    lines = "".join(f"<url><loc>{escape(address)}</loc><lastmod>{served.last_day.isoformat()}</lastmod></url>\n" for address in addresses)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'.encode()
    return answered(request, sha256(body).hexdigest(), "application/xml", {"cache-control": LIVE, "vary": "accept-encoding, x-forwarded-prefix"},
                    lambda: (body, {}), is_work=False)


def robots(request: Request) -> Response:
    """All may be read; what is made for one reader's copy is not worth a robot's time."""
    text = f"User-agent: *\nDisallow: /share/\nDisallow: /cite/\nDisallow: /_stcore/\n\nSitemap: {base_of(request)}/sitemap.xml\n"
    return Response(text, headers={"cache-control": "public, max-age=86400"}, media_type="text/plain")


def is_reader(scope: Scope) -> bool:
    """Whether this asks for a page of ours without being a browser."""
    return scope["path"] in PAGES and not any(name == b"sec-fetch-mode" for name, _value in scope["headers"])


async def preview(request: Request) -> str:
    """`head`, when its turn comes soon; the page does not wait long for it, and shows none to whoever asks too much."""
    def made() -> str:
        try:
            with turns.LINE.turn(turns.client_of(request), SOON):
                return apart.APART.worked(head, request) if apart.APART.is_ready() else head(request)
        except turns.Busy:
            return ""

    return "" if budget.wait(request) else await anyio.to_thread.run_sync(made, limiter=turns.limiter("previews", 8))


def head(request: Request) -> str:
    """What stands in the head of the HTML of a page of ours for whoever cannot run it; empty where nothing can be said now."""
    page = request.url.path.strip("/") or office.home()
    try:
        from ocop.api.preview import tags
        from ocop.store import current

        return tags(current(), page, parse_qs(request.url.query), base_of(request))
    except Exception:  # a preview is never a reason for no page
        log.warning("no preview of %s", page, exc_info=True)
        return ""
