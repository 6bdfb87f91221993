"""Rules between tables. One defect per test; what is expected is the exact list (row, column, rule)."""


from tests.contracts.tables import CORRECT, HEAD, PLACES, REFERRING, triples


def test_orphan_reference_is_refused_with_the_nearest_value(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nKEN\nvn-daklak\n")
    report = crops(HEAD + "c1,KEN,1\nc2,vn-dak-lak,2\nc3,KE,3\nc4,???,4\nc5,,5\n", REFERRING)
    assert [str(problem) for problem in report.problems] == [
        'crops.csv row 3, country: "vn-dak-lak" is no place_id of places. '
        'Write "vn-daklak", if that is meant, or add it to places.csv.',
        'crops.csv row 4, country: "KE" is no place_id of places. '
        'Write "KEN", if that is meant, or add it to places.csv.',
        'crops.csv row 5, country: "???" is no place_id of places. '
        "Correct the cell, or add it to places.csv.",
    ]


def test_code_is_not_suggested_where_the_register_lacks_it(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nvn-daklak\n")
    problem = crops(HEAD + "c1,KE,1\n", REFERRING).problems[0]
    assert (problem.rule, problem.advice) == ("not in register", "Correct the cell, or add it to places.csv.")


def test_a_name_in_place_of_a_code_is_answered_with_its_code(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES + '[columns.name]\ntype = "text"\nabout = "Name."\n')
    (tmp_path / "places.csv").write_text("place_id,name\nRAF,Africa\nRAP,Asia and the Pacific\nREU,Europe and Central Asia\n"
                                         "RNE,Near East and North Africa\nFRA,France\nLU,Luxembourg\nBE-LU,Luxembourg\nVN-13,Quang Ninh\n")
    says = {"Africa": '"RAF", if that is meant', "africa ": '"RAF", if that is meant', "Afrika": '"RAF", if that is meant',  # and not FRA
            "Europe": '"REU", if that is meant', "Near East": '"RNE", if that is meant', "Sub-Saharan Africa": '"RAF", if that is meant',
            "Asia": '"RAP" or "REU", whichever is meant', "Luxembourg": '"LU" or "BE-LU", whichever is meant',
            "quang ninh": '"VN-13", if that is meant', "RAFF": '"RAF", if that is meant', "Quang Nin": '"VN-13", if that is meant'}
    rows = "".join(f"c{place},{written},1\n" for place, written in enumerate(says))
    told = [problem.advice for problem in crops(HEAD + rows, REFERRING).problems if problem.rule == "not in register"]
    assert told == [f"Write {meant}, or add it to places.csv." for meant in says.values()]
    (several,) = crops(HEAD + 'c1,"Africa, Europe and Central Asia",1\n', REFERRING).problems
    assert several.advice == 'Write "RAF;REU" in a list, else a row for each.'


def test_every_row_that_depends_on_a_deleted_row_is_listed(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nUGA\n")
    report = crops(HEAD + "c1,KEN,1\nc2,UGA,2\nc3,KEN,3\n", REFERRING)
    assert triples(report.problems) == [(2, "country", "not in register"), (4, "country", "not in register")]


def test_references_to_a_table_that_lost_rows_are_not_judged(crops, tmp_path):
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nUGA\nKEN,KEN\n")
    assert triples(crops(HEAD + "c1,KEN,1\n", REFERRING).problems) == [(3, None, "ragged row")]


def test_reference_to_an_unknown_table_or_column_is_a_broken_contract(crops, tmp_path):
    assert triples(crops(CORRECT, REFERRING).problems) == [(None, "country", "broken contract")]
    (tmp_path / "places.toml").write_text(PLACES)
    (tmp_path / "places.csv").write_text("place_id\nUGA\n")
    report = crops(CORRECT, REFERRING.replace("places.place_id", "places.iso3"))
    assert triples(report.problems) == [(None, "country", "broken contract")]


def test_last_known_day_is_that_of_the_whole_folder(members, tmp_path):
    contract = PLACES.replace('key = ["place_id"]', 'key = ["place_id"]\nknown_on = "known_on"')
    (tmp_path / "places.toml").write_text(contract + '[columns.known_on]\ntype = "date"\nabout = "Known."\n')
    (tmp_path / "places.csv").write_text("place_id,known_on\nKEN,2026\n")
    report = members({"since": "2031", "until": ""}, {"iso3": "UGA", "since": "2031-01-02", "until": ""})
    assert triples(report.problems) == [(3, "since", "too late")]
