"""A calendar of dots: months across, years down."""
from collections import Counter
from datetime import date

import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import colour_key, footnote, hover, nothing, paint, points, read
from ocop.charts.dates import undated_note
from ocop.texts import _, month, span

OTHER = "other"


def calendar(result, mode: str, *, on_from: str, label: str, on_to: str | None = None, kind: str
             | None = None,
             detail: str | None = None, key: str | None = None, kinds: tuple[str, ...] = ()) -> go.Figure:
    """A dot per row: months across, years down, dots stacked in their month.

    A ring is a date known to the month only; a date known to the year stands in the last column. `kinds`
    fixes which kinds get the five colours, in this order; by default the five most frequent. All others are
    grey.
    """
    table = list(zip(read(result, on_from), read(result, on_to), read(result, kind), read(result, label),
                     read(result, detail), read(result, key or label), strict=True))
    dated = sorted((row for row in table if row[0]), key=lambda row: (row[0], str(row[3])))
    if not dated:
        return nothing(result, mode)
    colours = _kind_colours([row[2] for row in dated], kinds, mode)
    years = range(dated[0][0].year, dated[-1][0].year + 1)
    columns = [13 if _only_year(start, end) else start.month for start, end, *_rest in dated]
    stacks: Counter = Counter()
    levels: list = []
    for row, column in zip(dated, columns, strict=True):
        levels.append(stacks[row[0].year, column])
        stacks[row[0].year, column] += 1
    base, top = {}, 0
    for year in years:
        top += 13 * max([n for (y, _c), n in stacks.items() if y == year] or [1]) + 16
        base[year] = top - 14
    whole = [span(start, end) for start, end, *_rest in dated]
    rings = ["circle" if _precise(start, end) else "circle-open" for start, end, *_rest in dated]
    hues = [colours.get(row[2], theme.RULE[mode]) for row in dated]
    dots = {"type": "scatter", "mode": "markers", "x": columns, "cliponaxis": False,
            "y": [base[row[0].year] - 13 * level for row, level in zip(dated, levels, strict=True)],
            "marker": {"size": 10, "symbol": rings, "color": hues, "line": {"width": 2, "color": hues}},
            **points([row[5] for row in dated], [hover(row[3], when, row[2], row[4])
                                                 for row, when in zip(dated, whole, strict=True)])}
    return _calendar_sheet(mode, dots, base, top, 13 in columns, colours, "circle-open" in rings, len(table)
                           - len(dated))


def _calendar_sheet(mode: str, dots: dict, base: dict, top: int, yearly: bool, colours: dict, rings: bool,
                    undated: int) -> go.Figure:
    floors = [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y + 9, "y1": y + 9, "layer": "below",
               "line": {"color": theme.GRID[mode], "width": 1}} for y in base.values()]
    signs = [("●", colour, kind) for kind, colour in colours.items()]
    signs += [("○", theme.MUTED[mode], _("day not known"))] if rings else []
    note, room = footnote(undated_note(undated), mode) if undated else ({}, 0)
    months = [month(n, short=True)[:1] for n in range(1, 13)] + ([_("month?")] if yearly else [])
    return paint("calendar", mode, [dots], top, shapes=floors, annotations=[note] if undated else [],
                 title=colour_key(signs, mode), margin={"t": 26, "b": 8 + room},
                 xaxis={"side": "top",  # above: a phone shows the first years alone
                        "range": [0.4, 13.9 if yearly else 12.6], "tickmode": "array",
                        "tickvals": list(range(1, len(months) + 1)),
                        "ticktext": months, "automargin": False, "tickangle": 0},
                 yaxis={"range": [top, 0], "tickmode": "array", "tickvals": list(base.values()),
                        "ticktext": [str(year) for year in base], "ticklabelstandoff": 4})


def _only_year(start: date, end: date | None) -> bool:
    return end is not None and (end - start).days > 200 and start.month == 1


def _precise(start: date, end: date | None) -> bool:
    """A span that is a whole month or more stands for an unknown day; a short one is an event of some
    days."""
    return end is None or (end - start).days < 27


def _kind_colours(found: list, kinds: tuple[str, ...], mode: str) -> dict[str, str]:
    named = list(kinds) or [kind for kind, _n in Counter(k for k in found if k).most_common(5)]
    hues = list(theme.CATEGORY.values())[:5]
    colours = {kind: hue for kind, hue in zip(named, hues, strict=False) if kind in found}
    return colours | ({_(OTHER): theme.RULE[mode]} if any(k not in colours for k in found) else {})
