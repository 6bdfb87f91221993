"""A flood of calls for what nobody asked for before (pictures, feeds, previews and small pages): what the readers of the screen feel of it."""

import asyncio
import itertools
import os
import shutil
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from measure import load, servers, wire
from measure.report import Line, median, percentile

READERS, CALLERS = 20, 12
TURNS = 2  # quiet and flooded take turns
SECONDS = 20.0
FIGURES = ("countries/coverage", "events/by_type", "overview/series", "priorities/by_area", "products/by_category", "funding/by_stage")
PAGES = ("countries", "events", "funding", "products", "task_forces", "priorities")


def picture(number: int, query: str) -> str:
    """The address of a picture."""
    return f"picture/{FIGURES[number % 6]}.svg?{query}&width={('narrow', 'wide')[number % 2]}"


def feed(number: int, query: str) -> str:
    """That of a feed."""
    return f"feed/{('changes.atom', 'events.ics')[number % 2]}?{query}"


def preview(number: int, query: str) -> str:
    """That of a page whose reader is no browser, of a page to share, of a frame."""
    return f"{(PAGES[number % 6], f'share/{FIGURES[number % 6]}', f'embed/{FIGURES[number % 6]}')[number % 3]}?{query}"


KINDS: dict[str, Callable[[int, str], str]] = {"pictures": picture, "feeds": feed, "previews and small pages": preview}


def measure(_plan) -> list[Line]:
    """The same readers without and with each flood; no limit for one client, as if each call came from another one."""
    cache = Path(os.environ["OCOP_CACHE"]) / "flood"
    shutil.rmtree(cache / "pictures", ignore_errors=True)  # those of an earlier run: each is to be one that nobody asked for
    with servers.monitor(OCOP_BUDGET="0", OCOP_CACHE=str(cache)) as server:
        found = asyncio.run(_both(server))
    quiet, quiet_half = (median(percentile(times, part) for times in found["quiet"]) for part in (0.95, 0.5))
    lines = []
    for kind in KINDS:
        flooded, half = (median(percentile(times, part) for times in found[kind]) for part in (0.95, 0.5))
        lines.append(Line("flood", f"{READERS} readers during a flood of {kind}, 95 of 100 changes, of those without", flooded / quiet, "×", 2.0,
                          detail={"quiet, ms": 1000 * quiet, "flooded, ms": 1000 * flooded, "half of them quiet, ms": 1000 * quiet_half,
                                  "half of them flooded, ms": 1000 * half, **found["answers"][kind]}))
    return lines


async def _both(server: servers.Server) -> dict:
    readers = await wire.opened(server.port, READERS)
    for region in wire.REGIONS:
        await readers[0].choose(region)
    floods = {kind: Flood(server, address) for kind, address in KINDS.items()}
    found: dict = {"quiet": [], **{kind: [] for kind in KINDS}}
    for _turn in range(TURNS):
        server.rest()
        found["quiet"].append(await _crowd(readers))
        for kind, flood in floods.items():
            with flood:
                await asyncio.sleep(2.0)
                found[kind].append(await _crowd(readers))
    await wire.closed(readers)
    return found | {"answers": {kind: flood.told() for kind, flood in floods.items()}}


async def _crowd(readers: list[wire.Reader]) -> list[float]:
    times: list[float] = []
    await asyncio.gather(*(load.stay(reader, number, times, SECONDS) for number, reader in enumerate(readers)))
    return times


class Flood:
    """Callers in threads, each asking for one address after the other, each with other parameters than any before."""

    def __init__(self, server: servers.Server, address: Callable[[int, str], str]):
        self.server, self.address, self.number, self.answers = server, address, itertools.count(), {}
        self.is_over, self.callers, self.lock = threading.Event(), [], threading.Lock()

    def __enter__(self):
        self.is_over.clear()
        self.callers = [threading.Thread(target=self.call, daemon=True) for _ in range(CALLERS)]
        for caller in self.callers:
            caller.start()

    def __exit__(self, *_raised):
        self.is_over.set()
        for caller in self.callers:
            caller.join()

    def call(self) -> None:
        while not self.is_over.is_set():
            number = next(self.number)
            day = date(2026, 11, 20) - timedelta(days=number % 1500)
            query = f"as_of={day}&region={wire.REGIONS[number % 5]}"
            try:
                with urllib.request.urlopen(f"{self.server.address}/{self.address(number, query)}", timeout=60) as answer:
                    status = answer.status
            except urllib.error.HTTPError as refused:
                status = refused.code
            with self.lock:
                self.answers[status] = self.answers.get(status, 0) + 1
            if status == 503:
                time.sleep(0.5)  # a caller who heeds "retry-after" at least a little; without it the calls alone, not the answers, are the flood

    def told(self) -> dict[str, int]:
        """How often each status was answered."""
        return {f"answers {status}": count for status, count in sorted(self.answers.items())}
