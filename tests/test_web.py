"""The walls around the pages, proven on real servers: by plain requests, by a raw socket, and in a real browser."""

import gzip
import http.client
import json
import logging
import math
import os
import re
import subprocess
import sys
import threading
import time
import tomllib
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import anyio
import brotli
import pytest
from playwright.sync_api import expect
from starlette.requests import Request
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.watcher import polling_path_watcher
from streamlit.watcher.polling_path_watcher import PollingPathWatcher
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from ocop import figure, store
from ocop.store import telling
from ocop.web import assets, front, guard, headers, health, latest, logs, packing, settings, upstream, warm
from ocop.web import rejoin as rejoin_module
from ocop.web.rejoin import Rejoin
from ocop.web.shelf import OURS, Shelf
from ocop.web.upstream import read_message
from tests import servers
from tests.browser.chromium import PATIENCE, chromium

ROOT = servers.ROOT

# Stands for the data, so that the claims about the walls hold whatever state the data folder is in.
STORE = """
import sys, types, datetime
import ocop
made = types.ModuleType("ocop.store")
made.current = lambda: types.SimpleNamespace(fingerprint="f00d", last_day=datetime.date(2026, 11, 21), stale_because="",
                                             stale_kind="")
sys.modules["ocop.store"] = ocop.store = made
"""

SCREEN = '''
import sys, uuid
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="Stub", page_icon="static/favicon.png")

@st.cache_data
def remembered():
    return uuid.uuid4().hex

def home():
    sys.runs = getattr(sys, "runs", 0) + 1
    st.text(f"cached={remembered()} runs={sys.runs}")
    figure = go.Figure([dict(type="choropleth", locations=["KEN"], z=[1])], dict(geo=dict(fitbounds=False, resolution=50)))
    st.plotly_chart(figure, config={"topojsonURL": "/app/static/topojson/"})
    st.dataframe({"country": ["Kenya"]})
    st.metric("Countries", 95, chart_data=[1, 2, 3])

def fail():
    value = "hunter2-CANARY"
    raise RuntimeError(f"password=hunter2-CANARY for 'reader-CANARY' jane.CANARY@example.org in /srv/hidden")

def broken_data():
    error = ValueError("CANARY")
    error.problems = ["members.csv row 14, stage: ![x](http://evil.test/x.png) is not one of applied, joined."]
    raise error

st.navigation([st.Page(home, title="Home", default=True), st.Page(fail, title="Fail", url_path="fail"),
               st.Page(broken_data, title="Broken", url_path="broken")], position="top").run()
'''


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The walls around a small screen of three pages."""
    screen = tmp_path_factory.mktemp("screen") / "screen.py"
    screen.write_text(SCREEN, encoding="utf-8")
    with servers.running_server(screen=screen, prelude=STORE) as running:
        yield running


@pytest.fixture(scope="module")
def project():
    """The project itself, with a narrower list of those who may embed."""
    with servers.running_server(env={"OCOP_FRAME_ANCESTORS": "'self' https://www.fao.org"}) as running:
        yield running


@pytest.fixture(scope="module")
def started_browser():
    with chromium() as running:
        yield running


@pytest.fixture
def browser(started_browser):
    """The browser, without the pages of the test before: they would go on drawing."""
    yield started_browser
    for context in started_browser.contexts:
        context.close()


def ask(server, path, method="GET", **asked):
    """One raw request, its path sent exactly as written; the answer's status, headers and body."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE / 1000)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in asked.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


# --- a raw client of the browser protocol -------------------------------------------------------------------------


def socket(server):
    return connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", subprotocols=["streamlit"], origin=server.address,
                   max_size=None, open_timeout=PATIENCE / 1000)


def rerun(page="", query=""):
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    return message.SerializeToString()


def frames_of_run(line):
    """The frames up to the end of one run."""
    frames = []
    while True:
        frames.append(line.recv(timeout=PATIENCE / 1000))
        message = ForwardMsg.FromString(frames[-1])
        if message.WhichOneof("type") == "script_finished":
            return frames


def run(line, page="", query=""):
    line.send(rerun(page, query))
    return frames_of_run(line)


def written(frames):
    """All text that the frames put on the page."""
    elements = [ForwardMsg.FromString(frame).delta.new_element for frame in frames]
    return "\n".join(part for each in elements for part in (each.text.body, each.alert.body) if part)


def close_code(line):
    """The code with which the server ends the socket; frames before it are read away."""
    with pytest.raises(ConnectionClosed) as ended:
        while True:
            line.recv(timeout=PATIENCE / 1000)
    return ended.value.rcvd.code


# --- what a browser may send --------------------------------------------------------------------------------------


def cached(frames):
    return re.search(r"cached=(\w+)", written(frames)).group(1)


@pytest.mark.parametrize("kind", ["clear_cache", "set_run_on_save", "load_git_info", "debug_shutdown_runtime"])
def test_a_message_that_no_reader_needs_changes_nothing_for_others(server, kind):
    with socket(server) as victim, socket(server) as attacker:
        before = cached(run(victim))
        run(attacker)
        message = BackMsg()
        setattr(message, kind, True)
        attacker.send(message.SerializeToString())
        assert cached(run(attacker)) == before
        assert cached(run(victim)) == before


