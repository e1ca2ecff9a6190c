"""The stamp `ĐẾN` of the body that received a scanned document: its number and day are not the document's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import regex

from trichluc.layout.lines import PrintedLine

_UPPER = 0.45
"""Share of the page's height within which such a stamp stands."""
_ROWS, _BESIDE = 45.0, 60.0
"""Points: the fields of one stamp stand no farther apart, one below and one beside the other."""
_LEFT, _EDGE = 50.0, 5.0
"""Points: how far the name of the body and the word `ĐẾN` reach beyond the fields."""
_LONGEST = 30
"""Characters of a field at most; a longer line runs on into the text beside the stamp."""
_SYMBOL = re.compile(r"/\s?[A-ZĐ]{2}")


@dataclass(frozen=True, slots=True)
class _Box:
    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, line: PrintedLine) -> bool:
        return self.x0 <= line.x0 and line.x1 <= self.x1 and self.top <= line.top and line.bottom <= self.bottom


def incoming_stamp(lines: Iterable[PrintedLine], height: float, rule: regex.Pattern[str]) -> list[PrintedLine]:
    """The lines of the stamp on a recognised page; two of its fields must be legible for there to be one."""
    upper = [line for line in lines if line.bottom < _UPPER * height and line.words[0].confidence is not None]
    boxes = list(_boxes(upper, rule))
    return [line for line in upper if any(box.holds(line) for box in boxes) and not _SYMBOL.search(line.text)]


def _boxes(lines: Iterable[PrintedLine], rule: regex.Pattern[str]) -> Iterator[_Box]:
    short = [line for line in lines if len(line.text) <= _LONGEST]
    fields = [(match.lastgroup, line) for line in short if (match := rule.search(line.text))]
    for (kind, one), (other_kind, other) in combinations(fields, 2):
        beside = max(one.x0, other.x0) - min(one.x1, other.x1)
        if kind != other_kind and abs(one.top - other.top) < _ROWS and beside < _BESIDE:
            yield _Box(
                min(one.x0, other.x0) - _LEFT,
                min(one.top, other.top) - _ROWS,
                max(one.x1, other.x1) + _EDGE,
                max(one.bottom, other.bottom) + _EDGE,
            )
