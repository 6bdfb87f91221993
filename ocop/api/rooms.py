"""The addresses beside the rows, as paths of the OpenAPI document: small pages, frames, pictures, references, feeds, the whole data set.

What each takes and answers stands here once more than in the code that answers; a test asks every one of them with every word that it names.
"""

from typing import Any

from ocop import filters, queries
from ocop.api import citing
from ocop.api.asked import PAGING
from ocop.api.drawings import WIDTHS, formats_of
from ocop.api.light import LANGUAGES, THEMES
from ocop.texts import _

PAGE, PICTURES = "text/html", {"svg": "image/svg+xml", "png": "image/png"}
CHOICE = (*filters.WORDS, "version")
MEANINGS = {"theme": "colours; on a page those of the reader's device without it", "width": "how wide the picture is drawn",
            "lang": "language of the words", "bare": "true: the drawing alone, without title and sources",
            "tell": "height: the page tells its height to the page around it"}
VALUES = {"theme": THEMES, "lang": LANGUAGES, "width": tuple(WIDTHS), "bare": ("true", "false"), "tell": ("height",)}
OEMBED: list[dict[str, Any]] = [
    {"name": "url", "in": "query", "required": True, "description": "address of a page or a figure of this monitor", "schema": {"type": "string"}},
    {"name": "format", "in": "query", "required": False, "description": "json alone", "schema": {"type": "string", "enum": ["json"]}},
    *({"name": f"max{side}", "in": "query", "required": False, "description": "pixels that there are at most",
       "schema": {"type": "integer", "minimum": 1, "maximum": 99_999}} for side in ("width", "height"))]
FILES = {  # the whole data set: kind, words, what it is
    "feed/events.ics": ("text/calendar", CHOICE, "events as a calendar"), "feed/changes.atom": ("application/atom+xml", CHOICE, "what became known"),
    "data/record.zip": ("application/zip", ("version",), "every table as a Data Package"),
    "data/tables.parquet.zip": ("application/zip", ("version",), "every table as Parquet"),
    "data/record.duckdb": ("application/octet-stream", ("version",), "the database that is served"),
    "data/figures.sdmx.csv": ("application/vnd.sdmx.data+csv", CHOICE, "the reported figures as SDMX-CSV"),
    "data/catalog.jsonld": ("application/ld+json", (), "the files as a catalogue (DCAT 3)"),
    "sitemap.xml": ("application/xml", (), "every page and every figure")}


def of_figure(one: dict[str, Any]) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """What a figure of the list has beside its rows: path -> (title, kind of the answer, words)."""
    name, title = one["query"], one["title"]
    asks = (*CHOICE, *(word for word in queries.FURTHER if word in one["parameters"]), *PAGING)
    return {f"/view/{name}": (title, PAGE, (*asks, "theme", "lang")), f"/embed/{name}": (title, PAGE, (*asks, "theme", "lang", "tell")),
            f"/share/{name}": (title, PAGE, asks),
            **{f"/cite/{name}.{form}": (title, kind.partition(";")[0], asks) for form, (_name, kind, _make) in citing.FORMS.items()},
            **{f"/picture/{name}.{form}": (title, PICTURES[form], (*asks, "theme", "width", "bare")) for form in formats_of(name)}}


def paths(figures: list[dict[str, Any]], answers: Any) -> dict[str, Any]:
    """All of them; `answers(kind)` gives the responses of an operation."""
    told = {path: (title, kind, words) for one in figures for path, (title, kind, words) in of_figure(one).items()}
    told |= {f"/{path}": (_(title), kind, words) for path, (kind, words, title) in FILES.items()}
    made = {path: {"get": operation(path, title, answers(kind), [{"$ref": f"#/components/parameters/{word}"} for word in words])}
            for path, (title, kind, words) in told.items()}
    refused = {**answers("application/json"), "501": {"description": "only JSON is answered"}}
    return made | {"/oembed": {"get": operation("/oembed", _("The frame of a page or a figure (oEmbed)"), refused, OEMBED)}}


def operation(path: str, title: str, answers: dict[str, Any], words: list[dict[str, Any]]) -> dict[str, Any]:
    """One address."""
    return {"operationId": path.strip("/").replace("/", "_").replace(".", "_"), "summary": title, "tags": [path.split("/")[1]],
            "parameters": words, "responses": answers}


def parameter(word: str) -> dict[str, Any] | None:
    """One of the words of these addresses; None for another."""
    if word not in VALUES:
        return None
    return {"name": word, "in": "query", "required": False, "description": MEANINGS[word], "schema": {"type": "string", "enum": list(VALUES[word])}}
