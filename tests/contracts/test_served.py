"""Nothing is served that breaks a rule across tables, lacks what the pages read, or lies in the folder by accident."""

import csv
import shutil
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from ocop import __main__ as command
from ocop import filters, queries, store
from ocop.contracts import Report, check_folder, contracts_of, data_files
from ocop.contracts.amounts import exact_integer
from ocop.contracts.dates import exact_day
from ocop.panels import View, bodies, cells
from ocop.report import words

DATA = store.ROOT / "data"
KNOWN = pa.table({"known_on_from": pa.array([date(2024, 1, 1)])})


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("OCOP_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("received"))
    return copy


def refused(folder) -> list[str]:
    """What opening the folder is refused for, as printed."""
    with pytest.raises(store.DataProblems) as broken:
        store.open_store(folder)
    return [str(problem) for problem in broken.value.problems]


def changed(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{name} does not hold {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_row_that_breaks_a_rule_across_tables_is_not_served_and_has_its_line(folder, tmp_path):
    changed(folder, "star_classes.csv", ",5,90,100,", ",5,60,100,")
    lines = (folder / "star_classes.csv").read_text(encoding="utf-8").splitlines()
    found = refused(folder)
    assert found and all(line.startswith("star_classes.csv row ") and "overlaps the next class" in line for line in found)
    rows = [int(line.split()[2].strip(",:")) for line in found]
    assert all(",5," not in lines[row - 1] for row in rows)  # the lower class is named, at its own line
    assert not list((tmp_path / "cache").glob("*.duckdb")) and not list((tmp_path / "cache").glob("*.unfinished"))


def test_the_command_says_what_the_server_says(folder, capsys):
    changed(folder, "star_classes.csv", ",5,90,100,", ",5,60,100,")
    assert command.main(["check", str(folder)]) == 1
    assert "star_classes.csv row " in capsys.readouterr().out


def test_a_broken_rule_after_a_good_start_leaves_the_last_good_version(folder, monkeypatch):
    monkeypatch.setenv("OCOP_DATA", str(folder))
    current = store.Current()
    good = current.get()
    changed(folder, "star_classes.csv", ",5,90,100,", ",5,60,100,")
    current.get()  # begins to look at the change, and does not wait
    current.settle()
    served = current.get()
    assert served.fingerprint == good.fingerprint and "overlaps the next class" in served.stale_because


def test_a_table_that_pages_read_is_missed_by_name_with_its_readers(folder):
    (folder / "events.toml").unlink()
    (folder / "events.csv").unlink()
    for path in folder.glob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace('references = "events.event_id"\n', ""), encoding="utf-8")
    (line,) = refused(folder)
    assert line.startswith('events.toml: the table "events" is missing, and ') and ".sql" in line and "rows_minimum = 0" in line


@pytest.mark.parametrize(("name", "change", "says"), [
    ("city", None, "events.toml, city: is missing, and "),
    ("starts_on", {"type": "text"}, "events.toml, starts_on: is text, not date, and "),
    ("starts_on", {"type": "day"}, "events.toml, starts_on: is day, not date, and "),  # a day brings no first and last day along
    ("participants", {"type": "flag"}, "events.toml, participants: is flag, not number, and "),
    ("countries", {"list": False}, "events.toml, countries: is text, not a list of text, and ")])
def test_a_column_that_queries_read_is_missed_by_name(name, change, says):
    contracts = dict(contracts_of(data_files(DATA))[0])
    columns = dict(contracts["events"].columns)
    if change:
        columns[name] = replace(columns[name], **change)
    else:
        del columns[name]
    contracts["events"] = replace(contracts["events"], columns=columns)
    (line,) = map(str, store.needs.unmet(Report([], [], {}, contracts)))
    assert line.startswith(says) and ".sql" in line


def test_what_no_query_reads_is_not_missed_and_a_number_may_have_another_form():
    contracts = dict(contracts_of(data_files(DATA))[0])
    columns = dict(contracts["events"].columns)
    columns["participants"] = replace(columns["participants"], type="decimal")
    contracts["events"] = replace(contracts["events"], columns=columns)
    units = dict(contracts["programme_units"].columns)
    del units["parent_unit"]
    contracts["programme_units"] = replace(contracts["programme_units"], columns=units)
    found = store.needs.unmet(Report([], [], dict.fromkeys(contracts, KNOWN), contracts))
    assert found == []


def test_a_folder_in_which_nothing_is_known_is_refused():
    contracts = contracts_of(data_files(DATA))[0]
    empty = KNOWN.slice(0, 0)
    assert [str(problem) for problem in store.needs.unmet(Report([], [], dict.fromkeys(contracts, empty), contracts))] == [
        "(folder): no row says when it became known. Fill in known_on in at least one row: every page shows what was known on a day."]


def test_more_columns_and_tables_than_the_shipped_ones_are_welcome(folder):
    with open(folder / "priority_areas.toml", "a", encoding="utf-8") as file:
        file.write('\n[columns.budget_line]\ntype = "text"\nabout = "x"\n')
    rows = (folder / "priority_areas.csv").read_text(encoding="utf-8").splitlines()
    (folder / "priority_areas.csv").write_text("\n".join([rows[0] + ",budget_line", *(row + ",a" for row in rows[1:])]) + "\n", encoding="utf-8")
    (folder / "wells.toml").write_text('[table]\ntitle="W"\nabout="W"\ngrain="g"\nkey=["well"]\n[columns.well]\ntype="text"\nabout="w"\n')
    (folder / "wells.csv").write_text("well\na\n")
    assert store.open_store(folder).ask("select count(*), (select count(budget_line) from priority_areas) from wells")[1] == [(1, 5)]


@pytest.mark.parametrize("name", ["._members.toml", "._members.csv", "~$members.toml", ".~lock.members.csv#", "Thumbs.db", "desktop.ini",
                                  ".DS_Store", "datapackage.json", "~WRL0001.tmp", "ehthumbs.db", "DESKTOP.INI", "events.csv-metadata.json"])
def test_what_systems_and_offices_leave_behind_is_no_part_of_the_version(folder, name):
    before = store.fingerprint(folder)
    stamped = store.stamps(folder)
    (folder / name).write_bytes(b"\x00\x05\x16\x07not toml")
    assert store.fingerprint(folder) == before and store.stamps(folder) == stamped
    assert [problem.file for problem in check_folder(folder).problems] == []


def test_endings_in_capitals_are_read_opened_and_watched(folder):
    (folder / "reviews.csv").rename(folder / "REVIEWS.CSV")
    (folder / "reviews.toml").rename(folder / "Reviews.TOML")
    before = store.stamps(folder)
    opened = store.open_store(folder)
    assert "reviews" in opened.contracts and opened.ask("select count(*) from reviews")[1] == [(3,)]
    with open(folder / "REVIEWS.CSV", "a", encoding="utf-8") as file:
        file.write("\n")
    assert store.stamps(folder) != before


def test_two_contracts_of_one_table_are_refused(folder):
    shutil.copy(folder / "reviews.toml", folder / "Reviews.TOML")
    assert refused(folder) == ["Reviews.TOML: the contract has 2 files (Reviews.TOML, reviews.toml). Keep one: the whole set is one unit."]


@pytest.mark.parametrize("text", ["2024-3-1", "20240301", "2024-W10", "2024-W10-1", "２０２４-03-01", "+2024-03-01", " 2024-03-01", "2024-03-01 ",
                                  "2024-03-01T00:00", "2024-02-30", "2024-03", "2024", "", "٢٠٢٤-٠٣-٠١", "2024-03-01\n", "0000-01-01"])
def test_only_the_documented_form_is_a_day(text):
    assert exact_day(text) is None


@pytest.mark.parametrize("text", ["1_000", " 5", "5 ", "+5", "٣", "５", "1e3", "0x10", "1.", "1.0", "", "007", "−5", "NaN", "9" * 30, "²"])
def test_only_plain_digits_are_a_whole_number(text):
    assert exact_integer(text) is None


def test_the_documented_forms_are_read():
    assert (exact_day("2024-02-29"), exact_integer("0"), exact_integer("-12")) == (date(2024, 2, 29), 0, -12)


def test_a_value_that_only_the_contract_knows_appears_by_name(folder):
    for table in ("products", "place_products", "figures"):
        changed(folder, f"{table}.toml", '"fishery", ', '"fishery", "insect", "wild-plant", ')
    with open(folder / "products.toml", "a", encoding="utf-8") as file:
        file.write('\n[columns.category.labels]\ninsect = "Edible insects"\n')
    with open(folder / "sources.csv", encoding="utf-8", newline="") as file:
        undated = next(row["source_id"] for row in csv.DictReader(file) if not row["published_on"])
    for key, kind in (("x-ants", "insect"), ("x-moss", "wild-plant")):  # the second has no label
        with open(folder / "products.csv", "a", encoding="utf-8") as file:
            file.write(f"{key},{key},{kind},source\n")
        with open(folder / "place_products.csv", "a", encoding="utf-8") as file:
            head = (folder / "place_products.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
            row = {"claim_id": f"N-{key}", "programme_id": "ocop-fao", "place_id": "GHA", "iso3": "GHA", "product": key, "product_id": key,
                   "category": kind, "evidence_strength": "stated", "status": "identified", "known_on": "2026-11-21", "known_on_basis": "compiled",
                   "source_id": undated}
            file.write(",".join(row.get(name, "") for name in head) + "\n")
    opened = store.open_store(folder)
    chosen, notices = filters.parse(opened, {"category": ["insect", "wild-plant"]})
    assert (chosen.categories, notices) == (("insect", "wild-plant"), [])
    shown = {row["category"]: row["product_type"] for row in queries.run(opened, "products/by_category", filters.Filters()).rows}
    assert (shown["insect"], shown["wild-plant"]) == ("Edible insects", "Wild plant")
    regions = {row["product_type"] for row in queries.run(opened, "products/by_region", filters.Filters()).rows}
    assert {"Edible insects", "Wild plant", "Livestock"} <= regions
    names = filters.known_codes(opened)["category"]
    assert (names["insect"], names["wild-plant"], names["forest"], list(names)[-1]) == (
        "Edible insects", "Wild plant", "Forest products", "unclassified")


FURTHER = {  # table: the list that gets a further value, the value before which it stands, its code and its name; then a row that holds it
    "members": ("stage", "joined", "in-trial", "On trial", {
        "claim_id": "N-1", "programme_id": "ocop-fao", "iso3": "FRA", "evidence_kind": "x", "shown_on": "2026-11-20"}),
    "events": ("type", "launch", "field-day", "Field day", {
        "programme_id": "ocop-fao", "event_id": "N-1", "title": "Day on a farm", "level": "national", "region": "RAF", "countries": "GHA",
        "format": "unknown", "starts_on": "2026-11-20"}),
    "task_forces": ("status", "dropped", "on-hold", "On hold for now", {
        "report_id": "N-1", "body_id": "N-1", "level": "national task force", "iso3": "GHA", "name": "Force of Ghana"})}


def test_a_stage_a_type_and_a_status_that_only_the_contract_knows_read_by_its_names(folder):
    with open(folder / "sources.csv", encoding="utf-8", newline="") as file:
        undated = next(row["source_id"] for row in csv.DictReader(file) if not row["published_on"])
    for table, (column, before, code, name, row) in FURTHER.items():
        changed(folder, f"{table}.toml", f'"{before}"', f'"{code}", "{before}"')
        with open(folder / f"{table}.toml", "a", encoding="utf-8") as file:
            file.write(f'\n[columns.{column}.labels]\n"{code}" = "{name}"\n"{before}" = "Another name"\n')   # what pages know keeps its words
        head = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        cells = {**row, column: code, "known_on": "2026-11-26", "known_on_basis": "compiled", "source_id": undated}
        with open(folder / f"{table}.csv", "a", encoding="utf-8") as file:
            file.write(",".join(cells.get(name, "") for name in head) + "\n")
    opened = store.open_store(folder)
    chosen = filters.Filters(as_of=date(2026, 11, 26), compare_with=date(2026, 11, 1))

    def rows(name):
        return queries.run(opened, name, chosen).rows

    (france,) = [row for row in rows("countries/register") if row["iso3"] == "FRA"]
    assert france["stage"] == "On trial"
    assert opened.ask("select stage_rank('accepted') < stage_rank('On trial'), stage_rank('On trial') < stage_rank('joined')")[1] == [(True, True)]
    assert [row["type"] for row in rows("events/register") if row["event_id"] == "N-1"] == ["Field day"]
    assert {"Field day", "launch"} <= {row["type"] for row in rows("events/by_type")}
    assert [row["status"] for row in rows("task_forces/register") if row["body"] == "Force of Ghana"] == ["On hold for now"]
    sentences = [row["sentence"] for row in rows("review/changes")]
    assert any(words.startswith("Force of Ghana: On hold for now") for words in sentences)
    assert any(words.startswith("France is named in public sources") for words in sentences)
    written = str([row for name in ("overview/changes", "review/changes", "events/calendar", "task_forces/structure", "countries/by_evidence")
                   for row in rows(name)])
    assert not any(code in written for code in ("in-trial", "field-day", "on-hold"))


def test_codes_that_nobody_named_are_made_readable():
    assert (cells.stage_name("pilot-phase"), bodies.body_status("under review"), bodies.level_name("sub-group")) == (
        "Pilot phase", "○ Under review", "Sub group")
    assert (cells.stage_name("joined"), filters.category_name("field-crop")) == ("Joined", "Field crops")


@pytest.mark.parametrize(("column", "value", "spoken"), [
    ("type", "study-tour", "Study tours"), ("level", "district", "District body"), ("stage", "pilot-phase", "Pilot phase"),
    ("type", "launch", "launch")])
def test_a_name_that_the_contract_gives_stands_on_screen_and_in_reports(record, column, value, spoken):
    contracts = dict(record.contracts)
    for table, name, labels in (("events", "type", {"study-tour": "Study tours"}), ("task_forces", "level", {"district": "District body"})):
        columns = dict(contracts[table].columns)
        columns[name] = replace(columns[name], labels=labels)
        contracts[table] = replace(contracts[table], columns=columns)
    store_of = replace(record, contracts=contracts, remembered={})  # nothing of what the record was asked before
    on_screen = cells.worded(View(store_of, filters.Filters()), column, value)
    on_paper = words.cell(store_of, column, {column: value})
    assert {on_screen.casefold(), on_paper.casefold()} == {spoken.casefold()}
