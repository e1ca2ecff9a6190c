"""Figures alone in brackets behind what they count: `Nam Định (1.842), Thái Nguyên (978)`, `tại nhà (1.083)`."""

from __future__ import annotations

import re

from trichluc.extract.numbers.scene import Scene

_EXACT = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,4},\d{1,3}")
"""Thousands set apart or decimals, as marks in brackets never have them."""
_NAME = r"[A-ZĐÀ-ỸƯƠ][^\d();:.,]{1,40}"
_BEHIND = re.compile(rf"\)[,;] (?:và )?{_NAME} \(([\d.,]+)\)")
_BEFORE = re.compile(rf"\(([\d.,]+)\)[,;] (?:và )?{_NAME} \($")
_NAMED = re.compile(rf"(?:^|[,;:] |\()(?:và )?{_NAME} \($")
_CLOSED = re.compile(r"\)(?:[,;.)]|[ \u00a0]?$| và )")
_REACH = 64


def told(scene: Scene, start: int, end: int) -> bool:
    """Whether a figure alone in brackets is the value of the words before it.

    A small one needs a neighbour of its kind, each behind a name; figures that go up by one are marks: `(1), … (2)`.
    """
    text = scene.text
    if text[start - 1 : start] != "(" or start - 2 < scene.start or text[start - 2] not in " \u00a0":
        return False
    if _CLOSED.match(text, end, scene.end) is None or not text[start - 3].isalpha():
        return False
    if _EXACT.fullmatch(text, start, end) is not None:
        return True
    before = text[max(scene.start, start - _REACH) : start]
    if not text[start:end].isdigit() or _NAMED.search(before) is None:
        return False
    return _in_row(int(text[start:end]), _BEFORE.search(before), _BEHIND.match(text, end, scene.end))


def _in_row(value: int, before: re.Match[str] | None, behind: re.Match[str] | None) -> bool:
    if before is None and behind is None:
        return False
    return (before is None or before[1] != str(value - 1)) and (behind is None or behind[1] != str(value + 1))
