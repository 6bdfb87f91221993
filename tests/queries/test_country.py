"""The profile of one country: what may be said of it, on which timeline, and by whom. Expected rows are counted by hand."""

from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.asked import at_once
from tests.small import PLACES, small_store

PLACES = [*PLACES, {"place_id": "FRA", "kind": "country", "name": "France", "iso3": "FRA"},
          {"place_id": "VNM", "kind": "country", "name": "Viet Nam", "iso3": "VNM", "region": "RAP"}]
PRODUCTS = [{"product_id": name, "name": name, "category": "field-crop", "category_basis": "compiler"} for name in ("kava", "yam", "rice")]


def claim(number, stage="named", on="2024-03-01", **more):
    return {"claim_id": f"MB-{number}", "programme_id": "ocop-fao", "iso3": "GHA", "stage": stage, "evidence": f"claim {number}",
            "evidence_kind": "named as OCOP country", "shown_on": on, "known_on": on or "2026-11-21",
            "known_on_basis": "source" if on else "compiled", "source_id": "S-A", **more}


def event(number, on="2024-03-01", **more):
    return {"event_id": f"EV-{number}", "programme_id": "ocop-fao", "title": f"Event {number}", "type": "meeting", "level": "global",
            "format": "unknown", "starts_on": on, "known_on": on or "2024-01-01", "known_on_basis": "source", "source_id": "S-A", **more}


def grows(number, product, on="2024-03-01", iso3="GHA", strength="stated", source="S-A"):
    return {"claim_id": f"PP-{number}", "programme_id": "ocop-fao", "place_id": iso3, "iso3": iso3, "product": product,
            "product_id": product, "category": "field-crop", "evidence_strength": strength, "status": "named", "seen_on": on,
            "known_on": on or "2026-11-21", "known_on_basis": "source" if on else "compiled", "source_id": source}


def ask(name, country="GHA", day="2026-11-21", **tables):
    store = small_store(places=PLACES, products=PRODUCTS, **tables)
    return queries.run(store, f"country/{name}", Filters(countries=(country,) if country else (), as_of=date.fromisoformat(day)))


@pytest.mark.parametrize(("members", "sentence"), [
    ([claim(1)], "Public sources name Ghana as an OCOP country, first shown 1 March 2024."),
    ([claim(1, on="")], "Public sources name Ghana as an OCOP country; none of them gives a date."),
    ([claim(1, joined_on="2022")], "Ghana has joined: a source states 2022."),
    ([claim(1, joined_on="2024"), claim(2, joined_on="2025-12")],
     "Ghana has joined; sources do not agree when: 2024 or December 2025."),
    ([claim(1, "indirect")],
     "Only indirect evidence links Ghana with the initiative; no source says in so many words that it takes part."),
    ([claim(1, "participant")],
     "Ghana was seen at events of the initiative, first 1 March 2024. No source names it as an OCOP country: a participant, not a member."),
    ([], "No public source speaks of the initiative in Ghana on 21 November 2026."),
])
def test_the_headline_says_as_much_as_the_evidence_and_no_more(members, sentence):
    assert ask("profile", members=members).finding == sentence


def test_a_claim_known_later_leaves_no_trace_before():
    result = ask("profile", day="2024-02-29", members=[claim(1)])
    assert result.finding == "No public source speaks of the initiative in Ghana on 29 February 2024."


def test_without_a_country_there_is_an_instruction():
    assert ask("profile", country=None).finding == "Choose a country to see its profile."


def test_inferred_demonstration_and_product_are_marked():
    members = [claim(1), claim(2, "indirect", demonstration_project="P")]
    row = ask("profile", members=members, place_products=[grows(1, "rice", strength="inferred")]).rows[0]
    assert (row["is_demonstration_inferred"], row["inferred_products"]) == (True, ["rice"])


