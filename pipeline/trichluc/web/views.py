"""What a page shows, as plain values: made from the rows of one report, rendered by the templates.

A view holds no markup; the templates escape every string, so nothing in a document can become markup.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from trichluc.report import Block, Box, Citation, DateMention, Finding, Footnote, PageRow, Quantity, Report

LEGEND = (
    ("citations", "văn bản viện dẫn / citation"),
    ("dates", "thời gian / date"),
    ("numbers", "số liệu / number"),
    ("sections", "đề mục / heading"),
    ("footnotes", "chú thích / footnote"),
    ("findings", "điểm cần xem / finding"),
)


SEVERITIES = {
    "error": "Sai / error",
    "warning": "Có thể sai / warning",
    "note": "Nên biết / note",
}
_ORIGINS = {
    "text_layer": "lớp chữ của tệp / text layer",
    "ocr": "nhận dạng ảnh quét / OCR",
    "mixed": "lớp chữ và nhận dạng ảnh / text layer and OCR",
    "plain": "văn bản thuần / plain text",
}
_OPENING = 70
"""Characters of a paragraph that stand for a heading without title in the tree."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlighted box on a page picture, in per cent of its width and height."""

    kind: str
    anchor: str
    label: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: plain (`kind` empty), highlighted, or a footnote mark (`ref`)."""

    text: str
    kind: str = ""
    anchor: str = ""
    label: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text."""

    kind: str
    pieces: tuple[Piece, ...]
    anchor: str = ""
    back: str = ""
    marker: str = ""
    """The mark of a footnote, which is no part of the text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its picture with marks, and the paragraphs that begin on it."""

    number: int
    picture: str | None
    marks: tuple[Mark, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(slots=True)
class Heading:
    """A heading of the section tree."""

    label: str
    anchor: str
    children: list[Heading] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding in words, how serious it is, and where its words are (`target`)."""

    message: str
    message_en: str
    severity: str
    label: str
    page: int | None
    anchor: str
    target: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything that the page of one report shows."""

    title: str
    line: str
    legend: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    findings: tuple[Notice, ...]
    tree: tuple[Heading, ...]
    sheets: tuple[Sheet, ...]
    missing: str = ""
    """The file whose pages would be shown, where it was not found."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A highlighted stretch of the text."""

    start: int
    end: int
    kind: str
    anchor: str
    label: str
    boxes: tuple[Box, ...]


def document_view(report: Report, pictures: Mapping[int, str]) -> DocumentView:
    """The view of a report; `pictures` maps page numbers to the addresses (or data) of their pictures."""
    document = report.document
    title = document.subject or document.symbol or document.source
    title = title[:1].upper() + title[1:]
    line = " · ".join(filter(None, (document.issuer, document.symbol, document.place, _day(report))))
    return DocumentView(
        title,
        line,
        LEGEND,
        tuple(_facts(report)),
        tuple(_notices(report)),
        tuple(_tree(report)),
        tuple(_sheets(report, pictures)),
    )


def _notices(report: Report) -> Iterator[Notice]:
    """The findings, the most serious first. A link leads to the words, where there is no picture too."""
    anchored = [span for span in _spans(report) if span.anchor]
    ranks = list(SEVERITIES)
    for f in sorted(report.findings, key=lambda f: (ranks.index(f.severity), f.char_start or 0)):
        target = _words(f, anchored) or f"trang-{f.page or 1}"
        yield Notice(f.message, f.message_en, f.severity, SEVERITIES[f.severity], f.page, f"f-{f.finding_id}", target)


def _words(finding: Finding, anchored: Sequence[_Span]) -> str | None:
    """The highlighted words in or before which a finding begins."""
    if finding.char_start is None or finding.char_end is None:
        return None
    touching = (s.anchor for s in anchored if s.start < finding.char_end and finding.char_start < s.end)
    before = (s.anchor for s in reversed(anchored) if s.start <= (finding.char_start or 0))
    return next(touching, None) or next(before, None)


def _day(report: Report) -> str | None:
    document = report.document
    if document.date_start is None:
        return document.date_edtf
    return f"{document.date_start:%d/%m/%Y}" if document.date_start == document.date_end else document.date_edtf


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    document = report.document
    rows = (
        ("Loại / Type", document.doc_type),
        ("Cơ quan / Issuer", document.issuer),
        ("Số, ký hiệu / Symbol", document.symbol),
        ("Ngày / Date", _day(report)),
        ("Người ký / Signer", " ".join(filter(None, (document.signer_title, document.signer)))),
        ("Nguồn chữ / Text from", _ORIGINS.get(document.text_origin, document.text_origin)),
        ("Bảng mã / Charset", document.charset if document.charset != "unicode" else None),
        ("Tệp / File", document.source),
    )
    yield from ((name, value) for name, value in rows if value)


def _tree(report: Report) -> list[Heading]:
    headings: dict[str, Heading] = {}
    top: list[Heading] = []
    for section in report.sections:
        title = section.title or _opening(report.text[section.char_start : section.char_end], section.marker)
        label = f"{section.marker} {title}".strip()
        headings[section.section_id] = heading = Heading(label, f"s-{section.section_id}")
        parent = headings.get(section.parent_id or "")
        (parent.children if parent else top).append(heading)
    return top


def _opening(text: str, marker: str) -> str:
    """The first words of a section without title."""
    line = text.split("\n", 1)[0].removeprefix(marker).lstrip(".):/ -–")
    return line if len(line) <= _OPENING else f"{line[:_OPENING].rsplit(' ', 1)[0]} …"


def _spans(report: Report) -> list[_Span]:
    """All highlighted stretches; of two that overlap the one that begins first, then the longer one, is shown.

    A heading gives way to what is found in it, and a date to the citation that it belongs to.
    """
    spans = [_span(c, "citations", c.citation_id, c.target_id or c.form) for c in report.citations]
    spans += [_span(d, "dates", d.date_id, d.edtf or d.kind) for d in report.dates]
    spans += [_span(n, "numbers", n.number_id, _value(n.value_text, n.unit)) for n in report.numbers]
    found = _outermost(spans)
    headings = [
        _Span(s.char_start, s.heading_end, "sections", f"s-{s.section_id}", s.path, s.boxes) for s in report.sections
    ]
    cut = [piece for heading in headings for piece in _around(heading, found)]
    return sorted((s for s in (*found, *cut) if s.end > s.start), key=lambda s: (s.start, -s.end, s.kind))


def _outermost(spans: Iterable[_Span]) -> list[_Span]:
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end, s.kind)):
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept


