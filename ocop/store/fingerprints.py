"""What a version is made of: its input files, the hash over them, and the cheap look that tells whether they changed."""

import hashlib
import os
from pathlib import Path

import duckdb

from ocop.contracts.files import data_files, is_left_alone, kind
from ocop.store.folders import ROOT

MODELS = ROOT / "queries" / "models"
KINDS = (".csv", ".parquet", ".toml", ".sha256")


def model_files() -> list[Path]:
    """The vocabulary of the queries, by subject, in the order in which it is read."""
    return sorted(MODELS.glob("*.sql"))


def vocabulary() -> str:
    """All macros and laid-down tables as one text of SQL statements."""
    return "\n".join(path.read_text(encoding="utf-8") for path in model_files())


def inputs(folder: Path) -> list[Path]:
    """The files that decide what a store holds: tables, contracts, models."""
    files = data_files(folder) if folder.is_dir() else []
    return [*(path for path in files if kind(path) in KINDS and path.is_file()), *model_files()]


def fingerprint(folder: Path) -> str:
    """SHA-256 over names and bytes of all inputs and the storage version of DuckDB, as 64 hex digits."""
    total = hashlib.sha256(f"duckdb {duckdb.__version__}".encode())
    for path in inputs(folder):
        with open(path, "rb") as file:
            total.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def stamps(folder: Path) -> tuple:
    """Names, sizes and times of the inputs: cheap to compare at every run."""
    if not folder.is_dir():
        return (folder,)
    with os.scandir(folder) as entries:
        found = [(entry.name, entry.stat()) for entry in entries
                 if entry.name.casefold().endswith(KINDS) and not is_left_alone(entry.name)]
    found += [(path.name, path.stat()) for path in model_files()]
    return (folder, *sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in found))
