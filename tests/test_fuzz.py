"""Every address against what nobody thought of: calls made up from the OpenAPI document, right and wrong ones, and question marks followed by
anything. Nothing is answered by a fault (5xx) or beyond two seconds of the server's own processor time, and nothing undocumented.

`OCOP_FUZZ=5000 pytest tests/test_fuzz.py` asks so many further questions, other ones each time; without it a few, always the same.
"""

import json
import os
import random
import time
from copy import deepcopy
from functools import cache
from urllib.parse import quote, quote_from_bytes, urlencode

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from starlette.requests import Request

from ocop import filters, queries
from ocop.api import drawings, rooms
from ocop.api.catalogue import openapi
from ocop.api.preview import PAGES
from ocop.store import open_store
from ocop.web import finding
from tests.test_api import APP, ask

APP.routes.extend(finding.routes())
MORE = int(os.environ.get("OCOP_FUZZ", "0"))
SECONDS = 2.0  # of processor time: of the server, and of nothing else that the machine does
KINDS = ("/api/v1/", "/view/", "/embed/", "/share/", "/cite/", "/picture/")  # of addresses of which there is one for each figure
CASES = {"derandomize": not MORE, "deadline": None, "database": None, "suppress_health_check": list(HealthCheck),
         "phases": [Phase.generate, Phase.shrink] if MORE else [Phase.generate]}


@cache
def full():
    """The document as it is served, made when the first test asks."""
    return openapi(open_store())


def document():
    """The document, of a few figures unless many questions are asked; of the versions it names the one that is kept, and one that is not."""
    paths = [path for path in full()["paths"] if not path.startswith(KINDS) or path in KINDS]
    for kind in KINDS:
        found = [path for path in full()["paths"] if path.startswith(kind) and path != kind]
        paths += found if MORE else random.Random(1).sample(found, 12)
    made = deepcopy({**full(), "paths": {path: full()["paths"][path] for path in paths}})
    made["components"]["parameters"]["version"]["schema"] = {"type": "string", "enum": [open_store().fingerprint[:12]] * 3 + ["0" * 12]}
    return made


@cache
def operations():
    """What the document offers, as something to draw calls from."""
    return [found.ok() for found in schemathesis.openapi.from_dict(document()).get_all_operations()]


@pytest.fixture(autouse=True)
def pencil(monkeypatch, tmp_path):
    """Drawings by nobody; what is kept stands in a folder of its own."""
    monkeypatch.setattr(drawings, "picture", lambda _figure, _form, _width, **_dots: b'<svg height="10"/>')
    monkeypatch.setattr(drawings, "cache_folder", lambda: tmp_path)
    monkeypatch.setenv("OCOP_FROZEN_MB", "0")


def asked(path, query):
    """The answer, which took no longer than it may and is no fault."""
    before = time.process_time()
    answer = ask(path, query, host="ocop.example.org")
    assert time.process_time() - before < SECONDS, (path, query)
    assert answer.status < 500 or (path, answer.status) == ("/oembed", 501), (path, query, answer.text)
    assert not answer.headers.get("content-type", "").startswith(("text/", "application/problem")) or "Traceback" not in answer.text
    return answer


def words_of(case):
    """The query of a made-up call, as a client writes it."""
    return urlencode([(word, one) for word, value in (case.query or {}).items() for one in (value if isinstance(value, list) else [value])])


@given(st.data())
@settings(max_examples=MORE or 100, **CASES)
def test_every_address_answers_as_its_document_says(data):
    operation = data.draw(st.sampled_from(operations()))
    case = data.draw(operation.as_strategy(generation_mode=data.draw(st.sampled_from(list(GenerationMode)))))
    answer = asked(operation.path, words_of(case))
    told = full()["paths"][operation.path]["get"]["responses"]
    assert str(answer.status) in told, (operation.path, case.query, answer.text)
    says = told[str(answer.status)]
    says = full()["components"]["responses"][says["$ref"].rpartition("/")[2]] if "$ref" in says else says
    kind = answer.headers["content-type"].partition(";")[0]
    assert kind in says.get("content", {kind: {}}), (operation.path, kind)
    if kind == "application/json" and operation.path.startswith("/api/v1/") and operation.path != "/api/v1/":
        jsonschema.validate(answer.told, full()["components"]["schemas"]["Figure"])
    if kind == "application/problem+json":
        jsonschema.validate(answer.told, full()["components"]["schemas"]["Problem"])


STRANGE = st.one_of(
    st.sampled_from(["", "all", "RAF", "BGD", "livestock", "2025-08-01", "9999-12-31", "0000-00-00", "2025-02-30", "-1", "1e9", "٣", "true", "TRUE",
                     "NaN", "' or 1=1 --", "../../etc/passwd", "<script>alert(1)</script>", "{first.country}", "$as_of", "%s%n", "\ud800", "\x00",
                     "a" * 3000, "cocoa", "coco", "height", "dark", "large"]),
    st.builds(lambda: open_store().fingerprint[:12]), st.text(max_size=20), st.dates().map(str), st.integers().map(str))
