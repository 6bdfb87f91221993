"""The screen with pages that show nothing but the reader's choice: for claims about links, which no chart should slow down or hide."""

from pathlib import Path

SCREEN = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from ocop import screen
from ocop.panels import links
screen.FOLDER = links.PAGES = Path({folder!r})
screen.main()
"""
PAGE = """
import streamlit as st
from ocop import panels
view = panels.view()
st.text("This is {name}: " + repr(view.filters.words()))
panels.link(view, "{name}", "Only Kenya", country=["KEN"])
panels.link(view, "{name}", "Only Bangladesh", country=["BGD"])
panels.link(view, "country", "Fiji elsewhere", country=["FJI"])
"""
TABS = """
code, tab = panels.open_tab({"one": "First", "two": "Second"})
tab.text("Open is " + code)
"""


def bare_screen(folder: Path, root: Path, names: list[str]) -> Path:
    """Writes the screen and its pages into a folder; returns the file to run."""
    pages = folder / "bare"
    pages.mkdir()
    for name in names:
        (pages / f"{name}.py").write_text(PAGE.format(name=name) + (TABS if name == "about" else ""), encoding="utf-8")
    screen = folder / "screen.py"
    screen.write_text(SCREEN.format(root=str(root), folder=str(pages)), encoding="utf-8")
    return screen
