"""The page About as a reader meets it: one section at a time, sources, contradictions, gaps, dictionary, files."""

import io
import re
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from ocop import lacks, panels, queries
from ocop.filters import Filters
from ocop.panels import dictionary, guide
from ocop.store import ROOT
from tests.pages.reader import feet, heads, open_page, said

SECTIONS = ("reading", "method", "definitions", "sources", "contradictions", "gaps", "sisters", "data")


def page(**link) -> AppTest:
    return open_page("about", **link)


def text(at: AppTest) -> str:
    written = "\n".join(element.value for kind in ("markdown", "caption", "subheader") for element in at.get(kind))
    return "\n".join([re.sub(r"\\([^\w\s])", r"\1", written), *heads(at), *heads(at, "p"), *said(at), *feet(at)])


@pytest.fixture(scope="module")
def view(record):
    return panels.View(record, Filters(), "light", "https://monitor.example")


def test_the_first_section_says_what_this_is_and_what_it_is_not():
    shown = text(page())
    assert "This monitor shows the public record. It is not an official publication of FAO." in shown
    assert "**Reported.**" in shown and "**On record.**" in shown and "Unknown. It is never shown as 0" in shown
    assert "They express no opinion on the legal status" in shown
    assert re.search(r"Data known on 26 November 2026, version [0-9a-f]{64}\.", shown)


def test_a_section_sends_only_itself():
    heavy = {section: len(page(tab=section).dataframe) for section in ("reading", "gaps", "sources", "data")}
    assert heavy["reading"] == 0 and heavy["data"] == 0  # no table of the record until one is opened
    assert 1 <= heavy["sources"] <= 3


def test_an_unknown_section_opens_the_first():
    assert "This monitor shows the public record." in text(page(tab="nosuch"))


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("link", [{"as_of": "2020-01-01"}, {"country": "FRA", "region": "RAF"}])
def test_every_section_speaks_for_early_days_and_empty_choices(section, link):
    at = page(tab=section, **link)
    shown = text(at)
    assert at.title[0].value == "About"
    assert len(at.tabs) == len(SECTIONS)
    assert not re.search(r"\b(None|nan)\b|\{\w", shown)


def test_a_region_says_that_the_gaps_speak_of_the_whole_record():
    shown = text(page(tab="gaps", region="RAF"))
    assert "66 of 95 countries are named in public sources" in shown
    assert "Not filtered by region: it speaks of the whole record." in shown


def test_the_list_of_gaps_says_what_to_take_up_first_and_how_to_send_it(record):
    at = page(tab="gaps", region="RAF")
    shown = text(at)
    rows = lacks.todo(record, Filters(regions=("RAF",)))
    assert f"{len(rows)} things that a public source could settle" in shown
    places = [shown.index(row.sentence[:40]) for row in rows[:12]]
    assert "On record:" in shown and "*On record" not in shown.replace("**", "")
    assert places == sorted(places) and "To send a correction or what is missing:" in shown
    assert {"Africa", "All of this list", "Latin America and the Caribbean"} <= {button.proto.label for button in at.get("download_button")}
    assert all(result.finding in shown for result in lacks.found(record, Filters(regions=("RAF",))))


def test_both_sides_of_a_contradiction_carry_their_source_and_a_weak_one_is_no_link():
    shown = text(page(tab="contradictions", as_of="2026-11-26"))
    line = next(line for line in shown.splitlines() if "**more than 60**" in line)
    assert "**85** (26 April 2024), plants-egy.com, undated (weak source); **more than 60** (26 April 2024), [FAO, 26 April 2024](https://" in line
    assert "The checks leave 29 doubts open" in shown  # the next list: what sources may disagree on
    line = next(line for line in shown.splitlines() if "This source counts 6 in all" in line)
    assert "**countries: 7** (21 November 2026), [" in line and line.count("](https://") == 2


def test_the_register_of_sources_never_links_a_weak_address():
    at = page(tab="sources", as_of="2026-11-26")
    (register,) = [table.value for table in at.dataframe if "address" in table.value.columns]
    assert len(register) == 607
    weak = register[register["grade"] == "D"]
    assert len(weak) == 128 and weak["source_id"].isna().all() and weak["address"].str.len().min() > 5
    assert register[register["grade"] == "C"]["source_id"].str.startswith("http").all()
    copies = register[register["address"].str.endswith("(read in a copy)")]  # 4 more under FAO's own hosts are of grade A
    assert len(copies) == 22 and copies["source_id"].isna().all()


