"""Text that runs up or down the page, as heads of narrow columns do: its letters to words that stand side by side.

A block of upended lines becomes one line of words from left to right. The words share the height of the block, and
each has its share of the block's width, so that they stand in their cell and in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trichluc.read.rawwords import DESCENT, RawWord, Style

_SAME_LINE = 1.5
"""Points: baselines of one line differ by less."""
_WORD_GAP, _LINE_GAP = 0.15, 1.5
"""In type sizes: white space that parts words, and lines."""
_LEADING = 1.35
"""In type sizes: the lines of one block do not stand farther apart."""


@dataclass(frozen=True, slots=True)
class Upended:
    """A letter that runs up or down.

    `axis` is where its baseline crosses the page; `start` and `end` lie along it, in the direction of reading.
    """

    text: str
    axis: float
    start: float
    end: float
    size: float
    style: Style
    upwards: bool

    @property
    def top(self) -> float:
        """The upper edge on the page."""
        return -self.end if self.upwards else self.start

    @property
    def bottom(self) -> float:
        """The lower edge on the page."""
        return -self.start if self.upwards else self.end


def words_upended(letters: Sequence[Upended]) -> Iterator[RawWord]:
    """The words of all lines, one block of lines after the other."""
    block: list[list[Upended]] = []
    for line in _lines(sorted(letters, key=lambda letter: (letter.upwards, letter.axis))):
        if block and not _is_next(block[-1], line):
            yield from _words(block)
            block = []
        block.append(line)
    if block:
        yield from _words(block)


def _is_next(before: Sequence[Upended], line: Sequence[Upended]) -> bool:
    """Whether a line stands beside the one before it as the lines of one paragraph do."""
    one, other = before[0], line[0]
    near = one.upwards == other.upwards and other.axis - one.axis < _LEADING * other.size
    return near and before[0].start < line[-1].end and line[0].start < before[-1].end


def _lines(letters: Sequence[Upended]) -> Iterator[list[Upended]]:
    """The letters of each line in reading order."""
    column: list[Upended] = []
    for letter in letters:
        if column and (letter.upwards != column[-1].upwards or letter.axis - column[-1].axis > _SAME_LINE):
            yield from _parted(column, _LINE_GAP)
            column = []
        column.append(letter)
    yield from _parted(column, _LINE_GAP)


def _parted(letters: Sequence[Upended], gap: float) -> Iterator[list[Upended]]:
    """Runs of letters without more white space between them than `gap`, in type sizes."""
    run: list[Upended] = []
    for letter in sorted(letters, key=lambda letter: letter.start):
        if run and letter.start - run[-1].end > gap * letter.size:
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _words(block: Sequence[Sequence[Upended]]) -> Iterator[RawWord]:
    """The words of the lines of a block: upward text goes on to the right, downward text to the left."""
    first = block[0][0]
    words = [word for line in (block if first.upwards else reversed(block)) for word in _parted(line, _WORD_GAP)]
    letters = [letter for word in words for letter in word]
    size = max(letter.size for letter in letters)
    top, bottom = min(letter.top for letter in letters), max(letter.bottom for letter in letters)
    left = first.axis - (size - DESCENT * size if first.upwards else DESCENT * size)
    share = (block[-1][0].axis - first.axis + size) / len(words)
    for nth, word in enumerate(words):
        text, x0 = "".join(letter.text for letter in word), left + nth * share
        yield RawWord(text, x0, top, x0 + share, bottom, bottom - DESCENT * size, size, word[0].style)
