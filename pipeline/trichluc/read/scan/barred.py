"""The letters d and đ where nothing around them tells which: items of a list, `điểm đ`.

A recogniser takes one for the other when the letter stands alone. The picture shows the bar of đ: it is the only thing
that stands out to the right of the stem.
"""

from __future__ import annotations

import re

import numpy as np

from trichluc.read.scan.picture import DARK, Gray, spans

_ALONE = re.compile(r"[dđ][).,;:/]{0,2}")
_LEAST = 18
"""Pixels: in a lower letter the bar may be lost."""
_TOP = (0.08, 0.32)
"""Shares of the letter's height, from its top, between which the bar crosses the stem."""
_BARRED, _PLAIN = 0.05, 0.02
"""Shares of the height by which the bar stands out, at least, and by which a plain stem is uneven, at most."""


def read_d(gray: Gray, text: str, box: tuple[int, int, int, int]) -> str:
    """A lone d or đ as its picture shows it; every other word, and what the picture leaves open, as it was read."""
    if _ALONE.fullmatch(text) is None:
        return text
    x0, top, x1, bottom = box
    dark = gray[top:bottom, x0:x1] < DARK
    pieces = spans(dark.any(axis=0))
    if len(pieces) != len(text):
        return text
    letter = dark[:, slice(*pieces[0])]
    letter = letter[letter.any(axis=1)]
    height = len(letter)
    if height < _LEAST:
        return text
    rows = letter[round(_TOP[0] * height) : round(_TOP[1] * height)]
    ends = [found[-1][1] for row in rows if (found := spans(row))]
    out = (max(ends) - float(np.median(ends))) / height if ends else 1.0
    return ("đ" if out >= _BARRED else "d" if out <= _PLAIN else text[0]) + text[1:]
