"""Rows that speak of a whole collection of reports: the files that were given, and the acts that they cite."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InputFile:
    """Row of `files`: a file that was given and what became of it.

    `outcome` is `read`, `partial`, `needs_ocr`, `skipped` or `duplicate`; `error` says why it was not fully read;
    `same_as` is the first file with the same bytes, which stands for all of them in the other tables.
    """

    source: str
    doc_id: str | None
    n_bytes: int | None
    outcome: str
    error: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """Row of `cited_documents`: a distinct document that the reports cite."""

    target_id: str
    doc_type: str | None
    symbol: str | None
    number: str | None
    year: int | None
    issuer_code: str | None
    issuer: str | None
    place: str | None
    date: dt.date | None
    name: str | None
    n_citations: int
    n_documents: int
    variants: tuple[str, ...]
