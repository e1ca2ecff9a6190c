"""What the cells of a table say: head rows, values and units. The same for tables of pages and of word processors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from trichluc.language.letters import fold
from trichluc.language.numerals import is_english_style, read_amount
from trichluc.layout.parts import CellPart, TablePart
from trichluc.rules import RulePackage, check, compile_rule, rule_source

_FILE = "tables.toml"
_YEAR = re.compile(r"(?:năm\s+)?(?:19|20)\d{2}", re.IGNORECASE)
_INDEX_ROWS = 5
"""The row that numbers the columns stands among the first so many."""
_HEAD_CELL = 160
"""Characters: a longer cell is content."""
_UNIT_WORDS = 2
_RULES = " |¦[]_"
"""What a recogniser makes of the rules of a table at the edges of a figure."""


@dataclass(frozen=True, slots=True)
class TableRules:
    """The patterns and units of `models/vi_trichluc/tables`."""

    caption: regex.Pattern[str]
    unit_note: regex.Pattern[str]
    index_cell: regex.Pattern[str]
    ordinal_header: regex.Pattern[str]
    unit_header: regex.Pattern[str]
    unit_in_header: regex.Pattern[str]
    units: frozenset[str]


def load_table_rules(package: RulePackage) -> TableRules:
    """Compile the patterns and try them on their examples."""
    patterns: dict[str, regex.Pattern[str]] = {}
    for entry in package.entries("tables", _FILE):
        rule = rule_source(entry, f"tables/{_FILE}")
        pattern = compile_rule(rule, str(entry["pattern"]))
        check(rule, lambda text, pattern=pattern: pattern.search(text) is not None)  # type: ignore[misc]
        patterns[rule.id] = pattern
    return TableRules(**patterns, units=frozenset(fold(row["written"]) for row in package.table("tables", "units.tsv")))


def text_of(cell: CellPart) -> str:
    """The words of a cell with single spaces."""
    return cell.text or " ".join(line.text for line in cell.lines)


def is_bold(cell: CellPart) -> bool:
    """Whether all lines of a cell are bold; unknown, hence False, without pages."""
    return bool(cell.lines) and all(line.bold for line in cell.lines)


@dataclass(frozen=True, slots=True)
class Rows:
    """Cells by the row in which they begin."""

    cells: Sequence[CellPart]
    n_rows: int
    n_cols: int
    by_row: Mapping[int, Sequence[CellPart]]


def rows_of(cells: Sequence[CellPart]) -> Rows:
    """The cells in order, counted and sorted into rows."""
    ordered = sorted(cells, key=lambda c: (c.row, c.col))
    by_row: dict[int, list[CellPart]] = {}
    for cell in ordered:
        by_row.setdefault(cell.row, []).append(cell)
    return Rows(
        ordered,
        max((c.row + c.row_span for c in ordered), default=0),
        max((c.col + c.col_span for c in ordered), default=0),
        by_row,
    )


def even_columns(cells: Sequence[CellPart]) -> list[CellPart]:
    """The cells without columns that no cell has to itself: the edges of one column may differ from row to row."""
    even = list(cells)
    while (sliver := _sliver(even)) is not None:
        even = [
            replace(cell, col=cell.col - (cell.col > sliver), col_span=cell.col_span - _covers(cell, sliver))
            for cell in even
        ]
    return even


def _sliver(cells: Sequence[CellPart]) -> int | None:
    """The first column in which all cells reach over into others."""
    alone = {cell.col for cell in cells if cell.col_span == 1}
    wide = {col for cell in cells for col in range(cell.col, cell.col + cell.col_span)}
    return min(wide - alone, default=None)


def _covers(cell: CellPart, col: int) -> bool:
    return cell.col <= col < cell.col + cell.col_span


# ---- head rows -------------------------------------------------------------------------------------------------


def head_rows(rows: Rows, rules: TableRules) -> int:
    """How many rows from the top are the head: up to the row that numbers the columns, else merged or plain heads."""
    marked = [c.row for c in rows.cells if c.is_header]
    if marked:
        return max(marked) + 1
    for at in range(1, min(_INDEX_ROWS, rows.n_rows)):
        if _numbers_columns(rows.by_row.get(at, ()), rows.n_cols, rules):
            return at + 1
    start = 0
    while start < rows.n_rows - 1 and _spans_all(rows.by_row.get(start, ()), rows.n_cols):
        start += 1
    top = rows.by_row.get(start, ())
    if not top or not _is_head(top, rows, start):
        return 0
    return _merged_end(top, rows, start)


def _numbers_columns(cells: Sequence[CellPart], n_cols: int, rules: TableRules) -> bool:
    """`1 2 3 4`, `A B 1 2`, `(1) (2) (3)=(2)/(1)`: in order, one for each column."""
    if len(cells) < max(3, n_cols - 1):
        return False
    found = [rules.index_cell.match(text_of(cell).strip()) for cell in cells]
    marks = [match["index"] for match in found if match]
    if len(marks) < len(cells):
        return False
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    letters = [mark.lower() for mark in marks if not mark.isdigit()]
    return len(numbers) + len(letters) == len(marks) and (
        all(b == a + 1 for a, b in pairwise(numbers)) and letters == sorted(set(letters))
    )


def _spans_all(cells: Sequence[CellPart], n_cols: int) -> bool:
    return len(cells) == 1 and cells[0].col_span == n_cols


def _is_head(top: Sequence[CellPart], rows: Rows, start: int) -> bool:
    """Whether a row names columns: several short cells, none of them a figure, set apart from the row below."""
    texts = [text_of(cell).strip() for cell in top]
    filled = [text for text in texts if text]
    if len(filled) < 2 or any(len(text) > _HEAD_CELL for text in filled):
        return False
    if any(_is_figure(text) for text in filled) or (filled[0][:1].isdigit() and not _YEAR.fullmatch(filled[0])):
        return False
    below = [c for row in range(start + 1, min(start + 3, rows.n_rows)) for c in rows.by_row.get(row, ())]
    apart = all(is_bold(c) for c in top if text_of(c)) or any(c.col_span > 1 or c.row_span > 1 for c in top)
    return apart or _differs(filled, below) or not below


def _is_figure(text: str) -> bool:
    """Whether a cell holds an amount; a year may name a column."""
    return read_amount(text) is not None and not _YEAR.fullmatch(text)


def _differs(filled: Sequence[str], below: Sequence[CellPart]) -> bool:
    """Figures, gaps or much longer cells below tell names of columns from content."""
    texts = [text_of(cell).strip() for cell in below]
    figures = any(_is_figure(text) for text in texts)
    longest = max((len(text) for text in texts), default=0)
    return figures or "" in texts or longest > 2 * max(len(text) for text in filled)


def _merged_end(top: Sequence[CellPart], rows: Rows, start: int) -> int:
    """The end of a head whose cells span several rows or stand above others."""
    end = start + max(cell.row_span for cell in top)
    below = rows.by_row.get(end, ()) if end == start + 1 else ()
    split = any(sum(c.col <= cell.col < c.col + c.col_span for cell in below) > 1 for c in top if c.col_span > 1)
    texts = [text_of(cell).strip() for cell in below]
    if split and not any(_is_figure(text) or len(text) > _HEAD_CELL for text in texts):
        end += 1
    return min(end, rows.n_rows)


# ---- values ----------------------------------------------------------------------------------------------------


def finish_table(cells: Sequence[CellPart], caption: str | None, unit_note: str | None, rules: TableRules) -> TablePart:
    """The table with head rows, values and units filled in."""
    rows = rows_of(even_columns(cells))
    head = head_rows(rows, rules)
    heads = _column_heads(rows, head)
    english = is_english_style(" ".join(text_of(cell) for cell in rows.cells))
    ordinal = {col for col, texts in heads.items() if any(rules.ordinal_header.match(text) for text in texts)}
    units = _Units(rows, head, heads, unit_note, rules)
    finished = []
    for cell in rows.cells:
        if cell.row < head:
            finished.append(replace(cell, is_header=True))
            continue
        value, unit = _value(text_of(cell), cell.col in ordinal, english)
        if value is not None and unit is None and cell.col not in ordinal:
            unit = units.of(cell)
        finished.append(cell if value is None else replace(cell, value=value, unit=unit))
    first = next((r for r in range(head) if not _spans_all(rows.by_row.get(r, ()), rows.n_cols)), 0)
    header = tuple(text for cell in rows.by_row.get(first, ()) if head and (text := text_of(cell).strip()))
    return TablePart(tuple(finished), rows.n_rows, rows.n_cols, header, caption, unit_note)


def _value(text: str, ordinal: bool, english: bool) -> tuple[float | None, str | None]:
    """The figure that a cell holds and its unit; in the column that counts rows whole numbers only."""
    plain = text.strip(_RULES)
    if ordinal:
        plain = plain.rstrip(".)")
        return (float(plain), None) if plain.isascii() and plain.isdigit() and len(plain) < 7 else (None, None)
    amount = read_amount(plain, english)
    if amount is None:
        return None, None
    value, unit = amount
    if unit is not None and len(unit.split()) > _UNIT_WORDS:
        return None, None
    return float(value), unit


def _column_heads(rows: Rows, head: int) -> dict[int, list[str]]:
    """The head cells above each column, from the top."""
    heads: dict[int, list[str]] = {}
    for cell in rows.cells:
        if cell.row < head:
            for col in range(cell.col, cell.col + cell.col_span):
                heads.setdefault(col, []).append(text_of(cell).strip())
    return heads


class _Units:
    """Where a figure's unit is written: its column's head, its row's unit column, the note above the table."""

    def __init__(
        self, rows: Rows, head: int, heads: Mapping[int, Sequence[str]], unit_note: str | None, rules: TableRules
    ) -> None:
        self._columns = {col: unit for col, texts in heads.items() if (unit := _in_heads(texts, rules))}
        self._rows: dict[int, str] = {}
        column = next((c for c, texts in heads.items() if any(rules.unit_header.match(t) for t in texts)), None)
        for cell in rows.cells:
            if cell.col == column and cell.row >= head and text_of(cell).strip():
                for row in range(cell.row, cell.row + cell.row_span):
                    self._rows[row] = text_of(cell).strip()
        note = rules.unit_note.match(unit_note) if unit_note else None
        self._note = note["unit"].strip() if note and "=" not in note["unit"] else None

    def of(self, cell: CellPart) -> str | None:
        """The unit of a figure in a cell; None when none is written."""
        return self._columns.get(cell.col) or self._rows.get(cell.row) or self._note


def _in_heads(texts: Sequence[str], rules: TableRules) -> str | None:
    """The unit in brackets in the lowest head of a column that has one."""
    for text in reversed(texts):
        match = rules.unit_in_header.search(text)
        if match and fold(match["unit"]) in rules.units:
            unit: str = match["unit"]
            return unit
    return None
