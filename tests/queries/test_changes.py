"""One engine of change: every screen shows a part of one list, and the list is the difference of the registers on two days."""

import random
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from ocop import queries
from ocop.filters import Filters
from tests.small import small_store

BEFORE, DAY = date(2025, 1, 1), date(2025, 8, 1)
SOURCE = {"known_on_basis": "source", "source_id": "S-A"}
INDICATORS = [{"indicator": "countries_joined", "name": "Countries", "unit": "countries", "measure": "total", "direction": "up"}]
PRODUCTS = [{"product_id": "cocoa", "name": "cocoa", "category": "field-crop"}]
FIGURE = {"figure_id": "F1", "programme_id": "ocop-fao", "indicator": "countries_joined", "place_id": "WORLD", "on": "2024-01-01",
          "value": "59", "qualifier": "eq", "known_on": "2024-02-01", **SOURCE}
CLAIM = {"claim_id": "C1", "programme_id": "ocop-fao", "iso3": "GHA", "stage": "named", "shown_on": "2024-01-01", "known_on": "2024-02-01", **SOURCE}
PRODUCT = {"claim_id": "P1", "programme_id": "ocop-fao", "place_id": "GHA", "iso3": "GHA", "product": "cocoa", "product_id": "cocoa",
           "evidence_strength": "stated", "status": "named", "seen_on": "2024-01-01", "known_on": "2024-02-01", **SOURCE}
BODY = {"report_id": "T1", "body_id": "B1", "level": "national task force", "iso3": "GHA", "name": "Force", "status": "planned",
        "known_on": "2024-02-01", **SOURCE}
EVENT = {"programme_id": "ocop-fao", "event_id": "E1", "title": "Launch", "type": "launch", "level": "national", "region": "RAF",
         "countries": "GHA", "format": "virtual", "starts_on": "2024-03-01", "known_on": "2024-04-01", **SOURCE}
FUND = {"report_id": "FR1", "fund_id": "FU1", "stage": "pledged", "amount": "1000", "currency": "USD", "amount_usd": "1000",
        "countries": "GHA;BTN", "known_on": "2024-02-01", **SOURCE}
ACTION = {"action_id": "A1", "statement": "Hold a fair", "priority_area": "1", "due_on": "2026-06-30", "level": "national", "iso3": "GHA",
          "known_on": "2024-02-01", **SOURCE}
DECISION = {"decision_id": "D1", "review_id": "RV-1", "priority_area": "1", "decision": "Go on", "known_on": "2024-02-01", **SOURCE}
OTHERS = {"indicators": INDICATORS, "products": PRODUCTS, "funds": [{"fund_id": "FU1", "project": "Seeds", "donor": "FAO"}],
          "reviews": [{"review_id": "RV-1", "title": "Review", "on": "2024-02-01", "known_on": "2024-02-01", **SOURCE}]}
SCREENS = ("overview/changes", "review/changes", "priorities/changes", "task_forces/changes")


def told(choice=None, start=BEFORE, end=DAY, **tables):
    """(kind, sentence) of every change of a few rows."""
    store = small_store(**{**OTHERS, **tables})
    rows = queries.run(store, "review/changes", Filters(as_of=end, compare_with=start, **(choice or {}))).rows
    return [(row["kind"], row["sentence"]) for row in rows]


def later(row, **cells):
    """The same key again, known in the period: a correction, or with `is_withdrawn` a withdrawal."""
    return [row, {**row, "known_on": "2025-03-05", **cells}]


@pytest.mark.parametrize(("table", "rows", "sentence"), [
    ("figures", later(FIGURE, value="95"), "Countries: 95 countries, corrected from 59 (corrected on 5 March 2025)"),
    ("figures", later(FIGURE, wording="now with its words"), "Countries: what the record says of it was corrected (corrected on 5 March 2025)"),
    ("members", later(CLAIM, shown_on="2023-12-01"), "Ghana: what the record says of it was corrected (corrected on 5 March 2025)"),
    ("place_products", later(PRODUCT, product="cocoa beans"),
     "Ghana: what the record says of cocoa as a product was corrected (corrected on 5 March 2025)"),
    ("task_forces", later(BODY, status="established"), "Force: established, corrected from planned (corrected on 5 March 2025)"),
    ("events", later(EVENT, starts_on="2024-03-02"), "Launch: 2 March 2024, corrected from 1 March 2024 (corrected on 5 March 2025)"),
    ("events", later(EVENT, title="Launch"), "Launch: what the record says of it was corrected (corrected on 5 March 2025)"),
    ("fund_reports", later(FUND, amount="2000", amount_usd="2000"), "Seeds: USD 2,000, corrected from USD 1,000 (corrected on 5 March 2025)"),
    ("actions", later(ACTION, due_on="2026-12-31"),
     "Hold a fair: due 31 December 2026, corrected from 30 June 2026 (corrected on 5 March 2025)"),
    ("review_decisions", later(DECISION, decision="Go on"), "Go on: what the record says of it was corrected (corrected on 5 March 2025)")])
