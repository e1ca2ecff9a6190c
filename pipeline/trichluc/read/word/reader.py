"""Word files: .docx read natively, with the fonts, capitals and numbers that its styles give to every run.

A .docx has no pages; it yields paragraphs, tables and notes in reading order. Frames without rules at the two ends of
a document hold the letterhead and the signature side by side: their cells become paragraphs of column 1 and 2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from trichluc.errors import DamagedFile
from trichluc.ids import document_id
from trichluc.read.charset.charsets import CharsetRules
from trichluc.read.charset.runs import Run, decode_runs
from trichluc.read.charset.splits import join_split_syllables
from trichluc.read.word.fields import FIELD, form_value, in_codes
from trichluc.read.word.flow import (
    Align,
    Number,
    WordCell,
    WordItem,
    WordMargin,
    WordNote,
    WordParagraph,
    WordTable,
    distinct,
    flow_of,
    joined,
    note_of,
    paragraphs_of,
)
from trichluc.read.word.formulas import EQUATION, in_line
from trichluc.read.word.notes import NoteMarkers
from trichluc.read.word.numbering import Numbering, shown_marker
from trichluc.read.word.package import BROKEN, open_word, size_without_bombs
from trichluc.read.word.parts import part_root, used_margins
from trichluc.read.word.styles import Look, Styles, is_on, look_of, value_of
from trichluc.source import FlowParagraph, FlowTable, Problem, Source, Watch

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BYTES_PER_CHARACTER = 8
"""A little less XML than Word writes for a character."""

Element = Any  # an lxml element; lxml publishes no types
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
    unpacked = size_without_bombs(data, name)
    if watch is not None:
        watch.holds(unpacked // _BYTES_PER_CHARACTER)
    try:
        reader = _Reader(open_word(data, name))
        raw = list(reader.body())
        notes = list(reader.notes())
        margins = list(reader.margins())
    except BROKEN as error:
        raise DamagedFile(f"{name}: the Word file is broken: {error}") from error
    beside = [item for margin in margins for item in margin.items]
    charset = _decode([p for item in [*raw, *beside] for p in paragraphs_of(item)] + [n.body for n in notes], rules)
    flow, struck = flow_of(raw)
    source = Source(
        document_id(data), name, MEDIA_TYPE, len(data), flow=flow, notes=tuple(map(note_of, notes)), charset=charset,
        margins=distinct(margins), struck=struck,
    )  # fmt: skip
    return replace(source, problems=_changes(source))


def _decode(paragraphs: Sequence[WordParagraph], rules: CharsetRules) -> str:
    """Bring the runs of all paragraphs in Unicode; returns their charset, for which deleted runs have no say."""
    if any(paragraph.struck for paragraph in paragraphs):
        _decode_struck(paragraphs, rules)
    numbers = [p.number for p in paragraphs if p.number is not None]
    charset, decoded = decode_runs([*(p.runs for p in paragraphs), *([number.run] for number in numbers)], rules)
    for paragraph, runs in zip(paragraphs, decoded, strict=False):
        paragraph.runs = [replace(run, text=join_split_syllables(run.text, rules.likelihood)) for run in runs]
    for number, (run,) in zip(numbers, decoded[len(paragraphs) :], strict=True):
        number.run = replace(run, text=shown_marker(run.text))
    return charset


def _decode_struck(paragraphs: Sequence[WordParagraph], rules: CharsetRules) -> None:
    """What was deleted is decoded as it is printed, for it may be a part of a word, or else by itself."""
    printed = [paragraph.as_printed() for paragraph in paragraphs]
    alone = [[run] for paragraph in paragraphs for _, run in paragraph.struck]
    _, shown = decode_runs([*([run for run, _ in runs] for runs in printed), *alone], rules)
    by_themselves = iter(shown[len(printed) :])
    for paragraph, marked, runs in zip(paragraphs, printed, shown, strict=False):
        inside = (run for (_, is_deleted), run in zip(marked, runs, strict=True) if is_deleted)
        paragraph.struck = [
            (at, single if run.text == raw.text else run)
            for (at, raw), run, (single,) in zip(paragraph.struck, inside, by_themselves, strict=False)
        ]


def _changes(source: Source) -> tuple[Problem, ...]:
    """That deletions were tracked: what was taken out stands in the text, and nothing is concluded from it."""
    cells = [cell.deletions for item in source.flow if isinstance(item, FlowTable) for cell in item.cells]
    paragraphs = [item.deletions for item in source.flow if isinstance(item, FlowParagraph)]
    inside = [d.text for held in (*paragraphs, *cells, *(note.deletions for note in source.notes)) for d in held]
    deleted = [text for text in (*inside, *(struck.text for struck in source.struck)) if text.strip()]
    if not deleted:
        return ()
    message = (
        f"{len(deleted)} deleted passages ({sum(len(text.strip()) for text in deleted):,} characters) stand in the "
        "text; nothing is concluded from them, the table `deletions` tells their places"
    )
    return (Problem(source.source, source.doc_id, None, "read", "TrackedDeletions", message, "noted"),)


class _Reader:
    """Walks one document in reading order."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._body = document.element.body
        self._styles = Styles(part_root(document, "styles"))
        self._numbering = Numbering(part_root(document, "numbering"), self._styles.number_of)
        section = next(self._body.iter(qn("w:sectPr")), None)
        self._notes = NoteMarkers(part_root(document, "settings"), section)

    def body(self) -> Iterator[WordItem]:
        yield from self._children(self._body, 0)

    def _children(self, parent: Element, depth: int) -> Iterator[WordItem]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph_with_frames(child, depth)
            elif child.tag == qn("w:tbl"):
                yield self._table(child)
            elif child.tag in _TRANSPARENT and depth < _DEEPEST:
                yield from self._children(child, depth + 1)
            elif child.tag in _DELETED and depth < _DEEPEST:
                yield from _struck(self._children(child, depth + 1))

    def _paragraph_with_frames(self, element: Element, depth: int) -> Iterator[WordItem]:
        """A paragraph cut at its line breaks; text frames anchored in it come before it."""
        for frame in element.iter(qn("w:txbxContent")):
            standing = _standing(frame, element)
            if depth < _DEEPEST and standing != "elsewhere":
                inside = self._children(frame, depth + 1)
                yield from _struck(inside) if standing == "deleted" else inside
        yield self._paragraph(element)

    def _paragraph(self, element: Element) -> WordParagraph:
        properties = element.find(qn("w:pPr"))
        style = value_of(properties, "w:pStyle")
        align = _ALIGN.get(value_of(properties, "w:jc") or self._styles.align(style) or "", "left")
        paragraph = WordParagraph([], align, self._number(properties, style))
        codes = in_codes(element, _SHOWN)
        for item in element.iter(qn("w:r"), EQUATION):
            standing = _standing(item, element)
            if standing == "own":
                self._read_run(item, style, paragraph, codes)
            elif standing == "deleted":
                deleted = [run for part, look in self._shown(item, style, codes) for run in _written(part, look)]
                paragraph.struck += [(len(paragraph.runs), run) for run in deleted]
        return paragraph

    def _number(self, properties: Element | None, style: str | None) -> Number | None:
        """The generated number, drawn as its level says, and for the rest as the end of the paragraph."""
        marker = self._numbering.marker(properties, style)
        if marker is None or is_on(marker.properties, "w:vanish"):
            return None
        end = self._styles.look(properties.find(qn("w:rPr")) if properties is not None else None, style)
        return Number(run_of(marker.text, look_of(marker.properties).over(end)), marker.glued)

    def _read_run(
        self, element: Element, style: str | None, paragraph: WordParagraph, codes: Collection[Element]
    ) -> None:
        for item, look in self._shown(element, style, codes):
            if item.tag not in _REFERENCES:
                paragraph.runs += _written(item, look)
                continue
            own = _own_mark(item)
            kind = etree.QName(item).localname.removesuffix("Reference")
            paragraph.marks.append((len(paragraph.runs), self._notes.marker(kind, item.get(qn("w:id")) or "", own)))
            if own is not None:
                return

    def _shown(self, element: Element, style: str | None, codes: Collection[Element]) -> Iterator[tuple[Element, Look]]:
        """The elements of a run with its look; none when the run is hidden, nor those in codes of fields."""
        if element.tag == EQUATION:
            return iter([(element, Look())])
        look = self._styles.look(element.find(qn("w:rPr")), style)
        return ((item, look) for item in element if not look.hidden and item not in codes)

    def notes(self) -> Iterator[WordNote]:
        for kind in ("footnote", "endnote"):
            root = part_root(self._document, f"{kind}s")
            bodies = {n.get(qn("w:id")): n for n in root} if root is not None else {}
            for identity, marker in self._notes.of(kind):
                if identity in bodies:
                    paragraphs = [self._paragraph(p) for p in bodies[identity].iter(qn("w:p"))]
                    yield WordNote(marker, joined(paragraphs))

    def margins(self) -> Iterator[WordMargin]:
        """Headers and footers, each with the words that are drawn behind the text of its pages."""
        for part in used_margins(self._document):
            drawn = [path.get("string") or "" for path in part.root.iter(_DRAWN)]
            behind = [WordParagraph([Run(text)], "center") for text in drawn]
            yield WordMargin([*self._children(part.root, 0), *behind], part.foot, part.first)

    def _table(self, element: Element) -> WordTable:
        cells: list[WordCell] = []
        above: dict[int, WordCell] = {}
        for row, line in enumerate(_inside(element, qn("w:tr"))):
            header = line.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            col = int(value_of(line.find(qn("w:trPr")), "w:gridBefore") or 0)
            for item in _inside(line, qn("w:tc")):
                properties = item.find(qn("w:tcPr"))
                span = int(value_of(properties, "w:gridSpan") or 1)
                merge = properties.find(qn("w:vMerge")) if properties is not None else None
                if merge is not None and merge.get(qn("w:val")) != "restart" and col in above:
                    above[col].row_span = row - above[col].row + 1
                    above[col].paragraphs += self._content(item)
                else:
                    content = self._content(item)
                    above[col] = WordCell(row, col, 1, span, header, content)
                    cells.append(above[col])
                col += span
        return WordTable(cells, self._styles.is_ruled(element))

    def _content(self, cell: Element) -> list[WordParagraph]:
        return [p for inner in self._children(cell, 0) for p in paragraphs_of(inner)]


