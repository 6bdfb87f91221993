"""Funding: each fund once, published amounts only, nothing split; expected rows are counted by hand."""

from datetime import date

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.small import small_store

NAMES = ("amounts", "by_donor", "by_mechanism", "by_region", "by_stage", "cautions", "in_regions", "register", "reports", "timeline")
STORES = {}

FUNDS = [
    {"fund_id": "F1", "project": "Big", "donor": "China", "mechanism": "South-South Cooperation"},
    {"fund_id": "F2", "project": "Small", "donor": "FAO (regional office)", "mechanism": "TCP"},  # the bracket is not the donor's name
    {"fund_id": "F3", "project": "Silent", "donor": "FAO"},  # no amount, no mechanism, no dates
]


def report(number, fund, known, **more):
    """A dated report of a committed fund in Ghana unless the test says otherwise."""
    return {"report_id": f"R{number}", "fund_id": fund, "stage": "committed", "countries": "GHA", "known_on": known,
            "known_on_basis": "source", "source_id": "S-A", **more}


def usd(amount):
    return {"amount": str(amount), "currency": "USD", "amount_usd": str(amount)}


REPORTS = [
    report(1, "F1", "2023-12-06", **usd(5000000), starts_on="2023-12-06", countries=""),  # first report, no country named
    report(2, "F1", "2025-08-01", **usd(5000000), stage="provided", countries="GHA;BTN"),  # the same money, newer stage
    report(3, "F1", "2026-11-21", **usd(5000000), stage="pledged", known_on_basis="compiled"),  # same money, page without a date
    report(4, "F2", "2024-02-28", **usd(350000), starts_on="2024", ends_on="2025-02", note="fund_id of the press"),
    report(5, "F3", "2024-08-04", stage="ongoing"),
]


def ask(name, *, as_of="2026-11-21", regions=(), countries=(), reports=REPORTS):
    key = repr(reports)
    STORES[key] = STORES.get(key) or small_store(funds=FUNDS, fund_reports=reports)
    filters = Filters(regions=regions, countries=countries, as_of=date.fromisoformat(as_of))
    return queries.run(STORES[key], f"funding/{name}", filters)


def cells(result, *columns):
    return [tuple(row[column] for column in columns) for row in result.rows]


def test_reports_of_one_fund_are_the_same_money_and_count_once():
    assert ask("summary").finding.startswith("As of 21 November 2026, USD 5.35 million was published for 2 of 3 funds")
    assert cells(ask("amounts"), "fund_id", "amount_usd") == [("F1", 5000000), ("F2", 350000), ("F3", None)]
    assert ask("amounts").finding == "The largest published amount is USD 5 million from China, counted once from 3 reports"


def test_a_page_without_a_date_never_gives_the_stage():
    stages = dict(cells(ask("register"), "fund_id", "fund_stage"))
    assert stages == {"F1": "provided", "F2": "committed", "F3": "ongoing"}
    assert dict(cells(ask("register", as_of="2025-07-31"), "fund_id", "fund_stage"))["F1"] == "committed"
    assert cells(ask("register"), "fund_id", "reported_on")[0] == ("F1", "2025-08-01")
    assert cells(ask("register", reports=[REPORTS[2]]), "fund_id", "reported_on") == [("F1", None)]  # nothing else is known of it


def test_every_report_is_listed_with_the_number_of_reports_on_the_same_money():
    result = ask("reports")
    assert cells(result, "report_id", "reports_of_fund") == [("R1", 3), ("R2", 3), ("R3", 3), ("R4", 1), ("R5", 1)]
    assert cells(result, "reported_on")[2] == (None,)  # the day of compilation is no date of a report
    assert result.finding == "5 reports speak of 3 funds: rows of one fund are the same money and are never added"
    assert cells(ask("reports", as_of="2024-12-31"), "report_id") == [("R1",), ("R4",), ("R5",)]  # the others became known later


def test_a_fund_without_an_amount_is_unknown_never_zero():
    silent = ask("amounts", as_of="2024-09-01", reports=[REPORTS[4]])
    assert cells(silent, "amount_usd") == [(None,)]
    assert silent.finding == "No amount is published; 1 fund for the initiative is on record"
    assert ask("summary", reports=[REPORTS[4]]).finding == "As of 21 November 2026, no amount was published; 1 fund for the initiative is on record."


