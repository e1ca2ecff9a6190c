"""Bold type on scans, told by how wide the strokes are.

The upright strokes of a word, measured in type sizes, are half as wide again in bold as in plain type. What plain type
is on a page its words in small letters show; where they are few, nothing is called bold. Capitals of faces with thin
and thick strokes are wider by nature. Neighbours on a line decide together: a word alone is measured badly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from trichluc.read.render import POINTS_PER_INCH
from trichluc.read.scan.picture import Gray
from trichluc.source import Word

_DARK = 160
_WIDEST = 0.35
"""In type sizes: longer runs of ink are level strokes."""
_LEAST_RUNS, _ENOUGH_RUNS = 5, 25
"""Crossings of strokes: fewer tell nothing; from so many on, a word counts fully."""
_LEAST_WORDS = 8
_BOLDER, _BOLDER_CAPITALS = 0.23, 0.36
"""By how much strokes are wider than those of plain type, halfway to bold; capitals of a face with thin strokes."""
_THIN = 0.7
"""A face has thin strokes when its level ones are thinner than this share of the upright ones."""
_DOUBT = 0.1
_CERTAIN = 2.0
"""What one word may say for or against bold at most, and what each change on a line costs."""
_SAME_LINE = 0.5
"""Share of the lower of two words that both have in height on one line."""
_STROKES_ALONE = frozenset("IVX/.)-")
"""Words of these alone are all strokes, of which serifs make wide ones."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """A word's upright strokes in type sizes, how many crossings were measured, and its level ones as a share."""

    width: float
    runs: int
    level: float


def with_bold(words: Sequence[Word], gray: Gray, dpi: float) -> tuple[Word, ...]:
    """The words with those in bold type marked; `gray` is the level picture that they were read on."""
    measured = [_measure(word, gray, dpi / POINTS_PER_INCH) for word in words]
    plain = [m for word, m in zip(words, measured, strict=True) if m and _is_small(word.text)]
    if len(plain) < _LEAST_WORDS:
        return tuple(words)
    usual = float(np.median([m.width for m in plain]))
    thin = float(np.median([m.level for m in plain])) < _THIN
    votes = [_vote(word.text, m, usual, thin) for word, m in zip(words, measured, strict=True)]
    bold = chain.from_iterable(_settled(votes[start:end]) for start, end in _lines(words))
    return tuple(replace(word, bold=True) if heavy else word for word, heavy in zip(words, bold, strict=True))


def _measure(word: Word, gray: Gray, scale: float) -> _Measured | None:
    if not any(c.isalpha() for c in word.text) or _STROKES_ALONE.issuperset(word.text):
        return None
    x0, top, x1, bottom = (round(v * scale) for v in (word.x0, word.top, word.x1, word.bottom))
    cut = gray[max(0, top) : bottom, max(0, x0) : x1]
    size = word.size * scale
    upright = _strokes(cut, size)
    if len(upright) < _LEAST_RUNS:
        return None
    level = _strokes(np.ascontiguousarray(cut.T), size)
    width = float(np.median(upright))
    return _Measured(width / size, len(upright), float(np.median(level)) / width if len(level) else 1.0)


def _strokes(cut: Gray, size: float) -> NDArray[np.float64]:
    """The ink of each run along the rows that is no level stroke, in pixels of full black, soft edges counted."""
    padded = np.zeros((cut.shape[0], cut.shape[1] + 2))
    padded[:, 1:-1] = (255.0 - cut) / 255.0
    edges = np.flatnonzero(np.diff((padded > 1.0 - _DARK / 255.0).ravel().astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    kept = ends - starts < _WIDEST * size
    ink = np.concatenate(([0.0], np.cumsum(padded)))
    widths: NDArray[np.float64] = np.take(ink, ends[kept] + 2, mode="clip") - np.take(ink, starts[kept])
    return widths


def _is_small(text: str) -> bool:
    return not text.isupper() and not text[:1].isdigit()


def _vote(text: str, measured: _Measured | None, usual: float, thin: bool) -> float:
    """What a word says: above zero for bold, below for plain type."""
    if measured is None:
        return 0.0
    halfway = _BOLDER_CAPITALS if thin and text.isupper() else _BOLDER
    vote = (measured.width / usual - 1.0 - halfway) / _DOUBT
    return min(max(vote, -_CERTAIN), _CERTAIN) * min(1.0, measured.runs / _ENOUGH_RUNS)


def _lines(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Stretches of words that stand on one line, one after the other."""
    starts = [0, *(at for at in range(1, len(words)) if not _goes_on(words[at - 1], words[at]))]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _goes_on(before: Word, word: Word) -> bool:
    shared = min(before.bottom, word.bottom) - max(before.top, word.top)
    lower = min(before.bottom - before.top, word.bottom - word.top)
    return word.x0 >= before.x0 and shared > _SAME_LINE * lower


def _settled(votes: Sequence[float]) -> list[bool]:
    """Which words of a line are bold: the choice that the votes favour most, each change between them at its cost."""
    plain, bold = 0.0, 0.0
    changed: list[tuple[bool, bool]] = []
    for vote in votes:
        to_plain, to_bold = bold - _CERTAIN > plain, plain - _CERTAIN > bold
        changed.append((to_plain, to_bold))
        plain, bold = max(plain, bold - _CERTAIN) - vote, max(bold, plain - _CERTAIN) + vote
    state, settled = bold > plain, []
    for to_plain, to_bold in reversed(changed):
        settled.append(state)
        if to_bold if state else to_plain:
            state = not state
    return settled[::-1]
