"""What offices send, and what they hear: each fault by name, sheet and cell, and the process that reads lives."""

import csv
import gzip
import io
import json
import os
import sys
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from ocop.__main__ import main
from ocop.intake import layout, limits, marked, reading
from ocop.intake.judging import judge
from tests.intake.books import HEAD, NEW, base, book, repacked, saved

PK = book({})


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return base(tmp_path_factory.mktemp("intake") / "data")


def told(content, here, level="refuse"):
    """Cell, rule and column of each finding."""
    return [(one.cell, one.rule, one.column) for one in judge(content, here).found if one.level == level]


def lines(*rows, head=HEAD):
    out = io.StringIO()
    csv.writer(out).writerows([head, *([(NEW | row)[name] for name in head] for row in rows)])
    return out.getvalue().encode()


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def ciphered():
    content = bytearray(zipped(a="secret"))
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag of an encrypted part
    return bytes(content)


def outside(name, data):
    link = b'<Relationship Id="r9" Type="http://x/oleObject" Target="file:///c:/a.doc" TargetMode="External"/></Relationships>'
    return data.replace(b"</Relationships>", link) if name == "xl/_rels/workbook.xml.rels" else data


def linked(name, data):
    link = b'<Relationship Id="r9" Type="http://x/relationships/hyperlink" Target="https://fao.org" TargetMode="External"/></Relationships>'
    return data.replace(b"</Relationships>", link) if name == "xl/_rels/workbook.xml.rels" else data


def entity(name, data):
    if name != "xl/worksheets/sheet1.xml":
        return data
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + data[data.index(b"<worksheet"):]


def in_row(number):
    return lambda name, data: data.replace(b'<row r="3"', b'<row r="%d"' % number) if name == "xl/worksheets/sheet1.xml" else data


def twice(content):
    with zipfile.ZipFile(out := io.BytesIO(content), "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", b"<x/>")
    return out.getvalue()


