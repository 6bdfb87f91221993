"""What to write in place of a code that does not exist: the code of the name that was written, never a guess that is taken.

It reads codes with their names, as `filters.known_codes` lists them by link word, and gives sentences.
"""

import re
import unicodedata

from ocop.contracts import alike
from ocop.contracts.codes import suggested_iso3
from ocop.contracts.named import by_words, own_words
from ocop.contracts.nearest import nearest
from ocop.contracts.several import parted
from ocop.texts import _

SEVERAL = re.compile(r"[,;|/+&\t\n、，；]")  # between several codes in one value
MOST = 5  # codes that one name may mean and that are told
LIKE = {"region": 0.6, "country": 0.75, "category": 0.6}  # how alike a name must be; Taiwan is no Thailand
Codes = dict[str, dict[str, str]]


def unknown(word: str, value: str, codes: Codes) -> str:
    """What to tell of the value of a link word that does not exist, with the form that was meant where one is likely."""
    names = codes[word]
    if not value:
        return _("The link asks for a {what} without naming one; it was left out. Write {word}={example}, or leave the word out.").format(
            what=what(word), word=word, example=next(iter(names)))
    shown = _("the three letters of ISO 3166-1, as BGD") if word == "country" else ", ".join(names)
    return _("The link asks for {what} {value}, which does not exist here; it was left out. {advice}").format(
        what=what(word), value=repr(value[:40]), advice=meant(word, value, codes) or _("Codes are {codes}.").format(codes=shown))


def meant(word: str, value: str, codes: Codes) -> str:
    """The code, or the codes, that a value of a link word may mean, as a sentence; empty where none is likely."""
    names = codes[word]
    if several := parted(value[:400], lambda part: code_of(word, part, names)):
        return _("Write the word once for each: {words}.").format(words="&".join(f"{word}={code}" for code in several))
    if found := code_of(word, value[:80].strip(" ,;|"), names):
        return _("Did you mean {word}?").format(word=found)
    for other in codes.keys() - {word}:
        if found := code_of(other, value[:80].strip(), codes[other]):
            return _("That is a {what}: write {word}={code}.").format(what=what(other), word=other, code=found)
    if SEVERAL.search(value) or (word == "country" and len(value.strip()) <= 3):  # TWN is near to TUN, and not it
        return ""
    spelt = {**{name: code for code, name in names.items()}, **{code: code for code in names}}
    by_name = by_words(value, spelt)
    if 1 < len(by_name) <= MOST:
        return _("It may mean {codes}: write one of them.").format(codes=", ".join(by_name))
    return _("Did you mean {word}?").format(word=by_name[0]) if len(by_name) == 1 else like(value, own_words(spelt) | spelt, LIKE[word])


def code_of(word: str, part: str, names: dict[str, str]) -> str | None:
    """The code whose spelling, or whose name, a text has exactly, but for width, case and characters that nobody sees."""
    exact = {_plain(spelling): code for code, name in names.items() for spelling in (name, code)}
    other = suggested_iso3(part) if word == "country" else None
    return exact.get(_plain(part)) or (other if other in names else None)


def like(value: str, spelt: dict[str, str], least: float = 0.6) -> str:
    """The word whose spelling is nearest, as a question. Empty where none is near."""
    found = nearest(unicodedata.normalize("NFKC", value[:80]), spelt, least)
    return _("Did you mean {word}?").format(word=spelt[found]) if found else ""


def what(word: str) -> str:
    """A link word in words."""
    return {"region": _("region"), "country": _("country"), "category": _("product type")}[word]


def _plain(text: str) -> str:
    """What spellings of one code share: width, case, blanks and characters that nobody sees do not count."""
    return alike.skeleton(text).casefold()
