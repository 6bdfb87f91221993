"""Lighter outlines of the map: fewer points, the same shapes, borders still shared."""

import json
from math import hypot

import pytest

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
