"""Words of a recogniser that are not printed, and doubtful markers that are."""

from __future__ import annotations

import pytest

from trichluc.read.scan.ghosts import printed_lines
from trichluc.read.scan.rows import Row

TEXT = [
    Row((1, 1, 1), 100, 50, 170, 72, 96.0, "Phòng,"),
    Row((1, 1, 1), 176, 50, 240, 72, 95.0, "chống"),
    Row((1, 1, 1), 246, 50, 300, 72, 95.0, "dịch"),
]


def printed(*rows: Row) -> str:
    return " ".join(row.text for line in printed_lines(sorted(rows, key=lambda row: row.x0)) for row in line)


def before(text: str, confidence: float, x0: int = 82, x1: int = 92) -> Row:
    return Row((1, 1, 1), x0, 52, x1, 70, confidence, text)


@pytest.mark.parametrize(
    ("read", "kept"),
    [("©)", "©) "), ("__-", "- "), ("-", "- "), ("“", ""), ("=", "")],
)
def test_a_doubtful_marker_right_before_a_line_is_kept(read, kept) -> None:
    assert printed(before(read, 30.0), *TEXT) == f"{kept}Phòng, chống dịch"


def test_dirt_in_the_margin_is_no_marker() -> None:
    assert printed(before("-", 30.0, 20, 30), *TEXT) == "Phòng, chống dịch"


def test_a_letter_as_small_as_a_full_stop_is_a_speck() -> None:
    speck = Row((1, 1, 1), 242, 55, 244, 57, 80.0, "h")
    assert printed(*TEXT, speck) == "Phòng, chống dịch"


def test_a_sign_above_the_feet_of_the_letters_is_a_speck_and_a_full_stop_is_none() -> None:
    speck = Row((1, 1, 1), 302, 52, 304, 54, 90.0, ".")
    stop = Row((1, 1, 1), 308, 69, 311, 72, 90.0, ".")
    assert printed(*TEXT, speck) == "Phòng, chống dịch"
    assert printed(*TEXT, stop) == "Phòng, chống dịch ."


def test_what_is_no_word_and_not_sure_is_a_ghost() -> None:
    ghost = Row((1, 1, 1), 310, 50, 380, 72, 12.0, "Hrnzqx")
    assert printed(*TEXT, ghost) == "Phòng, chống dịch"
