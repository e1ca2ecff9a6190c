"""Word files: .docx read natively, with the fonts, capitals and numbers that its styles give to every run.

A .docx has no pages; it yields paragraphs, tables and notes in reading order. Frames without rules at the two ends of
a document hold the letterhead and the signature side by side: their cells become paragraphs of column 1 and 2.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Literal

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from trichluc.errors import DamagedFile, LimitExceeded
from trichluc.ids import document_id
from trichluc.language.letters import clean
from trichluc.read.charset import CharsetRules
from trichluc.read.numbering import Numbering
from trichluc.read.runs import Run, decode_runs
from trichluc.read.splits import join_split_syllables
from trichluc.read.styles import Styles, value_of
from trichluc.read.wordparts import part_root, used_margins
from trichluc.source import FlowCell, FlowMargin, FlowMark, FlowNote, FlowParagraph, FlowTable, Problem, Source, Watch

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAX_UNPACKED = 200 * 1024 * 1024
_BYTES_PER_CHARACTER = 8
"""A little less XML than Word writes for a character."""
_ENCRYPTED = 1
_MAX_RATIO = 100

Element = Any  # an lxml element; lxml publishes no types
Align = Literal["left", "center", "right", "justify"]
_ALIGN: Mapping[str, Align] = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}


def read_docx(data: bytes, name: str, rules: CharsetRules, watch: Watch | None = None) -> Source:
    """The paragraphs, tables, notes, headers and footers of a .docx.

    Raises `DamagedFile`, or `LimitExceeded` for a zip bomb.
    """
    unpacked = _size_without_bombs(data, name)
    if watch is not None:
        watch.holds(unpacked // _BYTES_PER_CHARACTER)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document)
        raw = list(reader.body())
        notes = list(reader.notes())
        margins = list(reader.margins())
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise DamagedFile(f"{name}: the Word file is broken: {error}") from error
    beside = [item for margin in margins for item in margin.items]
    paragraphs = [p for item in [*raw, *beside] for p in _paragraphs_of(item)] + [n.body for n in notes]
    charset, decoded = decode_runs([p.runs for p in paragraphs], rules)
    for paragraph, runs in zip(paragraphs, decoded, strict=True):
        paragraph.runs = [replace(run, text=join_split_syllables(run.text, rules.likelihood)) for run in runs]
    flow = tuple(value for item in raw for value in _flow(item))
    return Source(
        document_id(data), name, MEDIA_TYPE, len(data), flow=flow, notes=tuple(map(_note, notes)), charset=charset,
        problems=_changes(document.element.body, name, document_id(data)), margins=_distinct(margins),
    )  # fmt: skip


def _changes(body: Element, name: str, doc_id: str) -> tuple[Problem, ...]:
    """That deletions were tracked: the text is the one as last changed, and what was taken out is not in it."""
    deleted = [text for item in body.iter(qn("w:delText")) if (text := item.text or "").strip()]
    if not deleted:
        return ()
    message = f"{len(deleted)} deleted passages ({sum(map(len, deleted)):,} characters) are not in the text"
    return (Problem(name, doc_id, None, "read", "TrackedDeletions", message, "noted"),)


def _size_without_bombs(data: bytes, name: str) -> int:
    """The bytes of its XML when it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            written = sum(info.file_size for info in archive.infolist() if info.filename.endswith(".xml"))
            declaring = [info.filename for info in archive.infolist() if _declares_entities(archive, info)]
    except zipfile.BadZipFile as error:
        raise DamagedFile(f"{name}: the Word file is not a readable zip archive") from error
    if unpacked > _MAX_UNPACKED or unpacked > max(_MAX_RATIO * len(data), 1 << 20):
        raise LimitExceeded(f"{name}: unpacks to {unpacked:,} bytes from {len(data):,}")
    if declaring:
        raise DamagedFile(f"{name}: {declaring[0]} declares entities, which no Word file does; they can stand for text")
    return written


