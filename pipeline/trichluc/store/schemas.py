"""The Arrow schema of every table, derived from the dataclass of its rows."""

from __future__ import annotations

import dataclasses
import datetime as dt
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
}
"""Table name → class of its rows."""

DOCUMENT_TABLES = tuple(name for name in ROW_CLASSES if name != "cited_documents")
"""The tables whose rows belong to one document each; the others are made of the whole dataset."""

_SCALARS: Mapping[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    dt.date: pa.date32(),
}
# Geometry needs no more than single precision; sizes and printed numbers can exceed 32 bits.
_BY_NAME: Mapping[str, pa.DataType] = {
    **dict.fromkeys(("x0", "top", "x1", "bottom", "width", "height", "indent", "ocr_confidence"), pa.float32()),
    **dict.fromkeys(("n_bytes", "number"), pa.int64()),
}


def arrow_type(hint: object, name: str = "") -> pa.DataType:
    """The Arrow type of an annotation; a field name may ask for another width of the same kind."""
    inner, _ = _strip_none(hint)
    if get_origin(inner) is tuple:
        return pa.list_(pa.field("element", arrow_type(get_args(inner)[0])))
    if isinstance(inner, type) and dataclasses.is_dataclass(inner):
        return pa.struct(_fields(inner, page=pa.int16()))
    if not isinstance(inner, type):  # a Literal: its values are strings
        return pa.string()
    scalar = _SCALARS[inner]
    wanted = _BY_NAME.get(name, scalar)
    same_kind = pa.types.is_integer(wanted) == pa.types.is_integer(scalar) and inner is not str
    return wanted if same_kind else scalar


def _strip_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [a for a in get_args(hint) if a is not type(None)]
        return rest[0], len(rest) < len(get_args(hint))
    return hint, False


def _fields(row_class: type, **by_name: pa.DataType) -> list[pa.Field]:
    hints = get_type_hints(row_class)
    return [
        pa.field(f.name, by_name.get(f.name) or arrow_type(hints[f.name], f.name), _strip_none(hints[f.name])[1])
        for f in dataclasses.fields(row_class)
    ]


@lru_cache
def schema(table: str) -> pa.Schema:
    """The columns of a table, in the order of the fields of its row class."""
    return pa.schema(_fields(ROW_CLASSES[table]))
