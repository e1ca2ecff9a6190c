"""What reading a file yields: positioned words on pages, or paragraphs of a document that has none.

Coordinates are PDF points measured from the top-left corner of the visible page (crop box, rotation applied);
`top < bottom`. Nothing here interprets; that is the work of `layout`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TextOrigin = Literal["text_layer", "ocr", "mixed", "plain"]
Charset = str
"""`unicode`, a key of `models/vi_trichluc/charsets`, or `mixed`."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space, printed in one place and in one size.

    A superscript (a footnote mark) is always a word of its own: `2025²` is the words `2025` and `2`.
    `glued` says that no space stands between this word and the one before it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    glued: bool = False
    stored: str | None = None
    """The letters that the file has where its font draws small ones as capitals."""
    confidence: float | None = None
    """0 to 100 where a recogniser read the word, else None."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight drawn line or thin rectangle: a rule of the letterhead, of a footnote block, of a table."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table as drawn or inferred; rows and columns count from 0."""

    row: int
    col: int
    row_span: int
    col_span: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table found on one page. `ruled` tells drawn lines from columns inferred from white space."""

    cells: tuple[GridCell, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    ruled: bool


@dataclass(frozen=True, slots=True)
class Posture:
    """How the print of a scan lies on its page, whose `width` and `height` are those of the page as shown.

    The print was made upright by a clockwise turn of `turned` degrees, then level by turning it back by `angle`, the
    degrees by which its lines fall to the right.
    """

    angle: float
    turned: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageSource:
    """One page as read. `words` stand in the order in which the file draws them.

    Where a scan lies askew (`posture`), words, strokes and grids have the places of the upright, level print.
    """

    number: int
    width: float
    height: float
    rotation: int
    words: tuple[Word, ...]
    strokes: tuple[Stroke, ...] = ()
    grids: tuple[Grid, ...] = ()
    origin: TextOrigin = "text_layer"
    charset: Charset = "unicode"
    ocr_confidence: float | None = None
    notes: tuple[str, ...] = ()
    """What was unusual, as short codes: `glyph_order`, `invisible_text`, `no_text`, `repaired` …"""
    posture: Posture | None = None


@dataclass(frozen=True, slots=True)
class FlowMark:
    """A footnote mark: `offset` is the place in the paragraph's text before which the mark stood."""

    offset: int
    marker: str


@dataclass(frozen=True, slots=True)
class FlowDeletion:
    """What a file keeps as deleted: it is no part of the text around it and stood before the character at `offset`.

    It holds the blanks that part it from that text.
    """

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell of a table in a file without pages, a line of `text` for each of its lines.

    Marks and deletions are taken out of the text.
    """

    text: str
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False
    marks: tuple[FlowMark, ...] = ()
    deletions: tuple[FlowDeletion, ...] = ()
    stored: str | None = None


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table of a file without pages (Word, Markdown)."""

    cells: tuple[FlowCell, ...]


@dataclass(frozen=True, slots=True)
class FlowParagraph:
    """A paragraph of a file without pages, its marks and deletions already taken out of `text`.

    `bold_until` counts the characters of the leading bold run; `numbering` is the marker that a word processor
    generates and does not store as text (`I.`, `a)`).
    """

    text: str
    marks: tuple[FlowMark, ...] = ()
    align: Literal["left", "center", "right", "justify"] = "left"
    bold_until: int = 0
    italic: bool = False
    numbering: str | None = None
    column: int = 0
    """0 for running text; 1 and 2 for the left and right block of a two-column letterhead or signature."""
    deletions: tuple[FlowDeletion, ...] = ()
    stored: str | None = None
    """The text as the file has it where fonts draw small letters as capitals."""


@dataclass(frozen=True, slots=True)
class FlowStruck:
    """A paragraph of which a file keeps only what was deleted. It stood before the item at `before` of the flow."""

    before: int
    text: str


@dataclass(frozen=True, slots=True)
class FlowNote:
    """The text of a footnote of a file without pages."""

    marker: str
    text: str
    deletions: tuple[FlowDeletion, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowMargin:
    """A header, or a footer (`foot`), of a file without pages, given once however many pages bear it.

    `items` is what it holds as text; `printed` the same in pieces as they stand apart on the page. `first` tells that
    the first section of the file uses it.
    """

    items: tuple[FlowParagraph | FlowTable, ...]
    printed: tuple[str, ...]
    foot: bool = False
    first: bool = True


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """A signature object of a PDF (not the picture of a stamp). `time` is as written: `2025-03-27T16:10:11+07:00`."""

    signer: str | None
    organisation: str | None
    time: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be (fully) read. `outcome`: `skipped`, `partial`, `needs_ocr`, `noted`."""

    source: str
    doc_id: str | None
    page: int | None
    stage: str
    error: str
    message: str
    outcome: Literal["skipped", "partial", "needs_ocr", "noted"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: `pages` for what has pages; `flow`, `notes` and `margins` for what has none."""

    doc_id: str
    """sha256 of the bytes, hexadecimal."""
    source: str
    """Path relative to the input root, with `/`."""
    media_type: str
    n_bytes: int
    pages: tuple[PageSource, ...] = ()
    flow: tuple[FlowParagraph | FlowTable, ...] = ()
    notes: tuple[FlowNote, ...] = ()
    charset: Charset = "unicode"
    signature: DigitalSignature | None = None
    problems: tuple[Problem, ...] = ()
    margins: tuple[FlowMargin, ...] = ()
    struck: tuple[FlowStruck, ...] = ()
    """In the order of the file."""


class Watch:
    """Hears of the pages of a file while it is read, and may have some left out. This one lets everything pass."""

    def begins(self, page: int, pages: int) -> bool:  # noqa: ARG002 - what others decide by
        """A page, of so many, is about to be read. False leaves it out."""
        return True

    def recognises(self, page: int) -> bool:  # noqa: ARG002 - what others decide by
        """The picture of a page is about to be given to a recogniser, which takes its time. False leaves it."""
        return True

    def holds(self, characters: int) -> None:
        """A file without pages is about to be read, of about so many characters."""

    def converts(self) -> None:
        """The file is about to be given to a program that converts it, which takes its time."""
