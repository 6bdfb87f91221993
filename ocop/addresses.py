"""What is the same of every address of the site: the folder that a proxy puts before it, and the words behind it. A leaf, like `texts`."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

FOLDER = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)+")
VERSION = re.compile(r"[0-9a-f]{12}")  # the beginning of a fingerprint, as addresses name it


def folder_of(told: str) -> str:
    """The folder that a proxy tells, without a slash at its end; empty where it is none."""
    folder = told.rstrip("/")
    return folder if FOLDER.fullmatch(folder) else ""


def tail(words: Mapping[str, Sequence[str]]) -> str:
    """The words of an address with their question mark, in their order; nothing where there are none."""
    query = urlencode(words, doseq=True)
    return f"?{query}" if query else ""
