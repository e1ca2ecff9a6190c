"""Columns of bytes to Arrow arrays. Nothing is copied; nothing is trusted before `RecordBatch.validate`."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

import pyarrow as pa

from trichluc.store.buffers import table_buffers
from trichluc.store.kinds import Field, columns
from trichluc.store.schemas import arrow_type, schema

MAX_ROWS = 5_000_000


def record_batch(table: str, rows: Sequence[object]) -> pa.RecordBatch:
    """The rows of one table; every row is of the table's row class."""
    buffers = (None if data is None else pa.py_buffer(data) for data in table_buffers(table, rows))
    return assemble(table, len(rows), buffers)


def assemble(table: str, length: int, buffers: Iterator[pa.Buffer | None]) -> pa.RecordBatch:
    """A batch around buffers in the order of `table_buffers`. Raises ValueError where they cannot be right."""
    arrays = [_array(field, length, buffers) for field in columns(table)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema(table))


def _array(field: Field, length: int, buffers: Iterator[pa.Buffer | None]) -> pa.Array:
    if not 0 <= length <= MAX_ROWS:
        raise ValueError("too many rows")
    kind, own = field.kind, [next(buffers)]
    if own[0] is not None and not field.nullable:
        raise ValueError(f"{field.name} is missing")
    children = None
    if kind.name == "struct":
        children = [_array(inner, length, buffers) for inner in kind.fields]
    else:
        own.append(next(buffers))
        if kind.name == "string":
            own.append(next(buffers))
        elif kind.name == "list":
            children = [_array(kind.fields[0], _last(own[1], length), buffers)]
    return pa.Array.from_buffers(arrow_type(kind), length, own, children=children)


def _last(offsets: pa.Buffer | None, length: int) -> int:
    """The last of the offsets of a list column: how many elements there are."""
    if offsets is None:
        raise ValueError("a list without offsets")
    (count,) = struct.unpack_from("<i", offsets, 4 * length)
    return int(count)
