"""A string as it is: every line a paragraph, every offset the string's own. For callers that bring their own text."""

from __future__ import annotations

from trichluc.ids import document_id
from trichluc.report import Block
from trichluc.text import Text


def verbatim(value: str) -> Text:
    """The text without any change: no cleaning, no letterhead, no footnotes. Bring it in NFC."""
    doc_id = document_id(value.encode("utf-8", "surrogatepass"))
    blocks: list[Block] = []
    position = 0
    for line in value.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = position + line.index(body)
            blocks.append(Block(doc_id, start, start + len(body), body, None, (), "paragraph"))
        position += len(line)
    return Text(doc_id, value, (), (), (), tuple(blocks), (), (), ())
