"""Fifty readers at once, each changing a filter every five seconds: how long a change takes from message to last answer."""

import asyncio
import random

from measure import servers, wire
from measure.report import Line, percentile

READERS, EVERY, SECONDS = 50, 5.0, 30.0


def measure(_plan) -> list[Line]:
    """One server after the other: each has the machine for itself."""
    lines = []
    for start, name in ((servers.monitor, "the monitor"), (lambda: servers.streamlit_peer("usual"), "the usual app")):
        with start() as server:
            times, asked = asyncio.run(_crowd(server))
            lines.append(Line("load", f"{READERS} readers, a change each {EVERY:g} s, {name}: half are done within",
                              1000 * percentile(times, 0.5), "ms",
                              detail={"95 of 100 within, ms": 1000 * percentile(times, 0.95), "slowest, ms": 1000 * max(times),
                                      "changes ended": len(times), "changes asked": asked}))
    return lines


async def _crowd(server: servers.Server) -> tuple[list[float], int]:
    readers = await wire.opened(server.port, READERS)
    for region in wire.REGIONS:
        await readers[0].choose(region)
    server.rest()
    times: list[float] = []
    asked = await asyncio.gather(*(stay(reader, number, times) for number, reader in enumerate(readers)))
    await wire.closed(readers)
    return times, sum(asked)


async def stay(reader: wire.Reader, number: int, times: list[float], seconds: float = SECONDS) -> int:
    """One reader: starts at a moment of its own, then keeps its rhythm; a late answer delays or forgoes its next change."""
    chance, turn, asked = random.Random(number), wire.turns(number), 0
    loop = asyncio.get_running_loop()
    end, due = loop.time() + seconds, loop.time() + chance.uniform(0, EVERY)
    while max(due, loop.time()) < end:
        await asyncio.sleep(max(0.0, due - loop.time()))
        asked += 1
        times.append(await reader.choose(next(turn)))
        due += EVERY * chance.uniform(0.8, 1.2)
    return asked
