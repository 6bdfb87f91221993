"""What a change of a filter costs the server: processor time, and changes in a second from one process, without a browser."""

import asyncio
import time
from datetime import date, timedelta

from measure import servers, wire
from measure.report import Line, median

ROUNDS, CHANGES = 5, 12  # medians are taken over the rounds; the servers take turns within a round
READERS = 12  # at most ten messages a second each: together above what any of these pages allows
SECONDS = 8.0
DAYS = [date(2024, 1, 1) + timedelta(days=7 * week) for week in range(ROUNDS * CHANGES)]


def measure(_plan) -> list[Line]:
    """Both servers stand side by side and take turns."""
    with servers.monitor() as ours, servers.streamlit_peer("usual") as usual, servers.streamlit_peer("empty") as empty:
        both = (ours, usual, empty)
        cpu = asyncio.run(processor(both))
        speed = asyncio.run(saturated(both))
    least = median(speed["monitor"]) / median(speed["usual"])
    return [
        Line("changes", "processor time of one change, of the usual app's", median(cpu["monitor"]) / median(cpu["usual"]), "×", 0.08,
             detail={f"{name}, ms": 1000 * median(values) for name, values in cpu.items()}),
        Line("changes", "changes per second of one process, of the usual app's", least, "×", 15.0, at_least=True,
             detail={f"{name}, per second": median(values) for name, values in speed.items()})]


async def processor(all_servers) -> dict[str, list[float]]:
    """Seconds of processor per change of region by one reader; for the monitor also per change to a day that nobody has asked for."""
    readers = {server.name: (await wire.opened(server.port, 1))[0] for server in all_servers}
    (curious,) = await wire.opened(all_servers[0].port, 1)
    for server in all_servers:
        for region in wire.REGIONS:
            await readers[server.name].choose(region)
        server.rest()
    used: dict[str, list[float]] = {server.name: [] for server in all_servers} | {"monitor, a day never asked for": []}
    turn, days = wire.turns(1), iter(DAYS)
    for _round in range(ROUNDS):
        for server in all_servers:
            reader, before = readers[server.name], server.cpu()
            for _change in range(CHANGES):
                await reader.choose(next(turn))
            used[server.name].append((server.cpu() - before) / CHANGES)
        before = all_servers[0].cpu()
        for _change in range(CHANGES):
            await curious.ask(f"as_of={next(days)}")
        used["monitor, a day never asked for"].append((all_servers[0].cpu() - before) / CHANGES)
    await wire.closed([*readers.values(), curious])
    return used


async def saturated(all_servers) -> dict[str, list[float]]:
    """Changes per second when all readers change as fast as the server lets them; the servers take turns."""
    done: dict[str, list[float]] = {}
    for server in all_servers:
        readers = await wire.opened(server.port, READERS)
        for _round in range(2):
            server.rest()
            done.setdefault(server.name, []).append(await _burst(readers))
        await wire.closed(readers)
    return done


async def _burst(readers: list[wire.Reader]) -> float:
    """Changes per second of these readers together; a change counts when it has ended within the time. Where none did, the time is that until
    the first change of each has ended."""
    started, ended = time.perf_counter(), []
    end = started + SECONDS

    async def change(reader, turn):
        while time.perf_counter() < end:
            await reader.choose(next(turn))
            ended.append(time.perf_counter())

    await asyncio.gather(*(change(reader, wire.turns(number)) for number, reader in enumerate(readers)))
    return sum(moment <= end for moment in ended) / SECONDS or len(ended) / (max(ended) - started)