def test_programmes_are_nested_below_their_model_and_the_names_told_apart():
    shown = text(page(tab="sisters", as_of="2026-11-26"))
    assert "Counts of different programmes are never added together" in shown
    assert "OCOP is also the short name of Viet Nam's *One Commune One Product*" in shown
    assert "\n    - **One Country One Priority Product (OCOP)** (by country; since 2021)." in shown
    assert "\n- **One Village One Product (OVOP, Isson Ippin)** (Japan; by village; since 1979)." in f"\n{shown}"


def test_the_method_names_every_query_with_its_unit_and_notes(view):
    listed = dictionary.methods(view)
    assert [method["Query"] for method in listed] == queries.names()
    (method,) = [method for method in listed if method["Query"] == "priorities/by_area"]
    assert (method["Title"], method["Unit"]) == ("Status by priority area", "actions")
    assert "absence there is not failure" in method["Notes"]
    assert method["Filters it does not obey"] == ("categories: actions are not tied to product types; compare with: it shows one day")


def test_the_dictionary_is_written_from_the_contracts(view):
    tables = {table["name"]: table for table in dictionary.tables(view)}
    assert tables.keys() == view.store.contracts.keys()
    assert (tables["actions"]["rows"], tables["sources"]["rows"]) == (26, 607)
    columns = {column["Column"]: column for column in tables["actions"]["columns"]}
    assert columns["action_id"]["Needed"] == "key"
    assert columns["priority_area_basis"]["Allowed values"] == "FAO, compiler"
    assert columns["priority_area"]["Allowed values"] == "at least 1; at most 5"
    assert columns["source_id"]["Allowed values"] == "one of sources.source_id"
    assert columns["due_on"]["Kind"] == "date, as precise as known" and columns["due_on"]["Needed"] == "may be empty"


def test_every_table_is_offered_as_it_stands(view):
    for name in view.store.contracts:
        file, read = dictionary.table_file(view, name)
        assert read() == (ROOT / "data" / file).read_bytes() and len(read()) > 20


def test_all_tables_come_as_one_file_with_the_same_bytes_each_time(view):
    packed = dictionary.all_files(view)
    assert packed == dictionary.all_files(view)
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        assert len(files.namelist()) == 2 * len(view.store.contracts) + 2  # and datapackage.json, LICENSE.md
        assert files.read("milestones.csv") == (ROOT / "data" / "milestones.csv").read_bytes()
        assert files.testzip() is None


def test_the_data_section_offers_a_fold_for_each_table(record):
    at = page(tab="data", as_of="2026-11-26")
    folds = [fold.label.replace("\\", "") for fold in at.expander]
    assert "Milestones: 40 rows" in folds and "Actions promised: 26 rows" in folds
    assert len(folds) == len(record.contracts)


def test_the_link_words_name_codes_that_exist(view):
    words = guide.link_words(view)
    assert words["Word"] == ["region", "country", "category", "as_of", "compare_with", "product", "programme", "unit",
                             "applicant", "makes", "tab", "entry"]
    assert "RNE Near East and North Africa" in words["Codes"][0] and "field-crop Field crops" in words["Codes"][2]
    assert guide.examples(view).splitlines()[0] == "https://monitor.example/priorities?region=RAF&as_of=2025-12-31"


def test_the_rule_of_targets_is_written_with_its_cut_points():
    at = page(tab="method")
    assert "The straight line is this project's own choice" in text(at)
    (rules,) = [table.value for table in at.dataframe if "on_track_from" in table.value.columns]
    assert rules.iloc[0]["on_track_from"] == "95%" and rules.iloc[0]["at_risk_from"] == "60%"


def test_a_definition_says_how_it_is_counted():
    line = next(line for line in text(page(tab="definitions")).splitlines() if line.startswith("- **Special agricultural products**"))
    assert line.endswith("Counting: a product counts once, however many countries promote it; several countries may share one product.")


def test_the_statuses_in_words_are_those_of_the_actions(view):
    rows = queries.run(view.store, "priorities/actions", Filters()).rows
    assert {row["status"] for row in rows} <= set(guide.statuses()["Status"])


def test_accessibility_says_what_was_tested_what_was_not_and_how_to_report():
    (fold,) = [fold for fold in page().expander if fold.label.startswith("Accessibility")]
    shown = "\n".join(element.value for element in fold.markdown)
    assert all(word in shown for word in ("axe-core", "by keyboard", "No reader who uses a screen reader", "No conformance is claimed",
                                          "**Report a barrier**"))


def test_the_licences_are_shown_without_commands():
    shown = dictionary.licences()
    assert shown.startswith("The code is offered under the Apache License 2.0") and "CC BY 4.0" in shown
    assert "SIL Open Font License" in shown and "plotly.js" in shown
    assert "```" not in shown and not shown.lstrip().startswith("# ")
