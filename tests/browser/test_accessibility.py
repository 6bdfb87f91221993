"""axe-core on every page, light and dark: no serious or critical violation."""

import importlib.resources

import pytest

from ocop.screen import PAGES
from tests.browser.chromium import reader, visit

AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"


def violations(page) -> list[str]:
    """What axe finds serious or critical, with the first place of each."""
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
