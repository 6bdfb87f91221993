"""Events: what counts on a day, where and for whom; expected rows are counted by hand from the fixture rows or the received file."""

import re
from datetime import date

import pytest

from ocop import charts, queries
from ocop.filters import Filters
from tests.small import small_store

STORES = {}
CHARTS = ("calendar", "by_type", "by_level", "by_region", "participants")


def event(number, starts="", **more):
    """A national meeting in Ghana, known on its first day unless the test says otherwise."""
    return {"event_id": f"EV-{number}", "programme_id": "ocop-fao", "title": f"Event {number}", "type": "meeting", "level": "national",
            "region": "RAF", "countries": "GHA", "format": "unknown", "starts_on": starts, "known_on": starts or "2024-01-01",
            "known_on_basis": "source", "source_id": "S-A", **more}


def promise(number, statement, due, **more):
    return {"action_id": f"AC-{number}", "statement": statement, "level": "global", "due_on": due, "known_on": "2025-08-01",
            "known_on_basis": "source", "source_id": "S-A", **more}


def store_of(rows, **tables):
    """A store of these rows; the same rows give the same store, because making one takes a while."""
    key = repr((rows, tables))
    STORES[key] = STORES.get(key) or small_store(events=rows, **tables)
    return STORES[key]


def ask(rows, name, *, as_of="2025-12-31", regions=(), countries=(), **tables):
    filters = Filters(regions=regions, countries=countries, as_of=date.fromisoformat(as_of))
    return queries.run(store_of(rows, **tables), f"events/{name}", filters)


def ids(result):
    return [row["event_id"] for row in result.rows]


THREE = [
    event(1, "2024-03-05"),
    event(2, known_by="2024-01"),  # undated: counted, but in no year
    event(3, "2026-01-20", known_on="2025-11-01"),  # announced, still to come at the end of 2025
]


def test_a_training_of_a_sister_programme_is_no_event_of_the_initiative():
    rows = [event(1, "2024-03-05"), event(2, "2024-03-06", programme_id="ocop-vn", level="programme")]
    assert ids(ask(rows, "register")) == ["EV-1"]
    assert ask(rows, "by_type").rows[0]["all_events"] == 1


def test_the_register_holds_all_that_is_known_newest_first_undated_last():
    result = ask(THREE, "register")
    assert [(row["event_id"], row["state"]) for row in result.rows] == [("EV-3", "upcoming"), ("EV-1", "held"), ("EV-2", "undated")]
    assert result.finding == "3 events are on record, 1 dated, 1 undated and 1 still to come"


def test_an_event_to_come_counts_in_no_chart():
    for name in ("calendar", "participants"):
        assert "EV-3" not in ids(ask(THREE, name))
    assert [(row["events"], row["undated"]) for row in ask(THREE, "by_type").rows] == [(2, 1)]
    assert ask(THREE, "summary").rows[0]["events"] == 2


def test_an_event_is_unknown_before_the_day_it_became_known():
    rows = [event(1, "2024-03-05", known_on="2024-06-22")]  # reported three months after it was held
    assert ids(ask(rows, "register", as_of="2024-06-21")) == []
    assert ids(ask(rows, "register", as_of="2024-06-22")) == ["EV-1"]


def test_an_undated_event_is_in_no_month_and_no_year_and_is_counted_apart():
    calendar = ask(THREE, "calendar")
    assert [(row["event_id"], row["starts_from"]) for row in calendar.rows] == [("EV-1", date(2024, 3, 5)), ("EV-2", None)]
    assert calendar.rows[0]["undated"] == 1
    assert [(row["year"], row["events"], row["strip"]) for row in ask(THREE, "by_level").rows] == [("2024", 1, "National: 1 of 2")]
    assert [(row["year"], row["events"], row["strip"]) for row in ask(THREE, "by_region").rows] == [("2024", 1, "Africa: 1 of 2")]


def test_known_by_is_never_a_date():
    row = next(row for row in ask(THREE, "register").rows if row["event_id"] == "EV-2")
    assert (row["starts_on"], row["known_by"]) == (None, "2024-01")


