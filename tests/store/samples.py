"""Reports made of nothing: every table has rows, every column every kind of value that its type allows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Mapping
from hashlib import sha256
from typing import Union, get_args, get_origin, get_type_hints

from trichluc.report import Report
from trichluc.store.schemas import DOCUMENT_TABLES, ROW_CLASSES

_TEXT = ("Báo cáo", "Quyết định số 766/QĐ-TTg", "", "=1+1", "dòng\tcó tab", "ĐẶNG THỊ ƯỚC", "𝄞 ngoài BMP")


def sample_report(source: str, rows: int = 3, data: bytes | None = None) -> Report:
    """A report whose rows depend on its source alone."""
    doc_id = sha256(data if data is not None else source.encode()).hexdigest()
    filled = {table: tuple(_row(table, n, doc_id, source) for n in range(rows)) for table in DOCUMENT_TABLES}
    (document, *_) = filled.pop("documents")
    return Report(document=document, **filled)


def _row(table: str, number: int, doc_id: str, source: str) -> object:
    row_class = ROW_CLASSES[table]
    return _fill(row_class, f"{source}/{table}/{number}", {"doc_id": doc_id, "source": source, "outcome": "noted"})


def _fill(row_class: type, seed: str, fixed: Mapping[str, object]) -> object:
    hints = get_type_hints(row_class)
    values = {
        f.name: fixed.get(f.name, _value(hints[f.name], f"{seed}/{f.name}")) for f in dataclasses.fields(row_class)
    }
    return row_class(**values)


def _value(hint: object, seed: str) -> object:
    pick = int.from_bytes(sha256(seed.encode()).digest()[:4], "big")
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(a for a in get_args(hint) if a is not type(None))
        return None if pick % 3 == 0 else _value(inner, seed)
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], f"{seed}/{n}") for n in range(pick % 3))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _fill(hint, seed, {})
    scalars: Mapping[object, object] = {
        str: _TEXT[pick % len(_TEXT)],
        int: pick % 1000,
        float: (pick % 10_000) / 8,
        bool: pick % 2 == 0,
        dt.date: dt.date(1945, 9, 2) + dt.timedelta(days=pick % 30_000),
    }
    return scalars.get(hint, "text_layer")
