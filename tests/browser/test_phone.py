"""A narrow screen: the answer first, the choice behind one button, a link in one tap. One server and one browser for all."""

import re

import pytest
from playwright.sync_api import expect

from ocop.screen import PAGES
from tests.browser.chromium import go, reader, settled, visit


@pytest.fixture(scope="module")
def phone(browser, server):
    """A page that was opened on a phone; each test goes to its view and leaves no fold of the choice open."""
    with reader(browser, server, width=390, height=844) as page:
        yield visit(page, server.address)


@pytest.mark.parametrize(("link", "words", "title"), [
    ("/", "World · as of 26 Nov", "Overview · OCOP Monitor"), ("/countries?region=RAF", "Africa · as of 26 Nov", "Africa · Countries · OCOP Monitor"),
    ("/events?region=RAF&as_of=2025-08-01", "Africa · as of 1 Aug", "Africa · Events · as of 1 Aug 2025 · OCOP Monitor"),
    ("/country?country=BGD", "Bangladesh · as of 26 Nov", "Bangladesh · Country · OCOP Monitor")])
def test_the_answer_comes_first_and_one_button_says_the_choice_and_opens_it(phone, link, words, title):
    go(phone, link)
    expect(phone).to_have_title(title)
    row = phone.locator(".st-key-filters")
    button = row.locator(".ocop-fold")
    expect(button).to_contain_text(words)
    expect(row.get_by_role("combobox").first).to_be_hidden()
    heading = phone.locator("[data-testid=stMain] :is(h1, h2, h3)").first
    expect(heading).to_be_in_viewport()
    assert heading.bounding_box()["y"] < 500 < row.bounding_box()["y"]
    assert button.bounding_box()["height"] >= 44
    button.focus()
    phone.keyboard.press("Enter")  # keys open it too
    for name in ("Region", "Country", "Product type"):
        expect(row.get_by_role("combobox", name=re.compile(name)).first).to_be_in_viewport()
    phone.keyboard.press("Escape")
    expect(row.get_by_role("combobox").first).to_be_hidden()


def test_one_tap_copies_the_link_of_this_view_and_says_so(phone, server):
    go(phone, "/events?region=RAF")
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.address)
    phone.get_by_role("button", name="Copy link").click()
    expect(phone.locator(".ocop-copy > [role=status]")).to_have_text("Copied")
    copied = phone.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(f"{server.address}/events?region=RAF") and "as_of=2026-11-26" in copied


def test_a_refused_clipboard_shows_the_link_selected(phone):
    go(phone, "/funding")
    phone.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
    phone.get_by_role("button", name="Copy link").click()
    shown = phone.locator(".ocop-copy > input")
    expect(shown).to_be_visible()
    assert phone.evaluate("() => getSelection().toString()") == shown.input_value() != ""
    phone.evaluate("() => { delete navigator.clipboard.writeText }")  # the next test may copy again


