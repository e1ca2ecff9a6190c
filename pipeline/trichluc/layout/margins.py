"""The text area of each page and the habits of the document: where lines begin and end, how far they stand apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from trichluc.layout.lines import PrintedLine

_BIN = 2.0
"""Points: edges that differ by less are one edge."""
_LEAST = 3
_RIGHT_MARGIN = 0.75
"""The right margin as a share of the left one (NĐ 30/2020/NĐ-CP: 15 to 20 mm, and 30 to 35 mm)."""
_LEADING = 1.25
"""Distance of baselines in type sizes where a page is too short to tell."""
_SPACED = 0.15
"""In type sizes: so much more space than between lines parts paragraphs."""
_NEARLY_ALL = 0.9
_INDENT = (0.8, 5.0)
"""Indents of first lines, in type sizes (1 cm to 1,27 cm is 2 to 2,8)."""


Place = tuple[int, int]
"""A page and a column on it; column 0 is the whole width."""


@dataclass(frozen=True, slots=True)
class Area:
    """The text area of a page: left and right edge, and the usual distance of baselines in type sizes."""

    left: float
    right: float
    leading: float


@dataclass(frozen=True, slots=True)
class Habits:
    """The areas by page and column; how far paragraphs of the document are usually indented, 0 where they are not.

    `spaced` tells whether white space parts nearly all of its paragraphs.
    """

    areas: dict[Place, Area]
    indent: float
    spaced: bool = False

    def area(self, line: PrintedLine) -> Area:
        """The text area in which a line stands."""
        return self.areas[line.page, line.column]

    def offset(self, line: PrintedLine) -> float:
        """How far a line begins from the left edge, in points."""
        return line.x0 - self.area(line).left


def measure(pages: Sequence[Sequence[PrintedLine]], widths: Mapping[int, float]) -> Habits:
    """The habits of a document, from the lines of its running text by page and the widths of all pages."""
    filled = [column for lines in pages for column in _by_column(lines)]
    own = {_place(lines[0]): _own_area(lines) for lines in filled}
    long = {_place(lines[0]) for lines in filled if len(lines) >= 3 * _LEAST}
    areas = {}
    for lines in filled:
        place = page, column = _place(lines[0])
        alike = [own[p] for p in long if p[1] == column and abs(widths[p[0]] - widths[page]) < 1.0]
        if place in long:
            areas[place] = own[place]
        elif alike:
            areas[place] = _short_area(lines, own[place], alike)
        else:
            areas[place] = own[place] if column else _supposed_area(lines, own[place], widths[page])
    return Habits(areas, _usual_indent(filled, areas), _is_spaced(filled, areas))


def _place(line: PrintedLine) -> Place:
    return line.page, line.column


def _by_column(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    columns: dict[int, list[PrintedLine]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    return list(columns.values())


def _short_area(lines: Sequence[PrintedLine], own: Area, alike: Sequence[Area]) -> Area:
    """The area of a page with few lines: what several of them share, else what is usual on pages of that width."""
    left, right = median(a.left for a in alike), median(a.right for a in alike)
    if sum(abs(line.x1 - own.right) < _BIN for line in lines) > 1:
        right = own.right
    return Area(min(left, own.left), max(right, own.right), median(a.leading for a in alike))


def _supposed_area(lines: Sequence[PrintedLine], own: Area, width: float) -> Area:
    """The area of a lone page with few lines: unless several end together, the right margin is a little smaller."""
    if sum(abs(line.x1 - own.right) < _BIN for line in lines) > 1:
        return own
    return Area(own.left, max(own.right, width - _RIGHT_MARGIN * own.left), own.leading)


def _own_area(lines: Sequence[PrintedLine]) -> Area:
    left = _edge([line.x0 for line in lines], last=False)
    right = _edge([line.x1 for line in lines], last=True)
    return Area(left, max(right, left + 1.0), _leading(lines, right))


def _edge(values: Sequence[float], last: bool) -> float:
    """The outermost place at which several lines end; the outermost of all when no place is shared."""
    counts = Counter(round(value / _BIN) for value in values)
    needed = _LEAST if len(values) >= 3 * _LEAST else min(2, len(values))
    shared = [b for b, n in counts.items() if n + counts.get(b - 1, 0) + counts.get(b + 1, 0) >= needed]
    if not shared:
        return max(values) if last else min(values)
    place = max(shared) if last else min(shared)
    near = [v for v in values if abs(v - place * _BIN) <= 1.5 * _BIN]
    return max(near) if last else min(near)


def _leading(lines: Sequence[PrintedLine], right: float) -> float:
    """The usual distance between a full line and the next one."""
    steps = [
        (b.baseline - a.baseline) / max(a.size, 1.0)
        for a, b in pairwise(lines)
        if a.page == b.page and a.x1 > right - 2 * a.size and abs(a.size - b.size) < 1
    ]
    sound = [step for step in steps if 0.8 < step < 3]
    return median(sound) if len(sound) >= _LEAST else _LEADING


def _is_spaced(pages: Iterable[Sequence[PrintedLine]], areas: dict[Place, Area]) -> bool:
    """Whether more space than between lines stands after nearly every line that ends early."""
    extra: list[float] = []
    for lines in pages:
        for before, line in pairwise(lines):
            area = areas[_place(line)]
            if before.x1 < area.right - 6 * before.size and abs(before.size - line.size) < 1:
                extra.append((line.baseline - before.baseline) / max(before.size, 1.0) - area.leading)
    spaced = sum(space > _SPACED for space in extra)
    return len(extra) >= 3 * _LEAST and spaced >= _NEARLY_ALL * len(extra)


def _usual_indent(pages: Iterable[Sequence[PrintedLine]], areas: dict[Place, Area]) -> float:
    """The indent of most lines that follow one that ends early; 0 when most of them are not indented."""
    offsets: list[tuple[float, float]] = []
    for lines in pages:
        for before, line in pairwise(lines):
            area = areas[_place(line)]
            if before.x1 < area.right - 6 * before.size and before.x0 < area.left + 1:
                offsets.append((line.x0 - area.left, line.size))
    indents = [offset for offset, size in offsets if _INDENT[0] * size < offset < _INDENT[1] * size]
    if not offsets or len(indents) < 0.6 * len(offsets):
        return 0.0
    place = Counter(round(indent / _BIN) for indent in indents).most_common(1)[0][0]
    return median(indent for indent in indents if abs(indent - place * _BIN) <= _BIN)
