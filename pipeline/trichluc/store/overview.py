"""What an output holds, at a glance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb

from trichluc.store.readers import open_snapshot

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
