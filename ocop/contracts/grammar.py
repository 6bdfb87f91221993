"""What may stand in a contract: the keys of `[table]` and `[columns.*]`, their types, and what must fit
together.

Yields `(column or None, Fault)`; a fault here means that the table beside the contract is not looked at.
"""

import datetime
import math
import re
from collections.abc import Container, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from . import dates, limits
from .nearest import nearest
from .problems import Fault, choices

TYPES = ("text", "integer", "decimal", "flag", "day", "date", "address")
ALIAS_TABLES = ("country", "iso3", "currency")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TABLE_KEYS = {
    **dict.fromkeys(("title", "about", "grain", "happened_on", "known_on"), str),
    "key": list,
    "rows_minimum": int,
}
_COLUMN_KEYS = {
    **dict.fromkeys(("type", "about", "unit", "pattern", "references", "aliases", "unknown"), str),
    **dict.fromkeys(("not_before", "not_after", "not_above"), str),
    **dict.fromkeys(("required", "list", "unique", "past", "names_itself"), bool),
    **dict.fromkeys(("minimum", "maximum"), float),
    "allowed": list,
    "labels": dict,
    "earliest": datetime.date,
    "latest_years_ahead": int,
}
_ONLY_FOR = {  # key -> the types that it makes sense for
    **dict.fromkeys(("pattern", "list", "aliases", "unknown"), ("text",)),
    **dict.fromkeys(("references", "allowed", "labels"), ("text", "integer")),
    **dict.fromkeys(("minimum", "maximum", "not_above"), ("integer", "decimal")),
    **dict.fromkeys(("earliest", "latest_years_ahead", "not_before", "not_after", "past"), ("day", "date")),
}
_DATED = ("day", "date")
Finding = tuple[str | None, Fault]


def is_country_code(name: str, type_: str) -> bool:
    """A text column named `iso3`, or ending so, holds ISO3 codes without being told."""
    return type_ == "text" and (name == "iso3" or name.endswith("_iso3"))


def faults(name: str, tree: dict) -> Iterator[Finding]:
    """Everything that is wrong with one parsed contract file."""
    if not _NAME.fullmatch(name):
        yield None, _broken(f'the table name "{name}" is not made of a-z, 0-9 and _', "Rename the file.")
    for part in sorted(tree.keys() - {"table", "columns"}):
        yield (
            None,
            _broken(f"[{part}] is not a part of a contract", "A contract has [table] and [columns.<name>]."),
        )
    table, columns = tree.get("table"), tree.get("columns")
    if not isinstance(table, dict):
        yield None, _broken("the part [table] is missing", "Add title, about, grain and key.")
    if not isinstance(columns, dict) or not columns:
        yield None, _broken("it names no column", "Add one [columns.<name>] for each column of the table.")
        return
    sound = {}
    for column, said in columns.items():
        found = list(_column_faults(column, said))
        yield from ((column, fault) for fault in found)
        if not any(fault.level == "refuse" for fault in found):
            sound[column] = said
    yield from _between_columns(columns.keys(), sound)
    if isinstance(table, dict):
        yield from ((None, fault) for fault in _table_faults(table, columns))


def _broken(says: str, advice: str) -> Fault:
    return Fault("broken contract", says, advice)


def _key_faults(said: dict, known: dict[str, type], place: str) -> Iterator[Fault]:
    """Unknown keys, and keys whose value has the wrong type."""
    for key, value in said.items():
        if key not in known:
            meant = nearest(key, known)
            yield _broken(
                f'"{key}" is not a key of {place}',
                f'Write "{meant}".' if meant else f"Known are {choices(known)}.",
            )
        elif not _fits(value, known[key]):
            yield _broken(f'"{key}" is not {_TYPE_WORDS[known[key]]}', "Correct the value.")


_TYPE_WORDS = {
    str: "a text", bool: "true or false", int: "a whole number, 0 or more", float: "a number", list: "a list", dict: "a part of its own",
    datetime.date: "a date (2021, 2021-09 or 2021-09-07)",
}  # fmt: skip


def _fits(value: object, wanted: type) -> bool:
    if wanted is datetime.date:
        is_day = isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
        return is_day or isinstance(value, str) and isinstance(dates.span(value), dates.Span)
    if wanted is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and not _is_too_large(value)
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0 and not _is_too_large(value)
    return isinstance(value, wanted)


def _is_too_large(value: object) -> bool:
    """Whether a whole number does not fit into 64 bits: no column holds such a one."""
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def _table_faults(table: dict, columns: dict) -> Iterator[Fault]:
    yield from _key_faults(table, _TABLE_KEYS, "[table]")
    for key in ("title", "about", "grain", "key"):
        if not table.get(key):
            yield _broken(f'"{key}" is missing in [table]', "Add it.")
    named = keys if isinstance(keys := table.get("key"), list) else []
    for column in named:
        said = columns.get(column) if isinstance(column, str) else None
        if said is None:
            yield _unknown_column("key", column, columns)
        elif isinstance(said, dict) and said.get("list"):
            yield _broken(f'the key column "{column}" is a list', "A key has one value in each row.")
    for key in ("happened_on", "known_on"):
        if isinstance(table.get(key), str):
            yield from _dated(key, table[key], columns)


