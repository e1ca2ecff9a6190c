"""What a Word file holds, once read and decoded, as paragraphs, tables, notes and margins of a flow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Literal, TypeVar

from trichluc.language.letters import clean
from trichluc.read.charset.runs import Run
from trichluc.source import (
    FlowCell,
    FlowDeletion,
    FlowMargin,
    FlowMark,
    FlowNote,
    FlowParagraph,
    FlowStruck,
    FlowTable,
)

Align = Literal["left", "center", "right", "justify"]
Place = Callable[[int], int]
"""From a place in the raw text to one in the folded text."""


@dataclass(slots=True)
class Number:
    """The number that is generated for a paragraph; `glued` tells that the text follows it at once."""

    run: Run
    glued: bool = False


@dataclass(slots=True)
class WordParagraph:
    """A paragraph while it is being read: its runs, the notes that are marked in it, and what was deleted in it.

    `marks` and `struck` name the run before which a mark or a deleted run stands, by its index.
    """

    runs: list[Run]
    align: Align = "left"
    number: Number | None = None
    column: int = 0
    marks: list[tuple[int, str]] = field(default_factory=list)
    struck: list[tuple[int, Run]] = field(default_factory=list)

    def as_printed(self) -> list[tuple[Run, bool]]:
        """All runs in their order, and whether each was deleted."""
        printed: list[tuple[Run, bool]] = []
        for index in range(len(self.runs) + 1):
            printed += [(run, True) for at, run in self.struck if at == index]
            printed += [(run, False) for run in self.runs[index : index + 1]]
        return printed


@dataclass(slots=True)
class WordCell:
    """A cell of a table with its paragraphs."""

    row: int
    col: int
    row_span: int
    col_span: int
    is_header: bool
    paragraphs: list[WordParagraph]


@dataclass(slots=True)
class WordTable:
    """A table; `ruled` tells whether lines are drawn between its cells."""

    cells: list[WordCell]
    ruled: bool


@dataclass(slots=True)
class WordNote:
    """A footnote or endnote."""

    marker: str
    body: WordParagraph


@dataclass(slots=True)
class WordMargin:
    """A header or footer."""

    items: list[WordParagraph | WordTable]
    foot: bool
    first: bool


WordItem = WordParagraph | WordTable


def paragraphs_of(item: WordItem) -> list[WordParagraph]:
    """The paragraph itself, or those of the cells of a table."""
    return [item] if isinstance(item, WordParagraph) else [p for cell in item.cells for p in cell.paragraphs]


def joined(paragraphs: Iterable[WordParagraph]) -> WordParagraph:
    """Paragraphs as one, a line end between them; generated numbers become text."""
    whole = WordParagraph([])
    for paragraph in map(_with_number, paragraphs):
        if whole.runs or whole.struck:
            whole.runs.append(Run("\n"))
        shift = len(whole.runs)
        whole.runs += paragraph.runs
        whole.marks += [(index + shift, marker) for index, marker in paragraph.marks]
        whole.struck += [(index + shift, run) for index, run in paragraph.struck]
    return whole


def _with_number(paragraph: WordParagraph, at_once: bool = False) -> WordParagraph:
    """The paragraph with its number as text, where it has any text; `at_once`: only if nothing parts them.

    A number and a word that no blank parts on the page are still two words; a number and a stop are one.
    """
    text = "".join(run.text for run in paragraph.runs)
    if paragraph.number is None or not text.strip():
        return paragraph
    glued = paragraph.number.glued and not (text[0].isalnum() or text[0].isspace())
    if at_once and not glued:
        return paragraph
    run = paragraph.number.run
    return replace(
        paragraph,
        runs=[run if glued else replace(run, text=f"{run.text} "), *paragraph.runs],
        number=None,
        marks=[(index + 1, marker) for index, marker in paragraph.marks],
        struck=[(index + 1, deleted) for index, deleted in paragraph.struck],
    )


def flow_of(items: Iterable[WordItem]) -> tuple[tuple[FlowParagraph | FlowTable, ...], tuple[FlowStruck, ...]]:
    """The items as a flow, and apart from it the paragraphs of which nothing is left."""
    flow: list[FlowParagraph | FlowTable] = []
    struck: list[FlowStruck] = []
    for value in (value for item in items for value in _flow(item)):
        if isinstance(value, FlowParagraph) and not value.text and not value.marks:
            struck.append(FlowStruck(len(flow), " ".join(deletion.text for deletion in value.deletions)))
        else:
            flow.append(value)
    return tuple(flow), tuple(struck)


def _flow(item: WordItem) -> Iterator[FlowParagraph | FlowTable]:
    if isinstance(item, WordParagraph):
        yield from _lines(item)
    elif _is_frame(item):
        for cell in item.cells:
            for paragraph in cell.paragraphs:
                yield from (replace(line, column=min(cell.col + 1, 2)) for line in _lines(paragraph))
    else:
        yield FlowTable(tuple(map(_flow_cell, item.cells)))


def _is_frame(table: WordTable) -> bool:
    """A table that only places things side by side: no rules, two or three columns, a few rows."""
    rows = max((c.row for c in table.cells), default=0) + 1
    cols = max((c.col + c.col_span for c in table.cells), default=0)
    return (not table.ruled and cols <= 3 and rows <= 6) or len(table.cells) == 1


def _flow_cell(cell: WordCell) -> FlowCell:
    whole = joined(cell.paragraphs)
    line = _whole(whole)
    return FlowCell(
        _in_lines(whole, line.text), cell.row, cell.col, cell.row_span, cell.col_span, cell.is_header,
        line.marks, line.deletions, line.stored,
    )  # fmt: skip


def _in_lines(whole: WordParagraph, folded: str) -> str:
    """The folded text of a paragraph with its line ends, each in the place of a blank."""
    raw = "".join(run.text for run in whole.runs)
    lines = "\n".join(line for piece in raw.split("\n") if (line := _fold(piece)[0]))
    return lines if lines.replace("\n", " ") == folded else folded


def note_of(note: WordNote) -> FlowNote:
    """The text of a note, without the mark that an author typed before it."""
    line = _whole(note.body)
    text = line.text.removeprefix(f"{note.marker} ") if not note.marker.isalnum() else line.text
    typed = len(line.text) - len(text)
    deletions = (replace(deletion, offset=max(0, deletion.offset - typed)) for deletion in line.deletions)
    return FlowNote(note.marker, text, tuple(deletions))


def distinct(margins: Iterable[WordMargin]) -> tuple[FlowMargin, ...]:
    """Those that say something, each wording once: converters write a part for every section, with its own number."""
    found: dict[tuple[bool, tuple[str, ...]], FlowMargin] = {}
    for margin in margins:
        written = ("".join(r.text for r in p.runs) for item in margin.items for p in paragraphs_of(item))
        printed = tuple(text for line in written for piece in _APART.split(line) if (text := _fold(piece)[0]))
        if printed:
            items, _ = flow_of(margin.items)
            wording = tuple(_BARE_NUMBER.sub("0", piece) for piece in printed)
            found.setdefault((margin.foot, wording), FlowMargin(items, printed, margin.foot, margin.first))
    return tuple(found.values())


_APART = re.compile(r"[\t\n]+")
"""Where wording of a header stops at one place and goes on at another."""
_BARE_NUMBER = re.compile(r"^\W?\d+\W?$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Runs of a paragraph with their indices; marks and deletions belong to it from `first` to `last`."""

    runs: Sequence[tuple[Run, int]]
    first: int
    last: int


