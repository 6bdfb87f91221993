"""Every figure at an address of its own: the same rows as on the screen and the command line, in each form; what is wrong is named."""

import asyncio
import csv
import gzip
import io
import json
import re
import tracemalloc
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html import unescape
from importlib import import_module
from urllib.parse import urlencode, urljoin

import brotli
import jsonschema
import openpyxl
import pytest
from pyarrow import parquet
from starlette.applications import Starlette

from ocop import filters, parts, queries, store
from ocop.__main__ import as_json
from ocop.api import light
from ocop.api.asked import some_of
from ocop.api.catalogue import openapi
from ocop.filters import Filters
from ocop.headline import title_of
from ocop.store import limits
from ocop.web import answers, api, feeds, streams, turns, whole
from tests.small import small_store

asking = import_module("ocop.api.asked")  # a word of its own: a function of this file has that name
APP = Starlette(routes=[*api.routes(), *feeds.routes(), *whole.routes()])
CHOICES = ({}, {"country": ["BGD", "CRI"], "as_of": ["2025-08-01"]})
FURTHER = {"product": "cocoa", "programme": "ocop-vn", "unit": "VN-33", "words": "coco"}


class Answer:
    """Status, headers and bytes of one answer."""

    def __init__(self, events):
        self.status = events[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in events[0]["headers"]}
        self.body = b"".join(event.get("body", b"") for event in events[1:])

    @property
    def text(self):
        return self.body.decode()

    @property
    def told(self):
        return json.loads(self.body)


def ask(path, words=(), method="GET", client="10.0.0.1", *, breaks=0, **headers):
    """Ask the routes as a server would; the caller hangs up at the part `breaks` of the answer."""
    events = []

    async def send(event):
        events.append(event)
        if breaks and sum(bool(one.get("body")) for one in events) == breaks:
            raise OSError("gone")

    asked = []

    async def receive():
        if asked:  # a caller who has said all stays silent until the answer is there
            await asyncio.Event().wait()
        asked.append(True)
        return {"type": "http.request", "body": b"", "more_body": False}

    query = words if isinstance(words, str) else urlencode(dict(words), doseq=True)
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
             "scheme": "http", "server": ("127.0.0.1", 80), "client": (client, 50000), "http_version": "1.1",
             "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]}

    async def once():
        turns._limits.clear()
        await APP(scope, receive, send)

    asyncio.run(once())
    return Answer(events)


def words_for(record, name, choice):
    """A choice, with a product or words to search for where the figure needs them."""
    takes = queries.wanted(record, queries.read(name))
    return {**choice, **{word: [value] for word, value in FURTHER.items() if word in takes}}


@pytest.mark.parametrize("name", queries.names())
def test_screen_command_and_every_form_have_the_same_rows(record, name):
    for choice in CHOICES:
        words = words_for(record, name, choice)
        chosen, _told = filters.parse(record, choice)
        result = queries.run(record, name, chosen, {word: values[0] for word, values in words.items() if word in FURTHER})
        rows = json.loads(as_json(result))
        told = ask(f"/api/v1/{name}.json", words).told
        assert told["rows"] == rows and told["total"] == len(rows) and told["finding"] == result.finding
        assert [column["name"] for column in told["columns"]] == result.shown
        lines = list(csv.reader(io.StringIO(ask(f"/api/v1/{name}.csv", words).text)))
        assert lines == list(csv.reader(io.StringIO(queries.as_csv(result))))
        table = parquet.read_table(io.BytesIO(ask(f"/api/v1/{name}.parquet", words).body))
        assert table.column_names == result.shown and table.num_rows == len(rows)
        assert [[str(cell) for cell in row.values()] for row in table.to_pylist()] == [
            [str(as_number(row[key])) for key in result.shown] for row in result.rows]
        page = ask(f"/view/{name}", words)
        assert page.status == 200 and unescape(re.search(r"<h1>(.*?)</h1>", page.text)[1]) == title_of(result)
        below = page.text.count('<th scope="row">')  # cells of a single row that stand one below the other, with its sources
        assert page.text.count("<tr>") == (below or min(len(rows), 200) + 1 if rows else 0) and (not below or len(rows) == 1 and below > 7)


