"""What a reader has in front of him before he scrolls."""

from playwright.sync_api import expect

from tests.browser.chromium import charts_drawn, reader, settled, visit

BOTTOM = """names => names.map(name => { const box = document.querySelector('.st-key-' + name).getBoundingClientRect();
    return [name, box.height > 20 && box.bottom <= window.innerHeight && box.right <= window.innerWidth]})"""
CUT = """() => [...document.querySelectorAll('.st-key-first-screen :is(p, li, h1, h3)')].filter(
    one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow !== 'visible').map(one => one.innerText)"""
PARTS = ["first-answer", "first-tiles", "first-map", "first-changes", "first-next"]


def test_answer_tiles_map_changes_and_dates_stand_on_the_first_screen(browser, server):
    with reader(browser, server) as page:  # 1366 x 768
        visit(page, server.address)
        charts_drawn(page)
        assert page.evaluate(BOTTOM, PARTS) == [[name, True] for name in PARTS]
        assert page.evaluate(CUT) == []
        assert page.locator(".st-key-first-tiles [data-testid=stMetricValue]").count() == 5
        assert page.locator(".st-key-first-changes li").count() == 3 and page.locator(".st-key-first-next li").count() == 2
        answer, picture = (page.locator(f".st-key-{name}").bounding_box() for name in ("first-answer", "first-map"))
        assert abs(answer["y"] - picture["y"]) < 20 and answer["x"] + answer["width"] <= picture["x"]  # beside each other


def test_a_button_of_the_map_chooses_its_region_and_shows_it_near(browser, server):
    with reader(browser, server) as page:
        visit(page, server.address)
        page.get_by_role("radio", name="Africa").click()
        page.wait_for_function("() => location.search.includes('region=RAF')")
        settled(page)
        expect(page.locator(".st-key-filters [data-testid=stMultiSelect]").get_by_text("Africa").first).to_be_visible()
        page.wait_for_function("() => document.querySelector('.st-key-first-map .js-plotly-plot')?.layout.geo.lonaxis.range[1] === 62")
        page.get_by_role("radio", name="World").click()
        page.wait_for_function("() => !location.search.includes('region=')")
