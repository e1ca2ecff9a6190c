"""The cells of ruled tables laid in one column for recognition.

In a table the lines of neighbouring cells stand at different heights, and a recogniser that reads across cuts figures
in half. Cell by cell, one below the other, each is read whole; its words are moved back afterwards.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from trichluc.read.render import POINTS_PER_INCH
from trichluc.read.scan.picture import Gray
from trichluc.source import Grid

_DARK = 150
_INSET = 0.02
_GAP = 0.08
_MARGIN = 0.15
"""Inches: what is cut off at the rules, between two cells, and around them."""
_LOWEST = 0.028
"""Inches: lower ink is a speck."""
_EDGE = 0.02
"""Inches of paper around the ink: letters at the very edge of a cut are misread."""
_FLAT, _SQUAT = 0.025, 2.5
"""Inches: how thick a dash is at most; how many times as long as thick it is at least."""
_EN = 0.075
"""Inches: a longer dash is no hyphen."""
_LETTER = 0.07
"""Inches: half the height of a letter."""


@dataclass(frozen=True, slots=True)
class Dash:
    """A dash alone in its cell, and its box in pixels, as high as a letter."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(frozen=True, slots=True)
class CellList:
    """Cells cut out of a picture. `tops` are where they begin in `picture`, `moves` by how much to move words back.

    A cell that holds nothing but a dash is not among them: recognisers pass over it. It stands in `dashes`.
    """

    picture: Gray
    tops: tuple[int, ...]
    moves: tuple[tuple[int, int], ...]
    dashes: tuple[Dash, ...]

    def home(self, top: int) -> tuple[int, int]:
        """What to add to the left and top of a word that lies at `top` here."""
        return self.moves[max(0, bisect_right(self.tops, top) - 1)]


def cut_cells(gray: Gray, grids: Iterable[Grid], scale: float) -> tuple[Gray, CellList | None]:
    """The picture without its tables, and their cells column by column; `scale` is pixels for each point."""
    inch = scale * POINTS_PER_INCH
    rest = gray.copy()
    cuts: list[_Cut] = []
    dashes: list[Dash] = []
    for grid in grids:
        for cell in sorted(grid.cells, key=lambda c: (c.col, c.row)):
            box = [round(v * scale) for v in (cell.x0, cell.top, cell.x1, cell.bottom)]
            inset = round(_INSET * inch)
            area = (slice(max(0, box[1] + inset), box[3] - inset), slice(max(0, box[0] + inset), box[2] - inset))
            ink = _ink(gray[area], inch)
            dash = _dash(gray[area], ink, inch) if ink else None
            if dash:
                dashes.append(_moved(dash, area[1].start, area[0].start))
            elif ink:
                cuts.append(_cut(gray[area], ink, (area[1].start, area[0].start), inch))
            rest[area] = 255
    return (rest, _listed(cuts, dashes, inch)) if cuts else (gray, None)


_Box = tuple[int, int, int, int]
"""(x0, top, x1, bottom) in pixels, ends exclusive."""
_Cut = tuple[Gray, int, int]
"""A piece of a picture and where in it its left and top are."""


def _ink(cell: Gray, inch: float) -> _Box | None:
    """The part of a cell that holds ink."""
    dark = cell < _DARK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not rows.size or max(rows[-1] - rows[0], columns[-1] - columns[0]) < _LOWEST * inch:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _dash(cell: Gray, ink: _Box, inch: float) -> Dash | None:
    """The dash that a cell holds, None when it holds something else."""
    x0, top, x1, bottom = ink
    thick, long = bottom - top, x1 - x0
    if thick > _FLAT * inch or long < _SQUAT * thick or not (cell[top:bottom, x0:x1] < _DARK).any(axis=0).all():
        return None
    middle, half = (top + bottom) // 2, round(_LETTER * inch)
    return Dash("–" if long > _EN * inch else "-", x0, middle - half, x1, middle + half)


def _moved(dash: Dash, across: int, down: int) -> Dash:
    return Dash(dash.text, dash.x0 + across, dash.top + down, dash.x1 + across, dash.bottom + down)


def _cut(cell: Gray, ink: _Box, at: tuple[int, int], inch: float) -> _Cut:
    """The ink of a cell that begins `at`, with a little paper around it."""
    edge = round(_EDGE * inch)
    left, top = max(0, ink[0] - edge), max(0, ink[1] - edge)
    return cell[top : ink[3] + edge, left : ink[2] + edge], at[0] + left, at[1] + top


def _listed(cuts: Sequence[_Cut], dashes: Iterable[Dash], inch: float) -> CellList:
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
    return CellList(sheet, tuple(tops), tuple(moves), tuple(dashes))
