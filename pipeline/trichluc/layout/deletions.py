"""What a file keeps as deleted, put back into the finished report.

A word processor prints what was deleted and not yet settled, struck through. Every stage works on the text without it,
so that no finding is drawn from it; then all passages return to their places and every place in the text moves on.
Values, titles and ids stay those of the text without it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TypeVar

from trichluc.layout.flowdeletions import DELETED
from trichluc.report import (
    Block,
    Citation,
    DateMention,
    Deletion,
    Finding,
    Footnote,
    Line,
    PageRow,
    Quantity,
    Report,
    Section,
    Table,
    TableCell,
)
from trichluc.text import Struck

_Outer = TypeVar("_Outer", Line, Footnote, Table, TableCell)
_Inner = TypeVar("_Inner", Citation, DateMention, Quantity)


def as_printed(report: Report, struck: Sequence[Struck]) -> Report:
    """The report with the passages in its text, and its rows at their new places."""
    if not struck:
        return report
    printed = _Printed(report.text, struck)
    deletions = printed.deletions(report.doc_id)
    return replace(
        report,
        document=replace(report.document, text=printed.text),
        pages=tuple(map(printed.page, report.pages)),
        lines=printed.around(report.lines),
        blocks=printed.blocks(report.blocks, deletions),
        sections=tuple(map(printed.section, report.sections)),
        footnotes=tuple(map(printed.footnote, report.footnotes)),
        citations=printed.within(report.citations),
        dates=printed.within(report.dates),
        numbers=printed.within(report.numbers),
        tables=printed.around(report.tables),
        table_cells=printed.around(report.table_cells),
        findings=tuple(map(printed.finding, report.findings)),
        deletions=deletions,
    )


def _order(passage: Struck) -> tuple[int, bool]:
    return passage.at, not passage.apart


class _Printed:
    """The text with the passages in it, and the way there from every place of the text without them."""

    def __init__(self, text: str, struck: Sequence[Struck]) -> None:
        self._clean, self._struck = text, sorted(struck, key=_order)
        written = [f"{passage.text}\n" if passage.apart else passage.text for passage in self._struck]
        self._added = [0, *accumulate(map(len, written))]
        """How many characters the first so many passages have."""
        edges = [0, *(passage.at for passage in self._struck), len(text)]
        pieces = [text[start:end] for start, end in pairwise(edges)]
        self.text = "".join(part for pair in zip(pieces, [*written, ""], strict=True) for part in pair)

    def _before(self, at: int) -> int:
        """The place before whatever was deleted there."""
        return at + self._added[bisect_left(self._struck, (at, False), key=_order)]

    def _line(self, at: int) -> int:
        """The place after the paragraphs that were deleted there and before the words that were."""
        return at + self._added[bisect_left(self._struck, (at, True), key=_order)]

    def _after(self, at: int) -> int:
        """The place after whatever was deleted there."""
        return at + self._added[bisect_left(self._struck, (at + 1, False), key=_order)]

    def _end(self, start: int, end: int) -> int:
        """The end of what stands for itself: words deleted at its edge are its own, those of the next line are not."""
        return self._line(end) if end > start and self._clean[end - 1] == "\n" else self._after(end)

    def deletions(self, doc_id: str) -> tuple[Deletion, ...]:
        """A row for each passage, without the blanks around it."""
        return tuple(
            self._deletion(doc_id, passage.at + added, passage.text)
            for passage, added in zip(self._struck, self._added, strict=False)
        )

    def _deletion(self, doc_id: str, start: int, text: str) -> Deletion:
        words = text.strip() or text
        start += text.index(words)
        return Deletion(doc_id, start, start + len(words), words)

    def around(self, rows: Iterable[_Outer]) -> tuple[_Outer, ...]:
        """Rows that stand for themselves, with what was deleted at their edges."""
        return tuple(self._around(row) for row in rows)

    def _around(self, row: _Outer) -> _Outer:
        start, end = self._line(row.char_start), self._end(row.char_start, row.char_end)
        return replace(row, char_start=start, char_end=end, text=self.text[start:end])

    def within(self, rows: Iterable[_Inner]) -> tuple[_Inner, ...]:
        """Rows that are found in the words of others, without what was deleted at their edges."""
        return tuple(self._within(row) for row in rows)

    def _within(self, row: _Inner) -> _Inner:
        start, end = self._span(row.char_start, row.char_end)
        return replace(row, char_start=start, char_end=end, text=self.text[start:end])

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return (self._after(start), self._before(end)) if start < end else (self._line(start),) * 2

    def page(self, row: PageRow) -> PageRow:
        """A page; the next one begins where it ends."""
        return replace(row, char_start=self._line(row.char_start), char_end=self._line(row.char_end))

    def blocks(self, rows: Iterable[Block], deletions: Sequence[Deletion]) -> tuple[Block, ...]:
        """The blocks, and one for each paragraph that was deleted."""
        apart = (row for row, passage in zip(deletions, self._struck, strict=True) if passage.apart)
        struck = (Block(d.doc_id, d.char_start, d.char_end, d.text, None, (), DELETED) for d in apart)
        return tuple(sorted((*map(self._block, rows), *struck), key=lambda block: block.char_start))

    def _block(self, row: Block) -> Block:
        if row.printed is not None:
            place = self._line(row.char_start)
            return replace(row, char_start=place, char_end=place)
        start, end = self._line(row.char_start), self._end(row.char_start, row.char_end)
        bold = row.bold_until
        if bold is not None:
            bold = end if bold == row.char_end else max(start, self._before(bold))
        return replace(row, char_start=start, char_end=end, text=self.text[start:end], bold_until=bold)

    def section(self, row: Section) -> Section:
        """A section: what was deleted in its heading is a part of it."""
        return replace(
            row,
            char_start=self._line(row.char_start),
            char_end=self._end(row.char_start, row.char_end),
            heading_end=self._end(row.char_start, row.heading_end),
        )

    def footnote(self, row: Footnote) -> Footnote:
        """A note and the place of its mark."""
        return replace(self._around(row), ref_start=None if row.ref_start is None else self._before(row.ref_start))

    def finding(self, row: Finding) -> Finding:
        """A finding, where it has a place in the text."""
        if row.char_start is None or row.char_end is None:
            return row
        start, end = self._span(row.char_start, row.char_end)
        return replace(row, char_start=start, char_end=end, text=None if row.text is None else self.text[start:end])
