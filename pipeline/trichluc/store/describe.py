"""What each table and column means, in Vietnamese and English: the lines of `columns.tsv`."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Description(NamedTuple):
    """One meaning in two languages."""

    vi: str
    en: str


def of_table(table: str) -> Description:
    """What a row of the table is."""
    return _all()[table, ""]


def of_column(table: str, column: str) -> Description:
    """What a column holds; a column that means the same everywhere is described once."""
    found = _all()
    return found.get((table, column)) or found["*", column]


@lru_cache(maxsize=1)
def _all() -> dict[tuple[str, str], Description]:
    with files("trichluc.store").joinpath("columns.tsv").open(encoding="utf-8") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["table"], row["column"]): Description(row["vi"], row["en"]) for row in rows}
