"""What kinds of columns the tables have, derived from the dataclasses of their rows. Needs no Arrow."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Union, get_args, get_origin, get_type_hints

from trichluc import report
from trichluc.store import rows

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
    "deletions": report.Deletion,
    "cited_documents": rows.CitedDocument,
    "findings": report.Finding,
    "problems": report.Problem,
    "files": rows.InputFile,
}
"""Table name → class of its rows."""

DERIVED_TABLES = ("cited_documents",)
"""Made of the rows of all documents together."""
PART_TABLES = tuple(name for name in ROW_CLASSES if name not in DERIVED_TABLES)
"""Made file by file."""
DOCUMENT_TABLES = tuple(name for name in PART_TABLES if name != "files")
"""What reading one document yields."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of column: a scalar by its name, `list` with one field, `struct` with its fields."""

    name: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A column, or a field of a struct."""

    name: str
    kind: Kind
    nullable: bool


_SCALARS: Mapping[type, Kind] = {
    str: Kind("string"),
    int: Kind("int32"),
    float: Kind("float64"),
    bool: Kind("bool"),
    dt.date: Kind("date32"),
}
# Geometry needs no more than single precision; sizes and printed numbers can exceed 32 bits.
_FLOAT32 = ("x0", "top", "x1", "bottom", "width", "height", "indent", "ocr_confidence")
_BY_NAME: Mapping[tuple[type, str], Kind] = {
    **{(float, name): Kind("float32") for name in _FLOAT32},
    **{(int, name): Kind("int64") for name in ("n_bytes", "number")},
}
_PAGE_IN_STRUCT = Kind("int16")


@lru_cache
def columns(table: str) -> tuple[Field, ...]:
    """The columns of a table, in the order of the fields of its row class."""
    return _fields(ROW_CLASSES[table])


def _fields(row_class: type, inside: bool = False) -> tuple[Field, ...]:
    hints = get_type_hints(row_class)
    return tuple(_field(f.name, hints[f.name], inside) for f in dataclasses.fields(row_class))


def _field(name: str, hint: object, inside: bool) -> Field:
    inner, nullable = _strip_none(hint)
    return Field(name, _PAGE_IN_STRUCT if inside and name == "page" else _kind(inner, name), nullable)


def _kind(hint: object, name: str) -> Kind:
    if get_origin(hint) is tuple:
        return Kind("list", (Field("element", _kind(get_args(hint)[0], ""), nullable=False),))
    if not isinstance(hint, type):  # a Literal: its values are strings
        return _SCALARS[str]
    if dataclasses.is_dataclass(hint):
        return Kind("struct", _fields(hint, inside=True))
    return _BY_NAME.get((hint, name), _SCALARS[hint])


def _strip_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [a for a in get_args(hint) if a is not type(None)]
        return rest[0], len(rest) < len(get_args(hint))
    return hint, False