@pytest.mark.parametrize(("starts", "ends", "drawn"), [
    ("2025-10-10", "2025-10-13", (date(2025, 10, 10), date(2025, 10, 13))),  # some days: drawn to the last one
    ("2023-06-29", "", (date(2023, 6, 29), date(2023, 6, 29))),  # no end known: its first day
    ("2023-05-30", "2023-09-30", (date(2023, 5, 30), date(2023, 5, 30))),  # a long series whose first day is known is no ring
    ("2025-12", "", (date(2025, 12, 1), date(2025, 12, 31))),  # month only: the whole month, which draws a ring
    ("2024", "", (date(2024, 1, 1), date(2024, 12, 31))),  # year only
])
def test_a_date_is_drawn_in_its_precision(starts, ends, drawn):
    (row,) = ask([event(1, starts, ends_on=ends)], "calendar", as_of="2026-11-21").rows
    assert (row["starts_from"], row["drawn_to"]) == drawn


def test_a_year_without_an_event_stays_on_the_axis():
    rows = [event(1, "2021-05-01"), event(2, "2023-05-01")]
    assert [(row["year"], row["events"]) for row in ask(rows, "by_level").rows] == [("2021", 1), ("2022", 0), ("2023", 1)]


def test_two_kinds_level_with_each_other_give_no_winner():
    rows = [event(1, "2021-05-01"), event(2, "2023-05-01", type="launch")]
    assert ask(rows, "by_type").finding == "No single kind is the most frequent among these 2 events"
    rows += [event(3, "2024-05-01", type="launch")]
    assert ask(rows, "by_type").finding == "The most frequent kind is the launch, with 2 of 3 events"


AROUND = [
    event(1, "2024-01-01"),  # national, Ghana
    event(2, "2024-01-02", level="global", region="", countries="", participant_countries="GHA;BTN"),  # global, attended by Ghana
    event(3, "2024-01-03", region="RAP", countries="BTN"),  # another region
    event(4, "2024-01-04", level="global", region="", countries="", host_iso3="GHA", city="Accra"),  # only hosted by Ghana
]


@pytest.mark.parametrize("name", ["register", "calendar"])
@pytest.mark.parametrize(("region", "expected"), [("RAF", ["EV-1", "EV-2", "EV-4"]), ("RAP", ["EV-2", "EV-3"]), ("RNE", [])])
def test_a_region_shows_its_own_events_and_those_held_there_or_naming_it(name, region, expected):
    assert sorted(ids(ask(AROUND, name, regions=(region,)))) == expected


def test_the_sentence_of_a_region_says_how_many_global_events_are_left_out():
    assert ask(AROUND, "summary", regions=("RAF",)).rows[0]["global_left_out"] == 0
    assert ask(AROUND, "summary", regions=("RAP",)).rows[0]["global_left_out"] == 1   # EV-4: hosted by Ghana alone
    assert "1 event of global level was neither held there nor names it and is left out" in ask(AROUND, "summary", regions=("RAP",)).finding
    assert ask(AROUND, "summary").rows[0]["global_left_out"] == 0


@pytest.mark.parametrize(("choice", "finding"), [
    ({"regions": ("RAF",)}, "3 dated events count for Africa, 1 of them as events of Africa"),
    ({"regions": ("RAP",)}, "2 dated events count for Asia and the Pacific, 1 of them as events of Asia and the Pacific"),
    ({"regions": ("RNE",)}, "No event for RNE had a known date on this day."),
    ({"countries": ("GHA",)}, "3 dated events count for Ghana, 1 of them as events of Africa")])
def test_the_strips_of_a_region_are_not_all_its_own(choice, finding):
    assert ask(AROUND, "by_region", **choice).finding == finding


def test_a_country_shows_what_it_hosted_what_was_held_for_it_and_what_names_it_as_taking_part():
    assert sorted(ids(ask(AROUND, "register", countries=("GHA",)))) == ["EV-1", "EV-2", "EV-4"]


def test_the_overview_counts_the_same_events():
    for choice in ({"regions": ("RAF",)}, {"countries": ("GHA",)}, {}):
        store, filters = store_of(AROUND), Filters(as_of=date(2025, 12, 31), **choice)
        tile = queries.run(store, "overview/events", filters).rows[0]["value"]
        assert queries.run(store, "events/summary", filters).rows[0]["events"] == tile


def test_global_events_stand_apart_from_the_regions():
    result = ask(AROUND, "by_region")
    assert [(row["strip"], row["region"]) for row in result.rows] == [
        ("Global level: 2 of 2", None), ("Africa: 1 of 1", "RAF"), ("Asia and the Pacific: 1 of 1", "RAP")]
    assert result.finding == "2 dated events belong to a region, no region leading"  # one each: no region has most


