"""Where on the globe a row says that a country lies: two numbers in their range may still be exchanged, or have lost a sign.

Each country has a middle in `countries.csv`, to a degree. Only what another reading of the same two numbers brings much nearer is
refused; how far a place of a large country lies from its middle is nobody's fault.
"""

from collections.abc import Iterator

import numpy as np

from .codes import countries
from .problems import Fault, Problem
from .sheet import Sheet, written

_FAR = 5.0  # degrees from the middle within which nothing is asked


def lost_spots(sheet: Sheet) -> Iterator[Problem]:
    """The rows whose latitude and longitude only fit their `iso3` when they are exchanged or get another sign."""
    if not {"iso3", "latitude", "longitude"} <= set(sheet.columns):
        return
    found: dict[int, Fault] = {}
    codes, *numbers = (sheet.columns[name].values.to_pylist() for name in ("iso3", "latitude", "longitude"))
    for row, (code, latitude, longitude) in enumerate(zip(codes, *numbers, strict=True)):
        if code in countries() and latitude is not None and longitude is not None and (fault := _fault(code, latitude, longitude)):
            found[row] = fault
    rows = np.array(sorted(found), dtype=np.int64)
    yield from sheet.at_rows("latitude", rows, lambda place: found[int(rows[place])], lambda place: numbers[0][int(rows[place])])


def _fault(code: str, latitude: float, longitude: float) -> Fault | None:
    """What is wrong with one spot, or None."""
    middle = countries()[code].middle
    if middle is None or (off := _off(middle, latitude, longitude)) <= _FAR:
        return None
    others = [(longitude, latitude), (-latitude, longitude), (latitude, -longitude), (-latitude, -longitude)]
    other = min(others, key=lambda spot: _off(middle, *spot))
    if _off(middle, *other) * 3 > off:
        return None
    says = f'with longitude {written(longitude)} lies far from {countries()[code].name}'
    return Fault("far from its country", says, f"Write latitude {written(other[0])} and longitude {written(other[1])}, if they are meant.")


def _off(middle: tuple[float, float], latitude: float, longitude: float) -> float:
    """Degrees between two spots, the larger of the two ways; the longitude may go round."""
    east = abs(middle[1] - longitude) % 360
    return max(abs(middle[0] - latitude), min(east, 360 - east))
