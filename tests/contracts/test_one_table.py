"""Rules of one table. One defect per test; what is expected is the exact list (row, column, rule)."""

from tests.contracts.tables import CROPS, HEAD, MEMBERS, triples


def test_empty_required_cell_is_refused(members):
    report = members({"stage": ""})
    assert [str(problem) for problem in report.problems] == [
        "members.csv row 2, stage: the cell is empty, and must not be. Fill it in, or take the row out."
    ]


def test_empty_key_is_refused(crops):
    assert triples(crops(HEAD + ",Kenya,1\n").problems) == [(2, "crop_id", "empty cell")]


def test_duplicate_key_names_both_lines(members):
    report = members({}, {"stage": "applied"}, {"farmers": "1"})
    assert [str(problem) for problem in report.problems] == [
        'members.csv row 4, iso3, stage: "KEN, joined" stands in row 2 already. '
        "Keep one of the two rows, or correct one."
    ]


def test_keys_equal_after_mending_are_duplicates(members):
    report = members({}, {"iso3": "ken "})
    assert triples(report.problems) == [(3, "iso3, stage", "duplicate key")]


def test_empty_part_of_a_key_of_two_columns_counts_as_a_value(crops):
    contract = CROPS.replace('key = ["crop_id"]', 'key = ["crop_id", "country"]')
    report = crops(HEAD + "c1,,1\nc1,Kenya,1\nc1,,2\n", contract)
    assert triples(report.problems) == [(4, "crop_id, country", "duplicate key")]


def test_repeated_value_in_a_unique_column_is_refused_but_not_the_empty_one(members):
    rows = [{"ref": "L-001"}, {"iso3": "UGA", "ref": "L-001"}, {"iso3": "TZA"}, {"iso3": "ZMB"}]
    assert triples(members(*rows).problems) == [(3, "ref", "duplicate value")]


def test_pattern_must_fit_the_whole_value(members):
    report = members({"ref": "L-0011"})
    assert triples(report.problems) == [(2, "ref", "not of the pattern")]


def test_status_in_another_case_or_language_is_refused_with_a_suggestion(members):
    report = members({"stage": "JOINED"}, {"stage": "aplied"}, {"stage": "lancé"}, {"stage": "rejoint"})
    assert triples(report.problems) == [(row, "stage", "not in list") for row in (2, 3, 4, 5)]
    assert [problem.advice[:16] for problem in report.problems] == [
        'Write "joined", ',
        'Write "applied",',
        'Write "launched"',
        'Write "joined", ',
    ]


def test_number_outside_its_range_is_refused(members):
    report = members(
        {"farmers": "-1"}, {"iso3": "UGA", "farmers": "1000001"}, {"iso3": "TZA", "farmers": "0"}
    )
    assert [str(problem) for problem in report.problems] == [
        'members.csv row 2, farmers: "-1" is below 0. Correct the cell, or the limit in the contract.',
        'members.csv row 3, farmers: "1000001" is above 1000000. '
        "Correct the cell, or the limit in the contract.",
    ]


def test_negative_amount_is_refused_without_being_told(members):
    assert triples(members({"spent_usd": "-0.01"}).problems) == [(2, "spent_usd", "out of range")]


def test_contract_may_allow_a_negative_amount(members):
    contract = MEMBERS.replace('about = "Spent."', 'about = "Spent."\nminimum = -1000')
    assert members({"spent_usd": "-0.01"}, contract=contract).ok


def test_spending_above_the_commitment_is_told(members):
    report = members(
        {"committed_usd": "100", "spent_usd": "100.5"}, {"iso3": "UGA", "committed_usd": "", "spent_usd": "5"}
    )
    assert report.ok
    assert [str(notice) for notice in report.notices] == [
        'members.csv row 2, spent_usd: "100.5" is above committed_usd "100". Confirm it with its source.'
    ]


def test_absurd_amount_is_held_for_a_look(members):
    report = members({"committed_usd": "999999999999"}, {"iso3": "UGA", "committed_usd": "1000000000000"})
    assert report.ok and triples(report.notices) == [(3, "committed_usd", "unusual amount")]


def test_amount_of_a_thousand_medians_is_held_for_a_look(members):
    codes = ["KEN", "UGA", "TZA", "ZMB", "MWI"]
    amounts = ["100", "100", "100", "99999", "100000"]
    report = members(
        *({"iso3": code, "committed_usd": amount} for code, amount in zip(codes, amounts, strict=True))
    )
    assert [str(notice) for notice in report.notices] == [
        'members.csv row 6, committed_usd: "100000" is a thousand times the median (100) or more. '
        "Confirm it with its source."
    ]


def test_refused_cell_is_not_judged_twice(members):
    report = members({"farmers": "many", "iso3": "??"}, {"farmers": "few", "iso3": "!!"})
    assert triples(report.problems) == [
        (2, "iso3", "not in country list"),
        (2, "farmers", "number form"),
        (3, "iso3", "not in country list"),
        (3, "farmers", "number form"),
    ]
