"""Pages to one text with blocks, and to what the letterhead says."""

from __future__ import annotations

from dataclasses import dataclass

from trichluc.report import Block, Document, Text
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
    blocks: list[Block] = []
    position = 0
    for paragraph in source.flow:
        if isinstance(paragraph, FlowParagraph):
            end = position + len(paragraph.text)
            blocks.append(Block(source.doc_id, position, end, paragraph.text, None, (), "paragraph"))
            position = end + 1
    value = "\n".join(b.text for b in blocks)
    document = Document(
        source.doc_id, source.source, source.media_type, source.n_bytes, None, value, "plain", source.charset
    )
    return document, Text(source.doc_id, value, (), (), (), tuple(blocks), (), (), ())
