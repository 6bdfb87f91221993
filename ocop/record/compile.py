"""The one command of this package: received files in, tables out."""

from errno import ENOENT
from pathlib import Path

from ocop.record import initiative, merge, places, sisters
from ocop.record.rows import Rows, deliveries, numbered, write
from ocop.record.sources import Register, described


class Group(dict):
    """The received files of one group by name. FileNotFoundError for one that no delivery brought."""

    def __init__(self, group: str):
        super().__init__()
        self.group = group

    def __missing__(self, name: str):
        raise FileNotFoundError(ENOENT, "was not received; the compilation needs it", f"{self.group}/{name}.csv")


def compile_record(received: Path, tables: Path) -> dict[str, int]:
    """Write every table that the received files fill; returns rows written by table. Overwrites those files."""
    brought = deliveries(received)
    source = Register(brought, described(received))
    written = corrected(tables_of(brought, source), whole(brought, "corrections"), source)
    for name, rows in written.items():
        write(tables, name, rows)
    return {name: len(rows) for name, rows in written.items()}


def tables_of(brought: list[dict[str, Rows]], source: Register) -> dict[str, Rows]:
    """All tables by name. Rows of a later delivery follow those of an earlier one, so that a number given once stays."""
    own, sister = whole(brought, "initiative"), whole(brought, "sister")
    units, unit_places = places.units(sister["units"])
    by_name, by_parent = _places_of_units(sister["units"], unit_places)
    return {
        "sources": source.rows,
        "places": [*places.world(), *places.countries(_named(own["countries"])), *units],
        "place_changes": places.changes(whole(brought, "places")["changes"], by_name, source),
        "programmes": sisters.programmes(sister["programmes"], source),
        "programme_units": sisters.programme_units(sister["units"], unit_places, source),
        "members": initiative.members(own["country_sources"], source),
        "member_summaries": initiative.member_summaries(own["countries"], source),
        "products": _products(own, sister),
        "place_products": numbered("PP", "claim_id", [
            row for files in brought for row in (*initiative.place_products(files.get("initiative/products", []), source),
                                                 *sisters.place_products(files.get("sister/unit_products", []), by_parent, source))]),
        "task_forces": initiative.task_forces(own["task_forces"], source),
        "events": merge.events(initiative.events(own["events"], source), sisters.trainings(sister["trainings"], source)),
        "funds": initiative.funds(own["funding"]),
        "fund_reports": initiative.fund_reports(own["funding"], source),
        "figures": numbered("FG", "figure_id", [
            row for files in brought for row in merge.figures(initiative.figures(files.get("initiative/headline_counts", []), source),
                                                              sisters.figures(files.get("sister/actuals", []), by_name, source))]),
        "targets": sisters.targets(sister["targets"], by_name, source),
        "milestones": initiative.milestones(own["milestones"], source),
        "actions": initiative.actions(own["workplan_statements"], source),
        "support_rules": sisters.support_rules(sister["support_rules"], source),
        "star_classes": sisters.star_classes(sister["star_classes"], source),
    }


def corrected(written: dict[str, Rows], corrections: dict[str, Rows], source: Register) -> dict[str, Rows]:
    """The tables with their corrections as later rows of the same key: received in the columns of the table, with addresses in
    place of the numbers of sources. A table with a withdrawal gains the column that says so."""
    for name, rows in corrections.items():
        columns = [*written[name][0], *(["is_withdrawn"] if any(row.get("is_withdrawn") for row in rows) else [])]
        numbered_rows = [row | source.of(row) | {"other_source_ids": ";".join(
            source.number[part] for part in row.get("other_source_urls", "").split(";") if part)} for row in rows]
        written[name] = [{column: row.get(column, "") for column in columns} for row in [*written[name], *numbered_rows]]
    return written


def whole(brought: list[dict[str, Rows]], group: str) -> dict[str, Rows]:
    """All rows of one group of files by file name, oldest delivery first."""
    found = Group(group)
    for files in brought:
        for name, rows in files.items():
            if name.startswith(f"{group}/"):
                found.setdefault(name.split("/")[1], []).extend(rows)
    return found


def _named(rows) -> dict[str, tuple[str, str]]:
    return {row["iso3"]: (row["country"], row["fao_region_code"]) for row in rows}


def _places_of_units(units, place_ids):
    by_name, by_parent = {}, {}
    for unit, place_id in zip(units, place_ids, strict=True):
        by_parent[unit["programme_id"], unit["unit_name"], unit["parent_unit"]] = place_id
        by_name.setdefault((unit["programme_id"], unit["unit_name"]), place_id)
    return by_name, by_parent


def _products(own, sister) -> list[dict[str, str]]:
    rows = initiative.products(own["products"])
    have = {row["product_id"] for row in rows}
    return rows + [row for row in sisters.product_names(sister["unit_products"]) if row["product_id"] not in have]
