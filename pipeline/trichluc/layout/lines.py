"""Words of a page to printed lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from trichluc.source import PageSource, Word

_COLUMN_GAP = 2.5
"""In type sizes: a wider gap between two words of one baseline separates columns."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Words on one baseline without a wide gap; a two-column letterhead gives two lines side by side.

    `size` is the type size of most of its letters; `bold` and `italic` tell whether all its words are.
    """

    page: int
    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    text: str


def build_lines(page: PageSource) -> tuple[PrintedLine, ...]:
    """The printed lines of a page, top to bottom, then left to right."""
    rows: list[list[Word]] = []
    for word in sorted(page.words, key=lambda w: (w.bottom, w.x0)):
        if rows and _same_row(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return tuple(make_line(page.number, piece) for row in rows for piece in _split(row))


def make_line(page: int, words: list[Word]) -> PrintedLine:
    """A printed line of words that stand in reading order."""
    full = [w for w in words if not w.superscript] or words
    return PrintedLine(
        page=page,
        words=tuple(words),
        x0=min(w.x0 for w in words),
        top=min(w.top for w in words),
        x1=max(w.x1 for w in words),
        bottom=max(w.bottom for w in words),
        size=max(full, key=lambda w: len(w.text)).size,
        bold=all(w.bold for w in full),
        italic=all(w.italic for w in full),
        text=line_text(words),
    )


def line_text(words: list[Word] | tuple[Word, ...]) -> str:
    """The words with single spaces between those that are not glued."""
    return "".join(w.text if w.glued or not at else " " + w.text for at, w in enumerate(words))


def _same_row(row: list[Word], word: Word) -> bool:
    last = row[0]
    return min(last.bottom, word.bottom) - max(last.top, word.top) > 0.5 * min(last.size, word.size)


def _split(row: list[Word]) -> list[list[Word]]:
    row = sorted(row, key=lambda w: w.x0)
    pieces = [[row[0]]]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > _COLUMN_GAP * max(before.size, word.size):
            pieces.append([])
        pieces[-1].append(word)
    return pieces
