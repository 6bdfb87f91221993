"""An address read into what it asks for. A word, a value or a form that does not exist is refused by name, never left out.

A choice is read by `ocop.filters`, as for a link; on the screen a wrong value is told and left out, here it would give rows that nobody
asked for.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from ocop import filters, parts, queries, store
from ocop.addresses import VERSION, tail
from ocop.contracts.nearest import likest
from ocop.filters import Filters
from ocop.store import Store, once
from ocop.texts import _

MOST_ROWS = 10_000
MOST_LETTERS = 200  # of a search
CODES_OF = {"product": "select product_id from products where coalesce(product_id = $code, true) order by 1 limit $most",
            "programme": "select programme_id from programmes where country_iso3 is not null and coalesce(programme_id = $code, true) "
                         "order by 1 limit $most",
            "unit": "select distinct within_id from national.within where coalesce(within_id = $code, true) order by 1 limit $most"}
MOST_CODES = 2_000  # of them that a refusal lists; there may be a million units
MOST_NAMED = 10  # in its sentence
PAGING = ("limit", "offset")
WHOLE = re.compile(r"[0-9]{1,9}")


class Refused(Exception):
    """A call that is not answered: an HTTP status, a title of its kind, what is wrong in a sentence; `more` names the parameter, its value
    and what is allowed."""

    def __init__(self, status: int, title: str, detail: str, **more: Any):
        super().__init__(detail)
        self.status, self.title, self.detail, self.more = status, title, detail, more


@dataclass(frozen=True)
class Asked:
    """One figure of one version of the data, for a choice; rows from `offset`, at most `limit`. `version` is the one
    that the address names, if any; `is_frozen`: it also names every day that the figure hangs on."""

    store: Store
    query: queries.Query
    filters: Filters
    further: dict[str, str] = field(default_factory=dict)
    limit: int = MOST_ROWS
    offset: int = 0
    is_frozen: bool = False
    version: str = ""

    def result(self) -> queries.Result:
        """All rows. Raises QueryTooSlow."""
        return queries.run(self.store, self.query.name, self.filters, dict(self.further))

    def passed(self) -> queries.Result:
        """The same; of very many rows only the ends are held, see `ocop.parts`."""
        return parts.run(self.store, self.query.name, self.filters, dict(self.further))

    def day(self) -> str:
        """The day that it looks from, in ISO form."""
        return filters.day_of(self.store, self.filters).isoformat()

    def words(self, *, frozen: bool = False) -> dict[str, list[str]]:
        """The words of its address, without those of paging; `frozen` writes down version and days."""
        chosen = filters.frozen_words(self.store, self.filters) if frozen else self.filters.words()
        return {**chosen, **{word: [value] for word, value in self.further.items()}}

    def tail(self, **more: str) -> str:
        """The same behind an address, with `more` words: of the version that was asked for, where one was named."""
        named = {"version": [self.version]} if self.version else {}
        return tail({**self.words(), **named, **{word: [value] for word, value in more.items()}})

    def live_tail(self) -> str:
        """That of the address that follows the data."""
        return tail(self.words())

    def lasting_tail(self) -> str:
        """That of the address that stays as it is."""
        return tail(self.words(frozen=True))


def query_named(subject: str, name: str) -> queries.Query:
    """The figure of an address; Refused with 404 for one that does not exist."""
    try:
        query = queries.read(f"{subject}/{name}")
    except queries.QueryProblem:
        query = None
    if query is None or query.name not in queries.names():
        raise Refused(404, _("No such figure"), _("There is no figure {name}. /api/v1/ lists all of them.").format(
            name=repr(f"{subject}/{name}"[:80])))
    return query


def asked(query: queries.Query, words: dict[str, list[str]], paging: tuple[str, ...] = PAGING) -> Asked:
    """What an address asks of a figure; `paging` is empty where all rows are one document. Raises Refused: 422 for a
    wrong word or value, 410 for a version that is no longer kept."""
    served = version(words.get("version", []))
    takes = queries.wanted(served, query)
    known = (*filters.WORDS, *filters.RENAMED, *(word for word in queries.FURTHER if word in takes), *paging, "version")
    for word, values in words.items():
        if word not in known:
            raise refused_word(word, values, known, query)
    chosen = filters_of(served, {word: values for word, values in words.items() if word in filters.WORDS or word in filters.RENAMED})
    further = {word: further_word(served, word, words[word]) for word in queries.FURTHER if word in words}
    days = {word for word in filters.DAYS if word in takes}
    is_frozen = "version" in words and all(getattr(chosen, filters.WORDS[word]) for word in days)
    limit = whole("limit", words.get("limit", [str(MOST_ROWS)]), 1, MOST_ROWS)
    return Asked(served, query, chosen, further, limit, whole("offset", words.get("offset", ["0"]), 0, 10**9 - 1), is_frozen,
                 words.get("version", [""])[0])


def version(values: list[str]) -> Store:
    """The version that an address names, else the one that is served."""
    served = store.current()
    if not values:
        return served
    if len(values) > 1 or not VERSION.fullmatch(values[0]):
        raise wrong("version", values, _("the first twelve signs of a fingerprint, as {mark}").format(mark=served.fingerprint[:12]))
    if found := store.kept(values[0]):  # what this one says does not hang on whether a newer state can be shown
        return replace(found, stale_because="", stale_kind="") if found.stale_because else found
    raise Refused(410, _("No longer kept"), _("Version {version} of the data is not kept here. Leave the word version out for the rows of today, "
                                              "which may say otherwise.").format(version=values[0]),
                  parameter="version", value=values[0], allowed=[served.fingerprint[:12]])


def filters_of(served: Store, words: dict[str, list[str]]) -> Filters:
    """The choice; Refused with the first word of which a link would be told something."""
    for word, values in words.items():
        _chosen, told = filters.parse(served, {word: values})
        if told:
            raise Refused(422, _("Wrong parameter"), filters.as_a_call(told), parameter=word, value=shown(values), allowed=allowed(served, word))
    chosen, _told = filters.parse(served, words)
    if cautions := filters.cautions(served, chosen):
        word = "country" if cautions == filters.shut_out(served, chosen) else "as_of" if chosen.as_of else "compare_with"
        raise Refused(422, _("Wrong parameter"), " ".join(cautions), parameter=word, value=shown(words.get(word, [])), allowed=allowed(served, word))
    return chosen


def allowed(served: Store, word: str) -> list[str] | str:
    """What a word takes: its codes, or the form of a day and from when to when."""
    word = filters.RENAMED.get(word, word)
    codes = filters.known_codes(served)
    if word in codes:
        return list(codes[word])
    return f"YYYY-MM-DD, {filters.first_day(served).isoformat()} … {served.last_day.isoformat()}"


def refused_word(word: str, values: list[str], known: tuple[str, ...], query: queries.Query) -> Refused:
    """A word that this figure does not know."""
    return Refused(422, _("Unknown parameter"), _("{query} takes no {word}. It takes {known}.").format(
        query=query.name, word=repr(word[:40]), known=", ".join(known)), parameter=word[:40], value=shown(values), allowed=list(known))


def further_word(served: Store, word: str, values: list[str]) -> str:
    """What a page is about, or the words of a search: one value."""
    if len(values) > 1:
        raise wrong(word, values, _("one value"))
    if word in CODES_OF and not is_code(served, word, values[0]):
        raise wrong(word, values, codes_of(served, word))
    if word == "words" and not 0 < len(values[0]) <= MOST_LETTERS:
        raise wrong(word, values, _("1 to {most} letters").format(most=MOST_LETTERS))
    return values[0]


@once
def is_code(served: Store, word: str, value: str) -> bool:
    """Whether a word that says what a page is about takes this value."""
    return bool(served.ask(CODES_OF[word], {"code": value, "most": 1})[1])


@once
def codes_of(served: Store, word: str) -> list[str]:
    """What such a word takes, the first so many in order. Never change it."""
    return [code for code, in served.ask(CODES_OF[word], {"code": None, "most": MOST_CODES})[1]]


def whole(word: str, values: list[str], least: int, most: int) -> int:
    """A whole number of an address, written in digits."""
    if len(values) != 1 or not WHOLE.fullmatch(values[0]) or not values[0].isascii() or not least <= int(values[0]) <= most:
        raise wrong(word, values, _("a whole number from {least} to {most}").format(least=least, most=most))
    return int(values[0])


def wrong(word: str, values: list[str], allowed: Any) -> Refused:
    """A value that a word does not take."""
    said = allowed if isinstance(allowed, str) else some_of(list(allowed), values[0] if values else "")
    return Refused(422, _("Wrong parameter"), _("{word} does not take {value}. It takes {allowed}.").format(
        word=word, value=shown(values), allowed=said), parameter=word, value=shown(values), allowed=allowed)


def some_of(allowed: list[str], given: str) -> str:
    """What a word takes, for a message: of many codes the nearest first, and that there are others."""
    if len(allowed) <= MOST_NAMED:
        return ", ".join(allowed)
    near = likest(given[:80], allowed, 3)
    return _("{some} and others").format(some=", ".join(list(dict.fromkeys([*near, *allowed]))[:MOST_NAMED]))


def shown(values: list[str]) -> str:
    """Values of an address for a message: short."""
    return ", ".join(repr(value[:40]) for value in values[:3])
