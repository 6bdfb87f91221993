"""Rows with a key that stood before: what a folder check says of them, and what the tables then hold."""

from datetime import date

import pytest

from ocop.contracts import check_folder

CONTRACT = """
[table]
title = "Figures"
about = "Figures of the tests."
grain = "one row per figure"
key = ["figure_id"]
known_on = "known_on"

[columns.figure_id]
type = "text"
about = "Key."
required = true

[columns.value]
type = "integer"
about = "Value."

[columns.known_on]
type = "date"
about = "The day it became known."
required = true
"""


def checked(tmp_path, *lines, contract=CONTRACT):
    (tmp_path / "figures.toml").write_text(contract, encoding="utf-8")
    (tmp_path / "figures.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return check_folder(tmp_path)


@pytest.mark.parametrize(("lines", "expected"), [
    (["figure_id,value,known_on", "F1,1,2024", "F2,1,2024"], []),
    (["figure_id,value,known_on", "F1,1,2024-01-01", "F1,2,2024-01-02"], [(3, "correction", "warn")]),
    (["figure_id,value,known_on", "F1,2,2024-01-02", "F1,1,2024-01-01"], [(2, "correction", "warn")]),      # not in the order of days
    (["figure_id,value,known_on", "F1,1,2024", "F1,2,2024-01-01"], [(3, "duplicate key", "refuse")]),        # both first known on 1 January
    (["figure_id,value,known_on,is_withdrawn", "F1,1,2024,", "F1,1,2025,true"], [(3, "correction", "warn")]),
    (["figure_id,value,known_on,is_withdrawn", "F1,1,2024,", "F2,1,2025,true"], [(3, "withdrawal of nothing", "refuse")]),
    (["figure_id,value,known_on,is_withdrawn", "F1,1,2024,true", "F1,1,2025,"],
     [(2, "withdrawal of nothing", "refuse"), (3, "correction", "warn")]),
    (["figure_id,value,known_on", "F1,1,2024", "F1,2,2025", "F1,3,2026"], [(3, "correction", "warn"), (4, "correction", "warn")]),
])
def test_a_repeated_key_is_a_correction_a_withdrawal_or_a_mistake(tmp_path, lines, expected):
    report = checked(tmp_path, *lines)
    assert sorted((found.row, found.rule, found.level) for found in [*report.problems, *report.notices]) == expected


def test_each_version_says_from_when_another_counts(tmp_path):
    report = checked(tmp_path, "figure_id,value,known_on,is_withdrawn", "F1,3,2026,true", "F1,1,2024,", "F2,7,2024,", "F1,2,2025-05,")
    rows = report.tables["figures"].to_pylist()
    assert [(row["value"], row["superseded_from"], row["corrected_on"]) for row in rows] == [
        (3, date(2026, 1, 1), "2026"),      # the withdrawal never counts
        (1, date(2025, 5, 1), None),        # until the correction became known
        (7, None, None),
        (2, date(2026, 1, 1), "2025-05")]
    assert [row["first_known_from"] for row in rows] == [date(2024, 1, 1)] * 4   # a correction is nothing new


def test_a_table_without_a_day_of_becoming_known_keeps_one_row_per_key(tmp_path):
    report = checked(tmp_path, "figure_id,value,known_on", "F1,1,2024", "F1,2,2025", contract=CONTRACT.replace('known_on = "known_on"\n', ""))
    assert [(found.row, found.rule) for found in report.problems] == [(3, "duplicate key")]
