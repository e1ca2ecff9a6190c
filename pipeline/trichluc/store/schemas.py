"""The Arrow schema of every table."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

import pyarrow as pa

from trichluc.store.kinds import DERIVED_TABLES, DOCUMENT_TABLES, PART_TABLES, ROW_CLASSES, Field, Kind, columns

__all__ = ["DERIVED_TABLES", "DOCUMENT_TABLES", "PART_TABLES", "ROW_CLASSES", "arrow_type", "schema", "schema_id"]

_SCALARS: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "bool": pa.bool_(),
    "date32": pa.date32(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
}


@lru_cache
def schema(table: str) -> pa.Schema:
    """The columns of a table, in the order of the fields of its row class."""
    return pa.schema([_field(field) for field in columns(table)])


def schema_id() -> str:
    """Changes when any table's columns or their types do."""
    described = "\n".join(f"{table} {columns(table)}" for table in ROW_CLASSES)
    return hashlib.blake2b(described.encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=256)
def arrow_type(kind: Kind) -> pa.DataType:
    """The Arrow type of a kind of column."""
    match kind.name:
        case "list":
            return pa.list_(_field(kind.fields[0]))
        case "struct":
            return pa.struct([_field(field) for field in kind.fields])
        case name:
            return _SCALARS[name]


def _field(field: Field) -> pa.Field:
    return pa.field(field.name, arrow_type(field.kind), field.nullable)