def test_a_flood_ends_the_socket_and_costs_no_more_than_the_burst(server):
    with socket(server) as other:
        runs = int(re.search(r"runs=(\d+)", written(run(other))).group(1))
        began = time.monotonic()
        with socket(server) as flooder:
            try:
                for _ in range(400):
                    flooder.send(rerun())
            except ConnectionClosed:
                pass  # the server may end it while we still send
            assert close_code(flooder) == 1008
        seconds = math.ceil(time.monotonic() - began)  # a slow server takes longer to end it, and grants more in that time
        after = int(re.search(r"runs=(\d+)", written(run(other))).group(1))
    assert after - runs <= guard.BURST + guard.MESSAGES_PER_SECOND * seconds


@pytest.mark.parametrize(("payload", "code"), [
    (rerun(query="a=" + "x" * 300_000), 1009),
    (rerun(query="a=" + "x" * 5_000), 1008),
    (b"\xff\xff not a message", 1002),
    ("text", 1003),
])
def test_an_unreadable_or_oversized_message_ends_the_socket(server, payload, code):
    with socket(server) as line:
        line.send(payload)
        assert close_code(line) == code


def test_a_query_of_normal_length_passes(server):
    with socket(server) as line:
        assert "cached=" in written(run(line, query="region=RAF&" + "country=KEN&" * 300))


def test_a_socket_is_compressed(server):
    with socket(server) as line:
        assert [each.name for each in line.protocol.extensions] == ["permessage-deflate"]


def test_the_budget_lets_a_burst_pass_and_then_a_steady_rate():
    now = [0.0]
    budget = guard.Budget(rate=10, burst=40, clock=lambda: now[0])
    assert [budget.spend() for _ in range(41)] == [True] * 40 + [False]
    now[0] = 1.0
    assert [budget.spend() for _ in range(11)] == [True] * 10 + [False]


@pytest.mark.parametrize(("payload", "is_allowed"), [
    ("deferred_file", True), ("dataframe_chunk", True), ("install_skills", False), ("dismiss_skills_nudge", False)])
def test_of_the_operations_only_downloads_and_table_rows_are_allowed(payload, is_allowed):
    message = BackMsg()
    getattr(message.backend_operation_request, payload).SetInParent()
    assert guard.is_allowed(message) is is_allowed


def test_settings_stay_as_they_were_checked_also_when_their_file_changes(tmp_path, monkeypatch):
    looks = []
    monkeypatch.setattr(PollingPathWatcher, "_schedule", PollingPathWatcher._schedule)  # what is done to it ends with this test
    monkeypatch.setattr(PollingPathWatcher, "_executor", SimpleNamespace(submit=looks.append))
    monkeypatch.setattr(polling_path_watcher, "_POLLING_PERIOD_SECS", 0)
    (file := tmp_path / "config.toml").write_text("[client]\n")
    PollingPathWatcher(str(file), pytest.fail)
    looks.pop()()
    assert len(looks) == 1  # left alone, it looks again and again
    upstream.hold_settings()
    looks.pop()()
    PollingPathWatcher(str(file), pytest.fail)
    assert not looks


def test_every_kind_of_message_has_been_decided_on():
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    refused = {"clear_cache", "set_run_on_save", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime",
               "file_urls_request"}
    assert kinds == guard.ALLOWED | refused  # a new kind in a new Streamlit is refused, and this line asks to decide


# --- the first click in a session that the server does not know ---------------------------------------------------

CHOICE = """
import streamlit as st

def keep():
    st.query_params["region"] = st.session_state["choice"]

if st.session_state.get("choice") != st.query_params.get("region", "none"):
    st.session_state["choice"] = st.query_params.get("region", "none")
st.selectbox("Region", ["none", "RAF", "RAP", "RLC"], key="choice", on_change=keep)
st.text("region=" + st.query_params.get("region", "none"))
"""


@pytest.fixture(scope="module")
def choices(tmp_path_factory):
    """A screen of one choice, whose only state is the link, as on every page of the project."""
    screen = tmp_path_factory.mktemp("choices") / "screen.py"
    screen.write_text(CHOICE, encoding="utf-8")
    with servers.running_server(screen=screen, prelude=STORE) as running:
        yield running


def click(identity, value, query):
    """What a browser sends when its reader chooses: the state of all widgets, under the link of before."""
    message = BackMsg()
    message.rerun_script.query_string = query
    widget = message.rerun_script.widget_states.widgets.add()
    widget.id, widget.string_value = identity, value
    return message.SerializeToString()


@pytest.mark.parametrize(("query", "value"), [("", "RAF"), ("region=RAF", "RAP"), ("region=RLC", "none")])
def test_the_first_click_after_a_restart_takes_effect_and_keeps_the_view(choices, query, value):
    with socket(choices) as before:
        frames = run(before, query=query)
    (identity,) = {box.id for frame in frames if (box := ForwardMsg.FromString(frame).delta.new_element.selectbox).id}
    with socket(choices) as after:  # a new session, as after a restart: the browser says nothing until the click
        after.send(click(identity, value, query))
        assert f"region={query.removeprefix('region=') or 'none'}" in written(frames_of_run(after))  # first as the link says
        assert f"region={value}" in written(frames_of_run(after))
        after.send(click(identity, "RLC", f"region={value}"))  # and from then on each click is one run
        assert "region=RLC" in written(frames_of_run(after))


def test_a_page_that_is_opened_is_drawn_once(choices):
    with socket(choices) as line:
        assert "region=RAP" in written(run(line, query="region=RAP"))
        with pytest.raises(TimeoutError):
            while True:
                assert ForwardMsg.FromString(line.recv(timeout=1)).WhichOneof("type") != "new_session"


