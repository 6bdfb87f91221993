"""The report of a view as a file, made when the reader asks for it. Silent where the report room is not there."""

import logging

import streamlit as st

from ocop.panels.view import View, plain
from ocop.texts import _

NAMES = {"html": "HTML", "pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel"}


def report_downloads(view: View) -> None:
    """One button per format. A click makes the file under a progress bar and then offers it."""
    room = report_room()
    if room is None:
        st.caption(plain(_("The report as a file is not available in this installation.")))
        return
    asked = None
    with st.container(horizontal=True, gap="small", key="report-downloads"):
        for code, name in NAMES.items():
            if st.button(name, key=f"report-{code}", icon=":material/description:",
                         help=_("Make the report on this period and scope; this takes a few seconds")):
                asked = code
    if asked:
        made_and_offered(view, asked)


def made_and_offered(view: View, code: str) -> None:
    """Make the file under a bar that says what is being done, then offer it to be saved."""
    room = report_room()
    bar = st.progress(0.0, text=plain(_("Making the report")))
    made = room.write(view.store, view.filters, code, tell=logging.getLogger("ocop").warning,
                      progress=lambda share, words: bar.progress(share, text=plain(words)))
    bar.empty()
    st.download_button(_("Save the report ({name})").format(name=NAMES[code]), data=made, mime=room.MEDIA.get(code),
                       file_name=room.file_name(view.store, view.filters, code), on_click="ignore", type="primary",
                       key=f"save-{code}", icon=":material/download:")


def report_room():
    """The room that writes reports, imported at the first use; None while it is not there."""
    try:
        from ocop import report
    except ImportError as missing:
        logging.getLogger("ocop").warning("no report: %s", missing)
        return None
    return report if hasattr(report, "write") else None
