"""Pages to one text with blocks, and to what the letterhead says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trichluc.layout.assembly import assemble
from trichluc.layout.cells import TableRules, load_table_rules
from trichluc.layout.columns import in_columns
from trichluc.layout.flow import flow_paragraphs
from trichluc.layout.footnotes import Note, raise_digits, take_footnotes
from trichluc.layout.frame import Frame, take_frame, with_endings
from trichluc.layout.furniture import FurnitureRules, PageLines, load_furniture_rules, take_furniture
from trichluc.layout.header import HeaderRules, fill_document, load_header_rules
from trichluc.layout.lines import PrintedLine, build_lines
from trichluc.layout.margins import measure
from trichluc.layout.openings import OpeningRules, load_opening_rules
from trichluc.layout.paragraphs import Item, build_paragraphs
from trichluc.layout.parts import Paragraph
from trichluc.layout.tables import Placed, take_tables, with_tables
from trichluc.report import Document
from trichluc.rules import RulePackage
from trichluc.source import Source
from trichluc.text import Text

_BODY = frozenset({"paragraph", "list_item"})


@dataclass(frozen=True, slots=True)
class LayoutRules:
    """The compiled rules of layout."""

    furniture: FurnitureRules
    openings: OpeningRules
    header: HeaderRules
    tables: TableRules


def load_layout_rules(package: RulePackage) -> LayoutRules:
    """Compile and check the rules of layout."""
    return LayoutRules(
        load_furniture_rules(package),
        load_opening_rules(package),
        load_header_rules(package),
        load_table_rules(package),
    )


def lay_out(source: Source, rules: LayoutRules) -> tuple[Document, Text]:
    """The one text of a source with its map and blocks, and the row of `documents`."""
    if source.pages:
        frame, paragraphs = _page_paragraphs(source, rules)
    else:
        words = rules.header.words
        frame, paragraphs = flow_paragraphs(source, words, rules.openings, rules.tables, rules.furniture)
    text = assemble(source, paragraphs)
    body = (block.text for block in text.blocks if block.kind in _BODY)
    document = Document(
        doc_id=source.doc_id,
        source=source.source,
        media_type=source.media_type,
        n_bytes=source.n_bytes,
        n_pages=len(source.pages) or None,
        text=text.value,
        text_origin=_origin(source),
        charset=source.charset,
        digital_signature=source.signature,
    )
    return fill_document(document, frame.head, frame.tails, body, rules.header), text


def _origin(source: Source) -> str:
    found = {page.origin for page in source.pages if page.words}
    return found.pop() if len(found) == 1 else "mixed" if found else "text_layer" if source.pages else "plain"


def _page_paragraphs(source: Source, rules: LayoutRules) -> tuple[Frame, list[Paragraph]]:
    """Furniture, notes and frame are taken off the pages one after the other; the rest is running text."""
    pages = [PageLines(page, list(build_lines(page)), []) for page in source.pages]
    take_furniture(pages, rules.furniture)
    notes = take_footnotes(pages)
    raise_digits(pages)
    tables = take_tables(pages, rules.tables, rules.header.words)
    frame = take_frame(pages, rules.header.words)
    _set_columns(pages, frame, tables)
    habits = measure([page.lines for page in pages], {page.page.number: page.page.width for page in pages})
    items: list[Item] = list(frame.opening)
    for page in pages:
        items.extend(page.furniture)
        running = with_endings(page.lines, page.page.number, frame.endings)
        items.extend(with_tables(running, tables, page.page.number))
    return frame, _with_notes(build_paragraphs(items, habits, rules.openings), notes)


def _set_columns(pages: Sequence[PageLines], frame: Frame, tables: Sequence[Placed]) -> None:
    """Running text in columns is put into reading order; the ends of documents stay before the same lines."""
    for page in pages:
        number, lines = page.page.number, page.lines
        ordered = in_columns(lines, [table.top for table in tables if table.page == number])
        if ordered == lines:
            continue
        places = {id(line.words[0]): at for at, line in enumerate(ordered)}
        for at in [at for held, at in frame.endings if held == number and 0 < at < len(lines)]:
            block = frame.endings.pop((number, at))
            frame.endings.setdefault((number, places[id(lines[at].words[0])]), []).extend(block)
        page.lines[:] = ordered


def _with_notes(paragraphs: Sequence[Paragraph], notes: Sequence[Note]) -> list[Paragraph]:
    """Each note after the paragraph that holds its mark, else after the last paragraph of its page."""
    waiting = dict(enumerate(notes))
    after = _places_of_homeless(paragraphs, notes)
    placed: list[Paragraph] = []
    for at, paragraph in enumerate(paragraphs):
        placed.append(paragraph)
        held = [mark.note for line in _lines_of(paragraph) for mark in line.marks]
        placed.extend(_note(waiting.pop(index), index) for index in [*held, *after.get(at, ())] if index in waiting)
    return [*placed, *(_note(note, index) for index, note in waiting.items())]


def _places_of_homeless(paragraphs: Sequence[Paragraph], notes: Sequence[Note]) -> dict[int, list[int]]:
    """The notes without a mark, by the paragraph that they follow."""
    last = {line.page: at for at, p in enumerate(paragraphs) if p.printed is None for line in p.lines}
    after: dict[int, list[int]] = {}
    for index, note in enumerate(notes):
        if not note.linked:
            ends = [at for page, at in last.items() if page <= note.page]
            after.setdefault(max(ends, default=len(paragraphs) - 1), []).append(index)
    return after


def _lines_of(paragraph: Paragraph) -> Iterable[PrintedLine]:
    """The lines of a paragraph, or of the cells of a table."""
    cells = paragraph.table.cells if paragraph.table else ()
    return (*paragraph.lines, *(line for cell in cells for line in cell.lines))


def _note(note: Note, index: int) -> Paragraph:
    return Paragraph("footnote", tuple(note.lines), marker=note.marker, note=index)
