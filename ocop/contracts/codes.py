"""Country codes and country names, from one table: `countries.csv` (members, associate members and
observers of FAO).

Names are the short names of FAO and the United Nations. Aliases are the spellings of other houses, written
off their lists one by one: ISO 3166 (pycountry), country_converter 1.3.2, the World Bank ("Egypt, Arab
Rep."), the International Monetary Fund ("Lao P.D.R."), the European Union ("Myanmar/Burma"), and names of
the past. A spelling that two countries could mean ("Korea") is none. Names in other languages are those of
CLDR (Babel 2.19.0), for advice alone. A name or a lower-case code is replaced only by exact look-up in that
table; a code of another system (ISO2, M49) is refused with the ISO3 code as
advice; a code outside the table is refused, whatever its standing elsewhere.
"""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .named import by_words
from .problems import Fault
from .several import advised, parted

_TOLD = 5  # countries that one name may mean and that are told
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "$": "USD", "US$": "USD"}
_TABLE = Path(__file__).with_name("countries.csv")
_CURRENCIES = Path(__file__).with_name("currencies.txt")  # ISO 4217 without XXX and XTS: "none" and "test" are no money
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´ʻ", "'"))


@dataclass(frozen=True)
class Country:
    iso3: str
    iso2: str
    m49: str
    name: str
    standing: str  # in FAO: member, associate member, observer
    aliases: tuple[str, ...]
    middle: tuple[float, float] | None = None  # latitude and longitude, to a degree
    elsewhere: tuple[str, ...] = ()  # in Arabic, Chinese, French, Russian, Spanish, Portuguese, German and Italian


@cache
def countries() -> dict[str, Country]:
    """By ISO3 code."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = [
            Country(
                row["iso3"],
                row["iso2"],
                row["m49"],
                row["name"],
                row["fao"],
                tuple(filter(None, row["aliases"].split(";"))),
                _middle(row["middle"]),
                tuple(filter(None, row["elsewhere"].split(";"))),
            )
            for row in csv.DictReader(file)
        ]
    return {country.iso3: country for country in rows}


def _middle(text: str) -> tuple[float, float] | None:
    latitude, _blank, longitude = text.partition(" ")
    return (float(latitude), float(longitude)) if longitude else None


def name_key(name: str) -> str:
    """What two spellings of one name share: width, apostrophes, case and spacing do not count; accents do."""
    plain = unicodedata.normalize("NFKC", name.translate(_APOSTROPHES))  # which makes a blank and an accent of an accent alone
    plain = plain.translate(_APOSTROPHES).replace("İ", "I")  # whose small form would have two dots
    return " ".join(plain.casefold().split())


@cache
def _names() -> dict[str, str]:
    """Key of every known spelling -> the name to show."""
    spellings = {}
    for country in countries().values():
        for spelling in (*country.aliases, country.name):
            spellings[name_key(spelling)] = country.name
    return spellings


@cache
def _short_names() -> dict[str, str]:
    return {country.name: country.iso3 for country in countries().values()}


@cache
def _other_codes() -> dict[str, str]:
    """ISO2, M49 (with and without leading zeros) and names, in one table -> ISO3."""
    other = {}
    for country in countries().values():
        for code in (country.iso2.casefold(), country.m49, country.m49.lstrip("0"), name_key(country.name)):
            other[code] = country.iso3
        for alias in country.aliases:
            other.setdefault(name_key(alias), country.iso3)
    return other


@cache
def _names_elsewhere() -> dict[str, str]:
    """Key of a name in another language -> ISO3; a name that two countries share is none. For advice only."""
    found: dict[str, set[str]] = {}
    for country in countries().values():
        for name in country.elsewhere:
            for one in (name, _bare(name)):
                found.setdefault(name_key(one), set()).add(country.iso3)
    return {key: iso3 for key, (iso3, *others) in found.items() if not others}


def _bare(name: str) -> str:
    """The name without accents, as a keyboard without them writes it."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))


def is_country_name(name: str) -> bool:
    """Whether the table knows the name, under whatever spelling."""
    return name_key(name) in _names()


def country_name(name: str) -> tuple[str, Fault | None]:
    """The name to show, and what was replaced. A name that the table does not know is left as it is."""
    shown = _names().get(name_key(name), name)
    if shown == name:
        return name, None
    return shown, Fault(
        "country name", f'is read as "{shown}"', "The name is that of FAO's list of countries.", "fixed", name
    )


def iso3_code(code: str) -> tuple[str, Fault | None]:
    """The ISO3 code, and what was replaced or is wrong with it."""
    if code in countries():
        return code, None
    if code.upper() in countries() and len(code) == 3:
        return code.upper(), Fault(
            "country code", f'is read as "{code.upper()}"', "Codes are written in capitals.", "fixed", code
        )
    return code, _wrong_code(code)


def suggested_iso3(code: str) -> str | None:
    """The ISO3 code that another system's code, a lower-case code or a country name stands for, if the
    table has it."""
    if code.upper() in countries():
        return code.upper()
    key = name_key(code)
    return _other_codes().get(key) or (_names_elsewhere().get(key) if len(key) > 3 or not key.isascii() else None)


def code_in_text(part: str) -> str | None:
    """As `suggested_iso3`, for a part of a longer text: two small letters are a word there ("to", "in"), no code."""
    return None if len(part) == 2 and part.islower() else suggested_iso3(part)


def currency_code(code: str) -> tuple[str, Fault | None]:
    """The code as it is, and what is wrong with it: currencies are those of ISO 4217."""
    if code in _currencies():
        return code, None
    meant = code.upper() if code.upper() in _currencies() else _SIGNS.get(code)
    advice = f'Write "{meant}", if that is meant.' if meant else "Write the three letters of ISO 4217, as in USD."
    return code, Fault("currency code", "is no currency of ISO 4217", advice, value=code)


@cache
def _currencies() -> frozenset[str]:
    return frozenset(_CURRENCIES.read_text(encoding="ascii").split())


def _wrong_code(code: str) -> Fault:
    meant = suggested_iso3(code)
    if meant is None and (several := parted(code, code_in_text)):
        return Fault("several values", "names several countries", f'Write "{";".join(several)}" in a list, else a row for each.', value=code)
    if meant is None:
        shared = by_words(code, _short_names(), around=False) if len(code) > 3 else []
        either = " or ".join(f'"{iso3}"' for iso3 in shared)
        advice = advised(code, code_in_text, ()) or (f"Write {either}, whichever is meant." if 1 < len(shared) <= _TOLD else "Correct the code.")
        return Fault("not in country list", "is not an ISO3 code of FAO's list of countries", advice, value=code)
    advice = f'Write "{meant}", if {countries()[meant].name} is meant.'
    return Fault("country code", "is not an ISO3 code (three capital letters)", advice, value=code)