def test_a_correction_is_one_change_with_the_day_on_which_it_became_known(table, rows, sentence):
    assert told(**{table: rows}) == [("corrected", sentence)]


BACK = "taken back between 1 January 2025 and 1 August 2025"


@pytest.mark.parametrize(("table", "rows", "sentence"), [
    ("figures", later(FIGURE, is_withdrawn="true"), f"Countries: 59 countries no longer on record ({BACK})"),
    ("figures", [{**FIGURE, "figure_id": "F0", "value": "50", "on": "2023-01-01", "known_on": "2023-02-01"}, *later(FIGURE, is_withdrawn="true")],
     f"Countries: 59 countries no longer on record; 50 stands again ({BACK})"),
    ("members", later(CLAIM, is_withdrawn="true"), f"Ghana: no longer on record ({BACK})"),
    ("members", [{**CLAIM, "claim_id": "C0", "stage": "participant"}, *later(CLAIM, is_withdrawn="true")],   # what stays is weaker
     f"Ghana: no longer named, but participant ({BACK})"),
    ("members", [{**CLAIM, "claim_id": "C0"}, *later(CLAIM, is_withdrawn="true")], f"Ghana: a statement on it was taken back ({BACK})"),
    ("place_products", later(PRODUCT, is_withdrawn="true"), f"Ghana: cocoa no longer on record as a product ({BACK})"),
    ("task_forces", later(BODY, is_withdrawn="true"), f"Force: no longer on record ({BACK})"),
    ("events", later(EVENT, is_withdrawn="true"), f"Launch: no longer on record ({BACK})"),
    ("fund_reports", later(FUND, is_withdrawn="true"), f"Seeds: no longer on record ({BACK})"),
    ("actions", later(ACTION, is_withdrawn="true"), f"Hold a fair: no longer on record ({BACK})"),
    ("review_decisions", later(DECISION, is_withdrawn="true"), f"Go on: no longer on record ({BACK})")])
def test_a_withdrawal_is_one_change(table, rows, sentence):
    assert told(**{table: rows}) == [("withdrawn", sentence)]


@pytest.mark.parametrize(("tables", "kind", "sentence"), [
    ({"place_products": [PRODUCT, {**PRODUCT, "claim_id": "P2", "status": "dropped", "seen_on": "2025-02-01", "known_on": "2025-02-03"}]},
     "product dropped", "Ghana: cocoa moved from named to dropped (1 February 2025)"),
    ({"task_forces": [BODY, {**BODY, "report_id": "T2", "status": "dropped", "known_on": "2025-02-01"}]},
     "body moved", "Force: moved from planned to dropped (1 February 2025)"),
    ({"task_forces": [BODY, {**BODY, "report_id": "T2", "known_on": "2025-02-01"}]},
     "body reported", "Force: a further report, still planned (1 February 2025)"),
    ({"actions": [ACTION], "action_reports": [
        {"report_id": "R1", "action_id": "A1", "status": "dropped", "on": "2025-02-01", "known_on": "2025-02-03", **SOURCE}]},
     "action dropped", "Dropped: Hold a fair (1 February 2025)"),
    ({"actions": [{**ACTION, "known_on": "2025-02-01"}]}, "action promised", "Promised for 30 June 2026: Hold a fair (1 February 2025)"),
    ({"fund_reports": [FUND, {**FUND, "report_id": "FR2", "known_on": "2025-02-01"}]},
     "money reported", "Seeds: a further report, USD 1,000 from FAO, still pledged (1 February 2025)"),
    ({"members": [{**CLAIM, "stage": "participant", "known_on": "2025-02-01"}]},     # seen at an event long before
     "country traced", "Ghana has a public trace: participant (newly on record, from 1 January 2024)"),
    ({"place_products": [{**PRODUCT, "place_id": "RAF", "iso3": "", "seen_on": "2025-02-01", "known_on": "2025-02-01"}]},  # no country named
     "product added", "Africa: cocoa is named as a product (1 February 2025)"),
    ({"events": [{**EVENT, "starts_on": "2025-09-01", "known_on": "2025-02-01"}]},
     "event announced", "Announced: Launch, virtual (planned for 1 September 2025)"),
    ({"review_decisions": [{**DECISION, "known_on": "2025-02-01"}]}, "decision taken", "Decided: Go on (newly on record, from 1 February 2024)")])
def test_what_leaves_the_counts_and_what_only_became_known_is_a_change_too(tables, kind, sentence):
    assert told(**tables) == [(kind, sentence)]


