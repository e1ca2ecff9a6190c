"""One change made to every row of a report that has words on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol, TypeVar

from trichluc.report import Block, Citation, DateMention, Finding, Footnote, Quantity, Report, Table, TableCell

Worded = TypeVar("Worded", Block, Footnote, Citation, DateMention, Quantity, Table, TableCell, Finding)


class Change(Protocol):
    """Makes of a row one of the same table."""

    def __call__(self, row: Worded, /) -> Worded:
        """The row that takes its place."""


def changed(report: Report, change: Change) -> Report:
    """The report with all such rows changed; its lines and sections, which lack text or boxes, stay."""
    return replace(
        report,
        blocks=tuple(map(change, report.blocks)),
        footnotes=tuple(map(change, report.footnotes)),
        citations=tuple(map(change, report.citations)),
        dates=tuple(map(change, report.dates)),
        numbers=tuple(map(change, report.numbers)),
        tables=tuple(map(change, report.tables)),
        table_cells=tuple(map(change, report.table_cells)),
        findings=tuple(map(change, report.findings)),
    )
