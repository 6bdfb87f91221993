"""The log: one JSON object per line on standard error, without what belongs to a reader or is secret.

An exception is written as its kind, its number, its places and its text. The text loses quoted parts, because a value
that a reader typed stands there, and every text loses query values, addresses of mail, and words that look secret.
Local variables are never written.
"""

import json
import logging
import re
import sys
import traceback
import uuid
from datetime import UTC, datetime
from pathlib import Path

QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`")
SCRUBBED = (
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\?[\w.%-]+=\S*"), "?[query]"),
    (re.compile(r"(?i)\b(authorization|cookie|set-cookie)(\s*[:=]\s*).*"), r"\1\2[removed]"),
    (
        re.compile(r"(?i)([\w-]*(?:password|passwd|secret|token|api[_-]?key|session)[\w-]*)(\s*[:=]\s*)[^\s,;]+"),
        r"\1\2[removed]",
    ),
    (re.compile(r"(?i)\bbearer\s+\S+"), "bearer [removed]"),
    (re.compile(r"\b(?=[\w+-]*\d)(?=[\w+-]*[A-Za-z])[\w+-]{24,}\b"), "[removed]"),  # keys and tokens by their look
)
FRAMES = 12  # innermost places kept


def scrub(text: str) -> str:
    """The text without what must not stay in a log."""
    for pattern, instead in SCRUBBED:
        text = pattern.sub(instead, text)
    return text


def number(error: BaseException) -> str:
    """The number of an error, eight characters, the same each time that it is asked for."""
    if not is_logged(error):
        vars(error)["ocop_number"] = uuid.uuid4().hex[:8]
    return vars(error)["ocop_number"]


def is_logged(error: BaseException) -> bool:
    """Whether the error has a number, which is given when it is first written."""
    return hasattr(error, "ocop_number")


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def describe(error: BaseException) -> dict:
    """An exception for the log: number, kind, scrubbed text, and places from the outside in."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    problems = [scrub(str(problem)) for problem in getattr(error, "problems", ())]
    return {
        "number": number(error),
        "kind": type(error).__name__,
        "text": scrub(QUOTED.sub("[quoted]", str(error))),
        **({"problems": problems} if problems else {}),
        "places": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _short(filename: str) -> str:
    return "/".join(Path(filename).parts[-3:])


def open_ours() -> None:
    """Let the loggers of this project write to standard error."""
    ours = logging.getLogger("ocop")
    if not ours.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        ours.addHandler(handler)
        ours.setLevel(logging.INFO)
        ours.propagate = False


def dress() -> None:
    """Give every handler that exists now the JSON form; called again once all libraries have set up theirs."""
    open_ours()
    known = logging.root.manager.loggerDict.values()
    for logger in [logging.root, *(each for each in known if isinstance(each, logging.Logger))]:
        for handler in logger.handlers:
            handler.setFormatter(JsonLines())
