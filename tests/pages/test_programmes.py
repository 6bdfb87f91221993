"""The pages of the national programmes as a reader meets them: the tree, one programme, any unit down its hierarchy."""

import os
import re

import pytest

from ocop import office
from tests.pages.reader import figures, findings, open_page, pieces, spoken


@pytest.fixture(scope="module")
def viet_nam():
    return open_page("programme", programme="ocop-vn")


def test_the_tree_leads_to_every_programme():
    at = open_page("programmes")
    (tree,) = [body for body in pieces(at) if "ocop-tree" in body]
    assert tree.count("<a href=") == 15 and 'href="./programme?programme=ocop-vn"' in tree
    assert "One Village One Product (OVOP, Isson Ippin) began 1979, and 10 programmes on record followed" in findings(at)[1]
    assert any(finding.startswith("7 programmes have a figure for their whole country") for finding in findings(at))


@pytest.mark.parametrize(("name", "said"), [
    ("One Commune One Product (OCOP)", "One Commune One Product"), ("One District One Product (ODOP), Lao PDR", "One District One Product, Lao PDR"),
    ("Districts as Export Hubs", "Districts as Export Hubs"), ("(OVOP) One Village", "One Village"),
    ("One District One Product under PM Formalisation of Micro Food Processing Enterprises (PMFME)", "PMFME"),
    ("A programme of so many words that no bar of a phone has room for", "A programme of so many words that n…")])
def test_a_short_name_reads_as_a_name(name, said):
    assert office.brief(name) == said and len(said) <= office.LONGEST


def test_a_choice_of_a_country_keeps_its_programmes_alone():
    (tree,) = [body for body in pieces(open_page("programmes", country="LAO")) if "ocop-tree" in body]
    assert tree.count("<a href=") == 1 and "odop-la" in tree
    assert "No national programme of Ghana was public on this day." in spoken(open_page("programmes", country="GHA"))


def test_a_programme_stands_with_its_units_targets_and_contradictions(viet_nam):
    assert viet_nam.title[0].value == "One Commune One Product \\(OCOP\\)"
    said = findings(viet_nam)
    assert "60 units below Viet Nam are on record, 22 of them with a product on record" in said
    assert "2 figures have several values for one and the same time" in said
    assert any("targets that can be judged" in finding for finding in said) and len(figures(viet_nam)) >= 3
    assert "12 of 179 published targets can be assessed, 11 of them are achieved" in said
    assert "22 of 63 provinces of Viet Nam have a product on record, Gia Lai the most: 20" in said  # a tile for each
    assert any(finding.startswith("By Decision 1489/QD-TTg of 2025-07-06, a 4-star product needs 90 points for the 5-star class") for finding in said)


def test_what_is_counted_of_a_programme_says_from_how_many_of_its_own_rows(viet_nam, record):
    def rows(table):
        known = "unit_products_as_of('ocop-vn', $day)" if table == "the last words" else f"known('{table}', $day)"
        return record.ask(f"select count(*) from {known} as t where programme_id = 'ocop-vn'", {"day": record.last_day})[1][0][0]

    told = [found for piece in pieces(viet_nam) for found in re.findall(r'<a href="([^"]+)" data-go>(Counted here from [0-9,]+ rows)<', piece)]
    here = "./programme?programme=ocop-vn"
    assert told == [(here, f"Counted here from {n:,} rows") for n in (
        sum(map(rows, ("programme_units", "place_products", "figures", "targets"))), rows("the last words"), rows("targets"))]


def test_a_unit_has_its_own_page_with_the_way_back_up():
    at = open_page("programme", programme="ocop-vn", unit="VN-33")
    assert at.title[0].value == "Dak Lak"
    assert [link.proto.label.replace("\\", "") for link in at.get("page_link")][1] == "One Commune One Product (OCOP)"
    assert "Certified products, three stars and more stood at 237 on the latest report, for 28 May 2024" in findings(at)
    deeper = open_page("programme", programme="ocop-vn", unit="VN-33.ea-kar")
    assert deeper.title[0].value == "Ea Kar" and "Dak Lak" in [link.proto.label for link in deeper.get("page_link")]


def test_a_link_that_leads_to_nothing_is_told():
    at = open_page("programme", programme="ocop-nv")
    assert "Did you mean programme=ocop-vn?" in at.warning[0].value.replace("\\", "") and at.title[0].value == "Programme"
    at = open_page("programme", programme="odop-la", unit="VN-33")
    assert "There is no unit" in at.warning[0].value and at.title[0].value.startswith("One District One Product")
    at = open_page("events", programme="ocop-vn")
    assert "which this page does not have; the page Programmes has it" in at.warning[0].value


def test_who_can_be_supported_is_answered_for_the_applicant_of_the_link():
    at = open_page("programme", programme="odop-in-pmfme", applicant="existing-group", makes="another")
    (told,) = [block.value.replace("\\", "") for block in at.markdown if "Original guidelines 2020-21" in block.value.replace("\\", "")]
    assert "◐ **Supported on a condition**: Capital investment. Groups on other products only if they already process them" in told
    assert "replaced on 18 May 2022" in told and "the office of the programme decides" in spoken(at)
    said = findings(at)
    assert "The text of the scheme names 8 kinds of product; the record holds examples of 6" in said
    assert "183 districts have a product on record, of 766 by the source (districts in all, 24 March 2023)" in said
    assert any("26 of them by units of one state or province, who could share facilities" in finding for finding in said)
    district = open_page("programme", programme="odop-in-pmfme", unit="IN-PB.amritsar")
    assert "On record for Amritsar: Mango pickle, Pickle and murabba." in spoken(district)


@pytest.mark.parametrize("day", ["2020-01-01", "2022-11-03"])
def test_an_early_day_is_calm(day):
    at = open_page("programme", programme="odop-in-up", as_of=day)
    assert not [word for word in (" None", " nan", "{") if word in spoken(at)]


def test_a_programme_that_no_row_described_yet_shows_what_was_known_of_it():
    at = open_page("programme", programme="odop-la", as_of="2025-08-01")
    assert "not on record on this day; what sources had said of it by then stands below." in spoken(at)
    assert "ODOP products stood at 1,298 on the latest report, for 4 March 2024" in findings(at)
    early = open_page("programme", programme="odop-la", as_of="2005-01-01")
    assert "This programme was not on record on this day." in spoken(early) and findings(early) == []


def test_a_programme_that_does_not_exist_is_said_with_those_that_do(monkeypatch):
    monkeypatch.setenv("OCOP_PROGRAMME", "ocop-nv")
    at = open_page("programme")
    told = at.error[0].value.replace("\\", "")
    assert told.startswith("OCOP_PROGRAMME is 'ocop-nv', which is no programme of this record.") and "ocop-vn" in told


def test_an_office_bears_the_name_that_its_programme_has_now(monkeypatch, tmp_path):
    monkeypatch.setenv("OCOP_PROGRAMME", "ocop-vn")
    monkeypatch.setenv("OCOP_DATA", str(tmp_path))
    assert office.monitor() == "Monitor of ocop-vn"  # no table tells a name
    for number, name in enumerate(("One Commune", "One Commune One Product")):
        (tmp_path / "programmes.csv").write_text(f"programme_id,name\nocop-vn,{name}\n", encoding="utf-8")
        os.utime(tmp_path / "programmes.csv", ns=(number, number + 1))
        assert office.monitor() == f"Monitor of {name}"


def test_a_country_leads_to_its_programmes():
    at = open_page("country", country="VNM")
    assert "One Commune One Product (OCOP)" in [link.proto.label.replace("\\", "") for link in at.get("page_link")]
