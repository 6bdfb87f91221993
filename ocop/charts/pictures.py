"""Figures as picture files, drawn by the machine's Chromium through one browser that stays open.

No request leaves the machine: map shapes come from `static/topojson`, plotly.js from the installed package, and no
formula library is loaded. It draws what it is given; texts of data were escaped by the shape that made the figure.
"""

import asyncio
import atexit
import hashlib
import logging
import os
import re
import shutil
import threading
from collections import OrderedDict
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from pathlib import Path

import plotly.graph_objects as go

from ocop.home import ROOT

SHAPES_OF_MAPS = (ROOT / "static" / "topojson").as_uri() + "/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SCALE = 3  # dots of a PNG per pixel of the figure: 287 dpi for a figure of 640 pixels across an A4 page
START_SECONDS, DRAW_SECONDS = 40, 40
KEPT = 64
DRAWN_ID = re.compile(rb'id="defs-([0-9a-f]{6})"')


class NoBrowser(Exception):
    """No Chromium was found, or it did not start or answer in time. The message is one line."""


def browser_path() -> str | None:
    """The browser named by `BROWSER_PATH`, else the first known one on the path; None where there is none."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).is_file() else None
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class Browser:
    """One Chromium with two tabs on a thread of its own. Kaleido's own server waits for ever when its browser dies; this one
    gives up after a time, and hands each caller its own picture."""

    def __init__(self, path: str):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True, name="pictures").start()
        self.kaleido = self._wait(self._started(path), START_SECONDS)
        atexit.register(self.stop)

    async def _started(self, path: str):
        from kaleido import Kaleido, PageGenerator  # half a second, and only a report needs it

        for name in ("kaleido", "choreographer", "logistro"):  # what they find worth a word while starting or stopping is not for readers
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        kaleido = Kaleido(n=2, path=path, page_generator=PageGenerator(mathjax=False))
        await kaleido.open()
        return kaleido

    def _wait(self, work, seconds: float):
        task = asyncio.run_coroutine_threadsafe(work, self.loop)
        try:
            return task.result(seconds)
        except TookTooLong:
            task.cancel()
            raise NoBrowser(f"Chromium did not answer within {seconds} seconds") from None
        except Exception as broken:  # the browser's many ways to fail are one thing to a report: no picture
            raise NoBrowser(f"Chromium could not draw: {type(broken).__name__}") from broken

    def draw(self, figure: dict, options: dict) -> bytes:
        """The bytes of one picture. Raises NoBrowser."""
        return self._wait(self.kaleido.calc_fig(figure, opts=options, topojson=SHAPES_OF_MAPS), DRAW_SECONDS)

    def stop(self) -> None:
        """Close the browser; a second call does nothing."""
        atexit.unregister(self.stop)
        if self.loop.is_running():
            with suppress(NoBrowser):  # it may be gone already
                self._wait(self.kaleido.close(), 10)
            self.loop.call_soon_threadsafe(self.loop.stop)


class Shelf:
    """The open browser and the newest pictures, by what was drawn."""

    def __init__(self):
        self.lock, self.browser, self.drawn = threading.Lock(), None, OrderedDict()

    def opened(self) -> Browser:
        """The browser, started at the first picture. Raises NoBrowser."""
        with self.lock:
            if self.browser is None:
                path = browser_path()
                if path is None:
                    raise NoBrowser("Chromium was not found")
                self.browser = Browser(path)
            return self.browser

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
            browser.stop()


SHELF = Shelf()


def picture(figure: go.Figure, format: str = "svg", width: int = 640, height: int | None = None) -> bytes:
    """A figure as "svg" or "png" (three dots per pixel), `width` pixels wide, as high as the figure says; equal figures give
    equal bytes. Raises NoBrowser."""
    options = {"format": format, "width": width, "height": height or figure.layout.height, "scale": SCALE if format == "png" else 1}
    mark = hashlib.sha256(f"{sorted(options.items())}{figure.to_json()}".encode()).hexdigest()
    made = SHELF.drawn.get(mark)
    if made is None:
        made = SHELF.opened().draw(named(figure.to_dict()), options)
        made = named_by_content(made, mark[:6]) if format == "svg" else made
        SHELF.keep(mark, made)
    return made


def named(figure: dict) -> dict:
    """The same figure whose traces carry a number as their name, where plotly.js would give them a random one."""
    return {**figure, "data": [{**trace, "uid": f"t{i:05d}"} for i, trace in enumerate(figure["data"])]}


def named_by_content(drawing: bytes, mark: str) -> bytes:
    """An SVG whose names of parts no longer carry the random word that plotly.js gives each drawing, but one of its content."""
    random = DRAWN_ID.search(drawing)
    return re.sub(random[1], mark.encode(), drawing) if random else drawing
