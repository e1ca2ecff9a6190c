"""Paragraphs to the one text: characters, pieces, lines, pages and blocks."""

from __future__ import annotations

from collections.abc import Iterable

from trichluc.layout.parts import Paragraph
from trichluc.report import Block, Box, Line, PageRow, Piece, Text
from trichluc.source import Source


def assemble(source: Source, paragraphs: Iterable[Paragraph]) -> Text:
    """The text of the paragraphs in their order, each on its own line."""
    value: list[str] = []
    pieces: list[Piece] = []
    lines: list[Line] = []
    blocks: list[Block] = []
    position = 0
    for paragraph in paragraphs:
        start = position
        for at, line in enumerate(paragraph.lines):
            if at:
                value.append(" ")
                position += 1
            begin = position
            for nth, word in enumerate(line.words):
                if nth and not word.glued:
                    value.append(" ")
                    position += 1
                end = position + len(word.text)
                pieces.append(Piece(position, end, line.page, word.x0, word.top, word.x1, word.bottom))
                value.append(word.text)
                position = end
            lines.append(
                Line(source.doc_id, begin, position, line.text, line.page, line.x0, line.top, line.x1, line.bottom)
            )
        value.append(paragraph.text)
        position += len(paragraph.text)
        boxes = tuple(Box(x.page, x.x0, x.top, x.x1, x.bottom) for x in paragraph.lines)
        page = paragraph.lines[0].page if paragraph.lines else None
        blocks.append(Block(source.doc_id, start, position, "", page, boxes, paragraph.kind))
        value.append("\n")
        position += 1
    text = "".join(value)
    blocks = [Block(b.doc_id, b.char_start, b.char_end, text[b.char_start : b.char_end], b.page, b.boxes, b.kind)
              for b in blocks]  # fmt: skip
    return Text(
        source.doc_id,
        text,
        tuple(pieces),
        _page_rows(source, pieces, len(text)),
        tuple(lines),
        tuple(blocks),
        (),
        (),
        (),
    )


def _page_rows(source: Source, pieces: list[Piece], length: int) -> tuple[PageRow, ...]:
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
            )  # fmt: skip
        )
        end = start
    return tuple(reversed(rows))
