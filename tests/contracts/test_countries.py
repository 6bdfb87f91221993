"""Country codes and names. One defect per test; what is expected is the exact list (row, column, rule)."""

import pytest

from ocop.contracts import codes
from ocop.contracts.codes import countries
from tests.contracts.tables import HEAD, rows_of, triples


@pytest.mark.parametrize(
    ("code", "meant"),
    [("KE", "KEN"), ("ke", "KEN"), ("404", "KEN"), ("004", "AFG"), ("4", "AFG"), ("Kenya", "KEN")],
)
def test_code_of_another_system_is_refused_with_the_iso3_code(members, code, meant):
    report = members({"iso3": code})
    assert triples(report.problems) == [(2, "iso3", "country code")]
    assert report.problems[0].advice.startswith(f'Write "{meant}"')


def test_lower_case_code_is_mended_by_the_table(members):
    report = members({"iso3": "ken"})
    assert report.tables["members"]["iso3"].to_pylist() == ["KEN"]
    assert [str(notice) for notice in report.notices] == [
        'members.csv row 2, iso3: "ken" is read as "KEN" (1 cell). Codes are written in capitals.'
    ]


@pytest.mark.parametrize("code", ["XXX", "ZZZ", "ABW", "XKX", "LIE", "ESH"])
def test_unknown_or_non_member_code_is_refused(members, code):
    assert triples(members({"iso3": code}).problems) == [(2, "iso3", "not in country list")]


@pytest.mark.parametrize(
    ("informal", "name"),
    [
        ("Turkey", "Türkiye"),
        ("Swaziland", "Eswatini"),
        ("Ivory Coast", "Côte d'Ivoire"),
        ("Cape Verde", "Cabo Verde"),
        ("Czech Republic", "Czechia"),
        ("Macedonia", "North Macedonia"),
        ("Laos", "Lao People's Democratic Republic"),
        ("Vietnam", "Viet Nam"),
        ("Bolivia", "Bolivia (Plurinational State of)"),
        ("Venezuela", "Venezuela (Bolivarian Republic of)"),
        ("Tanzania", "United Republic of Tanzania"),
        ("Syria", "Syrian Arab Republic"),
        ("Moldova", "Republic of Moldova"),
        ("Iran", "Iran (Islamic Republic of)"),
        ("DR Congo", "Democratic Republic of the Congo"),
        ("cote d’ivoire", "Côte d'Ivoire"),
        ("KENYA", "Kenya"),
    ],
)
def test_informal_country_name_becomes_the_un_name_and_is_told(crops, informal, name):
    report = crops(HEAD + f"c1,{informal},1\nc2,{informal},2\n")
    assert [row[1] for row in rows_of(report)] == [name, name]
    assert [str(notice) for notice in report.notices] == [
        f'crops.csv row 2, country: "{informal}" is read as "{name}" (2 cells). '
        "The name is that of FAO's list of countries."
    ]


def test_name_that_the_table_does_not_know_is_left_alone(crops):
    report = crops(HEAD + "c1,Republic of Nowhere,1\nc2,Congo,2\n")
    assert [row[1] for row in rows_of(report)] == ["Republic of Nowhere", "Congo"] and report.notices == []


def test_country_table_holds_fao_members_and_no_code_twice():
    listed = list(countries().values())
    assert [
        sum(country.standing == word for country in listed)
        for word in ("member", "associate member", "observer")
    ] == [194, 2, 1]
    assert (
        len({country.iso2 for country in listed})
        == len({country.m49 for country in listed})
        == len(listed)
        == 197
    )


@pytest.mark.parametrize(("spelling", "code"), [
    ("Egypt, Arab Rep.", "EGY"), ("Iran, Islamic Rep.", "IRN"), ("Lao PDR", "LAO"), ("Korea, Rep.", "KOR"), ("Venezuela, RB", "VEN"),
    ("Gambia, The", "GMB"), ("Congo, Dem. Rep.", "COD"), ("Congo, Rep.", "COG"), ("Turkiye", "TUR"), ("Vietnam", "VNM"), ("Viet Nam", "VNM"),
    ("Yemen, Rep.", "YEM"), ("Micronesia, Fed. Sts.", "FSM"), ("St. Vincent and the Grenadines", "VCT"), ("Kyrgyz Republic", "KGZ"),
    ("Slovak Republic", "SVK"), ("West Bank and Gaza", "PSE"), ("Somalia, Fed. Rep.", "SOM"), ("Korea, Dem. People's Rep.", "PRK"),
    ("Bahamas, The", "BHS"), ("Lao P.D.R.", "LAO"), ("Lao People's Dem. Rep.", "LAO"), ("Islamic Republic of Iran", "IRN"),
    ("Iran, I.R. of", "IRN"), ("China, P.R.: Mainland", "CHN"), ("Türkiye, Republic of", "TUR"), ("Myanmar/Burma", "MMR"),
    ("Tanzania, United Republic of", "TZA"), ("Moldova, Republic of", "MDA"), ("Bolivia, Plurinational State of", "BOL"),
    ("Cote d'Ivoire", "CIV"), ("CÔTE D’IVOIRE", "CIV"), ("Congo, The Democratic Republic of the", "COD"), ("egypt, arab rep.", "EGY")])
def test_the_names_of_other_houses_are_known_one_by_one(crops, spelling, code):
    report = crops(HEAD + f'c1,"{spelling}",1\n')
    assert [row[1] for row in rows_of(report)] == [countries()[code].name]


def test_a_house_name_in_a_column_of_codes_is_answered_with_the_code(members):
    problem = members({"iso3": "Egypt, Arab Rep."}).problems[0]
    assert (problem.rule, problem.advice) == ("country code", 'Write "EGY", if Egypt is meant.')


@pytest.mark.parametrize("name", [
    "Korea", "Egypt Arab Rep", "Iran Islamic", "Virgin Islands", "Guinea Ecuatorial", "Niger Republic of", "Samoa, American",
    "Congo-Zaire", "Rep. of China", "China, Hong Kong SAR", "Dominica Republic", "Egipt", "Viet"])
def test_a_name_that_is_no_exact_spelling_is_never_guessed(crops, name):
    report = crops(HEAD + f'c1,"{name}",1\n')
    assert [row[1] for row in rows_of(report)] == [name] and report.notices == []


def test_a_name_that_two_countries_share_is_answered_with_both_and_an_accent_alone_is_an_apostrophe():
    assert codes.iso3_code("Korea")[1].advice == 'Write "KOR" or "PRK", whichever is meant.'
    assert codes.suggested_iso3("C\u00f4te d\u00b4Ivoire") == "CIV" and codes.iso3_code("Nowhere")[1].advice == "Correct the code."
