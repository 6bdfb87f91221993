"""Lighter outlines of the map: fewer points, the same shapes, borders still shared."""

import io
import json
from hashlib import sha256
from math import hypot

import pytest
from PIL import Image

from ocop.charts import dots
from ocop.charts.places import DISPUTED
from ocop.record import outlines
from ocop.store import ROOT

# two squares of 10 degrees side by side; the border between them has a point 0.01 degrees off the line
# and one 2 degrees off; a small island of 8 points; a river
SHAPES = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [0, 0]},
    "objects": {
        "countries": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "id": "AAA", "arcs": [[1, 0]]},
            {"type": "MultiPolygon", "id": "BBB", "arcs": [[[3, -1]], [[4]]]}]},
        "rivers": {"type": "GeometryCollection", "geometries": [{"type": "LineString", "arcs": [2]}]}},
    "arcs": [
        [[1000, 0], [101, 250], [99, 250], [-200, 500]],  # the border, from south to north
        [[1000, 1000], [-1000, 0], [0, -1000], [1000, 0]],
        [[500, 500], [1, 1]],  # the river
        [[1000, 0], [1000, 0], [0, 1000], [-1000, 0]],
        [[3000, 0], [1, 1], [1, 0], [1, -1], [0, -1], [-1, -1], [-1, 0], [-1, 2]]]}


@pytest.fixture
def light():
    return outlines.lighter(SHAPES)


def test_a_point_beside_the_line_goes_and_a_corner_stays(light):
    assert outlines.points(light["arcs"][0]) == [(1000, 0), (1200, 500), (1000, 1000)]
    assert outlines.points(light["arcs"][1]) == outlines.points(SHAPES["arcs"][1])


def test_both_ends_of_every_arc_stay_so_that_borders_still_meet(light):
    kept = [arc for place, arc in enumerate(SHAPES["arcs"]) if place != 2]
    for before, after in zip(kept, light["arcs"], strict=True):
        before, after = outlines.points(before), outlines.points(after)
        assert (before[0], before[-1]) == (after[0], after[-1])


def test_a_small_island_stays_an_island(light):
    island = outlines.points(light["arcs"][3])
    assert island[0] == island[-1] and len(set(island)) >= 3


def test_shapes_keep_their_codes_and_layers_that_nobody_draws_go(light):
    assert [shape["id"] for shape in light["objects"]["countries"]["geometries"]] == ["AAA", "BBB"]
    assert set(light["objects"]) == {"countries"}


def test_an_arc_that_only_a_dropped_layer_used_goes_and_the_others_are_numbered_anew(light):
    assert len(light["arcs"]) == len(SHAPES["arcs"]) - 1
    assert [shape["arcs"] for shape in light["objects"]["countries"]["geometries"]] == [[[1, 0]], [[[2, -1]], [[3]]]]


def test_the_shipped_outlines_are_light_already_and_every_shape_has_room():
    shapes = json.loads((ROOT / "static" / "topojson" / "world_50m.json").read_text(encoding="utf-8"))
    assert set(shapes["objects"]) == {"coastlines", "countries", "land", "ocean"}
    assert sum(map(len, shapes["arcs"])) < 40_000
    for shape in shapes["objects"]["countries"]["geometries"]:
        rings = [outlines.points(shapes["arcs"][arc if arc >= 0 else ~arc]) for arc in outlines.arcs_of(shape)]
        assert sum(hypot(x - before_x, y - before_y) for ring in rings
                   for (before_x, before_y), (x, y) in zip(ring, ring[1:], strict=False)) > 0, shape["id"]


