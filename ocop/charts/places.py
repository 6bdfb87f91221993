"""The world map: countries by level or by value, small states as circles, disputed areas neutral.

Boundaries come from topology files that this project serves itself (`theme.CONFIG`). Areas whose code begins
with X are disputed: they are shapes of their own, grey, without a name, and never a country. The disclaimer
is part of the figure, so every exported picture carries it.
"""
import plotly.graph_objects as go

from ocop import theme
from ocop.charts import near
from ocop.charts.canvas import footnote, hover, lines, measured, nothing, paint, pixels, points, read
from ocop.charts.units import UNRECORDED, level_key
from ocop.texts import _, in_words

DISPUTED = ("XJK", "XAC", "XAP", "XHT", "XBT", "XIT")
# States that a reader cannot see, or cannot hit, as shapes on a world map.
SMALL = frozenset({
    "AND", "ATG", "BHR", "BRB", "BRN", "COK", "COM", "CPV", "CYP", "DMA", "FJI", "FSM", "GRD", "JAM", "KIR",
    "KNA", "LCA", "LUX", "MDV", "MHL", "MLT", "MUS", "NIU", "NRU", "PLW", "PSE", "QAT", "SGP", "SLB", "SMR",
    "STP", "SYC", "TKL", "TON", "TTO", "TUV", "VCT", "VUT", "WSM",
})
HEIGHT = 300
LOW = 190  # pixels: the world is twice as wide as high, so that on a narrow screen the rest would be empty
WIDE = 540  # pixels from which key and note stand beside a region
NAME_SIZE = 10


def world(result, mode: str, *, iso3: str, name: str, level: str | None = None, value: str | None = None,
          qualifier: str | None = None, detail: str | None = None, lon: str | None = None,
          lat: str | None = None, height: int = HEIGHT) -> go.Figure:
    """Countries coloured by `level` (theme.LEVELS, None = no public record) or by `value`; click gives the
    ISO3 code.

    `lon` and `lat` (degrees) place the circle of a small state. Rows of disputed areas are not drawn as
    countries.
    """
    if not result.rows:
        return nothing(result, mode)
    codes = read(result, iso3)
    scores = [_score(v) for v in read(result, level)] if level else read(result, value)
    said = ([v or _(UNRECORDED) for v in read(result, level)] if level else
            [measured(result, in_words(v, q)) for v, q in
             zip(read(result, value), read(result, qualifier), strict=True)])
    hovers = [hover(n, s, *lines(d)) for n, s, d in zip(read(result, name), said, read(result, detail), strict=True)]
    scale = _levels_scale(mode) if level else _value_scale(scores, mode)
    real = [i for i, code in enumerate(codes) if code not in DISPUTED]
    known = [i for i in real if scores[i] is not None]
    traces = [_shapes([i for i in real if scores[i] is None], codes, [0] * len(codes), hovers,
                      _plain(theme.LAND[mode]), mode),
              _shapes(known, codes, scores, hovers, scale, mode), _disputed(mode),
              _circles(real, codes, scores, hovers, read(result, lon), read(result, lat), scale, mode),
              _names(result, real, codes, scores, read(result, name), read(result, lon), read(result, lat), height, mode)]
    if level:
        traces.append(_joined(real, codes, scores, hovers, read(result, lon), read(result, lat), mode))
    note, room = footnote(_disclaimer(), mode)
    shown = [v for i, v in enumerate(read(result, level)) if i in set(real)] if level else []
    bare = "" if None in shown else _("no public record, or not chosen")  # a choice has no row for what lies around it
    swatches, legend, above = level_key(shown, mode, "scattergeo", strongest="diamond", bare=bare)
    layout = {"annotations": [note], **legend, "margin": {"r": 0, "b": room, "t": 4 + above if level else 44}, "geo": _frame(result)}
    if level and _near(result) != near.WORLD:
        layout["meta"] = {"wide": {"from": WIDE, "layout": _beside(layout, mode)}}
    elif height > LOW:
        layout["meta"] = {"narrow": {"below": WIDE, "lower": height - LOW}}
    return paint("world", mode, [t | {"showlegend": False} for t in traces if t] + swatches, height, **layout)


def _beside(layout: dict, mode: str) -> dict:
    """The parts of a layout that change where the screen is wide: a region is about as high as it is wide, so key and note stand beside
    it, and the map has the whole height."""
    note, _room = footnote(_disclaimer(), mode, 36)
    key = layout["legend"] | {"orientation": "v", "xref": "paper", "yref": "paper"}  # within the plot it moves no margin
    return {"annotations": [note | {"yanchor": "bottom", "yshift": 0}], "legend": key,
            "margin": {"l": 0, "r": 0, "t": 4, "b": 4}, "geo": layout["geo"] | {"domain": {"x": [0.32, 1], "y": [0, 1]}}}


def _near(result) -> near.Box:
    """Degrees of latitude and longitude that are shown for the choice of this answer."""
    filters = getattr(result, "filters", None)
    return near.shown(list(getattr(filters, "regions", [])), list(getattr(filters, "countries", [])))


def _frame(result) -> dict:
    """The part of the world that is shown."""
    lat, lon = box = _near(result)
    turn = 10 if box == near.WORLD else sum(lon) / 2
    return {"lataxis": {"range": list(lat)}, "lonaxis": {"range": list(lon)}, "projection": {"rotation": {"lon": turn}},
            "resolution": near.outlines(box)}


def _disclaimer() -> str:
    return _("Borders, names and shading are drawn for orientation only. They express no opinion on the legal status of any "
             "country, territory or area, or on its frontiers. Disputed areas are grey and carry no name.")


def _score(level: str | None) -> int | None:
    return None if level is None else theme.rank(level)


