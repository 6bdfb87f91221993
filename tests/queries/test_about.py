"""Sources, contradictions, gaps, programmes and tables. Expected rows are counted by hand from the fixture rows."""

from datetime import date

from ocop import queries
from ocop.filters import Filters
from tests.small import small_store

DAY = Filters(as_of=date(2026, 1, 1))
PROGRAMMES = [{"programme_id": "ocop-fao", "name": "One Country", "local_unit": "country", "owner_institution": "FAO", "started": "2021",
               "based_on": "ovop-jp", "description": "d", "known_on": "2025-08-01", "known_on_basis": "source", "source_id": "S-A"},
              {"programme_id": "ovop-jp", "name": "One Village", "local_unit": "village", "owner_institution": "Oita", "started": "1979",
               "description": "d", "known_on": "2018", "known_on_basis": "source", "source_id": "S-D"}]
INDICATORS = [{"indicator": name, "name": name, "unit": "countries", "measure": "total", "definition": text}
              for name, text in (("countries_joined", "Countries that take part"), ("saps", ""), ("demonstration_countries", ""))]


def figure(number, on, value, qualifier="eq", source="S-A", programme="ocop-fao", **more):
    return {"figure_id": f"FG-{number}", "programme_id": programme, "indicator": "countries_joined", "place_id": "WORLD",
            "indicator_as_received": "countries_joined", "on": on, "value": str(value), "qualifier": qualifier,
            "known_on": on, "known_on_basis": "source", "source_id": source, **more}


def claim(number, iso3="GHA", known="2024-05-01", **more):
    return {"claim_id": f"MB-{number}", "programme_id": "ocop-fao", "iso3": iso3, "stage": "named", "evidence_kind": "k", "shown_on": known,
            "known_on": known, "known_on_basis": "source", "source_id": "S-A", "evidence": f"evidence {number}", **more}


def ask(name, filters=DAY, **tables):
    return queries.run(small_store(**{"programmes": PROGRAMMES, "indicators": INDICATORS, **tables}), f"about/{name}", filters)


def contradictions(**tables):
    return [(row["kind"], row["says"], row["source_id"]) for row in ask("contradictions", **tables).rows]


def test_two_values_for_one_day_are_both_shown_with_their_sources():
    figures = [figure(1, "2024-04-26", 85), figure(2, "2024-04-26", 60, "gt", "S-C"),
               figure(3, "2024-05-01", 85), figure(4, "2024-05-01", 85, source="S-C")]  # the same value twice is no contradiction
    assert contradictions(figures=figures) == [
        ("Different values for one day", "85", "S-A"), ("Different values for one day", "more than 60", "S-C")]


def test_figures_of_another_scope_or_place_do_not_contradict():
    assert contradictions(figures=[figure(1, "2024-04-26", 85), figure(2, "2024-04-26", 40, scope="a project"),
                                   figure(3, "2024-04-26", 12, place_id="RAF")]) == []


def test_a_sister_programme_is_told_apart():
    rows = contradictions(figures=[figure(1, "2003", 33, programme="ovop-jp"), figure(2, "2003", 50, "about", "S-C", "ovop-jp")])
    assert rows == [("Different values for one day, sister programmes", "33", "S-A"),
                    ("Different values for one day, sister programmes", "about 50", "S-C")]


def test_a_total_that_falls_shows_the_value_before_and_after():
    figures = [figure(1, "2024-04-01", 50), figure(2, "2024-10-18", 54), figure(3, "2024-10-30", 53, source="S-C"), figure(4, "2025-02-01", 56)]
    assert contradictions(figures=figures) == [("A total that falls", "54", "S-A"), ("A total that falls", "53", "S-C")]


def test_a_bound_below_the_value_is_no_fall():
    assert contradictions(figures=[figure(1, "2024-04-26", 85), figure(2, "2024-05-01", 60, "gt")]) == []


def test_two_products_of_one_country_stand_side_by_side():
    def product(number, name, on):
        return {"claim_id": f"PP-{number}", "programme_id": "ocop-fao", "place_id": "GHA", "iso3": "GHA", "product": name, "product_id": name,
                "category": "field-crop", "evidence_strength": "stated", "seen_on": on, "known_on": on or "2025-01-01",
                "known_on_basis": "source", "source_id": "S-A"}
    registered = [{"product_id": name, "name": name, "category": "field-crop"} for name in ("yam", "kava")]
    rows = ask("contradictions", products=registered, place_products=[product(1, "yam", "2025-10"), product(2, "kava", "")]).rows
    assert [(row["kind"], row["subject"], row["says"], row["on"]) for row in rows] == [
        ("Two products for one country", "Ghana", "yam", "2025-10"), ("Two products for one country", "Ghana", "kava", None)]


