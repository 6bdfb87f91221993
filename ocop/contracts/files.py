"""Which files of a folder belong together: contracts, the one file of each table, and files that are
neither. Endings count in any case (`.CSV`, `.TOML`), and a table is named by its file in small letters.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from . import limits
from .contract import Contract, examine_contract
from .problems import Problem, of_file
from .references import contract_rules

READ = (".csv", ".parquet")
_SHEETS = ".xlsx .xls .xlsm .xlsb .xltx .ods .numbers .gsheet .tsv .tab"
_STORES = ".json .jsonl .ndjson .feather .arrow .avro .orc .pq .db .sqlite .sqlite3 .duckdb .mdb .accdb .dbf .sav .dta .rds .rdata"
_PACKED = ".zip .gz .tgz .zst .bz2 .xz .7z .rar .tar"
_FOREIGN = frozenset(f"{_SHEETS} {_STORES} {_PACKED}".split())
_SYSTEM = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "ntuser.ini", "icon\r"))
_DESCRIPTIONS = ("datapackage.json", "datapackage.yaml", "csv-metadata.json")  # of the folder, for other readers
_MANIFEST = "manifest.json"  # the hashes of a version of a library
_UNIT = "the whole set is one unit"


def is_left_alone(name: str) -> bool:
    """Files that systems and offices leave behind (hidden, locks of an open document, thumbnails), and
    descriptions for other readers: neither data nor worth a word."""
    folded = name.casefold()
    return folded.startswith((".", "~$", "~wrl", "__macosx")) or folded in _SYSTEM or folded.endswith(_DESCRIPTIONS) or name == _MANIFEST


def is_foreign(name: str) -> bool:
    """Files that look like data but are not read: a folder with one is refused, so that nobody believes they were."""
    return not is_left_alone(name) and kind(Path(name)) in _FOREIGN


def data_files(folder: Path) -> list[Path]:
    """What stands in a folder by name, except what is left alone."""
    return sorted(path for path in folder.iterdir() if not is_left_alone(path.name))


def is_crowded(folder: Path) -> bool:
    """Whether a folder holds more names than any set of tables has; they are not read to the end."""
    with os.scandir(folder) as entries:
        return sum(1 for _entry in islice(entries, limits.FILES + 1)) > limits.FILES


def crowded(name: str) -> Problem:
    """The problem of such a folder."""
    return of_file(name, "too many files", f"holds more than {limits.FILES:,} files", "Name the folder that holds the tables and nothing else.")


def kind(path: Path) -> str:
    """The ending, in small letters."""
    return path.suffix.casefold()


def table_name(path: Path) -> str:
    """The name of the table that a contract or a file of rows belongs to."""
    return path.stem.casefold()


def files_of(folder: Path, name: str) -> tuple[Path, Path]:
    """The file of rows and the contract of a table in a checked folder."""
    mine = [path for path in data_files(folder) if table_name(path) == name]
    return next(path for path in mine if kind(path) in READ), next(path for path in mine if kind(path) == ".toml")


def contracts_of(files: list[Path]) -> tuple[dict[str, Contract], list[Problem]]:
    """The contracts that can be kept, and what is wrong with the others."""
    contracts, problems = {}, []
    named: defaultdict[str, list[Path]] = defaultdict(list)
    for path in files:
        if kind(path) == ".toml":
            named[table_name(path)].append(path)
    for name, paths in named.items():
        if len(paths) > 1:
            problems.append(_two_files("contract", paths))
            continue
        contract, found = examine_contract(paths[0])
        problems += found
        if contract is not None:
            contracts[name] = contract
    if not named:
        advice = "Add a <table>.toml for each table."
        problems.append(of_file("(folder)", "no contract", "the folder holds no contract", advice))
    if len(contracts) == len(named):
        problems += contract_rules(contracts)
    return contracts, problems


def tables_of(
    files: list[Path], contracts: Mapping[str, Contract]
) -> tuple[dict[str, Path], list[Problem]]:
    """The one file of each table that has a contract, and what is missing or one too many."""
    named: defaultdict[str, list[Path]] = defaultdict(list)
    for path in files:
        if kind(path) in READ:
            named[table_name(path)].append(path)
    promised = {table_name(path) for path in files if kind(path) == ".toml"}
    problems = [*_strangers(files), *_unpaired(named, promised)]
    for name in contracts:
        if name not in named:
            advice = f"Put {name}.csv beside it: {_UNIT}."
            problems.append(of_file(f"{name}.toml", "no table", "the contract has no table", advice))
    single = {name: paths[0] for name, paths in named.items() if len(paths) == 1 and name in contracts}
    return single, problems


def _unpaired(named: Mapping[str, list[Path]], contracts: set[str]) -> Iterator[Problem]:
    for name, paths in named.items():
        if len(paths) > 1:
            yield _two_files("table", paths)
        elif name not in contracts:
            copied = max((table for table in contracts if name.strip("~#_ ").startswith(table)), key=len, default=None)
            advice = f"Write {name}.toml, or take the file out." if copied is None else (
                f"Take it out, if it is a copy of {copied}; else write {name}.toml.")
            yield of_file(paths[0].name, "no contract", "the table has no contract", advice)


def _two_files(what: str, paths: list[Path]) -> Problem:
    says = f"the {what} has {len(paths)} files ({', '.join(path.name for path in paths)})"
    return of_file(paths[0].name, "two files", says, f"Keep one: {_UNIT}.")


def _strangers(files: list[Path]) -> Iterator[Problem]:
    for path in files:
        if is_foreign(path.name):
            advice = "Save it as CSV UTF-8, or take it out."
            yield of_file(path.name, "foreign file", "is neither .csv nor .parquet", advice)
        if path.name.casefold().endswith(".parquet.sha256") and not path.with_suffix("").is_file():
            advice = "Put the file back, or delete the hash."
            yield of_file(path.name, "hash without file", "has no Parquet file beside it", advice)
