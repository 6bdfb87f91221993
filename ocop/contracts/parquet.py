"""Reads a Parquet file into a raw table, under the same contract as a CSV file.

Parquet has no checks of its own unless its writer asked for them, so one flipped bit can change a number in
silence: `<table>.parquet.sha256` beside the file holds its SHA-256, and page checksums are verified where
there are any. The file itself is opened by a process of its own (`unpack`), which may use so much memory and no more.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa

from . import header, limits
from .contract import Column, Contract
from .problems import Problem, of_file
from .raw import Raw, Read, is_text

_BATCHES = 16  # that are held as they came from the reader
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
    table = _unpacked(path, hashlib.sha256(data).hexdigest())
    if isinstance(table, Problem):
        return Read(None, [*problems, table])
    return _matched(path.name, table, contract, problems)


def _unpacked(path: Path, sha256: str) -> pa.Table | Problem:
    """The table as stored, read and verified by a process of its own; see `unpack`."""
    said = {"rows": limits.PARQUET_ROWS, "columns": limits.COLUMNS, "total": limits.PARQUET_UNPACKED_BYTES,
            "column": limits.PARQUET_COLUMN_BYTES, "items": limits.PARQUET_ITEMS, "text": limits.PARQUET_TEXT_BYTES,
            "cell": limits.CELL_BYTES, "memory": limits.READER_BYTES, "seconds": limits.READER_SECONDS,
            "batch": 65_536, "sha256": sha256, "fetch": _FETCH}
    command = [sys.executable, str(Path(__file__).with_name("unpack.py")), str(path), json.dumps(said)]
    room = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "1",
            "OMP_NUM_THREADS": "1"}
    with tempfile.TemporaryFile() as told, subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=told, env=os.environ | room) as reader:
        try:
            table = _gathered(pa.ipc.open_stream(reader.stdout))
        except (pa.ArrowException, OSError, ValueError):
            table = None
        reader.stdout.close()
        code = reader.wait()
        told.seek(0)
        words = told.read(4_000).decode("utf-8", "replace")
    if table is not None and code == 0:
        return table
    return _refusal(path.name, code, words)


def _gathered(stream: pa.RecordBatchReader) -> pa.Table:
    """All batches as one table of a few long pieces: what a batch came in is given back on the way."""
    pieces, batches = [], []
    for batch in stream:
        batches.append(batch)
        if len(batches) >= _BATCHES:
            pieces.append(_joined(batches))
            batches = []
    return pa.concat_tables([*pieces, _joined(batches)]) if batches else pa.concat_tables(pieces) if pieces else stream.schema.empty_table()


def _joined(batches: list[pa.RecordBatch]) -> pa.Table:
    return pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()


def _refusal(name: str, code: int, words: str) -> Problem:
    """What the reading process said, or that it was stopped."""
    try:
        rule, says, advice = json.loads(words.strip().splitlines()[-1])
    except (ValueError, IndexError, TypeError):
        rule, says, advice = "corrupt file", f"cannot be read as Parquet (its reader was stopped, {code})", _FETCH
    return of_file(name, rule, says, advice)


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


def _matched(name: str, table: pa.Table, contract: Contract, problems: list[Problem]) -> Read:
    schema = table.schema
    nested = json.loads((schema.metadata or {}).get(b"nested", b"{}"))
    matched = header.match([*schema.names, *nested], contract, name, 1)
    problems = problems + matched.problems
    columns = {}
    for column, place in matched.known.items():
        kind = schema.field(place).type if place < len(schema) else None
        if kind is not None and fits(contract.columns[column], kind):
            columns[column] = table.column(place)
        else:
            wanted = _wanted(contract.columns[column])
            stored = kind or nested[list(nested)[place - len(schema)]]
            says = f"is stored as {stored}, where the contract wants {wanted}"
            advice = f"Store it as {wanted}, or as text in the form of a CSV cell."
            problems.append(Problem(name, 1, column, None, "wrong type", advice, says=says))
    for extra, place in matched.extra.items():
        is_worded = place < len(schema) and is_text(schema.field(place).type)
        values = table.column(place).unique().to_pylist() if is_worded else ()
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
