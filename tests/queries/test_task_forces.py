"""Governing bodies: status, date, coverage, change. Expected rows are counted by hand from the fixture rows."""

from datetime import date

from ocop import queries
from ocop.filters import Filters
from tests.small import small_store

INDICATORS = [{"indicator": "secretariat_members", "name": "Members", "unit": "persons", "measure": "total"}]
UNDATED = {"known_on": "2026-11-21", "known_on_basis": "compiled"}
NATIONAL = "national task force"


def report(number, body, level, status, known, **more):
    return {"report_id": f"TF-{number}", "body_id": body, "level": level, "name": body, "status": status, "known_on": known,
            "known_on_basis": "source", "source_id": "S-A", **more}


REPORTS = [
    report(1, "committee", "steering committee", "established", "2021-10", established_on="2021-10"),   # known to the month
    report(2, "office", "secretariat", "established", "2022-12-30", composition="led by X"),            # no date of establishment
    report(3, "group-raf", "regional organizing group", "established", "2023-03-08", region="RAF", established_on="2023-03-08"),
    report(4, "group-rap", "regional organizing group", "being established", "", region="RAP", **UNDATED),   # undated page
    report(5, "force-gha", NATIONAL, "planned", "2024-05-01", iso3="GHA"),                               # first planned ...
    report(6, "force-gha", NATIONAL, "established", "2025-09-01", iso3="GHA", composition="chair: Y"),   # ... later established
    report(7, "force-tgo", NATIONAL, "unclear", "2024-10-30", iso3="TGO"),                               # Togo is a participant only
    report(8, "programme-btn", "national arrangement", "in place", "2024-04-13", iso3="BTN", established_on="2024-04-12"),
    report(9, "force-btn", NATIONAL, "planned", "2027-01-01", iso3="BTN"),                               # after the day
]
MEMBERS = [{"claim_id": f"MB-{code}", "programme_id": "ocop-fao", "iso3": code, "stage": stage, "shown_on": "2024", "known_on": "2024",
            "known_on_basis": "source", "source_id": "S-A"}
           for code, stage in (("GHA", "named"), ("BTN", "named"), ("TGO", "participant"))]
FIGURES = [{"figure_id": "FG-1", "programme_id": "ocop-fao", "indicator": "secretariat_members", "place_id": "WORLD",
            "indicator_as_received": "secretariat_members", "on": "2025-08-01", "value": "14", "qualifier": "eq",
            "known_on": "2025-08-01", "known_on_basis": "source", "source_id": "S-C"}]


def ask(name, reports=REPORTS, **choice):
    store = small_store(task_forces=reports, members=MEMBERS, figures=FIGURES, indicators=INDICATORS)
    return queries.run(store, name, Filters(**choice))


def columns(result, *names):
    return [tuple(row[name] for name in names) for row in result.rows]


# structure

def test_every_level_has_a_row_with_its_bodies_by_status():
    result = ask("task_forces/structure")
    assert columns(result, "level", "established", "being_established", "planned", "unclear", "in_place", "places_served") == [
        ("steering committee", 1, 0, 0, 0, 0, None),
        ("secretariat", 1, 0, 0, 0, 0, None),
        ("regional organizing group", 1, 1, 0, 0, 0, 2),   # two regions in the fixture
        ("national task force", 1, 0, 0, 1, 0, 2),         # Ghana and Bhutan are on record; Togo is a participant
        ("national arrangement", 0, 0, 0, 0, 1, None),
    ]


def test_members_stand_with_the_secretariat_their_date_and_their_source():
    rows = {row["level"]: row for row in ask("task_forces/structure").rows}
    assert (rows["secretariat"]["members"], rows["secretariat"]["members_on"], rows["secretariat"]["source_id"]) == (14, "2025-08-01", "S-C")
    assert rows["steering committee"]["members"] is None


def test_before_the_number_was_known_the_members_are_unknown():
    rows = {row["level"]: row for row in ask("task_forces/structure", as_of=date(2025, 7, 31)).rows}
    assert rows["secretariat"]["members"] is None and rows["secretariat"]["source_id"] == "S-A"


def test_a_chosen_country_sees_the_global_bodies_and_the_group_of_its_region():
    found = {row["level"]: row["bodies"] for row in ask("task_forces/structure", countries=("GHA",)).rows}
    assert found == {"steering committee": 1, "secretariat": 1, "regional organizing group": 1, "national task force": 1,
                     "national arrangement": 0}


