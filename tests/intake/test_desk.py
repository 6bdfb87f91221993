"""The desk as its visitors meet it: a server of its own with a real provider of sign-ins, and the walls around both kinds of desk."""

import http.client
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from ocop import library as reading
from ocop.intake import desk, signin
from ocop.store import ROOT
from ocop.versions import ledger, operator, publishing, roles
from ocop.web import guard, settings
from tests import servers
from tests.browser import chromium
from tests.versions.libraries import begun, name_roles

HEAD = (ROOT / "data" / "members.csv").read_text(encoding="utf-8").splitlines()[0]
ROW = "MB-900,ocop-fao,GHA,named,named with a product,2023-06-29,,,,2023-07-10,source,S019,product: soybean once more,"
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "of-the-tests-and-long-enough-to-be-one"
client_id = "desk"
client_secret = "secret"
server_metadata_url = "http://127.0.0.1:{provider}/.well-known/openid-configuration"
"""
# before the entry point: the seconds of an idle session stand in a file that the test may change while the desk runs
BEFORE = """
from pathlib import Path
from ocop.intake import signin
signin.idle = lambda: float(Path({file!r}).read_text())
"""


@contextmanager
def provider(log):
    """A provider of sign-ins, as a process of its own."""
    port = servers.free_port()
    with open(log, "w") as out:
        process = subprocess.Popen([sys.executable, "-m", "oidc_provider_mock", "--port", str(port)], stdout=out, stderr=subprocess.STDOUT)
    try:
        for _turn in range(200):
            try:
                asked = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
                asked.request("GET", "/.well-known/openid-configuration")
                if asked.getresponse().status == 200:
                    break
            except OSError:
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
        yield port
    finally:
        servers.end(process)


@contextmanager
def running_desk(place, library, **env):
    """The desk on a library, with a home of its own in which its secrets are."""
    port, output = servers.free_port(), place / "desk.log"
    home = place / "home" / ".streamlit"
    home.mkdir(parents=True)
    if "provider" in env:
        (home / "secrets.toml").write_text(SECRETS.format(port=port, provider=env.pop("provider")), encoding="utf-8")
    env |= {"OCOP_DATA": str(library), "HOME": str(place / "home"), "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "20"}
    idle, entry = place / "idle", place / "entry.py"
    idle.write_text("1800", encoding="ascii")
    entry.write_text(BEFORE.format(file=str(idle)) + (ROOT / "intake.py").read_text(encoding="utf-8"), encoding="utf-8")
    process = servers.start(entry, port, env, output)
    try:
        servers.await_health(process, port, output)
        yield SimpleNamespace(port=port, address=f"http://127.0.0.1:{port}", idle=idle, log=lambda: output.read_text(encoding="utf-8"))
    finally:
        servers.end(process)


def asked(server, method, path, body=None):
    """Status and headers of a plain request."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request(method, path, body)
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers


def of_the_record(record, place):
    """A library whose first version is the shipped record, with the database that was built of it already."""
    def build(_candidate, file):
        for end in (".duckdb", ".sha256", ".notices"):
            shutil.copyfile(record.file.with_suffix(end), file.with_suffix(end))

    publishing.start(place / "library", ROOT / "data", operator(), build=build)
    return place / "library"


def sign_in(page, server, subject):
    page.set_default_timeout(40_000)
    page.goto(f"{server.address}/")
    page.get_by_role("button", name="Sign in").click()
    page.locator("input[name=sub]").fill(subject)
    page.locator("input[name=sub]").press("Enter")
    page.wait_for_url(f"{server.address}/**")
    page.wait_for_function(chromium.IDLE)


def send(page, row):
    content = f"{HEAD}\n{row}\n".encode()
    page.locator("input[type=file]").set_input_files([{"name": "../../etc/passwd.csv", "mimeType": "text/csv", "buffer": content}])


def settled(page):
    """Nothing runs, also not the run that follows an act."""
    for _twice in range(2):
        page.wait_for_function(chromium.IDLE)
        page.wait_for_timeout(400)


def go_to(page, server, path):
    page.goto(f"{server.address}{path}")
    settled(page)


def type_in(part, label, words):
    field = part.get_by_label(label, exact=True)
    field.fill(words)
    field.press("Tab")
    settled(getattr(part, "page", part))


def press(page, name, said):
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(said).first).to_be_visible()
    settled(page)


def open_part(page, name):
    page.get_by_test_id("stExpander").filter(has_text=name).locator("summary").first.click()


