"""A library as it is read and written: whole versions or none, one writer at a time, and a way back from every fault."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from ocop import library as reading
from ocop import store
from ocop.store import ROOT, serving
from ocop.versions import Busy, Refused, StaleBase, locking, operator, pruning, publishing, roles
from tests.versions.libraries import begun, build, crop, name_roles, publish, spoil, tables


@pytest.fixture
def library(tmp_path):
    """Three versions: one, two, three."""
    made = begun(tmp_path)
    publish(made, "two")
    publish(made, "three")
    return made


def folder_of(library, number):
    return library / "versions" / next(name for name in reading.names(library) if reading.counter(name) == number)


def listed(library):
    return sorted(path.relative_to(library).as_posix() for path in library.rglob("*") if path.is_file())


def as_nobody(library, setting):
    """What a publisher says who has no rights of root, to whom nothing is read-only."""
    code = f"""import os
from pathlib import Path
from ocop.versions import operator, publish
from tests.versions.libraries import build
{setting}
if os.getuid() == 0: os.setuid(65534)
try:
    publish(Path({str(library)!r}), Path({str(folder_of(library, 2))!r}), {reading.ground(library).version!r}, operator(), 'why', build=build)
except OSError as wrong:
    print(wrong)
"""
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)


# --- what readers get -----------------------------------------------------------------------------------------------


def test_readers_get_the_version_that_the_pointer_names_and_a_plain_folder_is_read_as_ever(library, tmp_path):
    assert crop(library) == "three" and reading.ground(library).fault == ""
    plain = tables(tmp_path / "plain", "x")
    assert reading.ground(plain) == reading.Ground(plain)
    (plain / "versions").mkdir()  # somebody keeps copies beside the tables
    assert reading.ground(plain) == reading.Ground(plain)


@pytest.mark.parametrize(("pointer", "said"), [
    (b"", "is empty"), (b"  \n", "is empty"), (b"000003\n", "names no version"), (b"\xff\x00garbage", "names no version"),
    (b"../../etc", "names no version"), (b"000003-000000000000\n", "is not there, or has no manifest"), (None, "cannot be read")])
def test_a_pointer_that_leads_nowhere_gives_the_newest_whole_version_and_says_so(library, pointer, said):
    (library / "current").unlink()
    if pointer is not None:
        (library / "current").write_bytes(pointer)
    found = reading.ground(library)
    assert (crop(library), found.version) == ("three", folder_of(library, 3).name) and said in found.fault


def manifest_changed(version):
    spoil(version / "manifest.json", (version / "manifest.json").read_bytes().replace(b"operator", b"somebody"))


def table_taken_out(version):
    (version / "crops.csv").unlink()


def table_put_beside(version):
    (version / "more.csv").write_text("a\n1\n")


def link_in_place(version):
    (version / "crops.csv").rename(version.parent.parent.parent / "elsewhere.csv")
    (version / "crops.csv").symlink_to(version.parent.parent.parent / "elsewhere.csv")


@pytest.mark.parametrize(("harm", "said"), [
    (lambda version: spoil(version / "crops.csv"), "crops.csv is not what its manifest says"),
    (lambda version: spoil(next((version / "built").glob("*.duckdb"))), ".duckdb is not what its manifest says"),
    (lambda version: spoil(version / "manifest.json", b""), "its manifest is not the one that it was named by"),
    (manifest_changed, "its manifest is not the one"), (table_taken_out, "lacks crops.csv"), (table_put_beside, "holds more.csv, which"),
    (link_in_place, "cannot be read")],
    ids=["a table", "the built file", "an empty manifest", "a changed manifest", "a table less", "a table more", "a link"])
def test_one_flipped_bit_anywhere_in_a_version_is_found_and_the_version_before_is_read(library, harm, said):
    harm(folder_of(library, 3))
    found = reading.ground(library)
    assert crop(library) == "two" and said in found.fault and found.fault.startswith(f"version {folder_of(library, 3).name}")
    publish(library, "four")  # the next publication goes on from what readers have
    assert crop(library) == "four" and reading.ground(library).fault == "" and reading.counter(reading.ground(library).version) == 4


def test_where_no_version_is_whole_there_is_none_to_fall_back_to(library):
    for number in (1, 2, 3):
        spoil(folder_of(library, number) / "crops.csv")
    found = reading.ground(library)
    assert found.version == "" and "is damaged" in found.fault
    with pytest.raises(store.DataProblems, match="is damaged") as broken:
        store.open_store(library)
    assert broken.value.kind == "damaged"


# --- which version is served ----------------------------------------------------------------------------------------


def opened(folder):
    """A stand-in for the store of a folder: it knows which crop it was opened on."""
    found = reading.ground(folder)
    connection = duckdb.connect(":memory:")
    connection.execute("create table content as select $text as text", {"text": (found.folder / "crops.csv").read_text().split()[1][:5]})
    made = store.Store(found.folder, Path("test"), store.fingerprint(found.folder), {}, (), False, date(2026, 11, 21), connection,
                       version=found.version)
    return made if not found.fault else serving.replace(made, stale_because=found.fault, stale_kind="damaged")


def text(opened):
    return opened.ask("select text from content")[1][0][0]


def settled(current):
    current.get()
    current.settle()
    return current.get()


def test_a_new_version_is_built_beside_the_served_one_which_nobody_loses(library, monkeypatch):
    monkeypatch.setenv("OCOP_DATA", str(library))
    gate, begin = threading.Semaphore(1), threading.Semaphore(0)

    def slowly(folder):
        begin.release()
        assert gate.acquire(timeout=60)
        return opened(folder)

    current = serving.Current(slowly)
    old = current.get()
    assert begin.acquire(timeout=60)
    publish(library, "four")
    assert current.get() is old and begin.acquire(timeout=60)
    assert [current.get() for _reader in range(20)] == [old] * 20  # a library drops no served version while the next one is made ready
    gate.release()
    current.settle()
    assert text(old).startswith("three") and text(current.get()).startswith("four")
    assert current.get().version == reading.ground(library).version


def test_a_version_that_is_pruned_while_it_is_read_stays_open(library, monkeypatch):
    monkeypatch.setenv("OCOP_DATA", str(library))
    current = serving.Current(opened)
    run = settled(current)
    for number in range(6):
        publish(library, f"more{number}")
    assert len(pruning.prune(library, operator(), clock=lambda: time.time() + 90_000)) == 4
    assert not run.folder.exists() and text(run).startswith("three") and text(settled(current)).startswith("more5")


def test_damage_under_the_served_version_is_told_and_the_good_version_kept_until_a_whole_one_comes(library, monkeypatch):
    monkeypatch.setenv("OCOP_DATA", str(library))
    current = serving.Current(opened)
    assert text(settled(current)).startswith("three")
    spoil(folder_of(library, 3) / "crops.csv")
    stale = settled(current)
    assert text(stale).startswith("three") and stale.stale_kind == "damaged" and "crops.csv is not what" in stale.stale_because
    again = settled(serving.Current(opened))  # a new start
    assert text(again).startswith("two") and again.stale_kind == "damaged"
    publish(library, "four")
    new = settled(current)
    assert text(new).startswith("four") and (new.stale_kind, new.stale_because) == ("", "")


def test_the_same_tables_published_again_bear_their_new_name(library, monkeypatch):
    monkeypatch.setenv("OCOP_DATA", str(library))
    current = serving.Current(opened)
    settled(current)
    publishing.roll_back(library, 3, operator(), build=build)
    assert reading.counter(settled(current).version) == 4


# --- publishing -----------------------------------------------------------------------------------------------------


def test_a_roll_back_is_a_publication_of_what_was_and_on_record(library):
    made = publishing.roll_back(library, 1, operator(), "two and three were wrong", build=build)
    assert crop(library) == "one" and reading.counter(made.name) == 4
    assert made.told["restores"] == folder_of(library, 1).name and made.told["base"] == folder_of(library, 3).name
    (library / "current").write_bytes(b"")
    assert crop(library) == "one"  # and not what was rolled back from
    with pytest.raises(OSError, match="There is no version 9"):
        publishing.roll_back(library, 9, operator(), build=build)
    spoil(folder_of(library, 2) / "crops.csv")
    with pytest.raises(OSError, match="is damaged.*cannot be rolled back to"):
        publishing.roll_back(library, 2, operator(), build=build)


def test_a_change_confirmed_against_an_older_version_is_refused(library):
    base = reading.ground(library).version
    publish(library, "four")
    before = listed(library)
    with pytest.raises(StaleBase, match="Look at its effect again, then confirm anew"):
        publish(library, "five", base=base)
    assert crop(library) == "four" and listed(library) == before


def test_of_two_who_publish_at_once_the_second_waits_and_must_confirm_anew(library, monkeypatch):
    base, in_the_middle, go_on = reading.ground(library).version, threading.Event(), threading.Event()

    def slowly(candidate, file):
        in_the_middle.set()
        assert go_on.wait(60)
        build(candidate, file)

    given = [tables(library.parent / name, name) for name in ("first", "second")]
    first = threading.Thread(target=publishing.publish, args=(library, given[0], base, operator(), "first"), kwargs={"build": slowly})
    first.start()
    assert in_the_middle.wait(60)
    other = ("from pathlib import Path\nfrom ocop.versions import publish, operator, StaleBase\nfrom tests.versions.libraries import build\n"
             f"try:\n    publish(Path({str(library)!r}), Path({str(given[1])!r}), {base!r}, operator(), 'second', build=build)\n"
             "except StaleBase as stale:\n    print('stale', stale.current)")
    second = subprocess.Popen([sys.executable, "-c", other], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(1.5)  # it waits for the lock
    assert crop(library) == "three"
    go_on.set()
    first.join()
    assert second.communicate(timeout=60)[0].split() == ["stale", reading.ground(library).version]
    assert crop(library) == "first"


def test_who_waits_too_long_is_told_that_another_one_writes(library):
    with locking.lock(library):
        held = threading.Thread(target=lambda: pytest.raises(Busy, lambda: locking.lock(library, 0.05).__enter__()))
        held.start()
        held.join()


# the longest file that the process may write from now on: the system itself refuses the rest
FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
def build(candidate, file): file.write_bytes(b"x" * 9000)
"""


