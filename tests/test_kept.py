"""What is made once for all readers: the same view gets the same thing, any other view its own."""

from dataclasses import replace
from datetime import date

import pytest

from ocop import filters, queries, texts
from ocop.kept import Kept
from ocop.panels import View
from ocop.panels.kept import once

VIEW = filters.Filters(regions=("RAF",), as_of=date(2025, 8, 1))


@pytest.fixture
def ask(record):
    """Ask for a thing of a view; the things made so far are counted."""
    made = []

    def ask(choice=VIEW, store=record, more=("light",), name="countries/by_region"):
        view = View(store, choice)
        return once(view, queries.run(record, name, choice), "test", lambda: made.append(1) or object(), *more)

    ask.made = made
    return ask


def test_a_second_reader_of_a_view_gets_what_the_first_one_got(ask):
    assert ask() is ask(filters.Filters(regions=("RAF",), as_of=date(2025, 8, 1)))
    assert len(ask.made) == 1


@pytest.mark.parametrize("other", [
    {"choice": replace(VIEW, regions=("RAP",))}, {"choice": replace(VIEW, as_of=date(2025, 8, 2))}, {"more": ("dark",)},
    {"name": "countries/register"}])
def test_another_region_day_mode_or_query_gets_its_own(ask, other):
    assert ask() is not ask(**other)


def test_what_is_kept_is_bounded_by_its_number_and_by_its_rows():
    kept = Kept(most=3, most_rows=10)
    for key, rows in (("a", 4), ("b", 4), ("c", 2)):
        kept.put(key, key.upper(), rows)
    assert [kept.get(key) for key in "abc"] == ["A", "B", "C"]
    kept.put("d", "D", 1)  # a fourth: the oldest goes
    assert [kept.get(key) for key in "abcd"] == [None, "B", "C", "D"]
    kept.put("b", "more", 8)  # the same once more, and eleven rows in all: the oldest goes
    assert [kept.get(key) for key in "bcd"] == ["more", None, "D"]
    kept.put("e", "E", 11)  # too much by itself: the others stay
    kept.put("d", "D", 11)
    assert [kept.get(key) for key in "bde"] == ["more", None, None]


def test_another_version_of_the_data_gets_its_own(ask, record):
    assert ask() is not ask(store=replace(record, fingerprint="another"))


def test_another_language_gets_its_own(ask):
    english = ask()
    texts.speak("fr")
    try:
        assert ask() is not english
    finally:
        texts.speak("en")
