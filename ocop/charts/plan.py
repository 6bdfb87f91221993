"""A timeline in lanes. A date that is not precise to the day is a span; undated rows are counted under the
axis.
"""
from datetime import date, timedelta

import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import (
    as_of_day,
    broken,
    colour_key,
    footnote,
    hover,
    nothing,
    paint,
    points,
    read,
    words,
)
from ocop.charts.dates import date_axis, day_line, undated_note
from ocop.texts import _, day, span

LABELLED = 24
BARELY = 60  # parts of the axis: a bar shorter than one of them is hard to see


def timeline(result, mode: str, *, start_from: str, label: str, start_to: str | None = None,
             lane: str | None = None, kind: str | None = None, status: str | None = None,
             detail: str | None = None, key: str | None = None, as_of: date | None = None) -> go.Figure:
    """Moments in lanes on one time axis, with the line of the day that the view speaks of.

    Up to 24 moments stand one below the other with their words beside them; more are dots in lanes that
    speak on hover. `status` gives symbol and colour (theme.STATUS_MARKER); without it marks are blue, a
    `kind` of milestone is a diamond, and a moment that is longer than a day is a bar without a dot.
    """
    moments, undated = _moments(result, start_from, start_to, label, lane, kind, status, detail, key)
    if not moments:
        return nothing(result, mode)
    now = as_of_day(result, as_of)
    days = [d for m in moments for d in (m["start"], m["end"])] + ([now] if now else [])
    axis = date_axis(min(days), max(days), 0.05)
    spell = len(moments) <= LABELLED
    heads, height = (_spelled if spell else _packed)(moments, max(days) - min(days))
    traces = [*_spans(moments, mode), _marks(moments, mode)] + (_beside(moments, min(days), max(days), mode)
                                                                if spell else [])
    if heads:
        traces.append(words([axis["range"][0]] * len(heads), [y for y, _t in heads],
                            [f"<b>{'<br>'.join(broken(t, 44))}</b>" for _y, t in heads], "middle right",
                            theme.INK[mode], mode, 12))
    shapes, notes, room, foot = [], [], 0, 40 if any("<br>" in t for t in axis["ticktext"]) else 26
    if now:
        line, text = day_line(now, _("as of {day}").format(day=day(now)), theme.MUTED[mode],
                              "left" if now - min(days) < max(days) - now else "right")
        shapes, notes = [line], [text]
    if undated:
        note, room = footnote(undated_note(undated), mode)
        notes.append(note | {"yshift": -foot})
    key_line = colour_key(_key(moments, mode), mode)
    return paint("timeline", mode, traces, height, title=key_line, shapes=shapes, annotations=notes,
                 margin={"t": 24 if now else 8, "b": foot + room}, xaxis=axis | {"showgrid": True},
                 yaxis={"range": [height, 0], "visible": False})


def _key(moments: list[dict], mode: str) -> list[tuple[str, str, str]]:
    """The signs that need a word: each status, milestones beside anything else, spans of time."""
    found = [s for s in theme.STATUS_ORDER if any(m["status"] == s for m in moments)]
    signs = [(theme.STATUS_SYMBOL[s], theme.STATUS[mode][s], _(s)) for s in found]
    if len({m["is_milestone"] for m in moments}) > 1:
        signs.append(("◆", theme.BLUE[mode], _("milestone")))
    if any(m["end"] > m["start"] for m in moments):
        signs.append(("▬", theme.fade(theme.BLUE[mode], 0.5), _("a period, or day not stated")))
    return signs


def _moments(result, start_from, start_to, label, lane, kind, status, detail, key) -> tuple[list[dict], int]:
    """Dated rows as moments sorted within their lanes, and the number of rows without a date."""
    found = []
    table = zip(read(result, start_from), read(result, start_to), read(result, label), read(result, lane),
                read(result, kind),
                read(result, status), read(result, detail), read(result, key or label), strict=True)
    for start, end, text, where, what, state, more, own in table:
        if start is None:
            continue
        found.append({"start": start, "end": end or start, "label": text, "lane": where, "status": state,
                      "key": own, "is_milestone": what == "milestone",
                      "hover": hover(text, span(start, end), " · ".join(v for v in (what, state) if v),
                                     more)})
    order = list(dict.fromkeys(m["lane"] for m in found))
    return sorted(found, key=lambda m: (order.index(m["lane"]), m["start"])), len(result.rows) - len(found)


