"""A reported series over time, and the small line of a tile."""
from datetime import date

import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import as_of_day, broken, colour_key, hover, measured, nothing, paint, pixels, points, read
from ocop.charts.dates import date_axis, midway
from ocop.texts import _, ago, day, in_words, number, span

FLOORS = ("gt", "ge")
PLOT = 250


def steps(result, mode: str, *, on_from: str, value: str, on_to: str | None = None,
          qualifier: str | None = None, series: str | None = None, detail: str | None = None,
          key: str | None = None, as_of: date | None = None, pins: tuple[tuple[date, str], ...] = ()) -> go.Figure:
    """Reported values over time, stepped, one line per series (at most three read well).

    A dot is an exact value; a ring with an arrow is a lower bound, which may lift the line but never lowers
    it. A report whose day is not known is a bar as long as its span. A dotted line runs from the last report
    to `as_of`. Rows without a date are not drawn. Rows must be in the order of their dates. `pins` are days
    with words (events, reviews); those since the first report have a mark above and a thin line down.
    """
    reports = _reports(result, on_from, on_to, value, qualifier, series, detail, key)
    if not reports:
        return nothing(result, mode)
    until = max([as_of_day(result, as_of) or date.min] + [r["end"] for r in reports])
    values = [r["value"] for r in reports]
    low, high = min(values), max(values)
    pad = max((high - low) * 0.12, 1)
    names = list(dict.fromkeys(r["series"] for r in reports))
    traces, ends = [], []
    for i, name in enumerate(names):
        mine = [r for r in reports if r["series"] == name]
        colour = theme.SERIES[mode][i % len(theme.SERIES[mode])]
        traces += _line(mine, until, colour, pad)
        ends.append((_running(mine)[-1], mine[-1], name, colour))
    first = min(r["start"] for r in reports)
    traces += _pinned([pin for pin in pins if first <= pin[0] <= until], low - pad, high + 1.3 * pad, mode)
    scale = (high - low + 2.4 * pad) / PLOT
    notes = _end_labels(ends, until, scale, low - pad, mode)
    room = max(pixels([n["text"].replace("<b>", "").split("<span")[0]]) for n in notes)
    signs = _mark_key(reports, mode)
    return paint("steps", mode, traces, PLOT, margin={"r": max(room, 84) + 12, "b": 40, "t": 14},
                 annotations=notes,
                 title=colour_key(signs, mode),
                 xaxis=date_axis(first, until, 0.02, 4 if room > 84 else 8) | {
                     "showline": True, "linecolor": theme.RULE[mode]},
                 yaxis={"range": [low - pad, high + 1.4 * pad], "showgrid": True, "nticks": 5,
                        "ticklabelstandoff": 6})


def _reports(result, on_from, on_to, value, qualifier, series, detail, key) -> list[dict]:
    """Dated reports with a value, in row order."""
    found = []
    table = zip(read(result, on_from), read(result, on_to), read(result, value), read(result, qualifier),
                read(result, series),
                read(result, detail), read(result, key), strict=True)
    for start, end, amount, sign, name, more, own in table:
        if start is None or amount is None:
            continue
        text = hover(span(start, end), f"{name}: {in_words(amount, sign)}" if name else
                     measured(result, in_words(amount, sign)), more)
        found.append({"start": start, "end": end or start, "value": amount, "sign": sign, "series": name,
                      "hover": text,
                      "key": start.isoformat() if own is None else own})
    return found


def _running(mine: list[dict]) -> list[float]:
    """The height of the line after each report: a lower bound lifts it only where it is above it."""
    line: list[float] = []
    for report in mine:
        floor = report["sign"] in FLOORS and line
        line.append(max(line[-1], report["value"]) if floor else report["value"])
    return line


