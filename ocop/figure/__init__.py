"""Charts that are changed in place: `screen.py` hands a figure to the browser, `static/figure/figure.js` draws it.

This file only says under which names and addresses; it imports nothing heavy, because the server's walls ask it.
"""

from ocop.home import ROOT

PACKAGE, PART = "ocop", "figure"
NAME = f"{PACKAGE}.{PART}"
FOLDER = ROOT / "static" / PART
SCRIPT = "figure.js"
ASKED = f"/_stcore/bidi-components/{NAME}/"  # where Streamlit's page asks for the files of a component
SERVED = f"/app/static/{PART}/"  # where they are
ADDRESSES = {ASKED + path.name: SERVED + path.name for path in sorted(FOLDER.iterdir())}
LIBRARY = next(path.name for path in FOLDER.glob("plotly-*.js"))  # its name carries its version
