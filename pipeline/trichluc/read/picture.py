"""Pictures of pages made ready for recognition: seals out, straight, and the ruled lines found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from trichluc.read.render import Picture

Gray = NDArray[np.uint8]
"""Rows × columns, 0 is black."""

_STEPS = np.arange(-3.0, 3.01, 0.25)
_FINE = np.arange(-0.2, 0.21, 0.05)
_STRAIGHT = 0.15
_SIDE = 900


def without_red(picture: Picture) -> Gray:
    """The red channel: red seals and stamps become as light as the paper, black print stays black."""
    return np.ascontiguousarray(picture[:, :, 0])


def skew(gray: Gray) -> float:
    """The angle in degrees by which the lines of print fall to the right; 0 when none can be told.

    The right angle is the one at which the ink gathers in the fewest rows: the variance of the row sums is greatest.
    """
    step = max(1, min(gray.shape) // _SIDE)
    small = 255 - gray[::step, ::step].astype(np.int32)
    ink = np.argwhere(small > 128)
    if len(ink) < 200:
        return 0.0
    rows, columns = ink[:, 0].astype(np.float32), ink[:, 1].astype(np.float32)
    coarse = _best_angle(rows, columns, _STEPS)
    return _best_angle(rows, columns, coarse + _FINE)


def _best_angle(rows: NDArray[np.float32], columns: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _gathered(rows, columns, float(angle))))


def _gathered(rows: NDArray[np.float32], columns: NDArray[np.float32], angle: float) -> float:
    level = rows - columns * np.float32(np.tan(np.radians(angle)))
    counts = np.bincount((level - level.min()).astype(np.int32))
    return float(np.square(counts, dtype=np.float64).sum())


def straighten(gray: Gray, angle: float) -> Gray:
    """The picture turned so that its lines are level; the same size, white where nothing was."""
    if abs(angle) < _STRAIGHT:
        return gray
    turned = Image.fromarray(gray).rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(turned)


def ruled_lines(gray: Gray, dpi: float) -> list[tuple[float, float, float, float]]:
    """Straight drawn lines as (x0, top, x1, bottom) in points: the rules of tables and of footnote blocks."""
    dark = gray < 140
    shortest = int(dpi * 0.5)
    scale = 72.0 / dpi
    level = [(x0 * scale, y * scale, x1 * scale, y * scale) for y, x0, x1 in _runs(dark, shortest)]
    upright = [(x * scale, y0 * scale, x * scale, y1 * scale) for x, y0, y1 in _runs(dark.T, shortest)]
    return level + upright


def _runs(dark: NDArray[np.bool_], shortest: int) -> list[tuple[float, int, int]]:
    """Unbroken dark stretches along the rows, those of neighbouring rows taken as one thick line."""
    lines: list[tuple[int, int, int, int]] = []
    for row in np.flatnonzero(dark.sum(axis=1) >= shortest):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], dark[row].astype(np.int8), [0]))))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start >= shortest:
                _merge(lines, int(row), int(start), int(end))
    return [((top + bottom) / 2, start, end) for top, bottom, start, end in lines if bottom - top <= shortest // 5]


def _merge(lines: list[tuple[int, int, int, int]], row: int, start: int, end: int) -> None:
    for index in range(len(lines) - 1, max(-1, len(lines) - 40), -1):
        top, bottom, first, last = lines[index]
        if row - bottom <= 2 and start < last and first < end:
            lines[index] = (top, row, min(first, start), max(last, end))
            return
    lines.append((row, row, start, end))