@pytest.mark.parametrize(("choice", "count"), [({}, 3), ({"regions": ("RAF",)}, 3), ({"regions": ("RAP",)}, 2), ({"countries": ("BTN",)}, 2),
                                               ({"countries": ("TGO",)}, 0), ({"regions": ("RAP",), "countries": ("GHA",)}, 0)])
def test_one_rule_says_to_whom_a_change_belongs_on_every_screen(choice, count):
    store = small_store(**OTHERS, members=[{**CLAIM, "known_on": "2025-02-01"}],                       # Ghana's
                        fund_reports=[{**FUND, "known_on": "2025-02-01"}],                             # names Ghana and Bhutan
                        events=[{**EVENT, "region": "", "level": "global", "countries": "", "participant_countries": "GHA;BTN",
                                 "known_on": "2025-02-01"}])                                           # both took part
    filters = Filters(as_of=DAY, compare_with=BEFORE, **choice)
    assert len(queries.run(store, "review/changes", filters).rows) == count
    assert sum(row["count"] for row in queries.run(store, "overview/changes", filters).rows) == count


# the shipped record

REGISTERS = {"figure": "reported_as_of", "country": "stages_as_of", "product": "every_product_as_of", "body": "every_body_as_of",
             "event": "events_as_of", "fund": "funds_as_of", "action": "actions_as_of"}
KEYS = {"figure": "concat_ws(' ', indicator, place_id, category, scope)", "country": "iso3", "product": "home || ' ' || product_id",
        "body": "body_id", "event": "event_id", "fund": "fund_id", "action": "action_id"}
SHOWN = {"figure": "value::varchar || qualifier", "country": "stage_name(rank)", "product": "status || evidence_strength", "body": "status",
         "event": "state", "fund": "stage || coalesce(amount_usd::varchar, '')", "action": "status"}


def pairs():
    """300 pairs of days with a choice of regions or countries, the same at every run: far, close, one day apart."""
    chance, first, last = random.Random(20250801), date(2021, 8, 1), date(2026, 11, 26)
    days = (last - first).days
    for number in range(300):
        start = first + timedelta(chance.randrange(days))
        end = min(last, start + timedelta(chance.choice((1, 7, 60, 400, days))))
        choice = ({}, {"regions": (chance.choice(("RAF", "RAP", "REU", "RLC", "RNE")),)},
                  {"countries": (chance.choice(("GHA", "LBR", "BGD", "TTO", "EGY", "UZB")),)})[number % 3]
        yield Filters(as_of=end, compare_with=start, **choice)


PAIRS = list(pairs())


@pytest.fixture(scope="module")
def whole(record):
    """For each of the 300 pairs the counts of all changes by kind, then those that happened: one statement for all."""
    counts = defaultdict(lambda: (Counter(), Counter()))
    days = {"ends": [pair.as_of for pair in PAIRS], "starts": [pair.compare_with for pair in PAIRS]}
    for name, choice in (("regions", "[chosen_region], []"), ("countries", "[], [chosen_country]"), ("", "[], []")):
        chosen = {"regions": [(pair.regions or ("",))[0] for pair in PAIRS], "countries": [(pair.countries or ("",))[0] for pair in PAIRS]}
        numbers = [number for number, pair in enumerate(PAIRS) if (("regions" if pair.regions else "countries" if pair.countries else "") == name)]
        for number, kind, count, happened in record.ask(
                f"""select number, kind, count(*), count(*) filter (where how_known = 'happened in the period')
                    from (select unnest($numbers) as number, unnest($ends) as day, unnest($starts) as since, unnest($regions) as chosen_region,
                                 unnest($countries) as chosen_country) as pairs,
                        lateral (from recorded_changes(day, since, {choice}, []))
                    group by all""",
                {"numbers": numbers, **{key: [values[number] for number in numbers] for key, values in {**days, **chosen}.items()}})[1]:
            counts[number][0][kind], counts[number][1][kind] = count, happened
    return counts


def test_every_screen_shows_a_part_of_one_list_on_300_pairs_of_days(record, whole):
    for turn, number in enumerate(random.Random(4).sample(range(300), 80)):   # each screen on twenty of the pairs
        name, filters = SCREENS[turn % 4], PAIRS[number]
        (kinds, happened), rows = whole[number], queries.run(record, name, filters).rows
        if name == "overview/changes":
            assert {row["kind"]: (row["count"], row["happened"]) for row in rows} == {kind: (kinds[kind], happened[kind]) for kind in kinds}, filters
            assert not rows or rows[0]["changes"] == sum(kinds.values())
        elif name == "review/changes":
            assert Counter(row["kind"] for row in rows) == kinds and sum(row["is_news"] for row in rows) == sum(happened.values()), filters
        elif name == "priorities/changes":
            own = Counter(row["change"] for row in rows)
            assert (own["reported done"], own["newly past due"] + own["on record, already past due"], own["progress reported"],
                    own["newly on record"]) == tuple(kinds[f"action {kind}"] for kind in ("done", "past due", "under way", "promised")), filters
        else:
            assert Counter(row["kind"] for row in rows) == {kind: kinds[kind] for kind in ("body moved", "body reported") if kinds[kind]}, filters
    assert {"figure reported", "country named", "country joined", "country traced", "product added", "body moved", "body reported", "event held",
            "event announced", "money reported", "action done", "action past due", "action under way", "action promised", "decision taken"} <= {
                kind for kinds, _happened in whole.values() for kind in kinds}


