"""Who can be supported: a truth table of every applicant and product, written by hand from the text that announced India's scheme in March
2021, and what later rules changed. The seed says: existing individual units, preference to those with the focus product, others too; groups,
predominantly those with it, others only where they already process theirs and are strong; new units only with it; common infrastructure and
branding only with it, but branding at State or regional level may take in the same product of districts that do not have it."""

from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters

FOCUS, OTHER = "the focus product", "another product"
BY_HAND = {  # rule set "original guidelines 2020-21": (applicant, makes) -> answers of its rules
    ("existing individual unit", FOCUS): ["supported first"], ("existing individual unit", OTHER): ["supported"],
    ("existing group", FOCUS): ["supported first"], ("existing group", OTHER): ["supported on a condition"],
    ("new individual unit", FOCUS): ["supported"], ("new individual unit", OTHER): ["not supported"],
    ("new group", FOCUS): ["supported"], ("new group", OTHER): ["not supported"],
    ("common infrastructure", FOCUS): ["supported"], ("common infrastructure", OTHER): ["not supported"],
    ("branding and marketing", FOCUS): ["supported", "supported"],  # of a district, and of a State or region
    ("branding and marketing", OTHER): ["not supported", "supported on a condition"]}


def rows(record, day="2026-11-26", programme="odop-in-pmfme"):
    return queries.run(record, "programme/support", Filters(as_of=date.fromisoformat(day)), {"programme": programme, "unit": ""}).rows


@pytest.mark.parametrize("case", BY_HAND, ids=" makes ".join)
def test_the_first_rules_answer_as_the_text_says(record, case):
    mine = [row for row in rows(record) if (row["applicant"], row["product_is"]) == case and row["rule_set"] == "original guidelines 2020-21"]
    assert sorted(row["answer"] for row in mine) == BY_HAND[case]
    assert all(row["source_id"] and row["replaced_on"] == date(2022, 5, 18) for row in mine)
    for row in mine:
        assert row["exception"] or row["answer"] != "supported on a condition"


def test_every_applicant_and_product_has_a_row_of_the_changed_rules(record):
    changed = [row for row in rows(record) if row["version_of_rules"] == "the changed rules"]
    assert {(row["applicant"], row["product_is"]) for row in changed} == set(BY_HAND)
    new = {row["answer"] for row in changed if row["applicant"] == "new individual unit" and row["product_is"] == OTHER}
    assert "not supported" not in new  # a new unit need no longer make the focus product
    assert {row["holds_from"] for row in changed} == {date(2022, 5, 18)}


def test_what_is_for_other_products_says_nothing_of_the_focus_product(record):
    notice = [row for row in rows(record) if row["rule_id"] == "SR-011"]
    assert {row["product_is"] for row in notice} == {OTHER} and {row["answer"] for row in notice} == {"supported on a condition"}


def test_as_known_then_the_first_rules_stood_and_nothing_replaced_them(record):
    then = rows(record, "2021-03-01")
    assert {row["version_of_rules"] for row in then} == {"the first rules"} and {row["replaced_on"] for row in then} == {None}
    assert {(row["applicant"], row["product_is"]) for row in then} == set(BY_HAND)
    assert rows(record, "2020-01-01") == [] and rows(record, programme="ocop-vn") == []
