"""Numerals: figures with Vietnamese separators, and Roman numbers.

A dot groups thousands, a comma opens the decimals: `4.802`, `18,51`, `1.234.567,8`.
"""

from __future__ import annotations

import re
from decimal import Decimal

_GROUPED = re.compile(r"\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?")
_COMMA = re.compile(r"\d+,\d+")
_FOREIGN_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_PLAIN = re.compile(r"\d+")
_FOREIGN = re.compile(r"\d+\.\d+")

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def read_figure(written: str) -> Decimal | None:
    """The value of a figure written the Vietnamese way; None when it is no figure. Never negative."""
    for pattern, clean in (
        (_PLAIN, str),
        (_GROUPED, lambda s: re.sub(r"[. \u00a0]", "", s).replace(",", ".")),
        (_FOREIGN_GROUPED, lambda s: s.replace(",", "")),
        (_COMMA, lambda s: s.replace(",", ".")),
        (_FOREIGN, str),
    ):
        if pattern.fullmatch(written):
            return Decimal(clean(written))
    return None


def read_roman(written: str) -> int | None:
    """The value of a well-formed Roman number in capitals (1 to 3999), else None."""
    if not written or not _ROMAN.fullmatch(written):
        return None
    values = [_ROMAN_VALUES[c] for c in written]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))
