"""The store: one version at a time, whole or not at all, read-only, one cursor for each query, two seconds for each query."""

import ast
import errno
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ocop import queries, store
from ocop.filters import Filters
from ocop.kept import Kept
from ocop.store import fingerprints, keeping, last_good, limits, opening, pruning, received

DATA = store.ROOT / "data"


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped tables that a test may spoil."""
    copy = tmp_path / "data"
    copy.mkdir()
    for path in DATA.glob("*.*"):
        shutil.copy(path, copy)
    return copy


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A cache that holds the shipped version."""
    place = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OCOP_CACHE", str(place))
        store.open_store(DATA)
    return place


@pytest.fixture
def kept(built, cache):
    """The built file of the shipped version, in a cache of this test's own."""
    shutil.copytree(built, cache)
    return next(cache.glob("*.duckdb"))


def spoil(folder, table="members", old="RAF", new="XXX"):
    path = folder / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_the_same_bytes_have_the_same_fingerprint_and_another_byte_another(folder):
    before = store.fingerprint(folder)
    assert before == store.fingerprint(DATA)
    with open(folder / "reviews.csv", "a", encoding="utf-8") as file:
        file.write("\n")
    assert store.fingerprint(folder) != before


def test_a_version_is_built_once(folder, cache):
    first = store.open_store(folder)
    built = first.file.stat().st_mtime_ns
    first.connection.close()
    assert store.open_store(folder).file.stat().st_mtime_ns == built
    assert [path.suffix for path in cache.iterdir() if path.suffix == ".unfinished"] == []


def test_a_version_is_checked_once_and_its_notices_are_kept(folder, cache, monkeypatch):
    path = folder / "reviews.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\n", "\r\n", 1), encoding="utf-8", newline="")
    first = store.open_store(folder)
    first.connection.close()
    monkeypatch.setattr(opening, "check_folder", lambda _folder: pytest.fail("checked again"))
    again = store.open_store(folder)
    assert again.notices == first.notices and [notice.file for notice in again.notices][:2] == ["events.csv", "reviews.csv"]
    assert again.contracts == first.contracts


@pytest.mark.parametrize("spoilt", [None, "", "{}", '{"rules": "of yesterday", "notices": []}'])
def test_a_version_is_checked_again_when_the_rules_changed_or_nothing_says_that_it_was(folder, kept, monkeypatch, spoilt):
    notices = kept.with_suffix(".notices")
    notices.unlink() if spoilt is None else notices.write_text(spoilt)
    asked = []
    monkeypatch.setattr(opening, "check_folder", lambda folder, check=opening.check_folder: asked.append(folder) or check(folder))
    store.open_store(folder)
    assert len(asked) == 1


def test_a_built_file_with_one_flipped_bit_is_built_anew(folder, kept):
    spoilt = bytearray(kept.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    kept.write_bytes(spoilt)
    assert not store.is_whole(kept)
    again = store.open_store(folder)
    assert store.is_whole(again.file) and again.ask("select count(*) from members")[1] == [(317,)]


def out_of_space(*_anything, **_named):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/srv/secret/place")


def test_a_build_that_breaks_off_leaves_nothing_to_serve(folder, cache, monkeypatch):
    with monkeypatch.context() as full_disk:
        full_disk.setattr(keeping.os, "replace", out_of_space)
        with pytest.raises(store.NoRoom, match=r"cannot be built into a database \(No space left on device\)\. Free") as full:
            store.open_store(folder)
    assert "/srv" not in str(full.value)
    assert [path.name for path in cache.iterdir()] == []
    assert store.open_store(folder).ask("select count(*) from events")[1] == [(115,)]


@pytest.mark.parametrize("where", ["mkdir", "open"])
def test_a_full_cache_sends_the_build_to_a_temporary_folder(folder, cache, monkeypatch, tmp_path, where):
    other = tmp_path / "other"
    monkeypatch.setattr(opening, "temporary_folder", lambda: other)
    real = Path.mkdir if where == "mkdir" else open

    def full(path, *more, **named):
        if str(path).startswith(str(cache)):
            out_of_space()
        return real(path, *more, **named)

    monkeypatch.setattr(*((received.Path, "mkdir") if where == "mkdir" else ("builtins.open",)), full)
    opened = store.open_store(folder)
    assert opened.file.parent == other and opened.ask("select count(*) from members")[1] == [(317,)]


def test_a_cache_that_is_a_file_sends_the_build_to_a_temporary_folder(folder, monkeypatch, tmp_path):
    (tmp_path / "cache").write_text("in the way")
    monkeypatch.setattr(opening, "temporary_folder", lambda: tmp_path / "other")
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path / "cache"))
    assert store.open_store(folder).ask("select count(*) from members")[1] == [(317,)]
    assert (tmp_path / "cache").read_text() == "in the way"


