"""What is wrong with a file, as values: nothing here raises, prints or decides what happens next.

`Fault` is a finding about one value, before anybody knows where it stands; `Problem` is the same finding
with its address.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from . import limits

T = TypeVar("T")
LEVELS = ("refuse", "warn", "fixed")
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def visible(text: str) -> str:
    """The text with every character that a screen would hide or obey (controls, direction marks) written as
    an escape."""
    if text.isprintable():
        return text
    return "".join(_escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    if unicodedata.category(sign) not in _UNSEEN:
        return sign
    code = ord(sign)
    return _SHORT_ESCAPES.get(sign) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65_536 else f"\\U{code:08x}")


def shortened(text: str) -> str:
    """At most 60 characters of the text, escaped; what was cut is marked by an ellipsis."""
    return visible(text if len(text) <= limits.SHOWN else text[: limits.SHOWN - 1] + "…")


def choices(values: Iterable[object]) -> str:
    """A closed list as part of a sentence, cut after a dozen."""
    words = [shortened(str(value)) for value in values]
    rest = len(words) - limits.NAMED_CHOICES
    return ", ".join(words[: limits.NAMED_CHOICES]) + (f" and {rest} more" if rest > 0 else "")


@dataclass(frozen=True)
class Fault:
    """One finding about a value. `rule` is a stable slug; `says` completes the sentence that begins with
    the value."""

    rule: str
    says: str
    advice: str
    level: str = "refuse"
    value: str | None = None  # only where the value at fault is not the whole cell (one item of a list)


@dataclass(frozen=True)
class Problem:
    """A finding with its address. `row` is the physical line of the file, counted from 1 (None: the file or
    column as a whole); in a Parquet file, which has no lines, the first record is row 2, as it would be
    under a header."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    rule: str
    advice: str
    level: str = "refuse"
    says: str = ""

    def __str__(self) -> str:
        place = visible(self.file)
        place += f" row {self.row}" if self.row is not None else ""
        place += f", {shortened(self.column)}" if self.column else ""
        quoted = f'"{shortened(self.value)}" ' if self.value is not None else ""
        return visible(f"{place}: {quoted}{self.says or self.rule}. {self.advice}".rstrip())  # a name in an advice may hold a line break

    def as_dict(self) -> dict[str, object]:
        """For JSON: the fields, the value shortened and escaped, and the printed line."""
        value = None if self.value is None else shortened(self.value)
        return {
            "file": self.file, "row": self.row, "column": self.column, "value": value, "rule": self.rule,
            "says": self.says, "advice": self.advice, "level": self.level, "line": str(self),
        }  # fmt: skip


def located(
    fault: Fault, file: str, row: int | None, column: str | None, value: str | None = None
) -> Problem:
    """The fault with its address."""
    quoted = fault.value if fault.value is not None else value
    return Problem(file, row, column, quoted, fault.rule, fault.advice, fault.level, fault.says)


def of_file(
    file: str, rule: str, says: str, advice: str, level: str = "refuse", row: int | None = None
) -> Problem:
    """A finding about a file as a whole, or about one of its lines."""
    return Problem(file, row, None, None, rule, advice, level, says)


def refusals(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == "refuse"]


def always(thing: T) -> Callable[[int], T]:
    """The same fault or value for every row."""
    return lambda _row: thing
