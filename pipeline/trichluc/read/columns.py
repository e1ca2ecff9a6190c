"""Tables without rules: columns that only white space keeps apart.

Conservative on purpose: at least three columns, three rows that follow one another, one column of figures, and
gutters that no word of any row enters. Text set in columns, lists and letterheads do not meet this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trichluc.source import Grid, GridCell, Word

_GAP = 1.0
"""In type sizes: words that stand farther apart on one line are in different columns."""
_LEAST_GAPS = 6
"""A page with fewer such gaps holds no table of three columns and three rows."""
_LEAST_ROWS, _LEAST_COLUMNS = 3, 3
_PITCH = 2.6
"""In type sizes: rows of one table follow one another at this distance at most, from baseline to baseline."""
_GUTTER = 0.5
"""In type sizes: the least width of the white space between two columns."""
_FIGURES = 0.6
"""Share of the cells of one column that must be figures."""
_HEAD_LINES = 4
_LEVEL = 0.3
_FIGURE = re.compile(r"[-–−+]?\d[\d.,]*%?|[-–]")


@dataclass(slots=True)
class _Row:
    """Words on one level, and the pieces into which wide gaps part them."""

    level: float
    size: float
    words: list[Word]
    pieces: list[list[Word]]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)


def column_grids(words: Sequence[Word], taken: Sequence[Grid]) -> tuple[Grid, ...]:
    """The tables of a page that only white space shows, outside the grids that are known."""
    if not _has_wide_gaps(words):
        return ()
    rows = _rows([word for word in words if not any(_inside(word, grid) for grid in taken)])
    found = [grid for run in _runs(rows) if (grid := _grid(rows, run)) is not None]
    return tuple(found)


def _has_wide_gaps(words: Sequence[Word]) -> bool:
    """A quick look at words in drawing order: enough neighbours on one level stand far apart."""
    gaps = 0
    for before, word in pairwise(words):
        if word.x0 - before.x1 > _GAP * word.size and abs(word.bottom - before.bottom) < word.size:
            gaps += 1
            if gaps >= _LEAST_GAPS:
                return True
    return False


def _inside(word: Word, grid: Grid) -> bool:
    return grid.x0 <= word.x0 <= grid.x1 and grid.top <= (word.top + word.bottom) / 2 <= grid.bottom


def _rows(words: Iterable[Word]) -> list[_Row]:
    rows: list[_Row] = []
    for word in sorted(words, key=lambda w: (w.bottom, w.x0)):
        if rows and word.bottom - rows[-1].level < _LEVEL * word.size:
            rows[-1].words.append(word)
        else:
            rows.append(_Row(word.bottom, word.size, [word], []))
    for row in rows:
        row.words.sort(key=lambda w: w.x0)
        row.pieces = _pieces(row.words)
    return rows


def _pieces(words: Sequence[Word]) -> list[list[Word]]:
    pieces = [[words[0]]]
    for before, word in pairwise(words):
        if word.x0 - before.x1 > _GAP * word.size:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _runs(rows: Sequence[_Row]) -> list[tuple[int, int]]:
    """Stretches of rows in which those with three pieces or more follow one another, wrapped lines between them."""
    runs: list[tuple[int, int]] = []
    start = last = None
    for at, row in enumerate(rows):
        if len(row.pieces) < _LEAST_COLUMNS:
            continue
        if last is None or start is None or row.level - rows[last].level > 2 * _PITCH * row.size:
            if start is not None and last is not None:
                runs.append((start, last))
            start = at
        last = at
    if start is not None and last is not None:
        runs.append((start, last))
    return [
        run for run in runs if sum(len(r.pieces) >= _LEAST_COLUMNS for r in rows[run[0] : run[1] + 1]) >= _LEAST_ROWS
    ]


def _grid(rows: Sequence[_Row], run: tuple[int, int]) -> Grid | None:
    """The table of a run: its columns, its head, its rows."""
    first, last = run
    counts = [len(row.pieces) for row in rows[first : last + 1] if len(row.pieces) >= _LEAST_COLUMNS]
    usual = max(set(counts), key=lambda n: (counts.count(n), n))
    run_rows = rows[first : last + 1]
    edges = _edges(_gutters([row for row in run_rows if len(row.pieces) == usual]), run_rows)
    if len(edges) < _LEAST_COLUMNS - 1:
        return None
    if any(_crosses(row, edges) for row in run_rows):
        return None
    body = [at for at in range(first, last + 1) if len(rows[at].pieces) >= _LEAST_COLUMNS]
    column = _figure_column([rows[at] for at in body], edges)
    if column is None:
        return None
    body = body[next(n for n, at in enumerate(body) if _is_figure(_in_column(rows[at], edges, column))) :]
    if len(body) < _LEAST_ROWS or not _one_to_a_row([rows[at] for at in body], edges):
        return None
    head = _head_start(rows, body[0], edges)
    if head == body[0]:
        return None
    return _make(rows, head, body, last, edges)


def _gutters(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """The white space that no piece of the rows enters."""
    spans = sorted((piece[0].x0, piece[-1].x1) for row in rows for piece in row.pieces)
    gutters: list[tuple[float, float]] = []
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach > _GUTTER * rows[0].size:
            gutters.append((reach, x0))
        reach = max(reach, x1)
    return gutters


def _edges(gutters: Iterable[tuple[float, float]], rows: Sequence[_Row]) -> list[float]:
    """The middle of each gutter, as far as the words of the other rows leave it open."""
    edges = []
    for low, high in gutters:
        for word in (word for row in rows for word in row.words):
            if word.x0 <= low < word.x1 < high:
                low = word.x1  # noqa: PLW2901 - the gutter narrows
            elif low < word.x0 < high <= word.x1:
                high = word.x0  # noqa: PLW2901
        edges.append((low + high) / 2)
    return edges


def _crosses(row: _Row, edges: Sequence[float]) -> bool:
    return any(word.x0 < edge < word.x1 for word in row.words for edge in edges) or any(
        before.x1 < edge < word.x0 and word.x0 - before.x1 < _GUTTER * word.size
        for before, word in pairwise(row.words)
        for edge in edges
    )


def _in_column(row: _Row, edges: Sequence[float], column: int) -> str:
    low = edges[column - 1] if column else float("-inf")
    high = edges[column] if column < len(edges) else float("inf")
    return " ".join(word.text for word in row.words if low < word.x0 < high)


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


def _figure_column(rows: Sequence[_Row], edges: Sequence[float]) -> int | None:
    """A column after the first that holds figures for the most part."""
    for column in range(1, len(edges) + 1):
        texts = [_in_column(row, edges, column) for row in rows]
        if sum(map(_is_figure, texts)) >= max(_FIGURES * len(texts), _LEAST_ROWS):
            return column
    return None


def _one_to_a_row(rows: Sequence[_Row], edges: Sequence[float]) -> bool:
    """Whether most fields are filled: a table has few gaps, words strewn over a drawing have many."""
    filled = sum(bool(_in_column(row, edges, column)) for row in rows for column in range(len(edges) + 1))
    return filled >= 0.7 * len(rows) * (len(edges) + 1)


def _head_start(rows: Sequence[_Row], body: int, edges: Sequence[float]) -> int:
    """The first line of the head above the body; the body itself when nothing above fits into the columns."""
    start = body
    for at in range(body - 1, max(body - 1 - _HEAD_LINES, -1), -1):
        row, below = rows[at], rows[start]
        near = below.level - row.level < _PITCH * max(row.size, below.size)
        if not near or _crosses(row, edges):
            break
        start = at
    return start


def _make(rows: Sequence[_Row], head: int, body: Sequence[int], last: int, edges: Sequence[float]) -> Grid:
    """The head is one row; each line of the body that fills most columns opens a row, others go on with it."""
    starts = [head, *body]
    tops = [rows[at].level - rows[at].size for at in starts]
    end = rows[last].level + 1.0
    xs = [min(row.x0 for row in rows[head : last + 1]) - 1, *edges, max(row.x1 for row in rows[head : last + 1]) + 1]
    bottoms = [*tops[1:], end]
    cells = tuple(
        GridCell(n, col, 1, 1, x0, top, x1, bottom)
        for n, (top, bottom) in enumerate(zip(tops, bottoms, strict=True))
        for col, (x0, x1) in enumerate(pairwise(xs))
    )
    return Grid(cells, xs[0], tops[0], xs[-1], end, ruled=False)
