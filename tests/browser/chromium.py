"""A Chromium, driven: a missing browser is said clearly, and is a failure in continuous integration."""

import os
from contextlib import contextmanager
from functools import partial

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from ocop.charts.browsers import browser_path

IDLE = "() => document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"
# the row has its inputs and nothing is a placeholder any more: parts of the page come one by one, also after the run has ended
DRAWN = """() => { const row = document.querySelector('.st-key-filters');
    return row && row.querySelectorAll('[data-testid=stMultiSelect] [role=combobox]').length === 3
        && row.querySelectorAll('[data-testid=stDateInput] [role=spinbutton]').length === 6
        && !document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton]') }"""
# from view to view without a new page, as Back and Forward do it: the run that follows has to begin and to end
GO = """([link, patience]) => new Promise((done, failed) => {
    const app = document.querySelector('[data-testid=stApp]'), state = () => app.getAttribute('data-test-script-state')
    if (location.pathname + location.search === link) return done()
    let hasBegun = false
    const watch = new MutationObserver(changes => {
        if (state() !== 'notRunning' || changes.some(change => change.oldValue !== 'notRunning')) hasBegun = true
        if (hasBegun && state() === 'notRunning') { watch.disconnect(); done() }
    })
    watch.observe(app, {attributes: true, attributeFilter: ['data-test-script-state'], attributeOldValue: true})
    // a run whose beginning and end came in one message is never seen to run
    setTimeout(() => { if (!hasBegun && state() === 'notRunning') done() }, patience / 6)
    setTimeout(failed, patience, `no run after going to ${link}`)
    document.querySelector('[data-testid=stMain]').scrollTo(0, 0)
    history.pushState(null, '', link)
    dispatchEvent(new PopStateEvent('popstate', {state: null}))
})"""
LOOK = 100  # milliseconds between two looks: asked at every frame, the page would draw for nothing but the question
PATIENCE = 90_000  # milliseconds; a busy machine is slow, not wrong
expect.set_options(timeout=PATIENCE)
# no other host has an address: what a page asks of one is refused, and its own files come from the browser's cache as they do for readers
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]


def required() -> str:
    """The path of a browser; without one the test that asks is skipped, in continuous integration it fails."""
    path = browser_path()
    if path is None:
        missing = "Chromium is missing. `python -m tests.browser.provide` sees to one; browser tests need it."
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    return path


@contextmanager
def chromium():
    """A running browser."""
    path = required()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@contextmanager
def reader(browser, server, *, width: int = 1366, height: int = 768, scheme: str = "light", motion: str = "reduce"):
    """A page of a new reader. Requests to any other host are refused and kept in `page.foreign`; errors in `page.errors`.

    He asks for little motion: what shimmers while a page comes would cost a third of its opening. With motion "no-preference" all moves.
    """
    page = profile(browser, server, width, height, scheme, motion).new_page()
    page.set_default_timeout(PATIENCE)
    page.wait_for_function = partial(page.wait_for_function, polling=LOOK)
    page.foreign, page.errors = [], []
    page.on("request", lambda request: None if request.url.startswith((server.address, "data:", "blob:")) else page.foreign.append(request.url))
    page.on("console", lambda message: page.errors.append(message.text) if real_error(message) else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    page.close()


def profile(browser, server, width: int, height: int, scheme: str, motion: str):
    """One browser profile for each size and scheme: the files of the site are loaded once, as for a reader who stays."""
    wanted = (server.address, width, height, scheme, motion)
    for context in browser.contexts:
        if context.ocop_profile == wanted:
            return context
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion=motion, accept_downloads=True,
                                  has_touch=width < 640)  # a phone is touched, and its controls are larger for that
    context.ocop_profile = wanted
    context.new_page()  # stays blank: it holds the window open, and a window with all its furniture is dear to open
    return context


def real_error(message) -> bool:
    """Whether a console line is an error of the page; a refused WebAssembly of Streamlit is not."""
    return message.type == "error" and "WebAssembly" not in message.text


def visit(page: Page, address: str) -> Page:
    """Open an address and wait until the run has ended."""
    page.goto(address)
    return settled(page)


def go(page: Page, address: str) -> Page:
    """Show another view on the page that is open, and wait until the run has ended: a third of what opening it costs.

    What a reader folded stays so; the view that is open already is not drawn again. Claims about opening (a fresh session, the first
    message, what is loaded) need `visit`.
    """
    page.wait_for_function(IDLE, timeout=PATIENCE)
    page.evaluate(GO, [address, PATIENCE])
    return settled(page)


def settled(page: Page) -> Page:
    """Wait until the page is drawn, every input of the row with it, and nothing runs."""
    page.wait_for_selector("[data-testid=stMain] [data-testid=stElementContainer]", timeout=PATIENCE)
    for _twice in range(2):
        page.wait_for_function(IDLE, timeout=PATIENCE)
        page.wait_for_function(DRAWN, timeout=PATIENCE)
        page.wait_for_timeout(250)
    return page


def charts_drawn(page: Page, at_least: int = 1) -> int:
    """Wait until charts have their drawing; their number."""
    page.wait_for_function(f"() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= {at_least}", timeout=PATIENCE)
    return page.locator(".js-plotly-plot").count()
