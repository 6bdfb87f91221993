"""National programmes: units one below the other, what is on record of each, targets and stars. Expected rows are counted by hand."""

import re
from datetime import date
from types import SimpleNamespace

import pytest

from ocop import panels, programmes, queries
from ocop.filters import Filters
from tests.small import PLACES, small_store

SOURCE = {"known_on": "2024-02-01", "known_on_basis": "source", "source_id": "S-A"}


def place(code, kind, above, name=""):
    return {"place_id": code, "kind": kind, "name": name or code, "parent_id": above}


# Togo has two states; the first has two districts, the first of those one village
LAND = [*PLACES, place("T1", "state", "TGO", "North"), place("T2", "state", "TGO", "South"), place("T1.a", "district", "T1", "Alpha"),
        place("T1.b", "district", "T1", "Beta"), place("T1.a.v", "village", "T1.a", "Vee")]
ONES = [{"programme_id": "one", "name": "One Village", "country_iso3": "TGO", "local_unit": "village", "owner_institution": "State",
         "started": "1979", "description": "d", **SOURCE},
        {"programme_id": "two", "name": "Two Villages", "country_iso3": "TGO", "local_unit": "village", "owner_institution": "State",
         "based_on": "one", "description": "d", **SOURCE},
        {"programme_id": "ocop-fao", "name": "Ours", "local_unit": "country", "owner_institution": "FAO", "description": "d", **SOURCE}]
INDICATORS = [{"indicator": "certified_products_3star", "name": "Certified products", "unit": "products", "measure": "total", "direction": "up",
               "stale_after_months": "24"},
              {"indicator": "producers", "name": "Producers", "unit": "producers", "measure": "total", "direction": "up"}]
RULES = [{"rule_id": "ocop-rag-1", "name": "r", "on_track_from": "0.95", "at_risk_from": "0.6", "is_default": "true"}]
SET = {"places": LAND, "programmes": ONES, "indicators": INDICATORS, "status_rules": RULES}


def product(number, where, product_id, programme="one", seen="2024-01-01", known="2024-02-01", **more):
    return {"claim_id": f"P{number}", "programme_id": programme, "place_id": where, "product": product_id, "product_id": product_id,
            "evidence_strength": "stated", "status": "named", "seen_on": seen, **SOURCE, "known_on": known, **more}


def figure(number, where, value, on, indicator="certified_products_3star", programme="one", known="2024-02-01", **more):
    return {"figure_id": f"F{number}", "programme_id": programme, "indicator": indicator, "place_id": where, "value": value, "qualifier": "eq",
            "on": on, **SOURCE, "known_on": known, **more}


def target(number, where, value, due, **more):
    return {"target_id": f"T{number}", "programme_id": "one", "indicator": "certified_products_3star", "place_id": where, "value": value,
            "due_on": due, "is_additional": "false", **SOURCE, **more}


def ask(name, unit="", programme="one", day="2024-12-31", **tables):
    return queries.run(small_store(**{**SET, **tables}), name, Filters(as_of=date.fromisoformat(day)), {"programme": programme, "unit": unit})


PRODUCTS = [product(1, "T1.a", "rice"), product(2, "T1.a.v", "yam"), product(3, "T1.b", "rice"), product(4, "T2", "cocoa", programme="two")]


def test_a_unit_holds_its_own_products_and_those_below_it_once():
    rows = ask("programme/units", place_products=PRODUCTS).rows
    assert [(row["unit"], row["units_below"], row["products_on_record"]) for row in rows] == [
        ("North", 3, 2)]  # rice twice, yam; South is of the other
    rows = ask("programme/units", "T1", place_products=PRODUCTS).rows
    assert [(row["unit"], row["units_below"], row["products_on_record"]) for row in rows] == [("Alpha", 1, 2), ("Beta", 0, 1)]
    assert [row["product"] for row in ask("programme/products", "T1.a", place_products=PRODUCTS).rows] == ["rice", "yam"]
    assert [row["unit"] for row in ask("programme/path", "T1.a.v", place_products=PRODUCTS).rows] == ["Togo", "North", "Alpha", "Vee"]


