"""The one door from `ocop.web` to Streamlit's own parts; no other module of this folder imports Streamlit.

Everything taken from there is named here, so that an upgrade of Streamlit is checked in one place: the folder of the
browser's files, the form of the messages that a browser sends, the settings in force, and the box that shows an error.
"""

from pathlib import Path

import streamlit
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.watcher.polling_path_watcher import PollingPathWatcher

FRONTEND = Path(streamlit.__file__).resolve().parent / "static"

SHORT = 500  # bytes; the word that a run has ended takes 44

setting = streamlit.get_option


def hold_settings() -> None:
    """What was checked at the start stays: Streamlit would read a changed file of settings at once, unchecked, and it would look for changes
    five times a second, at the cost of a tenth of what a reader's choice costs."""
    PollingPathWatcher._schedule = _at_rest  # type: ignore[method-assign, assignment]


def _at_rest(_watcher: PollingPathWatcher) -> None:
    """It looks no more."""


def read_message(raw: bytes) -> BackMsg:
    """One message of a browser; ValueError when the bytes are not one."""
    message = BackMsg()
    try:
        message.ParseFromString(raw)
    except DecodeError as broken:
        raise ValueError("not a message of the browser protocol") from broken
    return message


def is_end_of_run(raw: bytes) -> bool:
    """Whether a message to a browser says that a run of the page has ended. Such a message is short; long ones are not read for it."""
    try:
        return len(raw) < SHORT and ForwardMsg.FromString(raw).WhichOneof("type") == "script_finished"
    except DecodeError:
        return False


def show_sentence(sentence: str) -> None:
    """Write a sentence of our own into the page of the reader whose run has failed."""
    streamlit.error(sentence)


def show_lines(lines: tuple[str, ...]) -> None:
    """Write lines that may quote data: as plain text, because Markdown in a cell could call a foreign host."""
    streamlit.text("\n".join(lines))
