"""The register of places: the world, five regions, FAO's Members and Associate Members, and the sisters' units.

Codes come from pycountry (ISO 3166, whose numeric codes are the M49 codes), United Nations membership from
country_converter; FAO's short names win on screen. The five regions are known only where a received row names them:
a Member that appears in no public source of the initiative has no region here.
"""

import csv
import json
import re
import unicodedata
from importlib.resources import files

import pycountry

from ocop.record.rows import Rows, numbered
from ocop.store import ROOT

REGIONS = {"RAF": "Africa", "RAP": "Asia and the Pacific", "REU": "Europe and Central Asia",
           "RLC": "Latin America and the Caribbean", "RNE": "Near East and North Africa"}
NOT_MEMBERS = {"LIE"}
MEMBERS_BESIDE_UN = {"COK", "NIU"}
ASSOCIATES = {"FRO", "TKL"}
SHORT_NAMES = {
    "COD": "Democratic Republic of the Congo", "CPV": "Cabo Verde", "GBR": "United Kingdom",
    "KOR": "Republic of Korea", "MDA": "Republic of Moldova", "NLD": "Netherlands (Kingdom of the)",
    "PRK": "Democratic People's Republic of Korea", "TZA": "United Republic of Tanzania", "USA": "United States of America",
}


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _short_name(country) -> str:
    if country.alpha_3 in SHORT_NAMES:
        return SHORT_NAMES[country.alpha_3]
    name, _, rest = country.name.partition(", ")
    return f"{name} ({rest})" if rest else name


def _place(place_id: str, kind: str, name: str, parent: str, **codes: str) -> dict[str, str]:
    empty = {"iso3": "", "m49": "", "iso3166_2": "", "region": "", "membership": "", "longitude": "", "latitude": ""}
    return {"place_id": place_id, "kind": kind, "name": name, "parent_id": parent, **empty, **codes}


def members_of_fao() -> dict[str, str]:
    """ISO3 code -> membership, for FAO's Member Nations and Associate Members."""
    text = (files("country_converter") / "country_data.tsv").read_text(encoding="utf-8")
    united_nations = {row["ISO3"] for row in csv.DictReader(text.splitlines(), delimiter="\t") if row["UNmember"]}
    nations = (united_nations - NOT_MEMBERS) | MEMBERS_BESIDE_UN
    return {code: "associate member" if code in ASSOCIATES else "member nation" for code in sorted(nations | ASSOCIATES)}


def centre_points() -> dict[str, tuple[float, float]]:
    """ISO3 code -> longitude and latitude in degrees, from the shipped map; San Marino, which it does not draw, by hand."""
    shapes = json.loads((ROOT / "static" / "topojson" / "world_50m.json").read_text(encoding="utf-8"))["objects"]["countries"]
    return {"SMR": (12.46, 43.94)} | {shape["id"]: tuple(shape["properties"]["ct"]) for shape in shapes["geometries"]}


def countries(named: dict[str, tuple[str, str]]) -> list[dict[str, str]]:
    """One row per Member; `named` gives (name, region) of the countries that a received row names."""
    centres = centre_points()
    rows: list[dict[str, str]] = []
    for code, membership in members_of_fao().items():
        longitude, latitude = centres[code]
        country = pycountry.countries.get(alpha_3=code)
        assert country is not None, f"FAO lists {code}, which ISO 3166 does not"
        name, region = named.get(code, (_short_name(country), ""))
        rows.append(_place(code, "country", name, region or "WORLD", iso3=code, m49=country.numeric, region=region,
                           membership=membership, longitude=f"{longitude:g}", latitude=f"{latitude:g}"))
    return sorted(rows, key=lambda row: row["place_id"])


def world() -> list[dict[str, str]]:
    """The world, the regions, the Pacific part of one of them, and the one Member Organization."""
    regions = [_place(code, "fao region", name, "WORLD", region=code) for code, name in REGIONS.items()]
    return [_place("WORLD", "world", "World", "", m49="001"), *regions,
            _place("RAP-PACIFIC", "subregion", "Pacific", "RAP", region="RAP"),
            _place("EU", "organization", "European Union", "WORLD", membership="member organization")]


def _identity(unit: dict[str, str], parents: dict[tuple[str, str], str], homes: dict[str, str]) -> str:
    if not unit["parent_unit"]:
        return homes.get(unit["unit_name"], "WORLD")
    return unit["iso3166_2"] or f"{parents[unit['programme_id'], unit['parent_unit']]}.{slug(unit['unit_name'])}"


def units(rows: list[dict[str, str]]) -> tuple[list[dict[str, str]], list[str]]:
    """Sub-national places (each once, whichever programmes name it) and the place of every received unit row.

    A unit with an ISO 3166-2 code carries it; any other is its parent's code and its own name.
    """
    homes = {"Japan": "JPN", "Thailand": "THA", "Viet Nam": "VNM", "Lao PDR": "LAO", "India": "IND"}
    known: dict[tuple[str, str], str] = {}
    places: dict[str, dict[str, str]] = {}
    for unit in sorted(rows, key=lambda row: _depth(row, rows)):
        place_id = _identity(unit, known, homes)
        known.setdefault((unit["programme_id"], unit["unit_name"]), place_id)
        if unit["parent_unit"] and place_id not in places:
            parent = known[unit["programme_id"], unit["parent_unit"]]
            places[place_id] = _place(place_id, unit["unit_level"], unit["unit_name"], parent, iso3166_2=unit["iso3166_2"])
    by_row = [_identity(unit, known, homes) for unit in rows]
    return sorted(places.values(), key=lambda row: row["place_id"]), by_row


def _depth(unit: dict[str, str], rows: list[dict[str, str]]) -> int:
    parents = {(row["programme_id"], row["unit_name"]): row["parent_unit"] for row in rows
               if row["unit_name"] != row["parent_unit"]}
    depth, name = 0, unit["parent_unit"]
    while name and depth < 9:
        depth, name = depth + 1, parents.get((unit["programme_id"], name), "")
    return depth


def changes(rows: Rows, places: dict[tuple[str, str], str], source) -> Rows:
    """Units that went into another: from that day on the other's numbers speak of a larger place.

    `place_id` is empty where no programme of the record names the unit that is gone; `stated_by` is the page of the record that
    says so beside the law.
    """
    return numbered("PC", "change_id", [
        {"place_id": places.get((row["programme_id"], row["unit_name"]), ""), "name": row["unit_name"], "change": row["change"],
         "into_place_id": places[row["programme_id"], row["into_unit"]], "on": row["on"], **source.of(row, row["on"]),
         "stated_by": source.number.get(row["stated_by"], ""), "note": row["note"]} for row in rows])
