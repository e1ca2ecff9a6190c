"""Words as an engine gives them, and what must be settled before they are words of the source.

Superscripts are told by size and baseline against their neighbours; pieces of one word that lie in different text
objects are marked as glued; text that is drawn twice (for shadow or weight) is kept once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trichluc.language.letters import clean
from trichluc.read.geometry import Geometry
from trichluc.source import Word

ASCENT, DESCENT = 0.89, 0.22
"""Height of a line of type above and below its baseline, in type sizes (Times New Roman)."""

_SMALLER = 0.85
"""A superscript is set in at most this share of its neighbour's size (LibreOffice 0.58, Word 0.65, typst 0.65)."""
_RAISED = (0.12, 0.8)
"""How far its baseline stands above that of its neighbour, in the neighbour's size."""
_NEAR, _AHEAD = 0.6, 1.6
"""In type sizes: how far a superscript stands from the word before it, and from the word after it at the start of a
justified line.
"""
LINE_HYPHEN = "\ufffe"
"""What stands for a hyphen or a soft hyphen at the end of a line, until the charset of the page is known."""
_DOTS = re.compile(r"[.…_]{2,}")
_LEVELS = 6.0
"""Points: words are compared with those of about the same level."""
_SHADOW, _HAIR = 0.12, 1.2
"""How far a shadow stands from its word, in type sizes, or in points where that is more."""
_TOUCHING = (-0.35, 0.1)
"""Gap between two pieces of one word, in type sizes."""


@dataclass(frozen=True, slots=True)
class Style:
    """The face in which a word is set; `hidden` text is not drawn (the text layer of a scan)."""

    font: str
    bold: bool
    italic: bool
    hidden: bool = False


