"""Reading the tables back: as DataFrames, as rows, with SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trichluc.errors import NoDataset
from trichluc.host import current_snapshot
from trichluc.store.schemas import ROW_CLASSES

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Row = Mapping[str, Any]

# Offsets count code points from 0, the function counts them from 1.
_SECTION_TEXT = """
CREATE VIEW section_text AS
SELECT s.*, substring(d.text, s.char_start + 1, s.char_end - s.char_start) AS text
FROM sections s JOIN documents d USING (doc_id)
"""

# One line for each number, with what it counts, of what period, in what role, in which report.
_INDICATORS = """
CREATE VIEW indicators AS
SELECT lower(n.noun) AS noun, n.unit, s.role, n.period_start, n.period_end, n.value, n.value_max, n.denominator, n.kind,
       n.comparison, d.issuer, d.date_end AS report_date, d.source, n.page, n.text, n.doc_id, n.number_id
FROM numbers n JOIN documents d USING (doc_id)
LEFT JOIN sections s ON s.doc_id = n.doc_id AND s.section_id = n.section_id
WHERE n.noun IS NOT NULL
ORDER BY noun, n.unit, s.role, n.period_end NULLS LAST, d.source, n.char_start
"""


def open_snapshot(output: str | Path) -> Path:
    """The folder of the current snapshot, resolved once so that all tables read from it agree."""
    snapshot = current_snapshot(Path(output))
    if snapshot is None:
        raise NoDataset(f"{output}: holds no tables")
    return snapshot


def tables(output: str | Path) -> dict[str, pd.DataFrame]:
    """Every table of the current snapshot as a DataFrame, by name. Days are `datetime.date`."""
    import pyarrow.parquet as pq

    snapshot = open_snapshot(output)
    return {name: pq.read_table(snapshot / name).to_pandas() for name in ROW_CLASSES}


def rows(snapshot: Path, table: str, columns: Sequence[str] | None = None) -> list[Row]:
    """All rows of one table of a snapshot, in order."""
    import pyarrow.parquet as pq

    found: list[Row] = pq.read_table(snapshot / table, columns=columns).to_pylist()
    return found


def connect(output: str | Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection with a view for each table of one snapshot, and two more.

    `section_text` has the words of each section, `indicators` lines up the same number across reports and periods.
    """
    import duckdb

    snapshot = open_snapshot(output)
    connection = duckdb.connect()
    for name in ROW_CLASSES:
        connection.read_parquet(str(snapshot / name / "*.parquet")).create_view(name)
    connection.execute(_SECTION_TEXT)
    connection.execute(_INDICATORS)
    return connection
