"""What a submission would change: rows, sentences, headline figures, and what a person must look at. On the public record with rows added."""

import csv

import pytest

from ocop.__main__ import main
from ocop.intake import effect as effects
from ocop.intake.candidate import NoSuchTable, candidate
from ocop.intake.onrecord import rows_of
from ocop.store import DataProblems, open_apart, open_store
from tests.intake.books import NEW, base

SOURCE = {"source_id": "S9001", "address": "https://www.fao.org/ocop/new", "publisher": "FAO", "title": "New", "published_on": "2026-11-24",
          "grade": "A", "is_copy": "false", "received_as": "https://www.fao.org/ocop/new"}
KNOWN = {"known_on": "2026-11-24", "known_on_basis": "source", "source_id": "S9001"}
FIGURE = {"programme_id": "ocop-fao", "place_id": "WORLD", "qualifier": "eq", "on": "2026-11-01", **KNOWN}


@pytest.fixture(scope="module")
def made(record, tmp_path_factory):
    """The effect of rows of every kind."""
    old = {name: rows_of(record.folder, record.contracts[name]) for name in ("members", "member_summaries", "task_forces")}
    bodies = {row["iso3"] for row in old["task_forces"]}
    joined = next(row for row in old["members"] if row["stage"] == "named" and row["programme_id"] == "ocop-fao" and row["iso3"] not in bodies)
    of_body = {row["body_id"]: [one for one in old["task_forces"] if one["body_id"] == row["body_id"]] for row in old["task_forces"]}
    alone = next(rows for rows in of_body.values() if rows[0]["level"] == "national task force" and all(
        row["status"] == "established" and row["known_on"] < KNOWN["known_on"] for row in rows))
    body = alone[0]
    rows = {
        "sources": [SOURCE],
        "figures": [{**FIGURE, "figure_id": "FG-9001", "indicator": "countries_joined", "indicator_as_received": "countries", "value": "180"}],
        "actions": [{**KNOWN, "action_id": "AC-900", "statement": "Open a desk", "priority_area": "3", "priority_area_basis": "compiler",
                     "level": "national", "region": "RAP", "iso3": "BGD"}],
        **{name: [{**row, **KNOWN, "is_withdrawn": "true"} for row in old[name] if row["iso3"] == joined["iso3"]]
           for name in ("members", "member_summaries")},
        "task_forces": [{**row, **KNOWN, "status": "planned", "established_on": ""} for row in alone]}
    folder = tmp_path_factory.mktemp("candidate") / "data"
    lines = candidate(record.folder, rows, folder)
    new = open_store(folder)
    yield {"effect": effects.effect(record, new), "rows": rows, "lines": lines, "folder": folder, "joined": joined, "body": body, "new": new}
    new.connection.close()