@pytest.mark.parametrize(("setting", "mode", "said"), [(FULL, 0o777, "File too large"), ("", 0o555, "Permission denied")],
                         ids=["full", "read-only"])
def test_a_disk_that_takes_no_more_leaves_the_old_version_and_no_half_one(library, setting, mode, said):
    before = listed(library)
    for folder in list(library.parents):
        if folder.stat().st_uid == os.getuid() and folder.is_relative_to(tempfile.gettempdir()) and str(folder) != tempfile.gettempdir():
            os.chmod(folder, 0o755)
    for path in (library, library / "versions"):
        os.chmod(path, mode)
    os.chmod(library / "lock", 0o666)
    done = as_nobody(library, setting)
    for path in (library, library / "versions"):
        os.chmod(path, 0o755)
    assert said in done.stdout, done.stderr
    assert listed(library) == before and crop(library) == "three"
    publish(library, "four")
    assert crop(library) == "four"


def test_tables_with_problems_are_not_published(library, tmp_path):
    before = listed(library)
    broken = tables(tmp_path / "broken", "x")
    (broken / "crops.csv").write_text("crop_id,country,hectares\nx,GHA,many\n", encoding="utf-8")
    with pytest.raises(store.DataProblems, match="hectares"):
        publishing.publish(library, broken, reading.ground(library).version, operator(), "why")
    assert listed(library) == before


