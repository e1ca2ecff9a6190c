"""What reports contradict one another in: findings that no report has by itself."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from trichluc.report import Box, Finding

# Numbers that several reports give differently; which of them are of one indicator, the audit decides.
_READINGS = """
WITH candidates AS (
    SELECT n.* FROM read_parquet($numbers) n
    LEFT JOIN read_parquet($sections) s ON s.doc_id = n.doc_id AND s.section_id = n.section_id
    WHERE n.kind IN ('count', 'measure') AND n.value_max IS NULL AND n.modifier IS NULL
    AND (n.comparison IS NULL OR n.comparison = 'level') AND n.period_end IS NOT NULL AND n.noun LIKE '% %'
    AND coalesce(s.role, '') NOT IN ('plan', 'proposal')
), said AS (
    SELECT lower(noun) AS noun, unit, period_end FROM candidates GROUP BY ALL
    HAVING count(DISTINCT doc_id) > 1 AND count(DISTINCT value) > 1
)
SELECT n.doc_id, d.source, d.issuer, d.parent_issuer, d.province, d.symbol, n.number_id, n.char_start, n.char_end,
       n.text, n.page, n.value, n.unit, n.noun, n.comparison, n.period_start, n.period_end, n.boxes
FROM candidates n JOIN read_parquet($documents) d USING (doc_id)
WHERE EXISTS (SELECT 1 FROM said s WHERE s.noun = lower(n.noun) AND s.unit IS NOT DISTINCT FROM n.unit
              AND s.period_end = n.period_end)
ORDER BY d.source, n.doc_id, n.char_start
"""


def between_reports(staged: Path) -> tuple[Finding, ...]:
    """The findings between the reports of a snapshot in the making."""
    if _count(staged / "documents") < 2 or not _count(staged / "numbers"):
        return ()
    found = _candidates(staged)
    if not found:
        return ()
    # What follows loads the rules, which no other step of a commit needs.
    from trichluc.audit.indicators import KIND, Reading, conflicts
    from trichluc.audit.kinds import load_kinds, load_number_words
    from trichluc.rules import open_package

    package = open_package()
    kinds = load_kinds(package, "between.toml")
    names = [field.name for field in fields(Reading)]
    readings = (
        Reading(**dict(zip(names, (*row, tuple(Box(**box) for box in boxes or ())), strict=True)))
        for *row, boxes in found
    )
    return conflicts(readings, kinds[KIND], load_number_words(package)) if KIND in kinds else ()


def _candidates(staged: Path) -> list[tuple[Any, ...]]:
    import duckdb

    tables = {name: str(staged / name / "*.parquet") for name in ("numbers", "sections", "documents")}
    with duckdb.connect() as connection:
        return connection.execute(_READINGS, tables).fetchall()


def _count(folder: Path) -> int:
    return sum(pq.read_metadata(path).num_rows for path in folder.glob("*.parquet"))