def _around(heading: _Span, found: Sequence[_Span]) -> Iterator[_Span]:
    """The heading without what is found in it; its place and boxes go with its first words."""
    first = bisect_right(found, heading.start - 1, key=lambda s: s.start)
    inside = list(takewhile(lambda s: s.start < heading.end, found[first:]))
    starts = [heading.start, *(s.end for s in inside)]
    ends = [*(s.start for s in inside), heading.end]
    anchor, boxes = heading.anchor, heading.boxes
    for start, end in zip(starts, ends, strict=True):
        if end > start:
            yield _Span(start, end, heading.kind, anchor, heading.label, boxes)
            anchor, boxes = "", ()


def _span(row: Citation | DateMention | Quantity, kind: str, identity: str, label: str) -> _Span:
    return _Span(row.char_start, row.char_end, kind, f"{kind[0]}-{identity}", label, row.boxes)


def _value(written: str, unit: str | None) -> str:
    return f"{written} {unit}" if unit else written


def _sheets(report: Report, pictures: Mapping[int, str]) -> Iterator[Sheet]:
    spans = _spans(report)
    marks = _marks(report, spans)
    refs = {n.ref_start: n for n in report.footnotes if n.ref_start is not None}
    notes = {n.char_start: n for n in report.footnotes}
    for page, blocks in _by_page(report):
        paragraphs = tuple(
            _paragraph(block, spans, refs, notes) for block in blocks if block.char_end > block.char_start
        )
        number = page.page if page else 1
        yield Sheet(number, pictures.get(number), tuple(marks.get(number, ())), paragraphs)


def _by_page(report: Report) -> Iterator[tuple[PageRow | None, list[Block]]]:
    if not report.pages:
        yield None, list(report.blocks)
        return
    for page in report.pages:
        yield page, [block for block in report.blocks if block.page == page.page]


def _marks(report: Report, spans: Iterable[_Span]) -> dict[int, list[Mark]]:
    sizes = {page.page: (page.width, page.height) for page in report.pages}
    marks: dict[int, list[Mark]] = {}
    findings = (_Span(0, 0, "findings", f"f-{f.finding_id}", f.message, f.boxes) for f in report.findings)
    for span in (*spans, *findings):
        for box in span.boxes:
            if box.page in sizes:
                marks.setdefault(box.page, []).append(mark_of(box, sizes[box.page], span.kind, span.anchor, span.label))
    return marks


def mark_of(box: Box, size: tuple[float, float], kind: str, anchor: str, label: str = "") -> Mark:
    """A box in points as a mark in per cent of the page."""
    width, height = size
    share = (box.x0 / width, box.top / height, (box.x1 - box.x0) / width, (box.bottom - box.top) / height)
    return Mark(kind, anchor, label, *(round(100 * value, 3) for value in share))


def _paragraph(
    block: Block, spans: Sequence[_Span], refs: Mapping[int, Footnote], notes: Mapping[int, Footnote]
) -> Paragraph:
    note = notes.get(block.char_start)
    pieces = tuple(_pieces(block, spans, refs))
    if note is None:
        return Paragraph(block.kind, pieces)
    back = f"r-{note.footnote_id}" if note.ref_start is not None else ""
    return Paragraph(block.kind, pieces, f"note-{note.footnote_id}", back, note.marker)


def _pieces(block: Block, spans: Sequence[_Span], refs: Mapping[int, Footnote]) -> Iterator[Piece]:
    """The block's text cut at highlights and footnote marks."""
    at, text = block.char_start, block.text
    first = max(bisect_right(spans, block.char_start - 1, key=lambda s: s.start), 0)
    for span in spans[first:]:
        if span.start >= block.char_end:
            break
        end = min(span.end, block.char_end)
        if span.start < at or end <= span.start:
            continue
        yield from _plain(text[at - block.char_start : span.start - block.char_start], at, refs)
        yield Piece(text[span.start - block.char_start : end - block.char_start], span.kind, span.anchor, span.label)
        at = end
        if at in refs:
            yield _reference(refs[at])
    yield from _plain(text[at - block.char_start :], at, refs)


def _plain(text: str, start: int, refs: Mapping[int, Footnote]) -> Iterator[Piece]:
    at = 0
    for place in sorted(p for p in refs if start < p <= start + len(text)):
        yield Piece(text[at : place - start])
        yield _reference(refs[place])
        at = place - start
    if at < len(text):
        yield Piece(text[at:])


def _reference(note: Footnote) -> Piece:
    return Piece(note.marker, "ref", f"r-{note.footnote_id}", "", f"note-{note.footnote_id}")
