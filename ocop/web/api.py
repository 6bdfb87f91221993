"""`/api/v1/`, `/view/`, `/embed/`, `/picture/`: every figure at an address of its own, beside Streamlit.

HTTP alone: marks and conditions, packing, who may ask from elsewhere; refusals are made in `ocop.web.handling`. What is answered is made in
`ocop.api`, which is imported with the first call; what takes work is made one at a time (`ocop.web.turns`), and the pages go on in a flood.
"""

from codecs import BOM_UTF8
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from ocop.addresses import folder_of
from ocop.texts import _
from ocop.web import apart, giving, turns
from ocop.web.answers import Body, answered, packed_once, policy
from ocop.web.handling import EVERYWHERE, Way, worked

LIVE, FROZEN = "public, max-age=60", "public, max-age=31536000, immutable"
FIGURES = ("view", "embed", "share", "cite", "picture")  # first parts of the addresses of figures
KINDS = {"svg": "image/svg+xml", "png": "image/png"}


def routes() -> list[BaseRoute]:
    """The addresses of figures."""
    return [Way("/api/v1/", catalogue), Way("/api/v1/openapi.json", openapi),
            Way("/api/v1/{subject}/{file}", rows), Way("/api/v1/{rest:path}", nothing),
            Way("/picture/{subject}/{file}", picture),
            Way("/share/{subject}/{name}", share), Way("/cite/{subject}/{file}", cite),
            Way("/view/{subject}/{name}", light), Way("/embed/{subject}/{name}", light),
            *(Way(f"/{room}{rest}", nowhere) for room in FIGURES for rest in ("", "/{rest:path}"))]


def words_of(request: Request) -> dict[str, list[str]]:
    """The words of an address, each with all its values."""
    words: dict[str, list[str]] = {}
    for word, value in request.query_params.multi_items():
        words.setdefault(word, []).append(value)
    return words


def rows(request: Request) -> Response:
    """One figure in one form: `/api/v1/countries/register.csv?region=RAF`; `bom=true` marks CSV as UTF-8 for spreadsheets, `hxl=true`
    puts a row of HXL tags below its head."""
    from ocop.api import FORMS, Refused, asked, hxl, query_named

    name, _dot, form = request.path_params["file"].rpartition(".")
    if form not in FORMS:
        raise Refused(404, _("No such form"), _("Rows come as {forms}: /api/v1/{subject}/{name}.json.").format(
            forms=", ".join(FORMS), subject=request.path_params["subject"][:60], name=(name or form)[:60]), allowed=list(FORMS))
    query, words = query_named(request.path_params["subject"], name), words_of(request)
    is_marked = form == "csv" and one_of(words, "bom", ("true", "false"), "false") == "true"
    is_tagged = form == "csv" and one_of(words, "hxl", ("true", "false"), "false") == "true"
    call = asked(query, words)
    kind, make = FORMS[form]

    def made() -> tuple[Body, dict[str, str]]:
        result = call.passed()
        if not isinstance(result.rows, list) and apart.OFFERED in request.scope:  # it goes out elsewhere, and is not counted again there
            request.scope[apart.COUNTED] = result.rows.known
        told = {"ocop-total-rows": str(len(result.rows))}
        if call.offset + call.limit < len(result.rows):
            further = request.url.include_query_params(limit=call.limit, offset=call.offset + call.limit)
            told["link"] = f'<{further.path.rpartition("/")[2]}?{further.query}>; rel="next"'
        body = make(call, result)
        if is_tagged or is_marked:  # both stand before or below the head, which is the first part
            head = next(body)
            body = chain([(BOM_UTF8 if is_marked else b"") + (hxl.tagged(result, head) if is_tagged else head)], body)
        return (b"".join(body) if isinstance(result.rows, list) else body), told

    saved = {"content-disposition": f'attachment; filename="ocop-{query.name.replace("/", "-")}-{call.day()}.{form}"'} if form != "json" else {}
    return answered(request, mark_of(call, f"{form} {is_marked} {is_tagged}"), kind, {**EVERYWHERE, **saved, "cache-control": kept_for(call)}, made,
                    is_ready=True)


