"""Values of the right type and the wrong kind: days that cannot be, shares above one, addresses that nobody can open, rows that lead back
to themselves, one fact under two keys, several values in one cell. What is expected is the exact list (row, column, rule)."""

from datetime import date

import pytest

from ocop.contracts import check_folder, dates
from ocop.contracts.references import circles
from ocop.contracts.several import parted
from tests.contracts.tables import CROPS, HEAD, MEMBERS, PLACES, REFERRING, triples

TODAY = date(2027, 3, 1)


@pytest.fixture
def on(members, tmp_path):
    """Check members on a day of 2027."""

    def check(*rows, contract=MEMBERS):
        members(*rows, contract=contract)
        return check_folder(tmp_path, TODAY)

    return check


@pytest.mark.parametrize(("known", "rule"), [
    ("2027-03-02", None), ("2027-03-03", "in the future"), ("2062-01-01", "in the future"), ("9999-12-31", "in the future"),
    ("1950-01-01", None), ("1949-12-31", "too early"), ("0001-01-01", "too early")])
def test_the_day_of_becoming_known_is_neither_tomorrow_nor_before_such_reports(on, known, rule):
    report = on({"known_on": known, "since": "", "until": ""})
    assert triples(report.problems) == ([(2, "known_on", rule)] if rule else [])


def test_a_day_in_the_future_says_against_which_day(on):
    assert str(on({"known_on": "2062-01-01"}).problems[0]) == (
        'members.csv row 2, known_on: "2062-01-01" is after 2027-03-01, the day of checking. Correct the date: nothing is known before its day.')


def test_a_clock_that_runs_behind_is_not_believed():
    assert dates.day_of_checking(date(1970, 1, 1)) == dates.day_of_checking(date(2026, 11, 21)) == date(2026, 11, 26)
    assert dates.day_of_checking(date(2031, 5, 1)) == date(2031, 5, 1) and dates.day_of_checking() >= date(2026, 11, 26)


def test_an_imprecise_day_of_becoming_known_counts_once_it_has_begun(on):
    contract = MEMBERS.replace('type = "day"', 'type = "date"')
    report = on({"known_on": "2027"}, {"iso3": "UGA", "known_on": "2027-03"}, {"iso3": "TZA", "known_on": "2027-04"},
                {"iso3": "ZMB", "known_on": "2028"}, contract=contract)
    assert triples(report.problems) == [(4, "known_on", "in the future"), (5, "known_on", "in the future")]


@pytest.mark.parametrize(("day", "rule"), [
    ("2077-03-01", None), ("2077-03-02", "too late"), ("9999", "too late"), ("1800", None), ("1799-12-31", "too early")])
def test_any_other_date_has_bounds_too(on, day, rule):
    contract = MEMBERS.replace('earliest = "2021-09"\nlatest_years_ahead = 5\n', "")
    report = on({"since": day, "until": ""}, contract=contract)
    assert triples(report.problems) == ([(2, "since", rule)] if rule else [])


def test_a_date_that_must_be_past_and_one_that_follows_another(on):
    contract = MEMBERS.replace('earliest = "2021-09"\nlatest_years_ahead = 5\n', "past = true\n")
    contract = contract.replace('not_before = "since"', 'not_after = "known_on"')
    report = on({"since": "2027-03-02"}, {"iso3": "UGA", "since": "2027-03-03"}, {"iso3": "TZA", "until": "2024-03-18"},
                {"iso3": "ZMB", "until": "2024"}, contract=contract)
    assert triples(report.problems) == [(3, "since", "in the future"), (4, "until", "after other date")]
    assert report.problems[1].says == 'is after known_on "2024-03-17"'


def test_a_share_lies_between_nothing_and_all(crops):
    contract = CROPS.replace("hectares", "share_irrigated")
    report = crops("crop_id,country,share_irrigated\nc1,Kenya,0\nc2,Mali,1\nc3,Chad,1.01\nc4,Togo,-0.5\nc5,Cuba,45\n", contract)
    assert triples(report.problems) == [(row, "share_irrigated", "out of range") for row in (4, 5, 6)]


@pytest.mark.parametrize("written", [
    "fao.org/ocop", "//fao.org/x", "http//fao.org/x", "https:/fao.org", "http:///x", "https://localhost/x", "http://192.168.0.1/", "http://127.0.0.1:8501/",
    "https://intranet/x", "http://printer.local/", "https://fao", "http://[::1]/", "WWW.fao.org", "https://x.org:99999/", "mailto:a", "blob:https://x.org/1"])
def test_an_address_that_nobody_else_can_open_is_refused(members, written):
    assert triples(members({"address": written}).problems) == [(2, "address", "not an address")]


@pytest.mark.parametrize("written", ["Report of the year", "fao.org", "doi:10.4060/x", "003_f8bad.txt"])
def test_a_column_of_urls_takes_no_citation(crops, written):
    contract = CROPS + '\n[columns.source_url]\ntype = "address"\nabout = "Address."\n'
    report = crops(f"crop_id,country,hectares,source_url\nc1,Kenya,1,{written}\nc2,Kenya,2,https://fao.org/x\n", contract)
    assert triples(report.problems) == [(2, "source_url", "not an address")]


