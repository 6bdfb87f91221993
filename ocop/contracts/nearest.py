"""The nearest known word to a wrong one, for advice only: nothing is ever replaced on the strength of a
likeness.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import accumulate, islice

_COMPARED = 3_000  # likeness costs; beyond so many candidates only those that begin alike are compared
_EFFORT = 500_000  # pairs of letters that one search may compare; beyond them the first candidates stand for all


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The known word that is equal but for case, else the most alike one (at least so alike, of 1), else None."""
    return next(iter(likest(word, known, 1, least)), None)


def likest(word: str, known: Iterable[str], most: int, least: float = 0.6) -> list[str]:
    """The same with the next ones, the most alike first; of a word that is equal but for case that one alone."""
    folded = {candidate.casefold(): candidate for candidate in known}
    sought = word.strip().casefold()
    if sought in folded:
        return [folded[sought]]
    pool = folded if len(folded) <= _COMPARED else _alike(sought, folded)
    effort = accumulate(len(word) * min(len(sought), 200) for word in pool)
    affordable = [word for word, spent in zip(pool, effort, strict=True) if spent <= _EFFORT]
    return [folded[found] for found in get_close_matches(sought[:200], affordable, n=most, cutoff=least)]


def _alike(sought: str, folded: dict[str, str]) -> list[str]:
    return list(islice((word for word in folded if word[:2] == sought[:2]), _COMPARED))
