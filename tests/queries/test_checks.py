"""The rules across tables: rows in, offenders out, counted by hand. What is sound beside each offender stays unnamed."""

from ocop import queries
from tests.small import PLACES, small_store

KNOWN = {"known_on": "2024-01-01", "known_on_basis": "source", "source_id": "S-A"}
INDICATORS = [
    {"indicator": "countries", "name": "Countries", "unit": "countries", "measure": "total", "direction": "up"},
    {"indicator": "share", "name": "Share", "unit": "percent", "measure": "share", "direction": "up"},
    {"indicator": "part", "name": "Part", "unit": "share", "measure": "share", "direction": "up"},
    {"indicator": "money", "name": "Money", "unit": "USD million", "measure": "amount", "direction": "up"},
    {"indicator": "loss", "name": "Loss", "unit": "persons", "measure": "flow", "direction": "down"}]
GHANA = [{"place_id": "gh-n", "kind": "district", "name": "North", "parent_id": "GHA"}]  # a place inside a country


def offenders(name: str, **tables) -> list[tuple]:
    """(key, column, value, rule) of each row that the check returns, and that it names the file it is kept in."""
    columns, rows = small_store(**tables).ask(queries.read(f"checks/{name}").sql)
    assert columns == ["file", "row_key", "column", "value", "rule", "advice"] and all(row[5] for row in rows)
    return [row[1:5] for row in rows]


def figures(*values: tuple[str, str]) -> list[dict]:
    return [KNOWN | {"figure_id": f"F{place}", "programme_id": "ocop-fao", "indicator": indicator, "place_id": "WORLD", "value": value}
            for place, (indicator, value) in enumerate(values)]


def test_a_value_that_its_indicator_cannot_have():
    good = [("countries", "3"), ("countries", "0"), ("share", "100"), ("share", "0.5"), ("part", "1"), ("money", "2.5"), ("loss", "12")]
    bad = [("countries", "2.5"),  # no half country
           ("countries", "-1"), ("countries", "4"),  # three countries are on the list
           ("countries", "2024"),  # a year
           ("share", "100.1"), ("share", "-1"), ("part", "45"),  # percent in a share
           ("money", "-0.1"), ("loss", "7.5")]
    assert offenders("values_in_unit", indicators=INDICATORS, figures=figures(*bad, *good)) == [
        ("F0", "value", "2.5", "is no whole number"), ("F1", "value", "-1.0", "is below nothing"),
        ("F2", "value", "4.0", "is more countries than there are"), ("F3", "value", "2024.0", "is more countries than there are"),
        ("F4", "value", "100.1", "is more than all"), ("F5", "value", "-1.0", "is below nothing"), ("F6", "value", "45.0", "is more than all"),
        ("F7", "value", "-0.1", "is below nothing"), ("F8", "value", "7.5", "is no whole number")]


def test_no_more_people_are_counted_than_there_are():
    assert offenders("values_in_unit", indicators=INDICATORS, figures=figures(
        ("loss", "20000000000"), ("loss", "8000000000"), ("money", "2" + "0" * 15), ("money", "900000000000000"))) == [
        ("F0", "value", "20000000000.0", "is more people than there are"),
        ("F2", "value", "2000000000000000.0", "is more than anything that is counted"),
        ("F3", "value", "900000000000000.0", "is more than there is")]


UNITS = [{"indicator": unit, "name": unit, "unit": unit, "measure": "amount" if unit[:3].isupper() else "share" if unit == "times" else "total",
          "direction": "up"} for unit in ("products", "items", "districts", "units", "days", "times", "INR crore", "USD", "villages of the valley")]


