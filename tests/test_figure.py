"""Charts that are changed in place: what goes to the browser, what comes back from it, what a picture says, the shipped library."""

import json
from hashlib import sha256

import pytest
from plotly.offline import get_plotlyjs_version

from ocop import figure
from ocop.figure import screen
from ocop.home import ROOT
from ocop.panels import drawing, plain
from tests.pages.reader import drawn, feet, figures, heads, open_page

KINDS = {"scatter", "bar", "choropleth", "scattergeo"}  # in the shipped library, see static/figure/build.mjs


def test_the_shipped_library_is_the_one_of_the_python_package_and_is_told_in_the_notice():
    notice = (ROOT / "static" / "NOTICE.md").read_text(encoding="utf-8")
    code = (figure.FOLDER / figure.LIBRARY).read_bytes()
    assert f"plotly-{get_plotlyjs_version()}.js" == figure.LIBRARY
    assert f"figure/{figure.LIBRARY}" in notice and sha256(code).hexdigest() in notice
    assert all(f'"./{figure.LIBRARY}"' in (figure.FOLDER / name).read_text(encoding="utf-8") for name in (figure.SCRIPT, "picture.js"))
    assert f"plotly.js {get_plotlyjs_version()}: MIT" in (figure.FOLDER / "LICENSES.txt").read_text(encoding="utf-8")


def test_every_shape_draws_only_what_the_shipped_library_can():
    used = {trace.get("type", "scatter") for file in (ROOT / "tests" / "goldens").glob("*.json")
            for trace in json.loads(file.read_text(encoding="utf-8")).get("data", [])}
    assert {"bar", "scatter", "choropleth", "scattergeo"} <= used <= KINDS


class Drawn:
    """A figure of two traces: one whose marks answer, one of words."""

    def to_dict(self):
        return {"data": [{"customdata": [["KEN", "Kenya"], ["BGD", "Bangladesh"], [None, "no key"]]}, {"text": ["words"]}]}


@pytest.fixture
def heard(monkeypatch):
    """What `on_pick` was called with, in runs that follow each other: `run(told)` is one run."""
    monkeypatch.setattr(screen.st, "session_state", {})

    def run(told, number="now"):
        calls = []
        screen.answer(told, "picked-x", number, Drawn(), calls.append)
        return [points[0]["customdata"][0] for points in calls]

    return run


def test_a_click_is_answered_until_the_same_mark_is_clicked_again(heard):
    assert heard({"of": "now", "key": "KEN"}) == ["KEN"]
    assert heard(None) == ["KEN"]  # a run for another reason
    assert heard({"of": "now", "key": "BGD"}) == ["BGD"]
    assert heard({"of": "now", "key": "BGD"}) == []
    assert heard(None) == []


def test_a_click_ends_with_its_figure(heard):
    assert heard({"of": "now", "key": "KEN"}) == ["KEN"]
    assert heard(None, "after") == []
    assert heard(None) == []


@pytest.mark.parametrize("told", [
    {"of": "before", "key": "KEN"},  # a click that was on its way when the figure changed
    {"of": "now", "key": "FRA"},  # no mark of this figure
    {"of": "now", "key": None}, {"of": "now"}, {"key": "KEN"}, {}, [], ["KEN"], "KEN", 7, True,
    {"of": "now", "key": ["KEN"]}, {"of": "now", "key": {"KEN": 1}}, {"of": ["now"], "key": "KEN"}])
def test_what_is_no_click_on_this_figure_is_let_go(heard, told):
    assert heard(told) == []


def test_a_pick_that_leads_to_another_page_is_not_kept(heard):
    def leave(_points):
        raise RuntimeError("another page")

    with pytest.raises(RuntimeError):
        screen.answer({"of": "now", "key": "KEN"}, "picked-x", "now", Drawn(), leave)
    assert heard(None) == []


@pytest.mark.parametrize(("markdown", "words"), [
    ("[FAO, 15 October 2025](https://www.fao.org/a)", "FAO, 15 October 2025"), ("plain \\[words\\] (weak source)", "plain [words] (weak source)"),
    ("[a \\[b\\] c](https://x.org/%28y%29)", "a [b] c"), ("x\\_y, 2024", "x_y, 2024"), ("", ""),
    (plain("FAO, www.fao.org/a (read in a copy)"), "FAO, www.fao.org/a (read in a copy)")])
def test_a_source_stands_below_a_picture_as_plain_words(markdown, words):
    assert drawing.unmarked(markdown) == words


def test_a_picture_says_what_it_shows_of_where_and_when_who_says_so_and_is_named_so():
    told = {one["picture"]["file"]: one["picture"] for one in drawn(open_page("overview", region="RAF", as_of="2025-12-01")) if one["picture"]}
    world = told["ocop-countries-map-RAF-2025-12-01.png"]
    assert world["subtitle"] == "Countries by evidence of taking part, countries · Africa · as of 1 December 2025"
    assert world["foot"][0].startswith("Sources: ") and "FAO, " in world["foot"][0] and "Not an official publication of FAO." in world["foot"][-1]
    assert "](" not in " ".join(world["foot"]) and "\\" not in " ".join(world["foot"])


def test_many_places_are_counted_in_the_name_of_a_picture():
    countries = ["KEN", "BGD", "LBR", "TUV", "EGY"]  # one more than are named
    names = [one["picture"]["file"] for one in drawn(open_page("countries", country=countries, as_of="2025-12-01")) if one["picture"]]
    assert any("-5-places-2025-12-01.png" in name for name in names) and not any("KEN" in name for name in names)


def test_every_chart_can_be_saved_and_only_those_that_answer_say_so():
    told = drawn(open_page("overview"))
    assert len(told) == 4 and all(one["picture"]["title"] and one["picture"]["file"].endswith(".png") for one in told)
    assert [one["picture"]["file"] for one in told if one["picks"]] == ["ocop-countries-map-2026-11-26.png"]
    assert all(one["height"] == json.loads(one["figure"])["layout"]["height"] and one["alt"] for one in told)


def test_streamlits_own_chart_can_be_chosen_instead(monkeypatch):
    before = open_page("overview")
    theirs, words = figures(before), (heads(before), feet(before))
    assert any(one["head"] for one in drawn(before)) and all(one["foot"] for one in drawn(before))
    monkeypatch.setenv("OCOP_CHARTS", "plotly")
    at = open_page("overview")
    assert drawn(at) == [] and [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")] == theirs
    assert (heads(at), feet(at)) == words