WORDS = st.sampled_from([*filters.WORDS, *queries.FURTHER, "version", "limit", "offset", "theme", "lang",
                         "tell", "width", "bare", "bom", "hxl", "url",
                         "format", "maxwidth", "filters", "embed", "entry", "tab", "", "__class__", "as_of[]", "region[0]"])
SIGNS = st.sampled_from(["&", "&&", ";", "=", "?", "#", "%", "%zz", "%00", "%ff%fe", "+", "&=", "\\", "é"])
PIECES = st.one_of(st.tuples(WORDS, STRANGE).map(lambda pair: f"{quote(pair[0])}={quote(pair[1].encode('utf-8', 'surrogatepass'))}"), SIGNS,
                   st.binary(max_size=12).map(quote_from_bytes))
NAMES = queries.names()
ROOMS = ["/view/{}", "/embed/{}", "/share/{}", "/picture/{}.svg", "/picture/{}.png", "/cite/{}.bib", "/cite/{}.json", "/api/v1/{}.json",
         "/api/v1/{}.csv", "/api/v1/{}.xlsx", "/api/v1/{}.parquet"]
SINGLE = ["/oembed", "/sitemap.xml", "/api/v1/", *(f"/{path}" for path in rooms.FILES if not path.endswith((".zip", ".duckdb")))]
PATHS = st.one_of(
    st.tuples(st.sampled_from(ROOMS), st.sampled_from(NAMES)).map(lambda one: one[0].format(one[1])), st.sampled_from(SINGLE),
    st.tuples(st.sampled_from(["view", "embed", "share", "cite", "picture", "feed", "data", "api/v1"]), st.text(max_size=8), st.text(max_size=8)).map(
        lambda parts: "/" + "/".join(part.encode("utf-8", "replace").decode() for part in parts)))


@given(PATHS, st.lists(PIECES, max_size=6), st.booleans())
@settings(max_examples=MORE or 150, **CASES)
def test_anything_behind_a_question_mark_is_answered_or_refused_in_words(path, pieces, is_framed):
    query = "&".join(pieces)[:4096].encode("utf-8", "replace").decode("latin-1")
    if path == "/oembed" and is_framed:
        query = urlencode({"url": f"http://ocop.example.org/view/countries/map?{query}"}) + f"&{'&'.join(pieces[:1])}"
    answer = asked(path, query.encode("latin-1").decode("latin-1"))
    if answer.status == 422 and answer.headers["content-type"] == "application/problem+json":
        assert answer.told["parameter"] is not None and len(answer.told["detail"]) < 3000


@given(st.sampled_from(sorted(PAGES)), st.lists(PIECES, max_size=6))
@settings(max_examples=MORE // 4 or 40, **CASES)
def test_a_preview_is_made_of_any_link(page, pieces):
    before = time.process_time()
    scope = {"type": "http", "method": "GET", "path": f"/{'' if page == 'overview' else page}", "scheme": "http", "server": ("127.0.0.1", 80),
             "root_path": "", "query_string": "&".join(pieces)[:4096].encode("utf-8", "replace"), "headers": [(b"host", b"ocop.example.org")]}
    assert "og:title" in finding.head(Request(scope))  # an empty one says that it failed
    assert time.process_time() - before < SECONDS


def test_the_document_names_every_address_and_every_word_that_is_answered(record):
    paths = set(full()["paths"])
    assert {f"/{path}" for path in rooms.FILES} | {"/oembed", "/api/v1/"} <= paths
    assert {path for path in paths if path.startswith("/view/")} == {f"/view/{name}" for name in NAMES}
    assert {path.rpartition(".")[0] for path in paths if path.startswith("/picture/")} == {
        f"/picture/{name}" for name in NAMES if drawings.formats_of(name)}
    assert len(json.dumps(full())) < 3_000_000 and len({told["get"]["operationId"] for told in full()["paths"].values()}) == len(paths)
    right = {"region": "RAF", "country": "BGD", "category": "livestock", "as_of": "2025-08-01", "compare_with": "2025-01-01", "limit": "3",
             "offset": "1", "version": record.fingerprint[:12], "product": "cocoa",
             "programme": "ocop-vn", "unit": "VN-33", "words": "coco", "theme": "dark", "lang": "en", "tell": "height",
             "width": "narrow", "bare": "true"}
    for path in ("/view/countries/coverage", "/embed/products/profile", "/share/search/found", "/cite/countries/coverage.ris",
                 "/picture/overview/countries.svg", *(f"/{path}" for path in rooms.FILES if path.endswith((".ics", ".csv", ".jsonld", ".xml")))):
        words = [told["$ref"].rpartition("/")[2] for told in full()["paths"][path]["get"]["parameters"]]
        assert asked(path, urlencode({word: right[word] for word in words if word != "country"})).status == 200, path
        for word in set(right) - set(words) if path != "/sitemap.xml" else ():
            assert asked(path, urlencode({word: right[word]})).status == 422, (path, word)
