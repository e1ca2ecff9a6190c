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
