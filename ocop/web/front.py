"""The HTML page that carries the app: Streamlit's own, with our name and without what we do not use.

The title and the description are what a link preview shows. Streamlit's own font, which the theme replaces a moment
later, would cost each new reader 170 kB: its preload goes, and a request for it is led to the font that is used anyway.
Only an answer that is byte for byte Streamlit's page is exchanged; any other HTML passes.
"""

import html
import re
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ocop import figure
from ocop.office import monitor, office, programme
from ocop.web import api, finding, packing
from ocop.web.latest import ADDRESS
from ocop.web.shelf import OURS
from ocop.web.upstream import FRONTEND

ABOUT = "One Country One Priority Product: countries, products, progress and what comes next."
ABOUT_AN_OFFICE = "{programme}: units, products, targets, figures and who can be supported."

# the chosen one of several buttons: the accent colour as text is too weak on the dark ground
STYLE = '<style>[data-testid="stButtonGroup"] [data-selected="true"] { color: inherit !important; }</style>'

# for programs that look through the page of a browser; whoever reads without one gets those of the region or country (`ocop.api.preview`)
FEEDS = "\n    ".join(f'<link rel="alternate" type="{kind}" title="{title}" href="./{way}" />' for kind, title, way in (
    ("application/atom+xml", "What became known, newest first", "feed/changes.atom"), ("text/calendar", "Events as a calendar", "feed/events.ics"),
    ("application/ld+json", "The data set, for catalogues of open data (DCAT)", "data/catalog.jsonld")))

# the same record for whoever has no script or no connection (static/wire.js tells the latter)
STILL = f'<a href=".{ADDRESS}">The static report</a> holds the same record and needs none.'
NO_SCRIPT = "<noscript><p>{name} draws its pages in the browser and needs JavaScript for it. {still}</p></noscript>"


def ours(name: str) -> str:
    """The address of a file of ours, which changes with its content: a browser may keep an old one for a day."""
    return f"./app/static/{name}?{sha256((OURS / name).read_bytes()).hexdigest()[:12]}"


WIRE, TOGETHER, PAGE = (f'<script src="{ours(name)}"></script>' for name in ("wire.js", "together.js", "page.js"))
# before Streamlit's own scripts: it stands between them and the browser's history
HISTORY = f'<script src="{ours("history.js")}"></script>'
# every page has charts: what draws them need not wait for the first of them
CHARTS = "\n    ".join(f'<link rel="modulepreload" href=".{figure.ASKED}{name}" fetchpriority="low" />'
                        for name in (figure.SCRIPT, figure.LIBRARY))

# at the end of the page: where two rules weigh the same, ours comes after those that Streamlit's scripts add to the head
SHEETS = "\n  ".join(f'<link rel="stylesheet" href="{ours(name)}" media="{media}" />'
                       for name, media in (("page.css", "all"), ("print.css", "print")))

LIST, WITH_SLASH = "/api/v1/", ("/_stcore/", "/static/", "/app/static/", "/component/", "/media/")
UNUSED_FONT = "/static/media/SourceSansVF-Upright"
FONT = "../../app/static/fonts/noto-sans-latin.woff2"  # from /static/media/: a proxy may have put a folder before both

ORIGINAL = (FRONTEND / "index.html").read_bytes()


def about() -> str:
    """What the monitor shows, for those who find its address."""
    return ABOUT_AN_OFFICE.format(programme=programme()) if office() else ABOUT


def page(original: str = ORIGINAL.decode()) -> str:
    """Our page from Streamlit's; unchanged parts, its one script among them, stay as they are."""
    name = html.escape(monitor())
    named = re.sub(r"<title>.*?</title>", lambda _found: f"<title>{name}</title>", original, flags=re.DOTALL)
    named = re.sub(r"<link\s+rel=\"(preload|service-desc)\"[^>]*>", "", named)
    named = re.sub(r"<noscript>.*?</noscript>", lambda _found: NO_SCRIPT.format(name=name, still=STILL), named, flags=re.DOTALL)
    meta = f'<meta name="description" content="{html.escape(about())}" />'
    described = "\n    ".join((meta, FEEDS, STYLE, WIRE, TOGETHER, PAGE, HISTORY, CHARTS)) + "\n  </head>"
    return named.replace("./favicon.png", "./app/static/favicon.png").replace("</head>", described, 1).replace(
        "</body>", f"  {SHEETS}\n  </body>", 1)


