"""A contract: what `data/<table>.toml` promises about the table beside it. It refuses a contract that it
cannot keep.

The keys are described in `grammar.py`. A broken contract is reported like a broken cell: file, line, what
to do.
"""

import datetime
import os
import re
import stat
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from . import amounts, dates, grammar, limits
from .problems import Fault, Problem, located, refusals

_QUOTED = re.compile(r"""\"(?:[^\"\\]|\\.)*\"|'[^']*'""")


@dataclass(frozen=True)
class Column:
    """One column as the contract has it; attributes are named as the keys of the file."""

    name: str
    type: str
    about: str = ""
    required: bool = False
    unit: str = ""
    allowed: tuple = ()
    labels: dict[str, str] = field(default_factory=dict, hash=False)  # a value's name for readers, where it is not the value itself
    pattern: str | None = None
    list: bool = False
    references: str | None = None  # "table.column"
    minimum: float | None = None
    maximum: float | None = None
    earliest: datetime.date | None = None  # first day of what the contract says
    latest_years_ahead: int | None = None
    not_before: str | None = None
    not_after: str | None = None
    names_itself: bool = False  # a row may refer to itself, as a region is its own region
    past: bool = False  # what the day tells has happened when the table is checked
    not_above: str | None = None
    unique: bool = False
    aliases: str | None = None
    unknown: str | None = None  # the word by which a column that is never empty says that nothing is known
    optional: bool = False  # a file may leave the column out; its cells are then empty

    @property
    def is_dated(self) -> bool:
        return self.type in ("day", "date")

    @property
    def is_web_only(self) -> bool:
        """An address column named `url` holds web addresses; others may hold the citation of a text too."""
        return self.name == "url" or self.name.endswith("_url")

    def label(self, value: object) -> str:
        """The name of a value for readers."""
        return self.labels.get(str(value), str(value))

    @property
    def is_number(self) -> bool:
        return self.type in ("integer", "decimal")

    @property
    def is_money(self) -> bool:
        return self.is_number and amounts.is_money(self.unit, self.name)


@dataclass(frozen=True)
class Contract:
    """One table as promised. `columns` keeps the order of the file; `name` is the file's name without
    `.toml`."""

    name: str
    title: str
    about: str
    grain: str
    key: tuple[str, ...]
    happened_on: str | None = None
    known_on: str | None = None
    columns: dict[str, Column] = field(default_factory=dict)
    rows_minimum: int = 1


class BrokenContract(ValueError):
    """Raised by `read_contract` only; carries every problem of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read_contract(path: Path) -> Contract:
    """The contract in a file; raises BrokenContract with every problem at once."""
    contract, problems = examine_contract(path)
    if contract is None:
        raise BrokenContract(refusals(problems))
    return contract


def examine_contract(path: Path) -> tuple[Contract | None, list[Problem]]:
    """The contract, or None if it cannot be kept, with everything that is wrong with it."""
    try:
        text = _bytes(path).decode("utf-8-sig").replace("\r\n", "\n")
        if any(_QUOTED.sub("", line).count(".") > limits.CONTRACT_DEPTH for line in text.split("\n") if line.count(".") > limits.CONTRACT_DEPTH):
            raise RecursionError  # the reader of TOML would take a day for a name of so many parts
        contract, problems = _examined(path.name, text)
    except (OSError, ValueError, RecursionError) as error:
        return None, [_unread(path.name, error)]
    return contract, list(problems)


@lru_cache(maxsize=256)
def _examined(file: str, text: str) -> tuple[Contract | None, tuple[Problem, ...]]:
    """The contract in a text: one version of a folder is read three times before it is served, and most of the next one is the same text."""
    tree = tomllib.loads(text)
    name = Path(file).stem.casefold()
    faults = list(grammar.faults(name, tree))
    problems = [located(fault, file, _line_of(text, column), column) for column, fault in faults]
    return (None if refusals(problems) else _build(name, tree)), tuple(problems)


def _bytes(path: Path) -> bytes:
    """What the file holds. Raises OSError for one that is too large, and for a pipe or a device, which would never end."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(0, "no plain file")
    with open(path, "rb") as file:
        found = file.read(limits.CONTRACT_BYTES + 1)
    if len(found) > limits.CONTRACT_BYTES:
        raise OSError(0, f"larger than {limits.CONTRACT_BYTES // 1_000_000} MB")
    return found


def _unread(file: str, error: Exception) -> Problem:
    line = re.search(r"at line ([0-9]+)", str(error))
    if isinstance(error, UnicodeDecodeError):
        says = f"is not UTF-8 (byte 0x{error.object[error.start]:02X} at offset {error.start})"
        return Problem(file, None, None, None, "broken contract", "Save it as UTF-8.", says=says)
    long = isinstance(error, ValueError) and not isinstance(error, tomllib.TOMLDecodeError)
    why = "nested too deeply" if isinstance(error, RecursionError) else "a number is too long" if long else getattr(error, "strerror", None) or error
    says = f"cannot be read ({why})"
    return Problem(
        file, int(line[1]) if line else None, None, None, "broken contract", "Correct the file.", says=says
    )


def _line_of(text: str, column: str | None) -> int | None:
    """The line where a column's part of the contract begins (of [table] if it concerns no column)."""
    heading = "table" if column is None else rf"columns\s*\.\s*[\"']?{re.escape(column)}[\"']?"
    found = re.search(rf"^[ \t]*\[\s*{heading}\s*\]", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


WITHDRAWN = Column(
    "is_withdrawn", "flag", "true: the row takes back the earlier row with the same key", optional=True
)


def _build(name: str, tree: dict) -> Contract:
    table = tree["table"]
    columns = {column: _column(column, said) for column, said in tree["columns"].items()}
    if table.get("known_on"):
        columns.setdefault(WITHDRAWN.name, WITHDRAWN)
    return Contract(
        name=name,
        title=table["title"],
        about=table["about"],
        grain=table["grain"],
        key=tuple(table["key"]),
        happened_on=table.get("happened_on"),
        known_on=table.get("known_on"),
        columns=columns,
        rows_minimum=table.get("rows_minimum", 1),
    )


def _column(name: str, said: dict) -> Column:
    said = dict(said)
    if "earliest" in said:
        said["earliest"] = _first_day(said["earliest"])
    if "allowed" in said:
        said["allowed"] = tuple(said["allowed"])
    if "aliases" not in said and grammar.is_country_code(name, said["type"]):
        said["aliases"] = "iso3"
    return Column(name=name, **said)


def _first_day(said: str | datetime.date) -> datetime.date:
    if isinstance(said, datetime.date):
        return said
    read = dates.span(said)
    assert not isinstance(read, Fault), "grammar.py lets no other form pass"
    return read.first
