"""Bytes to pages of positioned words, or to paragraphs where the format has no pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trichluc.ids import document_id
from trichluc.language.letters import clean
from trichluc.rules import RulePackage
from trichluc.source import FlowParagraph, Source


@dataclass(frozen=True, slots=True)
class ReadRules:
    """The compiled rules of reading: charsets."""


def load_read_rules(package: RulePackage) -> ReadRules:
    """Compile and check the rules of reading."""
    return ReadRules()


def read_bytes(data: bytes, name: str, rules: ReadRules) -> Source:
    """Read the bytes of one file; `name` is its path relative to the input root and decides nothing but doubts."""
    if data.startswith(b"%PDF-"):
        from trichluc.read.pdf import read_pdf

        return read_pdf(data, name)
    return read_string(data.decode("utf-8-sig"), name)


def read_string(text: str, name: str = "") -> Source:
    """The same for text that is at hand."""
    data = text.encode()
    flow = tuple(FlowParagraph(clean(line)) for line in text.splitlines() if line.strip())
    return Source(document_id(data), name, "text/plain", len(data), flow=flow)


def read_path(path: Path, name: str, rules: ReadRules) -> Source:
    """Read one file."""
    return read_bytes(path.read_bytes(), name, rules)
