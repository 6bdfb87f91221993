"""The command line: what a script relies on. Each call goes through `main` as the shell would make it."""

import csv
import io
import json
import shutil
import subprocess
import sys

import pytest

from ocop.__main__ import main
from ocop.store import ROOT


def call(capsys, *words):
    code = main(list(words))
    out = capsys.readouterr()
    return code, out.out, out.err


def test_check_tells_of_good_data_what_it_corrects_and_where_its_sources_disagree_and_returns_0(capsys):
    code, out, _err = call(capsys, "check", str(ROOT / "data"))
    told, *doubts, counted = out.splitlines()
    assert code == 0 and counted == f"0 problems, {1 + len(doubts)} notices in 34 tables of data/."
    assert all(line.startswith("warn: ") for line in doubts)
    assert ('warn: fund_reports.csv row 17, countries: "7" more countries than a source counts. Source S034 counts 6 in all. '
            "Correct one of the two, or confirm both with their sources.") in doubts
    assert told.startswith('warn: events.csv row 116, event_id: "OCOP-EV-061" corrects row 62')  # the one correction of the record


def test_check_prints_each_problem_and_returns_1(capsys, tmp_path):
    for path in (ROOT / "data").glob("*.*"):
        shutil.copy(path, tmp_path)
    file = tmp_path / "actions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("AC-002,", "AC-001,", 1), encoding="utf-8")
    code, out, _err = call(capsys, "check", str(tmp_path), "--format", "json")
    found = json.loads(out)
    assert code == 1
    assert {(line["file"], line["row"], line["rule"]) for line in found} >= {("actions.csv", 3, "duplicate key")}


def test_check_finds_what_only_two_tables_together_show(capsys, tmp_path):
    for path in (ROOT / "data").glob("*.*"):
        shutil.copy(path, tmp_path)
    file = tmp_path / "member_summaries.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("ALB,named", "ALB,participant", 1), encoding="utf-8")
    code, out, _err = call(capsys, "check", str(tmp_path))
    assert code == 1 and "member_summaries.csv row 2, stage: " in out and "differs from the evidence" in out


def test_check_of_no_folder_is_a_wrong_call(capsys, tmp_path):
    code, _out, err = call(capsys, "check", str(tmp_path / "nowhere"))
    assert code == 2 and "is not a folder" in err


def test_query_json_is_a_list_of_objects_with_iso_dates_and_null(capsys):
    code, out, _err = call(capsys, "query", "overview/reported", "--as-of", "2024-04-26", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    first = {name: rows[0][name] for name in ("indicator", "value", "qualifier", "on", "known_on", "source_id", "category")}
    assert first == {"indicator": "countries_joined", "value": 85, "qualifier": "eq", "on": "2024-04-26", "known_on": "2024-04-26",
                     "source_id": "S100", "category": None}


def test_query_obeys_region_country_and_day(capsys):
    _code, out, _err = call(capsys, "query", "countries/register", "--region", "RAF", "--region", "REU", "--format", "json")
    assert {row["region"] for row in json.loads(out)} == {"RAF", "REU"}
    _code, out, _err = call(capsys, "query", "countries/register", "--country", "BGD", "--as-of", "2022-11-03", "--format", "json")
    assert [(row["iso3"], row["named_since"]) for row in json.loads(out)] == [("BGD", "2022-11-03")]


def test_query_csv_opens_as_csv(capsys):
    _code, out, _err = call(capsys, "query", "countries/by_region", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["region"]: row["on_record"] for row in rows} == {"RAF": "13", "RAP": "20", "REU": "7", "RLC": "15", "RNE": "11"}


def test_query_table_begins_with_the_finding(capsys):
    _code, out, _err = call(capsys, "query", "countries/coverage")
    assert out.splitlines()[0] == "66 of 95 countries reported are named in public sources"


@pytest.mark.parametrize(("words", "said"), [
    (["query", "nosuch/thing"], "There is no query 'nosuch/thing'"),
    (["query", "../models"], "There is no query"),
    (["query", "overview/reported", "--region", "XYZ"], "region 'XYZ', which does not exist"),
    (["query", "overview/reported", "--as-of", "26/04/2024"], "not a day written as YYYY-MM-DD"),
    (["query", "overview/reported", "--as-of", "2024-W17-5"], "not a day written as YYYY-MM-DD"),
    (["query", "overview/reported", "--as-of", ""], "not a day written as YYYY-MM-DD"),
    (["query", "overview/reported", "--as-of", "9999-12-31"], "the record ends on 26 November 2026"),
    (["query", "overview/reported", "--as-of", "2020-01-01"], "nothing was known on 1 January 2020"),
    (["query", "overview/reported", "--as-of", "2024-01-01", "--as-of", "2024-01-02"], "The call asks for as_of 2 times"),
    (["query", "overview/reported", "--as-of", "2024-01-01", "--compare-with", "2024-01-02"], "The first day, 2 January 2024, lies after the last"),
    (["query", "overview/reported", "--region", "raf"], "Did you mean RAF?"), (["query", "overview/reported", "--region", " RAF "], "' RAF '"),
    (["query", "overview/reported", "--region", "RAF,REU"], "Write the word once for each"),
    (["query", "overview/reported", "--country", "BGD", "--country", "BGD"], "BGD more than once"),
    (["query", "overview/reported", "--category", ""], "The call asks for a product type without naming one")])
def test_a_wrong_call_gets_one_line_and_code_2(capsys, words, said):
    code, out, err = call(capsys, *words)
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)
    assert said in err


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "8501.0", "٨٥٠١", ""])
def test_a_port_that_is_none_is_refused_in_one_line(capsys, port):
    with pytest.raises(SystemExit) as ended:
        main(["run", f"--port={port}"])
    assert ended.value.code == 2 and f"{port!r} is not a port: write a number from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "said"), [
    (["check", ""], "the name of the folder is empty; write ."), (["check", " "], "the name of the folder is empty"),
    (["synth", ""], "the name of the folder is empty"), (["compile", "", "x"], "argument received: the name"),
    (["compile", "x", ""], "argument tables: the name"), (["check", "--format", ""], "invalid choice: ''"),
    (["run", "--port", "1", "--port", "2"], "--port: was given more than once"),
    (["report", "--region", "RAF", "--region", "REU"], "--region: was given more than once"),
    (["report", "--period", "2025-H1", "--period", "2025-H1"], "--period: was given more than once"),
    (["report", "-o", "a", "--output", "b"], "was given more than once"), (["synth", "x", "--facts", "1", "--facts", "2"], "more than once"),
    (["query", "overview/reported", "--reg", "RAF"], "unrecognized arguments"), (["check", "--form", "json"], "unrecognized arguments")])
