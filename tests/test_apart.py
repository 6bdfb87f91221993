"""What takes work is made in a process of its own: the same bytes, whatever becomes of the process."""

import asyncio
import os
import pickle
import signal
import time
from dataclasses import replace

import pytest
from starlette.requests import Request
from starlette.routing import Route

from ocop import parts, queries, store
from ocop.api import drawings
from ocop.charts import pictures
from ocop.store import Store
from ocop.web import answers, apart, api, finding, frozen, giving, handling, streams, turns, worker
from tests import dying
from tests.test_api import APP, ask
from tests.test_budget import PAGE

APP.routes[:0] = [Route(f"/api/v1/{made.__name__}", handling.handled(made)) for made in (dying.once, dying.never)]
NAME, DAYS = "countries/coverage", "as_of=2024-06-02&compare_with=2024-03-02"
ADDRESSES = [*((f"/{room}/{NAME}", DAYS) for room in ("view", "embed", "share")), (f"/api/v1/{NAME}.csv", f"{DAYS}&bom=true&hxl=true"),
             (f"/api/v1/{NAME}.xlsx", DAYS), (f"/api/v1/{NAME}.json", f"{DAYS}&limit=3"), (f"/cite/{NAME}.bib", DAYS),
             ("/picture/overview/countries.svg", DAYS),
             ("/feed/events.ics", f"{DAYS}&region=RAF"), ("/data/iati.xml", DAYS), ("/picture/overview/series.svg", f"{DAYS}&region=REU"),
             (f"/view/{NAME}", f"{DAYS}&region=XX"), ("/api/v1/search/all.json", "words=")]


@pytest.fixture(scope="module")
def started(record):
    """A process that is ready, for the shipped record."""
    one = apart.Apart()
    one.begin()
    assert one.ready(record, 120) is not None
    yield one
    one.end()


@pytest.fixture
def begun(started, record, monkeypatch):
    """The same, in use."""
    monkeypatch.setattr(apart, "APART", started)
    monkeypatch.setattr(store.CURRENT, "held", record)
    started.not_before = 0.0
    assert started.ready(record, 120) is not None
    return started


def all_answers():
    """Status, headers and bytes of every address, and what its line of things to keep has got."""
    answers.READY.results.clear()
    while not giving._waiting.empty():
        giving._waiting.get()
    told = [ask(path, words, accept_encoding="gzip", host="a.example") for path, words in ADDRESSES]
    return [(one.status, one.headers, one.body) for one in told], sorted(str(request.url) for request in list(giving._waiting.queue))


def test_the_same_bytes_come_from_the_process_and_from_the_server_itself(begun, record, tmp_path, monkeypatch):
    jobs, asked = [], apart.Hand.ask
    monkeypatch.setattr(apart.Hand, "ask", lambda hand, *job: jobs.append(job[0][1]["path"]) or asked(hand, *job))
    there = all_answers()
    page = asyncio.run(finding.preview(Request(PAGE)))
    assert {path for path, words in ADDRESSES if words.startswith(DAYS) and "XX" not in words} < {*jobs} and "/countries" in jobs and page
    done = len(jobs)
    assert ask(f"/view/{NAME}", DAYS, accept_encoding="gzip", host="a.example").body == there[0][0][2] and len(jobs) == done  # it stays in memory
    version = f"{DAYS}&version={record.fingerprint[:12]}"
    lasting = ask(f"/view/{NAME}", version)
    assert lasting.status == 200 and len(jobs) == done + 1
    assert ask(f"/view/{NAME}", version).body == lasting.body and len(jobs) == done + 1 and any(frozen.place().rglob("*.answer"))
    monkeypatch.setenv("OCOP_APART", "0")
    off = apart.Apart()
    off.begin()
    monkeypatch.setattr(apart, "APART", off)
    assert all_answers() == there and asyncio.run(finding.preview(Request(PAGE))) == page and len(jobs) == done + 1
    assert off.hand is None and [status for status, _headers, _body in there[0]].count(200) > 9


