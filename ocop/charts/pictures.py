"""Figures as picture files, drawn by the machine's Chromium through one browser that stays open.

No request leaves the machine: map shapes come from `static/topojson`, plotly.js from the installed package, and no
formula library is loaded. It draws what it is given; texts of data were escaped by the shape that made the figure.
A browser that died is replaced at once, one that hangs is ended after a time without a sign of life: the next picture has a new one.
"""

import asyncio
import atexit
import hashlib
import json
import logging
import os
import re
import signal
import threading
import time
from collections import OrderedDict
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

from ocop.charts import near
from ocop.charts.browsers import browser_path
from ocop.charts.canvas import height_at
from ocop.charts.dots import rounded, with_palette
from ocop.home import ROOT
from ocop.texts import CONTROLS

SHAPES_OF_MAPS = (ROOT / "static" / "topojson").as_uri() + "/"
SCALE = 3  # dots of a PNG per pixel of the figure: 287 dpi for a figure of 640 pixels across an A4 page
QUIET, LONGEST, ANSWER = 10, 20, 4  # seconds without a sign of life, without a picture or a start, for a word in reply
SIGN_OF_LIFE = 0.3  # seconds of processor time: a browser on a busy machine still works, one that hangs does not
KEPT = 64
TABS = 2  # one draws while the other is made ready again
DRAWN_ID = re.compile(rb'id="defs-([0-9a-f]{6})"')


def patience(seconds: float) -> float:
    """Seconds to wait on this machine now: as many times longer as there is work for each processor, four times at most."""
    load = os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 1
    return seconds * min(max(load, 1), 4)


class NoBrowser(Exception):
    """No Chromium was found, or it did not start or answer in time. The message is one line."""


class Died(NoBrowser):
    """The browser ended while it was asked; another may do better."""


def end_group(process: Any) -> None:
    """End a process and what it started; where a system knows no groups (Windows), the process, whose children see that it is gone."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def worked(group: int) -> float:
    """Seconds of processor time that the processes of a group have used; 0 where one of them was stopped or the system does not tell."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                if fields[0] in "Tt":
                    return 0.0
                ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0


def lowered(group: int) -> None:
    """Give the group of a process of its own session the priority of this process: Linux weighs sessions against one another, whatever the
    priorities within."""
    ours = getattr(os, "nice", lambda _step: 0)(0)
    if ours > 0:
        with suppress(OSError):
            Path(f"/proc/{group}/autogroup").write_text(str(ours))


class Browser:
    """One Chromium with its tabs on a thread of its own. Kaleido's own server waits for ever when its browser dies; this one
    gives up after a time, and hands each caller its own picture."""

    def __init__(self, path: str):
        self.kaleido: Any = None
        self.drawing, self.newest = 0, time.monotonic()
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda _loop, _context: None)  # what a dying browser leaves unheard is not for readers
        threading.Thread(target=self.loop.run_forever, daemon=True, name="pictures").start()
        try:
            self._wait(self._started(path))
        except NoBrowser:
            self.end()
            raise
        atexit.register(self.end)

    async def _started(self, path: str):
        from kaleido import Kaleido, PageGenerator  # half a second, and only a report needs it

        for name in ("kaleido", "choreographer", "logistro"):  # what they find worth a word while starting or stopping is not for readers
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        self.kaleido = Kaleido(n=TABS, path=path, page_generator=PageGenerator(mathjax=False))
        lower = asyncio.create_task(self._lowered())
        try:
            await self.kaleido.open()
        finally:
            lower.cancel()

    async def _lowered(self) -> None:
        """As low a priority as ours from its start on."""
        while self.process is None:
            await asyncio.sleep(0.01)
        lowered(self.process.pid)

    @property
    def process(self):
        """What was started, a group of its own: None before."""
        return getattr(self.kaleido, "subprocess", None)

    def is_dead(self) -> bool:
        """Whether its process has ended."""
        return self.process is not None and self.process.poll() is not None

    def _wait(self, work, quiet: float | None = None):
        """The outcome of work on the browser's thread, as long as there are signs of life. Raises NoBrowser, Died."""
        task = asyncio.run_coroutine_threadsafe(work, self.loop)
        began = last = time.monotonic()
        used = 0.0
        while True:
            try:
                return task.result(0.2)
            except TookTooLong:
                now = time.monotonic()
                use = worked(self.process.pid) if self.process else 0.0
                if use - used > SIGN_OF_LIFE or self.newest > last:
                    used, last = use, now
                if self.is_dead():
                    task.cancel()
                    raise Died("Chromium ended while it was drawing") from None
                if now - last > patience(quiet or QUIET) or now - max(began, self.newest) > patience(quiet or LONGEST):
                    task.cancel()
                    raise NoBrowser(f"Chromium did not answer within {now - began:.0f} seconds") from None
            except BaseException as broken:  # the browser's many ways to fail are one thing to a report: no picture
                if isinstance(broken, KeyboardInterrupt | SystemExit):
                    raise
                raise (Died if self.is_dead() else NoBrowser)(f"Chromium could not draw: {type(broken).__name__}") from broken

    def answers(self) -> bool:
        """Whether it is alive: a browser that has just drawn or is drawing is not asked."""
        if self.is_dead():
            return False
        if self.drawing or time.monotonic() - self.newest < 1:
            return True
        try:
            self._wait(self.kaleido.send_command("Browser.getVersion"), ANSWER)
        except NoBrowser:
            return False
        return True

    def draw(self, figure: dict, options: dict) -> bytes:
        """The bytes of one picture. Raises NoBrowser."""
        self.drawing += 1
        try:
            made = self._wait(self.kaleido.calc_fig(figure, opts=options, topojson=SHAPES_OF_MAPS))
            self.newest = time.monotonic()
            return made
        finally:
            self.drawing -= 1

    def end(self) -> None:
        """End its processes, whatever state they are in, and clear what they left; a second call does nothing."""
        atexit.unregister(self.end)
        if not self.loop.is_running():
            return
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                end_group(self.process)
            with suppress(BaseException):  # it is gone; only its folders are left to clear
                asyncio.run_coroutine_threadsafe(self.kaleido.close(), self.loop).result(5)
        self.loop.call_soon_threadsafe(self.loop.stop)


