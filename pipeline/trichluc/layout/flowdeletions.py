"""What was deleted in the paragraphs of which a frame makes its blocks, brought into these blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trichluc.layout.headlines import HeadLine
from trichluc.layout.letterhead import HeadBlock
from trichluc.layout.parts import Paragraph
from trichluc.source import FlowDeletion, FlowParagraph

DELETED = "deleted"
"""The kind of a block that holds nothing but what was deleted."""


class Deletions:
    """The deletions of a file's paragraphs; each is given out once."""

    def __init__(self, paragraphs: Sequence[FlowParagraph]) -> None:
        self._texts = [paragraph.text for paragraph in paragraphs]
        self._left = {at: list(p.deletions) for at, p in enumerate(paragraphs) if p.deletions}

    def blocks(self, blocks: Iterable[HeadBlock], taken: Iterable[int]) -> list[Paragraph]:
        """The blocks with what was deleted in them; what fits in none follows as blocks of its own."""
        filled = [Paragraph(block.kind, text=block.text, deletions=self._inside(block)) for block in blocks]
        rest = [deletion for at in sorted(taken) for deletion in self._left.pop(at, ())]
        return [*filled, *(deleted_block(deletion.text) for deletion in rest)]

    def _inside(self, block: HeadBlock) -> tuple[FlowDeletion, ...]:
        found: list[FlowDeletion] = []
        begin = 0
        for line in block.lines:
            for at in line.sources:
                found += [replace(d, offset=begin + d.offset) for d in self._take(at, line)]
            begin += len(line.text) + 1
        return tuple(found)

    def _take(self, at: int, line: HeadLine) -> list[FlowDeletion]:
        """The deletions within the words of a line, their places counted from its start."""
        start = self._texts[at].find(line.text)
        if start < 0 or at not in self._left:
            return []
        end = start + len(line.text)
        inside = [d for d in self._left[at] if start <= d.offset <= end]
        self._left[at] = [d for d in self._left[at] if d not in inside]
        return [replace(d, offset=d.offset - start) for d in inside]


def deleted_block(text: str) -> Paragraph:
    """A block for a passage of which nothing is left."""
    return Paragraph(DELETED, deletions=(FlowDeletion(0, text.strip()),))