def test_a_process_that_dies_is_replaced_and_no_reader_sees_it(begun, record, tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 120.0)
    first = begun.hand
    told = ask("/api/v1/once", str(tmp_path / "died"))
    second = begun.hand
    assert told.status == 200 and second is not first and first.has_ended
    number, lower = map(int, told.text.split())
    assert number == second.process.pid and (lower >= worker.LOWER or not hasattr(os, "nice"))
    monkeypatch.setattr(second, "ask", lambda *_job: (_ for _ in ()).throw(apart.Gone()))  # twice
    late = ask(f"/api/v1/{NAME}.json", "as_of=2023-03-04")
    assert late.status == 503 and late.told["title"] == "Busy" and late.headers["retry-after"] == str(turns.LATER)
    monkeypatch.undo()
    monkeypatch.setattr(apart, "MODULE", "ocop.nothing")  # the next one does not start
    other = replace(record, fingerprint="0" * 64)
    assert begun.ready(other, 120) is None and begun.hand.of == (record.file, "0" * 64) and second.process.wait(60) == 0
    assert begun.ready(other) is None and begun.hand is None and begun.not_before > time.monotonic()  # the server works itself


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped here")
def test_a_process_that_hangs_is_ended_and_the_next_one_answers(begun, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(apart, "PATIENCE", 120.0)
    monkeypatch.setattr(apart, "ANSWERS", 3.0)
    for how in ("stopped", "asleep"):
        first = begun.hand
        told = ask("/api/v1/never", f"{how}&{tmp_path / how}")
        assert told.status == 200 and begun.hand is not first and int(told.text) == begun.hand.process.pid
        assert first.process.wait(60) == -signal.SIGKILL
    assert "gave none in 3 seconds" in caplog.text
    late = ask("/api/v1/never", f"always&{tmp_path / 'always'}")  # the next one hangs too
    assert (late.status, late.told["title"], late.headers["retry-after"]) == (503, "Busy", str(turns.LATER))
    assert apart.DRAWS > 2 * (pictures.LONGEST + pictures.QUIET) and apart.STARTS > apart.PATIENCE / 10
    assert ask(f"/api/v1/{NAME}.json", "as_of=2023-03-05").status == 200
    begun.hand.settled.clear()
    monkeypatch.setattr(apart, "STARTS", 0.0)  # one that does not come to its start
    hung = begun.hand
    begun.hand.is_ready = False
    assert begun.ready(store.current()) is None and hung.process.wait(60) == -signal.SIGKILL and begun.not_before > time.monotonic()


def test_rows_in_parts_are_counted_once_and_read_once(begun, record, monkeypatch):
    path = "/api/v1/events/register.csv"
    whole, query, scope = ask(path).body, queries.read("events/register"), {**PAGE, "path": path, "query_string": b"",
                                                                           "path_params": {"subject": "events", "file": "register.csv"}}
    monkeypatch.setattr(parts, "HELD", 5)
    answers.READY.results.clear()
    queries.forget()
    found = pickle.loads(pickle.dumps(worker.outcome(record, api.rows, scope, ("", "", ""))))  # as the other process would tell it
    queries.forget()
    assert found[0] is apart.HERE and found[1][1][3] == whole.count(b"\r\n") - 1 > 5
    monkeypatch.setattr(begun.hand, "ask", lambda *_job: found)
    asked, in_parts, at_once = [], Store.ask_in_parts, Store.ask_typed
    monkeypatch.setattr(Store, "ask_in_parts", lambda served, sql, *more: asked.append(sql) or in_parts(served, sql, *more))
    monkeypatch.setattr(Store, "ask_typed", lambda served, sql, *more: asked.append(sql) or at_once(served, sql, *more))
    for times in (1, 2):
        assert ask(path).body == whole and asked.count(query.sql) == times  # the rows alone


def test_no_other_version_is_opened_than_the_one_that_is_served(record):
    assert worker.opened(record.file, record.fingerprint) is not None and worker.opened(record.file, "0" * 64) is None


def test_what_goes_out_in_parts_is_made_where_it_goes_out(record, monkeypatch):
    monkeypatch.setattr(store.CURRENT, "held", None)
    free = streams._places._value
    told = ("", "The folder is gone", "missing")
    assert worker.outcome(record, in_parts, {**PAGE}, told) == (apart.HERE, []) and streams._places._value == free
    assert store.current().stale_because == "The folder is gone" and store.current().fingerprint == record.fingerprint


def in_parts(request):
    return streams.streamed(request, iter([b"a", b"b"]), None, {}, "text/csv")


def test_what_the_process_cannot_make_is_no_trace(record, monkeypatch):
    monkeypatch.setattr(store.CURRENT, "held", None)
    answer, offered = worker.outcome(record, drawings.read, {**PAGE}, ("", "", ""))
    assert offered == [] and answer[0] == 0
    with pytest.raises(turns.Busy):
        apart.response(answer)
