"""A search: what answers some words on a day, nearest first. Expected rows are counted by hand."""

from datetime import date

import pytest

from ocop import queries
from ocop.__main__ import main
from ocop.filters import Filters
from ocop.screen import PAGES, UNLISTED
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


def answers(store, words, day="2026-11-21"):
    """The rows that answer; titles of figures apart, which are the same whatever the record holds."""
    rows = queries.run(store, "search/found", Filters(as_of=date.fromisoformat(day)), {"words": words}).rows
    return [row for row in rows if row["kind"] != "Chart"]


def found(store, words, day="2026-11-21"):
    return [row["name"] for row in answers(store, words, day)]


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


# units of a programme, one of which two rows tell at the same time
UNITS = [{"programme_unit_id": number, "programme_id": "ke-village", "place_id": place, "unit_level": level, "unit_name": name, "known_on": known,
          "known_on_basis": "source", "source_id": source}
         for number, place, level, name, known, source in (
             ("PU-1", "KE-N", "county", "Nakuru", "2024-01-10", "S-A"), ("PU-2", "KE-N", "county", "Nakuru", "2024-02-10", "S-B"),
             ("PU-3", "KE-M", "county", "Meru", "2024-01-10", "S-A"), ("PU-4", "KEN", "country", "Kenya", "2024-01-10", "S-A"))]
PROGRAMME = {"programme_id": "ke-village", "name": "Village products", "country_iso3": "KEN", "known_on": "2024-01-01", "known_on_basis": "source",
             "source_id": "S-A"}
NAKURU, MERU = "Nakuru, Village products", "Meru, Village products"


@pytest.fixture(scope="module")
def of_units():
    county = [{**KEN, "place_id": place, "kind": "county", "iso3": None, "parent_id": "KEN"} for place in ("KE-N", "KE-M")]
    return small_store(places=[*PLACES, KEN, *county], programmes=[PROGRAMME], programme_units=UNITS, events=EVENTS)


OF_KENYA = ["Kenya", "Kenya day of harvests", "Launch in Kenya"]


@pytest.mark.parametrize(("words", "of_few", "of_many"), [
    ("nakuru", [NAKURU], [NAKURU]), ("Nakuru Village", [NAKURU], [NAKURU]), ("nakuru, village products", [NAKURU], [NAKURU]),
    ("village nak", [NAKURU], [NAKURU]), ("vil prod", ["Village products", MERU, NAKURU], ["Village products", MERU, NAKURU]),
    ("nakru", [NAKURU], []), ("akuru", [NAKURU], []), ("village nak prod", [NAKURU], [NAKURU]), ("village meru nak", [], []),
    ("nak xx prod", [], []), ("prod village nak vill", [NAKURU], [NAKURU]), ("prod village meru nak", [], []),
    ("prod village nak prod nakuru", [NAKURU], [NAKURU]), ("kenya day of harvezts", ["Kenya day of harvests"], ["Kenya day of harvests"]),
    ("kenia", OF_KENYA, OF_KENYA), ("", [], [])])
def test_of_very_many_units_those_written_nearly_so_are_not_looked_for(of_units, words, of_few, of_many):
    sql = queries.read("search/found").sql
    assert sql.count("100_000") == 1

    def asked(most):
        queries.forget()  # both are kept under one name
        rows = queries.asked_anew(of_units, queries.describe("search/found", sql.replace("100_000", most)), Filters(), {"words": words}).rows
        return [row["name"] for row in rows if row["kind"] != "Chart"]

    assert (asked("100_000"), asked("1")) == (of_few, of_many)
    queries.forget()


def test_a_unit_that_two_rows_tell_is_one_answer_with_its_first_source_and_only_once_it_is_known(of_units):
    (unit,) = answers(of_units, "nakuru")
    assert (unit["code"], unit["source_id"], unit["answers"], unit["variant"]) == ("ke-village/KE-N", "S-A", 1, "one")
    assert found(of_units, "nakuru", "2024-01-09") == [] and len(answers(of_units, "nakuru", "2024-01-10")) == 1
    assert "Kenya, Village products" not in found(of_units, "kenya")  # the whole country is the programme


def test_nothing_known_later_is_found(small):
    assert found(small, "cacao", "2024-02-29") == []
    assert found(small, "cacao", "2024-03-01") == ["cocoa"]
    assert found(small, "kenya", "2024-02-29") == ["Kenya"]  # a country has its name on any day
    assert found(small, "jackfruit", "1900-01-01") == []


