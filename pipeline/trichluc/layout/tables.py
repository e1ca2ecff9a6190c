"""Grids and lines of pages to tables: words into cells, parts of one table joined across pages, captions found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import regex

from trichluc.language.letters import fold
from trichluc.language.numerals import read_amount
from trichluc.layout.cells import Rows, TableRules, finish_table, head_rows, is_bold, rows_of, text_of
from trichluc.layout.furniture import PageLines
from trichluc.layout.headlines import motto_start
from trichluc.layout.headwords import HeadRules
from trichluc.layout.lines import LineMark, PrintedLine, make_line
from trichluc.layout.parts import CellPart, Paragraph, TablePart
from trichluc.source import Grid, GridCell, Word

_SAME_EDGE = 6.0
"""Points: column edges of one table may differ by this much from page to page."""
_CAPTION_LINES = 4
_FIRST_GAP, _NEXT_GAP = 2.4, 1.3
"""In type sizes: white space between a table and the line above it, and between the lines of a caption."""
_OFF_CENTRE = 0.08
"""Share of the page's width by which a centred line may miss the middle of the table or page."""
_TITLE = 200
_END_MARKS = (".", ";", ":", "!")


@dataclass(slots=True)
class _Part:
    """A grid filled with lines; `first` and `last` tell whether it opens or closes the lines of its page."""

    page: int
    grid: Grid
    edges: list[float]
    cells: list[CellPart]
    lines: set[int]
    first: bool = False
    last: bool = False


@dataclass(slots=True)
class Placed:
    """A finished table with its caption lines: `top` is where its first part begins on its page."""

    page: int
    top: float
    paragraphs: list[Paragraph] = field(default_factory=list)


def take_tables(pages: Sequence[PageLines], rules: TableRules, words: HeadRules) -> list[Placed]:
    """Move the words of all tables out of `lines`; the tables come back with the places where they belong."""
    parts = [_page_parts(page, words) for page in pages]
    chains = _chains(parts, rules)
    placed = []
    for chain in chains:
        cells = _joined(chain, rules)
        if len(chain) == 1 and not _is_table(chain[0], cells):
            continue
        for part in chain:
            _remove(pages, part)
        placed.append((chain[0], cells))
    for page in pages:
        page.lines[:] = [line for line in page.lines if line.words]
    return [_with_caption(pages, part, cells, rules, words) for part, cells in placed]


# ---- words into cells ------------------------------------------------------------------------------------------


def _page_parts(page: PageLines, words: HeadRules) -> list[_Part]:
    parts = [part for grid in page.page.grids if (part := _fill(page, grid)) and not _is_frame(part, words)]
    if parts:
        inside = {n for part in parts for n in part.lines}
        outside = [line for n, line in enumerate(page.lines) if n not in inside]
        first, last = parts[0].grid, parts[-1].grid
        parts[0].first = not any(line.bottom < first.top + 0.5 * line.size for line in outside)
        parts[-1].last = not any(line.top > last.bottom - 0.5 * line.size for line in outside)
    return parts


def _fill(page: PageLines, grid: Grid) -> _Part | None:
    finder = _Finder(grid)
    lines: dict[int, list[PrintedLine]] = {}
    touched: set[int] = set()
    for n, line in enumerate(page.lines):
        for at, piece in finder.split(line):
            if at is not None:
                lines.setdefault(at, []).append(piece)
                touched.add(n)
    if not touched:
        return None
    cells = [
        CellPart(cell.row, cell.col, cell.row_span, cell.col_span, lines=tuple(lines.get(at, ())))
        for at, cell in enumerate(grid.cells)
    ]
    edges = sorted({cell.x0 for cell in grid.cells} | {grid.x1})
    return _Part(page.page.number, grid, edges, cells, touched)


class _Finder:
    """Which cell of a grid a word stands in."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._tops = sorted({cell.top for cell in grid.cells})
        self._rows: list[list[tuple[float, int, GridCell]]] = [
            sorted((cell.x0, at, cell) for at, cell in enumerate(grid.cells) if cell.top <= top < cell.bottom)
            for top in self._tops
        ]

    def split(self, line: PrintedLine) -> list[tuple[int | None, PrintedLine]]:
        """A line cut where it leaves one cell for another; None for what stands beside the grid."""
        middle = (line.top + line.bottom) / 2
        grid = self._grid
        if not (grid.top - 1 < middle < grid.bottom + 1) or line.x1 < grid.x0 or line.x0 > grid.x1:
            return [(None, line)]
        groups: list[tuple[int | None, list[int]]] = []
        for n, word in enumerate(line.words):
            at = self.cell(word)
            if groups and (groups[-1][0] == at or (word.glued and groups[-1][0] is not None)):
                groups[-1][1].append(n)
            else:
                groups.append((at, [n]))
        if len(groups) == 1:
            return [(groups[0][0], line)]
        return [(at, _piece(line, taken[0], taken[-1] + 1)) for at, taken in groups]

    def cell(self, word: Word) -> int | None:
        """The index of the cell that holds the middle of a word."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        grid = self._grid
        if not (grid.x0 - 1 <= x <= grid.x1 + 1):
            return None
        row = self._rows[max(bisect_right(self._tops, y) - 1, 0)]
        at = max(bisect_right(row, x, key=lambda entry: entry[0]) - 1, 0)
        return row[at][1] if row else None


