"""A report out of its tables: the same values that reading it gave."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Hashable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import pyarrow.compute as pc
import pyarrow.dataset as ds

from trichluc.errors import NoDataset
from trichluc.report import Report
from trichluc.store.readers import open_snapshot
from trichluc.store.schemas import DOCUMENT_TABLES, ROW_CLASSES

Value = TypeVar("Value")


def load_report(output: str | Path, doc_id: str) -> Report:
    """All rows of one document. Raises `NoDataset` when the output does not hold it."""
    snapshot = open_snapshot(output)
    rows = {table: _rows(snapshot, table, doc_id) for table in DOCUMENT_TABLES}
    documents = rows.pop("documents")
    if not documents:
        raise NoDataset(f"{output}: holds no document {doc_id[:12]}…")
    return Report(document=documents[0], **{table: tuple(found) for table, found in rows.items()})


def _rows(snapshot: Path, table: str, doc_id: str) -> list[Any]:
    found = ds.dataset(snapshot / table, format="parquet").to_table(filter=pc.field("doc_id") == doc_id)
    return [build(ROW_CLASSES[table], row) for row in found.to_pylist()]


def build(row_class: type[Value], row: dict[str, Any]) -> Value:
    """A value of a row class from the plain dictionary that Arrow gives."""
    hints = _hints(cast("Hashable", row_class))
    return row_class(**{name: _restore(hint, row.get(name)) for name, hint in hints})


@lru_cache
def _hints(row_class: Hashable) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(row_class)
    names = [f.name for f in dataclasses.fields(row_class)]  # type: ignore[arg-type]
    return tuple((name, hints[name]) for name in names)


def _restore(hint: Any, value: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(a for a in get_args(hint) if a is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_restore(get_args(hint)[0], item) for item in value or ())
    if dataclasses.is_dataclass(hint) and isinstance(hint, type) and value is not None:
        return build(hint, value)
    return value
