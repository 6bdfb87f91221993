"""The report of a view as a file, made when the reader asks for it. Silent where the report room is not there."""

import logging

import streamlit as st

from ocop.panels.choice import wanted_file
from ocop.panels.view import View, plain, safe
from ocop.texts import _

NAMES = {"html": "HTML", "pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel"}
PACK = "pack"  # all of them, the briefs and the rows of every figure


def report_downloads(view: View, about: dict[str, str] | None = None) -> None:
    """One button per format, and one for the whole pack. A click makes the file under a progress bar and then offers it. `about`: a national
    programme, and a unit of it, which have a report of their own and no pack. The buttons are one piece of HTML (`static/page.js` hears them):
    as widgets they were a tenth of what a change of the page of a region cost the browser."""
    room = report_room()
    if room is None:
        st.caption(plain(_("The report as a file is not available in this installation.")))
        return
    names = {**NAMES, **({} if about else {PACK: _("Whole pack (ZIP)")})}
    buttons = "".join(f'<button type="button" data-makes="{code}">{safe(name)}</button>' for code, name in names.items())
    takes = _("A file takes a few seconds.") if about else _(
        "A file takes a few seconds; the pack, with all formats, a brief for each region and the rows of every figure, half a minute.")
    with st.container(key="report-downloads", gap="xsmall"):
        st.html(f'<div class="ocop-makes">{buttons}<p>{safe(takes)}</p></div>')
        if (asked := wanted_file()) in names:
            made_and_offered(view, asked, about)


def made_and_offered(view: View, code: str, about: dict[str, str] | None = None) -> None:
    """Make the file under a bar that says what is being done, then offer it to be saved."""
    room = report_room()
    bar = st.progress(0.0, text=plain(_("Making the report")))
    made, name, media = file_of(room, view, code, about, logging.getLogger("ocop").warning,
                                lambda share, words: bar.progress(share, text=plain(words)))
    bar.empty()
    words = _("Save the whole pack") if code == PACK else _("Save the report ({name})").format(name=NAMES[code])
    st.download_button(words, data=made, mime=media, file_name=name, on_click="ignore", type="primary", key=f"save-{code}",
                       icon=":material/download:")


def file_of(room, view: View, code: str, about: dict[str, str] | None, tell, progress) -> tuple[bytes, str, str | None]:
    """A report or the pack: its bytes, what to call it, its kind."""
    if code == PACK:
        return room.pack(view.store, view.filters, tell=tell, progress=progress), room.pack_name(view.store, view.filters), "application/zip"
    made = room.write(view.store, view.filters, code, about=about, tell=tell, progress=progress)
    name = room.programme_name(view.store, view.filters, about, code) if about else room.file_name(view.store, view.filters, code)
    return made, name, room.MEDIA.get(code)


def report_room():
    """The room that writes reports, imported at the first use; None while it is not there."""
    try:
        from ocop import report
    except ImportError as missing:
        logging.getLogger("ocop").warning("no report: %s", missing)
        return None
    return report if hasattr(report, "write") else None
