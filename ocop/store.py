"""The store: a data folder, checked, built once into a DuckDB file under its fingerprint, opened read-only.

It refuses to open data with problems (`DataProblems`), to let two threads share a connection, to read any other file
once open, and to run a query for longer than two seconds (`QueryTooSlow`).
"""

import hashlib
import json
import os
import tempfile
import threading
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from ocop.contracts import Contract, Problem, Report, check_folder, read_contract

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "queries" / "models.sql"
RULES = ROOT / "ocop" / "contracts"
KINDS = (".csv", ".parquet", ".toml", ".sha256")
SECONDS = 2.0
LAID_OUT = 122_880  # rows; DuckDB skips what a query does not ask for in blocks of this size
LOCKED = {"access_mode": "READ_ONLY", "enable_external_access": "false", "memory_limit": "1GB", "threads": "1",
          "max_temp_directory_size": "0B", "lock_configuration": "true"}


class DataProblems(Exception):
    """The data folder breaks its contracts. `problems` lists every one of them, with its address."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems in the data, first: {problems[0]}")
        self.problems = problems


class QueryTooSlow(Exception):
    """A query was stopped at the time limit."""


@dataclass(frozen=True, eq=False)
class Store:
    """One version of the data. `last_day` is the last day on which anything in it became known."""

    folder: Path
    file: Path
    fingerprint: str
    contracts: dict[str, Contract]
    notices: tuple[Problem, ...]
    is_illustrative: bool
    last_day: date
    connection: duckdb.DuckDBPyConnection
    stale_because: str = ""

    def ask(self, sql: str, parameters: dict | None = None) -> tuple[list[str], list[tuple]]:
        """Column names and rows of one statement, on a cursor of its own. Raises QueryTooSlow past the time limit."""
        with self.connection.cursor() as cursor:
            timer = threading.Timer(SECONDS, cursor.interrupt)
            timer.start()
            try:
                cursor.execute(sql, parameters or {})
                return [column[0] for column in cursor.description], cursor.fetchall()
            except duckdb.InterruptException as stopped:
                raise QueryTooSlow(
                    f"The query took longer than {SECONDS:g} seconds and was stopped. "
                    "Choose fewer countries or a shorter time, or report it.") from stopped
            finally:
                timer.cancel()

    def parameters_of(self, sql: str) -> frozenset[str]:
        """Names of the `$parameters` of one statement, found by DuckDB's own parser."""
        with self.connection.cursor() as cursor:
            (statement,) = cursor.extract_statements(sql)
            return frozenset(statement.named_parameters)


def data_folder() -> Path:
    """The folder that `OCOP_DATA` names, else the shipped public record."""
    return Path(os.environ.get("OCOP_DATA") or ROOT / "data").resolve()


def cache_folder() -> Path:
    """Where built files live: `OCOP_CACHE`, else the user's cache folder, else a temporary one when that is not writable."""
    wanted = Path(os.environ.get("OCOP_CACHE") or Path.home() / ".cache" / "ocop-monitor")
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        if os.access(wanted, os.W_OK):
            return wanted
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="ocop-monitor-"))


def inputs(folder: Path) -> list[Path]:
    """The files that decide what a store holds: tables, contracts, models."""
    return [*sorted(path for path in folder.glob("*") if path.suffix in KINDS), MODELS]


def fingerprint(folder: Path) -> str:
    """SHA-256 over names and bytes of all inputs and the storage version of DuckDB, as 64 hex digits."""
    total = hashlib.sha256(f"duckdb {duckdb.__version__}".encode())
    for path in inputs(folder):
        with open(path, "rb") as file:
            total.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


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
        if report.problems:
            raise DataProblems(report.problems)
        build(report, file)
        notices = keep_notices(file, report.notices)
    contracts = {path.stem: read_contract(path) for path in sorted(folder.glob("*.toml"))}
    connection = duckdb.connect(file, config=LOCKED)
    return Store(folder, file, mark, contracts, notices, (folder / "ILLUSTRATIVE").exists(),
                 _last_day(connection, contracts), connection)


def rules_mark() -> str:
    """SHA-256 over the code and the lists that check a folder, and over this module, which builds the file."""
    total = hashlib.sha256()
    for path in [*sorted(path for path in RULES.glob("*") if path.suffix in (".py", ".csv")), Path(__file__)]:
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def keep_notices(file: Path, notices: list[Problem]) -> tuple[Problem, ...]:
    """Write what a check found beside the built file; the next start reads it instead of checking again."""
    unfinished = file.with_name(f"{file.stem}.{os.getpid()}.{threading.get_ident()}.notices.unfinished")
    unfinished.write_text(json.dumps({"rules": rules_mark(), "notices": [asdict(notice) for notice in notices]}), encoding="utf-8")
    os.replace(unfinished, file.with_suffix(".notices"))
    return tuple(notices)