@pytest.mark.parametrize(("code", "advice"), [
    ("USD", None), ("VND", None), ("ABC", "Write the three letters of ISO 4217, as in USD."), ("usd", 'Write "USD", if that is meant.'),
    ("€", 'Write "EUR", if that is meant.'), ("US Dollar", "Write the three letters of ISO 4217, as in USD."),
    ("XXX", "Write the three letters of ISO 4217, as in USD.")])  # "no currency"
def test_a_currency_is_one_of_the_standard(crops, code, advice):
    report = crops(HEAD + f"c1,{code},1\n", CROPS.replace('aliases = "country"', 'aliases = "currency"'))
    assert [(problem.rule, problem.advice) for problem in report.problems] == ([("currency code", advice)] if advice else [])


LADDER = PLACES + '\n[columns.parent_id]\ntype = "text"\nabout = "Above."\nreferences = "places.place_id"\n'


def ladder(tmp_path, rows, contract=LADDER):
    (tmp_path / "places.toml").write_text(contract)
    (tmp_path / "places.csv").write_text("place_id,parent_id\n" + rows)
    return check_folder(tmp_path)


def test_rows_that_lead_back_to_themselves_are_named_with_their_way(tmp_path):
    report = ladder(tmp_path, "a,b\nb,c\nc,a\nd,a\ne,\nf,f\n")
    assert [str(problem) for problem in report.problems] == [
        'places.csv row 2, parent_id: "b" leads back to its own row (a → b → c → a). Correct one of the rows on the way.',
        'places.csv row 3, parent_id: "c" leads back to its own row (b → c → a → b). Correct one of the rows on the way.',
        'places.csv row 4, parent_id: "a" leads back to its own row (c → a → b → c). Correct one of the rows on the way.',
        'places.csv row 7, parent_id: "f" leads back to its own row (f → f). Correct one of the rows on the way.']


def test_a_row_may_name_itself_where_the_contract_says_so(tmp_path):
    contract = LADDER + "names_itself = true\n"
    assert ladder(tmp_path, "a,a\nb,a\n", contract).ok
    assert triples(ladder(tmp_path, "a,b\nb,a\n", contract).problems) == [(2, "parent_id", "runs in a circle"), (3, "parent_id", "runs in a circle")]


def test_a_list_of_references_can_run_in_a_circle_too(tmp_path):
    report = ladder(tmp_path, "a,b;c\nb,\nc,d\nd,a\n", LADDER.replace('references = "places', 'list = true\nreferences = "places'))
    assert triples(report.problems) == [(row, "parent_id", "runs in a circle") for row in (2, 4, 5)]


def test_a_long_chain_is_no_circle_and_costs_no_stack():
    chain = {number: [number + 1] for number in range(100_000)} | {100_000: []}
    assert circles(chain) == {} and len(circles(chain | {100_000: [0]})) == 100_001


FACTS = CROPS + "".join(f'\n[columns.{name}]\ntype = "text"\nabout = "x"\n' for name in ("town", "buyer", "note"))


def test_one_fact_under_two_keys_is_refused_with_both_lines(crops):
    head = "crop_id,country,hectares,town,buyer,note\n"
    report = crops(head + "c1,Kenya,1,a,b,\nc2,Kenya,1,a,b,x\nc3,Kenya,1,a,b,\n", FACTS)  # the second says more
    assert [str(problem) for problem in report.problems] == [
        'crops.csv row 4, crop_id: "c3" says the same as row 2 in every column but crop_id. Delete one of the two, or say what differs.']


def test_a_key_that_means_something_makes_two_facts_and_few_columns_are_equal_by_chance(crops):
    assert crops(HEAD + "c1,Kenya,1\nc2,Kenya,1\n").ok
    coded = FACTS.replace("crop_id", "iso3")
    assert crops("iso3,country,hectares,town,buyer,note\nKEN,x,1,a,b,\nUGA,x,1,a,b,\n", coded).ok


@pytest.mark.parametrize(("written", "codes"), [
    ("UGA, TZA", "UGA;TZA"), ("UGA TZA", "UGA;TZA"), ("UGA,TZA,KEN", "UGA;TZA;KEN"), ("UGA/TZA", "UGA;TZA"), ("UGA | TZA", "UGA;TZA"),
    ("Uganda, Kenya", "UGA;KEN"), ("Uganda and Kenya", "UGA;KEN"), ("Kenya, Congo, Dem. Rep., Uganda", "KEN;COD;UGA"),
    ("Trinidad and Tobago and Cuba", "TTO;CUB"), ("South Africa Kenya", "ZAF;KEN"),
    ("UG, TZ", "UGA;TZA"), ("Uganda، Kenya", "UGA;KEN"),
    ("Côte d’Ivoire & Togo", "CIV;TGO"), ("UGA,TZA,", "UGA;TZA"), ("Korea, Rep., Lao PDR", "KOR;LAO"),
    ("Egypt, Arab Rep. and Yemen, Rep.", "EGY;YEM")])
