"""Sees to a browser before the tests: `python -m tests.browser.provide`, which `make test` and `.ci/run` call.

The system's Chromium (or the one that `BROWSER_PATH` names), else the one of Playwright, else that of Debian where this is root. Without one
it says so in one line: browser tests are then skipped, and in continuous integration (`CI` is set) that is a failure.
"""

import os
import shutil
import subprocess
import sys

from ocop.charts.browsers import browser_path

PATIENCE = 600  # seconds for a download


def ways() -> list[list[list[str]]]:
    """How a browser can come to this machine, each a list of commands; none where the caller has named one that is not there."""
    if os.environ.get("BROWSER_PATH"):
        return []
    found = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        found.append([["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]])
    return found


def done(commands: list[list[str]]) -> bool:
    """Whether all commands of a way went well."""
    try:
        return all(subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                                  timeout=PATIENCE).returncode == 0 for command in commands)
    except (OSError, subprocess.TimeoutExpired):
        return False


def starts(path: str | None) -> bool:
    """Whether a browser starts: some systems have a program of that name that only asks to install one."""
    return path is not None and done([[path, "--version"]])


def main() -> int:
    """0 with the address of a browser, and without one where nobody insists; 1 in continuous integration without one."""
    path = browser_path()
    for way in ways():
        if starts(path):
            break
        done(way)
        path = browser_path()
    if starts(path):
        print(f"Browser tests use {path}.")
        return 0
    print("No Chromium was found and none could be installed: browser tests are skipped. Install one (Debian: apt-get install chromium) or name it "
          "in BROWSER_PATH." + (" In continuous integration that is a failure." if os.environ.get("CI") else ""), file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
