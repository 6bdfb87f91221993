"""Products: reported and on record, shared, named several times. Expected rows are counted by hand from the fixture rows."""

from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.small import small_store

INDICATORS = [{"indicator": "saps", "name": "Products", "unit": "products", "measure": "total"}]
PRODUCTS = [
    {"product_id": "coffee", "name": "coffee", "category": "horticulture", "category_basis": "source"},
    {"product_id": "yam", "name": "yam", "category": "field-crop", "category_basis": "compiler"},
    {"product_id": "kava", "name": "kava", "category": "unclassified", "category_basis": "none"},
    {"product_id": "chili", "name": "chili", "category": "horticulture", "category_basis": "compiler"},
    {"product_id": "meat", "name": "meat (unspecified)", "category": "livestock", "category_basis": "compiler"},
]


def claim(number, place, product_id, seen="2024-03-01", *, word=None, known=None, source="S-A", **more):
    country = "" if place in ("WORLD", "RAF") else place
    return {"claim_id": f"PP-{number}", "programme_id": "ocop-fao", "place_id": place, "iso3": country, "product": word or product_id,
            "product_id": product_id, "category": "horticulture", "evidence_strength": "stated", "status": "named", "seen_on": seen,
            "known_on": known or seen, "known_on_basis": "source", "source_id": source, **more}


CLAIMS = [
    claim(1, "GHA", "coffee"),                                              # the first country with coffee
    claim(2, "BTN", "coffee", "2024", word="Bhutan coffee"),                # shared with another region; known to the year only
    claim(3, "TGO", "yam", "2025-11-18"),                                   # one product named for Togo ...
    claim(4, "TGO", "kava", "", known="2026-11-21", known_on_basis="compiled", source="S-C"),  # ... and another, undated
    claim(5, "WORLD", "chili", category_stated="field crop"),               # no country, no region; the source has another class
    claim(6, "RAF", "meat"),                                                # a region without a country
    claim(7, "GHA", "coffee", "2025-02-01", known="2025-03-01"),            # a second statement on the same pair
    claim(8, "TGO", "coffee", "2027-01-01"),                                # after the day: must not count
]
MEMBERS = [{"claim_id": f"MB-{code}", "programme_id": "ocop-fao", "iso3": code, "stage": "named", "shown_on": "2024", "known_on": "2024",
            "known_on_basis": "source", "source_id": "S-A"} for code in ("GHA", "BTN", "TGO")]


def figure(number, on, value, qualifier="eq", place="WORLD", category="", known=None, source="S-A"):
    return {"figure_id": f"FG-{number}", "programme_id": "ocop-fao", "indicator": "saps", "place_id": place, "category": category,
            "indicator_as_received": "saps", "on": on, "value": str(value), "qualifier": qualifier, "known_on": known or on,
            "known_on_basis": "source", "source_id": source}


FIGURES = [
    figure(1, "2024-04-26", 54),                                 # before the day of comparison
    figure(2, "2024-04-26", 28, category="horticulture"),        # by type, once
    figure(3, "2024-10-30", 53),                                 # a fall
    figure(4, "2025-07", 56, known="2025-08-01"),                # the newest, known to the month
    figure(5, "2023-03-08", 18, place="RAF"),                    # a region
]


def ask(name, claims=CLAIMS, figures=FIGURES, **choice):
    store = small_store(place_products=claims, products=PRODUCTS, members=MEMBERS, figures=figures, indicators=INDICATORS)
    return queries.run(store, name, Filters(**choice))


def columns(result, *names):
    return [tuple(row[name] for name in names) for row in result.rows]


# reported

def test_the_reported_number_stands_beside_the_one_before():
    (row,) = ask("products/reported", compare_with=date(2024, 5, 1)).rows
    assert (row["value"], row["on"], row["before"], row["source_id"]) == (56, "2025-07", 54, "S-A")
    assert row["series"] == [54, 53, 56]


def test_a_region_and_a_type_have_their_own_reported_number():
    assert columns(ask("products/reported", regions=("RAF",)), "value", "on") == [(18, "2023-03-08")]
    assert columns(ask("products/reported", categories=("horticulture",)), "value", "on") == [(28, "2024-04-26")]


@pytest.mark.parametrize(("choice", "named"), [
    ({"countries": ("GHA",)}, "Ghana"), ({"regions": ("RAP",)}, "Asia and the Pacific"),
    ({"regions": ("RAF", "RAP")}, "Africa and Asia and the Pacific"), ({"categories": ("fishery",)}, "fisheries"),
    ({"regions": ("RAF",), "categories": ("horticulture",)}, "horticulture in Africa"), ({"as_of": date(2020, 1, 1)}, "the initiative")])
