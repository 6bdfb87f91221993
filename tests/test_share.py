"""A figure is passed on with everything that keeps its meaning: links, references, code for a frame, pictures, rows."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
import segno

from ocop import queries
from ocop.api import citing
from ocop.api.asked import asked, query_named
from tests.test_api import FURTHER, ask

CHOICE = {"region": "RAF", "as_of": "2025-08-01"}
FORMS = ("txt", "bib", "ris", "json")


class Fields(HTMLParser):
    """What the page has to be copied, by name, and its links."""

    def __init__(self, text):
        super().__init__()
        self.fields, self.links, self.inside = {}, {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "input":
            self.fields[at["id"]] = at["value"]
        if tag == "textarea":
            self.inside, self.fields[at["id"]] = at["id"], ""
        if tag == "a":
            self.links[at["href"]] = at

    def handle_endtag(self, tag):
        self.inside = "" if tag == "textarea" else self.inside

    def handle_data(self, data):
        if self.inside:
            self.fields[self.inside] += data


def shared(name, words=(), **headers):
    answer = ask(f"/share/{name}", words, **headers)
    assert answer.status == 200
    return Fields(answer.text)


@pytest.mark.parametrize("name", queries.names())
def test_every_figure_can_be_passed_on_and_its_links_lead_to_it(record, name):
    words = {word: FURTHER[word] for word in FURTHER if word in queries.wanted(record, queries.read(name))}
    page = shared(name, words)
    stays = urlsplit(page.fields["link-stays"])
    asks = parse_qs(stays.query)
    assert asks["version"] == [record.fingerprint[:12]] and all(asks[word] == [value] for word, value in words.items())
    assert asked(query_named(*name.split("/")), asks).is_frozen and stays.path == f"/view/{name}"
    assert urlsplit(page.fields["link-follows"]).query == "&".join(f"{word}={value}" for word, value in words.items())
    for field, link in (("frame-stays", "link-stays"), ("frame-follows", "link-follows")):
        (address,) = re.findall(r'^<iframe src="([^"]*)" title="[^"<>]+" ', page.fields[field])
        assert unescape(address) == page.fields[link].replace("/view/", "/embed/")
    assert page.fields["quote"].endswith(page.fields["link-stays"])
    kinds = {urlsplit(link).path.removeprefix("../../").partition("/")[0] for link in page.links}
    assert kinds >= {"cite", "view"} and ("api" in kinds) == bool(queries.run(record, name, more=words).rows)


def test_a_quotation_names_finding_source_day_version_and_address(record):
    said = ask("/cite/countries/coverage.txt", {"as_of": "2025-11-01"}).text
    assert re.match(r"\d+ of 95 countries reported are named in public sources \(", said)
    assert re.search(r"\(FAO, [^)]*15 October 2025", said) and "OCOP Monitor, data as of 1 November 2025" in said
    assert said.rstrip().endswith(f"as_of=2025-11-01&compare_with=2025-08-01&version={record.fingerprint[:12]}")


def test_each_form_of_a_reference_says_the_same(record):
    text, bib, ris, csl = (ask(f"/cite/countries/coverage.{form}", CHOICE) for form in FORMS)
    (item,) = json.loads(csl.text)
    address = text.text.split(": ")[-1].strip()
    assert item["URL"] == address and item["issued"] == {"date-parts": [[2025, 8, 1]]} and item["type"] == "dataset"
    assert text.text.startswith(item["title"]) and item["version"] == record.fingerprint[:12]
    lines = dict(line.split("  - ", 1) for line in ris.body.decode().split("\r\n") if line)
    assert list(lines)[0] == "TY" and list(lines)[-1] == "ER" and lines["TI"] == item["title"] and lines["UR"] == address
    assert lines["DA"] == "2025/08/01" and lines["N1"] == item["note"]
    assert re.fullmatch(r"@misc\{[a-z0-9_-]+,\n(  [a-z]+ = \{.*\},?\n)+\}\n", bib.text) and f"url = {{{address}}}" in bib.text
    for answer, form in zip((text, bib, ris, csl), FORMS, strict=True):
        assert answer.headers["content-disposition"] == f'attachment; filename="{item["id"]}.{form}"'


@pytest.mark.parametrize(("text", "written"), [
    ("100 % & more_of {it} #1", r"100 \% \& more\_of \{it\} \#1"), ("a\\b ~ ^ $5", r"a\textbackslash{}b \textasciitilde{} \textasciicircum{} \$5"),
    ("two\nlines", "two lines")])
def test_letters_that_mean_something_to_tex_stand_for_themselves(text, written):
    assert citing.tex(text) == written


def test_addresses_are_those_of_the_site_as_the_reader_reaches_it():
    behind = shared("countries/coverage", host="ocop.example.org", **{"x-forwarded-prefix": "/monitor"})
    assert behind.fields["link-follows"] == "http://ocop.example.org/monitor/view/countries/coverage"
    strange = ask("/share/countries/coverage", host='x"><script>', **{"x-forwarded-prefix": "/a b<"}).text
    assert "<script>" not in strange and "/a b" not in strange


def test_the_sign_for_cameras_holds_the_lasting_link():
    page = ask("/share/countries/coverage", CHOICE).text
    link = Fields(page).fields["link-stays"]
    drawn = segno.make(link, error="m", micro=False)
    assert re.search(r'<path[^>]* d="([^"]+)"', page[page.index('class="qr"'):])[1] in drawn.svg_inline(scale=4, border=2, dark="#000", light="#fff")


@pytest.mark.parametrize(("path", "words", "status"), [
    ("/share/countries/nothing", {}, 404), ("/share/countries/coverage", {"region": "XYZ"}, 422), ("/cite/countries/coverage.doc", {}, 404),
    ("/cite/countries/coverage.bib", {"as_of": "2025-02-30"}, 422), ("/share/countries/coverage", {"version": "0" * 12}, 410)])
def test_what_is_wrong_is_told(path, words, status):
    answer = ask(path, words)
    assert answer.status == status and "Traceback" not in answer.text and len(answer.text) > 60


def test_the_facts_of_a_programme_name_every_list_that_they_are_counted_from():
    lists = ("Units of the programme; Products of this unit and of those below it; What sources report of this unit; "
             "Every target of this unit and of those below it")
    for path in ("/view/programme/profile", "/embed/programme/profile", "/cite/programme/profile.ris"):
        assert f"Counted here from: {lists}" in unescape(ask(path, {"programme": "ocop-vn"}).text), path
    assert "Counted here from: Countries that appear in public sources of the initiative." in unescape(ask("/view/countries/by_region").text)


@pytest.mark.parametrize(("path", "words", "whom"), [
    ("programme/series", {"programme": "ocop-vn"}, "products · One Commune One Product (OCOP) · as of"),
    ("programme/units", {"programme": "ocop-vn", "unit": "VN-33"}, "units · Dak Lak, One Commune One Product (OCOP) · as of"),
    ("programme/targets", {"programme": "odop-la", "unit": "LAO"}, " · One District One Product (ODOP), Lao PDR · as of"),
    ("products/homes", {"product": "cocoa"}, " · Cocoa · as of"),
    ("products/profile", {"product": "coffee", "region": "RAF"}, " · Coffee · as of"),
    ("programmes/register", {}, "programmes · as of"), ("about/sources", {}, "sources · as of"),
    ("countries/register", {}, "countries · The initiative · as of"), ("countries/register", {"region": "RAF"}, "countries · Africa · as of"),
    ("country/profile", {"country": "KEN"}, "countries · Kenya · as of")])
def test_a_figure_says_for_whom_it_stands_wherever_it_is_passed_on(path, words, whom):
    for form in ("view", "share"):
        assert whom in unescape(ask(f"/{form}/{path}", words).text), form
    if words.keys() & {"programme", "product"}:
        assert "The initiative" not in unescape(ask(f"/view/{path}", words).text)
