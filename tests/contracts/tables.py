"""The two tables of the tests of contracts: `crops` of three columns, given as text or bytes, for faults of form; `members` with a column of
every type, given row by row as what differs from one sound row, for faults of cells and rules.
"""

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ocop.contracts import Problem

CROPS = """
[table]
title = "Crops"
about = "Crops of the tests."
grain = "one row per crop"
key = ["crop_id"]

[columns.crop_id]
type = "text"
about = "Key."

[columns.country]
type = "text"
about = "Name of the country."
aliases = "country"

[columns.hectares]
type = "decimal"
about = "Area."
"""
MEMBERS = """
[table]
title = "Members"
about = "Countries and their stages."
grain = "one row per country and stage"
key = ["iso3", "stage"]
happened_on = "since"
known_on = "known_on"

[columns.iso3]
type = "text"
about = "Country."
required = true

[columns.stage]
type = "text"
about = "How far the country has come."
required = true
allowed = ["applied", "joined", "launched"]

[columns.area]
type = "integer"
about = "Priority action area."
allowed = [1, 2, 3]

[columns.since]
type = "date"
about = "First day of the stage."
earliest = "2021-09"
latest_years_ahead = 5

[columns.until]
type = "date"
about = "Last day of the stage."
not_before = "since"

[columns.farmers]
type = "integer"
about = "Farmers reached."
unit = "persons"
minimum = 0
maximum = 1000000

[columns.committed_usd]
type = "decimal"
about = "Committed."
unit = "USD"

[columns.spent_usd]
type = "decimal"
about = "Spent."
unit = "USD"
not_above = "committed_usd"

[columns.is_pilot]
type = "flag"
about = "Whether it is a pilot country."

[columns.address]
type = "address"
about = "Where it says so."

[columns.ref]
type = "text"
about = "Number of the letter."
pattern = "L-[0-9]{3}"
unique = true

[columns.partners]
type = "text"
about = "Partner countries."
list = true
aliases = "iso3"

[columns.known_on]
type = "day"
about = "When it became known."
required = true
"""
SOUND = {
    "iso3": "KEN",
    "stage": "joined",
    "area": "1",
    "since": "2023",
    "until": "2024-02",
    "farmers": "750",
    "committed_usd": "1000.5",
    "spent_usd": "10",
    "is_pilot": "true",
    "address": "https://www.fao.org/x",
    "ref": "",
    "partners": "UGA;TZA",
    "known_on": "2024-03-17",
}
HEAD = "crop_id,country,hectares\n"
CORRECT = HEAD + "c1,Côte d'Ivoire,1.5\nc2,Türkiye,2\n"
NAMES = [("c1", "Côte d'Ivoire", 1.5), ("c2", "Türkiye", 2.0)]
PLACES = """
[table]
title = "Places"
about = "Register."
grain = "one row per place"
key = ["place_id"]

[columns.place_id]
type = "text"
about = "Key."
"""
REFERRING = CROPS.replace('aliases = "country"', 'references = "places.place_id"')


def triples(problems: list[Problem]) -> list[tuple]:
    return [(problem.row, problem.column, problem.rule) for problem in problems]


def rows_of(report) -> list[tuple]:
    return [tuple(row.values()) for row in report.tables["crops"].to_pylist()]


def files_of(report) -> list[tuple]:
    return [(problem.file, problem.rule) for problem in report.problems]


def put_parquet(folder: Path, table: pa.Table, name: str = "members", with_hash: bool = True) -> Path:
    path = folder / f"{name}.parquet"
    pq.write_table(table, path)
    if with_hash:
        path.with_name(path.name + ".sha256").write_text(
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        )
    return path


def as_texts(rows: list[dict[str, str]]) -> pa.Table:
    return pa.table({name: pa.array([(SOUND | row)[name] for row in rows], pa.string()) for name in SOUND})
