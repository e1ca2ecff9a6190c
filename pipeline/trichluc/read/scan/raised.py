"""Footnote marks on scans: small raised figures at the end of words, told by their place and not by what was read.

A recogniser reads a raised figure as a quotation mark, an asterisk, a letter, a figure on the line, or not at all.
The picture shows it: a piece of ink that hangs above the line, smaller than a letter and taller than a quotation mark.
Only pages with the short rule of a note block are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trichluc.read.scan.picture import Gray, spans
from trichluc.source import Stroke

_DARK = 150
_HIGH = (0.32, 0.62)
"""Height of a raised figure in type sizes; quotation marks are lower, letters with accents taller."""
_ABOVE = 0.2
"""Type sizes between a raised figure's foot and the baseline, at least."""
_NARROW = 1.3
"""Type sizes: the widest mark, two figures."""
_BEHIND = 0.6
"""Type sizes behind a word in which a mark stands."""
_STOP = 0.25
"""Type sizes: how wide a full stop, a semicolon or a bracket is, at most."""
_AFTER = 2
"""Stops that may follow a mark."""
_RULE = (36.0, 0.4)
"""Points, and share of the page's width: how long the rule above notes is."""
_MARGIN = 0.25
"""Share of the page's width within which the rule begins."""
_LEADING = re.compile(r"[^\w(\[{<+-]{1,2}|[0-9]{1,2}(?=[^\W\d_])|[0-9lI!|?]{1,2}\Z")
_TRAILING = re.compile(r"(?:[0-9]{1,2}|[^\w\s.,;:)\]}%/-]{1,2}|(?<=\w)[lI!|?])(?=[.,;:)\]]*\Z)")
_STOPS = re.compile(r"[.,;:)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a word: its characters and its stretch in pixels."""

    text: str
    x0: int
    x1: int
    raised: bool


def has_notes(strokes: Iterable[Stroke], width: float, height: float) -> bool:
    """Whether a short rule stands at the left margin in the lower part of a page."""
    return any(
        _RULE[0] <= s.x1 - s.x0 <= _RULE[1] * width
        and s.bottom - s.top < 3.0
        and s.x0 < _MARGIN * width
        and s.top > 0.3 * height
        for s in strokes
    )


_Piece = tuple[int, int, int, int]
"""Ink between blank columns: first and last column, first and last row, ends exclusive."""
Box = tuple[int, int, int, int]
"""(x0, top, x1, bottom) in pixels."""


def part_marks(gray: Gray, line: Sequence[tuple[str, Box]], size: float) -> list[list[Part]]:
    """Each word of a printed line, parted where a raised figure begins or ends; `size` is its type size in pixels."""
    boxes = [_with_space_after(line, at, size) for at in range(len(line))]
    found = [list(_pieces(gray[top:bottom, x0:x1], x0, top)) for x0, top, x1, bottom in boxes]
    feet = [foot for pieces in found for _, _, _, foot in pieces]
    level = float(np.median(feet)) if feet else 0.0
    return [_parted(text, box, pieces, level, size) for (text, box), pieces in zip(line, found, strict=True)]


def _with_space_after(line: Sequence[tuple[str, Box]], at: int, size: float) -> Box:
    """The box with the blank behind the word, where a mark may stand that was not read."""
    x0, top, x1, bottom = line[at][1]
    free = line[at + 1][1][0] if at + 1 < len(line) else x1 + round(size)
    return x0, top, max(x1, min(free, x1 + round(_BEHIND * size))), bottom


def _parted(text: str, box: Box, pieces: Sequence[_Piece], level: float, size: float) -> list[Part]:
    whole = [Part(text, box[0], box[2], raised=False)]
    raised = [_is_raised(piece, level, size) for piece in pieces]
    if all(raised):
        return whole
    if raised[0]:
        return _leading(text, box, pieces[0][1])
    last = len(pieces) - 1
    while last >= len(pieces) - _AFTER and last and not raised[last] and _is_stop(pieces[last], level, size):
        last -= 1
    if not last or not raised[last]:
        return whole
    first = last - 1 if raised[last - 1] else last
    return _trailing(text, box, (pieces[first][0], pieces[last][1]))


def _is_stop(piece: _Piece, level: float, size: float) -> bool:
    start, end, _, foot = piece
    return end - start <= _STOP * size and foot >= level - _ABOVE * size / 4


def _pieces(cut: NDArray[np.uint8], left: int, top: int) -> Iterator[_Piece]:
    dark = cut < _DARK
    for start, end in spans(dark.any(axis=0)):
        rows = np.flatnonzero(dark[:, start:end].any(axis=1))
        yield left + start, left + end, top + int(rows[0]), top + int(rows[-1]) + 1


def _is_raised(piece: _Piece, level: float, size: float) -> bool:
    start, end, head, foot = piece
    tall = (foot - head) / size
    return _HIGH[0] <= tall <= _HIGH[1] and end - start <= _NARROW * size and level - foot >= _ABOVE * size


def _leading(text: str, box: Box, end: int) -> list[Part]:
    match = _LEADING.match(text)
    read = match.group() if match else ""
    mark, rest = Part(read, box[0], end, raised=True), text[len(read) :]
    return [mark, Part(rest, end + 1, box[2], raised=False)] if rest else [mark]


def _trailing(text: str, box: Box, at: tuple[int, int]) -> list[Part]:
    match = _TRAILING.search(text) or _STOPS.search(text)
    start, end = match.span() if match else (len(text), len(text))
    if not _TRAILING.match(text, start):
        end = start
    parts = [Part(text[:start], box[0], at[0] - 1, raised=False), Part(text[start:end], *at, raised=True)]
    return [part for part in [*parts, Part(text[end:], at[1] + 1, box[2], raised=False)] if part.text or part.raised]
