"""From the click on a region to redrawn charts: the monitor, the usual app, an empty page, and Plotly alone and in Dash with the same
figures."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import plotly
from playwright.sync_api import Page

from measure import chromium, servers, wire
from measure.report import Line, median

ROUNDS = 3
CHARTS = 4  # of the overview, all below one another
NEAR = 1  # of them as the monitor draws them: what is in view or near it
BARE = "http://plotly.bench/"  # answered by the browser driver from files; no such host is asked
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def measure(_plan) -> list[Line]:
    """All pages stand open in one browser and take turns, region by region."""
    with servers.monitor() as first:
        figures = asyncio.run(drawn(first))
    with (servers.monitor() as ours, servers.streamlit_peer("usual") as usual, servers.streamlit_peer("empty") as empty,
          chromium.browser() as started, dash(started) as with_dash):
        pages = {"monitor": opened(started, ours, NEAR), "usual": opened(started, usual, CHARTS), "empty": opened(started, empty, 0),
                 "plotly": bare(started, figures), **({"dash": with_dash} if with_dash else {})}
        for server in (ours, usual, empty):
            server.rest()
        times, cpu = rounds(pages, {"monitor": ours, "usual": usual, "empty": empty})
    half, seen = ({name: median([one[what] for one in values]) for name, values in times.items()} for what in ("all", "view"))
    return [
        Line("browser", "click to redrawn charts, of an empty rerun plus bare Plotly", half["monitor"] / (half["empty"] + half["plotly"]),
             "×", 1.2, detail={f"{name}, ms": value for name, value in half.items()}),
        Line("browser", "click to redrawn charts, of the usual app's", half["monitor"] / half["usual"], "×", 0.5),
        Line("browser", "click to redrawn charts in view, of an empty rerun plus bare Plotly", seen["monitor"] / (half["empty"] + half["plotly"]),
             "×", 0.85, detail={f"{name}, ms": value for name, value in seen.items()}),
        Line("browser", "server's processor time of a click, of the usual app's", cpu["monitor"] / cpu["usual"], "×", 0.08,
             detail={f"{name}, ms": 1000 * value for name, value in cpu.items()}),
        *beside_dash(half, seen)]


def rounds(pages: dict[str, Page], of: dict[str, servers.Server]) -> tuple[dict[str, list[dict[str, float]]], dict[str, float]]:
    """Milliseconds of every change, and seconds of processor per change, by page."""
    times: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
    used = dict.fromkeys(of, 0.0)
    for turn in range(ROUNDS + 1):
        for region in wire.REGIONS:
            for name, page in pages.items():
                before = of[name].cpu() if name in of else 0.0
                spent = CHANGE[name](page, wire.NAMES[region])
                if turn:  # the first round warms every side
                    times[name].append(spent)
                    used[name] = used.get(name, 0.0) + (of[name].cpu() - before if name in of else 0.0)
                BACK[name](page)
    return times, {name: used[name] / len(times[name]) for name in of}


def opened(started, server: servers.Server, count: int) -> Page:
    page = chromium.reader(started, server.address)
    page.goto(server.address)
    page.get_by_role("combobox").first.wait_for(timeout=chromium.PATIENCE)
    chromium.charts(page, count)
    return page


def pick(page: Page, name: str) -> dict[str, float]:
    """Choose from a list as a reader does; the press that counts is the one on the option."""
    page.get_by_role("combobox").first.click()
    option = page.get_by_role("option", name=name, exact=True)
    option.wait_for()
    page.wait_for_timeout(200)
    option.click()
    return chromium.since_press(page)


def pick_of_several(page: Page, name: str) -> dict[str, float]:
    """The same in a list that allows several."""
    spent = pick(page, name)
    page.keyboard.press("Escape")
    chromium.settled(page)
    return spent


def clear(page: Page) -> None:
    """Take the choice back, by the cross of the filter."""
    page.locator(".st-key-filter-region").get_by_role("button", name="Clear").first.click()
    page.keyboard.press("Escape")
    chromium.settled(page)


def back_to_all(page: Page) -> None:
    pick(page, "All regions")


def bare(started, figures: dict[str, dict[str, dict]]) -> Page:
    """Plotly without any framework, drawing the very figures of the monitor, updated in place; what a view lacks is taken off."""
    page = chromium.reader(started, BARE)
    places = "".join(f'<div class="place" id="{key}"></div>' for key in dict.fromkeys(key for view in figures.values() for key in view))
    buttons = "".join(f'<button onclick="draw(\'{name}\')">{name}</button>' for name in figures)
    script = (f"const figures = {json.dumps(figures)};"
              "async function draw(name) { await Promise.all([...document.querySelectorAll('.place')].map(place => {"
              " const figure = figures[name][place.id];"
              " return figure ? Plotly.react(place, figure.data, figure.layout, {responsive: true, topojsonURL: '/topojson/'})"
              " : Plotly.purge(place); })); }"
              "draw('');")
    style = "body { display: grid; grid-template-columns: 3fr 2fr; gap: 1rem } .place { min-width: 0 }"
    html = (f"<!doctype html><meta charset=utf-8><style>{style}</style><div>{buttons}</div><div></div>{places}"
            f"<script src=plotly.js></script><script>{script.replace('</', '<' + chr(92) + '/')}</script>")
    page.route(BARE + "**", lambda route: route.fulfill(**_answer(route.request.url, html)))
    page.goto(BARE)
    chromium.charts(page, CHARTS)
    return page


def _answer(url: str, html: str) -> dict:
    if url.endswith("plotly.js"):
        return {"path": PLOTLY}
    if "/topojson/" in url:
        return {"path": servers.ROOT / "static" / "topojson" / url.rpartition("/")[2]}
    return {"body": html, "content_type": "text/html"}


def press(page: Page, name: str) -> dict[str, float]:
    page.get_by_role("button", name=name, exact=True).click()
    return chromium.since_press(page)


async def drawn(server: servers.Server) -> dict[str, dict[str, dict]]:
    """The figures by their keys that the monitor sends for the world (under the empty name) and for each region."""
    reader = wire.Reader(server.port)
    await reader.open()
    found = {"": reader.figures}
    for region in wire.REGIONS:
        await reader.choose(region)
        found[wire.NAMES[region]] = reader.figures
    await reader.close()
    return {name: {key: json.loads(figure) for key, figure in figures.items()} for name, figures in found.items()}


@contextmanager
def dash(started) -> Iterator[Page | None]:
    """The monitor's figures in Dash; None where it is not installed."""
    if find_spec("dash") is None:
        yield None
        return
    with servers.dash_peer() as server:
        page = chromium.reader(started, server.address)
        page.goto(server.address)
        chromium.charts(page, CHARTS)
        yield page


def beside_dash(half: dict[str, float], seen: dict[str, float]) -> list[Line]:
    """The monitor's times of Dash's."""
    aims = (("click to redrawn charts, of Dash's with the same queries and figures", half["monitor"], 0.85),
            ("click to redrawn charts in view, of all of Dash's", seen["monitor"], 0.6))
    if "dash" not in half:
        return [Line("browser", what, None, "×", said="Dash is not installed: pip install -r bench/requirements.txt") for what, *_rest in aims]
    return [Line("browser", what, ours / half["dash"], "×", aim, detail={"Dash, ms": half["dash"]}) for what, ours, aim in aims]


def press_world(page: Page) -> None:
    press(page, "World")


CHANGE = {"monitor": pick_of_several, "usual": pick, "empty": pick, "plotly": press, "dash": press}
BACK = {"monitor": clear, "usual": back_to_all, "empty": back_to_all, "dash": press_world,
        "plotly": lambda page: (page.evaluate("draw('')"), chromium.settled(page))}
