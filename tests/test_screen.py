"""The screen around every page: navigation, filter row, links, notices, banners, broken data. What a reader sees, through AppTest."""

import html
import re
import shutil
import tomllib
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from ocop import panels, store, theme
from ocop.panels.site import folder
from ocop.store import ROOT
from tests.pages.reader import feet, findings, heads, pieces, said, tiles

SCREEN = str(ROOT / "ocop" / "screen.py")


def opened(page="", **words):
    app = AppTest.from_file(SCREEN, default_timeout=900)
    for word, value in words.items():
        app.query_params[word] = value
    app.run()
    return app.switch_page(str(ROOT / "pages" / f"{page}.py")).run() if page else app


def text(app):
    """What the reader reads: all words of the page, without the escapes that keep data from being markup."""
    return "\n".join([re.sub(r"\\([^\w\s])", r"\1", markup(app)), *said(app), *feet(app)])


def markup(app):
    """The same as it is handed to the browser."""
    told = [element.value for kind in ("markdown", "caption", "subheader", "title", "warning", "error") for element in app.get(kind)]
    return "\n".join([*told, *heads(app), *heads(app, "p")])


@pytest.fixture
def another_folder(tmp_path, monkeypatch):
    """A copy of the data that the screen serves instead of the shipped record."""
    for path in (ROOT / "data").glob("*.*"):
        shutil.copy(path, tmp_path)
    monkeypatch.setenv("OCOP_DATA", str(tmp_path))
    monkeypatch.setattr(store, "CURRENT", store.Current())
    return tmp_path


def test_the_first_screen_says_where_the_initiative_stands():
    app = opened()
    assert not app.exception
    assert "As of 26 November 2026, 95 countries and 56 products were reported" in text(app)
    assert list(tiles(app).items()) == [
        ("Countries", "95"), ("Special agricultural products", "56"), ("National Task Forces on record as established", "2"),
        ("Funding on record", "USD 7.45 million"), ("Events on record", "90")]


def test_a_day_in_the_link_moves_every_figure():
    app = opened(as_of="2022-11-03")
    assert list(tiles(app).values())[:2] == ["78", "50"]
    assert app.date_input(key="filter-as_of").value == date(2022, 11, 3)


def test_a_bound_is_printed_with_its_sign():
    assert next(iter(tiles(opened(as_of="2025-02-19")).values())) == ">92"


def test_a_region_shows_its_own_reported_figure_and_says_what_is_on_record():
    app = opened(region="RNE")
    assert next(iter(tiles(app).values())) == "10"  # FAO, 19 February 2025
    assert "11 named in public sources" in text(app)


def test_a_region_without_a_reported_total_has_no_number_in_the_big_place_and_says_what_is_on_record():
    app = opened(region="REU")
    assert next(iter(tiles(app).values())) == "not reported"
    assert "7 named in public sources; no total reported for Europe and Central Asia" in text(app)


def test_a_counted_number_says_from_how_many_rows_and_names_no_single_source():
    app = opened()
    links = [foot for foot in feet(app) if "Counted here from" in foot]
    assert len(links) == 4  # the sentence, task forces, funding, events
    assert "Events held" not in tiles(app)


def test_a_chart_that_cannot_obey_a_filter_says_so_in_its_title():
    titles = findings(opened(category="forest"))
    assert any(title.endswith("(all product types)") for title in titles)
    assert not any("all product types" in title for title in findings(opened()))


def test_a_figure_older_than_a_year_tells_its_age():
    assert "last reported 13 months ago, for 15 October 2025" in text(opened())
    assert "months ago" not in text(opened(as_of="2025-11-01"))


def test_a_choice_from_the_link_stands_in_its_widget():
    app = opened(region=["RAF", "RNE"], category="field-crop")
    assert app.multiselect(key="filter-region").value == ["RAF", "RNE"]
    assert app.multiselect(key="filter-category").value == ["field-crop"]


def test_a_choice_survives_the_change_of_page():
    app = opened("countries", region="REU")
    assert app.multiselect(key="filter-region").value == ["REU"]
    assert "Europe and Central Asia" in text(app)


def test_choosing_in_the_row_changes_the_figures():
    app = opened()
    app.multiselect(key="filter-region").select("RAF").run()
    assert next(iter(tiles(app).values())) == ">30"
    app.multiselect(key="filter-region").unselect("RAF").run()
    assert next(iter(tiles(app).values())) == "95"


@pytest.mark.parametrize(("word", "value"), [
    ("region", "XYZ"), ("country", "' OR 1=1--"), ("as_of", "9999-99-99"), ("as_of", "9999-12-31"), ("compare_with", "%ff%00"), ("region", " RAF "),
    ("category", "")])
def test_an_unknown_value_in_a_link_is_told_and_the_page_works(word, value):
    app = opened(**{word: value})
    assert not app.exception
    assert len(app.warning) == 1 and "The link asks for" in app.warning[0].value
    assert next(iter(tiles(app).values())) == "95"


def test_a_word_that_does_not_exist_is_told():
    app = opened(regoin="RAF", embed="true")
    assert [warning.value.replace("\\", "") for warning in app.warning] == [
        "The link has the word 'regoin', which does not exist here; it was left out. Did you mean region?"]


@pytest.mark.parametrize("page", ["", "events", "review", "about"])
def test_days_in_the_wrong_order_are_told_on_every_page(page):
    app = opened(page, as_of="2024-01-01", compare_with="2025-01-01")
    assert "The first day, 1 January 2025, lies after the last one, 1 January 2024" in text(app)


def test_before_the_beginning_the_screen_is_calm():
    app = opened(as_of="2020-01-01")
    assert "nothing was known on 1 January 2020" in app.warning[0].value
    assert not app.exception
    assert "On 1 January 2020 no figure of the initiative was public yet" in text(app)