def test_a_joining_date_before_the_launch_shows_the_launch_beside_it():
    launch = {"milestone_id": "MS-1", "on": "2021-09-07", "title": "launched", "known_on": "2021-09-07", "known_on_basis": "source",
              "source_id": "S-C"}
    rows = contradictions(members=[claim(1, joined_on="2021-06"), claim(2, "TGO", joined_on="2021-10")], milestones=[launch])
    assert rows == [("Joined before the launch", "joined", "S-A"), ("Joined before the launch", "launched", "S-C")]


def test_two_joining_dates_are_a_contradiction_and_one_is_not():
    rows = contradictions(members=[claim(1, joined_on="2024"), claim(2, joined_on="2025-12"), claim(3, "TGO", joined_on="2024")])
    assert rows == [("Unclear date of joining", "evidence 1", "S-A"), ("Unclear date of joining", "evidence 2", "S-A")]


def test_a_region_with_more_named_than_reported_says_both():
    rows = contradictions(figures=[figure(1, "2024-01", 1, place_id="RAF")], members=[claim(1), claim(2, "TGO")])
    assert rows == [("More countries named than reported", "1 reported", "S-A"),
                    ("More countries named than reported", "2 named in public sources", None)]


def test_the_record_keeps_what_its_compilers_found(record):
    rows = queries.run(record, "about/contradictions", Filters()).rows
    found = {(row["kind"], row["subject"]) for row in rows}
    for kind, subject in (("Different values for one day", "Countries in the initiative, World"),
                          ("Different values for one day", "Countries in the initiative, Latin America and the Caribbean"),
                          ("A total that falls", "Special agricultural products, World"), ("Two products for one country", "Tonga"),
                          ("Two products for one country", "Brazil"), ("Unclear date of joining", "Liberia"),
                          ("Joined before the launch", "Bhutan"), ("One name, different sets", "Demonstration countries, World")):
        assert (kind, subject) in found
    # counted from the received files: three days of the initiative; of sister programmes Viet Nam in December 2024 (14,642 and 15,590),
    # Thailand in 2003 (33 and about 50) and, with the second delivery, Son La in 2019 (18 and 19)
    assert len({row["case_key"] for row in rows if row["kind"] == "Different values for one day"}) == 3
    assert len({row["case_key"] for row in rows if row["kind"].endswith("sister programmes")}) == 3


def test_a_source_counts_its_rows_and_whether_it_speaks_of_the_initiative():
    result = ask("sources", members=[claim(1), claim(2, source_id="S-C")], figures=[figure(1, "2024", 9, source="S-D", programme="ovop-jp"),
                                                                               figure(2, "2027", 9, source="S-D", programme="ovop-jp")],
                 programmes=[])  # the second figure is not known yet
    assert [(row["source_id"], row["citations"], row["cited_in"], row["is_initiative"]) for row in result.rows] == [
        ("S-A", 1, ["Countries"], True), ("S-C", 1, ["Countries"], True), ("S-D", 1, ["Figures"], False)]
    assert result.finding == "3 sources stand behind the record, 2 of them behind the initiative's own rows"


def test_every_source_of_the_record_carries_a_row(record):
    rows = queries.run(record, "about/sources", Filters()).rows
    # 606 different addresses in the received files and the law on the provinces; 153 of them in the nine files of the initiative
    assert (len(rows), sum(row["is_initiative"] for row in rows)) == (607, 153)


def test_no_table_with_a_source_is_forgotten(record):
    cited = queries.read("about/sources").sql
    tables = [name for name, contract in record.contracts.items()
              if any(column.references == "sources.source_id" for column in contract.columns.values())]
    laid_down = {"figures": "tally.statements"}  # counted by source
    assert len(tables) > 15 and [name for name in tables if f"known('{laid_down.get(name, name)}', $as_of)" not in cited] == []


def test_grades_are_counted_even_where_none_is(record):
    assert [(row["grade"], row["sources"]) for row in ask("by_grade").rows] == [("A", 1), ("B", 0), ("C", 1), ("D", 1)]
    assert [row["sources"] for row in queries.run(record, "about/by_grade", Filters()).rows] == [
        136, 22, 321, 128]  # 111, 15, 182 and 96 of the first delivery, 24, 7, 139 and 32 that the second grades itself, and one law (A)


def test_programmes_stand_below_the_one_they_were_modelled_on():
    assert [(row["programme_id"], row["depth"], row["based_on"]) for row in ask("programmes").rows] == [
        ("ovop-jp", 0, None), ("ocop-fao", 1, "One Village")]
    early = ask("programmes", Filters(as_of=date(2020, 1, 1)))
    assert [row["programme_id"] for row in early.rows] == ["ovop-jp"]


