"""Quotations that run over several paragraphs: nothing inside them is structure of the document that quotes."""

from __future__ import annotations

import re
from bisect import bisect_right

_QUOTE = re.compile('[“”"„«»]')
_LONGEST = 60_000
"""Characters of a quotation; a mark without partner within this reach is a slip."""
_SHORT = 2
"""Paragraph breaks in a quotation that begins inside a sentence: a break that layout did not mend."""
_BEFORE_OPENING = frozenset(" \t\n(\u00a0[:")
_TAIL = re.compile(r"[\s.;,:)]*(?:\n|$)")


class Quotations:
    """The stretches of a text that quote whole paragraphs, as an amending act does with the new wording."""

    def __init__(self, value: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(_pairs(value)):
            if _opaque(value, start, end) and not self.hold(start):
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, position: int) -> bool:
        """Whether the position lies inside a quotation."""
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and position < self._ends[at]


def _pairs(value: str) -> list[tuple[int, int]]:
    """Opening and closing marks that belong together; a mark's place tells its direction, whatever its shape."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _QUOTE.finditer(value):
        at = match.start()
        if at == 0 or value[at - 1] in _BEFORE_OPENING:
            opened.append(at)
        elif opened:
            start = opened.pop()
            if at - start <= _LONGEST:
                pairs.append((start, at))
    return pairs


def _opaque(value: str, start: int, end: int) -> bool:
    """Whether a quotation holds whole paragraphs: it begins a paragraph or follows a colon, and ends a paragraph."""
    breaks = value.count("\n", start, end)
    if not breaks:
        return False
    before = value[max(0, start - 3) : start].rstrip(" \u00a0\t")
    return breaks <= _SHORT or ((not before or before[-1] in "\n:") and _TAIL.match(value, end + 1) is not None)
