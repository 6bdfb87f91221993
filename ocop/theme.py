"""Colours by meaning, one Plotly template per mode, the switches of every chart, and the escaping of chart
text.

Every colour of the project stands here. A mode is "light" or "dark". tests/test_charts.py holds the
contrasts: marks at 3:1 or more and text at 4.5:1 or more against the paper of their mode. This module draws
nothing and reads no data.
"""

import html
import re
from functools import lru_cache

import plotly.graph_objects as go

from ocop.texts import CONTROLS

MODES = ("light", "dark")
FONT = "Noto Sans, Noto Sans Arabic, Noto Sans SC, system-ui, sans-serif"

PAPER = {"light": "#FFFFFF", "dark": "#0E1117"}
INK = {"light": "#1B2026", "dark": "#E8EAED"}
MUTED = {"light": "#5B616B", "dark": "#A3A9B3"}
GRID = {"light": "#E3E6EA", "dark": "#2A303A"}
RULE = {"light": "#868B94", "dark": "#79818C"}
LINK = {"light": "#0F5C96", "dark": "#7DB9EE"}  # this and the next as Streamlit has them from .streamlit/config.toml
LINE = {"light": "#D3DCE6", "dark": "#303B48"}
BLUE = {"light": "#2474B5", "dark": "#5AA5E6"}
DEEP = {"light": "#08306B", "dark": "#D6E9FA"}
PALE = {"light": "#C6DDF1", "dark": "#1D4366"}
LAND = {"light": "#ECEEF0", "dark": "#262B33"}
DISPUTED = {"light": "#D2D5D9", "dark": "#3B414B"}
BORDER = {"light": "#FFFFFF", "dark": "#0E1117"}
CLEAR = "rgba(0,0,0,0)"

# The order of every status mix: what needs a decision first.
STATUS_ORDER = ("overdue", "off track", "at risk", "on track", "under way", "achieved", "done", "established", "in place",
                "being established", "not due", "not yet due", "planned", "not assessable", "no due date", "unclear",
                "dropped", "lapsed")
STATUS_SYMBOL = {
    "achieved": "★",
    "on track": "●",
    "at risk": "▲",
    "off track": "■",
    "overdue": "◷",
    "not due": "◌",
    "not assessable": "○",
}
STATUS_MARKER = {
    "achieved": "star",
    "on track": "circle",
    "at risk": "triangle-up",
    "off track": "square",
    "overdue": "circle-cross-open",
    "not due": "circle-open",
    "not assessable": "circle-open",
}
STATUS = {
    "light": {
        "achieved": "#08306B",
        "on track": "#2474B5",
        "at risk": "#BF8300",
        "off track": "#8E1B1B",
        "overdue": "#8E1B1B",
        "not due": "#868B94",
        "not assessable": "#868B94",
    },
    "dark": {
        "achieved": "#D6E9FA",
        "on track": "#5AA5E6",
        "at risk": "#F5C04A",
        "off track": "#D9483F",
        "overdue": "#D9483F",
        "not due": "#79818C",
        "not assessable": "#79818C",
    },
}
# Words of other tables that mean one of the above: actions, governing bodies.
SAME_MEANING = {
    "done": "achieved",
    "under way": "on track",
    "not yet due": "not due",
    "no due date": "not assessable",
    "established": "achieved",
    "in place": "achieved",
    "being established": "on track",
    "planned": "not due",
    "unclear": "not assessable",
    "dropped": "not assessable",
    "lapsed": "not assessable",
}
for _word, _status in SAME_MEANING.items():
    STATUS_SYMBOL[_word], STATUS_MARKER[_word] = STATUS_SYMBOL[_status], STATUS_MARKER[_status]
    for _mode in MODES:
        STATUS[_mode][_word] = STATUS[_mode][_status]
# What was given up is no judgement: the grey, with a sign and a word of its own.
for _word in ("dropped", "lapsed"):
    STATUS_SYMBOL[_word], STATUS_MARKER[_word] = "✕", "x-thin-open"
# Overdue shares the red of off track: the hatching, the symbol and the word keep them apart.
STATUS_PATTERN = {"overdue": "/", "not due": ".", "not yet due": ".", "planned": "."}