class Front:
    """ASGI middleware: exchanges Streamlit's page for ours, at every address that leads to it."""

    def __init__(self, app: ASGIApp, body: str = ""):
        """`body`: the page of a server of another kind, of which no preview tells."""
        self.app, self.has_previews = app, not body
        plain = (body or page()).encode()
        self.forms = {None: plain, "br": packing.pack(plain, "br"), "gzip": packing.pack(plain, "gzip")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        if elsewhere := tidied(scope):
            await RedirectResponse(elsewhere, 301)(scope, receive, send)
            return
        if scope["path"].startswith(UNUSED_FONT):
            await RedirectResponse(FONT, headers={"cache-control": "public, max-age=86400"})(scope, receive, send)
            return
        encoding = packing.accepted(Headers(scope=scope).get("accept-encoding", ""))
        body = self.forms[encoding]
        if told := await finding.preview(Request(scope)) if self.has_previews and finding.is_reader(scope) else "":
            body = self.forms[None].replace(FEEDS.encode(), b"", 1).replace(b"</head>", told.encode() + b"</head>", 1)
            body = packing.pack(body, encoding) if encoding else body
        exchange = Exchange(send, body, encoding, is_head=scope["method"] == "HEAD")
        await self.app(_whole(scope), receive, exchange.send)


# the first parts of addresses that lead to no page: their answers have marks and packed forms of their own
ROOMS = {route.path.split("/")[1] for route in (*api.routes(), *finding.routes()) if isinstance(route, Route)}


def _whole(scope: Scope) -> Scope:
    """The request without conditions and parts when it may lead to a page: they would speak of the other file, as would its packed form."""
    if "." in scope["path"].rpartition("/")[2] or scope["path"].lstrip("/").partition("/")[0] in ROOMS:
        return scope
    unwanted = {b"range", b"if-none-match", b"if-modified-since", b"if-range", b"accept-encoding"}
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in unwanted]}


def tidied(scope: Scope) -> str:
    """Where an address with a slash too many leads, or the list of figures with one too few; empty for any other. It is told from the address that
    was asked for: a proxy may have put a folder before it."""
    path, query = scope["path"], scope["query_string"].decode("latin-1")
    raw = scope.get("raw_path", path.encode()).decode("latin-1")
    last, slashes = raw.rstrip("/").rpartition("/")[2], len(raw) - len(raw.rstrip("/"))
    if path == LIST.rstrip("/"):
        way = f"{last}/"
    elif not last or slashes != 1 or path == LIST or path.startswith(WITH_SLASH):
        return ""
    else:
        way = f"../{last}"
    return f"{way}{'?' if query else ''}{query}"


class Exchange:
    """Holds back an answer that has the type and length of Streamlit's page until its bytes are compared."""

    def __init__(self, send: Send, body: bytes, encoding: str | None, is_head: bool):
        self.onward, self.body, self.encoding, self.is_head = send, body, encoding, is_head
        self.start: Message | None = None
        self.held = b""

    async def send(self, event: Message) -> None:
        if event["type"] == "http.response.start" and _looks_like_original(event):
            self.start = event
        elif event["type"] == "http.response.body" and self.start is not None:
            self.held += event.get("body", b"")
            if not event.get("more_body", False):
                await self.finish()
        else:
            await self.onward(event)

    async def finish(self) -> None:
        if self.held == ORIGINAL or self.is_head:
            self.held = b"" if self.is_head else self.body
            self.relabel()
        assert self.start is not None, "an answer ends after it has begun"
        await self.onward(self.start)
        await self.onward({"type": "http.response.body", "body": self.held})

    def relabel(self) -> None:
        headers = MutableHeaders(scope=self.start)
        headers["content-length"] = str(len(self.body))
        headers["cache-control"] = "no-cache"
        headers["vary"] = "accept-encoding, sec-fetch-mode"
        if self.encoding:
            headers["content-encoding"] = self.encoding
        for stale in ("etag", "last-modified", "accept-ranges"):
            del headers[stale]


def _looks_like_original(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    is_page = headers.get("content-type", "").startswith("text/html")
    return start["status"] == 200 and is_page and headers.get("content-length") == str(len(ORIGINAL))