@pytest.mark.parametrize("choice", [{"countries": ("KEN",)}, {"regions": ("RAP",)}, {"categories": ("crop",)}, {"countries": ("FRA", "BGD")}])
def test_a_finding_speaks_of_what_was_searched_and_not_of_the_choice_of_the_page(record, choice):
    for words in ("Cocoa", "zzzz", "a"):
        told = [queries.run(record, "search/found", Filters(**heeded), {"words": words}).finding for heeded in (choice, {})]
        assert told[0] == told[1] and "(all" not in told[0]


def test_at_most_twenty_are_shown_and_all_are_counted(record):
    result = queries.run(record, "search/found", Filters(), {"words": "a"})
    assert len(result.rows) == 20 and result.rows[0]["answers"] > 100
    assert result.finding == f"{result.rows[0]['answers']} entries answer the words; the 20 nearest are shown"


BODIES = [{"report_id": f"TF-{number}", "body_id": "group-raf", "level": "regional organizing group", "region": "RAF", "name": "Group Africa",
           "status": status, "known_on": day, "known_on_basis": "source", "source_id": source}
          for number, (status, day, source) in enumerate((("planned", "2024-01-01", "S-A"), ("established", "2025-01-01", "S-B")))]
FUNDS = [{"fund_id": "F-1", "project": "Soils of tomorrow", "donor": "Japan", "mechanism": "TF"}]
MONEY = [{"report_id": "FR-1", "fund_id": "F-1", "stage": "pledged", "known_on": "2025-02-01", "known_on_basis": "source", "source_id": "S-B"},
         {"report_id": "FR-1", "fund_id": "F-1", "stage": "committed", "known_on": "2025-03-01", "known_on_basis": "source", "source_id": "S-C"}]
TWINS = [{**EVENTS[0], "event_id": f"EV-T{number}", "title": "Field day"} for number in range(2)]  # one title, two events


@pytest.mark.parametrize(("words", "told"), [
    ("group afr", [("Body", "group-raf", "S-B", None, True)]),     # the latest report counts
    ("soils", [("Fund", "F-1", "S-C", "2025-03-01", True)]),       # a later row corrected it
    ("kakao", [("Product", "cocoa", "S-A", None, False)]),         # a spelling that no source has
    ("nangka", [("Product", "jackfruit", "S-A", None, True)]),     # a word of a source
    ("Ivory Coast", [("Country", "CIV", None, None, False)]),      # in no public source: its name alone
    ("tgo", [("Country", "TGO", None, None, True)]),
    ("field day", [("Event", "EV-T0", "S-A", None, True), ("Event", "EV-T1", "S-A", None, True)]),
    ("funding", [("Page", None, None, None, True)])])
def test_an_answer_has_its_code_its_source_and_says_what_was_corrected(words, told):
    store = small_store(places=[*PLACES, CIV], products=PRODUCTS, place_products=CLAIMS, events=[*EVENTS, *TWINS], task_forces=BODIES,
                        funds=FUNDS, fund_reports=MONEY)
    names = ("kind", "code", "source_id", "corrected_on", "is_of_record")
    assert [tuple(row[name] for name in names) for row in answers(store, words)] == told


@pytest.mark.parametrize(("words", "page", "title"), [
    ("register of gov", "task_forces", "Register of governing bodies"), ("calendar", "events", "Calendar"),
    ("by stage", "funding", None), ("REGISTER OF EVENTS", "events", "Register of events"), ("countries by evid", "countries", None)])
def test_the_titles_of_figures_are_found_with_their_page(small, words, page, title):
    rows = [row for row in queries.run(small, "search/found", Filters(), {"words": words}).rows if row["kind"] == "Chart"]
    assert any(row["page"] == page and row["name"] == (title or row["name"]) for row in rows)
    assert all(row["source_id"] is None for row in rows)


@pytest.mark.parametrize(("words", "name"), [("cote", "Côte d'Ivoire"), ("肯尼亚", "Kenya"), ("jakfruit", "jackfruit"), ("cacao", "cocoa")])
def test_the_record_answers(record, words, name):
    assert found(record, words, "2026-11-26")[0] == name


def test_the_command_prints_what_it_found(capsys):
    assert main(["search", "cote"]) == 0
    assert "Côte d'Ivoire" in capsys.readouterr().out
    assert main(["search", "🥭"]) == 0
    assert capsys.readouterr().out.startswith("Nothing that was known on this day answers the words.")


def test_every_page_of_the_navigation_is_found_by_its_name(small):
    rows = [queries.run(small, "search/found", Filters(), {"words": title}).rows for name, title, _icon in PAGES if name not in UNLISTED]
    assert [[row["page"] for row in each if row["kind"] == "Page"][:1] for each in rows] == [
        [name] for name, _title, _icon in PAGES if name not in UNLISTED]