def test_a_unit_has_its_most_and_its_likely_most():
    values = figures(("products", "163638"), ("products", "20000000"), ("products", "20000000000"), ("items", "2.5e14"), ("items", "250000000"),
                     ("units", "250000000000000"), ("districts", "1058"), ("districts", "2000000"), ("days", "190"), ("days", "20000"),
                     ("days", "99999"),
                     ("times", "1.7"), ("times", "2000"), ("INR crore", "171000"), ("INR crore", "100000000"), ("INR crore", "1e13"),
                     ("USD", "5000000"), ("USD", "2e11"), ("USD", "2e14"), ("villages of the valley", "3e12"), ("products", "3"), ("items", "3"))
    plan = {"indicators": UNITS, "figures": values, "targets": [target(indicator="products", value="2e10", baseline="3e7")],
            "target_milestones": [step("2025", "4e7"), step("2026", "5e10")]}
    assert offenders("values_in_unit", **plan) == [(key, "value", value, "is more than there is") for key, value in (
        ("F10", "99999.0"), ("F15", "10000000000000.0"), ("F18", "200000000000000.0"), ("F19", "3000000000000.0"), ("F2", "20000000000.0"),
        ("F3", "250000000000000.0"), ("F5", "250000000000000.0"), ("T, 2026", "50000000000.0"), ("T", "20000000000.0"))]
    assert offenders("sizes_of_values", **plan) == [(key, column, value, "unlikely number") for key, column, value in (
        ("F1", "value", "20000000.0"), ("F12", "value", "2000.0"), ("F14", "value", "100000000.0"), ("F17", "value", "200000000000.0"),
        ("F4", "value", "250000000.0"), ("F7", "value", "2000000.0"), ("F9", "value", "20000.0"),
        ("T, 2025", "value", "40000000.0"), ("T", "baseline", "30000000.0"))]


def test_a_value_far_above_the_others_of_its_indicator_is_doubted():
    told = figures(*[("loss", value) for value in ("2", "3", "4", "5", "4500")])  # the middle one is 4
    assert offenders("sizes_of_values", indicators=INDICATORS, figures=told) == [("F4", "value", "4500.0", "unlikely beside the others")]
    assert offenders("sizes_of_values", indicators=INDICATORS, figures=told[1:]) == []  # of four values none is the usual one


def test_one_source_states_one_value_of_one_thing():
    told = [row | {"on": "2024", "qualifier": "eq"} for row in figures(
        ("loss", "5"), ("loss", "6"),  # one source, one day, two values
        ("loss", "7"), ("loss", "8"), ("loss", "9"), ("countries", "1"))]
    told[2] |= {"source_id": "S-C"}  # two sources may disagree
    told[3] |= {"on": "2023"}
    told[4] |= {"scope": "in mountains"}
    assert offenders("figures_of_one_source", indicators=INDICATORS, figures=told) == [
        ("F0", "value", "5.0", "contradicts another row of its source"), ("F1", "value", "6.0", "contradicts another row of its source")]
    assert offenders("figures_of_one_source", figures=[told[0], told[1] | {"figure_id": "F0", "known_on": "2024-02-01"}]) == []  # a correction


def change(number: int, gone: str | None, into: str) -> dict:
    return KNOWN | {"change_id": f"PC-00{number}", "place_id": gone, "into_place_id": into, "name": "x", "change": "merged", "on": "2024"}


def test_a_place_never_comes_back_out_of_its_own_successor():
    circle = [change(1, "GHA", "TGO"), change(2, "TGO", "GHA"), change(3, "BTN", "GHA")]
    assert [row[0] for row in offenders("way_of_place_changes", place_changes=circle)] == ["PC-001", "PC-002"]
    assert [row[0] for row in offenders("way_of_place_changes", place_changes=[change(1, "GHA", "GHA")])] == ["PC-001"]
    chain = [change(1, "GHA", "TGO"), change(2, "TGO", "BTN"), change(3, None, "BTN")]  # merged twice; one without a row of its own
    assert offenders("way_of_place_changes", place_changes=chain) == []


def test_a_word_about_a_number_stands_beside_a_number():
    events = [KNOWN | {"event_id": f"E{at}", "programme_id": "ocop-fao", "title": "x"} | said for at, said in enumerate((
        {"participants_qualifier": "gt"}, {"participants": "5", "participants_qualifier": "gt"}, {}))]
    reports = [KNOWN | {"report_id": f"R{at}", "fund_id": "F"} | said for at, said in enumerate((
        {"currency": "USD"}, {"currency": "USD", "amount": "0"}, {}))]
    assert offenders("words_of_numbers", events=events, fund_reports=reports) == [
        ("E0", "participants_qualifier", "gt", "qualifies no number"), ("R0", "currency", "USD", "is the currency of no amount")]


