"""Funds as activities of IATI 2.03, as far as the public record goes.

Nothing is made up to fill an element: the monitor is no registered publisher, and its prefix is on no register; no organisation has an identifier;
no fund has a sector. A fund without one full date is left out and counted, because an activity needs one. Of a fund for several countries, or for
more than are named, no share is given to any: they stand as locations, which need none. An amount stands in an element of our own, which the
schema allows, with its stage and the day of its report: a transaction would need the day of a payment.
"""

from datetime import date
from xml.etree.ElementTree import Comment, Element, SubElement, indent, register_namespace, tostring

from ocop import queries
from ocop.api.asked import PAGING, Asked, Refused, asked, query_named
from ocop.api.light import cautions, whose
from ocop.office import monitor
from ocop.queries import Result, cell
from ocop.report.citations import Citations
from ocop.report.words import clean
from ocop.store import Store, countries_of_fao, once
from ocop.texts import _, day

QUERY = "funding/activities"
KIND = "application/xml; charset=utf-8"
VERSION = "2.03"
PREFIX = "OCOP-MONITOR"  # on no register of organisations, and said to be so
OURS = "tag:ocop-monitor,2026:iati"
OTHER = "90"  # kinds of organisations: any other
FUNDING = "1"  # roles
SECONDARY = {"type": OTHER, "secondary-reporter": "1"}
PIPELINE, UNDER_WAY, CLOSED = "1", "2", "4"
STATUS = {"planned": PIPELINE, "in formulation": PIPELINE, "pledged": PIPELINE, "completed": CLOSED, "implemented": CLOSED}  # else under way
BEGUN = ("ongoing", "implemented", "completed")  # stages of which a source says that it has begun
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
BENEFICIARIES, ISO_COUNTRY = "2", "A4"
OTHER_IDENTIFIER = "A9"
LANGUAGE_OF = "{http://www.w3.org/XML/1998/namespace}lang"

register_namespace("ocop", OURS)


def call_of(words: dict[str, list[str]]) -> Asked:
    """What an address asks for: the words of a link; never a part of the activities. Raises Refused."""
    for word in PAGING:
        if word in words:
            raise Refused(422, _("Unknown parameter"), _("This file is whole: it takes no {word}. {path} takes it.").format(
                word=word, path=f"/api/v1/{QUERY}.csv"), parameter=word, value=", ".join(words[word])[:40], allowed=[])
    return asked(query_named(*QUERY.split("/")), words)


def activities(call: Asked) -> bytes:
    """The file in UTF-8. Refused with 404 where there is no activity, because a file of IATI has one at least."""
    result = call.result()
    dated = [row for row in result.rows if dates(row, call.day())]
    if not dated:
        raise Refused(404, _("No activity"), _("{finding}. An activity needs a start or an end on a known day: {path} lists all funds.").format(
            finding=result.finding.rstrip("."), path=f"/api/v1/{QUERY}.json"))
    made = Element("iati-activities", {"version": VERSION})
    made.append(Comment(" " + told(call, result, dated).replace("--", "- -") + " "))
    cited = Citations(call.store)
    for row in dated:
        made.append(activity(call, row, cited))
    indent(made)
    return tostring(made, encoding="utf-8", xml_declaration=True) + b"\n"


def is_any(call: Asked) -> bool:
    """Whether there is an activity for the choice of another figure."""
    rows = queries.run(call.store, QUERY, call.filters).rows
    return bool(rows and rows[0]["dated"])


def told(call: Asked, result: Result, dated: list[dict]) -> str:
    """What the file is, and what is left out."""
    out = [row["fund_id"] for row in result.rows if row not in dated]
    lines = [_("{n} of {all} funds on record as of {day}.").format(n=len(dated), all=len(result.rows), day=day(call.day()))]
    if out:
        lines.append(_("Left out, because no source gives a start or an end on a known day: {names}.").format(names=", ".join(out)))
    lines.append(_("The prefix {prefix} is on no register of organisations.").format(prefix=PREFIX))
    return clean(" ".join([*lines, *cautions(call, result), whose(call)]))


