"""What layout is made of before it becomes text: paragraphs and tables, of printed lines or of bare text."""

from __future__ import annotations

from dataclasses import dataclass

from trichluc.layout.lines import PrintedLine
from trichluc.source import FlowDeletion


@dataclass(frozen=True, slots=True)
class TextMark:
    """A footnote mark in bare text: it stood before the character at `offset`; `note` counts the document's notes."""

    offset: int
    note: int


@dataclass(frozen=True, slots=True)
class CellPart:
    """A cell of a table: its printed lines, or its text where the source has no pages. Rows and columns from 0."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False
    lines: tuple[PrintedLine, ...] = ()
    text: str = ""
    value: float | None = None
    unit: str | None = None
    marks: tuple[TextMark, ...] = ()
    deletions: tuple[FlowDeletion, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table joined across pages. Cells stand row by row; a position that a span covers has no cell of its own."""

    cells: tuple[CellPart, ...]
    n_rows: int
    n_cols: int
    header: tuple[str, ...] = ()
    caption: str | None = None
    unit_note: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block in the making: printed lines, or bare text where the source has no pages.

    `bold_until` counts the characters of the leading bold run (None when the paragraph does not begin bold).
    `printed` is the wording of furniture, which is no part of the text. `note` is the place of a footnote among the
    document's notes. `table` makes it a table. `deletions` are no part of the text while it is analysed.
    """

    kind: str
    lines: tuple[PrintedLine, ...] = ()
    text: str = ""
    marker: str | None = None
    align: str = "left"
    indent: float | None = None
    bold_until: int | None = None
    italic: bool = False
    marks: tuple[TextMark, ...] = ()
    note: int | None = None
    printed: str | None = None
    table: TablePart | None = None
    deletions: tuple[FlowDeletion, ...] = ()
