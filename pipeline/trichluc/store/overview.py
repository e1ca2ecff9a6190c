"""What an output holds, at a glance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb

from trichluc.store.readers import connect, open_snapshot

_DOCUMENTS = """
SELECT d.doc_id, coalesce(d.subject, d.symbol, d.source), d.issuer, d.date_start,
       (SELECT count(*) FROM read_parquet($citations) c WHERE c.doc_id = d.doc_id),
       (SELECT count(*) FROM read_parquet($numbers) n WHERE n.doc_id = d.doc_id),
       (SELECT count(*) FROM read_parquet($findings) f WHERE f.doc_id = d.doc_id)
FROM read_parquet($documents) d ORDER BY d.date_start NULLS LAST, d.source
"""
_PROBLEMS = "SELECT source, page, message FROM read_parquet($problems) WHERE outcome != 'noted' ORDER BY source, page"
_ACTS = "SELECT count(*) FROM read_parquet($cited_documents)"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One report in a list."""

    doc_id: str
    title: str
    issuer: str | None
    date: dt.date | None
    citations: int
    numbers: int
    findings: int


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem in a list."""

    source: str
    page: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The reports, the problems, and how many acts are cited."""

    documents: tuple[DocumentLine, ...]
    problems: tuple[ProblemLine, ...]
    n_acts: int


def overview(output: str | Path) -> Overview:
    """Read it from the current snapshot."""
    snapshot = open_snapshot(output)

    def files(*tables: str) -> dict[str, str]:
        return {table: str(snapshot / table / "*.parquet") for table in tables}

    with duckdb.connect() as connection:
        documents = connection.execute(_DOCUMENTS, files("documents", "citations", "numbers", "findings")).fetchall()
        problems = connection.execute(_PROBLEMS, files("problems")).fetchall()
        acts = connection.execute(_ACTS, files("cited_documents")).fetchone()
    return Overview(
        tuple(DocumentLine(*row) for row in documents),
        tuple(ProblemLine(*row) for row in problems),
        acts[0] if acts else 0,
    )


_SCANNED = """
SELECT source, text_origin = 'ocr' FROM read_parquet(?)
WHERE text_origin IN ('ocr', 'mixed') AND media_type = 'application/pdf' ORDER BY source
"""


def scanned(output: str | Path) -> list[tuple[str, bool]]:
    """The sources that hold scanned pages, and whether all their pages are scans."""
    files = str(open_snapshot(output) / "documents" / "*.parquet")
    with duckdb.connect() as connection:
        return connection.execute(_SCANNED, [files]).fetchall()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it stands for and how many."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A titled row of bars, the longest first or in the order of years."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def most(self) -> int:
        """The length of the longest bar, at least 1."""
        return max((bar.count for bar in self.bars), default=1)


_CHARTS = {
    "Loại văn bản / Kinds": "SELECT coalesce(doc_type, '–'), count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1",
    "Năm / Years": "SELECT coalesce(CAST(year(date_end) AS VARCHAR), '–'), count(*) FROM documents "
    "GROUP BY 1 ORDER BY 1",
    "Cơ quan / Issuers": "SELECT coalesce(issuer, '–'), count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1",
    "Nguồn chữ / Text from": "SELECT text_origin, count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1",
    "Văn bản được viện dẫn nhiều nhất / Most cited": "SELECT coalesce(name || coalesce(' (' || "
    "coalesce(symbol, CAST(year AS VARCHAR)) || ')', ''), coalesce(doc_type || ' ', '') || coalesce(symbol, number), "
    "target_id), n_citations FROM cited_documents ORDER BY n_citations DESC, target_id",
    "Điểm cần xem / Findings": "SELECT kind, count(*) FROM findings GROUP BY 1 ORDER BY 2 DESC, 1",
    "Chưa đọc được / Problems": "SELECT error, count(*) FROM problems WHERE outcome != 'noted' "
    "GROUP BY 1 ORDER BY 2 DESC, 1",
}
_TOTALS = """
SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM pages), (SELECT count(*) FROM citations),
       (SELECT count(*) FROM numbers)
"""


def charts(output: str | Path, longest: int = 15) -> tuple[tuple[int, ...], list[Chart]]:
    """(reports, pages, citations, numbers), and what they are as rows of at most `longest` bars."""
    with connect(output) as connection:
        totals = connection.execute(_TOTALS).fetchone() or (0, 0, 0, 0)
        drawn = {title: connection.execute(query).fetchall() for title, query in _CHARTS.items()}
    return totals, [Chart(title, tuple(Bar(*row) for row in rows[:longest])) for title, rows in drawn.items() if rows]