def test_two_entries_of_one_town_and_day_name_each_other_and_both_count():
    rows = [event(1, "2024-02-19", city="Colombo", title="Special event"),
            event(2, "2024-02-19", city="Colombo", title="Signing", type="signing"),
            event(3, "2024-02-19", city="Lima", title="Elsewhere")]  # same day, another town
    result = ask(rows, "register")
    assert {row["title"]: row["same_occasion"] for row in result.rows} == {
        "Special event": "Signing", "Signing": "Special event", "Elsewhere": None}
    assert len(result.rows) == 3


def test_participants_keep_their_signs_and_their_sum_is_a_lower_bound():
    rows = [event(1, "2024-01-01", participants="100", participants_qualifier="gt"),
            event(2, "2024-01-02", participants="500", participants_qualifier="about"),
            event(3, "2024-01-03", participants="23"),  # a plain number
            event(4, "2024-01-04")]  # no number: unknown, not 0
    result = ask(rows, "participants")
    assert [(row["participants"], row["qualifier"]) for row in result.rows] == [(500, "about"), (100, "gt"), (23, "eq")]
    assert result.finding == "3 of 4 events published a number of participants, together at least 123, and about 500 more"
    assert ask(rows[:1], "participants").finding == "One event published a number of participants, of 1 on record: more than 100"
    assert ask(rows[3:], "participants").rows == []


def test_a_country_counts_once_per_event_and_shows_what_is_known_of_itself():
    rows = [event(1, "2024-01-01", participant_countries="GHA;TGO"),  # Ghana both as host of the event and as taking part
            event(2, "2024-01-02", countries="", participant_countries="TGO"),
            event(3, "2024-01-03", countries="", participant_countries="TGO;BTN")]
    members = [{"claim_id": "C1", "programme_id": "ocop-fao", "iso3": "TGO", "stage": "participant", "known_on": "2024-01-01",
                "known_on_basis": "source", "source_id": "S-A"}]
    result = ask(rows, "countries", members=members)
    assert [(row["country"], row["events"], row["stage"]) for row in result.rows] == [("Togo", 3, "participant")]
    assert result.finding == "Togo hosted or took part in 3 of all 3 events on record"
    chosen = ask(rows, "countries", members=members, countries=("GHA", "TGO"))  # asked for: Ghana is shown with its one event
    assert [(row["country"], row["events"], row["named_as_attending"]) for row in chosen.rows] == [("Togo", 3, 3), ("Ghana", 1, 1)]


def test_a_region_counts_its_countries_at_events_of_every_level():
    assert [(row["country"], row["events"]) for row in ask(AROUND, "countries", regions=("RAF",)).rows] == [("Ghana", 3)]


def test_what_is_announced_or_promised_is_listed_until_it_is_held_or_done():
    rows = [event(1, "2025-10-10", known_on="2025-08-01", title="Exhibition", level="global", region="")]
    actions = [promise(1, "Support the exhibition", "2025-10-10"),  # the exhibition itself: not a second line
               promise(2, "Organize the High-Level Event", "2025-10-15"),
               promise(3, "Organize training activities", "2026"),
               promise(4, "Upgrade the website", "2025-11-01"),  # no event
               promise(5, "Launch in Togo", "2025-12"),  # reported done on 17 December, before the month was over
               promise(6, "Launch in Ghana", "2025-07-01")]  # past due in August
    reports = [{"report_id": "R1", "action_id": "AC-5", "status": "done", "on": "2025-12", "known_on": "2025-12-17",
                "known_on_basis": "source", "source_id": "S-A"}]

    def lines(day):
        return [row["title"] for row in ask(rows, "upcoming", as_of=day, actions=actions, action_reports=reports).rows]

    assert lines("2025-07-31") == []
    assert lines("2025-08-15") == ["Exhibition", "Organize the High-Level Event", "Launch in Togo", "Organize training activities"]
    assert lines("2025-10-16") == ["Launch in Togo", "Organize training activities"]
    assert lines("2025-12-17") == ["Organize training activities"]