def test_broken_data_shows_its_problems_and_no_figure(another_folder):
    file = another_folder / "events.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",RAF,", ",RAFX,"), encoding="utf-8")
    app = opened()
    assert not app.exception and not tiles(app)
    assert app.title[0].value == "The data has problems"
    assert "RAFX" in str(app.table[0].value)


def test_a_problem_that_quotes_markup_shows_it_as_text(another_folder):
    file = another_folder / "events.csv"
    hostile = "[a](http://evil.example)"  # cells of this table are Markdown
    file.write_text(file.read_text(encoding="utf-8").replace(",RAF,", f",{hostile},"), encoding="utf-8")
    lines = opened().table[0].value.iloc[:, 0].tolist()
    assert any("\\[a\\]\\(http" in line for line in lines) and not any("[a](" in line for line in lines)


def test_a_change_that_breaks_the_data_keeps_the_last_good_version_and_says_so(another_folder):
    assert next(iter(tiles(opened()).values())) == "95"
    file = another_folder / "events.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",RAF,", ",RAFX,"), encoding="utf-8")
    assert next(iter(tiles(opened()).values())) == "95"  # nobody waits while the change is looked at
    store.CURRENT.settle()
    app = opened()
    assert next(iter(tiles(app).values())) == "95"
    assert "last good version is shown" in app.warning[0].value


def test_illustrative_data_says_so(another_folder):
    (another_folder / "ILLUSTRATIVE").write_text("")
    store.CURRENT = store.Current()
    assert "not facts" in opened().warning[0].value


HOSTILE = "<img src=x onerror=alert(1)> ![x](http://evil.example/x.png) :red[x] $x$ [a](javascript:alert(1)) `code`"


def test_data_text_is_shown_as_text(another_folder):
    file = another_folder / "actions.csv"
    lines = file.read_text(encoding="utf-8").replace("Liberia: start OCOP activities with TCP start-up funding", HOSTILE)
    file.write_text(lines, encoding="utf-8")
    store.CURRENT = store.Current()
    app = opened()
    handed = "".join(pieces(app))
    assert "<li><strong>2026</strong> " + html.escape(HOSTILE) + "</li>" in handed and "<img src=x" not in handed  # it is there, as text
    shown = markup(opened("priorities"))  # on the list of what comes next, and in Markdown: its own page quotes it
    assert "![" not in shown and "<img" not in shown.replace("\\<", "") and ":red[" not in shown and "[a](" not in shown
    assert "evil\\.example" in shown


def test_every_page_opens_at_its_own_address():
    from ocop.screen import PAGES

    assert [name for name, _title, _icon in PAGES] == ["overview", "countries", "country", "products", "task_forces", "events",
                                                       "funding", "priorities", "review", "programmes", "programme", "about"]


def test_what_nobody_reported_is_never_a_zero():
    assert tiles(opened(country="FRA")) == {}  # said once, in a sentence
    early = tiles(opened(as_of="2020-01-01"))
    assert early.pop("Funding on record") == "not published"  # a sum of published amounts, which nobody reports
    assert set(early.values()) == {"not reported"}


# what Markdown in a browser makes a link of by itself, after its escapes are gone
LINKED = (r"(https?://|www(?=\.))([-.\w]+)([^ \t\r\n]*)", r"(?:^|[^\w])([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)")


@pytest.mark.parametrize("text", [
    "https://evil.example/x", "HTTP://EVIL.example", "www.fao.org/a (read in a copy)", "Www.fao.org", "(www.fao.org)", "_www.fao.org_", "a@b.example",
    "first.last+tag@mail.example.org", "see https://a.example, www.b.example and c@d.example", "mailto:a@b.example", "https://u@h.example"])
def test_text_from_data_is_no_link_also_where_it_is_an_address(text):
    shown = panels.plain(text)
    read = re.sub(r"\\(.)", r"\1", shown)
    assert any(re.search(rule, text, re.IGNORECASE) for rule in LINKED)
    assert not any(re.search(rule, read, re.IGNORECASE) for rule in LINKED)
    assert read.replace("\u2060", "") == text


@pytest.mark.parametrize("text", ["@home", "a @ b", "http and www", "https:", "3 @2"])
def test_text_that_is_no_address_stays_as_it_is(text):
    assert re.sub(r"\\(.)", r"\1", panels.plain(text)) == text


def test_inks_of_the_page_are_those_of_the_theme_and_of_its_configuration():
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for mode in theme.MODES:
        assert (theme.LINK[mode], theme.LINE[mode]) == (told[mode]["linkColor"], told[mode]["borderColor"])
        assert theme.PAPER[mode] == told[mode]["backgroundColor"]


@pytest.mark.parametrize(("path", "page", "is_embedded", "found"), [
    ("/", "", False, ""), ("/countries", "countries", False, ""), ("/monitor/countries", "countries", False, "/monitor"),
    ("/monitor/", "", False, "/monitor"), ("/monitor", "", False, "/monitor"), ("/fao.org/v1/country", "country", False, "/fao.org/v1"),
    ("/monitor/countries", "events", False, "/monitor"),  # the page changes: the browser still shows the one before
    ("/monitor/nosuch", "", False, "/monitor"),  # a page that does not exist shows the first one
    ("/monitor/countries", "countries", True, "/monitor"),
    ("/briefing", "countries", True, ""), ("/briefing/", "", True, ""),  # the page around the frame
    ("/a b/countries", "countries", False, ""), ("/<script>/countries", "countries", False, "")])
def test_the_folder_of_a_proxy_is_read_from_the_address_in_the_browser(path, page, is_embedded, found):
    assert folder(path, page, ("countries", "country", "events", "nosuch"), is_embedded) == found
