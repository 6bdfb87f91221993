"""A hundred made-up programmes of ten thousand units each: checking and building them, the queries of their pages, the pages, the memory."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from measure import servers, wire
from measure.report import Line, median
from ocop import queries, store
from ocop.filters import Filters

COUNTRIES, UNITS = 100, 10_000
DAYS = (date(2026, 11, 26), date(2026, 9, 30), date(2026, 6, 30))
SEVERAL, TURNS = 3, 15  # programmes that are asked for; days that a reader goes to
# runs the command in a child of its own and says what that child cost
COSTS = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
         "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)")


def measure(plan) -> list[Line]:
    folder = plan.countries(COUNTRIES, UNITS)
    return [*_built(folder), *_asked(store.open_store(folder)), *asyncio.run(_served(folder))]


def _built(folder: Path) -> list[Line]:
    """From the files to a version that is served, anew."""
    cache, started = Path(tempfile.mkdtemp(prefix="ocop-bench-")), time.perf_counter()
    try:
        said = subprocess.run([sys.executable, "-c", COSTS, sys.executable, "-m", "ocop", "check", str(folder)], cwd=store.ROOT, check=True,
                              capture_output=True, text=True, env={**os.environ, "OCOP_CACHE": str(cache)}).stdout.split()
    finally:
        shutil.rmtree(cache, ignore_errors=True)
    return [Line("programmes", "checked and built", time.perf_counter() - started, "s", 60, detail={"processor time, s": float(said[0])}),
            Line("programmes", "memory of that", float(said[1]), "MiB", 2048)]


def _asked(opened: store.Store) -> list[Line]:
    """Each query of the two pages on days and programmes that nobody asked for before, of each its median; each of the other pages once."""
    codes = [code for code, in opened.ask("select programme_id from programmes where programme_id like 'synth-%' order by 1 limit $n",
                                          {"n": SEVERAL})[1]]
    spent = {}
    for name in (one for one in queries.names() if one.startswith(("programme/", "programmes/"))):
        query, times = queries.read(name), []
        for code, day in zip(codes, DAYS, strict=True):
            used = queries.posed(opened, query, Filters(as_of=day), {"programme": code})[1]
            started = time.perf_counter()
            opened.ask_typed(query.sql, used)
            times.append(1000 * (time.perf_counter() - started))
        spent[name] = median(times)
    slowest = sorted(spent, key=spent.__getitem__, reverse=True)
    others = {}
    for name in (one for one in queries.names() if not one.startswith(("programme/", "programmes/"))):
        started = time.perf_counter()
        queries.run(opened, name, Filters(as_of=DAYS[1]), {"words": "programme unit"})  # of every unit; one that takes too long is refused
        others[name] = 1000 * (time.perf_counter() - started)
    last = max(others, key=others.__getitem__)
    return [Line("programmes", f"the slowest of {len(others)} queries of other pages, {last}", others[last], "ms", 2000),
            Line("programmes", f"the slowest of {len(spent)} queries, {slowest[0]}", spent[slowest[0]], "ms", 150,
                 detail={**{f"{name}, ms": spent[name] for name in slowest[1:4]},
                         "within 150 ms": sum(value <= 150 for value in spent.values())})]


async def _served(folder: Path) -> list[Line]:
    """Readers go from day to day on the page of a programme, on the overview and on the list of programmes, in turn: a machine that is slower for a
    minute is so for all three."""
    with servers.monitor(folder) as server:
        words = {"": "", "programme": "programme=synth-afg&", "programmes": ""}
        readers = {page: wire.Reader(server.port, page, query=word.rstrip("&")) for page, word in words.items()}
        for reader in readers.values():
            await reader.open()
        server.rest()
        used: dict[str, list[float]] = {page: [] for page in words}
        for step in range(TURNS):
            for page, reader in readers.items():
                before = server.cpu()
                await reader.ask(f"{words[page]}as_of={DAYS[0] - timedelta(days=1 + 13 * step)}")
                used[page].append(1000 * (server.cpu() - before))
                if not reader.figures:
                    raise RuntimeError(f"the page {page or 'overview'} drew nothing")
        costs = {page: median(spent) for page, spent in used.items()}
        await wire.closed(list(readers.values()))
        memory = server.memory()
    return [Line("programmes", "a new day on the page of a programme, of one on the overview", costs["programme"] / costs[""], "×", 1.0,
                 detail={"programme, ms": costs["programme"], "overview, ms": costs[""], "programmes, ms": costs["programmes"]}),
            Line("programmes", "memory of the server", memory, "MiB", 1024)]
