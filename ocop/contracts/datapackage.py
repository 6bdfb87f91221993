"""What leaves the house is the standard: the tables of a folder described as a Data Package (`datapackage.json`), written from the contracts.

What the standard has no word for stays in words: a date as precise as known is text of one form, a list is text with ";" between
its items, and a rule between columns is in the contract that lies beside the table.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from . import header
from .contract import Column, Contract
from .textfile import head_of

KINDS = {"text": "string", "integer": "integer", "decimal": "number", "flag": "boolean", "day": "date", "date": "string", "address": "string"}
MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}
AS_PRECISE_AS_KNOWN = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
CC_BY = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0 International",
         "path": "https://creativecommons.org/licenses/by/4.0/legalcode"}


def descriptor(tables: Iterable[tuple[Contract, Path]], *, title: str, fingerprint: str, known_on: str, licences: list[dict]) -> str:
    """The text of `datapackage.json` for tables with their files; the same data give the same text."""
    said = {
        "profile": "data-package",
        "name": "ocop-record",
        "id": fingerprint,
        "title": title,
        "description": f"Data known on {known_on}. Each row names its source: the facts belong to the sources, which the table `sources` lists.",
        "known_on": known_on,
        "keywords": ["One Country One Priority Product", "OCOP", "special agricultural products"],
        **({"licenses": licences} if licences else {}),
        "sources": [{"title": "The public sources that each row names in source_id", "path": "sources.csv"}],
        "resources": [resource(contract, file) for contract, file in tables],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def resource(contract: Contract, file: Path) -> dict:
    """One table: its file with size and hash, and its columns."""
    content, (names, separator) = file.read_bytes(), laid_out(file, contract)
    return {
        "profile": "tabular-data-resource" if file.suffix == ".csv" else "data-resource",
        "name": contract.name,
        "title": contract.title,
        "description": f"{contract.about} {contract.grain[:1].upper()}{contract.grain[1:]}.",
        "path": file.name,
        "format": file.suffix.removeprefix("."),
        "mediatype": MEDIA[file.suffix],
        **({"encoding": "utf-8", "dialect": {"delimiter": separator}} if file.suffix == ".csv" else {}),
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema(contract, names),
    }


def laid_out(file: Path, contract: Contract) -> tuple[list[str], str]:
    """The columns of a file in its own order, by their names in the contract where it has one, and the separator."""
    names, separator = head_of(file, contract) if file.suffix == ".csv" else (pq.read_schema(file).names, "")
    known = {place: name for name, place in header.match(names, contract, file.name, None).known.items()}
    return [known.get(place, name) for place, name in enumerate(names)], separator


def schema(contract: Contract, names: list[str]) -> dict:
    """These columns of a table, its key and what they refer to. A list cannot refer in this standard; its description says to what.

    In a table that says when its rows became known, a later row of the same key corrects the earlier one: the day is part of the key.
    """
    key = list(dict.fromkeys([*contract.key, *([contract.known_on] if contract.known_on else [])]))
    columns = [contract.columns.get(name) or Column(name, "text", "not described by the contract") for name in names]
    references = [{"fields": name, "reference": {"resource": "" if table == contract.name else table, "fields": other}}
                  for name, column in contract.columns.items() if name in names and column.references and not column.list
                  for table, _dot, other in [column.references.partition(".")]]
    return {
        "fields": [field(contract, column) for column in columns],
        "missingValues": [""],
        "primaryKey": key,
        **({"foreignKeys": references} if references else {}),
    }


def field(contract: Contract, column: Column) -> dict:
    """One column."""
    limits = constraints(contract, column)
    flag = {"trueValues": ["true"], "falseValues": ["false"]} if column.type == "flag" else {}
    return {"name": column.name, "type": KINDS[column.type], "description": about(column), **flag, **({"constraints": limits} if limits else {})}


def about(column: Column) -> str:
    """What a column holds, with what the standard cannot say of it."""
    parts = [column.about, f"unit: {column.unit}" if column.unit else ""]
    parts += ["as precise as known: YYYY, YYYY-MM or YYYY-MM-DD" if column.type == "date" else ""]
    if column.list:
        parts.append('several values with ";" between them' + (f", each one of {column.references}" if column.references else "")
                     + (f", each one of {', '.join(map(str, column.allowed))}" if column.allowed else ""))
    return "; ".join(part for part in parts if part)


def constraints(contract: Contract, column: Column) -> dict:
    """The rules of a column that the standard can hold; those of the items of a list are not among them."""
    said: dict[str, object] = {}
    if column.required or column.name in contract.key:
        said["required"] = True
    if column.unique or (contract.key == (column.name,) and not contract.known_on):
        said["unique"] = True
    if column.type == "date":
        said["pattern"] = AS_PRECISE_AS_KNOWN
    elif column.pattern and not column.list:
        said["pattern"] = column.pattern
    if column.allowed and not column.list:
        said["enum"] = list(column.allowed)
    limits = {"minimum": column.minimum, "maximum": column.maximum}
    said |= {name: int(limit) if float(limit).is_integer() else limit for name, limit in limits.items() if limit is not None}
    if column.type == "day" and column.earliest:
        said["minimum"] = column.earliest.isoformat()
    return said
