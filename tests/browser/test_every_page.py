"""Every page, opened once in a real browser and looked at in turn: on a wide screen, in light and in dark, then on a phone."""

import importlib.resources
import re

import pytest

from ocop.screen import PAGES
from tests.browser.chromium import reader, settled, visit

ADDRESSES = {"overview": "", "country": "country?country=BGD"}
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# the page's own style stands: on a busy machine a second run may still be putting it back
STYLED = """() => { const quiet = document.querySelector('[data-testid=stCaptionContainer]');
    return !quiet || getComputedStyle(quiet).opacity === '1' }"""
RULES = "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
IS_DARK = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor === 'rgb(14, 17, 23)'"
WORDS = """() => { const count = text => text.split(/\\s+/).filter(Boolean).length;
    const main = document.querySelector('[data-testid=stMain]'), captions = [...main.querySelectorAll('[data-testid=stCaptionContainer]')];
    return [captions.reduce((sum, one) => sum + count(one.innerText), 0), count(main.innerText)] }"""
OVER = "() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"


@pytest.fixture(scope="module", params=[name for name, _title, _icon in PAGES])
def seen(request, browser, server):
    """One page, drawn; the tests below change the reader's colours and screen in their order."""
    with reader(browser, server) as page:
        page.called = request.param
        visit(page, f"{server.address}/{ADDRESSES.get(request.param, request.param)}")
        page.wait_for_timeout(1200)
        yield page


def violations(page) -> list[str]:
    """What axe finds serious or critical, with the first place of each."""
    settled(page)
    page.wait_for_function(STYLED, timeout=20_000)
    page.evaluate(AXE)
    found = page.evaluate(RULES)["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found if rule["impact"] in ("serious", "critical")]


def test_it_draws_without_an_error_and_without_another_host(seen):
    words = seen.inner_text("[data-testid=stMain]")
    assert (seen.errors, seen.foreign) == ([], [])
    assert len(words) > 400 and not re.search(r"\bnan\b|\bNone\b|\bundefined\b|Traceback", words)


def test_at_most_a_fifth_of_its_words_are_captions(seen):
    seen.evaluate("() => dispatchEvent(new Event('beforeprint'))")  # a chart below is drawn when it comes near, or for print
    seen.wait_for_timeout(1500)
    captions, words = seen.evaluate(WORDS)
    assert words > 100 and captions <= words / 5, (captions, words)


def test_it_has_no_serious_barrier_in_light(seen):
    assert violations(seen) == []


def test_it_has_no_serious_barrier_in_dark(seen):
    seen.emulate_media(color_scheme="dark")
    seen.wait_for_function(IS_DARK)
    seen.wait_for_timeout(800)
    assert violations(seen) == []


@pytest.mark.parametrize("width", [390, 320])
def test_nothing_runs_over_the_edge_of_a_phone(seen, width):
    seen.set_viewport_size({"width": width, "height": 844})
    settled(seen)
    seen.wait_for_timeout(500)
    assert seen.evaluate(OVER) <= 0