WHOLE = {  # content -> rule, words
    "a gzip archive": (gzip.compress(b"0" * 1_000_000), "not a workbook", "gzip"),
    "a pdf under another name": (b"%PDF-1.7\n%\xe2\xe3", "not a workbook", "PDF"),
    "nothing": (b"", "empty file", "empty"), "only a byte order mark": (b"\xef\xbb\xbf\r\n", "empty file", "empty"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old workbook", ".xls"),
    "an encrypted workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password", "encrypted"),
    "an archive with a password": (ciphered(), "protected by a password", "encrypted"),
    "a word document": (zipped(**{"word/document.xml": "x"}), "not a workbook", "Word"),
    "an archive of anything": (zipped(a="x"), "not a workbook", "ZIP"),
    "a cut archive": (PK[: len(PK) // 2], "corrupt file", "unpacked"),
    "a bomb of one part": (zipped(xl__worksheets__sheet1="0" * 50_000_000), "pressed too hard", "200 times"),
    "a bomb of one large part": (zipped(a=b"\0" * 70_000_000), "file too large", "70,000,000"),
    "a bomb of many parts": (zipped(**{f"p{at}": "x" for at in range(600)}), "too many parts", "600 parts"),
    "a part twice": (lambda: twice(PK), "corrupt file", "more than once"),
    "macros": (repacked(PK, more={"xl/vbaProject.bin": b"x"}), "macro", "macros"),
    "a macro sheet": (repacked(PK, more={"xl/macrosheets/sheet1.xml": b"<x/>"}), "macro", "macros"),
    "a workbook for macros": (repacked(PK, lambda name, data: data.replace(b"sheet.main+xml", b"x.macroEnabled.main+xml")), "macro", "for macros"),
    "a link to another workbook": (repacked(PK, more={"xl/externalLinks/externalLink1.xml": b"<x/>"}), "external link", "other workbooks"),
    "an object outside": (repacked(PK, outside), "external link", "another file"),
    "an embedded file": (repacked(PK, more={"xl/embeddings/a.bin": b"x"}), "foreign part", "embedded"),
    "entities": (repacked(PK, entity), "entities", "entities"),
    "no xml": (repacked(PK, lambda name, data: b"<a><b></a>" if name == "xl/worksheets/sheet1.xml" else data), "corrupt file", "cannot be read"),
    "5,000 columns": (book(shape=lambda page: page.cell(3, 5_000, "x")), "too many columns", "500 columns"),
    "a row that no sheet has": (repacked(PK, in_row(99_999_999)), "too many rows", "99,999,999"),
    "a table of nothing known": (book(head=["a", "b"], first="c"), "no table", "no sheet with the columns"),
    "only a header": (book(), "no new rows", "no new row"), "a csv of only a header": (lines(), "no new rows", "no new row")}


@pytest.mark.parametrize("fault", WHOLE)
def test_a_file_that_is_no_workbook_is_told_as_what_it_is(fault, here):
    content, rule, words = WHOLE[fault]
    made = judge(content() if callable(content) else content, here)
    found = [one for one in made.found if one.level == "refuse"]
    assert rule in {one.rule for one in found}, found
    assert any(words in one.says and one.advice for one in found) and made.rows == {}


def test_new_rows_are_taken_as_they_were_typed_under_any_name_of_the_sheet(here):
    for name in ("Members", "Sheet1", "данные", "members (2)"):
        made = judge(book({}, {"stage": "applied", "farmers": 750, "committed_usd": 1000.5, "since": 2023, "is_pilot": True, "until": "2024-02"},
                          sheet=name, first=""), here)
        assert made.found == [] and [row["stage"] for row in made.rows["members"]] == ["joined", "applied"]
    row = made.rows["members"][1]
    assert (row["farmers"], row["committed_usd"], row["since"], row["is_pilot"], row["is_withdrawn"]) == ("750", "1000.5", "2023", "true", "")
    assert judge(repacked(book({}), linked), here).found == []  # a link in a cell is a text


def test_every_problem_is_told_at_once_by_cell(here):
    at = {name: chr(66 + place) for place, name in enumerate(HEAD)}
    content = book(
        {"stage": "joind", "since": datetime(2023, 3, 1), "until": 45_000, "farmers": "1,500"},
        {"iso3": "Uganda", "farmers": "many", "area": time(3, 4), "ref": 12, "known_on": 20_240_502},
        {"iso3": None, "committed_usd": 1e16, "partners": "UGA, TZA", "address": "=HYPERLINK(\"http://x\")", "stage": "=[1]Sheet1!A1"})
    found = told(content, here)
    assert {(cell, rule) for cell, rule, _column in found} >= {
        (f"{at['stage']}3", "not in list"), (f"{at['since']}3", "date of a spreadsheet"), (f"{at['until']}3", "number for a day"),
        (f"{at['iso3']}4", "country code"), (f"{at['area']}4", "time of a spreadsheet"), (f"{at['ref']}4", "not of the pattern"),
        (f"{at['known_on']}4", "number for a day"), (f"{at['iso3']}5", "empty cell"), (f"{at['committed_usd']}5", "digits cut off"),
        (f"{at['address']}5", "formula"), (f"{at['stage']}5", "external link")}
    assert {cell for cell, _rule, column in found if column == "farmers"} == {f"{at['farmers']}3", f"{at['farmers']}4"}
    assert {cell for cell, _rule, column in found if column == "partners"} == {f"{at['partners']}5"}
    assert len({cell for cell, *_rest in found}) == len(found)  # a cell that a spreadsheet changed is not told as empty too
    meant = {one.cell: one.advice for one in judge(content, here).found}
    assert '"2023-03-01"' in meant[f"{at['since']}3"] and '"2023-03-15"' in meant[f"{at['until']}3"] and '"joined"' in meant[f"{at['stage']}3"]
    assert not any(".toml" in words or ".csv" in words for words in meant.values())


def test_merged_and_hidden_cells_are_told_where_they_touch_new_rows(here):
    def shape(page):
        page.merge_cells("B3:B4")
        page.merge_cells("A1:C1")  # above the rows: nobody minds
        page.row_dimensions[5].hidden = True
        page.row_dimensions[99].hidden = True
        page.column_dimensions["E"].hidden = True

    found = told(book({}, {"stage": "applied"}, {"stage": "launched"}, shape=shape), here)
    assert {("B3:B4", "merged cells", ""), ("A5", "hidden row", ""), ("E2", "hidden column", ""), ("B4", "empty cell", "iso3")} == set(found)

    def hide(page):
        page.parent.create_sheet("seen")
        page.sheet_state = "veryHidden"

    assert ("", "hidden sheet", "") in told(book({}, shape=hide), here)
    second = [["members"], [layout.MARK, *HEAD], [None, *(NEW | {"stage": "applied"}).values()]]
    assert ("", "two sheets", "") in told(book({}, more={"again": second}), here)
    assert told(book({}, more={"aside": [["a", "b"]]}), here, "warn") == [("", "no table", "")]


def test_rows_are_judged_with_those_on_record(here):
    on_record = dict(NEW, iso3="KEN", known_on="2024-03-17")
    found = judge(book({}, on_record), here).found
    assert [(one.cell, one.rule, one.says) for one in found] == [("B4", "duplicate key", "stands in row 2 of the record already")]
    found = judge(book({}, {**on_record, "known_on": "2025-01-01"}), here).found
    assert [(one.cell, one.rule, one.level) for one in found] == [("B4", "correction", "warn")] and "row 2 of the record" in found[0].says
    found = judge(book({}, {}), here).found
    assert [(one.cell, one.rule) for one in found] == [("B4", "duplicate key")] and "row 3 already" in found[0].says
    assert told(book({}, head=HEAD[1:]), here)[0][1:] == ("missing column", "iso3")


def test_grey_rows_are_left_out_unless_somebody_changed_them(here):
    shown = [str(NEW[name]) for name in HEAD]

    def grey(page):
        page.append([layout.marked(shown), *shown])
        page.append([layout.marked(shown), *shown[:-1], "2030-01-01"])

    made = judge(book({"stage": "launched"}, shape=grey), here)
    assert [(one.cell, one.rule) for one in made.found] == [("A5", "changed row on record")] and len(made.rows["members"]) == 1


def test_csv_is_read_plain_or_as_a_sheet_saved_so(here):
    assert judge(lines({}), here).rows["members"][0]["iso3"] == "UGA"
    assert told(lines({"stage": "joind"}, {"farmers": "x"}), here) == [("B2", "not in list", "stage"), ("F3", "number form", "farmers")]
    semicolons = lines({"partners": "UGA"}).decode().replace(",", ";").encode("utf-16")
    assert judge(semicolons, here).rows["members"][0]["partners"] == "UGA" and told(semicolons, here) == []
    sheet = f"members{',words' * len(HEAD)}\nrow,{','.join(HEAD)}\n,{','.join((NEW | {'stage': 'joind'})[name] for name in HEAD)}\n"
    assert told(sheet.encode(), here) == [("C3", "not in list", "stage")]
    for content in (b"a,b\n1,2\n", b"\xff\xfe\x00\x01", b"\x00" * 100, b'"' * 999, b"crop_id\n" * 3):
        assert any(one.level == "refuse" and one.advice for one in judge(content, here).found), content


def test_a_child_reads_without_a_name_from_outside_and_marks_the_same_workbook(here, tmp_path, monkeypatch):
    content = book({"stage": "=1+1"}, {"stage": "joind"}, first="../../evil", sheet="evil")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    read = reading.read(content, here)
    assert [(one.cell, one.rule) for one in read.problems] == [("C3", "formula"), ("C4", "not in list")] and not read.ok
    assert str(read.problems[1]).startswith('evil C4 (stage): "joind" is not one of applied, joined, launched.')
    again = openpyxl.load_workbook(io.BytesIO(marked.marked(content, read.problems)))
    assert again.sheetnames == ["Problems", "evil"] and again["evil"]["C4"].fill.fgColor.rgb.endswith("FFC7CE")
    assert "joined" in again["evil"]["C4"].comment.text and again["evil"]["C3"].data_type == "s" and again["evil"]["B4"].fill.fill_type is None
    assert [row[1] for row in again["Problems"].iter_rows(min_row=2, values_only=True)] == ["C3", "C4"]
    alone = openpyxl.load_workbook(io.BytesIO(marked.marked(WHOLE["macros"][0], read.problems)))
    assert alone.sheetnames == ["Problems"] and alone["Problems"]["F3"].value.startswith("is not one of")
    assert os.listdir(tmp_path) == []


def test_the_command_lists_the_problems_of_a_file_and_marks_it(here, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("OCOP_DATA", str(here))
    (tmp_path / "sent.xlsx").write_bytes(book({"stage": "joind"}, {"stage": "launched"}))
    assert main(["intake", "check", str(tmp_path / "sent.xlsx"), "--marked", str(tmp_path / "back.xlsx")]) == 1
    first, counted = capsys.readouterr().out.splitlines()
    assert first.startswith('Members C3 (stage): "joind" is not one of') and counted == "1 problem, 0 notices, 2 new rows."
    assert openpyxl.load_workbook(tmp_path / "back.xlsx")["Members"]["C3"].comment


def test_a_file_of_200_mb_is_refused_before_any_process_starts(here, monkeypatch):
    monkeypatch.setattr(reading, "CHILD", ("/nowhere",))
    read = reading.read(bytes(200_000_000), here)
    assert [(one.rule, "200,000,000" in one.says) for one in read.problems] == [("file too large", True)] and read.rows == {}


SHUT_IN = """
import json, os, socket, subprocess, sys
from pathlib import Path
from ocop.intake import child
room = Path(sys.argv[1])
child.restrict(room)
def tried(act):
    try:
        act()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
acts = {"network": lambda: socket.create_connection(("127.0.0.1", 9)), "program": lambda: subprocess.run(["true"]),
        "outside": lambda: open("/tmp/ocop-outside", "w"), "up": lambda: open(room / ".." / "ocop-outside", "wb"),
        "renamed": lambda: os.open("/tmp/ocop-outside", os.O_CREAT | os.O_WRONLY), "memory": lambda: bytearray(2**30),
        "inside": lambda: (room / "x").write_text("x"), "settings": lambda: os.environ["OCOP_SECRET"] if "OCOP_SECRET" in os.environ else 1 / 1}
told = {name: tried(act) for name, act in acts.items()}
told["secret"] = os.environ.get("OCOP_SECRET", "")
found = {"sheet": json.dumps(told), "cell": "", "rule": "", "says": "", "advice": ""}
(room / "answer").write_text(json.dumps({"rows": {}, "found": [found]}))
"""


def test_the_child_has_no_network_no_program_no_other_folder_and_a_gigabyte(here, monkeypatch):
    monkeypatch.setenv("OCOP_SECRET", "planted")
    monkeypatch.setattr(reading, "CHILD", (sys.executable, "-c", SHUT_IN))
    assert json.loads(reading.read(b"x", here).problems[0].sheet) == {
        "network": "PermissionError", "program": "PermissionError", "outside": "PermissionError", "up": "PermissionError",
        "renamed": "PermissionError", "memory": "MemoryError", "inside": "done", "settings": "done", "secret": ""}


BUSY = """
import sys
from pathlib import Path
from ocop.intake import child, limits
limits.SECONDS = 1
child.restrict(Path(sys.argv[1]))
while True:
    pass
"""


@pytest.mark.parametrize(("program", "says"), [
    ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"), ("import os; os.abort()", "SIGABRT"),
    ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "30 seconds"), ("raise SystemExit(7)", "ended with 7"),
    ("import sys; open(sys.argv[1] + '/answer', 'w').write('{')", "no answer that can be read"),
    ("import sys; open(sys.argv[1] + '/answer', 'w').write('{\"stopped\": \"memory\"}')", "1,024 MB"),
    ("import time; time.sleep(60)", "30 seconds"), (BUSY, "30 seconds")])
def test_a_child_that_dies_is_told_and_its_parent_lives(program, says, here, monkeypatch):
    monkeypatch.setattr(reading, "CHILD", (sys.executable, *([] if program is BUSY else ["-S"]), "-c", program))
    monkeypatch.setattr(limits, "WAIT", 0.5 if "sleep" in program else 30)
    (found,) = reading.read(PK, here).problems
    assert says in found.says and found.advice == reading.ANEW and found.sheet == "the file"


def test_days_of_every_kind_of_cell_are_asked_for_as_text(here):
    for value in (date(2024, 5, 2), datetime(2024, 5, 2), 45_414, 45_414.5):
        found = [one for one in judge(book({"known_on": value}), here).found if one.column == "known_on"]
        assert [one.cell for one in found] == ["N3"] and '"2024-05-02"' in found[0].advice, value
    assert told(saved(openpyxl.Workbook()), here) == [("", "no table", "")]