def test_what_nobody_reported_is_unknown_and_never_a_count(choice, named):
    result = ask("products/reported", **choice)
    assert columns(result, "value", "on_record") == [(None, None)]
    assert result.finding == f"no total was reported for {named}"


# on record

def test_products_without_a_country_are_counted_and_said():
    result = ask("products/on_record", compare_with=date(2025, 1, 1))
    assert columns(result, "value", "before", "with_country", "without_country") == [(5, 3, 3, 2)]  # before: coffee, chili, meat
    assert result.finding == "3 named for a country, 2 without one"


def test_a_country_with_two_products_counts_once_and_an_inferred_one_apart():
    inferred = claim(9, "BTN", "yam", evidence_strength="inferred")
    assert columns(ask("products/countries", [CLAIMS[2], CLAIMS[3], inferred]), "value", "inferred") == [(1, 1)]


def test_a_type_on_record_stands_beside_the_type_reported():
    assert columns(ask("products/by_category"), "category", "on_record", "reported", "products") == [
        ("horticulture", 2, 28, ["chili", "coffee"]),
        ("field-crop", 1, None, ["yam"]),
        ("livestock", 1, None, ["meat (unspecified)"]),
        ("unclassified", 1, None, ["kava"]),
    ]


def test_types_reported_for_the_world_never_stand_beside_a_region():
    result = ask("products/by_category", regions=("RAP",))
    assert columns(result, "category", "on_record", "reported") == [("horticulture", 1, None)]
    assert result.finding == "One product group is on record for Asia and the Pacific: coffee"


def test_a_region_counts_its_products_and_a_product_without_a_region_stands_last():
    found = [row for row in columns(ask("products/by_region"), "region_name", "category", "product_groups") if row[2]]
    assert found == [
        ("Africa", "horticulture", 1), ("Africa", "field-crop", 1), ("Africa", "livestock", 1), ("Africa", "unclassified", 1),
        ("Asia and the Pacific", "horticulture", 1),
        ("Region not given", "horticulture", 1),
    ]


def test_every_region_has_every_type_so_that_colours_keep_their_meaning():
    assert [row["category"] for row in ask("products/by_region", regions=("RAP",)).rows] == [
        "horticulture", "field-crop", "livestock", "forest", "fishery", "unclassified"]


# shared

def test_a_shared_product_has_a_row_for_every_country():
    result = ask("products/shared")
    assert columns(result, "product", "iso3", "wordings", "statements") == [
        ("coffee", "BTN", "Bhutan coffee", 1), ("coffee", "GHA", "coffee", 2)]
    assert result.finding == "Coffee is on record for 2 countries"


def test_a_chosen_country_sees_the_countries_of_other_regions_that_share_its_product():
    assert columns(ask("products/shared", countries=("GHA",)), "iso3") == [("BTN",), ("GHA",)]
    assert columns(ask("products/shared", regions=("RAF",)), "iso3") == [("BTN",), ("GHA",)]


def test_a_country_alone_with_its_product_has_nobody_to_call():
    result = ask("products/shared", countries=("TGO",))
    assert result.rows == [] and result.finding == "No second country is on record with a product."
    assert columns(ask("products/shared_groups", countries=("TGO",)), "value") == [(0,)]


# several

def test_two_products_of_one_country_are_two_rows_the_newest_dated_first():
    result = ask("products/several")
    assert columns(result, "country", "difference", "wording", "last_stated", "source_id") == [
        ("Togo", "different products", "yam", "2025-11-18", "S-A"),
        ("Togo", "different products", "kava", None, "S-C"),
    ]
    assert result.finding == "Togo is named with more than one wording"


def test_two_words_for_one_product_are_told_from_two_products():
    words = [claim(1, "GHA", "yam", word="yam"), claim(2, "GHA", "yam", "2025-01-01", word="sweet yam"),
             claim(3, "GHA", "yam", "2025-02-01", word="Yam"),              # a capital letter is no other word
             claim(4, "TGO", "yam"), claim(5, "BTN", "coffee")]             # one word each: not in the list
    assert columns(ask("products/several", words), "difference", "wording", "statements") == [
        ("different words", "Yam", 2), ("different words", "sweet yam", 1)]


# over time

