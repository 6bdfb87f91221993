"""Where the monitor's own files are: at the top of a checkout, or inside the installed package. A leaf, like `texts`.

A wheel carries `dashboard.py`, `intake.py`, `pages/`, `queries/`, `data/`, `static/` and `.streamlit/` below `ocop/shipped/` (pyproject.toml
says so); nobody else may assume where they are, and nobody looks for them in the current folder.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "shipped"
ROOT = SHIPPED if SHIPPED.is_dir() else PACKAGE.parent
SCREEN, DESK = PACKAGE / "screen.py", PACKAGE / "desk.py"
