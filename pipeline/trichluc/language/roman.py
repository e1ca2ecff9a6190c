"""Roman numbers."""

from __future__ import annotations

import re

_WELL_FORMED = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_PARTS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def read_roman(written: str) -> int | None:
    """The value of a well-formed Roman number in capitals (1 to 3999), else None."""
    if not written or not _WELL_FORMED.fullmatch(written):
        return None
    values = [_VALUES[c] for c in written]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def write_roman(value: int) -> str:
    """The Roman number of a value from 1 to 3999: 14 → `XIV`."""
    if not 0 < value < 4000:
        raise ValueError(f"{value} has no Roman number")
    written = ""
    for worth, letters in _PARTS:
        count, value = divmod(value, worth)
        written += letters * count
    return written