def _declares_entities(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    if not info.filename.startswith("word/") or not info.filename.endswith(".xml") or info.flag_bits & _ENCRYPTED:
        return False
    with archive.open(info) as stream:
        return b"<!DOCTYPE" in stream.read(1024)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is being read: its runs, and the notes that are marked in it."""

    runs: list[Run]
    align: Align
    numbering: str | None
    column: int = 0
    marks: list[tuple[int, str]] = field(default_factory=list)
    """(index of the run before which the mark stands, marker)"""


@dataclass(slots=True)
class _Cell:
    row: int
    col: int
    row_span: int
    col_span: int
    is_header: bool
    paragraphs: list[_Paragraph]


@dataclass(slots=True)
class _Table:
    cells: list[_Cell]
    ruled: bool


@dataclass(slots=True)
class _Note:
    marker: str
    body: _Paragraph


@dataclass(slots=True)
class _Margin:
    items: list[_Paragraph | _Table]
    foot: bool
    first: bool


class _Reader:
    """Walks one document in reading order."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._body = document.element.body
        self._styles = Styles(part_root(document, "styles"))
        self._numbering = Numbering(part_root(document, "numbering"), self._styles.number_of)
        self._markers: dict[tuple[str, str], str] = {}

    def body(self) -> Iterator[_Paragraph | _Table]:
        yield from self._children(self._body, 0)

    def _children(self, parent: Element, depth: int) -> Iterator[_Paragraph | _Table]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph_with_frames(child, depth)
            elif child.tag == qn("w:tbl"):
                yield self._table(child)
            elif child.tag in _TRANSPARENT and depth < _DEEPEST:
                yield from self._children(child, depth + 1)

    def _paragraph_with_frames(self, element: Element, depth: int) -> Iterator[_Paragraph | _Table]:
        """A paragraph cut at its line breaks; text frames anchored in it come before it."""
        for frame in element.iter(qn("w:txbxContent")):
            if depth < _DEEPEST and _inside_own(frame, element):
                yield from self._children(frame, depth + 1)
        yield self._paragraph(element)

    def _paragraph(self, element: Element) -> _Paragraph:
        properties = element.find(qn("w:pPr"))
        style = value_of(properties, "w:pStyle")
        runs: list[Run] = []
        marks: list[tuple[int, str]] = []
        for item in element.iter(qn("w:r"), f"{_MATH}r"):
            if _inside_own(item, element):
                self._read_run(item, style, runs, marks)
        align = _ALIGN.get(value_of(properties, "w:jc") or self._styles.align(style) or "", "left")
        return _Paragraph(runs, align, self._numbering.marker(properties, style), marks=marks)

    def _read_run(self, element: Element, style: str | None, runs: list[Run], marks: list[tuple[int, str]]) -> None:
        look = self._styles.look(element.find(qn("w:rPr")), style)
        if look.hidden:
            return
        for item in element:
            if item.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                marks.append((len(runs), self._marker(item)))
            else:
                written, font = _written(item, look.font)
                if written:
                    runs.append(Run(written, font, look.bold, look.italic, look.capitals, look.superscript))

    def _marker(self, reference: Element) -> str:
        """Notes are numbered in the order of their marks, unless the mark is the author's own."""
        kind = etree.QName(reference).localname.removesuffix("Reference")
        key = (kind, reference.get(qn("w:id")) or "")
        return self._markers.setdefault(key, str(1 + sum(k == kind for k, _ in self._markers)))

    def notes(self) -> Iterator[_Note]:
        for kind in ("footnote", "endnote"):
            root = part_root(self._document, f"{kind}s")
            bodies = {n.get(qn("w:id")): n for n in root} if root is not None else {}
            for (marked, identity), marker in self._markers.items():
                if marked == kind and identity in bodies:
                    paragraphs = [self._paragraph(p) for p in bodies[identity].iter(qn("w:p"))]
                    yield _Note(marker, _joined(paragraphs))

    def margins(self) -> Iterator[_Margin]:
        """Headers and footers, each with the words that are drawn behind the text of its pages."""
        for part in used_margins(self._document):
            drawn = [path.get("string") or "" for path in part.root.iter(_DRAWN)]
            behind = [_Paragraph([Run(text)], "center", None) for text in drawn]
            yield _Margin([*self._children(part.root, 0), *behind], part.foot, part.first)

    def _table(self, element: Element) -> _Table:
        cells: list[_Cell] = []
        above: dict[int, _Cell] = {}
        for row, line in enumerate(element.iterchildren(qn("w:tr"))):
            header = line.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            col = int(value_of(line.find(qn("w:trPr")), "w:gridBefore") or 0)
            for item in _cells(line):
                properties = item.find(qn("w:tcPr"))
                span = int(value_of(properties, "w:gridSpan") or 1)
                merge = properties.find(qn("w:vMerge")) if properties is not None else None
                if merge is not None and merge.get(qn("w:val")) != "restart" and col in above:
                    above[col].row_span = row - above[col].row + 1
                    above[col].paragraphs += self._content(item)
                else:
                    content = self._content(item)
                    above[col] = _Cell(row, col, 1, span, header, content)
                    cells.append(above[col])
                col += span
        return _Table(cells, self._styles.is_ruled(element))

    def _content(self, cell: Element) -> list[_Paragraph]:
        return [p for inner in self._children(cell, 0) for p in _paragraphs_of(inner)]


_TRANSPARENT = frozenset(
    {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:smartTag"), qn("w:customXml")}
)
_DEEPEST = 50
_DRAWN = "{urn:schemas-microsoft-com:vml}textpath"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({qn("w:del"), qn("w:moveFrom"), _FALLBACK, qn("w:txbxContent")})
_TEXTS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}


def _inside_own(run: Element, paragraph: Element) -> bool:
    """Whether a run or a frame belongs to the paragraph itself: not deleted, not in a frame anchored in it."""
    for ancestor in run.iterancestors():
        if ancestor is paragraph:
            return True
        if ancestor.tag in _SKIPPED:
            return False
    return False


def _written(item: Element, font: str | None) -> tuple[str, str | None]:
    """What an element of a run writes, and in which font: a sign names its own."""
    if item.tag in (qn("w:t"), f"{_MATH}t"):
        return item.text or "", font
    if item.tag == qn("w:sym"):
        return _symbol(item), item.get(qn("w:font")) or font
    return _TEXTS.get(item.tag, ""), font


def _symbol(item: Element) -> str:
    """A character of a symbol font: bullets and boxes come from the private area, letters of legacy fonts too."""
    code = item.get(qn("w:char")) or ""
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _cells(child)


def _paragraphs_of(item: _Paragraph | _Table) -> list[_Paragraph]:
    return [item] if isinstance(item, _Paragraph) else [p for cell in item.cells for p in cell.paragraphs]


def _joined(paragraphs: list[_Paragraph]) -> _Paragraph:
    runs: list[Run] = []
    for paragraph in paragraphs:
        runs += [Run(" "), *paragraph.runs] if runs else paragraph.runs
    return _Paragraph(runs, "left", None)


def _flow(item: _Paragraph | _Table) -> Iterator[FlowParagraph | FlowTable]:
    if isinstance(item, _Paragraph):
        yield from _lines(item)
    elif _is_frame(item):
        for cell in item.cells:
            for paragraph in cell.paragraphs:
                yield from (replace(line, column=min(cell.col + 1, 2)) for line in _lines(paragraph))
    else:
        yield FlowTable(tuple(map(_flow_cell, item.cells)))


def _is_frame(table: _Table) -> bool:
    """A table that only places things side by side: no rules, two or three columns, a few rows."""
    rows = max((c.row for c in table.cells), default=0) + 1
    cols = max((c.col + c.col_span for c in table.cells), default=0)
    return (not table.ruled and cols <= 3 and rows <= 6) or len(table.cells) == 1


def _flow_cell(cell: _Cell) -> FlowCell:
    lines = (
        line.text if line.numbering is None else f"{line.numbering} {line.text}"
        for p in cell.paragraphs
        for line in _lines(p)
    )
    return FlowCell(" ".join(lines), cell.row, cell.col, cell.row_span, cell.col_span, cell.is_header)


def _note(note: _Note) -> FlowNote:
    return FlowNote(note.marker, " ".join(line.text for line in _lines(note.body)))


def _distinct(margins: list[_Margin]) -> tuple[FlowMargin, ...]:
    """Those that say something, each wording once: converters write a part for every section, with its own number."""
    found: dict[tuple[bool, tuple[str, ...]], FlowMargin] = {}
    for margin in margins:
        written = ("".join(r.text for r in p.runs) for item in margin.items for p in _paragraphs_of(item))
        printed = tuple(text for line in written for piece in _APART.split(line) if (text := _fold(piece)[0]))
        if printed:
            items = tuple(value for item in margin.items for value in _flow(item))
            wording = tuple(_BARE_NUMBER.sub("0", piece) for piece in printed)
            found.setdefault((margin.foot, wording), FlowMargin(items, printed, margin.foot, margin.first))
    return tuple(found.values())


_APART = re.compile(r"[\t\n]+")
"""Where wording of a header stops at one place and goes on at another."""
_BARE_NUMBER = re.compile(r"^\W?\d+\W?$")


def _lines(paragraph: _Paragraph) -> Iterator[FlowParagraph]:
    """A paragraph as text. Centred ones are cut at their line breaks: there a break separates statements."""
    runs = [(run, index) for index, run in enumerate(paragraph.runs)]
    breaks = paragraph.align == "center" or paragraph.column > 0
    pieces = [list(g) for is_break, g in groupby(runs, key=lambda r: breaks and r[0].text == "\n") if not is_break]
    numbering = paragraph.numbering
    for piece in pieces:
        line = _line(paragraph, piece, numbering)
        if line.text or line.marks:
            yield line
            numbering = None


def _line(paragraph: _Paragraph, piece: list[tuple[Run, int]], numbering: str | None) -> FlowParagraph:
    text, bold_until, in_bold = "", 0, True
    places: dict[int, int] = {}
    for run, index in piece:
        places[index] = len(text)
        text += run.text
        in_bold = in_bold and (bool(run.bold) or not run.text.strip())
        bold_until = len(text) if in_bold else bold_until
    first, last = piece[0][1], piece[-1][1]
    folded, offset = _fold(text)
    marks = tuple(
        FlowMark(offset(places.get(index, len(text))), marker)
        for index, marker in paragraph.marks
        if first <= index <= last + 1
    )
    lettered = [run for run, _ in piece if run.text.strip()]
    italic = bool(lettered) and all(run.italic for run in lettered)
    return FlowParagraph(folded, marks, paragraph.align, offset(bold_until), italic, numbering, paragraph.column)


def _fold(text: str) -> tuple[str, Any]:
    """The text with single blanks, and the way from a place in the raw text to one in the folded text."""

    def offset(position: int) -> int:
        return len(clean(" ".join(text[:position].split())))

    return clean(" ".join(text.split())), offset
