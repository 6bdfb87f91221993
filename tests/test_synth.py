"""Illustrative data: the same seed gives the same bytes, the folder keeps every contract, and no made-up fact looks like a real one."""

import shutil

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from ocop import queries, store, synth
from ocop.__main__ import main
from ocop.contracts import check_folder
from ocop.filters import Filters

SHIPPED = 1034  # lines of data/figures.csv without its header
FACTS = 200_000  # more than one block of the built file, and two months of made-up facts


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("illustrative")
    synth.make(folder, FACTS, seed=1)
    return folder


@pytest.fixture(scope="module")
def opened(folder):
    return store.open_store(folder)


@pytest.fixture(scope="module")
def figures(folder):
    return pq.read_table(folder / "figures.parquet")


def test_two_runs_with_one_seed_are_the_same_byte_for_byte_and_another_seed_is_not(tmp_path):
    for name, seed in (("first", 7), ("second", 7), ("other", 8)):
        synth.make(tmp_path / name, 3_000, seed)
    first, second, other = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
                            for name in ("first", "second", "other"))
    assert first == second
    assert {name for name in first if first[name] != other[name]} == {"figures.parquet", "figures.parquet.sha256", "ILLUSTRATIVE"}


def test_the_folder_keeps_every_contract_and_every_rule_across_tables(folder, opened, record):
    report = check_folder(folder)
    of_files = [notice for notice in record.notices if notice.rule == "correction"]
    assert (report.problems, report.notices, report.tables["figures"].num_rows) == ([], of_files, FACTS)
    assert store.broken_rules(opened) == []


def test_made_up_values_stay_within_their_unit(opened):
    _names, rows = opened.ask("select unit, max(value), min(value) from figures join indicators using (indicator) "
                              "where source_id = 'S000' and unit in ('percent', 'countries', 'products') group by unit order by unit")
    _names, countries = opened.ask("select count(*) from places where kind = 'country'")
    assert [unit for unit, _most, _least in rows] == ["countries", "percent", "products"]
    assert rows[0][1] <= countries[0][0] and 50 < rows[1][1] <= 100 < rows[2][1] and min(row[2] for row in rows) >= 0


def test_every_made_up_fact_names_the_source_that_says_so(figures):
    made = figures.filter(pc.equal(figures["source_id"].cast("string"), synth.SOURCE))
    assert figures.num_rows - made.num_rows == SHIPPED
    assert set(made["note"].cast("string").unique().to_pylist()) == {"made up"}
    assert "ocop-fao" not in made["programme_id"].cast("string").unique().to_pylist()


def test_the_initiative_reports_the_same_figures_as_the_record(opened, record):
    for filters in (Filters(), Filters(regions=("RAF",))):
        illustrative, real = (queries.run(of, "overview/reported", filters).rows for of in (opened, record))
        assert illustrative == real and len(real) > 1


def test_the_last_day_of_the_record_stays_the_last_day(opened, record):
    assert opened.last_day == record.last_day


def test_screens_learn_that_it_is_illustrative(opened, record):
    assert (opened.is_illustrative, record.is_illustrative) == (True, False)


def test_a_long_table_is_stored_programme_by_programme(opened):
    _names, rows = opened.ask("select count(*) from (select programme_id <> lag(programme_id) over (order by rowid) as is_new "
                              "from figures) where is_new")
    _names, programmes = opened.ask("select count(distinct programme_id) from figures")
    assert rows[0][0] == programmes[0][0] - 1


def test_a_short_table_keeps_the_order_of_its_file(opened):
    _names, rows = opened.ask("select event_id from events order by rowid limit 3")
    assert rows == [("OCOP-EV-001",), ("OCOP-EV-002",), ("OCOP-EV-003",)]


def test_a_flipped_bit_in_the_figures_is_refused(folder, tmp_path):
    for path in folder.iterdir():
        shutil.copy(path, tmp_path)
    spoilt = bytearray((tmp_path / "figures.parquet").read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    (tmp_path / "figures.parquet").write_bytes(spoilt)
    assert [(problem.file, problem.rule) for problem in check_folder(tmp_path).problems] == [("figures.parquet", "hash differs")]


def test_it_writes_over_its_own_folder_and_over_no_other(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(synth.NoRoom, match="holds other files"):
        synth.make(tmp_path, 2_000, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    (tmp_path / "notes.txt").rename(tmp_path / "ILLUSTRATIVE")
    synth.make(tmp_path, 2_000, 1)
    assert pq.read_metadata(tmp_path / "figures.parquet").num_rows == 2_000


def test_a_count_below_the_record_is_a_wrong_call(capsys, tmp_path):
    assert main(["synth", str(tmp_path / "small"), "--facts", "10"]) == 2
    assert "less than the 1034 figures of the record" in capsys.readouterr().err
    assert not (tmp_path / "small").exists()


def test_the_command_says_how_to_serve_what_it_wrote(capsys, tmp_path):
    assert main(["synth", str(tmp_path / "data"), "--facts", "2000", "--seed", "3"]) == 0
    assert "2,000 figures" in capsys.readouterr().out
    assert "--facts 2000 --seed 3" in (tmp_path / "data" / "ILLUSTRATIVE").read_text(encoding="utf-8")


def test_whole_countries_keep_every_contract_and_have_units_targets_and_stars(capsys, tmp_path):
    words = ["--countries", "3", "--units", "20", "--seed", "2"]
    assert main(["synth", str(tmp_path / "data"), *words]) == 0 and main(["synth", str(tmp_path / "again"), *words]) == 0
    first, again = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("data", "again"))
    assert first == again and {"places.parquet", "programme_units.parquet"} <= set(first) and "places.csv" not in first
    assert b"--countries 3 --units 20" in first["ILLUSTRATIVE"] and f"--facts {SHIPPED + 600}".encode() in first["ILLUSTRATIVE"]
    opened = store.open_store(tmp_path / "data")  # which checks it
    _names, rows = opened.ask("""
        select
            programme_id, (select count(*) from programme_units as units where units.programme_id = programmes.programme_id),
            (select count(*) from figures where figures.programme_id = programmes.programme_id and source_id = 'S000'),
            (select count(distinct "on") from figures where figures.programme_id = programmes.programme_id),
            (select count(*) from targets where targets.programme_id = programmes.programme_id),
            (select count(*) from place_products as claims where claims.programme_id = programmes.programme_id and stars is not null)
        from programmes where programme_id like 'synth-%' order by all""")
    assert [row[1:] for row in rows] == [(20, 200, 10, 6, 20)] * 3 and len({row[0] for row in rows}) == 3
    assert main(["synth", str(tmp_path / "many"), "--countries", "300"]) == 2 and "countries without a programme" in capsys.readouterr().err
    assert main(["synth", str(tmp_path / "long"), *words, "--facts", "100000"]) == 2 and "months of 60 units" in capsys.readouterr().err