def test_a_fund_counts_from_the_day_it_became_known():
    assert cells(ask("register", as_of="2024-02-27"), "fund_id") == [("F1",)]
    assert cells(ask("register", as_of="2024-02-28"), "fund_id") == [("F1",), ("F2",)]


def test_donors_are_grouped_without_what_stands_in_brackets():
    assert cells(ask("by_donor"), "donor", "funds", "funds_with_amount", "amount_usd") == [("China", 1, 1, 5000000), ("FAO", 2, 1, 350000)]


def test_a_mechanism_that_no_report_names_is_said_to_be_unknown():
    assert cells(ask("by_mechanism"), "mechanism", "words") == [
        ("South-South Cooperation", "South-South Cooperation · amount for 1 of 1"), ("TCP", "TCP · amount for 1 of 1"),
        (None, "Mechanism not reported · amount for 0 of 1")]


def test_stages_stand_in_their_order_and_the_largest_is_named():
    result = ask("by_stage")
    assert cells(result, "fund_stage", "amount_usd") == [("committed", 350000), ("provided", 5000000), ("ongoing", None)]
    assert result.finding == 'Most published money stands at the stage "provided", USD 5 million of USD 5.35 million'


def test_a_fund_of_several_regions_is_whole_under_each_and_never_split():
    result = ask("in_regions")
    assert cells(result, "region", "fund_id", "whole_amount_usd", "other_regions") == [
        ("RAF", "F1", 5000000, 1), ("RAF", "F2", 350000, 0), ("RAF", "F3", None, 0), ("RAP", "F1", 5000000, 1)]
    assert result.finding == "2 of 4 rows repeat a fund that stands under another region too, so they are not to be added"
    by_region = ask("by_region")
    assert cells(by_region, "region", "funds_here_only", "funds") == [("RAF", 2, 3), ("RAP", 0, 1)]
    assert by_region.finding.startswith("One fund for the initiative names countries of several regions and stands under each of them")


def test_a_region_shows_each_fund_that_names_a_country_of_it_and_a_shared_one_apart():
    result = ask("summary", regions=("RAP",))
    assert (result.rows[0]["only_usd"], result.rows[0]["shared_usd"], result.rows[0]["funds"]) == (None, 5000000, 1)
    assert "shared with other places, as whole sums" in result.finding
    assert cells(ask("register", countries=("BTN",)), "fund_id") == [("F1",)]
    assert cells(ask("register", countries=("TGO",)), "fund_id") == []
    assert cells(ask("in_regions", countries=("BTN",)), "region", "fund_id") == [("RAP", "F1")]


def test_the_tile_of_the_overview_gives_the_same_sum():
    for choice in ({}, {"regions": ("RAP",)}, {"countries": ("GHA",)}):
        filters = Filters(as_of=date(2026, 11, 21), **choice)
        ask("summary")
        tile = queries.run(STORES[repr(REPORTS)], "overview/funding", filters).rows[0]
        row = queries.run(STORES[repr(REPORTS)], "funding/summary", filters).rows[0]
        assert (row["only_usd"], row["only_funds"], row["only_with_amount"]) == (tile["value"], tile["funds"], tile["funds_with_amount"])
        assert (row["shared_usd"], row["shared_funds"]) == (tile["shared_usd"], tile["shared_funds"])


def test_a_period_is_drawn_no_further_than_it_was_published():
    result = ask("timeline")
    assert cells(result, "fund_id", "starts_from", "drawn_to") == [
        ("F2", date(2024, 1, 1), date(2025, 2, 28)),  # year to month: from the first to the last day of the spans
        ("F1", date(2023, 12, 6), date(2023, 12, 6)),  # no end: the day of its start and no further
        ("F3", None, None)]  # no date: counted, not drawn
    assert result.finding == "1 of 3 funds has published both a start and an end, 1 only a start, 1 neither"
    assert ask("timeline", reports=[REPORTS[4]]).rows == []  # nothing to draw


