"""Pictures when the browser dies, hangs or never was one: the next picture has a new browser, and nobody waits for long."""

import os
import shutil
import signal
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

import plotly.graph_objects as go
import pytest

from ocop.charts import pictures
from tests.browser.chromium import required


@pytest.fixture(scope="module")
def last():
    """No browser is left when all are through."""
    yield
    pictures.SHELF.close()


@pytest.fixture
def shelf(last):
    """The shelf without a picture; a test goes on with the browser that the one before left."""
    pictures.SHELF.drawn.clear()
    return pictures.SHELF


@pytest.fixture
def empty(shelf):
    """The shelf without a browser, before and after."""
    shelf.close()
    yield shelf
    shelf.close()


def drawn(number: int) -> bytes:
    """A small figure, another one for each number: kept pictures prove nothing."""
    return pictures.picture(go.Figure([{"type": "bar", "x": [1], "y": [number]}], {"height": 100}), "png", 100)


def send(shelf, sign: int) -> None:
    """A signal to every process of the browser, as an operating system short of memory sends it."""
    os.killpg(shelf.browser.process.pid, sign)


def test_a_browser_that_was_killed_is_replaced(shelf):
    required()
    assert drawn(1).startswith(b"\x89PNG")
    first = shelf.browser
    send(shelf, signal.SIGKILL)
    first.process.wait(20)
    assert drawn(2).startswith(b"\x89PNG") and shelf.browser is not first


def test_a_browser_has_the_low_priority_of_the_process_that_starts_it(empty, monkeypatch):
    required()
    monkeypatch.setattr(os, "nice", lambda step: 1 + step)
    assert drawn(5).startswith(b"\x89PNG")
    weighed = Path(f"/proc/{empty.browser.process.pid}/autogroup")  # only Linux weighs sessions
    assert not weighed.exists() or weighed.read_text().endswith("nice 1\n")


def test_a_browser_that_is_killed_while_it_draws_is_replaced(shelf, monkeypatch):
    required()
    drawn(1)
    first, real = shelf.browser, shelf.browser.kaleido.calc_fig

    async def late(*words, **named):
        send(shelf, signal.SIGKILL)
        return await real(*words, **named)
    monkeypatch.setattr(first.kaleido, "calc_fig", late)
    assert drawn(2).startswith(b"\x89PNG") and shelf.browser is not first


def test_a_browser_that_was_stopped_is_ended_and_replaced(shelf, monkeypatch):
    required()
    drawn(1)
    first = shelf.browser
    send(shelf, signal.SIGSTOP)
    monkeypatch.setattr(pictures, "ANSWER", 0.5)
    first.newest -= 10  # it drew a while ago
    assert drawn(2).startswith(b"\x89PNG") and shelf.browser is not first
    assert first.process.wait(20) != 0


def running(command: str) -> list[str]:
    """Processes that run a command; a small machine has no pgrep, and tells them as files."""
    if shutil.which("pgrep"):
        return subprocess.run(["pgrep", "-f", command], capture_output=True, text=True).stdout.split()
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has just ended
            found += [line.parent.name] if command.encode() in line.read_bytes() else []
    return found


FALSE_BROWSERS = {"hangs": "exec sleep 1000", "ends at once": "exit 0", "fails at once": "exit 7", "speaks without end": "yes >&4; sleep 1000",
                  "is no program": None}


@pytest.mark.parametrize("kind", FALSE_BROWSERS)
def test_a_false_browser_is_told_by_one_and_the_same_error(empty, kind, tmp_path, monkeypatch):
    text = FALSE_BROWSERS[kind]
    file = tmp_path / "chromium"
    file.write_text(f"#!/bin/sh\n{text}\n" if text else "\x7fELF", encoding="latin-1")
    file.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(file))
    monkeypatch.setattr(pictures, "QUIET", 0.5)
    monkeypatch.setattr(pictures, "LONGEST", 1)
    with pytest.raises(pictures.NoBrowser) as told:
        drawn(1)
    assert str(told.value).startswith("Chromium ") and "\n" not in str(told.value) and empty.browser is None
    assert running(str(file)) == []  # nothing that was started still runs


def test_two_who_wait_for_one_start_fail_together(empty, monkeypatch):
    starts = []
    waiting = threading.Barrier(2)

    def fails():
        starts.append(1)
        waiting.wait(20)  # the other is waiting for this start
        raise pictures.NoBrowser("Chromium was not found")
    monkeypatch.setattr(empty, "started", fails)
    told = []

    def ask():
        try:
            empty.opened()
        except pictures.NoBrowser as reason:
            told.append(str(reason))
    both = [threading.Thread(target=ask) for _ in range(2)]
    both[0].start()
    while not starts:
        pass
    both[1].start()
    while both[1].is_alive() and not empty.lock.locked():
        pass
    threading.Timer(0.2, lambda: waiting.wait(20)).start()
    for one in both:
        one.join(30)
    assert told == ["Chromium was not found"] * 2 and len(starts) == 1
