"""The lunar calendar against published new years, leap months and known differences from the calendar of China."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trichluc.language.lunar import from_lunar, lunar_year, sexagenary_year

STEMS = ["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"]
BRANCHES = ["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"]
with (Path(__file__).parent.parent / "cases" / "canchi.tsv").open(encoding="utf-8", newline="") as stream:
    YEARS = list(csv.DictReader(stream, delimiter="\t"))


@pytest.mark.parametrize("row", YEARS, ids=[row["year"] for row in YEARS])
def test_year(row: dict[str, str]) -> None:
    year = int(row["year"])
    first, last = lunar_year(year)
    assert (str(first), str(last)) == (row["tet_day_1"], row["last_day"])
    stem, branch = row["can_chi"].split()
    assert sexagenary_year(STEMS.index(stem), BRANCHES.index(branch), year) == year


@pytest.mark.parametrize(
    ("year", "leap"),
    [(1985, 2), (1987, 7), (2004, 2), (2014, 9), (2017, 6), (2020, 4), (2025, 6), (2033, 11)],
)
def test_leap_months(year: int, leap: int) -> None:
    assert [month for month in range(1, 13) if from_lunar(year, month, 1, leap=True)] == [leap]


@pytest.mark.parametrize(
    ("lunar", "civil"),
    [
        ((2025, 3, 10), "2025-04-07"), ((2025, 8, 15), "2025-10-06"), ((2025, 1, 15), "2025-02-12"),
        ((2024, 12, 23), "2025-01-22"), ((2007, 1, 1), "2007-02-17"), ((1985, 1, 1), "1985-01-21"),
    ],
)  # fmt: skip
def test_days(lunar: tuple[int, int, int], civil: str) -> None:
    assert str(from_lunar(*lunar)) == civil


def test_days_that_do_not_exist() -> None:
    assert from_lunar(2024, 12, 30) is None
    assert from_lunar(2025, 13, 1) is None
    assert from_lunar(2025, 5, 1, leap=True) is None
    assert sexagenary_year(0, 1, 2025) is None


@given(st.integers(1969, 2190), st.integers(1, 12))
def test_months_follow_one_another(year: int, month: int) -> None:
    first = from_lunar(year, month, 1)
    assert first is not None
    assert from_lunar(year, month, 29) == first + dt.timedelta(days=28)
    assert from_lunar(year, month, 31) is None


@given(st.integers(1969, 2190))
def test_years_have_lawful_lengths(year: int) -> None:
    first, last = lunar_year(year)
    assert (last - first).days + 1 in {353, 354, 355, 383, 384, 385}


@given(st.integers(0, 9), st.integers(0, 11), st.integers(1950, 2100))
def test_the_cycle_gives_the_nearest_year(stem: int, branch: int, near: int) -> None:
    year = sexagenary_year(stem, branch, near)
    if (stem - branch) % 2:
        assert year is None
    else:
        assert year is not None
        assert abs(year - near) <= 30
        assert ((year - 4) % 10, (year - 4) % 12) == (stem, branch)
