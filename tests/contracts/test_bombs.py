"""Small files that unpack to much, and contracts made to hurt: refused with a sentence, within bounded memory and time."""

import os
import sys
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ocop.contracts import arriving, check_folder, limits, unpack
from ocop.contracts.nearest import nearest
from tests.contracts.tables import CORRECT, CROPS, HEAD, MEMBERS, as_texts, put_parquet, triples


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "crops.toml").write_text(CROPS, encoding="utf-8")
    return tmp_path


def repeated(value: str, rows: int) -> pa.Array:
    """One value many times, stored once."""
    return pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([value]))


def test_texts_of_ten_kilobytes_in_250_000_rows_are_refused_in_words(folder):
    rows = 250_000
    texts = pa.array([str(row) for row in range(rows)])
    path = put_parquet(folder, pa.table({"crop_id": texts, "country": repeated("x" * 10_000, rows), "hectares": pa.array([1.0] * rows)}), "crops")
    assert path.stat().st_size < 3_000_000
    assert [str(problem) for problem in check_folder(folder).problems] == [
        "crops.parquet: unpacks to more than 1,000 MB in the column country. Shorten its texts, or split the table."]


def test_a_small_file_that_says_it_unpacks_to_much_is_refused_before_it_is_read(folder, monkeypatch):
    monkeypatch.setattr(limits, "PARQUET_UNPACKED_BYTES", 30_000_000)
    zeros = pa.array([0.0] * 5_000_000)
    path = folder / "crops.parquet"
    pq.write_table(pa.table({"crop_id": zeros, "country": zeros, "hectares": zeros}), path, compression="zstd", use_dictionary=False)
    assert path.stat().st_size < 200_000
    found = check_folder(folder).problems
    assert [problem.rule for problem in found] == ["file too large"] and "and no more than 30,000,000 are read" in found[0].says


def test_the_memory_of_the_reader_is_bounded_whatever_the_file_says(folder, monkeypatch):
    if sys.platform == "win32":
        pytest.skip("Windows has no such limit; the sizes that the file states still hold")
    monkeypatch.setattr(limits, "READER_BYTES", 600_000_000)
    path = folder / "crops.parquet"
    pq.write_table(pa.table({"crop_id": ["x"], "country": ["Kenya"], "hectares": [1.0]}), path)
    assert check_folder(folder).ok  # the limit leaves room for a common file
    long = pa.table({"crop_id": ["x" * 150_000_000], "country": ["Kenya"], "hectares": [1.0]})
    pq.write_table(long, path, compression="zstd", use_dictionary=False)
    assert [problem.rule for problem in check_folder(folder).problems] == ["file too large"]


@pytest.mark.parametrize("cells", [
    lambda long: pa.array([long]), lambda long: pa.array([long], pa.large_string()), lambda long: pa.array([long.encode()]),
    lambda long: repeated(long, 1), lambda long: pa.array([["Kenya", long]])], ids=["text", "large text", "bytes", "dictionary", "list"])
def test_one_very_long_text_stays_in_the_process_that_reads_it(folder, cells):
    long = pa.table({"crop_id": ["a"], "country": cells("x" * (limits.PARQUET_TEXT_BYTES + 1)), "hectares": [1.0]})
    put_parquet(folder, long, "crops")
    assert [str(problem) for problem in check_folder(folder).problems] == [
        "crops.parquet: holds a text of 1,000,001 bytes in the column country, and no more than 100,000 are read. Shorten it."]


@pytest.mark.parametrize("encoding", ["PLAIN", "DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"])
def test_texts_are_read_in_every_encoding_that_writers_use(folder, encoding):
    rows = pa.table({"crop_id": [f"crop-{row:05}" for row in range(70_000)], "country": ["Kenya"] * 70_000, "hectares": [1.0] * 70_000})
    path = folder / "crops.parquet"
    pq.write_table(rows, path, use_dictionary=["country"], column_encoding={"crop_id": encoding}, row_group_size=30_000)
    report = check_folder(folder)
    assert report.ok and report.tables["crops"]["crop_id"].to_pylist() == rows["crop_id"].to_pylist()  # more than one batch, three groups


