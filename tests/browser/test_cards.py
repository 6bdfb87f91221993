"""A register on a phone: a list that stands where the table stood, whose links change the page without loading anew."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import reader, settled, visit

OVER = "() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollWidth - main.clientWidth }"


def test_a_register_is_a_list_on_a_phone_and_a_table_from_640_pixels_on(browser, server):
    with reader(browser, server, width=390, height=844) as page:
        visit(page, f"{server.address}/countries")
        part = page.locator(".st-key-table-countries-register")
        part.locator(".ocop-fold").click()
        rows, grid = part.locator(".ocop-slips > li"), part.get_by_test_id("stDataFrame")
        expect(rows).to_have_count(20)
        expect(grid).to_be_hidden()
        expect(rows.first.get_by_text("Sources")).to_be_hidden()  # behind "More", which opens by itself
        rows.first.locator("summary").click()
        expect(rows.first.get_by_text("Sources")).to_be_visible()
        part.get_by_role("button", name=re.compile("^Show all")).click()
        settled(page)
        expect(rows.nth(20)).to_be_visible()
        for width, is_list in ((639, True), (640, False), (320, True)):
            page.set_viewport_size({"width": width, "height": 844})
            expect(rows.first).to_be_visible() if is_list else expect(rows.first).to_be_hidden()
            expect(grid).to_be_hidden() if is_list else expect(grid).to_be_visible()
            assert page.evaluate(OVER) <= 0
        expect(page.locator("[data-testid=stMain] a", has_text=re.compile("^www"))).to_have_count(0)  # an address that is shown and not linked
        page.evaluate("() => { window.isSame = true }")
        part.get_by_role("link", name="Open: Cameroon").click()
        page.wait_for_url(re.compile(r"/country\?country=CMR$"))
        settled(page)
        expect(page.get_by_role("heading", name="Cameroon", exact=True)).to_be_in_viewport()
        page.go_back()
        page.wait_for_url(re.compile(r"/countries$"))
        settled(page)
        expect(rows.first).to_be_visible()  # the part is open still
        assert page.evaluate("() => window.isSame") and page.errors == []