def test_a_built_version_in_a_folder_that_is_only_read_is_used(kept, folder, monkeypatch):
    monkeypatch.setattr(opening, "new_version", lambda _folder: pytest.fail("built again"))
    monkeypatch.setattr(opening.os, "utime", out_of_space)
    monkeypatch.setattr(keeping.os, "replace", out_of_space)
    assert store.open_store(folder).file == kept


DAMAGE = {"empty": lambda path: path.write_bytes(b""), "binary": lambda path: path.write_bytes(b"\x00\xff\xfe" * 99),
          "deep": lambda path: path.write_text("[" * 100_000), "huge": lambda path: path.open("wb").truncate(keeping.NOTE_BYTES + 1),
          "another kind": lambda path: path.write_text('{"rules": 1, "notices": {"a": 1}}'),
          "folder": lambda path: (path.unlink() if path.is_file() else shutil.rmtree(path), path.mkdir(), (path / "x").write_text("x")),
          "gone": lambda path: path.unlink() if path.is_file() else shutil.rmtree(path)}


@pytest.mark.parametrize("ending", [".notices", ".sha256", ".duckdb", ".received"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_part_of_the_cache_counts_as_none(kept, folder, monkeypatch, damage, ending):
    part = kept.with_suffix(ending)
    if part.is_dir() and damage not in ("folder", "gone"):
        part = part / "members.csv"
    DAMAGE[damage](part)
    monkeypatch.setattr(opening, "new_version", lambda _folder: "built anew")
    assert opening.version_of(folder) == "built anew"


@pytest.mark.parametrize("ending", [".notices", ".sha256", ".duckdb", ".received"])
def test_what_stands_in_the_way_of_a_build_is_replaced(kept, folder, ending):
    part = kept.with_suffix(ending)
    shutil.rmtree(part) if part.is_dir() else part.unlink()
    part.write_text("x") if ending == ".received" else (part / "in the way").mkdir(parents=True)
    opened = store.open_store(folder)
    assert opened.file == kept and store.is_whole(kept) and store.kept_notices(kept) is not None
    assert (opened.folder / "members.csv").read_bytes() == (folder / "members.csv").read_bytes()


@pytest.mark.parametrize("kept_as", [{"row": "7"}, {"file": 3}, {"says": None}, {"unknown": 1}, {}])
def test_a_notice_that_is_none_is_not_shown(kept, kept_as):
    line = {"file": "a.csv", "row": 1, "column": None, "value": None, "rule": "r", "advice": "a", "level": "warn", "says": "s"}
    wrong = {**line, **kept_as} if kept_as else "a line"
    kept.with_suffix(".notices").write_text(json.dumps({"rules": store.rules_mark(), "notices": [wrong]}))
    assert store.kept_notices(kept) is None
    kept.with_suffix(".notices").write_text(json.dumps({"rules": store.rules_mark(), "notices": [line]}))
    assert [one.says for one in store.kept_notices(kept)] == ["s"]


# --- what the folder may hold instead of files ----------------------------------------------------------------------


def replaced(make):
    def spoilt(folder):
        (folder / "events.csv").unlink()
        make(folder / "events.csv")
    return spoilt


def refuse_bytes(_folder, code=errno.EIO):
    raise OSError(code, os.strerror(code), "/srv/secret/events.csv")


UNREADABLE = {
    "a folder": replaced(lambda path: path.mkdir()),
    "a dangling link": replaced(lambda path: path.symlink_to("/srv/secret/gone.csv")),
    "a link to itself": replaced(lambda path: path.symlink_to(path)),
    "a pipe": replaced(lambda path: os.mkfifo(path)),
    "a contract that is a folder": lambda folder: ((folder / "events.toml").unlink(), (folder / "events.toml").mkdir()),
    "a name that is not UTF-8": lambda folder: open(os.fsencode(folder) + b"/caf\xe9.csv", "wb").close(),
    "a contract whose name is not UTF-8": lambda folder: open(os.fsencode(folder) + b"/\xff\xfe.toml", "wb").close(),
    "another ending, a folder": lambda folder: (folder / "more.PARQUET").mkdir(),
}


@pytest.mark.parametrize("spoilt", UNREADABLE)
def test_what_is_no_readable_file_is_a_problem_with_its_name(folder, cache, spoilt):
    UNREADABLE[spoilt](folder)
    with pytest.raises(store.DataProblems) as broken:
        store.open_store(folder)
    (line,) = map(str, broken.value.problems)
    assert broken.value.kind == "unreadable" and "/" not in line and line.isprintable() and line.encode()
    assert "is no file" in line or "cannot be read" in line or "not UTF-8" in line


@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES, errno.ESTALE, errno.EMFILE])
def test_a_file_whose_bytes_cannot_be_had_is_a_problem_with_its_name(folder, cache, monkeypatch, code):
    monkeypatch.setattr(fingerprints, "regular",
                        lambda path, regular=fingerprints.regular: refuse_bytes(path, code) if path.name == "events.csv" else regular(path))
    with pytest.raises(store.DataProblems) as broken:
        store.open_store(folder)
    assert [str(problem) for problem in broken.value.problems] == [
        f"events.csv: cannot be read ({os.strerror(code)}). Put a readable file in its place, or take it out."]