def test_texts_that_most_rows_have_for_themselves_are_read_without_a_dictionary(folder):
    rows = 3_000
    own, shared = [f"crop-{row:05}" for row in range(rows)], [f"Country {row % 7}" for row in range(rows)]
    said = pa.table({"crop_id": own, "country": shared, "hectares": [1.0] * rows})
    whole = pa.concat_tables([said.slice(0, 10), said])  # a short row group before the long one, in which each text is of its own, too
    pq.write_table(said, folder / "crops.parquet")
    data = (folder / "crops.parquet").read_bytes()
    assert unpack.repeated(data, ["crop_id", "country"], 65_536) == ["country"]
    assert unpack.repeated(data, ["country", "crop_id"], 500) == ["country", "crop_id"]  # of few rows a dictionary costs nothing
    assert unpack.repeated(data, [], 65_536) == []
    with pq.ParquetWriter(folder / "crops.parquet", whole.schema) as file:
        file.write_table(whole.slice(0, 10))
        file.write_table(whole.slice(10))
    assert unpack.repeated((folder / "crops.parquet").read_bytes(), ["crop_id", "country"], 65_536) == ["country"]
    pq.write_table(said.slice(0, 0), folder / "crops.parquet")
    assert unpack.repeated((folder / "crops.parquet").read_bytes(), ["crop_id", "country"], 65_536) == ["crop_id", "country"]


