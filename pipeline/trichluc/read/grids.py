"""Tables of a page.

Rules that touch one another make a frame; its rules' positions make rows and columns; where no rule stands between
two of their fields, both belong to one cell. Everything is taken from the strokes that reading has at hand anyway,
so a page costs a fraction of a millisecond; pdfplumber is not asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trichluc.read.columns import column_grids
from trichluc.read.pdf.plumber import Plumber
from trichluc.source import Grid, GridCell, PageSource, Stroke, Word

MIN_STROKES = 4
"""A page with fewer lines holds no ruled table."""
_SNAP = 2.0
"""Points: rules nearer than this are one rule."""
_TOUCH = 4.0
"""Points: a gap between two rules that the eye does not see."""
_THIN_ROW, _THIN_COLUMN = 5.0, 4.0
"""Points: rules nearer than this are double rules, no row and no column."""
_OVERHANG = 6.0
"""Points by which rules reach beyond the outermost crossing rule when the outer border is missing."""
_COVER = 0.6
"""Share of a field's side that must be drawn to part it from its neighbour."""
_BORDER = 0.8
"""Share of the outer border that must be drawn, or be implied by rules that end on it."""
_MOST_FIELDS = 60_000
_LEAST_LENGTH = 5.0
_LEAST_RULES = 2
_LEAST_JOINED = 3
"""So many vertical rules at least must be jointed at one height to part two rows."""
_ROW = 9.0
"""Points: no row is lower than a line of small type."""


@dataclass(slots=True)
class _Rule:
    """A drawn line: `at` is its fixed coordinate, `start`..`end` the stretch it covers.

    `joints` are the places at which one piece of it ends and the next begins: word processors draw the sides of every
    row apart, so joints betray rows without a rule between them.
    """

    at: float
    start: float
    end: float
    joints: list[float] = field(default_factory=list)


def find_grids(page: PageSource, plumber: Plumber) -> tuple[Grid, ...]:  # noqa: ARG001 - reserved for odd pages
    """The tables of a page, from the top: as drawn, else kept apart by white space. A single field is no table."""
    ruled = ruled_grids(page.strokes, page.words) if len(page.strokes) >= MIN_STROKES else ()
    found = [*ruled, *column_grids(page.words, ruled)]
    return tuple(sorted(found, key=lambda g: (g.top, g.x0)))


def ruled_grids(strokes: Sequence[Stroke], words: Sequence[Word]) -> tuple[Grid, ...]:
    """The tables drawn by the given lines, from the top; the words decide about rows without a rule between them."""
    across = _merged(_Rule((s.top + s.bottom) / 2, s.x0, s.x1) for s in strokes if s.x1 - s.x0 >= s.bottom - s.top)
    down = _merged(_Rule((s.x0 + s.x1) / 2, s.top, s.bottom) for s in strokes if s.x1 - s.x0 < s.bottom - s.top)
    if len(across) * len(down) > _MOST_FIELDS * 4:
        return ()
    grids = [grid for frame in _frames(across, down) if (grid := _grid(*frame, words)) is not None]
    return tuple(sorted(grids, key=lambda g: (g.top, g.x0)))


# ---- rules -----------------------------------------------------------------------------------------------------


def _merged(rules: Iterable[_Rule]) -> list[_Rule]:
    """Pieces of one rule joined: on one level, with gaps no wider than a corner."""
    merged: list[_Rule] = []
    for level in _levels(sorted(rules, key=lambda r: r.at)):
        at = sum(r.at for r in level) / len(level)
        level.sort(key=lambda r: r.start)
        current = _Rule(at, level[0].start, level[0].end)
        for rule in level[1:]:
            if rule.start <= current.end + _TOUCH:
                if rule.start > current.end - _SNAP and rule.end > current.end:
                    current.joints.append((rule.start + current.end) / 2)
                current.end = max(current.end, rule.end)
            else:
                merged.append(current)
                current = _Rule(at, rule.start, rule.end)
        merged.append(current)
    return [rule for rule in merged if rule.end - rule.start >= _LEAST_LENGTH]


def _levels(rules: Sequence[_Rule]) -> list[list[_Rule]]:
    levels: list[list[_Rule]] = []
    for rule in rules:
        if levels and rule.at - levels[-1][0].at <= _SNAP:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return levels


