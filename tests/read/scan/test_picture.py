"""Pictures made ready for recognition: paper white, inks parted, lines level."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.random import default_rng
from numpy.typing import NDArray

from trichluc.read.scan.picture import Gray, evened, part_inks, skew, straighten, whitened, without_red

_RED, _BLUE, _BLACK = (210, 30, 40), (30, 50, 150), (20, 20, 20)


def _coloured(paper: int = 255) -> NDArray[np.uint8]:
    return np.full((400, 600, 3), paper, np.uint8)


def _print(gray: Gray) -> Gray:
    """The picture with lines of strokes that stand for letters."""
    for row in range(40, 360, 30):
        for column in range(60, 540, 8):
            gray[row : row + 14, column : column + 3] = 20
    return gray


def test_noise_of_gray_paper_becomes_white_and_print_stays_dark() -> None:
    noise = default_rng(1).normal(225, 6, (400, 600))
    noisy = np.clip(noise, 0, 255).astype(np.uint8)
    white = whitened(_print(noisy.copy()))
    letters = _print(np.full_like(noisy, 255)) < 128
    assert float((white[~letters] == 255).mean()) > 0.99
    assert int(white[letters].max()) < 40


def test_faint_print_becomes_dark_and_an_empty_page_stays_empty() -> None:
    letters = _print(np.full((400, 600), 255, np.uint8)) < 128
    faint = np.where(letters, 165, 245).astype(np.uint8)
    white = whitened(faint)
    assert int(white[letters].max()) < 100
    assert int(white[~letters].min()) == 255
    assert int(whitened(np.full((400, 600), 240, np.uint8)).min()) == 255


def test_little_print_is_not_taken_for_faint_print() -> None:
    page = np.full((400, 600), 255, np.uint8)
    page[100:112, 100:103] = 20
    page[100:112, 99] = page[100:112, 103] = 160
    assert np.array_equal(whitened(page) < 90, page < 90)
    assert int(whitened(page)[105, 99]) > 140


def test_white_paper_stays_as_it_is() -> None:
    paper = _print(np.full((400, 600), 255, np.uint8))
    assert np.array_equal(evened(paper), paper)
    assert np.array_equal(whitened(paper) < 128, paper < 128)
    black = np.zeros((40, 40), np.uint8)
    assert np.array_equal(whitened(black), black)


def test_shadow_is_lifted() -> None:
    shadow = np.linspace(210, 110, 600)[None, :]
    dark = (_print(np.full((400, 600), 255, np.uint8)) / 255 * shadow).astype(np.uint8)
    even = evened(dark)
    letters = _print(np.full((400, 600), 255, np.uint8)) < 128
    assert int(even[~letters].min()) > 200
    assert int(even[letters].max()) < 100


def test_red_ink_is_gone_and_blue_ink_is_cut_out() -> None:
    page = _coloured()
    page[100:140, 100:300] = _BLACK
    page[120:200, 150:200] = _RED
    page[100:130, 150:200] = _BLACK
    page[250:280, 300:380] = _BLUE
    black, blot = part_inks(page)
    assert int(black[160:200, 150:200].min()) > 200
    assert int(black[100:120, 100:300].max()) < 60
    assert int(black[250:280, 300:380].min()) == 255
    assert blot is not None
    assert (blot.left, blot.top) == (296, 246)
    assert int(blot.picture[10:20, 10:20].max()) < 140


def test_a_page_printed_in_blue_is_print() -> None:
    page = _coloured()
    page[100:140, 100:300] = _BLUE
    black, blot = part_inks(page)
    assert blot is None
    assert int(black[110, 200]) < 140


def test_the_red_channel_shows_black_under_a_seal() -> None:
    page = _coloured()
    page[:] = _RED
    page[10:20] = _BLACK
    gray = without_red(page)
    assert int(gray[15, 5]) == _BLACK[0]
    assert int(gray[30, 5]) == _RED[0]


@pytest.mark.parametrize("angle", [-5.0, -2.0, 0.0, 1.0, 4.0])
def test_the_fall_of_lines_is_measured_and_undone(angle: float) -> None:
    level = _print(np.full((400, 600), 255, np.uint8))
    fallen = straighten(level, -angle)
    assert skew(fallen) == pytest.approx(angle, abs=0.25)
    assert skew(straighten(fallen, skew(fallen))) == pytest.approx(0.0, abs=0.25)


def test_no_print_has_no_fall() -> None:
    assert skew(np.full((400, 600), 255, np.uint8)) == 0.0