@pytest.mark.parametrize("rows", [900, 70_000])
def test_what_is_wrong_is_found_alike_with_and_without_a_dictionary(folder, rows):
    own = [f"crop-{row:05}" for row in range(rows)]
    own[3], own[rows // 2], own[-1] = "Cura\u00c3\u00a7ao", "N/A", "crop-00000"
    found = []
    for more in ([], own * 3):  # four times as often, each text is one of a dictionary
        texts = pa.array(own + more)
        pq.write_table(pa.table({"crop_id": texts, "country": texts, "hectares": [1.0] * len(texts)}), folder / "crops.parquet")
        report = check_folder(folder)
        found.append({(problem.column, problem.row, problem.rule) for problem in (*report.problems, *report.notices)
                      if problem.column == "country" and problem.row and problem.row <= rows + 1})
    assert found[0] == found[1] and len(found[0]) > 1


def test_a_long_text_that_is_stored_as_its_difference_to_the_one_before_is_counted_as_long(folder, monkeypatch):
    monkeypatch.setattr(limits, "PARQUET_COLUMN_BYTES", 50_000_000)
    rows = 200  # of 400 kB, each the same as the one before: 80 MB in a small file
    texts = pa.table({"crop_id": [f"c{row}" for row in range(rows)], "country": pa.array(["x" * 400_000] * rows), "hectares": [1.0] * rows})
    path = folder / "crops.parquet"
    pq.write_table(texts, path, use_dictionary=False, column_encoding={"country": "DELTA_BYTE_ARRAY"}, compression="zstd")
    assert path.stat().st_size < 500_000
    assert [problem.rule for problem in check_folder(folder).problems] == ["file too large"]


def test_very_many_columns_row_groups_and_nested_types(folder):
    wide = pa.table({f"c{place}": pa.array([1], pa.int8()) for place in range(3_000)})
    put_parquet(folder, wide, "crops")
    assert [str(problem) for problem in check_folder(folder).problems] == [
        "crops.parquet: has 3,000 columns, and no more than 500 are read. Keep those that the contract names."]
    rows = pa.table({"crop_id": [str(row) for row in range(2_000)], "country": ["Kenya"] * 2_000, "hectares": [1.0] * 2_000})
    pq.write_table(rows, folder / "crops.parquet", row_group_size=4)
    (folder / "crops.parquet.sha256").unlink()
    assert check_folder(folder).tables["crops"].num_rows == 2_000
    nested = pa.table({"crop_id": ["a"], "country": [{"name": "Kenya"}], "hectares": [1.0], "more": [[[["deep"]]]], "tree": [[{"a": [1]}]]})
    put_parquet(folder, nested, "crops")
    report = check_folder(folder)
    assert triples(report.problems) == [(1, "country", "wrong type")] and "struct<name: string>" in report.problems[0].says
    assert triples(report.notices) == [(1, "more", "extra column"), (1, "tree", "extra column")]


@pytest.mark.parametrize("content", [b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"PAR1" + b"\xff" * 5_000 + b"PAR1", b"PAR1PAR1", b"crop_id,country\n"])
def test_what_is_no_parquet_file_is_refused(folder, content):
    (folder / "crops.parquet").write_bytes(content)
    assert [problem.rule for problem in check_folder(folder).problems if problem.level == "refuse"] == ["corrupt file"]


def test_a_huge_note_of_a_hash_is_not_read_to_its_end(folder):
    put_parquet(folder, pa.table({"crop_id": ["a"], "country": ["Kenya"], "hectares": [1.0]}), "crops")
    (folder / "crops.parquet.sha256").write_bytes(b"f" * 5_000_000)
    assert [problem.rule for problem in check_folder(folder).problems] == ["hash unreadable"]


@pytest.mark.parametrize(("change", "rule"), [
    (lambda text: text + "\n[columns.deep]\nallowed = " + "[" * 20_000 + "]" * 20_000, "broken contract"),
    (lambda text: text + "#" * 1_100_000, "broken contract"),
    (lambda text: text.replace('aliases = "country"', f"allowed = {[str(value) for value in range(6_000)]}"), "broken contract"),
    (lambda text: text.replace('aliases = "country"', "pattern = '(?<=a)b'"), "broken contract"),  # looks back
    (lambda text: text.replace('aliases = "country"', "pattern = '(a)\\1'"), "broken contract"),
    (lambda text: text.replace('aliases = "country"', "pattern = '((a{1000}){1000}){1000}'"), "broken contract"),
    (lambda text: text.replace('aliases = "country"', "pattern = '('"), "broken contract"),
    (lambda text: text.replace('"crop_id"]', '"crop_id"]\nkey = ["x"]'), "broken contract"),
    (lambda text: "\x00" + text, "broken contract")])
def test_a_contract_made_to_hurt_is_a_broken_contract(folder, change, rule):
    (folder / "crops.toml").write_text(change(CROPS), encoding="utf-8")
    (folder / "crops.csv").write_text(CORRECT, encoding="utf-8")
    assert {problem.rule for problem in check_folder(folder).problems} == {rule}


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+", "([a-z]+)*", "(.*a){20}", "^(a?){30}a{30}$"])
def test_a_pattern_that_backtracks_for_ever_elsewhere_is_matched_in_time(crops, pattern):
    contract = CROPS.replace('aliases = "country"', f"pattern = '{pattern}'")
    assert triples(crops(HEAD + f"c1,{'a' * 90_000}!,1\n", contract).problems) == [(2, "country", "not of the pattern")]


def test_a_contract_that_refers_to_itself_is_kept(crops):
    assert crops(HEAD + "c1,c1,1\n", CROPS.replace('aliases = "country"', 'references = "crops.crop_id"\nnames_itself = true')).ok


@pytest.mark.parametrize(("line", "says"), [
    ("minimum = nan", '"minimum" is not a number that a value can be compared with'), ("maximum = inf", '"maximum" is not a number'),
    ("minimum = -inf", '"minimum" is not a number'), ("allowed = " + "[" * 5_000 + "]" * 5_000, "cannot be read (nested too deeply)")])
def test_a_contract_that_compares_with_nothing_or_never_ends_is_refused_in_words(crops, line, says):
    assert any(says in str(problem) for problem in crops(CORRECT, CROPS + line + "\n").problems)


def test_millions_of_bad_or_empty_rows_and_an_endless_header_end_the_reading(crops, monkeypatch):
    monkeypatch.setattr(limits, "MISSHAPEN_ROWS", 200)
    monkeypatch.setattr(limits, "EMPTY_ROWS", 300)
    found = {name: crops(HEAD + text).problems for name, text in {
        "short": "a\n" * 2_000, "quotes": 'c1,"\n' * 2_000, "blank": "\n" * 2_000, "commas": ",,\n" * 2_000, "returns": "\r" * 2_000}.items()}
    for name, says in (("short", "200 rows have not the length"), ("quotes", "200 rows have not the length"), ("blank", "300 empty rows follow"),
                       ("commas", "300 empty rows follow"), ("returns", "300 empty rows follow")):
        assert sum(says in str(problem) for problem in found[name]) == 1 and len(found[name]) < 110, name
    assert triples(crops(HEAD + "c1,Kenya,1\n" + "\n" * 299).problems) == []  # what a spreadsheet leaves is no fault
    for header in ("a" * 1_100_000, "a," * 600_000 + "\n", "\n\n" + "'" * 1_100_000):
        (problem,) = crops(header).problems
        assert problem.rule == "no header" and "longer than 1,000,000 characters" in problem.says


HUGE = "9" * 30


@pytest.mark.parametrize(("contract", "says"), [
    (CROPS + f"minimum = {HUGE}\n", '"minimum" is not a number'), (CROPS + "maximum = 0x" + "f" * 100 + "\n", '"maximum" is not a number'),
    (CROPS + "minimum = " + "9" * 5_000 + "\n", "a number is too long"),
    (CROPS.replace("key = [", f"rows_minimum = {HUGE}\nkey = ["), '"rows_minimum" is not a whole number'),
    (CROPS.replace('"decimal"', '"integer"') + f"allowed = [{HUGE}, 1]\n", '"allowed" is not a list of values'),
    (CROPS + "[columns.d]\n" + "a." * 100_000 + "b = 1\n", "nested too deeply"), (CROPS + "[" + "a." * 100_000 + "b]\n", "nested too deeply")])
def test_numbers_and_names_without_end_are_a_broken_contract(crops, contract, says):
    assert any(says in str(problem) for problem in crops(CORRECT, contract).problems)


def test_bounds_and_amounts_beyond_what_a_fraction_holds_exactly_are_compared(members):
    whole = MEMBERS.replace('[columns.committed_usd]\ntype = "decimal"', '[columns.committed_usd]\ntype = "integer"')
    for bounds, farmers, rules in (("minimum = 0.5", str(2**63 - 1), []), (f"maximum = {2**63 - 1}", "5", []), ("maximum = 1e300", str(2**60), []),
                                   ("maximum = 0.5", str(2**60), ["out of range"])):
        report = members({"farmers": farmers, "committed_usd": str(2**53 + 1)}, contract=whole.replace("minimum = 0\nmaximum = 1000000", bounds))
        assert [problem.rule for problem in report.problems] == rules and "unusual amount" in {notice.rule for notice in report.notices}
    assert members({"committed_usd": "1.5"}, contract=MEMBERS.replace('unit = "USD"', f'unit = "USD"\nmaximum = {2**63 - 1}', 1)).ok


def test_days_beyond_the_calendar_and_lists_of_millions_in_a_parquet_file(tmp_path, monkeypatch):
    (tmp_path / "members.toml").write_text(MEMBERS, encoding="utf-8")
    monkeypatch.setattr(limits, "PARQUET_ITEMS", 1_000)
    sound = as_texts([{}, {"iso3": "UGA"}, {"iso3": "TZA"}])
    days = pa.array([6_600_000, -900_000_000, 2**31 - 1], pa.int32()).cast(pa.date32())  # beyond the year 9999, before the year 1
    put_parquet(tmp_path, sound.set_column(sound.column_names.index("known_on"), "known_on", days))
    assert triples(check_folder(tmp_path).problems) == [(row, "known_on", "impossible date") for row in (2, 3, 4)]
    items = sound.set_column(sound.column_names.index("partners"), "partners", pa.array([["UGA"] * 400] * 3))
    put_parquet(tmp_path, items)
    assert [str(problem) for problem in check_folder(tmp_path).problems] == [
        "members.parquet: holds more than 1,000 items in the lists of the column partners. Shorten the lists, or split the table."]


def test_a_closed_list_of_long_values_is_compared_within_bounds():
    words = tuple(f"{'x' * 180}{place}" for place in range(2_000))
    assert nearest("x" * 180, words) is not None and nearest(words[5] + "x", words[:20]) == words[5]


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.symlink("/dev/zero", path)])
def test_a_contract_that_is_no_plain_file_is_told_and_not_waited_for(crops, tmp_path, make):
    make(tmp_path / "more.toml")
    (problem,) = crops(HEAD + "c1,Kenya,1\n").problems
    assert (problem.file, problem.rule) == ("more.toml", "broken contract") and "no plain file" in str(problem)