def test_the_list_of_pages_closes_after_a_choice_and_each_later_one(phone):
    go(phone, "/?region=RAF")
    for name, address in (("Countries", "/countries"), ("Events", "/events")):
        phone.get_by_test_id("stExpandSidebarButton").click()
        phone.get_by_test_id("stSidebarNavLink").filter(has_text=name).click()
        phone.wait_for_url(re.compile(address))
        expect(phone.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()
        settled(phone)


def test_the_choice_stays_open_while_it_changes_and_escape_closes_the_list_first(phone):
    go(phone, "/")
    button, region = phone.locator(".st-key-filters .ocop-fold"), phone.get_by_role("combobox", name=re.compile("Region")).first
    button.click()
    region.click()
    phone.get_by_role("option", name="Africa", exact=True).click()
    phone.keyboard.press("Escape")
    expect(button).to_contain_text("Africa")
    settled(phone)
    expect(region).to_be_visible()
    phone.keyboard.press("Escape")
    expect(region).to_be_hidden()


HEIGHTS = """() => { const main = document.querySelector('[data-testid=stMain]');
    return [main.scrollHeight, main.scrollWidth - main.clientWidth] }"""
DAYS = """() => [...document.querySelectorAll('[role=gridcell] > [role=button], [role=dialog] button[aria-label$=month]')]
    .map(one => one.getBoundingClientRect()).filter(({width, height}) => Math.min(width, height) < 40)"""
# every page, and views of them that differ in kind
FIRST = """() => { const all = place => [...document.querySelectorAll(place)];
    const bars = all('.st-key-filters')[0].getBoundingClientRect().top;
    const ends = place => all(place).map(one => Math.round(one.getBoundingClientRect().bottom));
    const rows = [...ends('.st-key-first-answer .ocop-sentence'), ...ends('.st-key-first-tiles .ocop-tile'),
        ...ends('.st-key-first-changes :is(h3, li)'), ...ends('.st-key-first-next :is(h3, li)')];
    const cut = all('.st-key-first-screen :is(h1, h5, h3, p, li, .ocop-foot > span)')
        .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth);
    const small = all('.st-key-first-screen *').filter(one => one.offsetHeight && !one.closest('svg')
        && parseFloat(getComputedStyle(one).fontSize) < 13 && [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()));
    const map = all('.st-key-first-map')[0].getBoundingClientRect().top;
    return {rows: rows.length, isDown: rows.every((end, i) => !i || end >= rows[i - 1]), isSeen: rows.at(-1) <= bars && rows.at(-1) <= map,
        cut: cut.map(one => one.innerText), small: small.map(one => one.innerText)} }"""
LONG = """() => [...document.querySelectorAll('[class*=st-key-list-], [class*=st-key-chart-], [class*=st-key-table-], [class*=st-key-cards-]')]
    .filter(one => !one.closest('.st-key-first-screen, [class*=st-key-section-]')).slice(1)
    .filter(one => one.offsetHeight > 500).map(one => one.className)"""
# with how many lines the first screen answers: its sentence, five figures, a title and three changes, a title and two dates where there are any
ANSWERS = {"/": 13, "/?region=RAF": 12, "/?country=BGD": 11, "/?as_of=2022-11-03": 13}
LINKS = ["/", *(f"/{name}" for name, _title, _icon in PAGES[1:]), "/country?country=BGD", "/country?country=FRA", "/country?country=BGD&country=KEN",
         "/products?product=cocoa", "/programme?programme=ocop-vn", "/programme?programme=odop-in-pmfme&unit=IN-PB.amritsar", "/?region=RAF",
         "/?country=BGD", "/?as_of=2022-11-03", "/review?region=RAF"]


@pytest.mark.parametrize("link", LINKS)
def test_a_page_is_short_and_no_wider_than_the_screen(phone, link):
    phone.errors.clear()
    go(phone, link)
    if link in ANSWERS:  # on one screen, before the map, in their order, nothing cut
        assert phone.evaluate(FIRST) == {"rows": ANSWERS[link], "isDown": True, "isSeen": True, "cut": [], "small": []}
    for width in (390, 320):
        phone.set_viewport_size({"width": width, "height": 844})
        phone.wait_for_timeout(300)
        height, over = phone.evaluate(HEIGHTS)
        assert over <= 0, f"{over} pixels too wide at {width}"
        assert width < 390 or height <= 4000
        assert width < 390 or "/programme" in link or phone.evaluate(LONG) == []  # what is long is folded, but for the first
    phone.set_viewport_size({"width": 390, "height": 844})
    assert phone.errors == []


def test_a_part_opens_by_touch_and_by_keys_and_says_so(phone):
    go(phone, "/events")
    part = phone.locator(".st-key-table-events-register")
    button = part.get_by_role("button", name=re.compile(r"^Register of events · \d+ rows$"))
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(part.locator(".ocop-slips")).to_be_hidden()
    expect(part.get_by_role("heading")).to_be_visible()  # the finding and who says so are never folded
    expect(part.locator(".ocop-foot > span").filter(has_text="Sources:")).to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(part.locator(".ocop-slips")).to_be_visible()
    button.focus()
    for is_open in ("false", "true"):
        phone.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-expanded", is_open)
    phone.get_by_test_id("stExpandSidebarButton").click()  # what was opened is open still when the reader comes back
    phone.get_by_test_id("stSidebarNavLink").filter(has_text="Countries").click()
    phone.wait_for_url(re.compile("/countries"))
    settled(phone)
    phone.go_back()
    expect(part.locator(".ocop-slips")).to_be_visible()


def test_the_first_figure_of_a_page_is_open_and_a_hidden_one_draws_when_it_opens(phone):
    go(phone, "/funding")
    expect(phone.locator(".st-key-chart-funding-by_stage .main-svg").first).to_be_visible()
    part = phone.locator(".st-key-chart-funding-by_donor")
    expect(part.get_by_role("figure")).to_be_hidden()
    part.locator(".ocop-fold").click()
    expect(part.locator(".main-svg").first).to_be_visible()


def test_the_world_is_as_high_as_it_is_wide_enough_to_be(phone):
    """On a narrow screen a map of the world is drawn lower, so that no empty band stands above and below it; a region keeps its height."""
    heights = {}
    for link in ("/countries", "/countries?region=RAF"):
        go(phone, link)
        place = phone.locator(".st-key-chart-countries-map .ocop-figure-place")
        phone.wait_for_function("() => document.querySelector('.st-key-chart-countries-map .main-svg')")
        heights[link] = place.bounding_box()["height"]
        assert place.locator(".main-svg").first.bounding_box()["height"] == heights[link]
    assert heights["/countries"] < 350 < heights["/countries?region=RAF"]


def test_a_link_to_a_section_opens_it_and_the_others_wait(phone, server):
    visit(phone, f"{server.address}/review#variance")
    sections = phone.locator(".ocop-fold[data-kind=section]")
    expect(sections).to_have_count(13)
    opened = [one.get_attribute("data-fold") for one in sections.all() if one.get_attribute("aria-expanded") == "true"]
    assert opened == ["#headline", "#status", "#variance"]
    expect(phone.locator(".st-key-passage-review-variance li").first).to_be_visible()
    expect(phone.locator(".st-key-passage-review-notes")).to_be_hidden()


SMALL = """() => [...document.querySelectorAll(
    '.stApp :is(button, summary, select, [role=tab], [role=combobox], [data-testid=stCheckbox], .ocop-open)')].filter(
    one => { const box = one.getBoundingClientRect(); return box.width > 2 && box.height > 2 && box.height < 43.5
        && getComputedStyle(one).visibility !== 'hidden' && !one.matches('.modebar-btn') && !one.closest('.ocop-figure') })
    .map(one => `${one.tagName} ${one.innerText || one.ariaLabel} ${one.getBoundingClientRect().height}`)"""
OUTSIDE = """() => [...document.querySelectorAll('.stApp [role=group] :is(input, button)')].filter(one => {
    const box = one.closest('[role=group]').getBoundingClientRect(), {top, bottom} = one.getBoundingClientRect()
    return one.checkVisibility() && box.height && (top < box.top - 1 || bottom > box.bottom + 1) }).map(one => one.ariaLabel)"""
FINE_PRINT = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(one => !one.closest('svg, style, script') && one.offsetHeight
    && [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) && parseFloat(getComputedStyle(one).fontSize) < 14)
    .map(one => one.textContent.slice(0, 60))"""


def test_every_control_is_large_enough_for_a_finger_and_every_word_for_an_eye(browser, server):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce")
    context.ocop_profile = None  # a profile of its own, which no other test may take
    page = context.new_page()
    page.set_default_timeout(90_000)
    visit(page, f"{server.address}/countries?region=RAF")
    for link in ("/countries?region=RAF", "/review", "/priorities", "/products?product=cocoa", "/about?tab=contradictions", "/about?tab=data"):
        go(page, link)
        assert (link, page.evaluate(SMALL), page.evaluate(FINE_PRINT), page.evaluate(OUTSIDE)) == (link, [], [], [])
        assert page.evaluate(HEIGHTS)[0] <= 4000
    page.locator(".st-key-filters .ocop-fold").tap()
    expect(page.get_by_role("combobox", name=re.compile("Region")).first).to_be_visible()
    assert page.evaluate(SMALL) == page.evaluate(OUTSIDE) == []
    page.get_by_role("button", name="Choose date").first.tap()
    expect(page.get_by_role("gridcell").first).to_be_visible()
    assert page.evaluate(DAYS) == []
    page.keyboard.press("Escape")
    page.locator(".st-key-filters .ocop-fold").tap()
    page.get_by_test_id("stExpandSidebarButton").tap()
    expect(page.get_by_test_id("stSidebarNavLink").first).to_be_in_viewport()
    assert page.evaluate(SMALL) == []
    visit(page, f"{server.address}/funding")  # the drawer was left open: the next page does not begin below it
    expect(page.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()
    context.close()


def test_a_register_is_a_list_on_a_phone_and_a_table_from_640_pixels_on(phone):
    phone.errors.clear()
    go(phone, "/countries")
    part = phone.locator(".st-key-table-countries-register")
    part.locator(".ocop-fold").click()
    rows, grid = part.locator(".ocop-slips > li"), part.get_by_test_id("stDataFrame")
    expect(rows).to_have_count(20)
    expect(grid).to_be_hidden()
    expect(rows.first.get_by_text("Sources")).to_be_hidden()  # behind "More", which opens by itself
    rows.first.locator("summary").click()
    expect(rows.first.get_by_text("Sources")).to_be_visible()
    part.get_by_role("button", name=re.compile("^Show all")).click()
    settled(phone)
    expect(rows.nth(20)).to_be_visible()
    for width, is_list in ((639, True), (640, False), (320, True)):
        phone.set_viewport_size({"width": width, "height": 844})
        expect(rows.first).to_be_visible() if is_list else expect(rows.first).to_be_hidden()
        expect(grid).to_be_hidden() if is_list else expect(grid).to_be_visible()
        assert phone.evaluate(HEIGHTS)[1] <= 0
    expect(phone.locator("[data-testid=stMain] a", has_text=re.compile("^www"))).to_have_count(0)  # an address that is shown and not linked
    phone.evaluate("() => { window.isSame = true }")
    part.get_by_role("link", name="Open: Cameroon").click()
    phone.wait_for_url(re.compile(r"/country\?country=CMR$"))
    settled(phone)
    expect(phone.get_by_role("heading", name="Cameroon", exact=True)).to_be_in_viewport()
    phone.go_back()
    phone.wait_for_url(re.compile(r"/countries$"))
    settled(phone)
    expect(rows.first).to_be_visible()  # the part is open still
    assert phone.evaluate("() => window.isSame") and phone.errors == []
    phone.set_viewport_size({"width": 390, "height": 844})
