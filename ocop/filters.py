"""What the reader chose: one frozen value, its words in a link, its parameters for a query.

Link words and codes are public (`region=RAF`, `country=BGD`, `category=field-crop`, `as_of=2025-07-31`,
`compare_with=2024-12-31`): once used they stay. Only the documented form of a code or a day is read; everything else
that a link asks for is told in a sentence, never guessed and never silently dropped.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ocop import advice
from ocop.store import Store, once
from ocop.texts import _, named
from ocop.texts import day as spoken_day

CATEGORIES = ("horticulture", "field-crop", "livestock", "forest", "fishery", "unclassified")
WORDS = {"region": "regions", "country": "countries", "category": "categories", "as_of": "as_of",
         "compare_with": "compare_with"}
CODES, DAYS = ("region", "country", "category"), ("as_of", "compare_with")
SUBJECTS, SHOWN = ("product", "programme", "unit"), ("filters",)  # what a page is about; what stands around it in a frame, from page to page
PLACES_ON_A_PAGE = ("tab", *SUBJECTS, "applicant", "makes", "entry")  # link words that say what a page has open, and end with it; they filter no data
RENAMED: dict[str, str] = {}  # a link word of old -> the word that took its place: a published link keeps its meaning
ALL = "all"  # `country=all` chooses no country, and so all of them
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TOLD_ONE_BY_ONE = 5


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


@once
def first_day(store: Store) -> date:
    """The first day on which anything of the initiative's own record happened or was known."""
    _names, rows = store.ask(
        "select min(first) from (select min(known_on_from) as first from initiative.claims "
        "union all select min(least(on_from, known_on_from)) from initiative.figures "
        "union all select min(least(starts_on_from, known_on_from)) from events where programme_id = 'ocop-fao' "
        "union all select min(least(on_from, known_on_from)) from milestones "
        "union all select min(known_on_from) from actions union all select min(known_on_from) from task_forces)")
    return rows[0][0] or store.last_day


@once
def last_review(store: Store, day: date) -> date:
    """The last review before a day; before the first review, the first day of the initiative's own record."""
    _names, rows = store.ask("select max(on_from) from reviews where on_from < $day and known_on_from <= $day "
                              "and coalesce(superseded_from > $day, true)", {"day": day})
    return rows[0][0] or min(date(2021, 9, 1), day)


def parameters(store: Store, filters: Filters) -> dict[str, Any]:
    """Every parameter that a query may name. Both days are always set."""
    day = day_of(store, filters)
    return {"regions": list(filters.regions), "countries": list(filters.countries), "categories": list(filters.categories),
            "as_of": day, "compare_with": filters.compare_with or last_review(store, day)}


def fixed(store: Store, filters: Filters) -> Filters:
    """The same choice with both days written down: a link to it never changes its meaning."""
    days = parameters(store, filters)
    return replace(filters, as_of=days["as_of"], compare_with=days["compare_with"])


def frozen_words(store: Store, filters: Filters) -> dict[str, list[str]]:
    """The link words of the same choice with both days and the version of the data written down."""
    return {**fixed(store, filters).words(), "version": [store.fingerprint[:12]]}


def as_a_call(told: list[str]) -> str:
    """What a link is told of its words, said of a call that is refused as a whole."""
    return " ".join(told).replace("The link", "The call").replace("; it was left out", "").replace(" It was left out.", "")


def known_codes(store: Store) -> dict[str, dict[str, str]]:
    """Codes that a reader may choose, with their names: regions, countries with any trace or membership of FAO, categories."""
    regions, countries = _known_places(store)
    return {"region": regions, "country": countries, "category": category_names(store)}


