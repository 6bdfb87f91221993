"""Every title is a sentence that can be repeated: read over random choices of places, product types and days."""

import random
import re
from datetime import date, timedelta

from ocop import queries
from ocop.filters import Filters, known_codes
from ocop.headline import FORMS, title_of
from ocop.scope import Scope, scope_of
from ocop.store import open_store
from tests.asked import at_once

HOUSE = re.compile(r"public trace|this choice|the choice|line of time|[{}]|\b0 of 0\b|None\b|\bnan\b|  |"
                   r"^[A-Z][a-z -]+: [0-9]+;|\b1 (countries|funds|events|bodies|actions|rows|reports|sources)\b|"
                   r"\b1 (?:more )?"
                   r"(?:(?:country|action|event|fund|product|body)( (?:in|for|with) [A-Z][\w' ]+)? )?"
                   r"(?:are|have|were|do|carry|name|stand|say|appear)\b|"
                   r"\b([1-9][0-9]*) of \2 (?:country|countries|funds?|events?|bodies|rows|sources)\b")
LONGEST = 330
VERB = re.compile(r"\b(?:is|are|can|was|were|has|have|had|must|names?|named|stands?|stood|rose|fell|came|shares?|appears?|reach(?:es)?|speaks?|lies?|"
                  r"left|leaves?|happened|changed|differs?|answers?|count|says?|carr(?:y|ies)|began|reported|joined|publish(?:ed)?|saw|belongs?|"
                  r"falls?|give|serves?|choose|shows?|repeats?|holds?|held|took|takes?|lists?|needs?|covers?|gave|grew|lacks?)\b", re.IGNORECASE)


def a_choice(draw: random.Random, codes: dict) -> Filters:
    """Up to four places, up to two product types, any day since 2020."""
    places = draw.choice(("none", "regions", "countries"))
    return Filters(regions=tuple(draw.sample(list(codes["region"]), draw.randint(1, 2))) if places == "regions" else (),
                   countries=tuple(draw.sample(list(codes["country"]), draw.randint(1, 4))) if places == "countries" else (),
                   categories=tuple(draw.sample(list(codes["category"]), draw.choice((0, 0, 1, 2)))),
                   as_of=date(2020, 1, 1) + timedelta(days=draw.randrange(2500)))


def test_no_title_of_two_hundred_choices_is_a_telegram_or_speaks_of_the_house():
    store, draw = open_store(), random.Random(20261126)
    names, codes, drawn, wrong = queries.names(), known_codes(store), [], []
    for _turn in range(200):
        choice = a_choice(draw, codes)
        drawn += [(name, choice, {"country": "BGD"}) for name in draw.sample(names, 3)]
    store = at_once(store, drawn)
    for name, choice, more in drawn:
        said = queries.run(store, name, choice, more).finding
        is_a_tile = queries.read(name).card in FORMS  # says what to know of the number above it
        if HOUSE.search(said) or not 0 < len(said) <= LONGEST or not (is_a_tile or name == "status/rules" or VERB.search(said.split(": ")[0])):
            wrong.append((name, choice.words(), said))
    assert wrong == [] and len(drawn) == 600


def test_no_header_of_a_query_speaks_of_the_house():
    leaks = re.compile(r"public trace|\btrace\b|this choice|line of time|\b[Cc]ompilers?\b")
    told = {name: queries.read(name) for name in queries.names()}
    said = [(name, words) for name, query in told.items() for words in (query.title, query.unit, query.reading, query.empty, *query.notes,
                                                                        *query.finding.values(), *query.sentences.values())]
    assert [(name, words) for name, words in said if leaks.search(words)] == [] and len(said) > 700


def test_no_finding_opens_with_a_name_and_a_colon():
    opens = re.compile(r"(?:\{(?:(?:first|last)\.)?[a-z_]+\}(?:, \{[^}]*\})?|[A-Z][a-z]+(?: of the [a-z]+)?): \{")
    told = {name: queries.read(name) for name in queries.names()}
    said = [(name, words) for name, query in told.items() for words in (*query.finding.values(), *(
        query.sentences.values() if any(one.startswith(("{first.sentence}", "{last.sentence}")) for one in query.finding.values()) else ()))]
    assert [(name, words) for name, words in said if opens.match(words)] == [] and len(said) > 300
    assert opens.match("{what}: {after} on {as_of:day}") and opens.match("{first.name}: {rows} rows")


def test_a_title_that_opens_with_a_number_in_words_has_a_capital():
    africa = queries.run(open_store(), "overview/series", Filters(regions=("RAF",)))
    assert africa.finding == "More than 30 countries were reported for 2025"


def test_a_choice_is_named_as_far_as_a_query_obeys_it():
    store = open_store()
    both = Filters(countries=("GHA",), categories=("field-crop",))
    assert scope_of(store, both).words() == "field crops in Ghana"
    assert scope_of(store, both, ("categories",)).words() == "Ghana"
    assert scope_of(store, both).words("in") == "in Ghana with field crops"
    assert scope_of(store, Filters(regions=("RAF", "RNE"))).words() == "Africa and Near East and North Africa"
    assert scope_of(store, Filters(countries=("TUN", "JOR", "SAU", "LBN"))).words() == "4 places"  # no row of codes, no endless list
    assert (Scope().words(), Scope().words("in")) == ("the initiative", "in the world")


def test_a_headline_figure_that_stands_alone_has_its_number_in_its_title():
    store = open_store()
    said = [title_of(queries.run(store, name, choice)) for name in ("overview/countries", "overview/funding", "review/attribution")
            for choice in (Filters(), Filters(countries=("BGD",)))]
    starts = ["Countries stood at 95; last reported ", "1 named in public sources; no total",
              "Funding on record stood at USD 7.45 million; 5 of 16 funds have", "No fund on record is for Bangladesh alone; USD 5 million stands in"]
    assert [one.startswith(start) for one, start in zip(said, starts, strict=False)] == [True] * 4
    assert said[4] == queries.run(store, "review/attribution").finding
