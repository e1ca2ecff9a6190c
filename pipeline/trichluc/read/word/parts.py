"""The parts of a .docx beside its body: styles, notes, and the headers and footers that its sections use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from trichluc.read.word.styles import is_on

Element = Any  # an lxml element; lxml publishes no types
Relation = Any  # python-docx does not publish the class
_KINDS = ("first", "default", "even")


@dataclass(frozen=True, slots=True)
class MarginPart:
    """A header or footer (`foot`) that is printed on some page. `first`: the first section uses it."""

    root: Element
    foot: bool
    first: bool


def part_root(document: WordDocument, kind: str) -> Element | None:
    """The root of a part that is related to the main one by the relation `kind`; None when there is none."""
    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] == kind:
            return _root(relation)
    return None


def used_margins(document: WordDocument) -> Iterator[MarginPart]:
    """Every header and footer once, section by section (ECMA-376 Part 1, 17.10).

    A section without one of its own goes on with the one before it; the ones of first and even pages count only where
    the section or the document asks for them.
    """
    has_even = is_on(part_root(document, "settings"), "w:evenAndOddHeaders")
    current: dict[tuple[bool, str], str] = {}
    given: set[str] = set()
    sections = [s for s in document.element.body.iter(qn("w:sectPr")) if s.getparent().tag != qn("w:sectPrChange")]
    for at, section in enumerate(sections):
        current.update(_references(section))
        used = {"default", *(["first"] if is_on(section, "w:titlePg") else []), *(["even"] if has_even else [])}
        for foot in (False, True):
            for kind in (kind for kind in _KINDS if kind in used):
                identity = current.get((foot, kind), "")
                relation = document.part.rels.get(identity)
                root = _root(relation) if relation is not None and identity not in given else None
                given.add(identity)
                if root is not None:
                    yield MarginPart(root, foot, first=at == 0)


def _references(section: Element) -> Iterator[tuple[tuple[bool, str], str]]:
    for child in section:
        if child.tag in (qn("w:headerReference"), qn("w:footerReference")):
            kind = child.get(qn("w:type")) or "default"
            yield (child.tag == qn("w:footerReference"), kind), child.get(qn("r:id")) or ""


def _root(relation: Relation) -> Element | None:
    if relation.is_external:
        return None
    return etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
