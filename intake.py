"""The entry point of the intake desk, a process of its own that may write: `python -m ocop intake` starts it with its settings.

What its visitors see is run from `ocop/desk.py`; the public monitor (`dashboard.py`) knows nothing of it.
"""

import streamlit as st

from ocop import home
from ocop.intake import desk

app = st.App(home.DESK, routes=desk.routes(), middleware=desk.middleware(), lifespan=desk.lifespan, on_script_error=desk.report)
desk.check_settings()
