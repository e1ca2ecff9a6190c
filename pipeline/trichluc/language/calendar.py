"""One written date at one place, and the notation of dates (EDTF, ISO 8601-2).

Vietnamese dates are day-month-year, always. Nothing is filled in: a month stays a month, a blank day stays blank.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_DATE = re.compile(
    r"(?:(?:[Nn]gày|NGÀY)\s*)?"
    r"(?:"
    r"(?P<d1>\d{1,2})\s*[/.\-–]\s*(?P<m1>\d{1,2})\s*[/.\-–]\s*(?P<y1>\d{4})"
    r"|(?P<d2>\d{1,2}|[.…_\s]*)\s*(?:[Tt]háng|THÁNG)\s*(?P<m2>\d{1,2}|[.…_]*)\s*(?:[Nn]ăm|NĂM)\s*(?P<y2>\d{4})"
    r")(?![\d/])"
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written, month and day None where they are blank or not given."""

    year: int
    month: int | None
    day: int | None

    @property
    def start(self) -> dt.date | None:
        """First day, None for a day that the calendar does not have."""
        return make_date(self.year, self.month or 1, self.day or 1)

    @property
    def end(self) -> dt.date | None:
        """Last day (inclusive), None for a day that the calendar does not have."""
        month = self.month or 12
        return make_date(self.year, month, self.day or month_length(self.year, month))

    @property
    def exact(self) -> dt.date | None:
        """The day, when day, month and year are written and exist."""
        return make_date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def edtf(self) -> str:
        """`2025-03-27`, `2025-03-XX` for a blank day, `2025-XX-XX` when the month is blank as well."""
        month = f"{self.month:02d}" if self.month else "XX"
        return f"{self.year:04d}-{month}-{self.day:02d}" if self.day else f"{self.year:04d}-{month}-XX"


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None when the calendar has no such day."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return dt.date(year, month, day)
    return None


def month_length(year: int, month: int) -> int:
    """The number of days of a month; 31 for a month that does not exist."""
    return calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 31


def read_date(text: str, position: int = 0) -> tuple[WrittenDate, int] | None:
    """The full date that begins at `position` (with or without the word ngày) and where it ends, else None."""
    match = _DATE.match(text, position)
    if match is None:
        return None
    day, month, year = (
        (match["d1"], match["m1"], match["y1"]) if match["y1"] else (match["d2"], match["m2"], match["y2"])
    )
    return WrittenDate(int(year), _number(month), _number(day)), match.end()


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and digits.strip().isdigit() else None


QUARTERS = (33, 34, 35, 36)
"""EDTF level 2 codes of the first to fourth quarter."""
HALVES = (40, 41)
"""EDTF level 2 codes of the first and second half of a year."""
_SEASON_MONTHS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Moment:
    """One stretch of the calendar as written: a day, a month, a quarter, a half-year or a year.

    What is not written is None. `season` is an EDTF code of `QUARTERS` or `HALVES`. `blank` says that the day (and
    the month, when it is None) was left open to be filled in by hand, not left out.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    blank: bool = False

    @property
    def exists(self) -> bool:
        """Whether the calendar has it; 29 February without a year does exist."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        longest = _LONGEST_MONTH[self.month - 1] if self.year is None else month_length(self.year, self.month)
        return 1 <= self.day <= longest

    @property
    def start(self) -> dt.date | None:
        """First day; None without a year, for a day of no month, or when the calendar does not have it."""
        if self.year is None or (self.month is None and self.day is not None):
            return None
        if self.season is not None:
            return make_date(self.year, _SEASON_MONTHS[self.season][0], 1)
        return make_date(self.year, self.month or 1, self.day or 1)

    @property
    def end(self) -> dt.date | None:
        """Last day (inclusive); None without a year, for a day of no month, or when the calendar does not have it."""
        if self.year is None or (self.month is None and self.day is not None):
            return None
        month = _SEASON_MONTHS[self.season][1] if self.season is not None else self.month or 12
        return make_date(self.year, month, self.day or month_length(self.year, month))

    @property
    def edtf(self) -> str | None:
        """EDTF level 2 (`2025-33`, `XXXX-04-21`, `2025-03-XX`); None for what the calendar does not have."""
        if not self.exists:
            return None
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.season is not None:
            return f"{year}-{self.season}"
        if self.month is None:
            return _without_month(year, self.day, self.blank)
        if self.day is None:
            return f"{year}-{self.month:02d}-XX" if self.blank else f"{year}-{self.month:02d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"


def _without_month(year: str, day: int | None, blank: bool) -> str:
    if day is not None:
        return f"{year}-XX-{day:02d}"
    return f"{year}-XX-XX" if blank else year


def quarter(year: int | None, number: int) -> Moment:
    """Quarter 1 to 4 of a year."""
    return Moment(year, season=QUARTERS[number - 1])


def half(year: int | None, number: int) -> Moment:
    """The first or second half of a year."""
    return Moment(year, season=HALVES[number - 1])


def full_year(two_digits: int, near: int) -> int:
    """The year of two written digits that is nearest to the year `near`: 25 near 2024 is 2025, 98 is 1998."""
    century = near - near % 100
    return min((century + shift + two_digits for shift in (-100, 0, 100)), key=lambda year: abs(year - near))


_CLOCK = re.compile(
    r"(?<![\d:/])(?P<hour>[01]?\d|2[0-4])"
    r"(?:[ \u00a0]*(?:giờ|[hHg])[ \u00a0]*"
    r"(?:kém[ \u00a0]*(?P<less>[0-5]?\d)|(?P<half>rưỡi)|(?P<minute>[0-5]?\d)(?!\d))?(?:[ \u00a0]*phút)?(?!\w)"
    r"|:(?P<minute2>[0-5]\d)(?::(?P<second>[0-5]\d))?(?:[ \u00a0]*(?P<zone>[+-]\d\d:\d\d))?(?![\d:]))"
)


def read_clock(text: str, position: int = 0) -> tuple[str, int] | None:
    """The clock time that begins at `position`, ISO 8601 (`08:30`), and where it ends; None when there is none.

    `08 giờ 30`, `14h00`, `7g30`, `8 giờ rưỡi`, `9 giờ kém 15 phút` (08:45), `10:11:05 +07:00`. A bare `24 giờ` has
    the form of a time and of a duration; the caller decides.
    """
    match = _CLOCK.match(text, position)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["minute2"] or 0)
    if match["half"]:
        minute = 30
    if match["less"]:
        hour, minute = divmod(hour * 60 - int(match["less"]), 60)
    second = f":{match['second']}" if match["second"] else ""
    return f"{hour:02d}:{minute:02d}{second}{match['zone'] or ''}", match.end()
