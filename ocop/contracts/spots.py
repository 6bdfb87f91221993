"""Where on the globe a row says that a country lies: two numbers in their range may still be exchanged, or have lost a sign.

Each country has a middle in `countries.csv`, to a degree. Only what another reading of the same two numbers brings much nearer is
refused; how far a place of a large country lies from its middle is nobody's fault.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from .codes import countries
from .problems import Fault, Problem
from .sheet import Sheet, written

_FAR = 5.0  # degrees from the middle within which nothing is asked
_ELSEWHERE = 75.0  # degrees from the middle from which an overseas part must be confirmed


def lost_spots(sheet: Sheet) -> Iterator[Problem]:
    """The rows whose latitude and longitude only fit their `iso3` when they are exchanged or get another sign."""
    if not {"iso3", "latitude", "longitude"} <= set(sheet.columns):
        return
    found = [(row, fault, latitude) for row, code, latitude, longitude in _told(sheet, "iso3", "latitude", "longitude")
             if (fault := _fault(code, latitude, longitude))]
    yield from sheet.at_rows("latitude", np.array([row for row, *_ in found], dtype=np.int64), lambda place: found[place][1],
                             lambda place: found[place][2], np.array([fault.level == "warn" for _, fault, _ in found], dtype=np.int64))


def other_numbers(sheet: Sheet) -> Iterator[Problem]:
    """The rows whose M49 code is not that of the country of their `iso3`."""
    if not {"iso3", "m49"} <= set(sheet.columns):
        return
    found = [(row, countries()[code], number) for row, code, number in _told(sheet, "iso3", "m49") if number != countries()[code].m49]

    def fault(place: int) -> Fault:
        _row, country, _number = found[place]
        return Fault("code of another country", f"is not the M49 code of {country.name}", f'Write "{country.m49}", or correct iso3.')

    yield from sheet.at_rows("m49", np.array([row for row, *_ in found], dtype=np.int64), fault, lambda place: found[place][2])


def _told(sheet: Sheet, *names: str) -> list[tuple]:
    """The number of each row that fills all of these columns, the first of which is the code of a country, with its values; a long table
    may have few of them."""
    cells = [sheet.columns[name].values for name in names]
    rows = np.flatnonzero(np.logical_and.reduce([column.is_valid().to_numpy(zero_copy_only=False) for column in cells]))
    told = zip(rows.tolist(), *(column.take(pa.array(rows)).to_pylist() for column in cells), strict=True)
    return [row for row in told if row[1] in countries()]


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
