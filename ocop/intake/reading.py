"""Reads what an office sent: a workbook of the template or a CSV file, as bytes under no name. A process of its own opens it (`child`); whatever
that process meets, this one lives and says what, where, what was expected, what to do.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from ocop.home import PACKAGE
from ocop.intake import limits
from ocop.intake.found import Found
from ocop.intake.onrecord import Row

CHILD = (sys.executable, "-m", "ocop.intake.child")
ALONE = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
         "ARROW_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
ANEW = "Copy the values alone into a fresh template and send that; if it happens again, send each table as CSV."


@dataclass(frozen=True)
class Place:
    """Where the new rows of a table stand: the sheet, the row of each, and the letters of each column."""

    sheet: str
    rows: list[int]
    columns: dict[str, str]


@dataclass(frozen=True)
class Reading:
    """What was read: the new rows by table, cells as text in the contract's columns; what is wrong; what was mended or only doubted; where each
    row stands in the file."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[Found] = field(default_factory=list)
    notices: list[Found] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.problems


def read(content: bytes, base: Path) -> Reading:
    """The new rows of a file, judged by the contracts of `base` on top of its rows. Never raises for what a file can hold."""
    if len(content) > limits.FILE_BYTES:
        says = f"has {len(content):,} bytes, and no more than {limits.FILE_BYTES:,} are read"
        return Reading(problems=[_whole("file too large", says, "Split it, or delete what the template does not ask for (pictures, other sheets).")])
    answer = asked(content, base, "read")
    if isinstance(answer, Found):
        return Reading(problems=[answer])
    try:
        told = json.loads(answer)
    except ValueError:
        return Reading(problems=[_whole("reader stopped", "gave no answer that can be read", ANEW)])
    if told.get("stopped"):
        return Reading(problems=[_whole("file too large", f"needs more than {limits.MEMORY // 2**20:,} MB of memory to be read", ANEW)])
    found = [Found(**one) for one in told["found"]]
    return Reading(told["rows"], [one for one in found if one.level == "refuse"], [one for one in found if one.level != "refuse"],
                   {table: Place(**place) for table, place in told.get("places", {}).items()})


def asked(content: bytes, base: Path, what: str, problems: bytes | None = None) -> bytes | Found:
    """The answer of a child to one file, or why there is none."""
    with tempfile.TemporaryDirectory(prefix="ocop-intake-") as room:
        Path(room, "received").write_bytes(content)
        if problems is not None:
            Path(room, "problems").write_bytes(problems)
        code = run(room, base, what)
        answer = Path(room, "answer")
        if code == 0 and answer.is_file() and answer.stat().st_size <= limits.TOLD_BYTES:
            return answer.read_bytes()
    return stopped(code)


def run(room: str, base: Path, what: str) -> int | None:
    """Run a child to its end; its exit code, None where it had to be ended."""
    paths = os.pathsep.join(dict.fromkeys([str(PACKAGE.parent), *(os.path.abspath(path) for path in sys.path if path)]))
    known = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    alone = {**known, **ALONE, "PYTHONPATH": paths, "TMPDIR": room, "HOME": room}
    with subprocess.Popen([*CHILD, room, str(Path(base).resolve()), what], cwd=room, env=alone,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as child:
        try:
            return child.wait(limits.WAIT)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            return None


def stopped(code: int | None) -> Found:
    """What is said of a child that gave no answer."""
    if code is None or code == -getattr(signal, "SIGXCPU", 0) or code == -signal.SIGTERM:
        return _whole("reader stopped", f"took more than {limits.SECONDS} seconds to be read, and its reader was ended", ANEW)
    if code < 0:
        name = signal.Signals(-code).name if -code in {one.value for one in signal.Signals} else str(-code)
        return _whole("reader stopped", f"ended its reader ({name})", ANEW)
    return _whole("reader stopped", f"could not be read (its reader ended with {code})", ANEW)


def _whole(rule: str, says: str, advice: str) -> Found:
    return Found("the file", "", rule, says, advice)