def test_an_early_day_has_every_level_without_a_body():
    result = ask("task_forces/structure", as_of=date(2020, 1, 1))
    assert {(row["bodies"], row["status"]) for row in result.rows} == {(0, None)}
    assert result.finding == "No governing body for the initiative was public on 1 January 2020"


# regional groups

def test_a_group_without_a_date_keeps_its_status_and_no_date():
    result = ask("task_forces/regional_groups")
    assert columns(result, "region_name", "status", "established_on", "reported_on") == [
        ("Africa", "established", "2023-03-08", "2023-03-08"),
        ("Asia and the Pacific", "being established", None, None)]
    assert result.finding == "One of 2 Regional Organizing Groups is established"


def test_a_region_without_a_report_is_unknown_and_still_shown():
    assert columns(ask("task_forces/regional_groups", as_of=date(2024, 1, 1)), "region", "status") == [
        ("RAF", "established"), ("RAP", None)]


# national bodies

def test_the_latest_dated_report_gives_the_status():
    assert columns(ask("task_forces/national", as_of=date(2025, 8, 31)), "country", "status") == [
        ("Ghana", "planned"), ("Togo", "unclear"), ("Bhutan", "in place")]
    result = ask("task_forces/national")
    assert columns(result, "country", "status", "reports") == [("Ghana", "established", 2), ("Togo", "unclear", 1), ("Bhutan", "in place", 1)]
    assert result.finding == "1 National Task Force is established, none planned and 1 unclear; 1 other national arrangement is on record"


def test_an_undated_report_never_outranks_a_dated_one():
    later = report(10, "force-gha", NATIONAL, "planned", "", iso3="GHA", **UNDATED)
    assert ("Ghana", "established") in columns(ask("task_forces/national", [*REPORTS, later]), "country", "status")


def test_no_task_force_on_record_is_not_called_a_failure():
    result = ask("task_forces/national", [])
    assert result.rows == [] and "Absence from public sources is not failure" in result.finding


def test_coverage_counts_countries_on_record_with_a_task_force_of_any_status():
    result = ask("task_forces/coverage")
    assert columns(result, "region", "traced", "on_record", "countries") == [
        ("RAF", 1, 1, ["GHA"]),   # Togo has a trace and is not on record
        ("RAP", 0, 1, []),        # Bhutan's arrangement is not called a task force
    ]
    assert result.finding == "Public sources speak of a National Task Force in one of 2 countries on record"


def test_coverage_of_one_country_is_a_sentence_about_it():
    assert ask("task_forces/coverage", countries=("GHA",)).finding == "Public sources speak of a National Task Force in Ghana"
    assert ask("task_forces/coverage", countries=("BTN",)).finding == "No public source speaks of a National Task Force in Bhutan"


# dates and change

def test_bodies_without_a_date_are_counted_apart():
    result = ask("task_forces/timeline")
    assert columns(result, "body", "established_from", "established_to") == [
        ("committee", date(2021, 10, 1), date(2021, 10, 31)),   # the whole month, not its first day
        ("office", None, None),
        ("group-raf", date(2023, 3, 8), date(2023, 3, 8)),
        ("group-rap", None, None),
        ("force-gha", None, None),
        ("force-tgo", None, None),
        ("programme-btn", date(2024, 4, 12), date(2024, 4, 12)),
    ]
    assert result.finding == "The date of establishment is published for 3 of 7 bodies on record"


def test_a_change_is_a_new_body_or_another_status_since_the_day_compared_with():
    result = ask("task_forces/changes", compare_with=date(2025, 8, 1))
    assert columns(result, "body", "status_before", "status", "reported_on") == [
        ("force-gha", "planned", "established", "2025-09-01"),
        ("group-rap", None, "being established", None),   # undated: counts from the day of compilation and says so
    ]
    assert result.finding == ("2 bodies are new on record or have another status since 1 August 2025; "
                              "sources date 1 of these changes")


def test_nothing_changed_between_a_day_and_itself():
    result = ask("task_forces/changes", as_of=date(2025, 1, 1), compare_with=date(2025, 1, 1))
    assert result.rows == [] and result.finding == "No body is new on record or has another status between the two days."


# registers

def test_the_register_has_one_row_per_body_and_the_reports_one_per_report():
    assert columns(ask("task_forces/register"), "body", "status", "established_on", "composition", "reports") == [
        ("committee", "established", "2021-10", None, 1),
        ("force-gha", "established", None, "chair: Y", 2),
        ("force-tgo", "unclear", None, None, 1),
        ("group-raf", "established", "2023-03-08", None, 1),
        ("group-rap", "being established", None, None, 1),
        ("office", "established", None, "led by X", 1),
        ("programme-btn", "in place", "2024-04-12", None, 1),
    ]
    assert [row["report_id"] for row in ask("task_forces/reports").rows] == [
        "TF-1", "TF-2", "TF-3", "TF-4", "TF-6", "TF-5", "TF-7", "TF-8"]