def test_nothing_of_one_programme_is_told_of_another():
    for name in ("units", "products", "figures", "series", "judged", "shared", "coverage"):
        both = {"place_products": PRODUCTS, "figures": [figure(1, "T1", "5", "2023-01-01"), figure(2, "T1", "6", "2023-06-01")],
                "targets": [target(1, "T1", "9", "2025")]}
        rows = ask(f"programme/{name}", programme="two", **both).rows
        assert {row.get("unit", "South") for row in rows} <= {"South"}, name


def test_a_unit_and_a_product_are_there_once_they_were_known():
    late = [product(1, "T1.a", "rice", known="2024-06-01"), product(2, "T1.a", "rice", seen="2024-07-01", known="2024-08-01", stars="4")]
    assert ask("programme/units", day="2024-05-31", place_products=late).rows == []
    (row,) = ask("programme/products", day="2024-06-01", place_products=late).rows
    assert row["stars"] is None
    (row,) = ask("programme/products", day="2024-08-01", place_products=late).rows  # one product, the last word on it
    assert (row["stars"], row["seen_on"]) == (4, "2024-07-01")


def test_a_unit_is_there_on_each_day_on_which_a_row_speaks_of_it_and_once():
    old = {"seen": "2019-01-01"}
    spoken = [product(1, "T1.a", "rice", known="2020-03-01", **old), product(1, "T1.a", "rice", known="2021-05-01", is_withdrawn="true", **old),
              product(2, "T1.a.v", "yam", known="2021-02-01", **old), product(2, "T1.a.v", "yam", known="2021-09-01", is_withdrawn="true", **old),
              figure(3, "T1.a", "4", "2023", known="2023-07-01"), product(4, "T1.b", "rice", known="2020-03-01", **old),
              product(4, "T1.b", "yam", known="2022-01-01", **old)]
    store = small_store(**{**SET, "place_products": [row for row in spoken if "claim_id" in row],
                           "figures": [row for row in spoken if "figure_id" in row]})

    def there(day):
        rows = store.ask("select unit from units_as_of('one', $day) where unit_level = 'district' order by unit", {"day": date.fromisoformat(day)})[1]
        return "".join(unit[0] for unit, in rows)

    told = {"2019-12-31": "", "2020-03-01": "AB", "2021-04-30": "AB",  # Alpha of both its rows
            "2021-08-31": "AB", "2021-09-01": "B",  # by its village, until that was taken back
            "2022-06-01": "B",  # once, before and after its correction
            "2023-06-30": "B", "2023-07-01": "AB"}
    assert {day: there(day) for day in told} == told


def test_what_nothing_can_fill_has_no_rows(record):
    """Of every programme, and of a unit of two countries, on an early and on the last day: a query that the page does not ask has no row."""
    asked = [queries.read(name) for name in queries.names() if name.startswith("programme/")]
    kinds, left_out = {query.filled_by for query in asked} - {""}, {True: set(), False: set()}
    for programme, home in programmes.homes(record).items():
        for unit in ("", *list(programmes.first_units(record, home))[:1]) if home in ("VNM", "LAO") else ("",):
            for day in (date(2022, 6, 30), record.last_day):
                filled = programmes.filled(record, programme, unit, day)
                assert filled <= kinds, filled
                for query in asked:
                    if query.filled_by and query.filled_by not in filled:
                        assert not queries.run(record, query.name, Filters(as_of=day), {"programme": programme, "unit": unit}).rows, query.name
                    left_out[query.filled_by in filled].add(query.filled_by)
    assert left_out == {True: kinds, False: kinds | {""}}  # each is filled somewhere, and each is not


