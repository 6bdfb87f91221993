"""Makes the outlines of the map light: `python -m ocop.record.outlines world_50m.json lighter.json`; those of pictures, and of the world and
of regions, which nobody can come nearer to, lighter still: `python -m ocop.record.outlines world_50m.json world_110m.json pictures`.

Half of the browser's work at a change of filter was to project outlines finer than any screen shows. Points nearer than
TOLERANCE to the line between their neighbours are left out. Borders are shared arcs in this format (TopoJSON), so neighbours
keep one border and no gap opens; every shape keeps its code, and islands keep at least four points. Layers that no map here
draws (rivers, lakes, provinces) go.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import hypot
from pathlib import Path

TOLERANCE = 0.05  # degrees; a screen that is filled by the world shows about 0.2 degrees in a pixel
UNUSED = ("rivers", "lakes", "subunits")
SHAPES = "countries"
COARSE, SEEN = 0.1, 0.03  # of pictures, where a pixel shows half a degree of the world, a sixth of a region: degrees, square degrees
LEAST = 5  # points of a closed outline, first and last the same

Point = tuple[int, int]


def lighter(shapes: dict, tolerance: float = TOLERANCE) -> dict:
    """The same shapes with fewer points and without the layers that no map draws."""
    objects = {name: layer for name, layer in shapes["objects"].items() if name not in UNUSED}
    used = sorted({arc if arc >= 0 else ~arc for layer in objects.values() for arc in arcs_of(layer)})
    places = {arc: place for place, arc in enumerate(used)}
    arcs = [steps(thinned(points(shapes["arcs"][arc]), shapes["transform"]["scale"], tolerance)) for arc in used]
    return {**shapes, "objects": {name: renumbered(layer, places) for name, layer in objects.items()}, "arcs": arcs}


def thinner(shapes: dict) -> dict:
    """The same shapes for pictures: coarser lines, and only the islands that one shows, but of each shape always its largest. Coasts and sea,
    which no picture draws, go."""
    layers = {name: {**layer, "geometries": [larger(shape, shapes, name == SHAPES) for shape in layer["geometries"]]}
              for name, layer in shapes["objects"].items() if name in (SHAPES, "land")}
    return lighter({**shapes, "objects": layers}, COARSE)


def larger(shape: dict, shapes: dict, is_country: bool) -> dict:
    """A shape without the parts that nobody sees; of a country the largest stays, however small it is."""
    if shape["type"] != "MultiPolygon":
        return shape
    sizes = [size(polygon[0], shapes) for polygon in shape["arcs"]]
    least = min(SEEN, max(sizes)) if is_country else SEEN
    return {**shape, "arcs": [polygon for polygon, large in zip(shape["arcs"], sizes, strict=True) if large >= least]}


def numbered(arc: int) -> int:
    """The number of an arc, whichever way it is run."""
    return arc if arc >= 0 else ~arc


def size(ring: list[int], shapes: dict) -> float:
    """Square degrees of the box around a line."""
    at = [point for arc in ring for point in points(shapes["arcs"][numbered(arc)])]
    (left, right), (low, high) = ((min(side), max(side)) for side in zip(*at, strict=True))
    return (right - left) * shapes["transform"]["scale"][0] * (high - low) * shapes["transform"]["scale"][1]


def arcs_of(shape: dict) -> Iterator[int]:
    """The arcs that a shape is made of; a negative number is an arc run backwards."""
    for part in shape.get("geometries", ()):
        yield from arcs_of(part)
    waiting = [shape.get("arcs", [])]
    while waiting:
        for part in waiting.pop():
            if isinstance(part, int):
                yield part
            else:
                waiting.append(part)


def renumbered(shape: dict, places: dict[int, int]) -> dict:
    """The shape with the arcs' new numbers."""
    def new(part):
        return [new(inner) for inner in part] if isinstance(part, list) else places[part] if part >= 0 else ~places[~part]

    return {name: [renumbered(part, places) for part in value] if name == "geometries" else new(value) if name == "arcs" else value
            for name, value in shape.items()}


def points(arc: list[list[int]]) -> list[Point]:
    """An arc as points; it is stored as steps."""
    x = y = 0
    found = []
    for right, up in arc:
        x, y = x + right, y + up
        found.append((x, y))
    return found


def steps(found: list[Point]) -> list[list[int]]:
    """Points as steps again."""
    return [list(found[0]), *([x - before_x, y - before_y] for (before_x, before_y), (x, y) in pairwise(found))]


def thinned(found: list[Point], scale: list[float], tolerance: float) -> list[Point]:
    """The points that carry the line (Douglas and Peucker); both ends always stay."""
    kept, open_spans = {0, len(found) - 1}, [(0, len(found) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        away = [(distance(found[place], found[first], found[last], scale), place) for place in range(first + 1, last)]
        far, place = max(away, default=(0.0, 0))
        if far > tolerance:
            kept.add(place)
            open_spans += [(first, place), (place, last)]
    if found[0] == found[-1] and len(kept) < LEAST:
        kept = {*range(0, len(found) - 1, max(1, (len(found) - 1) // (LEAST - 1))), len(found) - 1}
    return [found[place] for place in sorted(kept)]


def distance(point: Point, start: Point, end: Point, scale: list[float]) -> float:
    """Degrees from a point to the line through two others, or to their common place."""
    along, across = (end[0] - start[0]) * scale[0], (end[1] - start[1]) * scale[1]
    right, up = (point[0] - start[0]) * scale[0], (point[1] - start[1]) * scale[1]
    length = hypot(along, across)
    return abs(right * across - up * along) / length if length else hypot(right, up)


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    made = thinner if sys.argv[3:] == ["pictures"] else lighter
    target.write_text(json.dumps(made(json.loads(source.read_text("utf-8"))), separators=(",", ":")) + "\n", encoding="utf-8")