def test_the_registers_follow_region_and_country():
    assert columns(ask("task_forces/register", regions=("RAF",)), "body") == [("force-gha",), ("force-tgo",), ("group-raf",)]
    assert columns(ask("task_forces/reports", countries=("GHA",)), "report_id") == [("TF-6",), ("TF-5",)]
    assert ask("task_forces/register", countries=("BTN",)).finding == "One body is on record: programme-btn, in place"


# the shipped record; counted in task_forces.csv as received

def test_the_record_has_14_bodies_in_20_reports(record):
    assert len(queries.run(record, "task_forces/register").rows) == 14
    assert len(queries.run(record, "task_forces/reports").rows) == 20


def test_the_record_of_regional_groups(record):
    rows = queries.run(record, "task_forces/regional_groups").rows
    assert [(row["region"], row["status"], row["established_on"]) for row in rows] == [
        ("RAF", "established", "2023-03-08"), ("RAP", "established", "2023-07-18"), ("RLC", "established", None),
        ("RNE", "established", None), ("REU", "being established", None)]


def test_the_record_of_national_bodies(record):
    rows = queries.run(record, "task_forces/national").rows
    assert [(row["country"], row["status"]) for row in rows] == [
        ("Bangladesh", "established"), ("Egypt", "established"), ("Jamaica", "planned"), ("Liberia", "planned"),
        ("Tajikistan", "planned"), ("Uzbekistan", "unclear"), ("China", "in place")]


def test_six_of_66_countries_of_the_record_have_a_trace(record):
    result = queries.run(record, "task_forces/coverage")
    assert result.finding == "Public sources speak of a National Task Force in 6 of 66 countries on record"
    assert {row["region"]: (row["traced"], row["on_record"]) for row in result.rows} == {
        "RAF": (1, 13), "RAP": (1, 20), "REU": (2, 7), "RLC": (1, 15), "RNE": (1, 11)}


def test_on_the_day_of_the_mid_year_review_the_secretariat_has_14_members(record):
    day = Filters(as_of=date(2025, 8, 1))
    assert {row["level"]: row["members"] for row in queries.run(record, "task_forces/structure", day).rows}["secretariat"] == 14
    assert [row["country"] for row in queries.run(record, "task_forces/national", day).rows] == ["Bangladesh", "Uzbekistan", "China"]


# dropped bodies

DROPPED = [
    *REPORTS,
    report(10, "force-gha", NATIONAL, "dropped", "2025-10-01", iso3="GHA", source_id="S-C"),   # established a month before, now given up
    report(11, "group-raf", "regional organizing group", "dropped", "2025-11-01", region="RAF"),
    report(12, "force-rap", NATIONAL, "dropped", "2025-09-15", iso3="BTN"),                      # never on record before: no change
]


def test_a_dropped_body_stands_in_the_register_with_its_word_and_source_and_in_no_count():
    result = ask("task_forces/register", DROPPED)
    assert [row for row in columns(result, "body", "status", "reported_on", "source_id") if row[1] == "dropped"] == [
        ("force-gha", "dropped", "2025-10-01", "S-C"), ("force-rap", "dropped", "2025-09-15", "S-A"), ("group-raf", "dropped", "2025-11-01", "S-A")]
    # committee, office, group-rap, force-tgo, programme-btn stand; committee and office are established
    assert result.finding == "5 bodies are on record, 2 of them established; 3 more were dropped and are not counted"
    assert "dropped" not in ask("task_forces/register").finding


def test_a_dropped_body_is_in_no_level_map_or_line_of_time():
    levels = {row["level"]: (row["bodies"], row["established"]) for row in ask("task_forces/structure", DROPPED).rows}
    assert (levels[NATIONAL], levels["regional organizing group"]) == ((1, 0), (1, 0))
    assert sum(row["traced"] for row in ask("task_forces/coverage", DROPPED).rows) == 0
    shown = [row["status"] for name in ("timeline", "national", "regional_groups") for row in ask(f"task_forces/{name}", DROPPED).rows]
    assert shown and "dropped" not in shown