def test_an_empty_word_one_given_twice_and_one_cut_short_are_refused(capsys, monkeypatch, tmp_path, words, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2 and said in capsys.readouterr().err and list(tmp_path.iterdir()) == []


def test_queries_lists_the_public_names_with_titles(capsys):
    _code, out, _err = call(capsys, "queries")
    names = {line.split()[0] for line in out.splitlines()}
    assert names >= {"overview/reported", "countries/register", "countries/by_region", "products/register", "products/by_category",
                     "task_forces/register", "events/register", "funding/register", "priorities/actions"}


def test_compile_gives_the_shipped_tables_again(capsys, tmp_path):
    call(capsys, "compile", str(ROOT / "data" / "received"), str(tmp_path))
    different = [path.name for path in tmp_path.glob("*.csv") if path.read_bytes() != (ROOT / "data" / path.name).read_bytes()]
    assert different == [] and len(list(tmp_path.glob("*.csv"))) == 19


def test_a_library_is_begun_listed_rolled_back_pruned_and_its_ledger_verified(capsys, monkeypatch, tmp_path):
    from tests.versions import libraries

    monkeypatch.setattr("ocop.versions.publishing.ready", libraries.build)
    library = str(tmp_path / "library")
    assert call(capsys, "versions", library, "--start", str(libraries.tables(tmp_path / "given", "one")))[0] == 0
    assert call(capsys, "rollback", "1", library, "--why", "a trial")[0] == 0
    code, out, _err = call(capsys, "versions", library)
    assert code == 0 and [line.split()[:2] for line in out.splitlines()][0][1] == "current" and "a trial" in out and out.startswith("000002-")
    monkeypatch.setenv("OCOP_DATA", library)
    assert call(capsys, "prune", "--keep", "1")[:2] == (0, "0 versions removed.\n")
    assert call(capsys, "intake", "verify")[:2] == (0, "2 lines, 0 faults.\n")
    file = tmp_path / "library" / "ledger.jsonl"
    file.write_text(file.read_text().replace("a trial", "no trial"))
    code, out, _err = call(capsys, "intake", "verify", library)
    assert code == 1 and out.splitlines()[0] == "Line 2 was changed: it is not what its mark says."
    for words, said in ((("rollback", "7"), "There is no version 7"), (("versions", str(tmp_path)), "is no library of versions"),
                        (("versions", library, "--start", library), "a library of versions already"),
                        (("versions", "--start", library), "Name the library"),
                        (("versions", str(tmp_path), "--start", str(tmp_path / "given")), "holds other files")):
        code, _out, err = call(capsys, *words)
        assert code == 2 and said in err and len(err.splitlines()) == 1
    libraries.spoil(next((tmp_path / "library" / "versions").glob("000002-*")) / "crops.csv")
    code, out, _err = call(capsys, "versions")
    assert code == 1 and "is damaged: crops.csv" in out and "Readers get another version than the pointer names" in out


def test_it_runs_as_a_module_from_any_folder(tmp_path):
    done = subprocess.run([sys.executable, "-m", "ocop", "queries"], cwd=tmp_path, capture_output=True, text=True, timeout=60,
                          env={"PYTHONPATH": str(ROOT), "PATH": ""})
    assert done.returncode == 0 and "overview/reported" in done.stdout


def test_a_broken_data_folder_is_told_by_query_too(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("OCOP_DATA", str(tmp_path / "nowhere"))
    code, _out, err = call(capsys, "query", "overview/reported")
    assert code == 1 and "nowhere" in err


def test_the_command_line_starts_without_the_libraries_of_frames_charts_and_pages():
    asked = "import ocop.__main__, sys; print(sorted({'pandas', 'plotly', 'streamlit'} & sys.modules.keys()))"
    loaded = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"
