"""Every table as a Parquet file: the columns of its contract with their types and meanings, all of them as one ZIP.

A date as precise as known stays text (`2024`, `2024-03`, `2024-03-17`): no day is made up for it.
"""

import io
import json
import zipfile

import pyarrow as pa
from pyarrow import parquet

from ocop.api.forms import arrow_type, plain_decimal
from ocop.store import Store, package


def as_zip(store: Store) -> bytes:
    """`<table>.parquet` for every table, and the licence of the data; they are packed in themselves. Raises QueryTooSlow."""
    members = [(f"{name}.parquet", as_parquet(store, name)) for name in sorted(store.contracts)]
    return package.zipped([*members, *((package.LICENCE, content) for content in package.licence(store))], zipfile.ZIP_STORED)


def as_parquet(store: Store, name: str) -> bytes:
    """One table; title, key and version stand in the metadata of its schema, the meaning of a column in that of its field."""
    contract, meanings, (kinds, rows) = store.contracts[name], package.meanings(store, name), package.rows(store, name)
    cells = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = [pa.array([plain_decimal(cell) for cell in column], arrow_type(kind)) for column, kind in zip(cells, kinds.values(), strict=True)]
    fields = [pa.field(column, array.type, metadata={"description": meanings[column]}) for column, array in zip(kinds, arrays, strict=True)]
    told = {"title": contract.title, "description": contract.about, "grain": contract.grain, "key": json.dumps(contract.key),
            "version": store.fingerprint, "known_on": store.last_day.isoformat()}
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields, told)), out, compression="zstd")
    return out.getvalue()