def in_a_loop(function, *arguments):
    """What an asynchronous function returns; in a thread, because the browser of these tests has a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, function, *arguments).result()


def rejoined(message, *, ends=True):
    """What Streamlit gets for the first message of a socket, and what it gets next."""

    async def both():
        rejoin = Rejoin()
        first = rejoin.first({"type": "websocket.receive", "bytes": message})
        end = ForwardMsg()
        end.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
        rejoin.see({"type": "websocket.send", "bytes": b"\xff no message"})
        if ends:
            rejoin.see({"type": "websocket.send", "bytes": end.SerializeToString()})
        return read_message(first["bytes"]), await rejoin.release(), await rejoin.release()

    return in_a_loop(both)


def test_a_held_message_comes_after_the_page_and_once():
    first, second, third = rejoined(click("w", "RAF", "region=RAP"))
    assert first.rerun_script.query_string == "region=RAP" and not first.rerun_script.widget_states.widgets
    assert read_message(second["bytes"]).rerun_script.widget_states.widgets[0].string_value == "RAF" and third is None


def test_a_held_message_is_not_held_for_ever(monkeypatch):
    monkeypatch.setattr(rejoin_module, "PATIENCE", 0.01)
    assert rejoined(click("w", "RAF", ""), ends=False)[1] is not None


@pytest.mark.parametrize("message", [rerun(query="region=RAF"), b""])
def test_a_message_without_widgets_passes_as_it_is(message):
    first, second, _third = rejoined(message)
    assert first.SerializeToString() == message and second is None


# --- what a request may ask ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [
    "/_stcore/metrics", "/_stcore/upload_file/a/b", "/_stcore/agent/interact", "/_stcore/agent/openapi.json",
    "/_stcore/agent", "/_stcore/script-health-check", "/countries/_stcore/metrics", "/%5Fstcore/metrics", "/_stcore",
    "/_stcore/bidi-components/ocop.figure/", "/_stcore/bidi-components/ocop.figure/../../metrics",
    "/_stcore/bidi-components/other.part/figure.js", "/_stcore/bidi-components/ocop.figure/figure.py"])
@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_closed_paths_are_not_found(server, path, method):
    assert ask(server, path, method)[0] == 404


def test_the_paths_that_a_page_needs_stay_open(server):
    assert ask(server, "/_stcore/health")[::2] == (200, b"ok")
    assert ask(server, "/_stcore/host-config")[0] == 200


@pytest.mark.parametrize("accept", ["br", "gzip", "identity"])
def test_what_draws_charts_is_sent_packed_and_is_asked_for_again_unless_its_name_tells_its_version(server, accept):
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}[accept]
    for name, caching in ((figure.SCRIPT, "no-cache"), ("picture.js", "no-cache"), (figure.LIBRARY, "public, immutable, max-age=31536000")):
        status, told, body = ask(server, figure.ASKED + name, accept_encoding=accept)
        assert (status, told["cache-control"], told.get("content-encoding", "identity")) == (200, caching, accept)
        assert "javascript" in told["content-type"] and unpack(body) == (figure.FOLDER / name).read_bytes()


def test_a_long_query_is_refused_and_the_next_request_answered(server):
    assert ask(server, "/?a=" + "x" * 5_000)[0] == 414
    assert ask(server, "/?a=" + "x" * 4_000)[0] == 200


@pytest.mark.parametrize("path", [
    "/app/static/../dashboard.py", "/app/static/%2e%2e/dashboard.py", "/app/static/..%2f..%2fetc/passwd",
    "/static/../index.html", "/static/%2e%2e/%2e%2e/runtime/app_session.py", "/app/static//etc/passwd",
    "/app/static/%00", "/static/js/..%5c..%5cindex.html"])
@pytest.mark.parametrize("accept", ["br", "identity"])
def test_no_path_leads_out_of_the_static_folders(server, path, accept):
    status, _, body = ask(server, path, accept_encoding=accept)
    plain = brotli.decompress(body) if body and accept == "br" and status == 200 else body
    assert status in (400, 404) or plain == front.page().encode()
    assert b"import " not in plain and b"root:" not in plain


# --- headers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/fail", "/no-such-page?embed=true", "/healthz", "/_stcore/metrics",
                                  "/app/static/topojson/world_50m.json", "/app/static/missing", "/?a=" + "x" * 5_000])
def test_every_answer_carries_the_security_headers(server, path):
    found = ask(server, path)[1]
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "same-origin"
    assert "default-src 'self'" in found["content-security-policy"]
    assert "'unsafe-eval'" not in found["content-security-policy"]
    assert not re.search(r"script-src[^;]*'unsafe-inline'", found["content-security-policy"])


def test_the_policy_allows_exactly_the_script_that_the_page_carries(server):
    status, found, body = ask(server, "/")
    scripts = re.findall(rb"<script>(.*?)</script>", body, re.DOTALL)
    wanted = [f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in scripts]
    assert status == 200 and len(scripts) == 1
    assert re.search(r"script-src ([^;]*)", found["content-security-policy"]).group(1).split() == ["'self'", *wanted]


def test_any_site_may_embed_unless_the_setting_says_otherwise(server, project):
    assert ask(server, "/")[1]["content-security-policy"].endswith("frame-ancestors *")
    assert ask(project, "/")[1]["content-security-policy"].endswith("frame-ancestors 'self' https://www.fao.org")
    assert "x-frame-options" not in ask(project, "/")[1]  # it would contradict the list in old browsers


@pytest.mark.parametrize("setting", ["*; script-src *", "https://a.org, https://b.org", "javascript:alert(1)",
                                     "'none' https://a.org", "https://a.org/path", "'unsafe-inline'"])
def test_a_word_that_is_no_embedder_is_refused(setting):
    with pytest.raises(ValueError, match="OCOP_FRAME_ANCESTORS"):
        headers.frame_ancestors(setting)


@pytest.mark.parametrize("setting", ["*", "'self'", "'none'", "'self' https://*.fao.org http://localhost:8000 fao.org"])
def test_the_words_of_the_policy_are_taken_as_they_are(setting):
    assert headers.frame_ancestors(setting) == setting


# --- the page and its files ---------------------------------------------------------------------------------------

LARGEST = max(Shelf().files.items(), key=lambda item: item[1].stat().st_size)[0]
FILES = [LARGEST, next(address for address in Shelf().files if address.endswith(".css")),
         "/app/static/topojson/world_50m.json", "/app/static/mark.svg"]


@pytest.mark.parametrize("address", FILES)
@pytest.mark.parametrize(("accept", "encoding", "unpack"), [
    ("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("identity", None, bytes),
    ("br;q=0, gzip;q=0", None, bytes), ("br;q=0, gzip", "gzip", gzip.decompress)])
def test_each_encoding_unpacks_to_the_file(server, address, accept, encoding, unpack):
    status, found, body = ask(server, address, accept_encoding=accept)
    assert status == 200
    assert found.get("content-encoding") == encoding
    assert unpack(body) == Shelf().files[address].read_bytes()
    assert "accept-encoding" in found["vary"].lower()
    assert int(found["content-length"]) == len(body)


@pytest.mark.parametrize("accept", ["br", "identity"])
def test_head_has_the_headers_of_get_and_no_body(server, accept):
    _, of_get, _ = ask(server, LARGEST, accept_encoding=accept)
    status, of_head, body = ask(server, LARGEST, "HEAD", accept_encoding=accept)
    assert (status, body) == (200, b"")
    assert of_head["content-length"] == of_get["content-length"]
    assert of_head["content-type"] == of_get["content-type"]


@pytest.mark.parametrize("accept", ["br", "gzip", "identity"])
def test_a_file_that_the_reader_has_is_not_sent_again(server, accept):
    etag = ask(server, FILES[2], accept_encoding=accept)[1]["etag"]
    status, _, body = ask(server, FILES[2], accept_encoding=accept, if_none_match=etag)
    assert (status, body) == (304, b"")
    assert ask(server, FILES[2], accept_encoding=accept, if_none_match='"another"')[0] == 200


def test_a_part_of_a_file_comes_from_the_plain_bytes(server):
    status, found, body = ask(server, FILES[2], accept_encoding="br", range="bytes=10-29")
    assert status == 206 and "content-encoding" not in found
    assert body == (OURS / "topojson" / "world_50m.json").read_bytes()[10:30]


def test_the_static_files_shrink_to_a_third(tmp_path, monkeypatch):
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path))  # nothing prepared: the weakest form that is ever sent
    shelf = Shelf()
    plain = sum(path.stat().st_size for path in shelf.files.values())
    packed = sum(len(shelf.take(address, "br").body) for address in shelf.files)
    assert len(shelf.files) > 300
    assert packed * 3 <= plain


def test_a_damaged_cache_is_not_served(tmp_path, monkeypatch):
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path))
    plain = b"one country, one priority product " * 100
    place = packing.keep(plain)
    assert packing.pack(plain, "br") == place.read_bytes()
    place.write_bytes(brotli.compress(b"something else"))
    assert brotli.decompress(packing.pack(plain, "br")) == plain
    place.write_bytes(b"\x00garbage")
    assert brotli.decompress(packing.pack(plain, "br")) == plain


def test_preparing_packs_every_file_and_removes_what_none_needs(tmp_path, monkeypatch):
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path / "cache"))
    (tmp_path / "static").mkdir()
    script, picture = tmp_path / "static" / "a.js", tmp_path / "static" / "b.png"
    script.write_bytes(b"let a = 1;" * 200)
    picture.write_bytes(b"\x89PNG")
    assets.prepare(Shelf(tmp_path, tmp_path / "static"))
    script.write_bytes(b"let a = 2;" * 200)  # an upgrade: the packed form of the old file is of no use any more
    shelf = Shelf(tmp_path, tmp_path / "static")
    plain, packed = assets.prepare(shelf)
    assert sorted(shelf.files) == ["/app/static/a.js", "/static/a.js"]
    assert (plain, packed < 200) == (4_000, True)
    assert [brotli.decompress(each.read_bytes()) for each in packing.cache_folder().iterdir()] == [script.read_bytes()]


@pytest.mark.parametrize(("header", "encoding"), [
    ("", None), ("*", "br"), ("br;q=0.1, gzip;q=1.0", "br"), ("GZIP", "gzip"), ("br; q=0", None), ("br;q=x", None),
    ("*;q=0", None), ("deflate", None), ("identity;q=0, gzip", "gzip")])
def test_the_encoding_follows_what_the_reader_accepts(header, encoding):
    assert packing.accepted(header) == encoding


def test_the_page_has_our_name_and_loads_nothing_it_does_not_use(server):
    body = ask(server, "/countries", accept_encoding="identity")[2].decode()
    assert "<title>OCOP Monitor</title>" in body and "<title>Streamlit" not in body
    assert 'name="description"' in body and "needs JavaScript" in body in body
    for name in ("wire.js", "together.js", "page.js", "history.js", "print.css"):  # an old one that a browser keeps is not asked for by a new page
        assert f'="./app/static/{name}?{sha256((OURS / name).read_bytes()).hexdigest()[:12]}"' in body
    assert set(re.findall(r'"\./app/static/[^"?]+\.(?:js|css)"', body)) == set()
    assert "SourceSans" not in body and 'rel="service-desc"' not in body and "/_stcore/agent/mcp" not in body
    for accept, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress), ("gzip, deflate, br", brotli.decompress)):
        assert {unpack(ask(server, page, accept_encoding=accept)[2]).decode() for page in ("/", "/events")} == {body}
    status, found, empty = ask(server, "/", "HEAD", accept_encoding="gzip")
    assert (status, empty) == (200, b"") and found["content-encoding"] == "gzip"
    assert ask(server, "/", if_modified_since="Fri, 31 Dec 2100 00:00:00 GMT", range="bytes=0-9")[0] == 200


def test_streamlits_page_is_still_the_one_that_is_rewritten():
    assert front.page() != upstream.FRONTEND.joinpath("index.html").read_text()
    assert list(upstream.FRONTEND.glob("static/media/SourceSansVF-Upright*")), "the font that is led elsewhere has a new name"


def test_the_map_shapes_are_keyed_by_country_and_keep_disputed_areas_apart():
    shapes = json.loads((OURS / "topojson" / "world_50m.json").read_text())["objects"]["countries"]["geometries"]
    codes = {shape["id"] for shape in shapes}
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert {"XAC", "XAP", "XBT", "XHT", "XIT", "XJK"} == {code for code in codes if code.startswith("X")}
    assert {"VNM", "CIV", "TUV", "MDV", "KIR", "COK", "SSD"} <= codes
    assert sha256((OURS / "topojson" / "world_50m.json").read_bytes()).hexdigest() in (OURS / "NOTICE.md").read_text()


def test_each_font_of_the_theme_is_shipped_and_small():
    faces = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]["fontFaces"]
    paths = [ROOT / face["url"].removeprefix("app/") for face in faces]
    assert all(path.read_bytes()[:4] == b"wOF2" for path in paths)
    assert sum(path.stat().st_size for path in paths) < 400_000


# --- in a real browser --------------------------------------------------------------------------------------------


DRAWN = "[data-testid=stMain] [data-testid=stElementContainer]"


def visit(browser, address, ready):
    """Open a page; the page, the addresses it asked for, and what the browser complained of."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce").new_page()
    page.set_default_timeout(PATIENCE)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: complaints.append(line.text))
    page.add_init_script("document.addEventListener('securitypolicyviolation', e => console.error('violation', e.blockedURI))")
    page.goto(address)
    page.wait_for_selector(ready)
    return page, asked, complaints


