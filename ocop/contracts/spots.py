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
_ELSEWHERE = 75.0  # degrees from the middle from which an overseas part must be confirmed


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
    yield from sheet.at_rows("latitude", rows, lambda place: found[int(rows[place])], lambda place: numbers[0][int(rows[place])],
                             np.array([found[row].level == "warn" for row in rows.tolist()], dtype=np.int64))


def other_numbers(sheet: Sheet) -> Iterator[Problem]:
    """The rows whose M49 code is not that of the country of their `iso3`."""
    if not {"iso3", "m49"} <= set(sheet.columns):
        return
    codes, numbers = (sheet.columns[name].values.to_pylist() for name in ("iso3", "m49"))
    rows = np.array([row for row, (code, number) in enumerate(zip(codes, numbers, strict=True))
                     if code in countries() and number is not None and number != countries()[code].m49], dtype=np.int64)

    def fault(place: int) -> Fault:
        country = countries()[codes[int(rows[place])]]
        return Fault("code of another country", f"is not the M49 code of {country.name}", f'Write "{country.m49}", or correct iso3.')

    yield from sheet.at_rows("m49", rows, fault, lambda place: numbers[int(rows[place])])


def _fault(code: str, latitude: float, longitude: float) -> Fault | None:
    """What is wrong with one spot, or None."""
    middle = countries()[code].middle
    if middle is None or (off := _off(middle, latitude, longitude)) <= _FAR:
        return None
    others = [(longitude, latitude), (-latitude, longitude), (latitude, -longitude), (-latitude, -longitude)]
    other = min(others, key=lambda spot: _off(middle, *spot))
    says = f'with longitude {written(longitude)} lies far from {countries()[code].name}'
    if _off(middle, *other) * 3 > off:
        near = f"Correct the two, or confirm them: its middle lies near {written(middle[0])} and {written(middle[1])}."
        return Fault("far from its country", says, near, "warn") if off > _ELSEWHERE else None
    return Fault("far from its country", says, f"Write latitude {written(other[0])} and longitude {written(other[1])}, if they are meant.")


def _off(middle: tuple[float, float], latitude: float, longitude: float) -> float:
    """Degrees between two spots, the larger of the two ways; the longitude may go round."""
    east = abs(middle[1] - longitude) % 360
    return max(abs(middle[0] - latitude), min(east, 360 - east))
