"""What all shapes share: the sheet, wrapped and escaped text, hover text, the colour key, the calm empty
figure.

The plot area of most shapes is measured in pixels from the top (a figure has a fixed height), so rows,
labels and bars stand where they are put on every width of screen. Nothing here knows a subject.
"""
import textwrap
from collections.abc import Iterable

import plotly.graph_objects as go

from ocop import theme
from ocop.texts import _

HOVER = "%{customdata[1]}<extra></extra>"
LINE = 16
LABEL_BESIDE = 18
LABEL_ABOVE = 44


def read(result, column: str | None) -> list:
    """The values of one column, in row order; Nones if no column is named; KeyError if the rows lack it."""
    if column is None:
        return [None] * len(result.rows)
    try:
        return [row[column] for row in result.rows]
    except KeyError:
        name = getattr(getattr(result, "query", None), "name", "the result")
        known = ", ".join(result.rows[0])
        raise KeyError(f'{name} has no column "{column}": it has {known}. Name one of these in the chart.') from None


def unit(result) -> str:
    return getattr(getattr(result, "query", None), "unit", None) or ""


def as_of_day(result, as_of):
    """The day a chart speaks of: named by the caller, else the day that the query was run for, else None."""
    return as_of or (getattr(result, "parameters", None) or {}).get("as_of")


def broken(text: object, width: int) -> list[str]:
    """Escaped lines of at most `width` characters; words stay whole unless one alone is longer than the
    line."""
    flat = " ".join(str("" if text is None else text).split())
    lines = [flat] if len(flat) <= width else textwrap.wrap(flat, width, break_on_hyphens=False)
    return [theme.escape(line) for line in lines]


def wrap(text: object, width: int) -> str:
    return "<br>".join(broken(text, width))


def pixels(texts: Iterable[str], size: int = 13) -> int:
    """Rough width in pixels of the longest line."""
    longest = max((len(line) for text in texts for line in text.split("<br>")), default=0)
    return round(longest * size * 0.58)


def hover(head: object, *lines: object) -> str:
    """Hover text: a bold head, then the lines that are not empty, wrapped for a phone."""
    parts = ["<b>" + wrap(head, 38) + "</b>"]
    return "<br>".join(parts + [wrap(line, 42) for line in lines if line not in (None, "")])


def lines(detail: object) -> list:
    """Further lines of a hover text: a text is one line, a list has several."""
    return detail if isinstance(detail, list) else [detail]


def measured(result, amount: str) -> str:
    """A hover line with the unit of the query: "countries: more than 92"."""
    return f"{unit(result)}: {amount}" if unit(result) else amount


def points(keys: Iterable, hovers: Iterable[str]) -> dict:
    """The part of a trace that makes its points speak and answer a click."""
    return {"customdata": [list(pair) for pair in zip(keys, hovers, strict=True)], "hovertemplate": HOVER}


def words(x: list, y: list, text: list[str], position: str, colour: str, mode: str, size: int = 13,
          gap: int = 0) -> dict:
    """A trace of text that no hover and no click notices, `gap` pixels off its point, with a thin halo of
    paper."""
    paper = theme.PAPER[mode]
    halo = ",".join(f"{x}px {y}px 1px {paper}" for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1)))
    return {"type": "scatter", "mode": "markers+text", "x": x, "y": y, "text": text, "textposition": position,
            "textfont": {"size": size, "color": colour, "shadow": halo},
            "marker": {"size": 2 * gap, "opacity": 0},
            "unselected": {"textfont": {"color": colour}},  # words do not fade when a mark is clicked
            "cliponaxis": False, "hoverinfo": "skip"}


def colour_key(entries: Iterable[tuple[str, str, str]], mode: str, width: int = 54) -> dict:
    """The key above the plot as text, from (sign, colour, words); {} without entries.

    It wraps for a phone. Plotly sets a title of several lines 9 pixels too high: the padding makes up for it.
    """
    rows: list[list] = [[]]
    room = width
    for sign, colour, word in entries:
        need = len(word) + 4
        if rows[-1] and need > room:
            rows.append([])
            room = width
        rows[-1].append(f'<span style="color:{colour}">{sign}</span> {wrap(word, 50)}')
        room -= need
    text = "<br>".join("&nbsp;&nbsp; ".join(row) for row in rows)
    return {"text": text, "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container",
            "yanchor": "top", "pad": {"t": 13 if "<br>" in text else 4},
            "font": {"size": 12, "color": theme.INK[mode]}} if text else {}


def paint(shape: str, mode: str, traces: list[dict], height: int, **layout) -> go.Figure:
    """The figure: `height` is the plot alone; margins are added to it, so a plot measured in pixels keeps
    its scale."""
    margin = {"l": 0, "r": 8, "t": 8, "b": 8, **layout.pop("margin", {})}
    title = layout.pop("title", {})
    if title:
        margin["t"] += 6 + LINE * (title["text"].count("<br>") + 1)
    sheet = {"template": theme.TEMPLATE[mode], "height": height + margin["t"] + margin["b"], "margin": margin,
             "uirevision": shape, **({"title": title} if title else {}), **layout}
    # Validation costs four times the rest; tests/test_charts.py validates every shape instead.
    return Painted(data=traces, layout=sheet, _validate=False)


class Painted(go.Figure):
    """A finished figure, which nobody changes: its plain form, a deep copy of it all, and its text are made once and not at each run."""

    _plain = None
    _text = None

    def to_dict(self) -> dict:
        """The figure as plain dicts and lists; never change them."""
        if self._plain is None:
            self._plain = super().to_dict()
        return self._plain

    def as_text(self) -> str:
        """The figure as JSON, as it goes to a browser."""
        if self._text is None:
            self._text = self.to_json(validate=False)
        return self._text


def nothing(result, mode: str) -> go.Figure:
    """The figure for no rows: one quiet sentence, the query's own if it has one."""
    own = getattr(getattr(result, "query", None), "empty", None)
    text = getattr(result, "finding", own) if own else _("There is nothing to show here.")
    note = {"text": wrap(text, 44), "showarrow": False, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5,
            "font": {"color": theme.MUTED[mode], "size": 14}}
    axis = {"visible": False}
    return paint("nothing", mode, [], 96, annotations=[note], xaxis=axis, yaxis=axis)


def footnote(text: str, mode: str, width: int = 58) -> tuple[dict, int]:
    """A small note under the plot and the bottom margin it needs."""
    note = wrap(text, width)
    room = 10 + 14 * (note.count("<br>") + 1)
    return {"text": note, "showarrow": False, "xref": "paper", "yref": "paper", "x": 0, "y": 0,
            "xanchor": "left",
            "yanchor": "top", "yshift": -6, "align": "left",
            "font": {"color": theme.MUTED[mode], "size": 11}}, room


def height_at(layout: dict, width: int) -> int:
    """How high a figure is drawn on a width: some are lower where the place is narrow."""
    narrow = (layout.get("meta") or {}).get("narrow")
    return (layout.get("height") or 320) - (narrow["lower"] if narrow and width < narrow["below"] else 0)