def test_a_single_row_of_many_cells_is_read_downwards_and_one_of_a_few_across():
    told = dict(re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', ask("/view/programme/profile", {"programme": "ocop-vn"}).text))
    assert {name: told[name] for name in ("Programme", "Country", "Since", "Units on record", "Product rows on record", "Figures on record")} == {
        "Programme": "One Commune One Product (OCOP)", "Country": "Viet Nam", "Since": "7 May 2018", "Units on record": "85",
        "Product rows on record": "106", "Figures on record": "651"}
    assert told["Sources"] == '<a href="#source-1">1</a>' and list(told)[-1] == "Sources"
    across = ask("/view/programmes/register").text
    assert '<th scope="row">' not in across and '<th scope="col">' in across


@pytest.mark.parametrize(("path", "words", "takes"), [
    ("/view/programme/profile", "programme=ocop-la", "It takes odop-la, ocop-vn, "),
    ("/view/programme/profile", "programme=otop", "It takes otop-th, "),
    ("/view/products/profile", "product=cocoaa", "It takes cocoa, "), ("/view/countries/register", "theme=pink", "theme takes light, dark.")])
def test_a_refusal_names_the_nearest_codes_and_says_that_there_are_others(path, words, takes):
    name, value = words.split("=")
    refused = ask(path, {name: value})
    assert refused.status == 422 and takes in refused.text and ("and others." in refused.text) == (name != "theme")
    assert '<meta name="color-scheme" content="light dark">' in refused.text and "color-scheme:" not in refused.text  # the paper is dark too


def test_a_list_of_codes_is_cut_after_ten():
    codes = [f"code-{number}" for number in range(11)]
    assert some_of(codes[:10], "x") == ", ".join(codes[:10]) and some_of(codes, "x") == ", ".join(codes[:10]) + " and others"
    assert some_of(codes, "kode-10").startswith("code-10, code-1, ") and some_of([], "x") == ""


def as_number(value):
    """A decimal of the database as the number that Parquet holds."""
    return float(value) if type(value).__name__ == "Decimal" else value


def test_a_number_has_its_own_sign_on_a_small_page_and_no_other(record):
    page = ask("/view/countries/coverage", {"region": "RAF"}).text
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page)
    (row,) = queries.run(record, "countries/coverage", Filters(regions=("RAF",))).rows
    assert (row["reported"], row["qualifier"]) == (30, "gt")  # more than 30 reported; the numbers beside it are counted, and exact
    assert "&gt;30" in cells and str(row["named"]) in cells and str(row["participants"]) in cells and f"&gt;{row['participants']}" not in cells
    events = ask("/view/events/register", {"country": "BGD"}).text
    assert "&gt;200" in events and "about 20" in events and ">more than<" not in events


def test_a_workbook_has_the_rows_and_says_what_they_are(record):
    book = openpyxl.load_workbook(io.BytesIO(ask("/api/v1/countries/register.xlsx", {"region": "RAF"}).body))
    result = queries.run(record, "countries/register", Filters(regions=("RAF",)))
    lines = list(book["rows"].values)
    assert list(lines[0]) == result.shown and [line[0] for line in lines[1:]] == [row["country"] for row in result.rows]
    assert dict(book["about"].values)["finding"] == result.finding


