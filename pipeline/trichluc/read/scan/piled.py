"""Lines that were read as one word: a cell of two lines beside cells of one, in a table without rules.

The recogniser takes the row of the table for one line of print and finds no letters in what stands two lines high. The
picture shows the white between them; such a place is read again by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median

import numpy as np

from trichluc.read.scan.picture import DARK, Gray, spans
from trichluc.read.scan.rows import ONE_BLOCK, Area, Row

_DOUBTFUL, _SURE = 60.0, 80.0
_HIGH = 1.4
"""Times the height of the words around: how high two lines are at least."""
_LINE = 0.5
"""Of the same height: a line of print is not lower."""
_AROUND = 0.5
"""Of the same height: how much paper around the word is read with it."""
_MOST = 6
"""Places of a page that are read again: where there are more, it is not print."""


def look_at_piles(gray: Gray, rows: Sequence[Row], read: Callable[[Area], list[Row]]) -> list[Row]:
    """The words of a page with those lines in place of the words that they were taken for; `read` reads an area."""
    height = median([row.bottom - row.top for row in rows if len(row.text) > 1] or [0.0])
    piles = [row for row in rows if _is_pile(gray, row, height)]
    if not 0 < len(piles) <= _MOST:
        return list(rows)
    found = {id(row): _lines_of(gray, row, height, read) for row in piles}
    return [word for row in rows for word in found.get(id(row)) or [row]]


def _is_pile(gray: Gray, row: Row, height: float) -> bool:
    if row.confidence >= _DOUBTFUL or row.bottom - row.top < _HIGH * height or row.x1 - row.x0 < height:
        return False
    bands = spans((gray[row.top : row.bottom, row.x0 : row.x1] < DARK).any(axis=1))
    return sum(end - start >= _LINE * height for start, end in bands) > 1


def _lines_of(gray: Gray, row: Row, height: float, read: Callable[[Area], list[Row]]) -> list[Row]:
    """The words of a place that was read as one; none when they are not sure."""
    edge = round(_AROUND * height)
    left, top = max(0, row.x0 - edge), max(0, row.top - edge)
    picture = np.ascontiguousarray(gray[top : row.bottom + edge, left : row.x1 + edge])
    words = read(Area(picture, left, top, ONE_BLOCK))
    return words if _are_sure(words) else []


def _are_sure(words: Iterable[Row]) -> bool:
    confidences = [word.confidence for word in words]
    return len(confidences) > 1 and min(confidences) >= _SURE
