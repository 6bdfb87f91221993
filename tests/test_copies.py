"""A page that was read in a copy: readers see its original, and nowhere the name of the copy."""

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pytest

from ocop import queries, report
from ocop.filters import Filters
from ocop.panels.sources import carries, cite
from ocop.record.sources import original_on_fao
from ocop.record.sources import row as source_row
from ocop.report.citations import Citations
from tests.asked import at_once
from tests.small import small_store

FAO = "Food and Agriculture Organization of the United Nations (FAO)"
PATH = "/one-country-one-priority-product/news-and-events/news/x/en"
COPY = {"source_id": "S1", "address": f"https://www.fao.org{PATH}", "publisher": FAO, "title": "A title", "published_on": "2025-02-19",
        "grade": "D", "is_copy": True, "received_as": f"https://a.oszar.com{PATH}"}


def hosts(record) -> re.Pattern:
    """The hosts of all copies of the record, but FAO's own, without their first label: `a.b.example.com` is caught as `example.com`."""
    _names, rows = record.ask("select received_as from sources where is_copy")
    found = {".".join((urlsplit(address).hostname or "").split(".")[-2:]) for (address,) in rows}
    assert {"oszar.com", "roads-uae.com", "sitefinity.cloud", "waef2023.org", "richbox.biz"} <= found
    return re.compile("|".join(map(re.escape, sorted(found - {"fao.org", "com.bd", "co.jp"} | {"sfcs.fao", "3rd-in.co.jp"}))))


CHOICES = (Filters(), Filters(countries=("LBN",)))


@pytest.fixture(scope="module")
def both(record):
    """The record, asked for these choices at once."""
    return at_once(record, [(name, chosen, {}) for name in queries.names() for chosen in CHOICES])


@pytest.mark.parametrize("name", queries.names())
def test_no_query_names_a_copy(both, name):
    found = hosts(both)
    for chosen in CHOICES:
        rows = queries.run(both, name, chosen).rows
        assert [row for row in rows if found.search(str(row))] == []


def test_no_report_names_a_copy(record):
    page = report.write(record, Filters(compare_with=date(2025, 1, 1)), "html").decode()
    assert not hosts(record).search(page) and "read in a copy" in page


def test_no_text_of_the_record_names_a_copy(record):
    found = hosts(record)
    for name, contract in record.contracts.items():
        shown = [column for column in contract.columns if column != "received_as"]
        _names, rows = record.ask(f'select {", ".join(f"""{chr(34)}{column}{chr(34)}""" for column in shown)} from "{name}"')
        assert [row for row in rows if found.search(str(row))] == [], name


@pytest.mark.parametrize(("address", "original"), [
    (f"https://i777777o66616fo6f7267z.oszar.com{PATH}", f"https://www.fao.org{PATH}"),
    (f"https://new.subdomain.roads-uae.com{PATH}", f"https://www.fao.org{PATH}"),
    (f"http://oszar.com:8080{PATH}?page=2", f"https://www.fao.org{PATH}?page=2"),
    ("https://fao.sitefinity.cloud/americas/news/é/en", "https://www.fao.org/americas/news/é/en"),
    ("https://notoszar.com/x", ""), ("https://oszar.com.example.org/x", ""), (f"https://www.fao.org{PATH}", ""), ("a text", "")])
def test_what_follows_the_host_of_a_copy_is_the_path_on_fao(address, original):
    assert original_on_fao(address) == original


def test_a_copy_keeps_the_grade_of_what_was_read_and_the_publisher_of_the_original():
    copied = source_row("https://b.oszar.com/x", "", {}, {})
    assert (copied["publisher"], copied["grade"], copied["is_copy"]) == (FAO, "D", "true")
    own = source_row("https://fao.sitefinity.cloud/x", "", {"publisher": "FAO (content host)", "grade": "A"}, {})
    assert (own["address"], own["publisher"], own["grade"], own["is_copy"]) == ("https://www.fao.org/x", FAO, "A", "true")


def test_what_a_delivery_says_of_a_source_goes_before_a_guess_by_host():
    said = {"publisher": "Lang Son province", "published_on": "2023-05", "grade": "A"}
    told = source_row("http://vanphong.langson.example/x", "2023", said, {})
    assert (told["publisher"], told["published_on"], told["grade"], told["is_copy"]) == ("Lang Son province", "2023-05", "A", "false")


@pytest.mark.parametrize(("change", "words"), [
    ({}, "FAO, A title, 19 February 2025, www.fao.org"), ({"published_on": None}, "FAO, A title, undated, www.fao.org"),
    ({"title": None}, "FAO, 19 February 2025, www.fao.org"), ({"grade": "A"}, "FAO, A title, 19 February 2025, www.fao.org"),
    ({"address": "A title; the address of the original is not on record"}, "FAO, 19 February 2025, A title; the address")])
def test_a_reader_sees_publisher_title_date_and_address_of_the_original_as_text(change, words):
    said = cite(COPY | change).replace("\\", "")
    assert not re.search(r"www(?=\.)", said)  # of which a browser would make a link
    said = said.replace("\u2060", "")
    assert said.startswith(words) and "(read in a copy)" in said and "](" not in said and "https://" not in said
    assert said.endswith(" (weak source)") == ((COPY | change)["grade"] == "D")


@pytest.mark.parametrize(("change", "followed"), [
    ({}, False), ({"grade": "A"}, False), ({"is_copy": False}, False), ({"is_copy": False, "grade": "A"}, True),
    ({"is_copy": False, "grade": "C", "address": "the title of a text"}, False)])
def test_only_a_good_address_that_was_read_itself_is_followed(change, followed):
    assert carries(COPY | change) is followed


def test_a_report_cites_the_original_as_text():
    store = small_store(sources=[COPY | {"is_copy": "true"}])
    cited = Citations(store)
    assert cited.number("S1") == 1
    (source,) = cited.sources.values()
    assert source.words == "FAO, A title, 19 February 2025 (grade D, read in a copy, weak source shown as text)"
    assert (source.link, source.address) == ("", COPY["address"])
    assert replace(source, is_copy=False, grade="A", title="").words == "FAO, 19 February 2025 (grade A)"
