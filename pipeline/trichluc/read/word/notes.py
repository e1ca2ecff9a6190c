"""How the notes of a Word file are numbered (ECMA-376 Part 1, 17.11)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from docx.oxml.ns import qn

from trichluc.read.word.numbering import write_number
from trichluc.read.word.styles import value_of

Element = Any  # an lxml element; lxml publishes no types
_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


class NoteMarkers:
    """Gives the notes their markers in the order of their marks, unless a mark is the author's own."""

    def __init__(self, settings: Element | None, section: Element | None) -> None:
        self._formats, self._starts = dict(_USUAL), dict.fromkeys(_USUAL, 1)
        for holder in (settings, section):
            for kind in _USUAL:
                properties = holder.find(qn(f"w:{kind}Pr")) if holder is not None else None
                self._formats[kind] = value_of(properties, "w:numFmt") or self._formats[kind]
                start = value_of(properties, "w:numStart")
                self._starts[kind] = int(start) if start and start.isdecimal() else self._starts[kind]
        self._given: dict[tuple[str, str], str] = {}
        self._counted = Counter[str]()

    def marker(self, kind: str, identity: str, own: str | None = None) -> str:
        """The marker of a note of that kind; `own` is what the author wrote as its mark."""
        key = (kind, identity)
        if key not in self._given:
            number = self._starts[kind] + self._counted[kind]
            self._given[key] = own or write_number(number, self._formats[kind])
            self._counted[kind] += own is None
        return self._given[key]

    def of(self, kind: str) -> list[tuple[str, str]]:
        """The identities and markers of all notes of a kind, in the order of their marks."""
        return [(identity, marker) for (marked, identity), marker in self._given.items() if marked == kind]
