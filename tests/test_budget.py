"""One client asks for a fair part of the machine: what goes beyond it is told when to come again, and others go on."""

import asyncio
import threading
import time

import pytest
from starlette.requests import Request

from ocop import queries, screens
from ocop.api import light
from ocop.screens import Screens
from ocop.store import package
from ocop.web import budget, finding, turns
from tests.test_api import APP, ask

APP.routes.extend(finding.routes())


@pytest.fixture
def five(monkeypatch):
    """Five calls in a minute for each client, and nobody has asked yet."""
    monkeypatch.setenv("OCOP_BUDGET", "5")
    budget.window.cache_clear()
    yield
    budget.window.cache_clear()


def test_the_sixth_call_waits_and_another_client_does_not(five):
    path = "/api/v1/countries/coverage.json"
    assert [ask(path).status for _call in range(5)] == [200] * 5
    late = ask(path)
    assert late.status == 429 and late.told["title"] == "Too many calls" and 1 <= int(late.headers["retry-after"]) <= 60
    assert ask("/view/countries/coverage").status == 429  # all addresses together
    assert ask(path, client="10.0.0.2").status == 200


def test_a_wrong_call_counts_and_a_picture_counts_for_many(five, monkeypatch):
    monkeypatch.setenv("OCOP_BUDGET", "20")
    assert [ask("/picture/countries/register.svg").status for _call in range(3)] == [404, 404, 429]
    assert [ask("/data/nothing", client="10.0.0.3").status for _call in range(2)] == [404, 429]


def test_no_budget_is_no_limit_and_a_wrong_one_ends_the_start(monkeypatch):
    monkeypatch.setenv("OCOP_BUDGET", "0")
    assert {ask("/api/v1/countries/coverage.json").status for _call in range(30)} == {200}
    for wrong in ("many", "-1", "1.5", ""):
        monkeypatch.setenv("OCOP_BUDGET", wrong)
        with pytest.raises(ValueError, match="OCOP_BUDGET"):
            budget.limit()


def test_what_takes_work_is_made_one_at_a_time_and_whoever_has_cost_least_goes_first():
    """The line by itself: three clients, one of whom has asked before."""
    line, order, begun = turns.Line(places=3, screens=Screens(sleep=lambda _seconds: None)), [], threading.Event()
    line.cost = {"greedy": 9.0, "thrifty": 1.0}

    def one(client):
        with line.turn(client):
            order.append((client, line.is_taken, len([1 for thread in threads if thread.is_alive()])))

    threads = [threading.Thread(target=one, args=(client,)) for client in ("greedy", "thrifty", "new")]
    with line.turn("first"):
        for place, thread in enumerate(threads):
            thread.start()
            while len(line.waiting) <= place:
                begun.wait(0.01)
        with pytest.raises(turns.Busy), line.turn("late"):  # no place is left
            pytest.fail("it had a turn")
    for thread in threads:
        thread.join()
    assert [client for client, _taken, _alive in order] == ["new", "thrifty", "greedy"] and not line.waiting and not line.is_taken
    with line.turn("first"), pytest.raises(turns.Busy), line.turn("impatient", 0.01):
        pytest.fail("two had a turn")
    assert not line.waiting