def test_the_path_puts_every_dated_fact_in_its_lane():
    tables = {
        "members": [
            claim(1, joined_on="2022"),  # shown, and a stated joining date: two facts
            claim(2, evidence_kind="named with a product", evidence="product: rice"),  # same source and day as 1: one fact with it
            claim(3, on=""),  # no date: not on the timeline
        ],
        "events": [
            event(1, host_iso3="GHA"),  # hosted
            event(2, "2024-04-01", participant_countries="TGO;GHA"),  # took part
            event(3, "2024-05-01", countries="TGO"),  # of another country
            event(4, "2027-01-01", countries="GHA", known_on="2024-05-01"),  # still to come
            event(5, "", countries="GHA"),  # undated
            event(6, "2024-06-01", countries="GHA", programme_id="ocop-vn", level="programme"),  # of a sister programme
        ],
        "task_forces": [{"report_id": "TF-1", "body_id": "b", "level": "national task force", "iso3": "GHA", "name": "NTF",
                         "status": "planned", "known_on": "2025-10-17", "known_on_basis": "source", "source_id": "S-A"}],
        "funds": [{"fund_id": "F", "project": "Rice", "donor": "FAO"}],
        "fund_reports": [{"report_id": "FR-1", "fund_id": "F", "stage": "planned", "starts_on": "2026", "countries": "GHA",
                          "known_on": "2025-10-17", "known_on_basis": "source", "source_id": "S-A"}],
    }
    rows = ask("path", **tables).rows
    assert [(row["kind"], row["what"], row["role"], row["on"]) for row in rows] == [
        ("Shown in public", "Claim 1", "named", "2024-03-01"),
        ("Joining, as stated", "A source states that it joined", "stated", "2022"),
        ("Events", "Event 1", "hosted", "2024-03-01"),
        ("Events", "Event 2", "took part", "2024-04-01"),
        ("Task force", "NTF: planned", "planned", "2025-10-17"),
        ("Funding starts", "Rice (planned start)", "planned", "2026"),
    ]
    assert (rows[1]["on_from"], rows[1]["on_to"]) == (date(2022, 1, 1), date(2022, 12, 31))  # a span, not 1 January
    undated = ask("undated", **tables)
    assert [(row["kind"], row["what"]) for row in undated.rows] == [("Shown in public", "Claim 3"), ("Event", "Event 5")]
    assert undated.finding == "2 more facts carry no date, so they are not on the timeline"


def test_an_attendance_list_and_a_milestone_of_an_event_are_not_told_twice():
    rows = ask("path", members=[claim(1, "participant")],  # rests on the source of event 1
               events=[event(1, countries="GHA")],
               milestones=[{"milestone_id": "MS-1", "on": "2024-03-01", "title": "The same", "countries": "GHA", "known_on": "2024-03-02",
                            "known_on_basis": "source", "source_id": "S-C"},
                           {"milestone_id": "MS-2", "on": "2024-08-20", "title": "Another", "countries": "GHA", "known_on": "2024-08-20",
                            "known_on_basis": "source", "source_id": "S-C"}]).rows
    assert [(row["kind"], row["what"]) for row in rows] == [("Events", "Event 1"), ("Milestones", "Another")]


@pytest.mark.parametrize(("others", "sentence"), [
    ([], "One dated fact about Ghana is on record, of 1 March 2024"),
    ([claim(2, source_id="S-C")], "2 dated facts about Ghana are on record, all of 1 March 2024"),
    ([claim(2, on="2025")], "2 dated facts about Ghana are on record, from 1 March 2024 to 2025"),
])
def test_the_path_says_over_which_time_it_runs(others, sentence):
    assert ask("path", members=[claim(1), *others]).finding == sentence


def test_two_products_are_both_kept_and_the_newest_dated_source_is_told():
    result = ask("products", place_products=[
        grows(1, "yam"),
        grows(2, "kava", on=""),  # an undated page never outranks a dated one
    ])
    assert [(row["product"], row["seen_on"]) for row in result.rows] == [("yam", "2024-03-01"), ("kava", None)]
    assert result.finding == "Sources name different products: kava, yam; the newest dated one says yam"


def test_a_product_that_no_source_states_is_called_inferred():
    result = ask("products", place_products=[grows(1, "rice", strength="inferred")])
    assert result.finding == "No source states its product; rice is inferred from the context"


def test_whom_it_could_call_is_who_shares_a_product_in_any_region():
    members = [claim(1), claim(2, iso3="BTN"), claim(3, iso3="TGO")]
    crops = [grows(1, "rice"), grows(2, "rice", iso3="BTN"), grows(3, "yam", iso3="TGO")]
    result = ask("same_product", members=members, place_products=crops)
    assert [(row["iso3"], row["products"]) for row in result.rows] == [("BTN", ["rice"])]
    assert result.finding == "One other country shares a product with Ghana: Bhutan"