def test_what_several_units_share_is_named_with_each():
    (row,) = ask("programme/shared", place_products=PRODUCTS).rows
    assert (row["product"], row["units"], row["places"]) == ("rice", 2, "Alpha (North); Beta (North)")
    assert (row["together"], row["across"]) == ("North: Alpha, Beta", None)
    (row,) = ask("programme/shared", place_products=[product(1, "T1.a", "rice"), product(2, "T2", "rice")]).rows
    assert (row["together"], row["across"]) == (None, "North, South")  # of two states: no facility, but a brand


def test_coverage_counts_units_below_the_first_level_with_a_product():
    rows = ask("programme/coverage", place_products=[*PRODUCTS, product(5, "T2", "nut")], figures=[figure(1, "T2", "1", "2023")]).rows
    assert [(row["unit"], row["with_product"], row["units_below"], row["is_complete"]) for row in rows] == [("North", 2, 2, True)]
    bare = [{"programme_unit_id": "U1", "programme_id": "one", "place_id": "T1.b", "unit_level": "district", "unit_name": "Beta", **SOURCE}]
    (row,) = ask("programme/coverage", place_products=PRODUCTS[:2], programme_units=bare).rows
    assert (row["with_product"], row["units_below"], row["is_complete"]) == (1, 2, False)


def test_the_latest_number_of_each_unit_stands_in_the_order_of_the_numbers():
    told = [figure(1, "T1", "5", "2023-01-01"), figure(2, "T1", "9", "2024-01-01"), figure(3, "T2", "20", "2022-01-01"),
            figure(4, "T1.a", "99", "2024")]
    result = ask("programme/by_unit", figures=told)
    assert [(row["unit"], row["value"]) for row in result.rows] == [("South", 20), ("North", 9)]
    assert result.finding == "South has the highest latest report: 20 certified products, for 1 January 2022"
    merged = [{"change_id": "C1", "place_id": "T2", "name": "South", "change": "merged", "into_place_id": "T1", "on": "2024-06", **SOURCE}]
    (row,) = ask("programme/by_unit", figures=told, place_changes=merged).rows
    assert (row["unit"], row["told"]) == ("North", "for 2024-01-01, before it took in another unit")


def test_two_values_for_one_day_stand_side_by_side_and_both_in_the_register():
    told = [figure(1, "T1", "14642", "2024-01-31"), figure(2, "T1", "15590", "2024-01-31")]
    (row,) = ask("programme/units", figures=told).rows
    assert (row["value"], row["qualifier"]) == (14642, "or 15,590")
    result = ask("programme/differing", figures=told)
    assert [row["value"] for row in result.rows] == [14642, 15590]
    assert result.finding.startswith("One figure has several values for one and the same time")
    assert ask("programme/differing", figures=[figure(1, "T1", "5", "2024-01"), figure(2, "T1", "5", "2024-01")]).rows == []


def test_a_figure_without_a_day_is_on_no_axis_and_stands_apart():
    told = [figure(1, "T1", "5", ""), figure(2, "T1", "6", "2023-01"), figure(3, "T1", "8", "2024-01")]
    assert [row["value"] for row in ask("programme/series", "T1", figures=told).rows] == [6, 8]
    assert [row["value"] for row in ask("programme/undated", "T1", figures=told).rows] == [5]


def test_a_series_breaks_where_the_unit_became_another_one():
    told = [figure(1, "T1", "5", "2023-01-01"), figure(2, "T1", "9", "2024-06-01", known="2024-06-02")]
    merged = [{"change_id": "C1", "place_id": "T2", "name": "South", "change": "merged", "into_place_id": "T1", "on": "2024-03", **SOURCE}]
    assert [row["line"] for row in ask("programme/series", "T1", figures=told).rows] == ["Certified products"] * 2
    rows = ask("programme/series", "T1", figures=told, place_changes=merged).rows
    assert [row["line"] for row in rows] == ["Certified products, before the merger", "Certified products, after the merger"]
    assert [row["break_reason"] for row in rows] == [None, "South was merged into North (2024-03)"]
    assert rows[0]["reasons"] == ["A line is broken by a merger: South was merged into North (2024-03)."]
    valid = [told[0], {**told[1], "qualifier_as_received": "valid certificates"}]
    rows = ask("programme/series", "T1", figures=valid).rows
    assert [row["line"] for row in rows] == ["Certified products", "Certified products, valid certificates only"]
    assert "valid" in rows[1]["break_reason"] and rows[0]["break_reason"] is None
    assert ask("programme/series", "T1", day="2024-05-31", figures=told, place_changes=merged).rows == []  # one report makes no line


