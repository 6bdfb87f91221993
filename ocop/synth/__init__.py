"""An illustrative data folder of any size: the shipped record, and as many made-up facts of districts as asked for.

For tests of speed and for demonstrations, never for a reader who looks for facts: the folder carries a file `ILLUSTRATIVE`,
which every screen shows as a banner, and each made-up fact names a source of its own that says so. It refuses to write into a
folder that holds anything else. The same count and seed give the same bytes.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ocop.contracts import Contract, check_folder
from ocop.store import ROOT, DataProblems
from ocop.synth import countries as whole_countries

RECORD = ROOT / "data"
FACTS = 10_000_000  # unless another number is asked for
UNITS, MONTHS, MOST_MONTHS = 10_000, 10, 100  # of each made-up programme; months that its units report, and the most that they may
BATCH = 500_000  # rows that are held at a time
SOURCE = "S000"
DIGITS = 10
NOTE = """Illustrative data: made up for tests and demonstrations, not facts.
figures.parquet holds {shipped:,} figures of the public record and {made:,} made-up ones (programme, place, indicator, month);
the made-up ones are those with the source {source}. All other tables are the public record.
Written by: python -m ocop synth FOLDER --facts {facts} --seed {seed}
"""


class NoRoom(OSError):
    """The folder holds something that is not illustrative data, or the count is smaller than the record."""


@dataclass(frozen=True)
class Grid:
    """What a month of made-up facts covers: every unit of the sister programmes times every indicator. Months are counted from
    year 0; `until` is the last whole month that was known on the last day of the record. `most` is the highest value that the unit of
    each indicator allows, infinite where it sets none."""

    programmes: pa.Array
    places: pa.Array
    indicators: pa.Array
    most: np.ndarray
    until: int
    first: int

    @property
    def cells(self) -> int:
        return len(self.places) * len(self.indicators)


def make(folder: Path, facts: int | None, seed: int, countries: int = 0, units: int = UNITS) -> int:
    """Write the folder; returns the bytes of its figures. With `countries` the made-up figures are those of so many made-up programmes
    of so many units each. Raises NoRoom, and DataProblems where the record itself is broken."""
    report = check_folder(RECORD)
    if report.problems:
        raise DataProblems(report.problems)
    shipped = report.tables["figures"]
    codes = whole_countries.chosen(report.tables, countries)
    if len(codes) < countries:
        raise NoRoom(f"--countries {countries} is more than the {len(codes)} countries without a programme on record; ask for fewer.")
    if facts is None:
        facts = shipped.num_rows + countries * units * MONTHS if countries else FACTS
    if countries and facts - shipped.num_rows > countries * units * MOST_MONTHS:
        raise NoRoom(f"--facts {facts} is more than {MOST_MONTHS} months of {countries * units} units; ask for fewer.")
    if facts < shipped.num_rows:
        raise NoRoom(f"--facts {facts} is less than the {shipped.num_rows} figures of the record; ask for more.")
    folder = Path(os.path.realpath(folder))
    check_room(folder)
    made = facts - shipped.num_rows
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".ocop-", suffix=".unfinished", ignore_cleanup_errors=True) as unfinished:
        whole = Path(unfinished) / "whole"
        whole.mkdir()
        size = fill(whole, report, made, facts, seed, codes, units)
        if folder.exists():
            os.rename(folder, Path(unfinished) / "old")
        os.rename(whole, folder)
    return size


def fill(folder: Path, report, made: int, facts: int, seed: int, codes: list[str], units: int) -> int:
    """All files of the folder; the bytes of its figures."""
    shipped = report.tables["figures"]
    copy_record(folder)
    add_source(folder / "sources.csv")
    add_example(folder)
    note = NOTE.format(shipped=shipped.num_rows, made=made, facts=facts, seed=seed, source=SOURCE)
    if codes:
        note = note.replace(f" --seed {seed}", f" --seed {seed} --countries {len(codes)} --units {units}")
    (folder / "ILLUSTRATIVE").write_text(note, encoding="utf-8")
    path = folder / "figures.parquet"
    contract = report.contracts["figures"]
    plan = grid(report.tables, report.contracts, made)
    if codes:
        whole_countries.add(folder, report.tables, report.contracts, codes, units, SOURCE)
        plan = of_countries(plan, codes, units, made)
    batches = made_up(plan, made, np.random.default_rng(seed))
    write(path, contract, shipped, batches, whole_countries.own_texts(contract) if codes else contract.key)
    whole_countries.seal(path)
    return path.stat().st_size


def check_room(folder: Path) -> None:
    """Nothing where there is no folder yet, an empty one or an older illustrative one, which gives way once the new one is whole; anything
    else is left alone: NoRoom."""
    found = list(folder.iterdir()) if folder.is_dir() else []
    if found and not (folder / "ILLUSTRATIVE").is_file():
        raise NoRoom(f"{folder} holds other files. Name a new folder, or one that `synth` wrote.")
    for path in found:
        if path.is_dir():
            raise NoRoom(f"{folder} holds the folder {path.name}, which `synth` did not write. Name a new folder.")


def copy_record(folder: Path) -> None:
    """All contracts, and all tables but the figures."""
    for path in sorted(RECORD.glob("*.*")):
        if path.is_file() and (path.stem != "figures" or path.suffix == ".toml"):
            shutil.copyfile(path, folder / path.name)


def add_source(path: Path) -> None:
    """The source that made-up facts name, so that none of them is laid at the door of a real one."""
    says = "Made up by python -m ocop synth; nobody reported it"
    row = {"source_id": SOURCE, "address": says, "publisher": "OCOP Monitor", "grade": "D", "is_copy": "false", "received_as": says}
    whole_countries.append(path, [row])


# A worked example of a target: what the initiative's own targets would look like, each row naming the made-up source.
EXAMPLE = {
    "targets": [{"target_id": "TG-EX-1", "programme_id": "ocop-fao", "indicator": "countries_joined", "place_id": "WORLD", "value": "120",
                 "is_additional": "false", "due_on": "2026-12-31", "baseline": "78", "baseline_on": "2022-11-03",
                 "known_on": "2025-01-15", "known_on_basis": "source", "source_id": SOURCE}],
    "target_milestones": [{"target_id": "TG-EX-1", "on": day, "value": value, "known_on": "2025-01-15", "known_on_basis": "source",
                           "source_id": SOURCE} for day, value in (("2025-06-30", "95"), ("2025-12-31", "105"), ("2026-06-30", "112"))],
    "judgements": [{"judgement_id": "JD-EX-1", "target_id": "TG-EX-1", "status": "at risk", "author": "Secretariat (made up)",
                    "reason": "fewer applications than expected", "on": "2025-08-01", "expires_on": "2025-12-31"}],
    "review_notes": [{"note_id": "RN-EX-1", "review_id": "RV-2025-H1", "indicator": "countries_joined", "place_id": "WORLD",
                      "author": "Secretariat (made up)", "note": "Applications received in July are counted.", "on": "2025-08-01"}],
}


def add_example(folder: Path) -> None:
    """The rows of EXAMPLE at the end of their tables."""
    for table, rows in EXAMPLE.items():
        whole_countries.append(folder / f"{table}.csv", rows)


def grid(tables: dict[str, pa.Table], contracts: dict[str, Contract], made: int) -> Grid:
    """The cells of a month, and the month to begin with so that the last fact falls into the last whole month."""
    units = tables["programme_units"].select(["programme_id", "place_id"])
    units = units.filter(pc.not_equal(units["programme_id"], "ocop-fao")).group_by(["programme_id", "place_id"]).aggregate([])
    units = units.sort_by([("programme_id", "ascending"), ("place_id", "ascending")])
    kinds = tables["indicators"].select(["indicator", "unit"]).group_by(["indicator", "unit"]).aggregate([]).sort_by("indicator")
    countries = pc.sum(pc.equal(tables["places"]["kind"], "country")).as_py()
    most = np.array([{"percent": 100, "share": 1, "countries": countries}.get(unit, np.inf) for unit in kinds["unit"].to_pylist()])
    indicators = kinds["indicator"].combine_chunks()
    last = last_known_on(tables, contracts)
    until = last.year * 12 + last.month - 1 - (1 if last.day >= 15 else 2)
    months = -(-made // (units.num_rows * len(indicators)))
    places, programmes = (units[name].combine_chunks() for name in ("place_id", "programme_id"))
    return Grid(programmes, places, indicators, most, until, until - months + 1)


def of_countries(plan: Grid, codes: list[str], units: int, made: int) -> Grid:
    """The cells of a month of made-up programmes: one indicator of every unit."""
    parts = [(programmes, [whole_countries.place(*unit) for unit in zip(countries, numbers.tolist(), strict=True)])
             for programmes, countries, numbers in whole_countries.units(codes, units)]
    programmes, places = (pa.array([one for part in parts for one in part[side]]) for side in (0, 1))
    months = -(-made // len(places))
    return Grid(programmes, places, pa.array([whole_countries.INDICATOR]), np.array([np.inf]), plan.until, plan.until - months + 1)


def last_known_on(tables: dict[str, pa.Table], contracts: dict[str, Contract]) -> date:
    """The last day on which anything in the record became known."""
    days = (pc.max(tables[name][f"{contract.known_on}_from"]).as_py() for name, contract in contracts.items() if contract.known_on)
    return max(day for day in days if day)


def made_up(plan: Grid, made: int, chance: np.random.Generator) -> Iterator[pa.Table]:
    """The made-up facts in batches, month after month as they would be reported; each cell grows from a level of its own."""
    levels = np.exp(chance.normal(4.5, 1.6, plan.cells))
    growth = chance.uniform(0.0, 0.02, plan.cells)
    for start, stop in pairwise([*range(0, made, BATCH), made]):
        numbers = np.arange(start, stop)
        months, cells = plan.first + numbers // plan.cells, numbers % plan.cells
        units, kinds = np.divmod(cells, len(plan.indicators))
        values = levels[cells] * (1 + growth[cells]) ** (months - plan.first) * chance.uniform(0.9, 1.1, len(cells))
        values = np.rint(values / (1 + values / plan.most[kinds]))
        yield pa.table({
            "figure_id": numbered(numbers + 1), "programme_id": chosen(plan.programmes, units),
            "indicator": chosen(plan.indicators, kinds), "place_id": chosen(plan.places, units),
            "indicator_as_received": chosen(plan.indicators, kinds), **days(months), "value": pa.array(values),
            **{name: always(value, len(cells)) for name, value in (
                ("qualifier", "eq"), ("qualifier_as_received", "eq"), ("known_on_basis", "source"), ("source_id", SOURCE),
                ("note", "made up"))}})


def chosen(values: pa.Array, places: np.ndarray) -> pa.DictionaryArray:
    """A text column as its distinct texts and the place of each cell's text among them."""
    distinct = values.unique()
    codes = pc.index_in(values, distinct).to_numpy()
    return pa.DictionaryArray.from_arrays(pa.array(codes[places].astype(np.int32)), distinct)


