"""The report of a view as a file, made when the reader asks for it. Silent where the report room is not there."""

import logging
from functools import partial

import streamlit as st

from ocop.panels.view import View, plain
from ocop.texts import _

NAMES = {"html": "HTML", "pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel"}


def report_downloads(view: View) -> None:
    """One button per format. A click makes the file; the button turns and cannot be pressed again until it is there."""
    room = report_room()
    if room is None:
        st.caption(plain(_("The report as a file is not available in this installation.")))
        return
    with st.container(horizontal=True, gap="small", key="report-downloads"):
        for code, name in NAMES.items():
            st.download_button(name, data=partial(made, view, code), file_name=room.file_name(view.store, view.filters, code),
                               mime=room.MEDIA.get(code), on_click="ignore", key=f"report-{code}", icon=":material/download:",
                               help=_("The report on this period and scope, made now; this takes a few seconds"))


def report_room():
    """The room that writes reports, imported at the first use; None while it is not there."""
    try:
        from ocop import report
    except ImportError as missing:
        logging.getLogger("ocop").warning("no report: %s", missing)
        return None
    return report if hasattr(report, "write") else None


def made(view: View, code: str) -> bytes:
    """The bytes of the report. Pictures that could not be drawn are told to the log, and in the report itself."""
    return report_room().write(view.store, view.filters, code, tell=logging.getLogger("ocop").warning)
