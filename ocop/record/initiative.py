"""The initiative's own received files as tables. Each function: received rows in, table rows out, one for one unless it says so."""

from ocop.record.places import slug
from ocop.record.promises import promise
from ocop.record.rows import numbered

PROGRAMME = {"programme_id": "ocop-fao"}
KINDS = {"named as OCOP country": "named", "named with a product": "named", "indirect": "indirect",
         "participant in OCOP event": "participant"}
BODIES = {"global SC": "steering committee", "secretariat": "secretariat", "regional ROG": "regional organizing group",
          "national NTF": "national task force", "national other": "national arrangement"}
INDICATORS = {"countries_by_region": "countries_joined", "saps_by_region": "saps", "saps_by_category": "saps",
              "demonstration_countries_by_region": "demonstration_countries"}
# A figure that is limited to a project or an event -> the place it is counted for.
SCOPES = {"FAO-China SSC project": "WORLD", "Cairo regional launch": "WORLD", "OCOP Annual Meeting 2023": "WORLD",
          "Pacific workshop Nanjing": "WORLD", "SSC inception workshop": "WORLD",
          "Second ROG meeting Asia and the Pacific": "RAP", "First technical workshop of demonstration countries": "WORLD",
          "Asia-Pacific pavilion": "RAP", "Latin America and the Caribbean pavilion": "RLC"}
# The words of a source that speak of one set of countries -> the set. Figures of two sets are never growth of each other.
SETS = {"focal points from 16 demonstration countries attended": "set of 2024", "16 countries selected in five regions": "set of 2024",
        "Chile, Mexico, Trinidad and Tobago": "set of 2024",
        "demonstration countries highlighted at High-Level Event": "highlighted at the High-Level Event of October 2025"}


def members(rows, source):
    """Pieces of evidence that a country takes part, the contradicting ones included."""
    return numbered("MB", "claim_id", [
        {**PROGRAMME, "iso3": row["iso3"], "stage": KINDS[row["source_kind"]], "evidence_kind": row["source_kind"],
         "shown_on": row["shown_on"], "joined_on": row["joined_on_per_source"],
         "demonstration_project": row["demonstration_project"], "other_project": row["other_project"],
         **source.of(row, row["shown_on"]), "evidence": row["evidence"], "note": row["note"]} for row in rows])


def member_summaries(rows, source):
    """Verdicts of the compilation, one per country, the latest: its best source and what it amounts to."""
    latest = {row["iso3"]: row for row in rows}
    return [
        {"iso3": row["iso3"], "stage": row["membership_evidence"], "joined_on": row["joined_on"],
         "seen_by": row["joined_by"], "participant_seen_on": row["participant_seen_on"],
         "is_demonstration": row["is_demonstration"], "demonstration_project": row["demonstration_project"],
         "other_project": row["other_project"], "evidence_rows": row["source_count"],
         **source.of(row, row["joined_by"] or row["participant_seen_on"]), "evidence": row["evidence"], "note": row["note"]}
        for row in latest.values()]


def category(row) -> tuple[str, str]:
    """(class, basis): the inferred class where there is one, else the source's own word, else unclassified."""
    if row["category_inferred"]:
        agrees = row["category_inferred"] == row["category"]
        return slug(row["category_inferred"]), "source" if agrees else "compiler"
    return (slug(row["category"]), "source") if row["category"] else ("unclassified", "none")


