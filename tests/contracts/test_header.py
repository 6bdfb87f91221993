"""The header. One defect per test; what is expected is the exact list (row, column, rule)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.contracts import check_folder
from tests.contracts.tables import MEMBERS, SOUND, rows_of, triples


def test_duplicated_header_is_refused(crops):
    report = crops("crop_id,country,hectares,country\nc1,Kenya,1,Uganda\n")
    assert triples(report.problems) == [(1, "country", "duplicate column")]


def test_headers_equal_but_for_case_and_space_are_refused(crops):
    report = crops("crop_id,country,hectares, Country \nc1,Kenya,1,Uganda\n")
    assert [str(problem) for problem in report.problems] == [
        "crops.csv row 1, country: stands in the header 2 times (country,  Country ). "
        "Keep one of them: nobody can know which is meant."
    ]


@pytest.mark.parametrize(
    "written", ["Country", " country", "country\u00a0", "\u200bcountry", "ｃｏｕｎｔｒｙ"]
)
def test_header_spelling_is_mended_and_told(crops, written):
    report = crops(f"crop_id,{written},hectares\nc1,Kenya,1\n")
    assert rows_of(report) == [("c1", "Kenya", 1.0)]
    assert triples(report.notices) == [(1, "country", "header spelling")]


def test_missing_column_is_refused_with_the_nearest_name(crops):
    report = crops("crop_id,contry\nc1,Kenya\n")
    assert [str(problem) for problem in report.problems] == [
        'crops.csv row 1, country: the column is missing. Is "contry" meant? Then rename it.',
        "crops.csv row 1, hectares: the column is missing. Add it, or take it out of crops.toml.",
    ]


def test_file_without_header_is_refused(crops):
    report = crops("c1,Kenya,1\nc2,Kenya,2\n")
    assert triples(report.problems) == [(1, None, "no header")]


def test_extra_column_is_ignored_with_a_warning(crops):
    report = crops("crop_id,country,hectares,remark\nc1,Kenya,1,good\n")
    assert rows_of(report) == [("c1", "Kenya", 1.0)] and triples(report.notices) == [
        (1, "remark", "extra column")
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("E-Mail", ""),
        ("contact", "a.b@fao.org"),
        ("Telephone", ""),
        ("contact", "+39 06 57051"),
        ("x", "(06) 5705-1234"),
    ],
)
def test_extra_column_that_looks_like_personal_data_is_refused(crops, name, value):
    report = crops(f"crop_id,country,hectares,{name}\nc1,Kenya,1,{value}\n")
    assert triples(report.problems) == [(1, name, "personal data")]


def test_extra_column_of_dates_is_no_telephone(crops):
    assert crops("crop_id,country,hectares,seen\nc1,Kenya,1,2024-03-17\n").ok


def test_reordered_columns_give_the_same_table(tmp_path_factory):
    folder = tmp_path_factory.mktemp("order")
    (folder / "members.toml").write_text(MEMBERS, encoding="utf-8")
    rows = [SOUND, SOUND | {"iso3": "UGA", "since": "2022-05", "partners": ""}]

    def read(order: list[str]):
        lines = [",".join(order)] + [",".join(row[name] for name in order) for row in rows]
        (folder / "members.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return check_folder(folder).tables["members"]

    expected = read(list(SOUND))

    @settings(max_examples=30, deadline=None)
    @given(st.permutations(list(SOUND)))
    def holds(order):
        assert read(order).equals(expected)

    holds()
