"""Made-up programmes of whole countries: units by the thousand, with months of figures, targets for some and stars for some.

Each programme is one of a country that has none on record. Its units lie in that country and bear numbers for names.
"""

import csv
import hashlib
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ocop.contracts import Contract

INDICATOR = "products_certified_since_start"  # what every unit reports each month
WITH_TARGETS = 5  # units of a programme that have a target
WITH_STARS = 20  # and that have a product with stars
BATCH = 100_000  # units that are written at a time
STARTED, KNOWN_ON = "2015", "2015-01-15"
KINDS = {"decimal": pa.float64(), "integer": pa.int64(), "flag": pa.bool_()}


def chosen(tables: dict[str, pa.Table], countries: int) -> list[str]:
    """The codes of so many countries without a programme, by their letters; fewer where there are fewer."""
    taken = set(tables["programmes"]["country_iso3"].to_pylist())
    places = tables["places"].select(["iso3", "kind"]).to_pylist()
    return sorted(row["iso3"] for row in places if row["kind"] == "country" and row["iso3"] not in taken)[:countries]


def programme(iso3: str) -> str:
    return f"synth-{iso3.lower()}"


def units(codes: list[str], each: int) -> Iterator[tuple[list[str], list[str], np.ndarray]]:
    """Programmes, countries and numbers of units, some at a time, country after country."""
    total = len(codes) * each
    for start, stop in pairwise([*range(0, total, BATCH), total]):
        at, numbers = np.divmod(np.arange(start, stop), each)
        yield [programme(codes[place]) for place in at.tolist()], [codes[place] for place in at.tolist()], numbers + 1


def place(iso3: str, number: int) -> str:
    return f"{iso3}.u{number:05}"


def add(folder: Path, tables: dict[str, pa.Table], contracts: dict[str, Contract], codes: list[str], each: int, source: str) -> None:
    """The programmes with their places, units, targets, classes and stars beside the rows of the record."""
    def known(rows: int) -> dict[str, list]:
        return {"known_on": [KNOWN_ON] * rows, "known_on_basis": ["source"] * rows, "source_id": [source] * rows}

    def places() -> Iterator[dict[str, list]]:
        for _programmes, countries, numbers in units(codes, each):
            yield {"place_id": [place(*unit) for unit in zip(countries, numbers.tolist(), strict=True)], "kind": ["district"] * len(numbers),
                   "name": [f"Unit {number}" for number in numbers.tolist()], "parent_id": countries}

    def places_of_programmes() -> Iterator[dict[str, list]]:
        for programmes, countries, numbers in units(codes, each):
            ids = [place(*unit) for unit in zip(countries, numbers.tolist(), strict=True)]
            yield {"programme_unit_id": [f"PU-{one}" for one in ids], "programme_id": programmes, "place_id": ids,
                   "unit_level": ["district"] * len(ids), "unit_name": [f"Unit {number}" for number in numbers.tolist()], **known(len(ids))}

    wide(folder, tables, contracts["places"], places())
    wide(folder, tables, contracts["programme_units"], places_of_programmes())
    same = {"known_on": KNOWN_ON, "known_on_basis": "source", "source_id": source}
    few = range(1, each + 1)
    append(folder / "programmes.csv", [
        {"programme_id": programme(iso3), "name": f"Made-up programme of {iso3}", "country_iso3": iso3, "local_unit": "district",
         "owner_institution": "Nobody (made up)", "started": STARTED, "description": "Made up for tests and demonstrations.",
         **same} for iso3 in codes])
    append(folder / "targets.csv", [
        {"target_id": f"TG-{at}", "programme_id": programme(iso3), "indicator": INDICATOR, "place_id": at, "value": 1_000 * (10 if at == iso3 else 1),
         "is_additional": "false", "due_on": "2027-12-31", **same}
        for iso3 in codes for at in (iso3, *(place(iso3, number) for number in few[:WITH_TARGETS]))])
    append(folder / "star_classes.csv", [
        {"class_id": f"SC-{iso3}-{stars}", "programme_id": programme(iso3), "stars": stars, "min_score": 20 * stars - 20 + (stars > 1),
         "max_score": 20 * stars, "meaning": "made up", "rule_set": f"Made-up rules of {iso3}", **same} for iso3 in codes for stars in range(1, 6)])
    append(folder / "place_products.csv", [
        {"claim_id": f"PP-{place(iso3, number)}", "programme_id": programme(iso3), "place_id": place(iso3, number),
         "product": f"Product {number} of {iso3}",
         "product_id": f"synth-{iso3.lower()}-{number}", "category": "unclassified", "evidence_strength": "stated", "status": "certified",
         "stars": number % 5 + 1, "seen_on": KNOWN_ON, **same} for iso3 in codes for number in few[:WITH_STARS]])
    append(folder / "products.csv", [
        {"product_id": f"synth-{iso3.lower()}-{number}", "name": f"Product {number} of {iso3}", "category": "unclassified", "category_basis": "none"}
        for iso3 in codes for number in few[:WITH_STARS]])


def append(path: Path, rows: list[dict]) -> None:
    """The rows at the end of a CSV file."""
    with open(path, encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    with open(path, "a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, names, lineterminator="\n").writerows(rows)


def own_texts(contract: Contract) -> list[str]:
    """The columns in which most rows have a text for themselves: to be written as it is, since a dictionary of them would be as long as they."""
    return [name for name in contract.columns if name in contract.key or name == "place_id"]


def wide(folder: Path, tables: dict[str, pa.Table], contract: Contract, batches: Iterator[dict[str, list]]) -> None:
    """A table as Parquet with its hash in place of the CSV file: the rows of the record, then the made-up ones."""
    schema = pa.schema([(name, KINDS.get(column.type, pa.string())) for name, column in contract.columns.items()])
    path = folder / f"{contract.name}.parquet"
    plain = dict.fromkeys(own_texts(contract), "DELTA_BYTE_ARRAY")
    words = [name for name in schema.names if name not in plain]
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=words, column_encoding=plain, write_statistics=False) as file:
        for rows in chain([tables[contract.name]], map(pa.table, batches)):
            columns = [rows[name].cast(schema.field(name).type) if name in rows.column_names else pa.nulls(rows.num_rows, schema.field(name).type)
                       for name in schema.names]
            file.write_table(pa.table(columns, schema=schema))
    (folder / f"{contract.name}.csv").unlink()
    seal(path)


def seal(path: Path) -> None:
    """The SHA-256 of a file beside it."""
    with open(path, "rb") as written:
        mark = hashlib.file_digest(written, "sha256").hexdigest()
    path.with_name(f"{path.name}.sha256").write_text(f"{mark}  {path.name}\n", encoding="ascii")