def test_a_fall_is_shown_as_reported_and_said():
    result = ask("products/series")
    assert columns(result, "on", "value") == [("2024-04-26", 54), ("2024-10-30", 53), ("2025-07", 56)]
    assert result.finding == ("56 products reported for July 2025, after a fall from 54 to 53 by 30 October 2024 "
                              "that no source on record explains")


def test_before_the_fall_was_known_nothing_is_said_of_it():
    assert ask("products/series", as_of=date(2024, 10, 29)).finding == "54 products reported for 26 April 2024"


def test_a_country_and_its_product_count_in_the_year_of_the_first_statement():
    result = ask("products/first_named")
    assert columns(result, "region_name", "year", "first_named") == [
        ("Africa", "2024", 1), ("Africa", "2025", 1),
        ("Asia and the Pacific", "2024", 1), ("Asia and the Pacific", "2025", 0)]
    assert result.finding == "3 products of countries were first shown between 2024 and 2025; no date is given for 1 more"


# register

def test_the_register_holds_every_product_with_its_words():
    rows = ask("products/register").rows
    assert [(row["product"], row["countries"], row["without_country"], row["first_shown"], row["statements"], row["wordings"])
            for row in rows] == [
        ("chili", None, "no region given", "2024-03-01", 1, "chili"),
        ("coffee", ["BTN", "GHA"], None, "2024", 3, "Bhutan coffee; coffee"),
        ("kava", ["TGO"], None, None, 1, "kava"),
        ("meat (unspecified)", None, "Africa", "2024-03-01", 1, "meat"),
        ("yam", ["TGO"], None, "2025-11-18", 1, "yam"),
    ]
    assert [row["category_stated"] for row in rows] == ["field crop", None, None, None, None]


def test_the_register_follows_region_country_and_type():
    assert columns(ask("products/register", regions=("RAF",)), "product") == [("coffee",), ("kava",), ("meat (unspecified)",), ("yam",)]
    assert columns(ask("products/register", countries=("BTN",)), "product", "countries") == [("coffee", ["BTN"])]
    assert columns(ask("products/register", categories=("livestock",)), "product") == [("meat (unspecified)",)]


def test_an_early_day_has_calm_sentences_and_no_row():
    early = {"as_of": date(2020, 1, 1)}
    assert ask("products/register", **early).rows == []
    assert ask("products/register", **early).finding == "No product for the initiative was public on this day."
    assert columns(ask("products/on_record", **early), "value") == [(0,)]
    assert ask("products/series", **early).finding == "No number of products had been reported for the initiative by this day."


# the shipped record; counted in products.csv as received

def test_the_record_has_50_groups_of_which_chili_and_meat_have_no_country(record):
    rows = queries.run(record, "products/register").rows
    assert len(rows) == 50
    assert [(row["product"], row["without_country"]) for row in rows if not row["countries"]] == [
        ("chili", "no region given"), ("meat (unspecified)", "Africa")]
    assert {row["product"]: row["without_country"] for row in rows if row["countries"] and row["without_country"]} == {
        "avocado": "Africa", "cashew": "Africa", "teff": "Africa", "vanilla": "Asia and the Pacific"}
    assert sum(row["statements"] for row in rows) == 136


def test_the_record_keeps_the_word_of_a_source_that_puts_cherry_and_chili_among_field_crops(record):
    rows = queries.run(record, "products/register").rows
    assert {row["product"]: row["category_stated"] for row in rows if row["category_stated"]} == {
        "chili": "field crop", "sweet cherry": "field crop"}


def test_the_record_by_type(record):
    rows = queries.run(record, "products/by_category").rows
    assert {row["category"]: (row["on_record"], row["reported"]) for row in rows} == {
        "horticulture": (24, 28), "field-crop": (13, 15), "livestock": (5, 6), "forest": (1, 5), "fishery": (2, None),
        "unclassified": (5, None)}


def test_the_record_has_eleven_shared_products(record):
    shared = {}
    for row in queries.run(record, "products/shared").rows:
        shared.setdefault(row["product"], set()).add(row["iso3"])
    assert shared == {
        "cocoa": {"BRA", "CRI", "ECU", "TTO", "VEN", "WSM"}, "coffee": {"CUB", "GTM", "LBR", "PAN", "SAU", "YEM"},
        "potato": {"ERI", "LSO", "PER"}, "banana": {"CMR", "IDN", "MWI"}, "date palm": {"EGY", "IRQ", "JOR"},
        "poultry": {"NRU", "VUT"}, "mango": {"KHM", "PHL"}, "honey": {"ARG", "CHL"}, "sorghum": {"SDN", "SSD"},
        "figs": {"DZA", "TUR"}, "cassava": {"COG", "SLB"}}


