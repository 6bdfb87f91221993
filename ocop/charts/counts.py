"""Counts: vertical columns, and the status mix as stacked bars on one scale."""
import re

import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import broken, colour_key, hover, measured, nothing, paint, points, read, words, wrap
from ocop.charts.lanes import arranged
from ocop.texts import _, in_words, number, percent

PERIOD = re.compile(r"(\d{4})[ -]?([HQ]\d)")


def columns(result, mode: str, *, x: str, value: str, qualifier: str | None = None, detail: str | None = None,
            key: str | None = None) -> go.Figure:
    """One column per row, in the order of the rows, for counts per year, half-year (2025 H1) or quarter
    (2025 Q1)."""
    if not result.rows:
        return nothing(result, mode)
    places, values, signs = read(result, x), read(result, value), read(result, qualifier)
    hovers = [hover(p, measured(result, in_words(v, s)), d)
              for p, v, s, d in zip(places, values, signs, read(result, detail), strict=True)]
    positions, top = list(range(len(places))), max([v for v in values if v] or [1])
    trace = {"type": "bar", "x": positions, "y": [v or 0 for v in values], "width": 0.72,
             "marker": {"color": theme.BLUE[mode]}, **points(read(result, key or x), hovers)}
    numbers = words(positions, [v or 0 for v in values], short_numbers(values, signs), "top center",
                    theme.INK[mode], mode, 12)
    return paint("columns", mode, [trace, numbers], 210, margin={"b": 40, "t": 18}, xaxis=period_axis(places),
                 yaxis={"range": [0, top], "visible": False})


def stack(result, mode: str, *, label: str, part: str, value: str, key: str | None = None) -> go.Figure:
    """One bar per label as long as its count, all on one scale, from one row per label and part.

    Statuses stand in their fixed order, other parts in the order of the rows. A segment prints its
    count where that fits on a phone, else on hover; every bar prints its total. Click: `key`, else the label.
    """
    if not result.rows:
        return nothing(result, mode)
    keys = read(result, key or label)
    cells: dict = {}
    owner: dict = {}
    for name, piece, count, own in zip(read(result, label), read(result, part), read(result, value), keys,
                                       strict=True):
        cells[name, piece] = cells.get((name, piece), 0) + (count or 0)
        owner.setdefault(name, own)
    parts = _ordered(read(result, part))
    totals = {name: sum(n for (whose, _piece), n in cells.items() if whose == name) for name in owner}
    place = arranged([broken(name, 40) for name in owner])
    top = max(totals.values()) or 1
    traces = [_segment(piece, i, cells, totals, top, owner, place.centres, mode) for i, piece in enumerate(parts)]
    legend = colour_key(((_sign(p), _colour(p, i, mode), p) for i, p in enumerate(parts)), mode)
    sums = words(list(totals.values()), place.centres, [number(n) for n in totals.values()], "middle right",
                 theme.MUTED[mode], mode, gap=6)
    return paint("stack", mode, [*traces, sums, *place.label_traces(mode)], place.height, title=legend,
                 barmode="stack",
                 yaxis=place.axis(), xaxis={"range": [0, top], "visible": False}, margin={"r": 36})


def _segment(piece, i: int, cells: dict, totals: dict, top: int, owner: dict, centres: list, mode: str) -> dict:
    names, colour = list(totals), _colour(piece, i, mode)
    counts = [cells.get((name, piece), 0) for name in names]
    texts = [number(n) if n / top >= 0.03 * len(number(n)) else "" for n in counts]
    hovers = [hover(name, f"{piece}: {number(n)} {_('of')} {number(totals[name])} ({percent(n / totals[name] if totals[name] else 0)})")
              for n, name in zip(counts, names, strict=True)]
    pattern = {"shape": theme.STATUS_PATTERN.get(piece, ""), "fgcolor": "rgba(255,255,255,0.45)", "size": 7,
               "solidity": 0.2,
               "fillmode": "overlay"}
    return {"type": "bar", "orientation": "h", "x": counts, "y": centres, "width": 20, "text": texts,
            "textposition": "inside", "insidetextanchor": "middle", "textangle": 0, "constraintext": "none",
            "textfont": {"color": theme.readable_on(colour), "size": 12} | ({"shadow": _halo(colour)} if pattern["shape"] else {}),
            "marker": {"color": colour, "line": {"color": theme.PAPER[mode], "width": 1}, "pattern": pattern},
            **points(owner.values(), hovers)}


def _halo(colour: str) -> str:
    """The colour of the segment around its number, so that no hatching runs through the digits."""
    return ", ".join([f"0 0 3px {colour}"] * 4)


def _ordered(parts: list) -> list:
    seen = list(dict.fromkeys(parts))
    known = [status for status in theme.STATUS_ORDER if status in seen]
    return known + [part for part in seen if part not in known]


def _sign(part) -> str:
    return theme.STATUS_SYMBOL.get(part, "■")


def _colour(part, i: int, mode: str) -> str:
    fixed = theme.STATUS[mode] | theme.CATEGORY | dict(zip(theme.LEVELS, theme.RAMP[mode], strict=True))
    return fixed.get(part) or list(theme.CATEGORY.values())[i % len(theme.CATEGORY)]


def short_numbers(values: list, signs: list) -> list[str]:
    return ["–" if v is None else theme.escape(number(v, s)) for v, s in zip(values, signs, strict=True)]


def period_axis(places: list) -> dict:
    """The axis of periods: the year stands once under its first half-year or quarter; long rows are
    thinned."""
    every = -(-len(places) // 12)
    texts, year = [], None
    for i, place in enumerate(places):
        found = PERIOD.fullmatch(str(place))
        if not found:
            texts.append(wrap(place, 9) if i % every == 0 else "")
            continue
        texts.append((found[2] if every == 1 else "") + ("" if found[1] == year else f"<br>{found[1]}"))
        year = found[1]
    return {"range": [-0.6, len(places) - 0.4], "tickmode": "array", "tickvals": list(range(len(places))),
            "ticktext": texts,
            "tickangle": 0, "automargin": False}
