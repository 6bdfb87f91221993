"""`/data/`: the whole data set in the forms that others use, beside the figures of `/api/v1/`, with the same refusals and marks.

The files take the word `version`; `figures.sdmx.csv` and `iati.xml` also those of a link. What is made of a whole version is made once. The
database is streamed from the file that is served: nothing but the tables and the vocabulary stands in it, and it is never written again.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute

from ocop.texts import _
from ocop.web import frozen, turns
from ocop.web.api import EVERYWHERE, LIVE, answered, base_of, kept_for, mark_of, words_of
from ocop.web.handling import Way

ZIP = "application/zip"


def routes() -> list[BaseRoute]:
    """The addresses of the data set."""
    return [Way(f"/data{name}", make) for name, make in (
        ("/catalog.jsonld", catalog), ("/record.zip", record), ("/tables.parquet.zip", tables), ("/record.duckdb", database),
        ("/figures.sdmx.csv", figures), ("/iati.xml", funds), ("", nothing), ("/{rest:path}", nothing))]


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

    return made_once(request, "record", all_files)


def tables(request: Request) -> Response:
    """Every table as Parquet."""
    from ocop.api.tables import as_zip

    return made_once(request, "tables", as_zip)


def made_once(request: Request, name: str, make: Callable[[Any], bytes]) -> Response:
    """A file of a whole version, made with the first call, in a turn."""
    from ocop.store.package import is_kept, kept

    store = version_of(request)
    if not is_kept(store, name):
        turns.needed(request, (store.fingerprint, name), is_here=True)
    found, mark = kept(store, name, make)
    headers = saved_as(store, request.url.path.rpartition("/")[2])
    if isinstance(found, bytes) or frozen.address_of(request) and found.stat().st_size <= frozen.MOST_BYTES:
        return answered(request, mark, ZIP, headers, lambda: (found if isinstance(found, bytes) else found.read_bytes(), {}), is_work=False)
    return filed(request, found, mark[:24], ZIP, headers)


def filed(request: Request, file: Path, mark: str, kind: str, headers: dict[str, str]) -> Response:
    """A file with its mark; parts of it can be asked for. What the server may pack on its way out has a weak mark: nobody goes on with a
    part of the plain file where a packed one broke off."""
    tag = f'"{mark}"'
    is_packed = kind != ZIP and "gzip" in request.headers.get("accept-encoding", "") and "range" not in request.headers
    headers = {**headers, "etag": f"W/{tag}" if is_packed else tag, "vary": "accept-encoding"}
    if tag in [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return FileResponse(file, headers=headers, media_type=kind)


def database(request: Request) -> Response:
    """The file that is served, with the hash that it was built with as its mark."""
    from ocop.api import Refused

    store = version_of(request)
    try:
        mark = store.file.with_suffix(".sha256").read_text(encoding="ascii").strip()
        size = store.file.stat().st_size
    except (OSError, ValueError):
        raise Refused(503, _("No file"), _("The database is not at hand now. /data/record.zip holds the same rows.")) from None
    return filed(request, store.file, f"{mark[:24]}-{size}", "application/octet-stream", saved_as(store, "record.duckdb"))


def figures(request: Request) -> Response:
    """The reported figures as SDMX-CSV: `/data/figures.sdmx.csv?as_of=2025-08-01`."""
    from ocop.api import sdmx

    call = sdmx.call_of(words_of(request))
    headers = {**EVERYWHERE, "cache-control": kept_for(call), "content-disposition": f'attachment; filename="ocop-figures-{call.day()}.sdmx.csv"'}
    return answered(request, mark_of(call, "sdmx"), sdmx.KIND, headers, lambda: (sdmx.as_csv(call.store, call.result()), {}))


def funds(request: Request) -> Response:
    """The funds as activities of IATI: `/data/iati.xml?country=BGD`."""
    from ocop.api import iati

    call = iati.call_of(words_of(request))
    headers = {**EVERYWHERE, "cache-control": kept_for(call), "content-disposition": f'attachment; filename="ocop-iati-{call.day()}.xml"'}
    return answered(request, mark_of(call, "iati"), iati.KIND, headers, lambda: (iati.activities(call), {}))


def catalog(request: Request) -> Response:
    """DCAT 3: what there is, for catalogues of open data; its addresses are those of this reader, so that nobody may keep it for another."""
    from ocop.api import dcat
    from ocop.store import current

    no_more(words_of(request), [])
    body = (json.dumps(dcat.catalog(current(), base_of(request)), ensure_ascii=False, indent=1) + "\n").encode()
    return answered(request, sha256(body).hexdigest(), dcat.KIND, {**EVERYWHERE, "cache-control": "private, max-age=60"}, lambda: (body, {}),
                    is_work=False)


def nothing(request: Request) -> Response:
    """Below the data, an address that leads nowhere."""
    from ocop.api import Refused

    raise Refused(404, _("No such address"), _("The files are listed in /data/catalog.jsonld."))
