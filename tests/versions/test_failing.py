"""A disk that fails at every call there is, one after the other: an act is done and told as done, or not done and told as not done."""

import builtins
import errno
import os
import shutil

import pytest

from ocop import library as reading
from ocop.intake import ladder
from ocop.versions import ledger, operator, publishing
from tests.intake.desks import REPORT, desk
from tests.versions.libraries import begun, crop, publish

CALLS = ((os, "fsync"), (os, "replace"), (os, "rename"), (os, "chmod"), (os, "mkdir"), (os, "open"), (os, "truncate"), (builtins, "open"),
         (shutil, "copyfile"))


class Disk:
    """Counts the calls below a library and has those from number `first` on fail, `many` of them."""

    def __init__(self, monkeypatch, library):
        self.library, self.patch = str(library), monkeypatch
        self.count, self.first, self.many, self.error = 0, 0, 0, 0

    def fails(self, first, many, error):
        self.count, self.first, self.many, self.error = 0, first, many, error
        for room, name in CALLS:
            self.patch.setattr(room, name, self.wrapped(name, getattr(room, name)))

    def heals(self):
        self.patch.undo()

    def wrapped(self, name, call):
        def called(what, *more, **named):
            mode = more[0] if more and name == "open" else named.get("mode", "r")
            writes = name != "open" or (any(sign in mode for sign in "wax+") if isinstance(mode, str) else mode & (os.O_WRONLY | os.O_RDWR))
            if writes and (isinstance(what, int) or str(what).startswith(self.library) or name == "copyfile"):
                self.count += 1
                if self.first <= self.count < self.first + self.many:
                    raise OSError(self.error, os.strerror(self.error), None if isinstance(what, int) else str(what))
            return call(what, *more, **named)
        return called


def turns(disk, act, check, most=90, many=10_000, error=errno.ENOSPC):
    """Try an act with the disk failing from each call on, until it needs none of those that fail; how many turns it took."""
    for first in range(1, most):
        disk.fails(first, many, error)
        try:
            act()
            is_done = True
        except OSError as wrong:
            assert wrong.errno == error, wrong
            is_done = False
        reached = disk.count >= first
        disk.heals()
        check(is_done, first)
        if not reached:
            assert is_done
            return first
    raise AssertionError("never done")


@pytest.mark.parametrize(("error", "many"), [(errno.ENOSPC, 10_000), (errno.EROFS, 10_000), (errno.EIO, 1)], ids=["full", "read-only", "once"])
def test_a_publication_whose_disk_fails_at_any_call_is_whole_or_was_never_there(tmp_path, error, many):
    library, served = begun(tmp_path), ["one"]

    def check(is_done, first):
        found = reading.ground(library)
        assert found.fault == "" and crop(library) == (f"crop{first}" if is_done else served[-1]), first
        names = reading.names(library)
        assert names[-1] == found.version or error == errno.EROFS, first  # nothing that nobody was led to; a disk without writing keeps it
        served.append(crop(library))
        at[0] += 1

    at = [1]
    tried = turns(Held(library), lambda: publish(library, f"crop{at[0]}"), check, many=many, error=error)
    publish(library, "last")
    assert tried > 15 and crop(library) == "last" and ledger.faults(library) == []
    told = [entry.about["version"] for entry in ledger.entries(library)]
    assert sorted(told) == sorted(set(told)) and set(reading.names(library)) == set(told)


class Held(Disk):
    """One with a patcher of its own, so that healing the disk undoes nothing else."""

    def __init__(self, library):
        super().__init__(pytest.MonkeyPatch(), library)


@pytest.mark.parametrize("many", [10_000, 1], ids=["full", "once"])
def test_an_act_on_the_ladder_is_a_line_of_the_ledger_or_was_never_done(tmp_path, monkeypatch, many):
    library, who = desk(tmp_path, monkeypatch), operator()
    done = []

    def hand_in():
        ladder.submit(library, who, {"action_reports": [{**REPORT, "report_id": f"AR-{len(done) + 1}"}]}, period="2026-H1")

    def check(is_done, first):
        done.extend([first] if is_done else [])
        assert (len(ladder.every(library)), ledger.faults(library)) == (len(done), []), first
        assert all(ladder.rows_of(library, one) for one in ladder.every(library).values())

    assert turns(Held(library), hand_in, check, many=many) > 5
    (library / ladder.FOLDER / "S00002").mkdir(exist_ok=True)
    hand_in()
    acts = [len(ledger.entries(library))]

    def check_words(is_done, first):
        acts[0] += is_done
        assert (len(ledger.entries(library)), ledger.faults(library)) == (acts[0], []), first

    turns(Held(library), lambda: ladder.comment(library, who, "S00001", "a word"), check_words, many=many)


def test_450_confirmed_findings_are_published_and_stand_in_the_ledger_and_the_version_as_they_were_said(tmp_path, monkeypatch):
    library, who = desk(tmp_path, monkeypatch), operator()
    from ocop.intake import effect

    rows = [{**REPORT, "report_id": f"AR-{n}"} for n in range(450)]
    mine = ladder.submit(library, who, {"action_reports": rows}, period="2026-H1")
    ladder.clear(library, who, mine.number)
    found = [effect.finding("corrected" if n < 430 else "jump", f"Row {n}: ‘é’, \"…\"", "action_reports", f"AR-{n}") for n in range(450)]
    findings = {one.id: one.words for one in found}
    confirmed = {one.id: "a new count, page 4" if one.kind == "corrected" else f"seen {one.key}" for one in found}
    base = reading.ground(library).version
    with pytest.raises(ladder.NotNow, match="Not yet confirmed: Row 449"):
        ladder.publish(library, who, mine.number, base, {**confirmed, found[-1].id: " "}, findings)
    made = ladder.publish(library, who, mine.number, base, {**confirmed, "of-another": "x"}, findings)
    (line,) = [entry for entry in ledger.entries(library) if entry.act == "publish"]
    assert line.about["confirmed"] == reading.manifest(reading.ground(library).folder)["confirmed"] == made.told["confirmed"] == confirmed
    assert len(confirmed) == 450 and ledger.faults(library) == [] and publishing.versions(library)[0].flaw == ""
    text = (reading.ground(library).folder / "action_reports.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in text[1:]] == [row["report_id"] for row in rows]
