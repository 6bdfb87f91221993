"""A second office runs its own: with `OCOP_PROGRAMME` the monitor is that of one national programme, shown for Viet Nam and for India."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import IDLE, reader
from tests.servers import running_server


@pytest.mark.parametrize(("code", "name", "unit", "place"), [
    ("ocop-vn", "One Commune One Product (OCOP)", "Dak Lak", "VN-33"),
    ("odop-in-pmfme", "One District One Product under PM Formalisation of Micro Food Processing Enterprises (PMFME)", "Punjab", "IN-PB")])
def test_an_office_has_its_own_home_units_pages_and_frames(browser, code, name, unit, place):
    with running_server(env={"OCOP_PROGRAMME": code}) as server, reader(browser, server) as page:
        page.goto(server.address)
        expect(page.get_by_role("heading", name=name).first).to_be_visible()
        listed = page.get_by_test_id("stTopNavLink")
        expect(listed).to_have_count(3)
        assert [words.strip().split("\n")[-1] for words in listed.all_inner_texts()] == ["Programme", "Programmes", "About"]
        expect(page.locator(".st-key-filters").get_by_role("combobox")).to_have_count(1)
        expect(page).to_have_title(f"Monitor of {name}")
        told = page.request.get(f"{server.address}/view/programme/units").text()  # nowhere the name of the initiative's monitor
        assert f"Monitor of {name}" in told and "OCOP Monitor" not in told and "FAO" not in told.split("<footer>")[1].split("</details>")[-1]
        shell = page.request.get(f"{server.address}/about").text()
        assert f"<title>Monitor of {name}</title>" in shell and "One Country One Priority" not in shell
        page.wait_for_function(IDLE)
        page.get_by_role("combobox", name="Unit").click()
        page.keyboard.type(unit)
        page.get_by_role("option", name=unit, exact=True).click()
        expect(page.get_by_role("heading", name=unit, exact=True).first).to_be_visible()
        assert page.evaluate("location.pathname + location.search") == f"/?unit={place}"
        page.set_viewport_size({"width": 390, "height": 844})
        expect(page.get_by_text(f"{unit} · as of").first).to_be_visible()  # the bar of a phone names the unit
        assert page.locator(".st-key-breadcrumbs a span").evaluate_all(
            "all => all.length > 0 && all.every(one => one.scrollWidth <= one.clientWidth + 1)")
        framed = page.request.get(f"{server.address}/embed/programme/units")  # the programme of the office is what a call is about
        assert framed.status == 200 and unit in framed.text()
        assert (page.errors, page.foreign) == ([], [])