def _lines(paragraph: WordParagraph) -> Iterator[FlowParagraph]:
    """A paragraph as text. Centred ones are cut at their line breaks: there a break separates statements."""
    paragraph = _with_number(paragraph, at_once=True)
    numbering = None if paragraph.number is None else paragraph.number.run.text
    for piece in _pieces(paragraph, paragraph.align == "center" or paragraph.column > 0):
        line = _line(paragraph, piece)
        if line.text or line.marks:
            yield replace(line, numbering=numbering)
            numbering = None
        elif line.deletions:
            yield line


def _whole(paragraph: WordParagraph) -> FlowParagraph:
    return _line(paragraph, _pieces(paragraph, breaks=False)[0])


def _pieces(paragraph: WordParagraph, breaks: bool) -> list[_Piece]:
    runs = [(run, index) for index, run in enumerate(paragraph.runs)]
    cuts = [index for run, index in runs if breaks and run.text == "\n"]
    edges = pairwise([-1, *cuts, len(runs)])
    return [_Piece(runs[before + 1 : after], before + 1, after) for before, after in edges]


def _line(paragraph: WordParagraph, piece: _Piece) -> FlowParagraph:
    text, bold_until, in_bold = "", 0, True
    places: dict[int, int] = {}
    for run, index in piece.runs:
        places[index] = len(text)
        text += run.text
        in_bold = in_bold and (bool(run.bold) or not run.text.strip())
        bold_until = len(text) if in_bold else bold_until
    folded, offset = _fold(text)
    stored, _ = _fold("".join(run.stored or run.text for run, _ in piece.runs))
    lettered = [run for run, _ in piece.runs if run.text.strip()]
    return FlowParagraph(
        folded,
        tuple(FlowMark(offset(at), marker) for at, marker in _inside(paragraph.marks, piece, places, len(text))),
        paragraph.align,
        offset(bold_until),
        bool(lettered) and all(run.italic for run in lettered),
        column=paragraph.column,
        deletions=tuple(_deletions(text, folded, _inside(paragraph.struck, piece, places, len(text)))),
        stored=stored if stored != folded and len(stored) == len(folded) else None,
    )


