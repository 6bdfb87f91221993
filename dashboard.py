"""The entry point: `streamlit run dashboard.py` starts the OCOP Monitor.

This file only puts the server together. What readers see is run from `ocop/screen.py`; it stands in another
folder than `pages/` on purpose, because a `pages/` folder beside the running script would make Streamlit
serve its files bare.
"""

import streamlit as st

from ocop import home, web

app = st.App(
    home.SCREEN,
    routes=web.routes(),
    middleware=web.middleware(),
    lifespan=web.lifespan,
    on_script_error=web.report,
)
web.check_settings()