def test_outlines_for_pictures_keep_every_shape_and_of_each_its_largest_part():
    made = outlines.thinner({**SHAPES, "objects": {**SHAPES["objects"], "land": {"type": "GeometryCollection", "geometries": [
        {"type": "MultiPolygon", "arcs": [[[3, -1]], [[4]]]}]}}})
    assert [(shape["id"], len(shape["arcs"])) for shape in made["objects"]["countries"]["geometries"]] == [("AAA", 1), ("BBB", 1)]
    assert set(made["objects"]) == {"countries", "land"} and len(made["objects"]["land"]["geometries"][0]["arcs"]) == 1
    lone = {**SHAPES, "objects": {"countries": {"type": "GeometryCollection", "geometries": [
        {"type": "MultiPolygon", "id": "CCC", "arcs": [[[4]], [[4]]]}, {"type": "Polygon", "id": "DDD", "arcs": [[4]]}]}}}
    kept = outlines.thinner(lone)["objects"]["countries"]["geometries"]  # a state of islands that no picture shows keeps its largest
    assert len(kept[0]["arcs"]) >= 1 and kept[1]["arcs"] == [[0]]


def test_the_shipped_outlines_for_pictures_have_every_shape_and_shared_borders():
    place = ROOT / "static" / "topojson"
    shipped = (place / "world_110m.json").read_bytes()
    fine, thin = (json.loads((place / f"world_{name}m.json").read_text(encoding="utf-8")) for name in ("50", "110"))
    assert sha256(shipped).hexdigest() in (ROOT / "static" / "NOTICE.md").read_text(encoding="utf-8")
    codes = [[shape["id"] for shape in one["objects"]["countries"]["geometries"]] for one in (fine, thin)]
    assert codes[0] == codes[1] and set(DISPUTED) <= set(codes[1])
    assert all(list(outlines.arcs_of(shape)) for shape in thin["objects"]["countries"]["geometries"])
    shared = [[list(map(outlines.numbered, outlines.arcs_of(shape))) for shape in one["objects"]["countries"]["geometries"]] for one in (fine, thin)]
    borders = [sum(map(len, arcs)) - len({arc for shape in arcs for arc in shape}) for arcs in shared]
    assert borders[0] == borders[1] > 300  # arcs that two neighbours have in common: no border gapes


def test_a_map_of_few_bytes_has_its_colours_and_its_lines():
    assert dots.rounded(b'<path d="M1.2345,-6.789L10,0.05"/><g x="1.2345">') == b'<path d="m1.2-6.8l8.8 6.8"/><g x="1.2345">'
    picture = Image.new("RGB", (64, 64), (236, 238, 240))
    for place in range(64 * 20):  # more colours than a palette holds
        picture.putpixel((place % 64, place // 64), (place % 251, place % 13 * 19, place % 7 * 36))
    picture.paste((87, 151, 205), (0, 30, 64, 40))
    out = io.BytesIO()
    picture.save(out, "PNG")
    made = dots.with_palette(out.getvalue())
    read = Image.open(io.BytesIO(made)).convert("RGB")
    assert made == dots.with_palette(out.getvalue()) and read.size == (64, 64) and len(read.getcolors(5000)) <= 256
    assert read.getpixel((5, 35)) == (87, 151, 205) and read.getpixel((5, 60)) == (236, 238, 240)


@pytest.mark.parametrize("outline, told", [
    ("M1.0,2.0L1.5,2.0L1.5,3Z", "m1 2l.5 0 0 1z"), ("M-1.25,0.5L0,0", "m-1.2.5l1.2-.5"), ("M0,0L0.04,0L0.2,0.3ZM0,0L1,1", "m0 0l.2.3zm0 0l1 1"),
    ("M5,5L5,5Z", "m5 5z"), ("M1,1L2,2ZM10,10L9.5,9.9Z", "m1 1l1 1zm9 9l-.5-.1z")])
def test_an_outline_tells_each_step_from_the_point_before(outline, told):
    assert dots.rounded(f'<path class="a" d="{outline}"/>'.encode()).decode() == f'<path class="a" d="{told}"/>'


@pytest.mark.parametrize("other", ["M1.0,2.0A1,1 0 1,1 3.0,4.0", "M1,2H3V4Z", "M0,0L1,1C2,2 3,3 4,4", ""])
def test_other_lines_stay_as_they_are(other):
    assert dots.rounded(f'<path d="{other}"/>'.encode()).decode() == f'<path d="{other}"/>'