def wide(last: pa.Array, **more: pa.Array) -> pa.Table:
    return pa.table({"crop_id": pa.array([f"c{row}" for row in range(len(last))]), "hectares": pa.array([-1.0] * len(last)), **more, "country": last})


def test_what_turns_out_at_the_last_column_counts_for_the_whole_file(folder):
    long = wide(pa.array(["Kenya", "x" * (limits.PARQUET_TEXT_BYTES + 1)]), note=pa.array(["a", "b"]))
    put_parquet(folder, long, "crops")
    found = check_folder(folder)
    assert [str(problem) for problem in found.problems] == [
        "crops.parquet: holds a text of 1,000,001 bytes in the column country, and no more than 100,000 are read. Shorten it."]
    assert not found.notices and not found.tables  # no word on the columns that had come in sound, nor on one that is too many


def test_a_reader_that_is_stopped_half_way_is_told_and_nothing_waits_for_it(folder, monkeypatch):
    put_parquet(folder, wide(pa.array(["Kenya"] * 300_000)), "crops")
    program = folder.parent / "stopped.py"
    program.write_text(f"import sys\nsys.path.insert(0, {str(Path(unpack.__file__).parent)!r})\nimport unpack\ntold = unpack.forward\n"
                       "def forward(batch, count, stream):\n"
                       "    if batch.schema.names == ['country']:\n        import os\n        os._exit(9)\n    return told(batch, count, stream)\n"
                       "unpack.forward = forward\nimport json\nsys.exit(unpack.main(sys.argv[1], json.loads(sys.argv[2])))\n", encoding="utf-8")
    monkeypatch.setattr(arriving, "PROGRAM", program)
    assert [str(problem) for problem in check_folder(folder).problems] == [
        "crops.parquet: cannot be read as Parquet (its reader was stopped, 9). Fetch the file again, or write it anew from its source."]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("reading ")]