def test_a_target_is_reached_on_the_first_day_that_reports_it_and_what_is_left_is_said_by_the_month():
    told = [figure(1, "T1", "46", "2021-12-05"), figure(2, "T1", "138", "2023-07-12"), figure(3, "T1", "237", "2024-01-28")]
    rows = ask("programme/judged", "T1", day="2024-06-30", figures=told, targets=[
        target(1, "T1", "200", "2025"), target(2, "T1", "300", "2030", baseline="46", baseline_on="2021-12-05")]).rows
    found = {row["target"]: row for row in rows}
    assert (found[200]["status"], found[200]["reached_on"], found[200]["needed_per_month"]) == ("achieved", "2024-01-28", None)
    assert (found[300]["reached_on"], found[300]["status"]) == (None, "on track")
    days = (date(2030, 12, 31) - date(2024, 6, 30)).days
    assert found[300]["needed_per_month"] == pytest.approx(63 * 30.44 / days)


def test_an_additional_target_ends_at_baseline_and_target_and_is_not_assessed():
    (row,) = ask("programme/judged", targets=[target(1, "T1", "20", "2025", is_additional="true", baseline="31", baseline_on="2023")]).rows
    assert (row["ends_at"], row["status"], row["reason"]) == (51, "not assessable", "additional to a running total")


def tile(code, label, across, down, country="TGO"):
    return {"iso3166_2": code, "country_iso3": country, "name": f"Name of {label}", "label": label, "across": str(across), "down": str(down)}


TILED = [*PLACES, place("T1.a", "district", "TG-A", "Alpha"),
         *({**place(code, "state", "TGO", name), "iso3166_2": code} for code, name in (("TG-A", "North"), ("TG-B", "South"), ("TG-C", "West")))]
CELLS = [tile("TG-A", "NO", 1, 1), tile("TG-B", "SO", 1, 2), tile("TG-C", "WE", 2, 1), tile("TG-D", "EA", 2, 2), tile("GH-A", "GH", 1, 1, "GHA")]


def test_every_first_level_unit_has_a_tile_with_what_is_on_record_of_it_and_of_those_below():
    held = [product(1, "TG-A", "rice"), product(2, "T1.a", "yam"), product(3, "T1.a", "rice"), product(4, "TG-B", "rice", programme="two")]
    told = [figure(1, "TG-B", "5", "2023"), figure(2, "TG-C", "5", "2023")]  # on record, without a product
    merged = [{"change_id": "C1", "place_id": "TG-C", "name": "West", "change": "merged", "into_place_id": "TG-A", "on": "2024-06", **SOURCE}]
    world = {"places": TILED, "place_tiles": CELLS, "place_products": held, "place_changes": merged}
    result = ask("programme/tiles", figures=told, **world)
    assert [(row["unit"], row["products_on_record"], row["band"], row["unit_id"]) for row in result.rows] == [
        ("North", 2, "1 to 4", "TG-A"), ("West", 0, "no product on record", "TG-C"), ("South", 0, "no product on record", "TG-B"),
        ("Name of EA", None, "not on record", None)]
    assert (result.rows[0]["told"], result.rows[1]["told"]) == ("1 unit below it", "merged into North, 2024-06")
    assert result.finding == "Of 4 states of Togo North alone has products on record: 2"
    assert ask("programme/tiles", figures=told[:1], **world).rows == []  # two are told in a sentence
    assert ask("programme/tiles", "TG-A", figures=told, **world).rows == []