def _levels_scale(mode: str) -> dict:
    """Seven flat steps, one per level, whatever levels occur: a colour means the same on every map."""
    steps = len(theme.LEVELS)
    colours = [[edge / steps, shade] for i, shade in enumerate(theme.RAMP[mode]) for edge in (i, i + 1)]
    return {"zmin": -0.5, "zmax": steps - 0.5, "colorscale": colours, "showscale": False}


def _value_scale(scores: list, mode: str) -> dict:
    shades = theme.RAMP[mode]
    colours = [[i / (len(shades) - 1), shade] for i, shade in enumerate(shades)]
    bar = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "len": 0.5,
           "thickness": 9, "nticks": 4,
           "outlinewidth": 0, "tickfont": {"size": 11, "color": theme.MUTED[mode]}}
    top = max([v for v in scores if v is not None] or [1])
    return {"zmin": 0, "zmax": top or 1, "colorscale": colours, "showscale": True, "colorbar": bar}


def _plain(colour: str) -> dict:
    return {"zmin": 0, "zmax": 1, "colorscale": [[0, colour], [1, colour]], "showscale": False}


def _shapes(chosen: list[int], codes: list, scores: list, hovers: list, scale: dict,
            mode: str) -> dict | None:
    if not chosen:
        return None
    pale = scale["zmin"] < 0
    edges = [theme.LEVEL_LINE[mode] if pale and scores[i] < 2 else theme.BORDER[mode] for i in chosen]
    return {"type": "choropleth", "locations": [codes[i] for i in chosen], "z": [scores[i] for i in chosen],
            "marker": {"line": {"color": edges, "width": 0.7}}, **scale,
            **points([codes[i] for i in chosen], [hovers[i] for i in chosen])}


def _disputed(mode: str) -> dict:
    return {"type": "choropleth", "locations": list(DISPUTED), "z": [0] * len(DISPUTED), "hoverinfo": "skip",
            "marker": {"line": {"color": theme.BORDER[mode], "width": 0.6}}, **_plain(theme.DISPUTED[mode])}


def _islands(real: list, codes: list, scores: list, lons: list, lats: list) -> list[int]:
    """The rows of small states that appear in public sources and have a known place."""
    return [i for i in real if codes[i] in SMALL and lons[i] is not None and lats[i] is not None and scores[i] is not None]


def _circles(real: list, codes: list, scores: list, hovers: list, lons: list, lats: list, scale: dict,
             mode: str) -> dict | None:
    spots = _islands(real, codes, scores, lons, lats)
    if not spots:
        return None
    shade = {"cmin": scale["zmin"], "cmax": scale["zmax"], "colorscale": scale["colorscale"],
             "showscale": False}
    return {"type": "scattergeo", "mode": "markers", "lon": [lons[i] for i in spots],
            "lat": [lats[i] for i in spots],
            "marker": {"size": 8, "color": [scores[i] for i in spots], "opacity": 1,
                       "line": {"color": theme.LEVEL_LINE[mode], "width": 1}, **shade},
            **points([codes[i] for i in spots], [hovers[i] for i in spots])}


def _names(result, real: list, codes: list, scores: list, names: list, lons: list, lats: list, height: int, mode: str) -> dict | None:
    """The names of small states beside their circles, where one region is shown near; none runs over another circle or name."""
    lat, lon = _near(result)
    spots = _islands(real, codes, scores, lons, lats)
    if (lat, lon) == near.WORLD or not spots:
        return None
    scale = height / (lat[1] - lat[0])  # pixels of a degree, about, and fewer towards the sides: a name has room enough or none
    places = {i: (((lons[i] - lon[0]) % 360) * scale * 0.85, -lats[i] * scale) for i in spots}
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in places.values()]
    edge, put = (lon[1] - lon[0]) * scale * 0.85, {}
    for i in sorted(spots, key=lambda i: places[i]):
        for side, box in _sides(*places[i], pixels([names[i]], NAME_SIZE)):
            if box[0] > 0 and box[2] < edge - 8 and not any(_touch(box, other) for other in taken):
                taken.append(box)
                put[i] = side
                break
    return {"type": "scattergeo", "mode": "markers+text", "marker": {"size": 12, "opacity": 0},
            "lon": [lons[i] for i in put], "lat": [lats[i] for i in put],
            "text": [theme.escape(names[i]) for i in put], "textposition": list(put.values()), "hoverinfo": "skip",
            "textfont": {"size": NAME_SIZE, "color": theme.INK[mode]}} if put else None


def _sides(x: float, y: float, wide: int) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Where a name may stand beside its circle, the best place first: side and box (left, top, right, bottom)."""
    return [("middle right", (x + 7, y - 7, x + 7 + wide, y + 7)), ("middle left", (x - 7 - wide, y - 7, x - 7, y + 7)),
            ("top center", (x - wide / 2, y - 20, x + wide / 2, y - 7)), ("bottom center", (x - wide / 2, y + 7, x + wide / 2, y + 20))]


def _touch(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _joined(real: list, codes: list, scores: list, hovers: list, lons: list, lats: list, mode: str) -> dict | None:
    """A diamond on every country that joined: most are too small, and too near in shade to those named, to be seen as shapes."""
    spots = [i for i in real if scores[i] is not None and scores[i] >= theme.rank("joined") and lons[i] is not None and lats[i] is not None]
    if not spots:
        return None
    return {"type": "scattergeo", "mode": "markers", "lon": [lons[i] for i in spots], "lat": [lats[i] for i in spots],
            "marker": {"symbol": "diamond", "size": 10, "color": theme.RAMP[mode][-1], "opacity": 1,
                       "line": {"color": theme.PAPER[mode], "width": 1.5}},
            **points([codes[i] for i in spots], [hovers[i] for i in spots])}
