"""What a recogniser reads where nothing is printed: ghosts of seals, signatures and handwriting, specks of dirt.

A word that is neither Vietnamese, nor a figure, nor recognised with any confidence is left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from statistics import median

from trichluc.language.letters import is_syllable
from trichluc.read.scan.rows import Row

_UNSURE = 30.0
_DOUBTFUL = 55.0
_MARKER = re.compile(r"[_.~'`]*-|[^\w\s][)-]")
_MARKER_GAP = 0.9
"""In heights of the next word: how far a marker stands before it at most."""
_SPECK = 0.2
"""In type sizes: the height of a full stop at most."""
_CODE = re.compile(r"\d|[A-ZĐ]{2}")


def printed_lines(rows: Sequence[Row]) -> list[list[Row]]:
    """The words of each line that are printed; a doubtful dash or letter before the first word of a line is kept."""
    lines: dict[tuple[int, int, int], list[Row]] = {}
    for row, after in zip_longest(rows, rows[1:]):
        if not row.text:
            continue
        if not _is_ghost(row):
            lines.setdefault(row.line, []).append(row)
        elif row.line not in lines and after and _is_marker(row, after):
            lines[row.line] = [replace(row, text=row.text.lstrip("_.~'`"))]
    return [kept for line in lines.values() if (kept := _without_specks(line))]


def type_size(line: Sequence[Row]) -> float:
    """The size of type in pixels: words with ascender and descender fill about nine tenths of it."""
    heights = [row.bottom - row.top for row in line if len(row.text) > 2] or [row.bottom - row.top for row in line]
    return float(median(heights)) * 1.1


def _is_ghost(row: Row) -> bool:
    """Signs without letter or figure, and long words that are no words; a short marker (`I.`) is always kept."""
    if row.confidence >= _DOUBTFUL:
        return False
    letters = "".join(c for c in row.text if c.isalpha())
    if not any(c.isalnum() for c in row.text):
        return True
    return row.confidence < _UNSURE and len(letters) > 3 and not is_syllable(letters) and not _CODE.search(row.text)


def _is_marker(row: Row, after: Row) -> bool:
    """Whether signs before the first word of a line are the dash of an item or a letter with its bracket."""
    near = row.line == after.line and 0 < after.x0 - row.x1 < _MARKER_GAP * (after.bottom - after.top)
    return near and not _is_ghost(after) and _MARKER.fullmatch(row.text) is not None


def _without_specks(line: Sequence[Row]) -> list[Row]:
    """The line without what is no larger than a full stop and stands where none does."""
    size, foot = type_size(line), median(row.bottom for row in line)
    return [row for row in line if not _is_speck(row, size, foot)]


def _is_speck(row: Row, size: float, foot: float) -> bool:
    if row.bottom - row.top > _SPECK * size or row.x1 - row.x0 > 2 * _SPECK * size:
        return False
    return row.text.isalnum() or (row.text != "-" and row.bottom < foot - _SPECK * size)
