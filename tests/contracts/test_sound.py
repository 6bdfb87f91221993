"""What a sound folder gives, and how a problem is said. One defect per test; what is expected is the exact list (row, column, rule)."""

import json
from datetime import date

from ocop.contracts import Problem
from tests.contracts.tables import HEAD, triples


def test_sound_rows_become_typed_columns(members):
    report = members(
        {}, {"stage": "launched", "since": "2024-03-17", "until": "", "is_pilot": "", "partners": ""}
    )
    assert triples(report.problems + report.notices) == []
    assert report.tables["members"].to_pylist() == [
        {
            "iso3": "KEN",
            "stage": "joined",
            "area": 1,
            "since": "2023",
            "since_from": date(2023, 1, 1),
            "since_to": date(2023, 12, 31),
            "until": "2024-02",
            "until_from": date(2024, 2, 1),
            "until_to": date(2024, 2, 29),
            "farmers": 750,
            "committed_usd": 1000.5,
            "spent_usd": 10.0,
            "is_pilot": True,
            "address": "https://www.fao.org/x",
            "ref": None,
            "partners": ["UGA", "TZA"],
            "known_on": date(2024, 3, 17),
            "is_withdrawn": None,
            "superseded_from": None,
            "corrected_on": None,
            "first_known_on": "2024-03-17",
            "first_known_from": date(2024, 3, 17),
            "first_known_basis": None,
        },
        {
            "iso3": "KEN",
            "stage": "launched",
            "area": 1,
            "since": "2024-03-17",
            "since_from": date(2024, 3, 17),
            "since_to": date(2024, 3, 17),
            "until": None,
            "until_from": None,
            "until_to": None,
            "farmers": 750,
            "committed_usd": 1000.5,
            "spent_usd": 10.0,
            "is_pilot": None,
            "address": "https://www.fao.org/x",
            "ref": None,
            "partners": None,
            "known_on": date(2024, 3, 17),
            "is_withdrawn": None,
            "superseded_from": None,
            "corrected_on": None,
            "first_known_on": "2024-03-17",
            "first_known_from": date(2024, 3, 17),
            "first_known_basis": None,
        },
    ]


def test_typed_columns_have_the_types_of_the_contract(members):
    schema = members({}).tables["members"].schema
    assert [
        str(schema.field(name).type)
        for name in ("iso3", "area", "since", "since_from", "spent_usd", "is_pilot")
    ] == [
        "string",
        "int64",
        "string",
        "date32[day]",
        "double",
        "bool",
    ]
    assert (
        str(schema.field("partners").type).startswith("list<")
        and str(schema.field("known_on").type) == "date32[day]"
    )


def test_every_problem_is_listed_at_once(members):
    report = members(
        {"stage": "taskforce", "farmers": "-1", "until": "31/12/2024"}, {"iso3": "XXX", "is_pilot": "maybe"}
    )
    assert triples(report.problems) == [
        (2, "stage", "not in list"),
        (2, "until", "date form"),
        (2, "farmers", "out of range"),
        (3, "iso3", "not in country list"),
        (3, "is_pilot", "not a flag"),
    ]


def test_a_problem_prints_as_one_line_with_address_and_advice(members):
    assert [
        str(problem)
        for problem in members({"stage": "taskforce"}, {"iso3": "UGA", "stage": "Launched"}).problems
    ] == [
        'members.csv row 2, stage: "taskforce" is not one of applied, joined, launched. '
        "Correct the cell, or add the stage to members.toml.",
        'members.csv row 3, stage: "Launched" is not one of applied, joined, launched. '
        'Write "launched", if that is meant.',
    ]


def test_tables_are_held_back_while_the_set_has_a_problem(members):
    assert members({"stage": "x"}).tables == {} and members({}).ok and not members({"stage": "x"}).ok


def test_json_holds_the_fields_and_the_line(members):
    report = members({"area": "9"})
    assert json.loads(json.dumps(report.as_json())) == [
        {
            "file": "members.csv",
            "row": 2,
            "column": "area",
            "value": "9",
            "rule": "not in list",
            "says": "is not one of 1, 2, 3",
            "advice": "Correct the cell, or add the area to members.toml.",
            "level": "refuse",
            "line": 'members.csv row 2, area: "9" is not one of 1, 2, 3. '
            "Correct the cell, or add the area to members.toml.",
        }
    ]


def test_a_long_value_is_shortened_and_its_controls_are_escaped():
    problem = Problem("a.csv", 2, "name", "x\n\u202e" + "y" * 100, "rule", "Advice.", says="is wrong")
    assert str(problem) == 'a.csv row 2, name: "x\\n\\u202e' + "y" * 56 + '…" is wrong. Advice.'


def test_more_than_a_hundred_of_one_problem_are_counted(crops):
    report = crops(HEAD + "".join(f"c{i},Kenya,many\n" for i in range(250)))
    assert triples(report.problems) == [(None, "hectares", "number form")] + [
        (row, "hectares", "number form") for row in range(2, 102)
    ]
    assert str(report.problems[0]) == "crops.csv, hectares: the same in 150 more rows."
