"""How others find and show the monitor: previews of pages and figures, oEmbed, the list of addresses, the record as a Dataset."""

import asyncio
import csv
import io
import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from starlette.requests import Request

from ocop import queries, store
from ocop.api.preview import PAGES
from ocop.filters import Filters
from ocop.web import finding, front
from tests.small import small_store
from tests.test_api import APP, ask

APP.routes.extend(finding.routes())
HOST = {"host": "ocop.example.org"}
BASE = "http://ocop.example.org"


def head(path, query="", **headers):
    """What stands in the head of a page for whoever is no browser."""
    headers = {**HOST, **headers}
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "scheme": "http", "server": ("127.0.0.1", 80),
             "root_path": "", "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]}
    return finding.head(Request(scope)) if finding.is_reader(scope) else ""


@pytest.mark.parametrize(("query", "ours"), [
    ("", ""), ("region=RAF&as_of=2024-11-03", "?region=RAF"), ("country=FRA&category=forest", "?country=FRA"),
    ("country=FRA&country=BGD", "?country=FRA&country=BGD"), ("region=XX", "")])
def test_a_page_leads_programs_to_the_feeds_of_its_places_and_to_the_catalogue(record, query, ours):
    for path in ("/about", "/events"):
        links = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">', unescape(head(path, query)))
        assert links == [("application/atom+xml", f"{BASE}/feed/changes.atom{ours}"), ("text/calendar", f"{BASE}/feed/events.ics{ours}"),
                         ("application/ld+json", f"{BASE}/data/catalog.jsonld")]


def told(text):
    return {name: unescape(value) for name, value in re.findall(r'<meta property="([^"]+)" content="([^"]*)">', text)}


def test_the_page_of_a_browser_leads_to_the_feeds_of_all_places():
    links = dict(re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)" />', front.page()))
    assert links == {"application/atom+xml": "./feed/changes.atom", "text/calendar": "./feed/events.ics",
                     "application/ld+json": "./data/catalog.jsonld"}
    assert front.page().count(front.FEEDS) == 1