_TRANSPARENT = frozenset(
    {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:smartTag"), qn("w:customXml")}
)
_DEEPEST = 50
_DRAWN = "{urn:schemas-microsoft-com:vml}textpath"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ELSEWHERE = frozenset({_FALLBACK, qn("w:txbxContent"), EQUATION})
_REFERENCES = frozenset({qn("w:footnoteReference"), qn("w:endnoteReference")})
_DELETED = frozenset({qn("w:del"), qn("w:moveFrom")})
_TEXTS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}
_SHOWN = (qn("w:t"), qn("w:delText"), qn("w:sym"), *_TEXTS)


def _own_mark(reference: Element) -> str | None:
    """What the author wrote as the mark of a note: the rest of the run; None for marks that Word counts."""
    if reference.get(qn("w:customMarkFollows")) in (None, "0", "false", "off"):
        return None
    written = (run.text for item in reference.itersiblings() for run in _written(item, Look()))
    return "".join(written).strip() or None


def _standing(run: Element, paragraph: Element) -> Literal["own", "deleted", "elsewhere"]:
    """How a run or a frame stands in a paragraph: as its own, deleted, or in a frame anchored in it."""
    deleted = False
    for ancestor in run.iterancestors():
        if ancestor is paragraph:
            return "deleted" if deleted else "own"
        if ancestor.tag in _ELSEWHERE:
            return "elsewhere"
        deleted = deleted or ancestor.tag in _DELETED
    return "elsewhere"