def test_a_reader_sees_one_version_and_never_the_next_one_before_its_time(library, monkeypatch):
    seen = []
    monkeypatch.setattr(publishing, "step", lambda name: seen.append((name, crop(library), reading.ground(library).fault)))
    publish(library, "four")
    turn = publishing.STEPS.index("pointer replaced")
    assert [name for name, *_rest in seen] == list(publishing.STEPS) and len(seen) >= 14
    assert {(crop, fault) for _name, crop, fault in seen[:turn]} == {("three", "")}
    assert {(crop, fault) for _name, crop, fault in seen[turn:]} == {("four", "")}


def test_papers_are_carried_on_byte_for_byte(library):
    made = publish(library, "four", papers={"RV-1/review.html": b"<p>as it was</p>"})
    publish(library, "five")
    back = publishing.roll_back(library, 1, operator(), build=build)
    assert [(one.folder / "reports" / "RV-1" / "review.html").read_bytes() for one in (made, back)] == [b"<p>as it was</p>"] * 2


def test_pruning_keeps_five_those_of_a_day_and_the_current_one(library):
    for number in range(4, 10):
        publish(library, f"crop{number}")
    assert pruning.prune(library, operator(), 1) == []  # all of today
    gone = pruning.prune(library, operator(), 1, clock=lambda: time.time() + 90_000)
    assert [reading.counter(name) for name in gone] == [4, 3, 2, 1] and len(reading.names(library)) == 5 and crop(library) == "crop9"


