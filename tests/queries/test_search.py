"""A search: what answers some words on a day, nearest first. Expected rows are counted by hand."""

from datetime import date

import pytest

from ocop import queries
from ocop.__main__ import main
from ocop.filters import Filters
from ocop.screen import PAGES
from tests.small import PLACES, small_store

KEN = {"place_id": "KEN", "kind": "country", "name": "Kenya", "iso3": "KEN", "region": "RAF"}
CIV = {"place_id": "CIV", "kind": "country", "name": "Côte d'Ivoire", "iso3": "CIV", "region": "RAF"}
PRODUCTS = [{"product_id": name, "name": name, "category": "field-crop", "category_basis": "compiler"} for name in ("cocoa", "jackfruit")]
# two products known since March 2024; the wording of the second differs from its group
CLAIMS = [{"claim_id": f"PP-{product}", "programme_id": "ocop-fao", "place_id": "GHA", "iso3": "GHA", "product": wording, "product_id": product,
           "category": "field-crop", "evidence_strength": "stated", "status": "named", "seen_on": "2024-03-01", "known_on": "2024-03-01",
           "known_on_basis": "source", "source_id": "S-A"} for product, wording in (("cocoa", "cocoa"), ("jackfruit", "nangka"))]
# an event that begins with the name of a country, one that holds it as a word
EVENTS = [{"event_id": f"EV-{number}", "programme_id": "ocop-fao", "title": title, "type": "meeting", "level": "global", "format": "unknown",
           "starts_on": "2024-03-01", "known_on": "2024-03-01", "known_on_basis": "source", "source_id": "S-A"}
          for number, title in enumerate(("Kenya day of harvests", "Launch in Kenya"))]


@pytest.fixture(scope="module")
def small():
    return small_store(places=[*PLACES, KEN, CIV], products=PRODUCTS, place_products=CLAIMS, events=EVENTS)


def found(store, words, day="2026-11-21"):
    return [row["name"] for row in queries.run(store, "search/found", Filters(as_of=date.fromisoformat(day)), {"words": words}).rows]


@pytest.mark.parametrize(("words", "names"), [
    ("cote", ["Côte d'Ivoire"]), ("CÔTE  D’IVOIRE", ["Côte d'Ivoire"]), ("Кот", ["Côte d'Ivoire"]), ("ivoir", ["Côte d'Ivoire"]),
    ("كينيا", ["Kenya"]), ("肯尼亚", ["Kenya"]), ("加纳", ["Ghana"]), ("Bután", ["Bhutan"]),
    ("kakao", ["cocoa"]), ("cacao", ["cocoa"]), ("coco", ["cocoa"]), ("jakfruit", ["jackfruit"]), ("nangka", ["jackfruit"]),
    ("nangca", ["jackfruit"]), ("Kenya", ["Kenya", "Kenya day of harvests", "Launch in Kenya"]), ("ken lau", ["Launch in Kenya"]),
    ("", []), ("  ", []), ("%_'\"", []), ("🥭", []), ("a" * 200, []), ("';drop", []),
    ("k", ["Kenya", "Bhutan", "cocoa", "jackfruit", "Kenya day of harvests",
           "Launch in Kenya"]),  # Kingdom of Bhutan, kakao, kathal
    ("Ivory Coast", ["Côte d'Ivoire"]), ("kingdom of bhutan", ["Bhutan"]), ("可可", ["cocoa"]), ("какао", ["cocoa"]), ("كاكاو", ["cocoa"]),
    ("tog", ["Togo"]), ("tgo", ["Togo"]), ("xyz", []), ("toga", ["Togo"]),
])
def test_what_answers_the_words(small, words, names):
    assert found(small, words) == names


def test_nothing_known_later_is_found(small):
    assert found(small, "cacao", "2024-02-29") == []
    assert found(small, "cacao", "2024-03-01") == ["cocoa"]
    assert found(small, "kenya", "2024-02-29") == ["Kenya"]  # a country has its name on any day
    assert found(small, "jackfruit", "1900-01-01") == []


def test_at_most_twenty_answer(record):
    assert len(found(record, "a")) == 20


@pytest.mark.parametrize(("words", "name"), [("cote", "Côte d'Ivoire"), ("肯尼亚", "Kenya"), ("jakfruit", "jackfruit"), ("cacao", "cocoa")])
def test_the_record_answers(record, words, name):
    assert found(record, words, "2026-11-26")[0] == name


def test_the_command_prints_what_it_found(capsys):
    assert main(["search", "cote"]) == 0
    assert "Côte d'Ivoire" in capsys.readouterr().out
    assert main(["search", "🥭"]) == 0
    assert capsys.readouterr().out.startswith("Nothing that was known on this day answers the words.")


def test_every_page_of_the_navigation_is_found_by_its_name(small):
    rows = [queries.run(small, "search/found", Filters(), {"words": title}).rows for _name, title, _icon in PAGES]
    assert [[row["page"] for row in each if row["kind"] == "Page"][:1] for each in rows] == [[name] for name, _title, _icon in PAGES]
