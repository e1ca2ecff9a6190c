"""Rows to Arrow columns, a column at a time.

The buffers are filled here and not by `pyarrow.array`, which loads pandas when it is first called (0.7 s).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, chain
from operator import attrgetter

import numpy as np
import pyarrow as pa

from trichluc.report import Report
from trichluc.store.schemas import DOCUMENT_TABLES, schema

_EPOCH = dt.date(1970, 1, 1).toordinal()
_NUMPY: Mapping[pa.DataType, str] = {
    pa.int16(): "int16",
    pa.int32(): "int32",
    pa.int64(): "int64",
    pa.float32(): "float32",
    pa.float64(): "float64",
}


def record_batch(table: str, rows: Sequence[object]) -> pa.RecordBatch:
    """The rows of one table; every row is of the table's row class. Raises OverflowError for a number too large."""
    wanted = schema(table)
    columns = [_column(list(map(attrgetter(field.name), rows)), field.type) for field in wanted]
    return pa.RecordBatch.from_arrays(columns, schema=wanted)


def report_batches(report: Report) -> dict[str, pa.RecordBatch]:
    """All rows of one document, by table; a table without rows is left out."""
    rows = {"documents": (report.document,), **{t: getattr(report, t) for t in DOCUMENT_TABLES if t != "documents"}}
    return {table: record_batch(table, rows[table]) for table in DOCUMENT_TABLES if rows[table]}


def _column(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    if pa.types.is_list(kind):
        return _lists(values, kind)
    if pa.types.is_struct(kind):
        return _structs(values, kind)
    build = _BUILDERS.get(kind, _numbers)
    present = [value is not None for value in values]
    return build(values, kind, None if all(present) else _bits(present))


def _lists(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    offsets = _offsets(map(len, values))  # type: ignore[arg-type]
    flat: list[object] = list(chain.from_iterable(values))  # type: ignore[arg-type]
    child = _column(flat, kind.value_type)
    return pa.Array.from_buffers(kind, len(values), [None, offsets], children=[child])


def _structs(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    present = [value is not None for value in values]
    fields = [kind.field(i) for i in range(kind.num_fields)]
    columns = [_column([getattr(value, f.name, None) for value in values], f.type) for f in fields]
    return pa.Array.from_buffers(kind, len(values), [None if all(present) else _bits(present)], children=columns)


def _strings(values: Sequence[object], kind: pa.DataType, present: pa.Buffer | None) -> pa.Array:
    encoded = [b"" if value is None else str.encode(value) for value in values]  # type: ignore[arg-type]
    buffers = [present, _offsets(map(len, encoded)), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(kind, len(values), buffers)


def _booleans(values: Sequence[object], kind: pa.DataType, present: pa.Buffer | None) -> pa.Array:
    return pa.Array.from_buffers(kind, len(values), [present, _bits([bool(v) for v in values])])


def _dates(values: Sequence[object], kind: pa.DataType, present: pa.Buffer | None) -> pa.Array:
    days = [0 if value is None else value.toordinal() - _EPOCH for value in values]  # type: ignore[attr-defined]
    return pa.Array.from_buffers(kind, len(values), [present, pa.py_buffer(np.array(days, "int32"))])


def _numbers(values: Sequence[object], kind: pa.DataType, present: pa.Buffer | None) -> pa.Array:
    filled = values if present is None else [0 if value is None else value for value in values]
    return pa.Array.from_buffers(kind, len(values), [present, pa.py_buffer(np.array(filled, _NUMPY[kind]))])


Builder = Callable[[Sequence[object], pa.DataType, pa.Buffer | None], pa.Array]
_BUILDERS: Mapping[pa.DataType, Builder] = {pa.string(): _strings, pa.bool_(): _booleans, pa.date32(): _dates}


def _offsets(lengths: map[int]) -> pa.Buffer:
    return pa.py_buffer(np.array([0, *accumulate(lengths)], "int32"))


def _bits(flags: Sequence[bool]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(flags, bitorder="little") if flags else b"")
