"""The nearest known word to a wrong one, for advice only: nothing is ever replaced on the strength of a
likeness.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

_COMPARED = 3_000  # likeness costs; beyond so many candidates only those that begin alike are compared


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is equal but for case, else the most alike one, else None."""
    folded = {candidate.casefold(): candidate for candidate in known}
    sought = word.strip().casefold()
    if sought in folded:
        return folded[sought]
    pool = folded if len(folded) <= _COMPARED else _alike(sought, folded)
    found = get_close_matches(sought[:200], pool, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def _alike(sought: str, folded: dict[str, str]) -> list[str]:
    return list(islice((word for word in folded if word[:2] == sought[:2]), _COMPARED))