def test_a_start_known_to_the_year_is_the_whole_year():
    reports = [report(1, "F2", "2024-03-27", starts_on="2024")]
    assert cells(ask("timeline", reports=reports), "starts_from", "drawn_to") == [(date(2024, 1, 1), date(2024, 12, 31))]


def test_remarks_stand_beside_their_fund_and_name_no_column():
    assert cells(ask("cautions"), "project", "note") == [("Small", "fund of the press")]
    assert dict(cells(ask("register"), "fund_id", "note")) == {"F1": None, "F2": "fund of the press", "F3": None}


def test_before_the_first_fund_every_file_says_one_calm_sentence():
    for name in NAMES:
        result = ask(name, as_of="2020-01-01")
        assert result.rows == [] and result.finding.endswith(".")
    assert ask("summary", as_of="2020-01-01").finding == "By 1 January 2020 no fund for the initiative had become public."


# The record as shipped; every number below was counted in the received funding.csv, not by these queries.

def shipped(record, name, **choice):
    return queries.run(record, f"funding/{name}", Filters(**choice))


def test_the_record_publishes_7_45_million_for_5_of_16_funds(record):
    assert "USD 7.45 million was published for 5 of 16 funds" in shipped(record, "summary").finding
    published = {row["fund_id"]: row["amount_usd"] for row in shipped(record, "amounts").rows if row["amount_usd"] is not None}
    assert published == {"FUND-02": 1000000, "FUND-03": 500000, "FUND-04": 5000000, "FUND-11": 350000, "FUND-12": 600000}


def test_the_money_of_china_stands_in_three_reports_and_counts_once(record):
    china = [row for row in shipped(record, "reports").rows if row["fund_id"] == "FUND-04"]
    assert [(row["fund_stage"], row["amount_usd"]) for row in china] == [("committed", 5e6), ("provided", 5e6), ("pledged", 5e6)]
    assert len(shipped(record, "reports").rows) == 19
    assert cells(shipped(record, "by_donor"), "donor", "amount_usd")[0] == ("China", 5000000)


def test_the_record_names_nine_of_eleven_and_six_or_seven_countries(record):
    rows = {row["fund_id"]: row for row in shipped(record, "register").rows}
    assert len(rows["FUND-02"]["countries"]) == 9 and "nine of the eleven countries" in rows["FUND-02"]["note"]
    assert len(rows["FUND-13"]["countries"]) == 7 and "six countries" in rows["FUND-13"]["note"]
    assert rows["FUND-13"]["reports_of_fund"] == 2


def test_four_funds_of_the_record_name_several_regions(record):
    rows = shipped(record, "in_regions").rows
    assert {row["fund_id"] for row in rows if row["other_regions"]} == {"FUND-01", "FUND-02", "FUND-03", "FUND-04"}
    assert {row["region"]: row["funds"] for row in shipped(record, "by_region").rows} == {"RAF": 10, "REU": 7, "RAP": 5, "RNE": 4, "RLC": 2}


@pytest.mark.parametrize(("day", "published", "funds"), [
    (date(2023, 3, 14), None, 0), (date(2023, 6, 29), 600000, 4), (date(2023, 12, 6), 5600000, 6), (date(2024, 4, 4), 6950000, 11)])
def test_the_published_sum_grows_with_the_record(record, day, published, funds):
    row = shipped(record, "summary", as_of=day).rows[0]
    assert (row["only_usd"], row["funds"]) == (published, funds)


def spread(fund, countries, amount="", **more):
    """One fund and its one report."""
    return ({"fund_id": fund, "project": fund, "donor": "Giver"},
            {"report_id": f"R-{fund}", "fund_id": fund, "stage": "committed", "amount_usd": amount, "countries": countries,
             "known_on": "2024-01-01", "known_on_basis": "source", "source_id": "S-A", **more})


SPREAD = [
    spread("both", "GHA;BTN", "100"),        # two regions: shared under each
    spread("ghana", "GHA", "10"),            # one country, as far as anybody says
    spread("regional", "GHA;TGO", "1000"),   # two countries of one region: the region's own, each country's shared
    spread("counted", "TGO", "5"),           # a source counts three countries and names one: nobody's own
    spread("pacific", "BTN", "7"),           # a source counts three countries of one region and names one: the region's own
    spread("nameless", "", "3"),             # names no country: in the world's sum only
    spread("silent", "GHA")]                 # no amount published
