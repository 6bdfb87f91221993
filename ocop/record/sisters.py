"""The sister programmes' received files as tables, one row for one row unless a function says so."""

from ocop.record.places import slug
from ocop.record.rows import numbered

LOWER_BOUNDS = ("more than", "over ", "above")
AT_LEAST = ("at least",)
NEARLY = ("about", "nearly", "almost", "around", "approximately", "some ")


def qualifier(words: str) -> str:
    """The sign of a value, read from the beginning of its received words; `eq` where they say nothing of size."""
    start = words.strip().lower()
    for sign, openings in (("gt", LOWER_BOUNDS), ("ge", AT_LEAST), ("about", NEARLY)):
        if start.startswith(openings):
            return sign
    return "ge" if start.startswith("range") else "eq"


def programmes(rows, source):
    """Programmes and their lineage."""
    return [{**{name: row[name] for name in ("programme_id", "name", "country_iso3", "local_unit", "owner_institution",
                                             "started", "based_on", "description")},
             **source.of(row)} for row in rows]


def programme_units(rows, places, source):
    """Units as each programme names them; one place may stand in several programmes."""
    return numbered("PU", "programme_unit_id", [
        {"programme_id": row["programme_id"], "place_id": place, "unit_level": row["unit_level"],
         "unit_name": row["unit_name"], "parent_unit": row["parent_unit"], "iso3166_2": row["iso3166_2"],
         **source.of(row)} for row, place in zip(rows, places, strict=True)])


def product_names(rows):
    """Product names of the sisters, one row per spelling folded to lower case."""
    names = {slug(row["product"]): row["product"] for row in reversed(rows)}
    return [{"product_id": key, "name": name, "category": "unclassified", "category_basis": "none"}
            for key, name in sorted(names.items())]


def place_products(rows, place, source):
    """Products of sister programmes' units."""
    return [
        {"programme_id": row["programme_id"], "place_id": place[row["programme_id"], row["unit_name"], row["parent_unit"]],
         "iso3": "", "product": row["product"], "product_id": slug(row["product"]), "category_stated": row["category"],
         "category_source_id": "", "category": "unclassified", "evidence_strength": "stated", "status": row["status"],
         "stars": row["stars"], "producers": row["producers"], "seen_on": row["as_of"],
         **source.of(row, row["as_of"]), "evidence": row["evidence"], "note": ""} for row in rows]


def figures(rows, place, source):
    """Reported values; those without a date stay off every time axis. Three repeat a headline figure (see merge.py)."""
    return [
        {"programme_id": row["programme_id"], "indicator": row["indicator"], "place_id": place[row["programme_id"], row["unit_name"]],
         "category": "", "scope": "", "indicator_as_received": row["indicator"], "on": row["as_of"], "value": row["value"],
         "qualifier": qualifier(row["qualifier"]), "qualifier_as_received": row["qualifier"],
         **source.of(row, row["as_of"]), "wording": "", "note": ""}
        for row in rows]


def targets(rows, place, source):
    """Published targets; an additional target counts from its baseline."""
    return numbered("TG", "target_id", [
        {"programme_id": row["programme_id"], "indicator": row["indicator"],
         "place_id": place[row["programme_id"], row["unit_name"]], "value": row["target_value"],
         "qualifier_as_received": row["qualifier"], "is_additional": "true" if _adds(row) else "false",
         "due_on": row["due"], "baseline": row["baseline_value"], "baseline_on": row["baseline_as_of"],
         **source.of(row)} for row in rows])


def _adds(row) -> bool:
    return "additional" in row["qualifier"] or row["indicator"].startswith("new_")


def trainings(rows, source):
    """Trainings and study visits, in the shape of events."""
    return [
        {"programme_id": row["programme_id"], "event_id": f"TR-{number:03d}", "title": row["title"], "type": "training",
         "level": "programme", "region": "", "countries": row["country_iso3"], "starts_on": row["start_date"],
         "ends_on": row["end_date"], "known_by": "", "city": "", "host_iso3": "", "format": row["format"] or "unknown",
         "participants": row["participants"],
         "participants_qualifier": "gt" if "more than" in row["format"] else "", "participant_countries": "",
         "organiser": row["organiser"], "funder": row["funder"], "topics": row["topics"],
         **source.of(row, row["start_date"] or row["end_date"]), "other_source_ids": "", "evidence": "", "note": ""}
        for number, row in enumerate(rows, 1)]


def support_rules(rows, source):
    """Support components: who may have them, and whether the focus product is required."""
    return numbered("SR", "rule_id", [
        {**{name: row[name] for name in ("programme_id", "component", "beneficiary", "odop_required", "exception",
                                         "rule_set", "support_amount")},
         **source.of(row)} for row in rows])


def star_classes(rows, source):
    """Star classes with their score bands."""
    return numbered("SC", "class_id", [
        {**{name: row[name] for name in ("programme_id", "stars", "min_score", "max_score", "meaning", "certifying_level",
                                         "valid_months", "rule_set")},
         **source.of(row)} for row in rows])
