"""Text that is not what it seems: read twice, look-alike letters, characters that nobody sees, keys that differ by an apostrophe.

What is expected is the exact list (row, column, rule)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.contracts import alike, garbled
from tests.contracts.tables import CROPS, HEAD, rows_of, triples

WORDS = ["Côte d'Ivoire", "Türkiye", "Côte d’Ivoire", "São Tomé", "Đắk Lắk", "it’s good – yes", "Curaçao", "«Café»", "Åland", "Łódź", "€5",
         "Республика Мали", "ลำไย", "Ōita", "ğöş", "50 °C", "中国", "한국", "नमस्ते", "مصر", "voilà la"]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman", "cp1250", "cp1251", "cp1254", "cp437", "cp850"])
@pytest.mark.parametrize("times", [1, 2])
def test_words_read_in_the_wrong_encoding_are_found_inside_a_good_text(encoding, times):
    read = 0
    for word in WORDS:
        text = word
        try:
            for _turn in range(times):
                text = text.encode("utf-8").decode(encoding)
        except UnicodeDecodeError:
            continue  # this encoding cannot read the bytes at all, so nobody can have read them so
        read += 1
        assert garbled.meant(f"A good text with {text} in it") == f"A good text with {word} in it"
    assert read >= 4


@pytest.mark.parametrize("text", [
    "Straß»", "CAFÉ»", "Spaß”", "É–", "Ü…", "SÃO PAULO", "“MANHÃ”", "MANHÃ»", "его её", "Österreich–Ungarn", "PIÑA’s", "Čšě", "«Às»", "Ä–Z", "Å–",
    "Côte d’Ivoire", "ţară’", "Đà Nẵng", "Ó Súilleabháin", "ÇÖÜŞİĞ", "ışık–", "“Ñ”", "Łódź", "لبنان", "ประเทศไทย", "日本語", "100 €–200 €",
    "§ 5 °C ±1", "Ã – a letter", "Â — a letter", "‚so‘", "5 ‰ of", "Ñandú º", "Øre ½ and Ø 5"])
def test_sound_text_is_not_taken_for_garbled(text):
    assert garbled.meant(text) is None and alike.disguised(text) is None


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0x17F, categories=["L"]), min_size=1, max_size=6))
def test_any_latin_word_that_was_read_as_windows_1252_is_turned_back(word):
    read = "".join(bytes([byte]).decode("cp1252", "replace") for byte in word.encode())
    if "\ufffd" not in read and any(sign.islower() for sign in word):
        told = garbled.meant(f"x{read}x")
        assert told == f"x{word}x" or told == garbled.meant(f"x{word}x")  # the word itself may look garbled: then it is turned back again


@pytest.mark.parametrize(("written", "rule", "advice"), [
    ("Our CÃ´te d'Ivoire", "garbled text", 'Write "Our Côte d\'Ivoire", if that is meant.'),
    ("TÃ¼rkiye and Kenya", "garbled text", 'Write "Türkiye and Kenya", if that is meant.'),
    ("its farmersâ€™ union", "garbled text", 'Write "its farmers’ union", if that is meant.'),
    ("C&ocirc;te", "garbled text", 'Write "Côte", if that is meant.'), ("C&#244;te", "garbled text", 'Write "Côte", if that is meant.'),
    ("C\\u00f4te", "garbled text", 'Write "Côte", if that is meant.'), ("A &amp; B", "garbled text", 'Write "A & B", if that is meant.'),
    ("M\u0430li", "look-alike letter", 'Write "Mali", if that is meant.'),  # Cyrillic a
    ("Mal\u03b9", "look-alike letter", 'Write "Mali", if that is meant.'),  # Greek iota
    ("T\u03bfgo 2", "look-alike letter", 'Write "Togo 2", if that is meant.'),  # Greek omicron
    ("\u0421\u043e\u0441\u043e\u0430 beans", "look-alike letter", 'Write "Cocoa beans", if that is meant.'),  # a whole Cyrillic word
    ("Ma\u200bli", "hidden character", 'Write "Mali".'), ("Ma\u00adli", "hidden character", 'Write "Mali".'),
    ("Ma\u2060li", "hidden character", 'Write "Mali".'), ("Ma\ufeffli", "hidden character", 'Write "Mali".'),
    ("Ma\u200dli", "hidden character", 'Write "Mali".'), ("Ma\U000e0041li", "hidden character", 'Write "Mali".'),
    ("Mali\u3164", "hidden character", 'Write "Mali".'), ("Ma\ue000li", "hidden character", 'Write "Mali".'),
    ("Ma\u202eli", "direction character", None), ("Ma\u2066li", "direction character", None),
    ("\uff2d\uff41li", "letter form", 'Write "Mali".'), ("co\ufb00ee", "letter form", 'Write "coffee".'),
    ("\U0001d40cali", "letter form", 'Write "Mali".'), ("\u2102ocoa", "letter form", 'Write "Cocoa".'),
    ("\u24c2ali", "letter form", 'Write "Mali".'), ("rice\ufe0f", "hidden character", 'Write "rice".'),
    ("\u3164", "hidden character", "Leave the cell empty."),
    ("its farmersÂ’ union", "garbled text", 'Write "its farmers’ union", if that is meant.'),  # a Windows sign that was taken for a control
    ("10Â 000 farmers", "garbled text", 'Write "10 000 farmers", if that is meant.'),
    ("CaféÂ 5", "garbled text", 'Write "Café 5", if that is meant.'),
    ("C%C3%B4te", "garbled text", 'Write "Côte", if that is meant.'), ("C=C3=B4te", "garbled text", 'Write "Côte", if that is meant.'),
    ("C\\xc3\\xb4te", "garbled text", 'Write "Côte", if that is meant.'),
    ("C<U+00F4>te", "garbled text", 'Write "Côte", if that is meant.'), ("C%u00F4te", "garbled text", 'Write "Côte", if that is meant.'),
    ("C\\303\\264te", "garbled text", 'Write "Côte", if that is meant.'), ("C\\xf4te", "garbled text", 'Write "Côte", if that is meant.'),
    ("C\\u{f4}te", "garbled text", 'Write "Côte", if that is meant.'), ("T+APw-rkiye", "garbled text", 'Write "Türkiye", if that is meant.'),
    ("d\\'Ivoire", "garbled text", 'Write "d\'Ivoire", if that is meant.'),
    ("le «cafÃ©»", "garbled text", 'Write "le «café»", if that is meant.'),  # a good quote beside it
    ("l’Ã©tat", "garbled text", 'Write "l’état", if that is meant.'), ("“TÃ¼rkiye”", "garbled text", 'Write "“Türkiye”", if that is meant.'),
    ("C么te", "garbled text", 'Write "Côte", if that is meant.'),  # read as Chinese, Japanese, Arabic, Thai, Russian
    ("Cﾃｴte", "garbled text", None), ("Cأ´te", "garbled text", None), ("Cร”te", "garbled text", None), ("Cц╢te", "garbled text", None),
    ("caf├ę", "garbled text", 'Write "café", if that is meant.'),
    ("C?te d'Ivoire", "lost character", "Write the letter again from the source."), ("l?eau", "lost character", None),
    ("3 Ã— 4 rows", "garbled text", 'Write "3 × 4 rows", if that is meant.'), ("Â» Riz", "garbled text", None), ("6 Ã· 2", "garbled text", None),
    ("D‚j…", "garbled text", 'Write "Déjà", if that is meant.'), ("Cr‰me", "garbled text", None),
    ("Ð Ð¾ÑÑÐ¸Ñ", "lost character", None), ("ÎÎ»Î»Î¬Î´Î±", "lost character", None), ("ÙØµØ±", "lost character", None),
    ("S?o Tom?", "lost character", None), ("Lomï¿½", "lost character", None)])
def test_a_text_that_is_not_what_it_seems_is_refused(crops, written, rule, advice):
    report = crops(HEAD + f"c1,Kenya,1\nc2,{written},1\n")
    assert triples(report.problems) == [(3, "country", rule)]
    assert advice is None or report.problems[0].advice == advice


@pytest.mark.parametrize("text", [
    "μg per kg", "β-carotene", "نمی\u200cخواهم", "क्\u200dष", "大分県１村１品", "Мали", "Rice (рис)", "m²", "½", "№ 5", "n’drala", "Đắk",
    "état « indéterminé\u00a0»", "« commité\u00a0» non", "„Iné…“ x", "Eþíópía", "кожної дії", "iPhone和mac", "的URI", "Vitamin B+12-",
    "A\\B", "x\\'",
    "❤️", "1️⃣", "葛\U000e0100",
    "TRÂN Â", "Why? Because", "is it (rice?)", "100%CF", "see https://fao.org/C%C3%B4te-a?b", "50% = C3", "what ?"])
def test_letters_and_joiners_in_their_place_are_text(crops, text):
    report = crops(HEAD + f"c1,{text},1\n")
    assert rows_of(report) == [("c1", text, 1.0)] and report.notices == []


def test_a_word_that_looks_latin_all_by_itself_is_told(crops):
    report = crops(HEAD + "c1,\u0421\u043e\u0441\u043e\u0430,1\n")
    assert report.ok and triples(report.notices) == [(2, "country", "look-alike letter")]


@pytest.mark.parametrize("second", ["Cox\u2019s", "cox's", "Cox\u00b4s", "Cox\u02bcs"])
def test_two_keys_that_a_reader_cannot_tell_apart_are_refused_with_both_lines(crops, second):
    report = crops(HEAD + f"Cox's,Kenya,1\nother,Kenya,1\n{second},Kenya,1\n")
    assert [str(problem) for problem in report.problems] == [
        f'crops.csv row 4, crop_id: "{second}" differs from "Cox\'s" in row 2 only in how it is written. '
        "Write both in one way, or tell them apart by more."]


@pytest.mark.parametrize(("first", "second"), [
    ("A\u2013B", "A-B"), ("a b", "a  b"), ("C1", "c1"), ("c1", "c١"), ("a\u00a0b", "a b"), ("\u201ca\u201d", "\u201ea\u201d")])
def test_dashes_blanks_capitals_and_quotes_make_no_second_key(crops, first, second):
    assert triples(crops(HEAD + f"{first},Kenya,1\n{second},Kenya,1\n").problems) == [(3, "crop_id", "look-alike key")]


def test_a_second_spelling_in_a_column_of_names_is_no_key(crops):
    assert crops(HEAD + "c1,Cox's,1\nc2,Cox\u2019s,1\n").ok


def test_a_file_cut_in_the_middle_of_a_letter_says_so(crops):
    data = (HEAD + "c1,Kenya,1\nc2,Türkiye").encode()
    report = crops(data[: data.index("ü".encode()) + 1])
    assert [str(problem) for problem in report.problems] == [
        "crops.csv row 3: ends in the middle of a letter, so the file was cut off. Fetch it again, or save it anew from its source."]


def test_a_header_that_was_read_twice_is_told_as_such(crops):
    report = crops("ï»¿crop_id,country,hectares\nc1,Kenya,1\n")
    assert triples(report.problems) == [(1, "ï»¿crop_id", "garbled text"), (1, "crop_id", "missing column")]


def test_full_width_digits_are_no_number_and_no_day(crops):
    dated = CROPS.replace('"decimal"', '"date"')
    assert triples(crops(HEAD + "c1,Kenya,１２\n").problems) == [(2, "hectares", "letter form")]
    assert triples(crops(HEAD + "c1,Kenya,２０２４-03-01\n", dated).problems) == [(2, "hectares", "letter form")]
