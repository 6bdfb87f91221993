"""A cell that names several things with something other than a semicolon between them: `UGA, TZA`, `Kenya and Congo, Dem. Rep.`

Whatever is advised names all of them: advice that loses an item would lose it from the table.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

from .nearest import nearest

_BETWEEN = re.compile(r"[\s,;|/\\&+:،、，；·•\"\[\]{}]+")
CLEARLY_BETWEEN = re.compile(r"\s*[,;|/\\&+\n،、，；·•]\s*|\s+(?:and|und|et|y|e|og|or|ou|oder)\s+")
_JOINING = frozenset(("and", "und", "et", "y", "e", "og", "i"))
_MOST = 80  # parts of one cell that are looked at


def parted(text: str, known: Callable[[str], str | None]) -> list[str] | None:
    """The items of the text, each as `known` gives it back; None unless every part of the text belongs to a known item, so that none is
    lost. A name that holds a comma or an "and" itself is tried whole before its parts."""
    ends = [(match.start(), match.end()) for match in _BETWEEN.finditer(text)]
    starts = [0, *(end for _start, end in ends)]
    stops = [*(start for start, _end in ends), len(text)]
    words = [(start, stop) for start, stop in zip(starts, stops, strict=True) if stop > start]
    if not 1 < len(words) <= _MOST:
        return None

    @cache
    def rest(place: int) -> tuple[str, ...] | None:
        """The items from this word on."""
        if place == len(words):
            return ()
        for until in range(len(words), place, -1):
            part = text[words[place][0] : words[until - 1][1]]
            item = None if part in _JOINING else known(part)  # "and" is no Andorra, "et" no Ethiopia
            if item is not None and (others := rest(until)) is not None:
                return item, *others
        is_joining = 0 < place < len(words) - 1 and text[slice(*words[place])] in _JOINING
        return rest(place + 1) if is_joining else None

    found = rest(0)
    return list(dict.fromkeys(found)) if found and len(found) > 1 else None


EACH = 'Write "{}" in a list, else a row for each.'  # where it is not known which of the two the place takes
IN_LIST = 'Write "{}".'
IN_ROWS = 'It names several, "{}": give each a row of its own.'


def near_one(text: str, known: Callable[[str], str | None], words: Iterable[str]) -> str | None:
    """The word that is nearest to a text, unless the text names several of which one is known: the word would stand for that one alone."""
    near = nearest(text, words)
    parts = _parts(text)
    return near if near is None or CLEARLY_BETWEEN.search(near) or len(parts) < 2 or not any(map(known, parts)) else None


def advised(text: str, known: Callable[[str], str | None], words: tuple[str, ...], say: str = EACH) -> str | None:
    """What to write in place of a text that is not among some words: all of its items, in the words of `say`, where it names several;
    the nearest word where it names one; None where neither is likely."""
    if several := parted(text, known):
        return say.format(";".join(several))
    parts = _parts(text)
    meant = [known(part) or nearest(part, words) for part in parts]
    if len(parts) > 1 and all(meant):
        return say.format(";".join(dict.fromkeys(filter(None, meant)))).removesuffix(".") + ", if that is meant."
    if len(parts) > 1 and any(map(known, parts)):
        strange = next(part for part, word in zip(parts, meant, strict=True) if word is None)
        return f'It seems to name several, and "{strange[:40]}" is none that is known: correct that one.'
    near = near_one(text, known, words)
    return near and f'Write "{near}", if that is meant.'


def _parts(text: str) -> list[str]:
    """What stands between commas, slashes, line breaks or an "and"; nothing of a text with very many of them."""
    parts = [part for part in CLEARLY_BETWEEN.split(text) if part]
    return parts if len(parts) <= _MOST else []
