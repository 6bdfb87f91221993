"""Contracts that cannot be kept. One defect per test; what is expected is the exact list (row, column, rule)."""

from datetime import date

import pytest

from ocop.contracts import BrokenContract, Column, read_contract
from tests.contracts.tables import CORRECT, CROPS, MEMBERS, SOUND, triples


def test_contract_is_read_as_written(tmp_path):
    (tmp_path / "members.toml").write_text(MEMBERS, encoding="utf-8")
    contract = read_contract(tmp_path / "members.toml")
    assert (contract.name, contract.key, contract.known_on, list(contract.columns)) == (
        "members",
        ("iso3", "stage"),
        "known_on",
        [*SOUND, "is_withdrawn"],
    )
    assert contract.columns["since"] == Column(
        "since", "date", "First day of the stage.", earliest=date(2021, 9, 1), latest_years_ahead=5
    )
    assert contract.columns["partners"].list and contract.columns["iso3"].aliases == "iso3"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ((' = "Crops"', " = "), [(3, None, "broken contract")]),
        (('title = "Crops"', ""), [(2, None, "broken contract")]),
        (('key = ["crop_id"]', 'key = ["crop"]'), [(2, None, "broken contract")]),
        (('key = ["crop_id"]', 'key = ["crop_id"]\nknown_on = "country"'), [(2, None, "broken contract")]),
        (('key = ["crop_id"]', 'key = ["crop_id"]\nrow_minimum = 1'), [(2, None, "broken contract")]),
        (('"decimal"', '"number"'), [(17, "hectares", "broken contract")]),
        (('aliases = "country"', 'alias = "country"'), [(12, "country", "broken contract")]),
        (('aliases = "country"', 'aliases = "city"'), [(12, "country", "broken contract")]),
        (('aliases = "country"', 'pattern = "["'), [(12, "country", "broken contract")]),
        (('aliases = "country"', "required = 1"), [(12, "country", "broken contract")]),
        (('aliases = "country"', "allowed = []"), [(12, "country", "broken contract")]),
        (('aliases = "country"', "minimum = 0"), [(12, "country", "broken contract")]),
        (('aliases = "country"', 'not_before = "x"'), [(12, "country", "broken contract")] * 1),
        (('"Area."', '"Area."\nminimum = 2\nmaximum = 1'), [(17, "hectares", "broken contract")]),
        (('"Area."', '"Area."\nlist = true'), [(17, "hectares", "broken contract")]),
        (('"decimal"', '"date"\nearliest = "06/2021"'), [(17, "hectares", "broken contract")]),
        (("[columns.hectares]", "[columns.Hectares]"), [(17, "Hectares", "broken contract")]),
    ],
)
def test_broken_contract_is_a_problem_with_its_line(crops, tmp_path, change, expected):
    report = crops(CORRECT, CROPS.replace(*change))
    assert triples(report.problems) == expected and report.problems[0].file == "crops.toml"
    with pytest.raises(BrokenContract, match="crops.toml row"):
        read_contract(tmp_path / "crops.toml")


def test_unknown_key_of_a_contract_is_answered_with_the_nearest(crops):
    assert str(crops(CORRECT, CROPS.replace("aliases", "alias")).problems[0]) == (
        'crops.toml row 12, country: "alias" is not a key of a column. Write "aliases".'
    )


def test_column_without_description_is_told(crops):
    report = crops(CORRECT, CROPS.replace('about = "Area."\n', ""))
    assert report.ok and triples(report.notices) == [(17, "hectares", "no description")]


def test_date_column_that_hides_another_column_is_a_broken_contract(crops):
    contract = CROPS.replace('"decimal"', '"date"') + '\n[columns.hectares_to]\ntype = "text"\nabout = "x"\n'
    assert triples(crops(CORRECT, contract).problems) == [(17, "hectares", "broken contract")]
