"""A quantity as found in a string, before it becomes a row."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Found(NamedTuple):
    """Values are exact; positions are those of the text. `noun` is quoted from the text."""

    start: int
    end: int
    kind: str
    value: Decimal
    value_max: Decimal | None
    denominator: Decimal | None
    unit: str | None
    noun: str | None
    modifier: str | None
    comparison: str | None
    baseline: str | None
    rule: str
