"""Roman numerals on scans, told by their strokes.

A recogniser that knows words better than strokes reads II. as `H.` or `U`, III. as `II.`, and the slash of I/ as one
more letter. The picture shows how many stems stand there: between its serifs an I is one upright stroke, a V two that
lean together, a slash one that leans. The figure 1 has a flag to the left of its head, an I is even on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from trichluc.language.roman import read_roman
from trichluc.read.scan.picture import DARK, Gray, spans

_UPPER, _LOWER, _UNDER_BAR = (0.22, 0.36), (0.52, 0.64), (0.68, 0.8)
"""Shares of a letter's height, from its top, in which strokes are looked at: clear of serifs, the lower one above the
place where the strokes of a V meet, in an A below its bar."""
_BAR = (0.42, 0.58)
_FULL = 0.6
"""Share of the rows that show the same number of strokes."""
_UPRIGHT, _LEANING = 0.03, 0.045
"""Shares of the height by which a stroke moves between both stretches: no more in a stem, no less in V and slash."""
_WIDE = 0.55
"""Shares of the height: no stroke is that wide."""
_LEAST = 12
"""Pixels: lower print shows no strokes."""
_FOOT, _HYPHEN = 0.7, 0.4
"""Shares of the height below which the ink of a full stop and that of a hyphen lies."""
_NUMERAL = re.compile(r"(?=[^\W\d]|[|!\]])[IVl1|!\]íìïîÍÌiHUJ]{1,6}(?P<close>[/.,;:)-]{0,2})")
_AT_START = re.compile(r"(?=\D)[IVl1|!\]íìïîÍÌiHUJLA]{1,7}(?P<close>[/.,;:)-]{0,2})")
_LETTERED = re.compile(r"[A-HĐ][IlíiÍìÌ1!|J]")
_DOTTED = re.compile(r"(?=\D)[IVl1|!HUL]{1,6}\.?(?P<tail>[0-9]{1,2}[.)]?)")
"""What numerals are read as; at the beginning of a line more may be one, and figures may follow."""
_FIRST = re.compile(r"[1Il|](?=[LlI]?[/.]|$)")
_QUARTER = re.compile(r"(?:[1Il|]|1{2,3})(?=/(?:19|20)[0-9]{2}[.,;:)]*$|$)")
"""What a first I or 1 is read as at the beginning of a line, and within one: `Quý I/2025`."""
_YEARED = re.compile(r"(?P<numeral>[IVl|HU][IVl1|HU]{0,3})(?P<rest>/(?:19|20)[0-9]{2}(?P<close>[.,;:)]*))")
_FIGURE = 0.74
"""Share of the height of a figure: how wide it is with the white around it."""
_HEAD = 0.2
"""Share of the height in which the flag of a 1 and the upper serifs of an I stand."""
_MIDDLE = (0.4, 0.6)
_FLAG, _SERIF, _EVEN = 0.07, 0.05, 0.04
"""Shares of the height: by how much the head of a 1 reaches further to the left than to the right, how far the serifs
of an I reach, and by how much they differ. An I without serifs looks like a 1 whose flag was lost."""


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
    first = (_QUARTER.match(text) or _FIRST.match(text)) if at_start else _QUARTER.match(text)
    if first:
        x0, top, x1, bottom = box
        shown = _one_or_i(_trimmed(gray[top:bottom, x0:x1] < DARK))
        text = (shown * first.end() if shown else first[0]) + text[first.end() :]
    yeared = _YEARED.fullmatch(text)
    return _read_strokes(gray, text, box, at_start) if yeared is None else _before_year(gray, yeared, box)


def _before_year(gray: Gray, read: re.Match[str], box: tuple[int, int, int, int]) -> str:
    """The quarter and the year of `III/2022`: strokes up to the slash, which the figures behind it leave in sight."""
    x0, top, x1, bottom = box
    dark = gray[top:bottom, x0:x1] < DARK
    pieces = spans(dark.any(axis=0))
    trimmed = _trimmed(dark[:, : pieces[-len(read["close"])][0]] if 0 < len(read["close"]) < len(pieces) else dark)
    if trimmed is None:
        return read[0]
    year = round(4 * _FIGURE * len(trimmed))
    shown = _spelled(_strokes(trimmed[:, : max(0, trimmed.shape[1] - year)])) or ""
    return shown + read["rest"].removeprefix("/") if shown.endswith("/") and read_roman(shown[:-1]) else read[0]


def _one_or_i(dark: NDArray[np.bool_] | None) -> str | None:
    """Whether a word begins with the figure or the letter; None where its first stroke stands for neither."""
    if dark is None:
        return None
    middle = _middle(dark)
    if len(middle) > 1:
        dark = dark[:, : (middle[0][1] + middle[1][0]) // 2]
        dark = dark[np.flatnonzero(dark.any(axis=1))[0] :]
    middle, head = _middle(dark)[:1], spans(dark[: round(_HEAD * len(dark))].any(axis=0))[:1]
    if not middle or not head or head[0][1] < middle[0][1] or not _is_upright(dark):
        return None
    left, right = middle[0][0] - head[0][0], head[0][1] - middle[0][1]
    if left - right >= _FLAG * len(dark):
        return "1"
    return "I" if min(left, right) >= _SERIF * len(dark) and abs(left - right) <= _EVEN * len(dark) else None


def _is_upright(letter: NDArray[np.bool_]) -> bool:
    """Whether a letter is one stroke that stands upright; in italics the head of a 1 is as even as that of an I."""
    height = len(letter)
    upper, lower = (_runs(letter, stretch, _WIDE * height) for stretch in (_UPPER, _LOWER))
    return len(upper) == len(lower) == 1 and abs(upper[0] - lower[0]) <= _UPRIGHT * height


def _middle(dark: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The dark columns at half the height."""
    rows = slice(*(round(share * len(dark)) for share in _MIDDLE))
    return spans(dark[rows].any(axis=0))


