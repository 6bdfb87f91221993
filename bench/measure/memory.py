"""Resident memory with one reader and with twenty, on the shipped record and on the illustrative facts."""

import asyncio

from measure import servers, wire
from measure.report import Line

READERS = 20
ROUNDS = 3


def measure(plan) -> list[Line]:
    found = {}
    for name, start in (("record", servers.monitor), ("illustrative", lambda: servers.monitor(plan.illustrative())),
                        ("usual", lambda: servers.streamlit_peer("usual"))):
        with start() as server:
            server.rest()
            found[name] = asyncio.run(_grown(server))
    (one, many), (one_long, many_long), (_usual_one, _usual_many) = found.values()
    detail = {f"{name}, MiB with {count}": value for name, pair in found.items() for count, value in zip((1, READERS), pair, strict=True)}
    return [
        Line("memory", "each further reader", (many - one) / (READERS - 1), "MiB", 0.5, detail=detail),
        Line("memory", f"memory with {plan.facts:,} facts, of the record's", one_long / one, "×", 2.0,
             detail={"each further reader, MiB": (many_long - one_long) / (READERS - 1)})]


async def _grown(server: servers.Server) -> tuple[float, float]:
    """MiB after one reader has looked at every region several times, and after nineteen more have looked at each."""
    readers, sizes = [], []
    for count, rounds in ((1, ROUNDS), (READERS, 1)):
        more = await wire.opened(server.port, count - len(readers))
        readers += more
        for reader in more:
            for region in wire.REGIONS * rounds:
                await reader.choose(region)
        server.rest()
        sizes.append(server.memory())
    await wire.closed(readers)
    return sizes[0], sizes[1]
