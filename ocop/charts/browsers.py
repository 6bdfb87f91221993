"""The one place that knows where a Chromium is: for the pictures of reports, for browser tests, for the benchmark.

`BROWSER_PATH` names one; without it the search path, the place where choreographer puts one, and the one where Playwright does.
It starts nothing and downloads nothing.
"""

import os
import platform
from pathlib import Path

PLAYWRIGHT = {"Linux": "~/.cache/ms-playwright", "Darwin": "~/Library/Caches/ms-playwright", "Windows": "~/AppData/Local/ms-playwright"}
INSIDE = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*", "chromium-*/chrome-win*/chrome.exe")


def browser_path() -> str | None:
    """A Chromium that can be started; None where there is none, and where `BROWSER_PATH` names one that is not there."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if is_program(named) else None
    return found_by_choreographer() or next(filter(is_program, installed_by_playwright()), None)


def is_program(path: str) -> bool:
    """Whether a path is a file that may be run."""
    return os.path.isfile(path) and os.access(path, os.X_OK)


def found_by_choreographer() -> str | None:
    """One on the search path; on a system where programs stand elsewhere, there too."""
    from choreographer.browsers.chromium import Chromium  # a third of a second, and only a report or a test needs it

    return Chromium.find_browser(skip_local=False, skip_typical=platform.system() == "Linux")


def installed_by_playwright() -> list[str]:
    """Those that `playwright install chromium` has put on this machine, the newest first."""
    room = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or PLAYWRIGHT.get(platform.system(), "~")).expanduser()
    return sorted((str(path) for form in INSIDE for path in room.glob(form)), reverse=True)
