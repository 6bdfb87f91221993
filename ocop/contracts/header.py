"""Which cell of the header is which column of the contract: by name, never by position."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import cells, limits
from .contract import Contract
from .nearest import nearest
from .problems import Problem, choices

_INVISIBLE = {"Cf"}  # zero-width spaces and joiners, byte order marks, direction marks
_PERSONAL_NAME = re.compile(
    r"e[ _.-]*mail|phone|mobile|whatsapp|\btel\b|cell[ _-]?(?:no|number)|passport", re.IGNORECASE
)
_BLANKS = re.compile(r"[\s-]+")
_EMAIL = re.compile(r"\w@[\w-]+\.\w")
_PHONE = re.compile(r"(?:\+|00)[1-9][0-9 ().-]{6,18}|\(?0[0-9]{1,4}[)/ -][0-9 ./-]{5,14}")


@dataclass(frozen=True)
class Match:
    """Places of the contract's columns and of the others in the header, and what is wrong with it."""

    known: dict[str, int]
    extra: dict[str, int]
    problems: list[Problem]


def folded(name: str, contract: Contract | None = None) -> str:
    """The name as it is compared: NFKC, trimmed, without zero-width characters and case; with blanks and dashes as underscores where
    that makes it a name of the contract (`Crop ID` is `crop_id`)."""
    if not name.isascii():
        name = "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) not in _INVISIBLE)
    plain = name.strip().casefold()
    joined = _BLANKS.sub("_", plain)
    return joined if contract and joined in contract.columns else plain


def match(names: list[str], contract: Contract, file: str, line: int | None) -> Match:
    """Match the header of one file. `line` is the line of the header."""

    def problem(
        column: str | None, rule: str, says: str, advice: str, level: str = "refuse", value: str | None = None
    ) -> Problem:
        return Problem(file, line, column, value, rule, advice, level, says)

    if len(names) > limits.COLUMNS:
        says = f"the header names {len(names):,} columns, and no more than {limits.COLUMNS} are read"
        advice = "Delete those that the contract does not name."
        return Match({}, {}, [problem(None, "too many columns", says, advice)])
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(folded(name, contract) or f"(column {place + 1})", []).append(place)
    known = {name: places[name][0] for name in contract.columns if name in places}
    if not known:
        needed = [name for name, column in contract.columns.items() if not column.optional]
        advice = f"Begin the file with the line {','.join(needed)}."
        return Match({}, {}, [problem(None, "no header", "it names no column of the contract", advice)])
    others = {name: at[0] for name, at in places.items() if name not in known}
    extra = {names[at].strip() if folded(names[at]) else name: at for name, at in others.items()}
    problems = [
        *_repeated(places, names, problem),
        *_respelled(known, names, problem),
        *_missing(contract, known, extra, problem),
    ]
    return Match(known, extra, problems)


def _repeated(
    places: dict[str, list[int]], names: list[str], problem: Callable[..., Problem]
) -> Iterable[Problem]:
    for name, at in places.items():
        if len(at) > 1:
            says = f"stands in the header {len(at)} times ({choices(names[place] for place in at)})"
            yield problem(name, "duplicate column", says, "Keep one of them: nobody can know which is meant.")


def _respelled(known: dict[str, int], names: list[str], problem: Callable[..., Problem]) -> Iterable[Problem]:
    for name, place in known.items():
        written = names[place]
        if fault := cells.control(written):
            yield problem(name, fault.rule, fault.says, fault.advice, value=written)
        elif written != name:
            says, advice = f'is read as "{name}"', "Write it so in the header."
            yield problem(name, "header spelling", says, advice, "fixed", written)


def _missing(
    contract: Contract, known: dict[str, int], extra: dict[str, int], problem: Callable[..., Problem]
) -> Iterable[Problem]:
    for name in contract.columns:
        if name not in known and not contract.columns[name].optional:
            alike = nearest(name, extra)
            advice = f"Add it, or take it out of {contract.name}.toml."
            advice = f'Is "{alike}" meant? Then rename it.' if alike else advice
            yield problem(name, "missing column", "the column is missing", advice)


def extra_column(
    name: str, values: Iterable[str], contract: Contract, file: str, line: int | None
) -> Problem:
    """The problem of a column outside the contract: ignored with a warning, or refused if it looks like
    personal data."""
    if fault := cells.unreadable(name.strip()):
        return Problem(file, line, name, None, fault.rule, fault.advice, "refuse", fault.says)
    filled = [value for value in values if value]
    phones = sum(_PHONE.fullmatch(value) is not None for value in filled)
    if _PERSONAL_NAME.search(name) or any(map(_EMAIL.search, filled)) or phones > len(filled) / 2:
        says = "the column looks like personal data (e-mail, telephone)"
        advice = "Delete it from the file before it is shared."
        return Problem(file, line, name, None, "personal data", advice, "refuse", says)
    says = "the column is not in the contract"
    advice = f"It is ignored. Delete it, or add it to {contract.name}.toml."
    return Problem(file, line, name, None, "extra column", advice, "warn", says)