def _piece(line: PrintedLine, start: int, end: int) -> PrintedLine:
    """The words from `start` to `end` as a line of their own, with the marks that stand behind them."""
    words = line.words[start:end]
    whole = make_line(line.page, (replace(words[0], glued=False), *words[1:]))
    marks = tuple(
        LineMark(mark.at - start, mark.note) for mark in line.marks if start < mark.at <= end or mark.at == start == 0
    )
    return replace(whole, marks=marks)


def _is_frame(part: _Part, words: HeadRules) -> bool:
    """Whether a ruled letterhead or signature block was taken for a table."""
    texts = [text_of(cell) for cell in part.cells]
    if any(words.match("recipients", text) for text in texts):
        return True
    return any(motto_start(text.split()[:12], words) == 0 for text in texts)


def _is_table(part: _Part, cells: Sequence[CellPart]) -> bool:
    """A single row, or a single filled cell, is a frame for layout."""
    return len({cell.row for cell in cells}) > 1 and sum(bool(cell.lines) for cell in cells) > 1 and bool(part.edges)


def _remove(pages: Sequence[PageLines], part: _Part) -> None:
    """Take the words of a part off its page; a line that is used up is left without words until all are done."""
    page = next(page for page in pages if page.page.number == part.page)
    finder = _Finder(part.grid)
    for n in part.lines:
        rest = [word for word in page.lines[n].words if finder.cell(word) is None]
        page.lines[n] = make_line(part.page, rest) if rest else replace(page.lines[n], words=())


# ---- across pages ----------------------------------------------------------------------------------------------


def _chains(parts: Sequence[Sequence[_Part]], rules: TableRules) -> list[list[_Part]]:
    """Parts of one table: the last of a page and the first of the next with the same columns."""
    chains: list[list[_Part]] = []
    for on_page in parts:
        for part in on_page:
            if chains and _continues(chains[-1][-1], part) and not _starts_anew(chains[-1], part, rules):
                chains[-1].append(part)
            else:
                chains.append([part])
    return chains


def _continues(before: _Part, part: _Part) -> bool:
    if not (before.last and part.first and part.page == before.page + 1):
        return False
    return _shared_edges(before.edges, part.edges) is not None


def _shared_edges(one: Sequence[float], other: Sequence[float]) -> list[float] | None:
    """The edges of both, measured from the left border, when those of one are among those of the other."""
    first, second = [x - one[0] for x in one], [x - other[0] for x in other]
    few, many = sorted((first, second), key=len)
    if abs(first[-1] - second[-1]) > 2 * _SAME_EDGE:
        return None
    return many if all(min(abs(x - y) for y in many) <= _SAME_EDGE for x in few) else None


def _starts_anew(chain: Sequence[_Part], part: _Part, rules: TableRules) -> bool:
    """Whether a part has a head of its own that is another than that of the table before it."""
    rows, before = rows_of(part.cells), rows_of(chain[0].cells)
    head = head_rows(rows, rules)
    if head in {0, rows.n_rows}:
        return False
    own, old = head_rows(before, rules), _row_texts(rows, 0)
    if own and _row_texts(before, 0) == old:
        return False
    return (
        own > 0
        and all(is_bold(cell) for cell in rows.by_row.get(0, ()) if text_of(cell))
        and _counts_from_one(rows, head)
    )


def _counts_from_one(rows: Rows, head: int) -> bool:
    cells = rows.by_row.get(head, ())
    return bool(cells) and text_of(cells[0]).strip(" .") == "1"


def _joined(chain: Sequence[_Part], rules: TableRules) -> list[CellPart]:
    """The cells of all parts as one table; repeated heads dropped, a row cut by the page break made whole."""
    edges = chain[0].edges
    for part in chain[1:]:
        edges = _shared_edges(edges, part.edges) or edges
    cells = _on_edges(chain[0], edges)
    for part in chain[1:]:
        cells = _append(cells, _on_edges(part, edges), rules)
    return cells


def _on_edges(part: _Part, edges: Sequence[float]) -> list[CellPart]:
    """The cells of a part counted in the columns of the whole table."""
    left, base = part.edges[0], edges[0]
    where = [min(range(len(edges)), key=lambda n: abs(edges[n] - base - (x - left))) for x in part.edges]
    return [
        replace(cell, col=where[cell.col], col_span=max(where[cell.col + cell.col_span] - where[cell.col], 1))
        for cell in part.cells
    ]


def _append(cells: list[CellPart], more: list[CellPart], rules: TableRules) -> list[CellPart]:
    before, after = rows_of(cells), rows_of(more)
    drop = _repeated_head(before, after, rules)
    body = [c for c in after.cells if c.row >= drop]
    shift = before.n_rows - drop
    if drop < after.n_rows and _is_cut(before, after, drop, rules):
        cells = _merge_row(before, after.by_row.get(drop, ()))
        if any(c.row == drop and c.row_span > 1 for c in body):
            shift -= 1
            return [*cells, *(replace(c, row=c.row + shift) for c in body if c.row > drop)]
        body = [c for c in body if c.row > drop]
        shift -= 1
    return [*cells, *(replace(c, row=c.row + shift) for c in body)]


