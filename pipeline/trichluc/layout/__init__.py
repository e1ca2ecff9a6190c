"""Pages to one text with blocks, and to what the letterhead says."""

from __future__ import annotations

from dataclasses import dataclass

from trichluc.layout.assembly import assemble
from trichluc.layout.paragraphs import build_paragraphs
from trichluc.layout.parts import Paragraph
from trichluc.report import Document, Text
from trichluc.rules import RulePackage
from trichluc.source import FlowParagraph, Source


@dataclass(frozen=True, slots=True)
class LayoutRules:
    """The compiled rules of layout: letterhead words, document types, places."""


def load_layout_rules(package: RulePackage) -> LayoutRules:
    """Compile and check the rules of layout."""
    return LayoutRules()


def lay_out(source: Source, rules: LayoutRules) -> tuple[Document, Text]:
    """The one text of a source with its map and blocks, and the row of `documents`."""
    if source.pages:
        paragraphs = build_paragraphs(source.pages)
    else:
        paragraphs = [Paragraph("paragraph", text=p.text) for p in source.flow if isinstance(p, FlowParagraph)]
    text = assemble(source, paragraphs)
    document = Document(
        source.doc_id, source.source, source.media_type, source.n_bytes, len(source.pages) or None, text.value,
        "text_layer" if source.pages else "plain", source.charset,
    )  # fmt: skip
    return document, text
