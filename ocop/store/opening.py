"""A folder becomes a version: checked and built if it never was, then opened."""

import logging
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import duckdb

from ocop import library
from ocop.contracts import Contract, Problem, Report, check_folder, contracts_of, data_files
from ocop.store.building import build
from ocop.store.fingerprints import MARKER, fingerprint, reason
from ocop.store.folders import data_folder, temporary_folder, wanted_folder
from ocop.store.keeping import is_whole, keep_notices, kept_notices, put, unfinished
from ocop.store.last_good import keep_last, last_of
from ocop.store.needs import unmet
from ocop.store.pruning import prune, serves, sweep
from ocop.store.received import copied, received_of
from ocop.store.telling import because, damaged
from ocop.store.version import LOCKED, DataProblems, NoRoom, Store

log = logging.getLogger("ocop.store.opening")


def open_store(folder: Path | None = None) -> Store:
    """Check and build if this version was never built, open. Raises DataProblems, and NoRoom where nothing can be written.

    A version is checked once: what was found worth a notice is kept beside the built file, until a rule of `contracts` changes.
    A built file that does not match its hash, or cannot be opened, is built anew.
    """
    called = folder or data_folder()
    ground = library.ground(called)
    if ground.fault and not ground.version:
        raise damaged(ground.fault)
    opened = replace(version_of(ground.folder.resolve()), version=ground.version)
    if ground.fault:
        broken = damaged(ground.fault)
        return replace(opened, stale_because=because(broken), stale_kind=broken.kind)
    keep_last(called, opened.file, opened.fingerprint)
    return opened


def version_of(folder: Path) -> Store:
    """The version of a folder as it is now, kept or new."""
    mark = fingerprint(folder)
    for place in places():
        if kept := kept_version(place / f"{mark[:16]}.duckdb", mark):
            return kept
    return taken_over(folder, mark) or new_version(folder)


def taken_over(folder: Path, mark: str) -> Store | None:
    """The version that was built when it was published, copied to where built files live; None where it was not, or under other rules."""
    built = folder / library.BUILT / f"{mark[:16]}.duckdb"
    if kept_notices(built) is None or not is_whole(built):
        return None
    for place in places():
        try:
            place.mkdir(parents=True, exist_ok=True)
            file = place / built.name
            if serves(file):  # and is damaged
                return None
            with copied(folder, place / "received.new") as copy:
                put(copy, received_of(file))
            for end in (".duckdb", ".sha256", ".notices"):
                with unfinished(file.with_suffix(end)) as begun:
                    shutil.copyfile(built.with_suffix(end), begun)
                    put(begun, file.with_suffix(end))
            if opened := kept_version(file, mark):
                prune(place)
                return opened
        except OSError as error:
            log.warning("a version could not be taken over into %s: %s", place, error)
    return None


def open_apart(folder: Path, place: Path) -> Store:
    """A folder that is looked at once, built in a place of its own and never kept among the versions. Raises DataProblems, OSError."""
    with told_as_no_room():
        place.mkdir(parents=True, exist_ok=True)
        return built_in(place, folder.resolve())


@contextmanager
def told_as_no_room() -> Iterator[None]:
    """What DuckDB says of a disk that takes no more, as the error of the system that it is."""
    try:
        yield
    except duckdb.IOException as error:
        log.warning("a version could not be built: %s", error)
        raise NoRoom("no space left, or no permission") from error


def last_good(folder: Path) -> Store | None:
    """The version that a folder gave last, whatever the folder holds now; None where the cache does not prove one."""
    for place in places():
        if (last := last_of(place, folder)) and (kept := kept_version(*last)):
            return kept
    return None


def places() -> Iterator[Path]:
    """The folders that may hold built files, the wanted one first."""
    yield wanted_folder()
    yield temporary_folder()


def kept_version(file: Path, mark: str) -> Store | None:
    """A version that was built before, if all that belongs to it is there and whole."""
    notices = kept_notices(file)
    if notices is None or not is_whole(file):
        return None
    try:
        received = received_of(file)
        if fingerprint(received) != mark:
            return None
        return opened(file, received, mark, notices)
    except (DataProblems, OSError, duckdb.Error) as error:
        log.warning("a built version is not used: %s", error)
        return None


@lru_cache(maxsize=4)
def older(file: Path, mark: str) -> Store | None:
    """A version that was built before and is not the one in use; the few asked for last stay open."""
    return kept_version(file, mark)


def kept(beginning: str) -> Store | None:
    """The version whose fingerprint begins with these twelve signs, if it was built here and is still kept; see `prune`."""
    for file in (file for place in places() for file in sorted(place.glob(f"{beginning}*.duckdb"))):
        try:
            mark = fingerprint(received_of(file))
        except (DataProblems, OSError):
            continue
        if mark.startswith(beginning) and (found := older(file, mark)):
            return found
    return None


def new_version(folder: Path) -> Store:
    """Check, build and open, in the first folder that has room."""
    for place in places():
        try:
            place.mkdir(parents=True, exist_ok=True)
            sweep(place)
            return built_in(place, folder)
        except (OSError, duckdb.IOException) as error:
            log.warning("a version could not be built in %s: %s", place, error)
            last = error
    raise NoRoom(reason(last) if isinstance(last, OSError) else "no space left, or no permission") from last


def built_in(place: Path, folder: Path) -> Store:
    """The version of a folder as it is now, built in one of the places."""
    with copied(folder, place / "received.new") as copy:
        mark = fingerprint(copy)
        report = checked(copy, mark)
        file = place / f"{mark[:16]}.duckdb"
        if serves(file):  # and is damaged: DuckDB would hand out the open file again under its name
            file = place / f"{mark[:16]}-{uuid.uuid4().hex[:6]}.duckdb"
        notices = built_from(report, file, mark)
        put(copy, received_of(file))
    store = opened(file, received_of(file), mark, notices)
    prune(place)
    return store


def checked(folder: Path, mark: str) -> Report:
    """The check of a folder without a problem. Raises DataProblems."""
    report = check_folder(folder)
    if problems := report.problems or unmet(report):
        raise DataProblems(problems, mark=mark)
    return report


def built_from(report: Report, file: Path, mark: str) -> tuple[Problem, ...]:
    """Build a file with its hash and its notices, which are handed back. Raises DataProblems."""
    try:
        doubts = build(report, file)
    except DataProblems as broken:
        raise DataProblems(broken.problems, mark=mark) from None
    return keep_notices(file, [*report.notices, *doubts])


def opened(file: Path, received: Path, mark: str, notices: tuple) -> Store:
    """The built file with the contracts it was built by, read-only."""
    contracts, _known = contracts_of(data_files(received))
    connection = duckdb.connect(file, config=LOCKED)
    used(file)
    return Store(received, file, mark, contracts, notices, (received / MARKER).exists(), _last_day(connection, contracts), connection)


def used(file: Path) -> None:
    """Note that a version is in use today; the versions that were used last are kept."""
    with suppress(OSError):  # a folder that is only read
        os.utime(file.with_suffix(".sha256"))


def _last_day(connection: duckdb.DuckDBPyConnection, contracts: dict[str, Contract]) -> date:
    days = [f'select max("{contract.known_on}_from") as day from "{name}"'
            for name, contract in contracts.items() if contract.known_on]
    with connection.cursor() as cursor:
        return cursor.execute(f"select max(day) from ({' union all '.join(days)})").fetchall()[0][0]
