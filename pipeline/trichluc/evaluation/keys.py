"""What makes a finding the same as an annotated one: the keys by which they are compared."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from trichluc.language.letters import fold

Row = Mapping[str, Any]
_SIMILAR = 0.95
_LONG_FIELDS = frozenset(("subject", "issuer", "parent_issuer"))
_SEPARATORS = re.compile(r"[-/–—‑_.]+")
# A year or date behind a law's name tells which version is meant; it is compared by its own column.
_DATING = re.compile(rf"\s*({fold('năm')}|{fold('ngày')})\s.*$|\s*\d{{4}}$")
# The word of a marker (`Phần I`, `Mục thứ nhất`): letters that are no Roman numeral, before something else.
_MARKER_WORD = re.compile(r"^(?![ivxlcdm]+\b)[^\W\d_]\S{2,}\s+(?=\S)")


def nfc(text: str) -> str:
    """The composed form, in which names are compared."""
    return unicodedata.normalize("NFC", text)


def symbol_key(symbol: str) -> str:
    """A symbol without case, kinds of separators and leading zeros."""
    joined = _SEPARATORS.sub("-", fold(symbol).upper().replace(" ", "")).strip("-")
    return re.sub(r"^0+(?=\d)", "", joined)


def citation_key(row: Row) -> str:
    """The symbol; for laws named without one, type and name."""
    if row.get("symbol"):
        return symbol_key(row["symbol"])
    kind, name = fold(row.get("doc_type") or ""), fold(row.get("name") or "")
    return f"{kind}:{_DATING.sub('', name.removeprefix(kind).strip())}"


def date_key(row: Row) -> tuple[str | None, ...]:
    """First and last day; the notation where there is no year."""
    start, end = row.get("start"), row.get("end")
    if start and not str(start).startswith("--"):
        return str(start), str(end)
    return (row.get("edtf") or _edtf(start, end),)


def _edtf(start: object, end: object) -> str | None:
    if start is None:
        return None
    first, last = (f"XXXX{str(day)[1:]}" for day in (start, end))
    if first == last:
        return first
    whole_month = first[:7] == last[:7] and first.endswith("-01") and last[8:] >= "28"
    return first[:7] if whole_month else f"{first}/{last}"


def number_key(row: Row) -> tuple[float | None, float | None, float | None, bool]:
    """Value, upper value, denominator, and whether it is a percentage."""
    return _rounded(row.get("value")), _rounded(row.get("value_max")), _rounded(row.get("denominator")), _percent(row)


def _percent(row: Row) -> bool:
    return bool(row.get("unit") == "%")


def noun_key(row: Row) -> tuple[float | None, str]:
    """Value and first word of what is counted."""
    return _rounded(row.get("value")), fold(row.get("noun") or "").split(" ")[0]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)


def marker_key(row: Row) -> str:
    """A marker without its word, brackets and dots."""
    marker = fold(str(row.get("marker") or ""))
    while (shorter := _MARKER_WORD.sub("", marker)) != marker:
        marker = shorter
    return re.sub(r"[\s.():/-]+", ".", marker).strip(".")


def heading_key(row: Row) -> tuple[str, int]:
    """Marker and depth."""
    return marker_key(row), int(row["level"])


def shape_key(row: Row) -> tuple[int | None, int | None]:
    """Rows and columns of a table."""
    return row.get("rows") or row.get("n_rows"), row.get("cols") or row.get("n_cols")


def letters(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"\W+", "", fold(text))


def same_title(want: str | None, have: str | None) -> bool:
    """Whether two titles are the same but for trifles."""
    first, second = fold(want or ""), fold(have or "")
    return first == second or bool(first and second and _ratio(first, second) >= _SIMILAR)


def same_field(name: str, want: str, have: str) -> bool:
    """Whether a field of the letterhead was read right."""
    key = symbol_key if name == "symbol" else fold
    first, second = key(want), key(have)
    return first == second or (name in _LONG_FIELDS and _ratio(first, second) >= _SIMILAR)


def _ratio(first: str, second: str) -> float:
    return difflib.SequenceMatcher(None, first, second).ratio()
