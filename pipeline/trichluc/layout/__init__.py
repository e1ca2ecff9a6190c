"""Pages to one text with blocks, and to what the letterhead says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trichluc.layout.assembly import assemble
from trichluc.layout.footnotes import Note, raise_digits, take_footnotes
from trichluc.layout.furniture import FurnitureRules, PageLines, load_furniture_rules, take_furniture
from trichluc.layout.lines import build_lines
from trichluc.layout.margins import measure
from trichluc.layout.openings import OpeningRules, load_opening_rules
from trichluc.layout.paragraphs import Item, build_paragraphs
from trichluc.layout.parts import Paragraph
from trichluc.report import Document, Text
from trichluc.rules import RulePackage
from trichluc.source import FlowParagraph, Source


@dataclass(frozen=True, slots=True)
class LayoutRules:
    """The compiled rules of layout."""

    furniture: FurnitureRules
    openings: OpeningRules


def load_layout_rules(package: RulePackage) -> LayoutRules:
    """Compile and check the rules of layout."""
    return LayoutRules(load_furniture_rules(package), load_opening_rules(package))


def lay_out(source: Source, rules: LayoutRules) -> tuple[Document, Text]:
    """The one text of a source with its map and blocks, and the row of `documents`."""
    paragraphs = _of_pages(source, rules) if source.pages else _of_flow(source)
    text = assemble(source, paragraphs)
    document = Document(
        source.doc_id,
        source.source,
        source.media_type,
        source.n_bytes,
        len(source.pages) or None,
        text.value,
        _origin(source),
        source.charset,
        digital_signature=source.signature,
    )
    return document, text


def _origin(source: Source) -> str:
    found = {page.origin for page in source.pages if page.words}
    return found.pop() if len(found) == 1 else "mixed" if found else "text_layer" if source.pages else "plain"


def _of_pages(source: Source, rules: LayoutRules) -> list[Paragraph]:
    pages = [PageLines(page, list(build_lines(page)), []) for page in source.pages]
    take_furniture(pages, rules.furniture)
    notes = take_footnotes(pages)
    raise_digits(pages)
    habits = measure([page.lines for page in pages])
    items: list[Item] = []
    for page in pages:
        items.extend(page.furniture)
        items.extend(page.lines)
    return place_notes(build_paragraphs(items, habits, rules.openings), notes)


def place_notes(paragraphs: Sequence[Paragraph], notes: Sequence[Note]) -> list[Paragraph]:
    """Each note after the paragraph that holds its mark, else after the last paragraph of its page."""
    waiting = dict(enumerate(notes))
    placed: list[Paragraph] = []
    for at, paragraph in enumerate(paragraphs):
        placed.append(paragraph)
        held = [mark.note for line in paragraph.lines for mark in line.marks]
        placed.extend(_note(waiting.pop(index), index) for index in held if index in waiting)
        following = next((p.lines[0].page for p in paragraphs[at + 1 :] if p.lines and p.printed is None), None)
        ended = [i for i, n in waiting.items() if not n.linked and (following is None or n.page < following)]
        placed.extend(_note(waiting.pop(index), index) for index in ended)
    placed.extend(_note(note, index) for index, note in waiting.items())
    return placed


def _note(note: Note, index: int) -> Paragraph:
    return Paragraph("footnote", tuple(note.lines), marker=note.marker, note=index)


def _of_flow(source: Source) -> list[Paragraph]:
    return [Paragraph("paragraph", text=p.text) for p in source.flow if isinstance(p, FlowParagraph)]