def activity(call: Asked, row: dict, cited: Citations) -> Element:
    """One fund, its parts in the order of the schema."""
    made = Element("iati-activity", {LANGUAGE_OF: "en"})
    SubElement(made, "iati-identifier").text = f"{PREFIX}-{clean(row['fund_id'])}"
    narrative(SubElement(made, "reporting-org", {"ref": PREFIX, **SECONDARY}), monitor())
    narrative(SubElement(made, "title"), row["project"])
    narrative(SubElement(made, "description", {"type": "1"}), described(call, row, cited))
    narrative(SubElement(made, "participating-org", {"role": FUNDING}), row["donor"])
    if row["project_code"]:
        SubElement(made, "other-identifier", {"ref": clean(row["project_code"]), "type": OTHER_IDENTIFIER})
    SubElement(made, "activity-status", {"code": STATUS.get(row["fund_stage"], UNDER_WAY)})
    for kind, on in dates(row, call.day()):
        SubElement(made, "activity-date", {"type": kind, "iso-date": on})
    places(made, call.store, row)
    if row["amount"] is not None:
        amount = SubElement(made, f"{{{OURS}}}amount", {"currency": row["currency"] or "", "stage": row["fund_stage"], "source": row["source_id"]})
        amount.text = cell(row["amount"])
    return made


def narrative(parent: Element, text: str) -> None:
    """Words in the language of the activity."""
    SubElement(parent, "narrative").text = clean(text)


def described(call: Asked, row: dict, cited: Citations) -> str:
    """What is on record of a fund, and who says so."""
    names = countries(call.store)
    known = [names.get(code, code) for code in row["countries"] or []]
    parts = [_("Stage last reported: {stage}.").format(stage=row["fund_stage"]), row["evidence"] and f"{row['evidence']}."]
    if row["mechanism"]:
        parts.append(_("Mechanism: {mechanism}.").format(mechanism=row["mechanism"]))
    if known:
        parts.append(_("Countries that sources name: {names}.").format(names=", ".join(known)))
    if not row["is_of_one_country"]:
        more = _("Sources count {n} countries in all.").format(n=row["countries_in_all"]) if row["countries_in_all"] else ""
        parts += [more, _("How it is divided among them is not published.")]
    parts += [row["note"] and _("Note: {note}.").format(note=row["note"]), *cautions(call, call.result())]
    cited.numbers({"source_id": row["source_id"], "source_ids": row["other_source_ids"]})
    sources = [cited.sources[one] for one in (row["source_id"], *row["other_source_ids"]) if one in cited.sources]
    return " ".join([*filter(None, parts), _("Sources:"), "; ".join(f"{one.words}: {one.address}" for one in sources) + "."])


def dates(row: dict, today: str) -> list[tuple[str, str]]:
    """Kind and day of each date that is known to the day: what lies behind is actual only where a source says that it took place."""
    found = []
    if is_day(row["starts_on"]):
        found.append((ACTUAL_START if row["fund_stage"] in BEGUN and row["starts_on"] <= today else PLANNED_START, row["starts_on"]))
    if is_day(row["ends_on"]):
        found.append((ACTUAL_END if STATUS.get(row["fund_stage"]) == CLOSED and row["ends_on"] <= today else PLANNED_END, row["ends_on"]))
    return found


def is_day(written: str | None) -> bool:
    """Whether a date is known to the day."""
    return bool(written and len(written) == 10 and date.fromisoformat(written))


def places(made: Element, store: Store, row: dict) -> None:
    """The one country, which then has all of it, or each that is named."""
    for code in row["countries"] or []:
        found, name = countries_of_fao().get(code), countries(store).get(code, code)
        if row["is_of_one_country"] and found:
            narrative(SubElement(made, "recipient-country", {"code": found.iso2, "percentage": "100"}), name)
            continue
        place = SubElement(made, "location")
        SubElement(place, "location-reach", {"code": BENEFICIARIES})
        if found:
            SubElement(place, "location-id", {"vocabulary": ISO_COUNTRY, "code": found.iso2})
        narrative(SubElement(place, "name"), name)


@once
def countries(store: Store) -> dict[str, str]:
    """The name of each country by its code. Never change it."""
    return dict(store.ask("select iso3, name from places where kind = 'country'")[1])
