"""The rows of a figure in the forms that others read: the shown columns, codes, ISO days, unknown as none; the same in each form.

JSON carries the words of the figure and what each column is; CSV is the file of the screen; a workbook has a second sheet that says what the
first is; Parquet has types, and the words in its metadata.
"""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from ocop import parts, queries
from ocop.api.asked import Asked
from ocop.api.columns import described
from ocop.filters import parameters
from ocop.kinds import DAYS, WHOLE
from ocop.records import plain, records
from ocop.texts import _


def page_of(call: Asked, result: queries.Result) -> queries.Result:
    """The result with the rows of one page alone. Its words are of all rows: take them from the whole."""
    return replace(result, rows=result.rows[call.offset:call.offset + call.limit])


def told(call: Asked, result: queries.Result) -> dict[str, Any]:
    """What the rows are: the figure in words, the choice, the days, the version."""
    query, days = result.query, parameters(call.store, call.filters)
    takes = queries.wanted(call.store, query)
    return {
        "query": query.name, "title": _(query.title), "unit": query.unit, "grain": query.grain, "finding": result.finding,
        "reading": result.reading, "notes": [_(note) for note in query.notes], "choice": call.words(),
        **{word: days[word].isoformat() for word in ("as_of", "compare_with") if word in takes},
        "not_obeyed": {name: query.ignores[name] for name in result.unheeded},
        "counted_from": query.counted or None, "illustrative": call.store.is_illustrative, "stale_because": call.store.stale_because or None,
        "version": call.store.fingerprint[:12]}


def as_json(call: Asked, result: queries.Result) -> Iterator[bytes]:
    """One object: what the rows are, the columns, how many rows there are, and the rows of this page."""
    following = min(call.offset + call.limit, max(call.offset, len(result.rows)))
    head = {**told(call, result), "columns": described(result), "total": len(result.rows), "offset": call.offset,
            "next_offset": following if following < len(result.rows) else None}
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2].encode() + b',\n "rows": ['
    before, shown = "", result.shown
    for some in parts.of_page(result, call.offset, call.limit):
        lines = []
        for row in some:  # one by one: together they would take eight times the room of the file
            text = json.dumps(records(shown, [row])[0], ensure_ascii=False, indent=1).replace("\n", "\n  ")
            lines.append(f"{before}\n  {text}")
            before = ","
        yield "".join(lines).encode()
    yield b"\n ]\n}\n" if before else b"]\n}\n"


def as_csv(call: Asked, result: queries.Result) -> Iterator[bytes]:
    """The file that the screen offers for download, in UTF-8; its head is the first part."""
    yield queries.as_csv(replace(result, rows=[])).encode()
    for some in parts.of_page(result, call.offset, call.limit):
        yield queries.lines(result.shown, some).encode()


def as_parquet(call: Asked, result: queries.Result) -> Iterator[bytes]:
    """A Parquet file whose types are those of the database, the words of the figure in the metadata of its schema. It is one part, because its
    rows are written column by column; as columns they take a fraction of their room."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {name: arrow_type(result.kinds.get(name, "")) for name in result.shown}
    cells: dict[str, list] = {name: [] for name in kinds}  # arrays of a known type; values where they must say it themselves
    for some in parts.of_page(result, call.offset, call.limit):
        for name, kind in kinds.items():
            column = [plain_decimal(row[name]) for row in some]
            cells[name] += column if kind is None else [pa.array(column, kind)]
    columns = {name: pa.array(cells[name]) if kind is None else pa.concat_arrays(cells[name] or [pa.array([], kind)])
               for name, kind in kinds.items()}
    words = {key: json.dumps(value, ensure_ascii=False) for key, value in told(call, result).items()}
    out = io.BytesIO()
    parquet.write_table(pa.table(columns).replace_schema_metadata(words), out, compression="zstd")
    yield out.getvalue()


def plain_decimal(value: Any) -> Any:
    """A decimal of the database as the number that it is."""
    return float(value) if isinstance(value, Decimal) else value


def arrow_type(kind: str) -> Any:
    """The Arrow type of a type of the database; None lets the values say."""
    import pyarrow as pa

    if kind.endswith("[]"):
        return pa.list_(inner) if (inner := arrow_type(kind[:-2])) is not None else None
    if kind in DAYS:
        return pa.date32() if kind == "DATE" else pa.timestamp("us")
    if kind in WHOLE:
        return pa.int64()
    return {"VARCHAR": pa.string(), "BOOLEAN": pa.bool_(), "DOUBLE": pa.float64(), "FLOAT": pa.float64()}.get(
        kind, pa.float64() if kind.startswith("DECIMAL") else pa.null() if kind == '"NULL"' else None)


def as_workbook(call: Asked, result: queries.Result) -> Iterator[bytes]:
    """A workbook, as one part: the rows, and a sheet that says what they are. Words are words, whatever they begin with;
    days are text in ISO form."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": _(result.query.title), "created": datetime.combine(call.store.last_day, datetime.min.time())})
    bold, rows = book.add_format({"bold": True}), book.add_worksheet("rows")
    rows.freeze_panes(1, 0)
    some = list(chain.from_iterable(parts.of_page(result, call.offset, call.limit)))
    for column, name in enumerate(result.shown):
        rows.write_string(0, column, name, bold)
        for line, row in enumerate(some, start=1):
            write(rows, line, column, plain(row[name]))
    about = book.add_worksheet("about")
    for line, (name, value) in enumerate(told(call, result).items()):
        about.write_string(line, 0, name, bold)
        write(about, line, 1, value if isinstance(value, str | int | float | None) else json.dumps(value, ensure_ascii=False))
    book.close()
    yield out.getvalue()


def write(sheet: Any, line: int, column: int, value: Any) -> None:
    """One cell; unknown stays empty."""
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value)
    elif value is not None:
        sheet.write_string(line, column, queries.cell(value) if isinstance(value, list) else str(value))


FORMS: dict[str, tuple[str, Callable[[Asked, queries.Result], Iterator[bytes]]]] = {
    "json": ("application/json", as_json), "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
    "parquet": ("application/vnd.apache.parquet", as_parquet)}


def made(call: Asked, form: str) -> bytes:
    """A page of rows in one of FORMS. Raises QueryTooSlow."""
    return b"".join(FORMS[form][1](call, call.passed()))
