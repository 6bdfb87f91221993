"""Which figures there are: a list for people and programs, and the same as an OpenAPI 3.1 document. Both are made from the query files."""

import json
from collections.abc import Callable
from typing import Any

from ocop import filters, queries
from ocop.api import rooms
from ocop.api.asked import MOST_ROWS
from ocop.api.drawings import formats_of
from ocop.api.forms import FORMS
from ocop.office import lists, monitor
from ocop.store import Store, once
from ocop.texts import _

ROOT = "/api/v1/"
MARKS = ["bom", "hxl"]  # words of a CSV alone
ANSWERS = {"404": "no such figure or form, or nothing to draw", "410": "the version is no longer kept", "414": "an address too long to be read",
           "422": "a wrong parameter, named with its value", "429": "one client asked too often; retry-after says when to come again",
           "503": "the figure took too long, or it cannot be drawn or served now"}


def entry(served: Store, name: str) -> dict[str, Any]:
    """One figure: what it shows, its addresses as seen from the list, the words that it takes, and those that it cannot obey with the reason."""
    query, takes = queries.read(name), queries.wanted(served, queries.read(name))
    return {
        "query": name, "title": _(query.title), "unit": query.unit, "grain": query.grain, "notes": [_(note) for note in query.notes],
        "parameters": [*(word for word, given in filters.WORDS.items() if given in takes), *(word for word in queries.FURTHER if word in takes)],
        "not_obeyed": dict(query.ignores), "counted_from": query.counted or None,
        "links": {**{form: f"{name}.{form}" for form in FORMS}, "view": f"../../view/{name}", "embed": f"../../embed/{name}",
                  **{f"picture ({form})": f"../../picture/{name}.{form}" for form in formats_of(name)}}}


@once
def listing(served: Store) -> dict[str, Any]:
    """All figures of this monitor. Never change it."""
    return {"title": monitor(), "version": served.fingerprint[:12], "last_day": served.last_day.isoformat(), "most_rows": MOST_ROWS,
            "openapi": "openapi.json", "catalog": "../../data/catalog.jsonld",
            "queries": [entry(served, name) for name in filter(lists, queries.names())]}


@once
def openapi(served: Store) -> dict[str, Any]:
    """The document of OpenAPI 3.1: one path for each figure and form, and the addresses beside the rows. Never change it."""
    figures = listing(served)["queries"]
    paths = {f"{ROOT}{one['query']}.{form}": {"get": operation(one, form)} for one in figures for form in FORMS}
    return {"openapi": "3.1.0", "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "info": {"title": monitor(), "version": "1", "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
                     "description": _("Every figure of the monitor: the rows that its pages show, for the same words as in their links.")},
            "servers": [{"url": "../../"}],  # from the address of this document: a proxy may have put a folder before it
            "paths": {ROOT: {"get": {"operationId": "list", "summary": _("All figures"),
                                     "responses": answers("application/json", {"type": "object"})}}, **paths,
                      **rooms.paths(figures, lambda kind: answers(kind, {} if kind == "application/json" else {"type": "string"}))},
            "components": {"parameters": {word: rooms.parameter(word) or parameter(served, word) for word in (*MEANINGS, *rooms.MEANINGS)},
                           "responses": {f"Refused{status}": {"description": words, "content": PROBLEMS} for status, words in ANSWERS.items()},
                           "schemas": {"Problem": PROBLEM, "Figure": FIGURE}}}


@once
def as_json(served: Store, told: Callable[[Store], dict[str, Any]]) -> bytes:
    """One of the two as a file, written once: the second is two million letters long."""
    return (json.dumps(told(served), ensure_ascii=False, indent=1) + "\n").encode()


