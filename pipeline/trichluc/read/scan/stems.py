"""Roman numerals on scans, told by their strokes.

A recogniser that knows words better than strokes reads II. as `H.` or `U`, III. as `II.`, and the slash of I/ as one
more letter. The picture shows how many stems stand there: between its serifs an I is one upright stroke, a V two that
lean together, a slash one that leans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from trichluc.language.roman import read_roman
from trichluc.read.scan.picture import Gray

_DARK = 140
_UPPER, _LOWER = (0.22, 0.36), (0.62, 0.76)
"""Shares of a letter's height, from its top, in which strokes are looked at: clear of serifs and of the bar of H."""
_BAR = (0.42, 0.58)
_FULL = 0.6
"""Share of the rows that a stroke fills."""
_UPRIGHT, _LEANING = 0.04, 0.055
"""Shares of the height by which a stroke moves between both stretches: no more in a stem, no less in V and slash."""
_WIDE = 0.55
"""Shares of the height: no stroke is that wide."""
_LEAST = 12
"""Pixels: lower print shows no strokes."""
_FOOT = 0.7
"""Share of the height below which the ink of a full stop lies."""
_NUMERAL = re.compile(r"(?=[^\W\d]|[|!\]])[IVl1|!\]íìïîÍÌiHUJ]{1,6}(?P<close>[/.,;:)-]{0,2})")
_AT_START = re.compile(r"(?=\D)[IVl1|!\]íìïîÍÌiHUJLA]{1,7}(?P<close>[/.,;:)-]{0,2})")
_LETTERED = re.compile(r"[A-HĐ][IlíiÍìÌ1!|J]")
_DOTTED = re.compile(r"(?=\D)[IVl1|!HUL]{1,6}\.?(?P<tail>[0-9]{1,2}[.)]?)")
"""What numerals are read as; at the beginning of a line more may be one, and figures may follow."""


@dataclass(frozen=True, slots=True)
class _Stroke:
    """The middle of a stroke in the upper and the lower stretch, in shares of the height."""

    upper: float
    lower: float

    @property
    def lean(self) -> float:
        return self.lower - self.upper


def read_numeral(gray: Gray, text: str, box: tuple[int, int, int, int], at_start: bool) -> str:
    """The word as its strokes show it when it may be a Roman numeral; as it was read when they show none."""
    match = (_AT_START if at_start else _NUMERAL).fullmatch(text)
    dotted = _DOTTED.fullmatch(text) if at_start and "1" not in text[:1] else None
    lettered = at_start and _LETTERED.fullmatch(text) is not None
    if match is None and dotted is None and not lettered:
        return text
    x0, top, x1, bottom = box
    dark = _trimmed(gray[top:bottom, x0:x1] < _DARK)
    if dark is None:
        return text
    if lettered and _ends_in_slash(dark):
        return text[0] + "/"
    stops = _stops(dark)
    if dotted is not None and stops:
        shown = _spelled(_strokes(dark[:, : stops[0]]))
        return f"{shown}.{dotted['tail']}" if shown and read_roman(shown) else text
    letter_a = text.startswith("A")
    shown = _spelled(_strokes(dark, barred=letter_a), letter_a)
    return _closed(shown, text, match["close"], bool(stops)) if shown and match else text


def _closed(shown: str, text: str, close: str, stopped: bool) -> str:
    """What the strokes show with its closing sign; the word as read when they show nothing better."""
    numeral = shown.rstrip("/")
    if not (read_roman(numeral) or numeral == "A") or text[: len(text) - len(close)] == shown:
        return text
    if shown != numeral:
        return shown
    return numeral + (close or ("." if stopped else ""))


def _ends_in_slash(dark: NDArray[np.bool_]) -> bool:
    """Whether the last piece of ink is one stroke that leans as a slash does."""
    columns = np.flatnonzero(~dark.any(axis=0))
    strokes = _strokes(dark[:, int(columns[-1]) :]) if columns.size else []
    return len(strokes) == 1 and _shape(strokes[0]) == "/"


def _trimmed(dark: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """The rows that hold the word; None where they are too few to show strokes."""
    rows = np.flatnonzero(dark.any(axis=1))
    return dark[rows[0] : rows[-1] + 1] if rows.size and rows[-1] - rows[0] >= _LEAST else None


def _stops(dark: NDArray[np.bool_]) -> list[int]:
    """The columns in which full stops begin: ink at the foot of the line alone, between blank columns."""
    columns = dark.any(axis=0).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], columns, [0]))))
    foot = round(_FOOT * len(dark))
    pieces = zip(edges[::2], edges[1::2], strict=True)
    return [int(start) for start, end in pieces if end - start > 1 and not dark[:foot, start:end].any()]


def _strokes(dark: NDArray[np.bool_], barred: bool = False) -> list[_Stroke]:
    """The strokes of a word of capitals from the left; none when something else stands there.

    `barred`: a letter may have a level stroke in its middle.
    """
    height = len(dark)
    upper, lower, bar = (_runs(dark, stretch, _WIDE * height) for stretch in (_UPPER, _LOWER, _BAR))
    if not len(upper) == len(lower) == len(bar) or (_has_bar(dark) and not barred):
        return []
    return [_Stroke(above / height, below / height) for above, below in zip(upper, lower, strict=True)]


def _has_bar(dark: NDArray[np.bool_]) -> bool:
    """Whether a level stroke crosses the middle of a letter, as in H."""
    height = len(dark)
    rows = dark[round(_BAR[0] * height) : round(_BAR[1] * height) + 1]
    return any(np.diff(np.flatnonzero(np.concatenate(([True], ~row, [True])))).max() > _WIDE * height for row in rows)


def _runs(dark: NDArray[np.bool_], stretch: tuple[float, float], widest: float) -> list[float]:
    """The middles of the dark runs in a stretch of rows; none when one of them is too wide for a stroke."""
    height = len(dark)
    part = dark[round(stretch[0] * height) : round(stretch[1] * height) + 1]
    columns = (part.mean(axis=0) >= _FULL).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], columns, [0]))))
    runs = list(zip(edges[::2], edges[1::2], strict=True))
    wide = any(end - start > widest for start, end in runs)
    return [] if wide else [float(start + end) / 2 for start, end in runs]


def _spelled(strokes: Sequence[_Stroke], letter_a: bool = False) -> str | None:
    """Strokes as letters: upright ones I, two that lean together V (apart A), a leaning one at the end the slash."""
    if not strokes or any(b.upper <= a.upper for a, b in pairwise(strokes)):
        return None
    shapes = "".join(map(_shape, strokes))
    if letter_a:
        return shapes.replace("/\\", "A", 1) if re.fullmatch(r"/\\/?", shapes) else None
    spelled = shapes.replace("\\/", "V")
    return spelled if re.fullmatch(r"I*V?I*/?", spelled) else None


def _shape(stroke: _Stroke) -> str:
    if abs(stroke.lean) <= _UPRIGHT:
        return "I"
    return "?" if abs(stroke.lean) < _LEANING else "/" if stroke.lean < 0 else "\\"