def test_a_page_with_a_map_draws_under_the_policy_and_asks_no_other_host(server, browser):
    page, asked, complaints = visit(browser, server.address, ".js-plotly-plot .choroplethlayer path")
    page.wait_for_selector("[data-testid=stDataFrame] canvas")
    page.wait_for_timeout(300)
    violations = [line for line in complaints if "violation" in line or "Content Security Policy" in line]
    # a library of 64-bit numbers tries WebAssembly, is refused, and goes on without it
    assert [line for line in violations if line != "violation wasm-eval"] == []
    assert [url for url in asked if not url.startswith((server.address, "data:", "blob:"))] == []
    assert any(url.endswith("world_50m.json") for url in asked)
    assert page.evaluate("document.fonts.check('14px \"Noto Sans\"')")


def test_a_failing_page_shows_a_number_and_nothing_of_the_exception(server, browser):
    page, _, _ = visit(browser, f"{server.address}/fail", "[data-testid=stAlert]")
    text = page.inner_text("[data-testid=stAlert]")
    assert re.fullmatch(r"This page could not be drawn\. .* number [0-9a-f]{8}\.", text.strip())
    assert "CANARY" not in page.content()


@pytest.fixture
def briefing(server, project):
    """A page of another site that embeds both servers; its address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            frames = "".join(f'<iframe src="{each.address}/?embed=true"></iframe>' for each in (server, project))
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Briefing</title>{frames}".encode())

        def log_message(self, *_):
            """Silent: a test reads its own output."""

    site = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://localhost:{site.server_port}"
    site.shutdown()
    site.server_close()


def test_an_embed_draws_on_another_site_only_where_the_setting_allows_it(briefing, browser):
    page, _, complaints = visit(browser, briefing, "iframe")
    page.frame_locator("iframe").first.locator(DRAWN).first.wait_for()
    assert "cached=" in page.frame_locator("iframe").first.locator("body").inner_text()
    assert page.frame_locator("iframe").last.locator(DRAWN).count() == 0
    assert any("frame-ancestors 'self' https://www.fao.org" in line for line in complaints)


# --- without a connection -----------------------------------------------------------------------------------------


def test_where_no_socket_gets_through_the_page_says_so_and_leads_to_the_static_report(tmp_path, browser):
    screen = tmp_path / "screen.py"
    screen.write_text(SCREEN, encoding="utf-8")
    prelude = "from ocop.web import guard\nguard.is_closed = lambda path: path.endswith('/stream')"  # every socket is refused
    with servers.running_server(screen=screen, prelude=prelude) as walled:
        page, asked, complaints = visit(browser, walled.address, "#ocop-wire")
        told = page.inner_text("#ocop-wire")
        assert "does not let the live pages connect" in told and page.get_attribute("#ocop-wire", "role") == "alert"
        page.click("#ocop-wire a")
        page.wait_for_selector("footer")
        assert page.url == f"{walled.address}/report/latest.html"
        assert "OCOP" in page.title() and page.locator("table").count() > 3
        assert [url for url in asked if not url.startswith((walled.address, "data:", "blob:"))] == []
        assert not [line for line in complaints if "Content Security Policy" in line]
        silent = page.context.new_page()
        silent.route_web_socket(re.compile("/_stcore/stream"), lambda _socket: None)  # it opens, and nothing goes through
        silent.goto(walled.address)
        silent.wait_for_selector("#ocop-wire a")
        silent.close()


def test_a_reader_is_told_within_ten_seconds():
    patience = int(re.search(r"PATIENCE = (\d+);", (OURS / "wire.js").read_text())[1])
    assert 3_000 <= patience <= 9_000


def test_a_restart_is_told_and_the_first_click_after_it_takes_effect(tmp_path, browser):
    screen = tmp_path / "screen.py"
    screen.write_text(CHOICE, encoding="utf-8")
    with servers.running_server(screen=screen, prelude=STORE) as before:
        page, _, _ = visit(browser, f"{before.address}/?region=RAP", DRAWN)
        page.wait_for_selector("text=region=RAP")
        page.get_by_role("combobox", name="Region").wait_for()  # what draws it comes from the server that ends now
        assert page.locator("#ocop-wire").count() == 0
    page.wait_for_selector("#ocop-wire")
    assert "connection to the server is lost" in page.inner_text("#ocop-wire")
    assert page.get_by_text("load this view again").get_attribute("href") == f"{before.address}/?region=RAP"
    with servers.running_server(screen=screen, prelude=STORE, port=before.port):
        page.wait_for_selector("#ocop-wire", state="detached")
        assert page.evaluate("location.search") == "?region=RAP"
        page.get_by_role("combobox", name="Region").click()
        page.get_by_role("option", name="RLC", exact=True).click()
        page.wait_for_selector("text=region=RLC")
        assert page.evaluate("location.search") == "?region=RLC"


def test_the_static_report_is_made_once_for_each_version(monkeypatch):
    served, made = [SimpleNamespace(fingerprint="f" * 64, stale_because="")], []
    monkeypatch.setattr(store, "current", lambda: served[-1])
    kept = latest.Latest(lambda version: made.append(version.fingerprint) or b"<p>report</p>" * 99)
    marks = {kept.take(encoding)[0] for encoding in (None, "br", "gzip", None)}
    assert len(marks) == 3 and len(made) == 1
    assert brotli.decompress(kept.take("br")[1]) == gzip.decompress(kept.take("gzip")[1]) == kept.take(None)[1]
    served.append(SimpleNamespace(fingerprint="f" * 64, stale_because="The data folder is gone"))
    assert kept.take(None)[0] not in marks and len(made) == 2  # the page must now say that it is an older state
    served.append(SimpleNamespace(fingerprint="e" * 64, stale_because=""))
    kept.take("br")
    assert len(made) == 3 and set(kept.bodies) == {None, "br"}


def test_the_static_report_says_that_pictures_are_left_out_and_that_a_state_is_an_older_one(record):
    written = latest.report_of(replace(record, stale_because="The data folder is gone; <b>the last good version is shown.")).decode()
    assert "Without pictures: the live pages draw them." in written and "gone; &lt;b&gt;the last good" in written
    assert "<script" not in written and "<img" not in written and "<table" in written


@pytest.mark.parametrize("path", ["/embed/countries/by_region", "/view/overview/countries?region=RAF", "/api/v1/", "/sitemap.xml",
                                  "/api/v1/countries/by_region.json", "/share/countries/by_region"])
def test_what_is_no_page_comes_packed_and_is_not_sent_twice(project, path):
    status, told, body = ask(project, path, accept_encoding="br")
    assert (status, told["content-encoding"], told["etag"][-4:]) == (200, "br", '-br"') and brotli.decompress(body)
    assert ask(project, path, accept_encoding="br", if_none_match=told["etag"])[0] == 304
    assert ask(project, path, accept_encoding="gzip", if_none_match=told["etag"])[0] == 200
    assert ask(project, "/countries", if_none_match=told["etag"], accept_encoding="br")[0] == 200  # a page is always sent whole


def test_the_static_report_of_the_project(project):
    status, found, body = ask(project, "/report/latest.html", accept_encoding="br")
    assert (status, found["content-type"], found["content-encoding"]) == (200, "text/html; charset=utf-8", "br")
    assert b"default-src 'none'" in brotli.decompress(body) and "default-src 'self'" in found["content-security-policy"]
    assert ask(project, "/report/latest.html", accept_encoding="br", if_none_match=found["etag"])[::2] == (304, b"")
    status, of_head, nothing = ask(project, "/report/latest.html", "HEAD", accept_encoding="br")
    assert (status, nothing, of_head["content-length"]) == (200, b"", found["content-length"])


def test_without_data_the_static_report_is_a_sentence_with_a_number():
    made = latest.Latest(lambda _served: (_ for _ in ()).throw(OSError("/srv/secret")))
    endpoint = latest.latest_route(made).endpoint
    answer = in_a_loop(endpoint, Request({"type": "http", "method": "GET", "path": latest.ADDRESS, "headers": [], "query_string": b""}))
    assert answer.status_code == 503 and re.search(rb"log: [0-9a-f]{8}\.", answer.body) and b"secret" not in answer.body


# --- errors and the log -------------------------------------------------------------------------------------------


def errors_in(server):
    lines = [json.loads(line) for line in server.log().splitlines() if line.startswith("{")]
    return {line["error"]["number"]: line for line in lines if "error" in line}


def test_a_planted_secret_reaches_neither_the_frames_nor_the_log(server):
    with socket(server) as line:
        frames = run(line, page="fail")
    assert b"CANARY" not in b"".join(frames) and b"/srv/hidden" not in b"".join(frames)
    number = re.search(r"number ([0-9a-f]{8})", written(frames)).group(1)
    logged = errors_in(server)[number]
    assert logged["error"]["kind"] == "RuntimeError"
    assert any(place.endswith(" fail") for place in logged["error"]["places"])
    assert "CANARY" not in server.log()


def test_each_error_is_logged_once(server):
    with socket(server) as line:
        number = re.search(r"number ([0-9a-f]{8})", written(run(line, page="fail"))).group(1)
    assert server.log().count(number) == 1


def test_problems_of_the_data_are_listed_as_plain_text(server):
    with socket(server) as line:
        frames = run(line, page="broken")
    texts = [ForwardMsg.FromString(frame).delta.new_element.text.body for frame in frames]
    assert any("members.csv row 14" in text for text in texts)  # st.text, where an image in Markdown stays letters
    assert b"CANARY" not in b"".join(frames)


def test_the_log_is_json_lines_and_no_setting_is_unsafe(server):
    lines = [line for line in server.log().splitlines() if line.strip()]
    others = [line for line in lines if not line.startswith("{")]
    assert all(re.search(r"You can now view|URL: ", line) for line in others)  # Streamlit's greeting
    assert not [line for line in lines if "unsafe setting" in line]


@pytest.mark.parametrize(("text", "gone"), [
    ("GET /countries?region=RAF&as_of=2025 failed", "RAF"),
    ("mail to jane.doe@fao.org", "jane"),
    ("password: hunter2", "hunter2"),
    ("OCOP_TOKEN=abc123", "abc123"),
    ("Cookie: _streamlit_user=xyz; a=b", "xyz"),
    ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
    ("bearer eyJhbGciOi.abc", "eyJhbGciOi"),
    ("key sk4f9A8b7C6d5E4f3A2b1C0d9E8f refused", "sk4f9A8b7C6d5E4f3A2b1C0d9E8f"),
])
def test_the_log_forgets_what_belongs_to_a_reader(text, gone):
    assert gone not in logs.scrub(text)


def test_the_log_keeps_what_helps():
    text = "members.csv row 14, stage: not one of applied, joined on 2025-08-01"
    assert logs.scrub(text) == text


# --- health -------------------------------------------------------------------------------------------------------


def test_health_names_the_version_of_the_data(server):
    status, found, body = ask(server, "/healthz")
    assert status == 200 and found["content-type"] == "application/json"
    assert json.loads(body) == {"status": "ok", "reason": "", "fingerprint": "f00d", "last_known_on": "2026-11-21", "problems": 0}


def test_health_of_the_project(project):
    status, _, body = ask(project, "/healthz")
    told = json.loads(body)
    assert (status, told["status"], told["problems"]) == (200, "ok", 0)
    assert re.fullmatch("[0-9a-f]{64}", told["fingerprint"])
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", told["last_known_on"])


@pytest.mark.parametrize(("state", "code", "status"), [
    (warm.State("f00d", "2026-11-21"), 200, "ok"),
    (warm.State("f00d", "2026-11-21", ("the folder changed and is broken",), "broken"), 200, "degraded"),  # the last good version
    (warm.State(problems=("no folder", "no table"), reason="missing"), 503, "down")])
def test_health_is_200_as_long_as_some_good_version_is_served(state, code, status):
    answer = health.answer(state)
    assert (answer.status_code, json.loads(answer.body)["status"]) == (code, status)
    assert json.loads(answer.body)["problems"] == len(state.problems)
    assert json.loads(answer.body)["reason"] == state.reason
    assert not any(problem.encode() in answer.body for problem in state.problems)


def test_a_reason_that_nobody_named_is_not_passed_on():
    told = json.loads(health.answer(warm.State(problems=("x",), reason="/srv/secret")).body)
    assert told["reason"] == "internal"


def test_every_reason_of_the_store_is_explained():
    kinds = set(telling.SAID) | {"broken", ""}
    assert kinds == set(health.REASONS)


def test_health_answers_head_as_get(server):
    status, found, body = ask(server, "/healthz", "HEAD")
    assert (status, body, found["content-type"]) == (200, b"", "application/json")
    assert int(found["content-length"]) == len(ask(server, "/healthz")[2])


def test_a_problem_is_logged_once_and_again_only_when_it_changes(monkeypatch, caplog):
    monkeypatch.setattr(warm.log, "propagate", True)
    monkeypatch.setattr(logging.getLogger("ocop"), "propagate", True)
    found = [warm.State(problems=("a",)), warm.State(problems=("a",)), warm.State(problems=("b",)), warm.State("f00d", "2026-11-21")]
    monkeypatch.setattr(warm, "look", lambda: found.pop(0))
    now = [0.0]
    watch = warm.Watch(clock=lambda: now[0])
    for _ in range(4):
        watch.state()
        now[0] += warm.LOOK_AGAIN + 1
    assert [record.getMessage()[-1] for record in caplog.records] == ["a", "b"]


def test_many_health_checks_cost_one_look_and_a_repair_is_seen(monkeypatch):
    now, found = [100.0], [warm.State(problems=("broken",)), warm.State("f00d", "2026-11-21")]
    monkeypatch.setattr(warm, "look", lambda: found.pop(0))
    watch = warm.Watch(clock=lambda: now[0])
    assert [watch.state().is_ok for _ in range(5)] == [False] * 5
    now[0] += warm.LOOK_AGAIN + 1
    assert watch.state().is_ok and found == []


def test_warming_up_imports_and_freezes_and_survives_missing_data(tmp_path):
    code = ("import gc, sys; from ocop.web import warm; state = warm.warm(); "
            "print(state.is_ok, gc.get_freeze_count() > 50_000, all(name in sys.modules for name in warm.HEAVY))")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "OCOP_DATA": str(tmp_path / "none")},
                          capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True"]


def test_a_missing_data_folder_leaves_the_server_up_and_says_what_is_wrong(tmp_path, browser):
    with servers.running_server(env={"OCOP_DATA": str(tmp_path / "missing")}) as broken:
        status, _, body = ask(broken, "/healthz")
        told = json.loads(body)
        assert (status, told["status"], told["reason"], told["fingerprint"]) == (503, "down", "missing", None)
        assert told["problems"] >= 1
        with socket(broken) as line:
            frames = run(line)
        assert str(tmp_path).encode() not in b"".join(frames)
        page, _, _ = visit(browser, broken.address, DRAWN)
        page.wait_for_function("() => document.querySelector('[data-testid=stMain]').innerText.includes('problem')")
        assert ask(broken, "/_stcore/health")[0] == 200


# --- the first request, and the start -----------------------------------------------------------------------------


def test_a_fresh_server_whose_first_reader_follows_a_deep_link_into_an_embed(browser):
    asked = "/countries?region=RAF&as_of=2025-08-01&embed=true"
    with servers.running_server() as fresh:
        page, _, _ = visit(browser, f"{fresh.address}{asked}", DRAWN)
        page.wait_for_function("() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'")
        assert page.query_selector("[data-testid=stSidebarNav]") is None  # there the bare folder would be listed
        assert page.locator("[data-testid=stTopNavLink]").count() == 0  # only the content, no navigation
        assert page.title() == "Africa · Countries · as of 1 Aug 2025 · OCOP Monitor"  # a bare file would be called "countries"
        expect(page.get_by_role("heading", name="Countries").first).to_be_visible()
        assert "could not be drawn" not in page.inner_text("[data-testid=stMain]") and "Africa" in page.inner_text("[data-testid=stMain]")
        page.locator(".st-key-chart-countries-map").get_by_role("button", name="About this figure").click()
        assert "Africa · as of 1 August 2025" in page.inner_text(".st-key-chart-countries-map [popover]")
        assert page.evaluate("location.pathname + location.search") == asked
        with socket(fresh) as line:
            listed = [ForwardMsg.FromString(frame).navigation.app_pages for frame in run(line, page="countries")]
        assert "Task forces" in {each.page_name for pages in listed for each in pages}  # the file is task_forces.py


def test_no_folder_named_pages_stands_beside_the_running_script():
    assert not (ROOT / "ocop" / "pages").exists()


def test_production_refuses_an_unsafe_setting_in_one_clear_line():
    text = servers.refused_start({"OCOP_PRODUCTION": "1", "STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": "full"})
    assert "client.showErrorDetails is 'full': readers would see" in text
    assert "server.allowedHosts is []: " in text
    assert "Traceback" not in text


def test_production_starts_when_all_settings_are_safe():
    env = {"OCOP_PRODUCTION": "1", "STREAMLIT_SERVER_ALLOWED_HOSTS": "127.0.0.1 monitor.example.org"}
    with servers.running_server(env=env) as strict:
        assert ask(strict, "/")[0] == 200
        with socket(strict) as line:
            assert run(line)
        with pytest.raises(InvalidStatus):
            connect(f"ws://localhost:{strict.port}/_stcore/stream", open_timeout=PATIENCE / 1000)  # a name that was not given


def test_a_wrong_list_of_embedders_ends_the_start_in_one_clear_line():
    text = servers.refused_start({"OCOP_FRAME_ANCESTORS": "*; x"})
    assert "OCOP_FRAME_ANCESTORS: '*;' is not" in text and "Traceback" not in text


SAFE = {rule.name: rule.wanted for rule in settings.RULES if not callable(rule.wanted)} | {
    "client.toolbarMode": "minimal", "client.allowedOrigins": [], "server.maxUploadSize": 1, "server.maxMessageSize": 20,
    "server.maxWidgetStateSize": 1, "server.allowedHosts": ["monitor.example.org"]}


def test_safe_settings_pass_even_in_production():
    assert settings.unsafe(SAFE.get, production=True) == []


@pytest.mark.parametrize("name", sorted({rule.name for rule in settings.RULES}))
def test_each_checked_setting_exists_and_its_variable_is_named_rightly(name):
    assert settings.variable(name) == config._config_options_template[name].env_var


def test_streamlit_as_it_comes_would_not_pass():
    defaults = {name: option.default_val for name, option in config._config_options_template.items()}
    caught = {line.partition(" ")[0] for line in settings.unsafe(defaults.get, production=True)}
    assert caught >= {"client.showErrorDetails", "client.toolbarMode", "client.allowedOrigins", "browser.gatherUsageStats",
                      "server.maxUploadSize", "server.enableWebsocketCompression", "server.allowedHosts"}


@pytest.mark.parametrize(("name", "value"), [
    ("client.showErrorDetails", "full"), ("client.showErrorDetails", True), ("browser.gatherUsageStats", True),
    ("server.enableXsrfProtection", False), ("server.maxUploadSize", 200), ("server.enableAgentApi", True),
    ("logger.enableRich", True), ("server.baseUrlPath", "monitor"), ("server.allowedHosts", ["a.org,b.org"]),
    ("server.allowedHosts", ['["a.org"]'])])
def test_an_unsafe_setting_is_named_with_its_reason(name, value):
    (line,) = settings.unsafe({**SAFE, name: value}.get)
    assert line.startswith(f"{name} is {value!r}: ") and settings.variable(name) in line