@once
def _known_places(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    """Regions and countries of one version by code; asked for at every run, the same for every reader. Never change them."""
    _names, regions = store.ask("select place_id, name from places where kind = 'fao region' order by place_id")
    _names, countries = store.ask("select iso3, name from places where kind = 'country' order by strip_accents(name)")
    return dict(regions), dict(countries)


@once
def _homes(store: Store) -> dict[str, str | None]:
    """ISO3 code -> region, where the record gives one."""
    return dict(store.ask("select iso3, region from places where kind = 'country'")[1])


def reconciled(store: Store, words: dict[str, list[str]]) -> dict[str, list[str]]:
    """Link words in which a chosen country is never shut out by a region it does not lie in: such a region is dropped."""
    countries, regions = [code for code in words.get("country", []) if code != ALL], words.get("region", [])
    homes = _homes(store)
    if countries and regions and not any(homes.get(code) in regions for code in countries):
        return {word: values for word, values in words.items() if word != "region"}
    return words


def agreed(store: Store, words: dict[str, list[str]], fresh: Iterable[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Words in which the fresh choice of a region or of countries wins over an older one that shuts it out, and that told."""
    if ("country" in fresh) == ("region" in fresh) or reconciled(store, words) == words:
        return words, []
    older = "region" if "country" in fresh else "country"
    names = known_codes(store)[older]
    told = _("{names} was left out: nothing on record lies both there and in what you chose last.").format(
        names=", ".join(names.get(code, code) for code in words[older][:3]))
    return {word: values for word, values in words.items() if word != older}, [told]


def category_names(store: Store) -> dict[str, str]:
    """Every category that the contract allows, by code, with its name: ours, else the label of the contract."""
    column = store.contracts["products"].columns["category"] if "products" in store.contracts else None
    further = [code for code in column.allowed if code not in CATEGORIES] if column else []
    codes = [*CATEGORIES[:-1], *further, CATEGORIES[-1]]
    return {code: column.labels.get(code) or category_name(code) if column else category_name(code) for code in codes}


def category_name(code: str, store: Store | None = None) -> str:
    """A category in words; with the store, in those of its contract too."""
    if store is not None:
        return category_names(store).get(code) or category_name(code)
    return named({"horticulture": _("Horticulture"), "field-crop": _("Field crops"), "livestock": _("Livestock"),
            "forest": _("Forest products"), "fishery": _("Fisheries"), "unclassified": _("Not classified")}, code)


def given_name(store: Store, column: str, value: object) -> str:
    """The name that a contract gives to a value of a closed list in `[columns.<name>.labels]`; empty where none does."""
    return _given_names(store).get((column, value), "") if isinstance(value, str) else ""


@once
def _given_names(store: Store) -> dict[tuple[str, str], str]:
    """The names of all closed lists by column and value; of two contracts the first."""
    names: dict[tuple[str, str], str] = {}
    for contract in store.contracts.values():
        for column in contract.columns.values():
            for value, name in column.labels.items():
                names.setdefault((column.name, value), name)
    return names


def parse(store: Store, words: dict[str, list[str]]) -> tuple[Filters, list[str]]:
    """Filters from link words, and a sentence for everything that the link asks for and that is not given."""
    asked: dict[str, list[str]] = {}
    for word, values in words.items():
        asked.setdefault(RENAMED.get(word, word), []).extend(values)
    codes, notices = known_codes(store), strangers(asked)
    chosen: dict[str, Any] = {}
    for word in CODES:
        good, told = _codes(word, asked.get(word, []), codes)
        chosen[WORDS[word]], notices = good, notices + told
    for word in DAYS:
        day, told = _one_day(store, word, asked.get(word, []))
        chosen[WORDS[word]], notices = day, notices + told
    return Filters(**chosen), notices


def strangers(words: Iterable[str]) -> list[str]:
    """A sentence for each link word that does not exist, with the nearest that does."""
    known = {word: word for word in (*WORDS, *PLACES_ON_A_PAGE, *SHOWN)}
    strange = [word for word in words if word not in known]
    told = [_("The link has the word {word}, which does not exist here; it was left out. {advice}").format(
        word=repr(word[:40]), advice=advice.like(word, known) or _("Words are {words}.").format(words=", ".join(WORDS)))
        for word in strange[:TOLD_ONE_BY_ONE]]
    return told + _more(len(strange), _("words that do not exist"))


def _codes(word: str, values: list[str], codes: dict[str, dict[str, str]]) -> tuple[tuple[str, ...], list[str]]:
    """The known codes of one link word in the order asked for, and what is to be told of the others."""
    asked, names = Counter(values), codes[word]
    if list(asked) == [ALL]:
        return (), []
    unknown = [value for value in asked if value not in names]
    again = [value for value in asked if value in names and asked[value] > 1]
    told = [advice.unknown(word, value, codes) for value in unknown[:TOLD_ONE_BY_ONE]]
    told += _more(len(unknown), _("values of {word} that do not exist").format(word=word))
    if again:
        told.append(_("The link asks for {what} {values} more than once; each counts once.").format(
            what=advice.what(word), values=", ".join(again)))
    return tuple(value for value in asked if value in names), told


def _one_day(store: Store, word: str, values: list[str]) -> tuple[date | None, list[str]]:
    """The day of one link word, or none and why. Two days for one word are none: either would be a guess."""
    asked = list(dict.fromkeys(values))
    if len(asked) > 1:
        return None, [_("The link asks for {word} {n} times ({values}); none was taken. Write one day.").format(
            word=word, n=len(asked), values=", ".join(repr(value[:40]) for value in asked[:3]))]
    if not asked:
        return None, []
    try:
        day = date.fromisoformat(asked[0] if DAY.fullmatch(asked[0]) else "")
    except ValueError:
        return None, [_("The link asks for {word} {value}, which is not a day written as YYYY-MM-DD; it was left out.").format(
            word=word, value=repr(asked[0][:40]))]
    if day > store.last_day:
        return None, [_("The link asks for {word} {day}, but the record ends on {last}: nothing is known of a later day. It was left "
                        "out.").format(word=word, day=day.isoformat(), last=spoken_day(store.last_day))]
    return day, [] if len(values) == 1 else [_("The link asks for {word} {day} more than once; it counts once.").format(
        word=word, day=day.isoformat())]


def cautions(store: Store, filters: Filters) -> list[str]:
    """What a reader must know of words that each exist but of which together nothing, or nothing in order, can be said."""
    days, first = parameters(store, filters), first_day(store)
    usual = ("compare_with", last_review(store, days["as_of"]))  # a lasting link writes it down: no fault of a reader
    told = [_("The public record begins on {first}: nothing was known on {day}.").format(first=spoken_day(first), day=spoken_day(days[word]))
            for word in DAYS if getattr(filters, word) and days[word] < first and (word, days[word]) != usual]
    if days["compare_with"] > days["as_of"]:
        told.append(_("The first day, {start}, lies after the last one, {end}: nothing can be compared. Choose a period, or change the days "
                      "above.").format(start=spoken_day(days["compare_with"]), end=spoken_day(days["as_of"])))
    return told + shut_out(store, filters)


def shut_out(store: Store, filters: Filters) -> list[str]:
    """The chosen countries of which no row can be shown, because they lie in none of the chosen regions."""
    homes, names = _homes(store), known_codes(store)
    out = [code for code in filters.countries if filters.regions and homes.get(code) not in filters.regions]
    regions = ", ".join(names["region"].get(code, code) for code in filters.regions)
    says = ((True, _("No row is shown of {names}, which on record lies outside {regions}. Choose one of the two.")),
            (False, _("No row is shown of {names} in {regions}: the record gives it no region. Choose one of the two.")))
    return [words.format(names=", ".join(names["country"].get(code, code) for code in some), regions=regions) for is_known, words in says
            if (some := [code for code in out if bool(homes.get(code)) is is_known])]


def _more(number: int, what: str) -> list[str]:
    """How many more there are than are told one by one."""
    left = number - TOLD_ONE_BY_ONE
    return [_("The link has {n} more {what}; they were left out.").format(n=left, what=what)] if left > 0 else []