def _struck(items: Iterator[WordItem]) -> Iterator[WordParagraph]:
    """The paragraphs of items that were deleted as a whole: all their runs are."""
    for paragraph in (p for item in items for p in paragraphs_of(item)):
        yield WordParagraph([], paragraph.align, struck=[(0, run) for run, _ in paragraph.as_printed()])


def _written(item: Element, look: Look) -> list[Run]:
    """What an element of a run writes: a sign names its own font."""
    font = look.font
    if item.tag in (qn("w:t"), qn("w:delText")):
        text = item.text or ""
    elif item.tag == EQUATION:
        text = in_line(item)
    elif item.tag == FIELD:
        text = form_value(item)
    elif item.tag == qn("w:sym"):
        text, font = _symbol(item), item.get(qn("w:font")) or font
    else:
        text = _TEXTS.get(item.tag, "")
    return [run_of(text, replace(look, font=font))] if text else []


def run_of(text: str, look: Look) -> Run:
    """Text in a look."""
    return Run(text, look.font, look.bold, look.italic, look.capitals, look.superscript)


def _symbol(item: Element) -> str:
    """A character of a symbol font: bullets and boxes come from the private area, letters of legacy fonts too."""
    code = item.get(qn("w:char")) or ""
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls and the like."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _inside(child, tag)
