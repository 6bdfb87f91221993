"""`ocop run`: the server on the shipped entry with the shipped settings, from any folder and on any system.

Streamlit reads the `.streamlit/config.toml` beside the entry after those of the user and of the current folder, so the shipped settings
stand; a variable such as STREAMLIT_SERVER_ADDRESS still comes after them. A taken port ends the start with one line.
"""

import sys

from streamlit.web import cli

from ocop.home import PACKAGE, ROOT


def serve(port: int, entry: str = "dashboard.py") -> None:
    """Serve until the process is asked to stop."""
    if str(PACKAGE.parent) not in sys.path:
        sys.path.insert(0, str(PACKAGE.parent))  # the entry imports `ocop` by name
    cli.main(["run", str(ROOT / entry), "--server.port", str(port)], prog_name="streamlit", standalone_mode=False)