def target(**said) -> dict:
    return KNOWN | {"target_id": "T", "programme_id": "ocop-fao", "indicator": "loss", "place_id": "WORLD", "value": "10",
                    "is_additional": "false"} | said


def step(on: str, value: str) -> dict:
    return KNOWN | {"target_id": "T", "on": on, "value": value}


def test_a_target_a_baseline_and_a_milestone_keep_to_the_unit_too():
    assert offenders("values_in_unit", indicators=INDICATORS, targets=[target(value="1.5", baseline="-2")],
                     target_milestones=[step("2025", "0.5"), step("2026", "1")]) == [
        ("T, 2025", "value", "0.5", "is no whole number"), ("T", "baseline", "-2.0", "is below nothing"), ("T", "value", "1.5", "is no whole number")]


def test_a_corrected_value_is_judged_in_its_last_version_alone():
    wrong, right = figures(("countries", "2.5"))[0], figures(("countries", "2"))[0] | {"known_on": "2024-02-01"}
    assert offenders("values_in_unit", indicators=INDICATORS, figures=[wrong, right]) == []
    assert offenders("values_in_unit", indicators=INDICATORS, figures=[right, wrong | {"known_on": "2024-03-01"}]) == [
        ("F0", "value", "2.5", "is no whole number")]


def test_the_unit_of_an_indicator_fits_its_measure():
    good = [("percent", "share"), ("share", "share"), ("times", "share"),
            ("USD million", "amount"), ("INR crore", "amount"), ("EUR", "amount"), ("persons", "total")]
    bad = [("percent", "total"), ("countries", "share"), ("million", "amount"), ("USD", "flow")]
    rows = [{"indicator": f"i{place}", "name": "x", "unit": unit, "measure": measure, "direction": "up"}
            for place, (unit, measure) in enumerate([*bad, *good])]
    assert offenders("units_of_indicators", indicators=rows) == [
        (f"i{place}", "unit", unit, "contradicts the measure") for place, (unit, _measure) in enumerate(bad)]


def test_a_code_that_speaks_of_money_has_that_unit():
    codes = {"sales_thb_million": "THB million", "sales_thb_million_in_year": "THB", "budget_inr_crore": "INR lakh", "usd_billion": "USD billion",
             "farms_over_jpy100m": "products", "a_million_trees": "trees"}
    rows = [{"indicator": code, "name": code, "unit": unit, "measure": "amount" if unit[:3].isupper() else "total"} for code, unit in codes.items()]
    assert offenders("units_of_indicators", indicators=rows) == [
        ("budget_inr_crore", "unit", "INR lakh", "contradicts the code"), ("sales_thb_million_in_year", "unit", "THB", "contradicts the code")]


def event(key: str, **said) -> dict:
    return KNOWN | {"event_id": key, "programme_id": "ocop-fao", "title": key, "type": "launch", "level": "national", "format": "online"} | said


def test_a_region_is_a_region_and_that_of_the_country():
    assert offenders(
        "regions_of_rows",
        events=[event("E1", region="RAP", countries="GHA"),  # Ghana is in Africa
                event("E2", region="GHA", countries="GHA"),  # a country is no region
                event("E3", region="RAF", countries="GHA"), event("E4", region="RAP", countries="GHA", level="regional")],  # guests may come
        task_forces=[KNOWN | {"report_id": "T1", "body_id": "b", "level": "national task force", "region": "RAF", "iso3": "BTN", "name": "b",
                              "status": "planned"}],
        actions=[KNOWN | {"action_id": "A1", "statement": "s", "level": "national", "region": "RAP", "iso3": "BTN"}],
        milestones=[KNOWN | {"milestone_id": "M1", "on": "2024", "title": "t", "region": "RAP", "countries": "BTN;TGO"}]) == [
        ("E1", "region", "RAP", "contradicts the country"), ("E2", "region", "GHA", "is no region"),
        ("M1", "region", "RAP", "contradicts the country"), ("T1", "region", "RAF", "contradicts the country")]


