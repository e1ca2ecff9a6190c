"""Both ends of a document taken out of its lines: the letterhead at the top, recipients and signatures below.

What is taken becomes paragraphs of its own kinds; what remains keeps its order and is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trichluc.layout.header import HeaderRules
from trichluc.layout.headlines import arrange_flow, arrange_page, motto_start
from trichluc.layout.letterhead import Head, HeadBlock, read_letterhead
from trichluc.layout.lines import PrintedLine
from trichluc.layout.parts import Paragraph
from trichluc.layout.tail import Tail, find_flow_tails, find_tails
from trichluc.source import FlowParagraph

_COVER_LINES = 22
"""A first page with at most so many lines and no letterhead may be a cover before the letterhead."""
_HEAD_LINES = 12
"""Among so many lines from the top of a later page a letterhead of its own begins."""


@dataclass(slots=True)
class Ends:
    """The letterhead, the ends in order, and each page's lines with both replaced by paragraphs.

    For a file without pages `items` holds one list, in which a paragraph of the file that remains text is its index.
    """

    head: Head
    tails: list[Tail] = field(default_factory=list)
    items: list[list[Paragraph | PrintedLine]] = field(default_factory=list)


def take_ends(pages: Sequence[Sequence[PrintedLine]], width: float, rules: HeaderRules) -> Ends:
    """The ends of a document with pages. `pages` are the lines of each without furniture and notes."""
    heads = [_page_head(lines, at == 0, rules) for at, lines in enumerate(pages)]
    rest = [
        [line for n, line in enumerate(lines) if n not in head.taken] if head else list(lines)
        for lines, head in zip(pages, heads, strict=True)
    ]
    tails = find_tails(rest, width, rules.words)
    main = heads[0] if heads and heads[0] else Head()
    second = next((head for head in heads[1:3] if head), None)
    if second and not main.has_title and pages and len(pages[0]) <= _COVER_LINES and second.symbol:
        main = _under_cover(main, second)
    items: list[list[Paragraph | PrintedLine]] = []
    for head, lines, found in zip(heads, rest, tails, strict=True):
        items.append([*(_paragraphs(head.blocks) if head else ()), *_with_tails(lines, found)])
    return Ends(main, [tail for found in tails for tail in found], items)


def _page_head(lines: Sequence[PrintedLine], first: bool, rules: HeaderRules) -> Head | None:
    """The letterhead of a page; on later pages only where the name of the State or the Party is printed."""
    top = lines[:_HEAD_LINES]
    if not first and not any(motto_start([w.text for w in line.words], rules.words) is not None for line in top):
        return None
    return read_letterhead(arrange_page(lines, rules.words), rules.words)


def _under_cover(cover: Head, head: Head) -> Head:
    """The letterhead on the page after a cover; the cover fills what it leaves open."""
    head.doc_type = head.doc_type or cover.doc_type
    head.subject = head.subject or cover.subject
    head.issuer = head.issuer or cover.issuer
    return head


def _with_tails(lines: Sequence[PrintedLine], tails: Sequence[Tail]) -> Iterable[Paragraph | PrintedLine]:
    taken = {n for tail in tails for n in tail.taken}
    starts = {tail.first: tail for tail in tails}
    for at, line in enumerate(lines):
        if at in starts:
            yield from _paragraphs(starts[at].blocks)
        if at not in taken:
            yield line


def _paragraphs(blocks: Iterable[HeadBlock]) -> list[Paragraph]:
    made = []
    for block in blocks:
        lines = tuple(line.printed for line in block.lines if line.printed is not None)
        align = "center" if block.kind in {"doc_type", "subject", "letterhead"} else "left"
        if lines:
            made.append(Paragraph(block.kind, lines, align=align))
        elif block.lines:
            made.append(Paragraph(block.kind, text=block.text, align=align))
    return made


def take_flow_ends(flow: Sequence[FlowParagraph], rules: HeaderRules) -> tuple[Head, list[Tail], list[Paragraph | int]]:
    """The same for a file without pages: paragraphs for both ends, and the index of every paragraph between."""
    head = read_letterhead(arrange_flow(flow, rules.words), rules.words)
    kept = [at for at in range(len(flow)) if at not in head.taken]
    tails = find_flow_tails([flow[at] for at in kept], rules.words)
    starts = {tail.first: tail for tail in tails}
    taken = {n for tail in tails for n in tail.taken}
    items: list[Paragraph | int] = list(_paragraphs(head.blocks))
    for nth, at in enumerate(kept):
        if nth in starts:
            items.extend(_paragraphs(starts[nth].blocks))
        if nth not in taken:
            items.append(at)
    return head, tails, items
