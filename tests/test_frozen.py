"""A frozen address answers for ever with the same bytes: after its version went, after a restart, after the monitor learned to draw otherwise."""

import gzip
import logging
import os
import re
from datetime import date
from html import unescape

import pytest

from ocop import store
from ocop.api import drawings, light
from ocop.contracts import Problem
from ocop.store import DataProblems
from ocop.web import frozen, giving
from tests.small import small_store
from tests.test_api import ask

CLAIM = {"programme_id": "ocop-fao", "stage": "named", "known_on_basis": "source", "source_id": "S-A"}
FIRST = [{**CLAIM, "claim_id": "M1", "iso3": "GHA", "shown_on": "2024-03-01", "known_on": "2024-03-01"}]
GROWN = [{**CLAIM, "claim_id": "M2", "iso3": "TGO", "shown_on": "2024-02-01", "known_on": "2024-02-01"}]  # says more of days before
DAYS = "as_of=2024-06-01&compare_with=2024-03-01"
NAME = "countries/coverage"
ADDRESSES = [f"/{room}" for room in (
    f"view/{NAME}", f"embed/{NAME}", f"share/{NAME}", *(f"api/v1/{NAME}.{form}" for form in ("json", "csv", "xlsx", "parquet")),
    *(f"cite/{NAME}.{form}" for form in ("txt", "bib", "ris", "json")), f"picture/{NAME}.svg", "view/countries/register",
    "feed/changes.atom", "data/figures.sdmx.csv")]


@pytest.fixture(autouse=True)
def place(monkeypatch, tmp_path):
    """A folder of its own, nothing in line, and two versions of the data: `serve(FIRST)`, `serve(GROWN)`."""
    monkeypatch.setenv("OCOP_FROZEN", str(tmp_path / "frozen"))
    monkeypatch.setattr(drawings, "drawn", lambda call, form, *_more, **_words: f"<svg>{len(call.result().rows)} {form}</svg>".encode())
    frozen._known.clear()
    while not giving._waiting.empty():
        giving._waiting.get()
    return tmp_path / "frozen"


@pytest.fixture
def serve(monkeypatch):
    def served(rows, **more):
        made = small_store(date(2024, 12, 1), members=FIRST + (rows if rows is not FIRST else []), **more)
        monkeypatch.setattr(store.CURRENT, "get", lambda: made)  # it is in memory: once it is not served, it is kept nowhere
        return made.fingerprint[:12]

    return served


def answers(words, **headers):
    return {path: ask(path, words, **headers) for path in ADDRESSES}


def same(one, other):
    """Bytes and headers, but for what a server adds."""
    return one.body == other.body and one.headers == other.headers and one.status == other.status == 200


def test_what_was_asked_once_stays_when_the_data_the_server_and_the_drawing_change(serve, monkeypatch):
    words = f"region=RAF&{DAYS}&version={serve(FIRST)}"
    before = answers(words)
    assert {answer.status for answer in before.values()} == {200}
    version = serve(GROWN)
    assert "Togo" in ask("/view/countries/register", f"{DAYS}&version={version}").text and "Togo" not in before["/view/countries/register"].text
    frozen._known.clear()  # another process
    monkeypatch.setattr(light, "page", lambda *_call, **_words: b"drawn otherwise")
    assert ask(f"/view/{NAME}", DAYS).body == b"drawn otherwise"
    for told, headers in ((words, {}), ("&".join(reversed(words.split("&"))), {})):  # words in any order
        after = answers(told, **headers)
        assert [path for path in ADDRESSES if not same(before[path], after[path])] == []
    no_data = DataProblems([Problem("(folder)", None, None, None, "missing", "Bring it back.")], "missing")

    def gone():
        raise no_data

    monkeypatch.setattr(store.CURRENT, "get", gone)
    assert all(same(before[path], answer) for path, answer in answers(words).items())
    assert ask(f"/view/{NAME}", DAYS).status == 503