def test_neighbours_are_members_on_record_not_participants():
    members = [claim(1), claim(2, "participant", iso3="TGO")]
    assert ask("same_region", members=members).rows == []
    assert [row["iso3"] for row in ask("same_region", "TGO", members=members).rows] == ["GHA"]


def test_a_national_programme_with_the_same_short_name_is_told_apart():
    programmes = [{"programme_id": "ocop-vn", "name": "One Commune One Product (OCOP)", "country_iso3": "VNM", "known_on": "2022-08-01",
                   "known_on_basis": "source", "source_id": "S-A"}]
    result = ask("sisters", "VNM", programmes=programmes)
    assert "(OCOP), not to be confused with the initiative: its products and figures are not counted here." in result.finding
    assert ask("sisters", "GHA", programmes=programmes).rows == []


def test_sources_say_what_they_speak_of_and_a_weak_one_has_no_link():
    result = ask("sources", members=[claim(1)], place_products=[grows(1, "rice"), grows(2, "rice", source="S-D")])
    assert [(row["source_id"], row["subjects"], row["unlinked_address"]) for row in result.rows] == [
        ("S-A", ["products", "taking part"], None), ("S-D", ["products"], "https://example.org/d")]
    assert result.finding == "2 sources stand behind this page, 1 of them official"


# The shipped record, counted from the received files.

def of(record, name, country, **more):
    return queries.run(record, f"country/{name}", Filters(countries=(country,), **more))


def test_bangladesh_has_sixteen_dated_facts(record):
    # 6 dates and sources that show it, 6 dated events, 1 report of its task force, 2 funds, 1 figure; both milestones are events
    rows = of(record, "path", "BGD").rows
    kinds = [row["kind"] for row in rows]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "Shown in public": 6, "Events": 6, "Task force": 1, "Funding starts": 2, "Figures reported": 1}


@pytest.mark.parametrize(("country", "names", "newest"), [("TON", "kava, sweet yam", "sweet yam"), ("BRA", "cocoa, tambaqui fish", "tambaqui fish")])
def test_conflicting_products_stand_side_by_side(record, country, names, newest):
    assert of(record, "products", country).finding == (
        f"Sources name different products: {names}; the newest dated one says {newest}")


def test_viet_nam_is_a_participant_with_two_events_and_no_product(record):
    assert of(record, "profile", "VNM").finding.endswith("a participant, not a member.")
    assert [row["on"] for row in of(record, "path", "VNM").rows] == ["2023-07-19", "2025-07-15"]
    assert of(record, "products", "VNM").rows == []


def test_brazil_could_call_five_countries_with_cocoa(record):
    # received products.csv: cocoa is named for Brazil, Costa Rica, Ecuador, Samoa, Trinidad and Tobago, Venezuela
    assert [row["iso3"] for row in of(record, "same_product", "BRA").rows] == ["CRI", "ECU", "WSM", "TTO", "VEN"]


def test_every_country_with_a_trace_has_a_profile_a_path_or_undated_facts_and_a_source(record):
    rows = queries.run(record, "countries/tiles").rows
    assert len(rows) == 81
    record = at_once(record, [(f"country/{name}", Filters(countries=(row["iso3"],)), {}) for row in rows
                              for name in ("profile", "path", "undated", "sources")])
    for row in rows:
        code = row["iso3"]
        assert of(record, "profile", code).rows[0]["stage"] == row["stage"]
        assert of(record, "path", code).rows or of(record, "undated", code).rows, code
        assert of(record, "sources", code).rows, code