def test_a_folder_that_cannot_be_listed_and_a_file_in_its_place_are_problems(folder, cache, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(store.DataProblems, match="file: is no folder"):
        store.open_store(tmp_path / "file")
    monkeypatch.setattr(fingerprints, "inputs", refuse_bytes)
    with pytest.raises(store.DataProblems, match=r"data: cannot be listed \(Input/output error\)"):
        store.open_store(folder)


def test_the_mark_of_illustrative_data_and_an_ending_in_capitals_belong_to_the_fingerprint(folder):
    before = store.fingerprint(folder)
    (folder / "ILLUSTRATIVE").touch()
    marked = store.fingerprint(folder)
    (folder / "events.csv").rename(folder / "events.CSV")
    assert len({before, marked, store.fingerprint(folder)}) == 3
    (folder / "notes.txt").write_text("no input")
    (folder / ".members.csv.swp").write_text("no input")
    assert len(store.inputs(folder)) == len(store.inputs(DATA)) + 1


FOREIGN = ["members.xlsx", "all.ZIP", "members.csv.gz", "old.7z", "more.numbers", "facts.json", "x.SQLite"]  # the check refuses each by its name
NOTHING = ["notes.txt", "._members.csv", "~$members.csv", ".members.toml.swp", "Thumbs.db", "datapackage.json", "members.csv.tmp", "README"]


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.symlink_to("/nowhere")], ids=["file", "folder", "link"])
def test_a_file_that_is_refused_for_its_name_changes_the_version_and_its_look(tmp_path, name, make):
    (tmp_path / "members.csv").write_text("x")
    before, seen = store.fingerprint(tmp_path), store.stamps(tmp_path)
    make(tmp_path / name)
    assert store.fingerprint(tmp_path) != before and store.stamps(tmp_path) != seen
    with received.copied(tmp_path, tmp_path.with_name("copy")) as copy:
        assert store.fingerprint(copy) == store.fingerprint(tmp_path)


def test_what_the_check_leaves_alone_changes_nothing(tmp_path):
    (tmp_path / "members.csv").write_text("x")
    before, seen = store.fingerprint(tmp_path), store.stamps(tmp_path)
    for name in NOTHING:
        (tmp_path / name).touch()
    (tmp_path / "received").mkdir()
    assert store.fingerprint(tmp_path) == before and store.stamps(tmp_path) == seen


