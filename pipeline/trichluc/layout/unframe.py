"""Frames of word processors that only place the letterhead or the ends side by side, taken for tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trichluc.layout.headlines import motto_start
from trichluc.layout.headwords import HeadRules
from trichluc.source import FlowParagraph, FlowTable

_MOST_CELLS = 16
_HEAD_ITEMS = 4
"""Among so many first items of a file its letterhead stands."""


def unframed(flow: Sequence[FlowParagraph | FlowTable], rules: HeadRules) -> list[FlowParagraph | FlowTable]:
    """The items of a file with such frames as paragraphs of column 1 and 2."""
    items: list[FlowParagraph | FlowTable] = []
    for at, item in enumerate(flow):
        if isinstance(item, FlowTable) and _is_frame(item, at, rules):
            items.extend(_paragraphs(item))
        else:
            items.append(item)
    return items


def _is_frame(table: FlowTable, at: int, rules: HeadRules) -> bool:
    if len(table.cells) > _MOST_CELLS:
        return False
    lines = [line for cell in table.cells for line in cell.text.split("\n")]
    if any(rules.match("recipients", line) for line in lines):
        return True
    return at < _HEAD_ITEMS and any(motto_start(line.split()[:20], rules) is not None for line in lines)


def _paragraphs(table: FlowTable) -> Iterator[FlowParagraph]:
    """The lines of the cells, row by row; all but the first cell of a row are the right block."""
    for cell in table.cells:
        for line in cell.text.split("\n"):
            if line.strip():
                yield FlowParagraph(line.strip(), align="center", column=2 if cell.col else 1)
