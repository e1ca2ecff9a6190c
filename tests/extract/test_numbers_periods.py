"""The time that a number speaks of: what stands beside it, what heads its statement, else heading and report."""

from __future__ import annotations

import pytest

import trichluc

OPENING = "BÁO CÁO\nKết quả công tác năm 2024\n"

CASES = [
    ("So với cùng kỳ năm 2023 tăng 6,4%; đã khám cho *412 người*.", "2024"),
    ("Đạt 3.215 lượt, tăng 6,4% so với cùng kỳ năm 2023; điều trị *412 người*.", "2024"),
    ("Số đơn vị giảm từ *1.096 đơn vị* (năm 2015) xuống 962 đơn vị (năm 2021).", "2015"),
    ("Số đơn vị giảm từ 1.096 đơn vị (năm 2015) xuống *962 đơn vị* (năm 2021), đạt 12,2%.", "2021"),
    ("Số đơn vị giảm từ 1.096 đơn vị (năm 2015) xuống 962 đơn vị (năm 2021), đạt *12,2%*.", "2024"),
    ("Giá trị sản xuất đạt 210 tỷ đồng (giá cố định 1994). Sản xuất *85 tấn* phân đạm.", "2024"),
    ("Theo Luật (sửa đổi năm 2019), đã chuyển *05 vụ việc*.", "2024"),
    ("Năm 2011, bắt giữ 86 vụ. Xử phạt *54 vụ*.", "2011"),
    ("Kinh phí: Trong quý I năm 2022, chi 5 tỷ đồng. Quyết toán *4 tỷ đồng*.", "2022-01-01/2022-03-31"),
    ("Hoàn thành 21 công trình trước ngày 30/9/2023; bố trí *30 tỷ đồng*.", "2024"),
    ("Đã xử lý *12 vụ* trong năm 2020.", "2020"),
]


@pytest.mark.parametrize(("sentence", "period"), CASES)
def test_period(sentence: str, period: str) -> None:
    before, marked, after = sentence.split("*")
    report = trichluc.read_text(f"{OPENING}{before}{marked}{after}\n")
    start = report.document.text.index(before + marked) + len(before)
    number = next(n for n in report.numbers if n.char_start == start)
    expected = period if "/" in period else f"{period}-01-01/{period}-12-31"
    assert f"{number.period_start}/{number.period_end}" == expected


def test_cung_ky_is_a_modifier_not_part_of_the_date() -> None:
    report = trichluc.read_text("Thu ngân sách tăng 6,4% so với cùng kỳ năm 2023, tăng 3% so cùng kỳ 2021.\n")
    assert [(d.text, d.modifier) for d in report.dates] == [("năm 2023", "so với cùng kỳ"), ("2021", "so cùng kỳ")]
