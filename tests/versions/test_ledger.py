"""The ledger: a line that was edited, cut, moved, doubled or added is found and named; a clock that was set back is told."""

import json

import pytest

from ocop import library as reading
from ocop.__main__ import main
from ocop.versions import ledger
from tests.versions.libraries import begun, publish


@pytest.fixture
def library(tmp_path):
    made = begun(tmp_path)
    for number in (2, 3, 4):
        ledger.append(made, "cleo", "comment", submission="S1", words=f"line {number}, ‘é’")
    publish(made, "two")
    return made


def lines(library):
    return (library / "ledger.jsonl").read_bytes().splitlines(keepends=True)


def put(library, lines):
    (library / "ledger.jsonl").write_bytes(b"".join(lines))


def rechained(lines):
    """What somebody writes who knows how marks are made: every line anew, in a chain that holds."""
    before, made = ledger.FIRST, []
    for number, line in enumerate(lines, 1):
        told = {**json.loads(line), "n": number, "before": before}
        told["mark"] = before = ledger.mark_of(told)
        made.append(ledger.written(told) + b"\n")
    return made


def test_a_ledger_as_it_was_written_has_no_fault(library):
    assert ledger.faults(library) == [] and [entry.n for entry in ledger.entries(library)] == [1, 2, 3, 4, 5]
    assert [entry.act for entry in ledger.entries(library)] == ["start", "comment", "comment", "comment", "publish"]


@pytest.mark.parametrize(("change", "said"), [
    (lambda all: [all[0], all[1].replace(b"line 2", b"line 9"), *all[2:]], "line 2 was changed"),
    (lambda all: [all[0], all[1].replace(b"cleo", b"ana"), *all[2:]], "line 2 was changed"),
    (lambda all: [all[0], all[1].replace(b'", "', b'",  "', 1), *all[2:]], "line 2 was changed"),
    (lambda all: [all[0], *all[2:]], "line 2 is number 3 where 2 is due"),
    (lambda all: [all[0], all[2], all[1], *all[3:]], "line 2 is number 3 where 2 is due"),
    (lambda all: [*all[:2], all[1], *all[2:]], "line 3 is number 2 where 3 is due"),
    (lambda all: [all[0], b"something else\n", *all[1:]], "line 2 cannot be read"),
    (lambda all: [all[0], b"[1, 2]\n", *all[2:]], "line 2 cannot be read"),
    (lambda all: all[:-1], "ends with line 4, and line 5 was written"),
    (lambda all: [*all[:-1], all[-1][:40]], "the last line is cut short"),
    (lambda all: all[:2], "ends with line 2, and line 5 was written")])
def test_a_line_edited_cut_moved_doubled_or_added_is_named(library, change, said):
    put(library, change(lines(library)))
    assert any(said in fault for fault in ledger.faults(library)), ledger.faults(library)


def test_a_ledger_written_anew_from_end_to_end_does_not_fit_the_versions(library):
    made = rechained([line for line in lines(library) if b"line 3" not in line])
    put(library, made)
    last = json.loads(made[-1])
    (library / "ledger.head").write_text(f"{last['n']} {last['mark']}\n")
    (fault,) = ledger.faults(library)
    assert "was published after a line 4 that is not in the ledger any more" in fault


def test_the_last_lines_written_anew_with_their_head_are_told_by_whoever_noted_a_mark(library, capsys):
    for words in ("after the last version", "and once more"):
        ledger.append(library, "ana", "comment", words=words)
    marks = [ledger.noted(entry) for entry in ledger.entries(library)]
    assert marks[-1] == ledger.last_noted(library) and [ledger.misfit(library, mark) for mark in marks] == [""] * 7
    made = rechained([line.replace(b"and once more", b"and never more") for line in lines(library)])
    put(library, made)
    (library / "ledger.head").write_text(f"7 {json.loads(made[-1])['mark']}\n")
    assert ledger.faults(library) == []  # nothing in the library itself tells
    assert "no line 7" in ledger.misfit(library, marks[6]) and ledger.misfit(library, f" {marks[5].upper()} ") == ""
    assert main(["intake", "verify", str(library), "--head", marks[6]]) == 1
    assert main(["intake", "verify", str(library), "--head", marks[5], "--mark"]) == 0
    assert capsys.readouterr().out.count(ledger.last_noted(library)) == 2
    put(library, made[:-2])
    (library / "ledger.head").write_text(f"5 {json.loads(made[4])['mark']}\n")
    assert ledger.faults(library) == [] and "no line 6" in ledger.misfit(library, marks[5])  # cut
    for strange in ("", "6", marks[5][:-1], "6-" + "g" * 16, marks[5].replace("-", " ")):
        with pytest.raises(ValueError, match="no mark of the ledger"):
            ledger.misfit(library, strange)
    with pytest.raises(SystemExit):
        main(["intake", "verify", str(library), "--head", "6"])


def test_a_version_that_nobody_published_is_named(library):
    put(library, kept := lines(library)[:-1])
    last = json.loads(kept[-1])
    (library / "ledger.head").write_text(f"{last['n']} {last['mark']}\n")
    assert any("no line tells who published it" in fault for fault in ledger.faults(library))


def test_a_line_that_a_loss_of_power_cut_short_is_kept_and_accounted_for(library):
    put(library, [*lines(library), torn := b'{"n": 6, "at": "2026'])
    made = ledger.append(library, "ana", "comment", words="after it")
    assert made.n == 6 and made.cut and torn in (library / "ledger.jsonl").read_bytes() and ledger.faults(library) == []
    put(library, [line for line in lines(library) if torn not in line])
    assert any("speaks of a line cut short before it" in fault for fault in ledger.faults(library))


def test_a_clock_set_back_is_told_and_the_order_is_that_of_the_numbers(library, monkeypatch):
    monkeypatch.setattr(ledger, "now", lambda: "2001-01-01T00:00:00Z")
    made = ledger.append(library, "ana", "comment", words="early")
    name = publish(library, "three").name
    assert made.clock and ledger.faults(library) == [] and [line.partition(":")[0] for line in ledger.clocks(library)] == ["line 6"]
    assert reading.ground(library).version == name == max(reading.names(library))
