"""Why the newest state is not shown, in words for readers, a monitor and the log."""

import logging
import uuid

import duckdb

from ocop.contracts import Problem
from ocop.store.fingerprints import reason
from ocop.store.version import DataProblems, NoRoom

log = logging.getLogger("ocop.store.serving")

SAID = {"missing": "The data folder is gone", "unreadable": "The data folder cannot be read",
        "changing": "The data folder is being changed", "no room": "The changed data cannot be built",
        "internal": "The changed data cannot be shown", "damaged": "The current version of the data is damaged"}


def because(broken: DataProblems) -> str:
    """Why the last good version is shown, for readers."""
    said = SAID.get(broken.kind, f"The data folder changed and now has {len(broken.problems)} problem{'s' * (len(broken.problems) != 1)}")
    return f"{said}; the last good version is shown. First problem: {broken.problems[0]}"


def damaged(fault: str) -> DataProblems:
    """A library whose current version is not as it was published."""
    return DataProblems([Problem("(library)", None, None, None, "damaged version", "Put the file back, or roll back to a version that is whole.",
                                 says=fault)], "damaged")


def told(error: BaseException) -> DataProblems:
    """Any failure as problems that a reader may see: no path, no statement, nothing of an exception but its place in the log."""
    if isinstance(error, DataProblems):
        return error
    if isinstance(error, NoRoom):
        return one("(cache)", "cannot be built", error.says, error.advice, "no room", error)
    if isinstance(error, OSError):
        return one("(folder)", "cannot be read", f"cannot be read ({reason(error)})", "Give read access to it.", "unreadable", error)
    if isinstance(error, UnicodeError):
        return one("(folder)", "not UTF-8", "holds text or a name that is not UTF-8", "Save it as UTF-8.", "unreadable", error)
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return one("(folder)", "too large", "does not fit into the memory of this machine", "Make it smaller.", "no room", error)
    return one("(folder)", "cannot be opened", "cannot be opened", "The error is in the log under the number {number}.", "internal", error)


def one(file: str, rule: str, says: str, advice: str, kind: str, error: BaseException) -> DataProblems:
    """One problem, with the failure behind it in the log."""
    log.error("data cannot be opened", exc_info=error)
    number = getattr(error, "ocop_number", None) or uuid.uuid4().hex[:8]
    return DataProblems([Problem(file, None, None, None, rule, advice.replace("{number}", number), says=says)], kind)
