"""Every page, opened once in a real browser on a wide screen and looked at in turn, in light and in dark. `test_phone.py` shows each to a phone."""

import importlib.resources
import re

import pytest

from ocop.screen import PAGES
from tests.browser.chromium import reader, settled, visit

ADDRESSES = {"overview": "", "country": "country?country=BGD", "programme": "programme?programme=ocop-vn"}
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# the page's own style stands: on a busy machine a second run may still be putting it back
STYLED = """() => { const quiet = document.querySelector('[data-testid=stCaptionContainer]');
    return !quiet || getComputedStyle(quiet).opacity === '1' }"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # what another set of colours can break
IS_DARK = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor === 'rgb(14, 17, 23)'"
OUR_PAPER = """() => { const probe = document.querySelector('[data-testid=stMain]').appendChild(document.createElement('i'));
    probe.style.color = 'var(--paper)'; const colour = getComputedStyle(probe).color; probe.remove(); return colour }"""
WORDS = """() => { const count = text => text.split(/\\s+/).filter(Boolean).length;
    const main = document.querySelector('[data-testid=stMain]')
    const captions = [...main.querySelectorAll('[data-testid=stCaptionContainer], .ocop-head > p')];
    return [captions.reduce((sum, one) => sum + count(one.innerText), 0), count(main.innerText)] }"""
IN_BLOCKS = "[class*='st-key-chart-'], [class*='st-key-passage-'], .ocop-foot"
SEEN = "all => [...document.querySelectorAll(all)].map(one => one.checkVisibility())"


@pytest.fixture(scope="module")
def window(browser, server):
    """Where each page is opened in turn, each in a session of its own."""
    with reader(browser, server) as page:
        yield page


@pytest.fixture(scope="module", params=[name for name, _title, _icon in PAGES])
def seen(request, window, server):
    """One page, drawn; the tests below come in their order, the dark one last."""
    window.called = request.param
    window.emulate_media(color_scheme="light")
    window.goto("about:blank")
    window.errors.clear()
    window.foreign.clear()
    visit(window, f"{server.address}/{ADDRESSES.get(request.param, request.param)}")
    window.wait_for_timeout(1200)
    return window


def violations(page, rules: list[str]) -> list[str]:
    """What axe finds serious or critical by these rules, with the first place of each."""
    settled(page)
    page.wait_for_function(STYLED)
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found if rule["impact"] in ("serious", "critical")]


def test_it_draws_without_an_error_and_without_another_host(seen):
    words = seen.inner_text("[data-testid=stMain]")
    assert (seen.errors, seen.foreign) == ([], [])
    assert len(words) > 400 and not re.search(r"\bnan\b|\bNone\b|\bundefined\b|Traceback", words)


def test_a_wide_screen_has_the_row_and_folds_nothing(seen):
    row = seen.locator(".st-key-filters").get_by_role("combobox")
    assert row.count() == 3 and row.first.is_visible()
    folds = seen.evaluate(SEEN, ".ocop-fold")
    assert len(folds) > (5 if seen.called in ("events", "review") else 0) and not any(folds)  # that of the row is one of them
    assert all(seen.evaluate(SEEN, IN_BLOCKS))
    assert seen.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") < 10_500  # the review: long lists in two columns


def test_at_most_a_fifth_of_its_words_are_captions(seen):
    seen.evaluate("() => dispatchEvent(new Event('beforeprint'))")  # a chart below is drawn when it comes near, or for print
    seen.wait_for_timeout(1500)
    captions, words = seen.evaluate(WORDS)
    assert words > 100 and captions <= words / 5, (captions, words)


def test_it_has_no_serious_barrier_in_light(seen):
    assert violations(seen, RULES) == []


def test_its_colours_are_no_barrier_in_dark(seen):
    seen.emulate_media(color_scheme="dark")
    seen.wait_for_function(IS_DARK)
    assert seen.evaluate(OUR_PAPER) == "rgb(14, 17, 23)"  # at once, also where nothing on the page asks for another run
    seen.wait_for_timeout(800)
    assert violations(seen, OF_COLOUR) == []
