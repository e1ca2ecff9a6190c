"""From an act to every passage that cites it, over all reports of an output.

An act is asked for as people write it: a symbol (`57-NQ/TW`), a type and number with or without diacritics
(`nghi quyet 57`), a law's name, or an identifier. Exact spellings come before folded ones.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from trichluc.language.letters import fold, strip_marks
from trichluc.store.readers import open_snapshot

_AROUND = 160
_NUMBER = re.compile(r"\d+[a-zđ]?(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the register, and how well it answers the question (0 exact, 1 exact but for marks, 2 partly)."""

    target_id: str
    doc_type: str | None
    symbol: str | None
    name: str | None
    date: dt.date | None
    issuer: str | None
    n_citations: int
    n_documents: int
    rank: int

    @property
    def title(self) -> str:
        """The act as a heading names it: a law by its name, other acts by type and symbol."""
        if self.name:
            number = self.symbol or (str(self.date.year) if self.date else "")
            return f"{self.name} ({number})" if number and number not in self.name else self.name
        kind = (self.doc_type or "").capitalize()
        return f"{kind} {self.symbol}".strip() if self.symbol else self.target_id


@dataclass(frozen=True, slots=True)
class Passage:
    """One mention with the words around it; `…` stands where the paragraph goes on."""

    target_id: str
    doc_id: str
    source: str
    doc_symbol: str | None
    doc_date: dt.date | None
    issuer: str | None
    page: int | None
    section_path: str | None
    section_title: str | None
    role: str | None
    before: str
    text: str
    after: str
    form: str
    relation: str | None
    char_start: int
    char_end: int
    page_size: tuple[float, float] | None
    boxes: tuple[tuple[int, float, float, float, float], ...]


def find_acts(output: str | Path, question: str, limit: int = 20) -> list[Act]:
    """The acts that a question may mean: all of the best rank, the most cited first."""
    rows = _register(output)
    acts = [Act(*(*row[:8], rank)) for row in rows if (rank := _rank(question, row)) is not None]
    acts.sort(key=lambda act: (act.rank, -act.n_citations, act.target_id))
    best = acts[0].rank if acts else 0
    return [act for act in acts if act.rank == best][:limit]


def acts_by_id(output: str | Path, targets: Sequence[str]) -> list[Act]:
    """The acts with these identifiers."""
    return [Act(*(*row[:8], 0)) for row in _register(output) if row[0] in targets]


def _register(output: str | Path) -> list[Sequence[Any]]:
    with duckdb.connect() as connection:
        return connection.execute(
            "SELECT target_id, doc_type, coalesce(symbol, number), name, date, issuer, n_citations, n_documents, "
            "variants FROM read_parquet(?)",
            [_files(open_snapshot(output), "cited_documents")],
        ).fetchall()  # type: ignore[return-value]


def _files(snapshot: Path, table: str) -> str:
    return str(snapshot / table / "*.parquet")


def _rank(question: str, row: Sequence[Any]) -> int | None:
    target, doc_type, symbol, name = row[0], str(row[1] or ""), str(row[2] or ""), str(row[3] or "")
    if question == target:
        return 0
    names = [n for n in (symbol, f"{doc_type} {symbol}", f"{doc_type} số {symbol}", name) if n.strip()]
    variants = row[8] if isinstance(row[8], list) else []
    exact = {_key(n) for n in (*names, *map(str, variants))}
    if _key(question) in exact:
        return 0
    bare = strip_marks(_key(question))
    if bare in {strip_marks(n) for n in exact}:
        return 1
    return 2 if _answers(bare, doc_type, symbol, name) else None


def _key(text: str) -> str:
    return re.sub(r"\s*[-–/_]+\s*", "-", re.sub(r"\bsố\s+", "", fold(text))).strip()


def _answers(bare: str, doc_type: str, symbol: str, name: str) -> bool:
    """Whether type and number agree (`nghi quyet 57`), or every word of the question stands in the name."""
    kind = strip_marks(fold(doc_type))
    rest = bare.removeprefix(kind).strip()
    number = _NUMBER.match(strip_marks(fold(symbol)).lstrip("0"))
    if kind and bare.startswith(kind) and number and rest.lstrip("0") == number.group():
        return True
    words = set(bare.split())
    return bool(name) and len(words) > 1 and words <= set(strip_marks(fold(name)).split())


_PASSAGES = """
SELECT c.target_id, c.doc_id, d.source, d.symbol, d.date_start, d.issuer, c.page, s.path, s.title, s.role,
       substr(d.text, greatest(c.char_start - $around, 0) + 1, least(c.char_start, $around)) AS before,
       c.text, substr(d.text, c.char_end + 1, $around) AS after, c.form, c.relation, c.char_start, c.char_end,
       p.width, p.height, c.boxes
FROM read_parquet($citations) c
JOIN read_parquet($documents) d USING (doc_id)
LEFT JOIN read_parquet($sections) s ON s.doc_id = c.doc_id AND s.section_id = c.section_id
LEFT JOIN read_parquet($pages) p ON p.doc_id = c.doc_id AND p.page = c.page
WHERE list_contains($targets, c.target_id)
ORDER BY d.date_start NULLS LAST, d.source, c.char_start
"""


def passages(output: str | Path, targets: Sequence[str]) -> list[Passage]:
    """Every mention of the acts, by the date of the report, then by its place."""
    snapshot = open_snapshot(output)
    values = {name: _files(snapshot, name) for name in ("citations", "documents", "sections", "pages")}
    with duckdb.connect() as connection:
        rows = connection.execute(_PASSAGES, {**values, "targets": list(targets), "around": _AROUND}).fetchall()
    return [_passage(row) for row in rows]


def _passage(row: Sequence[Any]) -> Passage:
    *facts, before, text, after, form, relation, start, end, width, height, boxes = row
    around = _left(before.rpartition("\n")[2]), text, _right(after.partition("\n")[0])
    placed = tuple((b["page"], b["x0"], b["top"], b["x1"], b["bottom"]) for b in boxes or ())
    size = (width, height) if width else None
    return Passage(*(*facts, *around, form, relation, start, end, size, placed))


def _left(words: str) -> str:
    """The words before a mention, without one that is cut."""
    return f"… {words.partition(' ')[2]}" if len(words) == _AROUND else words


def _right(words: str) -> str:
    return f"{words.rpartition(' ')[0]} …" if len(words) == _AROUND else words
