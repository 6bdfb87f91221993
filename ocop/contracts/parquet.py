"""Reads a Parquet file into a raw table, under the same contract as a CSV file.

Parquet has no checks of its own unless its writer asked for them, so one flipped bit can change a number in
silence: `<table>.parquet.sha256` beside the file holds its SHA-256, and page checksums are verified where
there are any.
"""

import hashlib
import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from . import header, limits
from .contract import Column, Contract
from .problems import Problem, of_file
from .raw import Raw, Read, is_text

_FIRST_ROW = 2  # what a CSV file with the same rows would have
_FETCH = "Fetch the file again, or write it anew from its source."


def hash_path(path: Path) -> Path:
    """Where the SHA-256 of a Parquet file stands, if anywhere."""
    return path.with_name(path.name + ".sha256")


def read_parquet(path: Path, contract: Contract) -> Read:
    """The raw table of a file, and everything that is wrong with its form."""
    data = path.read_bytes()
    problems = _hash_problems(path, data)
    if any(problem.level == "refuse" for problem in problems):
        return Read(None, problems)
    if not data:
        return Read(None, [*problems, of_file(path.name, "empty file", "the file is empty", _FETCH)])
    table = _unpacked(path.name, data)
    if isinstance(table, Problem):
        return Read(None, [*problems, table])
    return _matched(path.name, table, contract, problems)


def _unpacked(name: str, data: bytes) -> pa.Table | Problem:
    """The table as stored, with every text and offset in it verified. A damaged file makes the reader raise
    errors of many kinds."""
    try:
        file = pq.ParquetFile(pa.BufferReader(data), page_checksum_verification=True)
        if too_large := _too_large(name, file.metadata):
            return too_large
        table = file.read()
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        return of_file(name, "corrupt file", f"cannot be read as Parquet ({reason})", _FETCH)
    return table


def _hash_problems(path: Path, data: bytes) -> list[Problem]:
    told = hash_path(path)
    if not told.is_file():
        advice = f"Write {told.name}, or a damaged bit goes unnoticed."
        return [of_file(path.name, "no hash", "has no SHA-256 beside it", advice, "warn")]
    words = told.read_text("utf-8", "replace").split()
    if not words or not re.fullmatch("[0-9a-fA-F]{64}", words[0]):
        says = "does not begin with a SHA-256 of 64 digits"
        return [of_file(told.name, "hash unreadable", says, "Write it anew.")]
    if words[0].lower() == hashlib.sha256(data).hexdigest():
        return []
    advice = f"{_FETCH} If it was changed on purpose, write {told.name} anew."
    return [of_file(path.name, "hash differs", f"is not the file whose hash stands in {told.name}", advice)]


def _too_large(file: str, metadata: pq.FileMetaData) -> Problem | None:
    unpacked = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    if metadata.num_rows > limits.PARQUET_ROWS:
        says = f"has {metadata.num_rows:,} rows, and no more than {limits.PARQUET_ROWS:,} are read"
        return of_file(file, "too many rows", says, "Split the table.")
    if unpacked > limits.PARQUET_UNPACKED_BYTES:
        says = f"unpacks to {unpacked:,} bytes, and no more than {limits.PARQUET_UNPACKED_BYTES:,} are read"
        return of_file(file, "file too large", says, "Split the table.")
    return None


def _matched(name: str, table: pa.Table, contract: Contract, problems: list[Problem]) -> Read:
    schema = table.schema
    matched = header.match(schema.names, contract, name, 1)
    problems = problems + matched.problems
    columns = {}
    for column, place in matched.known.items():
        kind = schema.field(place).type
        if fits(contract.columns[column], kind):
            columns[column] = table.column(place)
        else:
            wanted = _wanted(contract.columns[column])
            says = f"is stored as {kind}, where the contract wants {wanted}"
            advice = f"Store it as {wanted}, or as text in the form of a CSV cell."
            problems.append(Problem(name, 1, column, None, "wrong type", advice, says=says))
    for extra, place in matched.extra.items():
        kind = schema.field(place).type
        values = table.column(place).unique().to_pylist() if is_text(kind) else ()
        problems.append(header.extra_column(extra, values, contract, name, 1))
    if not matched.known:
        return Read(None, problems)
    lines = np.arange(_FIRST_ROW, table.num_rows + _FIRST_ROW)
    return Read(Raw(columns, lines), problems)


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
