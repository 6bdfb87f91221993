"""A real browser, and the one stopwatch that is used for every app alike: from the press on a choice to the last change of a chart.

The stopwatch watches the page's own elements; it knows nothing of Streamlit, Dash or Plotly beyond the class of a chart.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from ocop.charts.browsers import browser_path

SWITCHES = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
SIZE = {"width": 1366, "height": 768}
QUIET = 600  # ms without any change: the page has settled
PATIENCE = 120_000  # ms
STOPWATCH = """
window.stopwatch = {pressed: 0, any: 0, charts: new Map()};
addEventListener('pointerdown', () => { window.stopwatch.pressed = performance.now(); }, true);
new MutationObserver(changes => {
  const now = performance.now();
  window.stopwatch.any = now;
  for (const {target} of changes) {
    const chart = (target.closest ? target : target.parentElement)?.closest('.js-plotly-plot');
    if (chart) window.stopwatch.charts.set(chart, now);
  }
}).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium; RuntimeError with what to do where there is none."""
    path = browser_path()
    if not path:
        raise RuntimeError("Chromium is missing: `python -m tests.browser.provide` sees to one")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=SWITCHES)
        yield started
        started.close()


def reader(started: Browser, *hosts: str) -> Page:
    """A page of a new reader with an empty cache; requests to any other host are refused."""
    context = started.new_context(viewport=SIZE)
    context.add_init_script(STOPWATCH)
    page = context.new_page()
    if hosts:
        page.route(lambda url: not url.startswith((*hosts, "data:", "blob:")), lambda route: route.abort())
    return page


def settled(page: Page) -> None:
    """Wait until nothing has changed for a while, and no script runs where the page tells."""
    page.wait_for_function(
        "quiet => performance.now() - window.stopwatch.any > quiet && performance.now() - window.stopwatch.pressed > quiet"
        " && !['running', 'rerunRequested'].includes("
        "document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state'))",
        arg=QUIET, timeout=PATIENCE)


def charts(page: Page, count: int) -> None:
    """Wait until so many charts are drawn, then until the page has settled."""
    page.wait_for_function("count => document.querySelectorAll('.js-plotly-plot .main-svg').length >= count", arg=count, timeout=PATIENCE)
    settled(page)


LAST = """() => {
    const {pressed, any, charts} = window.stopwatch, last = found => Math.max(0, ...found.map(chart => charts.get(chart) - pressed))
    const all = [...charts.keys()].filter(chart => chart.isConnected && charts.get(chart) > pressed)
    const isInView = chart => { const {top, bottom, height} = chart.getBoundingClientRect(); return height && top < innerHeight && bottom > 0 }
    if (!document.querySelector('.js-plotly-plot')) return {all: any - pressed, view: any - pressed}
    return {all: last(all), view: last(all.filter(isInView))}
}"""


def since_press(page: Page) -> dict[str, float]:
    """Milliseconds from the last press to the last change of a chart (`all`) and of a chart that can be seen without scrolling (`view`); on a
    page without charts to the last change of anything."""
    settled(page)
    return page.evaluate(LAST)
