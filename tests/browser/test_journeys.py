"""Whole journeys in a real browser, as the three readers make them."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from ocop import filters
from ocop.store import open_store
from tests.browser.chromium import charts_drawn, reader, settled, visit
from tests.lines import line
from tests.servers import running_server


def choose(page, label, option):
    page.get_by_role("combobox", name=re.compile(label)).first.click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")
    settled(page)


def test_the_first_request_to_a_fresh_server_may_be_an_embedded_deep_link(browser):
    with running_server() as fresh, reader(browser, fresh) as page:
        visit(page, f"{fresh.address}/countries?region=RAF&as_of=2025-08-01&embed=true")
        expect(page.get_by_role("heading", name="Countries").first).to_be_visible()
        assert page.locator("[data-testid=stTopNavLink]").count() == 0  # only the content, no navigation
        page.locator(".st-key-chart-countries-map").get_by_role("button", name="About this figure").click()
        assert "Africa · as of 1 August 2025" in page.inner_text("[data-testid=stPopoverBody]")
        assert "Africa" in page.inner_text("[data-testid=stMain]")


def test_a_choice_goes_to_the_link_survives_pages_and_reload(browser, server):
    with reader(browser, server) as page:
        visit(page, server.address)
        choose(page, "Region", "Africa")
        page.wait_for_function("() => location.search.includes('region=RAF')")
        page.get_by_role("link", name="Events").first.click()
        page.wait_for_url(re.compile("/events"))
        settled(page)
        page.wait_for_function("() => location.search.includes('region=RAF')")
        page.reload()
        settled(page)
        assert "region=RAF" in page.evaluate("() => location.href")
        assert page.locator("[data-testid=stMultiSelect]").first.inner_text().count("Africa") == 1


def test_a_copied_link_shows_the_same_view_to_another_reader(browser, server):
    with reader(browser, server) as page:
        visit(page, f"{server.address}/countries?region=RLC")
        page.get_by_role("button", name="Links").click()
        link = page.locator("[data-testid=stPopoverBody] code").first.inner_text().strip()
        mine = page.locator("[data-testid=stMain] h3").all_inner_texts()
    assert "region=RLC" in link and "as_of=2026-11-26" in link and "compare_with=2025-08-01" in link
    assert link.startswith(f"{server.address}/countries?")
    with reader(browser, server) as other:
        visit(other, link)
        assert other.locator("[data-testid=stMain] h3").all_inner_texts() == mine


def test_behind_a_proxy_that_takes_a_folder_off_links_and_maps_keep_it(browser, server):
    with line(server, prefix="/ocop/monitor") as proxy, reader(browser, proxy) as page:
        visit(page, f"{proxy.address}/events?region=RLC")
        page.get_by_role("link", name="Countries").first.click()
        page.wait_for_url(re.compile("/ocop/monitor/countries"))
        settled(page)
        page.wait_for_function("() => document.querySelectorAll('.choroplethlayer path').length > 15")
        page.get_by_role("button", name="Links").click()
        page.locator("[data-testid=stPopoverBody] code").nth(1).wait_for()
        links = [code.strip() for code in page.locator("[data-testid=stPopoverBody] code").all_inner_texts()]
        assert [link.partition("?")[0] for link in links] == [f"{proxy.address}/countries"] * 2
        assert page.foreign == []
        visit(page, links[0])
        assert page.locator("[data-testid=stMultiSelect]").first.inner_text().count("Latin America") == 1


def test_every_country_chosen_at_once_stays_in_the_link(browser, server):
    everywhere = list(filters.known_codes(open_store())["country"])
    with reader(browser, server) as page:
        visit(page, f"{server.address}/task_forces?" + "&".join(f"country={code}" for code in everywhere))
        page.get_by_role("button", name="Links").click()
        link = page.locator("[data-testid=stPopoverBody] code").last.inner_text().strip()
        assert parse_qs(urlsplit(link).query)["country"] == everywhere
        assert page.locator("[data-testid=stAlert]").count() == 0


def test_an_unknown_code_in_a_link_is_told_and_the_link_is_mended(browser, server):
    with reader(browser, server) as page:
        visit(page, f"{server.address}/?region=XYZ&country=BGD")
        expect(page.get_by_text("The link asks for region 'XYZ'")).to_be_visible()
        page.wait_for_function("() => !location.search.includes('XYZ') && location.search.includes('country=BGD')")


def test_the_map_is_drawn_with_the_network_blocked(browser, server):
    with reader(browser, server) as page:
        visit(page, f"{server.address}/countries")
        charts_drawn(page)
        page.wait_for_function("() => document.querySelectorAll('.choroplethlayer path').length > 50", timeout=40_000)
        assert page.foreign == []
        assert "no opinion" in page.locator(".js-plotly-plot .annotation-text").first.text_content()


def test_the_file_under_a_chart_holds_exactly_its_rows(browser, server):
    with reader(browser, server) as page:
        visit(page, server.address)
        box = page.locator(".st-key-chart-countries-coverage")
        box.get_by_role("button", name="About this figure").click()
        with page.expect_download() as got:
            page.locator("[data-testid=stPopoverBody]").get_by_test_id("stDownloadButton").get_by_role("button").click()
        with open(got.value.path(), encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
    assert got.value.suggested_filename == "ocop-countries-coverage-2026-11-26.csv"
    assert lines[1].startswith("WORLD,World,66,95,eq,") and len(lines) == 7


def test_every_control_of_the_row_is_reached_by_keyboard_in_reading_order(browser, server):
    with reader(browser, server) as page:
        visit(page, server.address)
        names = []
        for _press in range(40):
            page.keyboard.press("Tab")
            names.append(page.evaluate("() => (document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()"))
        wanted = ["Overview", "Countries", "About", "Region", "Country", "Product type", "As of", "Compare with", "Copy link"]
        place = -1
        for want in wanted:  # each after the one before
            later = [number for number, name in enumerate(names) if number > place and re.search(rf"(^|\n)(year, )?{want}\b", name)]
            assert later, f"{want} is not reached after {names[max(place, 0)]}: {names}"
            place = later[0]


def test_keys_alone_choose_a_region(browser, server):
    with reader(browser, server) as page:
        visit(page, server.address)
        page.get_by_role("combobox", name=re.compile("Region")).focus()
        page.keyboard.type("Africa")
        page.keyboard.press("Enter")
        settled(page)
        page.wait_for_function("() => location.search.includes('region=RAF')")


def test_dark_is_dark_and_light_is_light(browser, server):
    found = {}
    for scheme in ("light", "dark"):
        with reader(browser, server, scheme=scheme) as page:
            visit(page, server.address)
            charts_drawn(page)
            found[scheme] = page.evaluate("""() => [getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor,
                getComputedStyle(document.querySelector('.js-plotly-plot text')).fill]""")
    assert found["light"][0] == "rgb(255, 255, 255)" and found["dark"][0] == "rgb(14, 17, 23)"
    assert found["light"][1] != found["dark"][1]


def test_a_printed_page_leaves_out_navigation_and_filters(browser, server):
    with reader(browser, server) as page:
        visit(page, server.address)
        page.emulate_media(media="print")
        assert not page.locator(".st-key-filters").is_visible()
        assert page.get_by_text("95 countries and 56 products reported").is_visible()


def test_a_report_is_made_on_a_click_and_saved(browser, server):
    with reader(browser, server) as page:
        visit(page, f"{server.address}/review?as_of=2025-08-01&compare_with=2025-01-01&region=RAF")
        page.get_by_role("button", name="Excel").click()
        page.get_by_role("button", name="Save the report (Excel)").wait_for(timeout=30_000)
        with page.expect_download() as got:
            page.get_by_role("button", name="Save the report (Excel)").click()
        with open(got.value.path(), "rb") as file:
            assert file.read(2) == b"PK"
    assert got.value.suggested_filename == "ocop-review-raf-2025-01-01-2025-08-01.xlsx"


def test_a_slash_a_few_letters_and_enter_open_a_country_from_any_page(browser, server):
    with reader(browser, server) as page:
        visit(page, f"{server.address}/events?region=RAF&as_of=2025-08-01")
        page.keyboard.press("/")
        page.locator(".st-key-search-words input").wait_for()
        page.wait_for_function("() => document.activeElement.matches('.st-key-search-words input')")
        page.keyboard.type("cote")
        page.keyboard.press("Enter")  # before the answers are there: it waits for them
        page.wait_for_url(re.compile("/country"))
        expect(page.get_by_role("heading", name="Côte d'Ivoire", exact=True)).to_be_visible()
        page.wait_for_function("() => location.search.includes('country=CIV') && location.search.includes('as_of=2025-08-01')")
        expect(page.locator(".st-key-search-words input")).to_have_count(0)  # what was opened has closed
        page.keyboard.press("/")
        page.wait_for_function("() => document.activeElement.matches('.st-key-search-words input')")
        page.keyboard.type("manioc")
        page.get_by_role("link", name=re.compile("cassava")).wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/products"))
        expect(page.get_by_role("heading", name="Cassava", exact=True)).to_be_visible()
        assert page.errors == []
