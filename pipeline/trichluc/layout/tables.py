"""Grids and lines of pages to tables: words into cells, parts of one table joined across pages, captions found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from trichluc.layout.cells import TableRules, finish_table, text_of
from trichluc.layout.furniture import PageLines
from trichluc.layout.gridcells import Part, fill
from trichluc.layout.headlines import motto_start
from trichluc.layout.headwords import HeadRules
from trichluc.layout.lines import PrintedLine, make_line
from trichluc.layout.parts import CellPart, Paragraph, TablePart
from trichluc.layout.tablejoin import chains_of, joined
from trichluc.layout.unframe import is_label
from trichluc.source import Grid

_CAPTION_LINES = 4
_FIRST_GAP, _NEXT_GAP = 2.4, 1.3
"""In type sizes: white space between a table and the line above it, and between the lines of a caption."""
_OFF_CENTRE = 0.08
"""Share of the page's width by which a centred line may miss the middle of the table or page."""
_TITLE = 200
_LABEL = 30
"""Characters of the number of a part (`Phần I`) at most, whose title below it is no caption."""


@dataclass(slots=True)
class Placed:
    """A finished table with its caption lines: `top` is where its first part begins on its page."""

    page: int
    top: float
    paragraphs: list[Paragraph] = field(default_factory=list)


def take_tables(pages: Sequence[PageLines], rules: TableRules, words: HeadRules) -> list[Placed]:
    """Move the words of all tables out of `lines`; the tables come back with the places where they belong."""
    parts = [_page_parts(page, words) for page in pages]
    chains = chains_of(parts, rules)
    placed = []
    for chain in chains:
        cells = joined(chain, rules)
        if len(chain) == 1 and not _is_table(chain[0], cells):
            continue
        for part in chain:
            _remove(pages, part)
            _keep_repeated(pages, part, cells)
        placed.append((chain[0], cells))
    for page in pages:
        page.lines[:] = [line for line in page.lines if line.words]
    return [found for part, cells in placed for found in _with_caption(pages, part, cells, rules, words)]


def _page_parts(page: PageLines, words: HeadRules) -> list[Part]:
    parts = [part for grid in page.page.grids if (part := fill(page, grid)) and not _is_frame(part, words)]
    if parts:
        inside = {n for part in parts for n in part.rest}
        outside = [line for n, line in enumerate(page.lines) if n not in inside]
        first, last = parts[0].grid, parts[-1].grid
        parts[0].first = not any(line.bottom < first.top + 0.5 * line.size for line in outside)
        parts[-1].last = not any(line.top > last.bottom - 0.5 * line.size for line in outside)
    return parts


def _is_frame(part: Part, words: HeadRules) -> bool:
    """Whether a ruled letterhead or signature block was taken for a table."""
    texts = [text_of(cell) for cell in part.cells]
    width = max((cell.col + cell.col_span for cell in part.cells), default=0)
    if any(is_label(text, cell.col, width, words) for cell, text in zip(part.cells, texts, strict=True)):
        return True
    return any(motto_start(text.split()[:12], words) == 0 for text in texts)


def _is_table(part: Part, cells: Sequence[CellPart]) -> bool:
    """A single row, or a single filled cell, is a frame for layout."""
    return len({cell.row for cell in cells}) > 1 and sum(bool(cell.lines) for cell in cells) > 1 and bool(part.edges)


def _remove(pages: Sequence[PageLines], part: Part) -> None:
    """Take the words of a part off its page; a line that is used up is left without words until all are done."""
    page = next(page for page in pages if page.page.number == part.page)
    for n, rest in part.rest.items():
        page.lines[n] = make_line(part.page, rest) if rest else replace(page.lines[n], words=())


def _keep_repeated(pages: Sequence[PageLines], part: Part, cells: Sequence[CellPart]) -> None:
    """Heads that a table repeats on later pages are no part of it; they stay as what is printed on the page."""
    page = next(page for page in pages if page.page.number == part.page)
    used = {id(line) for cell in cells for line in cell.lines}
    for cell in part.cells:
        if cell.lines and not any(id(line) in used for line in cell.lines):
            page.furniture.append(Paragraph("running_head", tuple(cell.lines), printed=text_of(cell)))


# ---- caption and place -----------------------------------------------------------------------------------------


def _with_caption(
    pages: Sequence[PageLines], part: Part, cells: Sequence[CellPart], rules: TableRules, words: HeadRules
) -> list[Placed]:
    """The table in its place; before it its caption, where that stands at the foot of the page before."""
    page = next(page for page in pages if page.page.number == part.page)
    title, note = _above(page, part.grid, rules, words)
    own = [] if title and _opens_document(pages, page, title) else [*title]
    own += [note] if note else []
    placed = _captions(part.page, own, note) or [Placed(part.page, part.grid.top)]
    _take_off(page, own)
    if part.first and not title and page is not pages[0]:
        before = pages[pages.index(page) - 1]
        title, foot_note = _at_foot(before, part.grid, rules, words)
        foot = [*title, *([foot_note] if foot_note and not note else ())]
        note = note or foot_note
        _take_off(before, foot)
        placed = [*_captions(before.page.number, foot, note), *placed]
    caption = " ".join(line.text for line in title) or None
    table = finish_table(cells, caption, note.text if note else None, rules)
    placed[-1].paragraphs.append(Paragraph("table", table=table))
    return placed


