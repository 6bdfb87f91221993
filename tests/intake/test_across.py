"""Rules across tables, told to who sends rows by the cells of his file, before anything is handed in."""

import csv
import io

import pytest

from ocop.__main__ import main
from ocop.contracts import Problem, contracts_of, data_files
from ocop.intake import reading
from ocop.intake.across import across, located
from ocop.intake.grid import Grid, table_of
from ocop.intake.judging import for_office
from ocop.store import ROOT

HEAD = (ROOT / "data" / "events.csv").read_text(encoding="utf-8").split("\n", 1)[0].split(",")
EVENT = {"programme_id": "ocop-fao", "title": "A workshop", "type": "workshop", "level": "national", "region": "RAP", "countries": "BGD",
         "starts_on": "2022-07-20", "ends_on": "2022-07-21", "host_iso3": "BGD", "format": "in-person", "known_on": "2022-08-01",
         "known_on_basis": "source", "source_id": "S200"}


def sent(*rows):
    out = io.StringIO()
    lines = csv.DictWriter(out, HEAD)
    lines.writeheader()
    lines.writerows({**EVENT, "event_id": f"OCOP-EV-9{at}", **row} for at, row in enumerate(rows))
    return out.getvalue().encode()


@pytest.fixture(scope="module")
def found():
    content = sent({}, {"known_on": "2022-07-31"}, {"title": "Another", "host_iso3": "ITA", "ends_on": "2022-07-22", "known_on": "2021-01-01"})
    alone = reading.read(content, ROOT / "data")
    assert alone.ok and alone.places["events"].rows == [2, 3, 4]
    return across(alone, ROOT / "data")


def test_a_row_that_breaks_a_rule_across_tables_is_told_by_its_cell_and_a_sound_one_is_not(found):
    told = [(one.sheet, one.cell, one.rule, one.value) for one in found.problems]
    assert ("the file", "T3", "before its source", "2022-07-31") in told and ("the file", "T4", "before its source", "2021-01-01") in told
    assert not any(one.cell.endswith("2") or one.sheet == "the record" for one in found.problems)


@pytest.mark.parametrize(("left_out", "table"), [((), "events"), (("format", "level", "city", "funder"), "events"), (("evidence",), "events")])
def test_a_file_is_the_table_that_knows_its_columns_however_many_are_left_out(left_out, table):
    """A short table, as that of announcements, may have a larger share of its own columns in it."""
    head = [name for name in HEAD if name not in left_out]
    assert table_of(Grid("", {1: head}), contracts_of(data_files(ROOT / "data"))[0]) == (table, 1)
    short = ["event_id", "starts_on", "ends_on", "place", "known_on", "known_on_basis", "source_id", "evidence"]
    assert table_of(Grid("", {1: short}), contracts_of(data_files(ROOT / "data"))[0]) == ("announcements", 1)


def test_the_command_says_the_same(tmp_path, capsys):
    (tmp_path / "events.csv").write_bytes(sent({"known_on": "2022-07-31"}))
    assert main(["intake", "check", str(tmp_path / "events.csv")]) == 1
    assert "the file T2 (known_on): \"2022-07-31\" before its source." in capsys.readouterr().out


def test_what_was_wrong_before_is_not_laid_at_the_door_of_who_sends(tmp_path):
    """A folder that cannot be served as it is: it lacks tables, which nobody's rows can mend."""
    for name in ("sources", "events"):
        for end in ("csv", "toml"):
            (tmp_path / f"{name}.{end}").write_bytes((ROOT / "data" / f"{name}.{end}").read_bytes())
    alone = reading.Reading({"events": [{"event_id": "OCOP-EV-99", **EVENT}]}, places={"events": reading.Place("Events", [7], {"known_on": "L"})})
    assert across(alone, tmp_path).problems == []


def test_an_office_is_told_of_its_sheets_and_not_of_files_that_it_does_not_keep():
    said = ('Write "S599", if that is meant, or add it to sources.csv.', "Correct the cell, or add it to places.parquet.", "Write a day.")
    assert [for_office(one) for one in said] == ['Write "S599", if that is meant, or send its row with this one (table sources).',
                                                 "Correct the cell, or send its row with this one (table places).", "Write a day."]


def test_rows_are_named_as_the_file_has_them_and_others_as_those_of_the_record():
    read = reading.Reading({"events": [{}]}, places={"events": reading.Place("Events", [7], {"known_on": "L"})})
    ours = located(Problem("events.csv", 117, "known_on", "x", "r", "Do.", says="is that of row 117 and of row 3"), read, {"events": [117]})
    other = located(Problem("events.csv", 3, "known_on", "x", "r", "Do.", says="is late"), read, {"events": [117]})
    assert (ours.sheet, ours.cell, ours.says) == ("Events", "L7", "is that of row 7 and of row 3 of the record")
    assert (other.sheet, other.cell, other.says) == ("the record", "", "is late (row 3 of events on record)")
