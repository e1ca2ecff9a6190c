"""Blocks that stand side by side on a picture, laid one below the other for recognition.

Letterheads and signatures are two blocks with lines of different heights. A recogniser that reads across both cuts
the lines of one by those of the other and loses dots and hooks. A white strip tells the blocks; the right one is moved
below the left one, and the words that are found are moved back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trichluc.read.render import POINTS_PER_INCH
from trichluc.read.scan.picture import Gray, spans
from trichluc.source import Stroke

_MM = 25.4
_STRIP, _TALL = 3, 18
"""Millimetres: the narrowest and lowest white strip between blocks. Gaps between words are narrower or lower."""
_MIDDLE = (0.28, 0.72)
"""Share of the width within which the strip stands."""
_SHARED, _APART = 8, 15.0
"""Millimetres: how much of the height both blocks have ink in, and how far apart they stand there (the median). Lines
that a strip parts by chance stand much closer."""
_DARK = 150
_INK = 0.04
"""Share of a square millimetre that ink must fill; specks fill less."""
_Cells = NDArray[np.bool_]
"""Square millimetres of a picture: whether there is ink."""


@dataclass(frozen=True, slots=True)
class Fold:
    """In pixels: the rows `top` to `bottom` hold two blocks that `x` parts."""

    top: int
    bottom: int
    x: int


def find_folds(gray: Gray, dpi: float, strokes: Iterable[Stroke]) -> list[Fold]:
    """The stretches of a level picture with two blocks side by side, from the top; they do not overlap.

    `strokes` are its ruled lines: where upright ones stand, what is side by side are cells of a table.
    """
    side = max(1, round(dpi / _MM))
    cells = _cells(gray, side)
    found: list[Fold] = []
    free = _outside_tables(strokes, len(cells))
    lines = _lines(cells)
    for top, bottom, x in sorted(_strips(cells), key=lambda s: s[0] - s[1]):
        if free[top:bottom].all() and _at_an_end(lines, top, bottom) and _are_blocks(cells[top:bottom], x):
            free[top:bottom] = False
            found.append(Fold(top * side, bottom * side, x * side + side // 2))
    return sorted(found, key=lambda fold: fold.top)


def _outside_tables(strokes: Iterable[Stroke], height: int) -> NDArray[np.bool_]:
    free = np.ones(height, np.bool_)
    for stroke in strokes:
        if stroke.x1 - stroke.x0 < stroke.bottom - stroke.top:
            top, bottom = (round(y / POINTS_PER_INCH * _MM) for y in (stroke.top, stroke.bottom))
            free[max(0, top) : bottom] = False
    return free


def _cells(gray: Gray, side: int) -> _Cells:
    height, width = gray.shape[0] // side, gray.shape[1] // side
    dark = gray[: height * side, : width * side] < _DARK
    by_rows = np.add.reduceat(dark, np.arange(0, height * side, side), axis=0, dtype=np.int32)
    counts = np.add.reduceat(by_rows, np.arange(0, width * side, side), axis=1)
    filled: _Cells = counts > _INK * side * side
    return filled


def _strips(cells: _Cells) -> Iterator[tuple[int, int, int]]:
    """White strips in the middle of the page as (top, bottom, x), each as tall as the print beside it."""
    width, beside = cells.shape[1], np.flatnonzero(cells.any(axis=1))
    for x in range(int(width * _MIDDLE[0]), int(width * _MIDDLE[1])):
        inked = np.flatnonzero(cells[:, x : x + _STRIP].any(axis=1))
        edges = np.concatenate(([-1], inked, [len(cells)]))
        for above in np.flatnonzero(np.diff(edges) > _TALL):
            rows = beside[np.searchsorted(beside, edges[above] + 1) : np.searchsorted(beside, edges[above + 1])]
            if rows.size:
                top, bottom = _between_lines(cells, int(rows[0]), int(rows[-1]) + 1)
                if bottom - top >= _TALL:
                    yield top, bottom, x + 1


def _between_lines(cells: _Cells, top: int, bottom: int) -> tuple[int, int]:
    """The rows without the parts of lines that run across the strip above or below."""
    if top and cells[top - 1].any():
        top += int(cells[top:bottom].any(axis=1).argmin())
    if bottom < len(cells) and cells[bottom].any():
        bottom -= int(cells[top:bottom][::-1].any(axis=1).argmin())
    return top, bottom


def _at_an_end(lines: Sequence[tuple[int, int]], top: int, bottom: int) -> bool:
    """Whether no more than a page number stands above or below these rows."""
    above = sum(end <= top for _, end in lines)
    below = sum(start >= bottom for start, _ in lines)
    return min(above, below) <= 1


def _are_blocks(rows: _Cells, x: int) -> bool:
    """Whether print on both sides of a strip is two blocks, and not lines that run across it by chance."""
    left, right = rows[:, :x][:, ::-1], rows[:, x:]
    both = left.any(axis=1) & right.any(axis=1)
    gaps = left[both].argmax(axis=1) + right[both].argmax(axis=1)
    return len(gaps) >= _SHARED and float(np.median(gaps)) >= _APART


def _lines(rows: _Cells) -> list[tuple[int, int]]:
    """First and last row of each line of print."""
    return spans(rows.any(axis=1))


def unfold(gray: Gray, folds: Sequence[Fold]) -> Gray:
    """The picture with the right block of each fold moved below the left one; it grows by the folds' heights."""
    if not folds:
        return gray
    parts: list[Gray] = []
    done = 0
    for fold in folds:
        left, right = gray[fold.top : fold.bottom].copy(), gray[fold.top : fold.bottom].copy()
        left[:, fold.x :] = 255
        right[:, : fold.x] = 255
        parts += [gray[done : fold.top], left, right]
        done = fold.bottom
    return np.concatenate([*parts, gray[done:]])


def rise(top: int, folds: Sequence[Fold]) -> int:
    """By how much a word whose top lies at `top` on the unfolded picture stood higher before."""
    moved = 0
    for fold in folds:
        if top - moved < fold.bottom:
            break
        moved += fold.bottom - fold.top
    return moved
