"""The store: one version at a time, whole or not at all, read-only, one cursor for each query, two seconds for each query."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import duckdb
import pytest

from ocop import queries, store
from ocop.filters import Filters
from ocop.store import building, opening, version

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
    assert again.notices == first.notices and [notice.file for notice in again.notices] == ["reviews.csv"]
    assert again.contracts == first.contracts


@pytest.mark.parametrize("spoilt", [None, "", "{}", '{"rules": "of yesterday", "notices": []}'])
def test_a_version_is_checked_again_when_the_rules_changed_or_nothing_says_that_it_was(folder, cache, monkeypatch, spoilt):
    opened = store.open_store(folder)
    opened.connection.close()
    kept = opened.file.with_suffix(".notices")
    kept.unlink() if spoilt is None else kept.write_text(spoilt)
    asked = []
    monkeypatch.setattr(opening, "check_folder", lambda folder, check=opening.check_folder: asked.append(folder) or check(folder))
    store.open_store(folder)
    assert asked == [folder]


def test_a_built_file_with_one_flipped_bit_is_built_anew(folder, cache):
    opened = store.open_store(folder)
    opened.connection.close()
    spoilt = bytearray(opened.file.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    opened.file.write_bytes(spoilt)
    assert not store.is_whole(opened.file)
    again = store.open_store(folder)
    assert store.is_whole(again.file) and again.ask("select count(*) from members")[1] == [(301,)]


def test_a_build_that_breaks_off_leaves_nothing_to_serve(folder, cache, monkeypatch):
    with monkeypatch.context() as full_disk:
        full_disk.setattr(building.os, "replace", lambda *_names: (_ for _ in ()).throw(OSError("no space left")))
        with pytest.raises(OSError, match="no space left"):
            store.open_store(folder)
    assert store.open_store(folder).ask("select count(*) from events")[1] == [(103,)]


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
    monkeypatch.setattr(version, "SECONDS", 0.2)
    with pytest.raises(store.QueryTooSlow, match="took longer than 0.2 seconds"):
        record.ask("select count(*) from range(100000) a, range(100000) b where a.range * b.range % 7 = 3")
    assert record.ask("select 1")[1] == [(1,)]


def test_many_threads_each_get_their_own_answer(record):
    def ask(number):
        return record.ask("select $number + count(*) from members", {"number": number})[1] == [(number + 301,)]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(400)))


def test_a_changed_folder_is_served_whole_and_a_run_keeps_its_version(folder, cache, monkeypatch):
    monkeypatch.setenv("OCOP_DATA", str(folder))
    current = store.Current()
    before = current.get()
    with open(folder / "reviews.csv", "a", encoding="utf-8") as file:
        file.write("RV-2026,Another review,2026-01-15,mid-year review,,2026-01-15,source,S033,\n")
    after = current.get()
    assert (before.fingerprint != after.fingerprint) and current.get() is after
    assert before.ask("select count(*) from reviews")[1] == [(3,)]
    assert after.ask("select count(*) from reviews")[1] == [(4,)]


def test_a_broken_change_is_told_and_the_last_good_version_stays(folder, cache, monkeypatch):
    monkeypatch.setenv("OCOP_DATA", str(folder))
    current = store.Current()
    good = current.get()
    spoil(folder, "events", "RAF", "RAFX")
    served = current.get()
    assert served.fingerprint == good.fingerprint
    assert "last good version is shown" in served.stale_because and "RAFX" in served.stale_because


def test_a_cache_folder_that_cannot_be_written_is_replaced_by_a_temporary_one(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path / "file" / "below"))
    assert store.cache_folder().is_dir()


def test_results_are_kept_by_version_query_and_parameters(record):
    first = queries.run(record, "countries/by_region", Filters(as_of=date(2025, 8, 1)))
    assert queries.run(record, "countries/by_region", Filters(as_of=date(2025, 8, 1))).rows is first.rows
    assert queries.run(record, "countries/by_region", Filters(as_of=date(2025, 8, 2))).rows is not first.rows


def test_kept_results_forget_the_oldest():
    kept = queries.Kept(most=2)
    for key in "abc":
        kept.put(key, key)
    assert [kept.get(key) for key in "abc"] == [None, "b", "c"]


def test_the_timer_of_a_finished_query_does_not_linger(record):
    before = threading.active_count()
    for _turn in range(20):
        record.ask("select 1")
    assert threading.active_count() <= before + 1


def test_without_a_place_to_keep_files_there_is_one_temporary_folder(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path / "file" / "below"))
    first = store.cache_folder()
    assert first == store.cache_folder() and first.is_dir() and tmp_path not in first.parents
