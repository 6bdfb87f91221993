"""From the command to the first page that a reader has whole."""

import asyncio
import time

from measure import servers, wire
from measure.report import Line, median

TIMES = 3


def measure(plan) -> list[Line]:
    """The servers take turns; built files and packed assets are there, as after the first start of an installation."""
    illustrative = plan.illustrative()
    starts = {"record": servers.monitor, "illustrative": lambda: servers.monitor(illustrative),
              "usual": lambda: servers.streamlit_peer("usual"), "empty": lambda: servers.streamlit_peer("empty")}
    seconds: dict[str, list[float]] = {name: [] for name in starts}
    for start in starts.values():
        _first_page(start)
    for _turn in range(TIMES):
        for name, start in starts.items():
            seconds[name].append(_first_page(start))
    times = {name: median(values) for name, values in seconds.items()}
    return [
        Line("starts", "start to the first page", times["record"], "s",
             detail={"usual app, s": times["usual"], "empty page, s": times["empty"]}),
        Line("starts", f"start with {plan.facts:,} facts, of the record's", times["illustrative"] / times["record"], "×", 1.5,
             detail={"illustrative, s": times["illustrative"]})]


def _first_page(start) -> float:
    """Seconds from the command to the end of the first run."""
    with start() as server:
        async def read() -> float:
            reader = wire.Reader(server.port)
            await reader.open()
            ended = time.perf_counter()
            await reader.close()
            return ended

        return asyncio.run(read()) - server.started