SCOPES = [{"fund_id": "counted", "countries_in_all": "3", "known_on": "2024-01-01", "known_on_basis": "source", "source_id": "S-A"},
          {"fund_id": "pacific", "countries_in_all": "3", "region": "RAP", "known_on": "2024-01-01", "known_on_basis": "source",
           "source_id": "S-A"}]


def spread_store():
    return small_store(funds=[fund for fund, _report in SPREAD], fund_reports=[report for _fund, report in SPREAD], fund_scopes=SCOPES)


@pytest.mark.parametrize(("choice", "only", "shared"), [
    ({}, 1125, None),                                       # 100 + 10 + 1000 + 5 + 7 + 3
    ({"regions": ("RAF",)}, 1010, 105),                     # ghana, regional | both, counted
    ({"regions": ("RAP",)}, 7, 100),                        # pacific | both
    ({"regions": ("RAF", "RAP")}, 1117, 5),                 # both, ghana, regional, pacific | counted may reach further
    ({"countries": ("GHA",)}, 10, 1100),                    # ghana | both, regional
    ({"countries": ("GHA", "TGO")}, 1010, 105),             # ghana, regional | both, counted
    ({"countries": ("BTN",)}, None, 107),                   # both and pacific are shared
    ({"regions": ("RNE",)}, None, None),                    # no fund at all
])
def test_what_is_only_here_and_what_is_shared_are_two_sums(choice, only, shared):
    store = spread_store()
    filters = Filters(as_of=date(2024, 6, 1), compare_with=date(2023, 1, 1), **choice)
    tile = queries.run(store, "overview/funding", filters)
    summary = queries.run(store, "funding/summary", filters)
    assert (tile.rows[0]["value"], tile.rows[0]["shared_usd"]) == (only, shared)
    assert (summary.rows[0]["only_usd"], summary.rows[0]["shared_usd"]) == (only, shared)
    assert "source_id" not in tile.columns and tile.rows[0]["counted_from"] == len(queries.run(store, "funding/register", filters).rows)
    together = (only or 0) + (shared or 0)
    assert not (only and shared) or f"USD {together:,}" not in tile.finding + summary.finding


def test_regions_and_shared_funds_once_add_up_to_the_world(record):
    day = date(2026, 11, 26)
    alone, shared = 0, {}
    for region in ("RAF", "RAP", "REU", "RLC", "RNE"):
        rows = queries.run(record, "funding/register", Filters(regions=(region,), as_of=day)).rows
        alone += sum(row["amount_usd"] or 0 for row in rows if row["reach"] == "only here")
        shared |= {row["fund_id"]: row["amount_usd"] or 0 for row in rows if row["reach"] == "shared"}
    world = queries.run(record, "overview/funding", Filters(as_of=day)).rows[0]["value"]
    assert alone + sum(shared.values()) == world


@pytest.mark.parametrize("name", ["by_donor", "by_mechanism", "by_stage"])
def test_a_group_of_funds_keeps_shared_ones_in_a_row_of_their_own(name):
    rows = queries.run(spread_store(), f"funding/{name}", Filters(regions=("RAF",), as_of=date(2024, 6, 1))).rows
    assert [(row["reach"], row["funds"], row["funds_with_amount"], row["amount_usd"]) for row in rows] == [
        ("only here", 3, 2, 1010), ("shared", 2, 2, 105)]


@pytest.mark.parametrize(("notes", "said"), [
    (["amount not given", "amount not given; two not seen", "two not seen"], "amount not given; two not seen"),   # each remark once
    (["b first; a second"], "b first; a second"),                                                                 # in the order of its report
    (["fund_id as in the other", None], "fund as in the other"),                                                  # no name of a column for readers
    ([None], None), ([], None)])
def test_a_remark_of_several_reports_stands_once(notes, said):
    _names, rows = small_store().ask("select remarks_of($notes)", {"notes": notes})
    assert rows == [(said,)]