def test_who_may_frame_a_kept_page_is_as_set_today_and_its_script_may_run_as_it_did(serve, monkeypatch):
    words = f"{DAYS}&version={serve(FIRST)}"
    kept = ask(f"/embed/{NAME}", words).headers["content-security-policy"]
    monkeypatch.setenv("OCOP_FRAME_ANCESTORS", "https://fao.example")
    serve(GROWN)
    answer = ask(f"/embed/{NAME}", words)
    assert answer.status == 200
    before, after = (dict(part.split(" ", 1) for part in told.split("; ")) for told in (kept, answer.headers["content-security-policy"]))
    assert before.pop("frame-ancestors") != after.pop("frame-ancestors") == "https://fao.example" and before == after


def test_it_is_answered_as_any_other_by_mark_packing_and_head(serve):
    words = f"{DAYS}&version={serve(FIRST)}"
    plain = ask(f"/view/{NAME}", words)
    for later in (False, True):
        if later:
            serve(GROWN)
        packed = ask(f"/view/{NAME}", words, accept_encoding="gzip")
        assert gzip.decompress(packed.body) == plain.body and packed.headers["etag"] != plain.headers["etag"]
        assert ask(f"/view/{NAME}", words, if_none_match=packed.headers["etag"], accept_encoding="gzip").status == 304
        assert ask(f"/view/{NAME}", words, if_none_match='"other"').body == plain.body
        assert ask(f"/view/{NAME}", words, "HEAD").headers == plain.headers
        assert "default-src 'none'" in plain.headers["content-security-policy"] and "immutable" in plain.headers["cache-control"]
    assert ask(f"/view/{NAME}", words, host="other.example").status == 410  # its addresses would be those of another site
    assert ask(f"/view/{NAME}", words, **{"x-forwarded-prefix": "/folder"}).status == 410


def test_what_is_no_answer_of_a_frozen_address_is_not_kept(serve, place):
    version = serve(FIRST)
    for words, method in ((DAYS, "GET"), (f"{DAYS}&version={version}&region=XX", "GET"), (f"{DAYS}&version={version}", "HEAD"),
                          (f"{DAYS}&version={version}&version={version}", "GET"), (f"{DAYS}&version={version.upper()}x", "GET"),
                          (f"{DAYS}&version={version}&farbe=rot", "GET"), (f"{DAYS}&version=" + "0" * 12, "GET")):
        for path in (f"/view/{NAME}", f"/api/v1/{NAME}.json", f"/picture/{NAME}.gif"):
            ask(path, words, method)
    assert list(place.rglob("*.*")) == []


def test_what_is_kept_no_longer_says_so_and_leads_to_the_data_of_today(serve):
    serve(GROWN)
    words = f"region=RAF&{DAYS}&version=" + "0" * 12
    for path in (f"/view/{NAME}", f"/embed/{NAME}", f"/share/{NAME}"):
        page = ask(path, words)
        assert page.status == 410 and "is not kept here" in page.text
        (live,) = re.findall(r'href="(\?[^"]*)"', page.text)
        assert ask(path, unescape(live)[1:]).status == 200 and "version" not in live and "region=RAF" in live
    for path in (f"/api/v1/{NAME}.csv", f"/cite/{NAME}.bib", f"/picture/{NAME}.svg", "/feed/changes.atom", "/data/figures.sdmx.csv"):
        told = ask(path, words)
        assert told.status == 410 and told.headers["link"] == f'<{told.told["live"]}>; rel="latest-version"'
        assert ask(*told.told["live"].split("?")).status == 200


def test_all_that_a_frozen_page_leads_to_is_of_its_version(serve):
    version = serve(FIRST)
    for room in ("view", "embed", "share"):
        text = unescape(ask(f"/{room}/{NAME}", f"region=RAF&as_of=2024-06-01&version={version}").text)
        ours = re.findall(r'(?:href|srcset|src|content)="((?:\.\./\.\./|http://127[^/]*/)(?:picture|api|view|share|cite)/[^"]*)"', text)
        assert len(ours) >= 6 and all(f"version={version}" in address for address in ours if "link-follows" not in address), ours
        assert "version=" not in "".join(re.findall(r'id="link-follows" readonly value="([^"]*)"', text))
        live = unescape(ask(f"/{room}/{NAME}", "region=RAF").text)
        assert not re.findall(r'<img src="[^"]*version=', live) and "api/v1/countries/coverage.json?region=RAF\"" in live


