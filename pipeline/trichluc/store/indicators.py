"""One indicator across reports and periods."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trichluc.language.letters import fold
from trichluc.store.readers import connect

_ROWS = """
SELECT coalesce(strftime(n.period_end, '%d/%m/%Y'), 'không rõ'), coalesce(d.issuer, d.source), n.value, n.text,
       d.source, n.page, lower(n.noun), n.unit
FROM numbers n JOIN documents d USING (doc_id)
LEFT JOIN sections s ON s.doc_id = n.doc_id AND s.section_id = n.section_id
WHERE n.noun IS NOT NULL AND n.unit IS DISTINCT FROM '%' AND coalesce(s.role, '') NOT IN ('plan', 'proposal')
AND (n.comparison IS NULL OR n.comparison = 'level')
ORDER BY n.period_end NULLS LAST, d.source, n.char_start
"""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What one report says of it. `period` is the last day, `written` the words of the report."""

    period: str
    issuer: str
    value: float
    written: str
    source: str
    page: int | None
    noun: str
    unit: str | None


def indicators(output: str | Path, noun: str) -> dict[str, list[Indicator]]:
    """The numbers of a noun and of the longer phrases that begin with it, each by period; the noun itself comes first.

    What is planned and by how much something changed is left out.
    """
    wanted = fold(noun)
    with connect(output) as connection:
        rows = [Indicator(*row) for row in connection.execute(_ROWS).fetchall()]
    found: dict[str, list[Indicator]] = {}
    for row in rows:
        if f"{fold(row.noun)} ".startswith(f"{wanted} "):
            name = f"{row.noun} ({row.unit})" if row.unit else row.noun
            found.setdefault(name, []).append(row)
    return dict(sorted(found.items(), key=lambda item: (len(fold(item[1][0].noun)), -len(item[1]), item[0])))