def _frames(across: Sequence[_Rule], down: Sequence[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Rules that hang together: sets of horizontal and vertical ones that touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if _cross(h, v):
                parent[root(j)] = root(i)
    frames: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for i, h in enumerate(across):
        frames.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down, len(across)):
        frames.setdefault(root(j), ([], []))[1].append(v)
    return [(h, v) for h, v in frames.values() if len(h) + len(v) > _LEAST_RULES and h and v]


def _cross(h: _Rule, v: _Rule) -> bool:
    return h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH


# ---- from rules to cells ---------------------------------------------------------------------------------------


class _Fields:
    """Rows and columns of a frame, and which sides of its fields are drawn."""

    def __init__(self, across: Sequence[_Rule], down: Sequence[_Rule]) -> None:
        self.ys = _positions(across, down, _THIN_ROW)
        self.xs = _positions(down, across, _THIN_COLUMN)
        self._across = _by_position(across, self.ys)
        self._down = _by_position(down, self.xs)

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        return len(self.xs) - 1

    def parted_below(self, row: int, col: int) -> bool:
        """Whether a rule stands below a field."""
        return _covered(self._across[row + 1], self.xs[col], self.xs[col + 1]) >= _COVER

    def parted_right(self, row: int, col: int) -> bool:
        """Whether a rule stands at the right of a field."""
        return _covered(self._down[col + 1], self.ys[row], self.ys[row + 1]) >= _COVER

    def is_closed(self) -> bool:
        """Whether the outer border is drawn, or rules end on it; a chart of boxes and arrows is not closed."""
        wide, high = (self.xs[0], self.xs[-1]), (self.ys[0], self.ys[-1])
        return (
            (_covered(self._across[0], *wide) >= _BORDER or _reached(self._down, high[0], start=True))
            and (_covered(self._across[-1], *wide) >= _BORDER or _reached(self._down, high[1], start=False))
            and (_covered(self._down[0], *high) >= _BORDER or _reached(self._across, wide[0], start=True))
            and (_covered(self._down[-1], *high) >= _BORDER or _reached(self._across, wide[1], start=False))
        )


def _reached(crossing: Sequence[Sequence[_Rule]], at: float, start: bool) -> bool:
    """Whether most crossing rules, the outer ones among them, end on a side of the border that is not drawn."""
    drawn = [level for level in crossing if level]
    reach = [any(abs((r.start if start else r.end) - at) <= _THIN_ROW for r in level) for level in drawn]
    return reach[0] and reach[-1] and sum(reach) >= _COVER * len(reach)


def _positions(rules: Sequence[_Rule], crossing: Sequence[_Rule], thin: float) -> list[float]:
    """The levels of the rules; where the crossing rules reach beyond them, the missing outer one is added."""
    levels = sorted({r.at for r in rules})
    start = sorted(r.start for r in crossing)[len(crossing) // 4]
    end = sorted((r.end for r in crossing), reverse=True)[len(crossing) // 4]
    if start < levels[0] - _OVERHANG:
        levels.insert(0, start)
    if end > levels[-1] + _OVERHANG:
        levels.append(end)
    kept = levels[:1]
    for level in levels[1:]:
        if level - kept[-1] > thin:
            kept.append(level)
    return kept


def _by_position(rules: Sequence[_Rule], positions: Sequence[float]) -> list[list[_Rule]]:
    found: list[list[_Rule]] = [[] for _ in positions]
    for rule in rules:
        nearest = min(range(len(positions)), key=lambda n: abs(positions[n] - rule.at))
        found[nearest].append(rule)
    return found


def _implied(across: Sequence[_Rule], down: Sequence[_Rule], words: Sequence[Word]) -> list[_Rule]:
    """Rules that are not drawn between two rows but at which all vertical rules are jointed, and that part the words.

    The sides of a merged cell are jointed as well; there one of the two rows is empty, or words stand on the joint.
    """
    if len(down) < _LEAST_JOINED:
        return []
    lefts = sorted({v.at for v in down})
    found: list[_Rule] = []
    for joint in max(down, key=lambda v: len(v.joints)).joints:
        passing = [v for v in down if v.start < joint - _SNAP and v.end > joint + _SNAP]
        levels = [h.at for h in (*across, *found)]
        if len(passing) < _LEAST_JOINED or any(abs(joint - at) < _ROW for at in levels):
            continue
        if not all(any(abs(other - joint) <= _SNAP for other in v.joints) for v in passing):
            continue
        above = max((at for at in levels if at < joint), default=min(v.start for v in down))
        below = min((at for at in levels if at > joint), default=max(v.end for v in down))
        if _parts_words(joint, (above, below), lefts, words):
            found.append(_Rule(joint, lefts[0], lefts[-1]))
    return found


def _parts_words(joint: float, band: tuple[float, float], lefts: Sequence[float], words: Sequence[Word]) -> bool:
    """Whether words stand above and below a height in most columns, and none on it."""
    filled: tuple[set[int], set[int]] = (set(), set())
    for word in words:
        middle = (word.x0 + word.x1) / 2
        if not (band[0] < (word.top + word.bottom) / 2 < band[1] and lefts[0] < middle < lefts[-1]):
            continue
        if word.top + 0.3 * word.size < joint < word.bottom - 0.3 * word.size:
            return False
        filled[word.top > joint - 0.3 * word.size].add(bisect_right(lefts, middle))
    return all(len(columns) >= _COVER * (len(lefts) - 1) for columns in filled)


def _covered(rules: Iterable[_Rule], start: float, end: float) -> float:
    """The share of a stretch that is drawn."""
    length = sum(max(0.0, min(r.end, end) - max(r.start, start)) for r in rules)
    return length / max(end - start, 0.01)


def _grid(across: list[_Rule], down: list[_Rule], words: Sequence[Word]) -> Grid | None:
    fields = _Fields([*across, *_implied(across, down, words)], down)
    if fields.cols < 2 or fields.rows < 1 or fields.rows * fields.cols > _MOST_FIELDS or not fields.is_closed():
        return None
    cells = _compact(_rectangles(fields))
    if len({c[1] for c in cells}) < 2:
        return None
    xs, ys = fields.xs, fields.ys
    made = tuple(
        GridCell(row, col, rows, cols, xs[x], ys[y], xs[x_end], ys[y_end])
        for row, col, rows, cols, (x, y, x_end, y_end) in cells
    )
    return Grid(made, xs[0], ys[0], xs[-1], ys[-1], ruled=True)


_Span = tuple[int, int, int, int]
"""Index of left, top, right and bottom rule."""


def _rectangles(fields: _Fields) -> list[_Span]:
    """The cells: fields with no rule between them, as far as they make rectangles."""
    taken = [[False] * fields.cols for _ in range(fields.rows)]
    spans: list[_Span] = []
    for row in range(fields.rows):
        for col in range(fields.cols):
            if not taken[row][col]:
                span = _grow(fields, taken, row, col)
                for r in range(span[1], span[3]):
                    for c in range(span[0], span[2]):
                        taken[r][c] = True
                spans.append(span)
    return spans


def _grow(fields: _Fields, taken: list[list[bool]], row: int, col: int) -> _Span:
    """The widest, then tallest rectangle of open fields from a corner."""
    right = col + 1
    while right < fields.cols and not taken[row][right] and not fields.parted_right(row, right - 1):
        right += 1
    bottom = row + 1
    while bottom < fields.rows and _opens(fields, taken, bottom, col, right):
        bottom += 1
    return col, row, right, bottom


def _opens(fields: _Fields, taken: list[list[bool]], row: int, col: int, right: int) -> bool:
    """Whether the row below continues a rectangle over its whole width and no farther."""
    return (
        all(not taken[row][c] and not fields.parted_below(row - 1, c) for c in range(col, right))
        and all(not fields.parted_right(row, c) for c in range(col, right - 1))
        and (right == fields.cols or fields.parted_right(row, right - 1))
    )


def _compact(spans: Sequence[_Span]) -> list[tuple[int, int, int, int, _Span]]:
    """Row, column and spans of each cell, without rows and columns in which no cell begins."""
    tops = sorted({span[1] for span in spans})
    lefts = sorted({span[0] for span in spans})
    return [
        (
            tops.index(span[1]),
            lefts.index(span[0]),
            sum(span[1] <= top < span[3] for top in tops),
            sum(span[0] <= left < span[2] for left in lefts),
            span,
        )
        for span in spans
    ]