@pytest.mark.parametrize("path", ["/api/v1/countries/register.json", "/api/v1/", "/picture/countries/map.svg", "/view/countries/coverage",
                                  "/embed/countries/nothing", "/cite/countries/coverage.bib"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_an_address_says_that_it_is_only_to_be_read(record, path, method):
    answer = ask(path, method=method)
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS" and answer.headers["x-content-type-options"] == "nosniff"
    if method == "OPTIONS":
        assert (answer.status, answer.body) == (204, b"") and answer.headers["access-control-allow-methods"] == "GET, HEAD"
    else:
        assert answer.status == 405 and answer.headers["cache-control"] == "no-store"
        assert path.startswith(("/view", "/embed")) or answer.told["title"] == "Only to be read"


def test_a_page_takes_the_language_that_there_is_and_names_it_for_another(record):
    assert ask("/view/countries/coverage", "lang=en").body == ask("/view/countries/coverage").body
    assert ask("/embed/countries/coverage", "lang=en&theme=dark").status == 200
    assert [ask("/view/countries/coverage", f"lang={word}").status for word in ("xx", "", "EN")] == [422, 200, 422]


@pytest.mark.parametrize(("path", "words", "status", "named"), [
    ("/api/v1/countries/register.json", "region=Africa", 422, "region"), ("/api/v1/countries/register.json", "region=", 422, "region"),
    ("/api/v1/countries/register.csv", "country=BGD,CRI", 422, "country"), ("/api/v1/countries/register.json", "as_of=2025-7-1", 422, "as_of"),
    ("/api/v1/countries/register.json", "as_of=9999-12-31", 422, "as_of"), ("/api/v1/countries/register.json", "as_of=1999-12-31", 422, "as_of"),
    ("/api/v1/countries/register.json", "as_of=2025-07-01&as_of=2025-07-02", 422, "as_of"),
    ("/api/v1/overview/changes.json", "as_of=2024-01-01&compare_with=2025-01-01", 422, "as_of"),
    ("/api/v1/countries/register.json", "farbe=rot", 422, "farbe"),
    ("/api/v1/countries/register.json", "region=RAF&country=BGD", 422, "country"),
    ("/api/v1/countries/register.json", "product=cocoa", 422, "product"),
    ("/api/v1/countries/register.json", "limit=0", 422, "limit"), ("/api/v1/countries/register.json", "limit=1e3", 422, "limit"),
    ("/api/v1/countries/register.json", "limit=%D9%A3", 422, "limit"), ("/api/v1/countries/register.json", "offset=-1", 422, "offset"),
    ("/api/v1/countries/register.json", "limit=1&limit=2", 422, "limit"), ("/api/v1/countries/register.json", "version=abc", 422, "version"),
    ("/api/v1/countries/register.json", "version=000000000000", 410, "version"), ("/api/v1/products/profile.json", "product=unicorn", 422, "product"),
    ("/api/v1/search/found.json", "words=" + "a" * 201, 422, "words"), ("/view/countries/register", "theme=pink", 422, None),
    ("/api/v1/countries/register.pdf", "", 404, None), ("/api/v1/countries/nothing.json", "", 404, None), ("/api/v1/models/days.json", "", 404, None),
    ("/api/v1/checks/regions_of_rows.json", "", 404, None), ("/api/v1/..%2f..%2fetc/passwd.json", "", 404, None), ("/api/v1/x", "", 404, None),
    ("/api/v1/a/b/c", "", 404, None), ("/view/countries/nothing", "", 404, None), ("/embed/countries/register", "region=XX", 422, None)])
def test_what_is_wrong_is_named_and_nothing_is_guessed(record, path, words, status, named):
    answer = ask(path, words)
    assert answer.status == status and answer.headers["cache-control"] == "no-store"
    if path.startswith("/api/"):
        assert answer.headers["content-type"] == "application/problem+json" and answer.told["status"] == status
        assert {"type", "title", "detail"} <= answer.told.keys() and "Traceback" not in answer.text
        assert answer.told.get("parameter") == named and (named is None or "allowed" in answer.told)
    else:
        assert answer.headers["content-type"].startswith("text/html") and "<h1>" in answer.text


@pytest.mark.parametrize("words", ["", "limit=1", "limit=2&offset=1", "offset=100000"])
def test_json_is_written_as_by_the_library_though_row_by_row(record, words):
    for name in ("funding/register", "countries/by_region", "events/register"):  # with lists, numbers, nothing known
        answer = ask(f"/api/v1/{name}.json", words)
        assert answer.text == json.dumps(answer.told, ensure_ascii=False, indent=1) + "\n" and ("limit" not in words or answer.told["rows"])


def test_pages_of_rows_together_are_all_rows(record):
    whole, rows, path = ask("/api/v1/events/register.json").told, [], "/api/v1/events/register.json?limit=17"
    while path:
        answer = ask(*path.split("?"))
        rows += answer.told["rows"]
        further = re.fullmatch(r'<(.*)>; rel="next"', answer.headers.get("link", ""))
        path = further and urljoin(path, further[1])
        assert answer.told["finding"] == whole["finding"] and answer.headers["ocop-total-rows"] == str(whole["total"])
    assert rows == whole["rows"] and len(rows) > 51
    assert ask("/api/v1/events/register.json", "offset=100000").told["rows"] == []


def test_an_answer_that_is_known_is_not_sent_again_and_another_is(record):
    first = ask("/api/v1/countries/register.json", "region=RAF")
    assert ask("/api/v1/countries/register.json", "region=RAF", if_none_match=first.headers["etag"]).status == 304
    assert ask("/api/v1/countries/register.json", "region=RAF", if_none_match=f'"x", W/{first.headers["etag"]}').status == 304
    for other in ("region=REU", "region=RAF&as_of=2025-01-01", "region=RAF&limit=3"):
        assert ask("/api/v1/countries/register.json", other, if_none_match=first.headers["etag"]).status == 200
    assert ask("/api/v1/countries/register.json", "region=RAF", accept_encoding="gzip", if_none_match=first.headers["etag"]).status == 200
    assert gzip.decompress(ask("/api/v1/countries/register.json", "region=RAF", accept_encoding="gzip").body) == first.body
    assert first.headers["access-control-allow-origin"] == "*" and first.headers["cache-control"].startswith("public, max-age=60")


@pytest.mark.parametrize("path", ["/api/v1/countries/coverage.csv", "/picture/overview/countries.svg", "/embed/overview/countries"])
def test_who_asks_for_a_part_gets_the_whole_and_is_told_that_there_are_no_parts(record, path):
    whole = ask(path)
    for words in ({}, {"version": record.fingerprint[:12]}):
        for asked in ("bytes=0-9", "bytes=999999999-", "bytes=-1", "lines=1-2"):
            part = ask(path, words, range=asked, if_range=whole.headers["etag"])
            assert part.status == 200 and part.headers["accept-ranges"] == "none" and "content-range" not in part.headers
            assert part.body == ask(path, words).body and int(part.headers["content-length"]) == len(part.body)
        assert ask(path, words, "HEAD", range="bytes=0-9").status == 200


def test_a_frozen_address_says_the_same_after_the_data_grew(record, monkeypatch):
    words = {"region": "RAF", "as_of": "2025-08-01", "version": record.fingerprint[:12]}
    paths = ("/api/v1/countries/register.json", "/api/v1/countries/register.csv", "/view/countries/register", "/embed/countries/register")
    before = [ask(path, words) for path in paths]
    assert all("immutable" in answer.headers["cache-control"] for answer in before)
    assert "immutable" not in ask(paths[0], {**words, "compare_with": "2025-01-01", "as_of": []}).headers["cache-control"]  # a day is open
    monkeypatch.setattr(store.CURRENT, "get", lambda: small_store())
    assert [ask(path, words).body for path in paths] == [answer.body for answer in before]
    assert ask(paths[0], {"region": "RAF"}).told["version"] != record.fingerprint[:12]


def test_text_of_the_data_stays_text(monkeypatch):
    hostile = "</title><script>alert(1)</script>\u202e\"onload=x=' =1+1"
    made = small_store(sources=[{"source_id": "S-A", "address": "javascript:alert(1)", "publisher": hostile, "grade": "A", "received_as": "a"}],
                       events=[{"event_id": "E1", "programme_id": "ocop-fao", "title": hostile, "starts_on": "2024-01-01", "level": "global",
                                "known_on": "2024-01-02", "known_on_basis": "source", "source_id": "S-A"}])
    monkeypatch.setattr(store.CURRENT, "get", lambda: made)
    for path in ("/view/events/register", "/embed/events/register"):
        page = ask(path)
        assert page.status == 200 and "<script" not in page.text and 'href="javascript' not in page.text and "\u202e" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "'=1" not in ask("/api/v1/events/register.json").text  # only a spreadsheet needs the guard


def test_the_list_and_the_document_of_the_api_are_whole(record):
    listed = ask("/api/v1/").told
    assert [one["query"] for one in listed["queries"]] == queries.names()
    assert all({"title", "unit", "grain", "parameters", "not_obeyed", "links"} <= one.keys() for one in listed["queries"])
    told = ask("/api/v1/openapi.json").told
    assert len([path for path in told["paths"] if path.startswith("/api/v1/")]) == 4 * len(queries.names()) + 1
    for path in ("/api/v1/countries/register.json", "/api/v1/products/profile.csv"):
        for pointed in re.findall(r'"#/([^"]+)"', json.dumps(told["paths"][path])):
            part = told
            for step in pointed.split("/"):
                part = part[step]
    jsonschema.validate(ask("/api/v1/countries/register.json").told, openapi(record)["components"]["schemas"]["Figure"])
    jsonschema.validate(ask("/api/v1/countries/register.json", "x=1").told, openapi(record)["components"]["schemas"]["Problem"])


def test_an_office_lists_the_figures_of_its_pages_and_answers_for_all(monkeypatch):
    served = small_store()
    monkeypatch.setattr(store.CURRENT, "get", lambda: served)
    monkeypatch.setenv("OCOP_PROGRAMME", "ocop-vn")
    listed = [one["query"] for one in ask("/api/v1/").told["queries"]]
    assert {name.split("/")[0] for name in listed} == {"programme", "programmes", "about", "search"} and "programme/units" in listed
    paths = [path for path in ask("/api/v1/openapi.json").told["paths"] if path.startswith("/api/v1/")]
    assert len(paths) == 4 * len(listed) + 1
    assert ask("/api/v1/countries/register.json").status == 200


def test_a_refusal_lists_so_many_codes_and_no_more(record, monkeypatch):
    monkeypatch.setattr(asking, "MOST_CODES", 3)
    served = small_store()
    monkeypatch.setattr(store.CURRENT, "get", lambda: served)
    refused = ask("/api/v1/programme/units.json", {"unit": ["XX"]})
    assert refused.status == 422 and len(refused.told["allowed"]) <= 3 and refused.told["parameter"] == "unit"
    assert not asking.is_code(record, "unit", "XX") and asking.is_code(record, "unit", "VN-33") and asking.is_code(record, "product", "cocoa")
    assert not asking.is_code(record, "programme", "ocop-fao") and len(asking.codes_of(record, "unit")) == 3
    record.remembered.pop((asking.codes_of.__wrapped__, "unit"), None)


def test_a_day_before_everything_and_an_empty_record_are_answered(monkeypatch):
    monkeypatch.setattr(store.CURRENT, "get", lambda: small_store(date(2021, 1, 1)))
    for name in ("countries/register", "funding/register", "overview/summary"):
        told = ask(f"/api/v1/{name}.json").told
        assert told["finding"] and told["total"] == len(told["rows"])
        assert ask(f"/view/{name}").status == 200


def test_a_file_for_spreadsheets_is_marked_as_utf8_and_carries_its_day(record):
    plain, marked = (ask("/api/v1/countries/register.csv", {"as_of": "2025-08-01", **more}) for more in ({}, {"bom": "true"}))
    assert marked.body == b"\xef\xbb\xbf" + plain.body and not plain.body.startswith(b"\xef")
    assert plain.headers["content-disposition"] == 'attachment; filename="ocop-countries-register-2025-08-01.csv"'
    assert plain.headers["etag"] != marked.headers["etag"]
    assert ask("/api/v1/countries/register.csv", {"bom": "yes"}).status == ask("/api/v1/countries/register.json", {"bom": "true"}).status == 422


def test_the_list_of_figures_is_a_page_for_people_and_json_for_programs(record):
    page = ask("/api/v1/", accept="text/html,application/xhtml+xml")
    assert page.headers["content-type"].startswith("text/html") and "accept" in page.headers["vary"].split(", ")
    addresses = set(re.findall(r'href="([^"]+)"', page.text))
    listed = ask("/api/v1/").told["queries"]
    assert addresses == {"openapi.json", "../../"} | {link for one in listed for form, link in one["links"].items() if form != "embed"}
    assert not re.search(r"(src|href)=\"?(https?:)?//", page.text) and "<script" not in page.text
    assert ask("/api/v1/", accept="*/*").headers["content-type"] == "application/json"
    assert "accept" in ask("/api/v1/", accept="*/*").headers["vary"].split(", ")  # nobody keeps one for the other


def test_a_document_is_packed_once_whatever_stands_behind_its_question_mark(record, monkeypatch):
    first = ask("/api/v1/openapi.json", accept_encoding="br")
    monkeypatch.setattr(answers.packing, "pack", lambda *_asked: pytest.fail("it was packed anew"))
    again = ask("/api/v1/openapi.json", "x=1", accept_encoding="br")
    assert again.body == first.body and again.headers == first.headers and len(first.body) < 300_000
    assert ask("/api/v1/openapi.json", "x=2", if_none_match="*").status == 304


def test_a_frame_has_a_script_only_where_it_is_asked_to_tell_its_height_and_only_that_one():
    plain, telling = (ask("/embed/countries/by_region", words) for words in ("", "tell=height"))
    (script,) = re.findall(r"<script>(.*?)</script>", telling.text, re.DOTALL)
    assert "<script" not in plain.text and telling.text.replace(f"<script>{script}</script>\n", "") == plain.text
    allowed = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{allowed}';" in telling.headers["content-security-policy"]
    assert "script-src" not in plain.headers["content-security-policy"] and plain.headers["etag"] != telling.headers["etag"]
    for path, words in (("/embed/countries/by_region", "tell=width"), ("/embed/countries/by_region", "tell=height&tell=height"),
                        ("/view/countries/by_region", "tell=height")):
        assert ask(path, words).status == 422


def test_an_answer_that_was_given_before_is_the_same_from_memory_and_never_that_of_another(record, monkeypatch):
    words = {"region": "RAF", "as_of": "2025-08-01"}
    first = ask("/embed/countries/by_region", words, accept_encoding="br", host="a.example.org")
    monkeypatch.setattr(light, "page", lambda *_call, **_named: pytest.fail("it was made anew"))
    again = ask("/embed/countries/by_region", words, accept_encoding="br", host="a.example.org")
    assert again.body == first.body and again.headers == first.headers and first.headers["content-encoding"] == "br"
    monkeypatch.undo()
    for path, other, head in (("/view/countries/by_region", words, {}), ("/embed/countries/by_region", {**words, "theme": "dark"}, {}),
                              ("/embed/countries/by_region", words, {"host": "b.example.org"}), ("/embed/countries/by_region", {"region": "REU"}, {}),
                              ("/embed/countries/by_region", words, {"x-forwarded-prefix": "/monitor"})):
        made = ask(path, other, accept_encoding="br", **{"host": "a.example.org", **head})
        assert made.body != first.body and made.headers["etag"] != first.headers["etag"], (path, other, head)
    monkeypatch.setattr(store.CURRENT, "get", lambda: small_store())
    assert ask("/embed/countries/by_region", words, accept_encoding="br", host="a.example.org").body != first.body


PAGES_OF_ROWS = ("", "limit=23", "limit=10&offset=17", "limit=7&offset=7", "offset=100000")


def test_a_large_result_is_passed_on_in_parts_and_is_the_same_to_the_last_byte(record, monkeypatch):
    calls = [(f"/api/v1/{name}.{form}", words) for name in ("events/register", "funding/register") for words in PAGES_OF_ROWS
             for form in ("json", "csv", "parquet", "xlsx") if form != "xlsx" or "limit" in words]
    calls.append(("/api/v1/events/register.csv", "hxl=true&bom=true&limit=23"))
    held = [ask(*call) for call in calls]
    monkeypatch.setattr(parts, "HELD", 5)
    monkeypatch.setattr(parts, "PART", 7)
    answers.READY.results.clear()
    queries.forget()
    most, told = [], queries.told
    monkeypatch.setattr(queries, "told", lambda query, answer, offered: most.append(len(answer[1])) or told(query, answer, offered))
    for call, before in zip(calls, held, strict=True):
        now = ask(*call)
        if not re.search(r"\.(parquet|xlsx)$", call[0]):
            assert "content-length" not in now.headers and "content-length" in before.headers  # it went out while it was made
        assert now.body == before.body and now.status == 200, call
        assert all(now.headers[name] == before.headers[name] for name in before.headers if name != "content-length"), call
    assert 0 < max(most) <= 7
    path = "/api/v1/events/register.json"
    assert gzip.decompress(ask(path, accept_encoding="gzip").body) == brotli.decompress(ask(path, accept_encoding="br").body) == held[0].body
    etag = ask(path).headers["etag"]
    assert ask(path, if_none_match=etag).status == 304 and ask(path, method="HEAD").body == b""
    frozen = {"as_of": "2025-08-01", "version": record.fingerprint[:12]}
    first = ask(path, frozen)
    assert ask(path, frozen).body == first.body and len(first.told["rows"]) > 7  # kept whole
    assert streams._places._value == streams.AT_ONCE  # all places were given back


def test_of_very_many_rows_a_few_thousand_are_held(record):
    query = queries.describe("about/many", "-- title: t\n-- unit: u\n-- grain: g\n-- finding: {rows} from {first.n} to {last.n}\n"
                                           "select range as n, 'row ' || range as said from range(1, 60001) order by n")
    tracemalloc.start()
    kinds, first, last, total = parts.passed(record, query, {}, {})
    ends = parts.Ends(record, query, {}, {}, first, last, total)
    found = sum(len(some) for some in ends.part(59_000, 5_000))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (kinds, first["n"], last["n"], total, found) == ({"n": "BIGINT", "said": "VARCHAR"}, 1, 60_000, 60_000, 1_000)
    assert peak < 4_000_000  # all of them take three times as much
    assert queries.Result(query, list(kinds), ends, Filters(), {}, kinds).finding == "60,000 from 1 to 60,000"


def test_a_reader_who_leaves_a_large_answer_lets_go_of_it_and_too_many_are_told_to_come_again(record, monkeypatch):
    monkeypatch.setattr(parts, "HELD", 5)
    monkeypatch.setattr(parts, "PART", 7)
    queries.forget()
    answers.READY.results.clear()
    closed, of_page = [], parts.Ends.part

    def part(self, offset, limit):
        try:
            yield from of_page(self, offset, limit)
        finally:
            closed.append(True)

    monkeypatch.setattr(parts.Ends, "part", part)
    with pytest.raises(OSError, match="gone"):
        ask("/api/v1/events/register.csv", breaks=2)
    assert closed and streams._places._value == streams.AT_ONCE
    for _place in range(streams.AT_ONCE):
        streams._places.acquire()
    try:
        late = ask("/api/v1/events/register.csv")
    finally:
        for _place in range(streams.AT_ONCE):
            streams._places.release()
    assert (late.status, late.told["title"]) == (503, "Busy") and int(late.headers["retry-after"]) == turns.LATER


def test_a_query_in_parts_has_the_time_of_one(record, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    sql = "select sum(a.range * b.range) over (order by a.range) as n from range(300000) a, range(60) b order by n desc"
    with pytest.raises(store.QueryTooSlow):
        list(record.ask_in_parts(sql, {}, 1000))