def the_secretariat_does_its_part(page, server, library):
    """On a phone: the list of what is lacking, a locked period, a note, a decision and a judgement of a review, its closing, and the way back."""
    expect(page.locator(".ocop-slips > li").first).to_be_visible()
    expect(page.locator("[data-testid=stDataFrame]").first).to_be_hidden()
    assert page.locator(".ocop-slips dd a[target=_blank]").count() and page.evaluate("() => document.documentElement.scrollWidth") <= 390
    go_to(page, server, "/versions")
    open_part(page, "No period is locked")
    type_in(page, "Period", "2024-H1")
    type_in(page, "Reason", "reviewed")
    press(page, "Lock", "Locked. The ledger's mark is 3-")
    go_to(page, server, "/review")
    open_part(page, "Add a note")
    type_in(page, "Note", "Seen by all")
    type_in(page.get_by_test_id("stExpander").filter(has_text="Add a note"), "Author, by office", "Secretariat")
    press(page, "Add the note", "The note is published")
    expect(page.locator(".ocop-slips").get_by_text("Seen by all")).to_be_visible()
    open_part(page, "Add a decision")
    type_in(page, "Decision", "Meet again")
    press(page, "Add the decision", "The decision is published")
    expect(page.locator(".ocop-slips").get_by_text("Meet again")).to_be_visible()
    open_part(page, "Add a judgement")
    judging = page.get_by_test_id("stExpander").filter(has_text="Add a judgement")
    for label, words in (("Author, by office", "Secretariat"), ("Reason", "As the reports say")):
        type_in(judging, label, words)
    press(page, "Add the judgement", "The judgement is published")
    open_part(page, "Close the review")
    page.get_by_text("All that belongs to it is entered.").click()
    settled(page)
    press(page, "Close the review", "Closed. The report is kept.")
    expect(page.get_by_text("This review is closed.")).to_be_visible()
    kept = reading.ground(library).folder / publishing.PAPERS / "RV-2025-H1"
    assert len(list(kept.iterdir())) == 5 and "Seen by all" in (kept / "report.html").read_text(encoding="utf-8")
    go_to(page, server, "/versions")
    open_part(page, "Roll back")
    type_in(page, "Why", "a mistake")
    page.get_by_text(f"instead of {reading.ground(library).version}").click()
    settled(page)
    press(page, "Roll back", "Rolled back.")
    assert reading.counter(reading.ground(library).version) == 6


def test_whoever_signs_in_does_what_his_role_allows_for_as_long_as_it_does(record, tmp_path):
    library = of_the_record(record, tmp_path)
    name_roles(library, "ghana,country office,,GHA", "hq,secretariat,,")
    with provider(tmp_path / "provider.log") as port, running_desk(tmp_path, library, provider=port) as server, chromium.chromium() as browser:
        for path in ("/", "/submissions", "/versions"):
            policy = asked(server, "GET", path)[1]["content-security-policy"]
            assert "frame-ancestors 'none'" in policy and "script-src 'self' 'sha256-" in policy and "unsafe-eval" not in policy
        closed = (("PUT", "/_stcore/upload_file/any/file"), ("POST", "/_stcore/upload_file/any/file"), ("GET", "/_stcore/metrics"))
        for method, path in closed:
            assert asked(server, method, path, b"x" * 100)[0] == 404, path
        with chromium.reader(browser, server) as page:
            page.goto(f"{server.address}/submissions")
            expect(page.get_by_role("button", name="Sign in")).to_be_visible()
            expect(page.get_by_text("Hand in")).to_have_count(0)
            sign_in(page, server, "nobody")
            expect(page.get_by_role("heading", name="You have no role at this desk")).to_be_visible()
            expect(page.locator("input[type=file]")).to_have_count(0)
        with chromium.reader(browser, server, width=1300) as page:  # another browser
            sign_in(page, server, "ghana")
            expect(page.get_by_text("Signed in as ghana: country office GHA")).to_be_visible()
            page.get_by_role("link", name="Submissions").click()
            send(page, ROW)
            page.get_by_role("button", name="Hand in").click()
            expect(page.get_by_text("Handed in. It waits for the regional group.")).to_be_visible()
            expect(page.get_by_role("button", name="Clear", exact=True)).to_have_count(0)
            expect(page.get_by_role("button", name="Publish")).to_have_count(0)
            page.wait_for_function(chromium.IDLE)
            send(page, ROW)  # the key is that of the row on its way
            expect(page.get_by_text("1 problem. Nothing was handed in")).to_be_visible()
            expect(page.get_by_role("button", name="Hand in")).to_have_count(0)
            send(page, ROW.replace("GHA", "TGO").replace("MB-900", "MB-901"))
            page.get_by_role("button", name="Hand in").click()
            expect(page.get_by_text("rows are not of GHA alone")).to_be_visible()
            name_roles(library, "hq,secretariat,,")  # taken back while the page is open
            page.get_by_role("button", name="Hand in").click()
            expect(page.get_by_role("heading", name="You have no role at this desk")).to_be_visible()
        with chromium.reader(browser, server, width=390, height=844) as page:
            sign_in(page, server, "hq")
            page.errors.clear(), page.foreign.clear()  # of the provider's own page
            the_secretariat_does_its_part(page, server, library)
            server.idle.write_text("1", encoding="ascii")  # and goes away
            page.wait_for_timeout(1_100)
            page.get_by_test_id("stExpandSidebarButton").click()
            page.get_by_test_id("stSidebarNavLink").filter(has_text="Submissions").click()
            expect(page.get_by_text("Your session is over, because nothing was done for a while.")).to_be_visible()
            expect(page.get_by_role("button", name="Sign in")).to_be_visible()
            expect(page.locator("input[type=file]")).to_have_count(0)
            assert page.errors == page.foreign == []
    acts = [(entry.act, entry.by) for entry in ledger.entries(library)]
    assert acts == [("start", operator().subject), ("submit", "ghana"), ("lock", "hq"), *[("publish", "hq")] * 4, ("roll back", "hq")]
    assert ledger.faults(library) == []
    assert sorted(path.name for path in (library / "submissions" / "S00001").iterdir()) == ["members.csv"]
    assert "secret" not in server.log().lower().replace("secrets", "")


