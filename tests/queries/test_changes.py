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
     "country traced", "Ghana appears in public sources: participant (newly on record, from 1 January 2024)"),
    ({"place_products": [{**PRODUCT, "place_id": "RAF", "iso3": "", "seen_on": "2025-02-01", "known_on": "2025-02-01"}]},  # no country named
     "product added", "Africa: cocoa is named as a product (1 February 2025)"),
    ({"events": [{**EVENT, "starts_on": "2025-09-01", "known_on": "2025-02-01"}]},
     "event announced", "Announced: Launch, virtual (planned for 1 September 2025)"),
    ({"events": [{**EVENT, "format": "unknown", "starts_on": "2025-03-01", "known_on": "2025-02-01"}]},   # nobody reported it since
     "event held", "Launch: its announced day has passed, and none of its sources is later (1 March 2025)"),
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
REGION = "picked(chosen_regions, region) and picked(chosen_countries, iso3)"
OF_A_CHOICE = {  # what of each register a screen shows for a choice, as its pages ask for it
    "figure": "(from reported_as_of(day) join places using (place_id) where " + REGION + ")",
    "country": "(from stages_as_of(day) where " + REGION + ")",
    "product": "(from every_product_as_of(day) where " + REGION + ")",
    "body": "(from every_body_as_of(day) where " + REGION + ")",
    "event": "events_of(day, chosen_regions, chosen_countries)", "fund": "funds_of(day, chosen_regions, chosen_countries)",
    "action": "(from actions_as_of(day) where is_own and picked(chosen_regions, home_region) and picked(chosen_countries, iso3))"}


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


SIDES = """(select unnest($numbers) as number, unnest($ends) as chosen_day, unnest($starts) as chosen_since,
                  unnest($regions::varchar[][]) as chosen_regions, unnest($countries::varchar[][]) as chosen_countries) as pairs"""
WORDS = {"$as_of": "chosen_day", "$compare_with": "chosen_since", "$regions": "chosen_regions", "$countries": "chosen_countries"}
TILES = ("overview/countries", "overview/events", "review/attribution", "overview/task_forces", "review/progress_national")


def asked_of_all(store, sql):
    """The rows of a statement by number of the pair: one statement for fifty pairs. `sql` is a FROM clause that names the columns of SIDES."""
    found = defaultdict(list)
    for first in range(0, 300, 50):
        some = PAIRS[first:first + 50]
        names, rows = store.ask(f"select number, told.* from {SIDES}, lateral ({sql}) as told", {
            "numbers": list(range(first, first + 50)), "ends": [pair.as_of for pair in some], "starts": [pair.compare_with for pair in some],
            "regions": [list(pair.regions) for pair in some], "countries": [list(pair.countries) for pair in some]})
        for number, *cells in rows:
            found[number].append(dict(zip(names[1:], cells, strict=True)))
    return found


@pytest.fixture(scope="module")
def screens(record):
    """What the files of the screens say of each of the 300 pairs: the text of each file, asked of all pairs at once."""
    def of_pairs(sql):
        for word, column in WORDS.items():
            sql = sql.replace(word, column)
        return asked_of_all(record, sql)
    return {name: of_pairs(queries.read(name).sql) for name in (*SCREENS, *TILES)}


@pytest.fixture(scope="module")
def listed(record):
    """The keys of all recorded changes of each of the 300 pairs, by subject."""
    found = defaultdict(lambda: defaultdict(list))
    for number, rows in asked_of_all(
            record, "select subject, key from recorded_changes(chosen_day, chosen_since, chosen_regions, chosen_countries, [])").items():
        for row in rows:
            found[number][row["subject"]].append(row["key"])
    return found


def test_every_screen_shows_a_part_of_one_list_on_300_pairs_of_days(screens, listed):
    """Overview, priorities and task forces say of each pair what the review says, row by row; and the review says what the engine says."""
    kinds = Counter()
    for number, pair in enumerate(PAIRS):
        review, overview, actions, bodies = (screens[name][number] for name in ("review/changes", "overview/changes", "priorities/changes",
                                                                                "task_forces/changes"))
        kinds.update(row["kind"] for row in review)
        by_subject = Counter(row["kind_place"] for row in review)
        assert by_subject == Counter({place: len(listed[number][subject]) for place, subject in enumerate(
            ("figure", "country", "product", "body", "event", "fund", "target", "action"), 1) if listed[number][subject]} | (
                {None: len(listed[number]["decision"])} if listed[number]["decision"] else {})), pair
        assert {row["kind"]: (row["count"], row["happened"]) for row in overview} == {
            kind: (count, sum(row["is_news"] for row in review if row["kind"] == kind))
            for kind, count in Counter(row["kind"] for row in review).items()}, pair
        assert not overview or (overview[0]["changes"], overview[0]["happened_in_all"]) == (len(review), review[0]["happened"]), pair
        assert same(actions, [row for row in review if row["kind_place"] == 8], what="statement"), pair
        assert same(bodies, [row for row in review if row["kind_place"] == 4], what="body"), pair
    assert {"figure reported", "country named", "country joined", "country traced", "product added", "body moved", "body reported", "event held",
            "event announced", "money reported", "action done", "action past due", "action under way", "action promised",
            "decision taken"} <= kinds.keys()


