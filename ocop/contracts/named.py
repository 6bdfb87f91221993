"""A name, or a part of one, that stands where a code belongs: "Europe", "Sub-Saharan Africa". For advice only."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import islice

from .several import CLEARLY_BETWEEN

_COMPARED = 3_000  # names of a longer register are not taken apart
_SHORT = 4  # a word of so many letters is like too many others
_SMALL = frozenset(("and", "of", "the", "in", "no", "not"))


def by_words(text: str, spelt: Mapping[str, str], *, around: bool = True) -> list[str]:
    """The codes whose names have every word of a text ("Europe": one; "Asia": two), sorted. Where none has, and the text may stand `around` a
    name and names one thing alone, those whose name is wholly in it, the longest ("Sub-Saharan Africa"). `spelt` gives the code of a name."""
    sought = _words(text[:200])
    named = [(_words(name), code) for name, code in islice(spelt.items(), _COMPARED)]
    within = {code for words, code in named if sought and sought <= words}
    if within or not around or CLEARLY_BETWEEN.search(text):
        return sorted(within)
    inside = [(len(words), code) for words, code in named if words and words <= sought]
    longest = max((number for number, _code in inside), default=0)
    return sorted({code for number, code in inside if number == longest})


def own_words(spelt: Mapping[str, str]) -> dict[str, str]:
    """The words that the names of one code alone have, with that code."""
    found: dict[str, set[str]] = {}
    for name, code in islice(spelt.items(), _COMPARED):
        for word in _words(name):
            found.setdefault(word, set()).add(code)
    return {word: code for word, (code, *others) in found.items() if not others and len(word) > _SHORT}


def _words(text: str) -> frozenset[str]:
    """The words of a name without case, accents and small words."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return frozenset(re.findall(r"[^\W_]+", plain.casefold())) - _SMALL
