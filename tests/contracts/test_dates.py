"""Dates. One defect per test; what is expected is the exact list (row, column, rule)."""

from datetime import date

import pytest

from ocop.contracts.dates import span
from tests.contracts.tables import triples


@pytest.mark.parametrize(
    ("written", "rule", "advice"),
    [
        ("17/03/2024", "date form", "Write 2024-03-17, if that is the date meant."),
        ("02/03/2024", "date form", "Write 2024-02-03 or 2024-03-02, whichever is meant."),
        ("03.03.2024", "date form", "Write 2024-03-03, if that is the date meant."),
        ("2024/3/7", "date form", "Write 2024-03-07, if that is the date meant."),
        ("2024-3-7", "date form", "Write 2024-03-07, if that is the date meant."),
        ("20240317", "date form", "Write 2024-03-17, if that is the date meant."),
        ("17 March 2024", "date form", "Write 2024-03-17, if that is the date meant."),
        ("March 17th, 2024", "date form", "Write 2024-03-17, if that is the date meant."),
        ("Mar 2024", "date form", "Write 2024-03, if that is the date meant."),
        ("03/2024", "date form", "Write 2024-03, if that is the date meant."),
        ("45368", "date form", "Write 2024-03-17, if that is the date meant."),
        ("soon", "date form", "Use the ISO form."),
        ("٢٠٢٤", "date form", "Use the ISO form."),
        ("2024-02-30", "impossible date", "Correct the date."),
        ("2023-02-29", "impossible date", "Correct the date."),
        ("2024-13", "impossible date", "Correct the date."),
        ("0000", "impossible date", "Correct the date."),
        ("17/03/24", "two-digit year", "Write the year in full, as in 2024-03-17."),
        ("Mar-24", "two-digit year", "Write the year in full, as in 2024-03-17."),
        ("2024-03-17T10:00Z", "time of day", "Write 2024-03-17."),
        ("2024-03-17 00:00:00", "time of day", "Write 2024-03-17."),
        ("2024-03-17 23:30+02:00", "time of day", "Write 2024-03-17."),
        ("2024-03-17 24:00", "time of day", "Write the day alone."),
        ("24:00", "time of day", "Write the day alone."),
    ],
)
def test_date_in_another_form_is_refused_with_the_iso_form(members, written, rule, advice):
    report = members({"since": written})
    assert triples(report.problems) == [(2, "since", rule)] and report.problems[0].advice == advice


def test_leap_day_is_a_day():
    assert span("2024-02-29").first == date(2024, 2, 29) and span("2024-12").last == date(2024, 12, 31)


@pytest.mark.parametrize("written", ["2024", "2024-03"])
def test_imprecise_date_in_a_column_of_days_is_refused(members, written):
    assert triples(members({"known_on": written}).problems) == [(2, "known_on", "date not precise")]


def test_date_before_the_earliest_is_refused_once_its_whole_span_is_before(members):
    report = members(
        {"since": "2021-08-31"}, {"iso3": "UGA", "since": "2021-09"}, {"iso3": "TZA", "since": "2021"}
    )
    assert [str(problem) for problem in report.problems] == [
        'members.csv row 2, since: "2021-08-31" is before 2021-09-01. Correct the date.'
    ]


def test_date_too_far_after_the_last_known_day_is_refused(members):
    report = members(
        {"since": "2029-03-17", "until": ""}, {"iso3": "UGA", "since": "2029-03-18", "until": ""}
    )
    assert [str(problem) for problem in report.problems] == [
        'members.csv row 3, since: "2029-03-18" is after 2029-03-17 '
        "(5 years after the last day known, 2024-03-17). "
        "Correct the date."
    ]


def test_end_before_start_is_refused_unless_the_spans_touch(members):
    report = members(
        {"since": "2023", "until": "2022-12-31"}, {"iso3": "UGA", "since": "2023-05-01", "until": "2023"}
    )
    assert [str(problem) for problem in report.problems] == [
        'members.csv row 2, until: "2022-12-31" is before since "2023". Correct one of the two dates.'
    ]
