"""Text that is not what it seems: characters that nobody sees, letters of another script that look like Latin ones, full-width forms.

Nothing is replaced: the text that is probably meant stands in the advice. A joiner between letters of a script that joins (Arabic, the
scripts of India) is spelling, a micro sign before a unit is a unit, and a word in a script of its own is a word.
"""

import re
import unicodedata
from functools import cache

from .problems import Fault

_JOINERS = "\u200c\u200d"
_BLANKS = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u2800\u3164\uffa0"  # no format characters by name, and not seen
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТХУԌԚԜасеѕіјорхуһԛԝԁӏЁЇёїΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινυακρϲϳ",
    "ABESIJKMHOPCTXYGQWacesijopxyhqwdlËÏëïABEZHIKMNOPTYXoivuakpcj",
)
_VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))  # seen after a sign or a digit that has such a form, and nowhere else
_LATIN_LIKE = ("CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE", "LISU")
_UNITS = "μΩ"
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f][^\W\d_]*)*")
_WIDE = re.compile("[\uff01-\uff5e\uff10-\uff19\ufb00-\ufb06"
                   "\u2102\u210a-\u210d\u2110-\u2112\u2115\u2119-\u211d\u2124\u212c\u2130-\u2133\u24b6-\u24e9\U0001d400-\U0001d7ff]")
_EAST_ASIAN = re.compile("[\u3001-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_FOLDED = str.maketrans(dict.fromkeys("’‘ʼ`´ʻ′＇ʹˈ", "'") | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-") | dict.fromkeys("“”„«»‟", '"'))


def disguised(text: str) -> Fault | None:
    """The fault of a text that is not what it seems, or None."""
    return None if text.isascii() else _hidden(text) or _wide(text) or _mixed(text)


def _hidden(text: str) -> Fault | None:
    for place, sign in enumerate(text):
        if is_hidden(sign) and not (sign in _JOINERS and _is_joined(text, place)) and not (sign in _VARIANTS and _has_forms(text, place)):
            bare = "".join(kept for kept in text if not is_hidden(kept))
            code = f"U+{ord(sign):04X} at its character {place + 1}"
            advice = f'Write "{bare[:60]}".' if bare.strip() else "Leave the cell empty."
            return Fault("hidden character", f"holds a character that is not seen, {code}", advice)
    return None


@cache
def is_hidden(sign: str) -> bool:
    """Format characters, fillers and characters that Unicode does not define: no screen shows them."""
    return unicodedata.category(sign) in ("Cf", "Cn", "Co") or sign in _BLANKS or sign in _VARIANTS


def _has_forms(text: str, place: int) -> bool:
    """Whether the character before is one that a variant can be chosen of: a sign, an emoji, a letter outside the alphabets."""
    before = text[place - 1 : place]
    return bool(before) and (unicodedata.category(before)[0] in "SNP" or unicodedata.category(before) == "Lo")


def _is_joined(text: str, place: int) -> bool:
    """Whether a joiner stands in a word of a script that joins."""
    before = text[place - 1 : place]
    return bool(before) and script(before) not in ("LATIN", "DIGIT", *_LATIN_LIKE) and unicodedata.category(before)[0] in "LMS"


@cache
def script(sign: str) -> str:
    """The first word of the name of a letter: LATIN, CYRILLIC, THAI, ...; empty where it has none."""
    return unicodedata.name(sign, "").partition(" ")[0]


def _wide(text: str) -> Fault | None:
    if not _WIDE.search(text) or _EAST_ASIAN.search(text):
        return None
    return Fault("letter form", "holds letters of another width or form", f'Write "{unicodedata.normalize("NFKC", text)[:60]}".')


def _mixed(text: str) -> Fault | None:
    """A word of two scripts; or words that only seem to be Latin, in a text of Latin words or all by themselves."""
    words = _WORD.findall(text)
    scripts = [{script(sign) for sign in word} for word in words]
    for word, found in zip(words, scripts, strict=True):
        if "LATIN" in found and found & set(_LATIN_LIKE) and word[0] not in _UNITS:
            strange = next(sign for sign in word if script(sign) in _LATIN_LIKE)
            says = f'mixes scripts: "{strange}" in "{word[:40]}" is {unicodedata.name(strange).lower()}'
            return Fault("look-alike letter", says, f'Write "{text.translate(_TWINS)[:60]}", if that is meant.')
    foreign = [word for word, found in zip(words, scripts, strict=True) if found and found <= set(_LATIN_LIKE)]
    if not foreign or any(not word.translate(_TWINS).isascii() for word in foreign) or all(len(word) == 1 for word in foreign):
        return None
    level = "refuse" if any("LATIN" in found for found in scripts) else "warn"
    says = f'"{foreign[0][:40]}" is written in letters that only look like Latin ones'
    return Fault("look-alike letter", says, f'Write "{text.translate(_TWINS)[:60]}", if that is meant.', level)


def skeleton(text: str) -> str:
    """What two texts share that a reader cannot tell apart: letters of like look, apostrophes, dashes, quotes, digits,
    width and spacing are one."""
    if text.isascii():
        return " ".join(text.translate(_FOLDED).split())
    plain = unicodedata.normalize("NFKC", text.translate(_FOLDED)).translate(_TWINS)
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in plain if not is_hidden(sign))
    return " ".join(plain.split())
