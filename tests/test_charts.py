"""Chart shapes, colours and formats: what a reader would see, held without a browser.

Goldens: `OCOP_WRITE_GOLDENS=1 python -m pytest tests/test_charts.py` writes them anew; read the difference.
"""
import html
import itertools
import json
import math
import os
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import plotly.graph_objects as go
import plotly.io
import pytest

from ocop import charts, texts, theme
from ocop.charts import canvas
from ocop.charts import near as extent

GOLDENS = Path(__file__).parent / "goldens"
AS_OF = date(2026, 11, 21)
JULY = {"on_from": date(2025, 7, 1), "on_to": date(2025, 7, 31)}


def on(year: int, month: int, day: int) -> dict:
    return {"on_from": date(year, month, day), "on_to": date(year, month, day)}


COUNTRIES = [
    {"iso3": "GHA", "name": "Ghana", "region": "Africa", "level": "launched", "lon": -1.2, "lat": 7.9},
    {"iso3": "GAB", "name": "Gabon", "region": "Africa", "level": "participant", "lon": 11.8, "lat": -0.6},  # palest fill
    {"iso3": "TON", "name": "Tonga", "region": "Asia and the Pacific", "level": "named", "lon": -174.8, "lat": -20.4},  # island
    {"iso3": "NZL", "name": "New Zealand", "region": "Asia and the Pacific", "level": None, "lon": 171.5, "lat": -41.8},  # none
]
REPORTS = [
    {"value": 87, "sign": "eq", "series": "Countries", **on(2024, 10, 18)},
    {"value": 60, "sign": "gt", "series": "Countries", **on(2024, 11, 2)},   # a bound below the line: must not lower it
    {"value": 92, "sign": "gt", "series": "Countries", **on(2025, 2, 19)},   # a bound above the line: lifts it
    {"value": 95, "sign": "eq", "series": "Countries", **JULY},              # known to the month only
    {"value": 99, "sign": "eq", "series": "Countries", "on_from": None, "on_to": None},  # undated: not drawn
]
PLANS = [
    {"label": "Steering Committee meets", "lane": "Governance", "status": "achieved", **on(2024, 4, 26)},
    {"label": "Workplan published", "lane": "Workplan", "status": "overdue", **JULY},
    {"label": "Training without a date", "lane": "Workplan", "status": None, "on_from": None, "on_to": None},
]
REGIONS = [
    {"label": "Africa", "value": 12, "sign": "gt", "of": 30, "of_sign": "gt", "before": 27, "after": 30,
     "detail": "said in March"},
    {"label": "Near East and North Africa", "value": None, "sign": None, "of": None, "of_sign": None, "before": None, "after": 10,
     "detail": None},
]
MIX = [{"label": "Global project", "part": "on track", "value": 3}, {"label": "Global project", "part": "overdue", "value": 1},
       {"label": "Communications", "part": "not assessable", "value": 2}]
FUNDS = [{"label": "South-South project", "amount": 5_000_000, "stage": "committed"},
         {"label": "Start-up in Liberia", "amount": None, "stage": "planned"}]  # no amount was published
PERIODS = [{"period": "2024 H2", "region": "Africa", "value": 4}, {"period": "2025 H1", "region": "Africa", "value": 1}]

TARGETS = [{"label": "An Giang", "actual": 6, "target": 10, "expected": 8, "status": "at risk"},
           {"label": "Hanoi", "actual": 40, "target": 10, "expected": None, "status": "achieved"},  # far beyond: ends at 1.25 targets
           {"label": "No value yet", "actual": None, "target": 10, "expected": 5, "status": "not assessable"}]  # not drawn
PLACED = [{"unit": "T1", "short": "NO", "name": "North", "across": 2, "down": 1, "products": 12,
           "shade": 2, "band": "5 to 19", "told": "3 units below it"},
          {"unit": "T2", "short": "SO", "name": "South", "across": 1, "down": 3, "products": 0,
           "shade": 0, "band": "no product on record", "told": None},
          {"unit": None, "short": "EA", "name": "East", "across": 3, "down": 2, "products": None,
           "shade": None, "band": "not on record", "told": None}]
STAGES = [{"label": "Planned", "amount": None, "funds": 1, "with_amount": 0},
          {"label": "Committed", "amount": 2_450_000, "funds": 5, "with_amount": 4}]