def test_a_lasting_link_of_data_that_begin_late_is_not_refused_for_the_day_that_it_writes_down(serve):
    serve(FIRST)  # begins in 2024; where no review came before, the day to compare with is in 2021
    for words in ("", "as_of=2024-06-01", "as_of=2024-03-01"):
        (stays,) = re.findall(r'id="link-stays" readonly value="http://127.0.0.1([^"]*)"', unescape(ask(f"/share/{NAME}", words).text))
        assert "compare_with=2021-09-01" in stays and ask(*stays.split("?")).status == 200
    assert ask(f"/view/{NAME}", "as_of=2024-06-01&compare_with=2021-09-02").status == 422  # chosen by a reader


def test_what_is_shared_is_kept_before_anybody_opened_it(serve, monkeypatch):
    version = serve(FIRST)
    shared = unescape(ask(f"/share/{NAME}", "region=RAF&as_of=2024-06-01", host="a.example").text)
    (stays,) = re.findall(r'id="link-stays" readonly value="http://a.example([^"]*)"', shared)
    giving.work(is_endless=False)
    serve(GROWN)
    page = ask(*stays.split("?"), host="a.example")
    assert page.status == 200 and version in page.text and "Togo" not in page.text
    pictures = re.findall(r'(?:srcset|src)="\.\./\.\.(/picture/[^"]*)"', unescape(page.text))
    others = [stays.replace("/view/", "/embed/"), *re.findall(r'href="\.\./\.\.(/cite/[^"]*)"', shared),
              *(f"/api/v1/{NAME}.{form}?{stays.split('?')[1]}" for form in light.ROWS)]
    assert len(pictures) == 5 and len(others) == 1 + 3 + 4
    assert {ask(*address.split("?"), host="a.example").status for address in pictures + others} == {200}
    assert all(f"version={version}" in address for address in pictures)


def test_a_flood_of_shares_and_one_that_cannot_be_drawn_stop_nothing(serve, monkeypatch, caplog):
    version = serve(FIRST)

    def broken(*_call, **_words):
        raise RuntimeError

    monkeypatch.setattr(drawings, "drawn", broken)
    ask(f"/share/{NAME}", DAYS)
    giving.work(is_endless=False)
    assert ask(f"/cite/{NAME}.ris", f"{DAYS}&version={version}").status == 200 and "kept when it is asked for first" in caplog.text
    monkeypatch.setattr(giving._waiting, "maxsize", 20)
    assert {ask(f"/share/{NAME}", f"{DAYS}&region={region}").status for region in ("RAF", "RAP")} == {200} and giving._waiting.qsize() == 20


def test_a_frozen_answer_does_not_say_that_the_newest_data_cannot_be_shown(serve, monkeypatch):
    from dataclasses import replace

    version = serve(FIRST)
    stale = replace(store.CURRENT.get(), stale_because="The data folder is gone", stale_kind="missing")
    monkeypatch.setattr(store.CURRENT, "get", lambda: stale)
    assert "folder is gone" in ask(f"/view/{NAME}").text
    for path in (f"/view/{NAME}", f"/api/v1/{NAME}.json", "/feed/changes.atom"):
        assert "folder is gone" not in ask(path, f"{DAYS}&version={version}").text


def damaged(file):
    """Every state in which a file of the folder may be found."""
    body = file.read_bytes()
    yield b""
    yield body[:-1]
    yield body[:40]
    yield body.replace(b"</html>", b"</HTML>")
    yield b"\n" + body
    yield b"[" * 100_000
    yield b"[]\n"
    yield b'{"address": "x"}\n'
    yield body.replace(b"coverage", b"coverings", 1)
    yield body.replace(b"text/html", b"text\\r\\nx", 1)
    yield os.urandom(1000)


