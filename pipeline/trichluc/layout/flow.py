"""Files without pages: their paragraphs, tables and notes in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trichluc.layout.cells import TableRules
from trichluc.layout.flowdeletions import deleted_block
from trichluc.layout.flowmargins import furniture, letterhead_margin
from trichluc.layout.frame import Frame, frame_flow
from trichluc.layout.furniture import FurnitureRules
from trichluc.layout.headwords import HeadRules
from trichluc.layout.letterhead import read_stamp
from trichluc.layout.openings import Opening, OpeningRules
from trichluc.layout.parts import CellPart, Paragraph, TextMark
from trichluc.layout.tables import captioned
from trichluc.layout.unframe import unframed
from trichluc.source import FlowCell, FlowMark, FlowNote, FlowParagraph, FlowStruck, FlowTable, Source


def flow_paragraphs(
    source: Source, words: HeadRules, openings: OpeningRules, tables: TableRules, margins: FurnitureRules
) -> tuple[Frame, list[Paragraph]]:
    """The blocks of a source without pages; each note stands after the paragraph that holds its mark.

    The wording of headers comes before all text, that of footers after it.
    """
    letterhead = letterhead_margin(source.margins, source.flow, words)
    first = letterhead.items if letterhead else ()
    flow = unframed([*first, *source.flow], words)
    others = [margin for margin in source.margins if margin is not letterhead]
    heads, feet = (furniture(others, foot, margins) for foot in (False, True))
    struck = [replace(passage, before=passage.before + len(first)) for passage in source.struck]
    frame, blocks = _running(flow, _Beside(source.notes, struck), words, openings, tables)
    for head in heads:
        read_stamp(head.printed or "", frame.head, words)
    return frame, [*heads, *blocks, *feet]


def _running(
    flow: Sequence[tuple[int, FlowParagraph | FlowTable]],
    beside: _Beside,
    words: HeadRules,
    openings: OpeningRules,
    tables: TableRules,
) -> tuple[Frame, list[Paragraph]]:
    places = [at for at, (_, item) in enumerate(flow) if isinstance(item, FlowParagraph)]
    texts = [item for _, item in flow if isinstance(item, FlowParagraph)]
    table = next((at for at, (_, item) in enumerate(flow) if isinstance(item, FlowTable)), len(flow))
    frame, taken = frame_flow(texts, words, sum(at < table for at in places))
    gone = {places[at] for at in taken}
    endings = {places[at]: blocks for (_, at), blocks in frame.endings.items()}
    blocks = list(frame.opening)
    for at, (origin, item) in enumerate(flow):
        beside.passes(origin, len(blocks))
        blocks.extend(endings.get(at, ()))
        if isinstance(item, FlowTable):
            cells = [_cell(cell, beside) for cell in item.cells]
            held = [mark for cell in cells for mark in cell.marks]
            blocks.append(Paragraph("table", table=captioned(blocks, cells, tables)))
            blocks.extend(beside.notes_of(held))
        elif at not in gone:
            paragraph = _paragraph(item, openings, beside)
            blocks.extend([paragraph, *beside.notes_of(paragraph.marks)])
    return frame, beside.with_struck([*blocks, *beside.rest()])


class _Beside:
    """What stands beside the items of a flow: notes and passages of which nothing is left. Each is given out once."""

    def __init__(self, notes: Sequence[FlowNote], struck: Sequence[FlowStruck]) -> None:
        self._notes = notes
        self._open = dict(enumerate(notes))
        self._struck = list(struck)
        self._placed: list[tuple[int, Paragraph]] = []

    def index(self, marker: str) -> int | None:
        """The first note of that marker that was not given out."""
        return next((at for at, note in self._open.items() if note.marker == marker), None)

    def notes_of(self, marks: Iterable[TextMark]) -> list[Paragraph]:
        """The notes of the marks of a paragraph or a table."""
        return [self._give(mark.note) for mark in marks if mark.note in self._open]

    def rest(self) -> list[Paragraph]:
        """The notes to which no mark refers."""
        return [self._give(index) for index in list(self._open)]

    def _give(self, index: int) -> Paragraph:
        note = self._open.pop(index)
        return Paragraph("footnote", text=note.text, marker=note.marker, note=index, deletions=note.deletions)

    def passes(self, origin: int, block: int) -> None:
        """The item at `origin` of the flow comes next: the passages before it stand before that block."""
        while self._struck and self._struck[0].before <= origin:
            self._placed.append((block, deleted_block(self._struck.pop(0).text)))

    def with_struck(self, blocks: Sequence[Paragraph]) -> list[Paragraph]:
        """All blocks with the passages at their places, which no block before them has seen."""
        self.passes(max((passage.before for passage in self._struck), default=0), len(blocks))
        whole: list[Paragraph] = []
        done = 0
        for place, passage in self._placed:
            whole += [*blocks[done:place], passage]
            done = place
        return [*whole, *blocks[done:]]


def _paragraph(item: FlowParagraph, openings: OpeningRules, beside: _Beside) -> Paragraph:
    shift = 0
    text = item.text
    if item.numbering:
        text = f"{item.numbering} {text}"
        shift = len(item.numbering) + 1
    opening = openings.opening(text) or _bullet(item)
    return Paragraph(
        kind="list_item" if opening is not None and opening.item else "paragraph",
        text=text,
        marker=opening.marker if opening is not None else None,
        align=item.align,
        bold_until=item.bold_until + shift if item.bold_until else None,
        italic=item.italic,
        marks=_marks(item.marks, shift, beside),
        deletions=tuple(replace(deletion, offset=deletion.offset + shift) for deletion in item.deletions),
    )


def _bullet(item: FlowParagraph) -> Opening | None:
    """A sign of a list that a word processor generates, whichever it is."""
    sign = item.numbering
    return Opening(sign, item=True) if sign and not any(c.isalnum() for c in sign) else None


def _marks(marks: Iterable[FlowMark], shift: int, beside: _Beside) -> tuple[TextMark, ...]:
    known = [(mark.offset + shift, beside.index(mark.marker)) for mark in marks]
    return tuple(TextMark(offset, note) for offset, note in known if note is not None)


def _cell(cell: FlowCell, beside: _Beside) -> CellPart:
    text, marks = " ".join(cell.text.split()), _marks(cell.marks, 0, beside)
    return CellPart(
        cell.row, cell.col, cell.row_span, cell.col_span, cell.is_header, text=text, marks=marks,
        deletions=cell.deletions,
    )  # fmt: skip
