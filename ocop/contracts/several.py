"""A cell that names several things with something other than a semicolon between them: `UGA, TZA`, `Kenya and Congo, Dem. Rep.`"""

import re
from collections.abc import Callable
from functools import cache

_BETWEEN = re.compile(r"[\s,;|/&+،、，；·•]+")
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
