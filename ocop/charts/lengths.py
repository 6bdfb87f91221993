"""Values as lengths: horizontal bars with their numbers, coverage bars, and funding by fund."""
from types import SimpleNamespace

import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import broken, hover, measured, nothing, paint, pixels, points, read, words
from ocop.charts.lanes import Lanes, arranged, bar, lanes
from ocop.texts import _, in_words, money, number

OPEN_ENDED = ("gt", "ge")


def bars(result, mode: str, *, label: str, value: str, qualifier: str | None = None,
         detail: str | None = None, of: str | None = None, of_qualifier: str | None = None,
         key: str | None = None) -> go.Figure:
    """One bar per row, in the order of the rows, each with its number.

    `of` adds a paler bar behind (named, of reported). A lower bound ("gt", "ge") ends in a fade. An unknown
    value has no bar and says so. Click: `key`, else the label.
    """
    if not result.rows:
        return nothing(result, mode)
    names, values, signs = read(result, label), read(result, value), read(result, qualifier)
    wholes, whole_signs = read(result, of), read(result, of_qualifier)
    place = lanes(names)
    top = max([v for v in [*values, *wholes] if v is not None] or [0]) or 1
    hovers = [hover(n, measured(result, _spoken(v, s, w, ws)), d) for n, v, s, w, ws, d in
              zip(names, values, signs, wholes, whole_signs, read(result, detail), strict=True)]
    texts = [_printed(v, s, w, ws) for v, s, w, ws in zip(values, signs, wholes, whole_signs, strict=True)]
    fades = [(c, v) for c, v, s in zip(place.centres, values, signs, strict=True) if s in OPEN_ENDED and v]
    traces = [bar(place.centres, [v or 0 for v in values], theme.BLUE[mode], place.thickness,
                   **points(read(result, key or label), hovers))]
    if of:
        whole = {"marker": {"color": theme.PALE[mode], "line": {"color": theme.BLUE[mode], "width": 1}}}
        traces.insert(0, bar(place.centres, [w or 0 for w in wholes], None, place.thickness,
                              hoverinfo="skip") | whole)
    traces += _faded(fades, top, mode, place.thickness)
    ends = [max(v or 0, w or 0) + (0.06 * top if s in OPEN_ENDED and v else 0)
            for v, w, s in zip(values, wholes, signs, strict=True)]
    traces.append(words(ends, place.centres, texts, "middle right", theme.INK[mode], mode, gap=6))
    return _sheet("bars", mode, traces + place.label_traces(mode), place, max(*ends, top), texts)


def amounts(result, mode: str, *, label: str, amount: str, stage: str | None = None,
            qualifier: str | None = None, detail: str | None = None, key: str | None = None,
            is_short: bool = False) -> go.Figure:
    """Money by fund in USD, one bar per row; a fund without an amount is an open ring at zero that says
    so. With `is_short`, beside funds with an amount, those without share one row that names them on hover.
    """
    if not result.rows:
        return nothing(result, mode)
    if is_short:
        result = _short(result, label, amount, detail)
    names, values, stages = read(result, label), read(result, amount), read(result, stage)
    place = arranged([_fund(name, step, mode) for name, step in zip(names, stages, strict=True)])
    texts = [_("amount not published") if v is None else money(v, q)
             for v, q in zip(values, read(result, qualifier), strict=True)]
    hovers = [hover(n, t, s, d) for n, t, s, d in zip(names, texts, stages, read(result, detail),
                                                      strict=True)]
    marks = points(read(result, key or label), hovers)
    top = max([v for v in values if v] or [1])
    unknown = [i for i, v in enumerate(values) if v is None]
    ring = {"type": "scatter", "mode": "markers", "x": [0] * len(unknown),
            "y": [place.centres[i] for i in unknown],
            "customdata": [marks["customdata"][i] for i in unknown], "hovertemplate": marks["hovertemplate"],
            "cliponaxis": False, "marker": {"symbol": "circle-open", "size": 10, "color": theme.RULE[mode]}}
    traces = [bar(place.centres, [v or 0 for v in values], theme.BLUE[mode], place.thickness, **marks)]
    traces += [ring] if unknown else []
    for known, colour in ((True, theme.INK[mode]), (False, theme.MUTED[mode])):
        chosen = [i for i, v in enumerate(values) if (v is not None) == known]
        traces.append(words([values[i] or 0 for i in chosen], [place.centres[i] for i in chosen],
                            [texts[i] for i in chosen], "middle right", colour, mode, gap=6 if known else 10))
    return _sheet("amounts", mode, traces + place.label_traces(mode), place, top,
                  [money(v) for v in values if v], 6)


def _short(result, label: str, amount: str, detail: str | None):
    """The rows with an amount, and one row for several without."""
    silent = [row for row in result.rows if row[amount] is None]
    if len(silent) < 2 or len(silent) == len(result.rows):
        return result
    one = dict.fromkeys(result.rows[0]) | {label: _("{n} more funds").format(n=number(len(silent)))}
    if detail:
        one[detail] = "; ".join(str(row[label]) for row in silent)
    return SimpleNamespace(query=getattr(result, "query", None), rows=[*(row for row in result.rows if row[amount] is not None), one])


def _fund(name: object, stage: str | None, mode: str) -> list[str]:
    """The label of a fund with its stage in a quieter colour, on the last line if there is room."""
    lines = broken(name, 44)
    if not stage:
        return lines
    plain = f"{theme.STAGE_SYMBOL.get(stage, '◌')} {stage}"
    tail = [f'<span style="color:{theme.MUTED[mode]}">{line}</span>' for line in broken(plain, 44)]
    if len(lines[-1]) + len(plain) + 2 <= 44:
        return [*lines[:-1], f"{lines[-1]}&nbsp; {tail[0]}"]
    return [*lines, *tail]


def _faded(ends: list[tuple[float, float]], top: float, mode: str, thickness: int) -> list[dict]:
    """The lighter end of a lower bound: two steps, each 3 % of the longest bar."""
    if not ends:
        return []
    y, base = [c for c, _end in ends for _i in (0, 1)], [v + i * 0.03 * top for _c, v in ends for i in (0, 1)]
    colours = [theme.fade(theme.BLUE[mode], a) for _end in ends for a in (0.5, 0.2)]
    return [bar(y, [0.03 * top] * len(y), colours, thickness, base=base, hoverinfo="skip")]


def _printed(value, sign, whole, whole_sign) -> str:
    text = theme.escape(number(value, sign))
    return text if whole is None else _("{part} of {whole}").format(part=text,
                                                                    whole=theme.escape(number(whole,
                                                                                              whole_sign)))


def _spoken(value, sign, whole, whole_sign) -> str:
    text = in_words(value, sign)
    return text if whole is None else _("{part} of {whole}").format(part=text,
                                                                    whole=in_words(whole, whole_sign))


def _sheet(shape: str, mode: str, traces: list, place: Lanes, top: float, texts: list[str],
           left: int = 0) -> go.Figure:
    room = pixels(text.replace("&gt;", ">").replace("&lt;", "<") for text in texts) + 14
    return paint(shape, mode, traces, place.height, margin={"l": left, "r": room}, yaxis=place.axis(),
                 xaxis={"range": [0, top], "visible": False})
