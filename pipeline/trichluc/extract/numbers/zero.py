"""Nothing as a value: `Số vi phạm chưa giải quyết: không có` counts zero; the same words in prose are no number."""

from __future__ import annotations

import re
from decimal import Decimal

from trichluc.extract.numbers.found import Found
from trichluc.extract.numbers.scene import Scene

_AFTER = re.compile(r"[ \u00a0*]*(?:[.,;)]|$|(?=[^\W\d_a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]))")
_LABEL_REACH = 160
_MARKS = ' \u00a0-+*•–,“"(.'


def zero_at(scene: Scene, match: re.Match[str]) -> Found | None:
    """The label that a match of the zero rule answers with nothing."""
    if match.end() > scene.end or _AFTER.match(scene.text, match.end(), scene.end) is None:
        return None
    label = _label(scene, match.start())
    return None if label is None else _zero(match.start(1), match.end(1), label)


def _zero(start: int, end: int, label: str) -> Found:
    return Found(start, end, "count", Decimal(0), None, None, None, label, None, None, None, "zero")


def _label(scene: Scene, colon: int) -> str | None:
    """The words before the colon, when they ask for a number: they hold `số`, `tổng`, or `(nếu có)`."""
    text = scene.text
    low = max(scene.start, colon - _LABEL_REACH)
    for stop in (". ", "; ", ": "):
        at = text.rfind(stop, low, colon)
        low = at + len(stop) if at >= 0 else low
    label = _without_marker(text[low:colon])
    asked = next((a for a in scene.rules.zero_asked if label.lower().rstrip(" )").endswith(a)), None)
    if asked is not None:
        return label[: label.lower().rindex(asked)].rstrip(" (") or None
    opens = any(label.lower().startswith(f"{opening} ") for opening in scene.rules.labels.openings)
    return label.strip() if opens else None


def _without_marker(label: str) -> str:
    """The label without bullets and numbering in front."""
    return re.sub(r"^(?:\d{1,2}[.)]\s*)+", "", label.lstrip(_MARKS)).lstrip(_MARKS).rstrip(" *")
