"""Where things are: the project, the data folder, and the folders that may hold built files."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from ocop.home import ROOT as ROOT  # the folder of the project, for those who ask this room for it
from ocop.library import asked_for


def data_folder() -> Path:
    """The folder that `OCOP_DATA` names, else the shipped public record."""
    return Path(os.path.abspath(asked_for()))


def wanted_folder() -> Path:
    """Where built files should live: `OCOP_CACHE`, else the user's cache folder; it need not exist."""
    named = os.environ.get("OCOP_CACHE")
    try:
        return Path(named) if named else Path.home() / ".cache" / "ocop-monitor"
    except RuntimeError:  # a user without a home, as containers have
        return temporary_folder()


def cache_folder() -> Path:
    """The wanted folder, else a temporary one when that cannot be written."""
    wanted = wanted_folder()
    return wanted if is_writable(wanted) else temporary_folder()


def is_writable(folder: Path) -> bool:
    """Whether a file can be made there now, tried out: permissions do not tell of a read-only disk or of a file in its place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@cache
def temporary_folder() -> Path:
    """One folder for this process, gone at its end; nobody else may write there. OSError where not even that is possible."""
    made = Path(tempfile.mkdtemp(prefix="ocop-monitor-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made