def test_a_workbook_beside_a_version_that_was_built_is_refused_at_the_next_start(folder, kept):
    store.open_store(folder).connection.close()
    (folder / "members.xlsx").touch()
    with pytest.raises(store.DataProblems, match="members.xlsx: is neither .csv nor .parquet"):
        store.open_store(folder)


# --- a folder that changes while it is read -------------------------------------------------------------------------


def add_review(folder, key="RV-2026"):
    with open(folder / "reviews.csv", "a", encoding="utf-8") as file:
        file.write(f"{key},Another review,2026-01-15,mid-year review,,2026-01-15,source,S033,\n")


@pytest.mark.parametrize("comes_back", [False, True])
def test_a_file_edited_during_the_check_is_not_served_under_the_fingerprint_of_before(folder, cache, monkeypatch, comes_back):
    before, original = store.fingerprint(folder), (folder / "reviews.csv").read_bytes()

    def edited(copy, check=opening.check_folder):
        add_review(folder)
        report = check(copy)
        if comes_back:
            (folder / "reviews.csv").write_bytes(original)
        return report

    monkeypatch.setattr(opening, "check_folder", edited)
    opened = store.open_store(folder)
    assert opened.fingerprint == before == store.fingerprint(opened.folder)
    assert opened.ask("select count(*) from reviews")[1] == [(3,)]
    assert (opened.folder / "reviews.csv").read_bytes() == original


def test_a_folder_that_changes_during_the_copy_is_copied_again(folder, cache, monkeypatch):
    turns = []

    def edited(folder, copy, copy_all=received.copy_all):
        copy_all(folder, copy)
        if not turns:
            add_review(folder)
        turns.append(1)

    monkeypatch.setattr(received, "copy_all", edited)
    opened = store.open_store(folder)
    assert len(turns) == 2 and opened.ask("select count(*) from reviews")[1] == [(4,)]
    assert opened.fingerprint == store.fingerprint(folder)


def test_a_folder_that_never_holds_still_is_refused(folder, cache, monkeypatch):
    monkeypatch.setattr(received, "PAUSE", 0)
    monkeypatch.setattr(received, "copy_all", lambda folder, _copy: add_review(folder))
    with pytest.raises(store.DataProblems, match="data: is being changed while it is read. Wait") as broken:
        store.open_store(folder)
    assert broken.value.kind == "changing"


# --- a start on a folder that is broken -----------------------------------------------------------------------------

BROKEN = {"a workbook is added": lambda folder: (folder / "members.xlsx").touch(), "it is removed": shutil.rmtree,
          "a file is no file": lambda folder: UNREADABLE["a pipe"](folder),
          "a rule across tables is broken": lambda folder: spoil(folder, "star_classes", ",5,90,100,", ",5,60,100,")}


def started(folder, monkeypatch):
    """What a new process would serve."""
    monkeypatch.setenv("OCOP_DATA", str(folder))
    return store.Current().get()


@pytest.mark.parametrize("event", BROKEN)
def test_a_start_on_a_broken_folder_serves_its_last_good_version_and_says_so(folder, kept, monkeypatch, event):
    good = store.open_store(folder)
    good.connection.close()
    BROKEN[event](folder)
    served = started(folder, monkeypatch)
    assert served.fingerprint == good.fingerprint and served.ask("select count(*) from members")[1] == [(317,)]
    assert served.stale_kind in ("broken", "missing", "unreadable") and "the last good version is shown" in served.stale_because


UNPROVED = {"another folder": lambda _note, folder: folder.rename(folder.with_name("renamed")),
            "no note": lambda note, _folder: note.unlink(), "empty": lambda note, _folder: note.write_text(""),
            "deep": lambda note, _folder: note.write_text("[" * 100_000), "a list": lambda note, _folder: note.write_text("[]"),
            "a path": lambda note, _folder: note.write_text(note.read_text().replace('"file": "', '"file": "../x/')),
            "another name": lambda note, _folder: note.write_text(note.read_text().replace('"folder": "', '"folder": "2f')),
            "another version": lambda note, _folder: note.write_text(note.read_text().replace('"fingerprint": "', '"fingerprint": "00')),
            "a damaged version": lambda note, _folder: next(note.parent.glob("*.sha256")).write_text("00"),
            "other rules": lambda note, _folder: next(note.parent.glob("*.notices")).write_text("{}"),
            "a folder": lambda note, _folder: (note.unlink(), note.mkdir())}


