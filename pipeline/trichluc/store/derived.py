"""Tables that are made of the rows of all documents together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from trichluc.store.between import between_reports
from trichluc.store.columns import record_batch
from trichluc.store.register import Mention, register

_COLUMNS = [field.name for field in fields(Mention)]


def derive(staged: Path) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """The derived tables of a snapshot in the making."""
    cited = register(_mentions(staged / "citations"))
    between = between_reports(staged)
    made = {"cited_documents": [record_batch("cited_documents", cited)] if cited else []}
    return made | ({"findings": [record_batch("findings", between)]} if between else {})


def _mentions(folder: Path) -> Iterator[Mention]:
    for path in sorted(folder.glob("*.parquet")):
        columns = pq.ParquetFile(path).read(columns=_COLUMNS).to_pydict()
        rows = zip(*(columns[name] for name in _COLUMNS), strict=True)
        yield from (mention for mention in (Mention(*row) for row in rows) if mention.target_id is not None)