def test_an_event_known_by_its_announcement_shows_nothing_of_its_later_report():
    rows = [event(1, "2025-10-16", ends_on="2025-10-17", evidence="held", city="Rome")]  # held a day later than planned
    plan = [{"event_id": "EV-1", "starts_on": "2025-10-15", "place": "Plenary Hall", "known_on": "2025-08-01", "known_on_basis": "source",
             "source_id": "S-C", "evidence": "planned"}]
    (ahead,) = ask(rows, "upcoming", as_of="2025-08-15", announcements=plan).rows
    assert (ahead["starts_on"], ahead["place"], ahead["known_on"], ahead["source_id"]) == ("2025-10-15", "Plenary Hall", "2025-08-01", "S-C")
    (entry,) = ask(rows, "register", as_of="2025-08-15", announcements=plan).rows
    assert (entry["evidence"], entry["known_on"], entry["source_id"]) == ("planned", "2025-08-01", "S-C")
    (entry,) = ask(rows, "register", as_of="2025-10-16", announcements=plan).rows
    assert (entry["evidence"], entry["known_on"], entry["source_id"]) == ("held", "2025-10-16", "S-A")
    assert [row["source_id"] for row in ask(rows, "sources", as_of="2025-08-15", announcements=plan).rows] == ["S-C"]
    assert [row["source_id"] for row in ask(rows, "sources", as_of="2025-10-16", announcements=plan).rows] == ["S-A", "S-C"]


PLAN = {"event_id": "EV-1", "starts_on": "2025-10-15", "place": "Plenary Hall", "known_on": "2025-08-01", "known_on_basis": "source",
        "source_id": "S-C", "evidence": "planned"}
# planned for the 15th, held on the 16th with 120 people of two countries, reported on the 20th
REPORTED = event(1, "2025-10-16", known_on="2025-10-20", evidence="held", note="two countries", countries="GHA", participants="120",
                 participant_countries="BTN;TGO", other_source_ids="S-D", city="Accra")


@pytest.mark.parametrize(("day", "state", "starts", "people", "counted"), [
    ("2025-10-14", "upcoming", "2025-10-15", None, 0),
    ("2025-10-15", "its announced day has passed", "2025-10-15", None, 1),   # begun by its announcement; nobody says so
    ("2025-10-19", "its announced day has passed", "2025-10-15", None, 1),   # the day before the report
    ("2025-10-20", "held", "2025-10-16", 120, 1)])
def test_an_announced_event_has_no_participants_until_its_own_source_is_known(day, state, starts, people, counted):
    def told(name):
        return ask([REPORTED], name, as_of=day, announcements=[PLAN]).rows

    (entry,) = told("register")
    assert (entry["state"], entry["starts_on"], entry["participants"], entry["qualifier"]) == (state, starts, people, people and "eq")
    assert (entry["participant_countries"], entry["note"], entry["evidence"], entry["source_id"], entry["sources"]) == (
        (["BTN", "TGO"], "two countries", "held", "S-A", 2) if people else (None, None, "planned", "S-C", 1))
    assert [row["participants"] for row in told("participants")] == [120][:people and 1 or 0]
    assert {row["iso3"] for row in told("countries")} == ({"GHA", "BTN", "TGO"} if people else {"GHA"} if counted else set())
    assert told("summary")[0]["events"] == counted


@pytest.mark.parametrize(("day", "with_participants", "people"), [("2025-10-14", 0, None), ("2025-10-19", 0, None), ("2025-10-20", 1, 120)])
def test_the_first_page_and_the_review_count_nobody_at_an_event_that_is_only_announced(day, with_participants, people):
    store = store_of([REPORTED], announcements=[PLAN])
    chosen = Filters(as_of=date.fromisoformat(day), compare_with=date(2025, 9, 1))
    (line,) = queries.run(store, "overview/events", chosen).rows
    assert (line["with_participants"], line["participants"]) == (with_participants, people)
    said = [row["sentence"] for name in ("changes", "progress_national") for row in queries.run(store, f"review/{name}", chosen).rows]
    assert all("its announced day has passed" in sentence for sentence in said if people is None)
    assert len(said) == (0 if day == "2025-10-14" else 2)
    assert sum("120 participants" in sentence for sentence in said) == with_participants


@pytest.mark.parametrize("place", ["BTN", "TGO"])
def test_a_country_that_a_later_source_names_has_no_event_yet(place):
    seen = [ids(ask([REPORTED], "register", as_of=day, countries=(place,), announcements=[PLAN])) for day in ("2025-10-19", "2025-10-20")]
    assert seen == [[], ["EV-1"]]


def test_the_sources_count_the_events_that_rest_on_them():
    rows = [event(1, "2024-01-01", other_source_ids="S-C"), event(2, "2024-01-02")]
    assert [(row["source_id"], row["grade"], row["events"]) for row in ask(rows, "sources").rows] == [("S-A", "A", 2), ("S-C", "C", 1)]


def test_before_the_first_event_every_file_says_one_calm_sentence():
    for name in (*CHARTS, "register", "countries", "sources", "upcoming"):
        result = ask(THREE, name, as_of="2020-01-01")
        assert result.rows == [] and result.finding.endswith(".")
    assert ask(THREE, "summary", as_of="2020-01-01").finding == "By 1 January 2020 no event for the initiative had become public."


