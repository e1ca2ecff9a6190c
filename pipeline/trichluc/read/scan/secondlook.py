"""A second look at the end of a page: positions and names among seals and signatures.

Below the running text of a scan stand a list and a signature. What a seal or a pen crosses there makes a recogniser
give up the layout of the whole corner, and with it lines that are clear to the eye. The corner alone is read twice
more, once as scattered words and once bleached as a block; a line that is sure is taken, also in place of one that was
not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import mean, median

import numpy as np
from numpy.typing import NDArray

from trichluc.language.letters import is_syllable
from trichluc.read.scan.picture import DARK, Gray
from trichluc.read.scan.rows import ONE_BLOCK, SCATTERED, Area, Row

_WIDE = 0.5
"""Share of the width of a page: longer lines of several words are running text."""
_WORDS = 4
_LEAST_HEIGHT, _LEAST_INK = 0.04, 0.0005
"""Shares of a page: a lower corner, or one with less ink, holds no signature."""
_MIDDLE = (0.3, 0.6)
"""Share of the width within which the list and the signature part."""
_LIST = 2.2
"""Inches below the text within which the white between both is looked for."""
_STRIP = 0.1
_SURE = 75.0
_CLEAR, _LEFT_OVER = 90.0, 0.05
"""Confidence of words that need no second look; share of the ink outside them that makes it worth while."""
_LETTERS = 5
_BETTER = 2.0
"""By how much surer a line must be than the one that it replaces, unless both new readings agree."""
_LEAST_WORDS = 2
_TALL = (0.55, 2.6)
"""In heights of the page's words: the letters of seals are lower, what a pen wrote is higher."""
_NEXT = 0.6
"""In the same: how far the next word of a line stands at most."""
_BLACK, _PALE = 40, 150
"""What is bleached: paler ink becomes white."""


def look_again(gray: Gray, rows: Sequence[Row], dpi: float, read: Callable[[Area], list[Row]]) -> list[Row]:
    """The words of a page with those that a second look at its end makes surer; `read` recognises an area."""
    top = _end_of_text(_lines(rows), gray.shape[1])
    corner = gray[top:] < DARK
    if len(corner) < _LEAST_HEIGHT * len(gray) or np.count_nonzero(corner) < _LEAST_INK * gray.size:
        return list(rows)
    x = _parting(gray[top : top + int(_LIST * dpi)], dpi)
    unread = _unread(corner, rows, top)
    height = median([row.bottom - row.top for row in rows if len(row.text) > 2] or [1])
    signature: list[list[Row]] = []
    if _is_worth(unread[:, x:], corner[:, x:]):
        scattered = read(Area(gray[top:, x:], x, top, SCATTERED))
        block = read(Area(_bleached(gray[top:, x:]), x, top, ONE_BLOCK))
        signature = [*_sure_lines(scattered, height), *_sure_lines(block, height)]
    beside: list[list[Row]] = []
    if _is_worth(unread[:, :x], corner[:, :x]):
        beside = _sure_lines(read(Area(gray[top:, :x], 0, top, SCATTERED)), height)
    return [row for line in _added(_merged(_lines(rows), signature), beside) for row in line]


def _unread(corner: NDArray[np.bool_], rows: Iterable[Row], top: int) -> NDArray[np.bool_]:
    """The ink of the corner in which the first reading found no word that it was sure of."""
    left = corner.copy()
    for row in rows:
        if row.confidence >= _CLEAR and row.bottom > top:
            left[max(0, row.top - top - 1) : row.bottom - top + 1, max(0, row.x0 - 1) : row.x1 + 1] = False
    return left


def _is_worth(unread: NDArray[np.bool_], ink: NDArray[np.bool_]) -> bool:
    return bool(np.count_nonzero(unread) > _LEFT_OVER * np.count_nonzero(ink))


def _lines(rows: Iterable[Row]) -> list[list[Row]]:
    lines: dict[tuple[int, int, int], list[Row]] = {}
    for row in rows:
        lines.setdefault(row.line, []).append(row)
    return list(lines.values())


def _end_of_text(lines: Iterable[Sequence[Row]], width: int) -> int:
    """The foot of the last line of running text."""
    wide = [line for line in lines if len(line) > _WORDS and line[-1].x1 - line[0].x0 > _WIDE * width]
    return max((max(row.bottom for row in line) for line in wide), default=0)


