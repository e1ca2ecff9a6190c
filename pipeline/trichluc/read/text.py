"""Plain text: which Unicode encoding it is in, and what an OCR program's Markdown left behind."""

from __future__ import annotations

from trichluc.ids import document_id
from trichluc.language.letters import clean
from trichluc.read.charset import CharsetRules
from trichluc.source import FlowParagraph, Source

MEDIA_TYPE = "text/plain"


def read_text_bytes(data: bytes, name: str, charsets: CharsetRules) -> Source:  # noqa: ARG001
    """The paragraphs of a text file."""
    return source_of_text(data.decode("utf-8-sig", "replace"), name, data)


def source_of_text(text: str, name: str, data: bytes) -> Source:
    """The paragraphs of a text; `data` are the bytes that identify it."""
    flow = tuple(FlowParagraph(clean(line)) for line in text.splitlines() if line.strip())
    return Source(document_id(data), name, MEDIA_TYPE, len(data), flow=flow)
