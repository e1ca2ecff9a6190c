"""A date written in any of its forms, in a sentence, is read back as the same date."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.datescope import dates
from trichluc.language.lunar import from_lunar, lunar_year

MONTH_NAMES = "Một Hai Ba Tư Năm Sáu Bảy Tám Chín Mười|Mười Một|Mười Hai".replace("|", " ").split(" ")
MONTHS = [*MONTH_NAMES[:10], "Mười Một", "Mười Hai"]
ROMAN = ("I", "II", "III", "IV")
BEFORE = ("", "Báo cáo ", "Thực hiện Kế hoạch số 12/KH-UBND ", "(", "Kết quả thực hiện: ", "- Trong ")
AFTER = ("", ".", ", UBND tỉnh đã chỉ đạo.", ") của Sở Nội vụ;", "\nII. NHIỆM VỤ", "\t120")

relaxed = settings(deadline=None)
days = st.dates(dt.date(1946, 1, 1), dt.date(2099, 12, 31))
years = st.integers(1946, 2098)
contexts = st.tuples(st.sampled_from(BEFORE), st.sampled_from(AFTER))

DAY_FORMS: tuple[Callable[[dt.date], str], ...] = (
    lambda d: f"ngày {d.day}/{d.month}/{d.year}",
    lambda d: f"ngày {d.day:02d}/{d.month:02d}/{d.year}",
    lambda d: f"ngày {d.day:02d} tháng {d.month:02d} năm {d.year}",
    lambda d: f"NGÀY {d.day} THÁNG {d.month} NĂM {d.year}",
    lambda d: f"Ngày {d.day}-{d.month}-{d.year}",
    lambda d: f"ngày {d.day}.{d.month}.{d.year}",
    lambda d: f"ngày{d.day:02d}/{d.month}/{d.year}",
    lambda d: f"ngày {d.day} tháng {d.month}/{d.year}",
    lambda d: f"ngày {d.day}/{d.month} năm {d.year}",
    lambda d: f"ngày {d.day:02d} tháng {MONTHS[d.month - 1]} năm {d.year}",
    lambda d: f"ngày  {d.day}\u00a0tháng {d.month}  năm\u00a0{d.year}",
    lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
)
MONTH_FORMS: tuple[Callable[[int, int], str], ...] = (
    lambda y, m: f"tháng {m}/{y}",
    lambda y, m: f"tháng {m:02d}/{y}",
    lambda y, m: f"Tháng {m:02d} năm {y}",
    lambda y, m: f"THÁNG {m} NĂM {y}",
    lambda y, m: f"tháng {m}-{y}",
    lambda y, m: f"tháng {m}, năm {y}",
    lambda y, m: f"tháng {MONTHS[m - 1]} năm {y}",
)
QUARTER_FORMS: tuple[Callable[[int, int], str], ...] = (
    lambda y, q: f"quý {ROMAN[q - 1]}/{y}",
    lambda y, q: f"Quý {ROMAN[q - 1]} năm {y}",
    lambda y, q: f"QUÝ {ROMAN[q - 1]} NĂM {y}",
    lambda y, q: f"quý {q}/{y}",
    lambda y, q: f"Quí {ROMAN[q - 1]}-{y}",
    lambda y, q: f"quý {ROMAN[q - 1]}, năm {y}",
)


def only(context: tuple[str, str], written: str) -> tuple[str | None, dt.date | None, dt.date | None]:
    before, after = context
    found = dates(before + written + after)
    assert [d.text for d in found] == [written]
    return found[0].edtf, found[0].start, found[0].end


@relaxed
@given(days, st.sampled_from(DAY_FORMS), contexts)
def test_day(day: dt.date, form: Callable[[dt.date], str], context: tuple[str, str]) -> None:
    assert only(context, form(day)) == (day.isoformat(), day, day)


@relaxed
@given(years, st.integers(1, 12), st.sampled_from(MONTH_FORMS), contexts)
def test_month(year: int, month: int, form: Callable[[int, int], str], context: tuple[str, str]) -> None:
    last = calendar.monthrange(year, month)[1]
    expected = (f"{year}-{month:02d}", dt.date(year, month, 1), dt.date(year, month, last))
    assert only(context, form(year, month)) == expected


@relaxed
@given(years, st.integers(1, 4), st.sampled_from(QUARTER_FORMS), contexts)
def test_quarter(year: int, number: int, form: Callable[[int, int], str], context: tuple[str, str]) -> None:
    edtf, start, end = only(context, form(year, number))
    assert edtf == f"{year}-{32 + number}"
    assert (start, end) == (
        dt.date(year, 3 * number - 2, 1),
        dt.date(year, 3 * number, calendar.monthrange(year, 3 * number)[1]),
    )


@relaxed
@given(years, st.integers(1, 12), st.sampled_from(("đầu", "cuối")), contexts)
def test_part_of_year(year: int, months: int, part: str, context: tuple[str, str]) -> None:
    _, start, end = only(context, f"{months:02d} tháng {part} năm {year}")
    first = 1 if part == "đầu" else 13 - months
    last = months if part == "đầu" else 12
    assert (start, end) == (dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


@relaxed
@given(years, contexts, st.sampled_from(("năm {}", "Năm {}", "NĂM {}", "năm{}", "năm tài chính {}")))
def test_year(year: int, context: tuple[str, str], form: str) -> None:
    assert only(context, form.format(year)) == (str(year), dt.date(year, 1, 1), dt.date(year, 12, 31))


@relaxed
@given(years, st.integers(1, 30), st.sampled_from(("-", " - ", " – ", "- ", " đến ")), contexts)
def test_range_of_years(year: int, length: int, dash: str, context: tuple[str, str]) -> None:
    label = "giai đoạn "
    expected = (f"{year}/{year + length}", dt.date(year, 1, 1), dt.date(year + length, 12, 31))
    assert only(context, f"{label}{year}{dash}{year + length}") == expected


@relaxed
@given(days, st.integers(1, 700), contexts, st.booleans())
def test_range_of_days(first: dt.date, length: int, context: tuple[str, str], repeated: bool) -> None:
    last = first + dt.timedelta(days=length)
    word = "ngày " if repeated else ""
    written = f"từ ngày {first.day}/{first.month}/{first.year} đến {word}{last.day}/{last.month}/{last.year}"
    assert only(context, written) == (f"{first}/{last}", first, last)


@relaxed
@given(days, st.integers(1, 27), contexts)
def test_range_shares_month_and_year(first: dt.date, length: int, context: tuple[str, str]) -> None:
    last = first + dt.timedelta(days=length)
    if last.month != first.month:
        first, last = first.replace(day=1), first.replace(day=1 + length)
    written = f"từ ngày {first.day} đến ngày {last.day} tháng {last.month} năm {last.year}"
    assert only(context, written) == (f"{first}/{last}", first, last)


@relaxed
@given(years, st.lists(st.integers(1, 12), min_size=2, max_size=6, unique=True))
def test_list_of_months(year: int, months: list[int]) -> None:
    months.sort()
    *before, last = months
    found = dates(f"Báo cáo tháng {', '.join(map(str, before))} và {last}/{year} của Sở")
    assert [d.edtf for d in found] == [f"{year}-{month:02d}" for month in months]


@relaxed
@given(st.dates(dt.date(2000, 1, 1), dt.date(2000, 12, 31)))
def test_day_without_year(day: dt.date) -> None:
    for written in (f"ngày {day.day}/{day.month}", f"ngày {day.day:02d} tháng {day.month:02d}"):
        (found,) = dates(f"Báo cáo trước {written}, gửi Sở Nội vụ")
        assert (found.text, found.edtf, found.start) == (written, f"XXXX-{day.month:02d}-{day.day:02d}", None)


@relaxed
@given(years, st.integers(1, 12))
def test_blank_day(year: int, month: int) -> None:
    for blank in (" ", "    ", "…", "......", " … "):
        (found,) = dates(f"Hà Tĩnh, ngày{blank}tháng {month:02d} năm {year}")
        assert found.edtf == f"{year}-{month:02d}-XX"
        assert (found.start, found.kind) == (dt.date(year, month, 1), "day")


@relaxed
@given(st.integers(1968, 2099), st.integers(1, 12), st.integers(1, 29))
def test_lunar_day(year: int, month: int, day: int) -> None:
    (found,) = dates(f"Lễ hội ngày {day}/{month} âm lịch năm {year} của xã")
    assert found.start == from_lunar(year, month, day)
    first, last = lunar_year(year)
    assert found.start is not None
    assert first <= found.start <= last


@relaxed
@given(st.text(alphabet="0123456789/.-– ,;()ngàythágnămquýIVX\n\t", max_size=60))
def test_any_text_gives_sound_rows(value: str) -> None:
    found = dates(value)
    assert all(value[d.char_start : d.char_end] == d.text and d.text.strip() for d in found)
    assert all("\n" not in d.text and "\t" not in d.text for d in found)
    assert all((d.start is None) == (d.end is None) for d in found)
    assert all(d.start is None or d.end is None or d.start <= d.end for d in found)
    assert all(a.char_end <= b.char_start for a, b in pairwise(found))
