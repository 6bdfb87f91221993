"""Money along its way, stage by stage; what was not published has a size too: the number of funds."""
import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import LABEL_ABOVE, broken, colour_key, hover, nothing, paint, points, read
from ocop.charts.lanes import arranged, bar
from ocop.texts import _, money, n_, number

PIECE = 0.07  # the length of one fund without an amount, as a part of the longest bar


def chain(result, mode: str, *, label: str, amount: str, funds: str, with_amount: str, key: str | None = None) -> go.Figure:
    """One row per stage in the order of the rows: the published money as a bar, and behind it one hatched piece for
    each fund without a published amount. Click: `key`, else the label."""
    if not result.rows:
        return nothing(result, mode)
    names, amounts = read(result, label), [value or 0 for value in read(result, amount)]
    told = read(result, with_amount)
    silent = [every - known for every, known in zip(read(result, funds), told, strict=True)]
    top = max(amounts) or 1
    texts = [_said(value, known, hidden) for value, known, hidden in zip(amounts, told, silent, strict=True)]
    place = arranged([broken(f"{name}: {text}", LABEL_ABOVE) for name, text in zip(names, texts, strict=True)])  # above: a phone has no room beside
    marks = points(read(result, key or label), [hover(name, text) for name, text in zip(names, texts, strict=True)])
    pieces = [(i, amounts[i] + PIECE * top * j) for i, hidden in enumerate(silent) for j in range(hidden)]
    ends = [value + PIECE * top * hidden for value, hidden in zip(amounts, silent, strict=True)]
    traces = [bar(place.centres, amounts, theme.BLUE[mode], place.thickness, **marks)]
    if pieces:
        hatched = {"color": theme.PAPER[mode], "line": {"color": theme.BLUE[mode], "width": 1},
                   "pattern": {"shape": "/", "size": 6, "solidity": 0.25, "fgcolor": theme.BLUE[mode]}}
        traces.append(bar([place.centres[i] for i, _start in pieces], [PIECE * top] * len(pieces), None, place.thickness,
                          base=[start for _i, start in pieces], customdata=[marks["customdata"][i] for i, _start in pieces],
                          hovertemplate=marks["hovertemplate"]) | {"marker": hatched})
    signs = [("■", theme.BLUE[mode], _("published amount"))] * any(told)
    signs += [("▨", theme.BLUE[mode], _("one fund without amount, not to scale"))] * bool(pieces)
    return paint("chain", mode, traces + place.label_traces(mode), place.height, title=colour_key(signs, mode), barmode="overlay",
                 yaxis=place.axis(), xaxis={"range": [0, max(*ends, top)], "visible": False})


def _said(value: float, told: int, silent: int) -> str:
    """The money and the funds of a stage in words."""
    parts = [money(value)] if told else []
    if silent:
        parts.append(n_("{n} fund without amount", "{n} funds without amount", silent).format(n=number(silent)))
    return " + ".join(parts)