def kept_notices(file: Path) -> tuple[Problem, ...] | None:
    """The notices of the check that this file was built from; None where there was none under the rules of today."""
    try:
        kept = json.loads(file.with_suffix(".notices").read_text(encoding="utf-8"))
        return tuple(Problem(**notice) for notice in kept["notices"]) if kept["rules"] == rules_mark() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_whole(file: Path) -> bool:
    """True where the built file exists and still has the hash it was built with."""
    note = file.with_suffix(".sha256")
    if not (file.exists() and note.exists()):
        return False
    with open(file, "rb") as built:
        return hashlib.file_digest(built, "sha256").hexdigest() == note.read_text().strip()


def build(report: Report, file: Path) -> None:
    """Write all tables and models into a new file, then put it in place in one step; a reader never sees half of one."""
    unfinished = file.with_name(f"{file.stem}.{os.getpid()}.{threading.get_ident()}.unfinished")
    unfinished.unlink(missing_ok=True)
    with duckdb.connect(unfinished) as database:
        for name, rows in report.tables.items():
            database.register("incoming", rows)
            database.execute(f'create table "{name}" as select * from incoming{layout(rows, report.contracts[name])}')
            database.unregister("incoming")
        for statement in database.extract_statements(MODELS.read_text(encoding="utf-8")):
            database.execute(statement)
    with open(unfinished, "rb") as built:
        os.fsync(built.fileno())
        mark = hashlib.file_digest(built, "sha256").hexdigest()
    note = unfinished.with_suffix(".note")
    note.write_text(mark)
    os.replace(unfinished, file)
    os.replace(note, file.with_suffix(".sha256"))


def layout(rows: pa.Table, contract: Contract) -> str:
    """The order in which a long table is stored: by what its rows refer to, then by day, so that a query for one programme or
    place reads few blocks. A table of one block keeps the order of its file."""
    if rows.num_rows <= LAID_OUT:
        return ""
    names = [name for name, column in contract.columns.items() if column.references and not column.list]
    names += [f"{contract.happened_on}_from"] if f"{contract.happened_on}_from" in rows.schema.names else []
    return " order by " + ", ".join(f'"{name}"' for name in [*names, *contract.key])


class Current:
    """The version being served. A changed folder is opened beside it and swapped in whole; a broken change is told, not served."""

    def __init__(self):
        self.lock, self.store, self.seen = threading.Lock(), None, None

    def get(self) -> Store:
        """The store of the data folder as it stands now. Raises DataProblems when no version could be opened yet."""
        with self.lock:
            now = _stamps(data_folder())
            if self.store is None or now != self.seen:
                self.store = self._opened()
                self.seen = now
            return self.store

    def _opened(self) -> Store:
        try:
            return open_store()
        except DataProblems as broken:
            if self.store is None:
                raise
            return replace(self.store, stale_because=(
                f"The data folder changed and now has {len(broken.problems)} problems; the last good version is shown. "
                f"First problem: {broken.problems[0]}"))


CURRENT = Current()


def current() -> Store:
    """The version that every page run draws from; see `Current`."""
    return CURRENT.get()


def broken_rules(opened: Store) -> list[Problem]:
    """The rows that break a rule across tables: each file under `queries/checks/` returns the offenders, one row each.

    A check returns the columns file, row_key, column, value, rule and advice.
    """
    problems = []
    for path in sorted((ROOT / "queries" / "checks").glob("*.sql")):
        names, rows = opened.ask(path.read_text(encoding="utf-8"))
        for row in (dict(zip(names, values, strict=True)) for values in rows):
            problems.append(Problem(f"{row['file']} ({row['row_key']})", None, row["column"], row["value"], row["rule"],
                                    row["advice"], "refuse"))
    return problems


def _stamps(folder: Path) -> tuple:
    """Names, sizes and times of the inputs: cheap to compare at every run."""
    if not folder.is_dir():
        return (folder,)
    with os.scandir(folder) as entries:
        found = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(KINDS)]
    found.append((MODELS.name, MODELS.stat()))
    return (folder, *sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in found))


def _last_day(connection: duckdb.DuckDBPyConnection, contracts: dict[str, Contract]) -> date:
    days = [f'select max("{contract.known_on}_from") as day from "{name}"'
            for name, contract in contracts.items() if contract.known_on]
    with connection.cursor() as cursor:
        return cursor.execute(f"select max(day) from ({' union all '.join(days)})").fetchone()[0]
