"""A record in which the initiative has targets, milestones, judgements and notes of its own, in a browser: no page breaks on either width."""

import pytest

from tests.browser.chromium import go, reader, visit
from tests.servers import running_server
from tests.test_example import laid_out

OVER = "() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollWidth - main.clientWidth }"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with running_server(env={"OCOP_DATA": str(laid_out(tmp_path_factory.mktemp("illustrative")))}) as server:
        yield server


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_breaks_where_the_initiative_has_targets(browser, served, width):
    with reader(browser, served, width=width, height=844) as page:
        visit(page, f"{served.address}/review?as_of=2025-08-01&compare_with=2024-12-31")
        for link in ("/review?as_of=2025-08-01&compare_with=2024-12-31", "/?as_of=2025-08-01", "/priorities?as_of=2025-08-01"):
            go(page, link)
            words = page.inner_text("[data-testid=stMain]")
            assert "could not be drawn" not in words and "Illustrative data" in words and page.errors == []
            assert page.evaluate(OVER) <= 0
