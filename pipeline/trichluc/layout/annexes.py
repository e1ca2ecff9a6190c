"""How later pages open: the title of an annex, the letterhead of a form. They are no running text either."""

from __future__ import annotations

from collections.abc import Sequence

from trichluc.layout.headlines import FULL, HeadLine, arrange_page, printed
from trichluc.layout.headwords import HeadRules
from trichluc.layout.letterhead import HeadBlock, read_columns
from trichluc.layout.lines import PrintedLine
from trichluc.layout.titles import read_annex

_TOP = 14
"""Among so many lines from the top a letterhead begins."""
_FIRST = 2
"""Among so many lines from the top the title of an annex begins."""
_OFF_CENTRE = 0.08


def page_opening(lines: Sequence[PrintedLine], width: float, rules: HeadRules) -> list[HeadBlock]:
    """The blocks with which a page opens, in the order of the text; empty for a page of running text."""
    arranged = arrange_page(lines[:_TOP], rules)
    blocks: list[HeadBlock] = []
    if any(line.fixed for line in arranged):
        zone = [line for line in arranged if line.column != FULL]
        blocks = read_columns(zone, rules)
        arranged = [line for line in arranged if line.column == FULL]
    at = next((n for n, line in enumerate(arranged[:_FIRST]) if _opens_annex(line, width, rules)), None)
    if at is None:
        return blocks
    titles = [HeadBlock("annex_title", group) for group in read_annex(arranged[at:], rules)]
    above = bool(blocks) and printed(titles[0].lines[0]).top < printed(blocks[0].lines[0]).top
    return [*titles, *blocks] if above else [*blocks, *titles]


def _opens_annex(line: HeadLine, width: float, rules: HeadRules) -> bool:
    match = rules.match("annex", line.text)
    if match is None or line.text.endswith((";", ",", ".")):
        return False
    piece = printed(line)
    centred = abs((piece.x0 + piece.x1) / 2 - width / 2) < _OFF_CENTRE * width
    return centred or line.bold or line.text.isupper()
