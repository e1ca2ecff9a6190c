"""Where a span of the text stands: page, boxes, section, footnote, table. Built once for a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from trichluc.report import Box, Section
from trichluc.text import Piece, Text


class Places:
    """Answers for one document. All look-ups are logarithmic."""

    def __init__(self, text: Text, sections: Sequence[Section] = ()) -> None:
        self.text = text
        self.sections = tuple(sections)
        self._piece_starts = [p.start for p in text.pieces]
        self._notes = [(n.char_start, n.char_end, n.footnote_id) for n in text.footnotes]
        self._tables = [(t.char_start, t.char_end, t.table_id) for t in text.tables]
        self._notes.sort()
        self._tables.sort()
        self._sections = _flatten(sections)
        self._section_starts = [start for start, _ in self._sections]

    def page(self, position: int) -> int | None:
        """The page on which the character at `position` is printed; None for a text without pages."""
        if not self.text.pieces:
            return None
        at = max(bisect_right(self._piece_starts, position) - 1, 0)
        if self.text.pieces[at].end <= position and at + 1 < len(self.text.pieces):
            at += 1
        return self.text.pieces[at].page

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box for each printed line piece of the span."""
        at = max(bisect_right(self._piece_starts, start) - 1, 0)
        boxes: list[Box] = []
        page, left, top, right, bottom = 0, 0.0, 0.0, 0.0, 0.0
        for index in range(at, len(self.text.pieces)):
            piece = self.text.pieces[index]
            if piece.start >= end:
                break
            if piece.end <= start:
                continue
            x0, x1 = piece.x0, piece.x1
            if start > piece.start or end < piece.end:
                x0, x1 = _cut(piece, start, end, self.text.value)
            if page == piece.page and x0 >= left and top <= (piece.top + piece.bottom) / 2 <= bottom:
                top, right, bottom = min(top, piece.top), max(right, x1), max(bottom, piece.bottom)
                continue
            if page:
                boxes.append(Box(page, left, top, right, bottom))
            page, left, top, right, bottom = piece.page, x0, piece.top, x1, piece.bottom
        if page:
            boxes.append(Box(page, left, top, right, bottom))
        return tuple(boxes)

    def section_id(self, position: int) -> str | None:
        """The innermost section at a position."""
        at = bisect_right(self._section_starts, position) - 1
        return self._sections[at][1] if at >= 0 else None

    def footnote_id(self, position: int) -> str | None:
        """The footnote whose text holds the position."""
        return _holder(self._notes, position)

    def table_id(self, position: int) -> str | None:
        """The table whose text holds the position."""
        return _holder(self._tables, position)


def _holder(spans: list[tuple[int, int, str]], position: int) -> str | None:
    at = bisect_right(spans, (position, 1 << 60, "")) - 1
    if at >= 0 and spans[at][0] <= position < spans[at][1]:
        return spans[at][2]
    return None


def _flatten(sections: Sequence[Section]) -> list[tuple[int, str | None]]:
    """The innermost section from each position on, as sorted change points of a properly nested set."""
    changes: list[tuple[int, str | None]] = []
    open_sections: list[Section] = []
    for section in sorted(sections, key=lambda s: (s.char_start, -s.char_end)):
        while open_sections and open_sections[-1].char_end <= section.char_start:
            done = open_sections.pop()
            changes.append((done.char_end, open_sections[-1].section_id if open_sections else None))
        changes.append((section.char_start, section.section_id))
        open_sections.append(section)
    while open_sections:
        done = open_sections.pop()
        changes.append((done.char_end, open_sections[-1].section_id if open_sections else None))
    return changes


# Advance widths of Times-like faces in thousandths of the type size, enough to place a cut inside a word.
_NARROW = frozenset("ijltfrI.,;:'!|()[]-/ ìíỉĩị")
_WIDE = frozenset("mwMWĐQGOCDNHUVAXYRKBT%&—–")


def _width(characters: str) -> float:
    return sum(0.33 if c in _NARROW else 0.75 if c in _WIDE else 0.5 for c in characters)


def _cut(piece: Piece, start: int, end: int, value: str) -> tuple[float, float]:
    """Left and right of the part of a word's box that a span covers, placed by the usual widths of its letters."""
    x0, x1 = piece.x0, piece.x1
    scale = (piece.x1 - piece.x0) / (_width(value[piece.start : piece.end]) or 1.0)
    if end < piece.end:
        x1 = piece.x0 + scale * _width(value[piece.start : end])
    if start > piece.start:
        x0 = piece.x0 + scale * _width(value[piece.start : start])
    return x0, x1
