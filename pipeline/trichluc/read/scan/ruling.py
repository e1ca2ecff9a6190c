"""Ruled lines of a picture: the sides of tables, the rule above notes, the strokes below a letterhead.

A line is a long dark run of pixels, as thin as no letter and with white on both sides. Scans draw fine rules in gray,
so a lighter tone counts than for letters. A run too short for a line of its own is one where it ends at lines on both
sides: a row of a table is lower than many a capital is wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trichluc.read.render import POINTS_PER_INCH
from trichluc.read.scan.picture import Gray

_DARK, _FAINT = 140, 185
"""Darker than this is print; the tone of a fine rule whose ink the scanner spread over two rows of pixels."""
_LONG, _SHORT = 0.5, 0.16
"""Inches: the shortest line that stands alone, and the shortest between two others."""
_THICK = 0.1
"""Inches: no line is thicker."""
_BESIDE = 2.0
"""Points from a faint line at which the paper is white."""
_WHITE = 0.2
"""Share of that stretch that ink may fill: a foot of a letter here and there, but no stems of a line of print."""
_SOLID = 0.9
"""Share of a dark line's length that is as dark as print."""
_APART = 2
"""Rows of pixels from one piece of a line to the next, at most."""
_RECENT = 40
"""So many of the lines found last may go on in the next row of pixels."""
_TOUCH = 4.0
"""Points between the end of a short line and the line it meets."""

Line = tuple[float, float, float, float]
"""(x0, top, x1, bottom) in points."""


@dataclass(slots=True)
class _Run:
    """Dark runs of neighbouring rows as one: rows `top` to `bottom`, columns `start` to `end`; turned for columns."""

    top: int
    bottom: int
    start: int
    end: int

    @property
    def at(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def length(self) -> int:
        return self.end - self.start


def ruled_lines(gray: Gray, dpi: float) -> list[Line]:
    """The level and upright lines of a picture whose print is level."""
    scale = POINTS_PER_INCH / dpi
    level, upright = _lines(gray, dpi), _lines(np.ascontiguousarray(gray.T), dpi)
    across, down = [r for r in level if _is_long(r, dpi)], [r for r in upright if _is_long(r, dpi)]
    reach = _TOUCH / scale
    across, down = (
        [*across, *(r for r in level if not _is_long(r, dpi) and _is_between(r, down, reach))],
        [*down, *(r for r in upright if not _is_long(r, dpi) and _is_between(r, across, reach))],
    )
    return [
        *((r.start * scale, r.at * scale, r.end * scale, r.at * scale) for r in across),
        *((r.at * scale, r.start * scale, r.at * scale, r.end * scale) for r in down),
    ]


def without_lines(gray: Gray, lines: Iterable[Line], dpi: float) -> Gray:
    """The picture with ruled lines painted over, so that none is read as a letter."""
    scale, half = dpi / POINTS_PER_INCH, max(2, round(dpi / 90))
    free = gray.copy()
    for x0, top, x1, bottom in lines:
        rows = slice(max(0, round(top * scale) - half), round(bottom * scale) + half + 1)
        columns = slice(max(0, round(x0 * scale) - half), round(x1 * scale) + half + 1)
        free[rows, columns] = 255
    return free


def _is_long(run: _Run, dpi: float) -> bool:
    return run.length >= _LONG * dpi


def _is_between(run: _Run, crossing: Sequence[_Run], reach: float) -> bool:
    """Whether a run goes from one crossing line to another."""
    passing = [c.at for c in crossing if c.start - reach <= run.at <= c.end + reach]
    return any(abs(at - run.start) <= reach for at in passing) and any(abs(at - run.end) <= reach for at in passing)


def _lines(gray: Gray, dpi: float) -> list[_Run]:
    """Runs along the rows that are thin enough for lines, the dark ones and the faint ones with white beside them."""
    shortest, thick, beside = int(_SHORT * dpi), _THICK * dpi, round(_BESIDE * dpi / POINTS_PER_INCH)
    runs: list[_Run] = []
    for row, start, end in _stretches(gray < _FAINT, shortest):
        _add(runs, _Run(row, row, start, end))
    thin = [run for run in runs if run.bottom - run.top <= thick]
    return [run for run in thin if _is_dark(gray, run) or _stands_free(gray, run, beside)]


def _stretches(dark: NDArray[np.bool_], shortest: int) -> Iterable[tuple[int, int, int]]:
    """Unbroken dark runs as (row, start, end), row by row."""
    padded = np.zeros((dark.shape[0], dark.shape[1] + 1), np.int8)
    padded[:, :-1] = dark
    edges = np.flatnonzero(np.diff(padded.ravel(), prepend=np.int8(0)))
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts >= shortest
    rows, columns = np.divmod(starts[long], padded.shape[1])
    return zip(rows.tolist(), columns.tolist(), (columns + (ends - starts)[long]).tolist(), strict=True)


def _add(runs: list[_Run], run: _Run) -> None:
    """A run as part of the line that it thickens or goes on, else as a line of its own.

    Noise parts a fine line into pieces, which the next row of pixels may join.
    """
    one, *others = [r for r in runs[-_RECENT:] if _touch(r, run)] or [run]
    if one is run:
        runs.append(run)
    for piece in (run, *others):
        one.top, one.bottom = min(one.top, piece.top), max(one.bottom, piece.bottom)
        one.start, one.end = min(one.start, piece.start), max(one.end, piece.end)
    for piece in others:
        runs.remove(piece)


def _touch(known: _Run, run: _Run) -> bool:
    return run.top - known.bottom <= _APART and run.start < known.end and known.start < run.end


def _is_dark(gray: Gray, run: _Run) -> bool:
    """Whether a line is as dark as print."""
    cut = gray[run.top : run.bottom + 1, run.start : run.end]
    return float((cut.min(axis=0) < _DARK).mean()) >= _SOLID


def _stands_free(gray: Gray, run: _Run, beside: int) -> bool:
    """Whether the paper on both sides of a line is white."""
    sides = [at for at in (run.top - beside, run.bottom + beside) if 0 <= at < len(gray)]
    return all(float((gray[at, run.start : run.end] < _DARK).mean()) <= _WHITE for at in sides)