@pytest.fixture(scope="module")
def registers(record):
    """What each register says on each day of the 300 pairs, read with the macros that screens read it with."""
    days = sorted({day for pair in PAIRS for day in (pair.as_of, pair.compare_with)})
    return {subject: {day: dict(zip(keys or [], words or [], strict=True)) for day, keys, words in record.ask(
        f"""select day, list({KEYS[subject]}), list({SHOWN[subject]})
            from (select unnest($days) as day) as days, lateral (from {macro}(day) as rows where {"is_own" if subject == "action" else "true"})
            group by day""", {"days": days})[1]}
            for subject, macro in REGISTERS.items()}


@pytest.mark.parametrize("subject", list(REGISTERS))
def test_the_list_is_the_difference_of_the_registers(record, registers, subject):
    """Whatever a register says otherwise on the later day has one row, by its key; a change without a difference is a further report."""
    found = defaultdict(list)
    for number, key in record.ask(
            """select number, key
               from (select unnest($numbers) as number, unnest($ends) as day, unnest($starts) as since) as pairs,
                   lateral (from recorded_changes(day, since, [], [], [$subject]))""",
            {"numbers": list(range(300)), "ends": [pair.as_of for pair in PAIRS], "starts": [pair.compare_with for pair in PAIRS],
             "subject": subject})[1]:
        found[number].append(key)
    for number, pair in enumerate(PAIRS):
        now, old = registers[subject].get(pair.as_of, {}), registers[subject].get(pair.compare_with, {})
        different = {key for key in now.keys() | old.keys() if now.get(key) != old.get(key)}
        assert len(found[number]) == len(set(found[number])) and different <= set(found[number]), pair
        assert subject in ("body", "fund", "action", "figure") or different == set(found[number]), pair


def test_the_registers_that_are_laid_down_say_on_any_day_what_the_macros_say(record, registers):
    shown = {"figure": "value::varchar || qualifier", "product": "status || strength", "fund": "status || coalesce(amount_usd::varchar, '')"}
    for subject, by_day in registers.items():
        days = sorted({day for pair in PAIRS for day in (pair.as_of, pair.compare_with)})
        laid = {day: dict(zip(keys, words, strict=True)) for day, keys, words in record.ask(
            f"""select day, list(key), list({shown.get(subject, 'status')})
                from (select unnest($days) as day) as days, lateral (from register_on(day, [$subject])) group by day""",
            {"days": days, "subject": subject})[1]}
        assert laid == by_day, subject


@pytest.mark.parametrize(("start", "end", "choice", "counts"), [
    # counted from the received files: a fund of "2023-06" becomes known on 1 June
    (date(2023, 5, 31), date(2023, 6, 1), {}, {"money reported": 1}),
    # a training that names Trinidad and Tobago, and a fund for it
    (date(2022, 12, 30), date(2023, 7, 19), {"regions": ("RLC",)}, {"event held": 1, "money reported": 1})])
def test_days_on_which_something_became_known(record, start, end, choice, counts):
    rows = queries.run(record, "overview/changes", Filters(compare_with=start, as_of=end, **choice)).rows
    assert {row["kind"]: row["count"] for row in rows} == counts


def test_tiles_and_attribution_count_what_the_list_tells(record):
    for number in range(0, 300, 15):     # pairs without a choice
        pair = PAIRS[number]
        rows = queries.run(record, "review/changes", pair).rows
        named = [row for row in rows
                 if row["kind"] in ("country named", "country joined") and row["status_before"] in (None, "participant", "indirect")]
        tile = queries.run(record, "overview/countries", pair).rows[0]
        assert tile["on_record"] - tile["on_record_before"] == len(named), pair
        assert [row["newly_named"] for row in queries.run(record, "review/attribution", pair).rows if row["what"].startswith("Countries")] in (
            [], [len(named)]), pair
        held = queries.run(record, "overview/events", pair).rows[0]
        assert (held["value"] or 0) - (held["before"] or 0) == sum(row["kind"] == "event held" for row in rows), pair
