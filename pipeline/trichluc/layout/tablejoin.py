"""Parts of one table on several pages: which belong together, and how they become one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from trichluc.language.letters import fold
from trichluc.language.numerals import read_amount
from trichluc.layout.cells import Rows, TableRules, head_rows, is_bold, rows_of, text_of
from trichluc.layout.gridcells import Part
from trichluc.layout.parts import CellPart

_SAME_EDGE = 6.0
"""Points: column edges of one table may differ by this much from page to page."""
_ALIKE = 0.85
"""Share of the letters of a head that are the same where a recogniser read it twice."""
_LEAST_NAMED = 4
"""So many rows tell that each has a name."""
_END_MARKS = (".", ";", ":", "!")
_DIGITS, _LEAST_COUNT = 4, 3
"""Digits of the number of a row, fewer than; and so many rows tell that a column counts them."""


def chains_of(parts: Sequence[Sequence[Part]], rules: TableRules) -> list[list[Part]]:
    """Parts of one table: the last of a page and the first of the next with the same columns."""
    chains: list[list[Part]] = []
    for on_page in parts:
        for part in on_page:
            if chains and _continues(chains[-1][-1], part) and not _starts_anew(chains[-1], part, rules):
                chains[-1].append(part)
            else:
                chains.append([part])
    return chains


def _continues(before: Part, part: Part) -> bool:
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


def _starts_anew(chain: Sequence[Part], part: Part, rules: TableRules) -> bool:
    """Whether a part has a head of its own that is another than that of the table before it."""
    rows, before = rows_of(part.cells), rows_of(chain[0].cells)
    head = head_rows(rows, rules)
    if head in {0, rows.n_rows}:
        return False
    own = head_rows(before, rules)
    if own and _is_repeated(before, rows, 0, misread=True):
        return False
    return (
        own > 0
        and all(is_bold(cell) for cell in rows.by_row.get(0, ()) if text_of(cell))
        and _counts_from_one(rows, head)
    )


def _counts_from_one(rows: Rows, head: int) -> bool:
    cells = rows.by_row.get(head, ())
    return bool(cells) and text_of(cells[0]).strip(" .") == "1"


def joined(chain: Sequence[Part], rules: TableRules) -> list[CellPart]:
    """The cells of all parts as one table; repeated heads dropped, a row cut by the page break made whole."""
    edges = chain[0].edges
    for part in chain[1:]:
        edges = _shared_edges(edges, part.edges) or edges
    cells = _on_edges(chain[0], edges)
    for part in chain[1:]:
        cells = _append(cells, _on_edges(part, edges), rules)
    return cells


def _on_edges(part: Part, edges: Sequence[float]) -> list[CellPart]:
    """The cells of a part counted in the columns of the whole table."""
    if part.edges == edges:
        return part.cells
    left, base = part.edges[0], edges[0]
    where = [min(range(len(edges)), key=lambda n: abs(edges[n] - base - (x - left))) for x in part.edges]
    return [
        replace(cell, col=where[cell.col], col_span=max(where[cell.col + cell.col_span] - where[cell.col], 1))
        for cell in part.cells
    ]


def _append(cells: list[CellPart], more: list[CellPart], rules: TableRules) -> list[CellPart]:
    before, after = rows_of(cells), rows_of(more)
    drop = _repeated_head(before, after, rules)
    lone = _only_blank(before, after)
    if _is_blank(before, before.n_rows - 1) and (lone or _count_on(before, before.n_rows - 2, after, drop)):
        before = rows_of([cell for cell in cells if cell.row + 1 < before.n_rows])
        cells = list(before.cells)
    elif _is_blank(after, drop) and (lone or _count_on(before, before.n_rows - 1, after, drop + 1)):
        drop += 1
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


def _is_blank(rows: Rows, row: int) -> bool:
    """Whether a row holds nothing: by a page break the edge of the row before or after it."""
    cells = rows.by_row.get(row, ())
    return bool(cells) and not any(text_of(cell).strip() or cell.row_span > 1 for cell in cells)


def _only_blank(before: Rows, after: Rows) -> bool:
    """Whether a table has a single blank row: no row to be filled in, and none that parts others."""
    return sum(_is_blank(rows, row) for rows in (before, after) for row in range(rows.n_rows)) == 1


def _count_on(before: Rows, last: int, after: Rows, first: int) -> bool:
    """Whether the numbers of two rows follow one another: 6 and 7."""
    number, following = _first_number(before, last), _first_number(after, first)
    return number is not None and following == number + 1


def _first_number(rows: Rows, row: int) -> int | None:
    """The number in the first column of a row."""
    text = next((text_of(cell).strip(" .") for cell in rows.by_row.get(row, ()) if cell.col == 0), "")
    return int(text) if text.isdecimal() and len(text) < _DIGITS else None


def _repeated_head(before: Rows, after: Rows, rules: TableRules) -> int:
    """How many rows at the top of a part repeat the head of the table."""
    head = head_rows(before, rules)
    same = 0
    while same < min(max(head, 1), after.n_rows) and _is_repeated(before, after, same, misread=same < head):
        same += 1
    return same if _row_texts(after, 0) else 0


def _is_repeated(before: Rows, after: Rows, row: int, misread: bool) -> bool:
    """Whether a row says the same on both pages; of recognised heads (`misread`) a letter or two may differ."""
    one, other = _row_texts(before, row), _row_texts(after, row)
    if one == other:
        return True
    return (
        misread
        and _is_recognised(after.by_row.get(row, ()))
        and SequenceMatcher(None, " ".join(one), " ".join(other)).ratio() >= _ALIKE
    )


def _is_recognised(cells: Iterable[CellPart]) -> bool:
    return any(word.confidence is not None for cell in cells for line in cell.lines for word in line.words)


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
    if not all(old for old, _ in pairs) or any(read_amount(old) and read_amount(new) for old, new in pairs):
        return False
    return any(_runs_on(old, new) for old, new in pairs) or (
        (_counts_rows(before, rules) or _names_rows(before, rules)) and not any(read_amount(new) for _, new in pairs)
    )


def _counts_rows(rows: Rows, rules: TableRules) -> bool:
    """Whether the first column numbers every row, so that a row without a number cannot be one of its own."""
    head = head_rows(rows, rules)
    first = [text_of(cell).strip(" .") for cell in rows.cells if cell.col == 0 and cell.row >= head]
    names = [text_of(cell).strip() for cell in rows.cells if cell.col == 0 and cell.row < head]
    if not first or not all(first):
        return False
    return any(rules.ordinal_header.match(name) for name in names) or _are_counted(first)


def _names_rows(rows: Rows, rules: TableRules) -> bool:
    """Whether the first column has a name for every row, none for several rows."""
    head = head_rows(rows, rules)
    first = [cell for cell in rows.cells if cell.col == 0 and cell.row >= head]
    return len(first) >= _LEAST_NAMED and all(text_of(cell).strip() and cell.row_span == 1 for cell in first)


def _are_counted(texts: Sequence[str]) -> bool:
    """Whether texts count on from row to row: 1, 2, 3."""
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < _DIGITS]
    return len(numbers) == len(texts) >= _LEAST_COUNT and all(b == a + 1 for a, b in pairwise(numbers))


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