def test_the_record_names_several_products_or_words_for_seven_countries(record):
    named = {}
    for row in queries.run(record, "products/several").rows:
        named.setdefault((row["country"], row["difference"]), []).append(row["wording"])
    assert named == {
        ("Brazil", "different products"): ["tambaqui fish", "cocoa"],
        ("Tonga", "different products"): ["sweet yam", "kava"],
        ("Cook Islands", "different words"): ["wetland taro", "taro"],
        ("Lebanon", "different words"): ["chickpeas", "pulses", "chickpea (pulses)"],
        ("Nepal", "different words"): ["large cardamom", "cardamom"],
        ("Peru", "different words"): ["native potatoes", "potato"],
        ("Vanuatu", "different words"): ["poultry", "poultry (chicken)"]}


def test_the_record_first_shows_64_dated_pairs(record):
    years = {}
    for row in queries.run(record, "products/first_named").rows:
        years[row["year"]] = years.get(row["year"], 0) + row["first_named"]
    assert years == {"2022": 18, "2023": 14, "2024": 17, "2025": 15}


@pytest.mark.parametrize(("day", "reported", "on_record"), [
    (date(2022, 11, 3), 50, 9), (date(2024, 10, 29), 54, None), (date(2024, 10, 30), 53, None), (date(2025, 8, 1), 56, 43)])
def test_the_record_says_what_was_known_on_the_day(record, day, reported, on_record):
    assert queries.run(record, "products/reported", Filters(as_of=day)).rows[0]["value"] == reported
    if on_record:
        assert queries.run(record, "products/on_record", Filters(as_of=day)).rows[0]["value"] == on_record


# dropped products

GIVEN_UP = [
    *CLAIMS,
    claim(9, "BTN", "coffee", "2025-05-01", status="dropped", source="S-C"),     # Ghana keeps it
    claim(10, "TGO", "yam", "2025-12-01", status="dropped", source="S-C"),       # nobody keeps it
    claim(11, "RAF", "meat", "2025-06-01", status="lapsed"),                     # a region's, without a country
]


def test_a_dropped_product_keeps_its_row_with_its_word_date_and_source_and_is_in_no_count():
    result = ask("products/register", GIVEN_UP)
    rows = {row["product_id"]: row for row in result.rows}
    assert [rows[name]["status"] for name in ("coffee", "kava", "chili", "yam", "meat")] == [None, None, None, "dropped", "lapsed"]
    assert (rows["coffee"]["countries"], rows["coffee"]["dropped_in"]) == (["GHA"], ["BTN"])
    assert (rows["yam"]["countries"], rows["yam"]["dropped_in"], rows["yam"]["dropped_on"], rows["yam"]["source_id"]) == (
        None, ["TGO"], "2025-12-01", "S-C")
    assert result.finding == "3 product groups are on record, 2 of them with a country; 3 were dropped by a country or place and are not counted"
    assert "dropped" not in ask("products/register").finding


def test_a_dropped_product_is_in_no_tile_chart_or_shared_group():
    assert ask("products/on_record", GIVEN_UP).rows[0]["value"] == 3      # coffee, kava, chili
    assert ask("products/countries", GIVEN_UP).rows[0]["value"] == 2      # Ghana with coffee, Togo with kava
    assert ask("products/shared", GIVEN_UP).rows == []                    # one country is left
    assert sum(row["on_record"] for row in ask("products/by_category", GIVEN_UP).rows) == 3


@pytest.mark.parametrize(("country", "finding", "status"), [
    ("TGO", "Public sources name kava as its priority product", [None, "dropped", "dropped"]),
    ("BTN", "Its product was given up: coffee (last word: dropped)", ["dropped", "dropped"]),
    ("GHA", "Public sources name coffee as its priority product", [None, None])])
def test_a_profile_marks_what_its_country_gave_up(country, finding, status):
    result = ask("country/products", GIVEN_UP, countries=(country,))
    assert (result.finding, [row["status"] for row in result.rows]) == (finding, status)
    (profile,) = ask("country/profile", GIVEN_UP, countries=(country,)).rows
    assert profile["products"] == {"TGO": ["kava"], "BTN": [], "GHA": ["coffee"]}[country]


# one product

