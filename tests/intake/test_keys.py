"""Two rows under one key: the second never becomes a correction of the first without anybody noticing."""

import pytest

from ocop import library as reading
from ocop.intake import keys, ladder, reach
from ocop.intake.reading import Place, Reading
from tests.intake.desks import REPORT, desk, person

GHA, TGO, RAF, HQ = (person(name) for name in ("gha", "tgo", "raf", "hq"))
ACTION = {"statement": "Do more", "level": "country", "region": "RAF", "known_on": "2026-01-01", "known_on_basis": "source", "source_id": "S001"}


@pytest.fixture
def library(tmp_path, monkeypatch):
    return desk(tmp_path, monkeypatch)


def sent(library, who, country, key):
    return ladder.submit(library, who, {"actions": [{**ACTION, "action_id": key, "iso3": country}]}, country=country)


def publish(library, number):
    ladder.clear(library, RAF, number)
    return ladder.publish(library, HQ, number, reading.ground(library).version, {}, {})


def test_of_two_offices_with_the_same_next_key_the_second_is_told_who_has_it_and_which_is_free(library):
    first = sent(library, GHA, "GHA", "AC-003")
    with pytest.raises(ladder.NotNow, match="actions, action_id AC-003: is the key of a new row that S00001 of GHA brings.*AC-004 is free"):
        sent(library, TGO, "TGO", "AC-003")
    assert sent(library, TGO, "TGO", "AC-004").number == "S00002"
    ladder.return_(library, RAF, first.number, "Another key")
    assert sent(library, TGO, "TGO", "AC-003").number == "S00003"  # what was returned holds no key
    publish(library, "S00003")
    with pytest.raises(ladder.NotNow, match="AC-003: is the key of a row on record that is not of GHA alone"):
        sent(library, GHA, "GHA", "AC-003")  # his workbook is older than that version


def test_a_correction_is_of_a_row_of_ones_own(library):
    for table, row in (("actions", {**ACTION, "action_id": "AC-001", "iso3": "TGO"}), ("action_reports", {**REPORT, "action_id": "AC-002"})):
        if table == "action_reports":
            publish(library, ladder.submit(library, GHA, {"action_reports": [REPORT]}, country="GHA").number)
        with pytest.raises(ladder.NotNow, match="not of TGO alone"):
            ladder.submit(library, TGO, {table: [row]}, country="TGO")
    assert sent(library, GHA, "GHA", "AC-001").new == {}  # his own
    base = reading.ground(library).folder
    assert (reach.keys_elsewhere(base, "actions", "RAF", "TGO"), reach.keys_elsewhere(base, "actions", "RAF", "")) == ({"AC-001"}, set())
    assert reach.keys_elsewhere(base, "sources", "RAF", "TGO") == set()  # a register belongs to nobody


def test_a_key_that_came_on_record_after_it_was_handed_in_goes_no_further(library, monkeypatch):
    mine = sent(library, GHA, "GHA", "AC-003")
    ladder.clear(library, RAF, mine.number)
    assert mine.new == {"actions": ["AC-003"]} and ladder.overtaken(library, mine) == ""
    monkeypatch.setattr(keys, "taken", lambda *_given: [])  # as if both had been handed in before any of this was asked
    publish(library, sent(library, TGO, "TGO", "AC-003").number)
    with pytest.raises(ladder.NotNow, match="AC-003: was the key of no row when it was handed in.*AC-004 is free.*Return S00001"):
        ladder.publish(library, HQ, mine.number, reading.ground(library).version, {}, {})
    back = ladder.return_(library, HQ, mine.number, "Another key")
    assert back.state == "returned" and ladder.overtaken(library, back) == ""


def test_a_taken_key_is_told_by_its_cell(library):
    waits = keys.Waiting("S00009", "TGO", {"actions": [{"action_id": "AC-007"}]}, {"actions": ["AC-007"]})
    rows = {"actions": [{**ACTION, "action_id": key, "iso3": "GHA"} for key in ("AC-006", "AC-007", "AC-002")], "members": [{"iso3": "GHA"}]}
    found = keys.taken(reading.ground(library).folder, rows, [waits], "RAF", "GHA")
    read = Reading(rows, places={"actions": Place("Actions promised", [7, 9, 12], {"action_id": "B"})})
    assert [(one.sheet, one.cell, one.value) for one in keys.told(found, read)] == [
        ("Actions promised", "B9", "AC-007"), ("Actions promised", "B12", "AC-002")]
    assert all("AC-008 is free" in one.advice for one in found)


def test_a_submission_that_cannot_be_read_stops_nobody_else(library):
    mine = sent(library, GHA, "GHA", "AC-003")
    (library / ladder.FOLDER / mine.number / "actions.csv").unlink()
    assert ladder.waiting(library) == [] and sent(library, TGO, "TGO", "AC-004").state == "submitted"
