"""Moments of the calendar, their days and notation; clock times."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trichluc.language.calendar import (
    Moment,
    full_year,
    half,
    make_date,
    month_length,
    quarter,
    read_clock,
    read_date,
)


@pytest.mark.parametrize(
    ("moment", "start", "end", "edtf"),
    [
        (Moment(2025, 3, 27), "2025-03-27", "2025-03-27", "2025-03-27"),
        (Moment(2024, 2), "2024-02-01", "2024-02-29", "2024-02"),
        (Moment(2025, 3, blank=True), "2025-03-01", "2025-03-31", "2025-03-XX"),
        (Moment(2016, blank=True), "2016-01-01", "2016-12-31", "2016-XX-XX"),
        (Moment(2025), "2025-01-01", "2025-12-31", "2025"),
        (quarter(2025, 1), "2025-01-01", "2025-03-31", "2025-33"),
        (quarter(2024, 4), "2024-10-01", "2024-12-31", "2024-36"),
        (half(2024, 1), "2024-01-01", "2024-06-30", "2024-40"),
        (half(2024, 2), "2024-07-01", "2024-12-31", "2024-41"),
        (Moment(None, 4, 21), None, None, "XXXX-04-21"),
        (Moment(None, 10), None, None, "XXXX-10"),
        (Moment(None, 2, 29), None, None, "XXXX-02-29"),
        (Moment(None, None, 20), None, None, "XXXX-XX-20"),
        (quarter(None, 3), None, None, "XXXX-35"),
        (Moment(2025, 6, 31), None, None, None),
        (Moment(2025, 2, 29), None, None, None),
        (Moment(2025, 13), None, None, None),
        (Moment(None, 2, 30), None, None, None),
    ],
)
def test_moment(moment: Moment, start: str | None, end: str | None, edtf: str | None) -> None:
    assert moment.edtf == edtf
    assert moment.exists == (edtf is not None)
    if edtf is not None:
        assert (str(moment.start or ""), str(moment.end or "")) == (start or "", end or "")


@given(st.dates())
def test_a_day_is_itself(day: dt.date) -> None:
    moment = Moment(day.year, day.month, day.day)
    assert (moment.start, moment.end, moment.edtf) == (day, day, day.isoformat())


@given(st.integers(1, 9998), st.integers(1, 4))
def test_quarters_fill_the_year(year: int, number: int) -> None:
    end = quarter(year, number).end
    following = quarter(year, number + 1) if number < 4 else quarter(year + 1, 1)
    assert end is not None
    assert following.start == end + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("two", "near", "year"), [(25, 2024, 2025), (98, 2024, 1998), (99, 2001, 1999), (5, 1998, 2005), (50, 2000, 1950)]
)
def test_two_digit_years(two: int, near: int, year: int) -> None:
    assert full_year(two, near) == year


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("08 giờ 30", "08:30"), ("14h00", "14:00"), ("7g30", "07:30"), ("8 giờ rưỡi sáng", "08:30"),
        ("9 giờ kém 15 phút", "08:45"), ("16 giờ 30 phút", "16:30"), ("24 giờ", "24:00"),
        ("10:11:05 +07:00", "10:11:05+07:00"),
    ],
)  # fmt: skip
def test_clock_times(text: str, time: str) -> None:
    found = read_clock(text)
    assert found is not None
    assert found[0] == time


@pytest.mark.parametrize("text", ["25 giờ", "14ha", "7 gói", "12:60", "9 hộ", "8 giờm", "1:2:3"])
def test_no_clock_time(text: str) -> None:
    assert read_clock(text) is None


def test_clock_time_ends_where_it_is_written() -> None:
    assert read_clock("lúc 08 giờ 30 ngày 27/3/2025", 4) == ("08:30", 13)


def test_single_dates_still_read() -> None:
    found = read_date("Hà Nội, ngày 05 tháng 3 năm 2020", 8)
    assert found is not None
    assert found[0].exact == dt.date(2020, 3, 5)
    assert make_date(2025, 2, 29) is None
    assert (month_length(2024, 2), month_length(2025, 13)) == (29, 31)