EVENTS = [
    {"event_id": "EV-1", "title": "Coffee day", "starts_on": "2024-05-01"},                               # in the title
    {"event_id": "EV-2", "title": "Fair", "starts_on": "2024-06-01", "evidence": "yams and coffees"},       # a plural, in the evidence
    {"event_id": "EV-3", "title": "Decoffeinated fair", "starts_on": "2024-07-01"},                       # inside another word: no
    {"event_id": "EV-4", "title": "Fair two", "starts_on": "2024-08-01", "evidence": "Bhutan coffee shown"},  # the word of a source
    {"event_id": "EV-5", "title": "Café", "starts_on": "2024-08-02"},                                     # a name of no source: no
    {"event_id": "EV-6", "title": "Coffee, later", "starts_on": "2027-01-01", "known_on": "2027-01-01"},  # known after the day: no
]
EVENTS = [{"programme_id": "ocop-fao", "known_on": row["starts_on"], "known_on_basis": "source", "source_id": "S-A", **row} for row in EVENTS]
FAMILIES = [*PRODUCTS, {"product_id": "cardamom", "name": "cardamom", "category": "horticulture", "category_basis": "compiler"},
            {"product_id": "ginger", "name": "ginger", "category": "horticulture", "category_basis": "compiler"},
            {"product_id": "apple", "name": "Apple", "category": "unclassified", "category_basis": "none"}]


def one(name, product, claims=CLAIMS, as_of=None, **tables):
    store = small_store(place_products=claims, products=FAMILIES, members=MEMBERS, **tables)
    return queries.run(store, f"products/{name}", Filters(as_of=as_of), {"product": product})


@pytest.mark.parametrize(("product", "as_of", "says"), [
    ("coffee", None, "Coffee is on record for 2 countries, first shown 2024"),   # Bhutan's year begins before Ghana's day
    ("coffee", date(2023, 1, 1), "No source that was public on this day names coffee as a product of the initiative"),
    ("yam", None, "Yam is on record for one country, first shown 18 November 2025"),
    ("kava", None, "Kava is on record for one country; no source that names it shows a date"),
    ("chili", None, "Chili is on record, and no source gives a country for it"),
    ("unicorn", None, "Choose a product to see what public sources say of it."),
    ("apple", None, "No source that was public on this day names Apple as a product of the initiative; it is on record in One District")])
def test_the_head_of_a_product_says_where_it_is_on_record_and_since_when(product, as_of, says):
    sister = {"claim_id": "PP-S", "programme_id": "odop", "place_id": "GHA", "product": "apples", "product_id": "apple", "status": "named",
              "known_on": "2024", "known_on_basis": "source", "source_id": "S-A"}  # a programme of another kind: never a country of the initiative
    assert one("profile", product, [*CLAIMS, sister], as_of, programmes=[{"programme_id": "odop", "name": "One District"}]).finding == says


def test_a_product_that_every_place_gave_up_is_in_no_count():
    gone = claim(9, "TGO", "yam", "2026-01-01", status="dropped")
    result = one("profile", "yam", [CLAIMS[2], gone])
    assert result.finding == "Yam was given up wherever it was on record, and is in no count" and result.rows[0]["countries"] == 0
    assert columns(one("homes", "yam", [CLAIMS[2], gone]), "country", "status") == [("Togo", "dropped")]


def test_every_place_of_a_product_stands_with_its_first_day_those_without_a_country_too():
    assert columns(one("homes", "coffee"), "country", "first_shown", "statements") == [("Bhutan", "2024", 1), ("Ghana", "2024-03-01", 2)]
    assert columns(one("homes", "meat"), "country", "iso3") == [("Africa", None)]


def test_every_source_keeps_its_word_for_a_product():
    assert columns(one("statements", "coffee"), "country", "wording") == [("Ghana", "coffee"), ("Ghana", "coffee"), ("Bhutan", "Bhutan coffee")]


def test_an_entry_names_a_product_by_a_whole_word_of_the_record_or_of_a_source():
    assert [row["what"] for row in one("named_in", "coffee", events=EVENTS).rows] == ["Fair two", "Fair", "Coffee day"]
    assert [row["what"] for row in one("named_in", "yam", events=EVENTS).rows] == ["Fair"]


def test_relatives_are_of_one_family_and_on_record():
    grown = [*CLAIMS, claim(10, "GHA", "ginger")]  # of the family of cardamom
    assert columns(one("relatives", "cardamom", grown), "product", "family", "countries") == [("ginger", "Zingiberaceae", ["GHA"])]
    assert one("relatives", "ginger", grown).rows == []  # cardamom is on record nowhere
    assert one("relatives", "coffee", grown).rows == []
