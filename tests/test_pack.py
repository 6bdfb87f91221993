"""The whole pack of a period: what it holds, that its files are those that are made alone, that its sums and rows are right."""

import csv
import io
import zipfile
from dataclasses import replace
from hashlib import sha256

import pypdf
import pytest

from ocop import queries, report, review
from ocop.__main__ import main
from ocop.report import bundle, plan
from tests.asked import at_once

REGIONS = ("raf", "rap", "reu", "rlc", "rne")


pytestmark = pytest.mark.usefixtures("no_pictures")  # pictures are tested apart


SCOPES = [("2025-H1", {}), *(("2025-H1", {"region": code.upper()}) for code in REGIONS), ("2025-H2", {"region": "RAP"}),
          ("2025-H2", {"country": "BGD"})]


@pytest.fixture(scope="module")
def record(record):
    """The record; of a query it is asked for all these scopes at once."""
    return at_once(record, [(name, review.chosen(record, word=word, **scope), {}) for name in bundle.named() for word, scope in SCOPES])


@pytest.fixture(scope="module")
def made(record, half_year):
    told, shares = [], []
    content = report.pack(record, half_year, tell=told.append, progress=lambda share, words: shares.append(share))
    assert told == ["Pictures left out: Chromium was not found. Every table stays."], "told once, not once for each of ten files"
    assert shares == sorted(shares) and shares[-1] == 1.0
    return content


def opened(content: bytes) -> dict[str, bytes]:
    """The files of a pack by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {part.filename: archive.read(part) for part in archive.infolist()}


@pytest.fixture(scope="module")
def files(made):
    return opened(made)


def test_the_pack_holds_every_format_a_brief_of_each_region_and_the_rows_of_every_figure(files):
    stem = "ocop-review-world-2025-01-01-2025-08-01"
    assert {f"{stem}.{format}" for format in report.FORMATS} <= set(files)
    assert {f"briefs/ocop-brief-{code}-2025-01-01-2025-08-01.pdf" for code in REGIONS} == {name for name in files if name.startswith("briefs/")}
    wanted = {name for part in (*plan.REVIEW, *plan.BRIEF) for name in (*part.queries, part.table_query) if name}
    assert {f"data/{name.replace('/', '-')}.csv" for name in wanted} <= set(files)
    assert next(iter(files)) == "README.txt", "what a reader opens first"


def test_its_files_are_those_that_are_made_alone(record, half_year, files):
    for format in ("xlsx", "docx"):
        assert files[report.file_name(record, half_year, format)] == report.write(record, half_year, format, tell=lambda line: None)
    africa = review.chosen(record, word="2025-H1", region="RAF")
    assert files[f"briefs/{report.file_name(record, africa, 'pdf', True)}"] == report.write(record, africa, "pdf", brief=True, tell=lambda line: None)


def test_every_file_has_its_sum_and_every_name_is_safe_to_unpack(files):
    sums = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS.txt"].decode().splitlines())
    assert sums == {name: sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS.txt"}
    assert [name for name in files if name.startswith("/") or ".." in name or "\\" in name or not name.isascii()] == []


def test_the_rows_are_those_of_the_queries_and_each_source_that_they_name_is_listed(record, half_year, files):
    known, named = {row[0] for row in csv.reader(io.StringIO(files["data/sources.csv"].decode("utf-8-sig")))}, set()
    for name in bundle.named():
        result = queries.run(record, name, half_year)
        assert files[f"data/{name.replace('/', '-')}.csv"].decode("utf-8-sig") == queries.as_csv(result), name
        named |= {row["source_id"] for row in result.rows if row.get("source_id")}
    assert named and named <= known


def test_readme_says_what_day_which_data_and_how_to_cite(record, files):
    text = files["README.txt"].decode("utf-8-sig")
    assert f"Data: {record.fingerprint}\r\n" in text
    assert "As of: 2025-08-01\r\nCompared with: 2025-01-01\r\n" in text
    assert f"OCOP review: first half of 2025, World, as of 1 August 2025. Data {record.fingerprint[:16]}." in text
    assert "95 countries and 56 products were reported" in text and "Pictures left out: Chromium was not found." in text
    assert all(name in text for name in files if name != "README.txt")


@pytest.mark.parametrize(("scope", "briefs"), [({"region": "RAP"}, ["rap"]), ({"country": "BGD"}, ["bgd"])])
def test_the_pack_of_a_place_has_the_brief_of_that_place(record, scope, briefs):
    files = opened(report.pack(record, review.chosen(record, word="2025-H2", **scope), tell=lambda line: None))
    assert [name for name in files if name.startswith("briefs/")] == [f"briefs/ocop-brief-{code}-2025-08-01-2025-12-31.pdf" for code in briefs]
    assert f"ocop-review-{briefs[0]}-2025-08-01-2025-12-31.pptx" in files


def test_a_day_before_everything_gives_a_pack_with_heads_and_no_rows(record):
    chosen = review.chosen(record, start="2021-07-01", end="2021-08-31", region="RNE")
    files = opened(report.pack(record, chosen, tell=lambda line: None))
    changes = files["data/review-changes.csv"].decode("utf-8-sig").splitlines()
    assert len(changes) == 1 and "what" in changes[0]
    assert files["data/sources.csv"].decode("utf-8-sig").startswith("source_id,publisher")
    assert all(len(pypdf.PdfReader(io.BytesIO(content)).pages) == 1 for name, content in files.items() if name.startswith("briefs/"))


def test_made_up_data_says_so_and_asks_nobody_to_quote_it(record, half_year, files):
    made_up = content_of(record, half_year)
    assert "Made up for tests. Do not quote." in bundle.readme(made_up, [], [])
    assert "Made up" not in files["README.txt"].decode("utf-8-sig")


def content_of(record, chosen):
    """A review whose stamp bears the warning of made-up data."""
    real = report.compose(record, chosen, "x")
    return replace(real, stamp=replace(real.stamp, warning="ILLUSTRATIVE DATA"))


def test_the_command_writes_the_same_bytes_as_the_page_a_second_time(made, tmp_path, capsys):
    """So each format, each brief and each table is the same in two runs."""
    queries.forget()
    assert main(["report", "--pack", "2025-H1", "-o", str(tmp_path / "pack.zip")]) == 0
    assert (tmp_path / "pack.zip").read_bytes() == made
    assert capsys.readouterr().err == "Pictures left out: Chromium was not found. Every table stays.\n"


@pytest.mark.parametrize(("words", "part"), [
    (["--pack", "2025-H3"], "2025-H3"), (["--pack", "1999-H1"], "outside the record"), (["--pack"], "Give a period"),
    (["--pack", "2025-H1", "--period", "2025-H2"], "a second period"), (["--pack", "2025-H1", "--brief"], "--brief"),
    (["--pack", "2025-H1", "--from", "2025-01-01", "--to", "2025-08-01"], "not both"), (["--pack", "2025-H1", "--region", "EUR"], "EUR"),
    (["--pack", "2025-H1", "--country", "XXX"], "XXX")])
def test_bad_input_is_one_line_and_exit_code_2(words, part, capsys, tmp_path):
    assert main(["report", *words, "-o", str(tmp_path / "x.zip")]) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1 and part in told.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["--pack", "2025-H1", "--format", "pdf"], []])
def test_a_pack_and_a_format_exclude_each_other_and_one_is_needed(words, capsys, tmp_path):
    with pytest.raises(SystemExit) as stopped:
        main(["report", *words, "-o", str(tmp_path / "x.zip")])
    assert stopped.value.code == 2 and "--pack" in capsys.readouterr().err