def light(request: Request) -> Response:
    """One figure as a page without a script; with `tell=height` a frame has the one that tells its height to the page around it."""
    from ocop.api import asked, query_named
    from ocop.api.drawings import format_of
    from ocop.api.frames import framed
    from ocop.api.light import LANGUAGES, TELL_HEIGHT, THEMES, page

    query = query_named(request.path_params["subject"], request.path_params["name"])
    words = words_of(request)
    colours = one_of(words, "theme", THEMES, "")
    one_of(words, "lang", LANGUAGES, "")
    is_embed = request.url.path.startswith("/embed/")
    is_telling = is_embed and one_of(words, "tell", ("height",), "") == "height"
    call = asked(query, words)
    headers = {"cache-control": kept_for(call), "content-security-policy": policy(TELL_HEIGHT if is_telling else ""),
               "link": f'<../../api/v1/{query.name}.json>; rel="alternate"; type="application/json"', "vary": "accept-encoding, x-forwarded-prefix"}

    def made() -> tuple[bytes, dict[str, str]]:
        if is_embed and query.card:
            return framed(call, colours=colours, is_telling=is_telling), {}
        return page(call, is_embed=is_embed, colours=colours, form=format_of(query.name), base=base_of(request), is_telling=is_telling), {}

    mark = mark_of(call, f"{request.url.path} {colours} {is_telling} {base_of(request)}")
    return answered(request, mark, "text/html; charset=utf-8", headers, made, is_ready=True)


def picture(request: Request) -> Response:
    """The chart of a figure: `/picture/countries/coverage.svg?region=RAF&width=narrow&theme=dark`; `bare=true` leaves out its words."""
    from ocop.api import Refused, asked, query_named
    from ocop.api.drawings import WIDTHS, at_hand, drawn, formats_of
    from ocop.api.light import THEMES

    name, _dot, form = request.path_params["file"].rpartition(".")
    query, words = query_named(request.path_params["subject"], name), words_of(request)
    if form not in formats_of(query.name):
        raise Refused(404, _("No picture"), _("{query} has no chart as {form}; /view/{query} shows what it has.").format(
            query=query.name, form=form[:20]))
    width, colours = one_of(words, "width", tuple(WIDTHS), "wide"), one_of(words, "theme", THEMES, "light")
    is_bare = one_of(words, "bare", ("true", "false"), "false") == "true"
    call = asked(query, words)
    headers = {**EVERYWHERE, "cache-control": kept_for(call), "content-security-policy": policy()}
    mark = mark_of(call, f"{form} {width} {colours} {is_bare}")

    def made() -> tuple[bytes, dict[str, str]]:
        found = at_hand(call, form, width, colours, is_bare)
        if not found:
            turns.needed(request, mark, is_drawn=form != "svg" or not query.card)
        return found or drawn(call, form, width, colours, is_bare=is_bare), {}

    return answered(request, mark, KINDS[form], headers, made, is_work=False)


def share(request: Request) -> Response:
    """Everything by which a figure is passed on, as a page without a script."""
    from ocop.api import asked, query_named
    from ocop.api.share import given, page

    call = asked(query_named(request.path_params["subject"], request.path_params["name"]), words_of(request))
    base = base_of(request)

    def made() -> tuple[bytes, dict[str, str]]:
        giving.offer(request, given(call))
        return page(call, base), {}

    return answered(request, mark_of(call, f"share {base}"), "text/html; charset=utf-8",
                    {"cache-control": "private, max-age=60", "content-security-policy": policy()}, made)


