"""A folder becomes a version: checked and built if it never was, then opened."""

from datetime import date
from pathlib import Path

import duckdb

from ocop.contracts import Contract, check_folder, contracts_of, data_files
from ocop.store.building import build
from ocop.store.fingerprints import fingerprint
from ocop.store.folders import cache_folder, data_folder
from ocop.store.keeping import is_whole, keep_notices, kept_notices
from ocop.store.needs import unmet
from ocop.store.version import LOCKED, DataProblems, Store


def open_store(folder: Path | None = None) -> Store:
    """Check and build if this version was never built, open. Raises DataProblems; a file that does not match its hash is built anew.

    A version is checked once: what was found worth a notice is kept beside the built file, until a rule of `contracts` changes.
    """
    folder = (folder or data_folder()).resolve()
    mark = fingerprint(folder)
    file = cache_folder() / f"{mark[:16]}.duckdb"
    notices = kept_notices(file)
    if notices is None or not is_whole(file):
        report = check_folder(folder)
        if problems := report.problems or unmet(report):
            raise DataProblems(problems)
        build(report, file)
        notices = keep_notices(file, report.notices)
    contracts, _known = contracts_of(data_files(folder))
    connection = duckdb.connect(file, config=LOCKED)
    return Store(folder, file, mark, contracts, notices, (folder / "ILLUSTRATIVE").exists(),
                 _last_day(connection, contracts), connection)


def _last_day(connection: duckdb.DuckDBPyConnection, contracts: dict[str, Contract]) -> date:
    days = [f'select max("{contract.known_on}_from") as day from "{name}"'
            for name, contract in contracts.items() if contract.known_on]
    with connection.cursor() as cursor:
        return cursor.execute(f"select max(day) from ({' union all '.join(days)})").fetchone()[0]
