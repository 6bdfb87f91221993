"""The world map: countries by level or by value, small states as circles, disputed areas neutral.

Boundaries come from topology files that this project serves itself (`theme.CONFIG`). Areas whose code begins
with X are disputed: they are shapes of their own, grey, without a name, and never a country. The disclaimer
is part of the figure, so every exported picture carries it.
"""
import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import footnote, hover, measured, nothing, paint, points, read
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
# What a map shows of the world and of each FAO region: degrees of latitude, degrees of longitude.
WORLD = ((-57, 84), (-170, 190))
NEAR = {"RAF": ((-37, 28), (-28, 62)), "RAP": ((-48, 52), (48, 200)), "REU": ((34, 72), (-24, 100)), "RLC": ((-56, 33), (-120, -28)),
        "RNE": ((6, 42), (-20, 66))}


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
    hovers = [hover(n, s, d) for n, s, d in zip(read(result, name), said, read(result, detail), strict=True)]
    scale = _levels_scale(mode) if level else _value_scale(scores, mode)
    real = [i for i, code in enumerate(codes) if code not in DISPUTED]
    known = [i for i in real if scores[i] is not None]
    traces = [_shapes([i for i in real if scores[i] is None], codes, [0] * len(codes), hovers,
                      _plain(theme.LAND[mode]), mode),
              _shapes(known, codes, scores, hovers, scale, mode), _disputed(mode),
              _circles(real, codes, scores, hovers, read(result, lon), read(result, lat), scale, mode)]
    if level:
        traces.append(_joined(real, codes, scores, hovers, read(result, lon), read(result, lat), mode))
    note, room = footnote(_disclaimer(), mode)
    key = level_key([v for i, v in enumerate(read(result, level)) if i in set(real)], mode, strongest="◆") if level else {}
    return paint("world", mode, [t for t in traces if t], height, annotations=[note], title=key,
                 margin={"r": 0, "b": room, "t": 4 if level else 44},
                 geo=_frame(result))


def _frame(result) -> dict:
    """The part of the world that is shown: that of the one region chosen, else all of it."""
    chosen = getattr(getattr(result, "filters", None), "regions", ())
    lat, lon = NEAR.get(chosen[0], WORLD) if chosen and len(chosen) == 1 else WORLD
    turn = 10 if (lat, lon) == WORLD else sum(lon) / 2
    return {"lataxis": {"range": list(lat)}, "lonaxis": {"range": list(lon)}, "projection": {"rotation": {"lon": turn}}}


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


def _circles(real: list, codes: list, scores: list, hovers: list, lons: list, lats: list, scale: dict,
             mode: str) -> dict | None:
    spots = [i for i in real if codes[i] in SMALL and lons[i] is not None and lats[i] is not None
             and scores[i] is not None]
    if not spots:
        return None
    shade = {"cmin": scale["zmin"], "cmax": scale["zmax"], "colorscale": scale["colorscale"],
             "showscale": False}
    return {"type": "scattergeo", "mode": "markers", "lon": [lons[i] for i in spots],
            "lat": [lats[i] for i in spots],
            "marker": {"size": 8, "color": [scores[i] for i in spots], "opacity": 1,
                       "line": {"color": theme.LEVEL_LINE[mode], "width": 1}, **shade},
            **points([codes[i] for i in spots], [hovers[i] for i in spots])}


def _joined(real: list, codes: list, scores: list, hovers: list, lons: list, lats: list, mode: str) -> dict | None:
    """A diamond on every country that joined: most are too small, and too near in shade to those named, to be seen as shapes."""
    spots = [i for i in real if scores[i] is not None and scores[i] >= theme.rank("joined") and lons[i] is not None and lats[i] is not None]
    if not spots:
        return None
    return {"type": "scattergeo", "mode": "markers", "lon": [lons[i] for i in spots], "lat": [lats[i] for i in spots],
            "marker": {"symbol": "diamond", "size": 10, "color": theme.RAMP[mode][-1], "opacity": 1,
                       "line": {"color": theme.PAPER[mode], "width": 1.5}},
            **points([codes[i] for i in spots], [hovers[i] for i in spots])}