class Shelf:
    """The open browser and the newest pictures, by what was drawn."""

    def __init__(self):
        self.lock, self.browser, self.drawn = threading.Lock(), None, OrderedDict()
        self.failed = (0.0, "")

    def opened(self) -> Browser:
        """A browser that answers, started where there is none. Raises NoBrowser; who waited for a start that failed fails with it."""
        asked = time.monotonic()
        with self.lock:
            if self.browser is not None and not self.browser.answers():
                self.browser.end()
                self.browser = None
            if self.browser is None:
                if self.failed[0] > asked:
                    raise NoBrowser(self.failed[1])
                try:
                    self.browser = self.started()
                except NoBrowser as reason:
                    self.failed = time.monotonic(), str(reason)
                    raise
            return self.browser

    def started(self) -> Browser:
        """A new browser. Raises NoBrowser."""
        path = browser_path()
        if path is None:
            raise NoBrowser("Chromium was not found")
        return Browser(path)

    def draw(self, figure: dict, options: dict) -> bytes:
        """One picture, by a new browser where the first one died on the way. Raises NoBrowser, and the browser that failed is gone."""
        for is_last in (False, True):
            browser = self.opened()
            try:
                return browser.draw(figure, options)
            except NoBrowser as reason:
                self.discard(browser)
                if is_last or not isinstance(reason, Died):
                    raise
        raise AssertionError

    def discard(self, browser: Browser) -> None:
        """Let go of a browser that failed."""
        with self.lock:
            if self.browser is browser:
                self.browser = None
        browser.end()

    def keep(self, mark: str, made: bytes) -> None:
        """Remember one picture, forget the oldest beyond the limit."""
        with self.lock:
            self.drawn[mark] = made
            while len(self.drawn) > KEPT:
                self.drawn.popitem(last=False)

    def close(self) -> None:
        """Stop the browser and forget all pictures; the next picture starts anew."""
        with self.lock:
            browser, self.browser = self.browser, None
            self.drawn.clear()
        if browser:
            browser.end()


SHELF = Shelf()


def picture(figure: go.Figure, format: str = "svg", width: int = 640, height: int | None = None, scale: int = SCALE) -> bytes:
    """A figure as "svg" or "png" (`scale` dots per pixel), `width` pixels wide, as high as the figure says; equal figures give
    equal bytes. Raises NoBrowser."""
    sheet = figure.to_dict()
    options = {"format": format, "width": width, "height": height or height_at(sheet["layout"], width), "scale": scale if format == "png" else 1}
    drawing = named(settled(sheet))
    if is_map := "geo" in drawing["layout"]:
        drawing["layout"] = {**drawing["layout"], "geo": {**drawing["layout"]["geo"], "resolution": near.THIN}}
    mark = hashlib.sha256(f"{sorted(options.items())}{json.dumps(drawing, cls=PlotlyJSONEncoder)}".encode()).hexdigest()
    made = SHELF.drawn.get(mark)
    if made is None:
        made = SHELF.draw(drawing, options)
        made = named_by_content(made, mark[:6]) if format == "svg" else made
        made = (rounded(made) if format == "svg" else with_palette(made)) if is_map else made
        SHELF.keep(mark, made)
    return made


def settled(part):
    """The same figure without characters that no document may hold: half a letter would end the talk with the browser."""
    if isinstance(part, str):
        return CONTROLS.sub("", part)
    if isinstance(part, dict):
        return {name: settled(one) for name, one in part.items()}
    return [settled(one) for one in part] if isinstance(part, list | tuple) else part


def named(figure: dict) -> dict:
    """The same figure whose traces carry a number as their name, where plotly.js would give them a random one."""
    return {**figure, "data": [{**trace, "uid": f"t{i:05d}"} for i, trace in enumerate(figure["data"])]}


def named_by_content(drawing: bytes, mark: str) -> bytes:
    """An SVG whose names of parts no longer carry the random word that plotly.js gives each drawing, but one of its content."""
    random = DRAWN_ID.search(drawing)
    return re.sub(random[1], mark.encode(), drawing) if random else drawing
