"""What a scanner shows around and beside the paper: black edges, holes of binders, blots. None of it is print."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from trichluc.read.scan.picture import DARK, Gray

_INK = 215
"""Darker than this is the soft edge of a blot."""
_CELL = 0.02
"""Inches: the side of the squares in which blots are sought."""
_SOLID = 6
"""Squares: ink as wide and as high as that is neither a stroke of a letter nor the square before an item of a list; a
punched hole is 6 mm wide (ISO 838)."""
_SOFT = 2
"""Squares around a blot that belong to it."""
_NEAR, _RIM = 0.03, 0.2
"""Inches: the white that may show between the end of the picture and a black edge; how wide a thin edge is at most."""
_LONG = 0.1
"""Share of a side of the picture along which a thin edge goes at least; rules of tables end there as well."""


def without_edges(gray: Gray, dpi: float) -> Gray:
    """The picture with black edges and blots made white."""
    side = max(1, round(_CELL * dpi))
    free = gray.copy()
    solid = _solid(gray, side)
    if solid.any():
        around = np.kron(_spread(solid, _SOFT), np.ones((side, side), np.bool_))
        area = free[: around.shape[0], : around.shape[1]]
        area[around & (area < _INK)] = 255
    rim, near = round(_RIM * dpi), max(1, round(_NEAR * dpi))
    for turned in (free, free[:, ::-1], free.T, free.T[:, ::-1]):
        _peel(turned[:, :rim], near)
    return free


def _solid(gray: Gray, side: int) -> NDArray[np.bool_]:
    """The squares of a blot: those in a square of `_SOLID` × `_SOLID` that are dark all over."""
    rows, columns = gray.shape[0] // side, gray.shape[1] // side
    if min(rows, columns) < _SOLID:
        return np.zeros((0, 0), np.bool_)
    squares = gray[: rows * side, : columns * side].reshape(rows, side, columns, side)
    dark = squares.max(axis=(1, 3)) < DARK
    windows = np.asarray(sliding_window_view(dark, (_SOLID, _SOLID)).all(axis=(2, 3)), np.bool_)
    solid = np.zeros(dark.shape, np.bool_)
    for down in range(_SOLID):
        for across in range(_SOLID):
            solid[down : down + windows.shape[0], across : across + windows.shape[1]] |= windows
    return solid


def _spread(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    padded = np.pad(mask, by)
    return np.asarray(sliding_window_view(padded, (2 * by + 1, 2 * by + 1)).any(axis=(2, 3)), np.bool_)


def _peel(strip: Gray, near: int) -> None:
    """Make white, in place, the thin edge along the left of a strip: in each row all ink up to the first paper."""
    dark = strip < _INK
    touching = np.asarray(dark[:, :near].any(axis=1), np.bool_)
    if np.count_nonzero(touching) < _LONG * len(strip):
        return
    begun = np.logical_or.accumulate(dark, axis=1)
    ended = np.logical_or.accumulate(begun & ~dark, axis=1)
    strip[touching[:, None] & ~ended] = 255
