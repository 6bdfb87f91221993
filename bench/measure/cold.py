"""A reader who comes for the first time: bytes and time until all charts are drawn, on a fast line and on a slow one."""

from measure import chromium, servers
from measure.browser import CHARTS, NEAR
from measure.report import Line, median

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
TIMES = 2
DRAWN = {"monitor": NEAR * 3, "usual": CHARTS * 3}  # layers of charts: the monitor draws what is in view or near it


def measure(_plan) -> list[Line]:
    """The monitor and the usual app on plain Streamlit take turns, each time with an empty cache."""
    with servers.monitor() as ours, servers.streamlit_peer("usual") as usual, chromium.browser() as started:
        both = {"monitor": ours, "usual": usual}
        for server in both.values():
            first_view(started, server, None)
            server.rest(quiet=3.0)
        fast = {name: [] for name in both}
        for _turn in range(TIMES):
            for name, server in both.items():
                fast[name].append(first_view(started, server, None))
        slow = {name: first_view(started, server, SLOW) for name, server in both.items()}
    sizes = {name: median(size for size, _seconds in views) for name, views in fast.items()}
    seconds = {name: median(spent for _size, spent in views) for name, views in fast.items()}
    return [
        Line("cold", "bytes of a first view, of plain Streamlit's", sizes["monitor"] / sizes["usual"], "×", 1 / 3,
             detail={f"{name}, MB": size / 1e6 for name, size in sizes.items()}),
        Line("cold", "bytes of a first view", sizes["monitor"] / 1e6, "MB", 2.0),
        Line("cold", "time of a first view, of plain Streamlit's", seconds["monitor"] / seconds["usual"], "×",
             detail={f"{name}, s": spent for name, spent in seconds.items()}),
        Line("cold", "the same at 1.6 Mbit/s and 150 ms", slow["monitor"][1] / slow["usual"][1], "×",
             detail={f"{name}, s": spent for name, (_size, spent) in slow.items()})]


def first_view(started, server: servers.Server, line: dict | None) -> tuple[float, float]:
    """Bytes that came (files as sent, messages as unpacked) and seconds until the last chart had its last stroke."""
    page = chromium.reader(started)
    session, came = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    session.on("Network.webSocketFrameReceived", lambda event: came.append(len(event["response"]["payloadData"]) * 3 / 4))
    if line:
        session.send("Network.emulateNetworkConditions", line)
    page.goto(server.address, timeout=chromium.PATIENCE)
    chromium.charts(page, DRAWN[server.name])
    spent = page.evaluate("Math.max(...window.stopwatch.charts.values()) / 1000")
    page.context.close()
    return sum(came), spent
