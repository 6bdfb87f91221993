"""The ZIP of all tables is a Data Package: another program than ours reads it, finds it valid, and finds what is planted in it."""

import csv
import hashlib
import io
import json
import shutil
import zipfile

import frictionless
import pytest

from ocop import panels, store
from ocop.contracts import Column, Contract, datapackage
from ocop.contracts.guard import spreadsheet_safe
from ocop.filters import Filters
from ocop.panels import dictionary
from ocop.store import ROOT


@pytest.fixture(scope="module")
def unpacked(record, tmp_path_factory):
    """The ZIP of the page About, unpacked as a reader would."""
    folder = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(io.BytesIO(dictionary.all_files(panels.View(record, Filters(), "light", "")))) as packed:
        packed.extractall(folder)
    return folder


def described(folder) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def errors(folder) -> list[tuple[str, str]]:
    """(table, kind of error) of everything that frictionless finds."""
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    named = {"constraint-error", "type-error"}
    return [(str(task.name), f"{error.type} {error.to_dict().get('fieldName')}" if error.type in named else error.type)
            for task in report.tasks for error in task.errors]


def test_another_program_finds_every_table_valid(unpacked, record):
    report = frictionless.Package(str(unpacked / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])
    rows = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert rows == {name: record.ask(f'select count(*) from "{name}"')[1][0][0] for name in record.contracts}


# one defect each, as a careless hand would make it: table, from, to, what must be found and where
PLANTED = [
    ("actions", "AC-002,", "AC-001,", "primary-key"),  # a key twice: both became known on one day
    ("action_reports", "AC-001,", "AC-999,", "foreign-key"),  # a report of an action that is not there
    ("members", ",BGD,", ",XXX,", "foreign-key"),  # a country that is not among the places
    ("sources", "S001,", "T001,", "constraint-error source_id"),  # not of the pattern
    ("members", ",named,", ",appointed,", "constraint-error stage"),  # not in the list
    ("products", ",horticulture,", ",fruit,", "constraint-error category"),
    ("members", "2023-12-15", "15/12/2023", "constraint-error known_on"),  # not a date of the one form
    ("announcements", "A", "", "constraint-error event_id"),  # empty, and must not be
    ("member_summaries", ",true,", ",ja,", "type-error is_demonstration"),  # neither true nor false
]


def test_what_is_planted_is_found(unpacked, tmp_path):
    folder = shutil.copytree(unpacked, tmp_path / "package")
    for table, good, bad, _kind in PLANTED:
        file = folder / f"{table}.csv"
        with open(file, encoding="utf-8", newline="") as lines:
            head, row, rest = lines.readline(), lines.readline(), lines.read()
        if table == "announcements":
            row = "," + row.partition(",")[2]
        elif good in row:
            row = row.replace(good, bad, 1)
        else:
            assert good in rest, f"{table}.csv no longer holds {good!r}: choose another row"
            rest = rest.replace(good, bad, 1)
        file.write_text(head + row + rest, encoding="utf-8", newline="")
    found = errors(folder)
    for table, _good, _bad, kind in PLANTED:
        assert (table, kind) in found and (table, "hash-count") in found, (table, kind)


