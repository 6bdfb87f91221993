"""One mark per country or unit: equal tiles by region or by place, dots by region, and who shares a product.

Marks are drawn in square units that shrink with the screen, so that codes neither touch nor fall off a phone.
"""
import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import broken, colour_key, hover, lines, measured, nothing, paint, points, read, words
from ocop.texts import _, n_, number

UNRECORDED = "no public record"


def tiles(result, mode: str, *, iso3: str, name: str, level: str, region: str, detail: str | None = None,
          across: int = 2, key: str | None = None) -> go.Figure:
    """A tile of the same size for every country, in blocks by region in the order of the rows, six to a
    line.

    `level` is one of theme.LEVELS or None (no public record). `across` blocks stand side by side: 2 suits a
    phone and half a screen, 5 a full screen.
    """
    if not result.rows:
        return nothing(result, mode)
    regions = read(result, region)
    spots, heads, tall = _blocks(regions, across)
    traces = [_squares([s[0] for s in spots], [s[1] for s in spots], read(result, iso3), read(result, level),
                       mode)
              | points(read(result, key or iso3), _country_hovers(result, name, level, detail))]
    traces.append(words([h[0] for h in heads], [h[1] for h in heads], [h[2] for h in heads], "top right",
                        theme.INK[mode], mode, 11))
    return _units("tiles", mode, traces, across * 7 - 1, tall, 34, read(result, level))


def placed(result, mode: str, *, x: str, y: str, code: str, name: str, value: str, shade: str, band: str, detail: str | None = None,
           key: str | None = None) -> go.Figure:
    """A tile of the same size for every row, in the column `x` and the line `y`, with its short form `code` and its value printed.

    `shade` is a step of theme.RAMP or None (nothing on record), `band` what that step means, in words. A row without a key opens nothing.
    """
    if not result.rows:
        return nothing(result, mode)
    across, down, values = read(result, x), read(result, y), read(result, value)
    looks = [(fill, _edge(step, fill, mode)) for step in read(result, shade) for fill in [_shade(step, mode)]]
    told = [hover(n, measured(result, number(v)) if v else _(b), d)
            for n, v, b, d in zip(read(result, name), values, read(result, band), read(result, detail), strict=True)]
    printed = [theme.escape(c) + (f"<br>{number(v)}" if v else "") for c, v in zip(read(result, code), values, strict=True)]
    left, top = min(across), min(down)
    trace = _bars([a - left for a in across], [d - top + 0.5 for d in down], printed, looks) | points(read(result, key or code), told)
    steps = sorted({(-1 if step is None else step, words) for step, words in zip(read(result, shade), read(result, band), strict=True)}, reverse=True)
    entries = [(_(words), _shade(step, mode), _edge(step, _shade(step, mode), mode)) for step, words in steps]
    return _units("placed", mode, [trace], max(across) - left + 1, max(down) - top + 1, 34, [], entries=entries)


def _shade(step: int | None, mode: str) -> str:
    """The fill of a step of the ramp, that of no record for none."""
    return theme.LAND[mode] if step is None or step < 0 else theme.RAMP[mode][step]


def _edge(step: int | None, fill: str, mode: str) -> str:
    """The outline of such a fill: a pale one has one that can be seen."""
    return theme.RULE[mode] if step is None or step < 0 else theme.LEVEL_LINE[mode] if step < 2 else fill