def _parting(corner: Gray, dpi: float) -> int:
    """Where the least ink stands in the middle: the white between a list and a signature."""
    strip = max(1, int(_STRIP * dpi))
    ink = np.convolve((corner < DARK).sum(axis=0), np.ones(strip), "same")
    low, high = (int(share * corner.shape[1]) for share in _MIDDLE)
    return low + int(np.argmin(ink[low:high]))


def _bleached(gray: Gray) -> Gray:
    """Pale ink, which seals leave, white; dark ink black."""
    bleached: Gray = np.clip((gray.astype(np.float32) - _BLACK) * (255 / (_PALE - _BLACK)), 0, 255).astype(np.uint8)
    return bleached


def _sure_lines(rows: Iterable[Row], height: float) -> list[list[Row]]:
    """The lines of several sure words of usual height, without dirt before and after them."""
    found = []
    for line in _lines(rows):
        words = _without_dirt(line, height)
        letters = sum(c.isalpha() for word in words for c in word.text)
        if len(words) < _LEAST_WORDS or letters < _LETTERS or any(word.confidence < _SURE for word in words):
            continue
        if _TALL[0] * height < median(word.bottom - word.top for word in words) < _TALL[1] * height:
            found.append(words)
    return found


def _without_dirt(line: Sequence[Row], height: float) -> list[Row]:
    """The line from its first word to its last; nothing when what is cut off may be the rest of a word or a name."""
    words = [nth for nth, word in enumerate(line) if _spelled(word)]
    if not words:
        return []
    first, last = words[0], words[-1]
    before = first > 0 and _goes_on(line[first - 1], line[first], line[first - 1], height)
    after = last + 1 < len(line) and _goes_on(line[last], line[last + 1], line[last + 1], height)
    return [] if before or after else list(line[first : last + 1])


def _goes_on(left: Row, right: Row, dirt: Row, height: float) -> bool:
    """Whether dirt beside a word is as tall as letters and stands no farther than the next word would."""
    return right.x0 - left.x1 < _NEXT * height and dirt.bottom - dirt.top > _TALL[0] * height and dirt.text not in "-+"


def _spelled(word: Row) -> bool:
    """Whether a word is a syllable, a figure or an abbreviation."""
    letters = "".join(c for c in word.text if c.isalpha())
    return word.confidence >= _SURE and (
        is_syllable(letters) or word.text.isupper() or any(map(str.isdigit, word.text))
    )


def _merged(lines: Sequence[list[Row]], signature: Sequence[list[Row]]) -> list[list[Row]]:
    """The first reading with the sure lines of the second, the surest first."""
    kept = list(lines)
    heard = [_text(line) for line in signature]
    for line in sorted(signature, key=_confidence, reverse=True):
        same = [other for other in kept if _same_place(line, other)]
        agreed = heard.count(_text(line)) > 1
        if all(_is_better(line, other, agreed) for other in same):
            kept = [*(other for other in kept if not any(other is one for one in same)), line]
    return kept


def _added(lines: Sequence[list[Row]], more: Iterable[list[Row]]) -> list[list[Row]]:
    """The lines with those for which nothing was read before."""
    return [*lines, *(line for line in more if not any(_same_place(line, other) for other in lines))]


def _is_better(line: Sequence[Row], other: Sequence[Row], agreed: bool) -> bool:
    """Whether a line may stand in place of another: it reaches as far, and is surer or heard twice."""
    printed = [row for row in other if any(map(str.isalnum, row.text))]
    height = max(row.bottom - row.top for row in line)
    if printed and (printed[0].x0 < line[0].x0 - height / 2 or printed[-1].x1 > line[-1].x1 + height / 2):
        return False
    return agreed or _confidence(line) > _confidence(other) + _BETTER


def _text(line: Sequence[Row]) -> str:
    return " ".join(row.text for row in line)


def _confidence(line: Sequence[Row]) -> float:
    return mean(row.confidence for row in line for _ in row.text)


def _same_place(one: Sequence[Row], other: Sequence[Row]) -> bool:
    tops, bottoms = zip(_extent(one), _extent(other), strict=True)
    shared = min(bottoms) - max(tops)
    least = min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))
    return shared > least / 2 and one[0].x0 < other[-1].x1 and other[0].x0 < one[-1].x1


def _extent(line: Sequence[Row]) -> tuple[float, float]:
    return median(row.top for row in line), median(row.bottom for row in line)
