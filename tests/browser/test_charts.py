"""Charts in a real browser: changed in place, drawn when they come near, answering clicks and keys, saved as pictures, printed."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import charts_drawn, go, reader, settled, visit
from tests.browser.test_journeys import choose

MAP = ".st-key-chart-countries-map .ocop-figure"
MAP_DRAWN = "() => document.querySelectorAll('.choroplethlayer path').length > 50"
DRAWINGS = "() => [...document.querySelectorAll('.ocop-figure-place')].filter(place => place.querySelector('.main-svg')).length"
WIDEST = "() => Math.max(...[...document.querySelectorAll('.ocop-figure-place .main-svg')].map(sheet => sheet.width.baseVal.value))"
PLACES = "() => document.querySelectorAll('.ocop-figure-place').length"


def test_a_change_keeps_every_chart_and_draws_it_anew(desk):
    go(desk, "/countries")
    desk.wait_for_function(MAP_DRAWN)  # with every other host out of reach
    assert "no opinion" in desk.locator(f"{MAP} .annotation-text").first.text_content()
    desk.evaluate("() => { document.querySelector('.st-key-chart-countries-map .ocop-figure-place').isOld = true }")
    before = desk.locator(f"{MAP} .choroplethlayer").first.inner_html()
    desk.evaluate("""() => addEventListener('ocop-figure', event => setTimeout(() => window.sooner ||= event.defaultPrevented))""")
    choose(desk, "Region", "Africa")
    desk.wait_for_function("old => document.querySelector('.st-key-chart-countries-map .choroplethlayer')?.innerHTML !== old", arg=before)
    assert desk.evaluate("() => document.querySelector('.st-key-chart-countries-map .ocop-figure-place').isOld")
    assert desk.evaluate("() => window.sooner")  # when its data came, and not when the page was laid out with them
    assert desk.locator(f"{MAP} .main-svg").count() == 3  # as many sheets as one map has
    assert (desk.errors, desk.foreign) == ([], [])


CARDS = """() => ['priorities-by_area', 'countries-coverage'].map(name => {
    const card = document.querySelector(`.st-key-chart-${name}`), {x, y, width, bottom} = card.getBoundingClientRect()
    return {x, y, width, bottom, isOld: Boolean(card.querySelector('.ocop-figure-place').isOld)}
})"""


def test_cards_side_by_side_end_on_one_line_and_a_single_bar_has_the_whole_width(desk):
    go(desk, "/")
    areas, coverage = desk.evaluate(CARDS)
    assert areas["y"] == coverage["y"] and areas["x"] < coverage["x"] and abs(areas["bottom"] - coverage["bottom"]) < 1
    desk.evaluate("() => document.querySelectorAll('.ocop-figure-place').forEach(place => { place.isOld = true })")
    choose(desk, "Region", "Africa")
    desk.wait_for_function("() => document.querySelector('.st-key-chart-countries-coverage').getBoundingClientRect().width > 1000")
    areas, coverage = desk.evaluate(CARDS)
    assert areas["bottom"] < coverage["y"] and areas["x"] == coverage["x"] and areas["width"] == coverage["width"]
    assert areas["isOld"] and coverage["isOld"]  # other places, the same charts


def test_a_click_on_a_tile_opens_its_unit(desk):
    go(desk, "/programme?programme=odop-in-pmfme")
    chart = desk.locator(".st-key-chart-programme-tiles")
    chart.scroll_into_view_if_needed()
    x, y = chart.locator("text").filter(has_text=re.compile("^KL")).first.evaluate(
        "text => { const {x, y, width, height} = text.getBoundingClientRect(); return [x + width / 2, y + height / 2] }")
    desk.mouse.click(x, y)
    desk.wait_for_url(re.compile(r"/programme\?.*unit=IN-KL"))
    expect(desk.get_by_role("heading", name="Kerala").first).to_be_visible()


def test_a_click_on_a_country_opens_its_profile(desk):
    go(desk, "/countries?region=RLC")
    desk.wait_for_function("() => document.querySelectorAll('.choroplethlayer path').length > 10")
    desk.locator(MAP).scroll_into_view_if_needed()
    box = desk.locator(f"{MAP} .ocop-figure-place").bounding_box()
    largest = desk.evaluate("""() => [...document.querySelectorAll('.st-key-chart-countries-map .choroplethlayer path')]
        .filter(path => path.__data__?.loc === 'BRA').map(path => path.getBoundingClientRect())
        .map(({x, y, width, height}) => [x + width / 2, y + height / 2])[0]""")
    assert box["x"] < largest[0] < box["x"] + box["width"]
    desk.mouse.click(*largest)
    desk.wait_for_url(re.compile(r"/country\?.*country=BRA"))


def test_keys_alone_open_a_country_of_the_map_and_save_its_picture(desk):
    go(desk, "/?region=RAF")
    desk.locator(f"{MAP} select").focus()
    desk.wait_for_function("() => document.querySelector('.st-key-chart-countries-map .ocop-figure select').options.length > 10")
    names = desk.locator(f"{MAP} option").all_text_contents()
    assert [name for name in names if name.startswith("Lesotho, joined, potato, joined 2022")]
    assert names[0] < names[-1] and not any("<" in name for name in names)
    assert desk.evaluate("() => document.activeElement.tagName") == "SELECT"  # also after it came near and was drawn
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    with desk.expect_download() as got:
        desk.keyboard.press("Enter")
    with open(got.value.path(), "rb") as file:
        content = file.read()
    assert got.value.suggested_filename == "ocop-countries-map-RAF-2026-11-26.png"
    high, wide = int.from_bytes(content[20:24], "big"), int.from_bytes(content[16:20], "big")
    assert content[:4] == b"\x89PNG" and wide > 1200 and high > 2 * (190 + 40)  # the drawing twice as fine, and room for words
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.type("Lesotho")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(r"/country\?.*country=LSO"))
    assert desk.errors == []


def test_what_is_far_below_is_drawn_when_it_comes_near_or_is_printed(desk):
    desk.set_viewport_size({"width": 1366, "height": 600})
    go(desk, "/")
    charts_drawn(desk, 3)
    desk.wait_for_timeout(500)
    places = desk.evaluate(PLACES)
    assert 0 < desk.evaluate(DRAWINGS) < places
    desk.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    desk.wait_for_function(f"() => ({DRAWINGS})() === {places}")
    assert desk.evaluate(WIDEST) <= 664  # a sheet of A4 holds every chart whole
    desk.evaluate("() => dispatchEvent(new Event('afterprint'))")
    desk.wait_for_function(f"() => ({WIDEST})() > 1000")
    desk.emulate_media(media="print")
    hidden = [".st-key-filters", ".st-key-unseen", "[data-testid=stHeader]", "[data-testid=stPopover]"]
    assert desk.evaluate("all => all.filter(one => document.querySelector(one)?.checkVisibility())", hidden) == []


def test_a_table_of_signs_comes_when_it_is_near_or_printed_finds_rows_and_opens_a_country(browser, server):
    with reader(browser, server, width=1366, height=600) as page:
        page.add_init_script("""window.requestIdleCallback = () => {}  // no quiet moment comes; nothing is near where the address says so
            if (location.hash === '#far') window.IntersectionObserver = class { observe() {} unobserve() {} disconnect() {} }""")
        matrix, rows = page.locator(".ocop-matrix"), page.locator(".ocop-matrix tbody tr:visible")
        visit(page, f"{server.address}/?region=RAF#far")
        expect(matrix).to_have_count(1)
        expect(matrix.locator("table")).to_have_count(0)
        page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
        expect(rows).to_have_count(20)
        visit(page, f"{server.address}/?region=RAF")
        matrix.scroll_into_view_if_needed()
        expect(rows).to_have_count(20)
        page.locator("[data-finds]").fill("COTE")  # without its accent
        expect(rows).to_have_count(1)
        expect(page.locator(".ocop-found [role=status]")).to_have_text("Rows shown: 1 of 20")
        expect(page.locator(".ocop-narrow > *")).to_have_count(1)  # filled for the search, and hidden on a wide screen
        expect(page.locator(".ocop-narrow")).to_be_hidden()
        rows.get_by_role("link", name="Côte d'Ivoire").click()
        page.wait_for_url(re.compile(r"/country\?region=RAF&country=CIV"))
        assert page.errors == []


def test_charts_follow_width_and_theme_without_a_new_page_and_leave_with_it(desk):
    desk.set_viewport_size({"width": 1366, "height": 2000})  # three charts stand in view
    go(desk, "/")
    charts_drawn(desk, 3)
    desk.evaluate("() => { window.isOld = true }")
    desk.set_viewport_size({"width": 900, "height": 2000})
    desk.wait_for_function("""() => [...document.querySelectorAll('.ocop-figure-place')].slice(0, 3)
        .every(place => Math.abs(place.querySelector('.main-svg').width.baseVal.value - place.offsetWidth) <= 1)""")
    desk.emulate_media(color_scheme="dark")
    desk.wait_for_function("""() => getComputedStyle(document.querySelector('.ocop-figure-place .main-svg')
        ).backgroundColor === 'rgb(14, 17, 23)'""")
    desk.set_viewport_size({"width": 1366, "height": 768})
    desk.get_by_role("link", name="About").first.click()
    desk.wait_for_url(re.compile("/about"))
    settled(desk)
    desk.wait_for_function("() => document.querySelectorAll('.st-key-chart-countries-map').length === 0")
    assert desk.evaluate("() => window.isOld") and desk.errors == []
