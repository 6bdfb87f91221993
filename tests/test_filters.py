"""The reader's choice: link words and codes that stay, values that do not exist told, both days always set."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from ocop import filters
from ocop.filters import Filters
from tests.small import small_store


def test_a_link_and_its_filters_are_one(record):
    words = {"region": ["RAF", "RNE"], "country": ["BGD"], "category": ["field-crop"], "as_of": ["2025-07-31"], "compare_with": ["2024-12-31"]}
    chosen, notices = filters.parse(record, words)
    assert chosen == Filters(("RAF", "RNE"), ("BGD",), ("field-crop",), date(2025, 7, 31), date(2024, 12, 31))
    assert (chosen.words(), notices) == (words, [])


def test_nothing_chosen_is_an_empty_link(record):
    assert filters.parse(record, {}) == (Filters(), [])
    assert Filters().words() == {}


@pytest.mark.parametrize(("word", "value"), [
    ("region", "XYZ"), ("region", "Africa"), ("region", "raf"), ("region", " RAF "), ("region", "RAF,REU"), ("region", "RAF REU"),
    ("region", "A\x00"), ("region", "ＲＡＦ"), ("region", "RAF\n"), ("region", "ALL"), ("region", "\ufffd\x00"), ("region", "\ud83d\ude00"),
    ("region", "; DROP TABLE members"), ("country", "BD"), ("country", "bgd"), ("country", "050"), ("country", "Bangladesh"),
    ("country", "' OR 1=1--"), ("country", "BGD\u200b"), ("category", "fruit"), ("category", "Field-crop"), ("category", "Field crops"),
    ("as_of", "31/07/2025"), ("as_of", "9999-99-99"), ("as_of", "2025-7-1"), ("as_of", "20250701"), ("as_of", "2025-W10-1"), ("as_of", "2025-182"),
    ("as_of", "２０２５-０７-０１"), ("as_of", "2025-07-01 "), ("as_of", "2025-07-01T00:00"), ("as_of", "2025-02-30"), ("as_of", "2025-07"),
    ("as_of", "0000-01-01"), ("as_of", "-025-07-01"), ("as_of", "٢٠٢٥-٠٧-٠١"), ("compare_with", "yesterday"), ("compare_with", "2025-W01-1")])
def test_only_the_documented_form_is_read_and_every_other_is_told(record, word, value):
    chosen, notices = filters.parse(record, {word: [value]})
    assert chosen == Filters()
    assert len(notices) == 1 and repr(value)[1:-1][:10] in notices[0]


@pytest.mark.parametrize("word", filters.WORDS)
def test_a_word_without_a_value_is_told(record, word):
    chosen, notices = filters.parse(record, {word: [""]})
    assert chosen == Filters() and len(notices) == 1 and "The link asks for" in notices[0]


@pytest.mark.parametrize(("word", "value", "advice"), [
    ("region", "raf", "Did you mean RAF?"), ("region", "ＲＡＦ", "Did you mean RAF?"), ("region", "Africa", "Did you mean RAF?"),
    ("region", "RAF,REU", "Write the word once for each: region=RAF&region=REU."), ("region", "?", "Codes are RAF, RAP, REU, RLC, RNE."),
    ("country", "Bangladesh", "Did you mean BGD?"), ("country", "?", "Codes are the three letters of ISO 3166-1, as BGD."),
    ("category", "Field crops", "Did you mean field-crop?"),
    ("region", "RAF,RAP;REU/RLC RNE", "region=RAF&region=RAP&region=REU&region=RLC&region=RNE."),  # none is lost
    ("country", "BGD\tGHA", "country=BGD&country=GHA."), ("country", "Kenya、GHA and Korea, Rep.", "country=KEN&country=GHA&country=KOR."),
    ("country", "Ivory Coast", "Did you mean CIV?"), ("country", "404", "Did you mean KEN?"), ("country", "CH", "Did you mean CHE?"),
    ("country", "TWN", "as BGD."), ("country", "ZAR", "as BGD."), ("country", "GRL", "as BGD."),  # near to TUN, ZAF and IRL by letters alone
    ("country", "BGD/XXX", "as BGD."), ("country", "all,KEN", "as BGD."), ("region", "RAF\u200b", "Did you mean RAF?"),
    ("category", "unclassified,", "Did you mean unclassified?"),
    ("region", "Europe", "Did you mean REU?"), ("region", "Latin America", "Did you mean RLC?"),
    ("region", "Pacifica", "Did you mean RAP?"),  # and not RAF
    ("region", "Asia", "It may mean RAP, REU: write one of them."), ("region", "Sub-Saharan Africa", "Did you mean RAF?"),
    ("country", "Korea", "It may mean KOR, PRK: write one of them."), ("country", "Taiwan", "as BGD."),  # alike to Thailand, and not it
    ("country", "Africa", "That is a region: write region=RAF."), ("region", "Bangladesh", "That is a country: write country=BGD."),
    ("region", "field-crop", "That is a product type: write category=field-crop."),
    ("category", "crops", "Did you mean field-crop?"), ("category", "Forest products", "Did you mean forest?")])
def test_the_form_that_was_meant_is_proposed_and_never_taken(record, word, value, advice):
    assert filters.parse(record, {word: [value]})[1][0].endswith(advice)


@pytest.mark.parametrize(("word", "advice"), [
    ("regoin", "Did you mean region?"), ("Region", "Did you mean region?"), ("as-of", "Did you mean as_of?"), ("countries", "Did you mean country?"),
    ("utm_source", "Words are region, country, category, as_of, compare_with."), ("", "Words are"), ("\x00", "Words are")])
def test_a_word_that_does_not_exist_is_told_with_the_nearest_that_does(record, word, advice):
    chosen, notices = filters.parse(record, {word: ["RAF"], "country": ["BGD"]})
    assert chosen == Filters(countries=("BGD",))
    assert len(notices) == 1 and repr(word) in notices[0] and advice in notices[0]


def test_good_values_survive_beside_a_bad_one_and_a_repeated_one_is_told(record):
    chosen, notices = filters.parse(record, {"region": ["RAF", "XYZ", "RAF"]})
    assert chosen.regions == ("RAF",)
    assert ["XYZ" in notices[0], notices[1:]] == [True, ["The link asks for region RAF more than once; each counts once."]]


def test_a_thousand_values_do_no_harm_and_their_number_is_told(record):
    chosen, notices = filters.parse(record, {"region": ["RAF"] + [f"X{number}" for number in range(1000)], "country": ["BGD"] * 1000})
    assert (chosen.regions, chosen.countries, len(notices)) == (("RAF",), ("BGD",), 7)
    assert notices[5] == "The link has 995 more values of region that do not exist; they were left out."


def test_every_country_that_exists_may_be_chosen_at_once(record):
    everywhere = list(filters.known_codes(record)["country"])
    chosen, notices = filters.parse(record, {"country": everywhere})
    assert (list(chosen.countries), notices) == (everywhere, []) and len(everywhere) > 190


def test_all_is_no_choice_and_beside_a_code_it_is_told(record):
    assert filters.parse(record, {"region": ["all"], "country": ["all"], "category": ["all"]}) == (Filters(), [])
    chosen, notices = filters.parse(record, {"country": ["all", "BGD"]})
    assert chosen.countries == ("BGD",) and len(notices) == 1


@pytest.mark.parametrize(("values", "taken"), [
    (["2025-07-31", "2025-08-01"], None),  # two days: either would be a guess
    (["2025-07-31", "yesterday"], None), (["2025-07-31", ""], None), (["2025-07-31", "2025-07-31"], date(2025, 7, 31))])
def test_more_than_one_day_for_one_word_is_told(record, values, taken):
    chosen, notices = filters.parse(record, {"as_of": values})
    assert chosen.as_of == taken and len(notices) == 1


@pytest.mark.parametrize(("day", "taken"), [("2026-11-26", True), ("2026-11-27", False), ("2030-01-01", False), ("9999-12-31", False)])
@pytest.mark.parametrize("word", filters.DAYS)
def test_a_day_after_the_record_is_told_and_left_out(record, word, day, taken):
    chosen, notices = filters.parse(record, {word: [day]})
    assert (chosen == Filters()) is not taken
    assert notices == ([] if taken else [f"The link asks for {word} {day}, but the record ends on 26 November 2026: nothing is known of a "
                                         "later day. It was left out."])


@pytest.fixture
def small():
    return small_store(milestones=[{"milestone_id": "MS-1", "on": "2021-09-01", "title": "Launch", "known_on": "2021-09-01",
                                    "known_on_basis": "source", "source_id": "S-A"}])  # the record begins here


@pytest.mark.parametrize(("chosen", "said"), [
    (Filters(as_of=date(2021, 8, 31)), ["The public record begins on 1 September 2021: nothing was known on 31 August 2021."]),
    (Filters(as_of=date(2021, 9, 1)), []),  # its first day
    (Filters(as_of=date(1, 1, 1)), ["The public record begins on 1 September 2021: nothing was known on 1 January 0001."]),
    (Filters(compare_with=date(2020, 1, 1)), ["The public record begins on 1 September 2021: nothing was known on 1 January 2020."]),
    (Filters(as_of=date(2024, 1, 1), compare_with=date(2024, 1, 1)), []), (Filters(), []),
    (Filters(as_of=date(2024, 1, 1), compare_with=date(2024, 1, 2)), [
        "The first day, 2 January 2024, lies after the last one, 1 January 2024: nothing can be compared. Choose a period, or change the days "
        "above."])])
def test_days_of_which_nothing_in_order_can_be_said(small, chosen, said):
    assert filters.cautions(small, chosen) == said


@pytest.mark.parametrize(("regions", "countries", "out"), [
    (("RAF",), ("BGD",), "Bangladesh, which on record lies outside Africa"), (("RAF", "REU"), ("BGD", "GHA"), "Bangladesh, which on record lies"),
    (("RAF",), ("FRA",), "No row is shown of France in Africa: the record gives it no region. Choose one of the two."),
    (("RAP",), ("BGD",), ""), ((), ("BGD",), ""), (("RAF",), (), ""), (("RAF", "RAP"), ("BGD", "GHA"), "")])
def test_a_country_outside_the_chosen_regions_is_told_and_never_called_unknown(record, regions, countries, out):
    told = filters.cautions(record, Filters(regions=regions, countries=countries))
    assert [out in line for line in told] == ([True] if out else [])


def test_a_country_without_a_region_on_record_is_not_said_to_lie_elsewhere(record):
    assert filters.cautions(record, Filters(regions=("RAF",), countries=("KEN", "BGD", "FRA"))) == [
        "No row is shown of Bangladesh, which on record lies outside Africa. Choose one of the two.",
        "No row is shown of Kenya, France in Africa: the record gives it no region. Choose one of the two."]


def test_a_word_of_old_keeps_its_meaning(record, monkeypatch):
    monkeypatch.setitem(filters.RENAMED, "area", "region")
    assert filters.parse(record, {"area": ["RAF"]}) == (Filters(regions=("RAF",)), [])
    assert filters.parse(record, {"area": ["RAF"], "region": ["REU"]}) == (Filters(regions=("RAF", "REU")), [])


def test_without_a_day_the_data_decides(record):
    offered = filters.parameters(record, Filters())
    assert offered["as_of"] == record.last_day == date(2026, 11, 26)
    assert offered["compare_with"] == date(2025, 8, 1)  # the mid-year review


@pytest.mark.parametrize(("day", "review"), [
    (date(2025, 8, 1), date(2024, 4, 26)),  # on the day of a review: the one before
    (date(2025, 8, 2), date(2025, 8, 1)), (date(2024, 1, 1), date(2023, 12, 18)),
    (date(2023, 12, 20), date(2021, 9, 1)),  # held on the 18th, published on the 22nd
    (date(2020, 1, 1), date(2020, 1, 1))])  # before the initiative: nothing to compare with
def test_the_comparison_is_with_the_last_review_known_by_then(record, day, review):
    assert filters.parameters(record, Filters(as_of=day))["compare_with"] == review


def test_a_fixed_link_names_both_days(record):
    fixed = filters.fixed(record, Filters(regions=("RAF",)))
    assert fixed.words() == {"region": ["RAF"], "as_of": ["2026-11-26"], "compare_with": ["2025-08-01"]}


def test_the_public_link_words_stay():
    assert filters.WORDS == {"region": "regions", "country": "countries", "category": "categories", "as_of": "as_of",
                             "compare_with": "compare_with"}
    assert filters.CATEGORIES == ("horticulture", "field-crop", "livestock", "forest", "fishery", "unclassified")


@pytest.mark.parametrize(("words", "kept"), [
    ({"region": ["RAF"], "country": ["BGD"]}, {"country": ["BGD"]}),  # Bangladesh does not lie in Africa
    ({"region": ["RAF", "RAP"], "country": ["BGD"]}, {"region": ["RAF", "RAP"], "country": ["BGD"]}),
    ({"region": ["RAF"], "country": ["all"]}, {"region": ["RAF"], "country": ["all"]}),  # "all countries" is no country
    ({"region": ["RAF"]}, {"region": ["RAF"]}), ({"country": ["BGD"]}, {"country": ["BGD"]})])
def test_a_link_to_a_country_never_keeps_a_region_that_shuts_it_out(record, words, kept):
    assert filters.reconciled(record, words) == kept


PUBLISHED = [line for line in (Path(__file__).parent / "published_links.txt").read_text(encoding="utf-8").splitlines() if line and line[0] == "/"]


@pytest.mark.parametrize("line", PUBLISHED)
def test_a_published_link_keeps_its_meaning(record, line):
    link, *meant, told = [part.strip() for part in line.split("|")]
    words = {word: values for word, values in parse_qs(urlsplit(link).query, keep_blank_values=True).items() if "embed" not in word}
    chosen, notices = filters.parse(record, words)
    regions, countries, categories = (tuple(part.split()) for part in meant[:3])
    days = [date.fromisoformat(part) if part else None for part in meant[3:]]
    assert (chosen, len(notices)) == (Filters(regions, countries, categories, *days), int(told))


def test_a_call_that_is_refused_as_a_whole_is_not_told_that_something_was_left_out(record):
    for words in ({"as_of": ["9999-12-31"]}, {"region": ["Africa"]}, {"as_of": ["2024"]}, {"country": [""]}, {"regoin": ["RAF"]}):
        told = filters.as_a_call(filters.parse(record, words)[1])
        assert told.startswith("The call") and "left out" not in told and not told.endswith(" ")