def _line(mine: list[dict], until: date, colour: str, pad: float) -> list[dict]:
    level, days = _running(mine), [r["start"].isoformat() for r in mine]
    last, end = mine[-1], until.isoformat()
    traces = [{"type": "scatter", "mode": "lines", "x": days, "y": level, "hoverinfo": "skip",
               "line": {"shape": "hv", "width": 2, "color": colour}},
              {"type": "scatter", "mode": "lines", "x": [last["start"].isoformat(), end],
               "y": [level[-1]] * 2,
               "hoverinfo": "skip", "line": {"width": 1.5, "color": colour, "dash": "dot"}}]
    vague = [r for r in mine if r["end"] > r["start"]]
    if vague:
        traces.append(_segments([(r["start"], r["value"], r["end"], r["value"]) for r in vague],
                                theme.fade(colour, 0.3), 9))
    floors = [r for r in mine if r["sign"] in FLOORS]
    if floors:
        spots = [(midway(r["start"], r["end"]), r["value"]) for r in floors]
        traces.append(_segments([(x, y, x, y + 0.75 * pad) for x, y in spots], theme.fade(colour, 0.55), 1.5))
        traces.append({"type": "scatter", "mode": "markers", "x": [x.isoformat() for x, _y in spots],
                       "hoverinfo": "skip",
                       "y": [y + 0.75 * pad for _x, y in spots],
                       "marker": {"symbol": "triangle-up", "size": 7, "color": theme.fade(colour, 0.55)}})
    symbols = ["circle-open" if r["sign"] in FLOORS else "circle" for r in mine]
    traces.append({"type": "scatter", "mode": "markers",
                   "x": [midway(r["start"], r["end"]).isoformat() for r in mine],
                   "y": [r["value"] for r in mine], "cliponaxis": False,  # type: ignore[dict-item]
                   "marker": {"symbol": symbols, "size": 8, "color": colour,
                                                               "line": {"width": 1.5, "color": colour}},
                   **points([r["key"] for r in mine], [r["hover"] for r in mine])})
    return traces


def _pinned(pins: list[tuple[date, str]], low: float, high: float, mode: str) -> list[dict]:
    """Marks of one row above the lines; the days of several stand under one mark."""
    days: dict[date, list[str]] = {}
    for when, said in pins:
        days.setdefault(when, []).append(said)
    if not days:
        return []
    return [_segments([(when, low, when, high) for when in days], theme.fade(theme.MUTED[mode], 0.18), 1),
            {"type": "scatter", "mode": "markers", "x": [when.isoformat() for when in days], "y": [high] * len(days), "cliponaxis": False,
             "marker": {"symbol": "triangle-down", "size": 9, "color": theme.MUTED[mode]},
             **points([None] * len(days), [hover(day(when), *said) for when, said in days.items()])}]


def _segments(pieces: list[tuple], colour: str, width: float) -> dict:
    """Separate straight pieces (x0, y0, x1, y1) in one trace."""
    x = [v for x0, _y0, x1, _y1 in pieces for v in (x0.isoformat(), x1.isoformat(), None)]
    y = [v for _x0, y0, _x1, y1 in pieces for v in (y0, y1, None)]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
            "line": {"color": colour, "width": width}}


def _end_labels(ends: list[tuple], until: date, scale: float, ground: float, mode: str) -> list[dict]:
    """The last value of each series at the end of its line, with its age; labels that would touch are moved
    apart, and none stands below the `ground`, where the days are written."""
    notes, floor = [], None
    for level, last, name, colour in sorted(ends, key=lambda end: end[0]):
        lines = broken(name, 16) if name else []
        tall = (38 if last["end"] < until else 22) + 17 * len(lines)
        at = max(level / scale, ground / scale + tall / 2 if floor is None else floor + tall)
        floor = at
        sign = last["sign"] if level == last["value"] else None
        text = f'<span style="color:{colour}"><b>{theme.escape(number(level, sign))}</b></span>'
        text = "".join(f"<b>{line}</b><br>" for line in lines) + text
        if last["end"] < until:
            text += f'<br><span style="color:{theme.MUTED[mode]};font-size:11px">{ago(last["end"], until)}</span>'
        notes.append({"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "y": at * scale,
                      "yanchor": "middle",
                      "showarrow": False, "align": "left", "text": text, "font": {"size": 13}})
    return notes


def _mark_key(reports: list[dict], mode: str) -> list[tuple[str, str, str]]:
    """Only the signs that need a word: rings and spans, where the rows hold any."""
    colour, signs = theme.BLUE[mode], []
    if any(r["sign"] in FLOORS for r in reports):
        signs += [("●", colour, _("exact")), ("○", colour, _("more than"))]
    if any(r["end"] > r["start"] for r in reports):
        signs.append(("▬", theme.fade(colour, 0.5), _("day not stated")))
    return signs
