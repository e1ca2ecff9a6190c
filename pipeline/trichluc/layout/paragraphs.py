"""Printed lines to paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from trichluc.layout.lines import PrintedLine, build_lines
from trichluc.layout.parts import Paragraph
from trichluc.source import PageSource


def build_paragraphs(pages: Sequence[PageSource]) -> list[Paragraph]:
    """The paragraphs of a document, joined over lines and pages."""
    paragraphs: list[list[PrintedLine]] = []
    for page in pages:
        lines = build_lines(page)
        right = max((line.x1 for line in lines), default=0.0)
        for line in lines:
            if paragraphs and _continues(paragraphs[-1][-1], line, right):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
    return [Paragraph("paragraph", lines=tuple(lines)) for lines in paragraphs]


def _continues(last: PrintedLine, line: PrintedLine, right: float) -> bool:
    full = last.x1 > right - 4 * last.size
    return full and line.x0 < last.x0 + last.size and last.bold == line.bold
