"""No row is lost between the record as received and the tables: every file counted, every merge named."""

import csv
import hashlib
import re

import pytest

from ocop.record import merge
from ocop.record.rows import named
from ocop.store import ROOT

RECEIVED = ROOT / "data" / "received"


def received(name):
    """Rows as received; remarks that name two texts by number are worded as in the tables (see the test on that)."""
    with open(RECEIVED / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return [{column: named(text) if column in ("note", "evidence") else text for column, text in row.items()}
                for row in csv.DictReader(lines)]


def table(name):
    with open(ROOT / "data" / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# received file -> rows as its README states them, the table it went to, rows there that came from it
JOURNEY = [
    ("initiative/countries", 79, "member_summaries", 79),
    ("initiative/country_sources", 301, "members", 301),
    ("initiative/products", 128, "place_products", 128),
    ("initiative/task_forces", 19, "task_forces", 19),
    ("initiative/events", 83, "events", 83),
    ("initiative/funding", 17, "fund_reports", 17),
    ("initiative/headline_counts", 75, "figures", 75),
    ("initiative/milestones", 36, "milestones", 36),
    ("initiative/workplan_statements", 25, "actions", 25),
    ("sister/programmes", 15, "programmes", 15),
    ("sister/units", 602, "programme_units", 602),
    ("sister/unit_products", 643, "place_products", 643),
    ("sister/targets", 58, "targets", 58),
    ("sister/actuals", 472, "figures", 469),  # three repeat a headline figure: merge.SAME_FIGURE
    ("sister/trainings", 21, "events", 20),  # one is OCOP-EV-001: merge.SAME_EVENT
    ("sister/support_rules", 29, "support_rules", 29),
    ("sister/star_classes", 14, "star_classes", 14),
]


def test_received_files_are_untouched():
    for line in (RECEIVED / "SHA256SUMS").read_text().splitlines():
        expected, name = line.split()
        assert hashlib.sha256((RECEIVED / name).read_bytes()).hexdigest() == expected, name


@pytest.mark.parametrize(("name", "rows", "_table", "_arrived"), JOURNEY)
def test_every_received_file_has_the_rows_its_readme_states(name, rows, _table, _arrived):
    assert len(received(name)) == rows


def test_every_table_has_at_least_the_rows_that_came_to_it():
    arrived = {}
    for _name, _rows, where, count in JOURNEY:
        arrived[where] = arrived.get(where, 0) + count
    assert {where: len(table(where)) >= count for where, count in arrived.items()} == dict.fromkeys(arrived, True)


def test_the_merges_are_exactly_these():
    gone = [rows - arrived for _name, rows, _table, arrived in JOURNEY]
    assert sum(gone) == len(merge.SAME_FIGURE) + len(merge.SAME_EVENT) == 4


def text_of(row, *names):
    return tuple(row[name] for name in names)


def test_every_piece_of_evidence_on_a_country_arrived_with_its_words():
    before = [text_of(row, "iso3", "source_kind", "shown_on", "evidence", "note") for row in received("initiative/country_sources")]
    after = [text_of(row, "iso3", "evidence_kind", "shown_on", "evidence", "note") for row in table("members")]
    assert [row for row in before if row not in after] == []


def test_every_event_arrived_with_its_words():
    before = {text_of(row, "event_id", "title", "start_date", "participants", "evidence", "note") for row in received("initiative/events")}
    after = {text_of(row, "event_id", "title", "starts_on", "participants", "evidence", "note") for row in table("events")}
    assert before - after == set()


def test_every_headline_figure_arrived_with_value_sign_and_wording():
    before = sorted(text_of(row, "indicator", "as_of", "value", "value_qualifier", "evidence") for row in received("initiative/headline_counts"))
    after = {text_of(row, "indicator_as_received", "on", "value", "qualifier_as_received", "wording") for row in table("figures")}
    assert [row for row in before if row not in after] == []


def test_every_value_of_a_sister_arrived_except_the_three_that_repeat_a_headline():
    after = {text_of(row, "programme_id", "indicator_as_received", "on", "value", "qualifier_as_received") for row in table("figures")}
    lost = [row["indicator"] for row in received("sister/actuals")
            if text_of(row, "programme_id", "indicator", "as_of", "value", "qualifier") not in after]
    assert sorted(lost) == sorted(merge.SAME_FIGURE)


def test_every_product_claim_arrived_with_the_spelling_of_its_source():
    before = [text_of(row, "iso3", "product", "first_seen", "evidence") for row in received("initiative/products")]
    after = [text_of(row, "iso3", "product", "seen_on", "evidence") for row in table("place_products")]
    assert [row for row in before if row not in after] == []


def test_every_cited_address_has_a_number():
    known = {row["received_as"] for row in table("sources")}
    cited = {row["source_url"] for name, *_rest in JOURNEY for row in received(name)}
    cited |= {part.strip() for row in received("initiative/events") for part in row["other_source_urls"].split(";") if part.strip()}
    assert cited - known == set()


def test_places_hold_every_member_and_associate_member_of_fao():
    countries = [row for row in table("places") if row["kind"] == "country"]
    assert sum(row["membership"] == "member nation" for row in countries) == 194  # FAO: 194 Member Nations
    assert sorted(row["iso3"] for row in countries if row["membership"] == "associate member") == ["FRO", "TKL"]
    assert [row["place_id"] for row in table("places") if row["membership"] == "member organization"] == ["EU"]
    assert all(row["iso3"] and row["m49"] for row in countries)


@pytest.mark.parametrize(("code", "name", "m49", "region"), [
    ("VNM", "Viet Nam", "704", "RAP"), ("TUR", "Türkiye", "792", "REU"), ("CIV", "Côte d'Ivoire", "384", "RAF"),
    ("LAO", "Lao People's Democratic Republic", "418", "RAP"), ("VEN", "Venezuela (Bolivarian Republic of)", "862", "RLC"),
    ("SYR", "Syrian Arab Republic", "760", "RNE"), ("IRN", "Iran (Islamic Republic of)", "364", "")])
def test_a_country_has_the_short_name_and_codes_of_fao(code, name, m49, region):
    (row,) = [row for row in table("places") if row["iso3"] == code]
    assert text_of(row, "name", "m49", "region") == (name, m49, region)


def test_one_place_that_several_programmes_name_is_one_row():
    places = [row["place_id"] for row in table("places")]
    assert len(places) == len(set(places))
    assert len({row["place_id"] for row in table("programme_units")}) == 531  # 602 unit rows, 531 different places


@pytest.mark.parametrize(("address", "grade"), [
    ("https://www.fao.org/x", "A"), ("https://caribbean.un.org/x", "A"), ("https://moa.gov.lr/x", "A"),
    ("https://mekonginstitute.org/x", "B"), ("https://www.thehindu.com/x", "C"), ("https://github.com/x", "D"),
    ("https://i777777o66616fo6f7267z.oszar.com/one-country", "D"), ("https://notfao.org/x", "C"), ("http://admin.richbox.biz:80/x", "D")])
def test_the_grade_speaks_of_the_address(address, grade):
    from ocop.record.sources import describe

    assert describe(address)[1] == grade


def test_a_remark_names_its_texts_as_a_reader_knows_them():
    assert named("dates: FAO (seed 003) 15-17 July") == "dates: FAO (the mid-year review) 15-17 July"
    assert named("seed capital, From Seeds to Foods") == "seed capital, From Seeds to Foods"
    assert [row["event_id"] for row in table("events") if re.search(r"seed 00|in seed|the seed", row["note"] + row["evidence"])] == []
