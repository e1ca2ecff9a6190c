"""Headers and footers of files without pages: furniture, unless one of them holds the letterhead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trichluc.layout.furniture import FurnitureRules
from trichluc.layout.headlines import motto_start
from trichluc.layout.headwords import HeadRules
from trichluc.layout.parts import Paragraph
from trichluc.source import FlowMargin, FlowParagraph, FlowTable

_OPENING = 24
"""Among so many lines at the start of a file its letterhead stands."""
_WORDS = 20

Flow = Sequence[FlowParagraph | FlowTable]


def letterhead_margin(margins: Sequence[FlowMargin], flow: Flow, rules: HeadRules) -> FlowMargin | None:
    """The header of the first section that holds what opens a document and its text does not: motto or number."""
    headers = [margin for margin in margins if margin.first and not margin.foot]
    own = _signs(_opening(flow), rules) if headers else set()
    return next((margin for margin in headers if _signs(_opening(margin.items), rules) - own), None)


def furniture(margins: Iterable[FlowMargin], foot: bool, rules: FurnitureRules) -> list[Paragraph]:
    """The wording of headers or of footers, which is no part of the text."""
    pieces = (piece for margin in margins if margin.foot == foot for piece in margin.printed)
    return [
        Paragraph("page_number" if rules.page_number.match(piece) else "running_head", printed=piece)
        for piece in pieces
    ]


def _opening(items: Flow) -> list[str]:
    return [line for _, line in zip(range(_OPENING), _lines(items), strict=False)]


def _lines(items: Flow) -> Iterator[str]:
    for item in items:
        if isinstance(item, FlowParagraph):
            yield item.text
        else:
            yield from (line for cell in item.cells for line in cell.text.split("\n"))


def _signs(lines: Iterable[str], rules: HeadRules) -> set[str]:
    """Which fixed parts of a letterhead stand among the lines."""
    found: set[str] = set()
    for line in lines:
        if motto_start(line.split()[:_WORDS], rules) is not None:
            found.add("motto")
        if rules.match("number_line", line):
            found.add("number")
    return found