def test_a_candidate_is_the_base_with_rows_at_the_end(made, record):
    for name, rows in made["rows"].items():
        before, after = (rows_of(folder, record.contracts[name]) for folder in (record.folder, made["folder"]))
        assert after[: len(before)] == before and [{k: v for k, v in row.items() if v} for row in after[len(before):]] == [
            {k: v for k, v in row.items() if v} for row in rows]
        text = (made["folder"] / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        assert [next(csv.reader([text[line - 1]]))[0] for line in made["lines"][name]] == [row[record.contracts[name].key[0]] for row in rows]
    assert not (made["folder"] / "manifest.json").exists()


def test_rows_are_told_by_what_they_do(made):
    told = made["effect"]
    counts = [{name: len(rows) for name, rows in getattr(told, kind).items()} for kind in ("added", "corrected", "withdrawn", "removed")]
    assert counts == [{"sources": 1, "figures": 1, "actions": 1}, {"task_forces": len(made["rows"]["task_forces"])},
                      {name: len(made["rows"][name]) for name in ("member_summaries", "members")}, {}]
    said = effects.in_a_sentence(told)
    assert said.startswith("3 rows added, ") and said.endswith(f"{len(told.findings)} things to look at.")


def test_the_engine_of_change_says_what_would_change_and_nothing_that_only_time_changes(made):
    said = [row["sentence"] for row in made["effect"].changes]
    assert any(text.startswith("Countries in the initiative: 180 countries reported, before that") for text in said)
    assert any("Promised, without a due date: Open a desk" in text for text in said)
    assert {row["subject"] for row in made["effect"].changes} <= {"figure", "action", "country", "body", "product"} and len(said) < 10


def test_headline_figures_that_move_are_told_with_both_values(made):
    countries = next(one for one in made["effect"].moved if one.name == "overview/countries")
    assert (countries.after, countries.unit) == ("180", "countries") and countries.before != "180"
    assert "overview/task_forces" in {one.name for one in made["effect"].moved}


def test_what_must_be_looked_at_has_a_number_that_stays(made, record):
    found = made["effect"].findings
    kinds = {one.kind for one in found}
    assert kinds >= {"corrected", "withdrawn", "stage back", "jump", "figure moves"} and len({one.id for one in found}) == len(found)
    back = {one.table: one.words for one in made["effect"].backwards}
    assert back["body"].endswith(": from established back to planned.") and "country" in back
    assert any(one.key.startswith(made["body"]["report_id"]) for one in found if one.kind == "corrected")
    assert [one.id for one in effects.effect(record, made["new"]).findings] == [one.id for one in found]


def test_nothing_changes_between_a_version_and_itself(record):
    told = effects.effect(record, record)
    assert (told.added, told.corrected, told.withdrawn, told.removed, told.changes, told.moved, told.findings) == ({}, {}, {}, {}, (), (), ())


def test_half_of_the_rows_and_rows_that_are_gone_are_told(tmp_path):
    from ocop.contracts import contracts_of, data_files

    contracts, _problems = contracts_of([path for path in data_files(base(tmp_path / "b")) if path.suffix == ".toml"])
    members, crops = contracts["members"], contracts["crops"]
    row = {name: str(NEW.get(name, "")) for name in members.columns}
    old = [row, {**row, "iso3": "KEN"}, {**row, "iso3": "TZA"}]
    told = effects.differences(members, old, [row, {**row, "is_withdrawn": "true", "known_on": "2025-01-01"}])
    assert [len(told[kind]) for kind in ("added", "corrected", "withdrawn", "removed")] == [0, 0, 1, 2]
    told = effects.differences(crops, [{"crop_id": "c1", "country": "A", "hectares": "1"}], [{"crop_id": "c1", "country": "A", "hectares": "2"}])
    assert [len(told[kind]) for kind in ("added", "corrected", "withdrawn", "removed")] == [0, 1, 0, 0]  # a register is changed in place

    class Version:
        pass

    store = Version()
    store.contracts = {"members": members}
    assert [one.words for one in effects.fewer(store, {"members": old}, {"members": old[:1]})] == ["Members: 1 rows would stand where 3 stand now."]
    assert list(effects.fewer(store, {"members": old[:2]}, {"members": old[:2]})) == []
    assert list(effects.fewer(store, {"members": old}, {"members": old[:2]})) == []


def test_a_base_of_any_form_takes_rows_and_keeps_its_own(tmp_path):
    here = base(tmp_path / "b")
    rows = {"members": [{**{name: str(value) for name, value in NEW.items()}, "is_withdrawn": "true"}], "crops": [
        {"crop_id": "c2", "country": 'a "b",\nc', "hectares": "1"}, {"crop_id": "c3", "country": "x", "hectares": ""}]}
    (here / "crops.csv").write_bytes("\ufeffcrop_id;hectares;country\r\nc1;2;Türkiye".encode())
    (here / "manifest.json").write_text("{}")
    lines = candidate(here, rows, tmp_path / "c")
    assert lines == {"members": [3], "crops": [3, 5]} and not (tmp_path / "c" / "manifest.json").exists()
    from ocop.contracts import read_contract

    again = rows_of(tmp_path / "c", read_contract(here / "crops.toml"))
    assert [(row["crop_id"], row["hectares"]) for row in again] == [("c1", "2"), ("c2", "1"), ("c3", "")] and again[0]["country"] == "Türkiye"
    assert rows_of(tmp_path / "c", read_contract(here / "members.toml"))[-1]["is_withdrawn"] == "true"
    with pytest.raises(NoSuchTable, match="ghosts is no table"):
        candidate(here, {"ghosts": [{"a": "b"}]}, tmp_path / "d")
    with pytest.raises(DataProblems):
        open_store(tmp_path / "c")


def test_the_command_says_what_a_file_would_change_and_builds_it_once_apart_from_the_versions(record, tmp_path, monkeypatch, capsys):
    from ocop.intake import apart

    places = []
    monkeypatch.setattr(apart, "open_apart", lambda folder, place: places.append(place) or open_apart(folder, place))
    monkeypatch.setenv("OCOP_DATA", str(record.folder))
    columns = list(record.contracts["actions"].columns)
    action = {"action_id": "AC-901", "statement": "Open a desk", "priority_area": "3", "priority_area_basis": "compiler", "level": "global",
              "known_on": "2025-08-01", "known_on_basis": "source", "source_id": "S033"}
    (tmp_path / "sent.csv").write_text(f"{','.join(columns)}\n{','.join(action.get(name, '') for name in columns)}\n", encoding="utf-8")
    assert main(["intake", "effect", str(tmp_path / "sent.csv")]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "1 row added, 0 corrected, 0 withdrawn, 0 things to look at.", "Promised, without a due date: Open a desk (1 August 2025)"]
    assert len(places) == 1 and not places[0].exists()
