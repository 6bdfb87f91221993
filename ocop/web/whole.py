"""`/data/`: the whole data set in the forms that others use, beside the figures of `/api/v1/`, with the same refusals and marks.

The files take the word `version`; `figures.sdmx.csv` also those of a link. The database is streamed from the file that is served: nothing
but the tables and the vocabulary stands in it, and it is never written again.
"""

import json
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from ocop.texts import _
from ocop.web.api import EVERYWHERE, LIVE, answered, base_of, handled, kept_for, mark_of, words_of


def routes() -> list[BaseRoute]:
    """The addresses of the data set."""
    return [Route(f"/data/{name}", handled(make), methods=["GET"]) for name, make in (
        ("catalog.jsonld", catalog), ("record.zip", record), ("tables.parquet.zip", tables), ("record.duckdb", database),
        ("figures.sdmx.csv", figures), ("{rest:path}", nothing))]


def version_of(request: Request) -> Any:
    """The version that an address names, else the one that is served. Refused for any other word."""
    from ocop.api.asked import version

    words = words_of(request)
    named = words.pop("version", [])
    no_more(words, ["version"])
    return version(named)


def no_more(words: dict[str, list[str]], known: list[str]) -> None:
    """Refused with the first word that this address does not know."""
    from ocop.api.asked import Refused, shown

    for word, values in words.items():
        raise Refused(422, _("Unknown parameter"), _("This address takes no {word}.").format(word=repr(word[:40])), parameter=word[:40],
                      value=shown(values), allowed=known)


def saved_as(store: Any, name: str) -> dict[str, str]:
    """The headers of a file; its name tells the last day of the data."""
    first, _dot, end = name.partition(".")
    return {**EVERYWHERE, "cache-control": LIVE, "content-disposition": f'attachment; filename="ocop-{first}-{store.last_day}.{end}"'}


def record(request: Request) -> Response:
    """The Data Package of the page About."""
    from ocop.store.package import all_files

    store = version_of(request)
    body = all_files(store)
    return answered(request, sha256(body).hexdigest(), "application/zip", saved_as(store, "record.zip"), lambda: (body, {}))


def tables(request: Request) -> Response:
    """Every table as Parquet."""
    from ocop.api.tables import as_zip

    store = version_of(request)
    body = as_zip(store)
    return answered(request, sha256(body).hexdigest(), "application/zip", saved_as(store, "tables.parquet.zip"), lambda: (body, {}))


def database(request: Request) -> Response:
    """The file that is served, with the hash that it was built with as its mark; parts of it can be asked for."""
    from ocop.api import Refused

    store = version_of(request)
    try:
        mark = store.file.with_suffix(".sha256").read_text(encoding="ascii").strip()
        size = store.file.stat().st_size
    except (OSError, ValueError):
        raise Refused(503, _("No file"), _("The database is not at hand now. /data/record.zip holds the same rows.")) from None
    headers = {**saved_as(store, "record.duckdb"), "etag": f'"{mark[:24]}-{size}"'}
    if headers["etag"] in [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return FileResponse(store.file, headers=headers, media_type="application/octet-stream")


def figures(request: Request) -> Response:
    """The reported figures as SDMX-CSV: `/data/figures.sdmx.csv?as_of=2025-08-01`."""
    from ocop.api import sdmx

    call = sdmx.call_of(words_of(request))
    headers = {**EVERYWHERE, "cache-control": kept_for(call), "content-disposition": f'attachment; filename="ocop-figures-{call.day()}.sdmx.csv"'}
    return answered(request, mark_of(call, "sdmx"), sdmx.KIND, headers, lambda: (sdmx.as_csv(call.store, call.result()), {}))


def catalog(request: Request) -> Response:
    """DCAT 3: what there is, for catalogues of open data; its addresses are those of this reader, so that nobody may keep it for another."""
    from ocop.api import dcat
    from ocop.store import current

    no_more(words_of(request), [])
    body = (json.dumps(dcat.catalog(current(), base_of(request)), ensure_ascii=False, indent=1) + "\n").encode()
    return answered(request, sha256(body).hexdigest(), dcat.KIND, {**EVERYWHERE, "cache-control": "private, max-age=60"}, lambda: (body, {}))


def nothing(request: Request) -> Response:
    """Below the data, an address that leads nowhere."""
    from ocop.api import Refused

    raise Refused(404, _("No such address"), _("The files are listed in /data/catalog.jsonld."))