def test_a_sign_in_that_is_not_used_is_over_whatever_its_cookie_says(monkeypatch):
    clock, day = [100.0], [1_000_000.0]
    now, today = (lambda: clock[0]), (lambda: day[0])
    monkeypatch.setattr(signin, "_used", {})
    assert signin.is_in_use(("p", "ana", 1), day[0] - 5, now, today)
    for _act in range(5):
        clock[0] += roles.IDLE - 1
        day[0] += roles.IDLE - 1
        assert signin.is_in_use(("p", "ana", 1), 1_000_000.0 - 5, now, today)
    clock[0] += roles.IDLE + 1
    assert not signin.is_in_use(("p", "ana", 1), 1_000_000.0 - 5, now, today)
    assert not signin.is_in_use(("p", "ana", 1), 1_000_000.0 - 5, now, today)  # and stays over
    assert not signin.is_in_use(("p", "old", 2), day[0] - roles.IDLE - 1, now, today)  # after a start, only what is fresh
    clock[0] += 1
    assert signin.is_in_use(("p", "new", 3), day[0], now, today)
    day[0] += signin.LONGEST
    assert not signin.is_in_use(("p", "new", 3), day[0] - signin.LONGEST, now, today)  # half a day, however much it is used


@pytest.mark.parametrize(("minutes", "seconds"), [("", 1800), ("10", 600), ("0", 1), ("soon", 1800), ("-5", 1)])
def test_how_long_a_sign_in_may_rest_is_a_setting(monkeypatch, minutes, seconds):
    monkeypatch.setenv("OCOP_INTAKE_IDLE", minutes)
    assert signin.idle() == seconds


def test_a_file_is_taken_from_a_session_that_was_let_in_and_still_may(tmp_path, monkeypatch):
    library = begun(tmp_path)
    monkeypatch.setenv("OCOP_DATA", str(library))
    name_roles(library, "ana,country office,,GHA")
    path = "/_stcore/upload_file/s1/f1"

    def opens(method="PUT", path=path):
        return desk.opens({"type": "http", "method": method, "path": path})

    assert not opens()
    signin.admit("s1", roles.sealed("ana", roles.SIGNED_IN))
    assert opens() and opens("DELETE") and not opens("GET") and not opens(path="/_stcore/upload_file/s2/f1") and not opens(path="/_stcore/metrics")
    name_roles(library, "x,secretariat,,")
    assert not opens()
    for late in (roles.sealed("x", roles.SIGNED_IN, -1), roles.Actor("x", roles.SIGNED_IN, 1e12)):
        signin.admit("s1", late)
        assert not opens()
    assert guard.is_closed(path)  # on the public server for everybody