def test_side_by_side_every_cell_is_counted_for_its_own_country():
    store = small_store(
        places=PLACES, products=PRODUCTS,
        members=[claim(1), claim(2, "participant", iso3="TGO")],        # named, and only seen
        place_products=[grows(1, "yam"), grows(2, "rice")],             # two products of Ghana, none of Togo
        events=[event(1, host_iso3="GHA"), event(2, "", countries="GHA;TGO"), event(3, "2027-01-01", countries="TGO")],  # the third lies ahead
        funds=[{"fund_id": "F1", "project": "Alone", "donor": "FAO"}, {"fund_id": "F2", "project": "Shared", "donor": "FAO"}],
        fund_reports=[{"report_id": f"FR-{n}", "fund_id": f"F{n}", "stage": "ongoing", "countries": countries, "known_on": "2024-03-02",
                       "known_on_basis": "source", "source_id": "S-A"} for n, countries in ((1, "GHA"), (2, "GHA;TGO"))])
    result = queries.run(store, "country/beside", Filters(countries=("TGO", "GHA", "FRA")))
    cells = {fact: [row["words"] for row in result.rows if row["fact"] == fact] for fact in
             ("stage", "named since", "products", "events", "funds for it alone", "shared funds", "actions", "Funding")}
    assert cells == {
        "stage": ["participant", "named", "no public record"],
        "named since": ["not named", "first named", "not named"],
        "products": ["none on record", "rice, yam", "none on record"],
        "events": ["1", "2", "none on record"],
        "funds for it alone": ["none on record", "1", "none on record"],
        "shared funds": ["1", "1", "none on record"],
        "actions": ["none on record"] * 3,
        "Funding": ["Shared: ongoing", "Alone: ongoing", "no public evidence"]}
    assert result.finding == "Of 8 steps from a named product to reported results, Togo has public evidence for 1, Ghana for 2, France for none"
    assert all(row["source_id"] for row in result.rows if row["fact"] == "events" and row["words"] != "none on record")


def test_the_nearest_countries_are_near_over_the_globe_and_not_on_a_flat_map():
    # across the line of dates the way from 179 east to 179 west is two degrees long, not 358
    spots = {"AAA": ("179", "0"), "BBB": ("-179", "0"), "CCC": ("170", "0"), "DDD": ("179", "45"), "EEE": ("178.9", "0"), "FFF": ("", "")}
    places = [*PLACES, *({"place_id": code, "kind": "country", "name": code, "iso3": code, "region": "RAP", "longitude": east, "latitude": north}
                         for code, (east, north) in spots.items())]
    known = [claim(1, iso3="BBB"), claim(2, iso3="CCC"), claim(3, iso3="DDD"), claim(4, "participant", iso3="EEE"),  # a participant is not on record
             claim(5, iso3="FFF"), claim(6, iso3="AAA")]                                                            # no point on the map; itself
    result = queries.run(small_store(places=places, members=known), "country/nearest", Filters(countries=("AAA",)))
    assert [row["country"] for row in result.rows] == ["BBB", "CCC", "DDD"]


# whom it could call: a family of plants, a fund, an event in common

FAMILY = [{"product_id": name, "name": name, "category": "field-crop", "category_basis": "compiler"}
          for name in ("cocoa", "ginger", "turmeric", "rice")]
GROWN = [grows(1, "ginger"), grows(2, "turmeric", iso3="TGO"),                  # one family with Ghana's ginger
         grows(3, "ginger", iso3="BTN"),                                        # the very same product: in a list of its own
         grows(4, "rice", iso3="VNM"),                                          # another family
         grows(5, "turmeric", iso3="VNM", on="2026-06-01")]                     # known only from June 2026
FUND = [{"fund_id": "F-1", "project": "Soils", "donor": "Japan", "mechanism": "TF"},
        {"fund_id": "F-2", "project": "Seeds", "donor": "China", "mechanism": "TF"}]


def money(number, fund, countries):
    return {"report_id": f"FR-{number}", "fund_id": fund, "stage": "pledged", "countries": countries, "known_on": "2024-05-01",
            "known_on_basis": "source", "source_id": "S-C"}


SHARED = [money(1, "F-1", "GHA;BTN"), money(2, "F-2", "TGO;BTN")]               # the second does not name Ghana
ATTENDED = [event(1, "2024-01-01", participant_countries="GHA;FRA"),            # the oldest of four: counted, not listed
            event(2, "2024-02-01", participant_countries="GHA;TGO"), event(3, "2024-03-01", host_iso3="TGO", countries="GHA"),
            event(4, "2024-04-01", host_iso3="GHA", participant_countries="TGO"),
            event(5, "2024-05-01", participant_countries="TGO;BTN"),            # without Ghana
            event(6, "2027-01-01", participant_countries="GHA;VNM", known_on="2024-01-01"),   # still to come
            event(7, "2025-01-01", participant_countries="GHA;VNM", known_on="2024-01-01")]   # announced, never reported as held