def _captions(page: int, lines: Sequence[PrintedLine], note: PrintedLine | None) -> list[Placed]:
    """The caption and the note on the unit in their place, when a page holds any of them."""
    title = tuple(line for line in lines if line is not note)
    if not lines:
        return []
    placed = Placed(page, min(line.top for line in lines))
    if title:
        placed.paragraphs.append(Paragraph("caption", title, align="center"))
    if len(title) < len(lines):
        placed.paragraphs.append(Paragraph("unit_note", tuple(line for line in lines if line is note), align="right"))
    return [placed]


def _take_off(page: PageLines, lines: Sequence[PrintedLine]) -> None:
    page.lines[:] = [line for line in page.lines if not any(line is other for other in lines)]


def _opens_document(pages: Sequence[PageLines], page: PageLines, title: Sequence[PrintedLine]) -> bool:
    """Whether nothing stands above a caption in the whole document: then it is the document's own title."""
    before = pages[: pages.index(page)]
    return not any(other.lines for other in before) and not any(line.bottom <= title[0].top for line in page.lines)


def _above(
    page: PageLines, grid: Grid, rules: TableRules, words: HeadRules
) -> tuple[list[PrintedLine], PrintedLine | None]:
    """The lines of the caption and the note on the unit that stand right above a table."""
    above = [line for line in page.lines if line.bottom < grid.top + 0.6 * line.size]
    title: list[PrintedLine] = []
    note: PrintedLine | None = None
    edge, allowed = grid.top, _FIRST_GAP
    for line in sorted(above, key=lambda x: -x.baseline)[: _CAPTION_LINES + 1]:
        if edge - line.bottom > allowed * line.size:
            break
        if note is None and not title and rules.unit_note.match(line.text):
            note = line
        elif rules.caption.match(line.text) and len(line.text) < _TITLE:
            title.insert(0, line)
            return title, note
        elif _is_title(line, page.page.width, grid, words):
            title.insert(0, line)
        elif title and len(line.text) < _LABEL and words.match("body_start", line.text):
            return [], note
        else:
            break
        edge, allowed = line.top, _NEXT_GAP
    return [line for line in title if line.bold], note


def _at_foot(
    page: PageLines, grid: Grid, rules: TableRules, words: HeadRules
) -> tuple[list[PrintedLine], PrintedLine | None]:
    """The caption and the note on the unit that stand at the foot of the page before a table."""
    foot = max((line.bottom for line in page.lines), default=0.0)
    title, note = _above(page, replace(grid, top=foot), rules, words)
    return (title if title and rules.caption.match(title[0].text) else []), note


def _is_title(line: PrintedLine, width: float, grid: Grid, words: HeadRules) -> bool:
    middle = (line.x0 + line.x1) / 2
    off = min(abs(middle - width / 2), abs(middle - (grid.x0 + grid.x1) / 2))
    return (
        line.bold
        and off < _OFF_CENTRE * width
        and len(line.text) < _TITLE
        and not line.text.endswith((".", ":", ";", ","))
        and words.match("body_start", line.text) is None
    )


def captioned(blocks: list[Paragraph], cells: Sequence[CellPart], rules: TableRules) -> TablePart:
    """A table of a file without pages; the paragraphs right before it become its caption and note on the unit."""
    note = _last_text(blocks, rules.unit_note)
    if note is not None:
        blocks[-1] = replace(blocks[-1], kind="unit_note")
    before = blocks[:-1] if note is not None else blocks
    caption = _last_text(before, rules.caption)
    if caption is not None:
        blocks[len(before) - 1] = replace(before[-1], kind="caption")
    return finish_table(cells, caption, note, rules)


def _last_text(blocks: Sequence[Paragraph], rule: regex.Pattern[str]) -> str | None:
    """The text of the last paragraph when the rule matches it."""
    last = blocks[-1] if blocks else None
    fits = last is not None and last.kind in {"paragraph", "list_item"} and len(last.text) < _TITLE
    return last.text if last is not None and fits and rule.match(last.text) else None


def with_tables(
    items: Sequence[PrintedLine | Paragraph], tables: Sequence[Placed], page: int
) -> list[PrintedLine | Paragraph]:
    """The items of a page with its tables before the first of them that stands lower."""
    waiting = sorted((table for table in tables if table.page == page), key=lambda table: table.top)
    done: list[PrintedLine | Paragraph] = []
    for item in items:
        while waiting and _height(item) > waiting[0].top:
            done.extend(waiting.pop(0).paragraphs)
        done.append(item)
    return [*done, *(paragraph for table in waiting for paragraph in table.paragraphs)]


def _height(item: PrintedLine | Paragraph) -> float:
    """Where an item begins; furniture never holds a table back."""
    if isinstance(item, PrintedLine):
        return item.top
    if item.printed is not None or not item.lines:
        return float("-inf")
    return item.lines[0].top