@pytest.mark.parametrize("doubt", UNPROVED)
def test_a_version_that_the_cache_does_not_prove_to_be_of_this_folder_is_not_served(folder, kept, doubt):
    store.open_store(folder).connection.close()
    assert opening.last_good(folder).fingerprint == store.fingerprint(DATA)
    UNPROVED[doubt](last_good.note_of(kept.parent, folder), folder)
    assert opening.last_good(folder if folder.exists() else folder.with_name("renamed")) is None


def test_the_note_of_a_folder_goes_with_its_version(folder, kept):
    store.open_store(folder).connection.close()
    note = last_good.note_of(kept.parent, folder)
    assert store.prune(kept.parent) == [] and note.is_file()
    kept.unlink()
    store.prune(kept.parent)
    assert not note.exists()


# --- what stays in the cache ----------------------------------------------------------------------------------------


def version_in(cache, name, used):
    """The files of a version that was used at that second."""
    for ending in (".duckdb", ".notices", ".sha256"):
        (cache / f"{name}{ending}").write_text(name)
    (cache / f"{name}.received").mkdir()
    (cache / f"{name}.received" / "members.csv").write_text(name)
    os.utime(cache / f"{name}.sha256", (used, used))


def stems(cache):
    return sorted({path.name.partition(".")[0] for path in cache.iterdir()})


def test_the_five_versions_that_were_used_last_are_kept_whole(tmp_path):
    for name, used in zip("abcdefg", (70, 10, 60, 20, 50, 30, 40), strict=True):
        version_in(tmp_path, name, used)
    (tmp_path / "stray.notices").write_text("of a version that is not there")
    (tmp_path / "brotli").mkdir()
    assert sorted(store.prune(tmp_path)) == ["b.duckdb", "d.duckdb"]
    assert stems(tmp_path) == ["a", "brotli", "c", "e", "f", "g"]
    assert all(len(list(tmp_path.glob(f"{name}.*"))) == 4 for name in "acefg")


