"""Where things are: the project, the data folder, and the folder for built files."""

import os
import tempfile
from functools import cache
from pathlib import Path

from ocop.home import ROOT


def data_folder() -> Path:
    """The folder that `OCOP_DATA` names, else the shipped public record."""
    return Path(os.environ.get("OCOP_DATA") or ROOT / "data").resolve()


def cache_folder() -> Path:
    """Where built files live: `OCOP_CACHE`, else the user's cache folder, else a temporary one when that is not writable."""
    wanted = Path(os.environ.get("OCOP_CACHE") or Path.home() / ".cache" / "ocop-monitor")
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        if os.access(wanted, os.W_OK):
            return wanted
    except OSError:
        pass
    return _temporary()


@cache
def _temporary() -> Path:
    """One folder for the whole life of the process, so that what was built is found again."""
    return Path(tempfile.mkdtemp(prefix="ocop-monitor-"))
