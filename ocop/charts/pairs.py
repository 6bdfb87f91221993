"""Two reviews side by side: what was, what is, and how far apart."""
import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import colour_key, hover, nothing, paint, pixels, points, read, words
from ocop.charts.lanes import lanes
from ocop.texts import _, number, unknown


def slope(result, mode: str, *, label: str, before: str, after: str, before_name: str | None = None,
          after_name: str | None = None, before_qualifier: str | None = None,
          after_qualifier: str | None = None, detail: str | None = None,
          key: str | None = None) -> go.Figure:
    """Two reviews per row: ring (before), dot (after), a line between, both with their numbers.

    `before_name` and `after_name` are words for the key, not columns. A missing side has no mark and is
    named as not reported under the label.
    """
    if not result.rows:
        return nothing(result, mode)
    names, olds, news = read(result, label), read(result, before), read(result, after)
    sides = (before_name or _("before"), after_name or _("now"))
    place = lanes(names, notes=[_gap(o, n, sides, mode) for o, n in zip(olds, news, strict=True)])
    texts = [[number(v, q) for v, q in zip(values, read(result, sign), strict=True)]
             for values, sign in ((olds, before_qualifier), (news, after_qualifier))]
    hovers = [hover(name, f"{sides[0]}: {o}", f"{sides[1]}: {n}", d)
              for name, o, n, d in zip(names, *texts, read(result, detail), strict=True)]
    marks, colour = points(read(result, key or label), hovers), theme.BLUE[mode]
    known = [v for v in [*olds, *news] if v is not None] or [0]
    low, high = min(known), max(max(known), min(known) + 1)
    edge = low - 0.14 * (high - low)
    joins = {"type": "scatter", "mode": "lines",
             "x": [v for o, n in zip(olds, news, strict=True) for v in (o, n, None)],
             "y": [v for c in place.centres for v in (c, c, None)], "hoverinfo": "skip",
             "line": {"width": 4, "color": theme.PALE[mode]}}
    dots = [{"type": "scatter", "mode": "markers", "x": side, "y": place.centres, "cliponaxis": False,
             "marker": {"symbol": "circle", "size": 11, "color": fill, "line": {"color": colour, "width": 2}},
             **marks}
            for side, fill in ((olds, theme.PAPER[mode]), (news, colour))]
    numbers = _pair_numbers(olds, news, texts, place.centres, mode)
    rails = [{"type": "line", "x0": low, "x1": high, "y0": c, "y1": c, "layer": "below",
              "line": {"color": theme.GRID[mode], "width": 1}} for c in place.centres]
    room = pixels(t for side in texts for t in side if t != unknown()) + 16
    return paint("slope", mode, [joins, *dots, *numbers, *place.label_traces(mode, edge)], place.height,
                 shapes=rails,
                 margin={"r": room}, yaxis=place.axis(),
                 xaxis={"range": [edge, high], "visible": False},
                 title=colour_key([("○", colour, sides[0]), ("●", colour, sides[1])], mode))


def _gap(old, new, sides: tuple[str, str], mode: str) -> str:
    """The quiet note for a side that nobody reported; "" if both are there."""
    missing = " · ".join(f"{side}: {unknown()}" for v, side in zip((old, new), sides, strict=True)
                         if v is None)
    return f'<span style="color:{theme.MUTED[mode]};font-size:11px">{theme.escape(missing)}</span>' if missing else ""


def _pair_numbers(olds: list, news: list, texts: list, centres: list, mode: str) -> list[dict]:
    """Each number on the outer side of its mark; equal values print once."""
    left, right = [], []
    for old, new, old_text, new_text, centre in zip(olds, news, *texts, centres, strict=True):
        if old is None or new is None or old == new:
            if old is not None or new is not None:
                right.append((old if new is None else new, centre, old_text if new is None else new_text))
            continue
        (low, low_text), (high, high_text) = sorted(((old, old_text), (new, new_text)))
        left.append((low, centre, low_text))
        right.append((high, centre, high_text))
    return [words([s[0] for s in side], [s[1] for s in side], [theme.escape(s[2]) for s in side],
                  f"middle {where}",
                  theme.INK[mode], mode, gap=10) for side, where in ((left, "left"), (right, "right"))
            if side]
