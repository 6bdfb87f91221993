"""The newest choice wins and Back restores what was seen, in a real browser on a slow line: 300 and 600 ms each way."""

import re
from ast import literal_eval

import pytest

from ocop.screen import PAGES
from tests.bare import bare_screen
from tests.browser.chromium import go, reader, visit
from tests.lines import line
from tests.servers import ROOT, running_server

NAMES = [name for name, _title, _icon in PAGES]
SHOWN = "() => [...document.querySelectorAll('[data-testid=stText]')].map(each => each.innerText).find(each => each.startsWith('This is '))"
LINK = """() => { const words = new URLSearchParams(location.search);
    return Object.fromEntries([...words.keys()].map(word => [word, words.getAll(word)])) }"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    with running_server(screen=bare_screen(tmp_path_factory.mktemp("bare"), ROOT, NAMES)) as started:
        yield started


@pytest.fixture(scope="module")
def between(bare):
    """The line to the server, open for the module."""
    with line(bare) as open_line:
        yield open_line


@pytest.fixture(params=[0.3, 0.6], ids=["300 ms", "600 ms"])
def slow(between, request):
    """The line, which becomes slow once a view is there: `opened` has a new reader in front of it, `shown` the one who stays."""
    between.slow = request.param
    yield between
    between.delay = 0.0


@pytest.fixture(scope="module")
def stays(browser, between):
    """The page of a reader who stays, opened once for the module."""
    with reader(browser, between) as page:
        yield visit(page, between.address)


def opened(page, slow, address):
    slow.delay = 0.0
    visit(page, slow.address + address)
    slow.delay = slow.slow
    return page


def shown(page, slow, address):
    slow.delay = 0.0
    go(page, address)
    slow.delay = slow.slow
    return page


def pick(page, label, *options):
    """Choose with the mouse, without waiting for any answer."""
    page.get_by_role("combobox", name=re.compile(label)).first.click()
    for option in options:
        page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def comes_to(page, slow, where, **words):
    """Page, address and what the server shows come to exactly this, and stay so."""
    for _look in range(100):
        page.wait_for_timeout(300)
        if holds(page, where, words):
            break
    page.wait_for_timeout(int(4_000 * slow.slow))
    name, _, said = (page.evaluate(SHOWN) or "").removeprefix("This is ").partition(": ")
    assert (page.evaluate("() => location.pathname"), name or None) == (f"/{where}", where or "overview")
    assert (literal_eval(said), page.evaluate(LINK)) == (words, words)


def holds(page, where, words) -> bool:
    said = page.evaluate(SHOWN) or ""
    return said == f"This is {where or 'overview'}: {words!r}" and page.evaluate(LINK) == words


def test_two_fast_choices_both_stay(stays, slow):
    page = shown(stays, slow, "/?region=RAF")
    pick(page, "Region", "Europe and Central Asia")
    pick(page, "Product type", "Field crops")
    comes_to(page, slow, "", region=["RAF", "REU"], category=["field-crop"])


def test_a_cleared_choice_does_not_come_back(stays, slow):
    page = shown(stays, slow, "/?region=RAF")
    page.get_by_role("combobox", name=re.compile("Region")).first.click()
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    pick(page, "Product type", "Field crops", "Livestock")
    comes_to(page, slow, "", category=["field-crop", "livestock"])


def test_back_reaches_the_first_view_and_forward_every_later_one(browser, slow):
    with reader(browser, slow) as page:
        opened(page, slow, "/")
        pick(page, "Region", "Africa")
        comes_to(page, slow, "", region=["RAF"])
        pick(page, "Product type", "Livestock")
        comes_to(page, slow, "", region=["RAF"], category=["livestock"])
        page.get_by_role("link", name="Events").first.click()
        comes_to(page, slow, "events", region=["RAF"], category=["livestock"])
        for step, where, words in ((page.go_back, "", {"region": ["RAF"], "category": ["livestock"]}), (page.go_back, "", {"region": ["RAF"]}),
                                   (page.go_back, "", {}), (page.go_forward, "", {"region": ["RAF"]})):
            step()
            comes_to(page, slow, where, **words)
        pick(page, "Region", "Europe and Central Asia")
        comes_to(page, slow, "", region=["RAF", "REU"])


def test_back_and_a_choice_at_once(stays, slow):
    page = shown(stays, slow, "/")
    pick(page, "Region", "Africa")
    comes_to(page, slow, "", region=["RAF"])
    page.go_back()
    pick(page, "Product type", "Livestock")  # the region still stands in its input
    comes_to(page, slow, "", category=["livestock"])


def test_a_choice_before_the_new_page_has_come(browser, slow):
    with reader(browser, slow) as page:
        opened(page, slow, "/?category=livestock")
        page.get_by_role("link", name="Events").first.click()
        pick(page, "Region", "Africa")
        comes_to(page, slow, "events", region=["RAF"], category=["livestock"])


def test_links_to_the_page_one_is_on_follow_each_other(stays, slow):
    page = shown(stays, slow, "/country?category=livestock")
    for name, code in (("Kenya", "KEN"), ("Bangladesh", "BGD"), ("Kenya", "KEN")):
        page.get_by_role("link", name=f"Only {name}").click()
        comes_to(page, slow, "country", country=[code], category=["livestock"])
    page.get_by_role("link", name="Fiji elsewhere").click()
    pick(page, "Product type", "Forest products")
    comes_to(page, slow, "country", country=["FJI"], category=["livestock", "forest"])
    page.go_back()
    comes_to(page, slow, "country", country=["FJI"], category=["livestock"])


def test_a_link_to_another_page_is_one_step(stays, slow):
    page = shown(stays, slow, "/events?region=RAF&as_of=2025-08-01")
    page.get_by_role("link", name="Fiji elsewhere").click()
    comes_to(page, slow, "country", country=["FJI"], as_of=["2025-08-01"])  # Fiji does not lie in Africa
    page.go_back()
    comes_to(page, slow, "events", region=["RAF"], as_of=["2025-08-01"])


def test_a_tab_is_not_undone_by_a_choice_and_ends_with_its_page(stays, slow):
    page = shown(stays, slow, "/about")
    page.get_by_role("tab", name="Second").click()
    pick(page, "Region", "Africa")
    page.get_by_text("Open is two").wait_for()
    page.wait_for_function("() => location.search === '?region=RAF&tab=two'")
    page.get_by_role("link", name="Events").first.click()
    comes_to(page, slow, "events", region=["RAF"])
    page.go_back()
    page.get_by_text("Open is two").wait_for()
    page.wait_for_function("() => location.search === '?region=RAF&tab=two'")
