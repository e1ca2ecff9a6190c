"""Frames of word processors that only place the letterhead or the ends side by side, taken for tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trichluc.layout.headlines import motto_start
from trichluc.layout.headwords import HeadRules
from trichluc.source import FlowCell, FlowDeletion, FlowParagraph, FlowTable

_MOST_CELLS = 16
_MOST_COLUMNS, _LABEL_ROWS = 3, 3
"""Columns of a frame with a row for each recipient at most, and rows among whose first the label stands."""
_HEAD_ITEMS = 4
"""Among so many first items of a file its letterhead stands."""


def unframed(
    flow: Sequence[FlowParagraph | FlowTable], rules: HeadRules
) -> list[tuple[int, FlowParagraph | FlowTable]]:
    """The items of a file with such frames as paragraphs of column 1 and 2, each with its place in the file."""
    items: list[tuple[int, FlowParagraph | FlowTable]] = []
    for at, item in enumerate(flow):
        if isinstance(item, FlowTable) and _is_frame(item, at, rules):
            items.extend((at, paragraph) for paragraph in _paragraphs(item))
        else:
            items.append((at, item))
    return items


def _is_frame(table: FlowTable, at: int, rules: HeadRules) -> bool:
    if _lists_recipients(table, rules):
        return True
    if len(table.cells) > _MOST_CELLS:
        return False
    lines = [line for cell in table.cells for line in cell.text.split("\n")]
    return at < _HEAD_ITEMS and any(motto_start(line.split()[:20], rules) is not None for line in lines)


def _lists_recipients(table: FlowTable, rules: HeadRules) -> bool:
    """Whether a table is the end of a document, be it with a row for each recipient."""
    width = max((cell.col + cell.col_span for cell in table.cells), default=0)
    labels = [
        cell for cell in table.cells if any(is_label(line, cell.col, width, rules) for line in cell.text.split("\n"))
    ]
    if len(table.cells) <= _MOST_CELLS:
        return bool(labels)
    return width <= _MOST_COLUMNS and any(cell.row < _LABEL_ROWS for cell in labels)


def is_label(line: str, col: int, width: int, rules: HeadRules) -> bool:
    """Whether a line of a cell heads a list of recipients; bare words may head a column of a table `width` wide."""
    if rules.match("recipients", line) is None:
        return False
    return not line.rstrip()[-1].isalpha() or (col == 0 and width <= _MOST_COLUMNS)


def _paragraphs(table: FlowTable) -> list[FlowParagraph]:
    """The lines of the cells, row by row; all but the first cell of a row are the right block.

    What was deleted in a cell without any other text goes with the words before it, or else after it.
    """
    lines: list[FlowParagraph] = []
    homeless: list[str] = []
    for cell in table.cells:
        begin = 0
        for text in cell.text.split("\n"):
            if text.strip():
                lines.append(_line(cell, text, begin))
            begin += len(text) + 1
        if not cell.text.strip():
            homeless += [deletion.text.strip() for deletion in cell.deletions]
        if homeless and lines:
            lines[-1] = _with_homeless(lines[-1], homeless)
            homeless = []
    return lines


def _with_homeless(line: FlowParagraph, texts: Iterable[str]) -> FlowParagraph:
    added = tuple(FlowDeletion(len(line.text), f" {text}") for text in texts)
    return replace(line, deletions=(*line.deletions, *added))


def _line(cell: FlowCell, line: str, begin: int) -> FlowParagraph:
    """A line of a cell, `begin` being its place there, with the marks and deletions that stand in it."""
    text = line.strip()
    start, end = begin + line.index(text), begin + len(line)
    marks = tuple(replace(m, offset=_clipped(m.offset - start, text)) for m in cell.marks if begin <= m.offset <= end)
    struck = (d for d in cell.deletions if begin <= d.offset <= end)
    deletions = tuple(replace(d, offset=_clipped(d.offset - start, text)) for d in struck)
    return FlowParagraph(text, marks, "center", column=2 if cell.col else 1, deletions=deletions)


def _clipped(offset: int, text: str) -> int:
    return min(max(offset, 0), len(text))
