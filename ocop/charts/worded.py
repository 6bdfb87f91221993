"""A chart with its words inside the picture: what it finds above it, what it measures below that, who says so at the foot."""

import re
import textwrap
from base64 import b64encode
from copy import deepcopy
from xml.sax.saxutils import escape

import plotly.graph_objects as go

from ocop import theme
from ocop.charts.canvas import height_at, wrap
from ocop.texts import CONTROLS

EDGE = 12  # pixels between the words and the edge of the picture
BIG, SMALL = (17, 23), (12, 16)  # size of letters and height of their lines in pixels
WIDE = 0.57  # width of a letter as a part of its size: the bold ones of a title need as much as the light ones of a note
HEIGHT = re.compile(rb'<svg[^>]*? height="([0-9.]+)"')


def letters(width: int, size: int) -> int:
    """How many letters of a size stand in a line of the picture."""
    return int((width - 2 * EDGE) / size / WIDE)


def framed(drawing: bytes, width: int, mode: str, finding: str, measure: str, foot: list[str]) -> bytes:
    """An SVG inside another one that has the words: title, a quiet line, quiet lines at the foot. No word leaves the picture."""
    title = textwrap.wrap(finding, letters(width, BIG[0]))
    below, notes = (sum((textwrap.wrap(line, letters(width, SMALL[0])) for line in some), []) for some in ([measure], foot))
    found = HEIGHT.search(drawing)
    inner = float(found[1]) if found else 0.0
    above = EDGE + BIG[1] * len(title) + SMALL[1] * len(below) + EDGE // 2
    height = above + inner + SMALL[1] * len(notes) + EDGE
    texts = (spoken(title, EDGE, BIG, theme.INK[mode], "bold") + spoken(below, EDGE + BIG[1] * len(title), SMALL, theme.MUTED[mode])
             + spoken(notes, above + inner, SMALL, theme.MUTED[mode]))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:g}" viewBox="0 0 {width} {height:g}" '
            f'font-family="Noto Sans, sans-serif"><title>{plain(finding)}</title><rect width="100%" height="100%" fill="{theme.PAPER[mode]}"/>'
            f'{texts}<g transform="translate(0 {above:g})">').encode() + drawing[max(drawing.find(b"<svg"), 0):] + b"</g></svg>"


def pasted(drawing: bytes) -> go.Figure:
    """A figure that is nothing but an SVG, as high as it: to be made dots of."""
    found = HEIGHT.search(drawing)
    source = "data:image/svg+xml;base64," + b64encode(drawing).decode()
    return go.Figure(layout={"height": float(found[1]) if found else 320, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "xaxis": {"visible": False},
                             "yaxis": {"visible": False}, "images": [{"source": source, "xref": "paper", "yref": "paper", "x": 0, "y": 1, "sizex": 1,
                                                                      "sizey": 1, "sizing": "stretch", "layer": "above"}]})


def spoken(lines: list[str], top: float, size: tuple[int, int], colour: str, weight: str = "normal") -> str:
    """Lines of text from an upper edge."""
    rows = "".join(f'<tspan x="{EDGE}" y="{top + size[1] * (i + 1) - size[1] // 4:g}">{plain(line)}</tspan>' for i, line in enumerate(lines))
    return f'<text font-size="{size[0]}" font-weight="{weight}" fill="{colour}">{rows}</text>'


def plain(text: str) -> str:
    """Text as XML holds it."""
    return escape(CONTROLS.sub("", text))


def headed(figure: go.Figure, width: int, mode: str, finding: str, measure: str, foot: list[str]) -> go.Figure:
    """A copy of a map, `width` pixels wide, with the same words: for pictures in dots. Its colour key moves below them."""
    sheet = deepcopy(figure.to_dict())
    layout = sheet["layout"]
    margin = {"l": 0, "r": 0, "t": 0, "b": 0, **layout.get("margin", {})}
    title, below = wrap(finding, letters(width, BIG[0])), wrap(measure, letters(width, SMALL[0]))
    notes = "<br>".join(wrap(line, letters(width, SMALL[0])) for line in foot)
    head = high(title, BIG) + high(below, SMALL)
    above, under = head + 2 * EDGE, high(notes, SMALL) + 2 * EDGE
    left = EDGE - margin["l"]
    layout["annotations"] = [
        *layout.get("annotations", ()),
        note(f"<b>{title}</b>", 1, "bottom", left, margin["t"] + above - EDGE - high(title, BIG), BIG[0], theme.INK[mode]),
        note(below, 1, "bottom", left, margin["t"] + above - EDGE - head, SMALL[0], theme.MUTED[mode]),
        note(notes, 0, "top", left, -margin["b"] - EDGE, SMALL[0], theme.MUTED[mode])]
    layout["margin"] = {**margin, "t": margin["t"] + above, "b": margin["b"] + under}
    layout["height"] = height_at(layout, width) + above + under
    layout.pop("meta", None)
    if key := layout.get("legend"):
        layout["legend"] = {**key, "y": 1 - above / layout["height"]}
    layout["paper_bgcolor"] = theme.PAPER[mode]
    return go.Figure(sheet)


def high(text: str, size: tuple[int, int]) -> int:
    """The height of a wrapped text in pixels."""
    return size[1] * (text.count("<br>") + 1)


def note(text: str, side: int, anchor: str, left: float, up: float, size: int, colour: str) -> dict:
    """Words outside the plot, measured from its upper (1) or lower (0) edge."""
    return {"text": text, "showarrow": False, "xref": "paper", "yref": "paper", "x": 0, "y": side, "xanchor": "left", "yanchor": anchor,
            "align": "left", "xshift": left, "yshift": up, "font": {"size": size, "color": colour}}
