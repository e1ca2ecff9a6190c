"""One indicator across reports and periods."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trichluc.language.letters import fold
from trichluc.store.readers import connect

_ROWS = """
SELECT coalesce(strftime(n.period_end, '%d/%m/%Y'), 'không rõ'), coalesce(d.issuer, d.source), n.value, n.text,
       n.noun
FROM numbers n JOIN documents d USING (doc_id)
LEFT JOIN sections s ON s.doc_id = n.doc_id AND s.section_id = n.section_id
WHERE n.noun IS NOT NULL AND n.unit IS DISTINCT FROM '%' AND coalesce(s.role, '') NOT IN ('plan', 'proposal')
ORDER BY n.period_end NULLS LAST, d.source, n.char_start
"""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What one report says of it. `period` is the last day, `written` the words of the report."""

    period: str
    issuer: str
    value: float
    written: str


def indicators(output: str | Path, noun: str) -> list[Indicator]:
    """The numbers of a noun (or of longer phrases that begin with it), by period; what is planned is left out."""
    wanted = fold(noun)
    with connect(output) as connection:
        rows = connection.execute(_ROWS).fetchall()
    return [Indicator(*row) for *row, said in rows if f"{fold(said)} ".startswith(f"{wanted} ")]
