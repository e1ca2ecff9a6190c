"""Figures, number words and the amounts of table cells."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trichluc.language.numerals import (
    is_english_style,
    multiplier,
    read_amount,
    read_figure,
    read_word_range,
    read_words,
    repair_figure,
)

FIGURES = [
    ("4.802", 4802),
    ("18,51", "18.51"),
    ("1.234.567,89", "1234567.89"),
    ("02", 2),
    ("0,5", "0.5"),
    ("12.5", "12.5"),
    ("1.25", "1.25"),
    ("0.125", "0.125"),
    ("12.500", 12500),
    ("1 234 567", 1234567),
    ("1\u00a0234,5", "1234.5"),
    ("1'234", 1234),
    ("1,234,567.8", "1234567.8"),
    ("1,234,567", 1234567),
    ("4,802", "4.802"),
    ("2.0001", "2.0001"),
]


@pytest.mark.parametrize(("written", "value"), FIGURES)
def test_figure(written: str, value: str | int) -> None:
    assert read_figure(written) == Decimal(value)


@pytest.mark.parametrize(
    "written", ["", "1.234.56", "12.34.567", "1,2,3", "1,23,456", "1.2.3", "5-7", "1/2", "IV", "1" * 40]
)
def test_no_figure(written: str) -> None:
    assert read_figure(written) is None


@pytest.mark.parametrize(
    ("written", "value"), [("4,802", 4802), ("1.234", "1.234"), ("1,234.5", "1234.5"), ("18.51", "18.51")]
)
def test_figure_of_an_english_document(written: str, value: str | int) -> None:
    assert read_figure(written, english=True) == Decimal(value)


def test_style_is_decided_by_the_document() -> None:
    assert is_english_style("revenue 1,234,567.8 and 4,802 of 12,345,678 units") is True
    assert is_english_style("tổng thu 1.234.567 đồng, đạt 18,51%; 4,802 ha") is False
    assert is_english_style("không có con số nào") is False
    assert is_english_style("1,234,567 và 1.234.567") is False


@pytest.mark.parametrize(("written", "value"), [("l.500", 1500), ("1.5OO", 1500), ("I.2l3", 1213)])
def test_misread_digits(written: str, value: int) -> None:
    assert repair_figure(written) == value


@pytest.mark.parametrize("written", ["lO", "Io", "1.50", "OOO", "l.50O.1"])
def test_not_misread(written: str) -> None:
    assert repair_figure(written) is None


@given(st.integers(0, 10**15), st.integers(0, 999))
def test_figures_round_trip(whole: int, thousandths: int) -> None:
    grouped = f"{whole:,}".replace(",", ".")
    assert read_figure(grouped) == whole
    assert read_figure(grouped.replace(".", " ")) == whole
    assert read_figure(str(whole)) == whole
    decimals = f"{thousandths:03d}"
    assert read_figure(f"{grouped},{decimals}") == Decimal(f"{whole}.{decimals}")


UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def spell_group(value: int, leading: bool) -> list[str]:
    """A number from 1 to 999 in standard words; a group that is not the first names its hundreds."""
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = [] if leading and not hundreds else [UNITS[hundreds], "trăm"]
    if tens == 0:
        return words + (["linh", UNITS[ones]] if ones and words else [UNITS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [UNITS[tens], "mươi"]
    if ones == 5:
        return [*words, "lăm"]
    if ones == 1 and tens > 1:
        return [*words, "mốt"]
    return [*words, UNITS[ones]] if ones else words


def spell(value: int) -> str:
    """A number from 0 to 10^12 in standard words."""
    if value == 0:
        return "không"
    if value == 10**12:
        return "một nghìn tỷ"
    words: list[str] = []
    for power, name in ((9, "tỷ"), (6, "triệu"), (3, "nghìn"), (0, "")):
        group = value // 10**power % 1000
        if group:
            words += spell_group(group, not words) + ([name] if name else [])
    return " ".join(words)


@given(st.integers(0, 10**12))
def test_words_round_trip(value: int) -> None:
    assert read_words(spell(value)) == value


@given(st.integers(0, 10**4))
def test_small_words_round_trip(value: int) -> None:
    assert read_words(spell(value)) == value


@given(st.integers(21, 99).filter(lambda v: v % 10), st.sampled_from([("lăm", "nhăm"), ("bốn", "tư"), ("bảy", "bẩy")]))
def test_regional_words(value: int, pair: tuple[str, str]) -> None:
    standard, regional = pair
    words = spell(value).split()
    if words[-1] == standard:
        assert read_words(" ".join([*words[:-1], regional])) == value


def test_south_and_north() -> None:
    assert read_words("một trăm lẻ năm ngàn") == read_words("một trăm linh năm nghìn") == 105_000
    assert read_words("Hai Mươi Mốt") == 21


@pytest.mark.parametrize(
    "words",
    [
        "",
        "tỷ",
        "mươi",
        "hai mươi năm",
        "một mươi",
        "mười tư",
        "trăm hai",
        "linh năm",
        "hai hai hai",
        "nhiệm vụ",
        "phẩy năm",
        "nửa hai",
    ],
)
def test_no_words(words: str) -> None:
    assert read_words(words) is None


@pytest.mark.parametrize(
    ("words", "limits"), [("hai ba", (2, 3)), ("bốn năm", (4, 5)), ("mươi lăm", (10, 15)), ("vài chục", (20, 90))]
)
def test_word_range(words: str, limits: tuple[int, int]) -> None:
    assert read_word_range(words) == limits


@pytest.mark.parametrize("words", ["ba hai", "hai", "hai hai", "không một", "năm chín"])
def test_no_word_range(words: str) -> None:
    assert read_word_range(words) is None


def test_multipliers() -> None:
    assert [multiplier(w) for w in ("nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "chục", "tá", "đồng")] == [
        1000, 1000, 10_000, 10**6, 10**9, 10**9, 10, 12, None,
    ]  # fmt: skip


CELLS = [
    ("1.234", 1234, None),
    (" 18,51% ", "18.51", "%"),
    ("12.500.000đ", 12_500_000, "đ"),
    ("1,5 tỷ đồng", 1_500_000_000, "đồng"),
    ("2 nghìn tỷ", 2 * 10**12, None),
    ("-3,2", "-3.2", None),
    ("−12", -12, None),
    ("+5,1%", "5.1", "%"),
    ("1 234 567", 1_234_567, None),
    ("02 nhiệm vụ", 2, "nhiệm vụ"),
    ("12.", 12, None),
    ("5.000 USD", 5000, "USD"),
]


@pytest.mark.parametrize(("cell", "value", "unit"), CELLS)
def test_cell(cell: str, value: str | int, unit: str | None) -> None:
    assert read_amount(cell) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-",
        "x",
        "45/50",
        "16/3/2025",
        "I.1",
        "Sở Nội vụ",
        "12/QĐ-UBND",
        "5 - 7",
        "1.234.56",
        "3 xã và 2 phường mới lập",
    ],
)
def test_text_cell(cell: str) -> None:
    assert read_amount(cell) is None


@pytest.mark.parametrize("unit", ["1", "1.", "1,", "12.345", " 123", "a1", "l.5OO"])
def test_hostile_text_is_read_in_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    read_figure(text)
    repair_figure(text)
    read_amount(text)
    read_words(text)
    is_english_style(text)
    assert time.process_time() - started < 1.0
