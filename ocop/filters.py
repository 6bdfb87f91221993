"""What the reader chose: one frozen value, its words in a link, its parameters for a query.

Link words and codes are public (`region=RAF`, `country=BGD`, `category=field-crop`, `as_of=2025-07-31`,
`compare_with=2024-12-31`): once used they stay. Values that do not exist are told, never silently dropped.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ocop.store import Store
from ocop.texts import _

CATEGORIES = ("horticulture", "field-crop", "livestock", "forest", "fishery", "unclassified")
WORDS = {"region": "regions", "country": "countries", "category": "categories", "as_of": "as_of",
         "compare_with": "compare_with"}
LONGEST = 60


@dataclass(frozen=True)
class Filters:
    """Codes of regions, countries and categories (none chosen means all); the day to look from and the day to compare with."""

    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    as_of: date | None = None
    compare_with: date | None = None

    def words(self) -> dict[str, list[str]]:
        """The same choice as link words, only those that were chosen."""
        values = {word: getattr(self, field) for word, field in WORDS.items()}
        return {word: list(value) if isinstance(value, tuple) else [value.isoformat()]
                for word, value in values.items() if value}


def day_of(store: Store, filters: Filters) -> date:
    """The day to look from: the chosen one, else the last day in the data."""
    return filters.as_of or store.last_day


@lru_cache(maxsize=256)
def last_review(store: Store, day: date) -> date:
    """The last review before a day; before the first review, the first day of the initiative's own record."""
    _names, rows = store.ask("select max(on_from) from reviews where on_from < $day and known_on_from <= $day", {"day": day})
    return rows[0][0] or min(date(2021, 9, 1), day)


def parameters(store: Store, filters: Filters) -> dict[str, object]:
    """Every parameter that a query may name. Both days are always set."""
    day = day_of(store, filters)
    return {"regions": list(filters.regions), "countries": list(filters.countries), "categories": list(filters.categories),
            "as_of": day, "compare_with": filters.compare_with or last_review(store, day)}


def fixed(store: Store, filters: Filters) -> Filters:
    """The same choice with both days written down: a link to it never changes its meaning."""
    days = parameters(store, filters)
    return replace(filters, as_of=days["as_of"], compare_with=days["compare_with"])


def known_codes(store: Store) -> dict[str, dict[str, str]]:
    """Codes that a reader may choose, with their names: regions, countries with any trace or membership of FAO, categories."""
    regions, countries = _known_places(store)
    return {"region": regions, "country": countries, "category": {code: category_name(code) for code in CATEGORIES}}


@lru_cache(maxsize=4)
def _known_places(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    """Regions and countries of one version by code; asked for at every run, the same for every reader. Never change them."""
    _names, regions = store.ask("select place_id, name from places where kind = 'fao region' order by place_id")
    _names, countries = store.ask("select iso3, name from places where kind = 'country' order by strip_accents(name)")
    return dict(regions), dict(countries)


@lru_cache(maxsize=4)
def _homes(store: Store) -> dict[str, str | None]:
    """ISO3 code -> region, where the record gives one."""
    return dict(store.ask("select iso3, region from places where kind = 'country'")[1])


def reconciled(store: Store, words: dict[str, list[str]]) -> dict[str, list[str]]:
    """Link words in which a chosen country is never shut out by a region it does not lie in: such a region is dropped."""
    countries, regions = [code for code in words.get("country", []) if code], words.get("region", [])
    homes = _homes(store)
    if countries and regions and not any(homes.get(code) in regions for code in countries):
        return {word: values for word, values in words.items() if word != "region"}
    return words


def category_name(code: str) -> str:
    """A category in words."""
    return {"horticulture": _("Horticulture"), "field-crop": _("Field crops"), "livestock": _("Livestock"),
            "forest": _("Forest products"), "fishery": _("Fisheries"), "unclassified": _("Not classified")}[code]


def parse(store: Store, words: dict[str, list[str]]) -> tuple[Filters, list[str]]:
    """Filters from link words, and a sentence for each value that the link asks for and that does not exist."""
    codes = known_codes(store)
    chosen, notices = Filters(), []
    for word in ("region", "country", "category"):
        asked = list(dict.fromkeys(value.strip() for value in words.get(word, []) if value.strip()))
        good = tuple(value for value in asked if value in codes[word])[:LONGEST]
        chosen = replace(chosen, **{WORDS[word]: good})
        notices += [_unknown(word, value) for value in asked if value not in codes[word]][:5]
    for word in ("as_of", "compare_with"):
        for value in [value for value in words.get(word, []) if value][:1]:
            day = _day(value)
            chosen = replace(chosen, **{word: day})
            notices += [] if day else [_unknown_day(word, value)]
    return chosen, notices


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _unknown(word: str, value: str) -> str:
    what = {"region": _("region"), "country": _("country"), "category": _("product type")}[word]
    return _("The link asks for {what} {value}, which does not exist here; it was left out. Choose one from the list.").format(
        what=what, value=repr(value[:40]))


def _unknown_day(word: str, value: str) -> str:
    return _("The link asks for {word} {value}, which is not a day written as YYYY-MM-DD; it was left out.").format(
        word=word, value=repr(value[:40]))
