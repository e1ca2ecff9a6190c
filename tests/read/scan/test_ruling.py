"""Ruled lines of pictures: found whole, whatever the scanner did to them, and never in letters."""

from __future__ import annotations

import numpy as np
import pytest

from tests.read.scan.marker import set_marker
from trichluc.read.scan.picture import Gray
from trichluc.read.scan.ruling import ruled_lines, without_lines

_DPI = 200.0
_PAPER = 250


def _paper(height: int = 400, width: int = 900) -> Gray:
    return np.full((height, width), _PAPER, np.uint8)


def _in_pixels(gray: Gray) -> list[tuple[int, int, int, int]]:
    return sorted(tuple(round(x * _DPI / 72) for x in line) for line in ruled_lines(gray, _DPI))  # type: ignore[misc]


def test_a_line_of_one_row_is_found() -> None:
    gray = _paper()
    gray[200, 100:500] = 30
    assert _in_pixels(gray) == [(100, 200, 500, 200)]


def test_a_thick_line_is_one() -> None:
    gray = _paper()
    gray[200:206, 100:500] = 30
    assert [(x0, x1) for x0, _, x1, _ in _in_pixels(gray)] == [(100, 500)]


def test_a_line_that_noise_broke_in_one_row_is_one() -> None:
    gray = _paper()
    gray[200:203, 100:500] = 30
    gray[200, 240:260] = 240
    gray[202, 300:330] = 240
    assert [(x0, x1) for x0, _, x1, _ in _in_pixels(gray)] == [(100, 500)]


def test_a_line_that_falls_by_a_row_in_its_middle_is_one() -> None:
    gray = _paper()
    gray[200, 100:300] = 30
    gray[201, 298:500] = 30
    assert [(x0, x1) for x0, _, x1, _ in _in_pixels(gray)] == [(100, 500)]


def test_lines_below_each_other_are_two() -> None:
    gray = _paper()
    gray[200, 100:500] = gray[206, 100:500] = 30
    assert len(_in_pixels(gray)) == 2


def test_a_faint_line_counts_where_the_paper_beside_it_is_white() -> None:
    gray = _paper()
    gray[200, 100:500] = 170
    assert len(_in_pixels(gray)) == 1
    gray[206, 100:500:3] = 30
    assert _in_pixels(gray) == []


def test_upright_lines_are_found() -> None:
    gray = _paper()
    gray[100:350, 400] = 30
    assert _in_pixels(gray) == [(400, 100, 400, 350)]


def test_lines_that_meet_are_two() -> None:
    gray = _paper()
    gray[100:103, 100:700] = gray[100:350, 100:103] = 30
    level, upright = ruled_lines(gray, _DPI)
    assert level[1] == level[3]
    assert upright[0] == upright[2]


@pytest.mark.parametrize(("gap", "lines"), [(40, 4), (12, 2)])
def test_short_lines_count_between_others_alone(gap: int, lines: int) -> None:
    gray = _paper()
    for row in (100, 100 + gap):
        gray[row, 100:500] = 30
    for column in (100, 499):
        gray[100 : 101 + gap, column] = 30
    assert len(_in_pixels(gray)) == lines
    alone = _paper()
    alone[100 : 101 + gap, 300] = 30
    assert _in_pixels(alone) == []


@pytest.mark.parametrize("marker", ["THỰC HIỆN", "IIIIII", "=====", "2.345.678"])
def test_letters_are_no_lines(marker: str) -> None:
    gray, _ = set_marker(marker, _DPI)
    assert ruled_lines(gray, _DPI) == []


def test_lines_painted_over_leave_paper() -> None:
    gray = _paper()
    gray[200:203, 100:500] = 30
    free = without_lines(gray, ruled_lines(gray, _DPI), _DPI)
    assert int(free.min()) >= _PAPER
    assert int(gray.min()) == 30