def test_whoever_reads_without_a_browser_gets_the_feeds_of_the_choice_alone(record):
    found = []

    async def inner(_scope, _receive, send):
        start = [(b"content-type", b"text/html"), (b"content-length", str(len(front.ORIGINAL)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": start})
        await send({"type": "http.response.body", "body": front.ORIGINAL})

    async def keep(event):
        found.append(event)

    scope = {"type": "http", "method": "GET", "path": "/about", "query_string": b"region=RAF", "scheme": "http", "server": ("127.0.0.1", 80),
             "root_path": "", "headers": [(b"host", b"ocop.example.org")]}
    asyncio.run(front.Front(inner)(scope, None, keep))
    links = re.findall(r'<link rel="alternate" type="[a-z/+]+" title="[^"]+" href="([^"]+)"', found[-1]["body"].decode())
    assert links == [f"{BASE}/feed/changes.atom?region=RAF", f"{BASE}/feed/events.ics?region=RAF", f"{BASE}/data/catalog.jsonld"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query", ["", "region=RAF", "country=FRA&as_of=2022-11-03", "as_of=2020-01-01"])
def test_a_link_to_a_page_shows_its_finding_and_a_picture_that_exists(record, page, query):
    tags = told(head(f"/{'' if page == 'overview' else page}", query))
    asked = {word: tuple(values) for word, values in parse_qs(query).items()}
    assert tags["og:url"].startswith(BASE) and parse_qs(urlsplit(tags["og:url"]).query) == parse_qs(query)
    assert 10 < len(tags["og:title"]) < 400 and not re.search(r"None|nan|\{", tags["og:title"])
    is_drawn = tags["og:image"] != f"{BASE}/app/static/preview.png"
    assert is_drawn == (tags["twitter:card"] == "summary_large_image") and tags["og:image:width"] == ("1600" if is_drawn else "600")
    assert is_drawn or query  # the world always has a chart
    if is_drawn:
        name = urlsplit(tags["og:image"]).path.removeprefix("/picture/").removesuffix(".png")
        chosen = Filters(regions=asked.get("region", ()), countries=asked.get("country", ()))
        assert queries.run(record, name, chosen).rows
    if page == "overview" and query == "region=RAF":
        assert tags["og:title"] == queries.run(record, "overview/summary", Filters(regions=("RAF",))).finding


@pytest.mark.parametrize(("page", "query", "title", "picture"), [
    ("products", "product=cocoa", "Cocoa is on record for 6 countries", "/app/static/preview.png"),
    ("programme", "programme=ocop-vn&unit=VN-33", "One Commune One Product (OCOP) began 7 May 2018 in Viet Nam", "/picture/programme/series.png"),
    ("programme", "programme=nope", "15 national programmes are on record", "/picture/programmes/timeline.png")])
def test_a_link_to_one_product_or_programme_shows_that_one(page, query, title, picture):
    tags = told(head(f"/{page}", query))
    assert tags["og:title"].startswith(title) and urlsplit(tags.get("og:image", "")).path == picture
    assert parse_qs(urlsplit(tags["og:url"]).query) == ({} if "nope" in query else parse_qs(query))


def test_a_browser_gets_the_page_that_all_share_and_a_wrong_word_is_no_reason_for_no_preview():
    assert head("/", sec_fetch_mode="navigate") == "" == head("/nothing") == head("/view/countries/map") == head("/static/x.js")
    assert told(head("/countries", "region=XYZ&as_of=never"))["og:url"] == f"{BASE}/countries"


def test_no_text_of_a_link_or_of_the_record_leaves_its_place():
    text = head("/", "region=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", host='x"><b>')
    assert "<script>" not in text and "<b>" not in text
    assert head("/about").count("</script>") == 1


class Tags(HTMLParser):
    """What a page could do on its own: scripts, acts, addresses that run."""

    def __init__(self, text):
        super().__init__()
        self.acts = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.acts += [tag] if tag in ("script", "object", "embed", "base") else []
        self.acts += [told for told in attrs if told[0].startswith("on") or re.match(r"\s*(javascript|data|vbscript):", told[1] or "", re.I)
                      or told[0] == "src" and "//" in (told[1] or "")]


EVIL = ("=1+1</title></style></script>]]>--><script src=//evil.example/x.js></script><svg onload=alert(1)>![x](http://evil.example/p.png) "
        "[a](javascript:alert(1)) $\\input{x}$ {first.country} \u202e\"onload='x' \r\nX: y")
DAY = {"known_on": "2024-01-02", "known_on_basis": "source", "source_id": "S-A"}


def test_what_is_planted_in_names_acts_nowhere(monkeypatch):
    made = small_store(
        sources=[{"source_id": "S-A", "address": "javascript:alert(1)", "publisher": EVIL, "title": EVIL, "grade": "A", "received_as": "a"}],
        events=[{**DAY, "event_id": "E1", "programme_id": "ocop-fao", "title": EVIL, "city": EVIL, "starts_on": "2024-01-01", "level": "global"}],
        funds=[{"fund_id": "F1", "project": EVIL, "donor": EVIL}],
        fund_reports=[{**DAY, "report_id": "R1", "fund_id": "F1", "stage": "ongoing", "starts_on": "2024-01-01", "evidence": EVIL}])
    monkeypatch.setattr(store.CURRENT, "get", lambda: made)
    names = ("events/register", "funding/register", "review/changes", "overview/funding", "overview/summary")
    paths = [f"/{room}/{name}" for name in names for room in ("view", "embed", "share")]
    paths += [f"/cite/{name}.{form}" for name in names[:2] for form in ("bib", "ris", "json")] + ["/picture/overview/funding.svg"]
    paths += [f"/api/v1/{name}.{form}" for name in names[:2] for form in ("json", "csv")] + ["/feed/changes.atom", "/feed/events.ics"]
    paths += ["/data/iati.xml", "/data/figures.sdmx.csv", "/sitemap.xml", "/api/v1/", "/robots.txt"]
    told = {path: ask(path, "hxl=true&bom=true" if path.endswith("ter.csv") else "", **HOST) for path in paths}
    told |= {f"/oembed {name}": ask("/oembed", {"url": f"{BASE}/view/{name}"}, **HOST) for name in names}
    assert [path for path, one in told.items() if one.status != 200] == []
    assert sum("evil.example" in one.text for one in told.values()) > 12  # it came that far
    for path, one in told.items():
        assert all(value.isascii() and value.isprintable() for value in one.headers.values()), path
        kind = one.headers["content-type"]
        if "html" in kind:
            assert Tags(one.text).acts == [] and "default-src 'none'" in one.headers["content-security-policy"], path
        elif "xml" in kind:
            read = list(ElementTree.fromstring(one.body).iter())  # well made, and nothing in it acts
            assert not [part for part in read if part.tag.endswith("}script") or any(name.startswith("on") for name in part.attrib)], path
        elif "json" in kind and path.startswith("/oembed"):
            assert Tags(one.told["html"]).acts == [("src", f"{BASE}/embed/{path[8:]}")], path
        elif "csv" in kind:
            cells = [cell for row in csv.reader(io.StringIO(one.text.removeprefix("\ufeff"))) for cell in row]
            assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r")], path
        elif "calendar" in kind:
            assert "\r\nX: y" not in one.text
        if re.search("html|xml|calendar", kind):
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", one.text), path
    for page in PAGES:
        text = head(f"/{page}")
        assert not [act for act in Tags(text).acts if act != "script"] and text.count("<script") == text.count("</script>") <= 1, page
        assert "\u202e" not in text


def test_the_about_page_tells_the_record_as_a_dataset(record):
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head("/about"))
    made = json.loads(data)
    assert made["@type"] == "Dataset" and made["version"] == record.fingerprint[:12] and made["license"].startswith("https://creativecommons.org/")
    for one in made["distribution"]:
        assert ask(urlsplit(one["contentUrl"]).path).status == 200


def test_a_figure_shows_its_finding_its_picture_and_where_its_frame_is_described(record):
    page = ask("/view/countries/coverage", {"region": "RAF"}, **HOST).text
    tags = told(page)
    assert tags["og:image"] == f"{BASE}/picture/countries/coverage.png?region=RAF&width=large"
    (asked,) = re.findall(r'type="application/json\+oembed" href="([^"]+)"', page)
    answer = ask("/oembed", urlsplit(unescape(asked)).query, **HOST).told
    assert answer["type"] == "rich" and answer["title"] == queries.run(record, "countries/coverage", Filters(regions=("RAF",))).finding
    assert f'src="{BASE}/embed/countries/coverage?region=RAF"' in answer["html"]


def test_a_page_is_framed_without_its_navigation_and_within_the_room_there_is():
    made = ask("/oembed", {"url": f"{BASE}/countries?region=RAF", "maxwidth": "400"}, **HOST).told
    assert made["width"] == 400 and made["height"] == 900 and f'src="{BASE}/countries?region=RAF&amp;embed=true"' in made["html"]


def test_the_frame_of_a_headline_figure_is_as_large_as_its_card():
    made = ask("/oembed", {"url": f"{BASE}/view/overview/countries?region=RAF", "maxheight": "900"}, **HOST).told
    assert (made["width"], made["height"]) == (320, 180) and 'width="320" height="180"' in made["html"]
    assert ask("/oembed", {"url": f"{BASE}/embed/overview/countries?tell=height&theme=dark"}, **HOST).told["width"] == 320
    for name, size in (("overview/countries", 'width="320" height="180"'), ("countries/map", 'width="100%" height="640"')):
        assert unescape(ask(f"/share/{name}", **HOST).text).count(f"{size} style=") == 2


@pytest.mark.parametrize(("words", "status"), [
    ({"url": "https://other.example.org/view/countries/map"}, 404), ({"url": f"{BASE}/nothing"}, 404), ({}, 404),
    ({"url": "javascript:alert(1)"}, 404),
    ({"url": f"{BASE}/view/countries/nothing"}, 404), ({"url": f"{BASE}/view/countries/map?region=XYZ"}, 422),
    ({"url": f"{BASE}/", "maxwidth": "-1"}, 422), ({"url": f"{BASE}/", "format": "xml"}, 501), ({"url": "http://[bad"}, 404)])
def test_an_address_that_is_not_ours_is_told(words, status):
    answer = ask("/oembed", words, **HOST)
    assert answer.status == status and answer.headers["content-type"] == "application/problem+json"


def test_every_address_of_the_list_answers_and_robots_find_it():
    tree = ElementTree.fromstring(ask("/sitemap.xml", **HOST).body)
    listed = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    views = [address.removeprefix(BASE) for address in listed if "/view/" in address]
    assert len(listed) == len(set(listed)) == len(PAGES) + len(views) and len(views) > 80
    assert {ask(address).status for address in views} == {200}
    assert f"Sitemap: {BASE}/sitemap.xml" in ask("/robots.txt", **HOST).text


@pytest.mark.parametrize("folder", ["", "/monitor", "/un/fao"])
@pytest.mark.parametrize(("path", "query", "leads_to"), [
    ("/view/countries/coverage/", "region=RAF&as_of=2025-08-01", "/view/countries/coverage?region=RAF&as_of=2025-08-01"),
    ("/countries/", "", "/countries"), ("/feed/changes.atom/", "country=BGD", "/feed/changes.atom?country=BGD"), ("/api/v1", "", "/api/v1/"),
    ("/view/countries%2Fcoverage/", "", "/view/countries%2Fcoverage"), ("/a:b/", "x=%0d%0aset-cookie:a", "/a:b?x=%0d%0aset-cookie:a"),
    ("/view/%5cevil.example/", "", "/view/%5cevil.example")])
def test_an_address_with_a_slash_too_many_leads_to_itself_below_any_folder(folder, path, query, leads_to):
    """The proxy takes the folder off, and need not tell it."""
    scope = {"path": path.replace("%2F", "/").replace("%5c", "\\"), "raw_path": path.encode(), "query_string": query.encode()}
    way = front.tidied(scope)
    assert urljoin(f"https://ocop.example.org{folder}{path}", way) == f"https://ocop.example.org{folder}{leads_to}" and "//" not in way


@pytest.mark.parametrize("path", ["/", "//", "/countries//", "/api/v1/", "/countries", "/view/countries/map", "/_stcore/health/", "/app/static/"])
def test_every_other_address_is_answered_where_it_stands(path):
    assert front.tidied({"path": path, "raw_path": path.encode(), "query_string": b"region=RAF/"}) == ""


def test_below_a_folder_no_answer_leads_out_of_it(record):
    """Told by the proxy or not: what leads on is told from the address that was asked for, or begins with the folder."""
    told = {**HOST, "x-forwarded-prefix": "/monitor"}
    page = ask("/view/events/register", "region=RAF&limit=3", **HOST)
    rows = ask("/api/v1/events/register.json", "region=RAF&limit=3", **HOST)
    refused = [ask(path, **HOST) for path in ("/view/events/none", "/embed/events", "/share", "/view/a/b/c")]
    for answer, path in ((page, "/view/events/register"), (rows, "/api/v1/events/register.json")):
        (way,) = re.findall("<(.*?)>", answer.headers["link"])
        assert urlsplit(urljoin(f"https://a.example/monitor{path}", way)).path == "/monitor/api/v1/events/register.json"
    for answer, path in zip(refused, ("/view/events/none", "/embed/events", "/share", "/view/a/b/c"), strict=True):
        assert answer.status == 404
        assert [urljoin(f"https://a.example/monitor{path}", way) for way in re.findall('href="(.*?)"', answer.text)] == ["https://a.example/monitor/"]
    assert not re.findall(r'(?:href|src|srcset)="/', page.text)
    for path in ("/view/events/register", "/share/events/register", "/cite/events/register.ris", "/feed/events.ics", "/feed/changes.atom",
                 "/sitemap.xml", "/robots.txt", "/data/catalog.jsonld"):
        found = re.findall(r"http://ocop\.example\.org[^\s\"<&,]*", ask(path, **told).text)
        assert found and all(address.startswith(f"{BASE}/monitor/") or address == f"{BASE}/monitor" for address in found), (path, found)
    asked = ask("/oembed", {"url": f"{BASE}/monitor/view/events/register"}, **told).told
    assert asked["provider_url"] == f"{BASE}/monitor/" and f'src="{BASE}/monitor/embed/events/register"' in asked["html"]
    gone = ask("/api/v1/events/register.json", "version=000000000000", **told)
    assert gone.told["live"] == gone.told["instance"] == "/monitor/api/v1/events/register.json" and gone.told["type"].startswith("/monitor/api/v1/#")
    assert ask("/view/events/register", **told, x_forwarded_for="x").headers["vary"] == "accept-encoding, x-forwarded-prefix"
    elsewhere = ask("/sitemap.xml", **told).headers["etag"]
    assert ask("/sitemap.xml", **HOST, if_none_match=elsewhere).status == 200 and ask("/sitemap.xml", **told, if_none_match=elsewhere).status == 304
    for folder in ("/..", "/a/../b", "/./a", "//evil.example", "/a?b", "http://evil.example", '/a"><x'):  # no folder of a proxy
        assert f'value="{BASE}/view/events/register?' in ask("/share/events/register", **HOST, x_forwarded_prefix=folder).text, folder
    assert f'value="{BASE}/.well-known/a..b/view/' in ask("/share/events/register", **HOST, x_forwarded_prefix="/.well-known/a..b/").text
    for url in (f"{BASE}/view/events/register/", "http://OCOP.example.org/view/events/register"):
        assert f'src="{BASE}/embed/events/register"' in ask("/oembed", {"url": url}, **HOST).told["html"]
    for path in ("/view", "/view/x", "/picture/x", "/cite", "/feed", "/data", "/api/v1/x"):  # no page of the screen stands there
        assert ask(path, **HOST).status == 404
