"""Syllables that a converter cut are joined; words are not."""

import time

import pytest

from tests.read.pages import RULES
from trichluc.read import read_bytes
from trichluc.read.charset.splits import glue_split_syllables, join_split_syllables
from trichluc.read.rawwords import RawWord, Style

LIKELIHOOD = RULES.charsets.likelihood


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("thực hiện ch ỉ đạo của T ỉnh ủy", "thực hiện chỉ đạo của Tỉnh ủy"),
        ("th ự c hi ệ n Ngh ị quy ế t s ố 57, đi ề u ki ện", "thực hiện Nghị quyết số 57, điều kiện"),
        ("bồi dư ỡng ngh ĩa vụ, t ừ ngày, th ẩm quyền tr ú quán", "bồi dưỡng nghĩa vụ, từ ngày, thẩm quyền trú quán"),
        ("TH ỰC HI ỆN", "THỰC HIỆN"),
        ("điểm c ở mục 2; khu ôn đới; chủ ý; quy ước", "điểm c ở mục 2; khu ôn đới; chủ ý; quy ước"),
        ("khoản b ủy quyền; d) ấn định; loại A ở huyện", "khoản b ủy quyền; d) ấn định; loại A ở huyện"),
        ("x ≥ y; CO ở mức 5", "x ≥ y; CO ở mức 5"),
    ],
)  # fmt: skip
def test_pieces_that_are_no_words_are_joined(cut, whole) -> None:
    assert join_split_syllables(cut, LIKELIHOOD) == whole
    assert read_bytes(cut.encode(), "a.txt", RULES).flow[0].text == whole


def test_words_of_a_page_are_glued_over_a_narrow_gap_only() -> None:
    style = Style("Times", bold=False, italic=False)

    def word(text: str, x0: float) -> RawWord:
        return RawWord(text, x0, 100, x0 + 10, 112, 110, 12, style)

    words = [word("ch", 0), word("ỉ", 12), word("th", 40), word("ực", 70), word("hiện,", 90)]
    glue_split_syllables(words, LIKELIHOOD)
    assert [w.glued for w in words] == [False, True, False, False, False]


def test_hostile_text_is_read_in_time() -> None:
    start = time.process_time()
    for text in ("ch ỉ " * 200_000, "t ự" * 300_000, "th" * 1_000_000 + " ế", "a ế " * 250_000):
        join_split_syllables(text, LIKELIHOOD)
    assert time.process_time() - start < 8
