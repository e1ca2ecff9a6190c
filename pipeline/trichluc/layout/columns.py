"""Text set in two columns, as in gazettes and bulletins: the left column is read before the right one.

A page has columns where a gutter that no word enters parts two blocks of running lines, both of them mostly filled.
Letterheads, lists of recipients and lines of `label … value` are not: their lines are short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from trichluc.layout.lines import PrintedLine, make_line

_GUTTER = 0.6
"""In type sizes: the least width of a gutter, more than the widest space of a justified line."""
_MIDDLE = (0.3, 0.7)
"""Shares of the width of the text between which a gutter lies."""
_LEAST_LINES = 5
"""Each column has at least so many lines."""
_FILLED = 0.6
"""Share of the lines of a column that fill it, and share of its width at which a line does."""
_BIN = 2.0
_EDGE = 1.5
"""Points by which lines of one column may miss its edge."""


@dataclass(frozen=True, slots=True)
class _Gutter:
    """The white space between two columns, in points from the left."""

    left: float
    right: float

    def is_crossed_by(self, line: PrintedLine) -> bool:
        """Whether a word of the line stands in the gutter."""
        return any(word.x1 > self.left + _EDGE and word.x0 < self.right - _EDGE for word in line.words)

    def is_spanned_by(self, line: PrintedLine) -> bool:
        """Whether a line has words on both sides."""
        return line.x0 < self.left and line.x1 > self.right

    def parts(self, line: PrintedLine) -> list[PrintedLine]:
        """The line, cut in two where it stands on both sides without entering the gutter."""
        if not self.is_spanned_by(line) or self.is_crossed_by(line) or line.marks:
            return [line]
        at = next(n for n, word in enumerate(line.words) if word.x0 >= self.right - _EDGE)
        return [make_line(line.page, line.words[:at]), make_line(line.page, line.words[at:])]


def in_columns(lines: Sequence[PrintedLine], barriers: Iterable[float] = ()) -> list[PrintedLine]:
    """The lines of a page in reading order, those in a column with its number (1, 2) in `column`.

    `barriers` are heights at which something lies over the whole width, such as a table. The list is the same as
    given when the page has no columns.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return list(lines)
    pieces = sorted((part for line in lines for part in gutter.parts(line)), key=lambda line: (line.top, line.x0))
    stops = sorted(barriers)
    ordered: list[PrintedLine] = []
    found = False
    for (across, _), zone in groupby(pieces, key=lambda p: (_is_across(p, gutter), sum(s <= p.top for s in stops))):
        members = list(zone)
        columns = None if across else _columns(members, gutter)
        found = found or columns is not None
        ordered.extend(columns or members)
    return ordered if found else list(lines)


def _is_across(line: PrintedLine, gutter: _Gutter) -> bool:
    return gutter.is_spanned_by(line) or gutter.is_crossed_by(line)


def _columns(lines: Sequence[PrintedLine], gutter: _Gutter) -> list[PrintedLine] | None:
    """The left lines before the right ones; None when the lines do not form two columns."""
    left = [line for line in lines if line.x1 <= gutter.left + _EDGE]
    right = [line for line in lines if line.x1 > gutter.left + _EDGE]
    if not (_is_column(left) and _is_column(right) and _are_side_by_side(left, right)):
        return None
    return [*(replace(line, column=1) for line in left), *(replace(line, column=2) for line in right)]


def _is_column(lines: Sequence[PrintedLine]) -> bool:
    if len(lines) < _LEAST_LINES:
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    filled = sum(line.x1 - line.x0 > _FILLED * width for line in lines)
    return filled >= _FILLED * len(lines)


def _are_side_by_side(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    """Whether the lower of two blocks stands beside the other for most of its height."""
    heights = [block[-1].bottom - block[0].top for block in (left, right)]
    shared = min(left[-1].bottom, right[-1].bottom) - max(left[0].top, right[0].top)
    return shared > 0.5 * min(heights)


def _gutter(lines: Sequence[PrintedLine]) -> _Gutter | None:
    """The white space left of the edge at which most lines in the middle of the page begin."""
    if len(lines) < 2 * _LEAST_LINES:
        return None
    pieces = [piece for line in lines for piece in _apart(line)]
    start, end = min(line.x0 for line in lines), max(line.x1 for line in lines)
    low, high = (start + share * (end - start) for share in _MIDDLE)
    begins = Counter(round(x0 / _BIN) for x0, _ in pieces if low < x0 < high)
    place, count = max(begins.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    if count < _LEAST_LINES:
        return None
    ends = [x1 for _, x1 in pieces if low < x1 < (place - 1) * _BIN]
    if len(ends) < _LEAST_LINES:
        return None
    size = max(Counter(line.size for line in lines).items(), key=lambda item: item[1])[0]
    left = max(ends)
    right = min((x0 for x0, _ in pieces if x0 >= left + _GUTTER * size), default=left)
    return _Gutter(left, right) if right <= (place + 1) * _BIN and right > left else None


def _apart(line: PrintedLine) -> list[tuple[float, float]]:
    """Left and right edges of the pieces of a line that stand at least a gutter apart."""
    edges = [(line.words[0].x0, line.words[0].x1)]
    for word in line.words[1:]:
        if word.x0 - edges[-1][1] >= _GUTTER * line.size:
            edges.append((word.x0, word.x1))
        else:
            edges[-1] = (edges[-1][0], max(word.x1, edges[-1][1]))
    return edges