def test_every_first_level_unit_of_the_record_is_placed(record):
    _columns, rows = record.ask("""
        select drawn.country_iso3, places.iso3166_2, tiles.across, tiles.name = places.name
        from national.within join places on places.place_id = within_id
        join (select distinct country_iso3 from place_tiles) as drawn on drawn.country_iso3 = places.parent_id
        left join (from place_tiles) as tiles on tiles.iso3166_2 = places.iso3166_2
        where places.kind in ('state', 'province', 'union territory') group by all order by all""")
    assert len(rows) == 36 + 3 + 56 and all(across and same for _country, _code, across, same in rows)
    assert record.ask("select country_iso3, count(*) from place_tiles group by all order by all")[1] == [("IND", 36), ("LAO", 18), ("VNM", 63)]


def test_the_step_to_the_next_class_says_points_level_decree_and_what_is_missing():
    def of(number, stars, decree, least="", most="", level="", says="m"):
        return {"class_id": f"C{number}", "programme_id": "one", "stars": str(stars), "min_score": least, "max_score": most, "meaning": says,
                "certifying_level": level, "rule_set": decree, **SOURCE}
    rules = [of(1, 5, "Decision 1 of 2020", "90", "100", "capital"), of(2, 4, "Decision 1 of 2020", "70", "89", "province"),
             of(3, 4, "Decision 2 of 2023", "", "", "province"), of(4, 4, "Decision 2 of 2023, range on a page", "60", "79"),
             of(5, 5, "Decision 2 of 2023", "", "", "capital", "scoring parts 40 and 60"), of(6, 1, "Decision 2 of 2023")]
    newer, older = ask("programme/ascent", star_classes=rules).rows
    said = ("points_now", "points_needed", "points_missing", "rated_by", "decided_by")
    assert [older[name] for name in said] == ["70 to 89", 90, "1 to 20", "province", "capital"]
    assert (newer["rule_set"], newer["points_now"], newer["points_needed"], newer["points_missing"]) == ("Decision 2 of 2023", "60 to 79", None, None)
    assert newer["not_on_record"] == "the points of 5 stars, how long the class lasts"
    assert ask("programme/ascent", star_classes=rules[:1]).rows == []


def test_kinds_of_product_stand_with_examples_that_a_source_names():
    kind = {"programme_id": "one", "kind": "grain", **SOURCE}
    kinds = [{**kind, "kind_id": "PK-001", "class_on_record": "cereal"}, {**kind, "kind_id": "PK-002", "kind": "waste to wealth"},
             {**kind, "kind_id": "PK-003", "programme_id": "two"}]
    held = [product(1, "T1.a", "rice", category_stated="cereal"), product(2, "T1.b", "rice", category_stated="cereal"),
            product(3, "T1.b", "yam", category_stated="root"), product(4, "T2", "oats", programme="two", category_stated="cereal")]
    result = ask("programme/kinds", product_kinds=kinds, place_products=held)
    assert [(row["kind"], row["products_on_record"], row["examples"]) for row in result.rows] == [
        ("grain", 1, "rice (Alpha)"), ("waste to wealth", 0, None)]
    assert result.finding.endswith("names 2 kinds of product; the record holds examples of 1")


def test_coverage_is_of_all_units_that_somebody_published():
    many = [*INDICATORS, {"indicator": "districts_covered", "name": "Districts covered", "unit": "districts", "measure": "total", "direction": "up"}]
    def at(*told, **more):
        return ask("programme/covered", place_products=PRODUCTS, indicators=many, figures=list(told), **more)
    (bare, state) = at().rows
    assert (bare["unit_level"], bare["with_product"], bare["on_record"], bare["published"]) == ("district", 2, 2, None)
    assert (state["unit_level"], state["with_product"]) == ("state or province", 1)
    assert at().finding == "2 districts have a product on record; how many there are in all, no source of the record says"
    assert at(figure(1, "TGO", "12", "2023", indicator="districts_covered")).finding == (
        "2 districts have a product on record, of 12 by the source (districts covered, 2023)")
    assert "more than the 1 of the source" in at(figure(1, "TGO", "1", "2023", indicator="districts_covered")).finding
    assert at(figure(1, "TGO", "12", "2023", indicator="districts_covered", programme="two")).rows[0]["published"] is None
    published = [figure(1, "T1", "3", "2023", indicator="districts_covered")]
    (row,) = ask("programme/coverage", place_products=PRODUCTS, indicators=many, figures=published).rows
    assert (row["published"], row["is_complete"]) == (3, False)  # each on record has a product, and there are three


