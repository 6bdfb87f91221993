"""The process that opens what an office sent: limits of memory and time, no network, no other program, one folder to write in.

Run as `python -m ocop.intake.child ROOM BASE WHAT`; ROOM holds the file as `received` and takes the answer. It knows nothing else: no
settings, no secrets, no name from outside.
"""

import ctypes
import json
import os
import sys
from pathlib import Path

from ocop.home import PACKAGE
from ocop.intake import limits

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
SHUT = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty.", "webbrowser.", "urllib.", "ftplib.",
        "smtplib.", "ctypes.dlopen")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main(room: Path, base: Path, what: str) -> int:
    """Read, judge and answer; 0 unless it is stopped."""
    restrict(room)
    content = (room / "received").read_bytes()
    try:
        if what == "mark":
            from ocop.intake.marking import marked_copy

            told = json.loads((room / "problems").read_bytes())
            (room / "answer").write_bytes(marked_copy(content, told))
            return 0
        from ocop.intake.judging import judge

        made = judge(content, base)
        answer = {"rows": made.rows, "found": [one.as_dict() for one in made.found], "places": made.spots()}
    except MemoryError:
        answer = {"rows": {}, "found": [], "stopped": "memory"}
    (room / "answer").write_text(json.dumps(answer), encoding="utf-8")
    return 0


def restrict(room: Path) -> None:
    """Bound what this process can take and reach, as far as the system can; what was opened before stays open."""
    try:
        import resource
    except ImportError:  # Windows
        resource = None  # type: ignore[assignment]
    if resource is not None:
        for kind, most in ((resource.RLIMIT_AS, limits.MEMORY), (resource.RLIMIT_CPU, limits.SECONDS), (resource.RLIMIT_FSIZE, limits.WRITTEN_BYTES),
                           (resource.RLIMIT_NOFILE, limits.FILES), (resource.RLIMIT_CORE, 0)):
            _soft, hard = resource.getrlimit(kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            last = most + 2 if kind == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else most  # SIGXCPU first, which says what it was
            resource.setrlimit(kind, (most, last))
    if sys.platform == "linux":  # a network of its own, with nobody in it; where that is not allowed the hook below stays
        ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK)
    import pyarrow  # noqa: F401  # loads what it needs before the hook shuts

    inside = os.path.realpath(room)

    def hook(event: str, arguments: tuple) -> None:
        if event.startswith(SHUT) and not _unpacks(event, arguments):
            raise PermissionError(f"{event} is shut while a file from outside is read")
        if event == "open" and isinstance(arguments[0], str | bytes) and _writes(arguments) and not _lies_in(arguments[0], inside):
            raise PermissionError("nothing is written outside of the room while a file from outside is read")

    sys.addaudithook(hook)


def _unpacks(event: str, arguments: tuple) -> bool:
    """Whether a program is that which opens a Parquet file of the record itself."""
    return event == "subprocess.Popen" and list(arguments[1])[:2] == [sys.executable, str(PACKAGE / "contracts" / "unpack.py")]


def _writes(arguments: tuple) -> bool:
    mode, flags = arguments[1], arguments[2]
    return any(sign in mode for sign in "wax+") if isinstance(mode, str) else bool(isinstance(flags, int) and flags & WRITING)


def _lies_in(path: str | bytes, room: str) -> bool:
    return (os.path.realpath(os.fsdecode(path)) + os.sep).startswith(room + os.sep)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