def test_a_version_that_is_read_is_never_removed(kept, folder, tmp_path):
    opened = store.open_store(folder)  # by this process
    os.utime(kept.with_suffix(".sha256"), (1, 1))
    for number, name in enumerate("abcdefg"):
        version_in(kept.parent, name, 100 + number)
    theirs = kept.parent / "theirs.duckdb"
    duckdb.connect(theirs).close()
    held = ("import duckdb, sys; c = duckdb.connect(sys.argv[1], config={'access_mode': 'READ_ONLY'}); print('open', flush=True); "
            "sys.stdin.read()")
    with subprocess.Popen([sys.executable, "-c", held, str(theirs)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        os.utime(theirs, (2, 2))
        assert sorted(store.prune(kept.parent)) == ["a.duckdb", "b.duckdb"]
        assert theirs.exists() and kept.exists()
        other.stdin.close()
        other.wait()
    assert "theirs.duckdb" in store.prune(kept.parent, keep=1)
    assert opened.ask("select count(*) from members")[1] == [(317,)]


def test_left_overs_of_processes_that_ended_are_removed_and_those_of_others_not(kept):
    cache, gone, alive = kept.parent, 2**22 + 7, os.getppid()
    names = {f"a.{gone}.5-0.unfinished": True, f"a.{gone}.5-0.unfinished.wal": True, f"a.{os.getpid()}.5-0.unfinished": True,
             "odd.unfinished": True, f"b.{alive}.5-0.unfinished": False, f"old.{alive}.5-0.unfinished": True}
    for name in names:
        (cache / name).write_text("x")
    os.utime(cache / f"old.{alive}.5-0.unfinished", (1, 1))
    (cache / f"received.{gone}.6-1.unfinished").mkdir()
    (cache / f"received.{gone}.6-1.unfinished" / "members.csv").write_text("x")
    with keeping.unfinished(cache / "mine.duckdb") as mine:
        mine.write_text("being written")
        pruning.sweep(cache)
        assert mine.exists()
    assert not mine.exists()
    assert sorted(path.name for path in cache.iterdir() if "unfinished" in path.name) == [name for name, goes in names.items() if not goes]


def test_a_build_that_was_killed_is_swept_by_the_next_start(folder, cache):
    code = ("import os, signal, sys; from pathlib import Path; from ocop.store import building, open_store\n"
            "building.vocabulary = lambda: os._exit(9)\nopen_store(Path(sys.argv[1]))")
    ended = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=store.ROOT, timeout=120)
    assert ended.returncode == 9 and list(cache.glob("*.unfinished"))
    store.open_store(folder)
    assert list(cache.glob("*unfinished*")) == []


# --- how long a query may work --------------------------------------------------------------------------------------


class Hands:
    """Clocks that a test moves."""

    def __init__(self):
        self.work, self.wall, self.stopped = 0.0, 0.0, 0

    def limit(self):
        return limits.Limit(self.stop, lambda: lambda: self.work, lambda: self.wall)

    def stop(self):
        self.stopped += 1


@pytest.mark.parametrize(("work", "wall", "ends", "says"), [
    (0.1, 2.5, False, ""),  # a busy machine let it wait
    (1.9, 19.9, False, ""),
    (2.0, 2.0, True, "longer than 2 seconds"),
    (2.1, 15.0, True, "longer than 2 seconds"),
    (0.1, 20.0, True, "longer than 20 seconds"),  # it waits for something that never comes
])
def test_a_query_is_stopped_for_its_own_work_and_not_for_that_of_the_machine(work, wall, ends, says):
    hands = Hands()
    with hands.limit() as limit:
        limit.first.cancel()
        hands.work, hands.wall = work, wall
        assert (limit.left() <= 0) is ends
        assert says in (limit.says() if ends else "")


def test_a_clock_shows_the_work_of_the_thread_that_asked_for_it():
    clock = limits.clock_of_this_thread()
    before, mine = clock(), time.thread_time()
    while time.thread_time() - mine < 0.05:
        pass
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(clock).result() - before >= 0.05


def test_without_clocks_of_threads_the_clock_of_the_process_stands_in(monkeypatch):
    monkeypatch.delattr(time, "pthread_getcpuclockid", raising=False)
    assert limits.clock_of_this_thread() is time.process_time


def test_problems_in_the_data_are_raised_with_their_addresses(folder, cache):
    spoil(folder, "events", "RAF", "RAFX")
    with pytest.raises(store.DataProblems) as broken:
        store.open_store(folder)
    assert all(problem.file == "events.csv" and problem.column == "region" for problem in broken.value.problems)
    assert "RAFX" in str(broken.value.problems[0])


def test_a_missing_folder_is_a_problem_with_an_address(tmp_path, cache):
    with pytest.raises(store.DataProblems) as broken:
        store.open_store(tmp_path / "nowhere")
    assert "nowhere" in str(broken.value.problems[0])


@pytest.mark.parametrize("statement", [
    "create table x (a int)", "delete from members", "select * from read_csv('/etc/passwd')", "copy members to '/tmp/x.csv'",
    "attach ':memory:' as other", "install httpfs", "set enable_external_access = true", "select * from glob('/etc/*')"])
def test_an_open_store_refuses_to_write_and_to_read_other_files(record, statement):
    with pytest.raises(duckdb.Error):
        record.ask(statement)


def test_a_slow_query_is_stopped_with_a_clear_sentence(record, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    with pytest.raises(store.QueryTooSlow, match="took longer than 0.2 seconds"):
        record.ask("select count(*) from range(100000) a, range(100000) b where a.range * b.range % 7 = 3")
    assert record.ask("select 1")[1] == [(1,)]


def test_many_threads_each_get_their_own_answer(record):
    def ask(number):
        return record.ask("select $number + count(*) from members", {"number": number})[1] == [(number + 317,)]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(400)))