def test_the_tree_leads_from_the_first_to_what_was_modelled_on_it():
    result = queries.run(small_store(**SET), "programmes/register", Filters(as_of=date(2024, 12, 31)))
    assert [(row["name"], row["depth"], row["based_on"]) for row in result.rows] == [("One Village", 0, None), ("Two Villages", 1, "One Village")]
    assert queries.run(small_store(**SET), "programmes/register", Filters(countries=("GHA",))).rows == []


def test_of_stars_the_highest_step_is_named():
    told = [figure(1, "T1", "7", "2023-01-01"), figure(2, "T1", "2", "2023-02-01", indicator="certified_products_5star")]
    more = [*INDICATORS, {"indicator": "certified_products_5star", "name": "Five", "unit": "products", "measure": "total", "direction": "up"}]
    result = ask("programme/ladder", "T1", figures=told, indicators=more)
    assert [(row["rung"], row["value"]) for row in result.rows] == [("3 stars", 7), ("5 stars", 2)]
    assert result.finding == "2 products hold the highest step that is reported, 5 stars"


@pytest.mark.parametrize(("asked", "meant", "says"), [
    ((("ocop-vn",), ()), ("ocop-vn", ""), ""), ((("ocop-vn",), ("VN-33",)), ("ocop-vn", "VN-33"), ""),
    ((("ocop-vn",), ("VNM",)), ("ocop-vn", ""), ""),
    ((("OCOP-VN",), ()), ("", ""), "Did you mean programme=ocop-vn?"), ((("ocop-fao",), ()), ("", ""), "There is no programme 'ocop-fao' here."),
    ((("ocop-vn",), ("IN-UP",)), ("ocop-vn", ""), "There is no unit 'IN-UP' here."), (((), ("VN-33",)), ("", ""), "without its programme"),
    ((("ocop-vn", "odop-la"), ()), ("", ""), "2 values of programme"),
    ((("odop-in-dpiit",), ("IN-UP", "IN-BR")), ("odop-in-dpiit", ""), "2 values of unit")])
def test_what_a_link_means(record, asked, meant, says):
    *codes, told = programmes.meant(record, *asked)
    assert tuple(codes) == meant and (says in told if says else told == "")


def test_the_initiative_asks_for_no_units_and_an_office_for_those_of_its_country(record, monkeypatch):
    assert list(programmes.first_units(record, "LAO").values()) == [
        "Luang Prabang", "Savannakhet and Saravane", "Vientiane Capital", "Vientiane Province"]
    assert {"LAO", "LA-LP"} < programmes.places(record, "LAO") and not programmes.places(record, "LAO") & programmes.places(record, "VNM")
    assert programmes.first_units(record, "GHA") == {} and programmes.places(record, "GHA") == set()
    monkeypatch.setattr(programmes, "first_units", None)  # a record may have a million of them
    assert panels.office_place(SimpleNamespace(store=record)) == ""


def test_dak_lak_as_its_sources_say(record):
    def at(day, name, unit="VN-33"):
        return queries.run(record, name, Filters(as_of=date.fromisoformat(day)), {"programme": "ocop-vn", "unit": unit})
    line = [(row["on"], row["value"]) for row in at("2026-11-26", "programme/series").rows
            if row["line"] == "Certified products, three stars and more"]
    assert line == [("2021-12-05", 46), ("2023-07-12", 138), ("2024-05-28", 237)]
    first, second, producers = sorted(at("2024-12-31", "programme/judged").rows, key=lambda row: (row["indicator_name"], row["target"]))
    assert (first["target"], first["status"], first["reached_on"]) == (200, "achieved", "2024-05-28")  # early: due in 2025
    assert (second["target"], second["reached_on"], round(second["needed_per_month"], 2)) == (300, None, 0.88)
    assert (producers["status"], producers["actual"]) == ("not assessable", None) and producers["reason"]
    assert {row["value"] for row in at("2025-06-30", "programme/differing", "").rows} >= {14642, 15590}