# The record as shipped; every number below was counted in the received events.csv, not by these queries.

def shipped(record, name, **choice):
    return queries.run(record, f"events/{name}", Filters(**choice))


def test_the_record_has_90_events_of_which_72_are_dated(record):
    assert shipped(record, "register").finding == "90 events are on record, 72 dated and 18 undated"
    row = shipped(record, "summary").rows[0]
    assert (row["events"], row["dated"], row["undated"]) == (90, 72, 18)


def test_the_record_by_kind_level_region_and_year(record):
    assert {row["type"]: row["events"] for row in shipped(record, "by_type").rows} == {
        "meeting": 26, "launch": 22, "workshop": 14, "training": 10, "webinar": 5, "exhibition": 6, "high-level event": 3, "mission": 2,
        "side event": 1, "signing": 1}
    assert {row["strip"] for row in shipped(record, "by_level").rows} == {"Global: 24 of 28", "Regional: 21 of 26", "National: 27 of 36"}
    by_region = shipped(record, "by_region").rows
    assert [row["strip"] for row in by_region if row["year"] == "2024"] == [
        "Global level: 24 of 28", "Asia and the Pacific: 21 of 23", "Africa: 9 of 13", "Europe and Central Asia: 8 of 10",
        "Near East and North Africa: 7 of 10", "Latin America and the Caribbean: 3 of 6"]
    years = {}
    for row in by_region:
        years[row["year"]] = years.get(row["year"], 0) + row["events"]
    assert years == {"2021": 3, "2022": 12, "2023": 19, "2024": 24, "2025": 13, "2026": 1}


def test_the_record_publishes_21_numbers_of_participants(record):
    assert shipped(record, "participants").finding == (
        "21 of 90 events published a number of participants, together at least 1,409, and about 905 more")


def test_the_record_names_italy_most_often_as_host_of_the_headquarters(record):
    rows = shipped(record, "countries").rows
    assert [(row["country"], row["events"]) for row in rows[:3]] == [("Italy", 14), ("China", 11), ("Bangladesh", 8)]


def test_the_event_and_the_signing_of_colombo_name_each_other(record):
    rows = {row["event_id"]: row["same_occasion"] for row in shipped(record, "register").rows}
    assert rows["OCOP-EV-033"] == "Signing of FAO and IGSNRR-CAS memorandum on GIES for OCOP"
    assert rows["OCOP-EV-034"] == "OCOP special event at 37th APRC"
    # the exhibition of October 2025 and its two regional pavilions are one occasion too
    assert {event for event, other in rows.items() if other} == {f"OCOP-EV-{number}" for number in ("033", "034", "061", "089", "090")}


def test_in_august_2025_the_exhibition_and_the_high_level_event_lie_ahead(record):
    rows = shipped(record, "upcoming", as_of=date(2025, 8, 15)).rows
    assert [(row["starts_on"], row["type"]) for row in rows if row["starts_on"].startswith("2025-10")] == [
        ("2025-10-10", "exhibition"), ("2025-10-15", "high-level event")]
    assert {row["known_on"] for row in rows} == {"2025-08-01"}  # never a source of a later day


# one meaning of a chosen country, whatever the screen

ROOMS = [  # three countries, each in another role
    event(1, "2024-01-01"),  # held for Ghana
    event(2, "2024-01-02", level="global", region="", countries="", participant_countries="GHA;BTN"),  # attended
    event(3, "2024-01-03", level="global", region="", countries="", host_iso3="GHA", city="Accra"),  # only hosted
    event(4, "2024-01-04", region="RAP", countries="BTN", host_iso3="GHA"),  # held for Bhutan, in Ghana
    event(5, known_by="2024-01", countries="TGO", host_iso3="GHA"),  # undated, hosted
    event(6, "2024-01-06", countries="TGO"),  # of neither Ghana nor Bhutan
    event(7, "2026-01-20", known_on="2025-11-01", countries="TGO", host_iso3="GHA"),  # hosted, still to come
]


