"""No row is lost between the record as received and the tables: every file counted, every merge named."""

import csv
import hashlib
import re
from collections import Counter

import pytest

from ocop.record import compile, merge, rows, sources
from ocop.record.rows import named
from ocop.store import ROOT
from tests.received import DELIVERIES, RECEIVED, delivered, rows_of


def received(name):
    """Rows as received; remarks that name two texts by number are worded as in the tables (see the test on that)."""
    return [{column: named(text) if column in ("note", "evidence") else text for column, text in row.items()} for row in rows_of(name)]


def table(name):
    with open(ROOT / "data" / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# received file -> rows of the newest delivery, the table it went to, rows there that came from it
JOURNEY = [
    ("initiative/countries", 81, "member_summaries", 81),
    ("initiative/country_sources", 317, "members", 317),
    ("initiative/products", 136, "place_products", 136),
    ("initiative/task_forces", 20, "task_forces", 20),
    ("initiative/events", 90, "events", 90),
    ("initiative/funding", 19, "fund_reports", 19),
    ("initiative/headline_counts", 91, "figures", 91),
    ("initiative/milestones", 40, "milestones", 40),
    ("initiative/workplan_statements", 26, "actions", 26),
    ("sister/programmes", 16, "programmes", 16),
    ("sister/units", 1275, "programme_units", 1275),
    ("sister/unit_products", 1338, "place_products", 1338),
    ("sister/targets", 207, "targets", 207),
    ("sister/actuals", 946, "figures", 943),  # three repeat a headline figure: merge.SAME_FIGURE
    ("sister/trainings", 25, "events", 24),  # one is OCOP-EV-001: merge.SAME_EVENT
    ("sister/support_rules", 39, "support_rules", 39),
    ("sister/star_classes", 19, "star_classes", 19),
]


def test_received_files_are_untouched():
    for line in (RECEIVED / "SHA256SUMS").read_text().splitlines():
        expected, name = line.split()
        assert hashlib.sha256((RECEIVED / name).read_bytes()).hexdigest() == expected, name


@pytest.mark.parametrize(("name", "rows", "_table", "_arrived"), JOURNEY)
def test_every_received_file_has_the_rows_that_were_announced(name, rows, _table, _arrived):
    assert len(delivered(DELIVERIES[-1], name)) == rows


def test_the_second_delivery_brought_2070_rows_and_left_out_two_verdicts():
    before, after = (Counter((name, *row.values()) for name, *_rest in JOURNEY for row in delivered(day, name)) for day in DELIVERIES)
    assert DELIVERIES == ["2026-11-21", "2026-11-26"] and (after - before).total() == 2070
    assert sorted(row[:2] for row in before - after) == [("initiative/countries", "COG"), ("initiative/countries", "TUR")]


def test_every_table_has_exactly_the_rows_that_came_to_it():
    arrived = {"events": 1}  # the correction of OCOP-EV-061
    for _name, _rows, where, count in JOURNEY:
        arrived[where] = arrived.get(where, 0) + count
    assert {where: len(table(where)) == count for where, count in arrived.items()} == dict.fromkeys(arrived, True)


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
    assert len({row["place_id"] for row in table("programme_units")}) == 926  # 1,275 unit rows; counted by ISO code, else by name and parent


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


# What a later delivery may change in a row that an earlier one brought: two verdicts that it replaced, two countries that had no
# region yet, and one product that had been only a sister's and now has a type.
MEANT = {"member_summaries": {"COG", "TUR"}, "places": {"AFG", "BOL"}, "products": {"saffron"}}


def test_a_number_once_given_keeps_its_meaning():
    brought = rows.deliveries(RECEIVED)
    said = sources.described(RECEIVED)
    # the first delivery alone knows no changes of places
    alone = compile.tables_of([brought[0] | {"places/changes": []}], sources.Register(brought[:1], said))
    whole = compile.tables_of(brought, sources.Register(brought, said))
    for name, first in alone.items():
        if not first:
            continue
        key = next(column for column in first[0] if column != "programme_id" or name == "programmes")
        later = {row[key]: row for row in whole[name]}
        assert {row[key] for row in first if later.get(row[key]) != row} == MEANT.get(name, set()), name


@pytest.mark.parametrize(("name", "key", "held"), [  # the last row of each table as it was first published
    ("members", "MB-301", {"ZWE", "2025-07-15"}), ("figures", "FG-544", {"china_contribution_usd_million", "5"}),
    ("sources", "S404", {"https://newseyeuk.com/?p=11664"}), ("place_products", "PP-771", {"IN-AR.west-siang.yomcha", "turmeric"}),
    ("targets", "TG-058", {"IN-MH", "21998"}), ("programme_units", "PU-602", {"WORLD", "ocop-fao"}), ("milestones", "MS-036", {"LBR", "2025-12"}),
    ("actions", "AC-025", {"VUT", "2025"}), ("support_rules", "SR-029", {"odop-in-up"}), ("star_classes", "SC-014", {"otop-th", "5"}),
    ("fund_reports", "FR-017", {"FUND-14", "planned"}), ("task_forces", "TF-019", {"national-arrangement-chn"}),
    ("events", "TR-021", {"OCOP training of producers in Thanh Hoa (all courses since the start)"})])
def test_the_last_numbers_of_the_first_delivery_still_name_the_same_rows(name, key, held):
    (row,) = [row for row in table(name) if key in row.values()]
    assert held <= set(row.values())


def test_a_row_counts_once_whichever_deliveries_repeat_it(tmp_path):
    files = {"2026-01-01": "a\n1\n1\n2\n", "2026-02-01": "a\n1\n1\n3\n1\n", "2026-03-01": "a\n2\n4\n"}
    for day, text in files.items():
        (tmp_path / day / "sister").mkdir(parents=True)
        (tmp_path / day / "sister" / "units.csv").write_text(text)
    brought = [[(row["a"], row["compiled_on"]) for row in files["sister/units"]] for files in rows.deliveries(tmp_path)]
    assert brought == [[("1", "2026-01-01"), ("1", "2026-01-01"), ("2", "2026-01-01")],
                       [("3", "2026-02-01"), ("1", "2026-02-01")],  # a third 1 is a new row; the 2 that is left out stays received
                       [("4", "2026-03-01")]]                       # the 2 comes back and is not new


def test_remarks_that_a_reader_meets_hold_no_codes_and_no_orders_of_the_compilation_to_itself():
    codes = {row["iso3"] for row in rows.read(ROOT / "data" / "places.csv") if row["iso3"]}
    told = [(path.stem, row[column]) for path in sorted((ROOT / "data").glob("*.csv")) for row in rows.read(path)
            for column in ("note", "evidence") if row.get(column)]
    wrong = [said for said in told if codes & set(re.findall(r"\b[A-Z]{3}\b", said[1]))
             or re.search(r"check whether|do not add|_id\b|\bmirror\b|\bverify\b|INFERRED", said[1])]
    assert len(told) > 1000 and wrong == []
