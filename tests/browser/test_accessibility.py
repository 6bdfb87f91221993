"""axe-core on every page, light and dark: no serious or critical violation."""

import importlib.resources

import pytest

from ocop.screen import PAGES
from tests.browser.chromium import reader, settled, visit

AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# the page's own style stands: on a busy machine a second run may still be putting it back
STYLED = """() => { const quiet = document.querySelector('[data-testid=stCaptionContainer]');
    return !quiet || getComputedStyle(quiet).opacity === '1' }"""
RULES = "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"


def violations(page) -> list[str]:
    """What axe finds serious or critical, with the first place of each."""
    settled(page)
    page.wait_for_function(STYLED, timeout=20_000)
    page.evaluate(AXE)
    found = page.evaluate(RULES)["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found if rule["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [name for name, _title, _icon in PAGES])
def test_a_page_has_no_serious_barrier(browser, server, name, scheme):
    address = {"overview": "", "country": "country?country=BGD"}.get(name, name)
    with reader(browser, server, scheme=scheme) as page:
        visit(page, f"{server.address}/{address}")
        page.wait_for_timeout(1000)
        assert violations(page) == []