def test_districts_of_india_by_hand(record):
    import csv

    from ocop.store import ROOT
    with open(ROOT / "data" / "place_products.csv", encoding="utf-8", newline="") as lines:
        mine = [row for row in csv.DictReader(lines) if row["programme_id"] == "odop-in-dpiit"]
    rows = queries.run(record, "programme/coverage", Filters(), {"programme": "odop-in-dpiit", "unit": ""}).rows
    districts = {row["place_id"] for row in mine if row["place_id"].count(".") == 1}
    assert sum(row["with_product"] for row in rows) == len(districts) == rows[0]["all_with_product"]
    (uttar,) = [row for row in rows if row["unit_id"] == "IN-UP"]
    assert uttar["with_product"] == len({place for place in districts if place.startswith("IN-UP.")})


# sixty made-up statements of two units, exact and bounds, precise and not, some corrected, on a day
AMONG = """
with raw as (
    select
        'FG-' || lpad(i::varchar, 3, '0') as figure_id, 'p' as programme_id, 'i' || pick(1, 2) as indicator, 'U' || pick(2, 2) as place_id,
        if(pick(3, 4) = 0, 'c', null) as category, if(pick(4, 5) = 0, 's', null) as scope,
        date '2024-01-01' + pick(5, 5) * 70 as on_from, on_from + [0, 30, 365][1 + pick(6, 3)] as on_to, on_from::varchar as "on",
        pick(7, 4) * 10.0 as value, ['eq', 'eq', 'eq', 'about', 'gt', 'ge', 'lt'][1 + pick(8, 7)] as qualifier,
        on_from + pick(9, 2) * 40 as known_on_from, if(pick(10, 6) = 0, known_on_from + 60, null) as superseded_from,
        ['source', 'source', 'compiled'][1 + pick(11, 3)] as first_known_basis, known_on_from as first_known_from,
        ['A', 'B'][1 + pick(12, 2)] as grade, 'S1' as source_id
    from range(60) as numbers (i)
),
told as (
    select *, least(on_to, first_known_from) as stated_on, qualifier in ('eq', 'about') as is_exact
    from raw
    where is_known(known_on_from, superseded_from, $day::date) and has_begun(on_from, $day::date)
),
whole as (from ranked('told')),
of_all as (select * exclude (place_id), place_id as unit_id from standing_of('whole', 'p', $day::date, false)),
of_last as (from standing_among('told', 'p', $day::date))
select
    (select count(*) from of_all),
    (select count(*) from of_last),
    (select count(*) from (from of_all except from of_last)),
    (select sum(other_statements) from of_all),
    (select count(*) from of_all where starts_with(qualifier, 'or '))
"""


def test_what_stands_among_the_last_statements_is_what_stands_among_all(record):
    """The short way of a programme with a hundred thousand statements against the long one, on 4,000 made-up ones."""
    cells = others = ties = 0
    for seed in range(24):
        sql = re.sub(r"pick\((\d+), (\d+)\)", rf"(hash(i, \1, {seed}) % \2)::integer", AMONG)
        for day in ("2024-03-01", "2024-08-15", "2025-06-30"):
            [(of_all, of_last, missing, other, tied)] = record.ask(sql, {"day": day})[1]
            assert (of_all, missing) == (of_last, 0), (seed, day)
            cells, others, ties = cells + of_all, others + int(other or 0), ties + tied
    assert cells > 300 and others > 300 and ties > 5  # it was tried where statements differ and tie
