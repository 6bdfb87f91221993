"""Reads one Parquet file in a process of its own, under limits of memory and time, and passes it on as a stream of Arrow batches.

A few hundred kilobytes of Parquet can unpack to gigabytes, and what the file says of its own size may be wrong. Here it costs this
process at most. Texts stay dictionaries, so that a long text repeated a million times is stored once; what they would fill is counted.
One column follows the other, so that the first is judged while the second is read.
Run as a script: `python unpack.py FILE LIMITS`; a refusal is one line of JSON on standard error.
"""

import hashlib
import json
import sys
from pathlib import Path

REFUSED = 3
FEW = 1_000  # rows of which a dictionary costs nothing


class Refused(Exception):
    """The file is not passed on; `args` are rule, sentence and advice."""


def main(path: str, limits: dict) -> int:
    """Write the stream to standard output; 0, or 3 where the file is refused."""
    restrict(limits)
    try:
        import pyarrow as pa

        try:
            pass_on(Path(path), limits, sys.stdout.buffer)
        except (pa.ArrowException, OSError, ValueError, OverflowError, RecursionError) as error:
            if isinstance(error, MemoryError):
                raise
            reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
            raise Refused("corrupt file", f"cannot be read as Parquet ({reason})", limits["fetch"]) from error
    except Refused as refused:
        print(json.dumps(refused.args), file=sys.stderr)
        return REFUSED
    except MemoryError:
        says = f"needs more than {limits['memory'] // 1_000_000:,} MB of memory to be read"
        print(json.dumps(("file too large", says, "Split the table, or write it in smaller row groups and pages.")), file=sys.stderr)
        return REFUSED
    return 0


def restrict(limits: dict) -> None:
    """Bound memory and processor time where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, limits["memory"]), (resource.RLIMIT_CPU, limits["seconds"])):
        _soft, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def pass_on(path: Path, limits: dict, out) -> None:
    """The file column by column, counted on the way: first a stream that has a schema and no rows, then one for each name of a column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != limits["sha256"]:
        raise Refused("hash differs", "was changed while it was read", limits["fetch"])
    file = pq.ParquetFile(pa.BufferReader(data))
    judge(file, limits)
    flat, nested = sorted_out(file.schema_arrow)
    plain = written_plainly(file)
    texts = repeated(data, [field.name for field in flat if pa.types.is_string(field.type) and field.name in plain], limits["batch"])
    file = pq.ParquetFile(pa.BufferReader(data), page_checksum_verification=True, read_dictionary=texts)
    schema = pa.schema([field for field in file.schema_arrow if field.name not in nested])
    told = {"nested": json.dumps(nested), "rows": str(file.metadata.num_rows)}
    with pa.ipc.new_stream(out, schema.with_metadata(told)):
        out.flush()
    count = Count(limits)
    for name in dict.fromkeys(schema.names):
        batches = file.iter_batches(batch_size=limits["batch"], columns=[name], use_threads=False)
        with pa.ipc.new_stream(out, pa.schema([field for field in schema if field.name == name])) as stream:
            rows = sum(forward(of_name(batch, name), count, stream) for batch in batches)
        if rows != file.metadata.num_rows:
            raise Refused("corrupt file", f"holds {rows:,} rows in the column {name[:60]}, and says {file.metadata.num_rows:,}", limits["fetch"])


def judge(file, limits: dict) -> None:
    """What the file says of its own size."""
    said = file.metadata
    if said.num_columns > limits["columns"]:
        says = f"has {said.num_columns:,} columns, and no more than {limits['columns']:,} are read"
        raise Refused("too many columns", says, "Keep those that the contract names.")
    if said.num_rows > limits["rows"]:
        raise Refused("too many rows", f"has {said.num_rows:,} rows, and no more than {limits['rows']:,} are read", "Split the table.")
    unpacked = sum(said.row_group(group).total_byte_size for group in range(said.num_row_groups))
    if unpacked > limits["total"]:
        raise Refused("file too large", f"unpacks to {unpacked:,} bytes, and no more than {limits['total']:,} are read", "Split the table.")


def sorted_out(schema) -> tuple[list, dict[str, str]]:
    """The fields that hold plain values or lists of them, and the types of the others by name."""
    import pyarrow as pa

    flat, nested = [], {}
    for field in schema:
        kind = field.type.value_type if pa.types.is_list(field.type) or pa.types.is_large_list(field.type) else field.type
        if pa.types.is_nested(kind):
            nested[field.name] = str(field.type)[:80]
        else:
            flat.append(field)
    return flat, nested