# --- kill -9 --------------------------------------------------------------------------------------------------------


def test_a_publisher_killed_at_any_step_tears_nothing(tmp_path):
    done = subprocess.run([sys.executable, "-m", "tests.versions.killing", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=300)
    told = json.loads(done.stdout or done.stderr)
    found = [SimpleNamespace(**one) for one in told["found"]]
    turn = publishing.STEPS.index("pointer replaced")
    assert len(found) == 3 * len(publishing.STEPS) >= 42 and all(one.killed for one in found)
    assert {one.served for one in found if publishing.STEPS.index(one.step) < turn} == {"old"}
    assert {one.served for one in found if publishing.STEPS.index(one.step) >= turn} == {"new"}
    assert all(one.next and one.left == [] and one.faults == [] for one in found)
    assert all(reader["reads"] > 50 and reader["torn"] == [] and reader["seen"] > 10 for reader in told["readers"])


# --- who may --------------------------------------------------------------------------------------------------------


def test_only_a_sealed_actor_with_the_role_of_today_may_publish(library):
    name_roles(library, "ana,secretariat,,", "ben,regional group,RAF,", "cleo,country office,,GHA", "dora,secretariat,,,2020-01-01,2021-12-31",
               "eve,secretariat,,,2031-01-01,")
    sealed = roles.sealed("ana", roles.SIGNED_IN)
    publish(library, "by-ana", sealed)
    forged = [roles.Actor("ana", roles.SIGNED_IN, 1e12), roles.Actor("ana", roles.SIGNED_IN, sealed.until, "0" * 64),
              roles.replace(roles.sealed("ben", roles.SIGNED_IN), subject="ana"), roles.replace(sealed, until=1e12),
              roles.replace(sealed, kind=roles.OPERATOR), SimpleNamespace(**vars(sealed)), "ana", None]
    for session in forged:
        with pytest.raises(Refused, match="not opened by a sign-in"):
            publish(library, "forged", session)
    for subject, said in (("ben", "another role"), ("cleo", "another role"), ("dora", "no role"), ("eve", "no role"), ("x", "no role")):
        with pytest.raises(Refused, match=said):
            publish(library, "no", roles.sealed(subject, roles.SIGNED_IN))
    with pytest.raises(Refused, match="session is over"):
        publish(library, "late", roles.sealed("ana", roles.SIGNED_IN, -1))
    assert crop(library) == "by-ana"
    name_roles(library, "ben,regional group,RAF,")  # taken back while her page is open
    with pytest.raises(Refused, match="no role"):
        publish(library, "after", sealed)
    for act, there in ((publishing.roll_back, (1,)), (pruning.prune, ())):
        args = (library, *there, sealed)
        with pytest.raises(Refused):
            act(*args)


def test_a_role_taken_back_while_another_one_publishes_counts(library, monkeypatch):
    name_roles(library, "ana,secretariat,,")
    monkeypatch.setattr(publishing, "step", lambda name: name_roles(library, "x,secretariat,,") if name == "locked" else None)
    with pytest.raises(Refused, match="no role"):
        publish(library, "four", roles.sealed("ana", roles.SIGNED_IN))
    assert crop(library) == "three"


@pytest.mark.parametrize("row", ["ana,chief,,", "ana,secretariat,,,yesterday,", "ana,country office,,", "ana,regional group,,", ",secretariat,,"])
def test_a_table_of_roles_with_a_problem_gives_nobody_a_role(library, row):
    name_roles(library, "good,secretariat,,", row)
    assert roles.problems(library)
    with pytest.raises(Refused, match="no role"):
        publish(library, "four", roles.sealed("good", roles.SIGNED_IN))


def test_a_role_holds_for_its_place_alone(library):
    name_roles(library, "ben,regional group,RAF,", "cleo,country office,,GHA")
    ben, cleo = (roles.sealed(name, roles.SIGNED_IN) for name in ("ben", "cleo"))
    assert roles.require(library, cleo, "submit", "RAF", "GHA") == "cleo" and roles.require(library, ben, "clear", "RAF", "GHA") == "ben"
    for who, act, region, country in ((cleo, "submit", "RAF", "TGO"), (cleo, "submit", "RAF", ""), (cleo, "clear", "RAF", "GHA"),
                                      (ben, "clear", "RAP", "BTN"), (ben, "submit", "", ""), (cleo, "submit", "", "")):
        with pytest.raises(Refused):
            roles.require(library, who, act, region, country)
