"""A figure under a key: its text goes to the browser, a click on a mark comes back.

Streamlit's own chart is mounted anew and drawn twice at each change; this one stays. It draws what it is given and knows no subject.
`OCOP_CHARTS=plotly` shows Streamlit's own chart instead, for a version of Streamlit in which this one fails.
"""

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ocop import theme
from ocop.figure import FOLDER, NAME, PACKAGE, PART, SCRIPT
from ocop.texts import _


@dataclass(frozen=True)
class Picture:
    """What a saved picture says around the drawing, as plain text, and the name of its file."""

    title: str
    subtitle: str
    foot: tuple[str, ...]
    file: str


def draw(figure, *, key: str, alt: str, mode: str, picture: Picture, on_pick: Callable[[list[dict]], None] | None = None,
         head: str = "", foot: str = "") -> None:
    """The figure under a key that stays the same from change to change, between its `head` and its `foot`, which are safe HTML: as parts of
    one element they cost a change of the page less than as elements of their own.

    `on_pick(points)` is called with the mark that was clicked, and again at
    later runs as long as the figure is the same and the mark was not clicked a second time.
    """
    if os.environ.get("OCOP_CHARTS") == "plotly":
        plain(figure, key, alt, on_pick, head, foot)
        return
    text = figure.as_text()
    number = sha256(text.encode()).hexdigest()[:16]
    layout = figure.to_dict()["layout"]
    told = {**asdict(picture), "paper": theme.PAPER[mode], "ink": theme.INK[mode], "muted": theme.MUTED[mode]}
    heard = component()(key=key, on_picked_change=nothing_more, on_shade_change=nothing_more, data={
        "key": f"{page()}{key}", "id": number, "mode": mode, "figure": text, "height": layout["height"],
        "narrow": (layout.get("meta") or {}).get("narrow"), "alt": alt,
        "head": head, "foot": foot,
        "config": theme.CONFIG, "picks": bool(on_pick), "picture": told,
        "name": _("Keys for this chart"),
        "words": {"picture": _("Save as a picture"), "open": _("Open"), "choose": _("Choose a mark of this chart")}})
    if on_pick:
        answer(heard.picked, f"picked-{key}", number, figure, on_pick)


def page() -> str:
    """What tells one page of the monitor from another: a key is used on several."""
    run = get_script_run_ctx()
    return run.page_script_hash if run else ""


def component() -> Callable[..., Any]:
    """The component, known to the server that runs this page: a checkout is no installed package, so its folder is told by call."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(NAME) is None:
        manager.register_from_manifest(ComponentManifest(PACKAGE, "", [ComponentConfig(PART, PART)]), FOLDER.parent)
    return mounted()


@cache
def mounted() -> Callable[..., Any]:
    return st.components.v2.component(NAME, js=SCRIPT, isolate_styles=False)


def nothing_more() -> None:
    """A pick and a change of colours need no callback: the run that follows is enough. Streamlit asks for one to know the word."""


def answer(heard: Any, slot: str, number: str, figure, on_pick: Callable[[list[dict]], None]) -> None:
    """Call `on_pick` for a mark of this very figure; what a browser sends of any other is let go."""
    kept = st.session_state.pop(slot, None)
    if isinstance(heard, dict):
        picked = (heard.get("of"), heard.get("key"))
        kept = None if picked == kept else picked
    if kept and kept[0] == number and kept[1] is not None and kept[1] in keys(figure):
        on_pick([{"customdata": [kept[1]]}])
        st.session_state[slot] = kept  # a pick that led to another page does not come here


def keys(figure) -> list:
    """The keys of all marks that answer a click."""
    return [pair[0] for trace in figure.to_dict()["data"] for pair in trace.get("customdata") or ()]


def plain(figure, key: str, alt: str, on_pick: Callable[[list[dict]], None] | None, head: str, foot: str) -> None:
    """Streamlit's own chart."""
    if head:
        st.html(head)
    picked: Any = st.plotly_chart(figure, key=key, config=theme.CONFIG, theme=None, alt=alt,
                                  on_select="rerun" if on_pick else "ignore", selection_mode="points")
    if on_pick and picked and picked.selection.points:
        on_pick(picked.selection.points)
    if foot:
        st.html(foot)
