"""The period of a statement: open ends, relative words, and what clause, heading and report say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.extract.datescope import date_rules, dates, named_periods, period_rules
from trichluc.extract.dates import find_dates
from trichluc.extract.dates.named import event, festival
from trichluc.extract.dates.periods import (
    Context,
    Period,
    Periods,
    bounds,
    relative_periods,
    report_period,
    with_year,
)
from trichluc.layout.verbatim import verbatim
from trichluc.places import Places
from trichluc.report import Section

REPORT = """Gia Lai, ngày 27 tháng 3 năm 2025
BÁO CÁO
Kết quả công tác nội vụ quý I năm 2025 và nhiệm vụ quý II năm 2025
I. KẾT QUẢ THỰC HIỆN
Tiếp nhận 120 hồ sơ; lũy kế đến ngày 15/3/2025 có 300 hồ sơ. Đã giải quyết 110 hồ sơ, tăng 12% so với năm 2024.
Trong tháng 02/2025, tuyển dụng 15 công chức.
Từ ngày 01/01/2025 đến nay có 07 vụ.
Trong quý, bổ nhiệm 04 trường hợp; giảm 02 trường hợp so với cùng kỳ năm trước.
II. NHIỆM VỤ QUÝ II NĂM 2025
Tổ chức 06 lớp bồi dưỡng.
"""
KINDS = {0: "dateline", 2: "subject"}


@pytest.fixture(scope="module")
def places() -> Places:
    text = verbatim(REPORT)
    blocks = tuple(replace(block, kind=KINDS.get(at, block.kind)) for at, block in enumerate(text.blocks))
    text = replace(text, blocks=blocks)
    heads = [REPORT.index("I. KẾT QUẢ"), REPORT.index("II. NHIỆM VỤ"), len(REPORT)]
    sections = [
        Section(
            doc_id=text.doc_id, char_start=start, char_end=end, page=None, boxes=(), section_id=str(at), parent_id=None,
            ordinal=at, level=1, scheme="roman", marker="I" * (at + 1), number=at + 1, path="I" * (at + 1),
            title=REPORT[start:].split("\n", maxsplit=1)[0], heading_end=REPORT.index("\n", start),
        )
        for at, (start, end) in enumerate(pairwise(heads))
    ]  # fmt: skip
    return Places(text, sections)


@pytest.fixture(scope="module")
def periods(places: Places) -> Periods:
    return Periods(places, find_dates(places.text, places, (), date_rules()), period_rules())


def span(words: str) -> tuple[int, int]:
    start = REPORT.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "start", "end", "basis"),
    [
        ("120 hồ sơ", "2025-01-01", "2025-03-31", "report"),
        ("300 hồ sơ", "None", "2025-03-15", "clause"),
        ("110 hồ sơ", "2025-01-01", "2025-03-31", "report"),
        ("15 công chức", "2025-02-01", "2025-02-28", "clause"),
        ("07 vụ", "2025-01-01", "2025-03-27", "relative"),
        ("04 trường hợp", "2025-01-01", "2025-03-31", "relative"),
        ("06 lớp", "2025-04-01", "2025-06-30", "section"),
    ],
)
def test_period_of_a_number(periods: Periods, words: str, start: str, end: str, basis: str) -> None:
    found = periods.at(*span(words))
    assert found is not None
    assert (str(found.start), str(found.end), found.basis) == (start, end, basis)


def test_document(places: Places, periods: Periods) -> None:
    assert periods.date == dt.date(2025, 3, 27)
    assert periods.report == Period(dt.date(2025, 1, 1), dt.date(2025, 3, 31), "2025-33", "report")
    assert report_period(Places(verbatim("BÁO CÁO\nTình hình năm 2025")), dates("năm 2025")) is None
    assert periods.section(span("120 hồ sơ")[0]) is None


def test_nothing_is_said() -> None:
    value = "Tổ chức 06 lớp bồi dưỡng."
    nothing = Periods(Places(verbatim(value)), dates(value), period_rules())
    assert nothing.at(8, 14) is None
    assert (nothing.report, nothing.date) == (None, None)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("từ ngày 01/7/2025", "2025-07-01/.."),
        ("kể từ tháng 3/2025", "2025-03/.."),
        ("đến tháng 3/2025", "../2025-03-31"),
        ("tính đến hết năm 2024", "../2024"),
        ("sau ngày 30/6/2025", "2025-07-01/.."),
        ("trước năm 2025", "../2024-12-31"),
        ("khoảng năm 2020", "2020"),
        ("cuối năm 2024", "2024"),
        ("ngày 31/6/2025", "None"),
    ],
)
def test_modifiers_open_a_mention(text: str, edtf: str) -> None:
    (mention,) = dates(text)
    assert str(bounds(mention, period_rules()).edtf) == edtf


QUARTER = Period(dt.date(2025, 1, 1), dt.date(2025, 3, 31), "2025-33", "report")
MONTH = Period(dt.date(2025, 3, 1), dt.date(2025, 3, 31), "2025-03", "report")
WINDOW = Period(dt.date(2024, 2, 29), dt.date(2024, 3, 14), "2024-02-29/2024-03-14", "report")
NINE = Period(dt.date(2025, 1, 1), dt.date(2025, 9, 30), "2025-01/2025-09", "report")
WHOLE = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31), "2025", "report")


@pytest.mark.parametrize(
    ("phrase", "context", "edtf"),
    [
        ("so với cùng kỳ năm trước", QUARTER, "2024-33"),
        ("cùng kỳ", MONTH, "2024-03"),
        ("cùng kỳ", NINE, "2024-01/2024-09"),
        ("cùng kỳ", WHOLE, "2024"),
        ("cùng kỳ", WINDOW, "2023-02-28/2023-03-14"),
        ("kỳ trước", QUARTER, "2024-36"),
        ("kỳ trước", WINDOW, ""),
        ("trong kỳ", WINDOW, "2024-02-29/2024-03-14"),
        ("trong tháng", MONTH, "2025-03"),
        ("tháng trước", MONTH, "2025-02"),
        ("tháng sau", WHOLE, "2026-01"),
        ("trong quý", QUARTER, "2025-33"),
        ("quý trước", QUARTER, "2024-36"),
        ("quý sau", WHOLE, "2026-33"),
        ("năm nay", QUARTER, "2025"),
        ("năm sau", QUARTER, "2026"),
        ("đến nay", QUARTER, "../2025-03-27"),
        ("hiện nay", QUARTER, ""),
        ("cùng kỳ", None, ""),
        ("năm ngoái", None, "2024"),
    ],
)
def test_relative_words(phrase: str, context: Period | None, edtf: str) -> None:
    found = relative_periods(phrase, Context(context, dt.date(2025, 3, 27)), period_rules())
    assert ";".join(str(period.edtf) for *_, period in found) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("ngày 15/3", "2025-03-15"), ("cuối tháng 10", "2025-10"), ("trong quý IV", "2025-36"), ("năm 2020", "2020")],
)
def test_years_from_the_context(text: str, edtf: str) -> None:
    (mention,) = dates(text)
    assert with_year(mention, Context(QUARTER)).edtf == edtf
    assert with_year(mention, Context()).edtf == mention.edtf


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("dịp Tết Nguyên đán Bính Ngọ 2026", "2026-02-17"),
        ("Tết Đoan ngọ năm 2025", "2025-05-31"),
        ("lễ Giỗ Tổ Hùng Vương năm 2024", "2024-04-18"),
        ("Tết Nguyên đán Giáp Thìn", "2024-02-10"),
    ],
)
def test_festivals(text: str, start: str) -> None:
    found = festival(text, named_periods(), near=2025)
    assert found is not None
    assert str(found.start) == start


def test_what_is_no_festival_or_event() -> None:
    assert festival("Tết Nguyên đán", named_periods()) is None
    assert festival("hội nghị năm 2025", named_periods()) is None
    assert event("Đại hội Đảng bộ tỉnh lần thứ I", named_periods()) is None
    assert event("Đại hội lần thứ VI của Đảng", named_periods()) == "1986-12-15/1986-12-18"