def test_what_stands_there_is_not_believed(serve, place, caplog):
    words = f"{DAYS}&version={serve(FIRST)}"
    right = ask(f"/view/{NAME}", words)
    (file,) = (place / "once").iterdir()
    for found in [*damaged(file)]:
        for part in (place / "once" / file.name, place / "again" / file.name):
            caplog.clear()
            for other in place.rglob("*.answer"):
                other.unlink()
            part.parent.mkdir(exist_ok=True)
            part.write_bytes(found)
            assert same(ask(f"/view/{NAME}", words), right), found[:60]
            assert "is not used and goes" in caplog.text and list(place.rglob("*.answer")) == [file]
    outside = place / "outside"
    outside.write_bytes(b"of somebody else")
    file.unlink()
    for put in (file.mkdir, lambda: file.symlink_to(outside), lambda: file.symlink_to("nowhere")):
        put()
        assert same(ask(f"/view/{NAME}", words), right) and file.is_file() and not file.is_symlink()
        file.unlink()
    assert outside.read_bytes() == b"of somebody else"
    (place / "once" / f"x.{2**22 + 1}.1-1.unfinished").write_bytes(b"of a process that ended")
    frozen._known.clear()
    ask(f"/view/{NAME}", f"region=RAF&{words}")
    assert {path.suffix for path in (place / "once").iterdir()} == {".answer"}


def test_a_folder_that_cannot_be_written_keeps_nothing_and_the_answer_goes_out(serve, place, monkeypatch, caplog):
    words = f"{DAYS}&version={serve(FIRST)}"
    place.write_text("a file in its place")
    assert ask(f"/view/{NAME}", words).status == 200 and "could not be kept" in caplog.text
    monkeypatch.setenv("OCOP_FROZEN_MB", "0")
    caplog.clear()
    assert ask(f"/view/{NAME}", words).status == 200 and caplog.text == ""
    serve(GROWN)
    assert ask(f"/view/{NAME}", words).status == 410


class Call:
    """As much of a request as is looked at."""

    method, headers = "GET", {}

    def __init__(self, number, given=False):
        from starlette.datastructures import URL, QueryParams

        self.url, self.query_params = URL("http://h/api/v1/a/b.json"), QueryParams(f"offset={number}&version=" + "a" * 12)
        self.scope = {frozen.GIVEN: given}


def test_a_flood_lets_go_what_was_asked_once_and_stays_within_its_room(place, monkeypatch, caplog):
    monkeypatch.setenv("OCOP_FROZEN_MB", "1")
    caplog.set_level(logging.WARNING)
    body = b"x" * 20_000

    def put(number, given=False):
        frozen.keep(Call(number, given), "text/plain", {}, body)
        for file in place.rglob("*.answer"):
            if file.stat().st_mtime > 10**9:
                os.utime(file, (number, number))  # kept in this order, whatever the clock of the disk

    for number in range(1, 6):
        put(number, given=number > 3)  # 4 and 5 were shared
    assert frozen.found(Call(3)) and frozen.found(Call(3)).body == body  # 3 is asked for again
    os.utime(frozen.file_of(frozen.address_of(Call(3)), "again"), (3, 3))
    for number in range(6, 140):
        put(number)
        assert sum(file.stat().st_size for file in place.rglob("*.answer")) <= 1_000_000
    kept = {number for number in range(1, 140) if any(os.path.exists(frozen.file_of(frozen.address_of(Call(number)), part))
                                                      for part in ("once", "again"))}
    assert {3, 4, 5, 139, 138} <= kept and not kept & {1, 2, *range(6, 90)} and "OCOP_FROZEN_MB gives more" in caplog.text
    for number in range(200, 260):
        put(number, given=True)  # more is shared than four fifths hold: the longest unasked go
    again = {file.name for file in (place / "again").iterdir()}
    held = {number for number in (3, 4, 5, *range(200, 260)) if frozen.file_of(frozen.address_of(Call(number)), "again").name in again}
    assert sum(file.stat().st_size for file in place.rglob("*.answer")) <= 1_000_000
    assert not held & {3, 4, 5, 200} and held >= set(range(230, 260)) and len(again) <= 40
    frozen.keep(Call(300), "text/plain", {}, b"x" * 60_000)  # one answer is no more than a twentieth of the room
    assert frozen.found(Call(300)) is None


@pytest.mark.parametrize("wrong", ["many", "-1", "1.5", "", "١"])
def test_a_wrong_room_is_named(monkeypatch, wrong):
    monkeypatch.setenv("OCOP_FROZEN_MB", wrong)
    with pytest.raises(ValueError, match="OCOP_FROZEN_MB"):
        frozen.room()
