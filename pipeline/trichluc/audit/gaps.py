"""Is a number left out in a row of headings, or was a heading only not recognised as one? Doubt is silence."""

from __future__ import annotations

import re
from collections.abc import Mapping

from trichluc.language.roman import read_roman, write_roman
from trichluc.report import Section

_MOST = 2
"""More numbers than that are not left out by a slip: it is another list."""
_WORD = r"[^\w\n]{0,9}(?:\S{1,12}[ ]?)?"
"""What may stand before a number at the start of a line: `Điều`, `II.`, a bullet."""


def is_gap(text: str, before: Section, after: Section, letters: Mapping[int, str]) -> bool:
    """Whether the numbers between two neighbours are nowhere at the start of a line between them."""
    if not before.number or not after.number or after.number <= before.number + 1:
        return False
    # After `d` word processors go on with `e`, the alphabet of the State with `đ`.
    if len(before.marker) == len(after.marker) == 1 and ord(after.marker) == ord(before.marker) + 1:
        return False
    left_out = range(before.number + 1, after.number)
    if len(left_out) > _MOST:
        return False
    between = text[before.char_start : after.char_start]
    return not any(_stands(between, before, number, letters) for number in left_out)


def _stands(between: str, before: Section, number: int, letters: Mapping[int, str]) -> bool:
    last = re.split(r"[\s.]", before.marker.strip())[-1]
    if last.isdigit():
        pattern = rf"^{_WORD}(?<!\d){number}(?=[\s.):/–-])"
    elif len(last) > 1 or (last.isupper() and read_roman(last) == before.number):
        pattern = rf"^{_WORD}\b{write_roman(number)}\b"
    else:
        # A broken font can leave a letter before the marker.
        pattern = rf"^[^\w\n]{{0,9}}\w{{0,2}}{letters.get(number, '-')}\s?[.)/–-]"
    return re.search(pattern, between, re.MULTILINE) is not None