def always(value: str, rows: int) -> pa.DictionaryArray:
    """A text column with one text."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([value]))


def days(months: np.ndarray) -> dict[str, pa.Array]:
    """The month that a fact speaks of, and the 15th of the next, when it became known."""
    distinct, codes = np.unique(months, return_inverse=True)
    codes = pa.array(codes.astype(np.int32))
    spoken = [f"{month // 12:04}-{month % 12 + 1:02}" for month in distinct]
    known = [f"{month // 12:04}-{month % 12 + 1:02}-15" for month in distinct + 1]
    return {name: pa.DictionaryArray.from_arrays(codes, pa.array(texts)) for name, texts in (("on", spoken), ("known_on", known))}


def numbered(numbers: np.ndarray) -> pa.StringArray:
    """`SY-0000000001` and so on, a column at a time."""
    texts = np.empty((len(numbers), 3 + DIGITS), np.uint8)
    texts[:, :3] = np.frombuffer(b"SY-", np.uint8)
    for place in range(DIGITS):
        texts[:, -1 - place] = ord("0") + numbers // 10**place % 10
    offsets = np.arange(len(numbers) + 1, dtype=np.int32) * texts.shape[1]
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(offsets), pa.py_buffer(texts))


def schema_of(contract: Contract, own: Iterable[str]) -> pa.Schema:
    """The stored types: the value as a number, as text what most rows have for themselves, every other column as a dictionary of texts."""
    words = pa.dictionary(pa.int32(), pa.string())
    kinds = {"decimal": pa.float64(), **dict.fromkeys(own, pa.string())}
    return pa.schema([(name, kinds.get(name, kinds.get(column.type, words))) for name, column in contract.columns.items()])


def write(path: Path, contract: Contract, shipped: pa.Table, batches: Iterator[pa.Table], own: Iterable[str]) -> None:
    """The figures of the record, then the made-up ones, into one Parquet file; columns that a batch lacks are unknown, and most rows have
    a text for themselves in those of `own`."""
    schema = schema_of(contract, own)
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=words, write_statistics=False,
                          column_encoding=dict.fromkeys(own, "DELTA_BYTE_ARRAY")) as file:
        for rows in chain([shipped], batches):
            file.write_table(laid_out(rows, schema), row_group_size=BATCH)


def laid_out(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows with exactly the columns and types of the schema."""
    held = {name for name in rows.schema.names if rows[name].null_count < len(rows)}
    columns = [rows[field.name].cast(field.type) if field.name in held else pa.nulls(len(rows), field.type) for field in schema]
    return pa.table(columns, schema=schema)
