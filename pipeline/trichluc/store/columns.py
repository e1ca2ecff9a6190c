"""Rows to Arrow columns, a column at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain

import pyarrow as pa

from trichluc.report import Report
from trichluc.store.schemas import DOCUMENT_TABLES, schema


def record_batch(table: str, rows: Sequence[object]) -> pa.RecordBatch:
    """The rows of one table; every row is of the table's row class."""
    wanted = schema(table)
    columns = [_column([getattr(row, field.name) for row in rows], field.type) for field in wanted]
    return pa.RecordBatch.from_arrays(columns, schema=wanted)


def report_batches(report: Report) -> Mapping[str, pa.RecordBatch]:
    """All rows of one document, by table; a table without rows is left out."""
    batches = {"documents": record_batch("documents", [report.document])}
    for table in DOCUMENT_TABLES[1:]:
        rows = getattr(report, table)
        if rows:
            batches[table] = record_batch(table, rows)
    return batches


def _column(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    if pa.types.is_list(kind):
        return _lists(values, kind)  # type: ignore[arg-type]
    if pa.types.is_struct(kind):
        return _structs(values, kind)
    return pa.array(values, kind)


def _lists(values: Sequence[Sequence[object]], kind: pa.DataType) -> pa.Array:
    offsets = pa.array([0, *accumulate(map(len, values))], pa.int32())
    return pa.ListArray.from_arrays(offsets, _column(list(chain.from_iterable(values)), kind.value_type), type=kind)


def _structs(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    fields = [kind.field(i) for i in range(kind.num_fields)]
    columns = [_column([getattr(value, f.name, None) for value in values], f.type) for f in fields]
    missing = pa.array([value is None for value in values], pa.bool_())
    return pa.StructArray.from_arrays(columns, fields=fields, mask=missing)
