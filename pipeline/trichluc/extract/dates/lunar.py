"""Shapes of the lunar calendar: days, Tết and years of the sixty-year cycle, turned into civil dates."""

from __future__ import annotations

import datetime as dt

from trichluc.extract.dates.atoms import IMPOSSIBLE, Atom, moment
from trichluc.extract.dates.hit import Hit
from trichluc.language.calendar import Moment
from trichluc.language.letters import fold
from trichluc.language.lunar import from_lunar, lunar_year, sexagenary_year

_FULL_MOON = 15
_NEW_YEAR_DAYS = 3
_LAST_MONTH = 12
_FIRST_DAY_BEFORE_TET = 20
_YEARS = range(1900, 2200)
"""Where the astronomy holds."""


def day(hit: Hit) -> list[Atom]:
    """A day of a lunar month. Without year it is kept from being read as a day of the civil calendar."""
    month = hit.get("lm")
    number = int(hit.names.lunar_months[fold(month)]) if month else hit.month()
    number_of_day = _FULL_MOON if hit.get("full") else hit.number("d")
    if number is None or number_of_day is None:
        return []
    return [_atom(hit, number, number_of_day, _year(hit))]


def new_year_day(hit: Hit) -> list[Atom]:
    """`mùng 3 Tết` counts from the new year, `30 Tết` is a day of the last month of the year before."""
    written = hit.get("d") or ""
    number = int(written) if written.isdigit() else int(hit.names.numbers[fold(written)])
    early = not hit.text[hit.start].isdigit() and number < _FIRST_DAY_BEFORE_TET
    if not early and number < _FIRST_DAY_BEFORE_TET:
        return []
    year = _year(hit)
    if early or year is None:
        return [_atom(hit, 1, number, year)]
    return [_atom(hit, _LAST_MONTH, number, year - 1)]


def new_year(hit: Hit) -> list[Atom]:
    """`Tết Nguyên đán Ất Tỵ`: the first three days of that year."""
    year = _year(hit)
    if year is None:
        return []
    first = from_lunar(year, 1, 1)
    assert first is not None
    last = first + dt.timedelta(days=_NEW_YEAR_DAYS - 1)
    return [hit.atom("festival", _moment(first), _moment(last), first.isoformat())]


def year(hit: Hit) -> list[Atom]:
    """`năm Ất Tỵ`: from its Tết to the eve of the next."""
    number = _year(hit)
    if number is None:
        return []
    first, last = lunar_year(number)
    return [hit.atom("lunar", _moment(first), _moment(last))]


def _year(hit: Hit) -> int | None:
    """The year in figures, else the year of the cycle nearest to the years of the document."""
    written, stem, branch = hit.number("y"), hit.get("stem"), hit.get("branch")
    if written is None and stem and branch:
        stems, branches = hit.names.stems, hit.names.branches
        written = sexagenary_year(int(stems[fold(stem)]), int(branches[fold(branch)]), hit.near())
    return written if written in _YEARS else None


def _atom(hit: Hit, month: int, number: int, in_year: int | None) -> Atom:
    if in_year is None:
        atom = hit.atom("lunar", moment(None, None, number))
        atom.needs = "completion"
        return atom
    date = from_lunar(in_year, month, number)
    return hit.atom("lunar", _moment(date) if date else IMPOSSIBLE)


def _moment(date: dt.date) -> Moment:
    return moment(date.year, date.month, date.day)
