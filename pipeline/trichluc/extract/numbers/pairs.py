"""Percentages and the counts that they state: `889 máy trạm, tỷ lệ 18,51%` of `4.802 máy trạm`.

A ratio directly before a percentage is its pair whatever its value, so that an auditor can compare them; two counts of
the paragraph are its part and whole when dividing them gives the percentage as it is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from trichluc.extract.numbers.found import Found

_NEAR = 70  # characters between a ratio and the percentage that repeats it
_LOOK_BACK = 10  # quantities of a paragraph among which the part and the whole are sought
_COUNTED = frozenset({"count", "money", "measure"})


def pairs(found: Sequence[Found]) -> dict[int, tuple[int, ...]]:
    """Index of each percentage of one paragraph → indices of its part and whole, or of its ratio."""
    result: dict[int, tuple[int, ...]] = {}
    for at, quantity in enumerate(found):
        if quantity.kind == "percent" and at and quantity.value_max is None:
            pair = _pair(found, at)
            if pair:
                result[at] = pair
    return result


def _pair(found: Sequence[Found], at: int) -> tuple[int, ...]:
    before = found[at - 1]
    if before.denominator is not None and before.kind != "rank" and found[at].start - before.end <= _NEAR:
        return (at - 1,)
    candidates = [i for i in range(max(0, at - _LOOK_BACK), at) if _is_count(found[i])]
    for part in candidates[-1:-4:-1]:
        for whole in reversed(candidates):
            if whole < part and found[whole].unit == found[part].unit and _agrees(found[at], found[part], found[whole]):
                return part, whole
    return ()


def _is_count(quantity: Found) -> bool:
    return quantity.kind in _COUNTED and quantity.denominator is None and quantity.value_max is None


def _agrees(percent: Found, part: Found, whole: Found) -> bool:
    """Whether part of whole, rounded like the percentage, is the percentage. Small wholes agree by chance."""
    if whole.value < 12 or not 0 < part.value <= whole.value:
        return False
    exponent = percent.value.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
    return abs(part.value * 100 / whole.value - percent.value) <= step