def tied(day="2025-06-01", country="GHA", **tables):
    store = small_store(places=PLACES, products=FAMILY, **tables)
    return queries.run(store, "country/ties", Filters(countries=(country,), as_of=date.fromisoformat(day)))


def test_a_family_a_fund_and_the_newest_events_tie_countries_each_with_its_source():
    result = tied(place_products=GROWN, funds=FUND, fund_reports=SHARED, events=ATTENDED)
    assert [(row["tie"], row["what"], row["country"], row["on"], row["source_id"]) for row in result.rows] == [
        ("family", "Zingiberaceae", "Togo", None, "S-A"), ("fund", "Soils", "Bhutan", None, "S-C"),
        ("event", "Event 4", "Togo", "2024-04-01", "S-A"), ("event", "Event 3", "Togo", "2024-03-01", "S-A"),
        ("event", "Event 2", "Togo", "2024-02-01", "S-A")]
    assert result.finding == "3 other countries share a family of plants, a fund or an event with Ghana"  # Togo, Bhutan, France


NOBODY = "No other country on record shares a family of plants, a fund or an event with this one."


@pytest.mark.parametrize(("tables", "told"), [
    ({}, {"2026-11-21": NOBODY}),
    ({"fund_reports": SHARED[:1], "funds": FUND, "place_products": GROWN[:1]},
     {"2026-11-21": "One other country shares a family of plants, a fund or an event with Ghana: Bhutan", "2024-04-30": NOBODY}),
    ({"place_products": GROWN}, {"2026-06-01": "2 other countries share a family of plants, a fund or an event with Ghana",
                                 "2026-05-31": "One other country shares a family of plants, a fund or an event with Ghana: Togo"})])
def test_what_ties_countries_was_known_on_the_day(tables, told):
    store = small_store(places=PLACES, products=FAMILY, **tables)
    assert {day: queries.run(store, "country/ties", Filters(countries=("GHA",), as_of=date.fromisoformat(day))).finding for day in told} == told


def body(number, body_id, composition="", on="2024-01-01", source="S-A", **more):
    return {"report_id": f"TF-{number}", "body_id": body_id, "name": body_id, "status": "established", "composition": composition,
            "known_on": on, "known_on_basis": "source", "source_id": source, **more}


GROUP, FORCE = {"level": "regional organizing group", "region": "RAF"}, {"level": "national task force", "iso3": "GHA"}


def test_a_chair_is_published_where_a_report_says_so():
    words = {"chair: Secretary of Agriculture": True, "chaired by the Minister": True, "co-chair Y; chair X": True, "Chair: A": True,
             "vice-chair Prof. L": False, "co-chair Y": False, "14 members": False, "armchair": False}
    rows = ask("bodies", task_forces=[body(number, f"force {number}", said, **FORCE) for number, said in enumerate(words)]).rows
    assert {row["composition"]: row["is_chair_published"] for row in rows} == words


def test_each_report_of_chair_or_members_has_its_own_source():
    reports = [body(1, "group", "chair A", source="S-C", **GROUP), body(2, "group", "", "2025-01-01", **GROUP),   # newer, and names nobody
               body(3, "force", "", **FORCE), body(4, "other", "chair B", level="regional organizing group", region="RAP"),
               body(5, "elsewhere", "chair C", level="national task force", iso3="TGO")]
    result = ask("bodies", task_forces=reports)
    assert [(row["body"], row["composition"], row["source_id"]) for row in result.rows] == [("force", None, "S-A"), ("group", "chair A", "S-C")]
    assert result.finding == "1 of 2 governing bodies has a published chair, for Ghana and its region"
    assert ask("bodies", task_forces=reports[2:3]).finding == "The force has no published chair"
    assert ask("bodies", task_forces=reports[:1]).finding == "The group has a published chair"
    assert ask("bodies", country="FRA", task_forces=reports).finding == "No governing body of this country or of its region was public on this day."
    assert ask("bodies", day="2023-12-31", task_forces=reports).rows == []
