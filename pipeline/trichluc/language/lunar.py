"""The Vietnamese lunisolar calendar (âm lịch), computed from the moon and the sun for the meridian of Việt Nam.

Rules: a month begins on the day of the new moon; the winter solstice falls in month 11; when 13 months lie between
two months 11, the first of them without a principal solar term is the leap month. Days are those of UTC+7, the
standard time of the calendar since 1968; earlier years follow UTC+8, the calendar then in use.
Astronomy: J. Meeus, Astronomical Algorithms (2nd ed.), chapters 25 and 49, to about one minute of time.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache
from itertools import pairwise

_J2000 = 2451545.0
_CENTURY = 36525.0
_SYNODIC_MONTH = 29.530588861
_FIRST_NEW_MOON = 2451550.09766
_DAY_ZERO = 1721424.5
"""Julian date of the midnight with which ordinal day 0 of Python's calendar begins."""
_OWN_MERIDIAN_SINCE = 1968

# Meeus, table 49.A (new moon): coefficient in days, power of the eccentricity factor, multiples of the sun's mean
# anomaly, the moon's mean anomaly, the moon's argument of latitude, the ascending node.
_NEW_MOON_TERMS = (
    (-0.40720, 0, 0, 1, 0, 0), (0.17241, 1, 1, 0, 0, 0), (0.01608, 0, 0, 2, 0, 0), (0.01039, 0, 0, 0, 2, 0),
    (0.00739, 1, -1, 1, 0, 0), (-0.00514, 1, 1, 1, 0, 0), (0.00208, 2, 2, 0, 0, 0), (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0), (0.00056, 1, 1, 2, 0, 0), (-0.00042, 0, 0, 3, 0, 0), (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0), (-0.00024, 1, -1, 2, 0, 0), (-0.00017, 0, 0, 0, 0, 1), (-0.00007, 0, 2, 1, 0, 0),
)  # fmt: skip


def _delta_t(year: float) -> float:
    """Seconds between dynamical and civil time (Espenak and Meeus, polynomial fits), good from 1900 to 2150."""
    if year < 1961:
        return 24.349 + 0.5 * (year - 1940)
    if year < 2005:
        return 33.5 + 0.7 * (year - 1961)
    return 64.7 + 0.3 * (year - 2005) + 0.005 * (year - 2005) ** 2


def _new_moon(index: int, zone: int) -> int:
    """The ordinal day, in a zone of whole hours, of new moon number `index` (0 is that of 6 January 2000)."""
    t = index * _SYNODIC_MONTH / _CENTURY
    jde = _FIRST_NEW_MOON + _SYNODIC_MONTH * index + (0.00015437 - 0.00000015 * t) * t * t
    factor = 1 - (0.002516 + 0.0000074 * t) * t
    sun = math.radians(2.5534 + 29.1053567 * index - 0.0000014 * t * t)
    moon = math.radians(201.5643 + 385.81693528 * index + (0.0107582 + 0.00001238 * t) * t * t)
    latitude = math.radians(160.7108 + 390.67050284 * index - (0.0016118 + 0.00000227 * t) * t * t)
    node = math.radians(124.7746 - 1.56375588 * index + 0.0020672 * t * t)
    for size, power, a, b, c, d in _NEW_MOON_TERMS:
        jde += size * factor**power * math.sin(a * sun + b * moon + c * latitude + d * node)
    return _local_day(jde, zone)


def _local_day(jde: float, zone: int) -> int:
    year = 2000 + (jde - _J2000) / 365.25
    return math.floor(jde - _delta_t(year) / 86400 + zone / 24 - _DAY_ZERO)


def _sun_sector(day: int, zone: int) -> int:
    """The twelfth of the sun's path (0 from the March equinox) at the midnight with which a local day begins."""
    jde = day + _DAY_ZERO - zone / 24
    t = (jde + _delta_t(2000 + (jde - _J2000) / 365.25) / 86400 - _J2000) / _CENTURY
    anomaly = math.radians(357.52911 + (35999.05029 - 0.0001537 * t) * t)
    centre = (1.914602 - (0.004817 + 0.000014 * t) * t) * math.sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * math.sin(2 * anomaly) + 0.000289 * math.sin(3 * anomaly)
    node = math.radians(125.04 - 1934.136 * t)
    apparent = 280.46646 + (36000.76983 + 0.0003032 * t) * t + centre - 0.00569 - 0.00478 * math.sin(node)
    return int((apparent % 360) // 30)


@lru_cache(maxsize=256)
def _eleventh_month(year: int, zone: int) -> int:
    """The index of the new moon that opens the lunar month 11 of a solar year, the month of the winter solstice."""
    last = dt.date(year, 12, 31).toordinal()
    index = int((last + _DAY_ZERO - _FIRST_NEW_MOON) / _SYNODIC_MONTH)
    while _new_moon(index + 1, zone) <= last:
        index += 1
    while _new_moon(index, zone) > last:
        index -= 1
    return index - 1 if _sun_sector(_new_moon(index, zone), zone) >= 9 else index


@lru_cache(maxsize=256)
def _months(year: int) -> dict[tuple[int, bool], tuple[int, int]]:
    """First day and length of each month of a lunar year, by number and whether it is the leap month."""
    zone = 7 if year >= _OWN_MERIDIAN_SINCE else 8
    found: dict[tuple[int, bool], tuple[int, int]] = {}
    for solar_year in (year, year + 1):
        first, following = _eleventh_month(solar_year - 1, zone), _eleventh_month(solar_year, zone)
        starts = [_new_moon(index, zone) for index in range(first, following + 1)]
        leap = _leap_position(starts, zone)
        for position, (start, after) in enumerate(pairwise(starts)):
            shift = 1 if leap is not None and position >= leap else 0
            month = (position - shift + 10) % 12 + 1
            of_year = solar_year - 1 if position - shift < 2 else solar_year
            if of_year == year:
                found[month, position == leap] = (start, after - start)
    return found


def _leap_position(starts: list[int], zone: int) -> int | None:
    """Which month between two months 11 is the leap one, None in a common year."""
    if len(starts) < 14:
        return None
    sectors = [_sun_sector(start, zone) for start in starts]
    return next(at for at in range(1, len(starts) - 1) if sectors[at] == sectors[at + 1])


def from_lunar(year: int, month: int, day: int, leap: bool = False) -> dt.date | None:
    """The civil date of a lunar one; None when that year has no such month or that month no such day."""
    start, length = _months(year).get((month, leap), (0, 0))
    return dt.date.fromordinal(start + day - 1) if 1 <= day <= length else None


def lunar_year(year: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of the lunar year that begins in a civil year."""
    first, following = from_lunar(year, 1, 1), from_lunar(year + 1, 1, 1)
    assert first is not None
    assert following is not None
    return first, following - dt.timedelta(days=1)


def sexagenary_year(stem: int, branch: int, near: int) -> int | None:
    """The year nearest to `near` of a stem (0 is Giáp) and a branch (0 is Tý); None for a pair that never occurs."""
    if stem % 2 != branch % 2:
        return None
    position = (6 * stem - 5 * branch) % 60
    year = near + (position - (near - 4)) % 60
    return year if year - near <= 30 else year - 60
