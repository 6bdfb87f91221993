"""Figures that stand out against their own past, and against the same figure elsewhere: to be looked at, never refused.

The rule. A series is the values of one indicator, place, programme, product type and scope in the order of their days. Its changes are the logarithms
of one value over the one before, so that a doubling and a halving weigh the same.
- jump: with four earlier changes or more, a change whose distance from their median is more than 3.5 times 1.4826 times the median of these
  distances (the MAD, at least 0.02), and which is more than a tenth; with fewer, a value three times the one before or more, or a third or less.
- fall: a total that is lower than the one before, whatever its size.
- outlier: a first value of a series whose logarithm lies further than 3.5 times 1.4826 times the MAD (at least 0.3) from the median of the last
  values elsewhere, where there are five or more of them.
The median and the MAD are used because one wrong value on record moves them little. Values that are bounds (more than, about) are compared as
they stand; zero and less has no logarithm and is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log
from statistics import median

Row = Mapping[str, str]
SERIES = ("programme_id", "indicator", "place_id", "category", "scope")
LIMIT, NORMAL = 3.5, 1.4826
ENOUGH_CHANGES, ENOUGH_PLACES = 4, 5
LEAST_MAD, LEAST_SPREAD = 0.02, 0.3
TENTH, FACTOR = log(1.1), log(3)


@dataclass(frozen=True)
class Standout:
    """A figure that stands out: its row, how, against what it is held, and what was expected there."""

    row: Row
    kind: str  # jump, fall, outlier
    against: float
    low: float
    high: float


def standouts(rows: Iterable[Row], new: set[str], measures: Mapping[str, str]) -> list[Standout]:
    """The new figures that stand out. `rows`: all figures as they would stand, `new`: the numbers of those that are new, `measures`: what kind of
    figure an indicator is (total, flow, share, amount)."""
    series: defaultdict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        if number(row) is not None:
            series[tuple(row[name] for name in SERIES)].append(row)
    for values in series.values():
        values.sort(key=lambda row: (day_of(row), row["figure_id"]))
    found = []
    for key, values in series.items():
        for at, row in enumerate(values):
            if row["figure_id"] in new:
                told = (moved(values, at, measures.get(row["indicator"], "")) if at
                        else elsewhere(key, row, series) if len(values) == 1 else None)
                found += [told] if told else []
    return found


def number(row: Row) -> float | None:
    """The value of a figure; None for what is no number."""
    try:
        return float(row["value"])
    except ValueError:
        return None


def day_of(row: Row) -> str:
    """The day by which a figure stands in its series."""
    return row["on"] or row["known_on"]


def moved(values: list[Row], at: int, measure: str) -> Standout | None:
    """A value against the one before it."""
    before, value = number(values[at - 1]) or 0.0, number(values[at]) or 0.0
    if measure == "total" and value < before:
        return Standout(values[at], "fall", before, before, before)
    if before <= 0 or value <= 0:
        return None
    past = [log((number(two) or 1) / (number(one) or 1)) for one, two in zip(values[: at - 1], values[1:at], strict=True)
            if (number(one) or 0) > 0 and (number(two) or 0) > 0]
    change = log(value / before)
    if len(past) >= ENOUGH_CHANGES:
        middle, room = spread(past, LEAST_MAD)
        stands_out = abs(change - middle) > room and abs(change) > TENTH
    else:
        middle, room = 0.0, FACTOR
        stands_out = abs(change) >= room
    return Standout(values[at], "jump", before, before * exp(middle - room), before * exp(middle + room)) if stands_out else None


def elsewhere(key: tuple, row: Row, series: Mapping[tuple, list[Row]]) -> Standout | None:
    """The first value of a series against the last ones of the same figure in other places."""
    value = number(row) or 0.0
    others = [log(last) for other, values in series.items() if other != key and (*other[:2], *other[3:]) == (*key[:2], *key[3:])
              and (last := number(values[-1]) or 0) > 0]
    if value <= 0 or len(others) < ENOUGH_PLACES:
        return None
    middle, room = spread(others, LEAST_SPREAD)
    if abs(log(value) - middle) <= room:
        return None
    return Standout(row, "outlier", exp(middle), exp(middle - room), exp(middle + room))


def spread(values: list[float], least: float) -> tuple[float, float]:
    """The median, and how far from it is still usual."""
    middle = median(values)
    return middle, LIMIT * NORMAL * max(median(abs(value - middle) for value in values), least)