def written_plainly(file) -> set[str]:
    """The columns that every row group holds as a dictionary or as plain values; the reader can keep only these as dictionaries."""
    simple = {"PLAIN", "PLAIN_DICTIONARY", "RLE_DICTIONARY", "RLE", "BIT_PACKED"}
    said = file.metadata
    chunks = [said.row_group(group).column(place) for group in range(said.num_row_groups) for place in range(said.num_columns)]
    return {chunk.path_in_schema for chunk in chunks} - {chunk.path_in_schema for chunk in chunks if not simple.issuperset(chunk.encodings)}


def repeated(data: bytes, texts: list[str], size: int) -> list[str]:
    """Those of the columns whose texts come again, by the first rows of the longest row group: where most rows hold one of their own, a
    dictionary costs its reader many times what the texts do."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    file = pq.ParquetFile(pa.BufferReader(data), read_dictionary=texts)
    groups = sorted(range(file.num_row_groups), key=lambda group: file.metadata.row_group(group).num_rows)
    looked = next(file.iter_batches(batch_size=size, row_groups=groups[-1:], columns=texts, use_threads=False), None)
    own = set() if looked is None else {
        name for name, column in zip(looked.schema.names, looked.columns, strict=True)
        if pa.types.is_dictionary(column.type) and 2 * pc.count_distinct(column.indices).as_py() > max(len(looked), FEW)}
    return [name for name in texts if name not in own]


class Count:
    """What the columns of a file fill once laid out."""

    def __init__(self, limits: dict):
        self.limits = limits
        self.filled: dict[str, int] = {}
        self.items: dict[str, int] = {}

    def add(self, name: str, column) -> None:
        """A part of a column. Raises Refused where it is more than is read."""
        named, limits = name[:60], self.limits
        if (found := longest(column)) > limits["text"]:
            says = f"holds a text of {found:,} bytes in the column {named}, and no more than {limits['cell']:,} are read"
            raise Refused("cell too long", says, "Shorten it.")
        self.filled[name] = self.filled.get(name, 0) + laid_out(column)
        self.items[name] = self.items.get(name, 0) + (len(column.values) if hasattr(column, "values") else 0)
        if self.items[name] > limits["items"]:
            says = f"holds more than {limits['items']:,} items in the lists of the column {named}"
            raise Refused("file too large", says, "Shorten the lists, or split the table.")
        if self.filled[name] > limits["column"]:
            says = f"unpacks to more than {limits['column'] // 1_000_000:,} MB in the column {named}"
            raise Refused("file too large", says, "Shorten its texts, or split the table.")
        if sum(self.filled.values()) > limits["total"]:
            raise Refused("file too large", f"unpacks to more than {limits['total'] // 1_000_000:,} MB", "Split the table.")


def of_name(batch, name: str):
    """The columns of just this name: the reader also gives the parts of a nested one that are called so with a dot."""
    return batch.select([place for place, other in enumerate(batch.schema.names) if other == name])


def forward(batch, count: Count, stream) -> int:
    """Verify a batch, count what it fills, and pass it on; its rows."""
    batch.validate(full=True)
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        count.add(name, column)
    stream.write_batch(lean(batch))
    return len(batch)


def lean(batch):
    """The same rows with those texts alone that they hold."""
    return batch.from_arrays([only_used(column) for column in batch.columns], schema=batch.schema)


def only_used(column):
    """A part of a column with those texts alone that its cells name: a part may carry the texts of the whole, many times as many as its cells."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type) or len(column.dictionary) <= len(column):
        return column
    used = pc.unique(column.indices.drop_null())
    codes = pc.index_in(column.indices, value_set=used).cast(column.type.index_type)
    return pa.DictionaryArray.from_arrays(codes, column.dictionary.take(used), ordered=column.type.ordered)


def longest(column) -> int:
    """The bytes of the longest text; 0 of a column that holds none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    held = column.values if hasattr(column, "values") else column
    held = held.dictionary if pa.types.is_dictionary(held.type) else held
    told = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
    return pc.max(pc.binary_length(held)).as_py() or 0 if any(is_it(held.type) for is_it in told) else 0


def laid_out(column) -> int:
    """The bytes of a column with every text written out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type) or not pa.types.is_string(column.type.value_type):
        return column.nbytes
    lengths = pc.binary_length(column.dictionary).cast(pa.int64())
    return (pc.sum(lengths.take(column.indices)).as_py() or 0) + 4 * len(column)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], json.loads(sys.argv[2])))
