"""Letters that a font draws as capitals though they are stored small.

The fonts of capitals of TCVN3 (`.VnTimeH`) draw the codes of small letters as capitals. Whatever is read off a document
is read as the page shows it; its one text, and every row that quotes it, keep the letters that are stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeVar

from trichluc.layout.changed import changed
from trichluc.report import (
    Block,
    Citation,
    DateMention,
    Finding,
    Footnote,
    Line,
    Quantity,
    Report,
    Table,
    TableCell,
)
from trichluc.source import FlowCell, FlowParagraph, FlowTable, Source

Stored = tuple[int, str]
"""A place in the text, and the letters that are stored there."""
_Quoting = TypeVar("_Quoting", Block, Line, Footnote, Citation, DateMention, Quantity, Table, TableCell, Finding)


_NEAR = 5_000
"""Characters within which the next paragraph of a file stands in the text; those of a letterhead change places."""


def stored_in_flow(source: Source, value: str) -> Iterator[Stored]:
    """Where the paragraphs and cells that are stored in other letters stand in the text of a source without pages."""
    parts = [part for item in source.flow for part in (item.cells if isinstance(item, FlowTable) else [item])]
    if all(part.stored is None for part in parts):
        return
    at = 0
    for part in parts:
        for start, end, stored in _pieces(part, value, at):
            if stored is not None:
                yield start, stored
            if 0 <= start - at < _NEAR:
                at = end


def _pieces(part: FlowParagraph | FlowCell, value: str, at: int) -> Iterator[tuple[int, int, str | None]]:
    """Where a paragraph or cell stands in the text: whole, or in the pieces that a frame makes of it.

    What is stored as it is drawn needs no place but its whole one.
    """
    whole = part.text.replace("\n", " ")
    start = value.find(whole, at)
    if start < 0 and part.stored is not None:
        start = value.find(whole)
    if start >= 0:
        yield start, start + len(whole), part.stored
    elif part.stored is not None and len(whole) < _LONGEST:
        for first, last in _cuts(whole, value):
            start = max(value.find(whole[first:last], at), value.find(whole[first:last]))
            yield start, start + last - first, part.stored[first:last]
            at = start + last - first


_LONGEST = 1_000
"""Characters: no paragraph that a frame takes is longer."""


def _cuts(whole: str, value: str) -> Iterator[tuple[int, int]]:
    """The longest runs of words of a paragraph, from its first to its last, that stand together in the text."""
    ends = [at for at, c in enumerate(whole) if c == " "] + [len(whole)]
    first = 0
    while first < len(whole):
        last = next((end for end in reversed(ends) if end > first and whole[first:end] in value), None)
        if last is not None:
            yield first, last
        first = 1 + (last if last is not None else next(end for end in ends if end > first))


def as_stored(report: Report, stored: Iterable[Stored]) -> Report:
    """The report with its text in the letters that are stored; what was read off it stays as the page shows it."""
    places = list(stored)
    if not places:
        return report
    letters = list(report.text)
    for start, text in places:
        letters[start : start + len(text)] = text
    value = "".join(letters)
    quoted = partial(_quoted, value=value)
    document = replace(report.document, text=value)
    return replace(changed(report, quoted), document=document, lines=tuple(map(quoted, report.lines)))


def _quoted(row: _Quoting, value: str) -> _Quoting:
    return replace(row, text=value[row.char_start : row.char_end]) if row.text else row