DATES = {"on_from": "on_from", "on_to": "on_to"}
CASES = {
    "amounts": (FUNDS, {"label": "label", "amount": "amount", "stage": "stage"}),
    "bars": (REGIONS, {"label": "label", "value": "value", "qualifier": "sign", "detail": "detail"}),
    "bullets": (TARGETS, {"label": "label", "actual": "actual", "target": "target", "expected": "expected", "status": "status"}),
    "chain": (STAGES, {"label": "label", "amount": "amount", "funds": "funds", "with_amount": "with_amount"}),
    "calendar": (PLANS, {**DATES, "label": "label", "kind": "lane"}),
    "columns": (PERIODS, {"x": "period", "value": "value"}),
    "dot_strip": (COUNTRIES, {"region": "region", "name": "name", "iso3": "iso3", "level": "level"}),
    "multiples": (PERIODS, {"panel": "region", "x": "period", "value": "value"}),
    "placed": (PLACED, {"x": "across", "y": "down", "code": "short", "name": "name", "value": "products", "shade": "shade", "band": "band",
                        "detail": "told", "key": "unit"}),
    "shared": (COUNTRIES, {"product": "region", "iso3": "iso3", "name": "name"}),
    "slope": (REGIONS, {"label": "label", "before": "before", "after": "after"}),
    "stack": (MIX, {"label": "label", "part": "part", "value": "value"}),
    "steps": (REPORTS, {**DATES, "value": "value", "qualifier": "sign", "series": "series", "as_of": AS_OF}),
    "tiles": (COUNTRIES, {"iso3": "iso3", "name": "name", "level": "level", "region": "region"}),
    "timeline": (PLANS, {"start_from": "on_from", "start_to": "on_to", "label": "label", "lane": "lane", "status": "status",
                         "as_of": AS_OF}),
    "world": (COUNTRIES, {"iso3": "iso3", "name": "name", "level": "level", "lon": "lon", "lat": "lat"}),
}
FREE_TEXT = ("label", "lane", "name", "region", "series", "detail", "period", "stage", "told", "band")
every_shape = pytest.mark.parametrize("shape", CASES)
every_mode = pytest.mark.parametrize("mode", theme.MODES)


def draw(shape: str, rows: list[dict] | None = None, mode: str = "light", **changes) -> go.Figure:
    given, names = CASES[shape]
    result = SimpleNamespace(rows=given if rows is None else rows)
    return getattr(charts, shape)(result, mode, **{**names, **changes})


def spec(figure: go.Figure) -> dict:
    return json.loads(plotly.io.to_json(figure, pretty=False))


def printed(figure: go.Figure) -> list[str]:
    """Everything a reader can see or hover, as Plotly gets it."""
    layout = figure.to_plotly_json()["layout"]
    found = [layout.get("title", {}).get("text", "")] + [note["text"] for note in layout.get("annotations", [])]
    for axis in (layout.get("xaxis", {}), layout.get("yaxis", {})):
        found += axis.get("ticktext", [])
    for trace in figure.to_plotly_json()["data"]:
        found += list(trace.get("text", [])) + [point[1] for point in trace.get("customdata", [])]
    return [text for text in found if text]


def plain(figure: go.Figure) -> str:
    return html.unescape(" ".join(printed(figure)))


def traces(figure: go.Figure, **wanted) -> list[dict]:
    return [t for t in figure.to_plotly_json()["data"] if all(t.get(k) == v for k, v in wanted.items())]


# every shape

def test_every_shape_has_a_case_and_a_golden():
    assert set(CASES) == set(charts.__all__) - {"spark"}  # which is no figure but a small line
    assert {path.stem for path in GOLDENS.glob("*.json")} == set(CASES)