def test_a_full_line_refuses_what_takes_work_and_nothing_else(record, monkeypatch):
    path, words = "/api/v1/countries/coverage.json", "as_of=2025-08-01"
    known = {address: ask(address, words) for address in (path, "/view/countries/coverage", "/embed/overview/countries")}
    monkeypatch.setattr(turns, "LINE", turns.Line(places=0))
    monkeypatch.setattr(queries, "asked_anew", lambda *_asked: pytest.fail("a query was asked"))
    for address, before in known.items():
        assert ask(address, words).body == before.body  # from memory
        assert ask(address, words, if_none_match=before.headers["etag"]).status == 304
    assert ask(path, "region=XX").status == 422 and ask("/api/v1/countries/none.json").status == 404
    for address in (path, "/view/countries/coverage", "/embed/overview/countries", "/share/countries/coverage", "/cite/countries/coverage.bib",
                    "/picture/overview/countries.svg", "/feed/changes.atom", "/feed/events.ics", "/data/figures.sdmx.csv", "/data/iati.xml",
                    "/oembed"):
        late = ask(address, "as_of=2024-03-04" if address != "/oembed" else "url=http://127.0.0.1/view/countries/coverage")
        assert late.status == 503 and int(late.headers["retry-after"]) == turns.LATER and late.headers["cache-control"] == "no-store", address
        if not address.startswith(("/view", "/embed", "/share")):
            assert late.told["title"] == "Busy"
    monkeypatch.setattr(package, "is_kept", lambda *_version: False)
    assert {ask(f"/data/{name}").status for name in ("record.zip", "tables.parquet.zip")} == {503}
    assert asyncio.run(finding.preview(Request(PAGE))) == ""  # a page is never kept back by its preview


PAGE = {"type": "http", "method": "GET", "path": "/countries", "scheme": "http", "server": ("127.0.0.1", 80), "root_path": "",
        "query_string": b"as_of=2024-03-05", "headers": [(b"host", b"ocop.example.org")]}


def test_many_who_ask_for_the_same_have_it_made_once(record, monkeypatch):
    made, page = [], light.page

    def slowly(*call, **named):
        made.append(1)
        time.sleep(0.2)
        return page(*call, **named)

    monkeypatch.setattr(light, "page", slowly)
    monkeypatch.setattr(turns, "LINE", turns.Line(places=1))  # the others could not even wait in line
    scopes = [{"type": "http", "method": "GET", "path": "/embed/countries/by_region", "raw_path": b"", "root_path": "", "scheme": "http",
               "server": ("127.0.0.1", 80), "client": (f"10.0.1.{number}", 1), "http_version": "1.1", "headers": [],
               "query_string": b"as_of=2024-05-06"} for number in range(8)]
    told = []

    async def one(scope):
        async def receive():
            await asyncio.Event().wait()

        async def send(event):
            told.append(event.get("status"))

        await APP(scope, receive, send)

    async def all_of_them():
        turns._limits.clear()
        await asyncio.gather(*map(one, scopes))

    asyncio.run(all_of_them())
    assert made == [1] and [status for status in told if status] == [200] * 8 and not turns._begun


def test_a_feed_of_many_days_pushes_nothing_out_of_memory(record):
    before = set(queries.KEPT_RESULTS.results), set(queries.ANSWERS.results)
    assert ask("/feed/changes.atom", "as_of=2025-07-09&region=RLC").text.count("<entry>") > 20
    more = [len(set(kept.results) - known) for kept, known in zip((queries.KEPT_RESULTS, queries.ANSWERS), before, strict=True)]
    assert max(more) < 10


def test_a_preview_counts_as_a_call(five):
    assert [bool(asyncio.run(finding.preview(Request({**PAGE, "client": ("10.0.0.9", 1)})))) for _call in range(6)] == [True] * 5 + [False]
    assert ask("/view/countries/coverage", client="10.0.0.9").status == 429


def test_work_rests_while_readers_of_the_screen_are_at_work_and_only_then():
    now = [100.0]
    waiting = Screens(lambda: now[0], lambda seconds: now.__setitem__(0, now[0] + seconds))
    waiting.worked(30.0)
    assert not waiting.rest() and now == [100.0]  # nobody is there
    waiting.act()
    waiting.worked(screens.BURST)
    assert not waiting.rest() and now == [100.0]  # a page of a briefing is answered at once
    waiting.worked(0.4)
    assert waiting.rest() and now[0] == pytest.approx(100.0 + screens.REST * 0.4)
    waiting.act()
    waiting.worked(60.0)
    waiting.rest()
    assert now[0] == pytest.approx(102.0 + screens.RESTED)
