"""Paragraphs to the one text: characters, pieces, lines, pages, blocks, footnotes and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trichluc.ids import finding_id
from trichluc.layout.drawn import stored_in_flow
from trichluc.layout.lines import PrintedLine
from trichluc.layout.paragraphs import joint
from trichluc.layout.parts import CellPart, Paragraph, TablePart
from trichluc.report import Block, Box, Footnote, Line, PageRow, Table, TableCell
from trichluc.source import Source
from trichluc.text import Piece, Struck, Text


def assemble(source: Source, paragraphs: Iterable[Paragraph]) -> Text:
    """The text of the paragraphs in their order, each on its own line."""
    return _Assembly(source).run(paragraphs)


class _Assembly:
    """The text while it grows. Every part is written once, left to right."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._doc_id = source.doc_id
        self._value: list[str] = []
        self._at = 0
        self._pieces: list[Piece] = []
        self._lines: list[Line] = []
        self._blocks: list[Block] = []
        self._footnotes: list[tuple[int, int, int, Paragraph]] = []
        self._tables: list[Table] = []
        self._cells: list[TableCell] = []
        self._marks: dict[int, int] = {}
        self._deletions: list[Struck] = []
        self._stored: list[tuple[int, str]] = []

    def run(self, paragraphs: Iterable[Paragraph]) -> Text:
        for paragraph in paragraphs:
            if paragraph.printed is not None:
                self._furniture(paragraph)
            elif paragraph.table is not None:
                self._table(paragraph, paragraph.table)
            else:
                self._paragraph(paragraph)
        value = "".join(self._value)
        return Text(
            doc_id=self._doc_id,
            value=value,
            pieces=tuple(self._pieces),
            pages=_page_rows(self._source, self._pieces, len(value)),
            lines=tuple(self._lines),
            blocks=tuple(self._blocks),
            footnotes=tuple(self._footnote(value, *note) for note in self._footnotes),
            tables=tuple(self._tables),
            table_cells=tuple(self._cells),
            deletions=tuple(self._deletions),
            stored=(*self._stored, *stored_in_flow(self._source, value)),
        )

    def _write(self, text: str) -> None:
        self._value.append(text)
        self._at += len(text)

    def _written(self, first: int) -> str:
        return "".join(self._value[first:])

    def _furniture(self, paragraph: Paragraph) -> None:
        boxes = _boxes(paragraph.lines)
        page = boxes[0].page if boxes else None
        self._blocks.append(
            Block(self._doc_id, self._at, self._at, "", page, boxes, paragraph.kind, printed=paragraph.printed)
        )

    def _paragraph(self, paragraph: Paragraph) -> None:
        start, first = self._at, len(self._value)
        self._body(paragraph.lines, paragraph.text)
        self._beside(start, paragraph)
        if self._at == start:
            return
        self._block(paragraph, start, self._written(first), _boxes(paragraph.lines))
        if paragraph.note is not None:
            self._footnotes.append((len(self._blocks) - 1, start, self._at, paragraph))
        self._write("\n")

    def _beside(self, start: int, part: Paragraph | CellPart) -> None:
        """The marks and deletions of a paragraph or cell that began at `start`."""
        for mark in part.marks:
            self._marks[mark.note] = start + mark.offset
        apart = isinstance(part, Paragraph) and self._at == start
        self._deletions.extend(Struck(start + d.offset, d.text, apart) for d in part.deletions)

    def _body(self, lines: Sequence[PrintedLine], text: str) -> None:
        for at, line in enumerate(lines):
            if at:
                self._write(joint(lines[at - 1], line))
            self._line(line)
        self._write(text)

    def _line(self, line: PrintedLine) -> None:
        begin = position = self._at
        value, pieces, page = self._value, self._pieces, line.page
        ends = [begin]
        for nth, word in enumerate(line.words):
            text = word.text
            if nth and not word.glued:
                value.append(" ")
                position += 1
            end = position + len(text)
            pieces.append(Piece(position, end, page, word.x0, word.top, word.x1, word.bottom))
            value.append(text)
            if word.stored is not None and len(word.stored) == len(text):
                self._stored.append((position, word.stored))
            position = end
            ends.append(end)
        self._at = position
        for mark in line.marks:
            self._marks[mark.note] = ends[mark.at]
        self._lines.append(
            Line(self._doc_id, begin, position, line.text, page, line.x0, line.top, line.x1, line.bottom)
        )

    def _block(self, paragraph: Paragraph, start: int, text: str, boxes: tuple[Box, ...]) -> None:
        bold = paragraph.bold_until
        self._blocks.append(
            Block(
                doc_id=self._doc_id,
                char_start=start,
                char_end=self._at,
                text=text,
                page=boxes[0].page if boxes else None,
                boxes=boxes,
                kind=paragraph.kind,
                marker=paragraph.marker,
                align=paragraph.align,
                indent=paragraph.indent,
                bold_until=None if bold is None else start + min(bold, len(text)),
                italic=paragraph.italic,
            )
        )

    def _footnote(self, value: str, block: int, start: int, end: int, paragraph: Paragraph) -> Footnote:
        of = self._blocks[block]
        note = paragraph.note if paragraph.note is not None else -1
        identity = finding_id(self._doc_id, "footnotes", start, end, paragraph.marker or "")
        return Footnote(
            self._doc_id,
            start,
            end,
            value[start:end],
            of.page,
            of.boxes,
            identity,
            paragraph.marker or "",
            self._marks.get(note),
        )

    def _table(self, paragraph: Paragraph, table: TablePart) -> None:
        """Cells parted by tabs, rows by line ends."""
        start, first = self._at, len(self._value)
        identity = finding_id(self._doc_id, "tables", start, start, "table")
        row = 0
        for at, cell in enumerate(table.cells):
            if at:
                self._write("\t" if cell.row == row else "\n")
            row = cell.row
            self._cell(identity, cell)
        text = self._written(first)
        boxes = _areas(line for cell in table.cells for line in cell.lines)
        self._block(paragraph, start, text, boxes)
        self._tables.append(
            Table(
                self._doc_id,
                start,
                self._at,
                text,
                boxes[0].page if boxes else None,
                boxes,
                identity,
                table.n_rows,
                table.n_cols,
                table.header,
                table.caption,
                table.unit_note,
            )
        )
        self._write("\n")

    def _cell(self, table_id: str, cell: CellPart) -> None:
        start, first = self._at, len(self._value)
        self._body(cell.lines, cell.text)
        self._beside(start, cell)
        boxes = _boxes(cell.lines)
        self._cells.append(
            TableCell(
                self._doc_id,
                start,
                self._at,
                self._written(first),
                boxes[0].page if boxes else None,
                boxes,
                table_id,
                cell.row,
                cell.col,
                cell.row_span,
                cell.col_span,
                cell.is_header,
                cell.value,
                cell.unit,
            )
        )


def _boxes(lines: Iterable[PrintedLine]) -> tuple[Box, ...]:
    return tuple([Box(line.page, line.x0, line.top, line.x1, line.bottom) for line in lines])


def _areas(lines: Iterable[PrintedLine]) -> tuple[Box, ...]:
    """One box around all lines of each page."""
    pages: dict[int, list[PrintedLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return tuple(
        Box(page, min(x.x0 for x in on), min(x.top for x in on), max(x.x1 for x in on), max(x.bottom for x in on))
        for page, on in sorted(pages.items())
    )


def _page_rows(source: Source, pieces: Iterable[Piece], length: int) -> tuple[PageRow, ...]:
    starts: dict[int, int] = {}
    for piece in pieces:
        starts.setdefault(piece.page, piece.start)
    rows: list[PageRow] = []
    end = length
    for page in reversed(source.pages):
        start = min(starts.get(page.number, end), end)
        rows.append(
            PageRow(
                source.doc_id,
                page.number,
                page.width,
                page.height,
                page.rotation,
                page.origin,
                page.charset,
                start,
                end,
                page.ocr_confidence,
                page.notes,
            )
        )
        end = start
    return tuple(reversed(rows))
