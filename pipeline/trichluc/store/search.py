"""Full-text search over the paragraphs of an output: with diacritics first, then without.

SQLite's FTS5 cannot fold đ, so the folded text is a column of its own. The index is built in memory when the page is
served and holds what the tables hold.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import duckdb

from trichluc.language.letters import fold, strip_marks
from trichluc.store.readers import open_snapshot

_PARAGRAPHS = """
SELECT b.doc_id, d.source, coalesce(d.symbol, d.subject, d.source) AS title, b.page, b.text
FROM read_parquet($blocks) b JOIN read_parquet($documents) d USING (doc_id) WHERE length(b.text) > 0
ORDER BY d.source, b.char_start
"""
_WORD = re.compile(r"[\w/.-]*\w", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that holds the words asked for."""

    doc_id: str
    source: str
    title: str
    page: int | None
    text: str


class SearchIndex:
    """The paragraphs of one snapshot. Safe to ask from several threads, one at a time."""

    def __init__(self, output: str | Path) -> None:
        snapshot = open_snapshot(output)
        files = {name: str(snapshot / name / "*.parquet") for name in ("blocks", "documents")}
        with duckdb.connect() as connection:
            rows = connection.execute(_PARAGRAPHS, files).fetchall()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.execute(
            "CREATE VIRTUAL TABLE paragraphs USING fts5(exact, bare, doc_id UNINDEXED, source UNINDEXED, "
            'title UNINDEXED, page UNINDEXED, text UNINDEXED, tokenize = "unicode61 remove_diacritics 0")'
        )
        self._connection.executemany(
            "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((fold(row[4]), strip_marks(row[4]).lower(), *row) for row in rows),
        )

    def find(self, question: str, limit: int = 50) -> list[Hit]:
        """Paragraphs that hold the words next to one another: exact spellings first, then without diacritics."""
        found: dict[tuple[object, ...], None] = {}
        for column, asked in (("exact", fold(question)), ("bare", strip_marks(question).lower())):
            words = " ".join(_WORD.findall(asked))
            if words:
                found |= dict.fromkeys(self._rows(column, words, limit))
        return [Hit(*row) for row in list(found)[:limit]]  # type: ignore[arg-type]

    def _rows(self, column: str, words: str, limit: int) -> list[tuple[object, ...]]:
        phrase = words.replace('"', '""')
        return self._connection.execute(
            "SELECT doc_id, source, title, page, text FROM paragraphs "
            "WHERE paragraphs MATCH ? ORDER BY rank, rowid LIMIT ?",
            (f'{column} : "{phrase}"', limit),
        ).fetchall()