def _spelled(moments: list[dict], _range: timedelta) -> tuple[list, int]:
    """One row per moment, as tall as its words; sets "y" and "lines"; heads of lanes and total height."""
    heads, top, lane = [], 0, None
    for moment in moments:
        if moment["lane"] != lane:
            lane = moment["lane"]
            heads.append((top + 14, lane))
            top += 28
        moment["lines"] = broken(moment["label"], 24)
        tall = max(24, 15 * len(moment["lines"]) + 6)
        moment["y"] = top + tall / 2
        top += tall
    return heads, top + 6


def _packed(moments: list[dict], reach: timedelta) -> tuple[list, int]:
    """Dots of a lane on as few levels as keep them apart; sets "y"; heads of lanes and total height."""
    gap, heads, top = max(reach / 28, timedelta(days=1)), [], 0
    for lane in dict.fromkeys(m["lane"] for m in moments):
        if lane is not None:
            heads.append((top + 12, lane))
            top += 24
        free: list[date] = []
        for moment in (m for m in moments if m["lane"] == lane):
            level = next((i for i, until in enumerate(free) if moment["start"] >= until), len(free))
            free[level:level + 1] = [moment["end"] + gap]
            moment["y"] = top + 10 + 16 * level
        top += 16 * len(free) + 14
    return heads, top


def _colours(moments: list[dict], mode: str) -> list[str]:
    return [theme.STATUS[mode].get(m["status"], theme.BLUE[mode]) for m in moments]


def _spans(moments: list[dict], mode: str) -> list[dict]:
    """Imprecise and long moments as pale bars, one trace per colour."""
    traces = []
    for colour in dict.fromkeys(_colours(moments, mode)):
        mine = [m for m, c in zip(moments, _colours(moments, mode), strict=True) if c == colour
                and m["end"] > m["start"]]
        if mine:
            x = [v for m in mine for v in (m["start"].isoformat(), m["end"].isoformat(), None)]
            y = [v for m in mine for v in (m["y"], m["y"], None)]
            traces.append({"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
                           "line": {"width": 10, "color": theme.fade(colour, 0.35)}})
    return traces


def _marks(moments: list[dict], mode: str) -> dict:
    """A sign for each moment: a status has its own, a milestone is a diamond; a span without a status is its bar alone.

    A span of a few days on an axis of years would be a bar too thin to see: a pale square of the bar's height stands for it.
    """
    short = (max(m["end"] for m in moments) - min(m["start"] for m in moments)) / BARELY
    middles = [(m["start"] + (m["end"] - m["start"]) / 2).isoformat() for m in moments]
    spans = [m["end"] > m["start"] and m["status"] not in theme.STATUS_MARKER for m in moments]
    thin = [bar and m["end"] - m["start"] < short for m, bar in zip(moments, spans, strict=True)]
    symbols = ["square" if slight else theme.STATUS_MARKER.get(m["status"], "diamond" if m["is_milestone"] else "circle")
               for m, slight in zip(moments, thin, strict=True)]
    seen = [0.35 if slight else 0 if bar else 1 for bar, slight in zip(spans, thin, strict=True)]
    return {"type": "scatter", "mode": "markers", "x": middles, "y": [m["y"] for m in moments],
            "cliponaxis": False,
            "marker": {"symbol": symbols, "size": 11, "color": _colours(moments, mode), "opacity": seen,
                       "line": {"width": 1.5, "color": _colours(moments, mode)}},
            **points([m["key"] for m in moments], [m["hover"] for m in moments])}


def _beside(moments: list[dict], first: date, last: date, mode: str) -> list[dict]:
    """The words of each moment on the side where there is room."""
    right = [m for m in moments if m["start"] - first <= last - m["end"]]
    left = [m for m in moments if m not in right]
    return [words([m[edge].isoformat() for m in side], [m["y"] for m in side],
                  ["<br>".join(m["lines"]) for m in side], f"middle {where}", theme.INK[mode], mode, 12, 9)
            for side, edge, where in ((right, "end", "right"), (left, "start", "left")) if side]