def test_places_agree_with_the_place_above_and_only_countries_have_a_code():
    places = [*PLACES, {"place_id": "KEN", "kind": "country", "name": "Kenya", "iso3": "KEN", "region": "RAP", "parent_id": "RAF"},
              {"place_id": "d", "kind": "district", "name": "d", "iso3": "UGA"}, {"place_id": "MLI", "kind": "country", "name": "Mali"}]
    assert offenders("region_of_countries", places=places) == [("KEN", "region", "RAP", "contradicts the place above")]
    assert offenders("codes_of_countries", places=places) == [
        ("MLI", "iso3", None, "country without a code"), ("d", "iso3", "UGA", "code of no country")]


def test_a_claim_and_a_programme_keep_to_the_country_of_the_place():
    claim = KNOWN | {"programme_id": "gh", "place_id": "gh-n", "product": "p", "product_id": "p", "status": "identified"}
    tables = {"places": [*PLACES, *GHANA], "programmes": [KNOWN | {"programme_id": "gh", "name": "g", "country_iso3": "GHA"}],
              "place_products": [claim | {"claim_id": "C1", "iso3": "TGO"}, claim | {"claim_id": "C2", "iso3": "GHA"}, claim | {"claim_id": "C3"},
                                 claim | {"claim_id": "C4", "place_id": "BTN"}]}
    assert offenders("country_of_claims", **tables) == [("C1", "iso3", "TGO", "contradicts the place")]
    assert offenders("place_of_programmes", **tables) == [("C4", "place_id", "BTN", "place of another country")]


def report(key: str, **said) -> dict:
    return KNOWN | {"report_id": key, "fund_id": "F", "stage": "committed"} | said


def test_money_is_stated_once_in_each_currency_and_in_one_span():
    rows = [report("R1", amount="100", currency="USD", amount_usd="110"), report("R2", amount="5"),
            report("R3", amount="100", currency="EUR", amount_usd="110", ends_on="2023"),
            report("R4", starts_on="2024-01"), report("R5", starts_on="2023-06")]
    assert offenders("usd_of_amounts", fund_reports=rows) == [
        ("R1", "amount_usd", "110.0", "contradicts the amount"), ("R2", "amount_usd", None, "amount without a currency")]
    assert offenders("span_of_funds", fund_reports=rows) == [("R3", "ends_on", "2023", "ended before it began")]
    assert offenders("one_amount_per_fund", fund_reports=[*rows, report("R6", amount_usd="90")]) == [
        ("R6", "amount_usd", "90.0", "several amounts for one fund")]


def test_milestones_lead_from_the_baseline_to_the_target():
    plan = target(indicator="countries", baseline="2", baseline_on="2023", due_on="2026")
    steps = [step("2022", "2"),  # before the baseline
             step("2024-06", "4"), step("2024-12", "3"),  # goes back
             step("2025", "11"),  # beyond ten
             step("2027", "10")]  # after the due date
    assert offenders("plan_of_targets", indicators=INDICATORS, targets=[plan], target_milestones=steps) == [
        ("T, 2022", "on", "2022", "before the baseline"), ("T, 2024-12", "value", "3.0", "goes back"),
        ("T, 2025", "value", "11.0", "beyond the target"), ("T, 2027", "on", "2027", "after the due date")]


def test_a_target_that_falls_and_one_that_adds_have_their_own_way():
    falling = target(baseline="100", baseline_on="2023", due_on="2026")  # losses from 100 down to 10
    assert offenders("plan_of_targets", indicators=INDICATORS, targets=[falling], target_milestones=[step("2024", "60"), step("2025", "70")]) == [
        ("T, 2025", "value", "70.0", "goes back")]
    adding = target(indicator="countries", value="10", is_additional="true", baseline="5", due_on="2026")  # ten more than five
    assert offenders("plan_of_targets", indicators=INDICATORS, targets=[adding], target_milestones=[step("2024", "15"), step("2025", "16")]) == [
        ("T, 2025", "value", "16.0", "beyond the target")]