def cite(request: Request) -> Response:
    """A figure as a reference: `/cite/countries/coverage.bib?region=RAF`."""
    from ocop.api import Refused, asked, query_named
    from ocop.api.citing import FORMS, key
    from ocop.api.share import lasting

    name, _dot, form = request.path_params["file"].rpartition(".")
    if form not in FORMS:
        raise Refused(404, _("No such form"), _("References come as {forms}: /cite/{subject}/{name}.bib.").format(
            forms=", ".join(FORMS), subject=request.path_params["subject"][:60], name=(name or form)[:60]), allowed=list(FORMS))
    call = asked(query_named(request.path_params["subject"], name), words_of(request))
    base = base_of(request)
    _name, kind, make = FORMS[form]
    headers = {**EVERYWHERE, "cache-control": "private, max-age=60", "content-disposition": f'attachment; filename="{key(call)}.{form}"'}
    return answered(request, mark_of(call, f"cite {form} {base}"), kind, headers,
                    lambda: (make(call, call.result(), lasting(call, base)).encode(), {}))


def base_of(request: Request) -> str:
    """The address of the site as this reader reaches it, with the folder that a proxy tells, without a slash at its end."""
    return f"{request.url.scheme}://{request.url.netloc}{folder_of(request.headers.get('x-forwarded-prefix', ''))}"


def one_of(words: dict[str, list[str]], word: str, known: tuple[str, ...], usual: str) -> str:
    """Take a word with one of a few values out of the words; Refused for any other."""
    from ocop.api import Refused

    values = words.pop(word, [usual])
    if len(values) > 1 or values[0] not in (*known, usual):
        raise Refused(422, _("Wrong parameter"), _("{word} takes {allowed}.").format(word=word, allowed=", ".join(known)), parameter=word,
                      value=", ".join(value[:40] for value in values[:3]), allowed=list(known))
    return values[0]


def catalogue(request: Request) -> Response:
    """All figures: for programs as JSON, for whoever prefers HTML (a browser) as a page."""
    from ocop.api.catalogue import as_json, listing
    from ocop.api.reading import page
    from ocop.store import current

    if request.headers.get("accept", "").partition(",")[0].strip() == "text/html":
        made = page(current())
        headers = {**EVERYWHERE, "cache-control": LIVE, "vary": "accept-encoding, accept", "content-security-policy": policy()}
        return answered(request, sha256(made).hexdigest(), "text/html; charset=utf-8", headers, lambda: (made, {}), is_work=False)
    return document(request, as_json(current(), listing), {"vary": "accept-encoding, accept"})


def openapi(request: Request) -> Response:
    """The same as OpenAPI."""
    from ocop.api.catalogue import as_json
    from ocop.api.catalogue import openapi as made
    from ocop.store import current

    return document(request, as_json(current(), made))


def nothing(request: Request) -> Response:
    """Below the API, an address that leads nowhere."""
    from ocop.api import Refused

    raise Refused(404, _("No such address"), _("Rows are at /api/v1/<subject>/<name>.json; /api/v1/ lists all figures."))


def nowhere(request: Request) -> Response:
    """The address of a figure that names none."""
    from ocop.api import Refused

    raise Refused(404, _("No such figure"), _("An address of a figure is /{room}/<subject>/<name>; /api/v1/ lists all figures.").format(
        room=request.url.path.split("/")[1]))


def document(request: Request, body: bytes, more: dict[str, str] | None = None) -> Response:
    """A JSON document of the version in use."""
    headers = {**EVERYWHERE, "cache-control": LIVE, **(more or {})}
    return answered(request, sha256(body).hexdigest(), "application/json", headers, lambda: (body, {}), is_work=False, pack=packed_once)


def kept_for(call: Any) -> str:
    """How long an answer may be kept by others."""
    return FROZEN if call.is_frozen else LIVE


def mark_of(call: Any, form: str) -> str:
    """What an answer hangs on: version of the data, text of the query, choice, page, form."""
    told = repr((call.store.fingerprint, call.store.stale_because, call.query.sql, sorted(call.words().items()), call.limit, call.offset, form))
    return sha256(told.encode()).hexdigest()


giving.ANSWERERS.update({room: partial(worked, make) for room, make in (("view", light), ("embed", light), ("cite", cite), ("api", rows),
                                                                       ("picture", picture))})
