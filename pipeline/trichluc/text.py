"""The one text of a document and the way back to its pages: what `layout` makes and `extract` reads."""

from __future__ import annotations

from dataclasses import dataclass

from trichluc.report import Block, Footnote, Line, PageRow, Problem, Table, TableCell


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed word and the stretch of the text that it became. Pieces are sorted and do not overlap."""

    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Struck:
    """A deleted passage and its place in the text without any: before the character at `at`.

    `apart`: it was a paragraph of its own. Passages of one place stand in their order, those apart first.
    """

    at: int
    text: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """The one text of a document and the way back to its pages. Result of `layout`, input of `extract`."""

    doc_id: str
    value: str
    pieces: tuple[Piece, ...]
    pages: tuple[PageRow, ...]
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    tables: tuple[Table, ...]
    table_cells: tuple[TableCell, ...]
    problems: tuple[Problem, ...] = ()
    deletions: tuple[Struck, ...] = ()
    """In the order of their places."""
    stored: tuple[tuple[int, str], ...] = ()
    """Where fonts draw small letters as capitals: the place, and the letters that the file has there."""
