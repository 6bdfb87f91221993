"""Where a command hands over what it made: a terminal, a pipe, a file. A leaf; it knows no subject.

A terminal that takes ASCII only gets every text in letters that it has; a reader who closes the pipe ends the output and
nothing else; a file appears whole or not at all, and nothing but a plain file is ever replaced.
"""

import codecs
import io
import os
import secrets
import stat
import sys
import unicodedata
from pathlib import Path
from typing import Any

from ocop.texts import _

PLAIN = {  # signs of this project in ASCII; letters with accents lose them
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "·": "|", "•": "*", "→": "->", "≥": ">=", "≤": "<=",
    "×": "x", "★": "*", "●": "*", "▲": "^", "■": "#", "◷": "!", "◌": "o", "○": "o", "◔": "o", "◑": "o", "◕": "o", "ß": "ss", "æ": "ae", "Æ": "AE",
    "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ł": "l", "Ł": "L", "œ": "oe", "Œ": "OE", "€": "EUR", "⁄": "/", "\u00a0": " ", "\u202f": " "}
KINDS = ((stat.S_ISDIR, "a folder"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))


class CannotWrite(OSError):
    """Where output was asked for, none can be put. The message is one line for whoever asked."""


def plain_letter(letter: str) -> str:
    """One letter in ASCII: as it is pronounced or drawn where that is known, else by its number."""
    parts = [part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)]
    known = PLAIN.get(letter) or "".join(part if part.isascii() else PLAIN.get(part, "?") for part in parts)
    return known if known and "?" not in known else letter.encode("ascii", "backslashreplace").decode()


def in_plain_letters(fault: Any) -> tuple[str, int]:
    """What a stream writes in place of letters that its encoding lacks; the name of this is `ocop.plain`."""
    return "".join(map(plain_letter, fault.object[fault.start:fault.end])), fault.end


codecs.register_error("ocop.plain", in_plain_letters)


def open_streams() -> None:
    """From now on no letter can break the output or the messages of this process, and line ends are as written. Windows gets UTF-8, which its
    own choice of letters would not be."""
    encoding = "utf-8" if os.name == "nt" and "PYTHONIOENCODING" not in os.environ else None
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding or stream.encoding, errors="ocop.plain", newline="\n")


def takes(text: str) -> bool:
    """Whether standard output has every letter of a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def say(text: str) -> None:
    """Text to standard output. A pipe that its reader closed swallows the rest; CannotWrite where it is full or closed from the start."""
    if sys.stdout is None:
        raise CannotWrite(_("Standard output is closed. Send it to a file or a terminal."))
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence()
    except OSError as wrong:
        silence()
        raise CannotWrite(_("Standard output cannot be written: {reason}.").format(reason=wrong.strerror or wrong)) from wrong


def silence() -> None:
    """Lead standard output nowhere, so that what it still holds cannot fail once more at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stream without a file beneath it
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def tell(line: object) -> None:
    """One line of message to standard error; lost where nobody can hear it."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(" ".join(str(line).splitlines()) + "\n")
            sys.stderr.flush()
        except OSError:
            pass


def reason(wrong: OSError) -> str:
    """An error of the system as one line: what, then why."""
    if wrong.filename is None and isinstance(wrong, FileNotFoundError) and wrong.strerror:
        return _("The folder in which the command runs is gone. Change to one that exists.")
    if wrong.filename is None or not wrong.strerror:
        return str(wrong)
    return f"{os.fsdecode(wrong.filename) if isinstance(wrong.filename, str | bytes | os.PathLike) else wrong.filename}: {wrong.strerror}."


def check_place(file: Path) -> Path:
    """The plain file, there or to come, that a name leads to; else CannotWrite with one line for whoever asked."""
    try:
        if is_stream(file):
            raise CannotWrite(_("{file} is a stream. Name a file in a folder, or - for standard output.").format(file=shown(file)))
        real = Path(os.path.realpath(file))
        found = os.stat(real) if os.path.lexists(real) else None
        around = os.stat(real.parent) if os.path.lexists(real.parent) else None
    except CannotWrite:
        raise
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or wrong
        raise CannotWrite(_("{file} cannot be written: {reason}.").format(file=shown(file), reason=why)) from wrong
    if found and not stat.S_ISREG(found.st_mode):
        kind = next((name for is_kind, name in KINDS if is_kind(found.st_mode)), "no plain file")
        raise CannotWrite(_("{file} is {kind}. Name a file in a folder.").format(file=shown(file), kind=_(kind)))
    if around is None:
        raise CannotWrite(_("The folder {folder} does not exist. Make it, or name another.").format(folder=shown(real.parent)))
    if not stat.S_ISDIR(around.st_mode):
        raise CannotWrite(_("{folder} is not a folder. Name a file in a folder.").format(folder=shown(real.parent)))
    if len(os.fsencode(real.name)) > 255:
        raise CannotWrite(_("{file} cannot be written: the name is too long. Name another file.").format(file=shown(file)))
    if found and not found.st_mode & 0o222:
        raise CannotWrite(_("{file} is read-only. Name another file.").format(file=shown(file)))
    if not os.access(real.parent, os.W_OK | os.X_OK) or found and not os.access(real, os.W_OK):
        raise CannotWrite(_("{file} cannot be written: no permission. Name another file.").format(file=shown(file)))
    return real


def is_stream(file: Path) -> bool:
    """Whether a name leads to an open stream of a process, as /dev/stdout does, whatever lies behind it."""
    name = os.path.abspath(file)
    for _hop in range(40):
        name = os.path.join(os.path.realpath(os.path.dirname(name)), os.path.basename(name))
        if name.startswith("/proc/") or not os.path.islink(name):
            break
        name = os.path.join(os.path.dirname(name), os.readlink(name))
    return name.startswith("/proc/")


def put(file: Path, made: bytes) -> None:
    """Put a whole file in place in one step; a reader never sees half of one, and a file that stood there stays where this fails."""
    real = check_place(file)
    unfinished = real.with_name(f".ocop-{os.getpid()}-{secrets.token_hex(4)}.unfinished")
    try:
        with open(unfinished, "xb") as out:
            out.write(made)
            out.flush()
            os.fsync(out.fileno())
        if real.exists():
            os.chmod(unfinished, stat.S_IMODE(real.stat().st_mode))
        os.replace(unfinished, real)
    except OSError as wrong:
        raise CannotWrite(_("{file} cannot be written: {reason}.").format(file=shown(file), reason=wrong.strerror or wrong)) from wrong
    finally:
        unfinished.unlink(missing_ok=True)


def hand(made: bytes) -> None:
    """Bytes to standard output, for `-o -`. CannotWrite at a terminal, which would show them as noise, and as in `say`."""
    if sys.stdout is None:
        raise CannotWrite(_("Standard output is closed. Send it to a file or a terminal."))
    if sys.stdout.isatty():
        raise CannotWrite(_("A report is not written to a terminal. Name a file, or send the output to one."))
    try:
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence()
    except OSError as wrong:
        silence()
        raise CannotWrite(_("Standard output cannot be written: {reason}.").format(reason=wrong.strerror or wrong)) from wrong


def shown(file: Path) -> str:
    """A path for a message: short, on one line."""
    text = " ".join(str(file).split())
    return text if len(text) <= 200 else f"{text[:100]}…{text[-60:]}"
