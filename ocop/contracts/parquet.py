"""Reads a Parquet file into a raw table, under the same contract as a CSV file.

Parquet has no checks of its own unless its writer asked for them, so one flipped bit can change a number in
silence: `<table>.parquet.sha256` beside the file holds its SHA-256, and page checksums are verified where
there are any. The file itself is opened by a process of its own (`unpack`), which may use so much memory and no more.
"""

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pyarrow as pa

from . import header
from .arriving import Arriving
from .contract import Column, Contract
from .problems import Problem, of_file
from .raw import Raw, Read, is_text

_FIRST_ROW = 2  # what a CSV file with the same rows would have
_FETCH = "Fetch the file again, or write it anew from its source."


def hash_path(path: Path) -> Path:
    """Where the SHA-256 of a Parquet file stands, if anywhere."""
    return path.with_name(path.name + ".sha256")


def read_parquet(path: Path, contract: Contract) -> Read:
    """The raw table of a file, its columns on their way, and everything that is wrong with its form. Raises Unreadable."""
    data = path.read_bytes()
    problems = _hash_problems(path, data)
    if any(problem.level == "refuse" for problem in problems):
        return Read(None, problems)
    if not data:
        return Read(None, [*problems, of_file(path.name, "empty file", "the file is empty", _FETCH)])
    return _matched(Arriving(path, hashlib.sha256(data).hexdigest(), _FETCH, problems), contract)


def _hash_problems(path: Path, data: bytes) -> list[Problem]:
    told = hash_path(path)
    if not told.is_file():
        advice = f"Write {told.name}, or a damaged bit goes unnoticed."
        return [of_file(path.name, "no hash", "has no SHA-256 beside it", advice, "warn")]
    with told.open("rb") as file:
        words = file.read(1_000).decode("utf-8", "replace").split()
    if not words or not re.fullmatch("[0-9a-fA-F]{64}", words[0]):
        says = "does not begin with a SHA-256 of 64 digits"
        return [of_file(told.name, "hash unreadable", says, "Write it anew.")]
    if words[0].lower() == hashlib.sha256(data).hexdigest():
        return []
    advice = f"{_FETCH} If it was changed on purpose, write {told.name} anew."
    return [of_file(path.name, "hash differs", f"is not the file whose hash stands in {told.name}", advice)]


def _matched(file: Arriving, contract: Contract) -> Read:
    schema, name = file.schema, file.path.name
    nested = json.loads((schema.metadata or {}).get(b"nested", b"{}"))
    matched = header.match([*schema.names, *nested], contract, name, 1)
    problems = [*file.problems, *matched.problems]
    places = {}
    for column, place in matched.known.items():
        kind = schema.field(place).type if place < len(schema) else None
        if kind is not None and fits(contract.columns[column], kind):
            places[column] = place
        else:
            wanted = _wanted(contract.columns[column])
            stored = kind or nested[list(nested)[place - len(schema)]]
            says = f"is stored as {stored}, where the contract wants {wanted}"
            advice = f"Store it as {wanted}, or as text in the form of a CSV cell."
            problems.append(Problem(name, 1, column, None, "wrong type", advice, says=says))
    worded = {place for place in matched.extra.values() if place < len(schema) and is_text(schema.field(place).type)}
    columns, end = file.begin({*places.values(), *worded})
    for extra, place in matched.extra.items():
        values = columns[place].result().unique().to_pylist() if place in worded else ()
        problems.append(header.extra_column(extra, values, contract, name, 1))
    if not places:
        end.result()
    if not matched.known:
        return Read(None, problems)
    lines = np.arange(_FIRST_ROW, file.rows + _FIRST_ROW)
    return Read(Raw({column: columns[place] for column, place in places.items()}, lines, end=end), problems)


def fits(column: Column, kind: pa.DataType) -> bool:
    """Whether a stored type can hold the column: as text, to be read like a CSV cell, or in the type of the
    contract."""
    if column.list and pa.types.is_list(kind):
        return is_text(kind.value_type)
    native = {
        "integer": lambda stored: pa.types.is_integer(stored) and not pa.types.is_uint64(stored),
        "decimal": lambda stored: pa.types.is_floating(stored) or pa.types.is_integer(stored),
        "flag": pa.types.is_boolean,
        "day": pa.types.is_date32,
        "date": pa.types.is_date32,
    }.get(column.type)
    return is_text(kind) or pa.types.is_null(kind) or bool(native and native(kind))


def _wanted(column: Column) -> str:
    if column.list:
        return "list<string>"
    return {"integer": "int64", "decimal": "double", "flag": "bool", "day": "date32"}.get(
        column.type, "string"
    )