@pytest.mark.parametrize("names", [["crop_id", "country", "hectares", "country"], ["country", "crop_id", "country", "hectares"],
                                   ["hectares", "crop_id", "country", "hectares"]])
def test_a_column_that_the_file_has_twice_is_told_as_of_a_text_file(folder, names):
    values = {"crop_id": ["a", "b"], "country": ["Kenya", "Uganda"], "hectares": ["1", "2"]}
    put_parquet(folder, pa.Table.from_arrays([pa.array(values[name]) for name in names], names=names), "crops")
    found = check_folder(folder)
    (folder / "crops.parquet").unlink()
    (folder / "crops.parquet.sha256").unlink()
    lines = [names, *zip(*(values[name] for name in names), strict=True)]
    (folder / "crops.csv").write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    as_text = check_folder(folder)
    assert found.problems and [(told.rule, told.column) for told in found.problems] == [(told.rule, told.column) for told in as_text.problems]


def test_a_name_with_a_dot_is_not_taken_for_a_part_of_a_nested_column(folder):
    rows = {"crop_id": pa.array(["a"]), "country": pa.array(["Kenya"]), "hectares": pa.array([1.0]),
            "more.name": pa.array(["plain"]), "more": pa.array([{"name": "nested"}])}
    put_parquet(folder, pa.table(rows), "crops")
    report = check_folder(folder)
    assert report.ok and [(notice.column, notice.rule) for notice in report.notices] == [("more.name", "extra column"), ("more", "extra column")]


@pytest.mark.parametrize("texts", [3, 126, 127, 128, 129, 32_767, 32_768, 32_769])
def test_a_column_of_as_many_texts_as_a_small_number_can_tell_apart_comes_whole(folder, texts):
    rows = [f"crop-{row % texts:05}" for row in range(70_000)]
    put_parquet(folder, pa.table({"crop_id": pa.array([f"c{row}" for row in range(70_000)]), "country": pa.array(["Kenya"] * 70_000),
                                  "hectares": pa.array(["1"] * 70_000), "note": pa.array(rows)}), "crops")
    contract = CROPS + '\n[columns.note]\ntype = "text"\nabout = "Note."\n'
    (folder / "crops.toml").write_text(contract, encoding="utf-8")
    assert check_folder(folder).tables["crops"]["note"].to_pylist() == rows