_Value = TypeVar("_Value", str, Run)


def _inside(
    values: Iterable[tuple[int, _Value]], piece: _Piece, places: dict[int, int], length: int
) -> list[tuple[int, _Value]]:
    """What stands in a piece, each with its place in the raw text."""
    return [(places.get(index, length), value) for index, value in values if piece.first <= index <= piece.last]


def _deletions(text: str, folded: str, struck: Iterable[tuple[int, Run]]) -> Iterator[FlowDeletion]:
    for at, runs in groupby(struck, key=lambda item: item[0]):
        deletion = place_deletion(text, folded, at, "".join(run.text for _, run in runs))
        if deletion.text:
            yield deletion


def place_deletion(text: str, folded: str, at: int, deleted: str) -> FlowDeletion:
    """What was deleted at a place of the raw text, at its place in the folded one.

    It brings the blanks that the file has around it and the folded text has not, so that both together read as the
    raw text with the deletion in it.
    """
    before, after = text[:at], text[at:]
    has_left, has_right = bool(before.strip()), bool(after.strip())
    parted = has_left and has_right and before[-1].isspace()
    offset = len(clean(" ".join(before.split()) + (" " if parted else "")))
    while unicodedata.combining(folded[offset : offset + 1] or " "):
        offset += 1
    words = clean(" ".join(deleted.split())).lstrip(_COMBINING)
    blank_left, blank_right = before[-1:].isspace(), after[:1].isspace()
    if not words:
        alone = bool(deleted) and deleted.isspace() and has_left and has_right and not blank_left and not blank_right
        return FlowDeletion(offset, " " if alone else "")
    left = has_left and not parted and (blank_left or deleted[0].isspace())
    follows = has_left and blank_right and not parted
    right = has_right and not follows and (blank_right or deleted[-1].isspace())
    return FlowDeletion(offset, f"{' ' * left}{words}{' ' * right}")


_COMBINING = "".join(map(chr, range(0x300, 0x370)))


def _fold(text: str) -> tuple[str, Place]:
    """The text with single blanks, and the way from a place in the raw text to one in the folded text."""

    def offset(position: int) -> int:
        return len(clean(" ".join(text[:position].split())))

    return clean(" ".join(text.split())), offset
