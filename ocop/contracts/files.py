"""Which files of a folder belong together: contracts, the one file of each table, and files that are
neither.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from .contract import Contract, examine_contract
from .problems import Problem, of_file
from .references import contract_rules

READ = (".csv", ".parquet")
_OTHER = ".xlsx .xls .xlsm .xlsb .ods .tsv .json .jsonl .feather .arrow .db .sqlite .duckdb .zip .gz .zst"
_FOREIGN = frozenset(_OTHER.split())
_UNIT = "the whole set is one unit"


def contracts_of(files: list[Path]) -> tuple[dict[str, Contract], list[Problem]]:
    """The contracts that can be kept, and what is wrong with the others."""
    contracts, problems = {}, []
    paths = [path for path in files if path.suffix == ".toml"]
    for path in paths:
        contract, found = examine_contract(path)
        problems += found
        if contract is not None:
            contracts[contract.name] = contract
    if not paths:
        advice = "Add a <table>.toml for each table."
        problems.append(of_file("(folder)", "no contract", "the folder holds no contract", advice))
    if len(contracts) == len(paths):
        problems += contract_rules(contracts)
    return contracts, problems


def tables_of(
    files: list[Path], contracts: Mapping[str, Contract]
) -> tuple[dict[str, Path], list[Problem]]:
    """The one file of each table that has a contract, and what is missing or one too many."""
    named: defaultdict[str, list[Path]] = defaultdict(list)
    for path in files:
        if path.suffix.casefold() in READ:
            named[path.stem.casefold()].append(path)
    promised = {path.stem for path in files if path.suffix == ".toml"}
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
            says = f"the table has {len(paths)} files ({', '.join(path.name for path in paths)})"
            yield of_file(paths[0].name, "two files", says, f"Keep one: {_UNIT}.")
        elif name not in contracts:
            advice = f"Write {name}.toml, or take the file out."
            yield of_file(paths[0].name, "no contract", "the table has no contract", advice)


def _strangers(files: list[Path]) -> Iterator[Problem]:
    """Files that look like data but are not read, so that nobody believes they were."""
    for path in files:
        if path.suffix.casefold() in _FOREIGN:
            advice = "Save it as CSV UTF-8, or take it out."
            yield of_file(path.name, "foreign file", "is neither .csv nor .parquet", advice)
        if path.name.casefold().endswith(".parquet.sha256") and not path.with_suffix("").is_file():
            advice = "Put the file back, or delete the hash."
            yield of_file(path.name, "hash without file", "has no Parquet file beside it", advice)
