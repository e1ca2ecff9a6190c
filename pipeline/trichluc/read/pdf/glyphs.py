"""Words from single characters by their places alone, for pages whose drawing order cannot be trusted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trichluc.read.rawwords import ASCENT, DESCENT, RawWord, Style

_SAME_LEVEL = 0.12
_SAME_SIZE = 0.12
_WORD_GAP = 0.13
"""In type sizes: a wider gap without a space character parts two words. Justified word spaces are 0.17 and more."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character, white space included, with its baseline on the visible page."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    style: Style


def words_of(glyphs: Iterable[Glyph]) -> list[RawWord]:
    """The words, line by line from the top, each line from the left."""
    words: list[RawWord] = []
    for level in _levels(glyphs):
        words.extend(_level_words(level))
    return _by_line(words)


def _levels(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs of one baseline and size, from the left."""
    levels: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.baseline, g.x0)):
        fitting = (level for level in reversed(levels[-4:]) if _fits(level[0], glyph))
        level = next(fitting, None)
        if level is None:
            levels.append([glyph])
        else:
            level.append(glyph)
    return [sorted(level, key=lambda g: (g.x0, g.x1)) for level in levels]


def _fits(first: Glyph, glyph: Glyph) -> bool:
    size = max(first.size, glyph.size)
    return abs(first.baseline - glyph.baseline) < _SAME_LEVEL * size and abs(first.size - glyph.size) < (
        _SAME_SIZE * size
    )


def _level_words(level: Sequence[Glyph]) -> Iterable[RawWord]:
    word: list[Glyph] = []
    spaced = False
    for glyph in level:
        blank = not glyph.text.strip()
        if word and (blank or glyph.x0 - word[-1].x1 > _WORD_GAP * glyph.size):
            yield _word(word, spaced)
            word, spaced = [], blank
        if blank:
            spaced = True
        elif not (word and _is_shadow(word[-1], glyph)):
            word.append(glyph)
    if word:
        yield _word(word, spaced)


def _is_shadow(last: Glyph, glyph: Glyph) -> bool:
    return last.text == glyph.text and glyph.x0 - last.x0 < 0.3 * (last.x1 - last.x0)


def _word(glyphs: Sequence[Glyph], spaced: bool) -> RawWord:
    first = glyphs[0]
    size, baseline = first.size, first.baseline
    return RawWord(
        _spelled(glyphs),
        min(g.x0 for g in glyphs),
        baseline - ASCENT * size,
        max(g.x1 for g in glyphs),
        baseline + DESCENT * size,
        baseline,
        size,
        max(glyphs, key=lambda g: g.x1 - g.x0).style,
        spaced,
    )


def _spelled(glyphs: Sequence[Glyph]) -> str:
    """The characters, a combining mark after the letter over which it stands."""
    letters = [g.text for g in glyphs]
    for at, (mark, letter) in enumerate(pairwise(glyphs)):
        if len(mark.text) == 1 and unicodedata.combining(mark.text) and mark.x0 >= letter.x0 - 0.05 * mark.size:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _by_line(words: Sequence[RawWord]) -> list[RawWord]:
    """Words in reading order; a superscript stands between its neighbours."""
    lines: list[list[RawWord]] = []
    for word in sorted(words, key=lambda w: -w.size):
        middle = word.baseline - 0.3 * word.size
        line = next((line for line in lines if line[0].top < middle < line[0].bottom), None)
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    ordered = sorted(lines, key=lambda line: line[0].baseline)
    return [word for line in ordered for word in sorted(line, key=lambda w: w.x0)]