def test_a_cache_folder_that_cannot_be_written_is_replaced_by_a_temporary_one(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path / "file" / "below"))
    assert store.cache_folder().is_dir()


def test_results_are_kept_by_version_query_and_parameters(record):
    first = queries.run(record, "countries/by_region", Filters(as_of=date(2025, 8, 1)))
    assert queries.run(record, "countries/by_region", Filters(as_of=date(2025, 8, 1))).rows is first.rows
    assert queries.run(record, "countries/by_region", Filters(as_of=date(2025, 8, 2))).rows is not first.rows


def test_kept_results_forget_the_oldest():
    kept = Kept(most=2)
    for key in "abc":
        kept.put(key, key)
    assert [kept.get(key) for key in "abc"] == [None, "b", "c"]


def test_the_timer_of_a_finished_query_does_not_linger(record):
    before = threading.active_count()
    for _turn in range(20):
        record.ask("select 1")
    for _look in range(100):  # each is told to end at once, and a busy machine takes its time
        if threading.active_count() <= before + 1:
            break
        time.sleep(0.1)
    assert threading.active_count() <= before + 1


def test_without_a_place_to_keep_files_there_is_one_temporary_folder(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path / "file" / "below"))
    first = store.cache_folder()
    assert first == store.cache_folder() and first.is_dir() and tmp_path not in first.parents


# --- other systems --------------------------------------------------------------------------------------------------

POSIX_MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "syslog"}
POSIX_NAMES = {"getuid", "geteuid", "getgid", "fork", "setsid", "nice", "mkfifo", "chown", "sched_getaffinity", "SIGKILL", "SIGHUP",
               "pthread_getcpuclockid", "pthread_kill", "sync", "getloadavg", "uname", "killpg", "getpgid", "SIGSTOP", "WNOHANG"}
GUARDED = {"limits.py": {"pthread_getcpuclockid"}, "pictures.py": {"getloadavg", "killpg", "SIGKILL"},  # asked for with hasattr
           "worker.py": {"nice"},
           "unpack.py": {"resource"}, "child.py": {"resource"}, "locking.py": {"fcntl"}}  # imported where it is there


@pytest.mark.parametrize("folder", sorted(path for path in (store.ROOT / "ocop").iterdir() if path.is_dir() and path.name[0] != "_") + [
    store.ROOT / "pages", store.ROOT / "ocop", store.ROOT], ids=lambda path: path.name)
def test_nothing_that_only_posix_has_is_needed_to_start_and_serve(folder):
    used = set()
    for path in folder.glob("*.py"):
        guarded = GUARDED.get(path.name, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} | {getattr(node, "module", "")}
                used |= {(path.name, name) for name in names & POSIX_MODULES - guarded}
            if isinstance(node, ast.Attribute) and node.attr in POSIX_NAMES - guarded:
                used.add((path.name, node.attr))
    assert used == set()


def test_a_browser_is_ended_also_where_there_are_no_groups_of_processes(monkeypatch):
    from ocop.charts import pictures

    monkeypatch.delattr(pictures.os, "killpg")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        pictures.end_group(process)
        assert process.wait(60) != 0


def test_a_process_is_never_asked_for_on_windows_where_asking_ends_it(monkeypatch):
    monkeypatch.setattr(pruning.os, "kill", lambda *_process: pytest.fail("os.kill ends a process of Windows"))
    monkeypatch.setattr(pruning.os, "name", "nt")
    assert pruning.lives(1)


def test_only_a_file_that_is_open_for_writing_is_flushed(folder, cache, monkeypatch):
    flushed = []

    def fsync(number, real=os.fsync):
        os.write(number, b"")  # OSError on a handle that only reads, as fsync itself gives on Windows
        flushed.append(number)
        real(number)

    monkeypatch.setattr("os.fsync", fsync)
    store.open_store(folder)
    assert len(flushed) == 1


def test_a_user_without_a_home_gets_a_temporary_cache(monkeypatch, tmp_path):
    monkeypatch.delenv("OCOP_CACHE", raising=False)
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("Could not determine home directory.")))
    assert store.cache_folder().is_dir()
