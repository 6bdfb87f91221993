"""Numbers as digits, rounded so that what is printed stays true: a leaf that knows no words.

What is not zero is never printed as zero, nothing is printed as -0, and a bound is rounded towards the side on which it still
holds: a floor down, a ceiling up. A value that is no number (none, not a number, infinite) has no digits.
"""

import math
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import Any

TOWARDS = {"gt": ROUND_FLOOR, "ge": ROUND_FLOOR, "lt": ROUND_CEILING, "le": ROUND_CEILING}
STEADY = Context(prec=15)  # digits that a binary number really holds: 0.1 + 0.2 is 0.3
LONGEST, SHORTEST = 18, -9  # powers of ten beyond which digits are written with an exponent


def exactly(value: Any) -> Decimal | None:
    """The number that a value stands for; None for none, not a number and infinity."""
    if value is None or not isinstance(value, int | Decimal) and not math.isfinite(value):
        return None
    made = value if isinstance(value, Decimal) else Decimal(int(value)) if isinstance(value, int) else Decimal(repr(float(value)))
    return (made if isinstance(value, int) else STEADY.plus(made)) if made.is_finite() else None


def rounded(number: Decimal, places: int, qualifier: str | None = None, never: tuple[int, ...] = (0,)) -> Decimal:
    """The number with at most so many decimals; with as many more as it needs not to become one of `never`, which it is not."""
    towards = TOWARDS.get(qualifier or "", ROUND_HALF_EVEN)
    wide = Context(prec=max(number.adjusted(), 0) + 400)
    for more in range(places, places + 350):
        made = number.quantize(Decimal(1).scaleb(-more), towards, wide)
        if made == number or made not in never:
            break
    if not made and number and 0 in never:
        return number
    if made and more > places and not int(made):  # a small share of one: two figures of it
        made = number.quantize(Decimal(1).scaleb(min(number.adjusted() - 1, -places)), towards, wide)
    return abs(made) if made == 0 else made


def digits(number: Decimal, places: int = 0) -> str:
    """A number in groups of three: 1,234.5; at least `places` decimals where it has any; 1.2e-12 and 1e+300 at the far ends."""
    if number and not SHORTEST <= number.adjusted() < LONGEST:
        return f"{number.normalize():.3g}"
    text = f"{number:,f}"
    if "." not in text:
        return text
    whole, _point, parts = text.partition(".")
    parts = parts.rstrip("0")
    return f"{whole}.{parts.ljust(places, '0')}" if parts else whole


def decimals(values: Iterable[object], places: int = 2, never: tuple[int, ...] = (0,)) -> int:
    """How many decimals a column of numbers needs, so that each is shown as it is written elsewhere."""
    known = [digits(rounded(number, places, never=never)) for number in map(exactly, values) if number is not None]
    return min(max((len(text.partition(".")[2]) for text in known if "e" not in text), default=0), 12)


def difference(value: float, before: float) -> float:
    """How far two values are apart; 0 where only the noise of binary numbers is."""
    one, other = exactly(value), exactly(before)
    if one is None or other is None:
        return 0.0
    apart = one - other
    size = max(abs(one), abs(other))
    return 0.0 if size and abs(apart) < size.scaleb(-13) else float(apart)
