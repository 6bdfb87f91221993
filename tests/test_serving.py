"""Which version readers get while the ground moves: never a wait for a build, never a broken state, never a lost good one.

Builds are stood in for by functions that a test holds and lets go, so that nothing here depends on how fast the machine is.
"""

import ast
import errno
import gc
import os
import shutil
import threading
import weakref
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from ocop import queries, store
from ocop.contracts import Problem, check_folder, limits
from ocop.kept import Kept
from ocop.panels import kept
from ocop.store import package, received, serving, version

DAY = date(2026, 11, 21)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder of one file; what is built from it is made by `version_of`."""
    place = tmp_path / "data"
    place.mkdir()
    (place / "members.csv").write_text("member\na\n")
    monkeypatch.setenv("OCOP_DATA", str(place))
    return place


def version_of(folder):
    """A version that knows what its folder held."""
    connection = duckdb.connect(":memory:")
    connection.execute("create table content as select $text as text", {"text": (folder / "members.csv").read_text()})
    return store.Store(folder, Path("test"), store.fingerprint(folder), {}, (), False, DAY, connection)


def content(opened):
    return opened.ask("select text from content")[1][0][0]


def change(folder, text="member\na\nb\n"):
    (folder / "members.csv").write_text(text)


class Gate:
    """Builds that stand still until a test lets them go on."""

    def __init__(self):
        self.begun, self.go, self.builds = threading.Semaphore(0), threading.Semaphore(0), []

    def __call__(self, folder):
        self.builds.append(threading.current_thread().name)
        made = version_of(folder)
        self.begun.release()
        assert self.go.acquire(timeout=60)
        return made


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


# --- a swap ---------------------------------------------------------------------------------------------------------


def test_readers_go_on_with_the_old_version_while_the_new_one_is_built(folder):
    gate = Gate()
    current = serving.Current(gate)
    gate.go.release()
    old = current.get()
    change(folder)
    assert current.get() is old and gate.begun.acquire(timeout=60) and gate.begun.acquire(timeout=60)
    assert [current.get() for _ in range(50)] == [old] * 50  # fifty readers, one build, nobody waits
    assert len(gate.builds) == 2
    gate.go.release()
    current.settle()
    new = current.get()
    assert (content(old), content(new)) == ("member\na\n", "member\na\nb\n")
    assert new.fingerprint == store.fingerprint(folder) and not new.stale_because


def test_a_newer_change_during_a_build_is_picked_up_after_it(folder):
    gate = Gate()
    current = serving.Current(gate)
    gate.go.release()
    current.get()
    assert gate.begun.acquire(timeout=60)
    change(folder, "member\nb\n")
    current.get()
    assert gate.begun.acquire(timeout=60)  # b has been read
    for text in ("member\nc\n", "member\nd\n"):
        change(folder, text)
        current.get()
    gate.go.release(2)
    current.settle()
    current.get()
    current.settle()
    assert content(current.get()) == "member\nd\n" and len(gate.builds) == 3


def test_many_first_readers_share_one_build(folder):
    gate = Gate()
    current = serving.Current(gate)
    found = []
    readers = [threading.Thread(target=lambda: found.append(current.get())) for _ in range(8)]
    for reader in readers:
        reader.start()
    assert gate.begun.acquire(timeout=60) and found == []
    gate.go.release()
    for reader in readers:
        reader.join()
    assert len(gate.builds) == 1 and found == [current.get()] * 8


def test_the_old_version_lives_as_long_as_somebody_reads_it_and_then_closes(folder):
    current = serving.Current(version_of)
    run = current.get()
    old = weakref.ref(run)
    change(folder)
    current.get()
    current.settle()
    assert content(current.get()) != content(run) == "member\na\n"  # a run that began before the swap
    del run
    gc.collect()
    assert old() is None and old not in version.OPEN


def test_another_folder_is_another_question_and_no_swap(folder, tmp_path, monkeypatch):
    current = serving.Current(version_of)
    current.get()
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    change(other, "member\nother\n")
    monkeypatch.setenv("OCOP_DATA", str(other))
    assert content(current.get()) == "member\nother\n"


def test_what_was_kept_of_the_version_before_is_forgotten(folder):
    assert {queries.KEPT_RESULTS.keep_only, queries.ANSWERS.keep_only} <= set(store.CURRENT.swapped) and kept.MADE.keep_only in store.CURRENT.swapped
    results = Kept()
    current = serving.Current(version_of)
    current.swapped.append(results.keep_only)
    before = current.get().fingerprint
    results.put((before, "countries/by_region"), "old")
    change(folder)
    results.put((store.fingerprint(folder), "countries/by_region"), "new")
    current.get()
    current.settle()
    assert list(results.results.values()) == ["new"]


def test_an_answer_is_remembered_by_the_version_and_not_by_the_function(folder):
    asked = []

    @store.once
    def first(opened, more="x"):
        asked.append(more)
        return None if more == "none" else content(opened)

    one, other = version_of(folder), version_of(folder)
    assert [first(one), first(one), first(other), first(one, "none"), first(one, "none")] == ["member\na\n"] * 3 + [None, None]
    assert asked == ["x", "x", "none"]
    for number in range(3 * version.REMEMBERED):
        first(one, number)
    assert len(one.remembered) <= version.REMEMBERED
    gone = weakref.ref(other)
    del other
    gc.collect()
    assert gone() is None


def test_no_function_holds_a_version_in_a_cache_of_its_own():
    for path in (store.ROOT / "ocop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any("cache" in ast.unparse(each) for each in node.decorator_list):
                taken = {ast.unparse(each.annotation) for each in node.args.args if each.annotation}
                assert not taken & {"Store", "View", "store.Store", "panels.View"}, f"{path.name}: {node.name} needs store.once"


# --- what stamps do not see -----------------------------------------------------------------------------------------


def test_the_same_size_and_the_same_time_are_seen(folder):
    before, found = os.stat(folder / "members.csv"), store.stamps(folder)
    change(folder, "member\nz\n")
    os.utime(folder / "members.csv", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert os.stat(folder / "members.csv").st_size == before.st_size
    assert store.stamps(folder) != found


@pytest.mark.parametrize("by", ["another file in its place", "another folder in its place", "a link to another folder"])
def test_a_replacement_is_seen(folder, by):
    found = store.stamps(folder)
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    if by.startswith("another file"):
        os.replace(other / "members.csv", folder / "members.csv")
    else:
        folder.rename(folder.with_name("before"))
        other.rename(folder) if by.startswith("another folder") else folder.symlink_to(other)
    assert store.stamps(folder) != found


def test_a_change_that_no_stamp_shows_is_found_by_reading_the_bytes_now_and_then(folder, monkeypatch):
    monkeypatch.setattr(serving, "stamps", lambda _folder: ("always the same",))
    clock = Clock()
    current = serving.Current(version_of, clock)
    current.get()
    change(folder)
    clock.now = serving.LOOK_DEEPER - 1
    assert content(current.get()) == "member\na\n" and not current.is_building
    clock.now = serving.LOOK_DEEPER + 1
    current.get()
    current.settle()
    assert content(current.get()) == "member\na\nb\n"


def test_a_touched_file_of_the_same_bytes_is_not_built_again(folder):
    builds = []
    current = serving.Current(lambda folder: builds.append(1) or version_of(folder))
    first = current.get()
    os.utime(folder / "members.csv", (1, 1))
    current.get()
    current.settle()
    assert current.get() is first and builds == [1]


# --- the ground gives way -------------------------------------------------------------------------------------------


def raises(error):
    def opening(_folder):
        raise error
    return opening


PATH = "/srv/secret/events.csv"
FAULTS = [
    (store.DataProblems([Problem("events.csv", 3, "region", "RAFX", "r", "Correct it.", says="is unknown")]), "broken", "RAFX"),
    (store.NoRoom("No space left on device"), "no room", "No space left"),
    (PermissionError(errno.EACCES, "Permission denied", PATH), "unreadable", "Permission denied"),
    (IsADirectoryError(errno.EISDIR, "Is a directory", PATH), "unreadable", "Is a directory"),
    (OSError(errno.EDQUOT, "Disk quota exceeded", PATH), "unreadable", "quota"),
    (OSError(PATH), "unreadable", "cannot be read"),
    (UnicodeDecodeError("utf-8", b"\xff/srv/secret", 0, 1, "invalid start byte"), "unreadable", "UTF-8"),
    (UnicodeEncodeError("utf-8", "\udcff/srv/secret", 0, 1, "surrogates not allowed"), "unreadable", "UTF-8"),
    (MemoryError(), "no room", "memory"),
    (duckdb.OutOfMemoryException("could not allocate for /srv/secret"), "no room", "memory"),
    (duckdb.IOException("IO Error: /srv/secret/x.duckdb: no space"), "internal", "number"),
    (duckdb.CatalogException("Catalog Error: select password from /srv/secret"), "internal", "number"),
    (pa.ArrowInvalid("Parquet magic bytes not found in /srv/secret"), "internal", "number"),
    (pa.ArrowMemoryError("malloc of size 9 failed"), "no room", "memory"),
    (RecursionError("maximum recursion depth"), "internal", "number"),
    (ValueError("embedded null byte in /srv/secret"), "internal", "number"),
    (KeyError("/srv/secret"), "internal", "number"),
    (AssertionError(), "internal", "number"),
    (SystemExit("/srv/secret"), "internal", "number"),
    (StopIteration(), "internal", "number"),
]
NAMED = [f"{type(error).__name__}-{number}" for number, (error, _kind, _word) in enumerate(FAULTS)]


@pytest.mark.parametrize(("error", "kind", "word"), FAULTS, ids=NAMED)
def test_whatever_breaks_the_last_good_version_stays_and_says_so(folder, error, kind, word):
    opened = [version_of]
    current = serving.Current(lambda folder: opened[-1](folder))
    good = current.get()
    opened.append(raises(error))
    change(folder)
    current.get()
    current.settle()
    served = current.get()
    assert content(served) == "member\na\n" and served.fingerprint == good.fingerprint
    assert served.stale_kind == kind and word in served.stale_because and "last good version is shown" in served.stale_because
    assert "secret" not in served.stale_because
    opened.append(version_of)
    change(folder, "member\nmended\n")
    current.get()
    current.settle()
    assert content(current.get()) == "member\nmended\n" and current.get().stale_because == ""


@pytest.mark.parametrize(("error", "kind", "word"), FAULTS, ids=NAMED)
def test_without_a_good_version_every_fault_is_a_list_of_problems(folder, error, kind, word):
    current = serving.Current(raises(error))
    for _reader in range(2):
        with pytest.raises(store.DataProblems) as broken:
            current.get()
        assert broken.value.kind == kind and word in str(broken.value.problems[0])
        assert not any("secret" in str(problem) for problem in broken.value.problems)


def test_a_fault_is_not_built_for_every_reader_but_tried_again_after_a_while(folder):
    tried, clock = [], Clock()
    current = serving.Current(lambda folder: tried.append(1) or raises(PermissionError(errno.EACCES, "denied"))(folder), clock)
    for _reader in range(5):
        with pytest.raises(store.DataProblems):
            current.get()
    assert tried == [1]
    clock.now = serving.TRY_AGAIN + 1  # the permission may have come back without a trace in the folder
    with pytest.raises(store.DataProblems):
        current.get()
    assert tried == [1, 1]


def test_problems_of_the_same_bytes_are_not_looked_for_again(folder):
    tried, clock = [], Clock()
    problem = Problem("members.csv", 2, "member", "a", "r", "Correct it.", says="is unknown")

    def refused(place):
        tried.append(1)
        raise store.DataProblems([problem], mark=store.fingerprint(place))

    current = serving.Current(refused, clock)
    for now in (0, 100, 200):
        clock.now = now
        with pytest.raises(store.DataProblems):
            current.get()
    assert tried == [1]


GROUND = {
    "the folder is removed": (lambda folder: shutil.rmtree(folder), "missing"),
    "the folder is renamed": (lambda folder: folder.rename(folder.with_name("gone")), "missing"),
    "a file stands in its place": (lambda folder: (shutil.rmtree(folder), folder.write_text("x")), "missing"),
    "a dangling link stands in its place": (lambda folder: (shutil.rmtree(folder), folder.symlink_to("/nowhere")), "missing"),
    "a file becomes a folder": (lambda folder: ((folder / "members.csv").unlink(), (folder / "members.csv").mkdir()), "unreadable"),
    "a file becomes a dangling link": (lambda folder: ((folder / "members.csv").unlink(),
                                                       (folder / "members.csv").symlink_to("/nowhere")), "unreadable"),
    "a file becomes a pipe": (lambda folder: ((folder / "members.csv").unlink(), os.mkfifo(folder / "members.csv")), "unreadable"),
    "a name that is not UTF-8": (lambda folder: os.mkdir(os.fsencode(folder) + b"/\xe9.csv"), "unreadable"),
}


@pytest.mark.parametrize("event", GROUND)
def test_when_the_folder_gives_way_the_last_good_version_stays_and_comes_back_whole(folder, event):
    current = serving.Current(version_of)
    good = current.get()
    before = folder.with_name("copy")
    shutil.copytree(folder, before)
    spoil, kind = GROUND[event]
    spoil(folder)
    current.get()
    current.settle()
    served = current.get()
    current.settle()  # a folder that is gone is looked for at each asking; that look is over before the folder is back
    assert content(served) == content(good) and served.stale_kind == kind
    assert str(folder.parent) not in served.stale_because
    shutil.rmtree(folder) if folder.is_dir() and not folder.is_symlink() else folder.unlink(missing_ok=True)
    before.rename(folder)
    current.get()
    current.settle()
    assert current.get().stale_because == "" and content(current.get()) == "member\na\n"


# --- the built file -------------------------------------------------------------------------------------------------


def test_a_built_file_that_vanishes_is_read_on(tmp_path):
    file = tmp_path / "a.duckdb"
    with duckdb.connect(file) as made:
        made.execute("create table content as select range::text as text from range(100000)")
    opened = store.Store(tmp_path, file, "f", {}, (), False, DAY, duckdb.connect(file, config=store.LOCKED))
    if os.name != "nt":
        file.unlink()
    assert opened.ask("select count(*), max(length(text)) from content")[1] == [(100_000, 5)]


@pytest.mark.parametrize("is_whole", [True, False])
def test_an_error_that_speaks_of_a_damaged_file_has_it_looked_at(folder, monkeypatch, is_whole):
    builds = []
    current = serving.Current(lambda folder: builds.append(1) or version_of(folder))
    first = current.get()
    monkeypatch.setattr(serving, "is_whole", lambda _file: is_whole)
    with pytest.raises(duckdb.IOException):
        first.ask("select error('x') from read_csv('nothing.csv')")
    assert first.faults
    current.get()
    current.settle()
    assert builds == ([1] if is_whole else [1, 1])
    assert content(current.get()) == "member\na\n" and current.get().faults == []


def test_a_damaged_file_that_is_open_is_built_anew_under_another_name(tmp_path, monkeypatch):
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path / "cache"))
    opened = store.open_store(store.ROOT / "data")
    spoilt = bytearray(opened.file.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    opened.file.write_bytes(spoilt)
    again = store.open_store(store.ROOT / "data")
    assert again.file != opened.file and store.is_whole(again.file) and again.fingerprint == opened.fingerprint
    assert again.ask("select count(*) from members")[1] == [(317,)]


# --- the files that a version was built from ------------------------------------------------------------------------


class Received:
    """Opens versions that have their files in a folder of their own, as those of the store do."""

    def __init__(self, place):
        self.place, self.builds = place, 0

    def __call__(self, folder):
        self.builds += 1
        kept = shutil.copytree(folder, self.place / f"{self.builds}.received")
        made = version_of(folder)
        return store.Store(kept, made.file, made.fingerprint, {}, (), False, DAY, made.connection)


@pytest.mark.parametrize("event", ["their folder", "one of them", "another in its place"])
def test_files_of_a_version_that_vanish_are_fetched_anew_and_nobody_gets_a_trace(folder, tmp_path, event):
    opened = Received(tmp_path)
    current = store.Current(opened)
    served = current.get()
    if event == "their folder":
        shutil.rmtree(served.folder)
    else:
        (served.folder / "members.csv").unlink()
        if event != "one of them":
            (served.folder / "members.csv").mkdir()
        with pytest.raises(store.DataProblems, match="files of this version are not at hand. Try again"), package.at_hand(served):
            (served.folder / "members.csv").read_bytes()
    current.get()
    current.settle()
    anew = current.get()
    assert opened.builds == 2 and anew.fingerprint == served.fingerprint and (anew.folder / "members.csv").is_file() and anew.stale_kind == ""
    current.get()
    current.settle()
    assert opened.builds == 2


def test_a_folder_that_may_not_be_looked_at_takes_no_version_from_a_reader(folder, tmp_path, monkeypatch):
    current = store.Current(Received(tmp_path))
    good = current.get()

    for look in ("is_dir", "is_file", "exists", "stat"):
        real = getattr(Path, look)

        def refused(path, *words, real=real, **more):
            if tmp_path in (path, *path.parents):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/secret")
            return real(path, *words, **more)
        monkeypatch.setattr(Path, look, refused)
    change(folder)
    current.get()
    current.settle()
    served = current.get()
    assert served.fingerprint == good.fingerprint and served.stale_kind == "unreadable" and "secret" not in served.stale_because


def test_what_is_too_large_too_many_or_never_ends_is_neither_read_nor_copied(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 1_000_000)
    monkeypatch.setattr(received, "bytes_of", lambda _file: b"x" * 400_000)  # somebody writes faster than it is read
    with pytest.raises(store.DataProblems, match="members.csv: grew beyond 1 MB while it was read"), received.copied(folder, tmp_path / "copy"):
        pass
    os.truncate(folder / "members.csv", 3_000_000_000)  # a sparse file
    monkeypatch.setattr(received, "bytes_of", refuse_to_read := lambda _file: pytest.fail("was read"))
    for look in (store.fingerprint, lambda place: received.copied(place, tmp_path / "copy").__enter__()):
        with pytest.raises(store.DataProblems, match="members.csv: is larger than 1 MB. Split the table") as broken:
            look(folder)
        assert broken.value.kind == "broken" and refuse_to_read
    monkeypatch.setattr(limits, "FILES", 20)
    before = store.stamps(folder)
    for number in range(30):
        (folder / f"{number}.txt").touch()
    assert store.stamps(folder) != before and len(store.stamps(folder)) == 2
    for look in (store.fingerprint, lambda place: refused_by_check(place)):
        with pytest.raises(store.DataProblems, match="data: holds more than 20 files. Name the folder that holds the tables and nothing else"):
            look(folder)


def refused_by_check(folder):
    raise store.DataProblems(check_folder(folder).problems)


def test_a_folder_that_cannot_be_listed_is_a_problem_of_the_check(folder, monkeypatch):
    def refused(_folder):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/secret")
    monkeypatch.setattr(os, "scandir", refused)
    assert [str(problem) for problem in check_folder(folder).problems] == ["data: cannot be listed (Permission denied). Give read access to it."]
