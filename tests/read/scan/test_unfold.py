"""Blocks side by side on pictures: found, laid one below the other, and words moved back."""

from __future__ import annotations

import numpy as np

from trichluc.read.scan.picture import Gray
from trichluc.read.scan.unfold import Fold, find_folds, rise, unfold
from trichluc.source import Stroke

_DPI = 100.0


def _page(*lines: tuple[float, float, float]) -> Gray:
    """A4 at 100 dpi with lines of print at (top, x0, x1) in millimetres, four millimetres high."""
    gray = np.full((1169, 827), 255, np.uint8)
    for top, x0, x1 in lines:
        rows, columns = slice(_px(top), _px(top + 4)), slice(_px(x0), _px(x1))
        gray[rows, columns] = 0
    return gray


def _px(millimetres: float) -> int:
    return round(millimetres * _DPI / 25.4)


_BODY = tuple((60.0 + 8 * n, 30.0, 190.0) for n in range(20))
_LETTERHEAD = (
    *((20.0 + 6 * n, 30.0, 80.0) for n in range(3)),
    *((18.0 + 7 * n, 105.0, 190.0) for n in range(3)),
)


def test_a_letterhead_is_two_blocks() -> None:
    (fold,) = find_folds(_page(*_LETTERHEAD, *_BODY), _DPI, [])
    assert fold.top <= _px(19)
    assert _px(35) <= fold.bottom <= _px(59)
    assert _px(80) < fold.x < _px(105)


def test_running_text_is_not_parted() -> None:
    gaps = [(top, 30.0, 100.0) for top, _, _ in _BODY[:4]] + [(top, 104.0, 190.0) for top, _, _ in _BODY[:4]]
    assert find_folds(_page(*gaps, *_BODY[4:]), _DPI, []) == []


def test_cells_of_a_table_are_not_parted() -> None:
    rule = Stroke(265.0, 45.0, 265.0, 120.0)
    assert find_folds(_page(*_LETTERHEAD, *_BODY), _DPI, [rule]) == []


def test_blocks_in_the_middle_of_a_page_are_not_parted() -> None:
    lowered = [(top + 60, x0, x1) for top, x0, x1 in _LETTERHEAD]
    around = [(20.0 + 8 * n, 30.0, 190.0) for n in range(6)] + [(120.0 + 8 * n, 30.0, 190.0) for n in range(6)]
    assert find_folds(_page(*lowered, *around), _DPI, []) == []


def test_unfolding_loses_no_ink_and_words_go_back() -> None:
    page = _page(*_LETTERHEAD, *_BODY)
    folds = find_folds(page, _DPI, [])
    laid = unfold(page, folds)
    assert (laid < 128).sum() == (page < 128).sum()
    height = folds[0].bottom - folds[0].top
    assert laid.shape[0] == page.shape[0] + height
    assert rise(folds[0].bottom - 1, folds) == 0
    assert rise(folds[0].bottom + 1, folds) == height
    assert rise(laid.shape[0] - 1, folds) == height


def test_every_fold_above_moves_a_word() -> None:
    folds = [Fold(10, 30, 50), Fold(100, 140, 50)]
    assert [rise(top, folds) for top in (5, 29, 30, 60, 119, 159, 160, 300)] == [0, 0, 20, 20, 20, 20, 60, 60]
    assert unfold(np.zeros((5, 5), np.uint8), []).shape == (5, 5)
