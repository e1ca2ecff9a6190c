"""Plain text, often what an OCR program or a converter left: paragraphs, tables in Markdown, footnotes between them.

Blank lines part paragraphs. Where the file breaks lines at a fixed width, the lines of a paragraph are joined again.
A block that begins with a raised number is a footnote; the halves of a sentence that it interrupts are joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trichluc.ids import document_id
from trichluc.read.charset.charsets import UNICODE, CharsetRules
from trichluc.read.charset.encoding import decode_text
from trichluc.read.markup import opening_mark, plain_line
from trichluc.rules import RulePackage
from trichluc.source import FlowCell, FlowMark, FlowNote, FlowParagraph, FlowTable, Problem, Source

MEDIA_TYPE = "text/plain"

_LINE_END = re.compile(r"\r\n?|\n|\x0b|\x0c|\x85|\u2028|\u2029|<br\s*/?>", re.IGNORECASE)
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)|\s*<!--.{0,500}-->\s*$|\s*!\[[^\]]{0,300}\]\([^)]{0,300}\)\s*$")
_RULE = re.compile(r"\s*(?:-\s?){3,}\s*|\s*(?:\*\s?){3,}\s*|\s*(?:_\s?){3,}\s*")
_MARKDOWN = re.compile(r"(?m)^#{1,6} \S|\*\*\S|^[ \t]{0,20}\|?[ \t]{0,20}:?-{3,}:?[ \t]{0,20}\|")
_ROW = re.compile(r"\s*\|.*\|\s*")
_DIVIDER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_OPENS = re.compile(r"[-–+*•●▪➢✓]|\(?\w{1,4}[.)]\s|[IVXLC]+\s?[./–-]|\d+(?:\.\d+)+|(?i:điều|chương|mục|phần|phụ lục)\s")
_ENDED = re.compile(r"(?<![.…])[.;:!?…]['\"”’)\]]*$")
_WRAPPED = (50, 140)
"""Characters: the width at which a program may have broken the lines."""


@dataclass(frozen=True, slots=True)
class TextRules:
    """Words with which no paragraph ends (`models/…/furniture/unfinished.tsv`)."""

    unfinished: frozenset[str]

    def is_unfinished(self, text: str) -> bool:
        """Whether a paragraph breaks off in the middle of a name or phrase."""
        words = text.lower().split()[-3:]
        return any(" ".join(words[at:]) in self.unfinished for at in range(len(words)))


def load_text_rules(package: RulePackage) -> TextRules:
    """The words of the list."""
    return TextRules(frozenset(row["word"] for row in package.table("furniture", "unfinished.tsv")))


def read_text_bytes(data: bytes, name: str, charsets: CharsetRules, rules: TextRules) -> Source:
    """The paragraphs of a text file."""
    decoded = decode_text(data, charsets)
    source = source_of_text(decoded.text, name, data, rules)
    if decoded.lost:
        message = f"{decoded.lost} characters could not be decoded"
        problem = Problem(name, source.doc_id, None, "read", "UndecodedText", message, "partial")
        source = replace(source, problems=(problem,))
    return replace(source, charset=decoded.charset)


def source_of_text(text: str, name: str, data: bytes, rules: TextRules) -> Source:
    """The paragraphs of a text; `data` are the bytes that identify it."""
    flow, notes = _Reader(rules).read(text)
    return Source(document_id(data), name, MEDIA_TYPE, len(data), flow=flow, notes=notes, charset=UNICODE)


class _Reader:
    """One text while it is read."""

    def __init__(self, rules: TextRules) -> None:
        self._rules = rules
        self._flow: list[FlowParagraph | FlowTable] = []
        self._notes: list[FlowNote] = []
        self._parted = False
        """Whether something other than text stood after the last paragraph: a note, a page break."""

    def read(self, text: str) -> tuple[tuple[FlowParagraph | FlowTable, ...], tuple[FlowNote, ...]]:
        markdown = _MARKDOWN.search(text) is not None
        lines = _with_references(_LINE_END.split(text))
        width = _wrap_width(lines)
        for block in _blocks(lines, markdown):
            self._take(_unwrapped(block, width) if width else block, single=not width)
        return tuple(self._flow), tuple(self._notes)

    def _take(self, block: Sequence[str], single: bool) -> None:
        """The lines of a block; `single` says that each line is a paragraph, also that of a note in brackets."""
        rows = [line for line in block if _ROW.fullmatch(line)]
        if len(rows) > 1 and len(rows) == len(block):
            self._flow.append(_table(rows))
            return
        note = False
        for at, line in enumerate(block):
            opening = opening_mark(line)
            referred = line.startswith("[^")
            if opening is not None and (at == 0 or note or referred):
                note = not (single and referred)
                self._notes.append(FlowNote(opening[0], plain_line(opening[1]).text))
                self._parted = True
            elif note:
                last = self._notes[-1]
                self._notes[-1] = FlowNote(last.marker, f"{last.text} {plain_line(line).text}")
            else:
                self._paragraph(line, first=at == 0)

    def _paragraph(self, line: str, first: bool) -> None:
        plain = plain_line(line)
        if not plain.text.strip():
            self._parted = True
            return
        paragraph = FlowParagraph(plain.text, plain.marks, bold_until=plain.bold_until, italic=plain.italic)
        last = self._flow[-1] if self._flow else None
        if isinstance(last, FlowParagraph) and (first or self._parted) and self._goes_on(last, paragraph):
            self._flow[-1] = _joined(last, paragraph)
        else:
            self._flow.append(paragraph)
        self._parted = False

    def _goes_on(self, last: FlowParagraph, paragraph: FlowParagraph) -> bool:
        """Whether a paragraph is the second half of a sentence that a page break or a note cut in two."""
        if _ENDED.search(last.text) or last.text.isupper() or _OPENS.match(paragraph.text):
            return False
        if self._rules.is_unfinished(last.text) and len(last.text) > _WRAPPED[0]:
            return True
        return paragraph.text[0].islower() and (self._parted or len(last.text) > _WRAPPED[0])


_BRACKETED = re.compile(r"\[(\d{1,3}|[a-z])\]")
_NOTE = re.compile(r"\s*\[(\d{1,3}|[a-z])\][.:)]?\s*(?=\w)")


def _with_references(lines: Sequence[str]) -> list[str]:
    """The lines with `[1]` written `[^1]` where it is the mark of a note: one line begins with it, one refers to it.

    What is referred to more than once is a list of sources, and its numbers are text.
    """
    notes = Counter(match[1] for line in lines if (match := _NOTE.match(line)))
    if not notes:
        return list(lines)
    bodies = (line[match.end() :] if (match := _NOTE.match(line)) else line for line in lines)
    marks = Counter(mark for body in bodies for mark in _BRACKETED.findall(body))
    linked = {mark for mark, n in notes.items() if n == 1 and marks[mark] == 1}
    if not linked:
        return list(lines)
    written = [_BRACKETED.sub(lambda m: f"[^{m[1]}]" if m[1] in linked else m.group(), line) for line in lines]
    return [line.lstrip() if _REFERENCE.match(line) else line for line in written]


_REFERENCE = re.compile(r"\s*\[\^")


def _joined(last: FlowParagraph, paragraph: FlowParagraph) -> FlowParagraph:
    glue = "" if re.search(r"\w[-/]$", last.text) else " "
    shift = len(last.text) + len(glue)
    marks = tuple(FlowMark(mark.offset + shift, mark.marker) for mark in paragraph.marks)
    return replace(last, text=f"{last.text}{glue}{paragraph.text}", marks=last.marks + marks)


def _blocks(lines: Iterable[str], markdown: bool) -> Iterable[list[str]]:
    """Lines that no blank line parts; rules of Markdown count as blank."""
    block: list[str] = []
    for line in lines:
        if _FENCE.match(line):
            continue
        if not line.strip() or (markdown and _RULE.fullmatch(line)):
            if block:
                yield block
            block = []
        else:
            block.append(line.strip())
    if block:
        yield block


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which the file breaks its lines; 0 when each line is a paragraph."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    if len(lengths) < 10:
        return 0
    width = lengths[int(0.97 * (len(lengths) - 1))]
    if not _WRAPPED[0] <= width <= _WRAPPED[1] or lengths[-1] > 1.5 * width:
        return 0
    full = sum(length > 0.8 * width for length in lengths)
    return width if full >= 0.4 * len(lengths) else 0


def _unwrapped(block: Sequence[str], width: int) -> list[str]:
    """The lines of a block with those joined that end only because the next word did not fit."""
    joined = [block[0]]
    last = block[0]
    for line in block[1:]:
        first = line.split(maxsplit=1)[0]
        if len(last) + 1 + len(first) > 0.97 * width and not (_ENDED.search(last) and _OPENS.match(line)):
            joined[-1] += ("" if re.search(r"\w[-/]$", last) else " ") + line
        else:
            joined.append(line)
        last = line
    return joined


def _table(rows: Sequence[str]) -> FlowTable:
    """A table in Markdown; what stands above the dividing line is its header."""
    divider = next((at for at, row in enumerate(rows) if _DIVIDER.fullmatch(row)), 0)
    cells: list[FlowCell] = []
    number = 0
    for at, row in enumerate(rows):
        if _DIVIDER.fullmatch(row):
            continue
        for col, cell in enumerate(row.strip().strip("|").split("|")):
            cells.append(FlowCell(plain_line(cell).text.strip(), number, col, is_header=at < divider))
        number += 1
    return FlowTable(tuple(cells))
