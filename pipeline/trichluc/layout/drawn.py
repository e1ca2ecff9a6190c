"""Letters that a font draws as capitals though they are stored small.

The fonts of capitals of TCVN3 (`.VnTimeH`) draw the codes of small letters as capitals. Whatever is read off a document
is read as the page shows it; its one text, and every row that quotes it, keep the letters that are stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

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
from trichluc.source import FlowTable, Source

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
        start = value.find(part.text, at)
        if start < 0 and part.stored is not None:
            start = value.find(part.text)
        if start >= 0 and part.stored is not None:
            yield start, part.stored
        if 0 <= start - at < _NEAR:
            at = start + len(part.text)


def as_stored(report: Report, stored: Iterable[Stored]) -> Report:
    """The report with its text in the letters that are stored; what was read off it stays as the page shows it."""
    places = list(stored)
    if not places:
        return report
    letters = list(report.text)
    for start, text in places:
        letters[start : start + len(text)] = text
    value = "".join(letters)
    return replace(
        report,
        document=replace(report.document, text=value),
        blocks=_quoted(report.blocks, value),
        lines=_quoted(report.lines, value),
        footnotes=_quoted(report.footnotes, value),
        citations=_quoted(report.citations, value),
        dates=_quoted(report.dates, value),
        numbers=_quoted(report.numbers, value),
        tables=_quoted(report.tables, value),
        table_cells=_quoted(report.table_cells, value),
        findings=_quoted(report.findings, value),
    )


def _quoted(rows: Iterable[_Quoting], value: str) -> tuple[_Quoting, ...]:
    return tuple(replace(row, text=value[row.char_start : row.char_end]) if row.text else row for row in rows)
