"""Values as they go into cells of a spreadsheet or of CSV."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | bool | dt.date | None


def written(value: Any) -> Cell:
    """A value for one cell: lists of text joined by `; `, other nested values as JSON, the rest as it is."""
    match value:
        case None | bool() | int() | float() | str() | dt.date():
            return value
        case Decimal():
            return float(value)
        case [*items] if all(isinstance(item, str) for item in items):
            return "; ".join(items)
        case _:
            return json.dumps(_rounded(value), ensure_ascii=False, default=str)


def _rounded(value: Any) -> Any:
    """Places on a page to a hundredth of a point."""
    match value:
        case float():
            return round(value, 2)
        case dict():
            return {name: _rounded(inner) for name, inner in value.items()}
        case list():
            return [_rounded(inner) for inner in value]
        case _:
            return value


def defused(value: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