def test_giving_up_is_a_change_and_the_reports_stay():
    days = {"compare_with": date(2025, 9, 10), "as_of": date(2025, 12, 31)}
    assert columns(ask("task_forces/changes", DROPPED, **days), "body", "status_before", "status") == [
        ("group-raf", "established", "dropped"), ("force-gha", "established", "dropped")]
    reports = ask("task_forces/reports", DROPPED, **days)
    # all but the undated report and the one of 2027; committee, office, force-tgo and programme-btn stand
    assert reports.finding == "10 reports stand behind 4 bodies, and behind 3 more that were dropped and are not counted"


# meetings

def meeting(number, title, on="", **more):
    return {"event_id": f"EV-{number}", "programme_id": "ocop-fao", "title": title, "type": "meeting", "level": "regional", "format": "unknown",
            "starts_on": on, "known_on": on or "2024-01-01", "known_on_basis": "source", "source_id": "S-C", **more}


MEETINGS = [
    meeting(1, "Second meeting of OCOP Steering Committee", "2025-05-21", level="global"),       # 18 months before the day, to the day
    meeting(2, "First meeting of OCOP Steering Committee", "2021-10-26", level="global"),        # not the last
    meeting(3, "Mid-year review of the Secretariat", "2025-05-22", level="global"),              # a day less than 18 months
    meeting(4, "Minister meets OCOP Secretariat", "2026-01-01", level="national", countries="GHA"),   # a visit, no meeting of its own
    meeting(5, "First meeting of ROG Africa", region="RAF", known_by="2023-12"),                 # undated, known by December 2023
    meeting(6, "Workshop after the ROG meeting", "2026-02-01", region="RAF", type="workshop"),   # no meeting
    meeting(7, "Task force meets", "2026-03-01", level="national", countries="TGO", known_on="2026-02-01"),   # announced only
    meeting(8, "Task force meets", "2027-03-01", level="national", countries="GHA", known_on="2026-02-01"),   # still to come
]


def test_a_body_without_a_known_meeting_for_eighteen_months_is_told_apart():
    store = small_store(task_forces=REPORTS, events=MEETINGS)
    result = queries.run(store, "task_forces/meetings", Filters(as_of=date(2026, 11, 21)))
    assert columns(result, "body", "meeting_state", "last_on", "meeting_note") == [
        ("committee", "no meeting known since", "2025-05-21", None),
        ("office", "last meeting known", "2025-05-22", None),
        ("group-raf", "no meeting known since", "2023-12", None),
        ("group-rap", "no meeting known", None, None),
        ("force-gha", "no meeting known", None, None),
        ("force-tgo", "last meeting known", "2026-03-01", "announced, not reported as held"),
        ("programme-btn", "no meeting known", None, None)]
    assert result.finding == "Of 7 governing bodies, 5 have no meeting known for the last 18 months, 3 of them none at all"
    single = [queries.run(store, "task_forces/meetings", Filters(countries=(code,), as_of=date(2026, 11, 21))).finding for code in ("GHA", "TGO")]
    assert single == ["force-gha has no meeting known", "force-tgo has a last known meeting of 1 March 2026"]
    earlier = queries.run(store, "task_forces/meetings", Filters(as_of=date(2026, 11, 20)))  # the committee: a day less than 18 months
    # group-rap: known a day later; of group-raf the last is old, of force-gha and programme-btn none is known
    assert earlier.finding == "Of 6 governing bodies, 3 have no meeting known for the last 18 months, 2 of them none at all"
    known = [meeting(code, "Task force meets", "2026-04-01", level="national", countries=code) for code in ("GHA", "BTN")]
    dated = [queries.run(small_store(task_forces=REPORTS, events=[*MEETINGS, *more]), "task_forces/meetings",
                         Filters(as_of=date(2026, 11, 20))).finding
             for more in (known, [*known, meeting(11, "ROG Africa meets", "2026-04-02", region="RAF")])]
    assert dated == ["Of 6 governing bodies, one has no meeting known for the last 18 months: group-raf",
                     "Of 6 governing bodies, none has been without a known meeting for 18 months"]


def test_the_last_meetings_of_the_record_are_those_of_its_events(record):
    rows = queries.run(record, "task_forces/meetings", Filters(as_of=date(2026, 11, 26))).rows
    found = {(row["level"], row["region"], row["iso3"]): (row["meeting_state"], row["last_on"]) for row in rows}
    assert found["steering committee", None, None] == ("no meeting known since", "2024-04-26")
    assert found["secretariat", None, None] == ("last meeting known", "2025-08-01")
    assert found["regional organizing group", "RAF", None] == ("no meeting known since", "2023-03-08")
    assert found["regional organizing group", "RAP", None] == ("no meeting known since", "2024-09-13")
    assert found["national task force", "REU", "UZB"] == ("no meeting known since", "2024-10-25")
