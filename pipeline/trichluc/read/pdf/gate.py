"""The gate: whether the order in which an engine gives the characters of a page can be trusted.

Where accented letters come from a fallback font, the line is drawn in two passes and engines that follow the drawing
give `Đ c l p … ộ ậ`. The sign is a word that goes back on its line and lands inside or right beside what is already
there; columns that are drawn in another order land far from everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from trichluc.read.rawwords import RawWord

_SAME_LEVEL = 0.3
_BESIDE = 0.12
"""In type sizes: no word space is that narrow."""


def is_scrambled(words: Sequence[RawWord]) -> bool:
    """Whether some word was drawn into the middle of another one."""
    for at, (before, word) in enumerate(pairwise(words)):
        goes_back = word.x0 < before.x0 and abs(word.baseline - before.baseline) < _SAME_LEVEL * before.size
        if goes_back and not word.superscript and _lands_in_text(words[: at + 1], word):
            return True
    return False


def _lands_in_text(earlier: Sequence[RawWord], word: RawWord) -> bool:
    """Whether the word touches or overlaps a different word that was drawn before it on its line."""
    margin = _BESIDE * word.size
    for other in reversed(earlier):
        if abs(other.baseline - word.baseline) > _SAME_LEVEL * word.size:
            return False
        if other.x0 - margin < word.x1 and word.x0 < other.x1 + margin and not _is_repeated(other, word):
            return True
    return False


def _is_repeated(other: RawWord, word: RawWord) -> bool:
    """The same word drawn twice, for weight or shadow."""
    return other.text == word.text and abs(other.x0 - word.x0) < 0.2 * word.size
