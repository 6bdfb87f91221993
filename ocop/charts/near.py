"""How much of the world a map shows: the whole, one FAO region, or the chosen countries with what lies around them."""

import json
import math
from functools import cache
from itertools import accumulate

from ocop.home import ROOT

Span = tuple[float, float]
Box = tuple[Span, Span]  # degrees of latitude, south to north; degrees of longitude, west to east

WORLD: Box = ((-57, 84), (-170, 190))
REGIONS: dict[str, Box] = {"RAF": ((-37, 28), (-28, 62)), "RAP": ((-48, 52), (48, 208)), "REU": ((34, 72), (-24, 100)),
                           "RLC": ((-56, 33), (-120, -28)), "RNE": ((6, 42), (-20, 66))}
FINE, THIN = 50, 110  # the two files of outlines, by the numbers that plotly.js knows them by
OUTLINES = ROOT / "static" / "topojson" / "world_110m.json"
BESIDE = 8  # degrees between a main land and an island that is shown with it
LEAST = 16  # degrees of latitude: enough to know where in the world one is
AROUND = 1.4  # what is shown, of the height of the countries, beside a margin of
MARGIN = 6  # degrees
WIDE = 1.9  # a map's width, of its height
FAR = 120  # degrees of longitude: countries farther apart are shown on the world


def shown(regions: list[str], countries: list[str]) -> Box:
    """The part for a choice: the countries chosen, else the one region chosen, else the world. Countries decide before regions."""
    if countries:
        return around([found for code in countries if (found := box(code))])
    return REGIONS.get(regions[0], WORLD) if len(regions) == 1 else WORLD


def outlines(shown: Box) -> int:
    """Which outlines a part needs: of the world or a region a pixel shows more than what the thin ones leave out."""
    return THIN if shown == WORLD or shown in REGIONS.values() else FINE


def around(lands: list[Box]) -> Box:
    """The part that shows these boxes with their surroundings; the world where they lie far apart or there are none."""
    if not lands:
        return WORLD
    (south, north), (west, east) = _union(lands)
    if east - west > FAR:
        return WORLD
    high = min(max(LEAST, AROUND * (north - south) + MARGIN, 1.3 * (east - west) / WIDE), WORLD[0][1] - WORLD[0][0])
    middle, sides = (south + north) / 2, (west + east) / 2
    low = min(max(middle - high / 2, WORLD[0][0]), WORLD[0][1] - high)
    across = high * WIDE / max(math.cos(math.radians(middle)), 0.4)
    return (low, low + high), (sides - across / 2, sides + across / 2)


@cache
def box(code: str) -> Box | None:
    """The box of a country of the outlines, by ISO3: its largest land with the islands beside it, not what lies overseas; None for a
    code without an outline. East of the date line degrees go on beyond 180."""
    outlines, countries = _outlines()
    if code not in countries:
        return None
    country = countries[code]
    lands = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    return _with_islands([_land({arc if arc >= 0 else ~arc for arc in land[0]}, outlines) for land in lands])


@cache
def _outlines() -> tuple[dict, dict[str, dict]]:
    """The topology, and its countries by ISO3."""
    outlines = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return outlines, {country["id"]: country for country in outlines["objects"]["countries"]["geometries"]}


def _land(arcs: set[int], outlines: dict) -> Box:
    """The box of one outer ring; of a ring at the date line the narrower of the two ways around the globe."""
    (wide, high), (west, south) = outlines["transform"]["scale"], outlines["transform"]["translate"]
    lons, lats = ([total * size + start for arc in arcs for total in accumulate(step[axis] for step in outlines["arcs"][arc])]
                  for axis, size, start in ((0, wide, west), (1, high, south)))
    turned = [lon + 360 if lon < 0 else lon for lon in lons]
    side = min(lons, turned, key=lambda values: max(values) - min(values))
    return (min(lats), max(lats)), (min(side), max(side))


def _with_islands(parts: list[Box]) -> Box:
    main, *rest = sorted(parts, key=lambda box: (box[0][1] - box[0][0]) * (box[1][1] - box[1][0]), reverse=True)
    while near := [one for one in rest if _gap(main, one) <= BESIDE]:
        main, rest = _union([main, *near]), [one for one in rest if one not in near]
    return main


def _union(boxes: list[Box]) -> Box:
    return ((min(lat[0] for lat, _ in boxes), max(lat[1] for lat, _ in boxes)),
            (min(lon[0] for _, lon in boxes), max(lon[1] for _, lon in boxes)))


def _gap(one: Box, other: Box) -> float:
    """Degrees between two boxes, the wider of the two directions."""
    return max(max(b[0] - a[1], a[0] - b[1], 0) for a, b in zip(one, other, strict=True))
