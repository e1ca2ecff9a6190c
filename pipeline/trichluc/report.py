"""The values that travel between the stages and become rows: one frozen class for each table.

Field order is column order. `char_start` and `char_end` count code points of the document's one text, end
exclusive, and `text` is what stands between them. `page` counts from 1; boxes are in PDF points from the top-left
corner of the visible page (crop box, rotation applied), one for each printed line piece.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trichluc.source import DigitalSignature, Problem

__all__ = [
    "Block", "Box", "Citation", "DateMention", "Deletion", "Document", "Finding", "Footnote", "Line",
    "PageRow", "Pinpoint", "Problem", "Quantity", "Report", "Section", "Table", "TableCell",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Document:
    """Row of `documents`: one input file and what its letterhead says (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

    doc_id: str
    source: str
    media_type: str
    n_bytes: int
    n_pages: int | None
    text: str
    text_origin: str
    charset: str
    issuer: str | None = None
    parent_issuer: str | None = None
    province: str | None = None
    symbol: str | None = None
    """Số, ký hiệu: `228/BC-SNV`; `/BC-SKHCN` when the number is left blank."""
    number: str | None = None
    doc_type: str | None = None
    subject: str | None = None
    """Trích yếu."""
    place: str | None = None
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    date_edtf: str | None = None
    authority: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    addressees: tuple[str, ...] = ()
    """Kính gửi."""
    recipients: tuple[str, ...] = ()
    """Nơi nhận."""
    digital_signature: DigitalSignature | None = None
    secrecy: str | None = None
    urgency: str | None = None
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class PageRow:
    """Row of `pages`. `char_start`..`char_end` is the stretch of the text that begins on the page."""

    doc_id: str
    page: int
    width: float
    height: float
    rotation: int
    text_origin: str
    charset: str
    char_start: int
    char_end: int
    ocr_confidence: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Row of `lines`: a printed line that belongs to the text."""

    doc_id: str
    char_start: int
    char_end: int
    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Block:
    """Row of `blocks`: a paragraph, heading, list item, footnote, table, part of the letterhead and the like.

    Page furniture (`page_number`, `running_head`, `stamp`) is no part of the text: its span is empty and its words
    stand in `printed`. `bold_until` is the text position at which the leading bold run ends.
    """

    doc_id: str
    char_start: int
    char_end: int
    text: str
    page: int | None
    boxes: tuple[Box, ...]
    kind: str
    marker: str | None = None
    section_id: str | None = None
    align: str = "left"
    indent: float | None = None
    """Points from the left edge of the text area to the first line."""
    bold_until: int | None = None
    italic: bool = False
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Row of `sections`. The span covers the whole section; `boxes` are those of its heading."""

    doc_id: str
    char_start: int
    char_end: int
    page: int | None
    boxes: tuple[Box, ...]
    section_id: str
    parent_id: str | None
    ordinal: int
    level: int
    scheme: str
    marker: str
    number: int | None
    path: str
    title: str | None
    role: str | None = None
    repaired: str | None = None
    heading_end: int = 0
    """Where the heading ends and the section's own text begins."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """Row of `footnotes`. `ref_start` is the place in the text where the mark stood; None if no mark was found."""

    doc_id: str
    char_start: int
    char_end: int
    text: str
    page: int | None
    boxes: tuple[Box, ...]
    footnote_id: str
    marker: str
    ref_start: int | None
    section_id: str | None = None


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A provision inside an act: `điểm b khoản 4 Điều 19` → article `19`, clause `4`, point `b`.

    `section` is a Mục, `subsection` a Tiểu mục, `subpoint` a tiết, `annex` a Phụ lục (its number, or the word alone).
    """

    article: str | None = None
    clause: str | None = None
    point: str | None = None
    subpoint: str | None = None
    subsection: str | None = None
    section: str | None = None
    chapter: str | None = None
    part: str | None = None
    annex: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Row of `citations`: one mention of one document; a list of documents is as many mentions."""

    doc_id: str
    char_start: int
    char_end: int
    text: str
    page: int | None
    boxes: tuple[Box, ...]
    citation_id: str
    section_id: str | None
    footnote_id: str | None
    table_id: str | None
    doc_type: str | None
    symbol: str | None
    number: str | None
    year: int | None
    issuer_code: str | None
    issuer: str | None
    date: dt.date | None
    name: str | None
    pinpoint: str | None
    pinpoints: tuple[Pinpoint, ...]
    form: str
    within: str | None
    relation: str | None
    repaired: bool
    rule: str
    target_id: str | None = None
    target_alone: str | None = None
    """The act as this report alone tells it; `target_id` is what all reports together tell."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """Row of `dates`. `start` and `end` are inclusive; both None when no year is known or no such day exists."""

    doc_id: str
    char_start: int
    char_end: int
    text: str
    page: int | None
    boxes: tuple[Box, ...]
    date_id: str
    section_id: str | None
    footnote_id: str | None
    citation_id: str | None
    table_id: str | None
    kind: str
    start: dt.date | None
    end: dt.date | None
    edtf: str | None
    modifier: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """Row of `numbers`. `value` is in the base unit (`1,5 tỷ đồng` = 1500000000), `value_text` exact decimal."""

    doc_id: str
    char_start: int
    char_end: int
    text: str
    page: int | None
    boxes: tuple[Box, ...]
    number_id: str
    section_id: str | None
    footnote_id: str | None
    kind: str
    value: float
    value_max: float | None
    value_text: str
    denominator: float | None
    unit: str | None
    noun: str | None
    modifier: str | None
    comparison: str | None
    period_start: dt.date | None
    period_end: dt.date | None
    rule: str
    baseline: str | None = None
    """What a change or a share is measured against, as written: `cùng kỳ năm trước`, `kế hoạch`."""
    pair: tuple[str, ...] = ()
    """number_ids of the part and the whole that a percentage states; one id when both stand in one ratio."""


@dataclass(frozen=True, slots=True)
class Table:
    """Row of `tables`: a table joined across pages. `n_rows` counts header rows; a repeated header once."""

    doc_id: str
    char_start: int
    char_end: int
    text: str
    page: int | None
    boxes: tuple[Box, ...]
    table_id: str
    n_rows: int
    n_cols: int
    header: tuple[str, ...]
    caption: str | None
    unit_note: str | None
    section_id: str | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """Row of `table_cells`; `row` and `col` count from 0, header rows included."""

    doc_id: str
    char_start: int
    char_end: int
    text: str
    page: int | None
    boxes: tuple[Box, ...]
    table_id: str
    row: int
    col: int
    row_span: int
    col_span: int
    is_header: bool
    value: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Row of `findings`: a thing that an auditor should look at."""

    doc_id: str
    char_start: int | None
    char_end: int | None
    text: str | None
    page: int | None
    boxes: tuple[Box, ...]
    finding_id: str
    kind: str
    severity: str
    message: str
    """A plain sentence in Vietnamese."""
    message_en: str
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deletion:
    """Row of `deletions`: a passage of the text that the file keeps as deleted. No finding is drawn from it."""

    doc_id: str
    char_start: int
    char_end: int
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """One document, read. Each attribute but `text` and `document` is the rows of the table of that name."""

    document: Document
    pages: tuple[PageRow, ...]
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    citations: tuple[Citation, ...]
    dates: tuple[DateMention, ...]
    numbers: tuple[Quantity, ...]
    tables: tuple[Table, ...]
    table_cells: tuple[TableCell, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    deletions: tuple[Deletion, ...] = ()

    @property
    def doc_id(self) -> str:
        """The sha256 of the document's bytes."""
        return self.document.doc_id

    @property
    def text(self) -> str:
        """The one text that every span refers to."""
        return self.document.text
