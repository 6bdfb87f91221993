"""The columns of a Parquet file on their way from the process that reads it (`unpack`): each is handed over once it is there, so that the
first is judged while the next is read."""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

import pyarrow as pa

from . import limits
from .problems import Problem, of_file
from .raw import Unreadable

PROGRAM = Path(__file__).with_name("unpack.py")
_BATCHES = 16  # that are held as they came from the reader
_BROKEN = (pa.ArrowException, OSError, ValueError)


class Arriving:
    """A file that is being read: the `schema` of its columns of plain values or lists of them, and how many `rows`. `problems` are those
    found before.

    Raises Unreadable, as do the columns: what turns out late counts for the whole file.
    """

    def __init__(self, path: Path, sha256: str, fetch: str, problems: list[Problem]):
        self.path, self.problems, self._fetch = path, problems, fetch
        said = {"rows": limits.PARQUET_ROWS, "columns": limits.COLUMNS, "total": limits.PARQUET_UNPACKED_BYTES,
                "column": limits.PARQUET_COLUMN_BYTES, "items": limits.PARQUET_ITEMS, "text": limits.PARQUET_TEXT_BYTES,
                "cell": limits.CELL_BYTES, "memory": limits.READER_BYTES, "seconds": limits.READER_SECONDS,
                "batch": 65_536, "sha256": sha256, "fetch": fetch}
        command = [sys.executable, str(PROGRAM), str(path), json.dumps(said)]
        room = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "1",
                "OMP_NUM_THREADS": "1"}
        self._told = tempfile.TemporaryFile()  # noqa: SIM115  # closed once the reader has ended
        self._reader = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._told, env=os.environ | room)
        assert self._reader.stdout  # a pipe
        self._pipe = self._reader.stdout
        self._stream = pa.PythonFile(self._pipe, mode="r")
        try:
            self.schema = pa.ipc.open_stream(self._stream).read_all().schema
            self.rows = int(self.schema.metadata[b"rows"])
        except _BROKEN:
            raise self._refused(*self._ended()) from None

    def begin(self, wanted: set[int]) -> tuple[dict[int, Future[pa.ChunkedArray]], Future[None]]:
        """The wanted columns by their place in the schema, and the end of the file, all on their way."""
        columns: dict[int, Future[pa.ChunkedArray]] = {place: Future() for place in sorted(wanted)}
        end: Future[None] = Future()
        Thread(target=self._receive, args=(dict(columns), end), name=f"reading {self.path.name}").start()
        return columns, end

    def _receive(self, awaited: dict[int, Future[pa.ChunkedArray]], end: Future[None]) -> None:
        """Hand over each column; whatever happens, nobody waits for ever."""
        failed: BaseException | None = None
        try:
            for name in dict.fromkeys(self.schema.names):
                self._hand_over(name, awaited)
        except BaseException as error:  # told by the columns that did not come
            failed = error
        code, words = self._ended()
        if failed is None and code == 0:
            end.set_result(None)
            return
        refused = failed if failed and not isinstance(failed, _BROKEN) else self._refused(code, words)
        for future in (*awaited.values(), end):
            future.set_exception(refused)

    def _hand_over(self, name: str, awaited: dict[int, Future[pa.ChunkedArray]]) -> None:
        """The columns of a name; what is handed over is not held here any longer."""
        places = [place for place, other in enumerate(self.schema.names) if other == name]
        columns = _gathered(pa.ipc.open_stream(self._stream), not awaited.keys().isdisjoint(places))
        for place, column in zip(places, columns, strict=bool(columns)):
            if place in awaited:
                awaited.pop(place).set_result(column)

    def _ended(self) -> tuple[int, str]:
        """How the reading process ended, and what it said."""
        self._pipe.close()
        code = self._reader.wait()
        with self._told as told:
            told.seek(0)
            return code, told.read(4_000).decode("utf-8", "replace")

    def _refused(self, code: int, words: str) -> Unreadable:
        """What the reading process said, or that it was stopped."""
        try:
            rule, says, advice = json.loads(words.strip().splitlines()[-1])
        except (ValueError, IndexError, TypeError):
            rule, says, advice = "corrupt file", f"cannot be read as Parquet (its reader was stopped, {code})", self._fetch
        return Unreadable([*self.problems, of_file(self.path.name, rule, says, advice)])


def _gathered(stream: pa.RecordBatchReader, is_wanted: bool) -> list[pa.ChunkedArray]:
    """The columns of a stream, each in a few long pieces: what a batch came in is given back on the way. None where nobody wants them."""
    pieces, batches = [], []
    for batch in stream:
        if is_wanted:
            batches.append(batch)
        if len(batches) >= _BATCHES:
            pieces.append(_joined(batches))
            batches = []
    if batches or not pieces:
        pieces.append(_joined(batches) if batches else stream.schema.empty_table())
    return list(map(_whole, pa.concat_tables(pieces).columns)) if is_wanted else []


def _whole(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of a few texts many times as one piece, with numbers as small as they can be: it may wait for its turn."""
    if not pa.types.is_dictionary(column.type):
        return column
    whole = column.unify_dictionaries().combine_chunks()
    small = next(kind for kind in (pa.int8(), pa.int16(), pa.int32()) if len(whole.dictionary) < 2 ** (kind.bit_width - 1))
    return pa.chunked_array([pa.DictionaryArray.from_arrays(whole.indices.cast(small), whole.dictionary)])


def _joined(batches: list[pa.RecordBatch]) -> pa.Table:
    return pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
