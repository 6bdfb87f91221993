"""Which product a word means: codes, names, words of sources, six languages; what leads nowhere is told."""

import pytest

from ocop import products


@pytest.mark.parametrize(("asked", "code"), [
    ("cocoa", "cocoa"), ("cacao", "cocoa"), ("Kakao", "cocoa"), ("какао", "cocoa"), ("可可", "cocoa"), ("كاكاو", "cocoa"),
    ("manioc", "cassava"), ("YUCA", "cassava"), ("café", "coffee"), ("cafe", "coffee"), ("Coffee Liberica", "coffee"), ("кофе", "coffee"),
    ("date palm", "date-palm"), ("panela", "sugar-cane-panela"), ("chickpea", "pulses-chickpea"), ("soya", "soybean"), ("aji", "chili"),
    ("tambaqui", "tambaqui-fish"), ("ｃｏｃｏａ", "cocoa"), ("  cocoa ", "cocoa"), ("thé", "tea"), ("fig", "figs")])
def test_a_spelling_leads_to_the_code(record, asked, code):
    found, told = products.meant(record, (asked,))
    assert found == code
    assert (told == "") == (asked == code)  # another spelling is told


@pytest.mark.parametrize(("asked", "advice"), [
    (("unicorn",), "does not exist here"), (("",), "does not exist here"), (("x" * 5000,), "does not exist here"), (("🍫",), "does not exist here"),
    (("coccoa",), "Did you mean cocoa?"), (("%_'\"",), "does not exist here"), (("unspecified",), "does not exist here"),
    (("cocoa", "tea"), "asks for 2 products"), (("cacao", "tea"), "Write product once: product=cocoa")])
def test_what_leads_to_no_product_is_told_and_never_guessed(record, asked, advice):
    found, told = products.meant(record, asked)
    assert found == "" and advice in told and len(told) < 250


def test_no_word_is_no_product_and_the_same_word_twice_is_one(record):
    assert products.meant(record, ()) == ("", "") and products.meant(record, ("tea", "tea")) == ("tea", "")


def test_every_product_of_the_initiative_is_found_by_its_name_and_by_each_word_of_its_sources(record):
    _names, rows = record.ask("select product_id, name, product from initiative.product_claims join products using (product_id)")
    assert len(rows) > 100
    assert [row for row in rows if {products.meant(record, (word,))[0] for word in row} != {row[0]}] == []


def test_every_other_name_and_family_is_of_a_product_that_exists(record):
    _names, rows = record.ask("select product_id from product_names() union all select product_id from product_families()")
    assert len(rows) > 80 and {code for (code,) in rows} <= set(products.names(record))
