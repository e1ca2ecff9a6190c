"""The frame of a document taken off its text: letterhead before, recipients and signatures after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from trichluc.layout.annexes import page_opening
from trichluc.layout.flowdeletions import Deletions
from trichluc.layout.flowtail import find_flow_tails
from trichluc.layout.furniture import PageLines
from trichluc.layout.headlines import FULL, HeadLine, arrange_flow, arrange_page, printed
from trichluc.layout.headwords import HeadRules
from trichluc.layout.letterhead import Head, HeadBlock, read_letterhead, read_stamp
from trichluc.layout.lines import PrintedLine
from trichluc.layout.parts import Paragraph
from trichluc.layout.signature import is_ghost
from trichluc.layout.tail import find_tails
from trichluc.layout.tailzone import Tail
from trichluc.source import FlowParagraph

_COVER_LINES = 24
"""A first page of at most so many lines may be a cover."""
_CENTRED = frozenset({"letterhead", "doc_type", "subject", "annex_title", "signature", "draft", "dateline"})


@dataclass(slots=True)
class Frame:
    """What was found: the letterhead, every end, and the blocks of the ends by the place of their first line.

    A place is `(page number, index)` into the lines that are left on the page, or `(0, index)` in a flow.
    """

    head: Head = field(default_factory=Head)
    tails: list[Tail] = field(default_factory=list)
    opening: list[Paragraph] = field(default_factory=list)
    endings: dict[tuple[int, int], list[Paragraph]] = field(default_factory=dict)


def take_frame(pages: Sequence[PageLines], rules: HeadRules) -> Frame:
    """Move the lines of the letterhead and of the ends out of `lines` into blocks."""
    frame = Frame()
    first = next((page for page in pages if page.lines), None)
    if first is None:
        return frame
    frame.head = read_letterhead(arrange_page(first.lines, rules), rules)
    for stamp in first.furniture:
        read_stamp(stamp.printed or "", frame.head, rules)
    frame.opening = [_block(block) for block in frame.head.blocks]
    first.lines[:] = [line for at, line in enumerate(first.lines) if at not in frame.head.taken]
    _under_cover(first, pages, frame, rules)
    found = find_tails([page.lines for page in pages], first.page.width, rules)
    for page, tails in zip(pages, found, strict=True):
        _take_tails(page, tails, frame, rules)
        if page is not first:
            _take_opening(page, frame, rules)
    return frame


def _under_cover(first: PageLines, pages: Sequence[PageLines], frame: Frame, rules: HeadRules) -> None:
    """The letterhead on the page after a cover speaks for the document; the cover fills what it leaves open."""
    after = next((page for page in pages[pages.index(first) + 1 :] if page.lines), None)
    if after is None or frame.head.has_title or len(first.lines) + len(frame.head.taken) > _COVER_LINES:
        return
    head = read_letterhead(arrange_page(after.lines, rules), rules)
    if not head.has_title or head.symbol is None:
        return
    for name in ("issuer", "parent_issuer", "doc_type", "subject", "place", "date"):
        if getattr(head, name) is None:
            setattr(head, name, getattr(frame.head, name))
    frame.head = head
    frame.endings[after.page.number, 0] = [_block(block) for block in head.blocks]
    after.lines[:] = [line for at, line in enumerate(after.lines) if at not in head.taken]


def _take_tails(page: PageLines, tails: Sequence[Tail], frame: Frame, rules: HeadRules) -> None:
    taken = {at for tail in tails for at in tail.taken}
    ghosts = _ghosts(page.lines, taken, rules)
    page.furniture.extend(Paragraph("stamp", (page.lines[at],), printed=page.lines[at].text) for at in ghosts)
    taken |= ghosts
    for tail in tails:
        place = sum(at not in taken for at in range(tail.first))
        frame.endings.setdefault((page.page.number, place), []).extend(_block(block) for block in tail.blocks)
    frame.tails.extend(tails)
    page.lines[:] = [line for at, line in enumerate(page.lines) if at not in taken]


def _ghosts(lines: Sequence[PrintedLine], taken: Set[int], rules: HeadRules) -> set[int]:
    """The lines beside and below an end that are no text: what seals and pens left there on a scan."""
    top = min((lines[at].top - lines[at].size for at in taken), default=None)
    if top is None:
        return set()
    return {
        at
        for at, line in enumerate(lines)
        if at not in taken
        and line.top > top
        and is_ghost(HeadLine(line.text, line.bold, line.italic, FULL, (at,), line), rules)
    }


def _take_opening(page: PageLines, frame: Frame, rules: HeadRules) -> None:
    """Title of an annex or letterhead of a form at the top of a later page."""
    blocks = page_opening(page.lines, page.page.width, rules)
    taken = {at for block in blocks for line in block.lines for at in line.sources}
    if not blocks:
        return
    ends = [
        (place, frame.endings.pop((page.page.number, place)))
        for place in range(len(page.lines) + 1)
        if (page.page.number, place) in frame.endings
    ]
    frame.endings[page.page.number, 0] = [_block(block) for block in blocks]
    for place, end in ends:
        moved = sum(at not in taken for at in range(place))
        frame.endings.setdefault((page.page.number, moved), []).extend(end)
    page.lines[:] = [line for at, line in enumerate(page.lines) if at not in taken]


def _block(block: HeadBlock) -> Paragraph:
    lines = tuple(printed(line) for line in block.lines)
    return Paragraph(block.kind, lines, align="center" if block.kind in _CENTRED else "left")


_LEAST_PARAGRAPHS = 2
"""A single paragraph is a passage: there is nothing that it could be the head of."""


def frame_flow(
    paragraphs: Sequence[FlowParagraph], rules: HeadRules, table: int | None = None
) -> tuple[Frame, frozenset[int]]:
    """The frame of a file without pages, and the indices of the paragraphs that it takes.

    `table` counts the paragraphs before the first table: the letterhead does not reach beyond it.
    """
    if len(paragraphs) < _LEAST_PARAGRAPHS:
        return Frame(), frozenset()
    head = read_letterhead(arrange_flow(paragraphs[: table or None], rules), rules)
    if not head.has_title and not any(paragraphs[at].column for at in head.taken):
        head.blocks.sort(key=lambda block: min((at for line in block.lines for at in line.sources), default=0))
    tails = find_flow_tails(paragraphs, rules)
    struck = Deletions(paragraphs)
    frame = Frame(head, tails, struck.blocks(head.blocks, head.taken))
    taken = set(head.taken)
    for tail in tails:
        if not taken & tail.taken:
            taken |= tail.taken
            frame.endings[0, tail.first] = struck.blocks(tail.blocks, tail.taken)
    return frame, frozenset(taken)


def with_endings(
    lines: Sequence[PrintedLine], page: int, endings: Mapping[tuple[int, int], Sequence[Paragraph]]
) -> list[PrintedLine | Paragraph]:
    """The lines of a page with the blocks of its ends at their places."""
    placed: list[PrintedLine | Paragraph] = []
    for at in range(len(lines) + 1):
        placed.extend(endings.get((page, at), ()))
        placed.extend(lines[at : at + 1])
    return placed
