"""Lone letters d and đ on scans, told by the bar."""

from __future__ import annotations

import numpy as np
import pytest

from tests.read.scan.marker import set_marker
from trichluc.read.scan.barred import read_d


@pytest.mark.parametrize("dpi", [200.0, 300.0])
@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize("printed", ["d)", "đ)", "d.", "đ.", "d", "đ"])
def test_the_bar_is_seen(printed: str, weight: str, dpi: float) -> None:
    gray, box = set_marker(printed, dpi, weight)
    for read in "dđ":
        assert read_d(gray, read + printed[1:], box) == printed


def test_other_words_stay() -> None:
    gray, box = set_marker("đ)", 200.0)
    assert [read_d(gray, text, box) for text in ("a)", "do", "đi", "dd)", "")] == ["a)", "do", "đi", "dd)", ""]


def test_what_is_too_low_or_in_one_piece_stays() -> None:
    gray, box = set_marker("đ)", 80.0)
    assert read_d(gray, "d)", box) == "d)"
    gray, box = set_marker("đ)", 200.0)
    smeared = gray.copy()
    smeared[box[1] : box[3], box[0] : box[2]] = np.minimum(smeared[box[1] : box[3], box[0] : box[2]], 100)
    assert read_d(smeared, "d)", box) == "d)"