def test_each_file_is_named_with_its_size_and_hash(unpacked):
    for each in described(unpacked)["resources"]:
        content = (unpacked / each["path"]).read_bytes()
        assert (each["bytes"], each["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert content == (ROOT / "data" / each["path"]).read_bytes()
        assert each["description"] and all(field["description"] for field in each["schema"]["fields"])


def test_it_says_whose_the_data_is_which_version_and_where_the_sources_are(unpacked, record):
    said = described(unpacked)
    assert [licence["name"] for licence in said["licenses"]] == ["CC-BY-4.0"] and (unpacked / "LICENSE.md").is_file()
    assert (said["id"], said["known_on"]) == (record.fingerprint, record.last_day.isoformat())
    assert (unpacked / said["sources"][0]["path"]).is_file()


RUNNABLE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\u200b=1", "good;=1+1", "＝中文"]


def test_no_file_in_it_holds_a_cell_that_a_spreadsheet_runs_whatever_the_form_of_the_folder(tmp_path):
    folder = shutil.copytree(ROOT / "data", tmp_path / "mine", ignore=shutil.ignore_patterns("received"))
    with open(folder / "events.csv", encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    for row, text in zip(rows, RUNNABLE, strict=False):
        row[head.index("organiser")] = text.strip("\u200b")
    with open(folder / "events.csv", "w", encoding="utf-16", newline="") as lines:
        lines.write("sep=;\r\n")
        csv.writer(lines, delimiter=";").writerows([head, *rows])
    opened = store.open_store(folder)
    view = panels.View(opened, Filters(), "light", "")
    with zipfile.ZipFile(io.BytesIO(dictionary.all_files(view))) as packed:
        packed.extractall(tmp_path / "package")
        left = packed.read("events.csv")
    assert errors(tmp_path / "package") == [] and dictionary.table_file(view, "events")[1]() == left
    told = list(csv.DictReader(io.StringIO(left.decode(), newline="")))
    assert [row["organiser"] for row in told[:len(RUNNABLE)]] == [spreadsheet_safe(text.strip("\u200b")) for text in RUNNABLE]
    assert [list(row.values()) for row in told[len(RUNNABLE):]] == rows[len(RUNNABLE):]  # the others as they were
    assert (tmp_path / "package" / "places.csv").read_bytes() == (ROOT / "data" / "places.csv").read_bytes()  # degrees below zero run nowhere
    opened.connection.close()


def test_a_folder_of_ones_own_is_not_licensed_by_us(tmp_path):
    folder = shutil.copytree(ROOT / "data", tmp_path / "mine", ignore=shutil.ignore_patterns("received", "LICENSE.md"))
    opened = store.open_store(folder)
    with zipfile.ZipFile(io.BytesIO(dictionary.all_files(panels.View(opened, Filters(), "light", "")))) as packed:
        assert "licenses" not in json.loads(packed.read("datapackage.json")) and "LICENSE.md" not in packed.namelist()
    opened.connection.close()
    (folder / "LICENSE.md").write_text("All rights reserved.", encoding="utf-8")
    opened = store.open_store(folder)
    with zipfile.ZipFile(io.BytesIO(dictionary.all_files(panels.View(opened, Filters(), "light", "")))) as packed:
        assert json.loads(packed.read("datapackage.json"))["licenses"] == [{"title": "LICENSE.md", "path": "LICENSE.md"}]
    opened.connection.close()


MADE = Contract("units", "Units", "What is counted.", "one row per unit", ("unit_id", "on"), columns={column.name: column for column in (
    Column("unit_id", "integer", "number", minimum=1, maximum=9.5), Column("on", "day", "the day"), Column("known_on", "date", "known"),
    Column("parent_id", "integer", "the unit above", references="units.unit_id"), Column("iso3", "text", "country", references="places.iso3"),
    Column("countries", "text", "countries", list=True, references="places.iso3", required=True), Column("share", "decimal", "part", unit="%"),
    Column("is_open", "flag", "open", unique=True), Column("kinds", "text", "kinds", list=True, allowed=("a", "b"), pattern="[ab]"))})


def test_a_contract_is_said_in_the_words_of_the_standard():
    said = datapackage.schema(MADE, list(MADE.columns))
    fields = {field["name"]: field for field in said["fields"]}
    assert said["primaryKey"] == ["unit_id", "on"]
    # a reference within a table has an empty name; a list cannot refer
    assert said["foreignKeys"] == [{"fields": "parent_id", "reference": {"resource": "", "fields": "unit_id"}},
                                   {"fields": "iso3", "reference": {"resource": "places", "fields": "iso3"}}]
    assert fields["unit_id"]["constraints"] == {"required": True, "minimum": 1, "maximum": 9.5}  # half of a key is not unique by itself
    assert (fields["on"]["type"], fields["known_on"]["type"], fields["is_open"]["type"]) == ("date", "string", "boolean")
    assert fields["known_on"]["constraints"] == {"pattern": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}
    assert fields["countries"] == {"name": "countries", "type": "string", "constraints": {"required": True},
                                   "description": 'countries; several values with ";" between them, each one of places.iso3'}
    assert fields["kinds"]["description"].endswith("each one of a, b") and "constraints" not in fields["kinds"]
    assert fields["share"]["description"] == "part; unit: %" and fields["is_open"]["constraints"] == {"unique": True}


def test_the_file_decides_which_columns_and_in_which_order(tmp_path):
    """Columns are matched by name; one that the contract does not know is told as such, one that the file lacks is not promised."""
    file = tmp_path / "units.csv"
    file.write_text("on;Unit_ID ;remark;iso3\n2024-01-01;1;x;BGD\n", encoding="utf-8")
    said = datapackage.resource(MADE, file)
    assert [field["name"] for field in said["schema"]["fields"]] == ["on", "unit_id", "remark", "iso3"]
    assert said["schema"]["fields"][2]["description"] == "not described by the contract"
    assert [reference["fields"] for reference in said["schema"]["foreignKeys"]] == ["iso3"]
    assert said["dialect"] == {"delimiter": ";"}


def test_a_table_that_can_be_corrected_has_the_day_in_its_key():
    made = Contract("units", "Units", "What is counted.", "one row per unit", ("unit_id",), known_on="known_on", columns=MADE.columns)
    said = datapackage.schema(made, ["unit_id", "known_on"])
    assert said["primaryKey"] == ["unit_id", "known_on"] and "unique" not in said["fields"][0]["constraints"]
    assert datapackage.schema(MADE, ["unit_id"])["primaryKey"] == ["unit_id", "on"]