@dataclass(slots=True)
class RawWord:
    """A word in the making.

    `baseline` is its level on the visible page; `spaced` is False where only the engine guessed that white space
    stands before it; `upright` is False for text that does not run along the line.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    style: Style
    spaced: bool = True
    glued: bool = False
    upright: bool = True
    superscript: bool = False
    stored: str | None = None
    """The letters that the file has where the font draws small ones as capitals."""


def settle(words: Sequence[RawWord]) -> None:
    """Mark superscripts and the pieces that continue the word before them."""
    for before, word in pairwise(words):
        if before.size * _SMALLER >= word.size:
            word.superscript = word.superscript or _is_raised(word, before, word.x0 - before.x1, _NEAR)
        elif word.size * _SMALLER >= before.size:
            before.superscript = before.superscript or _is_raised(before, word, word.x0 - before.x1, _AHEAD)
        elif before.superscript and not word.superscript and _touches(before, word):
            word.superscript = True
        if not word.spaced and not word.glued:
            word.glued = _touches(before, word)


def _is_raised(small: RawWord, tall: RawWord, gap: float, near: float) -> bool:
    raised = tall.baseline - small.baseline
    return _RAISED[0] * tall.size < raised < _RAISED[1] * tall.size and -_NEAR * tall.size < gap < near * tall.size


def _touches(before: RawWord, word: RawWord) -> bool:
    size = max(before.size, word.size)
    level = abs(before.baseline - word.baseline) < _RAISED[1] * size
    return level and _TOUCHING[0] * size < word.x0 - before.x1 < _TOUCHING[1] * size


def finish(words: Sequence[RawWord], geometry: Geometry) -> tuple[Word, ...]:
    """The words of the source: cleaned, cut to the visible page, each drawn once."""
    if clean(joined := "".join([word.text for word in words])) != joined:
        words = _cleaned(words)
    words = _drawn_once(words)
    width, height = geometry.width, geometry.height
    return tuple(
        Word(
            text=word.text,
            x0=word.x0,
            top=word.top,
            x1=word.x1,
            bottom=word.bottom,
            size=word.size,
            font=word.style.font,
            bold=word.style.bold,
            italic=word.style.italic,
            superscript=word.superscript,
            glued=word.glued,
            stored=word.stored,
        )
        for word in words
        if (word.x0 >= 0.0 and word.top >= 0.0 and word.x1 <= width and word.bottom <= height) or _cut(word, geometry)
    )


def _cleaned(words: Iterable[RawWord]) -> list[RawWord]:
    for word in words:
        word.text = clean(word.text.replace(LINE_HYPHEN, "-"))
    return [word for word in words if word.text]


def _drawn_once(words: Sequence[RawWord]) -> Sequence[RawWord]:
    """The words without those that repeat or cover another, which only happens where drawing goes back or up."""
    if not any(_goes_back(a, b) for a, b in pairwise(words)):
        return words
    kept: dict[tuple[str, int], list[RawWord]] = defaultdict(list)
    once: list[RawWord] = []
    for word in words:
        level = round(word.baseline / _LEVELS)
        near = (other for at in (level - 1, level, level + 1) for other in kept.get((word.text, at), ()))
        if not any(_is_repeated(other, word) for other in near):
            kept[word.text, level].append(word)
            once.append(word)
    return _uncovered(once)


def _is_repeated(other: RawWord, word: RawWord) -> bool:
    """Whether a word is another one drawn again, for weight or as its shadow."""
    aside, above = abs(other.x0 - word.x0), abs(other.baseline - word.baseline)
    return max(aside, above) < max(_SHADOW * word.size, _HAIR)


def _goes_back(before: RawWord, word: RawWord) -> bool:
    up = before.baseline - word.baseline
    return up > 1.2 * before.size or (abs(up) < 0.2 * word.size and word.x0 < before.x1 - 0.5 * word.size)


def _uncovered(words: Sequence[RawWord]) -> list[RawWord]:
    """The words without those over which others were written later: corrections cover what they replace."""
    by_level: dict[int, list[RawWord]] = defaultdict(list)
    gone: set[int] = set()
    for word in words:
        level = round(word.baseline / _LEVELS)
        for other in _overlapped(word, [by_level.get(near, ()) for near in (level - 1, level, level + 1)]):
            if _fills_dots(word, other):
                other.text = word.text + _DOTS.sub("", other.text)
                gone.add(id(word))
            elif _covers(word, other):
                gone.add(id(other))
        by_level[level].append(word)
    return [word for word in words if id(word) not in gone] if gone else list(words)


def _overlapped(word: RawWord, levels: Iterable[Sequence[RawWord]]) -> list[RawWord]:
    x0, x1 = word.x0, word.x1
    return [other for level in levels for other in level if other.x0 < x1 and x0 < other.x1]


def _covers(word: RawWord, other: RawWord) -> bool:
    """Whether a word hides a good part of one that was drawn before."""
    if len(word.text) < 2 or len(other.text) < 2 or abs(word.baseline - other.baseline) > 0.4 * word.size:
        return False
    return _shared(word, other) > 0.3 * (other.x1 - other.x0)


def _fills_dots(word: RawWord, other: RawWord) -> bool:
    """A number written over the dots that were printed for it: `……/TTr-SNV`."""
    dots = _DOTS.match(other.text)
    if dots is None or not word.text.isdigit() or abs(word.baseline - other.baseline) > 0.7 * other.size:
        return False
    end = other.x0 + (other.x1 - other.x0) * min(1.0, 1.5 * len(dots.group()) / len(other.text))
    return _shared(word, other) > 0.6 * (word.x1 - word.x0) and word.x1 < end + word.size


def _shared(word: RawWord, other: RawWord) -> float:
    return min(word.x1, other.x1) - max(word.x0, other.x0)


def _cut(word: RawWord, geometry: Geometry) -> bool:
    """Cut a word's box to the visible page; False when nothing of it is visible."""
    visible = geometry.clip((word.x0, word.top, word.x1, word.bottom))
    if visible is None:
        return False
    word.x0, word.top, word.x1, word.bottom = visible
    return True