def products(rows):
    """Product groups; several spellings of one product are one row here and keep their words in place_products."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        name = row["product_group"]
        group, basis = category(row)
        have = found.setdefault(name, {"product_id": slug(name), "name": name, "category": group, "category_basis": basis})
        if have["category"] == "unclassified":
            have.update(category=group, category_basis=basis)
    return sorted(found.values(), key=lambda row: row["product_id"])


def place_products(rows, source):
    """Statements that a product belongs to a country (or, a few of them, to a region or to none)."""
    return [
        {**PROGRAMME, "place_id": row["iso3"] or row["fao_region_code"] or "WORLD", "iso3": row["iso3"],
         "product": row["product"], "product_id": slug(row["product_group"]), "category_stated": row["category"],
         "category_source_id": source.number.get(row["category_source_url"], ""), "category": category(row)[0],
         "evidence_strength": row["evidence_strength"], "status": "named", "stars": "", "producers": "",
         "seen_on": row["first_seen"], **source.of(row, row["first_seen"]), "evidence": row["evidence"], "note": row["note"]}
        for row in rows]


def task_forces(rows, source):
    """Reports on the bodies that govern the initiative; several reports may speak of one body."""
    return numbered("TF", "report_id", [
        {"body_id": slug(f"{BODIES[row['level']]} {row['iso3'] or row['region_code']}"), "level": BODIES[row["level"]],
         "region": row["region_code"], "iso3": row["iso3"], "name": row["name"], "status": row["status"],
         "established_on": row["established_on"], "composition": row["members"],
         **source.of(row, row["established_on"]), "evidence": row["evidence"], "note": row["note"]} for row in rows])


def events(rows, source):
    """Events. `known_by` is a latest date: it says when an undated event was known, never when it happened."""
    return [
        {**PROGRAMME, "event_id": row["event_id"], "title": row["title"], "type": row["type"], "level": row["level"],
         "region": row["region_code"], "countries": row["iso3"], "starts_on": row["start_date"], "ends_on": row["end_date"],
         "known_by": row["known_by"], "city": row["city"], "host_iso3": row["host_country_iso3"], "format": row["format"],
         "participants": row["participants"], "participants_qualifier": _qualifier(row["participants_qualifier"]),
         "participant_countries": row["participant_countries"], "organiser": "", "funder": "", "topics": "",
         **source.of(row, row["start_date"] or row["known_by"]),
         "other_source_ids": ";".join(source.number[part.strip()] for part in row["other_source_urls"].split(";") if part.strip()),
         "evidence": row["evidence"], "note": row["note"]} for row in rows]


def _qualifier(words: str) -> str:
    return {"more than": "gt", "about": "about", "": ""}[words]


def funds(rows):
    """One row per `fund_id`, named by its first report."""
    found = {}
    for row in rows:
        found.setdefault(row["fund_id"], {"fund_id": row["fund_id"], "project": row["project"],
                                          "project_code": row["project_code"], "donor": row["donor"],
                                          "mechanism": row["mechanism"]})
    return list(found.values())


def fund_reports(rows, source):
    """Reports on funds. Rows that share a fund speak of the same money."""
    return numbered("FR", "report_id", [
        {"fund_id": row["fund_id"], "stage": row["status"], "amount": row["amount_usd"], "currency": row["currency"],
         "amount_usd": row["amount_usd"], "starts_on": row["start_date"], "ends_on": row["end_date"],
         "countries": row["countries"], **source.of(row, row["start_date"]), "evidence": row["evidence"], "note": row["note"]}
        for row in rows])


def _subject(row) -> dict[str, str]:
    """Place, category and scope of a headline figure, read from its indicator and dimension."""
    indicator, dimension = row["indicator"], row["dimension"]
    place = {"RAP (Pacific)": "RAP-PACIFIC"}.get(dimension, dimension)
    named = place if len(place) == 3 and place.isupper() or place == "RAP-PACIFIC" else SCOPES.get(dimension, "WORLD")
    return {"indicator": INDICATORS.get(indicator, indicator), "place_id": named,
            "category": slug(dimension) if indicator.endswith("_by_category") else "",
            "scope": dimension if dimension in SCOPES else SETS.get(row["evidence"], ""), "indicator_as_received": indicator}


def figures(rows, source):
    """Reported figures, each with the wording of its source."""
    return [
        {**PROGRAMME, **_subject(row), "on": row["as_of"], "value": row["value"], "qualifier": row["value_qualifier"],
         "qualifier_as_received": row["value_qualifier"], **source.of(row, row["as_of"]),
         "wording": row["evidence"], "note": row["note"]} for row in rows]


def milestones(rows, source):
    """Dated milestones."""
    return numbered("MS", "milestone_id", [
        {"on": row["date"], "title": row["title"], "priority_area": row["priority_area"],
         "priority_area_basis": row["priority_area_basis"], "region": row["region_code"], "countries": row["iso3"],
         **source.of(row, row["date"]), "evidence": row["evidence"], "note": row["note"]} for row in rows])


def actions(rows, source):
    """Published plans, targets and next steps."""
    return numbered("AC", "action_id", [
        {"statement": row["statement"], **promise(row["statement"]), "priority_area": row["priority_area"],
         "priority_area_basis": row["priority_area_basis"], "due_on": row["due"], "level": row["level"],
         "region": row["region_code"], "iso3": row["iso3"], **source.of(row), "note": row["note"]} for row in rows])