def operation(one: dict, form: str) -> dict[str, Any]:
    """One figure in one form."""
    further = [word for word in queries.FURTHER if word in one["parameters"]]
    words = [*dict.fromkeys([*filters.WORDS, *further, "version", "limit", "offset"]), *(MARKS if form == "csv" else [])]
    refused = [f"{name} is not obeyed: {reason}" for name, reason in one["not_obeyed"].items()]
    schema = {"$ref": "#/components/schemas/Figure"} if form == "json" else {"type": "string"}
    return {"operationId": f"{one['query'].replace('/', '_')}_{form}", "summary": one["title"], "tags": [one["query"].split("/")[0]],
            "description": " ".join([f"{one['unit']}; {one['grain']}.", *one["notes"], *refused]),
            "parameters": [{"$ref": f"#/components/parameters/{word}"} for word in words],
            "responses": answers(FORMS[form][0].partition(";")[0], schema)}


def answers(kind: str, schema: dict) -> dict[str, Any]:
    """The good answer, and every refusal: a problem document of RFC 9457, on a page a sentence."""
    return {"200": {"description": "the answer", "content": {kind: {"schema": schema}}}, "304": {"description": "unchanged"},
            **{status: {"$ref": f"#/components/responses/Refused{status}"} for status in ANSWERS}}


def parameter(served: Store, word: str) -> dict[str, Any]:
    """One word of an address."""
    codes = filters.known_codes(served)
    if word in codes:
        schema: dict[str, Any] = {"type": "array", "items": {"type": "string", "enum": list(codes[word])}}
    elif word in filters.DAYS:
        schema = {"type": "string", "format": "date"}
    elif word in MARKS:
        schema = {"type": "string", "enum": ["true", "false"]}
    elif word in ("limit", "offset"):
        schema = {"type": "integer", "minimum": 1 if word == "limit" else 0, "maximum": MOST_ROWS if word == "limit" else 10**9 - 1}
    else:
        schema = {"type": "string", **({"pattern": "^[0-9a-f]{12}$"} if word == "version" else {"minLength": 1, "maxLength": 200})}
    return {"name": word, "in": "query", "required": False, "description": MEANINGS[word], "schema": schema, "explode": True, "style": "form"}


MEANINGS = {
    "region": "FAO regional group; write the word once for each", "country": "ISO 3166-1 alpha-3 code; write the word once for each",
    "category": "product type; write the word once for each", "as_of": "the day to look from: nothing known later is told",
    "compare_with": "the day to compare with; the last review where none is given", "product": "code of a product",
    "programme": "short name of a national programme", "unit": "code of a place of that programme; without it the programme as a whole",
    "words": "what to search for",
    "version": "first twelve signs of the fingerprint of the data: the address then says the same for as long as that version is kept",
    "bom": "marks the file as UTF-8, which spreadsheets need for letters with accents",
    "hxl": "puts a row of HXL tags (hxlstandard.org) below the head: what each column is, for programs; empty where no tag fits",
    "limit": "rows of one answer", "offset": "rows to pass over"}
PROBLEMS = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}, "text/html": {"schema": {"type": "string"}},
            "text/plain": {"schema": {"type": "string"}}}
PROBLEM = {"type": "object", "required": ["type", "title", "status", "detail"], "properties": {
    "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
    "instance": {"type": "string"}, "parameter": {"type": "string"}, "value": {"type": "string"}, "allowed": {}}}
FIGURE = {"type": "object", "required": ["query", "title", "unit", "grain", "finding", "columns", "total", "rows", "version"], "properties": {
    **{name: {"type": "string"} for name in ("query", "title", "unit", "grain", "finding", "reading", "as_of", "compare_with", "version")},
    "notes": {"type": "array", "items": {"type": "string"}}, "choice": {"type": "object"}, "not_obeyed": {"type": "object"},
    "columns": {"type": "array", "items": {"type": "object"}}, "total": {"type": "integer"}, "offset": {"type": "integer"},
    "next_offset": {"type": ["integer", "null"]}, "rows": {"type": "array", "items": {"type": "object"}}}}