def _dated(key: str, column: str, columns: dict) -> Iterator[Fault]:
    said = columns.get(column)
    if said is None:
        yield _unknown_column(key, column, columns)
    elif isinstance(said, dict) and said.get("type") not in ("day", "date"):
        yield _broken(f'{key} names "{column}", which is no date', 'Give it the type "day" or "date".')


def _unknown_column(key: str, column: object, columns: dict) -> Fault:
    meant = nearest(str(column), columns)
    return _broken(
        f'{key} names "{column}", which is no column', f'Write "{meant}".' if meant else "Correct the name."
    )


def _column_faults(name: str, said: object) -> Iterator[Fault]:
    if not isinstance(said, dict):
        yield _broken("it is not a part of its own", f"Write [columns.{name}].")
        return
    if not _NAME.fullmatch(name):
        yield _broken("the column name is not made of a-z, 0-9 and _", "Rename the column.")
    yield from _key_faults(said, _COLUMN_KEYS, "a column")
    if said.get("type") not in TYPES:
        meant = nearest(str(said.get("type", "")), TYPES)
        yield _broken(
            "the type is missing or unknown", f'Write "{meant}".' if meant else f"Known are {choices(TYPES)}."
        )
        return
    for key, types in _ONLY_FOR.items():
        if key in said and said[key] is not False and said["type"] not in types:
            yield _broken(
                f'"{key}" means nothing for the type {said["type"]}', f"It is for {choices(types)}."
            )
    yield from _value_faults(said)
    if not said.get("about"):
        yield Fault("no description", 'has no "about"', "Add a sentence for the data dictionary.", "warn")


def _value_faults(said: dict) -> Iterator[Fault]:
    pattern, aliases, references = said.get("pattern"), said.get("aliases"), said.get("references")
    if isinstance(pattern, str):
        try:
            pc.match_substring_regex(pa.array([""]), whole_text(pattern))
        except pa.ArrowInvalid as error:
            reason = str(error).splitlines()[0][-80:]
            advice = "Correct it: the forms of RE2 are known, which look neither ahead nor back."
            yield _broken(f"the pattern cannot be read ({reason})", advice)
    if isinstance(aliases, str) and aliases not in ALIAS_TABLES:
        yield _broken(f'there is no alias table "{aliases}"', f"Known are {choices(ALIAS_TABLES)}.")
    if isinstance(references, str) and not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", references):
        yield _broken(f'the reference "{references}" is not of the form table.column', "Correct it.")
    yield from _allowed_faults(said)
    for word in ("minimum", "maximum"):
        if isinstance(said.get(word), float) and not math.isfinite(said[word]):
            yield _broken(f'"{word}" is not a number that a value can be compared with', "Write a number, or leave the line out.")
    low, high = said.get("minimum"), said.get("maximum")
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        yield _broken("minimum is above maximum", "Correct one of them.")


def whole_text(pattern: str) -> str:
    """The pattern for a whole value. It is matched by RE2, whose time grows with the length of a text and with nothing else."""
    return rf"\A(?:{pattern})\z"


def _allowed_faults(said: dict) -> Iterator[Fault]:
    allowed = said.get("allowed")
    if not isinstance(allowed, list):
        return
    wanted = int if said["type"] == "integer" else str
    labels = said.get("labels", {})
    known = {str(value) for value in allowed}
    if isinstance(labels, dict) and not all(key in known and isinstance(label, str) and label for key, label in labels.items()):
        yield _broken('"labels" names a value that is not allowed, or gives it no text', "Give each label to a value of the list.")
    if len(allowed) > limits.ALLOWED:
        says = f'"allowed" names {len(allowed):,} values, and no more than {limits.ALLOWED:,} are read'
        yield _broken(says, "Give them a table of their own, and refer to it.")
        return
    if not allowed or not all(isinstance(value, wanted) and not isinstance(value, bool) and not _is_too_large(value) for value in allowed):
        yield _broken('"allowed" is not a list of values of the column\'s type', "Correct the list.")
    elif len(set(allowed)) < len(allowed):
        yield _broken('"allowed" names a value twice', "Delete the second one.")


def _between_columns(names: Container[str], sound: dict) -> Iterator[Finding]:
    """Columns that name one another, and the two day columns that each date column brings along."""
    for name, said in sound.items():
        for key, types in (("not_before", _DATED), ("not_after", _DATED), ("not_above", ("integer", "decimal"))):
            other = said.get(key)
            if other is not None and (
                other not in names or other in sound and sound[other]["type"] not in types
            ):
                yield (
                    name,
                    _broken(f'{key} names "{other}", which is no column of that kind', "Correct the name."),
                )
        for taken in (f"{name}_from", f"{name}_to"):
            if said["type"] == "date" and taken in names:
                yield (
                    name,
                    _broken(f'it brings along "{taken}", which is a column already', "Rename one of them."),
                )
