"""The cells of ruled tables laid in one column for recognition.

In a table the lines of neighbouring cells stand at different heights, and a recogniser that reads across cuts figures
in half. Cell by cell, one below the other, each is read whole; its words are moved back afterwards.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from trichluc.read.picture import Gray
from trichluc.source import Grid

_DARK = 150
_INSET = 0.02
_GAP = 0.12
_MARGIN = 0.15
"""Inches: what is cut off at the rules, between two cells, and around them."""
_LOWEST = 0.035
"""Inches: lower ink is a speck."""


@dataclass(frozen=True, slots=True)
class CellList:
    """Cells cut out of a picture. `tops` are where they begin in `picture`, `moves` by how much to move words back."""

    picture: Gray
    tops: tuple[int, ...]
    moves: tuple[tuple[int, int], ...]

    def home(self, top: int) -> tuple[int, int]:
        """What to add to the left and top of a word that lies at `top` here."""
        return self.moves[max(0, bisect_right(self.tops, top) - 1)]


def cut_cells(gray: Gray, grids: Iterable[Grid], scale: float) -> tuple[Gray, CellList | None]:
    """The picture without its tables, and their cells column by column; `scale` is pixels for each point."""
    inch = scale * 72
    rest = gray.copy()
    cuts: list[tuple[Gray, int, int]] = []
    for grid in grids:
        for cell in sorted(grid.cells, key=lambda c: (c.col, c.row)):
            box = [round(v * scale) for v in (cell.x0, cell.top, cell.x1, cell.bottom)]
            inset = round(_INSET * inch)
            area = (slice(max(0, box[1] + inset), box[3] - inset), slice(max(0, box[0] + inset), box[2] - inset))
            cut = _ink(gray[area], inch)
            if cut is not None:
                picture, left, top = cut
                cuts.append((picture, area[1].start + left, area[0].start + top))
            rest[area] = 255
    return (rest, _listed(cuts, inch)) if cuts else (gray, None)


def _ink(cut: Gray, inch: float) -> tuple[Gray, int, int] | None:
    """The part of a cell that holds ink, and where in the cell it is."""
    dark = cut < _DARK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not rows.size or max(rows[-1] - rows[0], columns[-1] - columns[0]) < _LOWEST * inch:
        return None
    top, left = int(rows[0]), int(columns[0])
    return cut[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1], left, top


def _listed(cuts: list[tuple[Gray, int, int]], inch: float) -> CellList:
    gap, margin = round(_GAP * inch), round(_MARGIN * inch)
    width = max(picture.shape[1] for picture, _, _ in cuts) + 2 * margin
    height = sum(picture.shape[0] + gap for picture, _, _ in cuts) + 2 * margin
    sheet = np.full((height, width), 255, np.uint8)
    tops: list[int] = []
    moves: list[tuple[int, int]] = []
    at = margin
    for picture, left, top in cuts:
        sheet[at : at + picture.shape[0], margin : margin + picture.shape[1]] = picture
        tops.append(at - gap // 2)
        moves.append((left - margin, top - at))
        at += picture.shape[0] + gap
    return CellList(sheet, tuple(tops), tuple(moves))
