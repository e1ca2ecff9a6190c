"""The Arrow schema of every table, derived from the dataclass of its rows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import types
from collections.abc import Mapping
from functools import lru_cache
from typing import Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from trichluc import report

ROW_CLASSES: Mapping[str, type] = {
    "documents": report.Document,
    "pages": report.PageRow,
    "lines": report.Line,
    "blocks": report.Block,
    "sections": report.Section,
    "footnotes": report.Footnote,
    "citations": report.Citation,
    "dates": report.DateMention,
    "numbers": report.Quantity,
    "tables": report.Table,
    "table_cells": report.TableCell,
    "cited_documents": report.CitedDocument,
    "findings": report.Finding,
    "problems": report.Problem,
    "files": report.InputFile,
}
"""Table name → class of its rows."""

DERIVED_TABLES = ("cited_documents",)
"""Made of the rows of all documents together."""
PART_TABLES = tuple(name for name in ROW_CLASSES if name not in DERIVED_TABLES)
"""Made file by file."""
DOCUMENT_TABLES = tuple(name for name in PART_TABLES if name != "files")
"""What reading one document yields."""

_SCALARS: Mapping[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    dt.date: pa.date32(),
}
# Geometry needs no more than single precision; sizes and printed numbers can exceed 32 bits.
_BY_NAME: Mapping[tuple[type, str], pa.DataType] = {
    **{(float, n): pa.float32() for n in ("x0", "top", "x1", "bottom", "width", "height", "indent", "ocr_confidence")},
    **{(int, n): pa.int64() for n in ("n_bytes", "number")},
}


@lru_cache
def schema(table: str) -> pa.Schema:
    """The columns of a table, in the order of the fields of its row class."""
    return pa.schema(_fields(ROW_CLASSES[table]))


def schema_id() -> str:
    """Changes when any table's columns or their types do."""
    described = "\n".join(f"{table}\n{schema(table)}" for table in ROW_CLASSES)
    return hashlib.blake2b(described.encode(), digest_size=8).hexdigest()


def _fields(row_class: type, **by_name: pa.DataType) -> list[pa.Field]:
    hints = get_type_hints(row_class)
    return [_field(f.name, hints[f.name], by_name.get(f.name)) for f in dataclasses.fields(row_class)]


def _field(name: str, hint: object, wanted: pa.DataType | None) -> pa.Field:
    inner, nullable = _strip_none(hint)
    return pa.field(name, wanted or _arrow_type(inner, name), nullable)


def _arrow_type(hint: object, name: str = "") -> pa.DataType:
    if get_origin(hint) is tuple:
        return pa.list_(pa.field("element", _arrow_type(get_args(hint)[0]), nullable=False))
    if not isinstance(hint, type):  # a Literal: its values are strings
        return pa.string()
    if dataclasses.is_dataclass(hint):
        return pa.struct(_fields(hint, page=pa.int16()))
    return _BY_NAME.get((hint, name), _SCALARS[hint])


def _strip_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [a for a in get_args(hint) if a is not type(None)]
        return rest[0], len(rest) < len(get_args(hint))
    return hint, False