@pytest.mark.parametrize(("client", "headers", "is_let_in"), [
    ("127.0.0.1", {"host": "127.0.0.1:8502"}, True), ("127.0.0.1", {"host": "localhost"}, True), ("::1", {"host": "[::1]:8502"}, True),
    ("10.0.0.7", {"host": "127.0.0.1:8502"}, False), ("127.0.0.1", {"host": "evil.example:8502"}, False), ("127.0.0.1", {}, False),
    ("127.0.0.1", {"host": "localhost", "x-forwarded-for": "10.0.0.7"}, False)])
def test_without_a_sign_in_the_desk_is_open_to_its_own_machine_by_its_own_name(client, headers, is_let_in):
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert desk.is_from_here({"type": "http", "client": (client, 1), "headers": raw}) is is_let_in


@pytest.mark.parametrize(("is_configured", "settings", "said"), [
    (False, {"server.address": "0.0.0.0"}, "anybody could write"), (False, {"server.address": None}, "anybody could write"),
    (True, {"server.address": "0.0.0.0", "server.trustedUserHeaders": {"x-user": "sub"}}, "a header would say who somebody is"),
    (False, {"server.address": "127.0.0.1"}, ""), (True, {"server.address": "0.0.0.0"}, "")])
def test_a_desk_that_anybody_could_write_at_does_not_start(monkeypatch, is_configured, settings, said):
    monkeypatch.setattr(signin, "is_configured", lambda: is_configured)
    monkeypatch.setattr(desk.upstream, "setting", settings.get)
    if said:
        with pytest.raises(SystemExit, match=said):
            desk.must_be_alone()
    else:
        desk.must_be_alone()


def test_a_desk_without_a_library_does_not_start(monkeypatch, tmp_path):
    monkeypatch.setenv("OCOP_DATA", str(tmp_path))
    with pytest.raises(SystemExit, match="is no library of versions"):
        desk.middleware()


def test_the_desk_takes_larger_files_than_the_public_server_and_no_more(monkeypatch):
    rule = {"server.maxUploadSize": 20}
    told = [settings.unsafe(lambda name: rule.get(name), uploads=most) for most in (1, 20, 19)]
    assert [any(line.startswith("server.maxUploadSize") for line in lines) for lines in told] == [True, False, True]
    assert guard.is_allowed(SimpleNamespace(WhichOneof=lambda _part: "file_urls_request"), desk.MESSAGES)
    assert not guard.is_allowed(SimpleNamespace(WhichOneof=lambda _part: "file_urls_request"))
    assert not guard.is_allowed(SimpleNamespace(WhichOneof=lambda _part: "clear_cache"), desk.MESSAGES)


def test_the_public_server_imports_nothing_of_the_desk():
    code = "import dashboard, sys; print([name for name in sys.modules if name.startswith(('ocop.intake', 'ocop.versions', 'ocop.desk'))])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.stdout.strip().splitlines()[-1] == "[]" and reading.POINTER == "current"


def test_whoever_has_just_published_goes_on_from_what_he_published(tmp_path, monkeypatch):
    from ocop import desk as screen_of_desk
    from ocop import store
    from ocop.store import serving
    from tests.versions import test_library
    from tests.versions.libraries import publish

    library = begun(tmp_path)
    monkeypatch.setenv("OCOP_DATA", str(library))
    monkeypatch.setattr(store, "CURRENT", serving.Current(test_library.opened))
    assert screen_of_desk.newest(library).version == reading.pointed(library)
    for crop in ("two", "three"):
        name = publish(library, crop).name
        assert screen_of_desk.newest(library).version == name


def test_a_form_of_the_review_desk_begins_with_a_day_that_its_report_holds():
    from ocop import queries
    from ocop import review as periods
    from ocop.intake.pages import review
    from tests.small import small_store

    rows = {"actions": [{"action_id": "AC-1", "known_on": "2024-01-01", "known_on_basis": "source"}],
            "reviews": [{"review_id": "RV-1", "title": "A review", "on": "2025-08-01", "kind": "review", "period": "2025-H1",
                         "known_on": "2025-08-01", "known_on_basis": "source", "source_id": "S-A"}]}
    first, last = review.days(SimpleNamespace(store=small_store(**rows)), "2025-H1")
    notes = [{"note_id": f"RN-{on}", "review_id": "RV-1", "note": f"of {on}", "author": "A", "on": str(on)} for on in (first, last)]
    told = small_store(**rows, review_notes=notes)
    assert [row["detail"] for row in queries.run(told, "review/notes", periods.chosen(told, word="2025-H1")).rows] == [f"of {last}"]