def claim(key: str, stage: str, shown: str, **said) -> dict:
    return KNOWN | {"claim_id": key, "programme_id": "ocop-fao", "iso3": "GHA", "stage": stage, "evidence_kind": "k", "shown_on": shown} | said


def test_stages_of_a_country_come_in_their_order():
    rows = [claim("M1", "applied", "2023-05-01"), claim("M2", "joined", "2023-02"), claim("M3", "named", "2025"),  # merely named, later: no stage
            claim("M4", "launched", "2023-05-01")]  # on the same day
    assert offenders("stages_of_members", members=rows) == [("M1", "shown_on", "2023-05-01", "stages go back")]


def test_a_summary_says_what_the_evidence_says():
    rows = [claim("M1", "joined", "2023", joined_on="2023", source_id="S-A"), claim("M2", "named", "2023", source_id="S-C"),
            claim("M3", "named", "2024", source_id="S-C")]
    summary = KNOWN | {"iso3": "GHA", "stage": "named"}
    assert offenders("summaries_of_members", members=rows, member_summaries=[summary | {"joined_on": "2023", "evidence_rows": "2"}]) == []
    assert offenders("summaries_of_members", members=rows, member_summaries=[summary | {"joined_on": "2022", "evidence_rows": "3"}]) == [
        ("GHA", "evidence_rows", "3", "differs from the evidence"), ("GHA", "joined_on", "2022", "differs from the evidence")]


def test_nothing_is_announced_after_it_was_held_or_reviewed_before_it_began():
    announced = [{"event_id": "E1", "starts_on": "2024-05-01", "known_on": day, "known_on_basis": "source", "source_id": source}
                 for day, source in (("2024-04", "S-A"), ("2024-05-01", "S-C"), ("2024-05-02", "S-D"))]
    assert offenders("announced_before_held", events=[event("E1", starts_on="2024-05-01")], announcements=announced) == [
        ("E1, S-D", "known_on", "2024-05-02", "after the event")]
    reviews = [KNOWN | {"review_id": key, "title": key, "kind": "k", "on": on, "period": period}
               for key, on, period in (("R1", "2024-05", "2024-H2"), ("R2", "2024-07-01", "2024-H2"), ("R3", "2024-12-31", "2025-H1"))]
    assert offenders("period_of_reviews", reviews=reviews) == [
        ("R1", "period", "2024-H2", "after the review"), ("R3", "period", "2025-H1", "after the review")]


def test_classes_and_cut_points_stand_in_order():
    band = KNOWN | {"programme_id": "p", "rule_set": "r", "meaning": "m"}
    assert offenders("star_scores", star_classes=[band | {"class_id": "C1", "stars": "3", "min_score": "60", "max_score": "50"},
                                                  band | {"class_id": "C2", "stars": "4", "min_score": "70", "max_score": "70"}]) == [
        ("C1", "max_score", "50", "below the lowest score")]
    rule = {"name": "n", "on_track_from": "0.9", "at_risk_from": "0.6", "is_default": "false", "origin": "o"}
    crossed = [rule | {"rule_id": "a", "is_default": "true"}, rule | {"rule_id": "b", "at_risk_from": "0.95"}]
    assert offenders("status_cuts", status_rules=crossed) == [
        ("b", "at_risk_from", "0.95", "above the better class")]
    assert offenders("status_cuts", status_rules=[rule | {"rule_id": "a"}, rule | {"rule_id": "b"}]) == [
        ("a", "is_default", "false", "not one default"), ("b", "is_default", "false", "not one default")]


def test_a_product_group_is_named_once():
    rows = [{"product_id": key, "name": name, "category": "forest", "category_basis": "none"}
            for key, name in (("a", "Honey"), ("b", "honey"), ("c", "Wax"))]
    assert offenders("names_of_products", products=rows) == [("b", "name", "honey", "product named twice")]
    curly = [rows[0] | {"product_id": key, "name": name} for key, name in (("a", "Nun's  grass"), ("b", "Nun\u2019s grass"), ("c", "Nuns grass"))]
    assert [row[0] for row in offenders("names_of_products", products=curly)] == ["b"]
