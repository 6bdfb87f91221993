"""What the record lacks, row by row: each rule is one file under `queries/quality/`, and this is the order in which a person would take them up."""

from dataclasses import dataclass

from ocop import queries
from ocop.filters import Filters
from ocop.queries import Result
from ocop.store import Store

RULES = ("quality/contradictory", "quality/without_source", "quality/targets_without_value", "quality/decisions_without_report", "quality/undated",
         "quality/stale", "quality/rounded")  # the gravest first


@dataclass(frozen=True)
class Lack:
    """One row that needs a person: which rule found it, its sentence, the place, how much it matters, the row on record."""

    rule: str
    title: str
    sentence: str
    region: str | None
    iso3: str | None
    country: str | None
    weight: int
    severity: int
    reach: int
    key: str
    on: str | None
    source_id: str | None


def found(store: Store, filters: Filters = Filters(), without: tuple[str, ...] = ()) -> list[Result]:
    """What each rule finds for a choice of place and day."""
    return [queries.run(store, name, filters) for name in RULES if name not in without]


def todo(store: Store, filters: Filters = Filters(), without: tuple[str, ...] = ()) -> list[Lack]:
    """Everything that the rules find, the weightiest first (the weight is that of the query files: reach times severity)."""
    every = [Lack(result.query.name, result.query.title, row["sentence"], row["region"], row["iso3"], row["country"], row["weight"],
                  row["severity"], row["reach"], row["row_key"], row["on"], row["source_id"])
             for result in found(store, filters, without) for row in result.rows]
    return sorted(every, key=lambda one: (-one.weight, one.region or "", one.country or "", one.rule, one.sentence, one.key))
