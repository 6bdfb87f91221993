"""Periods, scopes and bad input of a review: each refusal is one sentence that says what and what to do."""

from datetime import date

import pytest

from ocop import review
from ocop.filters import Filters
from tests.small import small_store


def reviewed(number, period, on, known=""):
    return {"review_id": number, "title": number, "on": on, "kind": "mid-year review", "period": period, "known_on": known or on,
            "known_on_basis": "source", "source_id": "S-A"}


MILESTONES = [{"milestone_id": "MS-1", "on": "2021-09-07", "title": "Launch", "known_on": "2021-09-07", "known_on_basis": "source",
               "source_id": "S-A"}]   # the record begins here


@pytest.fixture
def small():
    return small_store(milestones=MILESTONES, reviews=[
        reviewed("RV-1", "2024-H2", "2025-01-20"),   # the half-year before 2025-H1 was reviewed, late
        reviewed("RV-2", "2025-H1", "2025-08-01"),   # 2025-H1 was reviewed
        reviewed("RV-3", "", "2025-10-15")])         # a review of no half-year moves nothing


def test_a_reviewed_half_year_runs_from_one_review_to_the_next(small):
    found = review.period(small, "2025-H1")
    assert (found.from_day, found.to_day, found.review) == (date(2025, 1, 20), date(2025, 8, 1), "RV-2")
    assert (found.start, found.end) == (date(2025, 1, 1), date(2025, 6, 30))


def test_a_half_year_without_a_review_ends_with_its_last_day(small):
    found = review.period(small, "2025-H2")
    assert (found.word, found.from_day, found.to_day, found.review) == ("2025-H2", date(2025, 8, 1), date(2025, 12, 31), None)


def test_a_half_year_after_no_review_begins_with_its_first_day(small):
    assert review.period(small, "2024-H2").from_day == date(2024, 7, 1)


def test_no_period_ends_after_the_last_day_in_the_data(small):
    assert review.period(small, "2026-H2").to_day == small.last_day == date(2026, 11, 21)


@pytest.mark.parametrize("word", ["2025-H3", "2025H1", "2025-h1", "２０２５-H1", " 2025-H1", "H1-2025", "", "0000-H1", "'; drop table reviews"])
def test_another_word_is_no_period(small, word):
    with pytest.raises(review.ReviewProblem, match="is not a period. Write a half-year as 2025-H1"):
        review.period(small, word)


@pytest.mark.parametrize("word", ["2020-H2", "2027-H1"])
def test_a_half_year_outside_the_record_names_its_limits(small, word):
    with pytest.raises(review.ReviewProblem, match="from 7 September 2021 to 21 November 2026"):
        review.period(small, word)


def test_the_half_years_of_the_record_newest_first(small):
    words = [one.word for one in review.periods(small)]
    assert (words[0], words[-1], len(words)) == ("2026-H2", "2021-H2", 11)


def test_two_days_in_the_wrong_order_are_refused_and_the_same_day_twice_is_not(small):
    with pytest.raises(review.ReviewProblem, match="begins on 1 August 2025, after its end on 1 January 2025. Give the earlier day first"):
        review.between(small, "2025-08-01", "2025-01-01")
    assert review.between(small, "2025-08-01", "2025-08-01") == (date(2025, 8, 1), date(2025, 8, 1))


@pytest.mark.parametrize(("start", "end", "wrong"), [
    ("2020-01-01", "2025-01-01", "1 January 2020"),    # before the data
    ("2025-01-01", "2026-11-22", "22 November 2026"),  # the day after the last one
])
def test_a_day_outside_the_record_is_refused(small, start, end, wrong):
    with pytest.raises(review.ReviewProblem, match=f"{wrong} lies outside the record"):
        review.between(small, start, end)


@pytest.mark.parametrize("text", ["01/02/2025", "2025-02-30", "2025", "20250101", "tomorrow", "2025-01-01T00:00"])
def test_what_is_no_day_is_refused_in_the_same_words(small, text):
    with pytest.raises(review.ReviewProblem, match="is not a day. Write it as YYYY-MM-DD"):
        review.between(small, text, "2025-08-01")


def test_a_scope_is_the_world_or_one_region_or_one_country(small):
    assert review.scope(small) == Filters()
    assert review.scope(small, region="RAF") == Filters(regions=("RAF",))
    assert review.scope(small, country="BTN") == Filters(countries=("BTN",))


@pytest.mark.parametrize(("choice", "words"), [
    ({"region": "XXX"}, "'XXX' is not a region of the record. Codes are RAF, RAP"),
    ({"country": "Ghana"}, "'Ghana' is not a country of the record. Codes are the ISO 3166-1 alpha-3 codes"),
    ({"region": "Africa"}, r"Codes are RAF, RAP\. Did you mean RAF\?$"), ({"country": "Ghana"}, r"as BGD\. Did you mean GHA\?$"),
    ({"region": ""}, "'' is not a region of the record"), ({"country": ""}, "'' is not a country of the record"),
    ({"region": "RAF", "country": "GHA"}, "give a region or a country, not both"),
])
def test_a_scope_that_does_not_exist_is_refused(small, choice, words):
    with pytest.raises(review.ReviewProblem, match=words):
        review.scope(small, **choice)


def test_a_review_by_word_and_by_days_are_the_same_filters(small):
    by_word = review.chosen(small, word="2025-H1", region="RAF")
    assert by_word == Filters(regions=("RAF",), as_of=date(2025, 8, 1), compare_with=date(2025, 1, 20))
    assert review.chosen(small, start="2025-01-20", end="2025-08-01", region="RAF") == by_word


@pytest.mark.parametrize("choice", [{}, {"start": "2025-01-01"}, {"end": "2025-01-01"}, {"word": "2025-H1", "start": "2025-01-01"},
                                    {"word": "2025-H1", "start": "", "end": ""}, {"start": "", "end": None}])
def test_half_a_period_or_two_of_them_are_refused(small, choice):
    with pytest.raises(review.ReviewProblem, match="or both days of one, and not both"):
        review.chosen(small, **choice)


def test_two_days_of_a_half_year_are_known_by_its_name(small):
    assert review.period_of(small, review.chosen(small, word="2025-H1")).word == "2025-H1"
    assert review.period_of(small, Filters(as_of=date(2025, 8, 2), compare_with=date(2025, 1, 20))) is None


def test_days_in_the_wrong_order_are_seen(small):
    assert review.is_backwards(small, Filters(as_of=date(2025, 1, 1), compare_with=date(2025, 8, 1)))
    assert not review.is_backwards(small, Filters(as_of=date(2025, 8, 1), compare_with=date(2025, 8, 1)))


def test_the_published_review_fixes_the_two_halves_of_2025(record):
    first, second = review.period(record, "2025-H1"), review.period(record, "2025-H2")
    assert (first.from_day, first.to_day, first.review) == (date(2025, 1, 1), date(2025, 8, 1), "RV-2025-H1")
    assert (second.from_day, second.to_day, second.review) == (date(2025, 8, 1), date(2025, 12, 31), None)
