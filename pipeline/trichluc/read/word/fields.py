"""Fields of Word files: what stands in their codes is not shown, what old forms hold is.

ECMA-376 Part 1, 17.16: a field is its code and, behind a separator, its result. Another field in the code leaves its
own result there as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import qn

from trichluc.read.word.styles import is_on, value_of

Element = Any  # an lxml element; lxml publishes no types
FIELD = qn("w:fldChar")
_BOXES = "☐☒"


def in_codes(paragraph: Element, texts: Iterable[str]) -> frozenset[Element]:
    """The elements of a paragraph, of those tags, that stand in the code of a field; one left open hides nothing."""
    if paragraph.find(f".//{FIELD}") is None:
        return frozenset()
    open_codes: list[list[Element] | None] = []
    hidden: list[Element] = []
    for item in paragraph.iter(FIELD, *texts):
        if item.tag != FIELD:
            for code in open_codes:
                if code is not None:
                    code.append(item)
            continue
        match item.get(qn("w:fldCharType")):
            case "begin":
                open_codes.append([])
            case "separate" if open_codes:
                hidden += open_codes[-1] or []
                open_codes[-1] = None
            case "end" if open_codes:
                hidden += open_codes.pop() or []
            case _:
                pass
    return frozenset(hidden)


def form_value(field: Element) -> str:
    """What a list or a box of a form shows: its choice is a property and no text. Empty for every other field."""
    data = field.find(qn("w:ffData"))
    box = data.find(qn("w:checkBox")) if data is not None else None
    if box is not None:
        return _BOXES[is_on(box, "w:checked" if box.find(qn("w:checked")) is not None else "w:default")]
    choices = data.find(qn("w:ddList")) if data is not None else None
    if choices is None:
        return ""
    entries = [entry.get(qn("w:val")) or "" for entry in choices.iterchildren(qn("w:listEntry"))]
    chosen = value_of(choices, "w:result") or value_of(choices, "w:default") or "0"
    return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
