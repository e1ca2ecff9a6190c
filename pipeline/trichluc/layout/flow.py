"""Files without pages: their paragraphs, tables and notes in order."""

from __future__ import annotations

from collections.abc import Sequence

from trichluc.layout.cells import TableRules
from trichluc.layout.flowmargins import furniture, letterhead_margin
from trichluc.layout.frame import Frame, frame_flow
from trichluc.layout.furniture import FurnitureRules
from trichluc.layout.headwords import HeadRules
from trichluc.layout.letterhead import read_stamp
from trichluc.layout.openings import OpeningRules
from trichluc.layout.parts import CellPart, Paragraph, TextMark
from trichluc.layout.tables import captioned
from trichluc.layout.unframe import unframed
from trichluc.source import FlowNote, FlowParagraph, FlowTable, Source


def flow_paragraphs(
    source: Source, words: HeadRules, openings: OpeningRules, tables: TableRules, margins: FurnitureRules
) -> tuple[Frame, list[Paragraph]]:
    """The blocks of a source without pages; each note stands after the paragraph that holds its mark.

    The wording of headers comes before all text, that of footers after it.
    """
    letterhead = letterhead_margin(source.margins, source.flow, words)
    flow = unframed([*(letterhead.items if letterhead else ()), *source.flow], words)
    others = [margin for margin in source.margins if margin is not letterhead]
    heads, feet = (furniture(others, foot, margins) for foot in (False, True))
    frame, blocks = _running(flow, source.notes, words, openings, tables)
    for head in heads:
        read_stamp(head.printed or "", frame.head, words)
    return frame, [*heads, *blocks, *feet]


def _running(
    flow: Sequence[FlowParagraph | FlowTable],
    given: Sequence[FlowNote],
    words: HeadRules,
    openings: OpeningRules,
    tables: TableRules,
) -> tuple[Frame, list[Paragraph]]:
    places = [at for at, item in enumerate(flow) if isinstance(item, FlowParagraph)]
    texts = [item for item in flow if isinstance(item, FlowParagraph)]
    table = next((at for at, item in enumerate(flow) if isinstance(item, FlowTable)), len(flow))
    frame, taken = frame_flow(texts, words, sum(at < table for at in places))
    notes = _Notes(given)
    gone = {places[at] for at in taken}
    endings = {places[at]: blocks for (_, at), blocks in frame.endings.items()}
    blocks = list(frame.opening)
    for at, item in enumerate(flow):
        blocks.extend(endings.get(at, ()))
        if isinstance(item, FlowTable):
            blocks.append(Paragraph("table", table=captioned(blocks, _cells(item), tables)))
        elif at not in gone:
            blocks.extend(notes.after(_paragraph(item, openings, notes)))
    return frame, [*blocks, *notes.rest()]


class _Notes:
    """The notes of a source, each given out once."""

    def __init__(self, notes: Sequence[FlowNote]) -> None:
        self._notes = notes
        self._open = dict(enumerate(notes))

    def index(self, marker: str) -> int | None:
        """The first note of that marker that was not given out."""
        return next((at for at, note in self._open.items() if note.marker == marker), None)

    def after(self, paragraph: Paragraph) -> list[Paragraph]:
        """A paragraph and the notes of its marks."""
        held = [mark.note for mark in paragraph.marks if mark.note in self._open]
        return [paragraph, *(self._give(index) for index in held)]

    def rest(self) -> list[Paragraph]:
        """The notes to which no mark refers."""
        return [self._give(index) for index in list(self._open)]

    def _give(self, index: int) -> Paragraph:
        note = self._open.pop(index)
        return Paragraph("footnote", text=note.text, marker=note.marker, note=index)


def _paragraph(item: FlowParagraph, openings: OpeningRules, notes: _Notes) -> Paragraph:
    shift = 0
    text = item.text
    if item.numbering:
        text = f"{item.numbering} {text}"
        shift = len(item.numbering) + 1
    opening = openings.opening(text)
    marks = [(mark, notes.index(mark.marker)) for mark in item.marks]
    return Paragraph(
        kind="list_item" if opening is not None and opening.item else "paragraph",
        text=text,
        marker=opening.marker if opening is not None else None,
        align=item.align,
        bold_until=item.bold_until + shift if item.bold_until else None,
        italic=item.italic,
        marks=tuple(TextMark(mark.offset + shift, note) for mark, note in marks if note is not None),
    )


def _cells(table: FlowTable) -> list[CellPart]:
    return [
        CellPart(c.row, c.col, c.row_span, c.col_span, c.is_header, text=" ".join(c.text.split())) for c in table.cells
    ]