@every_shape
def test_golden(shape):
    drawn = spec(draw(shape))
    drawn["layout"].pop("template")
    path, text = GOLDENS / f"{shape}.json", json.dumps(drawn, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if os.environ.get("OCOP_WRITE_GOLDENS") == "1":
        path.write_text(text, encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(text)


@every_mode
@every_shape
def test_plotly_accepts_every_property(shape, mode):
    drawn = draw(shape, mode=mode).to_plotly_json()
    assert go.Figure(drawn).to_plotly_json()["data"] == drawn["data"]


@every_shape
def test_no_row_gives_a_quiet_sentence(shape):
    figure = draw(shape, rows=[])
    assert printed(figure) == ["There is nothing to show here."]


def test_no_row_prefers_the_sentence_of_the_query_and_escapes_it():
    result = SimpleNamespace(rows=[], query=SimpleNamespace(empty="No event in <b>this</b> region yet."))
    figure = charts.bars(result, "dark", label="label", value="value")
    assert printed(figure) == ["No event in &lt;b&gt;this&lt;/b&gt; region yet."]


@every_shape
def test_one_row_is_drawn(shape):
    figure = draw(shape, rows=CASES[shape][0][:1])
    assert any(trace.get("customdata") for trace in figure.to_plotly_json()["data"])


@every_mode
@every_shape
def test_tags_in_the_data_stay_text(shape, mode):
    nasty = '<a href="https://evil.example">x</a> <b>bold</b> $e$'
    rows = [{k: nasty if k in FREE_TEXT and v is not None else v for k, v in row.items()} for row in CASES[shape][0]]
    seen = printed(draw(shape, rows=rows, mode=mode))
    assert not [text for text in seen if "<a" in text or "<b>bold" in text or "$" in text]
    assert "evil.example" in "".join(seen)


@every_shape
def test_every_mark_speaks_or_is_silent(shape):
    for trace in draw(shape).to_plotly_json()["data"]:
        assert trace.get("hoverinfo") == "skip" or trace["hovertemplate"] == "%{customdata[1]}<extra></extra>"


@every_mode
@every_shape
def test_sheet_is_clear_fixed_in_height_and_of_its_mode(shape, mode):
    layout = draw(shape, mode=mode).layout
    assert layout.template.layout.plot_bgcolor == theme.CLEAR
    assert layout.template.layout.paper_bgcolor == theme.PAPER[mode]
    assert layout.template.layout.font.color == theme.INK[mode]
    assert layout.height >= 40 and layout.uirevision == shape


@every_shape
def test_a_wrong_column_is_named_with_the_known_ones(shape):
    wrong = next(iter(CASES[shape][1]))
    with pytest.raises(KeyError, match="no column .nonsense.: it has "):
        draw(shape, **{wrong: "nonsense"})


@every_shape
def test_lines_fit_a_phone(shape):
    long = "Evidence-based policy and investment for sustainable development of the value chains of priority products"
    rows = [{k: long if k in FREE_TEXT and v is not None else v for k, v in row.items()} for row in CASES[shape][0]]
    lines = [re.sub("<.*?>", "", line) for text in printed(draw(shape, rows=rows)) for line in text.split("<br>")]
    assert max((len(html.unescape(line)) for line in lines), default=0) <= 60


# one claim per shape

def test_bars_print_the_sign_and_say_it_in_words():
    figure = draw("bars")
    assert "&gt;12" in printed(figure)
    assert "more than 12" in plain(figure) and "said in March" in plain(figure)


def test_bars_of_unknown_value_say_so():
    assert "not reported" in printed(draw("bars"))
    assert traces(draw("bars"), type="bar")[0]["x"] == [12, 0]


def test_bars_fade_only_behind_a_lower_bound():
    fades = [t for t in traces(draw("bars"), type="bar") if "base" in t]
    assert [t["base"] for t in fades] == [[12, pytest.approx(12.36)]]
    exact = [row | {"sign": "eq"} for row in REGIONS]
    assert not [t for t in traces(draw("bars", rows=exact), type="bar") if "base" in t]


def test_coverage_bars_print_part_and_whole():
    figure = draw("bars", of="of", of_qualifier="of_sign", qualifier=None)
    assert "12 of &gt;30" in printed(figure)
    assert traces(figure, type="bar")[0]["x"] == [30, 0]


def test_bars_answer_a_click_with_the_raw_key():
    rows = [{"label": "Tom & Jerry", "value": 1, "code": "T&J"}]
    figure = charts.bars(SimpleNamespace(rows=rows), "light", label="label", value="value", key="code")
    assert traces(figure, type="bar")[0]["customdata"][0] == ["T&J", "<b>Tom &amp; Jerry</b><br>1"]


def test_amounts_never_show_a_zero_for_an_unknown_amount():
    figure = draw("amounts")
    assert "USD 5 million" in printed(figure) and "amount not published" in printed(figure)
    ring = traces(figure, mode="markers")[0]
    assert (ring["marker"]["symbol"], ring["x"]) == ("circle-open", [0])


def test_columns_print_every_number_and_the_year_once():
    rows = [{"period": p, "value": v} for p, v in (("2024 H1", 3), ("2024 H2", 4), ("2025 H1", 1))]
    figure = draw("columns", rows=rows)
    assert list(figure.layout.xaxis.ticktext) == ["H1<br>2024", "H2", "H1<br>2025"]
    assert list(figure.data[1].text) == ["3", "4", "1"]


def test_stack_keeps_the_order_of_statuses_and_every_count():
    figure = draw("stack")
    segments = traces(figure, type="bar")
    order = ("overdue", "on track", "not assessable")
    assert [s["marker"]["color"] for s in segments] == [theme.STATUS["light"][status] for status in order]
    assert [list(s["text"]) for s in segments] == [["1", ""], ["3", ""], ["", "2"]]
    assert [sum(s["x"][bar] for s in segments) for bar in (0, 1)] == [4, 2]  # one scale: lengths are counts
    assert figure.layout.xaxis.range == (0, 4)
    assert "◷" in figure.layout.title.text and "not assessable" in figure.layout.title.text


def test_steps_a_lower_bound_lifts_the_line_and_never_lowers_it():
    assert list(draw("steps").data[0].y) == [87, 87, 92, 95]


def test_steps_draw_lower_bounds_as_rings_with_an_arrow():
    marks = traces(draw("steps"), mode="markers")
    assert marks[-1]["marker"]["symbol"] == ["circle", "circle-open", "circle-open", "circle"]
    assert marks[0]["marker"]["symbol"] == "triangle-up"


def test_steps_draw_an_imprecise_date_as_its_span():
    spans = [t for t in traces(draw("steps"), mode="lines") if t["line"]["width"] == 9]
    assert [t["x"] for t in spans] == [["2025-07-01", "2025-07-31", None]]
    assert "July 2025" in plain(draw("steps"))


def test_steps_run_dotted_to_the_day_of_the_view_and_tell_the_age():
    figure = draw("steps")
    dotted = [t for t in traces(figure, mode="lines") if t["line"].get("dash") == "dot"]
    assert dotted[0]["x"] == ["2025-07-01", "2026-11-21"]
    assert "15 months ago" in plain(figure)


def test_steps_take_the_day_that_the_query_was_run_for():
    result = SimpleNamespace(rows=REPORTS, parameters={"as_of": AS_OF})
    figure = charts.steps(result, "light", on_from="on_from", on_to="on_to", value="value")
    assert "15 months ago" in plain(figure)


def test_slope_prints_both_sides_and_names_the_missing_one():
    figure = draw("slope", before_name="1 August 2025", after_name="today")
    assert {"27", "30", "10"} <= set(printed(figure))
    assert "1 August 2025: not reported" in plain(figure)


def test_a_small_line_steps_from_its_first_day_to_its_last_and_stays_inside():
    drawn = charts.spark([(date(2022, 1, 1), 87), (date(2023, 1, 1), 60), (date(2025, 1, 1), 95)], "light")
    assert (path := re.search(r'd="M4\.0 ([\d.]+)H([\d.]+)V24\.0H136\.0V4\.0"', drawn)) and 4 < float(path[1]) < 24
    assert float(path[2]) == pytest.approx(4 + 132 / 3, abs=0.2) and charts.spark([(date(2022, 1, 1), 5)] * 3, "dark").count("24.0") == 4


def test_multiples_share_one_scale():
    rows = [{"region": r, "period": "2025 H1", "value": v} for r, v in (("Africa", 8), ("Near East", 4))]
    heights = list(draw("multiples", rows=rows).data[0].y)
    assert heights[0] == 2 * heights[1]


def test_multiples_of_dates_are_stepped_lines():
    rows = [{"region": "Africa", "period": date(2024, m, 1), "value": m} for m in (1, 6)]
    assert draw("multiples", rows=rows).data[0].line.shape == "hv"


def test_world_leaves_disputed_areas_grey_and_silent():
    rows = [*COUNTRIES, {"iso3": "XJK", "name": "x", "level": "named", "lon": 75.0, "lat": 34.0}]
    maps = traces(draw("world", rows=rows), type="choropleth")
    assert [m["locations"] for m in maps if m.get("hoverinfo") != "skip"] == [["NZL"], ["GHA", "GAB", "TON"]]
    disputed = next(m for m in maps if m.get("hoverinfo") == "skip")
    assert "XJK" in disputed["locations"] and disputed["colorscale"][0][1] == theme.DISPUTED["light"]


def test_world_small_states_are_circles_and_answer_with_iso3():
    circles = traces(draw("world"), type="scattergeo")[0]
    assert [point[0] for point in circles["customdata"]] == ["TON"]


PACIFIC = [{"iso3": code, "name": name, "region": "Asia and the Pacific", "level": "named", "lon": lon, "lat": lat} for code, name, lon, lat in (
    ("TON", "Tonga", -174.8, -20.4), ("WSM", "Samoa", -172.1, -13.8), ("FJI", "Fiji", 178.0, -17.8), ("NRU", "Nauru", 166.9, -0.5),
    ("NIU", "Niue", -169.9, -19.1), ("SLB", "<b>Solomon</b>", 160.2, -9.6))]  # Niue lies between its neighbours: no room for its name


def near(rows, *regions, **changes):
    """The map of rows with regions chosen."""
    names = CASES["world"][1]
    return charts.world(SimpleNamespace(rows=rows, filters=SimpleNamespace(regions=regions)), "light", **{**names, **changes})


def test_world_names_small_states_only_where_a_region_is_near_and_there_is_room():
    named = traces(near(PACIFIC, "RAP"), mode="markers+text")[0]
    assert {"Nauru", "Fiji", "Samoa", "&lt;b&gt;Solomon&lt;/b&gt;"} <= set(named["text"]) and "hovertemplate" not in named
    for chosen in ((), ("RAP", "RAF")):
        assert traces(near(PACIFIC, *chosen), mode="markers+text") == []
    crowd = [row | {"lon": 170.0 + number / 10, "lat": -10.0} for number, row in enumerate(PACIFIC)]
    assert 0 < len(traces(near(crowd, "RAP"), mode="markers+text")[0]["text"]) < len(crowd)
    assert traces(near([PACIFIC[0] | {"lon": None}], "RAP"), mode="markers+text") == []


@pytest.mark.parametrize(("regions", "countries", "wanted"), [
    ([], [], extent.THIN), (["RAP"], [], extent.THIN), (["RAF", "RNE"], [], extent.THIN), (["RAF"], ["KEN"], extent.FINE), ([], ["TUV"], extent.FINE),
    ([], ["PER", "CHN"], extent.THIN)])
def test_thin_outlines_are_drawn_where_nobody_is_near(regions, countries, wanted):
    assert extent.outlines(extent.shown(regions, countries)) == wanted


@pytest.mark.parametrize(("code", "inside", "outside"), [
    ("BGD", (23.7, 90.4), (55.8, 37.6)), ("FRA", (48.9, 2.3), (4.9, -52.3)),  # Paris, and not Cayenne
    ("TON", (-21.1, -175.2), (-41.3, 174.8)), ("LSO", (-29.3, 27.5), (9.0, 38.7)),
    ("FJI", (-18.1, 178.4), (-37.8, 145.0)), ("CHL", (-33.4, -70.7), (40.4, -3.7))])
def test_a_country_is_shown_near_with_its_surroundings(code, inside, outside):
    lat, lon = extent.shown(["RAP"], [code])  # a country decides before a region
    assert holds(lat, lon, *inside) and not holds(lat, lon, *outside)
    assert 16 <= lat[1] - lat[0] < 62
    own = extent.box(code)
    assert lat[0] < own[0][0] and own[0][1] < lat[1] and lon[0] < own[1][0] and own[1][1] < lon[1]


def holds(lat, lon, north, east):
    return lat[0] <= north <= lat[1] and any(lon[0] <= east + turn <= lon[1] for turn in (-360, 0, 360))


def test_countries_side_by_side_share_one_part_and_far_ones_the_world():
    lat, lon = extent.shown([], ["LSO", "BWA"])
    assert holds(lat, lon, -29.3, 27.5) and holds(lat, lon, -24.6, 25.9)
    assert extent.shown([], ["BGD", "CRI"]) == extent.shown([], []) == extent.shown([], ["XXX"]) == extent.shown(["RAF", "RAP"], []) == extent.WORLD
    assert extent.shown(["RAF"], []) == extent.REGIONS["RAF"]


def test_a_mark_tells_each_line_of_its_detail():
    rows = [row | {"detail": ["cocoa", "first shown 2022"]} for row in COUNTRIES]
    for shape in ("world", "tiles", "dot_strip"):
        assert "launched<br>cocoa<br>first shown 2022" in " ".join(printed(draw(shape, rows=rows, detail="detail")))


@every_mode
@pytest.mark.parametrize("shape", ["world", "tiles", "dot_strip"])
def test_swatches_of_the_key_are_the_fills_of_the_marks_and_all_differ(shape, mode):
    key = [trace for trace in draw(shape, mode=mode).to_plotly_json()["data"] if trace.get("showlegend")]
    assert [trace["name"] for trace in key] == ["launched", "named", "participant", "no public record"]  # the strongest first
    assert len({trace["marker"]["color"] for trace in key}) == 4
    assert all(trace["marker"]["line"]["color"] != theme.PAPER[mode] and "hovertemplate" not in trace for trace in key)


def test_world_is_equal_area_whole_and_carries_its_disclaimer():
    figure = draw("world")
    geo = figure.layout.template.layout.geo
    assert (geo.projection.type, geo.fitbounds, figure.layout.geo.resolution) == ("equal earth", False, extent.THIN)
    assert "no opinion on the legal status" in plain(figure).replace("<br>", " ")
    assert theme.CONFIG["topojsonURL"] == "app/static/topojson/"  # below the page, so also below the folder of a proxy


def test_world_by_value_prints_the_amount():
    rows = [row | {"events": 3} for row in COUNTRIES[:1]]
    figure = draw("world", rows=rows, level=None, value="events")
    assert "<b>Ghana</b><br>3" in printed(figure)
    assert figure.data[0].showscale is True


def test_not_participating_is_worded_as_no_record():
    assert "<b>New Zealand</b><br>no public record" in printed(draw("world"))
    assert "<b>New Zealand</b><br>no public record" in printed(draw("tiles"))


def test_tiles_never_overlap():
    rows = [row | {"iso3": f"A{i:02}"} for i, row in enumerate(COUNTRIES * 20)]
    squares = draw("tiles", rows=rows).data[0]
    assert len(set(zip(squares.x, squares.base, strict=True))) == len(rows)
    assert max(squares.x) <= 12
    assert draw("tiles").layout.yaxis.scaleanchor == "x"


def test_placed_tiles_stand_in_their_cells_with_their_value_and_a_place_off_the_record_opens_nothing():
    squares = draw("placed").data[0]
    assert list(squares.x) == [1, 0, 2] and [round(base + 0.46 - 0.5, 6) for base in squares.base] == [0, 2, 1]
    assert list(squares.text) == ["NO<br>12", "SO", "EA"] and len(set(squares.marker.color)) == 3
    assert [key for key, _told in squares.customdata] == ["T1", "T2", None]
    assert "<b>North</b><br>12<br>3 units below it" in printed(draw("placed")) and "<b>East</b><br>not on record" in printed(draw("placed"))
    key = [trace["name"] for trace in draw("placed").to_plotly_json()["data"] if trace.get("showlegend")]
    assert key == ["5 to 19", "no product on record", "not on record"]  # the most first


def test_dot_strip_holds_every_country_and_counts_them():
    rows = [COUNTRIES[0] | {"iso3": f"A{i:02}"} for i in range(47)]
    figure = draw("dot_strip", rows=rows)
    assert len(set(zip(figure.data[0].x, figure.data[0].y, strict=True))) == 47
    assert "47 countries" in plain(figure)


def test_an_unknown_level_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match='level "taskforce" is not one of participant, indirect, named'):
        draw("tiles", rows=[COUNTRIES[0] | {"level": "taskforce"}])


def test_shared_gives_one_row_to_a_product():
    figure = draw("shared")
    assert list(figure.layout.yaxis.ticktext) == ["Africa", "Asia and the<br>Pacific"]
    assert list(figure.data[0].x) == [0, 1, 0, 1]


def test_timeline_words_stand_beside_few_moments_only():
    assert "Workplan published" in [text for t in traces(draw("timeline"), mode="markers+text") for text in t["text"]]
    crowd = draw("timeline", rows=[PLANS[0] | on(2024, 1, day) for day in range(1, 26)])
    words = [text for t in traces(crowd, mode="markers+text") for text in t["text"]]
    assert words == ["<b>Governance</b>"]


def test_timeline_moments_of_one_day_do_not_cover_each_other():
    crowd = draw("timeline", rows=[PLANS[0]] * 20)
    marks = traces(crowd, mode="markers")[0]
    assert len(set(zip(marks["x"], marks["y"], strict=True))) == 20


def test_timeline_shows_the_day_of_the_view_spans_and_what_has_no_date():
    figure = draw("timeline")
    assert figure.layout.shapes[0].x0 == "2026-11-21"
    assert "as of 21 November 2026" in plain(figure) and "1 without a date is not drawn." in plain(figure)
    assert [t["x"] for t in traces(figure, mode="lines")] == [["2025-07-01", "2025-07-31", None]]


def test_timeline_a_span_without_a_status_is_a_bar_without_a_dot_and_a_milestone_is_a_diamond():
    rows = [PLANS[0] | {"status": None, "kind": "milestone"}, PLANS[1] | {"status": None, "kind": "due date"}]
    marks = traces(draw("timeline", rows=rows, kind="kind"), mode="markers")[0]["marker"]
    assert list(marks["symbol"]) == ["diamond", "circle"] and list(marks["opacity"]) == [1, 0]
    assert "milestone" in plain(draw("timeline", rows=rows, kind="kind"))


def test_timeline_a_span_of_days_on_an_axis_of_years_is_a_square_that_is_seen():
    whole = {"status": None, "on_from": date(2023, 1, 1), "on_to": date(2026, 12, 31)}
    spans = [(date(2024, 3, 1), date(2024, 3, 2)), (date(2024, 3, 1), date(2024, 3, 20)),  # two days, three weeks: under a sixtieth of four years
             (date(2024, 3, 1), date(2024, 3, 31)), (date(2024, 3, 1), date(2024, 3, 1))]   # a month has a bar; a day has a dot
    rows = [PLANS[1] | whole] + [PLANS[1] | whole | {"on_from": start, "on_to": end} for start, end in spans]
    marks = traces(draw("timeline", rows=rows), mode="markers")[0]["marker"]
    shown = [("circle", 0), ("circle", 0), ("circle", 1), ("square", 0.35), ("square", 0.35)]
    assert sorted(zip(marks["symbol"], marks["opacity"], strict=True)) == shown
    assert [t["x"][-1] for t in traces(draw("timeline", rows=rows[:1]), mode="lines")] == [None]  # one span is the whole axis


def test_bullets_stand_on_the_scale_of_their_own_target_with_a_tick_for_what_was_expected():
    figure = draw("bullets")
    bars = traces(figure, type="bar")[1]
    assert list(bars["x"]) == [0.6, 1.25] and bars["marker"]["color"] == [theme.STATUS["light"][s] for s in ("at risk", "achieved")]
    target, plan = [t for t in traces(figure, mode="markers") if t["marker"]["symbol"] == "line-ns"]
    assert list(target["x"]) == [1.0, 1.0] and list(plan["x"]) == [0.8]
    assert "6 of 10" in plain(figure) and "40 of 10" in plain(figure) and "No value yet" not in plain(figure)


def test_a_chain_gives_every_fund_without_an_amount_a_piece_and_never_a_zero():
    figure = draw("chain")
    money, pieces = traces(figure, type="bar")
    assert list(money["x"]) == [0, 2_450_000] and len(pieces["x"]) == 2 and list(pieces["base"]) == [0, 2_450_000]
    said = plain(figure)
    assert "1 fund without amount" in said and "USD 2.45 million + 1 fund without amount" in said and "USD 0" not in said


def test_steps_pin_events_of_one_day_once_and_none_after_the_day_of_the_view():
    pins = ((date(2025, 1, 1), "Launch"), (date(2025, 1, 1), "Meeting"), (date(2030, 1, 1), "Later"))
    (marks,) = [t for t in traces(draw("steps", pins=pins), mode="markers") if t["marker"]["symbol"] == "triangle-down"]
    assert list(marks["x"]) == ["2025-01-01"] and "Launch" in marks["customdata"][0][1] and "Meeting" in marks["customdata"][0][1]
    assert marks["customdata"][0][0] is None


def test_timeline_status_has_a_symbol_beside_its_colour():
    marks = traces(draw("timeline"), mode="markers")[0]["marker"]
    assert marks["symbol"] == ["star", "circle-cross-open"]
    assert marks["color"] == [theme.STATUS["light"]["achieved"], theme.STATUS["light"]["overdue"]]


def test_calendar_rings_an_unknown_day_and_parks_an_unknown_month():
    year = {"label": "Some day in 2024", "lane": "x", "on_from": date(2024, 1, 1), "on_to": date(2024, 12, 31)}
    figure = draw("calendar", rows=[*PLANS, year])
    dots = figure.data[0]
    assert dict(zip(dots.x, dots.marker.symbol, strict=True)) == {13: "circle-open", 4: "circle", 7: "circle-open"}
    assert "1 without a date is not drawn." in plain(figure)


# colours

def wcag(one: str, other: str) -> float:
    """The contrast ratio, written out again from the standard so that theme.contrast is not its own judge."""
    def light(colour):
        red, green, blue = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    bright, dim = max(light(one), light(other)), min(light(one), light(other))
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_formula():
    assert wcag("#000000", "#FFFFFF") == pytest.approx(21)
    assert wcag("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert theme.contrast("#767676", "#FFFFFF") == pytest.approx(wcag("#767676", "#FFFFFF"))


@every_mode
def test_text_contrast(mode):
    low = {name: colour for name, colour in (("ink", theme.INK[mode]), ("muted", theme.MUTED[mode]),
                                             *((str(i), c) for i, c in enumerate(theme.SERIES[mode])))
           if wcag(colour, theme.PAPER[mode]) < 4.5}
    assert low == {}


@every_mode
def test_mark_contrast(mode):
    marks = {**theme.STATUS[mode], **theme.CATEGORY, "blue": theme.BLUE[mode], "rule": theme.RULE[mode],
             "outline": theme.LEVEL_LINE[mode], **dict(list(zip(theme.LEVELS, theme.RAMP[mode], strict=True))[2:])}
    assert {name: c for name, c in marks.items() if wcag(c, theme.PAPER[mode]) < 3} == {}


@every_mode
def test_the_palest_levels_are_outlined(mode):
    tile = draw("tiles", mode=mode).data[0].marker
    assert tile.line.color[1] == theme.LEVEL_LINE[mode] and tile.color[1] == theme.RAMP[mode][0]


@every_mode
def test_text_on_marks(mode):
    fills = [*theme.STATUS[mode].values(), *theme.CATEGORY.values(), *theme.RAMP[mode], theme.LAND[mode]]
    assert [fill for fill in fills if wcag(theme.readable_on(fill), fill) < 4.5] == []


@every_mode
def test_the_ramp_runs_one_way(mode):
    distances = [wcag(shade, theme.PAPER[mode]) for shade in theme.RAMP[mode]]
    assert distances == sorted(distances)


BLINDNESS = {  # Machado, Oliveira and Fernandes 2009, severity 1.0
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab(colour: str, seen_by: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as seen under one colour blindness."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    red, green, blue = (min(1, max(0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in BLINDNESS[seen_by])
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@every_mode
def test_the_levels_that_countries_have_differ_for_every_eye(mode):
    shades = [*theme.RAMP[mode][:3], theme.RAMP[mode][theme.rank("joined")]]
    assert min(math.dist(lab(a, eye), lab(b, eye)) for eye in BLINDNESS for a, b in itertools.pairwise(shades)) >= 18


@pytest.mark.parametrize("seen_by", BLINDNESS)
def test_categories_differ_for_every_eye(seen_by):
    hues = [hue for name, hue in theme.CATEGORY.items() if name != "unclassified"]
    assert min(math.dist(lab(a, seen_by), lab(b, seen_by)) for a, b in itertools.combinations(hues, 2)) >= 20


@every_mode
def test_on_and_off_track_differ_for_every_eye(mode):
    on_track, off_track = theme.STATUS[mode]["on track"], theme.STATUS[mode]["off track"]
    assert min(math.dist(lab(on_track, eye), lab(off_track, eye)) for eye in BLINDNESS) >= 43


def test_escape_leaves_nothing_that_plotly_would_obey():
    assert theme.escape("<a href='x'>&nbsp;</a>\n $a$") == "&lt;a href='x'&gt;&amp;nbsp;&lt;/a&gt; &#36;a&#36;"
    assert theme.escape(None) == ""


# formats

@pytest.mark.parametrize(("value", "qualifier", "text"), [
    (95, None, "95"), (95, "eq", "95"), (92, "gt", ">92"), (40, "ge", "≥40"), (500, "about", "about 500"), (1234, None, "1,234"),
    (12.5, None, "12.5"), (0, None, "0"), (100, None, "100"), (7, "up_to", "up to 7"), (None, "gt", "not reported")])
def test_number(value, qualifier, text):
    assert texts.number(value, qualifier) == text


@pytest.mark.parametrize(("value", "qualifier", "text"), [
    (92, "gt", "more than 92"), (40, "ge", "at least 40"), (500, "about", "about 500"), (95, "eq", "95"),
    (None, None, "not reported")])
def test_number_in_words(value, qualifier, text):
    assert texts.in_words(value, qualifier) == text


@pytest.mark.parametrize(("share", "text"), [
    (0.82, "82%"), (0, "0%"), (1, "100%"), (0.001, "<1%"), (0.999, ">99%"), (None, "not reported")])
def test_percent(share, text):
    assert texts.percent(share) == text


@pytest.mark.parametrize(("value", "text"), [
    (5_000_000, "USD 5 million"), (350_000, "USD 350,000"), (1_250_000, "USD 1.25 million"), (2_500_000_000, "USD 2.5 billion"),
    (0, "USD 0"), (None, "not reported")])
def test_money(value, text):
    assert texts.money(value) == text


@pytest.mark.parametrize(("when", "text"), [
    ("2025-08-01", "1 August 2025"), ("2025-08", "August 2025"), ("2025", "2025"), (date(2025, 8, 1), "1 August 2025"),
    (None, "not reported"), ("", "not reported")])
def test_day_keeps_its_precision(when, text):
    assert texts.day(when) == text


def test_day_refuses_another_form():
    with pytest.raises(ValueError, match="01/08/2025.* is not a date"):
        texts.day("01/08/2025")


@pytest.mark.parametrize(("start", "end", "text"), [
    (date(2025, 7, 1), date(2025, 7, 31), "July 2025"), (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
    (date(2024, 1, 1), date(2024, 12, 31), "2024"), (date(2025, 7, 15), date(2025, 7, 15), "15 July 2025"),
    (date(2025, 7, 15), date(2025, 7, 17), "15 July 2025 to 17 July 2025"), (date(2025, 7, 15), None, "15 July 2025")])
def test_span(start, end, text):
    assert texts.span(start, end) == text


@pytest.mark.parametrize(("when", "text"), [
    (date(2025, 10, 15), "13 months ago"), (date(2026, 10, 21), "1 month ago"), (date(2026, 10, 22), "30 days ago"),
    (date(2026, 11, 20), "1 day ago"), (AS_OF, "the same day"), (date(2026, 11, 24), "in 3 days"),
    (date(2024, 11, 21), "2 years ago")])
def test_ago(when, text):
    assert texts.ago(when, AS_OF) == text


def test_a_language_without_a_catalogue_speaks_english_and_an_unknown_one_is_refused():
    token = texts.LANGUAGE.set("fr")
    try:
        assert texts._("January") == "January"
    finally:
        texts.LANGUAGE.reset(token)
    with pytest.raises(ValueError, match='language "xx" is not one of en, ar, zh, fr, ru, es'):
        texts.speak("xx")


def test_the_world_is_lower_where_the_place_is_narrow_and_a_region_is_not():
    world = draw("world").to_dict()["layout"]
    assert canvas.height_at(world, 360) == world["height"] - 110 and canvas.height_at(world, 540) == canvas.height_at(world, 1200) == world["height"]
    assert canvas.height_at({"height": 200}, 100) == 200 and canvas.height_at({"height": 200, "meta": {"wide": {}}}, 100) == 200
