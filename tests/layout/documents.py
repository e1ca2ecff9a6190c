"""Laying out in tests."""

from __future__ import annotations

from collections.abc import Iterable

from tests.read.pages import source_of
from tests.typeset import typeset
from trichluc.layout import lay_out, load_layout_rules
from trichluc.report import Block
from trichluc.rules import open_package
from trichluc.text import Text

RULES = load_layout_rules(open_package())
BODY = {"paragraph", "list_item"}


def text_of(body: str, page: str = "") -> Text:
    """The one text of a typst body."""
    return lay_out(source_of(typeset(body, page)), RULES)[1]


def blocks(text: Text, *kinds: str) -> list[Block]:
    """The blocks of some kinds, all when none is named."""
    return [block for block in text.blocks if not kinds or block.kind in kinds]


def running(text: Text) -> list[str]:
    """The paragraphs of the running text."""
    return [block.text for block in text.blocks if block.kind in BODY]


def sentences(count: int, start: int = 1) -> str:
    """So many different sentences of a report."""
    subjects = ("Sở Nội vụ", "Công an tỉnh", "Sở Tài chính", "Văn phòng UBND tỉnh", "Sở Khoa học và Công nghệ")
    return " ".join(
        f"{subjects[n % 5]} đã tham mưu ban hành {n + 10} văn bản chỉ đạo, đôn đốc thực hiện nhiệm vụ được giao."
        for n in range(start, start + count)
    )


def check_invariants(text: Text) -> None:
    """What holds for every text: spans, order, boxes on their pages."""
    value = text.value
    spans: Iterable = (*text.blocks, *text.lines, *text.footnotes, *text.tables, *text.table_cells)
    for row in spans:
        assert value[row.char_start : row.char_end] == row.text
    assert all(a.end <= b.start for a, b in zip(text.pieces, text.pieces[1:], strict=False))
    assert all(0 <= p.start < p.end <= len(value) for p in text.pieces)
    sizes = {page.page: (page.width, page.height) for page in text.pages}
    boxes = [box for block in text.blocks for box in block.boxes]
    for place in (*text.pieces, *text.lines, *boxes):
        width, height = sizes[place.page]
        assert 0 <= place.x0 <= place.x1 <= width + 0.01
        assert 0 <= place.top <= place.bottom <= height + 0.01
    starts = [page.char_start for page in text.pages]
    assert starts == sorted(starts)
    assert all(page.char_start <= page.char_end <= len(value) for page in text.pages)
    assert "\n\n" not in value