@pytest.mark.parametrize(("country", "expected"), [("GHA", {1, 2, 3, 4, 5}), ("BTN", {2, 4}), ("TGO", {5, 6}), ("ITA", set())])
def test_a_chosen_country_means_the_same_on_every_screen(country, expected):
    store, words = store_of(ROOMS), [f"Event {number}" for number in sorted(expected)]
    filters = Filters(countries=(country,), as_of=date(2025, 12, 31), compare_with=date(2023, 1, 1))

    def rows(name):
        return queries.run(store, name, filters).rows

    assert [row["title"] for row in rows("events/register")[::-1] if row["state"] != "upcoming"] == sorted(
        words, key=lambda title: (title != "Event 5", title))  # newest first, undated last
    assert (rows("overview/events")[0]["value"] or 0, rows("events/summary")[0]["events"]) == (len(words), len(words))
    assert [row["what"] for row in rows("overview/changes") if row["kind"] == "event held"] == ([words] if words else [])
    assert sorted(row["what"] for row in rows("review/changes") if row["kind"] == "event held") == words
    dated = [title for title in words if title != "Event 5"]
    assert sorted(row["what"] for row in rows("review/timeline") if row["status"] != "planned") == dated
    assert sorted(row["what"] for row in rows("country/path") if row["kind"] == "Events") == dated
    assert [row["what"] for row in rows("country/undated")] == [title for title in words if title == "Event 5"]
    assert sum(row["events"] for row in rows("events/by_type")) == len(words)
    assert [row["events"] for row in rows("events/countries")] == ([len(words)] if words else [])
    to_come = ["Event 7"] if country in ("GHA", "TGO") else []
    for name in ("overview/upcoming", "review/upcoming"):
        assert [row["what"] for row in rows(name)] == to_come
    assert [row["title"] for row in rows("events/upcoming")] == to_come


@pytest.mark.parametrize("regions", [("RAF",), ("RAP",)])
def test_a_region_beside_a_country_only_narrows_the_countries(regions):
    both = ask(ROOMS, "register", countries=("GHA",), regions=regions)
    assert ids(both) == (ids(ask(ROOMS, "register", countries=("GHA",))) if regions == ("RAF",) else [])


def test_every_file_that_lists_events_says_what_a_chosen_country_means():
    for name in queries.names():
        query = queries.read(name)
        if "events_of(" in query.sql or "changes(" in query.sql.replace("recorded_changes(", ""):
            assert any("sources name " in note and "as taking part" in note for note in query.notes), name


def test_a_region_has_the_events_of_its_countries_and_its_own(record):
    """For each region: the register of the region is what the registers of its countries hold together, and the events of the region itself."""
    homes = dict(record.ask("select region, list(iso3) from places where kind = 'country' and region is not null group by region")[1])
    for region, codes in homes.items():
        def register(**choice):
            rows = queries.run(record, "events/register", Filters(as_of=date(2026, 11, 26), **choice)).rows
            return {row["event_id"]: row["region"] for row in rows}
        own = {event for event, home in register().items() if home == region}
        assert register(regions=(region,)).keys() == own | register(countries=tuple(codes)).keys(), region


@pytest.mark.parametrize(("numbers", "words"), [
    ([("100", "gt"), ("23", "")], "together at least 123"), ([("40", "about"), ("60", "about")], "together about 100"),
    ([("100", ""), ("500", "about"), ("5", "about")], "together at least 100, and about 505 more")])
def test_a_number_that_is_only_about_is_part_of_no_lower_bound(numbers, words):
    rows = [event(place, f"2024-01-0{place}", participants=number, participants_qualifier=sign)
            for place, (number, sign) in enumerate(numbers, 1)]
    assert ask(rows, "participants").finding.endswith(words)
    assert words.removeprefix("together ").split(",")[0] in queries.run(store_of(rows), "overview/events", Filters(as_of=date(2025, 12, 31))).finding


def test_a_kind_has_one_colour_whoever_draws_the_calendar(record):
    """The screen, a small page and a report draw it from the header; where another kind is the most frequent, the colours are those of the world."""
    query = queries.read("events/calendar")
    assert query.reads["kinds"] == ("meeting", "launch", "workshop", "training", "webinar") and query.reads["kind"] == "type"

    def hues(**choice):
        result = queries.run(record, "events/calendar", Filters(**choice))
        figure = getattr(charts, query.shape)(result, "light", **query.reads)
        words = figure.to_dict()["layout"]["title"]["text"]
        return dict(reversed(pair) for pair in re.findall(r'color:(#\w+)">●</span> ([\w-]+)', words))

    world = hues()
    assert world["meeting"] != world["launch"] and len(set(world.values())) == len(world) == 6
    for region in ("RAF", "RAP", "REU", "RLC", "RNE"):
        assert hues(regions=(region,)).items() <= world.items(), region
