"""Do the sums of a table agree? A row of totals is held against the rows that it adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from trichluc.audit.arithmetic import written
from trichluc.audit.kinds import NumberWords, Slip
from trichluc.report import TableCell

_GROUP = re.compile(r"[IVX]+|[A-ZĐ]")
_BELOW = re.compile(r"\d+(?:\.\d+)+|[-+*•]|[a-zđ]\)?")
_DECIMALS = re.compile(r",(\d+)")
_NEAR = 0.3
"""A sum that misses by more is no slip of the pen but another kind of row."""

Row = dict[int, TableCell]


def table_slips(cells: Sequence[TableCell], words: NumberWords) -> Iterator[Slip]:
    """Totals that are not the sum of their column. A table in which no column adds up has rows of other kinds."""
    for _, found in groupby(sorted(cells, key=lambda c: (c.table_id, c.row, c.col)), key=lambda c: c.table_id):
        rows = _rows(list(found))
        totals = [row for row in rows if _is_total(row, words)]
        if len(totals) == 1 and len(rows) > 2:
            yield from _slips(totals[0], _added([row for row in rows if row is not totals[0]]))


def _rows(cells: Sequence[TableCell]) -> list[Row]:
    body = [cell for cell in cells if not cell.is_header]
    return [{cell.col: cell for cell in row} for _, row in groupby(body, key=lambda c: c.row)]


def _is_total(row: Row, words: NumberWords) -> bool:
    labels = [cell.text.strip(" .:*") for _, cell in sorted(row.items())[:2]]
    return any(words.total.fullmatch(label) for label in labels)


def _added(rows: list[Row]) -> list[Row]:
    """The rows that a total adds up: those of the highest level."""
    firsts = [_first(row) for row in rows]
    if any(_GROUP.fullmatch(first) for first in firsts):
        return [row for row, first in zip(rows, firsts, strict=True) if _GROUP.fullmatch(first)]
    return [row for row, first in zip(rows, firsts, strict=True) if not _BELOW.fullmatch(first)]


def _first(row: Row) -> str:
    return row[min(row)].text.strip(" .")


def _slips(total: Row, rows: list[Row]) -> Iterator[Slip]:
    checked = [(cell, _sum(rows, cell.col)) for cell in total.values() if cell.value is not None and cell.unit != "%"]
    judged = [(cell, right) for cell, right in checked if right is not None and cell.value]
    for cell, right in judged:
        value = cell.value or 0.0
        if abs(right - value) > _allowed(cell, rows) and abs(right - value) <= _NEAR * abs(value):
            facts = {"whole": cell.text.strip(), "right": written(right)}
            yield Slip("total_mismatch", cell.char_start, cell.char_end, facts, (cell.table_id,))


def _sum(rows: list[Row], col: int) -> float | None:
    values = [row[col].value for row in rows if col in row]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) > 1 and len(known) == len(rows) else None


def _allowed(cell: TableCell, rows: list[Row]) -> float:
    texts = [cell.text, *(row[cell.col].text for row in rows if cell.col in row)]
    decimals = max((len(m[1]) for text in texts if (m := _DECIMALS.search(text))), default=0)
    return 0.5 * 10.0**-decimals * len(texts) if decimals else 0.5