def test_a_programme_whose_model_is_not_known_yet_is_not_lost():
    orphan = [{**PROGRAMMES[0], "known_on": "2017"}, PROGRAMMES[1]]
    rows = ask("programmes", Filters(as_of=date(2017, 6, 1)), programmes=orphan).rows
    assert [(row["programme_id"], row["depth"]) for row in rows] == [("ocop-fao", 0)]


def test_only_indicators_with_words_are_definitions():
    assert [(row["indicator"], row["definition"]) for row in ask("definitions").rows] == [("countries_joined", "Countries that take part")]


def test_indicators_are_counted_for_each_programme_apart():
    rows = ask("indicators", figures=[figure(1, "2024", 9), figure(2, "2025-03", 9), figure(3, "", 9, known_on="2024"),
                                      figure(4, "2024", 5, programme="ovop-jp")]).rows
    assert [(row["programme"], row["statements"], row["undated"], row["first_on"], row["latest_on"]) for row in rows] == [
        ("One Country", 3, 1, "2024", "2025-03"), ("One Village", 1, 0, "2024", "2024")]


def test_notes_are_listed_with_the_row_they_belong_to(record):
    rows = ask("notes", members=[claim(1, note="unsure"), claim(2)]).rows
    assert [(row["noted_in"], row["what"], row["note"]) for row in rows] == [("Countries", "Ghana: evidence 1", "unsure")]
    # 256 notes in the received files of the initiative (without countries.csv), 6 with the reports on actions
    assert len(queries.run(record, "about/notes", Filters(as_of=date(2026, 11, 26))).rows) == 279  # 262 notes that stand, 17 record_notes


def test_the_gaps_say_what_is_on_record(record):
    rows = {row["subject"]: row["on_record"] for row in queries.run(record, "about/gaps", Filters()).rows}
    assert rows["Countries"].startswith("66 of 95 countries are named in public sources")
    assert rows["Products"].startswith("50 product groups are named, the last total reported is 56")
    assert rows["Actions"].startswith("15 of 26 published actions have a due date, 9 any later report")
    assert rows["Events"].startswith("90 events are on record, 18 of them without a date; 21 give")
    assert rows["Workplan and targets"].startswith("No target of the initiative is on record")


def test_a_gap_keeps_the_sign_of_a_reported_bound(record):
    rows = {row["subject"]: row["on_record"] for row in queries.run(record, "about/gaps", Filters(as_of=date(2025, 2, 19))).rows}
    assert "of more than 92 countries" in rows["Countries"]


def test_tables_are_counted_in_the_version_that_is_served(record):
    counted = {row["name"]: row["rows"] for row in queries.run(record, "about/tables", Filters()).rows}
    assert counted.keys() == record.contracts.keys()
    for name in counted:
        _names, rows = record.ask(f'select count(*) from "{name}"')
        assert counted[name] == rows[0][0]


def test_every_doubt_of_the_checks_is_told_with_both_sides_and_none_before_its_rows_were_known(record):
    rows = queries.run(record, "about/doubts", Filters()).rows
    cases = {}
    for row in rows:
        cases.setdefault(row["case_key"], []).append(row)
    laid_down = record.ask("select count(*) from contracts.doubts")[1][0][0]
    assert len(cases) == laid_down == sum(notice.rule != "correction" for notice in record.notices)  # what the command prints, but the one correction
    assert all([side["side"] for side in sides] == [1, 2] and sides[0]["source_id"] for sides in cases.values())
    shown = {(side["kind"], side["subject"], side["says"], str(side["on"]), side["source_id"]) for side in rows}
    assert shown >= {  # two figures; two sources of a fund; a row against its own level; a summary against a claim
        ("A running total that falls", "Special agricultural products, World", "53", "2024-10-30", "S110"),
        ("A running total that falls", "Special agricultural products, World", "54", "2024-04-13", "S051"),
        ("A national event held in another country", "Nepal minister meets OCOP Secretariat on large cardamom", "host: Italy", "2024-10-18", "S031"),
        ("A national event held in another country", "Nepal minister meets OCOP Secretariat on large cardamom", "It is a national event of Nepal",
         "None", None),
        ("Told as ended before its end", "Empowering local communities for economic development in the Tropoja region",
         "The money ends after the report was known", "2024-07", None),
        ("The summary of a country and its evidence differ", "Liberia", "joined 2024", "2025-10-20", "S061")}
    assert any(side["says"] == "This source counts 6 in all" and side["source_id"] == "S034" for side in rows)
    assert not [side["says"] for side in rows if "None" in str(side["says"]) or "FG-" in side["says"] or "_" in side["says"]]
    before = queries.run(record, "about/doubts", Filters(as_of=date(2024, 1, 1)))  # Quang Ninh, also before the programme; three of others
    assert len({row["case_key"] for row in before.rows}) == 8 and before.finding == "The checks leave 8 doubts open"
