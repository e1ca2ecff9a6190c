"""Words of a page into the cells of its grids."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from trichluc.layout.furniture import PageLines
from trichluc.layout.lines import LineMark, PrintedLine, make_line
from trichluc.layout.parts import CellPart
from trichluc.source import Grid, Word

_BARS = frozenset("|¦_‡[]")


@dataclass(slots=True)
class Part:
    """A grid filled with lines; `first` and `last` tell whether it opens or closes the lines of its page."""

    page: int
    grid: Grid
    edges: list[float]
    cells: list[CellPart]
    rest: dict[int, list[Word]]
    """The lines that the grid takes from, by their place on the page, with the words it leaves."""
    first: bool = False
    last: bool = False


def fill(page: PageLines, grid: Grid) -> Part | None:
    """The grid with the lines of the page that stand in it; None when there are none."""
    finder = Finder(grid)
    lines: dict[int, list[PrintedLine]] = {}
    rest: dict[int, list[Word]] = {}
    for n, line in enumerate(page.lines):
        pieces = finder.split(line)
        if all(at is None for at, _ in pieces):
            continue
        rest[n] = [word for at, piece in pieces if at is None for word in piece.words]
        for at, piece in pieces:
            kept = _without_bars(piece)
            if at is not None and kept is not None:
                lines.setdefault(at, []).append(kept)
    if not rest:
        return None
    cells = [
        CellPart(cell.row, cell.col, cell.row_span, cell.col_span, lines=tuple(lines.get(at, ())))
        for at, cell in enumerate(grid.cells)
    ]
    edges = sorted({cell.x0 for cell in grid.cells} | {grid.x1})
    return Part(page.page.number, grid, edges, cells, rest)


def _without_bars(line: PrintedLine) -> PrintedLine | None:
    """A line of a recognised page without the rules of the table that were read as letters; None if none is left."""
    if all(word.confidence is None or not _BARS.issuperset(word.text) for word in line.words):
        return line
    words = [word for word in line.words if not _BARS.issuperset(word.text)]
    return make_line(line.page, words) if words else None


class Finder:
    """Which cell of a grid a word stands in."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._tops = sorted({cell.top for cell in grid.cells})
        self._rows: list[tuple[list[float], list[int]]] = [([], []) for _ in self._tops]
        for at, cell in sorted(enumerate(grid.cells), key=lambda entry: entry[1].x0):
            for n in range(bisect_left(self._tops, cell.top), bisect_left(self._tops, cell.bottom)):
                self._rows[n][0].append(cell.x0)
                self._rows[n][1].append(at)

    def split(self, line: PrintedLine) -> list[tuple[int | None, PrintedLine]]:
        """A line cut where it leaves one cell for another; None for what stands beside the grid."""
        middle = (line.top + line.bottom) / 2
        grid = self._grid
        if not (grid.top - 1 < middle < grid.bottom + 1) or line.x1 < grid.x0 or line.x0 > grid.x1:
            return [(None, line)]
        groups: list[tuple[int | None, list[int]]] = []
        for n, word in enumerate(line.words):
            at = self.cell(word)
            if groups and (groups[-1][0] == at or (word.glued and groups[-1][0] is not None)):
                groups[-1][1].append(n)
            else:
                groups.append((at, [n]))
        if len(groups) == 1:
            return [(groups[0][0], line)]
        return [(at, _piece(line, taken[0], taken[-1] + 1)) for at, taken in groups]

    def cell(self, word: Word) -> int | None:
        """The index of the cell that holds the middle of a word."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        grid = self._grid
        if not (grid.x0 - 1 <= x <= grid.x1 + 1):
            return None
        lefts, cells = self._rows[max(bisect_right(self._tops, y) - 1, 0)]
        return cells[max(bisect_right(lefts, x) - 1, 0)] if cells else None


def _piece(line: PrintedLine, start: int, end: int) -> PrintedLine:
    """The words from `start` to `end` as a line of their own, with the marks that stand behind them."""
    words = line.words[start:end]
    if words[0].glued:
        words = (replace(words[0], glued=False), *words[1:])
    whole = make_line(line.page, words)
    if not line.marks:
        return whole
    marks = tuple(
        LineMark(mark.at - start, mark.note) for mark in line.marks if start < mark.at <= end or mark.at == start == 0
    )
    return replace(whole, marks=marks)