def same(part, of_review, what):
    """Whether a screen tells the same changes as the review: what, its status on both days, how it is known and who says so."""
    def told(rows, name):
        return sorted([str(row[key]) for key in (name, "status_before", "status", "how_known", "source_id")] for row in rows)
    return told(part, what) == told(of_review, "what")


def test_a_screen_asks_for_one_pair_what_was_asked_for_all(record, screens):
    for turn, number in enumerate(random.Random(4).sample(range(300), 12)):
        name = (*SCREENS, *TILES)[turn % 9]
        rows = queries.run(record, name, PAIRS[number]).rows
        assert [row | {"sentence": ""} for row in rows] == [row | {"sentence": ""} for row in screens[name][number]], (name, PAIRS[number])


@pytest.mark.parametrize("subject", list(OF_A_CHOICE))
def test_the_list_of_a_choice_is_the_difference_of_what_its_registers_show(record, listed, subject):
    """For every region and country: what a register shows otherwise on the later day is a change, by its key, and nothing else is."""
    shown = [{number: {row["key"]: row["shown"] for row in rows} for number, rows in asked_of_all(
        record, f"select {KEYS[subject]} as key, {SHOWN[subject]} as shown from {OF_A_CHOICE[subject].replace('day', side, 1)} as rows").items()}
        for side in ("chosen_day", "chosen_since")]
    for number, pair in enumerate(PAIRS):
        now, old = (side.get(number, {}) for side in shown)
        different = {key for key in now.keys() | old.keys() if now.get(key) != old.get(key)}
        keys = listed[number][subject]
        assert len(keys) == len(set(keys)) and different <= set(keys) <= now.keys() | old.keys(), pair
        assert subject in ("body", "fund", "action", "figure") or different == set(keys), pair


@pytest.fixture(scope="module")
def registers(record):
    """What each register says on each day of the 300 pairs, read with the macros that screens read it with."""
    days = sorted({day for pair in PAIRS for day in (pair.as_of, pair.compare_with)})
    return {subject: {day: dict(zip(keys or [], words or [], strict=True)) for day, keys, words in record.ask(
        f"""select day, list({KEYS[subject]}), list({SHOWN[subject]})
            from (select unnest($days) as day) as days, lateral (from {macro}(day) as rows where {"is_own" if subject == "action" else "true"})
            group by day""", {"days": days})[1]}
            for subject, macro in REGISTERS.items()}


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


def test_tiles_and_attribution_count_what_the_list_tells(screens):
    for number, pair in enumerate(PAIRS):
        rows = screens["review/changes"][number]
        (tile,), (events,) = screens["overview/countries"][number], screens["overview/events"][number]
        named = [row for row in rows
                 if row["kind"] in ("country named", "country joined") and row["status_before"] in (None, "participant", "indirect")]
        assert tile["on_record"] - tile["on_record_before"] == len(named), pair
        assert (events["value"] or 0) - (events["before"] or 0) == sum(row["kind"] == "event held" for row in rows), pair
        (forces,), moved = screens["overview/task_forces"][number], screens["task_forces/changes"][number]
        assert (forces["value"] or 0) - (forces["before"] or 0) == sum(
            (row["status"] == "established") - (row["status_before"] == "established")
            for row in moved if row["level"] == "national task force"), pair
        if not pair.countries:   # the attribution refuses to speak of countries
            told = [row["newly_named"] for row in screens["review/attribution"][number] if row["what"].startswith("Countries")]
            assert told in ([], [len(named)]), pair


def test_progress_is_what_the_list_says_happened_in_the_period(record, screens):
    """New products and bodies that moved: the same ones; events: none that the list does not tell as having happened."""
    steps, some = Counter(), set(random.Random(9).sample(range(300), 20))
    for number, pair in enumerate(PAIRS):
        news = [row for row in screens["review/changes"][number] if row["is_news"]]
        progress = screens["review/progress_national"][number]
        bodies = {"national task force", "national arrangement"}
        if number in some:      # asked one by one
            progress, bodies = progress + queries.run(record, "review/progress_regional", pair).rows, bodies | {"regional organizing group"}
        told = {kind: Counter(row["what"] for row in progress if row["kind"] == kind) for kind in ("product", "body", "event")}
        moved = [row for row in screens["task_forces/changes"][number]
                 if row["kind"] == "body moved" and row["how_known"] == "happened in the period" and row["level"] in bodies]
        assert told["product"] == Counter(row["what"] for row in news if row["kind"] == "product added" and row["iso3"]), pair
        assert told["body"] == Counter(row["body"] for row in moved), pair
        assert told["event"] <= Counter(row["what"] for row in news if row["kind"] == "event held"), pair
        steps.update({kind: sum(counts.values()) for kind, counts in told.items()})
    assert min(steps.values()) > 20, steps
