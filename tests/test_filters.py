"""The reader's choice: link words and codes that stay, values that do not exist told, both days always set."""

from datetime import date

import pytest

from ocop import filters
from ocop.filters import Filters


def test_a_link_and_its_filters_are_one(record):
    words = {"region": ["RAF", "RNE"], "country": ["BGD"], "category": ["field-crop"], "as_of": ["2025-07-31"], "compare_with": ["2024-12-31"]}
    chosen, notices = filters.parse(record, words)
    assert chosen == Filters(("RAF", "RNE"), ("BGD",), ("field-crop",), date(2025, 7, 31), date(2024, 12, 31))
    assert (chosen.words(), notices) == (words, [])


def test_nothing_chosen_is_an_empty_link(record):
    assert filters.parse(record, {}) == (Filters(), [])
    assert Filters().words() == {}


@pytest.mark.parametrize(("word", "value"), [
    ("region", "XYZ"), ("region", "Africa"), ("region", "raf"), ("country", "BD"), ("country", "' OR 1=1--"), ("category", "fruit"),
    ("as_of", "31/07/2025"), ("as_of", "9999-99-99"), ("as_of", "2025-7-1"), ("compare_with", "yesterday"), ("region", "\ud83d\ude00"),
    ("region", "; DROP TABLE members")])
def test_a_value_that_does_not_exist_is_told_and_left_out(record, word, value):
    chosen, notices = filters.parse(record, {word: [value]})
    assert chosen == Filters()
    assert len(notices) == 1 and repr(value)[1:-1][:10] in notices[0]


def test_good_values_survive_beside_a_bad_one(record):
    chosen, notices = filters.parse(record, {"region": ["RAF", "XYZ", "RAF"]})
    assert (chosen.regions, len(notices)) == (("RAF",), 1)


def test_a_thousand_values_do_no_harm(record):
    chosen, notices = filters.parse(record, {"region": ["RAF"] + [f"X{number}" for number in range(1000)], "country": ["BGD"] * 1000})
    assert (chosen.regions, chosen.countries, len(notices)) == (("RAF",), ("BGD",), 5)


def test_without_a_day_the_data_decides(record):
    offered = filters.parameters(record, Filters())
    assert offered["as_of"] == record.last_day == date(2026, 11, 21)
    assert offered["compare_with"] == date(2025, 8, 1)  # the mid-year review


@pytest.mark.parametrize(("day", "review"), [
    (date(2025, 8, 1), date(2024, 4, 26)),  # on the day of a review: the one before
    (date(2025, 8, 2), date(2025, 8, 1)), (date(2024, 1, 1), date(2023, 12, 18)),
    (date(2023, 12, 20), date(2021, 9, 1)),  # held on the 18th, published on the 22nd
    (date(2020, 1, 1), date(2020, 1, 1))])  # before the initiative: nothing to compare with
def test_the_comparison_is_with_the_last_review_known_by_then(record, day, review):
    assert filters.parameters(record, Filters(as_of=day))["compare_with"] == review


def test_a_fixed_link_names_both_days(record):
    fixed = filters.fixed(record, Filters(regions=("RAF",)))
    assert fixed.words() == {"region": ["RAF"], "as_of": ["2026-11-21"], "compare_with": ["2025-08-01"]}


def test_the_public_link_words_stay():
    assert filters.WORDS == {"region": "regions", "country": "countries", "category": "categories", "as_of": "as_of",
                             "compare_with": "compare_with"}
    assert filters.CATEGORIES == ("horticulture", "field-crop", "livestock", "forest", "fishery", "unclassified")


@pytest.mark.parametrize(("words", "kept"), [
    ({"region": ["RAF"], "country": ["BGD"]}, {"country": ["BGD"]}),  # Bangladesh does not lie in Africa
    ({"region": ["RAF", "RAP"], "country": ["BGD"]}, {"region": ["RAF", "RAP"], "country": ["BGD"]}),
    ({"region": ["RAF"], "country": [""]}, {"region": ["RAF"], "country": [""]}),  # "all countries" is no country
    ({"region": ["RAF"]}, {"region": ["RAF"]}), ({"country": ["BGD"]}, {"country": ["BGD"]})])
def test_a_link_to_a_country_never_keeps_a_region_that_shuts_it_out(record, words, kept):
    assert filters.reconciled(record, words) == kept
