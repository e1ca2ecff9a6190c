"""Tables that are made of the rows of all documents together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from trichluc.store.columns import record_batch

if TYPE_CHECKING:
    from trichluc.audit.register import Mention


def derive(staged: Path) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """The derived tables of a snapshot in the making."""
    from trichluc.audit.register import register  # it loads the rules' machinery, which no other step of a run needs

    cited = register(_mentions(staged / "citations"))
    return {"cited_documents": [record_batch("cited_documents", cited)] if cited else []}


def _mentions(folder: Path) -> Iterator[Mention]:
    from trichluc.audit.register import Mention

    columns = [field.name for field in fields(Mention)]
    for path in sorted(folder.glob("*.parquet")):
        table = pq.ParquetFile(path).read(columns=columns)
        known = table.filter(pc.is_valid(table["target_id"])).to_pydict()
        yield from (Mention(*row) for row in zip(*(known[name] for name in columns), strict=True))
