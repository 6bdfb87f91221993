"""Small multiples: one strip per panel, all on one scale."""
from datetime import date

import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import hover, nothing, paint, points, read, words, wrap
from ocop.charts.counts import period_axis, short_numbers
from ocop.charts.dates import date_axis
from ocop.texts import day, in_words

STRIP = 92


def multiples(result, mode: str, *, panel: str, x: str, value: str, qualifier: str | None = None,
              detail: str | None = None, key: str | None = None) -> go.Figure:
    """One strip per panel, all on the same two axes: columns where x is a period, a stepped line where x is
    a date."""
    if not result.rows:
        return nothing(result, mode)
    names, places, values = read(result, panel), read(result, x), read(result, value)
    panels, dated = list(dict.fromkeys(names)), isinstance(places[0], date)
    periods = list(dict.fromkeys(places))
    top = max([v for v in values if v] or [1])
    base = {name: STRIP * (i + 1) - 8 for i, name in enumerate(panels)}
    heights = [-(v or 0) / top * 44 for v in values]
    spots = [p.isoformat() for p in places] if dated else [periods.index(p) for p in places]
    hovers = [hover(n, f"{day(p) if dated else p}: {in_words(v, s)}", d) for n, p, v, s, d in
              zip(names, places, values, read(result, qualifier), read(result, detail), strict=True)]
    marks = points(read(result, key or panel), hovers)
    feet = [base[name] for name in names]
    tops = [foot + h for foot, h in zip(feet, heights, strict=True)]
    if dated:
        traces = [_strip(names, name, spots, tops, marks, mode) for name in panels]
        axis = date_axis(min(places), max(places))
        left = axis["range"][0]
    else:
        traces = [{"type": "bar", "x": spots, "y": heights, "base": feet, "width": 0.72,
                   "marker": {"color": theme.BLUE[mode]}, **marks}]
        axis, left = period_axis(periods), -0.5
    traces.append(words(spots, tops, short_numbers(values, read(result, qualifier)), "top center",
                        theme.MUTED[mode], mode, 11))
    traces.append(words([left] * len(panels), [base[p] - 72 for p in panels],
                        [f"<b>{wrap(p, 44)}</b>" for p in panels], "middle right", theme.INK[mode], mode))
    floors = [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "below",
               "line": {"color": theme.GRID[mode], "width": 1}} for y in base.values()]
    return paint("multiples", mode, traces, STRIP * len(panels), margin={"b": 40}, shapes=floors, xaxis=axis,
                 yaxis={"range": [STRIP * len(panels), 0], "visible": False})


def _strip(names: list, name: object, spots: list, tops: list, marks: dict, mode: str) -> dict:
    mine = [i for i, whose in enumerate(names) if whose == name]
    return {"type": "scatter", "mode": "lines+markers", "x": [spots[i] for i in mine],
            "y": [tops[i] for i in mine],
            "line": {"shape": "hv", "width": 2, "color": theme.BLUE[mode]},
            "marker": {"size": 7, "color": theme.BLUE[mode]},
            "customdata": [marks["customdata"][i] for i in mine], "hovertemplate": marks["hovertemplate"]}
