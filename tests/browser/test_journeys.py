"""Whole journeys in a real browser, as the three readers make them."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from ocop import filters
from ocop.store import ROOT, open_store
from tests.browser.chromium import IDLE, PATIENCE, charts_drawn, go, reader, settled, visit
from tests.lines import line

# what a reader has in front of him before he scrolls
BOTTOM = """names => names.map(name => { const box = document.querySelector('.st-key-' + name).getBoundingClientRect();
    return [name, box.height > 20 && box.bottom <= window.innerHeight && box.right <= window.innerWidth]})"""
CUT = """() => [...document.querySelectorAll('.st-key-first-screen :is(p, li, h1, h3)')].filter(
    one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow !== 'visible').map(one => one.innerText)"""
PARTS = ["first-answer", "first-tiles", "first-map", "first-changes", "first-next"]


def choose(page, label, option):
    page.get_by_role("combobox", name=re.compile(label)).first.click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")
    settled(page)


def test_answer_tiles_map_changes_and_dates_stand_on_the_first_screen(desk):
    go(desk, "/")  # 1366 x 768
    charts_drawn(desk)
    assert desk.evaluate(BOTTOM, PARTS) == [[name, True] for name in PARTS]
    assert desk.evaluate(CUT) == []
    assert desk.locator(".st-key-first-tiles .ocop-value").count() == 5
    assert desk.locator(".st-key-first-changes li:visible").count() == 3 and desk.locator(".st-key-first-next li:visible").count() == 2
    answer, picture = (desk.locator(f".st-key-{name}").bounding_box() for name in ("first-answer", "first-map"))
    assert abs(answer["y"] - picture["y"]) < 20 and answer["x"] + answer["width"] <= picture["x"]  # beside each other


def test_a_button_of_the_map_chooses_its_region_and_shows_it_near(desk):
    go(desk, "/")
    desk.get_by_role("radio", name="Africa").click()
    desk.wait_for_function("() => location.search.includes('region=RAF')")
    settled(desk)
    expect(desk.locator(".st-key-filters [data-testid=stMultiSelect]").get_by_text("Africa").first).to_be_visible()
    desk.wait_for_function("() => document.querySelector('.st-key-first-map .js-plotly-plot')?.layout.geo.lonaxis.range[1] === 62")
    desk.get_by_role("radio", name="World").click()
    desk.wait_for_function("() => !location.search.includes('region=')")


def test_a_choice_goes_to_the_link_survives_pages_and_reload(desk):
    go(desk, "/")
    choose(desk, "Region", "Africa")
    desk.wait_for_function("() => location.search.includes('region=RAF')")
    desk.get_by_role("link", name="Events").first.click()
    desk.wait_for_url(re.compile("/events"))
    settled(desk)
    desk.wait_for_function("() => location.search.includes('region=RAF')")
    desk.reload()
    settled(desk)
    assert "region=RAF" in desk.evaluate("() => location.href")
    assert desk.locator("[data-testid=stMultiSelect]").first.inner_text().count("Africa") == 1


def test_a_copied_link_shows_the_same_view_to_another_reader(browser, server, desk):
    go(desk, "/countries?region=RLC")
    desk.get_by_role("button", name="Links").click()
    link = desk.locator("#links-of-this-view code").first.inner_text().strip()
    mine = desk.locator("[data-testid=stMain] h3").all_inner_texts()
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
        page.locator("#links-of-this-view code").nth(1).wait_for()
        links = [code.strip() for code in page.locator("#links-of-this-view code").all_inner_texts()]
        assert [link.partition("?")[0] for link in links] == [f"{proxy.address}/countries"] * 2
        assert page.foreign == []
        visit(page, links[0])
        assert page.locator("[data-testid=stMultiSelect]").first.inner_text().count("Latin America") == 1


def test_every_country_chosen_at_once_stays_in_the_link(desk):
    everywhere = list(filters.known_codes(open_store())["country"])
    go(desk, "/task_forces?" + "&".join(f"country={code}" for code in everywhere))
    desk.get_by_role("button", name="Links").click()
    link = desk.locator("#links-of-this-view code").last.inner_text().strip()
    assert parse_qs(urlsplit(link).query)["country"] == everywhere
    assert desk.locator("[data-testid=stAlert]").count() == 0


def test_an_unknown_code_in_a_link_is_told_and_the_link_is_mended(desk):
    go(desk, "/?region=XYZ&country=BGD")
    expect(desk.get_by_text("The link asks for region 'XYZ'")).to_be_visible()
    desk.wait_for_function("() => !location.search.includes('XYZ') && location.search.includes('country=BGD')")


def test_the_file_under_a_chart_holds_exactly_its_rows(desk):
    go(desk, "/")
    box = desk.locator(".st-key-chart-countries-coverage")
    switch, rows = box.get_by_role("switch", name="Table"), box.locator("[data-testid=stDataFrame]")
    for is_on in (True, False):  # by the keyboard: who pressed it keeps his place
        desk.keyboard.press("Space") if not is_on else switch.press("Space")
        expect(rows).to_have_count(int(is_on))
        expect(switch).to_have_attribute("aria-checked", str(is_on).lower())
        expect(switch).to_be_focused()
    box.get_by_role("button", name="About this figure").press("Enter")
    expect(box.get_by_role("dialog", name="About this figure")).to_contain_text("World · as of")
    desk.keyboard.press("Escape")
    expect(box.get_by_role("dialog")).to_be_hidden()
    box.get_by_role("button", name="About this figure").click()
    with desk.expect_download() as got:
        box.get_by_role("dialog").get_by_role("link", name="CSV").click()
    with open(got.value.path(), encoding="utf-8-sig") as file:
        lines = file.read().splitlines()
    assert got.value.suggested_filename == "ocop-countries-coverage-2026-11-26.csv"
    assert lines[1].startswith("WORLD,World,66,95,eq,") and len(lines) == 7


def test_a_figure_is_passed_on_from_a_sheet_that_keys_reach(desk):
    go(desk, "/countries?region=RAF")
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    share = desk.locator(".st-key-chart-countries-map").get_by_role("link", name="Share")
    share.press("Enter")
    sheet = desk.get_by_role("dialog", name="Share")
    sheet.get_by_role("button", name="Copy: Link that follows the data").press("Enter")
    expect(sheet.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert desk.evaluate("navigator.clipboard.readText()") == urljoin(desk.url, "/view/countries/map?region=RAF")
    assert urlsplit(sheet.get_by_role("link", name="CSV", exact=True).evaluate("link => link.href")).path == "/api/v1/countries/map.csv"
    desk.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(share).to_be_focused()


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


def test_keys_alone_choose_a_region(desk):
    go(desk, "/")
    desk.get_by_role("combobox", name=re.compile("Region")).focus()
    desk.keyboard.type("Africa")
    desk.keyboard.press("Enter")
    settled(desk)
    desk.wait_for_function("() => location.search.includes('region=RAF')")


class Briefing(BaseHTTPRequestHandler):
    """A page of somebody else, with the three lines of README around the address that stands behind its own question mark."""

    def do_GET(self):  # noqa: N802
        snippet = re.search(r"```html\n(<iframe class=.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)[1]
        body = re.sub(r'src="[^"]*"', lambda _src: f'src="{unquote(urlsplit(self.path).query)}"', snippet, count=1)
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(f"<!doctype html><h1>A briefing</h1>{body}".encode())

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def briefing():
    """The port of a foreign site: under the name localhost it may frame the monitor, under its number it may not."""
    served = ThreadingHTTPServer(("127.0.0.1", 0), Briefing)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield served.server_port
    served.shutdown()
    served.server_close()


GROWN = """() => { const frame = document.querySelector('iframe'); return frame.style.height && parseInt(frame.style.height) > 200 }"""
AT_REST = """async () => { const high = () => document.querySelector('iframe').style.height, before = high()
    await new Promise(done => setTimeout(done, 400)); return before === high() }"""
FURNITURE = ".st-key-filters, [data-testid=stHeader]:visible, [data-testid=stTopNavLink], [data-testid=stSidebarNav]"
HIGH = {"/events?embed=true&region=RAF": "[data-testid=stMainBlockContainer]", "/embed/countries/by_region?tell=height": "html"}


def test_a_frame_of_a_site_that_may_grows_with_what_it_shows_and_another_site_shows_nothing(browser, server, briefing):
    context = browser.new_context(viewport={"width": 900, "height": 700}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    for path, whole in HIGH.items():
        page.goto(f"http://localhost:{briefing}/?{quote(server.address + path)}")
        page.wait_for_function(GROWN, timeout=PATIENCE)
        inside = page.frames[1]
        inside.locator("h1").first.wait_for()
        if "embed=true" in path:
            inside.wait_for_function(IDLE, timeout=PATIENCE)
            inside.locator(".ocop-framed").get_by_text("Africa · as of 26 Nov 2026").wait_for()
            assert inside.locator(FURNITURE).count() == 0
            assert inside.locator("[data-testid=stMainBlockContainer]").evaluate("one => parseFloat(getComputedStyle(one).paddingTop)") < 5
            inside.locator(".ocop-foot button").first.wait_for()
        else:
            inside.locator("summary").first.click()  # less is shown: the frame becomes lower
        for width in (900, 420):
            page.set_viewport_size({"width": width, "height": 700})
            page.wait_for_function(AT_REST, timeout=PATIENCE)
            needs = inside.locator(whole).first.evaluate("one => Math.ceil(one.getBoundingClientRect().height)")
            assert page.locator("iframe").evaluate("one => parseInt(one.style.height)") == needs
            assert inside.evaluate("() => { const one = document.querySelector('[data-testid=stMain]') || document.documentElement;"
                                   " return one.scrollHeight <= one.clientHeight + 1 }")
    for path in HIGH:
        refused = []
        page.on("console", lambda message, refused=refused: refused.append(message.text))
        page.goto(f"http://127.0.0.1:{briefing}/?{quote(server.address + path)}")
        page.wait_for_timeout(300)
        assert page.frames[1].url.startswith("chrome-error:") and any("frame-ancestors" in line for line in refused)
        assert not page.locator("iframe").evaluate("one => one.style.height")
    context.close()


def test_a_card_fits_its_frame_and_its_words_fit_the_card(browser, server):
    context = browser.new_context(viewport={"width": 320, "height": 180}, color_scheme="dark")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    for path in ("overview/countries", "overview/funding?region=RAF", "overview/task_forces", "overview/summary"):
        page.goto(f"{server.address}/embed/{path}")
        assert page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [320, 180]
        assert page.evaluate("""() => { const card = document.querySelector('svg').getBoundingClientRect()
            return [...document.querySelectorAll('text')].map(one => one.getBoundingClientRect())
                .filter(box => box.right > card.right || box.bottom > card.bottom || box.top < card.top).length }""") == 0
        assert page.evaluate("() => getComputedStyle(document.querySelector('text')).fill") != "rgb(0, 0, 0)"  # the sheet's ink
        assert page.locator("a[target=_top]").count() > 0
    context.close()


def test_a_frame_has_the_row_where_it_is_asked_for_and_on_every_page(browser, server):
    with reader(browser, server) as page:
        page.goto(f"{server.address}/events?embed=true&filters=true&region=RAF")
        settled(page)
        page.evaluate("""() => { const link = Object.assign(document.createElement('a'), {href: '/funding?region=RAF'})
            link.dataset.go = ''; document.body.append(link); link.click(); link.remove() }""")
        page.get_by_role("heading", name="Funding", exact=True).wait_for()
        settled(page)
        page.wait_for_function("() => location.search.includes('filters=true') && location.search.includes('embed=true')")
        assert page.locator("[data-testid=stAlert]").count() == 0
        page.evaluate("""() => { history.pushState(null, '', '/funding?embed=true&filters=row')
            dispatchEvent(new PopStateEvent('popstate', {state: null})) }""")
        expect(page.get_by_text("The link asks for filters 'row'; it was left out.")).to_be_visible()
        expect(page.locator(".st-key-filters")).to_have_count(0)
        page.wait_for_function("() => !location.search.includes('filters')")
        assert page.errors == []


def test_dark_is_dark_and_light_is_light(browser, server, desk):
    def inks(page):
        charts_drawn(page)
        return page.evaluate("""() => [getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor,
            getComputedStyle(document.querySelector('.js-plotly-plot text')).fill]""")
    light = inks(go(desk, "/"))
    with reader(browser, server, scheme="dark") as page:
        dark = inks(visit(page, server.address))
    assert light[0] == "rgb(255, 255, 255)" and dark[0] == "rgb(14, 17, 23)"
    assert light[1] != dark[1]


def test_a_printed_page_leaves_out_navigation_filters_and_controls(desk):
    go(desk, "/?region=RAF")
    desk.emulate_media(media="print")
    assert not desk.locator(".st-key-filters").is_visible() and not desk.locator(".st-key-region-brief").is_visible()
    assert desk.locator("input:visible").count() == desk.locator(".ocop-foot > button:visible").count() == 0
    assert desk.get_by_text("more than 30 countries (last for 2025) and 18 products (last for 8 March 2023) were reported").is_visible()
    desk.emulate_media(media="null")


PAPER = {"width": 703, "height": 1032}  # of a page of A4 within its margins, in pixels
TALLEST = """() => Math.max(...[...document.querySelectorAll('[class*=st-key-chart-]')].map(one => one.getBoundingClientRect().height))"""


def test_on_paper_no_heading_ends_a_page(desk):
    go(desk, "/review")
    desk.emulate_media(media="print")
    pages = [page.extract_text().split("\n") for page in PdfReader(BytesIO(desk.pdf(format="A4", prefer_css_page_size=True))).pages]
    headings = desk.evaluate("() => [...document.querySelectorAll('[data-testid=stMain] :is(h1, h2, h3)')].map(one => one.innerText.trim())")
    assert len(pages) > 5 and len(headings) > 10
    assert not {[line.strip() for line in page if line.strip()][-1] for page in pages} & set(headings)


@pytest.mark.parametrize(("link", "most"), [("/country?country=BGD", 2), ("/country?country=FRA", 1), ("/events", 5)])
def test_on_paper_every_chart_is_whole_and_a_profile_takes_two_pages(desk, link, most):
    go(desk, link)
    desk.emulate_media(media="print")  # else a page that was set to the media of a screen is printed as such
    pages = PdfReader(BytesIO(desk.pdf(format="A4", prefer_css_page_size=True))).pages
    assert len(pages) <= most and "All regions" not in pages[0].extract_text()
    desk.set_viewport_size(PAPER)
    assert "country=FRA" in link or 100 < desk.evaluate(TALLEST) <= PAPER["height"]


def test_a_report_is_made_on_a_click_and_saved(desk):
    go(desk, "/review?as_of=2025-08-01&compare_with=2025-01-01&region=RAF")
    desk.get_by_role("button", name="Excel").click()
    desk.get_by_role("button", name="Save the report (Excel)").wait_for()
    with desk.expect_download() as got:
        desk.get_by_role("button", name="Save the report (Excel)").click()
    with open(got.value.path(), "rb") as file:
        assert file.read(2) == b"PK"
    assert got.value.suggested_filename == "ocop-review-raf-2025-01-01-2025-08-01.xlsx"


def test_a_slash_a_few_letters_and_enter_open_a_country_from_any_page(desk):
    go(desk, "/events?region=RAF&as_of=2025-08-01")
    desk.keyboard.press("/")
    desk.locator(".st-key-search-words input").wait_for()
    desk.wait_for_function("() => document.activeElement.matches('.st-key-search-words input')")
    desk.keyboard.type("cote")
    desk.keyboard.press("Enter")  # before the answers are there: it waits for them
    desk.wait_for_url(re.compile("/country"))
    expect(desk.get_by_role("heading", name="Côte d'Ivoire", exact=True)).to_be_visible()
    desk.wait_for_function("() => location.search.includes('country=CIV') && location.search.includes('as_of=2025-08-01')")
    expect(desk.locator(".st-key-search-words input")).to_have_count(0)  # what was opened has closed
    desk.keyboard.press("/")
    desk.wait_for_function("() => document.activeElement.matches('.st-key-search-words input')")
    desk.keyboard.type("manioc")
    desk.get_by_role("link", name=re.compile("cassava")).wait_for()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile("/products"))
    expect(desk.get_by_role("heading", name="Cassava", exact=True)).to_be_visible()
    assert desk.errors == []