def _blocks(regions: list, across: int, wide: int = 6) -> tuple[list, list, float]:
    """Centre of every tile, head of every block (x, y, text), and the height of all, in units."""
    names = list(dict.fromkeys(regions))
    counts = {name: regions.count(name) for name in names}
    place, top, heads = {}, 0.0, []
    for start in range(0, len(names), across):
        band = names[start:start + across]
        for i, name in enumerate(band):
            place[name] = (i * (wide + 1), top + 1.25)
            heads.append((i * (wide + 1) - 0.48, top + 1.2, f"<b>{'<br>'.join(broken(name, 22))}</b>"))
        top += 1.25 + max(-(-counts[name] // wide) for name in band) + 0.35
    seen, spots = dict.fromkeys(names, 0), []
    for name in regions:
        left, first = place[name]
        spots.append((left + seen[name] % wide, first + 0.5 + seen[name] // wide))
        seen[name] += 1
    return spots, heads, top


def dot_strip(result, mode: str, *, region: str, name: str, iso3: str, level: str, detail: str | None = None,
              key: str | None = None, wide: int = 24) -> go.Figure:
    """One strip per region and one dot per country, in the order of the rows (order them by level); `wide`
    to a line."""
    if not result.rows:
        return nothing(result, mode)
    regions, levels = read(result, region), read(result, level)
    x, y, heads, top = [0.0] * len(regions), [0.0] * len(regions), [], 0.0
    for whose in dict.fromkeys(regions):
        mine = [i for i, other in enumerate(regions) if other == whose]
        count = n_("{n} country", "{n} countries", len(mine)).format(n=number(len(mine)))
        lines = broken(whose, 40)
        top += len(lines) - 1
        heads.append((-0.5, top + 0.7 - (len(lines) - 1) / 2, "<br>".join(f"<b>{line}</b>" for line in lines)
                      + f' <span style="color:{theme.MUTED[mode]}">{count}</span>'))
        for nth, i in enumerate(mine):
            x[i], y[i] = nth % wide, top + 1.9 + nth // wide
        top += 2.0 + -(-len(mine) // wide) + 0.5
    dots = {"type": "scatter", "mode": "markers", "x": x, "y": y, "cliponaxis": False,
            "marker": {"size": 11, "symbol": "circle", "color": [_fill(v, mode) for v in levels],
                       "line": {"color": [_outline(v, mode) for v in levels], "width": 1.2}},
            **points(read(result, key or iso3), _country_hovers(result, name, level, detail))}
    labels = words([h[0] for h in heads], [h[1] for h in heads], [h[2] for h in heads], "middle right",
                   theme.INK[mode], mode, 12)
    return _units("dot_strip", mode, [dots, labels], wide, top, 17, levels)


def shared(result, mode: str, *, product: str, iso3: str, name: str, level: str | None = None,
           detail: str | None = None, key: str | None = None, wide: int = 8) -> go.Figure:
    """Who shares a product: one row per product in the order of the rows, a tile per country, `wide` tiles
    to a line."""
    if not result.rows:
        return nothing(result, mode)
    products, levels = read(result, product), read(result, level) if level else ["joined"] * len(result.rows)
    x, y, ticks, top = [0] * len(products), [0.0] * len(products), {}, 0.0
    for what in dict.fromkeys(products):
        mine = [i for i, other in enumerate(products) if other == what]
        ticks[top + 0.55] = "<br>".join(broken(what, 16))
        for nth, i in enumerate(mine):
            x[i], y[i] = nth % wide, top + 0.55 + nth // wide
        top += -(-len(mine) // wide) + 0.25
    hovers = _country_hovers(result, name, level, product if detail is None else detail)
    trace = _squares(x, y, read(result, iso3), levels, mode) | points(read(result, key or iso3), hovers)
    return _units("shared", mode, [trace], wide, top, 30, levels if level else [],
                  tickmode="array", tickvals=list(ticks), ticktext=list(ticks.values()), visible=True,
                  ticks="outside",
                  ticklen=4, tickcolor=theme.CLEAR)


def _country_hovers(result, name: str, level: str | None, detail: str | None) -> list[str]:
    levels = read(result, level)
    return [hover(n, (v or _(UNRECORDED)) if level else None, *lines(d))
            for n, v, d in zip(read(result, name), levels, read(result, detail), strict=True)]


def _fill(level: str | None, mode: str) -> str:
    return theme.LAND[mode] if level is None else theme.RAMP[mode][theme.rank(level)]


def _outline(level: str | None, mode: str) -> str:
    """A pale fill gets an outline that can be seen; the others are their own."""
    if level is None:
        return theme.RULE[mode]
    return theme.LEVEL_LINE[mode] if theme.rank(level) < 2 else _fill(level, mode)


def _squares(x: list, y: list, codes: list, levels: list, mode: str) -> dict:
    """Tiles as bars in units, so that they keep their distance on every screen."""
    return _bars(x, y, [theme.escape(code) for code in codes], [(_fill(level, mode), _outline(level, mode)) for level in levels])


def _bars(x: list, y: list, texts: list[str], looks: list[tuple[str, str]]) -> dict:
    """Tiles with escaped texts, each with its fill and its outline."""
    fills = [fill for fill, _line in looks]
    return {"type": "bar", "x": x, "y": [0.92] * len(x), "base": [v - 0.46 for v in y], "width": 0.92,
            "text": texts, "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0, "constraintext": "none",
            "textfont": {"size": 10, "color": [theme.readable_on(f) for f in fills]},
            "marker": {"color": fills, "line": {"color": [line for _fill, line in looks],
                                                "width": 1}}}


def level_key(levels: list, mode: str, kind: str = "scatter", strongest: str = "square", bare: str = "") -> tuple[list[dict], dict, int]:
    """The key of the levels that occur, strongest first: traces of type `kind` that draw nothing but their swatch, the legend, its room in
    pixels on a phone. `strongest` is the mark of those that joined, `bare` what land without colour means where no row stands for it.

    A swatch has the fill and the outline of its mark: two pale fills differ by their fill, as they do in the picture.
    """
    found = [v for v in reversed(theme.LEVELS) if v in levels] + ([None] if None in levels else [])
    if not found:
        return [], {}, 0
    entries = [(_(v or UNRECORDED), _fill(v, mode), _outline(v, mode)) for v in found]
    marks = [strongest if v and theme.rank(v) >= theme.rank("joined") else "square" for v in found]
    if bare:
        entries, marks = [*entries, (bare, _fill(None, mode), _outline(None, mode))], [*marks, "square"]
    return swatch_key(entries, mode, kind, marks)


def swatch_key(entries: list[tuple[str, str, str]], mode: str, kind: str = "scatter", marks: list[str] | None = None) -> tuple[list[dict], dict, int]:
    """The key of fills, from (words, fill, outline), each with the mark `marks` or a square: its traces, the legend, its room in pixels."""
    where = {"lon": [None], "lat": [None]} if kind == "scattergeo" else {"x": [None], "y": [None]}
    swatches = [{"type": kind, "mode": "markers", **where, "name": said, "hoverinfo": "skip", "showlegend": True,
                 "marker": {"symbol": mark, "size": 12, "color": fill, "line": {"color": line, "width": 1}}}
                for (said, fill, line), mark in zip(entries, marks or ["square"] * len(entries), strict=True)]
    rows = colour_key([("■", "", said) for said, _fill, _line in entries], mode)["text"].count("<br>") + 1
    legend = {"orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top",
              "itemclick": False, "itemdoubleclick": False, "font": {"size": 12, "color": theme.INK[mode]}, "tracegroupgap": 0}
    return swatches, {"legend": legend, "showlegend": True}, 8 + 19 * rows


def _units(shape: str, mode: str, traces: list, wide: float, tall: float, size: int, levels: list,
           entries: list[tuple[str, str, str]] | None = None, **yaxis) -> go.Figure:
    """A sheet of square units of `size` pixels, smaller where the screen is narrower; it keeps to the upper
    left."""
    swatches, legend, room = swatch_key(entries, mode) if entries else level_key(levels, mode)
    return paint(shape, mode, [trace | {"showlegend": False} for trace in traces] + swatches, round(tall * size), **legend,
                 margin={"l": 2, "r": 2, "t": 8 + room},
                 xaxis={"range": [-0.55, wide - 0.45], "visible": False, "constrain": "domain",
                        "constraintoward": "left"},
                 yaxis={"range": [tall, 0], "visible": False, "scaleanchor": "x", "constrain": "domain",
                        "constraintoward": "top", **yaxis})
