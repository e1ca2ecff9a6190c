"""What a rule reads before its neighbours are known: one expression, perhaps still without its year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from trichluc.language.calendar import Moment


@dataclass(slots=True)
class Atom:
    """One expression of time at a span. Built by one rule, completed by its neighbours, then turned into a row."""

    start: int
    end: int
    kind: str
    first: Moment
    last: Moment | None
    rule: str
    needs: str = ""
    """The test that must hold where the form alone is no proof."""
    edtf: str | None = None
    """Notation that the moments do not give: `199X`, `20XX`."""
    modifier: str | None = None
    of_the_year: bool = False
    """Part of a year that is named but not numbered: `6 tháng đầu năm`."""

    @property
    def yearless(self) -> bool:
        """Whether the year is still unknown."""
        return self.first.year is None or (self.last is not None and self.last.year is None)


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression stands for; all None when the calendar does not have it."""

    start: dt.date | None
    end: dt.date | None
    edtf: str | None


NOTHING = Value(None, None, None)
IMPOSSIBLE = Moment(1, 0)
"""Stands for a date that the calendar does not have."""


@lru_cache(maxsize=65536)
def moment(year: int | None, month: int | None = None, day: int | None = None, season: int | None = None) -> Moment:
    """The moment, built once."""
    return Moment(year, month, day, season)


@lru_cache(maxsize=65536)
def value_of(first: Moment, last: Moment | None) -> Value:
    """Days and notation of a moment or of a range; nothing when an end does not exist or they stand in wrong order."""
    if not first.exists or (last is not None and not last.exists):
        return NOTHING
    if last is None:
        return Value(first.start, first.end, first.edtf)
    start, end = first.start, last.end
    if start is None or end is None:
        start = end = None
    elif start > end:
        return NOTHING
    return Value(start, end, f"{first.edtf}/{last.edtf}")