# One blue ramp, from the weakest to the strongest trace of a country. The two weakest fills are too pale to stand
# alone on paper, so their outline (`LEVEL_LINE`) carries the contrast.
LEVELS = ("participant", "indirect", "named", "applied", "accepted", "joined", "launched")
RAMP = {
    "light": ("#DCECF9", "#93C0E5", "#4A8FC9", "#3A84C2", "#2474B5", "#0F4F8F", "#08306B"),
    "dark": ("#12263A", "#1F5280", "#3F84BE", "#4690CE", "#5AA5E6", "#9CCBF2", "#D6E9FA"),
}
LEVEL_LINE = {"light": "#3A84C2", "dark": "#4690CE"}

# Five product categories, one palette for both modes, without the hues of statuses: dE >= 20 between any two under each colour blindness.
CATEGORY = {
    "horticulture": "#339FB5",
    "field-crop": "#9E704E",
    "livestock": "#A64275",
    "forest": "#8949B8",
    "fishery": "#185FEE",
    "unclassified": "#7E8590",
}
SERIES = {"light": (BLUE["light"], DEEP["light"], "#7A4FA3"), "dark": (BLUE["dark"], DEEP["dark"], "#B79AD6")}

# How far money has come; the word always stands beside the sign.
STAGE_SYMBOL = {
    "planned": "○",
    "in formulation": "○",
    "pledged": "◔",
    "committed": "◑",
    "provided": "◕",
    "ongoing": "◕",
    "disbursed": "◕",
    "implemented": "●",
    "completed": "●",
    "spent": "●",
}

CONFIG = {
    "displaylogo": False,
    "topojsonURL": "app/static/topojson/",
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "ocop-chart"},
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "locale": "en",
}




def escape(text: object) -> str:
    """Data text as Plotly will print it: no tag, link, formula or line break of the data takes effect. None
    is "".

    Plotly decodes only &lt; &gt; &amp; and numeric entities, so quotes stay as they are (they do nothing
    outside a tag).
    """
    flat = re.sub(r"\s+", " ", CONTROLS.sub("", "" if text is None else str(text))).strip()
    return html.escape(flat, quote=False).replace("$", "&#36;")


def rank(level: str) -> int:
    """The place of a level on the ramp, 0 the weakest; ValueError with the known levels."""
    if level not in LEVELS:
        raise ValueError(f'level "{level}" is not one of {", ".join(LEVELS)}: correct the query or add it to theme.LEVELS')
    return LEVELS.index(level)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2) of #RRGGBB, 0 black to 1 white."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2) of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=64)
def readable_on(fill: str) -> str:
    """The text colour that reads best on a mark of this colour."""
    return max(("#FFFFFF", "#000000"), key=lambda ink: contrast(ink, fill))


def fade(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def _axis(mode: str) -> dict:
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
        "gridcolor": GRID[mode],
        "gridwidth": 1,
        "tickfont": {"size": 12, "color": MUTED[mode]},
        "title": {"text": ""},
    }


def _template(mode: str) -> go.layout.Template:
    geo = {
        "projection": {"type": "equal earth"},
        "fitbounds": False,
        "scope": "world",
        "resolution": 50,
        "bgcolor": CLEAR,
        "showframe": False,
        "showcoastlines": False,
        "showland": True,
        "landcolor": LAND[mode],
        "showcountries": True,
        "countrycolor": BORDER[mode],
        "countrywidth": 0.5,
        "showlakes": False,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": INK[mode]},
            "paper_bgcolor": PAPER[mode],  # else a picture saved in dark mode is light text on nothing
            "plot_bgcolor": CLEAR,
            "margin": {"l": 0, "r": 8, "t": 8, "b": 8, "pad": 0},
            "colorway": [BLUE[mode], DEEP[mode], *CATEGORY.values()],
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "barmode": "overlay",
            "bargap": 0.4,
            "separators": ".,",
            "hoverlabel": {
                "bgcolor": PAPER[mode],
                "bordercolor": RULE[mode],
                "align": "left",
                "namelength": -1,
                "font": {"family": FONT, "size": 13, "color": INK[mode]},
            },
            "xaxis": _axis(mode),
            "yaxis": _axis(mode),
            "geo": geo,
            "modebar": {"bgcolor": CLEAR, "color": RULE[mode], "activecolor": BLUE[mode]},
        }
    )


TEMPLATE = {mode: _template(mode) for mode in MODES}