def test_several_countries_in_one_item_are_answered_with_the_list_and_none_is_lost(members, written, codes):
    report = members({"partners": written})
    assert triples(report.problems) == [(2, "partners", "several values")]
    assert report.problems[0].advice == f'Write "{codes}" in a list, else a row for each.'


@pytest.mark.parametrize("written", ["UGA, Nowhere", "UGA TZA XXX", "Uganda, and", "and, and", ",", "Congo, Rep"])
def test_no_list_is_proposed_that_would_lose_an_item(members, written):
    assert [problem.rule for problem in members({"partners": written}).problems] == ["not in country list"]


def test_only_the_item_at_fault_is_spoken_of(members):
    problem = members({"partners": "KEN;UGA, TZA"}).problems[0]
    assert (problem.value, problem.advice) == ("UGA, TZA", 'Write "UGA;TZA" in a list, else a row for each.')


def test_several_keys_of_a_register_in_one_cell_are_taken_apart(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nAC-1\nAC-2\nold town\n")
    listed = REFERRING.replace('references = "places', 'list = true\nreferences = "places')
    report = crops(HEAD + 'c1,"AC-1, AC-2",1\nc2,AC-2 old town,2\nc3,AC-1;AC-2,3\nc4,"AC-1, AC-9",4\n', listed)
    assert [(problem.row, problem.rule, problem.advice) for problem in report.problems] == [
        (2, "several values", 'Write "AC-1;AC-2" in a list, else a row for each.'),
        (3, "several values", 'Write "AC-2;old town" in a list, else a row for each.'),
        (5, "not in register", "Correct the cell, or add it to places.csv.")]


def test_a_cell_of_very_many_words_is_not_taken_apart():
    assert parted("UGA " * 81, lambda part: part) is None and parted("a b", lambda part: None) is None


# Rows of places; the middle of Kenya is 1 38, of Bangladesh 24 90, of Guatemala 16 -90, of Fiji -18 178.
SPOTS = PLACES.replace("place_id", "iso3") + "".join(
    f'[columns.{name}]\ntype = "decimal"\nabout = "Degrees."\nunit = "degrees"\n\n' for name in ("latitude", "longitude"))


@pytest.mark.parametrize(("iso3", "latitude", "longitude", "meant"), [
    ("KEN", "37.9", "0.5", "latitude 0.5 and longitude 37.9"), ("BGD", "90.3", "23.8", "latitude 23.8 and longitude 90.3"),
    ("GTM", "15.7", "90.4", "latitude 15.7 and longitude -90.4"), ("ZAF", "29.6", "24.7", "latitude -29.6 and longitude 24.7"),
    ("CHL", "37", "71", "latitude -37 and longitude -71")])
def test_degrees_that_are_exchanged_or_lost_a_sign_are_refused_with_what_is_meant(crops, iso3, latitude, longitude, meant):
    (problem,) = crops(f"iso3,latitude,longitude\n{iso3},{latitude},{longitude}\n", SPOTS).problems
    assert problem.rule == "far from its country" and f"Write {meant}, if they are meant." == problem.advice


@pytest.mark.parametrize(("iso3", "latitude", "longitude"), [
    ("KEN", "-4.05", "39.67"), ("RUS", "43.1", "131.9"), ("USA", "21.3", "-157.9"), ("FRA", "4.9", "-52.3"),  # far parts of their country
    ("FJI", "-17", "-179"), ("KIR", "1.9", "-157.4"),  # on both sides of the day line
    ("EGY", "27", "30"), ("KEN", "", "38"), ("KEN", "0.5", "")])
def test_a_spot_of_a_country_is_no_mistake(crops, iso3, latitude, longitude):
    assert crops(f"iso3,latitude,longitude\n{iso3},{latitude},{longitude}\n", SPOTS).problems == []


@pytest.mark.parametrize(("iso3", "latitude", "longitude"), [("BGD", "0", "0"), ("KEN", "0.5", "-160"), ("FRA", "-21", "165")])
def test_a_spot_on_another_side_of_the_globe_is_to_be_confirmed(crops, iso3, latitude, longitude):  # the last is New Caledonia
    report = crops(f"iso3,latitude,longitude\n{iso3},{latitude},{longitude}\n", SPOTS)
    assert report.problems == [] and [notice.rule for notice in report.notices] == ["far from its country"]


def test_an_m49_code_is_that_of_its_country(crops):
    text = PLACES.replace("place_id", "iso3") + '[columns.m49]\ntype = "text"\nabout = "Code."\n'
    report = crops("iso3,m49\nBGD,524\nNPL,050\nKEN,404\nGHA,\nFRA,999\n", text)  # the first two are exchanged
    assert [(problem.row, problem.rule, problem.advice) for problem in report.problems] == [
        (2, "code of another country", 'Write "050", or correct iso3.'), (3, "code of another country", 'Write "524", or correct iso3.'),
        (6, "code of another country", 'Write "250", or correct iso3.')]