def _repeated_head(before: Rows, after: Rows, rules: TableRules) -> int:
    """How many rows at the top of a part repeat the head of the table."""
    head = max(head_rows(before, rules), 1)
    same = 0
    while same < min(head, after.n_rows) and _row_texts(before, same) == _row_texts(after, same):
        same += 1
    return same if _row_texts(after, 0) else 0


def _row_texts(rows: Rows, row: int) -> list[str]:
    return [folded for cell in rows.by_row.get(row, ()) if (folded := fold(text_of(cell)))]


def _is_cut(before: Rows, after: Rows, row: int, rules: TableRules) -> bool:
    """Whether a row goes on from the last row of the page before.

    Every filled cell begins in lower case, or the first does and the one above it has no end mark; or the first cell
    is empty under a filled one, and some cell goes on from one that has not come to its end, or rows are numbered.
    """
    cells = [cell for cell in after.by_row.get(row, ()) if text_of(cell).strip()]
    last = {cell.col: text_of(cell).strip() for cell in before.cells if cell.row + cell.row_span == before.n_rows}
    if not cells or not last:
        return False
    if all(_opens_low(text_of(cell)) for cell in cells):
        return True
    if not last.get(0):
        return False
    if cells[0].col == 0:
        return _opens_low(text_of(cells[0])) and not last[0].endswith(_END_MARKS)
    pairs = [(last.get(cell.col, ""), text_of(cell).strip()) for cell in cells]
    if not all(old for old, _ in pairs):
        return False
    return any(_runs_on(old, new) for old, new in pairs) or (
        _counts_rows(before, rules) and not any(read_amount(new) for _, new in pairs)
    )


def _counts_rows(rows: Rows, rules: TableRules) -> bool:
    """Whether the first column numbers every row, so that a row without a number cannot be one of its own."""
    head = head_rows(rows, rules)
    first = [text_of(cell).strip() for cell in rows.cells if cell.col == 0 and cell.row >= head]
    names = [text_of(cell).strip() for cell in rows.cells if cell.col == 0 and cell.row < head]
    return bool(first) and all(first) and any(rules.ordinal_header.match(name) for name in names)


def _opens_low(text: str) -> bool:
    first = text.strip()[:1]
    return first.islower() or first in ",.;)]"


def _runs_on(old: str, new: str) -> bool:
    """Whether a cell's text goes on from one without an end mark; figures under figures are rows of their own."""
    if old.count("(") > old.count(")"):
        return True
    if old.endswith(_END_MARKS) or new.startswith(("-", "+", "•", "*")):
        return False
    return _opens_low(new) or (read_amount(old) is None and new[0].isalpha())


def _merge_row(before: Rows, row: Iterable[CellPart]) -> list[CellPart]:
    """The cells with the lines of a cut row added to those of the last row."""
    added = {cell.col: cell for cell in row}
    merged = []
    for cell in before.cells:
        rest = added.get(cell.col) if cell.row + cell.row_span == before.n_rows else None
        merged.append(replace(cell, lines=(*cell.lines, *rest.lines)) if rest else cell)
    return merged


# ---- caption and place -----------------------------------------------------------------------------------------


def _with_caption(
    pages: Sequence[PageLines], part: _Part, cells: Sequence[CellPart], rules: TableRules, words: HeadRules
) -> Placed:
    page = next(page for page in pages if page.page.number == part.page)
    title, note = _above(page, part.grid, rules, words)
    if not title and part.first:
        title = _on_page_before(pages, page, rules)
    caption = " ".join(line.text for line in title) or None
    table = finish_table(cells, caption, note.text if note else None, rules)
    own = bool(title) and title[0].page == part.page and not _opens_document(pages, page, title)
    lines = [*(title if own else ()), *([note] if note else ())]
    placed = Placed(part.page, min([part.grid.top, *(line.top for line in lines)]))
    if own:
        placed.paragraphs.append(Paragraph("caption", tuple(title), align="center"))
    if note:
        placed.paragraphs.append(Paragraph("unit_note", (note,), align="right"))
    placed.paragraphs.append(Paragraph("table", table=table))
    page.lines[:] = [line for line in page.lines if not any(line is other for other in lines)]
    return placed


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
        else:
            break
        edge, allowed = line.top, _NEXT_GAP
    return [line for line in title if line.bold], note


def _on_page_before(pages: Sequence[PageLines], page: PageLines, rules: TableRules) -> list[PrintedLine]:
    """The caption that stands at the foot of the page before a table; it stays there as text."""
    at = pages.index(page)
    lines = pages[at - 1].lines if at else []
    last = max(lines, key=lambda line: line.baseline, default=None)
    return [last] if last and rules.caption.match(last.text) and len(last.text) < _TITLE else []


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
