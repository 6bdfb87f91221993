"""The search as a reader meets it: answers as links with the match in bold, and a sentence where there is none."""

import pytest

from ocop.panels.search import label, marked
from tests.pages.reader import open_page


@pytest.fixture(scope="module")
def events():
    return open_page("events", region="RAF", as_of="2025-08-01")


def answers(at, words):
    """Label and query of the links that stand under the input."""
    at.text_input(key="search-words").set_value(words).run()
    assert not at.exception
    return [(link.proto.label.replace("\\", ""), link.proto.query_string) for link in at.get("page_link") if " · " in link.proto.label]


@pytest.mark.parametrize(("words", "first"), [
    ("cote", ("**Côte** d'Ivoire · Country", "region=RAF&country=CIV&as_of=2025-08-01")),
    ("кения", ("Kenya (**Кения**) · Country", "country=KEN&as_of=2025-08-01")),  # its region is not on record
    ("肯尼亚", ("Kenya (**肯尼亚**) · Country", "country=KEN&as_of=2025-08-01")),
    ("manioc", ("cassava (**manioc**) · Product", "region=RAF&as_of=2025-08-01&product=cassava")),
    ("jakfruit", ("jackfruit · Product", "region=RAF&as_of=2025-08-01&product=jackfruit")),  # nearly so: nothing is marked
    ("task f", ("**Task f**orces · Page", "region=RAF&as_of=2025-08-01"))])
def test_an_answer_is_a_link_that_keeps_the_choice(events, words, first):
    found = [(name, sorted(query.split("&"))) for name, query in answers(events, words)]
    assert (first[0], sorted(first[1].split("&"))) in found
    if words != "task f":
        assert found[0][0] == first[0]


@pytest.mark.parametrize("words", ["🥭", "x" * 200, "%_'\"", "<script>", "zzz"])
def test_no_answer_is_a_sentence_that_says_what_to_try(events, words):
    assert answers(events, words) == []
    assert any("Try the beginning of one word" in text.value for text in events.caption)


def test_an_empty_search_says_nothing(events):
    assert answers(events, "   ") == [] and not any("answer" in text.value for text in events.caption)


def test_what_became_known_later_is_not_found():
    early = open_page("overview", as_of="2021-10-01")
    assert answers(early, "jackfruit") == [] and answers(early, "Bangladesh")[0][0] == "**Bangladesh** · Country"


@pytest.mark.parametrize(("name", "words", "shown"), [
    ("Côte d'Ivoire", "COTE", "**Côte** d'Ivoire"), ("Viet Nam", "nam", "Viet **Nam**"), ("Türkiye", "turk", "**Türk**iye"),
    ("Ghana", "na", "Ghana"),  # inside a word it is no match
    ("*a* [b](c)", "b", "\\*a\\* \\[**b**\\]\\(c\\)"), ("ﬁg", "fig", "**ﬁg**"), ("Ghana", "", "Ghana"), ("", "x", "")])
def test_the_match_is_bold_and_the_rest_shows_exactly_its_characters(name, words, shown):
    assert marked(name, words) == shown


def test_another_spelling_stands_beside_the_name():
    row = {"name": "cocoa", "matched": "kakao", "kind": "Product"}
    assert label(row, "kak") == "cocoa (**kak**ao) · Product"