def _read_strokes(gray: Gray, text: str, box: tuple[int, int, int, int], at_start: bool) -> str:
    match = (_AT_START if at_start else _NUMERAL).fullmatch(text)
    dotted = _DOTTED.fullmatch(text) if at_start and "1" not in text[:1] else None
    lettered = at_start and _LETTERED.fullmatch(text) is not None
    if match is None and dotted is None and not lettered:
        return text
    x0, top, x1, bottom = box
    dark = _trimmed(gray[top:bottom, x0:x1] < DARK)
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
    return _low_ink(dark, _FOOT)


def _low_ink(dark: NDArray[np.bool_], share: float) -> list[int]:
    """The columns in which ink begins that lies below a share of the height alone, between blank columns."""
    rows = dark[: round(share * len(dark))]
    return [start for start, end in spans(dark.any(axis=0)) if end - start > 1 and not rows[:, start:end].any()]


def _strokes(dark: NDArray[np.bool_], barred: bool = False) -> list[_Stroke]:
    """The strokes of a word of capitals from the left; none when something else stands there.

    `barred`: a letter may have a level stroke in its middle.
    """
    height = len(dark)
    dark = dark[:, : min(_low_ink(dark, _HYPHEN), default=dark.shape[1])]
    stretches = (_UPPER, _UNDER_BAR if barred else _LOWER, _BAR)
    upper, lower, bar = (_runs(dark, stretch, _WIDE * height) for stretch in stretches)
    if not len(upper) == len(lower) == len(bar) or (_has_bar(dark) and not barred):
        return []
    return [_Stroke(above / height, below / height) for above, below in zip(upper, lower, strict=True)]


def _has_bar(dark: NDArray[np.bool_]) -> bool:
    """Whether a level stroke crosses the middle of a letter, as in H."""
    height = len(dark)
    rows = dark[round(_BAR[0] * height) : round(_BAR[1] * height) + 1]
    return any(np.diff(np.flatnonzero(np.concatenate(([True], ~row, [True])))).max() > _WIDE * height for row in rows)


def _runs(dark: NDArray[np.bool_], stretch: tuple[float, float], widest: float) -> list[float]:
    """The middles of the strokes in a stretch of rows; none when one of them is too wide for a stroke.

    Thin strokes that lean leave every column after a few rows, so strokes are counted row by row.
    """
    height = len(dark)
    rows = [spans(row) for row in dark[round(stretch[0] * height) : round(stretch[1] * height) + 1]]
    count = int(np.median([len(spans) for spans in rows]))
    usual = [spans for spans in rows if len(spans) == count]
    if len(usual) < _FULL * len(rows) or any(end - start > widest for spans in usual for start, end in spans):
        return []
    return [float(np.mean([start + end for start, end in strokes])) / 2 for strokes in zip(*usual, strict=True)]


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
