"""Targets as bullet bars: what is, what was to be expected by now, and what is to be reached."""
import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import colour_key, hover, nothing, paint, pixels, points, read, words
from ocop.charts.lanes import bar, lanes
from ocop.texts import _, number

LONGEST = 1.25  # a value far beyond its target ends here; its number says how far it went


def bullets(result, mode: str, *, label: str, actual: str, target: str, expected: str | None = None,
            status: str | None = None, detail: str | None = None, key: str | None = None) -> go.Figure:
    """One bar per target, each on the scale of its own target: the bar is the actual value in the colour of
    its status, the thin tick what the plan expected of the day, the thick one the target.

    Rows without an actual value or a target are left out. Click: `key`, else the label.
    """
    rows = [row for row in zip(read(result, label), read(result, actual), read(result, target), read(result, expected),
                               read(result, status), read(result, detail), read(result, key or label), strict=True)
            if row[1] is not None and row[2]]
    if not rows:
        return nothing(result, mode)
    names, actuals, targets, plans, states, details, keys = map(list, zip(*rows, strict=True))
    place = lanes(names)
    ends = [min(max(value / goal, 0), LONGEST) for value, goal in zip(actuals, targets, strict=True)]
    colours = [theme.STATUS[mode].get(state, theme.BLUE[mode]) for state in states]
    texts = [f"{theme.STATUS_SYMBOL.get(state, '')} " + _("{actual} of {target}").format(actual=number(value), target=number(goal))
             for value, goal, state in zip(actuals, targets, states, strict=True)]
    hovers = [hover(name, text, _("expected by now: {n}").format(n=number(plan)) if plan is not None else None, state, more)
              for name, text, plan, state, more in zip(names, texts, plans, states, details, strict=True)]
    traces = [bar(place.centres, [1.0] * len(rows), theme.LAND[mode], 20, hoverinfo="skip"),
              bar(place.centres, ends, colours, 10, **points(keys, hovers)),
              *_ticks(place.centres, plans, targets, mode),
              words([max(end, 1.0) for end in ends], place.centres, texts, "middle right", theme.INK[mode], mode, gap=8)]
    found = [one for one in theme.STATUS_ORDER if one in states]
    signs = [(theme.STATUS_SYMBOL[one], theme.STATUS[mode][one], _(one)) for one in found]
    signs += [("┆", theme.INK[mode], _("expected by now"))] * any(plan is not None for plan in plans) + [("▌", theme.INK[mode], _("target"))]
    return paint("bullets", mode, traces + place.label_traces(mode), place.height, title=colour_key(signs, mode), barmode="overlay",
                 margin={"r": pixels(texts) + 22}, yaxis=place.axis(), xaxis={"range": [0, max(1.02, *ends)], "visible": False})


def _ticks(centres: list, plans: list, targets: list, mode: str) -> list[dict]:
    """The mark of each target, and a thinner one where the plan expected a value by now."""
    spots = [(centre, plan / goal) for centre, plan, goal in zip(centres, plans, targets, strict=True) if plan is not None]
    marks = (([1.0] * len(centres), centres, 4), ([min(x, LONGEST) for _y, x in spots], [y for y, _x in spots], 2))
    return [{"type": "scatter", "mode": "markers", "x": x, "y": y, "hoverinfo": "skip", "cliponaxis": False,
             "marker": {"symbol": "line-ns", "size": 20, "line": {"width": width, "color": theme.INK[mode]}}} for x, y, width in marks if x]
