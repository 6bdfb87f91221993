"""A version as it leaves the house: all tables with their contracts as one ZIP, a Data Package; and the rows of a table, typed.

The same data give the same bytes: no clock, no name of a machine.
"""

import io
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from ocop.contracts import Problem, datapackage
from ocop.contracts.files import files_of
from ocop.contracts.outgoing import outgoing
from ocop.office import monitor, record
from ocop.store.folders import ROOT
from ocop.store.keeping import put, unfinished
from ocop.store.version import DataProblems, Store, once

LICENCE = "LICENSE.md"


def all_files(store: Store) -> bytes:
    """Every table as `table_file` gives it, its contract, `datapackage.json`, and the licence of the data where there is one."""
    with at_hand(store), TemporaryDirectory() as room:
        files = {name: table_file(store, name, Path(room)) for name in sorted(store.contracts)}
        members = [("datapackage.json", described(store, files).encode())]
        for name, file in files.items():
            members += [(file.name, file.read_bytes()), (f"{name}.toml", files_of(store.folder, name)[1].read_bytes())]
    return zipped([*members, *((LICENCE, content) for content in licence(store))])


def table_bytes(store: Store, name: str) -> bytes:
    """The file of a table as it leaves alone. Raises DataProblems where it is gone."""
    with at_hand(store), TemporaryDirectory() as room:
        return table_file(store, name, Path(room)).read_bytes()


def file_name(store: Store, name: str) -> str:
    """The name of the file of a table. Raises DataProblems where it is gone."""
    with at_hand(store):
        return files_of(store.folder, name)[0].name


@contextmanager
def at_hand(store: Store) -> Iterator[None]:
    """Read the files that a version was built from. Raises DataProblems where they are gone, and has the version looked at: it is then
    built anew, with its files."""
    try:
        yield
    except (OSError, StopIteration) as error:
        store.faults.append("files")
        raise DataProblems([Problem("(cache)", None, None, None, "files gone", "Try again in a moment: they are fetched anew.",
                                    says="the files of this version are not at hand")], "unreadable") from error


def table_file(store: Store, name: str, room: Path) -> Path:
    """The file of a table as it was received; in `room`, written anew, where it must not leave so: see `contracts.outgoing`. Raises
    DataProblems where it is gone."""
    with at_hand(store):
        file = files_of(store.folder, name)[0]
        anew = outgoing(file, store.contracts[name])
    if anew is None:
        return file
    (room / file.name).write_bytes(anew)
    return room / file.name


def is_kept(store: Store, name: str) -> bool:
    """Whether what is made of a whole version is there already; see `kept`."""
    return (kept, name) in store.remembered and os.path.isfile(store.file.with_suffix(f".{name}-zip"))


def kept(store: Store, name: str, make: Callable[[Store], bytes]) -> tuple[Path | bytes, str]:
    """What is made of a whole version, once: the file beside the built one, or the bytes where none can be written, and the SHA-256 of them. A
    file that another process left is not believed: it is made anew, the same."""
    file = store.file.with_suffix(f".{name}-zip")
    key = (kept, name)
    if (mark := store.remembered.get(key)) and os.path.isfile(file):  # Path.is_file raises where it may not look
        return file, mark
    made = make(store)
    mark = store.remembered[key] = sha256(made).hexdigest()
    try:
        with unfinished(file) as begun:
            begun.write_bytes(made)
            put(begun, file)
    except OSError:
        return made, mark
    return file, mark


def zipped(members: Iterable[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Files by name as one ZIP; each bears the same day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as packed:
        for member, content in members:
            packed.writestr(zipfile.ZipInfo(member), content, how)
    return out.getvalue()


def described(store: Store, files: dict[str, Path]) -> str:
    """`datapackage.json`: every table in the words of the standard. Only the shipped licence is named by its name."""
    licences = [datapackage.CC_BY] if is_ours(store) else [{"title": LICENCE, "path": LICENCE} for _content in licence(store)]
    return datapackage.descriptor([(store.contracts[name], file) for name, file in files.items()],
                                  title=title(store), fingerprint=store.fingerprint, known_on=store.last_day.isoformat(), licences=licences)


def title(store: Store) -> str:
    """What the tables are."""
    return f"{monitor()}: illustrative data, made up" if store.is_illustrative else f"The public record of {record()}"


@once
def licence(store: Store) -> list[bytes]:
    """The licence that lies in the data folder; none where there is none. A version whose files are gone says nothing of it."""
    file = store.folder / LICENCE
    with at_hand(store):
        return [file.read_bytes()] if LICENCE in os.listdir(store.folder) else []


def is_ours(store: Store) -> bool:
    """Whether the data are offered under the shipped licence (CC BY 4.0): a folder of one's own is not licensed by us."""
    return licence(store) == [(ROOT / "data" / LICENCE).read_bytes()]


def licence_address(store: Store) -> str:
    """Where the licence of the data stands; empty where they are not under ours."""
    return datapackage.CC_BY["path"].removesuffix("legalcode") if is_ours(store) else ""


def meanings(store: Store, name: str) -> dict[str, str]:
    """What each column of a table holds, in the order of its contract."""
    return {column.name: datapackage.about(column) for column in store.contracts[name].columns.values()}


def rows(store: Store, name: str) -> tuple[dict[str, str], list[tuple]]:
    """The database's type of each column of a table's contract, and the rows in the order of the file. Raises QueryTooSlow."""
    columns = ", ".join(f'"{column}"' for column in store.contracts[name].columns)
    return store.ask_typed(f'select {columns} from "{name}" order by rowid')
